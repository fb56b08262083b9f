"""The population of a district on Python integers: the readable twin of `compiled`.

A district is 64 blocks, a block a shuffled set of plots, a plot one household after another. Everything that
happens to somebody is read off keyed hashes when they enter: when they die, give birth, marry, move. The
index of a person's hashes is (number of the household in its plot, slot), of a household's (number, first
slot), so nobody's numbers depend on who else is there.

Names: `t` tables of the draw, `h` hash that chance is read from, `u` number that chance draws evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from demerit.chance.plain import GOLDEN, MASK, index_below, key, lane, neglog, uniform53, waiting_steps
from demerit.society import points as at
from demerit.society import traits as code
from demerit.society.jobs import NO_EMPLOYER, employer_slot_plain, staff_plain
from demerit.society.points import POINTS
from demerit.society.tables import SocietyTables

_OLDEST_MOTHER = 10
_YOUNGEST_MOTHER = 3


@dataclass(eq=False)
class Stay:
    """One person's (or organisation's) time in a slot, from `enter` to `leave`.

    Fields are those of `tables.Population`; `born` is a day relative to the first day of the run.
    """

    slot: int
    number: int
    enter: int
    leave: int
    leave_kind: int
    born: int
    sex: int = 0
    tier_born: int = 0
    group: int = 0
    fifth: int = 0
    income: int = 0
    employer: int = NO_EMPLOYER
    urban: int = 0
    plot: int = 0
    role: int = 0
    visitor: int = 0
    away: int = 0
    married: int = 0
    spouse: Stay | None = None
    size: int = 0


@dataclass(frozen=True)
class Change:
    """Something that happens to a stay at the start of a step; `other` is the other of a couple."""

    step: int
    stay: Stay
    kind: int
    value: int = 0
    other: Stay | None = None


@dataclass
class Inhabitants:
    """Everybody in a district during a run, and what happens to them, in order."""

    region: int
    persons: list[Stay] = field(default_factory=list)
    organisations: list[Stay] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    plots: list[tuple[int, int]] = field(default_factory=list)
    births_without_slot: int = 0


def _pick(mark: int, cumulative: Sequence[int]) -> int:
    """Return the first position whose cumulative chance (Q53) is above `mark`; the last if none is."""
    for place, top in enumerate(cumulative):
        if mark < top:
            return place
    return len(cumulative) - 1


def _band(edges: Sequence[int], days: int) -> int:
    """Return the band of an age in days: the last whose lower edge is not above it."""
    return max(b for b, edge in enumerate(edges) if b == 0 or days >= edge)


def _upper(h: int) -> int:
    """Return the upper 32 bits of `h`, a uniform number in Q32."""
    return h >> 32


def _ceiling(days: int, step_days: int) -> int:
    """Return the first step that begins on or after a day."""
    return -(-days // step_days)


class _District:
    """The keys of one district, and the questions that they answer."""

    def __init__(self, t: SocietyTables, seed: int, district: int, steps: int, slot_limit: int) -> None:
        self.t, self.steps, self.slot_limit = t, steps, slot_limit
        self.seed, self.district = seed, district
        self.staff = staff_plain(t, seed, district)
        self.keys = [key(seed, int(point), 0, district) for point in POINTS]
        place = (key(seed, int(POINTS[at.REGION]), 0, 0) + GOLDEN * district) & MASK
        self.found = Inhabitants(_pick(place, [int(share) for share in t.region_cumulative]))
        self.edges = [int(edge) for edge in t.age_edges[:-1]]
        self.band_edges = [int(edge) for edge in t.band_edges]

    def hash(self, point: int, index: int) -> int:
        """Return the hash of thing `index` at a decision point."""
        return lane(self.keys[point], index)

    def age_days(self, kernel: int, u: int) -> int:
        """Return the age in days at the place `u` (Q32) of an age kernel."""
        cumulative = [int(share) for share in self.t.kernel_cumulative[kernel]]
        band = next((b for b in range(len(cumulative) - 2) if u < cumulative[b + 1]), len(cumulative) - 2)
        first, last = int(self.t.age_edges[band]), int(self.t.age_edges[band + 1])
        return first + (u - cumulative[band]) * (last - first) // (cumulative[band + 1] - cumulative[band])

    def place(self, stage: int, h: int, spread: int) -> int:
        """Return `stage` moved by at most `spread`, folded back at the ends so that it stays uniform."""
        u = stage + (((_upper(h) - (1 << 31)) * (spread >> 1)) >> 30)
        if u < 0:
            return -1 - u
        return u if u < 1 << 32 else (1 << 33) - 1 - u

    def end_of_life(self, h: int, enter: int, limit: int, born: int, sex: int) -> int:
        """Return the first step after death, or `limit`: hazards add up until they pass -ln(u)."""
        threshold, spent, now = neglog(h), 0, enter
        while now < limit:
            band = _band(self.edges, now * self.t.step_days - born)
            until = limit
            if band + 1 < len(self.edges):
                until = min(limit, _ceiling(born + self.edges[band + 1], self.t.step_days))
            hazard = int(self.t.death[sex, band])
            if hazard and threshold < spent + hazard * (until - now):
                return now + (threshold - spent) // hazard + 1
            spent += hazard * (until - now)
            now = until
        return limit

    def person(self, slot: int, number: int, enter: int, limit: int, born: int, sex: int, role: int) -> Stay:
        """Return a resident who leaves at `limit` at the latest, without the traits of the household."""
        index = number * code.SLOTS + slot
        leave = self.end_of_life(self.hash(at.DEATH, index), enter, limit, born, sex)
        tier = _pick(uniform53(self.hash(at.TIER, index)), [*map(int, self.t.tier), 1 << 53])
        return Stay(
            slot=slot,
            number=number,
            enter=enter,
            leave=leave,
            leave_kind=code.DEATH if leave < limit else code.LEFT,
            born=born,
            sex=sex,
            tier_born=(code.OFFICIAL, code.OWNER, code.ORDINARY)[tier],
            role=role,
        )

    def next_birth(self, woman: Stay, now: int, turn: int) -> tuple[int, int]:
        """Return the step of a woman's next birth, or `steps`, and the number of the possible birth after it.

        Possible births are numbered from 0; those before number `turn` are over.
        """
        own = self.hash(at.BIRTH, woman.number * code.SLOTS + woman.slot)
        while True:
            now += waiting_steps(lane(own, 2 * turn), self.t.birth)
            if now >= woman.leave:
                return self.steps, turn
            band = _band(self.edges, now * self.t.step_days - woman.born)
            if band >= _OLDEST_MOTHER:
                return self.steps, turn
            if uniform53(lane(own, 2 * turn + 1)) < int(self.t.birth_share[band]):
                return now, turn + 1
            now, turn = now + 1, turn + 1

    def first_birth(self, member: Stay) -> tuple[int, int]:
        """Return the step of a member's first birth, or `steps`."""
        first_day, last_day = member.enter * self.t.step_days, member.leave * self.t.step_days
        if (
            member.sex == code.MALE
            or last_day - member.born < self.edges[_YOUNGEST_MOTHER]
            or first_day - member.born >= self.edges[_OLDEST_MOTHER]
        ):
            return self.steps, 0
        return self.next_birth(member, member.enter + 1, 0)

    def births(self, members: list[Stay], end: int, limit: int) -> None:
        """Add the newborn of a household, in order of time, while a slot of the plot is free."""
        due = [self.first_birth(member) for member in members]
        while True:
            place = min(range(len(members)), key=lambda each: due[each][0])
            now, turn = due[place]
            if now >= self.steps:
                return
            mother = members[place]
            due[place] = self.next_birth(mother, now + 1, turn)
            slot = members[-1].slot + 1
            if slot >= end:
                self.found.births_without_slot += 1
                continue
            u = uniform53(self.hash(at.SEX, mother.number * code.SLOTS + slot))
            sex = code.MALE if u < self.t.male_born else code.FEMALE
            born = now * self.t.step_days
            members.append(self.person(slot, mother.number, now, limit, born, sex, code.BORN))
            due.append(self.first_birth(members[-1]))

    def household(
        self, first: int, end: int, size_class: int, urban: int, generation: int, enter: int, until: int
    ) -> None:
        """Add one household of a plot, there from `enter` until `until`, with what happens to its members."""
        t, index, limit = self.t, generation * code.SLOTS + first, min(until, self.steps)
        fits = slice(int(t.class_start[size_class]), int(t.class_start[size_class + 1]))
        chosen = _pick(uniform53(self.hash(at.HOUSEHOLD, index)), [*map(int, t.class_cumulative[fits])])
        kind = int(t.class_type[fits][chosen])
        stage = _upper(self.hash(at.STAGE, index))
        rank = uniform53(self.hash(at.FIFTH, index))
        fifth, income = _pick(rank, [*map(int, t.fifth[urban])]), int(t.income[urban, rank >> 41])
        group = _pick(uniform53(self.hash(at.GROUP, index)), [*map(int, t.group)])
        members: list[Stay] = []
        for place in range(int(t.type_start[kind]), int(t.type_start[kind + 1])):
            slot = first + len(members)
            own = generation * code.SLOTS + slot
            ages, role = int(t.member_kernel[place]), int(t.member_role[place])
            u = self.place(stage, self.hash(at.AGE, own), int(t.kernel_spread[ages]))
            born = enter * t.step_days - self.age_days(ages, u)
            sex = {code.MAN: code.MALE, code.WOMAN: code.FEMALE}.get(
                role, code.MALE if uniform53(self.hash(at.SEX, own)) < t.male else code.FEMALE
            )
            members.append(self.person(slot, generation, enter, limit, born, sex, role))
        self.births(members, end, limit)
        for member in members:
            own = generation * code.SLOTS + member.slot
            member.income = income
            member.fifth, member.group, member.urban, member.plot = fifth, group, urban, first
            member.away = int(uniform53(self.hash(at.AWAY, own)) < int(t.away[urban]))
        for member, other in zip(members, [*members[1:], None], strict=True):
            if member.slot >= self.slot_limit:
                break
            self.found.persons.append(member)
            self.tell(member)
            if member.role == code.MAN and other is not None:
                self.couple(member, other)

    def tell(self, stay: Stay) -> None:
        """Note what happens to a person: entry, end, birthdays that change the age band, moves."""
        t, note = self.t, self.found.changes.append
        if stay.leave >= self.steps:
            stay.leave_kind = code.STAYS
        else:
            note(Change(stay.leave, stay, code.LEAVE, stay.leave_kind))
        band = _band(self.band_edges, stay.enter * t.step_days - stay.born)
        note(Change(stay.enter, stay, code.ENTER, band))
        for later in range(band + 1, len(self.band_edges)):
            step = _ceiling(stay.born + self.band_edges[later], t.step_days)
            if step < stay.leave:
                note(Change(step, stay, code.AGE_BAND, later))
        if stay.visitor:
            return
        stay.employer = employer_slot_plain(
            t, self.staff, self.seed, self.district, stay.slot, stay.number, stay.sex, band
        )
        own = self.hash(at.MOVE, stay.number * code.SLOTS + stay.slot)
        away, now, turn = stay.away, stay.enter, 0
        while True:
            hazard = (t.away_off if away else t.away_on)[stay.urban]
            now += waiting_steps(lane(own, turn), int(hazard)) + 1
            if now >= stay.leave:
                return
            away, turn = 1 - away, turn + 1
            note(Change(now, stay, code.AWAY_ON if away else code.AWAY_OFF))

    def couple(self, man: Stay, woman: Stay) -> None:
        """Note the marriages and divorces of a couple while both are there."""
        index = man.number * code.SLOTS + man.slot
        married = int(uniform53(self.hash(at.COUPLE, index)) < self.t.married)
        man.married = woman.married = married
        together = woman.slot < self.slot_limit
        if together:
            man.spouse, woman.spouse = woman, man
        own, now, turn = self.hash(at.MARRIAGE, index), man.enter, 0
        while True:
            now += waiting_steps(lane(own, turn), self.t.divorce if married else self.t.marriage) + 1
            if now >= min(man.leave, woman.leave):
                return
            married, turn = 1 - married, turn + 1
            kind = code.MARRIED if married else code.DIVORCED
            self.found.changes.append(Change(now, man, kind, other=man.spouse))
            if together:
                self.found.changes.append(Change(now, woman, kind, other=man))

    def guests(self, slot: int, plot: int, urban: int) -> None:
        """Fill a slot of a visitors' plot with one visitor after another."""
        t, enter, number = self.t, 0, 0
        while enter < self.steps:
            index = number * code.SLOTS + slot
            leave = min(self.steps, enter + waiting_steps(self.hash(at.STAY, index), t.stay) + 1)
            age = self.age_days(t.visitor_kernel, _upper(self.hash(at.AGE, index)))
            rank = uniform53(self.hash(at.FIFTH, index))
            stay = Stay(
                slot=slot,
                number=number,
                enter=enter,
                leave=leave,
                leave_kind=code.LEFT,
                born=enter * t.step_days - age,
                sex=code.MALE if uniform53(self.hash(at.SEX, index)) < t.male else code.FEMALE,
                tier_born=code.VISITOR_TIER,
                group=_pick(uniform53(self.hash(at.GROUP, index)), [*map(int, t.group)]),
                fifth=_pick(rank, [*map(int, t.fifth[urban])]),
                income=int(t.income[urban, rank >> 41]),
                urban=urban,
                plot=plot,
                role=code.GUEST,
                visitor=1,
            )
            self.found.persons.append(stay)
            self.tell(stay)
            enter, number = leave, number + 1

    def place_of_organisation(self, place: int) -> None:
        """Fill a place for organisations with one after another, empty in between."""
        t, own, slot = self.t, self.hash(at.TURNOVER, place), code.SLOTS + place
        taken = uniform53(self.hash(at.ORGANISATION, place)) < t.organisation
        now, turn, number = 0, 0, 0
        while now < self.steps:
            wait = waiting_steps(lane(own, turn), t.closing if taken else t.opening)
            until = min(self.steps, now + wait + 1)
            if taken:
                u = uniform53(self.hash(at.SIZE, number * code.ORGANISATIONS + place))
                kind = code.LEFT if until < self.steps else code.STAYS
                stay = Stay(slot, number, now, until, kind, now * t.step_days, plot=slot)
                stay.size = _pick(u, [*map(int, t.size)])
                self.found.organisations.append(stay)
                self.found.changes.append(Change(now, stay, code.ENTER))
                if until < self.steps:
                    self.found.changes.append(Change(until, stay, code.LEAVE, code.LEFT))
                number += 1
            taken, now, turn = not taken, until, turn + 1

    def block(self, block: int) -> None:
        """Fill the plots of a block."""
        t = self.t
        urban = int(uniform53(self.hash(at.URBAN, block)) < int(t.urban[self.found.region]))
        order = list(range(len(t.plot_capacity)))
        for place in range(len(order) - 1, 0, -1):
            other = index_below(self.hash(at.PLOTS, block * code.BLOCK_SLOTS + place), place + 1)
            order[place], order[other] = order[other], order[place]
        end = block * code.BLOCK_SLOTS
        for plot in order:
            first, end = end, end + int(t.plot_capacity[plot])
            self.found.plots.append((first, end))
            if first >= self.slot_limit:
                continue
            if uniform53(self.hash(at.GUESTS, first)) < t.visitor_plot:
                for slot in range(first, min(end, self.slot_limit)):
                    self.guests(slot, first, urban)
                continue
            enter, generation = 0, 0
            while enter < self.steps:
                wait = waiting_steps(self.hash(at.TENURE, generation * code.SLOTS + first), t.dissolution)
                until = enter + wait + 1
                self.household(first, end, int(t.plot_class[plot]), urban, generation, enter, until)
                enter, generation = until, generation + 1


def occupants(
    t: SocietyTables, seed: int, district: int, steps: int, slot_limit: int = code.SLOTS
) -> Inhabitants:
    """Return the people and organisations of a district over `steps` steps.

    Args:
        t: tables of one draw.
        seed: seed of the draw.
        district: number of the district.
        steps: how long.
        slot_limit: slots from here on are left out, without any effect on the others.
    """
    district_ = _District(t, seed, district, steps, slot_limit)
    for block in range(code.BLOCKS):
        district_.block(block)
    for place in range(code.ORGANISATIONS):
        if place * (code.SLOTS // code.ORGANISATIONS) < slot_limit:
            district_.place_of_organisation(place)
    ranks = {code.LEAVE: 0, code.ENTER: 1}
    district_.found.changes.sort(key=lambda change: (change.step, ranks.get(change.kind, 2)))
    return district_.found
