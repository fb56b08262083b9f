"""M23, M24: when what a record claims is paid, and when the record is found wrong.

Both steps follow from the hash of the act or sighting alone, so they are the same for the listing, for the
points and for the debt that stand on one record: a payment settles the debt in the step in which it begins
to release from a list, and a record found wrong ends all three at once. Wrong is a record on no act, and
one of somebody who could not pay where the regime lists only those who could.

Names: `t` tables of the draw, `s` state of the district, `e` span between amendments, `b` bundle of
safeguards, `h` hash that chance is
read from, `i` slot, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import detail, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import State
from demerit.engine.world import Case
from demerit.mechanisms.lists.state import WITHDRAWALS
from demerit.mechanisms.records.cases import CASE, FALSE, UNABLE, UNGUARDED
from demerit.scenario.exits import APPEAL, CORRECTION
from demerit.scenario.tables import Tables

PAID, CORRECTED = point("list.paid"), point("list.corrected")
APPEALED, APPEAL_SUCCEEDS = point("list.appealed"), point("list.appeal-succeeds")

_PAID, _CORRECTED = np.uint64(PAID), np.uint64(CORRECTED)
_APPEALED, _APPEAL_SUCCEEDS = np.uint64(APPEALED), np.uint64(APPEAL_SUCCEEDS)


def paid_plain(h: int, hazard: int, step: int) -> int:
    """Return the step in which what is due from `step` on is paid, at a `hazard` per step (Q32)."""
    return step + 1 + chance.waiting_steps(chance.detail(h, PAID), int(hazard))


def found_wrong_plain(t: Tables, case: Case, step: int) -> dict[int, int]:
    """Return when a record that counts from `step` on is withdrawn: {exit: step}, empty if never."""
    e, h, found = case.epoch, case.hash, dict[int, int]()
    b = 0 if case.unguarded else int(t.redress.of_record[e, case.conduct])
    if case.without_act and happens_plain(h, CORRECTED, t.redress.correction_chance[b]):
        found[CORRECTION] = step + int(t.redress.correction_delay[b])
    if not t.redress.appeal_suspends[b] and happens_plain(h, APPEALED, t.redress.appeal_chance[b]):
        error = case.unable and bool(t.adjudication.ability_test[e, case.conduct])
        if happens_plain(h, APPEAL_SUCCEEDS, t.redress.appeal_success[b, int(case.without_act or error)]):
            found[APPEAL] = step + int(t.redress.appeal_delay[b])
    return found


def soonest_plain(ends: dict[int, int], step: int) -> tuple[int, int]:
    """Return (step, exit) of the first of some exits, not before the step after `step`.

    `ends` gives the step in which each exit would come.
    """
    when, kind = min((when, kind) for kind, when in ends.items())
    return max(when, step + 1), kind


@kernel
def note_withdrawn(s: State, history: int, i: int, kind: int) -> None:
    """Note that a record of slot `i` is withdrawn in this step by an exit; the first in order is kept."""
    s.records.later[WITHDRAWALS] = 0
    if s.stays.withdrawn[history, i] == 0 or kind + 1 < s.stays.withdrawn[history, i]:
        s.stays.withdrawn[history, i] = kind + 1


@kernel
def paid(h: np.uint64, hazard: int, step: int) -> int:
    """Return the step in which what is due from `step` on is paid, at a `hazard` per step (Q32)."""
    return int(step + 1 + waiting_steps(detail(h, _PAID), hazard))


@kernel
def found_wrong(t: Tables, s: State, p: int, step: int) -> tuple[int, int]:
    """Return (step, exit) of the withdrawal of case `p`, which counts from `step` on, or NEVER as step."""
    case, h = s.cases.row[p], s.cases.hash[p]
    e, flags = case[CASE.epoch], case[CASE.flags]
    b = 0 if flags & UNGUARDED != 0 else t.redress.of_record[e, case[CASE.conduct]]
    when, kind, false = NEVER, CORRECTION, flags & FALSE != 0
    if false and happens(h, _CORRECTED, t.redress.correction_chance[b]):
        when = step + t.redress.correction_delay[b]
    if t.redress.appeal_suspends[b] == 0 and happens(h, _APPEALED, t.redress.appeal_chance[b]):
        wrong = false or (flags & UNABLE != 0 and t.adjudication.ability_test[e, case[CASE.conduct]] != 0)
        if happens(h, _APPEAL_SUCCEEDS, t.redress.appeal_success[b, 1 if wrong else 0]):
            if step + t.redress.appeal_delay[b] < when:
                when, kind = step + t.redress.appeal_delay[b], APPEAL
    return int(when), kind
