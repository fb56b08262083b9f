"""M23, M24: when a record in force is paid, or found wrong: the same for a listing, for points and a debt.

Both hang on the hash of the act or sighting alone: whoever pays a debt pays in the step in which the payment
begins to release them from a list, and a record found wrong ends everything that stands on it at once.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import detail, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine.points import happens, happens_plain
from demerit.scenario.tables import Tables

PAID, CORRECTED = point("list.paid"), point("list.corrected")
APPEALED, APPEAL_SUCCEEDS = point("list.appealed"), point("list.appeal-succeeds")

_PAID, _CORRECTED = np.uint64(PAID), np.uint64(CORRECTED)
_APPEALED, _APPEAL_SUCCEEDS = np.uint64(APPEALED), np.uint64(APPEAL_SUCCEEDS)


def paid_plain(h: int, hazard: int, step: int) -> int:
    """Return the step in which what is due from `step` on is paid, at `hazard` per step."""
    return step + 1 + chance.waiting_steps(chance.detail(h, PAID), int(hazard))


def found_wrong_plain(t: Tables, e: int, h: int, step: int, without_act: bool, unable: bool) -> int:
    """Return the step in which a record that counts from `step` on is found wrong, or NEVER."""
    when = NEVER
    if without_act and happens_plain(h, CORRECTED, t.correction_chance[e]):
        when = step + int(t.correction_delay[e])
    if not t.appeal_suspends[e] and happens_plain(h, APPEALED, t.appeal_chance[e]):
        if happens_plain(h, APPEAL_SUCCEEDS, t.appeal_success[e, int(without_act or unable)]):
            when = min(when, step + int(t.appeal_delay[e]))
    return when


@kernel
def paid(h: np.uint64, hazard: int, step: int) -> int:
    """Return the step in which what is due from `step` on is paid, at `hazard` per step."""
    return int(step + 1 + waiting_steps(detail(h, _PAID), hazard))


@kernel
def found_wrong(t: Tables, e: int, h: np.uint64, step: int, without_act: bool, unable: int) -> int:
    """Return the step in which a record that counts from `step` on is found wrong, or NEVER."""
    when = NEVER
    if without_act and happens(h, _CORRECTED, t.correction_chance[e]):
        when = step + t.correction_delay[e]
    if t.appeal_suspends[e] == 0 and happens(h, _APPEALED, t.appeal_chance[e]):
        if happens(h, _APPEAL_SUCCEEDS, t.appeal_success[e, 1 if without_act or unable == 1 else 0]):
            when = min(when, step + t.appeal_delay[e])
    return int(when)
