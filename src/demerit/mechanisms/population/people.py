"""M02: who is there. Lets people and organisations enter and leave their slots, age and move.

Demography is a function of seed and slot (society/), so this stage only copies into the columns what
has been laid down for the week. Whoever leaves takes the list entry along: a death is an outflow.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `h` hash that chance
is read from, `i` slot, `k` key of a decision point, `v` place of a value among those of all axes.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import key, lane
from demerit.chance.compiling import kernel
from demerit.engine.codes import FOR_CONDITIONS, NOBODY, NOWHERE
from demerit.engine.events import happen, happen_plain
from demerit.engine.mechanism import Mechanism
from demerit.engine.slots import cell_of, givers, queue_conditions, queue_ties, retable
from demerit.engine.state import State
from demerit.engine.totals import Totals, note
from demerit.engine.world import Occupant, World
from demerit.mechanisms.deterrence import deterrence
from demerit.mechanisms.lists import stays
from demerit.mechanisms.lists.counts import QUARTERS
from demerit.mechanisms.lists.listing import drop_plain, leave_lists, queue_tied
from demerit.mechanisms.members import members
from demerit.mechanisms.population.counts import PEOPLE
from demerit.mechanisms.population.words import DIVORCED, ENTERED, LEFT, MARRIED
from demerit.mechanisms.scores import score
from demerit.mechanisms.terms import counting
from demerit.mechanisms.work import work
from demerit.scenario.codes import AT
from demerit.scenario.exits import DEATH as DIED
from demerit.scenario.exits import LEFT as MOVED
from demerit.scenario.tables import Tables
from demerit.society import kin, traits
from demerit.society.tables import Population

MECHANISM = Mechanism(name="people", rows=("M02",), stage="population", points=("propensity.<name>",))

_LOW_BAND, _HIGH_BAND = traits.TIER_BANDS
_S52 = np.uint64(52)


def _tier_plain(tier_born: int, age: int) -> int:
    """Return the tier at age band `age`: only people of working age are officials or owners."""
    working = traits.TIER_BANDS[0] <= age <= traits.TIER_BANDS[1]
    return tier_born if tier_born == traits.VISITOR_TIER or working else traits.ORDINARY


def plain(w: World, population: Population, step: int) -> None:
    """Apply the changes of `step`, then count who is present."""
    for change in range(int(population.change_start[step]), int(population.change_start[step + 1])):
        row, kind, value = (
            int(population.change_row[change]),
            int(population.change_kind[change]),
            int(population.change_value[change]),
        )
        slot = int(population.slot[row])
        if kind == traits.LEAVE:
            who = w.occupants[slot]
            drop_plain(w, who, step, DIED if value == traits.DEATH else MOVED)
            members.gone_plain(w, who, step)
            if who.spouse != NOBODY:
                w.occupants[who.spouse].spouse = NOBODY
            happen_plain(w, step, who, LEFT.number, value)
            for v in w.axes(who):
                w.totals.people[step, v, PEOPLE.died if value == traits.DEATH else PEOPLE.left] += 1
            del w.occupants[slot]
        elif kind == traits.ENTER:
            who = _enter_plain(w, population, row, value)
            happen_plain(w, step, who, ENTERED.number, who.age if who.is_person else who.size)
            score.come_plain(w, who, step)
            stays.join_plain(w, who, step)
            counting.enter_plain(w, who, step)
            if who.is_person:
                work.enter_plain(w, population, row, who, step)
                who.risk_step = step
            for v in w.axes(who):
                w.totals.people[step, v, PEOPLE.entered] += 1
        elif kind == traits.AGE_BAND:
            who = w.occupants[slot]
            who.age, who.tier = value, _tier_plain(int(population.tier_born[row]), value)
            work.age_plain(w, population, row, who)
        elif kind in (traits.AWAY_ON, traits.AWAY_OFF):
            w.occupants[slot].residence += 1 if kind == traits.AWAY_ON else -1
        else:
            who = w.occupants[slot]
            who.couple = kin.couple_state(who.couple, kind)
            event = MARRIED.number if kind == traits.MARRIED else DIVORCED.number
            happen_plain(w, step, who, event, who.spouse)
    quarter = int(w.tables.time.quarter[step])
    for who in w.occupants.values():
        for v in w.axes(who):
            w.totals.people[step, v, PEOPLE.present] += 1
        if who.is_person:
            w.totals.quarters[quarter, w.cell(who), QUARTERS.person_weeks] += 1


def _enter_plain(w: World, population: Population, row: int, age: int) -> Occupant:
    slot, number = int(population.slot[row]), int(population.number[row])
    who = Occupant(slot, number, int(population.born[row]), size=int(population.size[row]), home=slot)
    if who.is_person:
        who.age, who.sex = age, int(population.sex[row])
        who.tier = _tier_plain(int(population.tier_born[row]), age)
        who.fifth, who.group = int(population.fifth[row]), int(population.group[row])
        who.home = slot if population.visitor[row] else int(population.plot[row])
        who.residence = 2 * (1 - int(population.urban[row])) + int(population.away[row])
        if population.spouse[row] >= 0:
            who.spouse, who.couple = (
                int(population.slot[population.spouse[row]]),
                int(population.married[row]),
            )
        if population.visitor[row]:
            who.residence = traits.VISITOR_RESIDENCE
    for field, name in enumerate(w.tables.conduct.propensity_point):
        k = chance.key(w.seed, int(name), 0, w.district)
        h = chance.lane(k, slot + traits.ALL_SLOTS * number)
        who.propensity.append(int(w.tables.conduct.propensities[field, h >> 52]))
    who.propensity.append(1 << 20)
    w.occupants[slot] = who
    return who


@kernel
def _altered(t: Tables, s: State, i: int) -> None:
    """Have conditions and ties looked at again after a trait has changed."""
    queue_conditions(s, i)
    _near(t, s, i)


@kernel
def _near(t: Tables, s: State, i: int) -> None:
    """Have the ties of slot `i` looked at again, from both ends."""
    queue_ties(s, i)
    if givers(t, s, i) != 0:
        queue_tied(s, i)


@kernel
def _birthdays(t: Tables, s: State, step: int) -> None:
    """Have those looked at who come of an age in this step at which a condition may change its mind."""
    today = t.time.day[step]
    for mark in range(t.stays.age_marks.shape[0]):
        latest = np.int32(today - t.stays.age_marks[mark])
        before = np.int32(latest - (today - t.time.day[step - 1]))
        for i in range(traits.SLOTS):
            if s.people.born[i] <= latest and s.people.born[i] > before and s.people.present[i] != 0:
                _altered(t, s, i)


@kernel
def _tier(tier_born: int, age: int) -> int:
    if tier_born == traits.VISITOR_TIER or (_LOW_BAND <= age <= _HIGH_BAND):
        return tier_born
    return traits.ORDINARY


@kernel
def _count(t: Tables, s: State, out: Totals, step: int, i: int, amount: int, weeks: int) -> None:
    """Add the occupant of slot `i` to who is present, for `weeks` more of the quarter, or take them away."""
    values, axis = s.people.values, t.axes.starts
    if i >= traits.SLOTS:
        values[axis[AT.all_of_organisations]] += amount
        values[axis[AT.region_of_organisations] + s.people.region[0]] += amount
        values[axis[AT.size] + s.people.size[i]] += amount
        return
    values[axis[AT.all]] += amount
    values[axis[AT.region] + s.people.region[0]] += amount
    values[axis[AT.sex] + s.people.sex[i]] += amount
    values[axis[AT.fifth] + s.people.fifth[i]] += amount
    values[axis[AT.group] + s.people.group[i]] += amount
    _count_changing(t, s, out, step, i, amount, weeks)


@kernel
def _count_changing(t: Tables, s: State, out: Totals, step: int, i: int, amount: int, weeks: int) -> None:
    """Do the same for the person in slot `i` by the traits that change with time alone."""
    values, axis = s.people.values, t.axes.starts
    values[axis[AT.age] + s.people.age[i]] += amount
    values[axis[AT.tier] + s.people.tier[i]] += amount
    values[axis[AT.residence] + s.people.residence[i]] += amount
    cell = cell_of(s, i)
    s.people.cells[cell] += amount
    out.quarters[t.time.quarter[step], QUARTERS.person_weeks, cell] += amount * weeks


@kernel
def prepare(t: Tables, s: State, seed: np.uint64, district: int) -> None:
    """Work out the district's keys of propensities, and fill the last row, which is 1 (Q20) for everybody.

    That row is for what depends on no propensity.
    """
    s.people.propensity[t.conduct.propensity_point.shape[0]] = 1 << 20
    for field in range(t.conduct.propensity_point.shape[0]):
        s.people.field_key[field] = key(seed, t.conduct.propensity_point[field], 0, district)


@kernel
def _describe(s: State, population: Population, row: int, age: int) -> None:
    """Write into the columns who is in the slot of `row` from now on, but for propensities."""
    i = population.slot[row]
    s.people.present[i], s.people.number[i], s.people.born[i] = (
        1,
        population.number[row],
        population.born[row],
    )
    s.people.size[i], s.people.home[i], s.people.leaves[i] = population.size[row], i, population.leave[row]
    if i < traits.SLOTS:
        s.people.age[i], s.people.sex[i], s.people.tier[i] = (
            age,
            population.sex[row],
            _tier(population.tier_born[row], age),
        )
        s.people.fifth[i], s.people.group[i] = population.fifth[row], population.group[row]
        s.people.residence[i] = 2 * (1 - population.urban[row]) + population.away[row]
        s.ties.spouse[i], s.ties.couple[i] = kin.spouse_slot(population, row), population.married[row]
        if population.visitor[row] != 0:
            s.people.residence[i] = traits.VISITOR_RESIDENCE
        else:
            s.people.home[i] = population.plot[row]


@kernel
def _enter(t: Tables, s: State, population: Population, row: int, age: int, step: int) -> None:
    """Let the person or organisation of `row` enter after the start, without counting."""
    i = int(population.slot[row])
    _describe(s, population, row, age)
    for field in range(t.conduct.propensity_point.shape[0]):
        h = lane(s.people.field_key[field], i + traits.ALL_SLOTS * int(population.number[row]))
        s.people.propensity[field, i] = t.conduct.propensities[field, np.int64(h >> _S52)]
    happen(s, step, i, ENTERED.number, age if i < traits.SLOTS else population.size[row], 0, 0, 0)
    score.come(t, s, step, i)
    stays.join(t, s, i, step)
    counting.enter(t, s, step, i)
    queue_ties(s, i)
    if i < traits.SLOTS:
        work.enter(t, s, population, row, i, step)
        deterrence.enter(s, i, step)


@kernel
def _leave(t: Tables, s: State, out: Totals, step: int, i: int, why: int, weeks: int) -> None:
    """Let the occupant of slot `i` leave for good, for `weeks` fewer of the quarter."""
    leave_lists(t, s, out, step, i, DIED if why == traits.DEATH else MOVED)
    members.gone(t, s, out, step, i)
    happen(s, step, i, LEFT.number, why, 0, 0, 0)
    note(t, s, out.people[step], i, PEOPLE.died if why == traits.DEATH else PEOPLE.left)
    _count(t, s, out, step, i, -1, weeks)
    s.people.present[i], s.people.place[i] = 0, NOWHERE
    if s.ties.spouse[i] != NOBODY:
        s.ties.spouse[s.ties.spouse[i]] = NOBODY
        queue_ties(s, s.ties.spouse[i])
        s.ties.spouse[i] = NOBODY


@kernel
def _begin(t: Tables, s: State, out: Totals, population: Population, count: int) -> None:
    """Let everybody enter who is there when the run begins: the first `count` changes, all of them entries.

    Nearly all of a district in one loop. Nobody was there before, so that all of them are marked and moved,
    and are counted by trait alone; propensities and scores go by slot, whoever has it.
    """
    for field in range(t.conduct.propensity_point.shape[0]):
        k, values, row = s.people.field_key[field], t.conduct.propensities[field], s.people.propensity[field]
        for i in range(traits.ALL_SLOTS):
            row[i] = values[np.int64(lane(k, i) >> _S52)]
    score.begin(t, s)
    stays.begin(t, s)
    axis, present, cells = t.axes.starts, s.people.values, s.people.cells
    ages, sexes, tiers, residences, fifths, groups = (
        axis[AT.age],
        axis[AT.sex],
        axis[AT.tier],
        axis[AT.residence],
        axis[AT.fifth],
        axis[AT.group],
    )
    persons = 0
    for place in range(count):
        row, age = int(population.change_row[place]), int(population.change_value[place])
        i = int(population.slot[row])
        _describe(s, population, row, age)
        s.scores.due.slots[place], s.ties.due.slots[place], s.scores.due.waits[i], s.ties.due.waits[i] = (
            i,
            i,
            FOR_CONDITIONS,
            1,
        )
        if s.panel.followed[i] != 0:
            happen(s, 0, i, ENTERED.number, age if i < traits.SLOTS else population.size[row], 0, 0, 0)
            if t.members.some[0] == 0 or i >= traits.SLOTS:
                score.announce(t, s, 0, i)
        if i < traits.SLOTS:
            work.enter(t, s, population, row, i, 0)
            deterrence.enter(s, i, 0)
            persons += 1
            present[ages + age] += 1
            present[sexes + s.people.sex[i]] += 1
            present[tiers + s.people.tier[i]] += 1
            present[residences + s.people.residence[i]] += 1
            present[fifths + s.people.fifth[i]] += 1
            present[groups + s.people.group[i]] += 1
            cells[cell_of(s, i)] += 1
        else:
            present[axis[AT.size] + s.people.size[i]] += 1
    s.ties.due.length[0], s.scores.due.length[0] = count, count
    present[axis[AT.all]] += persons
    present[axis[AT.region] + s.people.region[0]] += persons
    present[axis[AT.all_of_organisations]] += count - persons
    present[axis[AT.region_of_organisations] + s.people.region[0]] += count - persons
    entered = out.people[0]
    for v in range(present.shape[0]):
        entered[PEOPLE.entered, v] += present[v]


@kernel
def compiled(t: Tables, s: State, out: Totals, population: Population, step: int) -> None:
    """Apply the changes of `step`, then count who is present."""
    weeks = t.time.quarter_left[step]
    opens = step == 0 or t.time.quarter[step] != t.time.quarter[step - 1]
    left = 0 if opens else weeks  # whoever is there after a quarter's first step is added below
    start, end = population.change_start[step], population.change_start[step + 1]
    if step == 0:
        _begin(t, s, out, population, end)
        start = end
    else:
        _birthdays(t, s, step)
    for at in range(start, end):
        row, kind, value = population.change_row[at], population.change_kind[at], population.change_value[at]
        i = population.slot[row]
        if kind == traits.LEAVE:
            _leave(t, s, out, step, i, value, left)
        elif kind == traits.ENTER:
            _enter(t, s, population, row, value, step)
            note(t, s, out.people[step], i, PEOPLE.entered)
            _count(t, s, out, step, i, 1, left)
        elif kind == traits.AGE_BAND:
            _count_changing(t, s, out, step, i, -1, left)
            s.people.age[i], s.people.tier[i] = value, _tier(population.tier_born[row], value)
            work.age(t, s, population, row, int(i))
            retable(s, i)
            _altered(t, s, i)
            _count_changing(t, s, out, step, i, 1, left)
        elif kind == traits.AWAY_ON or kind == traits.AWAY_OFF:
            _count_changing(t, s, out, step, i, -1, left)
            s.people.residence[i] += 1 if kind == traits.AWAY_ON else -1
            retable(s, i)
            _altered(t, s, i)
            _count_changing(t, s, out, step, i, 1, left)
        else:
            s.ties.couple[i] = kin.PARTED if kind == traits.DIVORCED else kin.MARRIED_NOW
            event = MARRIED.number if kind == traits.MARRIED else DIVORCED.number
            happen(s, step, i, event, s.ties.spouse[i], 0, 0, 0)
            _near(t, s, i)
    if opens:
        cells = out.quarters[t.time.quarter[step], QUARTERS.person_weeks]
        for cell in range(s.people.cells.shape[0]):
            cells[cell] += s.people.cells[cell] * weeks
    row = out.people[step]
    for v in range(s.people.values.shape[0]):
        row[PEOPLE.present, v] += s.people.values[v]
