"""M40: letting an act be because one thinks that it would be recorded.

The perceived risk of a record has two parts. The common one is highest when a rule begins to count something
new, and fades. The personal one grows with every record of one's own that begins to count, and a little with
every record of somebody in the household or of an acquaintance; it fades at the same pace, and is worked out
in the steps in which somebody could act. Records made in a step change what people do in the next.

Of the harmful acts that the regime counts, and that somebody would do, the share effect x perceived risk is
let go: the act's own mark decides, so that the same acts are let go in every regime that is perceived alike.
Whoever could not have paid lets nothing go, because being unable is no choice; nor does whoever is no member,
nor do organisations, in this model.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `m` slot of
another occupant, `n` place in a list from 0, `p` place of a case in the pool.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiling import kernel
from demerit.engine.codes import INSIDE, MATCHING
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import acquaintance, inside
from demerit.engine.state import State
from demerit.engine.world import Case, Occupant, World
from demerit.mechanisms.records.cases import CASE
from demerit.scenario.tables import Tables
from demerit.society.tables import Population

MECHANISM = Mechanism(name="deterrence", rows=("M40",), stage="response")

_ONE = 1 << 30
OWN, NEAR, RISK, RISK_STEP = range(4)
"""Columns of `State.heard`: records that began to count in this step, one's own and those near, a tie each;
the personal risk of a record, Q30, as perceived in a step, from which on it fades; and that step."""


def perceived_plain(t: Tables, who: Occupant, step: int) -> int:
    """Return, as Q30, the risk of a record that `who` perceives in `step`."""
    personal = (who.risk * int(t.deterrence.left[step - who.risk_step])) >> 30
    return _ONE - (((_ONE - int(t.deterrence.common[step])) * (_ONE - personal)) >> 30)


def willing_plain(w: World, who: Occupant, rate: int, step: int) -> int:
    """Return at what rate, Q30, `who` still does acts that the regime counts.

    `rate` is the one without deterrence.
    """
    if who.membership != INSIDE:
        return rate
    let_go = (int(w.tables.deterrence.effect[0]) * perceived_plain(w.tables, who, step)) >> 30
    return (((rate * (_ONE - let_go)) >> 30) * (_ONE - w.let_go)) >> 30


def learn_plain(w: World, who: Occupant, case: Case) -> None:
    """Take note that a record begins to count against a person; one that enters two lists is one record."""
    if not w.tables.deterrence.own[0] and not w.tables.deterrence.near[0]:
        return
    if w.tables.deterrence.conduct[case.epoch, case.conduct] and who.last_record != case.hash:
        who.last_record = case.hash
        who.own_records += 1
        w.learned[who.slot] = None


def plain(w: World, population: Population, step: int) -> None:
    """Let everybody whose own record, or one nearby, began to count in this step learn from it."""
    t = w.tables
    for slot in list(w.learned):
        for m in _near_plain(w, population, slot):
            if m in w.occupants:
                w.occupants[m].near_records += w.occupants[slot].own_records
                w.learned[m] = None
    for slot in w.learned:
        who = w.occupants[slot]
        rest = _ONE - ((who.risk * int(t.deterrence.left[step - who.risk_step])) >> 30)
        for _ in range(who.own_records):
            rest = (rest * (_ONE - int(t.deterrence.own[0]))) >> 30
        for _ in range(who.near_records):
            rest = (rest * (_ONE - int(t.deterrence.near[0]))) >> 30
        who.risk, who.risk_step = _ONE - rest, step
        who.own_records = who.near_records = 0
    w.learned.clear()


def _near_plain(w: World, population: Population, slot: int) -> list[int]:
    """Return the slots of the household and of the acquaintances, each as often as there is a tie."""
    household = range(int(population.plot_first[slot]), int(population.plot_end[slot]))
    return [m for m in household if m != slot] + [
        chance.partner(chance.key(w.seed, MATCHING, n, w.district), slot)
        for n in range(int(w.tables.ties.acquaintances[0]))
    ]


@kernel
def enter(s: State, i: int, step: int) -> None:
    """Let the person who enters slot `i` perceive no risk of their own."""
    s.deterrence.heard[i, RISK], s.deterrence.heard[i, RISK_STEP], s.deterrence.last_record[i] = 0, step, 0


@kernel
def perceived(t: Tables, s: State, i: int, step: int) -> int:
    """Return, as Q30, the risk of a record that the person in slot `i` perceives in `step`."""
    personal = (
        s.deterrence.heard[i, RISK] * t.deterrence.left[step - s.deterrence.heard[i, RISK_STEP]]
    ) >> 30
    return int(_ONE - (((_ONE - t.deterrence.common[step]) * (_ONE - personal)) >> 30))


@kernel
def willing(t: Tables, s: State, i: int, rate: int, step: int) -> int:
    """Return at what rate, Q30, the person in slot `i` still does acts that the regime counts.

    `rate` is the one without deterrence.
    """
    effect = t.deterrence.effect[0]
    if not inside(t, s, i):
        return rate
    if effect != 0:
        rate = (rate * (_ONE - ((effect * perceived(t, s, i, step)) >> 30))) >> 30
    return int((rate * (_ONE - s.deterrence.let_go[0])) >> 30)


@kernel
def _hear(s: State, i: int, column: int, records: int) -> None:
    """Let who is in slot `i`, if anybody, hear of records in this step, at least one; remember who did.

    Nothing could foresee who is there and who hears for the first time, so there is no branch.
    """
    heard, there = s.deterrence.heard[i], np.int64(s.people.present[i])
    s.deterrence.learned[s.deterrence.learners[0]] = i
    s.deterrence.learners[0] += there & np.int64(heard[OWN] | heard[NEAR] == 0)
    heard[column] += there * records


@kernel
def learn(t: Tables, s: State, p: int) -> None:
    """Take note that a record begins to count against a person; one that enters two lists is one record."""
    if t.deterrence.own[0] == 0 and t.deterrence.near[0] == 0:
        return
    case = s.cases.row[p]
    i = int(case[CASE.slot])
    if (
        t.deterrence.conduct[case[CASE.epoch], case[CASE.conduct]] != 0
        and s.deterrence.last_record[i] != s.cases.hash[p]
    ):
        s.deterrence.last_record[i] = s.cases.hash[p]
        _hear(s, i, OWN, 1)


@kernel
def compiled(t: Tables, s: State, population: Population, step: int) -> None:
    """Let everybody whose own record, or one nearby, began to count in this step learn from it."""
    for place in range(s.deterrence.learners[0]):
        i = int(s.deterrence.learned[place])
        records = int(s.deterrence.heard[i, OWN])
        for m in range(population.plot_first[i], population.plot_end[i]):
            if m != i:
                _hear(s, m, NEAR, records)
        for n in range(t.ties.acquaintances[0]):
            _hear(s, acquaintance(s, n, i), NEAR, records)
    for place in range(s.deterrence.learners[0]):
        i = int(s.deterrence.learned[place])
        heard = s.deterrence.heard[i]
        rest = _ONE - ((heard[RISK] * t.deterrence.left[step - heard[RISK_STEP]]) >> 30)
        own, near = int(heard[OWN]), int(heard[NEAR])
        for _ in range(own):
            rest = (rest * (_ONE - t.deterrence.own[0])) >> 30
        if near > 0:  # most hear of one, and no guess is better than that
            rest = (rest * (_ONE - t.deterrence.near[0])) >> 30
            for _ in range(near - 1):
                rest = (rest * (_ONE - t.deterrence.near[0])) >> 30
        heard[RISK], heard[RISK_STEP], heard[OWN], heard[NEAR] = _ONE - rest, step, 0, 0
    s.deterrence.learners[0] = 0
