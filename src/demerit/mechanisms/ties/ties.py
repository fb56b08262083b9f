"""M33: spill-over, a listing that falls on people near the listed, on leaders, or on what they lead.

Who is near whom stands in `near`. Each tie to somebody on the list that the relation passes on, and for
whom its condition holds, lists whoever is near them with the declared chance, drawn once for that listing
and that pair. It reads the state at the start of the step, travels one hop and never onward, and it lists
no minors where the list takes none. Everybody is looked at before anybody is listed, so that their order
does not matter.

The plain engine finds all ties of all who are listed in every step. The compiled one looks again at whoever
is near somebody whose own listing changed, or what the condition asks of them, and at whoever is new,
changed age band or residence, married or divorced.

The relation that is counted is the first, in the order of the regime language, that lists somebody.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `k` key of a decision point, `m` slot of another occupant, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, uniform53
from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE, NOBODY
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import givers, inside, queue_listing, queue_ties
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.listing import begin, begin_plain, end, end_plain, note_last
from demerit.mechanisms.lists.words import BY_TIE, SHADOW_LISTED, SHADOW_OFF
from demerit.mechanisms.ties.counts import LISTED_BY_TIES
from demerit.mechanisms.ties.near import (
    borne_by,
    borne_by_plain,
    how_many,
    other,
    others_plain,
    passed_by,
    passed_by_plain,
    tied,
    tied_plain,
)
from demerit.mechanisms.ties.words import TIE_BEGINS, TIE_ENDS
from demerit.scenario.exits import HERE, TIE
from demerit.scenario.histories import HISTORIES, RECORDED, SHADOW, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.tables import Population
from demerit.society.traits import ADULT_BAND, ALL_SLOTS, SLOTS

SPILLS = point("ties.spills")
BOTH = (1 << TIED_RECORDED) + (1 << TIED_SHADOW)

MECHANISM = Mechanism(name="ties", rows=("M33",), stage="consequences")

_SPILLS = np.uint64(SPILLS)


def _rows(t: Tables, step: int) -> range:
    e = int(t.time.epoch[step])
    return range(int(t.ties.start[e]), int(t.ties.start[e + 1]))


def _passes_plain(
    w: World, population: Population, row: int, giver: Occupant, who: Occupant, step: int, history: int
) -> bool:
    """Return whether rule `row` passes a listing on from `giver`, who may be tied to `who`, in a history."""
    t = w.tables
    source, relation = int(t.ties.origin[row]), int(t.ties.relation[row])
    if source not in giver.on[history] or not tied_plain(w, population, relation, giver, who, step):
        return False
    if not holds_plain(w, int(t.ties.condition[row]), giver, step, history):
        return False
    since = giver.own_since[TIED_RECORDED if history == RECORDED else TIED_SHADOW][source]
    k = chance.key(w.seed, SPILLS + relation, since, w.district)
    pair = (source * ALL_SLOTS + giver.slot) * ALL_SLOTS + who.slot
    return chance.uniform53(chance.lane(k, pair)) < int(t.ties.chance[row])


def _reached_plain(w: World, population: Population, row: int, step: int) -> dict[int, set[int]]:
    """Return whom rule `row` lists by any tie, by slot, and in which of the histories of ties."""
    t, found = w.tables, dict[int, set[int]]()
    number, relation, source = int(t.ties.enters[row]), int(t.ties.relation[row]), int(t.ties.origin[row])
    for giver in w.occupants.values():
        if not passed_by_plain(relation, giver.slot):
            continue
        if source not in giver.on[RECORDED] and source not in giver.on[SHADOW]:
            continue
        for m in others_plain(w, population, relation, giver.slot):
            who = w.occupants.get(m)
            if who is None or who.membership != INSIDE or not borne_by_plain(relation, m):
                continue
            if who.is_person and t.lists.adults[int(t.time.epoch[step]), number] and who.age < ADULT_BAND:
                continue
            for kept, history in ((TIED_RECORDED, RECORDED), (TIED_SHADOW, SHADOW)):
                if _passes_plain(w, population, row, giver, who, step, history):
                    found.setdefault(m, set()).add(kept)
    return found


def _giver_plain(w: World, population: Population, row: int, who: Occupant, step: int) -> Occupant:
    """Return the first by whose tie rule `row`, which does so, lists `who` as recorded."""
    relation = int(w.tables.ties.relation[row])
    near = (w.occupants.get(m) for m in others_plain(w, population, relation, who.slot))
    return next(
        giver
        for giver in near
        if giver is not None and _passes_plain(w, population, row, giver, who, step, RECORDED)
    )


def _tell_plain(
    w: World, population: Population, who: Occupant, step: int, through: set[int], shadow: set[int]
) -> None:
    """Write down which ties begin and cease to carry a listing to `who`, and from whom."""
    t = w.tables
    for number in range(len(t.lists.entity)):
        if number in through - who.through[TIED_RECORDED]:
            row = next(
                row
                for row in _rows(t, step)
                if (int(t.ties.enters[row]), int(t.ties.relation[row])) == (number, who.by[number])
            )
            giver = _giver_plain(w, population, row, who, step)
            happen_plain(w, step, who, TIE_BEGINS.number, number, giver.slot, who.by[number], giver.number)
        elif number in who.through[TIED_RECORDED] - through:
            happen_plain(w, step, who, TIE_ENDS.number, number)
        if number not in who.on[SHADOW] and (number in shadow) != (number in who.through[TIED_SHADOW]):
            kind = SHADOW_LISTED.number if number in shadow else SHADOW_OFF.number
            happen_plain(
                w, step, who, kind, number, BY_TIE, 0 if number in shadow else _exit_plain(t, number, step)
            )


def _exit_plain(t: Tables, number: int, step: int) -> int:
    """Return by which exit somebody leaves list `number` whom a tie no longer keeps there."""
    over = int(t.lists.over[int(t.time.epoch[step]), number])
    return TIE if over == HERE else over


def _fall_plain(w: World, who: Occupant, reached: tuple[set[int], set[int]], step: int) -> None:
    """Bring the lists of `who` in line with what ties now keep them on."""
    before, through = who.through[TIED_RECORDED], reached[TIED_RECORDED]
    for number in sorted(through - before - who.on[RECORDED]):
        begin_plain(w, who, number, step, BY_TIE)
        w.totals.relations[
            number, who.by[number], int(w.tables.time.quarter[step]), LISTED_BY_TIES.entries
        ] += 1
    for number in sorted(before - through - who.on[RECORDED]):
        end_plain(w, who, number, step, _exit_plain(w.tables, number, step), BY_TIE)
    for history in range(HISTORIES):
        tied_in = TIED_RECORDED if history == RECORDED else TIED_SHADOW
        for number in who.through[tied_in] - reached[tied_in] - who.on[history]:
            who.exits[history][number] = _exit_plain(w.tables, number, step)
    who.through = reached


def plain(w: World, population: Population, step: int) -> None:
    """Find, for everybody, the lists that ties keep them on."""
    found = {slot: (set[int](), set[int]()) for slot, who in w.occupants.items() if any(who.through)}
    relation: dict[int, dict[int, int]] = {}
    for row in _rows(w.tables, step):
        number = int(w.tables.ties.enters[row])
        for slot, histories in _reached_plain(w, population, row, step).items():
            if TIED_RECORDED in histories:
                relation.setdefault(slot, {}).setdefault(number, int(w.tables.ties.relation[row]))
            for kept in histories:
                found.setdefault(slot, (set(), set()))[kept].add(number)
    for slot, reached in found.items():
        who = w.occupants[slot]
        who.by.update(relation.get(slot, {}))
        if slot in w.followed:
            _tell_plain(w, population, who, step, *reached)
    for slot, reached in found.items():
        _fall_plain(w, w.occupants[slot], reached, step)


@kernel
def _may_pass(t: Tables, s: State, population: Population, row: int, m: int, i: int, step: int) -> bool:
    """Return whether slot `m` is listed so that rule `row` may pass it on, and so tied to slot `i`."""
    if (givers(t, s, m) >> t.ties.origin[row]) & 1 == 0:
        return False
    return tied(t, s, population, t.ties.relation[row], m, i, step)


@kernel
def _passes(t: Tables, s: State, seed: np.uint64, district: int, row: int, m: int, i: int, step: int) -> int:
    """Return, a bit each, the histories of ties in which rule `row` passes a listing from slot `m` to `i`.

    Of slots of which `_may_pass` says that it may.
    """
    source, relation, found = t.ties.origin[row], t.ties.relation[row], 0
    for tied_in in range(2):
        history = RECORDED if tied_in == TIED_RECORDED else int(t.histories.row[SHADOW])
        if (s.listing.on[history, m] >> source) & 1 != 0 and holds(
            t, s, t.ties.condition[row], m, step, history
        ):
            since = s.listing.own_since[tied_in * t.lists.entity.shape[0] + source, m]
            k = key(seed, _SPILLS + np.uint64(relation), since, district)
            if uniform53(lane(k, (source * ALL_SLOTS + m) * ALL_SLOTS + i)) < t.ties.chance[row]:
                found |= 1 << tied_in
    return found


@kernel
def _reached(
    t: Tables, s: State, population: Population, seed: np.uint64, district: int, row: int, i: int, step: int
) -> int:
    """Return, a bit each, the histories of ties in which rule `row` lists the occupant of slot `i`."""
    relation = t.ties.relation[row]
    if s.listing.givers[t.ties.origin[row]] == 0 or not borne_by(relation, i) or not inside(t, s, i):
        return 0
    if (
        i < SLOTS
        and t.lists.adults[t.time.epoch[step], t.ties.enters[row]] != 0
        and s.people.age[i] < ADULT_BAND
    ):
        return 0
    found = 0
    for n in range(how_many(t, population, relation, i)):
        m = other(t, s, population, relation, n, i)
        if m >= 0 and found != BOTH and _may_pass(t, s, population, row, m, i, step):
            found |= _passes(t, s, seed, district, row, m, i, step)
    return found


@kernel
def _giver(
    t: Tables, s: State, population: Population, seed: np.uint64, district: int, row: int, i: int, step: int
) -> int:
    """Return the slot of the first by whose tie rule `row` lists slot `i` as recorded, or NOBODY."""
    relation = t.ties.relation[row]
    for n in range(how_many(t, population, relation, i)):
        m = other(t, s, population, relation, n, i)
        if m >= 0 and _may_pass(t, s, population, row, m, i, step):
            if _passes(t, s, seed, district, row, m, i, step) & (1 << TIED_RECORDED) != 0:
                return int(m)
    return NOBODY


@kernel
def _exit(t: Tables, number: int, step: int) -> int:
    """Return by which exit somebody leaves list `number` whom a tie no longer keeps there."""
    over = int(t.lists.over[t.time.epoch[step], number])
    return TIE if over == HERE else over


@kernel
def _tell(
    t: Tables, s: State, population: Population, seed: np.uint64, district: int, i: int, step: int
) -> None:
    """Write down which ties begin and cease to carry a listing to slot `i`, and from whom."""
    e = t.time.epoch[step]
    for number in range(t.lists.entity.shape[0]):
        carried, was = (
            (s.ties.reached[TIED_RECORDED, i] >> number) & 1,
            (s.ties.through[TIED_RECORDED, i] >> number) & 1,
        )
        if carried > was:
            relation, m = s.ties.by[number, i], NOBODY
            for row in range(t.ties.start[e], t.ties.start[e + 1]):
                if t.ties.enters[row] == number and t.ties.relation[row] == relation:
                    m = _giver(t, s, population, seed, district, row, i, step)
            happen(s, step, i, TIE_BEGINS.number, number, m, relation, np.int64(s.people.number[m]))
        elif carried < was:
            happen(s, step, i, TIE_ENDS.number, number, 0, 0, 0)
        carried, was = (
            (s.ties.reached[TIED_SHADOW, i] >> number) & 1,
            (s.ties.through[TIED_SHADOW, i] >> number) & 1,
        )
        if carried != was and (s.listing.on[t.histories.row[SHADOW], i] >> number) & 1 == 0:
            kind = SHADOW_LISTED.number if carried != 0 else SHADOW_OFF.number
            happen(s, step, i, kind, number, BY_TIE, 0 if carried != 0 else _exit(t, number, step), 0)


@kernel
def _look(
    t: Tables,
    s: State,
    population: Population,
    seed: np.uint64,
    district: int,
    anybody: bool,
    i: int,
    step: int,
) -> None:
    """Find the lists that ties keep slot `i` on, in both histories, noting by which relation.

    `anybody`: whether somebody is on a list by themselves at all.
    """
    e = t.time.epoch[step]
    recorded, shadow = 0, 0
    rows = range(t.ties.start[e], t.ties.start[e + 1]) if anybody and s.people.present[i] != 0 else range(0)
    for row in rows:
        found = _reached(t, s, population, seed, district, row, i, step)
        number = t.ties.enters[row]
        if (found >> TIED_RECORDED) & 1 != 0 and (recorded >> number) & 1 == 0:
            s.ties.by[number, i] = t.ties.relation[row]
            recorded |= 1 << number
        shadow |= ((found >> TIED_SHADOW) & 1) << number
    s.ties.reached[TIED_RECORDED, i] = recorded
    s.ties.reached[TIED_SHADOW, i] = shadow
    if s.panel.followed[i] != 0:
        _tell(t, s, population, seed, district, i, step)


@kernel
def _mark_near(t: Tables, s: State, population: Population, step: int, i: int) -> None:
    """Mark everybody whom the rules may reach from slot `i`."""
    e = t.time.epoch[step]
    for row in range(t.ties.start[e], t.ties.start[e + 1]):
        relation = t.ties.relation[row]
        if passed_by(relation, i):
            for n in range(how_many(t, population, relation, i)):
                m = other(t, s, population, relation, n, i)
                if m >= 0:
                    queue_ties(s, m)


@kernel
def _note_exits(t: Tables, s: State, i: int, step: int) -> None:
    """Note that slot `i` leaves the lists on which ties alone have kept it, where triggers ask for that."""
    if s.listing.exits.shape[0] == 0:
        return
    for history in range(HISTORIES):
        tied_in = TIED_RECORDED if history == RECORDED else TIED_SHADOW
        left = int(s.ties.through[tied_in, i]) & ~int(s.ties.reached[tied_in, i])
        left &= ~int(s.listing.on[history, i])
        for number in range(t.lists.entity.shape[0]):
            if (left >> number) & 1 != 0:
                note_last(t, s, history, number, i, _exit(t, number, step))


@kernel
def _fall(t: Tables, s: State, out: Totals, i: int, step: int) -> None:
    """Bring the lists of slot `i` in line with what ties now keep it on."""
    before, through = int(s.ties.through[TIED_RECORDED, i]), int(s.ties.reached[TIED_RECORDED, i])
    if before == through and s.ties.through[TIED_SHADOW, i] == s.ties.reached[TIED_SHADOW, i]:
        return
    _note_exits(t, s, i, step)
    s.ties.through[TIED_RECORDED, i] = through
    s.ties.through[TIED_SHADOW, i] = s.ties.reached[TIED_SHADOW, i]
    queue_listing(t, s, i)
    for number in range(t.lists.entity.shape[0]):
        bit = 1 << number
        if s.listing.on[RECORDED, i] & bit == 0:
            if through & bit != 0 and before & bit == 0:
                begin(t, s, out, step, number, i, BY_TIE)
                out.relations[number, s.ties.by[number, i], t.time.quarter[step], LISTED_BY_TIES.entries] += 1
            elif through & bit == 0 and before & bit != 0:
                end(t, s, out, step, number, i, _exit(t, number, step), BY_TIE)


@kernel
def compiled(
    t: Tables, s: State, out: Totals, population: Population, seed: np.uint64, district: int, step: int
) -> None:
    """Look again at everybody near a changed listing."""
    if step == 0:  # everybody is marked, and nobody is on a list yet
        s.ties.due.waits[:] = 0
        s.ties.due.length[0] = 0
        return
    for place in range(s.ties.changed.length[0]):
        i = int(s.ties.changed.slots[place])
        s.ties.changed.waits[i] = 0
        _mark_near(t, s, population, step, i)
    s.ties.changed.length[0] = 0
    if t.time.epoch[step] != t.time.epoch[step - 1]:  # other rules hold, or other grades
        for i in range(ALL_SLOTS):
            queue_ties(s, i)
    anybody = False
    for number in range(t.lists.entity.shape[0]):
        anybody |= s.listing.givers[number] != 0
    for place in range(s.ties.due.length[0]):
        _look(t, s, population, seed, district, anybody, int(s.ties.due.slots[place]), step)
    for place in range(s.ties.due.length[0]):
        s.ties.due.waits[s.ties.due.slots[place]] = 0
        _fall(t, s, out, int(s.ties.due.slots[place]), step)
    s.ties.due.length[0] = 0
