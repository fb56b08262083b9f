"""M22: stays on lists that a condition enters, without a record: `enter: "score < 600"`.

Such a list takes whoever its condition comes to hold for. Without a term the stay lasts as long as the
condition holds. With one it lasts at least that long; at its end the condition is asked again, and where it
still holds the next stay begins in the same step, without a new entry. A stay ends sooner where a record is
withdrawn without which it would not have begun (`withdrawal`), and where it is repaired. Whoever was
repaired is taken again once the condition has ceased to hold in between, or another record has begun to
count in the score.

Every history has stays of its own, on the same rules. The condition is asked whenever one of its terms can
have changed; the plain engine asks it of everybody in every step.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `p` place of a case in
the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.codes import FOR_CONDITIONS, NOBODY
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain, may_hold
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.slots import givers
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import SCORED, Occupant, Stay, World
from demerit.mechanisms.lists.listing import queue_tied, settle, settle_plain
from demerit.mechanisms.lists.records import REPAIRED
from demerit.mechanisms.lists.state import WITHDRAWALS
from demerit.mechanisms.lists.words import STATE_BEGINS, STATE_ENDS
from demerit.mechanisms.records.cases import CASE, TERM, new_case, schedule
from demerit.mechanisms.scores.rows import differ
from demerit.mechanisms.scores.withdrawal import enter, entry_plain, still_holds, still_holds_plain
from demerit.scenario.exits import CEASED, EXPIRY, REPAIR, RULE, STANDING
from demerit.scenario.histories import BLIND, HISTORIES, RECORDED, SHADOW, WITHOUT_SLIGHT
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

STAYS = point("list.stay")

MECHANISM = Mechanism(name="stays", rows=("M22", "M23"), stage="scoring")

_STAYS, _REPAIRED = np.uint64(STAYS), np.uint64(REPAIRED)
GOES_ON = -1
"""In place of an exit."""


def plain(w: World, step: int) -> None:
    """Ask the conditions of all lists that a condition enters, of everybody and in every history."""
    t = w.tables
    asks = t.stays.condition[int(t.time.epoch[step])].tolist()
    entities = t.lists.entity.tolist()
    for who in w.occupants.values():
        for number, condition in enumerate(asks):
            if entities[number] != int(not who.is_person):
                continue
            if condition < 0 and not any(number in stays for stays in who.stays):
                continue
            before = [number in stays for stays in who.stays]
            exits = {history: _ask_plain(w, who, number, history, step) for history in range(HISTORIES)}
            if before != [number in stays for stays in who.stays]:
                settle_plain(w, who, number, step, exits)
        who.withdrawn = [STANDING] * HISTORIES


def _ask_plain(w: World, who: Occupant, number: int, history: int, step: int) -> int:
    """Let a stay of one history begin, go on or end; return the exit by which it ends, or GOES_ON."""
    condition = int(w.tables.stays.condition[int(w.tables.time.epoch[step]), number])
    holding = condition >= 0 and holds_plain(w, condition, who, step, history)
    stay, kind = who.stays[history].get(number), GOES_ON
    if stay is not None:
        kind = _ended_plain(w, who, number, history, stay, holding, step)
        if kind == REPAIR:
            who.repaired[history].add(number)
        if kind != GOES_ON and holding and kind != REPAIR:
            _begin_plain(w, who, number, history, step)
        elif kind != GOES_ON:
            del who.stays[history][number]
            if history == RECORDED:
                happen_plain(w, step, who, STATE_ENDS.number, number)
    elif holding and number not in who.repaired[history]:
        _begin_plain(w, who, number, history, step)
        if history == RECORDED:
            happen_plain(w, step, who, STATE_BEGINS.number, number)
    if not holding:
        who.repaired[history].discard(number)
    return kind


def _ended_plain(
    w: World, who: Occupant, number: int, history: int, stay: Stay, holding: bool, step: int
) -> int:
    """Return the exit by which a stay ends in this step, or GOES_ON."""
    withdrawn = who.withdrawn[history]
    if stay.until < NEVER and withdrawn != STANDING:
        if not still_holds_plain(w, who, history, number, stay, step):
            return withdrawn
    if stay.until == NEVER and not holding:
        return (
            withdrawn if withdrawn != STANDING else CEASED if not _asks_anew(w.tables, number, step) else RULE
        )
    if stay.mended == step:
        return REPAIR
    return EXPIRY if stay.until == step else GOES_ON


def _asks_anew(t: Tables, number: int, step: int) -> bool:
    """Return whether an amendment changed in this step what list `number` asks for."""
    return bool(
        t.stays.condition[t.time.epoch[step], number]
        != t.stays.condition[t.time.epoch[max(step - 1, 0)], number]
    )


def _begin_plain(w: World, who: Occupant, number: int, history: int, step: int) -> None:
    """Let a stay begin, or the next one after it."""
    t = w.tables
    e = int(t.time.epoch[step])
    until = min(max(int(t.lists.term[e, number, step]), step + 1), NEVER)
    k = chance.key(w.seed, STAYS, step, w.district)
    h = chance.lane(k, number * ALL_SLOTS + who.slot)
    mended = NEVER
    if happens_plain(h, REPAIRED, t.redress.repair_chance[e]):
        mended = max(step + int(t.redress.repair_after[e] + t.redress.repair_delay[e]), step + 1)
    mixed = any(WITHOUT_SLIGHT in case.within for case in who.in_force(SCORED, SHADOW))
    who.stays[history][number] = Stay(step, until, mended, entry_plain(w, who, history, step), mixed)


@kernel
def asks_anew(t: Tables, number: int, step: int) -> bool:
    """Return whether an amendment changed in this step what list `number` asks for."""
    return bool(
        t.stays.condition[t.time.epoch[step], number]
        != t.stays.condition[t.time.epoch[max(step - 1, 0)], number]
    )


@kernel
def _begin(t: Tables, s: State, step: int, number: int, i: int, history: int) -> int:
    """Let a stay begin, or the next one after it; return the step in which it is to be looked at."""
    e, place = t.time.epoch[step], history * t.lists.entity.shape[0] + number
    until, mended = min(max(t.lists.term[e, number, step], step + 1), NEVER), NEVER
    if t.redress.repair_chance[e] > 0:
        h = lane(s.stays.key[0], number * ALL_SLOTS + i)
        if happens(h, _REPAIRED, t.redress.repair_chance[e]):
            mended = max(step + t.redress.repair_after[e] + t.redress.repair_delay[e], step + 1)
    s.stays.since[place, i], s.stays.until[place, i], s.stays.mended[place, i] = (
        step,
        until,
        min(mended, NEVER),
    )
    if t.stays.reexamined[0] != 0:
        enter(t, s, history, place, i, step)
    if history == t.histories.row[SHADOW]:
        s.stays.mixed[i] = s.stays.mixed[i] & ~(1 << number) | (1 << number if s.stays.graver[i] != 0 else 0)
    return int(min(until, mended))


@kernel
def _ended(t: Tables, s: State, step: int, number: int, i: int, history: int, holding: bool) -> int:
    """Return the exit by which a stay of slot `i` ends in this step, or GOES_ON."""
    place = history * t.lists.entity.shape[0] + number
    until, withdrawn = s.stays.until[place, i], int(s.stays.withdrawn[history, i]) - 1
    if until < NEVER and withdrawn >= 0 and not still_holds(t, s, history, number, i, step):
        return withdrawn
    if until == NEVER and not holding:
        if withdrawn >= 0:
            return withdrawn
        return RULE if asks_anew(t, number, step) else CEASED
    if s.stays.mended[place, i] == step:
        return REPAIR
    return EXPIRY if until == step else GOES_ON


@kernel
def _wake(s: State, i: int, number: int, step: int) -> None:
    """Have slot `i` looked at in `step`."""
    p = new_case(s)
    if p >= 0:
        s.cases.row[p, CASE.slot], s.cases.row[p, CASE.number], s.cases.row[p, CASE.list] = (
            i,
            s.people.number[i],
            number,
        )
        s.cases.row[p, CASE.flags] = TERM
        schedule(s, p, step)


@kernel
def _ask_one(
    t: Tables, s: State, step: int, number: int, i: int, history: int, holding: bool, woken: int
) -> tuple[int, int]:
    """Let a stay of one history begin, go on or end; return its exit, and when it is looked at."""
    bit, kind = 1 << number, GOES_ON
    if s.stays.on[history, i] & bit != 0:
        kind = _ended(t, s, step, number, i, history, holding)
        if kind == REPAIR:
            s.stays.repaired[history, i] |= bit
        if kind != GOES_ON and holding and kind != REPAIR:
            woken = _begin(t, s, step, number, i, history)
        elif kind != GOES_ON:
            s.stays.on[history, i] &= ~bit
            if history == t.histories.row[SHADOW]:
                s.stays.mixed[i] &= ~bit
            if history == RECORDED:
                happen(s, step, i, STATE_ENDS.number, number, 0, 0, 0)
    elif holding and s.stays.repaired[history, i] & bit == 0:
        woken = _begin(t, s, step, number, i, history)
        s.stays.on[history, i] |= bit
        if history == RECORDED:
            happen(s, step, i, STATE_BEGINS.number, number, 0, 0, 0)
    if not holding:
        s.stays.repaired[history, i] &= ~bit
    return kind, woken


@kernel
def _ask(t: Tables, s: State, out: Totals, step: int, number: int, i: int, stands: bool) -> None:
    """Ask the condition of list `number` of slot `i`, in every history that may answer otherwise.

    `stands`: whether there is a stay, or one was repaired, in any history.
    """
    condition = t.stays.condition[t.time.epoch[step], number]
    recorded, shadow, asked, due, holding, changes = GOES_ON, GOES_ON, -1, 0, False, False
    for place in range(t.histories.kept.shape[0]):
        history = int(t.histories.kept[place])
        same = asked >= 0 and (asked >= BLIND or history < BLIND)
        if (
            not same
            or differ(t, s, t.time.epoch[step], i, history, asked)
            or s.listing.was[history, i] != s.listing.was[asked, i]
        ):
            holding = condition >= 0 and holds(t, s, condition, i, step, history)
        asked = history
        if not holding and not stands:
            continue
        changes = True
        kind, woken = _ask_one(t, s, step, number, i, history, holding, due)
        if woken != due and woken < t.time.epoch.shape[0]:
            _wake(s, i, number, woken)
        due = woken
        if history == RECORDED:
            recorded = kind
        if history == t.histories.row[SHADOW]:
            shadow = kind
    if changes:
        settle(t, s, out, step, number, i, recorded, shadow)


@kernel
def _entered(t: Tables, s: State, step: int, entity: int, i: int) -> int:
    """Return, as a bit set, the lists that a score or trait of such an entity may enter.

    Of whoever has the score of slot `i`, whatever their traits; of anybody, where that is NOBODY.
    """
    e, lists = t.time.epoch[step], 0
    for number in range(t.lists.entity.shape[0]):
        condition = t.stays.condition[e, number]
        if condition >= 0 and t.lists.entity[number] == entity:
            if i == NOBODY or may_hold(t, s, condition, i, step):
                lists |= 1 << number
    return lists


@kernel
def _stands_on(t: Tables, s: State, i: int) -> int:
    """Return, as a bit set, the lists on which slot `i` has a stay, or a repaired one, in any history."""
    lists = 0
    for place in range(t.histories.kept.shape[0]):
        lists |= int(s.stays.on[t.histories.kept[place], i])
    if t.stays.mends[0] != 0:
        for place in range(t.histories.kept.shape[0]):
            lists |= int(s.stays.repaired[t.histories.kept[place], i])
    return lists


@kernel
def _at_level(t: Tables, s: State, i: int, first: int) -> bool:
    """Return whether slot `i` has in every history the scores that slot `first` has as recorded."""
    for row in range(s.scores.score.shape[0]):
        history = row % HISTORIES
        if t.histories.row[history] == history:
            if s.scores.score[row, i] != s.scores.score[row - history, first]:
                return False
    return True


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Ask the conditions of lists anew for everybody for whom something that they read may have changed."""
    s.stays.key[0] = key(seed, _STAYS, step, district)
    persons, organisations = _entered(t, s, step, 0, NOBODY), _entered(t, s, step, 1, NOBODY)
    first, of_level = 0, persons
    if step == 0 and s.scores.due.length[0] > 0:  # everybody is looked at, nearly all with the same scores
        first = int(s.scores.due.slots[0])
        of_level = _entered(t, s, step, 0, first)
    for place in range(s.scores.due.length[0]):
        i = int(s.scores.due.slots[place])
        look = s.scores.due.waits[i] == FOR_CONDITIONS
        s.scores.due.waits[i] = 0
        if s.people.present[i] == 0 or not look:
            continue
        if t.stays.asks_givers[t.time.epoch[step]] != 0 and givers(t, s, i) != 0:
            queue_tied(s, i)
        stands = _stands_on(t, s, i)
        lists = stands
        if i >= SLOTS:
            lists |= organisations
        elif step == 0 and _at_level(t, s, i, first):
            lists |= of_level
        else:
            lists |= persons
        number = 0
        while lists != 0:
            if lists & 1 != 0:
                _ask(t, s, out, step, number, i, (stands >> number) & 1 != 0)
            lists >>= 1
            number += 1
        if s.records.later[WITHDRAWALS] >= 0:
            for history in range(HISTORIES):
                s.stays.withdrawn[history, i] = 0
    s.scores.due.length[0] = 0
