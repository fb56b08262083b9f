"""M16: whoever comes to live elsewhere than registered and does not tell in time commits a status offence.

A move is the step from which somebody is registered elsewhere. The deadline that was in force then runs; at
its end the act happens if the person is still there, has lived elsewhere all the time, and has not told.
Who tells the move's own hash decides, so that the same people tell under every regime. The act is by rule:
nothing lets it go, and sources see it as any act of its conduct. After the regime's end no deadline runs
out. Whoever lives elsewhere when entering the society moved before, and is not asked.

Who moves when follows from the seed alone, so nothing is kept: in each step those are looked at who moved a
deadline ago.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `n` place in a list from
0, `c` conduct.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.codes import BY_RULE
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain
from demerit.engine.state import State
from demerit.engine.world import Act, World
from demerit.mechanisms.conduct import acting
from demerit.mechanisms.moves.words import NOT_TOLD
from demerit.scenario.tables import Tables
from demerit.society.tables import Population
from demerit.society.traits import AWAY_OFF, AWAY_ON, LEAVE

TOLD = point("moves.told")

MECHANISM = Mechanism(name="moves not told", rows=("M16",), stage="conduct", points=("conduct.<name>.move",))

_TOLD = np.uint64(TOLD)


def plain(w: World, population: Population, step: int) -> None:
    """Let the deadlines of moves run out that end in this step."""
    t = w.tables
    now = int(t.time.epoch[step])
    for e in range(len(t.moves.deadline)):
        for c in range(len(t.moves.tells)):
            moved = step - int(t.moves.deadline[e, c])
            if t.moves.deadline[e, c] < 0 or t.moves.deadline[now, c] < 0 or moved < 0:
                continue
            if int(t.time.epoch[moved]) == e:
                _run_out_plain(w, population, c, moved, step)


def _run_out_plain(w: World, population: Population, c: int, moved: int, step: int) -> None:
    """Let those who moved in step `moved`, and have not told by now, commit conduct `c`."""
    t = w.tables
    k = chance.key(w.seed, int(t.moves.point[c]), moved, w.district)
    changes = range(int(population.change_start[moved]), int(population.change_start[moved + 1]))
    since = range(int(population.change_start[moved + 1]), int(population.change_start[step + 1]))
    over = {int(population.change_row[n]) for n in since if population.change_kind[n] in (LEAVE, AWAY_OFF)}
    for n in changes:
        row = int(population.change_row[n])
        if population.change_kind[n] != AWAY_ON or row in over:
            continue
        who = w.occupants[int(population.slot[row])]
        h = acting.falling_on_plain(chance.lane(k, who.slot + 1), who.slot)
        if not happens_plain(h, TOLD, int(t.moves.tells[c])):
            happen_plain(w, step, who, NOT_TOLD.number, c, h=h)
            acting.act_plain(w, Act(who, c, h, False, BY_RULE))


@kernel
def compiled(t: Tables, s: State, population: Population, seed: np.uint64, district: int, step: int) -> None:
    """Let the deadlines of moves run out that end in this step."""
    if t.moves.most_acts.shape[0] == 0:
        return
    now = t.time.epoch[step]
    for e in range(t.moves.deadline.shape[0]):
        for c in range(t.moves.tells.shape[0]):
            moved = step - t.moves.deadline[e, c]
            if t.moves.deadline[e, c] < 0 or t.moves.deadline[now, c] < 0 or moved < 0:
                continue
            if t.time.epoch[moved] == e:
                k = key(seed, t.moves.point[c], moved, district)
                _run_out(t, s, population, k, c, moved, step)


@kernel
def _run_out(
    t: Tables, s: State, population: Population, k: np.uint64, c: int, moved: int, step: int
) -> None:
    """Let those who moved in step `moved`, and have not told by now, commit conduct `c`."""
    for n in range(population.change_start[moved], population.change_start[moved + 1]):
        row = int(population.change_row[n])
        if population.change_kind[n] != AWAY_ON or _over(population, row, moved, step):
            continue
        i = int(population.slot[row])
        h = acting.falling_on(lane(k, i + 1), i)
        if not happens(h, _TOLD, t.moves.tells[c]):
            happen(s, step, i, NOT_TOLD.number, c, 0, 0, np.int64(h))
            acting.act(s, c, h, 0, BY_RULE)


@kernel
def _over(population: Population, row: int, moved: int, step: int) -> bool:
    """Return whether the person of `row`, who moved in step `moved`, came back or is gone by now."""
    for n in range(population.change_start[moved + 1], population.change_start[step + 1]):
        if population.change_row[n] == row:
            kind = population.change_kind[n]
            if kind == LEAVE or kind == AWAY_OFF:
                return True
    return False
