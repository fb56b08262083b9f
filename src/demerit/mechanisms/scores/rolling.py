"""M60, the rolling mean and the share: a score is worked out from a sum and a number of records.

A mean is that of the last ratings, rounded half up; a share is how many records there are of some conducts
for 10,000 of others. Where fewer stand than the rule asks for, the score is the start.

Each history keeps ratings of its own: the shadow has none that is false, so its last hundred may reach back
farther. A rating that is corrected is taken out. What has left the window does not come back for it:
platforms count the last hundred, and forget the others. A rating is kept as one number, its record's hash
above its value, so that it is found again. Of a share two numbers are kept: records are in it for a time
and leave one by one, and none has to be found.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `g` number of a score.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Occupant, Standing, World
from demerit.mechanisms.scores.language_share import EVEN, MOST_SHARE
from demerit.mechanisms.scores.rows import ring_of, row_of, row_plain, score_of
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_RATINGS, BY_SHARE
from demerit.scenario.codes import SHARE
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables

VALUE = 24
"""Bits of a rating's value; the upper 39 bits of the hash stand above it."""

_MASK = (1 << VALUE) - 1
_LOW, _VALUE = np.uint64(25), np.uint64(VALUE)


def rate_plain(t: Tables, of: Standing, g: int, history: int, h: int, rating: int) -> None:
    """Add a rating to those of somebody under score `g` as the newest; `h` is the hash of its record."""
    kept = of.ratings[history]
    kept.append((h >> 25, rating))
    del kept[: -int(t.scores.keeps[g])]
    of.rated[history] += 1


def unrate_plain(of: Standing, history: int, h: int) -> None:
    """Take the rating of the record of hash `h` out, if it is still kept."""
    of.ratings[history] = [each for each in of.ratings[history] if each[0] != h >> 25]


def after_plain(of: Standing, history: int, h: int) -> int:
    """Return how many kept ratings are newer than that of hash `h`; below 0 if that one is not kept."""
    kept = [each[0] for each in of.ratings[history]]
    return len(kept) - 1 - kept.index(h >> 25) if h >> 25 in kept else -(1 << 30)


def window_plain(t: Tables, who: Occupant, g: int, history: int, e: int) -> tuple[int, int]:
    """Return (sum, number) of the ratings that count under score `g` in span `e`; of a share, its parts."""
    if t.scores.kind[e, g] == SHARE:
        adds = [each for _, each in who.scores[g].ratings[history]]
        return sum(each > EVEN for each in adds), sum(each % 2 for each in adds)
    last = [rating for _, rating in who.scores[g].ratings[history][-int(t.scores.window[e, g]) :]]
    return sum(last), len(last)


def value_plain(t: Tables, e: int, g: int, total: int, number: int) -> int:
    """Return score `g` of so many ratings and their sum, or of the parts of a share, if enough stand."""
    value = int(t.scores.start[e, g])
    if number >= int(t.scores.least[e, g]):
        total *= MOST_SHARE if t.scores.kind[e, g] == SHARE else 1
        value = (2 * total + number) // (2 * number)
    return min(max(value, int(t.scores.low[e, g])), int(t.scores.high[e, g]))


def mean_plain(w: World, who: Occupant, g: int, step: int) -> None:
    """Set score `g` of `who`, a mean or a share, to what its records now say."""
    t = w.tables
    e, score = int(t.time.epoch[step]), who.scores[g].score
    cause = BY_SHARE if t.scores.kind[e, g] == SHARE else BY_RATINGS
    for history in range(HISTORIES):
        before, now = score[history], value_plain(t, e, g, *window_plain(t, who, g, history, e))
        score[history] = now
        if now != before:
            tell_plain(w, step, who, row_plain(g, history), now - before, now, cause)


@kernel
def rate(t: Tables, s: State, i: int, row: int, h: np.uint64, rating: int) -> None:
    """Add a rating to those of slot `i` as the newest; `h` is the hash of its record."""
    kept, number = s.scores.kept[ring_of(t, row), i], int(s.scores.ratings[row, i])
    if number == t.scores.keeps[score_of(row)]:
        for place in range(1, number):
            kept[place - 1] = kept[place]
        number -= 1
    kept[number] = np.int64(h >> _LOW << _VALUE) | rating
    s.scores.ratings[row, i] = number + 1
    s.scores.rated[row, i] += 1


@kernel
def unrate(t: Tables, s: State, i: int, row: int, h: np.uint64) -> None:
    """Take the rating of the record of hash `h` out of those of slot `i`, if it is still kept."""
    kept, number, wanted, left = (
        s.scores.kept[ring_of(t, row), i],
        int(s.scores.ratings[row, i]),
        np.int64(h >> _LOW),
        0,
    )
    for place in range(number):
        if kept[place] >> VALUE != wanted:
            kept[left] = kept[place]
            left += 1
    s.scores.ratings[row, i] = left


@kernel
def after(t: Tables, s: State, i: int, row: int, h: np.uint64) -> int:
    """Return how many kept ratings of slot `i` are newer than that of hash `h`; below 0 if it is not kept."""
    kept, number = s.scores.kept[ring_of(t, row), i], int(s.scores.ratings[row, i])
    wanted = np.int64(h >> _LOW)
    for place in range(number):
        if kept[place] >> VALUE == wanted:
            return number - 1 - place
    return -(1 << 30)


@kernel
def window(t: Tables, s: State, row: int, i: int, e: int) -> tuple[int, int]:
    """Return (sum, number) of the ratings of slot `i` that count in span `e`; of a share, its two parts."""
    end = int(s.scores.ratings[row, i])
    if t.scores.kind[e, score_of(row)] == SHARE:
        return int(s.scores.held[row, i]), end
    number, total = min(end, t.scores.window[e, score_of(row)]), 0
    for place in range(end - number, end):
        total += s.scores.kept[ring_of(t, row), i, place] & _MASK
    return total, number


@kernel
def value_of(t: Tables, e: int, g: int, total: int, number: int) -> int:
    """Return score `g` of so many ratings and their sum, or of the parts of a share, if enough stand."""
    value = t.scores.start[e, g]
    if number >= t.scores.least[e, g]:
        total *= MOST_SHARE if t.scores.kind[e, g] == SHARE else 1
        value = (2 * total + number) // (2 * number)
    return int(min(max(value, t.scores.low[e, g]), t.scores.high[e, g]))


@kernel
def mean(t: Tables, s: State, g: int, step: int, i: int) -> None:
    """Set score `g` of slot `i`, a mean or a share, to what its records now say."""
    e = t.time.epoch[step]
    cause = BY_SHARE if t.scores.kind[e, g] == SHARE else BY_RATINGS
    for history in range(HISTORIES):
        if t.histories.row[history] != history:
            continue
        row = row_of(g, history)
        total, number = window(t, s, row, i, e)
        before, now = int(s.scores.score[row, i]), value_of(t, e, g, total, number)
        s.scores.score[row, i] = now
        if now != before:
            tell(t, s, step, i, row, now - before, now, cause)
