"""M23: what people choose instead of entering a list, as they are about to.

Whoever would come onto a list by a way of their own, and is not on it, may take an offer that stands for
that. The spell then does not begin in the histories in which it is taken; if the offer is failed, it begins
as much later as that lasted, whatever its condition says then. Of several that are open the one with the
largest utility is taken, or none, as of a record (`instead`). The noise is keyed by list, step and person,
so that every history in which the same offers are open chooses alike, and all that would put somebody on a
list in one step is one choice.

An offer that is under way as lists move is not open, nor is any as a spell follows another: that is no
entry. What is taken is written down once lists have moved (`book`), when it is known in which histories it
was. It is passed or failed after its duration, and counted so in the next step at the earliest.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `o` offer.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import NEVER
from demerit.chance import plain as chance
from demerit.chance.compiled import detail, gumbel_q32, lane
from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.offers.counts import OFFERS
from demerit.mechanisms.offers.instead import DECLINES
from demerit.mechanisms.offers.offers import (
    ENTERS,
    open_plain,
    open_to,
    take,
    take_plain,
    will_pass,
    will_pass_plain,
)
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

_DECLINES = np.uint64(DECLINES)


def _hash_plain(w: World, who: Occupant, number: int, step: int) -> int:
    """Return the hash from which `who` chooses in this step instead of entering list `number`."""
    own = chance.lane(chance.key(w.seed, ENTERS, step, w.district), who.slot)
    return chance.detail(own, int(w.tables.redress.listing[number]))


def comes_plain(w: World, who: Occupant, number: int, history: int, step: int) -> int:
    """Return in which step `who`, about to enter list `number` in a history, does, or NEVER."""
    t = w.tables
    e = int(t.time.epoch[step])
    if not t.offers.entered[e, number] or not who.is_person:
        return step
    if who.stands(history, number) or number in who.on[history]:
        return step
    h = _hash_plain(w, who, number, step)
    for one in who.taken:  # earlier in this step, for something else that would have put them there
        if one.since == step and history in one.within and t.offers.entering[e, one.offer] == number:
            return NEVER if one.passes else int(t.offers.ends[one.offer, step])
    best, most = -1, chance.gumbel_q32(chance.detail(h, DECLINES))
    for o in np.flatnonzero(t.offers.entering[e] == number).tolist():
        if not open_plain(w, who, o, history, step, step - 1, step + 1):
            continue
        if history == RECORDED:
            who.offered.add(o)
        luck = chance.gumbel_q32(chance.detail(h, int(t.offers.point[o])))
        if luck + int(t.offers.utility[o, who.fifth]) > most:
            best, most = o, luck + int(t.offers.utility[o, who.fifth])
    if best < 0:
        return step
    who.choosing.setdefault(best, set()).add(history)
    passes = will_pass_plain(t, best, chance.detail(h, int(t.offers.point[best])), step)
    return NEVER if passes else int(t.offers.ends[best, step])


def book_plain(w: World, who: Occupant, step: int) -> None:
    """Write down what `who` took in this step instead of entering lists."""
    t = w.tables
    for o, histories in sorted(who.choosing.items()):
        h = _hash_plain(w, who, int(t.offers.entering[int(t.time.epoch[step]), o]), step)
        mark = chance.detail(h, int(t.offers.point[o]))
        take_plain(w, who, o, frozenset(histories), mark, step)
    for o in who.offered:
        w.totals.offers[int(t.time.quarter[step]), o, who.fifth, OFFERS.offered] += 1
    who.choosing, who.offered = {}, set()


@kernel
def _hash(t: Tables, s: State, number: int, i: int) -> np.uint64:
    """Return the hash from which slot `i` chooses in this step instead of entering list `number`."""
    return detail(lane(s.offers.key[0], i), t.redress.listing[number])


@kernel
def comes(t: Tables, s: State, number: int, i: int, history: int, step: int) -> int:
    """Return in which step slot `i`, about to enter list `number` in a history, does, or NEVER."""
    e = t.time.epoch[step]
    if t.offers.spares[0] == 0 or t.offers.entered[e, number] == 0 or i >= SLOTS:
        return step
    stands = s.records.held[history, number, i] != 0 or s.stays.on[history, i] & t.ways.of_list[number] != 0
    if stands or (s.listing.on[history, i] >> number) & 1 != 0:
        return step
    h, fifth, best = _hash(t, s, number, i), int(s.people.fifth[i]), -1
    most = gumbel_q32(detail(h, _DECLINES))
    for o in range(t.offers.point.shape[0]):
        if t.offers.entering[e, o] != number:
            continue
        busy = int(s.offers.under_way[o, i])
        if s.offers.since[o, i] == step:
            busy = int(s.offers.before[o, i])
            if ((int(s.offers.under_way[o, i]) & ~busy) >> history) & 1 != 0:
                return _over(t, o, h, step)  # taken earlier in this step
        if ((open_to(t, s, o, i, step) & ~busy) >> history) & 1 == 0:
            continue
        if history == RECORDED:
            s.offers.offered[o, i] = 1
        value = gumbel_q32(detail(h, t.offers.point[o])) + t.offers.utility[o, fifth]
        if value > most:
            best, most = o, value
    if best < 0:
        return step
    s.offers.choosing[best, i] |= 1 << history
    return _over(t, best, h, step)


@kernel
def _over(t: Tables, o: int, h: np.uint64, step: int) -> int:
    """Return in which step somebody who takes an offer enters all the same, or NEVER if they pass."""
    return NEVER if will_pass(t, o, detail(h, t.offers.point[o]), step) else int(t.offers.ends[o, step])


@kernel
def book(t: Tables, s: State, out: Totals, step: int) -> None:
    """Write down what everybody took in this step instead of entering lists."""
    e = t.time.epoch[step]
    for o in range(t.offers.point.shape[0]):
        number = t.offers.entering[e, o]
        if number < 0:
            continue
        for i in range(SLOTS):
            if s.offers.offered[o, i] != 0:
                s.offers.offered[o, i] = 0
                out.offers[t.time.quarter[step], o, s.people.fifth[i], OFFERS.offered] += 1
            histories = int(s.offers.choosing[o, i])
            if histories != 0:
                s.offers.choosing[o, i] = 0
                h = _hash(t, s, number, i)
                take(t, s, out, o, i, histories, detail(h, t.offers.point[o]), step)
