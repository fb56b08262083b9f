"""Where acts come from, and the one way to put them into a step.

An act is made by choice (a possible point that happens), by a rule (a status, a deadline, a duty that nobody
met) or by another act. Acts by choice are many and come conduct by conduct, so whoever makes them writes them
down one behind the other (`begin`, `write`, `close`). All others wait (`act`, `act_plain`) until `settle`
puts them behind those of their conduct. From there on nothing tells them apart: sources see them, officials
rule on them. They are counted as acts, and among these as acts that are not by choice, as those of people who
could not have paid are. Only choices are let go for a risk, or made under strain: these acts never are.

Nothing else knows how acts lie in memory. An act's hash names its slot: whoever makes an act of somebody by a
key of its own puts it there (`falling_on`).

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `h` hash that chance
is read from, `i` slot, `n` place in a list from 0, `c` conduct.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.codes import BY_CHOICE
from demerit.engine.events import happen, happen_plain
from demerit.engine.points import slot_of
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Act, World
from demerit.mechanisms.conduct.counts import ACTS, ACTS_BY_STEP
from demerit.mechanisms.conduct.words import ACT
from demerit.scenario.tables import Tables
from demerit.society.traits import ORGANISATIONS, SLOTS

ENTITIES = 2
_PERSONS, _ORGANISED = np.uint64(SLOTS - 1), np.uint64(ORGANISATIONS - 1)


def falling_on_plain(h: int, slot: int) -> int:
    """Return `h` with its lowest bits replaced, so that its point falls on `slot`."""
    return h & ~(SLOTS - 1) | slot if slot < SLOTS else h & ~(ORGANISATIONS - 1) | slot - SLOTS


def act_plain(w: World, act: Act) -> None:
    """Add an act that is not by choice to this step.

    Whoever does it must be present, and its hash must fall on their slot (`falling_on_plain`).
    """
    w.waiting.append(act)


def settle_plain(w: World, step: int) -> None:
    """Put the acts that wait behind the others, count them and write them down."""
    t = w.tables
    for act in w.waiting:
        happen_plain(w, step, act.who, ACT.number, act.conduct, int(act.unable), h=act.hash)
        w.totals.acts[act.conduct, act.who.group, int(t.time.year[step]), ACTS.acts] += 1
        w.totals.acts_by_step[step, act.conduct, ACTS_BY_STEP.acts] += 1
        w.totals.acts_by_step[step, act.conduct, ACTS_BY_STEP.unable] += not act.chosen
    w.acts += w.waiting
    w.waiting.clear()


@kernel
def falling_on(h: np.uint64, i: int) -> np.uint64:
    """Return `h` with its lowest bits replaced, so that its point falls on slot `i`."""
    if i < SLOTS:
        return np.uint64((h & ~_PERSONS) | np.uint64(i))
    return np.uint64((h & ~_ORGANISED) | np.uint64(i - SLOTS))


@kernel
def act(s: State, c: int, h: np.uint64, unable: int, origin: int) -> None:
    """Add an act of conduct `c` that is not by choice to this step.

    Its hash `h` names the slot of whoever does it, who must be present; `unable` is 1 if they cannot pay,
    `origin` says what made it.
    """
    waiting = s.acts.waiting
    n = waiting.length[0]
    waiting.conduct[n], waiting.hash[n], waiting.unable[n], waiting.origin[n] = c, h, unable, origin
    waiting.length[0] = n + 1


@kernel
def begin(s: State) -> None:
    """Begin a step in which nobody has done anything yet."""
    s.acts.length[0] = 0


@kernel
def write(s: State, n: int, h: np.uint64, unable: int) -> None:
    """Write act number `n` of the step; acts of one conduct have consecutive numbers."""
    s.acts.hash[n], s.acts.unable[n] = h, unable


@kernel
def close(s: State, c: int, first: int, end: int) -> None:
    """Note that the acts of conduct `c` are those from `first` to before `end`, the last so far."""
    s.acts.range[c, 0], s.acts.range[c, 1] = first, end
    s.acts.length[0] = end


@kernel
def settle(t: Tables, s: State, out: Totals, step: int) -> None:
    """Put the acts that wait behind the others of their conduct, count them and write them down."""
    waiting, year = s.acts.waiting, t.time.year[step]
    left = int(waiting.length[0])
    if left == 0:
        return
    for n in range(left):
        c, h, unable = int(waiting.conduct[n]), waiting.hash[n], int(waiting.unable[n])
        i, chosen = slot_of(h, t.conduct.entity[c]), int(waiting.origin[n] == BY_CHOICE) & (1 - unable)
        happen(s, step, i, ACT.number, c, unable, 0, np.int64(h))
        out.acts[c, s.people.group[i], year, ACTS.acts] += 1
        out.acts_by_step[step, c, ACTS_BY_STEP.acts] += 1
        out.acts_by_step[step, c, ACTS_BY_STEP.unable] += 1 - chosen
    s.acts.length[0] += left
    for backwards in range(ENTITIES):  # conducts lie as they were closed: of persons, then of organisations
        entity = ENTITIES - 1 - backwards
        for before in range(t.conduct.entity.shape[0]):
            c = t.conduct.entity.shape[0] - 1 - before
            if t.conduct.entity[c] == entity:
                left = _join(s, c, left)
    waiting.length[0] = 0


@kernel
def _join(s: State, c: int, left: int) -> int:
    """Move the acts of conduct `c` up and put behind them those that wait.

    Return how many of the `left` that wait belong to the conducts before it: so far it moves.
    """
    waiting, first, end = s.acts.waiting, int(s.acts.range[c, 0]), int(s.acts.range[c, 1])
    for n in range(waiting.length[0]):
        left -= int(waiting.conduct[n] == c)
    for moved in range(end - first):
        n = end - 1 - moved
        s.acts.hash[n + left], s.acts.unable[n + left] = s.acts.hash[n], s.acts.unable[n]
    last = end + left
    for n in range(waiting.length[0]):
        if waiting.conduct[n] == c:
            s.acts.hash[last], s.acts.unable[last] = waiting.hash[n], waiting.unable[n]
            last += 1
    s.acts.range[c, 0], s.acts.range[c, 1] = first + left, last
    return left
