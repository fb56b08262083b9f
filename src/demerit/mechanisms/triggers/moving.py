"""What triggers of one step do to the scores of somebody: set and clear first, then add, then bounds.

Of several values that a score is set to, the best for the person counts; of equal ones that which is best by
how long it lasts. What differs from the start is one new entry, and so is what is added, unless it lasts for
ever: then nothing ever ends, and there is nothing to remember.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `p` place of a case in the pool, `r` number of a trigger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from demerit.chance import NEVER
from demerit.chance.compiling import kernel
from demerit.engine.state import State
from demerit.engine.totals import Totals, note_sum
from demerit.engine.world import Occupant, World
from demerit.mechanisms.records.cases import schedule
from demerit.mechanisms.scores.absorbing import NOT_SET, give, give_plain, move, move_plain
from demerit.mechanisms.scores.making_good import make_good, make_good_plain
from demerit.mechanisms.scores.rows import row_of
from demerit.mechanisms.triggers.counts import ACTIONS
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

CLEARS = 2
"""In `Triggers.sets`: the score is cleared."""


def move_scores_plain(
    w: World,
    who: Occupant,
    history: int,
    step: int,
    numbers: Mapping[int, int],
    count: Callable[[int, int, int], None],
) -> None:
    """Move the scores of `who` in one history by the triggers that act, each with how many events it has."""
    t = w.tables
    e = int(t.time.epoch[step])
    for g in range(t.scores.kind.shape[1]):
        setting = [r for r in numbers if t.triggers.sets[e, r, g]]
        adding = [r for r in numbers if t.triggers.add[e, r, g]]
        if not setting and not adding:
            continue
        best = max(setting, key=lambda r: _rank_plain(t, e, g, r, step), default=None)
        value = None if best is None else int(t.triggers.value[e, best, g])
        points = sum(numbers[r] * int(t.triggers.add[e, r, g]) for r in adding)
        if history == RECORDED:
            _count_plain(w, who, g, step, best, {r: numbers[r] for r in adding}, count)
        good = sum(numbers[r] * int(t.triggers.add[e, r, g]) for r in adding if t.triggers.makes_good[e, r])
        rest = (who.scores[g].score[history] if value is None else value) + points - good
        move_plain(w, who, g, history, step, value, points)
        if good:
            rest = min(max(rest, int(t.scores.low[e, g])), int(t.scores.high[e, g]))
            change = who.scores[g].score[history] - rest
            make_good_plain(who.scores[g], history, change, int(t.scores.sign[e, g]))
        entries = [(r, numbers[r] * int(t.triggers.add[e, r, g])) for r in adding]
        if best is not None:
            entries.append((best, int(t.triggers.value[e, best, g] - t.scores.start[e, g])))
        for r, worth in entries:
            ends = _ends_plain(t, e, r, step)
            if worth and ends < NEVER:
                give_plain(w, who, g, frozenset({history}), step, worth, step + 1, ends)


def _ends_plain(t: Tables, e: int, r: int, step: int) -> int:
    """Return the step in which what trigger `r` gives now ends, or NEVER."""
    lasts = int(t.triggers.lasts[e, r])
    return NEVER if lasts < 0 else max(int(t.triggers.ends[lasts, step]), step + 1)


def _rank_plain(t: Tables, e: int, g: int, r: int, step: int) -> tuple[int, int]:
    """Return how good for the person is what trigger `r` sets score `g` to, and for how long."""
    sign = int(t.scores.sign[e, g])
    more = (int(t.triggers.value[e, r, g]) - int(t.scores.start[e, g])) * sign
    return more, _ends_plain(t, e, r, step) * (1 if more >= 0 else -1)


def _count_plain(
    w: World,
    who: Occupant,
    g: int,
    step: int,
    best: int | None,
    adding: Mapping[int, int],
    count: Callable[[int, int, int], None],
) -> None:
    """Count by how much triggers move a score as recorded."""
    t = w.tables
    e = int(t.time.epoch[step])
    low, high, sign = int(t.scores.low[e, g]), int(t.scores.high[e, g]), int(t.scores.sign[e, g])
    now = due = who.scores[g].score[RECORDED]

    def moved(r: int, change: int) -> None:
        count(r, ACTIONS.better if change * sign > 0 else ACTIONS.worse, abs(change))

    if best is not None:
        due = int(t.triggers.value[e, best, g])
        if t.triggers.sets[e, best, g] == CLEARS:
            count(best, ACTIONS.cleared, abs(due - now))
        else:
            moved(best, min(max(due, low), high) - now)
        now = min(max(due, low), high)
    for r in sorted(adding):
        due += adding[r] * int(t.triggers.add[e, r, g])
        after = min(max(due, low), high)
        moved(r, after - now)
        now = after


@kernel
def _ends(t: Tables, e: int, r: int, step: int) -> int:
    """Return the step in which what trigger `r` gives now ends, or NEVER."""
    lasts = t.triggers.lasts[e, r]
    return NEVER if lasts < 0 else max(int(t.triggers.ends[lasts, step]), step + 1)


@kernel
def _best(t: Tables, e: int, g: int, acts: int, step: int) -> int:
    """Return the trigger of a bit set that sets score `g` to what is best for the person, or -1."""
    best, most, longest = -1, 0, 0
    for r in range(t.triggers.event.shape[1]):
        if (acts >> r) & 1 == 0 or t.triggers.sets[e, r, g] == 0:
            continue
        more = (t.triggers.value[e, r, g] - t.scores.start[e, g]) * t.scores.sign[e, g]
        lasts = _ends(t, e, r, step) if more >= 0 else -_ends(t, e, r, step)
        if best < 0 or more > most or (more == most and lasts > longest):
            best, most, longest = r, more, lasts
    return best


@kernel
def _points(t: Tables, s: State, e: int, g: int, history: int, i: int, good: bool) -> int:
    """Return the points that triggers that act on slot `i` add to score `g` in one history.

    `good`: those alone that make good what counts.
    """
    points = 0
    for r in range(t.triggers.event.shape[1]):
        if (s.triggers.acts[history] >> r) & 1 != 0 and (not good or t.triggers.makes_good[e, r] != 0):
            points += int(s.triggers.number[history, r, i]) * t.triggers.add[e, r, g]
    return int(points)


@kernel
def _adds(t: Tables, s: State, e: int, g: int, history: int) -> bool:
    """Return whether any trigger that acts in one history adds to score `g`."""
    for r in range(t.triggers.event.shape[1]):
        if (s.triggers.acts[history] >> r) & 1 != 0 and t.triggers.add[e, r, g] != 0:
            return True
    return False


@kernel
def move_scores(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Move the scores of slot `i` by the triggers that act on it, in every history."""
    e = t.time.epoch[step]
    for place in range(t.histories.kept.shape[0]):
        history = int(t.histories.kept[place])
        if s.triggers.acts[history] == 0:
            continue
        for g in range(t.scores.kind.shape[1]):
            best = _best(t, e, g, int(s.triggers.acts[history]), step)
            if best < 0 and not _adds(t, s, e, g, history):
                continue
            if history == RECORDED:
                _count(t, s, out, g, step, best, i)
            value = int(t.triggers.value[e, best, g]) if best >= 0 else NOT_SET
            points, row = _points(t, s, e, g, history, i, False), row_of(g, history)
            before = int(s.scores.score[row, i]) if best < 0 else value
            move(t, s, g, history, i, step, value, points)
            if t.triggers.banks[0] != 0:
                rest = before + points - _points(t, s, e, g, history, i, True)
                rest = min(max(rest, t.scores.low[e, g]), t.scores.high[e, g])
                make_good(t, s, e, g, row, i, int(s.scores.score[row, i]) - rest)
            _give(t, s, g, history, step, best, i)


@kernel
def _give(t: Tables, s: State, g: int, history: int, step: int, best: int, i: int) -> None:
    """Give slot `i` the entries of score `g` that end, of triggers that act in one history."""
    e = t.time.epoch[step]
    for r in range(t.triggers.event.shape[1]):
        if (s.triggers.acts[history] >> r) & 1 == 0 or _ends(t, e, r, step) == NEVER:
            continue
        worth = int(s.triggers.number[history, r, i]) * t.triggers.add[e, r, g]
        if worth != 0:
            _give_one(t, s, g, history, step, r, i, worth)
        if r == best and t.triggers.value[e, r, g] != t.scores.start[e, g]:
            more = t.triggers.value[e, r, g] - t.scores.start[e, g]
            _give_one(t, s, g, history, step, r, i, more)


@kernel
def _give_one(t: Tables, s: State, g: int, history: int, step: int, r: int, i: int, points: int) -> None:
    """Give slot `i` an entry of score `g` that lasts as long as trigger `r` says."""
    p = give(t, s, g, 1 << history, i, step, points, step + 1)
    if p >= 0:
        schedule(s, p, _ends(t, t.time.epoch[step], r, step))


@kernel
def _moved(t: Tables, s: State, out: Totals, g: int, step: int, r: int, i: int, change: int) -> None:
    """Count that trigger `r` moves score `g` of slot `i` by a change."""
    better = change * t.scores.sign[t.time.epoch[step], g] > 0
    column = ACTIONS.better if better else ACTIONS.worse
    note_sum(t, s, out.triggers[t.time.quarter[step], r], i, column, abs(change))


@kernel
def _count(t: Tables, s: State, out: Totals, g: int, step: int, best: int, i: int) -> None:
    """Count by how much triggers move score `g` of slot `i` as recorded."""
    e = t.time.epoch[step]
    low, high, now = t.scores.low[e, g], t.scores.high[e, g], int(s.scores.score[row_of(g, RECORDED), i])
    due = now
    if best >= 0:
        due = int(t.triggers.value[e, best, g])
        after = min(max(due, low), high)
        if t.triggers.sets[e, best, g] == CLEARS:
            quarter = t.time.quarter[step]
            note_sum(t, s, out.triggers[quarter, best], i, ACTIONS.cleared, abs(due - now))
        else:
            _moved(t, s, out, g, step, best, i, after - now)
        now = after
    for r in range(t.triggers.event.shape[1]):
        if (s.triggers.acts[RECORDED] >> r) & 1 != 0 and t.triggers.add[e, r, g] != 0:
            due += int(s.triggers.number[RECORDED, r, i]) * t.triggers.add[e, r, g]
            after = min(max(due, low), high)
            _moved(t, s, out, g, step, r, i, after - now)
            now = after
