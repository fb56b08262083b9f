"""M23: a listing is appealed, or found wrong by the regime itself, and ends though its record stands.

Whether somebody appeals, and whether the regime would find a wrong listing, is drawn as the spell begins,
with one key in all histories. An appeal is decided on its day, by what the spell stands on then. *Wrong* is
a spell that the shadow has not; right is one that the shadow has, unless it stands only by protected
conduct and inputs, or only by slight conduct, for which success may have a chance of its own. So nothing is
wrong in the shadow. Of a spell by record the ground is that of the record: in which histories it entered.
Of one by condition it is whether the other history has a spell by the same way, or a pending one, as the
step begins. An appeal that suspends the listing comes before it (`pending`).

Names: `t` tables of the draw, `s` state of the district, `b` bundle of safeguards, `h` hash that chance is
read from, `i` slot, `p` place of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import detail
from demerit.chance.compiling import kernel
from demerit.engine.points import happens, happens_plain
from demerit.engine.spell import Spell
from demerit.engine.state import State
from demerit.engine.world import Occupant
from demerit.mechanisms.records.cases import BY_CONDITION, PENDING, SPELL
from demerit.scenario.exits import APPEAL, CORRECTION
from demerit.scenario.histories import SHADOW, WITHOUT_PROTECTED, WITHOUT_SLIGHT
from demerit.scenario.tables import Tables

APPEALED, SUCCEEDS = point("listing.appealed"), point("listing.appeal-succeeds")
CORRECTED = point("listing.corrected")

_APPEALED, _SUCCEEDS, _CORRECTED = np.uint64(APPEALED), np.uint64(SUCCEEDS), np.uint64(CORRECTED)
RIGHT, WRONG, BY_PROTECTED, BY_SLIGHT = range(4)
"""What an appeal goes by: the columns of `Guards.appeal_success`."""
NO_EXIT = -1


def ground_plain(history: int, has: Callable[[int], bool]) -> int:
    """Return what an appeal of a spell in a history goes by; `has` says which histories have such a one."""
    if history < SHADOW and not has(SHADOW):
        return WRONG
    if history < WITHOUT_PROTECTED and not has(WITHOUT_PROTECTED):
        return BY_PROTECTED
    return BY_SLIGHT if history < WITHOUT_SLIGHT and not has(WITHOUT_SLIGHT) else RIGHT


def ground_of_plain(who: Occupant, history: int, y: int) -> int:
    """Return what an appeal of a spell of `who` by way `y` goes by, one by condition, in a history."""

    def has(other: int) -> bool:
        return any(each.way == y for each in (*who.stays[other], *who.pending[other]))

    return ground_plain(history, has)


def drawn_plain(t: Tables, b: int, h: int, step: int) -> tuple[int, int]:
    """Return when an appeal of a spell that begins now is decided, and it is found if wrong, or NEVER."""
    appeal = found = NEVER
    if not t.redress.appeal_suspends[b] and happens_plain(h, APPEALED, t.redress.appeal_chance[b]):
        appeal = max(step + int(t.redress.appeal_delay[b]), step + 1)
    if happens_plain(h, CORRECTED, t.redress.correction_chance[b]):
        found = max(step + int(t.redress.correction_delay[b]), step + 1)
    return appeal, found


def of_record_plain(
    t: Tables, number: int, b: int, h: int, entered: Collection[int], history: int, step: int
) -> dict[int, int]:
    """Return when a spell by record ends for a safeguard of the listing: {exit: step}, empty if never.

    `entered` are the histories in which the record entered list `number`, `history` that of the spell.
    """
    own = chance.detail(h, int(t.redress.listing[number]))
    appeal, found = drawn_plain(t, b, own, step)
    ground, ends = ground_plain(history, lambda other: other in entered), dict[int, int]()
    if found < NEVER and ground == WRONG:
        ends[CORRECTION] = found
    if appeal < NEVER and happens_plain(own, SUCCEEDS, t.redress.appeal_success[b, ground]):
        ends[APPEAL] = appeal
    return ends


def released_plain(t: Tables, who: Occupant, history: int, spell: Spell, step: int) -> int:
    """Return the exit by which a safeguard of the listing ends a spell by condition now, or NO_EXIT."""
    if step not in (spell.appeal, spell.found):
        return NO_EXIT
    ground = ground_of_plain(who, history, spell.way)
    if spell.found == step and ground == WRONG:
        return CORRECTION
    b = int(t.redress.of_listing[spell.epoch, spell.number])
    won = happens_plain(spell.hash, SUCCEEDS, t.redress.appeal_success[b, ground])
    return APPEAL if spell.appeal == step and won else NO_EXIT


@kernel
def drawn(t: Tables, b: int, h: np.uint64, step: int) -> tuple[int, int]:
    """Return when an appeal of a spell that begins now is decided, and it is found if wrong, or NEVER."""
    appeal, found = NEVER, NEVER
    if t.redress.appeal_suspends[b] == 0 and happens(h, _APPEALED, t.redress.appeal_chance[b]):
        appeal = max(step + t.redress.appeal_delay[b], step + 1)
    if happens(h, _CORRECTED, t.redress.correction_chance[b]):
        found = max(step + t.redress.correction_delay[b], step + 1)
    return min(appeal, NEVER), min(found, NEVER)


@kernel
def ground_in(t: Tables, has: int, history: int) -> int:
    """Return what an appeal of a spell in a history goes by; `has` has a bit for each row with such a one."""
    row = t.histories.row
    if history < SHADOW and (has >> row[SHADOW]) & 1 == 0:
        return WRONG
    if history < WITHOUT_PROTECTED and (has >> row[WITHOUT_PROTECTED]) & 1 == 0:
        return BY_PROTECTED
    return BY_SLIGHT if history < WITHOUT_SLIGHT and (has >> row[WITHOUT_SLIGHT]) & 1 == 0 else RIGHT


@kernel
def of_record(
    t: Tables, number: int, b: int, h: np.uint64, entered: int, history: int, step: int
) -> tuple[int, int]:
    """Return (step, exit) of the end of a spell by record for a safeguard of the listing, or NEVER as step.

    `entered` has a bit for each row of histories in which the record entered list `number`.
    """
    own = detail(h, t.redress.listing[number])
    appeal, found = drawn(t, b, own, step)
    ground = ground_in(t, entered, history)
    if ground != WRONG:
        found = NEVER
    if appeal < found and happens(own, _SUCCEEDS, t.redress.appeal_success[b, ground]):
        return int(appeal), APPEAL
    return int(found), CORRECTION


@kernel
def having(t: Tables, s: State, i: int, y: int) -> int:
    """Return in which histories slot `i` has a spell by way `y` and a condition, or a pending one: bits."""
    has = 0
    for other in range(t.histories.kept.shape[0]):
        kept = t.histories.kept[other]
        has |= int((s.stays.on[kept, i] >> y) & 1) << kept
    if t.redress.waits[0] != 0:
        p = int(s.stays.first[i])
        while p >= 0:
            row = s.cases.row[p]
            if (
                row[SPELL.flags] & PENDING != 0
                and row[SPELL.flags] & BY_CONDITION != 0
                and row[SPELL.way] == y
            ):
                has |= 1 << row[SPELL.history]
            p = int(row[SPELL.chain])
    return int(has)


@kernel
def released(t: Tables, s: State, p: int, i: int, appeal: bool, found: bool) -> int:
    """Return the exit by which a safeguard of the listing ends the spell at place `p` now, or NO_EXIT.

    `appeal` says whether its appeal is decided in this step, `found` whether it is looked at for errors.
    """
    row = s.cases.row[p]
    ground = ground_in(t, having(t, s, i, int(row[SPELL.way])), int(row[SPELL.history]))
    if found and ground == WRONG:
        return CORRECTION
    b = t.redress.of_listing[row[SPELL.epoch], row[SPELL.list]]
    won = appeal and happens(s.cases.hash[p], _SUCCEEDS, t.redress.appeal_success[b, ground])
    return APPEAL if won else NO_EXIT
