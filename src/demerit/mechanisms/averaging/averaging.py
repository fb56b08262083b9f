"""M61: income averaged over months, set against a benefit that was due by the month.

Somebody whose months differ was paid what each month gave, rightly, and the match sets that against what
equal months would have given. Where the benefit is nil above some income, months above it pull the average up
without having taken anything off, so the average says that too much was paid (Jensen's inequality); where the
first income is free, it is the other way round, and nobody is told. Where only months in which a benefit was
due are looked at (`over`), the average is set against these alone. A difference of at least `least` is
reported though nobody did anything. With months all alike, or one month, there is no difference, exactly: all
sums are whole numbers.

A match about months before its conduct counts (`since`) is not made. It reads the person's own months,
which are a function of seed, slot and month and the same under every regime, and passes over everybody who
was not there for all of them. Whom it covers is the same for all matches if it covers people or households,
and drawn for each match if it covers places.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `e` span between
amendments, `h` hash that chance is read from, `i` slot.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance import point
from demerit.chance.compiled import detail, key, lane
from demerit.chance.compiling import kernel
from demerit.engine.codes import NO_ACT
from demerit.engine.events import happen, happen_plain
from demerit.engine.expressions import holds, holds_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.points import happens, happens_plain, mark_of, mark_plain
from demerit.engine.state import State
from demerit.engine.totals import Totals
from demerit.engine.world import Sighting, World
from demerit.mechanisms.averaging.words import DIFFERENCE
from demerit.mechanisms.sources.counts import RECORDS
from demerit.mechanisms.sources.covering import EVERYBODY, called, called_plain, covered, covered_plain
from demerit.mechanisms.sources.sightings import report
from demerit.mechanisms.sources.words import CALLED, SIGHTING
from demerit.scenario.histories import RECORDED
from demerit.scenario.tables import Tables
from demerit.society.months import earned, earned_plain
from demerit.society.points import MONTH
from demerit.society.tables import OCCUPANT_ROWS, Population
from demerit.society.traits import ALL_SLOTS

ABILITY, COVERED = point("source.matched-ability"), point("source.match-covered")

MECHANISM = Mechanism(name="averaging", rows=("M61",), stage="detection", points=("source.<name>.match",))

_ABILITY, _COVERED = np.uint64(ABILITY), np.uint64(COVERED)


def plain(w: World, population: Population, step: int) -> None:
    """Match everybody who is due, and report what differs."""
    t = w.tables
    e = int(t.time.epoch[step])
    for source in range(len(t.averaging.point)):
        every, months = int(t.averaging.every[e, source]), int(t.averaging.months[e, source])
        first = int(t.time.month[step]) - months
        if every == 0 or step == 0 or step % every != 0 or first < 0:
            continue
        if t.time.month_step[first] < t.sources.since[e, int(t.averaging.conduct[e, source])]:
            continue
        matching = chance.key(w.seed, int(t.averaging.point[source]), step, w.district)
        for row in range(int(population.n[OCCUPANT_ROWS])):
            if population.enter[row] > t.time.month_step[first] or population.leave[row] <= step:
                continue
            slot, number, income = (
                int(population.slot[row]),
                int(population.number[row]),
                int(population.income[row]),
            )
            who = w.occupants[slot]
            h = chance.lane(matching, slot + ALL_SLOTS * number)
            mark = mark_plain(chance.detail(h, COVERED))
            if mark >= covered_plain(w, step, source, who, EVERYBODY):
                continue
            if not holds_plain(w, int(t.averaging.condition[e, source]), who, step):
                continue
            claim = difference_plain(
                t,
                e,
                source,
                [
                    earned_plain(t.society, (w.seed, w.district), slot, number, who.tier, income, month)
                    for month in range(first, first + months)
                ],
            )
            if claim < max(int(t.averaging.least[e, source]), 1):
                continue
            conduct = int(t.averaging.conduct[e, source])
            unable = happens_plain(h, ABILITY, int(t.conduct.unable[conduct, who.fifth]))
            happen_plain(w, step, who, DIFFERENCE.number, conduct, claim, source, h)
            happen_plain(w, step, who, SIGHTING.number, conduct, source, h=h)
            w.sightings.append(Sighting(who, conduct, source, h, NO_ACT, unable, claim))
            counts = w.totals.records[source, conduct, 0, who.group, int(t.time.year[step])]
            counts[RECORDS.sightings] += 1
            if called_plain(w, step, source, who, EVERYBODY, mark):
                counts[RECORDS.called_by_error] += 1
                happen_plain(w, step, who, CALLED.number, conduct, source, h=h)


def difference_plain(t: Tables, e: int, source: int, incomes: list[int]) -> int:
    """Return what was paid by the month beyond what equal months of the same sum would have given.

    Args:
        t: tables of one draw.
        e: the span between amendments.
        source: the match.
        incomes: of each month, in whole units of money; so is what is returned.
    """
    benefit, taper = int(t.averaging.benefit[e, source]) << 20, int(t.averaging.taper[e, source])
    free, months = int(t.averaging.free[e, source]), len(incomes)
    dues = [max(0, benefit - taper * max(0, income - free)) for income in incomes]
    average = max(0, months * benefit - taper * max(0, sum(incomes) - months * free))
    against = sum(due > 0 for due in dues) if t.averaging.paid[e, source] else months
    return (sum(dues) - average * against // months) >> 20


@kernel
def _difference(t: Tables, population: Population, step: int, source: int, row: int, tier: int) -> int:
    """Return what was paid, month by month, beyond what equal months of the same sum would have given."""
    e = t.time.epoch[step]
    months = t.averaging.months[e, source]
    first = t.time.month[step] - months
    benefit, taper = t.averaging.benefit[e, source] << 20, t.averaging.taper[e, source]
    free, due, total, paid = t.averaging.free[e, source], 0, 0, 0
    slot, number, income = population.slot[row], population.number[row], int(population.income[row])
    for month in range(first, first + months):
        pay = earned(t.society, population.keys[MONTH], slot, number, tier, income, month)
        of_month = max(0, benefit - taper * max(0, pay - free))
        due, paid = due + of_month, paid + (1 if of_month > 0 else 0)
        total += pay
    average = max(0, months * benefit - taper * max(0, total - months * free))
    against = paid if t.averaging.paid[e, source] != 0 else months
    return int((due - average * against // months) >> 20)


@kernel
def _match(
    t: Tables, s: State, out: Totals, population: Population, h: np.uint64, step: int, source: int, row: int
) -> None:
    """Match the income of one person, and report a difference; `h` is the hash of this match."""
    e, i = t.time.epoch[step], int(population.slot[row])
    claim = _difference(t, population, step, source, row, int(s.people.tier[i]))
    if claim < max(t.averaging.least[e, source], 1):
        return
    conduct = t.averaging.conduct[e, source]
    unable = 1 if happens(h, _ABILITY, t.conduct.unable[conduct, s.people.fifth[i]]) else 0
    counts = out.records[source, conduct, 0, s.people.group[i], t.time.year[step]]
    counts[RECORDS.sightings] += 1
    happen(s, step, i, DIFFERENCE.number, conduct, claim, source, np.int64(h))
    happen(s, step, i, SIGHTING.number, conduct, source, 0, np.int64(h))
    if called(t, s, step, source, i, EVERYBODY, mark_of(detail(h, _COVERED))):
        counts[RECORDS.called_by_error] += 1
        happen(s, step, i, CALLED.number, conduct, source, 0, np.int64(h))
    report(s, i, conduct, source, NO_ACT, unable, h, claim)


@kernel
def compiled(
    t: Tables, s: State, out: Totals, population: Population, seed: np.uint64, district: int, step: int
) -> None:
    """Match everybody who is due, and report what differs."""
    e = t.time.epoch[step]
    for source in range(t.averaging.point.shape[0]):
        every, first = t.averaging.every[e, source], t.time.month[step] - t.averaging.months[e, source]
        if every == 0 or step == 0 or step % every != 0 or first < 0:
            continue
        if t.time.month_step[first] < t.sources.since[e, t.averaging.conduct[e, source]]:
            continue
        matching = key(seed, t.averaging.point[source], step, district)
        for row in range(population.n[OCCUPANT_ROWS]):
            if population.enter[row] > t.time.month_step[first] or population.leave[row] <= step:
                continue
            i = int(population.slot[row])
            h = lane(matching, i + ALL_SLOTS * int(s.people.number[i]))
            bound = covered(t, s, step, source, i, EVERYBODY, RECORDED)
            if bound < EVERYBODY and mark_of(detail(h, _COVERED)) >= bound:
                continue
            if holds(t, s, t.averaging.condition[e, source], i, step, RECORDED):
                _match(t, s, out, population, h, step, source, row)
