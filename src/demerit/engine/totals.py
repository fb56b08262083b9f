"""What a run counts: arrays of whole numbers, added over districts in any order.

Totals of a district are sums of whole numbers, so the order in which districts finish never shows.
Steps come first in the weekly arrays: a district walks through them forwards, and one step's part stays
in the cache. The `moments` hold sums of squares over districts, for the part of an interval that is due
to chance; they too are whole numbers, whatever the number of districts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from demerit.chance.compiling import kernel
from demerit.chance.kinds import I64x1, I64x2, I64x3, I64x3t, I64x4, I64x4t, I64x6
from demerit.chance.packing import turned
from demerit.engine.codes import CELLS, ORGANISED
from demerit.engine.state import State
from demerit.scenario.codes import RELATIONS, STANDINGS
from demerit.scenario.exits import EXITS
from demerit.scenario.tables import Tables
from demerit.society.traits import FIFTHS, SLOTS

# columns of Totals.people
PRESENT, ENTERED, DIED, WENT = range(4)
# columns of Totals.lists: stock, inflow, an outflow a kind of exit, then parts of the stock
STOCK, INFLOW, OUT = 0, 1, 2
WITHOUT_ACT = OUT + len(EXITS) - 1  # standing is no outflow
COULD_NOT_PAY, WRONGFUL, SPARED = WITHOUT_ACT + 1, WITHOUT_ACT + 2, WITHOUT_ACT + 3
# the grounds: of the stock, each week falls under exactly one; then the wrongful part of each, in this order
GROUNDS = (
    "through_others",
    "unfounded",
    "unable",
    "counted_for_more",
    "protected",
    "slight",
    "own_terms",
)
THROUGH, UNFOUNDED, UNABLE, COUNTED_FOR_MORE, PROTECTED, SLIGHT_CONDUCT, OWN_TERMS = range(len(GROUNDS))
GROUND = SPARED + 1
GROUND_WRONGFUL = GROUND + len(GROUNDS)
# of own terms: a graver record counts beside the slight conduct that it needs; of counted for more: by noise
MIXED = GROUND_WRONGFUL + len(GROUNDS)
BY_MEASUREMENT = MIXED + 1
# of the inflow: not listed in the shadow at the end of the step
INFLOW_WRONGFUL = BY_MEASUREMENT + 1
LIST_COLUMNS = INFLOW_WRONGFUL + 1
# columns of Totals.attempts
ATTEMPTS, REFUSALS, REFUSED_WITHOUT_ACT, REFUSED_COULD_NOT_PAY, GATED, FAVOURED, CHARGED, COST = range(8)
ATTEMPT_COLUMNS = COST + 1
# columns of Totals.records
SIGHTINGS, MADE, MISPLACED = range(3)
# columns of Totals.quarters
(
    PERSON_WEEKS,
    LISTED_WEEKS,
    WITHOUT_ACT_WEEKS,
    COULD_NOT_PAY_WEEKS,
    THROUGH_WEEKS,
    ENTRIES,
    QUARTER_REFUSALS,
) = range(7)
# columns of Totals.points
GAINED, LOST, RECORDS = range(3)
# columns of Totals.relations
BEGUN, WEEKS_TRUE, WEEKS_FALSE = range(3)
# columns of Totals.money
CLAIMED, PAID, CANCELLED, REFUNDED, DEBTS = range(5)
MONEY_COLUMNS = DEBTS + 1
# what a debt rests on
OF_ACT, OF_NOTHING, OF_AVERAGE = range(3)
# rows of Totals.moments
MOMENT_MEASURES = ("stock", "inflow", "refusals", "without_act", "could_not_pay")
STOCK_ROW, INFLOW_ROW, REFUSALS_ROW, WITHOUT_ACT_ROW, COULD_NOT_PAY_ROW = range(5)
# columns of Totals.acts
ACTS, RECORDED_ACTS, LET_GO = range(3)
# columns of Totals.acts_by_step
BY_STEP_ACTS, BY_STEP_LET_GO, UNABLE_ACTS, STRAINED = range(4)
BY_STEP_COLUMNS = STRAINED + 1
# bins of Totals.scores: how far below or above the start a score is, the start in the middle
SPREAD = 34
SCORE_BINS = 2 * SPREAD + 1
# columns of Totals.work
JOBS_LOST, JOBS_FOUND, WORKING, JOBLESS = range(4)
GROUPS = 8


class Totals(NamedTuple):
    """Counts of one draw; T steps, V axis values, Q quarters, Y years, C conducts, S sources, L lists.

    R relations are those of `scenario.tables.RELATIONS`.
    """

    people: I64x3t  # [T, V, 4]
    lists: I64x4t  # [T, L, V, LIST_COLUMNS]
    attempts: I64x4t  # [T, A, V, ATTEMPT_COLUMNS]
    quarters: I64x3  # [Q, 7, CELLS] cells last: whole columns of them are added at once
    grounds: (
        I64x3  # [Q, 7 grounds, 2] person-weeks on any list, each once, by first ground; of these wrongful
    )
    points: I64x3  # [Q, 5, 3] by tier, organisations last
    grades: I64x3t  # [Q, V, 32] by grade at the quarter's end: as recorded, then in the shadow
    records: I64x6  # [S, C, 2, GROUPS, Y, 3] by truth (nothing, an act): sightings, records, misplaced
    acts: I64x4  # [C, GROUPS, Y, 3] acts, of which recorded; acts let go
    acts_by_step: (
        I64x3  # [T, C, BY_STEP_COLUMNS] acts, let go, of the acts by who could not pay, under strain
    )
    scores: I64x4  # [Q, 2 entities, SCORE_BINS, 2] by score at the quarter's end: as recorded, in the shadow
    work: I64x4  # [Q, 5, standings, 4] by income fifth: jobs lost, found; with, without the job at the end
    money: I64x4  # [Q, 5 income fifths, 3 what debts rest on, MONEY_COLUMNS] in the society's currency
    spells: I64x3  # [L, exits, T + 1] by duration in steps
    relations: I64x4  # [L, R, Q, 3] by relation: listings that a tie began, weeks by one, true and false
    # districts, sum x, x^2, n, x n, n^2; of each stratum its lists, then persons, then organisations
    moments: I64x4  # [T, strata x (L + 2), 5, 6]
    births_lost: I64x1  # [1] births without a spare slot


def new_totals(tables: Tables) -> Totals:
    """Return zeroed totals for the sizes of `tables`."""
    steps, conducts = tables.time.epoch.shape[0], tables.conduct.point.shape[0]
    lists, sources, tries = (
        tables.lists.entity.shape[0],
        tables.sources.point.shape[0],
        tables.attempts.point.shape[0],
    )
    values, quarters, years = (
        int(tables.axes.starts[-1]),
        int(tables.time.quarter[-1]) + 1,
        int(tables.time.year[-1]) + 1,
    )
    return Totals(
        people=turned(steps, values, 4),
        lists=turned(steps, lists, values, LIST_COLUMNS),
        attempts=turned(steps, tries, values, ATTEMPT_COLUMNS),
        quarters=np.zeros((quarters, QUARTER_REFUSALS + 1, CELLS), np.int64),
        grounds=np.zeros((quarters, len(GROUNDS), 2), np.int64),
        points=np.zeros((quarters, ORGANISED + 1, 3), np.int64),
        grades=turned(quarters, values, 2 * tables.scores.grade_low.shape[1]),
        records=np.zeros((sources, conducts, 2, GROUPS, years, 3), np.int64),
        acts=np.zeros((conducts, GROUPS, years, 3), np.int64),
        acts_by_step=np.zeros((steps, conducts, BY_STEP_COLUMNS), np.int64),
        scores=np.zeros((quarters, 2, SCORE_BINS, 2), np.int64),
        work=np.zeros((quarters, len(FIFTHS), STANDINGS, 4), np.int64),
        money=np.zeros((quarters, len(FIFTHS), OF_AVERAGE + 1, MONEY_COLUMNS), np.int64),
        spells=np.zeros((lists, len(EXITS), steps + 1), np.int64),
        relations=np.zeros((lists, len(RELATIONS), quarters, 3), np.int64),
        moments=np.zeros(
            (steps, (int(tables.axes.stratum.max()) + 1) * (lists + 2), len(MOMENT_MEASURES), 6), np.int64
        ),
        births_lost=np.zeros(1, np.int64),
    )


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
    """Count the occupant of slot `i` in `column` of `row` [columns, V], under every axis of their kind."""
    note_sum(t, s, row, i, column, 1)


@kernel
def note_sum(t: Tables, s: State, row: I64x2, i: int, column: int, amount: int) -> None:
    """Add `amount` for the occupant of slot `i` in the same way."""
    axis = t.axes.starts
    if i >= SLOTS:
        row[column, axis[8]] += amount
        row[column, axis[9] + s.people.region[0]] += amount
        row[column, axis[10] + s.people.size[i]] += amount
        return
    note_all(t, s, row, column, amount)
    _note_traits(t, s, row, i, column, amount)


@kernel
def note_all(t: Tables, s: State, row: I64x2, column: int, amount: int) -> None:
    """Add `amount` persons to those of everybody and of the district's region."""
    row[column, t.axes.starts[0]] += amount
    row[column, t.axes.starts[1] + s.people.region[0]] += amount


@kernel
def note_traits(t: Tables, s: State, row: I64x2, i: int, column: int) -> None:
    """Count the person in slot `i` under the axes that `note_all` does not know."""
    _note_traits(t, s, row, i, column, 1)


@kernel
def _note_traits(t: Tables, s: State, row: I64x2, i: int, column: int, amount: int) -> None:
    axis = t.axes.starts
    row[column, axis[2] + s.people.age[i]] += amount
    row[column, axis[3] + s.people.sex[i]] += amount
    row[column, axis[4] + s.people.tier[i]] += amount
    row[column, axis[5] + s.people.residence[i]] += amount
    row[column, axis[6] + s.people.fifth[i]] += amount
    row[column, axis[7] + s.people.group[i]] += amount
