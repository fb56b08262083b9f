"""M23: what people choose instead of a record, as a ruling makes one.

Whoever is about to get a record of a conduct for which an offer stands may take it. The record then does not
come in the histories in which it is taken; if the offer is failed, it comes as much later as that lasted. Of
several that are open the one with the largest utility is taken, or none: the log of the odds that the
society gives for the kind, plus a noise that each keeps (a Gumbel number), so one more offer never sends
anybody from one to a third, and a single one is taken by exactly the society's share. The noise is read off
the act or false sighting itself, so that every history in which the same offers are open chooses alike.

An offer that was under way as the step began is not open. Two records in one step are answered each by
itself.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `o` offer.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, gumbel_q32
from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.offers.counts import OFFERS
from demerit.mechanisms.offers.offers import open_plain, open_to, take, take_plain
from demerit.scenario.histories import HISTORIES, RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

DECLINES = point("offers.declines")

_DECLINES = np.uint64(DECLINES)

Late = list[tuple[frozenset[int], int]]
"""Histories in which a record comes late, each with how many steps."""


def choose_plain(
    w: World, who: Occupant, conduct: int, h: int, within: frozenset[int], step: int
) -> tuple[frozenset[int], Late]:
    """Let `who` choose instead of a record; return in which histories it comes as it would have, or late."""
    t = w.tables
    offers = np.flatnonzero(t.offers.instead[int(t.time.epoch[step]), conduct]).tolist()
    if not offers or not who.is_person:
        return within, []
    chosen: dict[int, set[int]] = {}
    for history in sorted(within):
        standing = [o for o in offers if open_plain(w, who, o, history, step, step - 1, step)]
        best, most = -1, chance.gumbel_q32(chance.detail(h, DECLINES))
        for o in standing:
            luck = chance.gumbel_q32(chance.detail(h, int(t.offers.point[o])))
            if history == RECORDED:
                w.totals.offers[int(t.time.quarter[step]), o, who.fifth, OFFERS.offered] += 1
            if luck + int(t.offers.utility[o, who.fifth]) > most:
                best, most = o, luck + int(t.offers.utility[o, who.fifth])
        if best >= 0:
            chosen.setdefault(best, set()).add(history)
    late: Late = []
    for o, histories in sorted(chosen.items()):
        mark = chance.detail(h, int(t.offers.point[o]))
        if not take_plain(w, who, o, frozenset(histories), mark, step):
            late.append((frozenset(histories), int(t.offers.ends[o, step]) - step))
    return within - {history for histories in chosen.values() for history in histories}, late


@kernel
def choose(
    t: Tables, s: State, out: Totals, conduct: int, i: int, h: np.uint64, histories: int, step: int
) -> int:
    """Let slot `i` choose instead of a record; return the histories in which any offer is taken, a bit each.

    `State.offers.chosen` says in which each will be failed, so that the record comes late.
    """
    e, taken = t.time.epoch[step], 0
    if t.offers.asked[e, conduct] == 0 or i >= SLOTS:
        return 0
    s.offers.chosen[:] = 0
    for history in range(HISTORIES):
        if (histories >> history) & 1 != 0:
            best = _best(t, s, out, conduct, i, h, history, step)
            if best >= 0:
                s.offers.chosen[best] |= 1 << history
                taken |= 1 << history
    for o in range(t.offers.point.shape[0]):
        if s.offers.chosen[o] != 0:
            if take(t, s, out, o, i, int(s.offers.chosen[o]), detail(h, t.offers.point[o]), step):
                s.offers.chosen[o] = 0
    return taken


@kernel
def _best(
    t: Tables, s: State, out: Totals, conduct: int, i: int, h: np.uint64, history: int, step: int
) -> int:
    """Return the offer that slot `i` takes instead of a record in a history, or -1 for none."""
    e, fifth, best = t.time.epoch[step], int(s.people.fifth[i]), -1
    most = gumbel_q32(detail(h, _DECLINES))
    for o in range(t.offers.point.shape[0]):
        if t.offers.instead[e, conduct, o] == 0:
            continue
        busy = s.offers.before[o, i] if s.offers.since[o, i] == step else s.offers.under_way[o, i]
        if ((open_to(t, s, o, i, step) & ~int(busy)) >> history) & 1 == 0:
            continue
        if history == RECORDED:
            out.offers[t.time.quarter[step], o, fifth, OFFERS.offered] += 1
        value = gumbel_q32(detail(h, t.offers.point[o])) + t.offers.utility[o, fifth]
        if value > most:
            best, most = o, value
    return best
