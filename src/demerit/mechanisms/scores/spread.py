"""How far scores have moved from where everybody starts, at the end of a quarter.

A score has no scale of its own: a ledger may start at 1,000 and move by fives, a risk score go from 0 to 100.
What all have is a start, so a score is counted by its distance from there, in bins that double: at the
start, 1 off, 2 or 3 off, 4 to 7, and so on, on either side. The bins are the same for every regime and need
no setting.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `g`
number of a score.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE
from demerit.engine.slots import inside
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import World
from demerit.mechanisms.scores.counts import SCORES, SPREAD
from demerit.mechanisms.scores.rows import row_of
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.traits import ALL_SLOTS, SLOTS

_HALVES = 5
"""How often the signs of a number below 2^32 are halved until one is left."""


def bin_plain(distance: int) -> int:
    """Return the bin of a score that is `distance` points above the start, or below it if negative."""
    return SPREAD + (1 if distance > 0 else -1) * abs(distance).bit_length()


def count_plain(w: World, g: int, step: int) -> None:
    """Count everybody by how far their score `g` is from the start, as recorded and in the shadow."""
    t = w.tables
    start = int(t.scores.start[int(t.time.epoch[step]), g])
    for who in (who for who in w.occupants.values() if who.membership == INSIDE):
        for column, history in ((SCORES.recorded, RECORDED), (SCORES.shadow, SHADOW)):
            place = bin_plain(who.scores[g].score[history] - start)
            w.totals.scores[int(t.time.quarter[step]), g, int(not who.is_person), place, column] += 1


@kernel
def count(t: Tables, s: State, out: Totals, g: int, step: int) -> None:
    """Count everybody by how far their score `g` is from the start, as recorded and in the shadow."""
    start = t.scores.start[t.time.epoch[step], g]
    counts = out.scores[t.time.quarter[step], g]
    recorded, shadow = s.scores.score[row_of(g, RECORDED)], s.scores.score[row_of(g, t.histories.row[SHADOW])]
    for i in range(ALL_SLOTS):
        if s.people.present[i] != 0 and inside(t, s, i):
            entity, score = 1 if i >= SLOTS else 0, recorded[i]
            place = _bin(score - start)
            counts[entity, place, SCORES.recorded] += 1
            if shadow[i] != score:
                place = _bin(shadow[i] - start)
            counts[entity, place, SCORES.shadow] += 1


@kernel
def _bin(distance: int) -> int:
    """Return the bin of a score that is `distance` points above the start, or below it if negative."""
    rest, places = abs(distance), 0
    for half in range(_HALVES):
        width = (1 << _HALVES - 1) >> half
        if rest >> width != 0:
            rest >>= width
            places += width
    places += rest
    return SPREAD + places if distance > 0 else SPREAD - places
