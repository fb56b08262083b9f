"""What people hold: a licence, an account, a device, each a function of seed and slot.

Chance says of everybody, when they are first there, whether they hold a thing, by what they are then, and
since when. From there on times of holding it and times without follow each other, each drawn from its hazard;
somebody who would come to hold it at an age at which nobody does goes on without. All of it is read off one
hash of (seed, holding, slot, occupant), so that it is the same under every regime, whatever it leads to.

The plain engine lays down all of a person's times as they come; the compiled one the next change.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `k` key of
a decision point, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import index_below, key, lane, uniform53, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine.mechanism import Mechanism
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.mechanisms.terms import counting
from demerit.scenario.histories import BLIND, HISTORIES
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

MECHANISM = Mechanism(name="holdings", rows=(), stage="population", points=("holding.<name>",))

HOLDS, SINCE, WAITS = range(3)
"""What a person's own hash says, by index: held when first there, since when; then one waiting time each."""


def plain(w: World, step: int) -> None:
    """Lay down what those hold who come in this step, and when."""
    for who in w.occupants.values():
        if who.is_person and who.entered == step:
            who.holdings = [_times_plain(w, who, n, step) for n in range(len(w.tables.holdings.term))]
    counting.begin_step_plain(w, step)


def _times_plain(w: World, who: Occupant, n: int, step: int) -> list[tuple[int, int, int]]:
    """Return when `who`, who comes in `step`, has a holding: first step, step after the last, first day."""
    t, found = w.tables.holdings, []
    own = chance.lane(chance.key(w.seed, int(t.point[n]), 0, w.district), who.slot + ALL_SLOTS * who.number)
    stand = (((who.tier * 5 + who.fifth) * 5 + who.residence) * 8 + who.age) * 2 + who.sex
    holding = chance.uniform53(chance.lane(own, HOLDS)) < int(t.chance[n, stand])
    day = w.tables.time.day.tolist()
    began = chance.index_below(chance.lane(own, SINCE), int(t.spread[n]) + 1)
    since = max(day[step] - int(t.least[n]) - began, who.born + int(t.first[n]))
    now, turn = step, WAITS
    while now < len(day):
        hazard = int(t.ends[n] if holding else t.begins[n])
        change = min(now + chance.waiting_steps(chance.lane(own, turn), hazard) + 1, len(day))
        if holding:
            found.append((now, change, since))
        now, turn = change, turn + 1
        if now < len(day):
            holding = not holding and bool(t.ages[n, _band_plain(w, day[now] - who.born)])
            since = day[now]
    return found


def _band_plain(w: World, days: int) -> int:
    """Return the age band of an age in days."""
    edges = w.tables.society.band_edges.tolist()
    return max(band for band, edge in enumerate(edges) if band == 0 or days >= edge)


@kernel
def _set(t: Tables, s: State, n: int, i: int, holding: bool) -> None:
    """Note whether slot `i` holds a thing, and have conditions asked again that read it."""
    s.holdings.held[n, i] = 1 if holding else 0
    histories = BLIND if t.holdings.protected[n] != 0 else HISTORIES
    counting.set_of_first_day(t, s, t.holdings.term[n], i, 1 if holding else 0, histories)


@kernel
def renew(t: Tables, s: State, i: int) -> None:
    """Note anew what slot `i` holds, after what is counted of its occupant has been cleared."""
    for n in range(t.holdings.term.shape[0]):
        _set(t, s, n, i, s.holdings.held[n, i] != 0)


@kernel
def _own(t: Tables, s: State, n: int, i: int, k: np.uint64) -> np.uint64:
    """Return the hash of the occupant of slot `i` about a holding whose key is `k`."""
    return lane(k, i + ALL_SLOTS * int(s.people.number[i]))


@kernel
def _wait(t: Tables, s: State, n: int, i: int, own: np.uint64, step: int) -> None:
    """Note in which step it changes next whether slot `i` holds a thing."""
    hazard = t.holdings.ends[n] if s.holdings.held[n, i] != 0 else t.holdings.begins[n]
    waits = waiting_steps(lane(own, int(s.holdings.turn[n, i])), hazard)
    s.holdings.until[n, i] = min(step + waits + 1, t.time.day.shape[0])


@kernel
def _come(t: Tables, s: State, n: int, i: int, own: np.uint64, step: int) -> None:
    """Let the person who comes into slot `i` hold a thing or not."""
    status = (int(s.people.tier[i]) * 5 + int(s.people.fifth[i])) * 5 + int(s.people.residence[i])
    stand = (status * 8 + int(s.people.age[i])) * 2 + int(s.people.sex[i])
    holding = uniform53(lane(own, HOLDS)) < t.holdings.chance[n, stand]
    began = index_below(lane(own, SINCE), t.holdings.spread[n] + 1)
    day = t.time.day[step] - t.holdings.least[n] - began
    s.holdings.since[n, i] = max(day, s.people.born[i] + t.holdings.first[n])
    s.holdings.turn[n, i] = WAITS
    _set(t, s, n, i, holding)
    _wait(t, s, n, i, own, step)


@kernel
def _change(t: Tables, s: State, n: int, i: int, own: np.uint64, step: int) -> None:
    """Let the person in slot `i` cease to hold a thing, or come to at an age at which people do."""
    before = s.holdings.held[n, i] != 0
    holding = not before and t.holdings.ages[n, s.people.age[i]] != 0
    s.holdings.since[n, i] = t.time.day[step]
    s.holdings.turn[n, i] += 1
    if holding != before:
        _set(t, s, n, i, holding)
    _wait(t, s, n, i, own, step)


@kernel
def compiled(t: Tables, s: State, seed: np.uint64, district: int, step: int) -> None:
    """Let people hold what they hold in this step."""
    for n in range(t.holdings.term.shape[0]):
        k = key(seed, t.holdings.point[n], 0, district)
        for i in range(SLOTS):
            if s.people.present[i] != 0:
                if s.holdings.whom[0, i] != s.people.number[i] + 1:
                    _come(t, s, n, i, _own(t, s, n, i, k), step)
                elif s.holdings.until[n, i] == step:
                    _change(t, s, n, i, _own(t, s, n, i, k), step)
    if t.holdings.term.shape[0] != 0:
        for i in range(SLOTS):
            if s.people.present[i] != 0:
                s.holdings.whom[0, i] = s.people.number[i] + 1
