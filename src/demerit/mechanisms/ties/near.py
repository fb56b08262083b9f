"""Who is tied to whom, by each relation over which a listing may pass.

A relation gives a slot a few others, by number: the slots of its plot, the other ends of the district's
keyed matchings (acquaintances; parents, children and siblings elsewhere), the other of the couple, or the
places where one leads. Whether a relation ties two of them now depends on who is there: for kin on their
ages, for couples on whether they are married, for leaders on age and residence. So the numbers that a
relation gives hold every other that it ties, and may hold more; whether one of them is tied depends on the
two alone.

A relation is named by what the reached one is to whoever passes the listing on: a `parent` is a parent of the
listed. All are mutual, so that the others of a slot are found from either end in the same way.

Names: `t` tables of the draw, `w` world of the plain engine, `s` state of the district, `i` slot, `m` slot of
another occupant, `n` place in a list from 0.
"""

from __future__ import annotations

import numpy as np

from demerit.chance import plain as chance
from demerit.chance.compiled import fill_rounds, key
from demerit.chance.compiling import kernel
from demerit.counted.values import RELATIONS
from demerit.engine.codes import MATCHING, NOBODY
from demerit.engine.slots import acquaintance
from demerit.engine.state import State
from demerit.engine.world import Occupant, World
from demerit.scenario.tables import Tables
from demerit.society import kin, leaders
from demerit.society.kinship import MOST_MATCHINGS
from demerit.society.tables import Population
from demerit.society.traits import SLOTS, VISITOR_RESIDENCE

(HOUSEHOLD, ACQUAINTANCE, PARENT, ADULT_CHILD, SIBLING, SPOUSE, FORMER_SPOUSE, LEADER, ORGANISATION) = range(
    len(RELATIONS)
)
KIN = PARENT
"""From here on in the order of society.kin: relatives elsewhere to SIBLING, couples to FORMER_SPOUSE."""

_MATCHING = np.uint64(MATCHING)


def passed_by_plain(relation: int, slot: int) -> bool:
    """Return whether `slot` is for those, persons or organisations, who pass listings on by `relation`."""
    return (slot >= SLOTS) == (relation == LEADER)


def borne_by_plain(relation: int, slot: int) -> bool:
    """Return whether `slot` is for those, persons or organisations, on whom listings fall by `relation`."""
    return (slot >= SLOTS) == (relation == ORGANISATION)


def others_plain(w: World, population: Population, relation: int, slot: int) -> list[int]:
    """Return the slots that may be tied to `slot` by `relation`, from either end."""
    if relation == HOUSEHOLD:
        return [
            m for m in range(int(population.plot_first[slot]), int(population.plot_end[slot])) if m != slot
        ]
    if relation == ACQUAINTANCE:
        keys = [
            chance.key(w.seed, MATCHING, n, w.district) for n in range(int(w.tables.ties.acquaintances[0]))
        ]
        return [chance.partner(k, slot) for k in keys]
    if relation <= SIBLING:
        society, family = w.tables.society, relation - KIN
        found = [
            kin.kin_plain(society, family, n, kin.kin_key_plain(w.seed, family, n, w.district), slot)
            for n in range(kin.kin_count_plain(society, family))
        ]
        return [m for m in found if m != NOBODY]
    if relation <= FORMER_SPOUSE:
        who = w.occupants.get(slot)
        return [who.spouse] if who is not None and who.spouse != NOBODY else []
    key = leaders.leaders_key_plain(w.seed, w.district)
    if slot >= SLOTS:
        return [leaders.candidate_plain(key, slot - SLOTS, n) for n in range(leaders.CANDIDATES)]
    place = leaders.led_plain(key, slot)
    return [place] if place != NOBODY else []


def tied_plain(
    w: World, population: Population, relation: int, giver: Occupant, who: Occupant, step: int
) -> bool:
    """Return whether `relation` ties `who`, one of those near `giver` by `others_plain`, to them now."""
    if relation in (HOUSEHOLD, ACQUAINTANCE):
        return True
    if relation <= SIBLING:
        return VISITOR_RESIDENCE not in (giver.residence, who.residence) and kin.fits_plain(
            relation - KIN,
            int(w.tables.time.day[step]),
            giver.born,
            int(population.plot_first[giver.slot]),
            who.born,
            int(population.plot_first[who.slot]),
        )
    if relation <= FORMER_SPOUSE:
        return kin.in_couple(relation - KIN, who.couple)
    leader = who if relation == LEADER else giver
    return leaders.leads_plain(leader.age, leader.residence)


@kernel
def prepare(t: Tables, s: State, seed: np.uint64, district: int) -> None:
    """Make the district's matchings of acquaintances, and its keys of kin and leaders."""
    for n in range(t.ties.acquaintances[0]):
        fill_rounds(key(seed, _MATCHING, n, district), s.ties.matching[n])
        s.ties.partners[n, :] = SLOTS
    for family in range(2):
        relation = kin.SIBLING if family == 1 else kin.PARENT
        for n in range(kin.kin_count(t.society, relation)):
            s.ties.kin_matching[family * MOST_MATCHINGS + n] = kin.kin_key(seed, relation, n, district)
    s.ties.leaders[0] = leaders.leaders_key(seed, district)


@kernel
def passed_by(relation: int, i: int) -> bool:
    """Return whether slot `i` is for those, persons or organisations, who pass listings on by `relation`."""
    return (i >= SLOTS) == (relation == LEADER)


@kernel
def borne_by(relation: int, i: int) -> bool:
    """Return whether slot `i` is for those, persons or organisations, on whom listings fall by `relation`."""
    return (i >= SLOTS) == (relation == ORGANISATION)


@kernel
def how_many(t: Tables, population: Population, relation: int, i: int) -> int:
    """Return how many others `other` gives for slot `i` by `relation`; some of them may be NOBODY."""
    if relation == HOUSEHOLD:
        return int(population.plot_end[i] - population.plot_first[i])
    if relation == ACQUAINTANCE:
        return int(t.ties.acquaintances[0])
    if relation <= SIBLING:
        return kin.kin_count(t.society, relation - KIN)
    if relation <= FORMER_SPOUSE or i < SLOTS:
        return 1
    return leaders.CANDIDATES


@kernel
def other(t: Tables, s: State, population: Population, relation: int, n: int, i: int) -> int:
    """Return the slot of other `n` who may be tied to slot `i` by `relation`, or NOBODY."""
    if relation == HOUSEHOLD:
        m = int(population.plot_first[i]) + n
        return m if m != i else NOBODY
    if relation == ACQUAINTANCE:
        return acquaintance(s, n, i)
    if relation <= SIBLING:
        family = 1 if relation == SIBLING else 0
        return kin.kin(t.society, relation - KIN, n, s.ties.kin_matching[family * MOST_MATCHINGS + n], i)
    if relation <= FORMER_SPOUSE:
        return int(s.ties.spouse[i])
    if i >= SLOTS:
        return leaders.candidate(s.ties.leaders[0], i - SLOTS, n)
    return leaders.led(s.ties.leaders[0], i)


@kernel
def tied(t: Tables, s: State, population: Population, relation: int, m: int, i: int, step: int) -> bool:
    """Return whether `relation` now ties the occupant of slot `i` to that of slot `m`.

    Slot `i` is one of those that `other` gives for slot `m`, whose occupant passes a listing on.
    """
    if relation == HOUSEHOLD or relation == ACQUAINTANCE:
        return True
    if relation <= SIBLING:
        if s.people.residence[m] == VISITOR_RESIDENCE or s.people.residence[i] == VISITOR_RESIDENCE:
            return False
        return kin.fits(
            relation - KIN,
            t.time.day[step],
            int(s.people.born[m]),
            population.plot_first[m],
            int(s.people.born[i]),
            population.plot_first[i],
        )
    if relation == SPOUSE:
        return bool(s.ties.couple[i] == kin.MARRIED_NOW)
    if relation == FORMER_SPOUSE:
        return bool(s.ties.couple[i] == kin.PARTED)
    leader = i if relation == LEADER else m
    return leaders.leads(s.people.age[leader], s.people.residence[leader])
