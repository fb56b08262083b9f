"""M23, M30: what people choose after a gate has taken them for somebody else.

Whoever is refused by a mismatch (`attempts`) may take an offer that follows it (`after_mismatch`), at once.
Of several that are open the one with the largest utility is taken, or none, as of a record (`instead`); the
noise is read off the attempt. In the shadow nobody is taken for somebody else, so it is taken as recorded
alone: whatever it costs is a cost of error, and what follows from having passed has no history but that one.

An offer that was under way as the step began is not open. Two mismatches in one step are answered each by
itself.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `h` hash that
chance is read from, `i` slot, `o` offer.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import detail, gumbel_q32
from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.offers.counts import OFFERS
from demerit.mechanisms.offers.instead import DECLINES
from demerit.mechanisms.offers.offers import open_plain, open_to, take, take_plain
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

_DECLINES = np.uint64(DECLINES)


def dispute_plain(w: World, who: Occupant, offers: Iterable[int], h: int, step: int) -> None:
    """Let `who`, taken for somebody else at the attempt of hash `h`, take one of the offers made for it."""
    t = w.tables
    best, most = -1, chance.gumbel_q32(chance.detail(h, DECLINES))
    for o in sorted(offers) if who.is_person else ():
        if open_plain(w, who, o, RECORDED, step, step - 1, step):
            w.totals.offers[int(t.time.quarter[step]), o, who.fifth, OFFERS.offered] += 1
            luck = chance.gumbel_q32(chance.detail(h, int(t.offers.point[o])))
            if luck + int(t.offers.utility[o, who.fifth]) > most:
                best, most = o, luck + int(t.offers.utility[o, who.fifth])
    if best >= 0:
        mark = chance.detail(h, int(t.offers.point[best]))
        take_plain(w, who, best, frozenset({RECORDED}), mark, step)


@kernel
def dispute(t: Tables, s: State, out: Totals, i: int, h: np.uint64, step: int) -> None:
    """Let slot `i`, taken for somebody else at the attempt of hash `h`, take one of `State.offers.made`."""
    if i >= SLOTS:
        return
    fifth, best, most = int(s.people.fifth[i]), -1, gumbel_q32(detail(h, _DECLINES))
    for o in range(s.offers.made.shape[0]):
        if s.offers.made[o] == 0:
            continue
        busy = s.offers.before[o, i] if s.offers.since[o, i] == step else s.offers.under_way[o, i]
        if ((open_to(t, s, o, i, step) & ~int(busy)) >> RECORDED) & 1 == 0:
            continue
        out.offers[t.time.quarter[step], o, fifth, OFFERS.offered] += 1
        value = gumbel_q32(detail(h, t.offers.point[o])) + t.offers.utility[o, fifth]
        if value > most:
            best, most = o, value
    if best >= 0:
        take(t, s, out, best, i, 1 << RECORDED, detail(h, t.offers.point[best]), step)
