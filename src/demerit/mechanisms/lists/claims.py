"""M23: a benefit withheld in error is appealed, and begins if the appeal is won.

A benefit is *withheld* from whoever has a spell of it in the shadow and none in a history as recorded: true
records and the rule's own points would give it to them. Those from whom it comes to be withheld appeal with
the chance of the list's bundle, drawn as it does, with one key in all histories. Each history before the
shadow has its own; in the shadow nothing is wrong, and nothing is withheld. An appeal is decided after its
delay if the benefit is withheld still, and won with `success_if_wrong`. Then somebody is on the list from
that step on, until they would be off it in the shadow, and leaves by the exit by which they would there; or
until a trigger takes them off, death, leaving the scheme or the end of the list.

Lists are compared once everything else about them has moved in a step. Nobody appeals a benefit that they
have, and nobody to whom it is rightly not given.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `b` bundle of
safeguards, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `v` place of a value
among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER, point
from demerit.chance import plain as chance
from demerit.chance.compiled import detail, key, lane
from demerit.chance.compiling import kernel
from demerit.engine.codes import ALL_BITS
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.queues import queue
from demerit.engine.slots import listed_in
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.listing import settle, settle_plain
from demerit.mechanisms.lists.words import CLAIMED, GRANTED
from demerit.mechanisms.redress.classes import theirs, theirs_plain
from demerit.mechanisms.redress.counts import CLAIMS
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS

MECHANISM = Mechanism(name="claims", rows=("M23",), stage="scoring")
WITHHELD, APPEALED, SUCCEEDS = (
    point("benefit.withheld"),
    point("benefit.appealed"),
    point("benefit.appeal-succeeds"),
)

_WITHHELD, _APPEALED, _SUCCEEDS = np.uint64(WITHHELD), np.uint64(APPEALED), np.uint64(SUCCEEDS)


def plain(w: World, step: int) -> None:
    """Let people appeal benefits that come to be withheld from them, and have those that they win."""
    t = w.tables
    if not t.redress.claims[0]:
        return
    k = chance.key(w.seed, WITHHELD, step, w.district)
    for who in w.occupants.values():
        for number in np.flatnonzero(t.redress.claimed_at >= 0).tolist():
            won = [history for history in range(SHADOW) if _turn_plain(w, who, number, history, step, k)]
            if won:
                settle_plain(w, who, number, step, {})


def _turn_plain(w: World, who: Occupant, number: int, history: int, step: int, k: int) -> bool:
    """Note whether a benefit is withheld in a history; return whether an appeal of it is won now."""
    t = w.tables
    if number not in who.on[SHADOW] or number in who.listed(history):
        who.claims.pop((history, number), None)
        return False
    if (history, number) not in who.claims:
        h = chance.detail(chance.lane(k, who.slot), int(t.redress.listing[number]))
        b = theirs_plain(w, who, int(t.redress.of_listing[int(t.time.epoch[step]), number]), step)
        who.claims[history, number] = NEVER
        _note_plain(w, who, number, history, step, CLAIMS.withheld)
        if happens_plain(h, APPEALED, t.redress.claim_chance[b]):
            _note_plain(w, who, number, history, step, CLAIMS.appealed)
            if history == RECORDED:
                happen_plain(w, step, who, CLAIMED.number, number)
            if happens_plain(h, SUCCEEDS, t.redress.claim_success[b]):
                who.claims[history, number] = max(step + int(t.redress.appeal_delay[b]), step + 1)
        return False
    if who.claims[history, number] != step:
        return False
    del who.claims[history, number]
    who.granted[history].add(number)
    _note_plain(w, who, number, history, step, CLAIMS.won)
    if history == RECORDED:
        happen_plain(w, step, who, GRANTED.number, number)
    return True


def _note_plain(w: World, who: Occupant, number: int, history: int, step: int, column: int) -> None:
    """Count what becomes of a benefit that is withheld, as recorded."""
    t = w.tables
    for v in w.axes(who) if history == RECORDED else ():
        w.totals.claims[int(t.time.quarter[step]), int(t.redress.claimed_at[number]), v, column] += 1


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let people appeal benefits that come to be withheld from them, and have those that they win."""
    if t.redress.claims[0] == 0:
        return
    k = key(seed, _WITHHELD, step, district)
    for i in range(ALL_SLOTS):
        if s.people.present[i] == 0:
            continue
        for number in range(t.lists.entity.shape[0]):
            won = False
            if t.redress.claimed_at[number] >= 0:
                for place in range(t.histories.kept.shape[0]):
                    history = int(t.histories.kept[place])
                    if history < t.histories.row[SHADOW]:
                        won |= _turn(t, s, out, number, history, i, lane(k, i), step)
            if won:
                settle(t, s, out, step, number, i, STANDING, STANDING)
                if t.triggers.watches[0] != 0:
                    queue(s.triggers.moved, i, 1)  # after triggers have looked, they see it in the next step


@kernel
def _turn(
    t: Tables, s: State, out: Totals, number: int, history: int, i: int, own: np.uint64, step: int
) -> bool:
    """Note whether a benefit is withheld in a history; return whether an appeal of it is won now."""
    bit, row = 1 << number, history * t.lists.entity.shape[0] + number
    before = s.claims.withheld[history, i] & bit != 0
    if s.listing.on[t.histories.row[SHADOW], i] & bit == 0 or listed_in(t, s, history, i) & bit != 0:
        if before:
            s.claims.withheld[history, i] &= ALL_BITS - bit
        return False
    if not before:
        s.claims.withheld[history, i] |= bit
        s.claims.due[row, i] = _claimed(t, s, out, number, history, i, own, step)
        return False
    if s.claims.due[row, i] != step:
        return False
    s.claims.withheld[history, i] &= ALL_BITS - bit
    s.claims.granted[history, i] |= bit
    if history == RECORDED:
        note(t, s, out.claims[t.time.quarter[step], t.redress.claimed_at[number]], i, CLAIMS.won)
        happen(s, step, i, GRANTED.number, number, 0, 0, 0)
    return True


@kernel
def _claimed(
    t: Tables, s: State, out: Totals, number: int, history: int, i: int, own: np.uint64, step: int
) -> int:
    """Return when an appeal of a benefit that comes to be withheld now is won, or NEVER."""
    h = detail(own, t.redress.listing[number])
    b = theirs(t, s, t.redress.of_listing[t.time.epoch[step], number], i, step)
    appeals = happens(h, _APPEALED, t.redress.claim_chance[b])
    if history == RECORDED:
        counts = out.claims[t.time.quarter[step], t.redress.claimed_at[number]]
        note(t, s, counts, i, CLAIMS.withheld)
        if appeals:
            note(t, s, counts, i, CLAIMS.appealed)
            happen(s, step, i, CLAIMED.number, number, 0, 0, 0)
    if not appeals or not happens(h, _SUCCEEDS, t.redress.claim_success[b]):
        return NEVER
    return int(min(max(step + t.redress.appeal_delay[b], step + 1), NEVER))
