"""M10, M03: which weights hold for a record, and what its points come to.

They are asked in the step in which a case is decided, which is that of the act: what else takes time, such
as a source's delay or the court's, comes after. So a condition reads traits and periods of that step, and
scores, lists and counts as the step began. Each history asks on its own: of these a weight that goes by a
list that a false record brought holds as recorded and not in the shadow, and a record is then kept apart for
histories in which it is worth something else.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot.
"""

from __future__ import annotations

from collections.abc import Iterable

from demerit.chance.compiling import kernel
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS


def held_plain(w: World, who: Occupant, conduct: int, step: int, history: int) -> int:
    """Return the weights that hold for a record of a conduct about `who` in a history, a bit each."""
    t = w.tables
    e, found = int(t.time.epoch[step]), 0
    first = int(t.weights.start[e])
    for row in range(first, int(t.weights.start[e + 1])):
        about = bool(t.weights.organisations[row]) != who.is_person
        if about and t.weights.of[row, conduct]:
            if holds_plain(w, int(t.weights.condition[row]), who, step, history):
                found |= 1 << (row - first)
    return found


def alike_plain(
    w: World, who: Occupant, conduct: int, step: int, histories: Iterable[int]
) -> dict[int, frozenset[int]]:
    """Return the sets of weights that hold in some histories, each with those in which it does."""
    found: dict[int, set[int]] = {}
    for history in sorted(histories):
        found.setdefault(held_plain(w, who, conduct, step, history), set()).add(history)
    return {held: frozenset(within) for held, within in found.items()}


def weighted_plain(t: Tables, e: int, points: int, held: int, sign: int) -> int:
    """Return points times the weights of a set, rounded half from zero; `sign` says which side is worse."""
    of = held if points * sign < 0 else held & ~int(t.weights.adverse[e])
    product = int(t.weights.product[int(t.weights.first[e]) + of])
    whole = (abs(points) * product + (1 << 31)) >> 32
    return whole if points >= 0 else -whole


@kernel
def held(t: Tables, s: State, i: int, conduct: int, step: int, history: int) -> int:
    """Return the weights that hold for a record of a conduct about slot `i` in a history, a bit each."""
    e, found = t.time.epoch[step], 0
    if t.weights.covered[e, conduct] == 0:
        return 0
    first, organisation = t.weights.start[e], 1 if i >= SLOTS else 0
    for row in range(first, t.weights.start[e + 1]):
        if t.weights.of[row, conduct] != 0 and t.weights.organisations[row] == organisation:
            if holds(t, s, t.weights.condition[row], i, step, history):
                found |= 1 << (row - first)
    return found


@kernel
def _apart(t: Tables, e: int, conduct: int) -> bool:
    """Return whether histories may have other weights hold for a record of a conduct."""
    for row in range(t.weights.start[e], t.weights.start[e + 1]):
        if t.weights.of[row, conduct] != 0 and t.weights.apart[row] != 0:
            return True
    return False


@kernel
def alike(t: Tables, s: State, i: int, conduct: int, step: int, histories: int) -> tuple[int, int]:
    """Return the weights that hold in the first of some histories, and in which of them the same hold."""
    first = 0
    while (histories >> first) & 1 == 0:
        first += 1
    of_first = held(t, s, i, conduct, step, first)
    if not _apart(t, t.time.epoch[step], conduct):
        return of_first, histories
    within = 0
    for history in range(first, HISTORIES):
        if (histories >> history) & 1 != 0 and held(t, s, i, conduct, step, history) == of_first:
            within |= 1 << history
    return of_first, within


@kernel
def weighted(t: Tables, e: int, points: int, chosen: int, sign: int) -> int:
    """Return points times the weights of a set, rounded half from zero; `sign` says which side is worse."""
    of = chosen if points * sign < 0 else chosen & ~t.weights.adverse[e]
    product = t.weights.product[t.weights.first[e] + of]
    whole = (abs(points) * product + (1 << 31)) >> 32
    return int(whole if points >= 0 else -whole)
