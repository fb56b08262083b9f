"""M22: whom a condition that holds takes onto a list, what it remembers of them, and whom an offer spares.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `i` slot, `p` place
of a case in the pool, `w` world of the plain engine, `y` way from 0.
"""

from __future__ import annotations

from dataclasses import replace

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.taken import Coming
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.lists.lowering_ways import AFTER_SPELL, IGNORED, NEVER_AGAIN, WHILE
from demerit.mechanisms.offers import entering
from demerit.mechanisms.offers.offers import come
from demerit.mechanisms.records.cases import CASE, DEFERRED, new_case, schedule
from demerit.scenario.exits import REPAIR
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


def takes_plain(t: Tables, who: Occupant, e: int, y: int, history: int, stands: bool, kind: int) -> bool:
    """Return whether a condition that holds takes `who` in this step by way `y`."""
    if t.ways.kind[e, y] == WHILE or t.ways.again[e, y] == AFTER_SPELL:
        return not stands and kind != REPAIR and y not in who.repaired[history]
    if y in who.met[history] or (stands and t.ways.overlap[e, y] == IGNORED):
        return False
    return y not in who.used[history]


def spare_plain(t: Tables, who: Occupant, e: int, y: int, history: int, when: int) -> None:
    """Let an offer stand for the spell: it begins in step `when` or never, and counts as begun."""
    if t.ways.again[e, y] == NEVER_AGAIN:
        who.used[history].add(y)
    if t.ways.kind[e, y] == WHILE or t.ways.again[e, y] == AFTER_SPELL:
        who.repaired[history].add(y)
    if when < NEVER:
        who.coming.append(Coming(when, y, int(t.ways.by_list[y]), frozenset({history})))


def note_plain(t: Tables, who: Occupant, e: int, y: int, history: int, holding: bool) -> None:
    """Note whether the condition of way `y` holds now."""
    if not holding:
        who.repaired[history].discard(y)
        who.met[history].discard(y)
    elif (int(t.ways.once[e, int(not who.is_person)]) >> y) & 1:
        who.met[history].add(y)


@kernel
def takes(t: Tables, s: State, e: int, y: int, i: int, history: int, stands: bool, kind: int) -> bool:
    """Return whether a condition that holds takes slot `i` in this step by way `y`."""
    bit = 1 << y
    if t.ways.kind[e, y] == WHILE or t.ways.again[e, y] == AFTER_SPELL:
        return bool(not stands and kind != REPAIR and s.stays.repaired[history, i] & bit == 0)
    if s.stays.met[history, i] & bit != 0 or (stands and t.ways.overlap[e, y] == IGNORED):
        return False
    return bool(s.stays.used[history, i] & bit == 0)


@kernel
def spare(t: Tables, s: State, step: int, y: int, i: int, history: int, when: int) -> None:
    """Let an offer stand for the spell: it begins in step `when` or never, and counts as begun."""
    e, bit = t.time.epoch[step], 1 << y
    if t.ways.again[e, y] == NEVER_AGAIN:
        s.stays.used[history, i] |= bit
    if t.ways.kind[e, y] == WHILE or t.ways.again[e, y] == AFTER_SPELL:
        s.stays.repaired[history, i] |= bit
    if when < NEVER:
        come(s, i, int(t.ways.by_list[y]), y, 1 << history, when, step)


@kernel
def note(t: Tables, s: State, e: int, y: int, i: int, history: int, holding: bool) -> None:
    """Note whether the condition of way `y` holds now."""
    bit = 1 << y
    if not holding:
        s.stays.repaired[history, i] &= ~bit
        s.stays.met[history, i] &= ~bit
    elif t.ways.once[e, 1 if i >= SLOTS else 0] & bit != 0:
        s.stays.met[history, i] |= bit


def spare_record_plain(w: World, who: Occupant, case: Case, step: int) -> None:
    """Let `who` choose instead of entering; the record then comes late, or not at all, where they do."""
    late = dict[int, set[int]]()
    for history in sorted(case.within):
        late.setdefault(entering.comes_plain(w, who, case.place, history, step), set()).add(history)
    case.within = frozenset(late.pop(step, ()))
    for when, histories in late.items():
        if when < NEVER:
            who.cases.append(replace(case, within=frozenset(histories), begins=when, deferred=True))


@kernel
def spare_record(t: Tables, s: State, p: int, step: int, entered: int) -> int:
    """Let the person of a record choose instead of entering; return the histories in which it enters now.

    Where an offer is taken that will be failed, the record comes as late as that.
    """
    i, number, stays, left = int(s.cases.row[p, CASE.slot]), int(s.cases.row[p, CASE.list]), 0, entered
    for history in range(HISTORIES):
        if (left >> history) & 1 == 0:
            continue
        when, alike = entering.comes(t, s, number, i, history, step), 0
        for other in range(history, HISTORIES):
            if (left >> other) & 1 != 0 and entering.comes(t, s, number, i, other, step) == when:
                alike |= 1 << other
        left &= ~alike
        if when == step:
            stays |= alike
        elif when < NEVER:
            late = new_case(s)
            if late >= 0:
                for column in range(s.cases.row.shape[1]):
                    s.cases.row[late, column] = s.cases.row[p, column]
                s.cases.hash[late] = s.cases.hash[p]
                s.cases.row[late, CASE.flags] |= DEFERRED
                s.cases.row[late, CASE.histories] = alike
                schedule(s, late, when)
    return stays
