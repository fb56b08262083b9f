"""Whom a regime is about: who is a member, joins and leaves.

Of a holding, those who have it; of a condition, those of whom it is true on the first day of a step; and of
these, where it goes by consent, those who join (`opt-in`) or all but those who leave (`opt-out`), at the
society's rates. A member who has a reason to leave that the regime names leaves at the highest of the rates
that hold; whoever has left by choice joins again after `back_after` at the soonest. Membership is as it
happened: it is the same in every history. Somebody outside has no score, no record, no list and no favour;
what others report of them leads to nothing, and they fear no record.

Leaving ends all that somebody had, with the exit *left scheme*; what was on its way does not come any more.
Coming back begins anew, as on entering the society. Whoever joins when they enter has been a member since the
holding began, if that is what is asked for; everybody else since the day.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `k` key of a decision point, `n` place in a list
from 0, `v` place of a value among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import key, lane, waiting_steps
from demerit.chance.compiling import kernel
from demerit.engine.codes import BARRED, INSIDE, OUTSIDE
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain, says, says_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import queue_ties
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.lists import stays
from demerit.mechanisms.lists.listing import drop_plain, leave_lists
from demerit.mechanisms.members import holdings
from demerit.mechanisms.members.counts import MEMBERS
from demerit.mechanisms.members.lowering_members import ALL, OPT_IN, OPT_OUT
from demerit.mechanisms.members.state import NEVER_LEFT
from demerit.mechanisms.members.words import JOINED
from demerit.mechanisms.members.words import LEFT_SCHEME as LEFT
from demerit.mechanisms.scores import score
from demerit.mechanisms.terms import counting
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.exits import LEFT_SCHEME
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS

JOINS, LEAVES, REGRETS = point("members.joins"), point("members.leaves"), point("members.reasons")

MECHANISM = Mechanism(name="members", rows=("M02",), stage="population")

_JOINS, _LEAVES, _REGRETS = np.uint64(JOINS), np.uint64(LEAVES), np.uint64(REGRETS)


def plain(w: World, step: int) -> None:
    """Let people become members, and cease to be, as a step begins."""
    if not w.tables.members.some[0]:
        return
    for who in w.occupants.values():
        if not who.is_person:
            continue
        before = BARRED if who.entered == step else who.membership
        who.membership = _standing_plain(w, who, before, step)
        if before != INSIDE == who.membership:
            _join_plain(w, who, step)
        elif before == INSIDE != who.membership:
            _leave_plain(w, who, step)


def leave_plain(w: World, step: int) -> None:
    """Let members leave who have reason to, once it is known what is so on the first day; count the rest."""
    t = w.tables.members
    if not t.some[0]:
        return
    for who in w.occupants.values():
        if not who.is_person or who.membership != INSIDE:
            continue
        hazard = _reason_plain(w, who, step)
        h = chance.lane(chance.key(w.seed, REGRETS, step, w.district), who.slot)
        if hazard > 0 and chance.waiting_steps(h, hazard) == 0:
            who.membership = OUTSIDE
            _leave_plain(w, who, step)
        else:
            _count_plain(w, who, step, MEMBERS.members)


def _reason_plain(w: World, who: Occupant, step: int) -> int:
    """Return by how much the hazard of leaving is higher for the reasons that `who` has, Q32."""
    t, highest = w.tables.members, 0
    e = int(w.tables.time.epoch[step])
    if who.joined == int(w.tables.time.day[step]):
        return 0
    for n in range(len(t.goes)):
        if t.reasons[e, n] != NO_CONDITION and holds_plain(w, int(t.reasons[e, n]), who, step, RECORDED):
            highest = max(highest, int(t.goes[n]))
    return max(highest - int(t.leaves[0]), 0)


def _count_plain(w: World, who: Occupant, step: int, column: int) -> None:
    for v in w.axes(who):
        w.totals.members[0, step, v, column] += 1


def _standing_plain(w: World, who: Occupant, before: int, step: int) -> int:
    """Return whether `who` may be a member in this step, and is, given how it was before."""
    t = w.tables.members
    e = int(w.tables.time.epoch[step])
    if not t.asks[e]:
        return INSIDE
    if t.of[e] >= 0 and not who.holds(int(t.of[e]), step):
        return BARRED
    if not says_plain(w, int(t.who[e]), who, step, RECORDED):
        return BARRED
    if t.consent[e] == ALL or (before == BARRED and t.consent[e] == OPT_OUT):
        return INSIDE
    if before == BARRED:
        return OUTSIDE
    if before == OUTSIDE and int(w.tables.time.day[step]) - who.left < t.back[0]:
        return OUTSIDE
    joins = t.joins[who.fifth, who.tier]
    name, hazard = (LEAVES, t.leaves[0]) if before == INSIDE else (JOINS, joins)
    h = chance.lane(chance.key(w.seed, name, step, w.district), who.slot)
    changes = chance.waiting_steps(h, int(hazard)) == 0
    return before if not changes else OUTSIDE if before == INSIDE else INSIDE


def _join_plain(w: World, who: Occupant, step: int) -> None:
    """Let `who` begin as a member."""
    t = w.tables.members
    e = int(w.tables.time.epoch[step])
    happen_plain(w, step, who, JOINED.number)
    _count_plain(w, who, step, MEMBERS.joined)
    who.joined = int(w.tables.time.day[step])
    if who.entered == step and t.asks[e] and t.of[e] >= 0 and t.consent[e] != OPT_IN:
        who.joined = who.held_since(int(t.of[e]), step)
    score.enter_plain(w, who, step)
    stays.join_plain(w, who, step)


def _leave_plain(w: World, who: Occupant, step: int) -> None:
    """Let all that `who` had as a member end."""
    drop_plain(w, who, step, LEFT_SCHEME)
    happen_plain(w, step, who, LEFT.number)
    _count_plain(w, who, step, MEMBERS.left)
    score.leave_plain(w, who, step)
    if who.membership == OUTSIDE:
        who.left = int(w.tables.time.day[step])
    who.forget()


def gone_plain(w: World, who: Occupant, step: int) -> None:
    """Count that `who`, who dies or leaves the society, was a member."""
    if w.tables.members.some[0] and who.is_person and who.membership == INSIDE:
        _count_plain(w, who, step, MEMBERS.gone)


@kernel
def _may(t: Tables, s: State, e: int, i: int, step: int) -> bool:
    """Return whether slot `i` is somebody whom the regime may be about."""
    if t.members.of[e] >= 0 and s.holdings.held[t.members.of[e], i] == 0:
        return False
    return says(t, s, t.members.who[e], i, step, RECORDED)


@kernel
def _standing(t: Tables, s: State, e: int, i: int, before: int, k: np.uint64, step: int) -> int:
    """Return whether slot `i` may be a member in this step, and is, given how it was before.

    `k` is the step's key of leaving for a member, of joining for all others.
    """
    if t.members.asks[e] == 0:
        return INSIDE
    if not _may(t, s, e, i, step):
        return BARRED
    consent = t.members.consent[e]
    if consent == ALL or (before == BARRED and consent == OPT_OUT):
        return INSIDE
    if before == BARRED:
        return OUTSIDE
    if before == OUTSIDE and t.time.day[step] - s.members.left[0, i] < t.members.back[0]:
        return OUTSIDE
    joins = t.members.joins[s.people.fifth[i], s.people.tier[i]]
    hazard = t.members.leaves[0] if before == INSIDE else joins
    if waiting_steps(lane(k, i), hazard) != 0:
        return before
    return OUTSIDE if before == INSIDE else INSIDE


@kernel
def _join(t: Tables, s: State, out: Totals, e: int, i: int, step: int, first: bool) -> None:
    """Let the person in slot `i` begin as a member, perhaps on entering the society (`first`)."""
    happen(s, step, i, JOINED.number, 0, 0, 0, 0)
    note(t, s, out.members[0, step], i, MEMBERS.joined)
    joined, of = t.time.day[step], t.members.of[e]
    if first and t.members.asks[e] != 0 and of >= 0 and t.members.consent[e] != OPT_IN:
        joined = int(s.holdings.since[of, i])
    score.enter(t, s, step, i)
    stays.join(t, s, i, step)
    counting.join(t, s, step, i, joined)
    holdings.renew(t, s, i)
    queue_ties(s, i)


@kernel
def _leave(t: Tables, s: State, out: Totals, i: int, step: int) -> None:
    """Let all that the person in slot `i` had as a member end."""
    leave_lists(t, s, out, step, i, LEFT_SCHEME)
    happen(s, step, i, LEFT.number, 0, 0, 0, 0)
    note(t, s, out.members[0, step], i, MEMBERS.left)
    score.leave(t, s, step, i)
    if s.members.standing[0, i] == OUTSIDE:
        s.members.left[0, i] = t.time.day[step]
    s.members.stint[0, i] += 1


@kernel
def gone(t: Tables, s: State, out: Totals, step: int, i: int) -> None:
    """Count that the occupant of slot `i`, who dies or leaves the society, was a member."""
    if t.members.some[0] != 0 and i < SLOTS and s.members.standing[0, i] == INSIDE:
        note(t, s, out.members[0, step], i, MEMBERS.gone)


@kernel
def compiled(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let people become members, and cease to be, as a step begins."""
    if t.members.some[0] == 0:
        return
    e = t.time.epoch[step]
    joins, leaves = key(seed, _JOINS, step, district), key(seed, _LEAVES, step, district)
    for i in range(SLOTS):
        if s.people.present[i] == 0:
            continue
        first = s.members.whom[0, i] != s.people.number[i] + 1
        before = BARRED if first else int(s.members.standing[0, i])
        if first:
            s.members.left[0, i] = NEVER_LEFT
        now = _standing(t, s, e, i, before, leaves if before == INSIDE else joins, step)
        s.members.whom[0, i], s.members.standing[0, i] = s.people.number[i] + 1, now
        if before != INSIDE and now == INSIDE:
            _join(t, s, out, e, i, step, first)
        elif before == INSIDE and now != INSIDE:
            _leave(t, s, out, i, step)


@kernel
def _reason(t: Tables, s: State, i: int, step: int) -> int:
    """Return by how much the hazard of leaving is higher for the reasons that slot `i` has, Q32."""
    e, highest = t.time.epoch[step], 0
    if t.members.goes.shape[0] == 0 or s.terms.joined[0, i] == t.time.day[step]:
        return 0
    for n in range(t.members.goes.shape[0]):
        if t.members.reasons[e, n] != NO_CONDITION and holds(
            t, s, t.members.reasons[e, n], i, step, RECORDED
        ):
            highest = max(highest, t.members.goes[n])
    return int(max(highest - t.members.leaves[0], 0))


@kernel
def leave(t: Tables, s: State, out: Totals, seed: np.uint64, district: int, step: int) -> None:
    """Let members leave who have reason to, once it is known what is so on the first day; count the rest."""
    if t.members.some[0] == 0:
        return
    k = key(seed, _REGRETS, step, district)
    for i in range(SLOTS):
        if s.people.present[i] == 0 or s.members.standing[0, i] != INSIDE:
            continue
        hazard = _reason(t, s, i, step)
        if hazard > 0 and waiting_steps(lane(k, i), hazard) == 0:
            s.members.standing[0, i] = OUTSIDE
            _leave(t, s, out, i, step)
        else:
            note(t, s, out.members[0, step], i, MEMBERS.members)
