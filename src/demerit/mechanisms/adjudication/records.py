"""M20, M22, M62 and M03's points by tier: what a record leads to, once it is made.

It comes up on every list that its conduct enters, in every score that it moves, as a debt, and once for
whatever conditions count of it, each after the same wait. An official may give other points than the rule's;
points are multiplied by the weights that hold at the ruling, in each history by its own. The rule's own
points, and nothing else, may count at once instead: `rulings` sees to it.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot, `g` number of a score, `n` place in a list from 0,
`p` place of a case in the pool, `y` way onto a list from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, index_below
from demerit.chance.compiling import kernel
from demerit.engine.codes import OWN_ACT
from demerit.engine.slots import stint
from demerit.engine.state import State
from demerit.engine.world import COUNTED, OWED, SETTING_OFF, Case, Sighting, World
from demerit.engine.world import SCORED as IN_SCORE
from demerit.mechanisms.debts import debts
from demerit.mechanisms.records.cases import (
    AVERAGED,
    CASE,
    DEBT,
    EVENT,
    FALSE,
    MADE,
    POINTS,
    TALLY,
    TOLD,
    UNABLE,
    UNGUARDED,
    new_case,
    schedule,
)
from demerit.mechanisms.redress.classes import theirs, theirs_plain
from demerit.mechanisms.scores.worth import begins_before, begins_before_plain
from demerit.mechanisms.sources.state import SEEN_BASIS, SEEN_CONDUCT, SEEN_ON, SEEN_UNABLE
from demerit.mechanisms.terms import owing
from demerit.mechanisms.terms.lowering import OF_ADVERSE
from demerit.mechanisms.terms.sides import counts, counts_plain, joined, side, sides_plain
from demerit.mechanisms.weights import weights
from demerit.scenario.codes import LEDGER
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables

GIVEN = point("ruling.points-given")

_GIVEN = np.uint64(GIVEN)
# what a record leads to, a bit each; of points, whether they hang on who rules and on whom
LISTED, SCORED, VARIED, CLAIMED, TERMED, SETS_OFF, STARTS_ANEW = 1, 2, 4, 8, 16, 32, 64


def take_plain(
    w: World, sighting: Sighting, machine: bool, histories: frozenset[int], step: int, due: int
) -> None:
    """Schedule what the record of a sighting leads to for step `due`: listings, points, a debt, counts.

    `histories`: in which it does.
    """
    t, who, conduct, h = w.tables, sighting.on, sighting.conduct, sighting.hash
    e, act, unable = int(t.time.epoch[step]), sighting.basis == OWN_ACT, sighting.unable
    record = Case(conduct, not act, unable, e, h, OWED, histories, due, made=step)
    record.unguarded = not theirs_plain(w, who, int(t.redress.of_record[e, conduct]), step)
    parts = [
        part
        for held, within in weights.alike_plain(w, who, conduct, step, histories).items()
        for part in _parts_plain(w, sighting, machine, replace(record, within=within), held)
    ]
    of_recorded = {part.place for part in parts if RECORDED in part.within and not part.told}
    owed = debts.due_plain(t, e, conduct, sighting.owed)
    claimed = owed if RECORDED in histories else 0
    for y in range(len(t.ways.by_list)):
        if t.ways.conduct[e, y, conduct]:
            told = bool(of_recorded or claimed)
            who.cases.append(replace(record, place=int(t.ways.by_list[y]), way=y, told=told))
    who.cases += [part for part in parts if part.place == IN_SCORE]
    if claimed or (owed and owing.asks_plain(t, conduct)):
        who.cases.append(replace(record, owed=owed, averaged=sighting.owed > 0))
    told = bool(IN_SCORE in of_recorded or claimed)
    who.cases += [replace(part, told=told) for part in parts if part.place == COUNTED]
    who.cases += [part for part in parts if part.place == SETTING_OFF]
    if t.triggers.set_off[conduct]:
        told = bool(of_recorded or claimed or t.ways.conduct[e, :, conduct].any())
        who.cases.append(replace(record, place=SETTING_OFF, told=told))


def _parts_plain(w: World, sighting: Sighting, machine: bool, record: Case, held: int) -> Iterator[Case]:
    """Yield what a record leads to in scores and conditions, under the weights of a set.

    Of one that starts anew what runs since the last adverse record nobody learns by that.
    """
    t, e, conduct = w.tables, record.epoch, record.conduct
    worth = [_worth_plain(t, e, sighting, machine, g, held) for g in range(t.scores.kind.shape[1])]
    live = begins_before_plain(t, conduct, record.made, record.begins)
    if live:
        for g, (points, own) in enumerate(worth):
            if points or own:
                yield replace(record, place=IN_SCORE, score=g, points=points, rule=own)
    asked = t.risk.side[e, :, conduct].tolist()
    moved = [(points + more, own + more) for (points, own), more in zip(worth, asked, strict=True)]
    given, rule = sides_plain(t, e, moved)
    if t.terms.counted[e, conduct] and counts_plain(t, conduct, given, rule, live=live):
        yield replace(record, place=COUNTED, points=given, rule=rule)
    if t.triggers.schedules.streaks[0] and (given | rule) & OF_ADVERSE:
        yield replace(record, place=SETTING_OFF, points=given, rule=rule, told=True)


def _worth_plain(t: Tables, e: int, sighting: Sighting, machine: bool, g: int, held: int) -> tuple[int, int]:
    """Return what the record of a sighting is worth to score `g`: the points given, and the rule's own."""
    conduct = sighting.conduct
    points = rule = int(t.scores.points[e, g, conduct])
    low, high = int(t.scores.points_low[e, g, conduct]), int(t.scores.points_high[e, g, conduct])
    if not machine and high > low:
        points = low + chance.index_below(chance.detail(sighting.hash, GIVEN), high - low + 1)
    if t.scores.kind[e, g] != LEDGER:
        return points, rule
    sign = int(t.scores.sign[e, g])
    given, own = (weights.weighted_plain(t, e, each, held, sign) for each in (points, rule))
    return given, own


@kernel
def follows(t: Tables, e: int, conduct: int) -> int:
    """Return what a record of a conduct leads to, as a bit set of LISTED and those after it."""
    found = 0
    for y in range(t.ways.by_list.shape[0]):
        if t.ways.conduct[e, y, conduct] != 0:
            found |= LISTED
    for g in range(t.scores.kind.shape[1]):
        chosen = t.scores.points_high[e, g, conduct] > t.scores.points_low[e, g, conduct]
        if t.scores.points[e, g, conduct] != 0 or chosen:
            found |= SCORED | (VARIED if chosen or t.weights.covered[e, conduct] != 0 else 0)
    if t.debts.claims[e, conduct] != 0:
        found |= CLAIMED
    if t.terms.counted[e, conduct] != 0:
        found |= TERMED
    if t.triggers.set_off[conduct] != 0:
        found |= SETS_OFF
    if t.triggers.schedules.streaks[0] != 0:
        found |= STARTS_ANEW
    return found


@kernel
def take(
    t: Tables, s: State, step: int, wait: int, n: int, machine: int, leads_to: int, histories: int
) -> None:
    """Schedule what the record of this step's sighting `n` leads to: listings, points, a debt, counts.

    It comes up `wait` steps from now. `machine` is 1 if a machine ruled; `leads_to` is the bit set from
    `follows`, `histories` the one from `worth.within`.
    """
    e, due, seen = t.time.epoch[step], step + wait, s.sightings.row[n]
    conduct, owed = int(seen[SEEN_CONDUCT]), s.sightings.owed[n]
    live, may = begins_before(t, conduct, step, due), leads_to & TERMED != 0
    scoring = live and leads_to & SCORED != 0
    scored, counted, claimed, i = False, False, 0, int(seen[SEEN_ON])
    if histories & (1 << RECORDED) != 0 and (scoring or may):
        moves, given, rule = _sides(t, s, n, machine, step, weights.held(t, s, i, conduct, step, RECORDED))
        scored, counted = scoring and moves, may and counts(t, conduct, given, rule, live)
    recorded = histories & (1 << RECORDED) != 0
    if leads_to & CLAIMED != 0 and (recorded or owing.asks(t, conduct)):
        claimed = debts.due(t, e, conduct, owed)
    told = TOLD if scored or (claimed != 0 and recorded) else 0
    if leads_to & LISTED != 0:
        for y in range(t.ways.by_list.shape[0]):
            if t.ways.conduct[e, y, conduct] != 0:
                p = _opened(t, s, n, step, TOLD if counted else told, histories)
                if p >= 0:
                    s.cases.row[p, CASE.way] = y
                _let_come_up(s, p, due, int(t.ways.by_list[y]), 0, 0)
    left = histories if scoring else 0
    while left != 0:
        held, within = weights.alike(t, s, i, conduct, step, left)
        _score(t, s, n, machine, step, due, within, held)
        left &= ~within
    if claimed != 0:
        flags = DEBT | (AVERAGED if owed > 0 else 0)
        _let_come_up(s, _opened(t, s, n, step, flags, histories), due, 0, claimed, 0)
    if leads_to & SETS_OFF != 0:
        flags = EVENT | told | (TOLD if counted or leads_to & LISTED != 0 else 0)
        _let_come_up(s, _opened(t, s, n, step, flags, histories), due, 0, 0, 0)
    if leads_to & STARTS_ANEW != 0:
        _start_anew(t, s, n, machine, step, due, histories)
    while histories != 0 and may:
        held, within = weights.alike(t, s, i, conduct, step, histories)
        _, given, rule = _sides(t, s, n, machine, step, held)
        if counts(t, conduct, given, rule, live):
            p = _opened(t, s, n, step, TALLY | told, within)
            if p >= 0:
                s.cases.row[p, MADE] = step
            _let_come_up(s, p, due, 0, given, rule)
        histories &= ~within


@kernel
def _start_anew(t: Tables, s: State, n: int, machine: int, step: int, due: int, histories: int) -> None:
    """Let the record of sighting `n`, where it is adverse, start anew what runs since the last such."""
    i, conduct = int(s.sightings.row[n, SEEN_ON]), int(s.sightings.row[n, SEEN_CONDUCT])
    while histories != 0:
        held, within = weights.alike(t, s, i, conduct, step, histories)
        _, given, rule = _sides(t, s, n, machine, step, held)
        if (given | rule) & OF_ADVERSE != 0:
            p = _opened(t, s, n, step, EVENT | TOLD, within)
            _let_come_up(s, p, due, 0, given, rule)
        histories &= ~within


@kernel
def _sides(t: Tables, s: State, n: int, machine: int, step: int, held: int) -> tuple[bool, int, int]:
    """Return whether sighting `n` moves any score, and on which side its record is: as given, by the rule."""
    moves, given, rule, e = False, 0, 0, t.time.epoch[step]
    for score in range(t.scores.kind.shape[1]):
        points, own = _worth(t, s, n, score, machine, step, held)
        moves |= points != 0 or own != 0
        more = t.risk.side[e, score, s.sightings.row[n, SEEN_CONDUCT]]
        given |= side(t, e, score, points + more)
        rule |= side(t, e, score, own + more)
    return moves, joined(given), joined(rule)


@kernel
def _score(t: Tables, s: State, n: int, machine: int, step: int, due: int, histories: int, held: int) -> None:
    """Let the record of sighting `n` come up in `due` in the scores that it moves, in some histories."""
    for score in range(t.scores.kind.shape[1]):
        points, own = _worth(t, s, n, score, machine, step, held)
        if points != 0 or own != 0:
            p = _opened(t, s, n, step, POINTS, histories)
            if p >= 0:
                s.cases.row[p, MADE] = step
            _let_come_up(s, p, due, score, points, own)


@kernel
def _worth(t: Tables, s: State, n: int, score: int, machine: int, step: int, held: int) -> tuple[int, int]:
    """Return what the record of sighting `n` is worth to a score: the points given, and the rule's own.

    `held`: the weights that hold.
    """
    e, conduct = t.time.epoch[step], int(s.sightings.row[n, SEEN_CONDUCT])
    points = own = t.scores.points[e, score, conduct]
    low, high = t.scores.points_low[e, score, conduct], t.scores.points_high[e, score, conduct]
    if machine == 0 and high > low:
        points = low + index_below(detail(s.sightings.hash[n], _GIVEN), high - low + 1)
    if t.scores.kind[e, score] == LEDGER:
        sign = t.scores.sign[e, score]
        points = weights.weighted(t, e, points, held, sign)
        own = weights.weighted(t, e, own, held, sign)
    return points, own


@kernel
def _opened(t: Tables, s: State, n: int, step: int, flags: int, histories: int) -> int:
    """Open a case for the record of the `n`-th sighting; return its place, or -1 if there is none.

    `flags` says what is known of it beside what the sighting says.
    """
    p = new_case(s)
    if p >= 0:
        seen, case, e = s.sightings.row[n], s.cases.row[p], t.time.epoch[step]
        if theirs(t, s, t.redress.of_record[e, seen[SEEN_CONDUCT]], int(seen[SEEN_ON]), step) == 0:
            flags |= UNGUARDED
        case[CASE.slot], case[CASE.number] = seen[SEEN_ON], stint(s, seen[SEEN_ON])
        case[CASE.conduct], case[CASE.epoch], s.cases.hash[p] = seen[SEEN_CONDUCT], e, s.sightings.hash[n]
        if seen[SEEN_BASIS] != OWN_ACT:
            flags |= FALSE
        if seen[SEEN_UNABLE] == 1:
            flags |= UNABLE
        case[CASE.flags], case[CASE.histories] = flags, histories
    return p


@kernel
def _let_come_up(s: State, p: int, step: int, number: int, points: int, rule: int) -> None:
    """Let case `p`, if it was opened, come up in `step`: for list `number`, or for points or a debt."""
    if p >= 0:
        case = s.cases.row[p]
        case[CASE.list], case[CASE.points], case[CASE.rule] = number, points, rule
        schedule(s, p, step)
