"""M20: how an event sets a score, clears it and adds to it at the end of a step, and entries that it gives.

A score that is set or cleared *absorbs*: every earlier entry stops weighing in it for good, so what ends or
is withdrawn later gives nothing back. For that each score remembers in which step it last did (`absorbed`),
and an entry weighs only if it began after. What is added comes on top, and then bounds hold. An entry that an
event gives for a time is a case without a record: it gives back what it gave, unless it was absorbed.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `i` slot, `g` number of a score, `p` place of a case in the pool.
"""

from __future__ import annotations

from demerit.chance.compiling import kernel
from demerit.engine.slots import queue_conditions, queue_score, stint
from demerit.engine.state import State
from demerit.engine.world import GIVEN, Case, Occupant, World
from demerit.mechanisms.records.cases import BY_EVENT, CASE, new_case
from demerit.mechanisms.scores.making_good import ending, ending_plain
from demerit.mechanisms.scores.rows import row_of, row_plain
from demerit.mechanisms.scores.telling import tell, tell_plain
from demerit.mechanisms.scores.words import BY_CAP, BY_RULE
from demerit.scenario.codes import RISK_SCORE, ROLLING_MEAN, SHARE
from demerit.scenario.histories import HISTORIES
from demerit.scenario.tables import Tables

NOT_SET = -(1 << 40)
"""In place of a value: a score is not set, only added to."""


def move_plain(
    w: World, who: Occupant, g: int, history: int, step: int, value: int | None, points: int
) -> None:
    """Set score `g` of `who` in one history to `value`, unless None, then add points and hold the bounds."""
    t, of = w.tables, who.scores[g]
    e, before = int(t.time.epoch[step]), of.score[history]
    due = before
    if value is not None:
        due, of.absorbed[history], of.held[history], of.ratings[history] = value, step, 0, []
        of.made_good[history] = 0
    due += points
    after = min(max(due, int(t.scores.low[e, g])), int(t.scores.high[e, g]))
    of.score[history] = after
    if value is not None or due != before:
        of.uncut[history] = due
    if due != before:
        tell_plain(w, step, who, row_plain(g, history), due - before, due, BY_RULE)
    if after != due:
        tell_plain(w, step, who, row_plain(g, history), after - due, after, BY_CAP)


def give_plain(
    w: World, who: Occupant, g: int, histories: frozenset[int], step: int, points: int, begins: int, ends: int
) -> None:
    """Give `who` an entry in score `g` that ends in a step; the points are added by whoever gives it.

    It weighs as one that began in `begins`: the step, or the one after if what absorbs in this step does not
    absorb it.
    """
    e = int(w.tables.time.epoch[step])
    case = Case(-1, True, False, e, 0, GIVEN, histories, begins, score=g, points=points, rule=points)
    case.begun, case.since, case.ends = True, step, ends
    who.cases.append(case)


def weighs_plain(who: Occupant, g: int, history: int, begun: int) -> bool:
    """Return whether an entry of score `g` that began in a step has not been absorbed since."""
    return begun > who.scores[g].absorbed[history]


def take_back_plain(w: World, who: Occupant, step: int) -> None:
    """Let the entries of `who` end that events gave and that are over."""
    t = w.tables
    e = int(t.time.epoch[step])
    for case in [each for each in who.cases if each.place == GIVEN and each.ends == step]:
        who.cases.remove(case)
        g, of = case.score, who.scores[case.score]
        if t.scores.era[case.epoch, g] != t.scores.era[e, g]:
            continue
        for history in case.within:
            if weighs_plain(who, g, history, case.begins):
                points = ending_plain(of, history, case.points, int(t.scores.sign[e, g]))
                back = points < 0 and t.scores.returns[e, g]
                (of.returned if back else of.gain)[history] -= points


@kernel
def move(t: Tables, s: State, g: int, history: int, i: int, step: int, value: int, points: int) -> None:
    """Set score `g` of slot `i` in one history to `value`, unless NOT_SET; add points, hold the bounds."""
    e, row, sets = t.time.epoch[step], row_of(g, history), value != NOT_SET
    before = int(s.scores.score[row, i])
    due = before
    if sets:
        due = value
        s.scores.absorbed[row, i] = step
        if t.scores.kind[e, g] == RISK_SCORE or t.scores.kind[e, g] == SHARE:
            s.scores.held[row, i] = 0
        if t.scores.kind[e, g] == ROLLING_MEAN or t.scores.kind[e, g] == SHARE:
            s.scores.ratings[row, i] = 0
        if t.triggers.banks[0] != 0:
            s.scores.made_good[row, i] = 0
    due += points
    after = min(max(due, t.scores.low[e, g]), t.scores.high[e, g])
    s.scores.score[row, i] = after
    if sets or due != before:
        s.scores.uncut[row, i] = due
    if due != before:
        tell(t, s, step, i, row, due - before, due, BY_RULE)
    if after != due:
        tell(t, s, step, i, row, after - due, after, BY_CAP)
    queue_conditions(s, i)


@kernel
def give(t: Tables, s: State, g: int, histories: int, i: int, step: int, points: int, begins: int) -> int:
    """Give slot `i` an entry in score `g`; return its place, or -1 if there is none.

    Whoever gives it adds the points, and lets it come up in the step in which it ends (`schedule`).

    `histories`: in which, a bit each. It weighs as one that began in `begins`: the step, or the one after if
    what absorbs in this step does not absorb it.
    """
    p = new_case(s)
    if p >= 0:
        case = s.cases.row[p]
        case[CASE.slot], case[CASE.number], case[CASE.list] = i, stint(s, i), g
        case[CASE.flags], case[CASE.histories], case[CASE.epoch] = BY_EVENT, histories, t.time.epoch[step]
        case[CASE.points], case[CASE.begun] = points, begins
    return p


@kernel
def weighs(t: Tables, s: State, row: int, i: int, begun: int) -> bool:
    """Return whether an entry of slot `i` that began in a step has not been absorbed since."""
    return bool(t.triggers.absorbs[0] == 0 or begun > s.scores.absorbed[row, i])


@kernel
def take_back(t: Tables, s: State, p: int, step: int) -> None:
    """Let the entry of case `p` end, which an event gave."""
    case, e = s.cases.row[p], t.time.epoch[step]
    g, i, points = int(case[CASE.list]), int(case[CASE.slot]), int(case[CASE.points])
    if t.scores.era[case[CASE.epoch], g] != t.scores.era[e, g]:
        return
    for history in range(HISTORIES):
        row = row_of(g, history)
        if (case[CASE.histories] >> history) & 1 != 0 and weighs(t, s, row, i, int(case[CASE.begun])):
            ends = ending(t, s, e, g, row, i, points)
            if ends < 0 and t.scores.returns[e, g] != 0:
                s.scores.returned[i, row] -= ends
            else:
                s.scores.gain[i, row] -= ends
    queue_score(s, i)
