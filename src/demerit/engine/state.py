"""The state of one district: columns a slot, and a pool of cases.

Only what a regime changes is state; who lives where and when is a function of seed and slot, copied
here week by week. Person slots come first (0..4095), then organisation slots (4096..4351), so that a
mechanism written for one serves the other. A case is a record on its way to, or in, a list: it waits in
a queue keyed by the step in which something happens to it next.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.chance import point
from demerit.chance.compiled import ROUNDS
from demerit.chance.compiling import kernel
from demerit.chance.kinds import I32x1, I32x2, I64x1, I64x2, I64x3, U8x1, U8x2, U16x1, U16x2, U16x3, U64x1
from demerit.chance.marks import LANES
from demerit.mechanisms.scores.language import MOST_FEATURES
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import AGE_SEX, MAX_LISTS, PLACES, Tables
from demerit.society.kinship import FAMILIES, MOST_MATCHINGS
from demerit.society.traits import ALL_SLOTS, SLOTS, TIERS

CELLS = 4 * 8 * 5 * 5 * 8  # tier x group x residence x income fifth x age band

CASE_COLUMNS = 16
"""Room for one case in the pool: 64 bytes, of which `cases` uses the first twelve numbers."""

ORGANISED = len(TIERS)
"""Place of organisations where counts and factors go by tier."""

ALL_BITS = (1 << MAX_LISTS) - 1
"""A bit for each list that there can be."""

BLOCK = 64
"""Slots that are passed over together where nobody of them is on a list."""

# error[0]
POOL_FULL, EVENTS_FULL = 1, 2


MATCHING = point("ties.acquaintance")
"""Decision point of the matchings of acquaintances; the n-th is keyed like step n."""
MOST_ACQUAINTANCES = 16
NOBODY = -1

# places in State.counters: how many slots stand in these columns, and how many acts and sightings there are
DIRTIED, MARKS, MOVES, LEARNERS, DONE, SEEN, SHIFTED = range(7)
# places in State.later: the first of the records that are to enter lists in this step, and of those that end;
# whether a record in the score was withdrawn in it, else -1
OPENING, CLOSING, WITHDRAWALS = range(3)

# columns of State.sight: on whom it is put, of what, by whom, what it stands on, 1 where they could not pay
SEEN_ON, SEEN_CONDUCT, SEEN_SOURCE, SEEN_BASIS, SEEN_UNABLE = range(5)
SIGHT_COLUMNS = 8
# what a sighting stands on
NO_ACT, OWN_ACT, ACT_OF_OTHER = range(3)

# moved_bit: a score that is to move is looked at by the conditions only if it comes past an edge of one
STIRRED, MOVED = 1, 2


NOWHERE = PLACES - AGE_SEX
"""Place in the tables of rates of a slot in which nobody is: nothing happens there."""


class State(NamedTuple):
    """The columns of a district; [S] is a slot, [L] a list, [P] a place in the pool of cases.

    [6] are the histories of `scenario.histories`, of which those rows are in use that `Tables.history_row`
    names; [2] the two of ties.
    """

    present: U8x1  # [S]
    number: I32x1  # [S] occupant number
    born: I32x1  # [S] day of birth, counted from the first day of the run
    age: U8x1  # [S] age band
    sex: U8x1  # [S]
    tier: U8x1  # [S]
    residence: U8x1  # [S]
    fifth: U8x1  # [S]
    group: U8x1  # [S]
    size: U8x1  # [S] of an organisation
    leaves: I32x1  # [S] first step in which whoever is there is gone
    employer: I32x1  # [S] slot of the place of work, whoever holds it, or -1
    employed: I32x1  # [S] room for a list of slots of persons with a place of work
    home: I32x1  # [S] first slot of the household; of visitors and organisations their own
    jobless: U8x1  # [S] 1 for somebody with a place of work who is without the job
    remembered_until: I32x1  # [S] first step in which nobody knows any more of a published list one was on
    place: I32x1  # [S] place in the tables of rates, by jobless x tier x fifth x residence x age band x sex
    propensity: I32x2  # [F + 1, S] Q20; the last row is 1
    on: U16x2  # [6, S] a bit a list: listed by oneself
    was: U16x2  # [6, S] a bit a list: listed, however, as the step began
    shifted: I32x1  # [S] slots whose listing changed in this step
    shifted_bit: U8x1  # [S]
    through: U16x2  # [2, S] a bit a list: listed by a tie, as recorded and in the shadow
    reached: U16x2  # [2, S] the same as it will stand after this step's look at ties
    by: U8x2  # [L, S] relation (place in RELATIONS) by which a tie lists one as recorded, first in order
    spouse: I32x1  # [S] slot of the other of the couple while both are there, or NOBODY
    couple: U8x1  # [S] how it stands between the two: UNMARRIED, MARRIED_NOW or PARTED of society.kin
    held: U16x3  # [6, L, S] records in force that keep one on the list
    able: U16x2  # [L + 1, S] of those on an act: the person could have paid; the last row is of the score
    unable: U16x2  # [L + 1, S] ... could not have paid
    graver: (
        U16x1  # [S] records in force in the score of conduct that counts without slight and protected conduct
    )
    mixed: U16x1  # [S] a bit a list: such a record has counted during the shadow's stay by score or trait
    removed: I32x1  # [L] the last step in which the regime ceased to have the list, or -1
    score: I32x2  # [6, S]
    uncut: I32x2  # [6, S] the score as it would stand had no bound cut the last change by points
    gain: I64x2  # [S, 6] points of this step; touched for few, so side by side
    returned: I64x2  # [S, 6] points of this step that come back up to the start only
    kept: I64x3  # [6, S, W] what a score remembers: the last ratings, or in the first place points in force
    ratings: I32x2  # [6, S] how many ratings of these
    rated: I32x2  # [6, S] how many ratings there ever were
    noise: I32x1  # [S] points of error in a risk score when it was last worked out
    error_key: U64x1  # [16] keys of today's errors in the features
    state_on: U16x2  # [6, S] a bit a list: kept there by score or trait alone
    repaired: U16x2  # [6, S] a bit a list: such a stay was repaired, and nothing has made it due again
    withdrawn: U8x2  # [6, S] exit, plus one, of a record in the score that was withdrawn in this step, or 0
    stay_since: I32x2  # [6 L, S] step in which such a stay began, or was last found to go on
    until: I32x2  # [6 L, S] step in which its term is over
    mended: I32x2  # [6 L, S] step in which it is repaired
    entry: I64x3  # [6 L, S, 2] what the score was worked out from as it began, where it is looked at again
    back: I32x1  # [S] points that come back in this step, up to the start
    near: I32x1  # [S] slots near somebody listed, whom points are due for it
    near_bits: U8x1  # [S] a bit a history: in which they are
    let_go: I64x1  # [1] Q30, share of acts that everybody lets go in this step for how many are listed
    moved: I32x1  # [S] slots whose score or traits changed in this step
    moved_bit: U8x1  # [S]
    heard: I32x2  # [S, 4] what one has heard of records, side by side; columns as in `response.deterrence`
    partners: U16x2  # [16, 4096] whom its matchings of acquaintances tie one to, once somebody asked
    last_record: U64x1  # [S] hash of the last record of one's own that did
    learned: I32x1  # [S] slots that learned of a record in this step
    own_since: I32x2  # [2 L, S] step in which the present own listing began, recorded lists first
    leaving: U8x2  # [2 L, S] first exit of the records that end in this step, as recorded and in the shadow
    later: I32x1  # [3] first case of those that wait for the scores of the step
    since: I32x2  # [L, S] step in which the present listing of any origin began
    act: U64x1  # [D] hashes of this step's acts, conduct by conduct
    act_unable: U8x1  # [D] 1 where whoever did it could not have paid
    act_range: I32x2  # [C, 2] the first of each conduct, and the one after the last
    act_mark: I64x1  # [D] its mark for the source that looks
    act_seen: I32x1  # [D] places of the acts that it sees
    act_on: I32x1  # [D] the slot on whose occupant it is put, once somebody saw it; or NOBODY
    act_source: I32x1  # [D] the source whose report of it arrives first, or NOBODY
    sight: I32x2  # [R, 8] this step's sightings, the columns SEEN_*
    sight_hash: U64x1  # [R]
    sight_owed: I64x1  # [R] the money that averaging worked out, else 0
    case: I32x2  # [P, 16] a case's numbers in one line of the cache, columns as in `cases`
    case_hash: U64x1
    due: I32x1  # [T] first case of each step, or -1
    pool: I32x1  # [2] first free place or -1, places ever used
    dirty: I32x1  # [S] slots whose own listing changed since ties were last looked at
    dirty_bit: U8x1  # [S]
    marked: I32x1  # [S] slots to look at again
    marked_bit: U8x1  # [S]
    counters: I32x1  # [7] dirty, marked, moved, learned; acts, sightings; shifted
    present_values: I64x1  # [V] how many are present, by axis value
    present_cells: I64x1  # [CELLS]
    givers: I32x1  # [L] how many slots are on each list by themselves, in either history
    busy: U8x1  # [S] 1 where somebody is on a list in either history
    busy_blocks: I32x1  # [68] how many such slots each run of 64 has, so that the rest is passed over
    region: I32x1  # [1]
    matching: U8x2  # [16, 384] rounds of the district's matchings of acquaintances
    field_key: U64x1  # [F] its keys of the fields of propensity
    first_key: U64x1  # [1] its key of who enters without the job
    kin_matching: U64x1  # [128] keys of its matchings of parents and children, from 64 on of siblings
    leaders: U64x1  # [1] its key of the draw of leaders
    cover_key: U64x1  # [sources] its keys of who is covered
    act_key: U64x1  # [C] this step's keys of the conducts
    try_key: U64x1  # [A] and of the attempts
    found: U64x1  # [N] hashes of the possible points of one key that happen
    stack: I64x1  # [32] of the expression machine
    followed: U8x1  # [S] 1 where what happens is written down
    following: I64x1  # [1] 1 where anybody is followed
    event: I64x2  # [room, 8] what happened to those, a row each; see `events`
    events: I64x1  # [1] rows used
    graded: I64x2  # [16, V] how many have each grade, by axis value, while a district is counted
    grade: U8x2  # [2, S] the grade of each slot's score, as recorded and in the shadow
    others: I32x1  # [S] room for a list of slots
    week: I64x2  # [L + 2, 5] this step's measures for the moments; the last two rows: persons, organisations
    error: I64x1  # [4] code and what it is about


def new_state(tables: Tables, pool: int, events: int = 0) -> State:
    """Return an empty state for the sizes of `tables`, with room for `pool` cases at a time and `events`."""
    steps = tables.epoch.shape[0]
    values, lists = int(tables.axis[-1]), tables.list_entity.shape[0]
    acts = len(tables.act_poisson.cumulative)
    matches = int((tables.match_every > 0).any(axis=0).sum())
    sightings = acts + len(tables.false_poisson.cumulative) + matches * SLOTS

    def bytes_a_slot() -> NDArray[np.uint8]:
        return np.zeros(ALL_SLOTS, np.uint8)

    def numbers_a_slot() -> NDArray[np.int32]:
        return np.zeros(ALL_SLOTS, np.int32)

    def bits(rows: int) -> NDArray[np.uint16]:
        return np.zeros((rows, ALL_SLOTS), np.uint16)

    def begun(rows: int) -> NDArray[np.int32]:
        return np.zeros((rows, ALL_SLOTS), np.int32)

    return State(
        present=bytes_a_slot(),
        number=numbers_a_slot(),
        born=numbers_a_slot(),
        age=bytes_a_slot(),
        sex=bytes_a_slot(),
        tier=bytes_a_slot(),
        residence=bytes_a_slot(),
        fifth=bytes_a_slot(),
        group=bytes_a_slot(),
        size=bytes_a_slot(),
        leaves=numbers_a_slot(),
        employer=numbers_a_slot(),
        employed=numbers_a_slot(),
        home=numbers_a_slot(),
        jobless=bytes_a_slot(),
        remembered_until=numbers_a_slot(),
        place=numbers_a_slot(),
        propensity=np.zeros((tables.propensity_point.shape[0] + 1, ALL_SLOTS), np.int32),
        on=bits(HISTORIES),
        was=bits(HISTORIES),
        shifted=numbers_a_slot(),
        shifted_bit=bytes_a_slot(),
        through=bits(2),
        reached=bits(2),
        by=np.zeros((lists, ALL_SLOTS), np.uint8),
        spouse=numbers_a_slot(),
        couple=bytes_a_slot(),
        held=np.zeros((HISTORIES, lists, ALL_SLOTS), np.uint16),
        able=bits(lists + 1),
        unable=bits(lists + 1),
        graver=bits(1)[0],
        mixed=bits(1)[0],
        removed=np.zeros(lists, np.int32),
        score=begun(HISTORIES),
        uncut=begun(HISTORIES),
        gain=np.zeros((ALL_SLOTS, HISTORIES), np.int64),
        returned=np.zeros((ALL_SLOTS, HISTORIES), np.int64),
        kept=np.zeros((HISTORIES, ALL_SLOTS, int(tables.score_window.max())), np.int64),
        ratings=begun(HISTORIES),
        rated=begun(HISTORIES),
        noise=numbers_a_slot(),
        error_key=np.zeros(MOST_FEATURES, np.uint64),
        state_on=bits(HISTORIES),
        repaired=bits(HISTORIES),
        withdrawn=np.zeros((HISTORIES, ALL_SLOTS), np.uint8),
        stay_since=begun(HISTORIES * lists),
        until=begun(HISTORIES * lists),
        mended=begun(HISTORIES * lists),
        entry=np.zeros((HISTORIES * lists if tables.reexamined.any() else 0, ALL_SLOTS, 2), np.int64),
        back=numbers_a_slot(),
        near=numbers_a_slot(),
        near_bits=bytes_a_slot(),
        let_go=np.zeros(1, np.int64),
        moved=numbers_a_slot(),
        moved_bit=bytes_a_slot(),
        heard=np.zeros((ALL_SLOTS, 4), np.int32),
        partners=np.zeros((MOST_ACQUAINTANCES, SLOTS), np.uint16),
        last_record=np.zeros(ALL_SLOTS, np.uint64),
        learned=numbers_a_slot(),
        own_since=begun(2 * lists),
        leaving=np.zeros((2 * lists, ALL_SLOTS), np.uint8),
        later=np.zeros(3, np.int32),
        since=begun(lists),
        act=np.zeros(acts, np.uint64),
        act_unable=np.zeros(acts, np.uint8),
        act_range=np.zeros((tables.act_point.shape[0], 2), np.int32),
        act_mark=np.zeros(acts, np.int64),
        act_seen=np.zeros(acts, np.int32),
        act_on=np.zeros(acts, np.int32),
        act_source=np.zeros(acts, np.int32),
        sight=np.zeros((sightings, SIGHT_COLUMNS), np.int32),
        sight_hash=np.zeros(sightings, np.uint64),
        sight_owed=np.zeros(sightings, np.int64),
        case=np.zeros((pool, CASE_COLUMNS), np.int32),
        case_hash=np.zeros(pool, np.uint64),
        due=np.zeros(steps, np.int32),
        pool=np.zeros(2, np.int32),
        dirty=numbers_a_slot(),
        dirty_bit=bytes_a_slot(),
        marked=numbers_a_slot(),
        marked_bit=bytes_a_slot(),
        counters=np.zeros(7, np.int32),
        present_values=np.zeros(values, np.int64),
        present_cells=np.zeros(CELLS, np.int64),
        givers=np.zeros(MAX_LISTS, np.int32),
        busy=bytes_a_slot(),
        busy_blocks=np.zeros(ALL_SLOTS // BLOCK, np.int32),
        region=np.zeros(1, np.int32),
        matching=np.zeros((MOST_ACQUAINTANCES, ROUNDS), np.uint8),
        field_key=np.zeros(tables.propensity_point.shape[0], np.uint64),
        first_key=np.zeros(1, np.uint64),
        kin_matching=np.zeros(len(FAMILIES) * MOST_MATCHINGS, np.uint64),
        leaders=np.zeros(1, np.uint64),
        cover_key=np.zeros(tables.cover_point.shape[0], np.uint64),
        act_key=np.zeros(tables.act_point.shape[0], np.uint64),
        try_key=np.zeros(tables.try_point.shape[0], np.uint64),
        found=np.zeros(_most_points(tables), np.uint64),
        stack=np.zeros(32, np.int64),
        followed=bytes_a_slot(),
        following=np.zeros(1, np.int64),
        event=np.zeros((events, 8), np.int64),
        events=np.zeros(1, np.int64),
        graded=np.zeros((tables.grade_low.shape[1], values), np.int64),
        grade=np.zeros((2, ALL_SLOTS), np.uint8),
        others=numbers_a_slot(),
        week=np.zeros((lists + 2, 5), np.int64),
        error=np.zeros(4, np.int64),
    )


def _most_points(tables: Tables) -> int:
    """Return how many possible points there can be under one key."""
    kinds = (tables.act_poisson, tables.try_poisson, tables.work_poisson)
    return LANES + max(int(np.diff(kind.start).max(initial=1)) for kind in kinds)


@kernel
def clear(s: State) -> None:
    """Empty the district for its next use; whom to follow stays."""
    s.present[:] = 0
    s.propensity[s.propensity.shape[0] - 1] = 1 << 20
    s.place[:] = NOWHERE
    s.on[:] = 0
    s.was[:] = 0
    s.shifted_bit[:] = 0
    s.through[:] = 0
    s.spouse[:] = NOBODY
    s.held[:] = 0
    s.able[:] = 0
    s.unable[:] = 0
    s.graver[:] = 0
    s.mixed[:] = 0
    s.removed[:] = -1
    s.gain[:] = 0
    s.returned[:] = 0
    s.state_on[:] = 0
    s.repaired[:] = 0
    s.withdrawn[:] = 0
    s.leaving[:] = STANDING
    s.later[:] = -1
    s.moved_bit[:] = 0
    s.heard[:] = 0
    s.near_bits[:] = 0
    s.let_go[0] = 0
    s.due[:] = -1
    s.pool[0] = -1
    s.pool[1] = 0
    s.givers[:] = 0
    s.busy[:] = 0
    s.busy_blocks[:] = 0
    s.dirty_bit[:] = 0
    s.marked_bit[:] = 0
    s.counters[:] = 0
    s.present_values[:] = 0
    s.present_cells[:] = 0
    s.events[:] = 0
    s.week[:] = 0
    s.error[:] = 0
