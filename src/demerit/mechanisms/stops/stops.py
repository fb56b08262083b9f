"""M22: what somebody on a list is kept from: acts and attempts that would have happened, and do not.

A possible act or attempt passes under its doer's present rate x (1 - obeys), by the same mark as under the
rate itself; where a list bars it, it never passes. So two regimes on one seed see the same possible acts, and
a further list only takes some away. Several lists that forbid one thing are obeyed once. Whoever could not
have paid does not obey, because being unable is no choice, as in deterrence; barred they are like all others.

Lists are read as the step began, so that a listing of step t stops from t + 1. What is stopped is no act and
no attempt: no source sees it, nobody is refused it, and deterrence thins only what is left. It is counted
here and nowhere else. In all histories acts are as they happened; of what is stopped as recorded, that is
wrongful which the lists of the shadow would have let happen.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `v` place of a value among those of all axes.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.mechanism import Mechanism
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.stops.counts import STOPPED
from demerit.mechanisms.stops.lowering import NOTHING
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.numbers import Q30
from demerit.scenario.tables import Tables

MECHANISM = Mechanism(name="stops", rows=("M22",), stage="conduct")

BARRED, FORBIDDEN = range(2)
"""How something was stopped, as events have it."""


def place_plain(t: Tables, place: int, step: int) -> int:
    """Return `place` among what is stopped, or NOTHING where no list of the step's form stops it."""
    return place if place >= 0 and t.stops.lists[int(t.time.epoch[step]), place] else NOTHING


def share_plain(w: World, who: Occupant, place: int, unable: bool, step: int, history: int = RECORDED) -> int:
    """Return, as Q30, the share of what `who` would do of `place` that lists leave in a history."""
    if place < 0:
        return Q30
    t = w.tables
    e = int(t.time.epoch[step])
    on = [1 << number for number in who.was[history] if int(t.stops.lists[e, place]) >> number & 1]
    if any(int(t.stops.barring[e, place]) & bit for bit in on):
        return 0
    return int(t.stops.left[place]) if on and not unable else Q30


def stop_plain(w: World, who: Occupant, place: int, unable: bool, step: int, rate: int, mark: int) -> int:
    """Return the lists that stop what `who` would do of `place`, as a bit set, and count it; 0 if none does.

    `rate` is the present one, Q30, under which the `mark` lies.
    """
    if mark < (rate * share_plain(w, who, place, unable, step)) >> 30:
        return 0
    t = w.tables
    e = int(t.time.epoch[step])
    on = sum(1 << number for number in who.was[RECORDED])
    barring = on & int(t.stops.barring[e, place])
    wrongful = mark < (rate * share_plain(w, who, place, unable, step, SHADOW)) >> 30
    for v in w.axes(who):
        w.totals.stopped[step, place, v, STOPPED.stopped] += 1
        w.totals.stopped[step, place, v, STOPPED.obeyed] += int(not barring)
        w.totals.stopped[step, place, v, STOPPED.wrongful] += int(wrongful)
    return barring or on & int(t.stops.lists[e, place])


def how_plain(t: Tables, place: int, step: int, lists: int) -> int:
    """Return how `lists` stop `place`."""
    return BARRED if lists & int(t.stops.barring[int(t.time.epoch[step]), place]) else FORBIDDEN


@kernel
def place_of(t: Tables, place: int, step: int) -> int:
    """Return `place` among what is stopped, or NOTHING where no list of the step's form stops it."""
    if place >= 0 and t.stops.lists[t.time.epoch[step], place] != 0:
        return place
    return NOTHING


@kernel
def share(t: Tables, s: State, place: int, i: int, unable: int, step: int, history: int) -> int:
    """Return, as Q30, the share of what slot `i` would do of `place` that lists leave in a history."""
    if place < 0:
        return Q30
    e = t.time.epoch[step]
    on = int(s.listing.was[t.histories.row[history], i]) & int(t.stops.lists[e, place])
    if on == 0:
        return Q30
    if on & int(t.stops.barring[e, place]) != 0:
        return 0
    return Q30 if unable != 0 else int(t.stops.left[place])


@kernel
def _stoppers(t: Tables, s: State, place: int, i: int, step: int) -> int:
    """Return the lists that stop what slot `i` would do of `place`, as a bit set: those that bar, if any."""
    e = t.time.epoch[step]
    on = int(s.listing.was[RECORDED, i]) & int(t.stops.lists[e, place])
    barring = on & int(t.stops.barring[e, place])
    return barring if barring != 0 else on


@kernel
def how(t: Tables, place: int, step: int, lists: int) -> int:
    """Return how `lists` stop `place`."""
    return BARRED if lists & int(t.stops.barring[t.time.epoch[step], place]) != 0 else FORBIDDEN


@kernel
def count(t: Tables, s: State, out: Totals, place: int, i: int, step: int, wrongful: bool) -> int:
    """Count what slot `i` would have done of `place`, and is stopped from; return the lists that do it."""
    row, lists = out.stopped[step, place], _stoppers(t, s, place, i, step)
    note(t, s, row, i, STOPPED.stopped)
    if how(t, place, step, lists) == FORBIDDEN:
        note(t, s, row, i, STOPPED.obeyed)
    if wrongful:
        note(t, s, row, i, STOPPED.wrongful)
    return lists
