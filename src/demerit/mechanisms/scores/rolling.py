"""M60, the rolling mean: a score is the mean of the last ratings, rounded half up.

Each history keeps ratings of its own: the shadow has none that is false, so its last hundred may reach back
farther. A rating that is corrected is taken out. What has left the window does not come back for it:
platforms count the last hundred, and forget the others. A rating is kept as one number, its record's hash
above its value, so that it is found again.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `g` number of a score.
"""

from __future__ import annotations

import numpy as np

from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.world import Occupant, Standing, World
from demerit.mechanisms.scores.rows import row_of, row_plain, score_of
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_RATINGS
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables

VALUE = 24
"""Bits of a rating's value; the upper 39 bits of the hash stand above it."""

_MASK = (1 << VALUE) - 1
_LOW, _VALUE = np.uint64(25), np.uint64(VALUE)


def rate_plain(w: World, of: Standing, history: int, h: int, rating: int) -> None:
    """Add a rating to those of somebody under a score as the newest; `h` is the hash of its record."""
    kept = of.ratings[history]
    kept.append((h >> 25, rating))
    del kept[: -int(w.tables.scores.window.max())]
    of.rated[history] += 1


def unrate_plain(of: Standing, history: int, h: int) -> None:
    """Take the rating of the record of hash `h` out, if it is still kept."""
    of.ratings[history] = [each for each in of.ratings[history] if each[0] != h >> 25]


def after_plain(of: Standing, history: int, h: int) -> int:
    """Return how many kept ratings are newer than that of hash `h`; below 0 if that one is not kept."""
    kept = [each[0] for each in of.ratings[history]]
    return len(kept) - 1 - kept.index(h >> 25) if h >> 25 in kept else -(1 << 30)


def window_plain(t: Tables, who: Occupant, g: int, history: int, e: int) -> tuple[int, int]:
    """Return (sum, number) of the ratings that count under score `g` in span `e`."""
    last = [rating for _, rating in who.scores[g].ratings[history][-int(t.scores.window[e, g]) :]]
    return sum(last), len(last)


def mean_plain(w: World, who: Occupant, g: int, step: int) -> None:
    """Set score `g` of `who` to the mean of the last ratings, or to the start where there is none."""
    t = w.tables
    e = int(t.time.epoch[step])
    low, high, score = int(t.scores.low[e, g]), int(t.scores.high[e, g]), who.scores[g].score
    for history in range(HISTORIES):
        total, number = window_plain(t, who, g, history, e)
        mean = (2 * total + number) // (2 * number) if number else int(t.scores.start[e, g])
        before, now = score[history], min(max(mean, low), high)
        score[history] = now
        if now != before:
            tell_plain(w, step, who, row_plain(g, history), now - before, now, BY_RATINGS)


@kernel
def rate(s: State, i: int, row: int, h: np.uint64, rating: int) -> None:
    """Add a rating to those of slot `i` as the newest; `h` is the hash of its record."""
    kept, number = s.scores.kept[row, i], int(s.scores.ratings[row, i])
    if number == kept.shape[0]:
        for place in range(1, number):
            kept[place - 1] = kept[place]
        number -= 1
    kept[number] = np.int64(h >> _LOW << _VALUE) | rating
    s.scores.ratings[row, i] = number + 1
    s.scores.rated[row, i] += 1


@kernel
def unrate(s: State, i: int, row: int, h: np.uint64) -> None:
    """Take the rating of the record of hash `h` out of those of slot `i`, if it is still kept."""
    kept, number, wanted, left = (
        s.scores.kept[row, i],
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
def after(s: State, i: int, row: int, h: np.uint64) -> int:
    """Return how many kept ratings of slot `i` are newer than that of hash `h`; below 0 if it is not kept."""
    kept, number, wanted = s.scores.kept[row, i], int(s.scores.ratings[row, i]), np.int64(h >> _LOW)
    for place in range(number):
        if kept[place] >> VALUE == wanted:
            return number - 1 - place
    return -(1 << 30)


@kernel
def window(t: Tables, s: State, row: int, i: int, e: int) -> tuple[int, int]:
    """Return (sum, number) of the ratings of slot `i` that count in span `e`."""
    end = int(s.scores.ratings[row, i])
    number, total = min(end, t.scores.window[e, score_of(row)]), 0
    for place in range(end - number, end):
        total += s.scores.kept[row, i, place] & _MASK
    return total, number


@kernel
def mean(t: Tables, s: State, g: int, step: int, i: int) -> None:
    """Set score `g` of slot `i` to the mean of the last ratings, or to the start where there is none."""
    e = t.time.epoch[step]
    low, high = t.scores.low[e, g], t.scores.high[e, g]
    for history in range(HISTORIES):
        if t.histories.row[history] != history:
            continue
        row = row_of(g, history)
        total, number = window(t, s, row, i, e)
        found = (2 * total + number) // (2 * number) if number > 0 else t.scores.start[e, g]
        before, now = int(s.scores.score[row, i]), min(max(found, low), high)
        s.scores.score[row, i] = now
        if now != before:
            tell(t, s, step, i, row, now - before, now, BY_RATINGS)
