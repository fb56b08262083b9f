"""What a scenario becomes before it runs: integer tables for one draw, read by both engines.

A regime is never compiled. Editing one changes numbers in these arrays, whose types and dimensions are
always the same, so the machine code that reads them is made once for all regimes.

Lengths, which `chance.packing.pack` holds against each other: T steps, E epochs (spans between amendments),
C conducts, S sources, L lists (at most 16, a bit each), Y ways onto them (at most 32), A kinds of attempt, F
propensities, Q bundles of safeguards, X expressions, J cases of lengths, Z lengths, K = 64 categories of an
axis; W, B, V, P, R, N, M rows of the fields that are called alike; `*` any.
Q20, Q30, Q53 are numbers times 2^20, 2^30, 2^53. Hazards are per step in Q32. Delays are whole steps.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.mechanisms import declared
from demerit.mechanisms.adjudication.lowering import Rulings
from demerit.mechanisms.attempts.lowering import Attempts, Refusals
from demerit.mechanisms.averaging.lowering import Matches
from demerit.mechanisms.conduct.lowering import Conducts
from demerit.mechanisms.debts.lowering import Debts
from demerit.mechanisms.degraded.lowering import Degraded
from demerit.mechanisms.deterrence.lowering import Deterring
from demerit.mechanisms.favours.lowering import Favours
from demerit.mechanisms.linkage.lowering import Linking
from demerit.mechanisms.lists.lowering import Hardships, Lists
from demerit.mechanisms.lists.lowering_asked import Stays
from demerit.mechanisms.lists.lowering_ways import Ways
from demerit.mechanisms.members.lowering_holdings import Holdings
from demerit.mechanisms.members.lowering_members import Membership
from demerit.mechanisms.moves.lowering import Moves
from demerit.mechanisms.offers.lowering import Offers
from demerit.mechanisms.redress.lowering import Guards, Payment
from demerit.mechanisms.scores.lowering import Scores
from demerit.mechanisms.scores.lowering_features import Features
from demerit.mechanisms.sources.lowering import FalseSightings, Watching
from demerit.mechanisms.stops.lowering import Stopping
from demerit.mechanisms.terms.lowering import Terms
from demerit.mechanisms.ties.lowering import NearPoints, Spills
from demerit.mechanisms.triggers.lowering import Triggers
from demerit.mechanisms.weights.lowering import Weights
from demerit.mechanisms.work.lowering import Working
from demerit.scenario.conditions import ConditionTables
from demerit.scenario.histories import Histories
from demerit.scenario.time import AxisTables, Time
from demerit.society.tables import SocietyTables


class Tables(NamedTuple):
    """The whole of a lowered scenario for one draw: a part for each mechanism, or for a few together."""

    society: Annotated[SocietyTables, ""]
    time: Time
    axes: AxisTables
    conduct: Conducts
    moves: Moves
    stops: Stopping
    sources: Watching
    false_sightings: FalseSightings
    linkage: Linking
    averaging: Matches
    adjudication: Rulings
    offers: Offers
    redress: Guards
    lists: Lists
    ways: Ways
    payment: Payment
    debts: Debts
    scores: Scores
    weights: Weights
    risk: Features
    stays: Stays
    histories: Histories
    attempts: Attempts
    refusals: Refusals
    hardships: Hardships
    degraded: Degraded
    favours: Favours
    ties: Spills
    near_points: NearPoints
    work: Working
    deterrence: Deterring
    terms: Terms
    triggers: Triggers
    holdings: Holdings
    members: Membership
    conditions: ConditionTables


def other_lengths(tables: Tables) -> dict[str, int]:
    """Return the lengths that mechanisms have by themselves (`lengths` in their `lowering`), by letter."""
    return {letter: length for of in declared("lowering", "lengths") for letter, length in of(tables).items()}
