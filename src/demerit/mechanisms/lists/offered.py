"""M23: how people come onto lists for an offer that is over, once lists have moved.

Whoever has passed one that says so (`puts_on`) is put on a list. Whoever has failed one that they took
instead of entering a list comes onto it by the way that it was to be, from then on, whatever its condition
says; so nobody has the choice again. A way or a list that an amendment has taken away takes nobody.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `p` place
of a case in the pool, `y` way from 0.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.queues import queue
from demerit.engine.slots import queue_conditions
from demerit.engine.state import State
from demerit.engine.taken import Coming
from demerit.engine.totals import Totals
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists.listing import settle, settle_plain
from demerit.mechanisms.lists.putting import (
    begin,
    begin_plain,
    may_begin,
    may_begin_plain,
    put_on,
    put_on_plain,
)
from demerit.mechanisms.lists.state import COMING
from demerit.mechanisms.offers import entering
from demerit.mechanisms.records.cases import CASE, free_case
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables


def plain(w: World, step: int) -> None:
    """Write down what is taken instead of entering lists; let people come onto lists as offers are over."""
    for who in w.occupants.values():
        entering.book_plain(w, who, step)
        over = [each for each in who.coming if each.when == step]
        who.coming = [each for each in who.coming if each.when != step]
        for each in over:
            _come_plain(w, who, each, step)


def _come_plain(w: World, who: Occupant, each: Coming, step: int) -> None:
    begun = False
    for history in sorted(each.within):
        if each.way < 0:
            begun |= put_on_plain(w, who, each.number, history, step, spared=False)
        elif may_begin_plain(w, who, each.way, history, step):
            begin_plain(w, who, each.way, history, step)
            begun = True
    if begun:
        settle_plain(w, who, each.number, step, {})


@kernel
def compiled(t: Tables, s: State, out: Totals, step: int) -> None:
    """Write down what is taken instead of entering lists; let people come onto lists as offers are over."""
    if t.offers.spares[0] != 0:
        entering.book(t, s, out, step)
    p = s.records.later[COMING]
    while p >= 0:
        after = int(s.cases.row[p, CASE.next])
        _come(t, s, out, int(p), step)
        free_case(s, p)
        p = after
    s.records.later[COMING] = -1


@kernel
def _come(t: Tables, s: State, out: Totals, p: int, step: int) -> None:
    case, begun = s.cases.row[p], False
    i, number, y, within = (
        int(case[CASE.slot]),
        int(case[CASE.list]),
        int(case[CASE.way]),
        int(case[CASE.histories]),
    )
    for history in range(HISTORIES):
        if (within >> history) & 1 == 0:
            continue
        if y < 0:
            if put_on(t, s, out, number, history, i, step, False):
                begun = True
        elif may_begin(t, s, y, history, i, step):
            begin(t, s, y, history, i, step)
            begun = True
    if begun:
        settle(t, s, out, step, number, i, STANDING)
        queue_conditions(s, i)
        if t.triggers.watches[0] != 0:
            queue(s.triggers.moved, i, 1)  # after triggers have looked, they see it in the next step
