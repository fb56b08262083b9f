"""What a run counts: arrays of whole numbers, added over districts in any order.

Totals of a district are sums of whole numbers, so the order in which districts finish never shows. What each
array counts, by what and in which columns, the mechanisms declare (`counts` in their folders); columns come
last. Steps come first in the weekly arrays: a district walks through them forwards, and one step's part stays
in the cache. Where values of axes are added to by the column, these lie side by side (kinds with a `t`).

Names: `t` tables of the draw, `s` state of the district, `i` slot.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.chance.allocating import zeros
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x2, I64x3, I64x3t, I64x4, I64x4t, I64x5, I64x6
from demerit.engine.state import State
from demerit.mechanisms.attempts.counts import ATTEMPTS, REFUSALS, REFUSED_IN_YEARS
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.debts.counts import MONEY
from demerit.mechanisms.degraded.counts import DEGRADED
from demerit.mechanisms.lists.counts import GROUND_WEEKS, LISTS, MOMENTS, QUARTERS, SPELLS
from demerit.mechanisms.members.counts import MEMBERS
from demerit.mechanisms.offers.counts import OFFERS
from demerit.mechanisms.population.counts import LEFT_OUT, PEOPLE
from demerit.mechanisms.redress.counts import CLAIMS, PENDING, RULINGS
from demerit.mechanisms.scores.counts import GRADES, POINTS, SCORES
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.stops.counts import STOPPED
from demerit.mechanisms.ties.counts import LISTED_BY_TIES
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.mechanisms.work.counts import JOBS
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables, other_lengths
from demerit.society.traits import SLOTS


class Totals(NamedTuple):
    """Counts of one draw: an array for each counted table, under its name."""

    people: Annotated[I64x3t, PEOPLE.shape]
    lists: Annotated[I64x4t, LISTS.shape]
    attempts: Annotated[I64x4t, ATTEMPTS.shape]
    refusals: Annotated[I64x4t, REFUSALS.shape]
    refused: Annotated[I64x4t, REFUSED_IN_YEARS.shape]
    quarters: Annotated[I64x3t, QUARTERS.shape]
    grounds: Annotated[I64x3, GROUND_WEEKS.shape]
    points: Annotated[I64x4, POINTS.shape]
    grades: Annotated[I64x4t, GRADES.shape]
    records: Annotated[I64x6, RECORDS.shape]
    acts: Annotated[I64x4, ACTS.shape]
    acts_by_step: Annotated[I64x3, ACTS_BY_STEP.shape]
    scores: Annotated[I64x5, SCORES.shape]
    work: Annotated[I64x4, JOBS.shape]
    money: Annotated[I64x4, MONEY.shape]
    spells: Annotated[I64x4, SPELLS.shape]
    relations: Annotated[I64x4, LISTED_BY_TIES.shape]
    moments: Annotated[I64x5, MOMENTS.shape]
    degraded: Annotated[I64x4t, DEGRADED.shape]
    stopped: Annotated[I64x4t, STOPPED.shape]
    triggers: Annotated[I64x4t, ACTIONS.shape]
    offers: Annotated[I64x4, OFFERS.shape]
    rulings: Annotated[I64x4t, RULINGS.shape]
    pending: Annotated[I64x4t, PENDING.shape]
    claims: Annotated[I64x4t, CLAIMS.shape]
    members: Annotated[I64x4t, MEMBERS.shape]
    left_out: Annotated[I64x2, LEFT_OUT.shape]


def lengths_of(tables: Tables) -> dict[str, int]:
    """Return the lengths of the axes of the totals, by letter (`counted.axes`)."""
    return {
        "T": tables.time.epoch.shape[0],
        "Q": int(tables.time.quarter[-1]) + 1,
        "Y": int(tables.time.year[-1]) + 1,
        "V": int(tables.axes.starts[-1]),
        "L": tables.lists.entity.shape[0],
        "C": tables.conduct.point.shape[0],
        "S": tables.sources.point.shape[0],
        "A": tables.attempts.point.shape[0],
        "G": int(tables.axes.stratum.max()) + 1,
        **other_lengths(tables),
    }


def new_totals(tables: Tables) -> Totals:
    """Return zeroed totals for the sizes of `tables`."""
    return zeros(Totals, lengths_of(tables))


def add(into: Totals, other: Totals) -> None:
    """Add `other` into `into`, array by array."""
    for mine, theirs in zip(into, other, strict=True):
        np.add(mine, theirs, out=mine)


def take_back(totals: Totals, part: Totals) -> None:
    """Take `part` from `totals`, array by array."""
    for mine, theirs in zip(totals, part, strict=True):
        np.subtract(mine, theirs, out=mine)


def reset(totals: Totals) -> None:
    """Set every count to zero."""
    for array in totals:
        array[...] = 0


@kernel
def note(t: Tables, s: State, row: I64x2, i: int, column: int) -> None:
    """Count the occupant of slot `i` in `column` of `row` [columns, V], under their value on every axis."""
    note_sum(t, s, row, i, column, 1)


@kernel
def note_sum(t: Tables, s: State, row: I64x2, i: int, column: int, amount: int) -> None:
    """Add `amount` instead of 1, in the same places as `note`."""
    first = t.axes.starts
    if i >= SLOTS:
        row[column, first[AT.all_of_organisations]] += amount
        row[column, first[AT.region_of_organisations] + s.people.region[0]] += amount
        row[column, first[AT.size] + s.people.size[i]] += amount
        return
    note_all(t, s, row, column, amount)
    _note_traits(t, s, row, i, column, amount)


@kernel
def note_all(t: Tables, s: State, row: I64x2, column: int, amount: int) -> None:
    """Add `amount` under the values that all persons of a district share: `all`, and its region."""
    row[column, t.axes.starts[AT.all]] += amount
    row[column, t.axes.starts[AT.region] + s.people.region[0]] += amount


@kernel
def note_traits(t: Tables, s: State, row: I64x2, i: int, column: int) -> None:
    """Count the person in slot `i` under the values that `note_all` leaves: age, sex, tier and so on."""
    _note_traits(t, s, row, i, column, 1)


@kernel
def _note_traits(t: Tables, s: State, row: I64x2, i: int, column: int, amount: int) -> None:
    first = t.axes.starts
    row[column, first[AT.age] + s.people.age[i]] += amount
    row[column, first[AT.sex] + s.people.sex[i]] += amount
    row[column, first[AT.tier] + s.people.tier[i]] += amount
    row[column, first[AT.residence] + s.people.residence[i]] += amount
    row[column, first[AT.fifth] + s.people.fifth[i]] += amount
    row[column, first[AT.group] + s.people.group[i]] += amount
