"""M22: when a spell on a list by condition ends, and by which exit.

Of one spell the first that fits: a record without which it would not have begun is withdrawn; the listing is
found wrong, or an appeal of it is won; what `while` asks for holds no longer; it is repaired, from its
day on as soon as what the repair asks for holds; `until` has
come true; its length is over. The rules of a spell are those of the form in which it began, but for a changed
`while`, which is asked of everybody.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `p` place
of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.spell import Spell
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import spells
from demerit.mechanisms.lists.lowering_ways import WHILE
from demerit.mechanisms.lists.remedies import NO_EXIT, released, released_plain
from demerit.mechanisms.records.cases import BY_CONDITION, PENDING, SPELL, free_case
from demerit.mechanisms.scores.withdrawal import still_holds, still_holds_plain
from demerit.mechanisms.terms import since
from demerit.scenario.exits import CEASED, EXPIRY, FULFILLED, REPAIR, RULE, STANDING
from demerit.scenario.tables import Tables

GOES_ON = -1
"""In place of an exit."""


def ended_plain(
    w: World, who: Occupant, history: int, spell: Spell, holding: bool, asked: bool, step: int
) -> int:
    """Return the exit by which a spell ends in this step, or GOES_ON."""
    t = w.tables
    withdrawn, by_while = who.withdrawn[history], t.ways.kind[spell.epoch, spell.way] == WHILE
    if not by_while and withdrawn != STANDING and not t.ways.stands[spell.epoch, spell.way]:
        if not still_holds_plain(w, who, history, spell, step):
            return withdrawn
    released = released_plain(t, who, history, spell, step)
    if released != NO_EXIT:
        who.repaired[history].add(spell.way)
        return released
    if by_while and asked and not holding and step >= spell.least:
        if withdrawn != STANDING:
            return withdrawn
        return RULE if _asks_anew(t, spell.way, step) else CEASED
    earned = int(t.redress.earned[spell.epoch, spell.number])
    if spell.fate <= step and holds_plain(w, earned, who, step, history):
        return REPAIR
    until = int(t.ways.until[spell.epoch, spell.way])
    if until >= 0 and asked and step > spell.since and step >= spell.least:
        if since.holds_plain(w, until, who, step, history, spell.since):
            return FULFILLED
    return EXPIRY if spell.ends == step else GOES_ON


def _asks_anew(t: Tables, y: int, step: int) -> bool:
    """Return whether an amendment changed in this step what way `y` asks for."""
    return bool(
        t.stays.condition[t.time.epoch[step], y] != t.stays.condition[t.time.epoch[max(step - 1, 0)], y]
    )


@kernel
def asks_anew(t: Tables, y: int, step: int) -> bool:
    """Return whether an amendment changed in this step what way `y` asks for."""
    return bool(
        t.stays.condition[t.time.epoch[step], y] != t.stays.condition[t.time.epoch[max(step - 1, 0)], y]
    )


@kernel
def _ended(t: Tables, s: State, step: int, p: int, i: int, holding: bool, asked: bool) -> int:
    """Return the exit by which the spell of slot `i` at place `p` ends in this step, or GOES_ON."""
    row = s.cases.row[p]
    y, history, begun = int(row[SPELL.way]), int(row[SPELL.history]), int(row[SPELL.epoch])
    withdrawn, by_while = int(s.stays.withdrawn[history, i]) - 1, t.ways.kind[begun, y] == WHILE
    if not by_while and withdrawn >= 0 and t.ways.stands[begun, y] == 0:
        if not still_holds(t, s, p, i, step):
            return withdrawn
    appeal, found = row[SPELL.appeal] == step, row[SPELL.found] == step
    if appeal or found:
        kind = released(t, s, p, i, appeal, found)
        if kind != NO_EXIT:
            s.stays.repaired[history, i] |= 1 << y
            return kind
    if by_while and asked and not holding and step >= row[SPELL.least]:
        if withdrawn >= 0:
            return withdrawn
        return RULE if asks_anew(t, y, step) else CEASED
    earned = t.redress.earned[begun, row[SPELL.list]]
    if row[SPELL.fate] <= step and holds(t, s, earned, i, step, history):
        return REPAIR
    until = t.ways.until[begun, y]
    if until >= 0 and asked and step > row[SPELL.begun] and step >= row[SPELL.least]:
        if since.holds(t, s, until, p, i, step, history):
            return FULFILLED
    return EXPIRY if row[SPELL.ends] == step else GOES_ON


@kernel
def end_some(
    t: Tables, s: State, step: int, y: int, i: int, history: int, holding: bool, asked: bool
) -> tuple[int, bool, int]:
    """End the spells of one way and history that are over.

    Returns the first exit or GOES_ON, whether another stands, and the step in which the last of those ends.
    """
    kind, left, last = GOES_ON, False, step
    if t.ways.kept[y] == 0:
        if holding or not asked:
            return GOES_ON, True, NEVER
        withdrawn = int(s.stays.withdrawn[history, i]) - 1
        return (withdrawn if withdrawn >= 0 else RULE if asks_anew(t, y, step) else CEASED), False, step
    p = int(s.stays.first[i])
    while p >= 0:
        row = s.cases.row[p]
        after = int(row[SPELL.chain])
        stands = row[SPELL.flags] & (BY_CONDITION | PENDING) == BY_CONDITION
        if stands and row[SPELL.way] == y and row[SPELL.history] == history:
            ended = _ended(t, s, step, p, i, holding, asked)
            if ended == GOES_ON:
                left, last = True, max(last, int(row[SPELL.ends]))
            else:
                kind = ended if kind == GOES_ON else min(kind, ended)
                spells.unlink(s, p, i)
                free_case(s, p)
        p = after
    return kind, left, last
