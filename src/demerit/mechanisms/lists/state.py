"""Columns of a district."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.chance.kinds import (
    I32x1,
    I32x2,
    I32x3,
    I64x1,
    I64x2,
    U8x1,
    U8x2,
    U16x1,
    U16x2,
    U16x3,
    U32x1,
    U32x2,
    U64x1,
)
from demerit.chance.layouts import Cleared
from demerit.engine.queues import Queue
from demerit.scenario.exits import STANDING

OPENING, CLOSING, WITHDRAWALS, TALLIES, EVENTS, COMING = range(6)
"""Places in `RecordsInForce.later`: the first of the records that are to enter lists in this step, and of
those that end; whether a record that counted was withdrawn in it, else -1; the first of what conditions count
that begins to or leaves a window; the first of the records that set off triggers; the first of what comes
onto lists for an offer that is over."""


class Listing(NamedTuple):
    """Who is on which list, and since when."""

    on: Annotated[U16x2, "6, slots", Cleared(0)]  # a bit a list: listed by oneself
    was: Annotated[U16x2, "6, slots", Cleared(0)]  # a bit a list: listed, however, as the step began
    since: Annotated[I32x2, "L, slots"]  # step in which the present listing of any origin began
    own_since: Annotated[
        I32x2, "2 L, slots"
    ]  # step in which the present own listing began, recorded lists first
    removed: Annotated[
        I32x1, "L", Cleared(-1)
    ]  # the last step in which the regime ceased to have the list, or -1
    leaving: Annotated[
        U8x2, "leaving, slots", Cleared(STANDING)
    ]  # first exit of the records that end in this step, a block of lists a history that is told by exits
    exits: Annotated[
        U8x2, "exits, slots", Cleared(STANDING)
    ]  # the last exit from each list, a block a history; nothing where no trigger asks for one
    busy: Annotated[U8x1, "slots", Cleared(0)]  # 1 where somebody is on a list in either history
    busy_blocks: Annotated[
        I32x1, "blocks", Cleared(0)
    ]  # how many such slots each run of 64 has, so that the rest is passed over
    givers: Annotated[
        I32x1, "L", Cleared(0)
    ]  # how many slots are on each list by themselves, in either history
    changed: Queue  # slots whose listing changed in this step


class RecordsInForce(NamedTuple):
    """Records in force that keep one on a list."""

    held: Annotated[U16x3, "6, L, slots", Cleared(0)]  # records in force that keep one on the list
    able: Annotated[
        U16x2, "L + 1, slots", Cleared(0)
    ]  # of those on an act: the person could have paid; the last row is of the score
    unable: Annotated[U16x2, "L + 1, slots", Cleared(0)]  # ... could not have paid
    later: Annotated[I32x1, "6", Cleared(-1)]  # first case of those that wait for the scores of the step


class StayColumns(NamedTuple):
    """Spells on lists that a condition takes people onto, and what of the past such a condition goes by."""

    on: Annotated[U32x2, "6, slots", Cleared(0)]  # a bit a way: a spell by its condition stands
    repaired: Annotated[
        U32x2, "6, slots", Cleared(0)
    ]  # a bit a way: such a spell was repaired, and nothing has made it due again
    met: Annotated[
        U32x2, "6, slots", Cleared(0)
    ]  # a bit a way: its condition holds, or held on the first day, and has taken whom it takes
    used: Annotated[U32x2, "6, slots", Cleared(0)]  # a bit a way: it has taken them, and never does again
    withdrawn: Annotated[
        U8x2, "6, slots", Cleared(0)
    ]  # exit, plus one, of a record in the score that was withdrawn in this step, or 0
    first: Annotated[I32x1, "slots", Cleared(-1)]  # first of the spells in the pool that stand, or -1
    key: Annotated[U64x1, "1"]  # this step's key of the spells that begin in it
    entry: Annotated[
        I32x3, "entries, pool, 4"
    ]  # of a spell, a row a score: value, ratings, how many ever, when last absorbed
    now: Annotated[I64x1, "scores"]  # the scores of somebody while a condition is asked of earlier ones
    counts: Annotated[I64x1, "scores"]  # the same of how many ratings count
    graver: Annotated[
        U16x1, "slots", Cleared(0)
    ]  # records in force in the score of conduct that counts without slight and protected conduct
    mixed: Annotated[
        U32x1, "slots", Cleared(0)
    ]  # a bit a way: such a record has counted since the shadow's spell by it began


class Moments(NamedTuple):
    """This step's measures for sums over districts."""

    week: Annotated[
        I64x2, "L + 2, 5", Cleared(0)
    ]  # this step's measures for the moments; the last two rows: persons, organisations
