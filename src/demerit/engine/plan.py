"""The order of a step, and the two functions that walk it; docs/mechanisms/step.md prints it as a table.

The order is the causal chain of a scoring regime. Each stage reads state as it stood at the start of the
step as far as it reads other people's: attempts, work and ties come before the lists change, so a listing
made in step t refuses from t + 1 and reaches the household in t + 1; what somebody learns of a record in
step t they act on from t + 1. Records begin and end before scores move, and lists come after: a condition
reads scores as moved in the step, and lists as the step began. Triggers act
last, on what all that has come to.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.mechanism import Mechanism
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import World
from demerit.mechanisms.adjudication import rulings
from demerit.mechanisms.attempts import attempts
from demerit.mechanisms.averaging import averaging
from demerit.mechanisms.conduct import acting, acts, organisations
from demerit.mechanisms.debts import debts
from demerit.mechanisms.degraded import degraded
from demerit.mechanisms.deterrence import deterrence, general
from demerit.mechanisms.favours import favours
from demerit.mechanisms.linkage import linkage
from demerit.mechanisms.lists import claims, due, grounds, listing, moments, offered, stays
from demerit.mechanisms.lists import records as lists
from demerit.mechanisms.members import holdings, members
from demerit.mechanisms.moves import moves
from demerit.mechanisms.offers import offers
from demerit.mechanisms.population import people
from demerit.mechanisms.scores import scheduled, score
from demerit.mechanisms.sources import covering
from demerit.mechanisms.sources import watching as sources
from demerit.mechanisms.stops import stops
from demerit.mechanisms.terms import counting
from demerit.mechanisms.ties import near, ties
from demerit.mechanisms.ties import points as near_points
from demerit.mechanisms.triggers import triggers
from demerit.mechanisms.work import work
from demerit.scenario.tables import Tables
from demerit.society.tables import Population

ORDER: tuple[Mechanism, ...] = (
    people.MECHANISM,
    holdings.MECHANISM,
    members.MECHANISM,
    acts.MECHANISM,
    organisations.MECHANISM,
    stops.MECHANISM,
    moves.MECHANISM,
    sources.MECHANISM,
    covering.MECHANISM,
    linkage.MECHANISM,
    averaging.MECHANISM,
    rulings.MECHANISM,
    offers.MECHANISM,
    attempts.MECHANISM,
    favours.MECHANISM,
    work.MECHANISM,
    ties.MECHANISM,
    near_points.MECHANISM,
    due.MECHANISM,
    debts.MECHANISM,
    counting.MECHANISM,
    score.MECHANISM,
    lists.MECHANISM,
    stays.MECHANISM,
    triggers.MECHANISM,
    claims.MECHANISM,
    deterrence.MECHANISM,
    general.MECHANISM,
    degraded.MECHANISM,
)
"""Every mechanism, in the order of a step; covering and linkage run inside sources (covering also inside
averaging), favours inside attempts, debts inside what is due, stops inside acts (also inside
organisations) and attempts, terms inside what is due, where offers are passed and failed too."""


def step_plain(w: World, population: Population, step: int) -> None:
    """Take a district of the plain engine through one step."""
    people.plain(w, population, step)
    holdings.plain(w, step)
    members.plain(w, step)
    counting.begin_step_plain(w, step)
    acts.plain(w, step)
    organisations.plain(w, step)
    moves.plain(w, population, step)
    acting.settle_plain(w, step)
    sources.plain(w, step)
    averaging.plain(w, population, step)
    rulings.plain(w, step)
    offers.plain(w, step)
    attempts.plain(w, step)
    work.plain(w, step)
    ties.plain(w, population, step)
    score.amend_plain(w, step)
    scheduled.ask_plain(w, step)
    near_points.plain(w, population, step)
    due.plain(w, step)
    score.plain(w, step)
    lists.plain(w, step)
    stays.plain(w, step)
    offered.plain(w, step)
    triggers.plain(w, step)
    claims.plain(w, step)
    deterrence.plain(w, population, step)
    general.plain(w, step)
    grounds.plain(w, step)
    moments.plain(w, step)
    listing.turn_plain(w, step)
    degraded.plain(w, step)


@kernel
def prepare(t: Tables, s: State, seed: np.uint64, district: int) -> None:
    """Make the keys that a district uses in every step."""
    near.prepare(t, s, seed, district)
    people.prepare(t, s, seed, district)
    work.prepare(s, seed, district)
    covering.prepare(t, s, seed, district)
    attempts.prepare(t, s, seed, district)


@kernel
def step_compiled(
    t: Tables, s: State, out: Totals, population: Population, seed: np.uint64, district: int, step: int
) -> None:
    """Take a district of the compiled engine through one step."""
    people.compiled(t, s, out, population, step)
    holdings.compiled(t, s, seed, district, step)
    members.compiled(t, s, out, seed, district, step)
    counting.begin_step(t, s, step)
    acts.compiled(t, s, out, seed, district, step)
    organisations.compiled(t, s, out, seed, district, step)
    moves.compiled(t, s, population, seed, district, step)
    acting.settle(t, s, out, step)
    sources.compiled(t, s, out, seed, district, step)
    averaging.compiled(t, s, out, population, seed, district, step)
    rulings.compiled(t, s, out, step)
    offers.compiled(t, s, out, seed, district, step)
    attempts.compiled(t, s, out, seed, district, step)
    work.compiled(t, s, out, seed, district, step)
    ties.compiled(t, s, out, population, seed, district, step)
    score.amend(t, s, step)
    scheduled.ask(t, s, step)
    near_points.compiled(t, s, out, population, seed, district, step)
    due.compiled(t, s, out, step)
    score.compiled(t, s, out, seed, district, step)
    lists.compiled(t, s, out, step)
    stays.compiled(t, s, out, seed, district, step)
    offered.compiled(t, s, out, step)
    triggers.compiled(t, s, out, seed, district, step)
    claims.compiled(t, s, out, seed, district, step)
    deterrence.compiled(t, s, population, step)
    general.compiled(t, s, step)
    grounds.compiled(t, s, out, step)
    moments.compiled(t, s, out, step)
    listing.turn(t, s, step)
    degraded.compiled(t, s, out, step)
