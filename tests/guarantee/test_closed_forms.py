"""Guarantee 7: where a closed form exists, the engine meets it within its own interval.

Every expectation is worked out by hand from the numbers that the regime declares, never from the engine's
tables. Lists have a module of their own, `test_closed_forms_of_lists.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import Any

import numpy as np
import pytest

from demerit import society
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from demerit.society.traits import AGE_BANDS, FIFTHS, RESIDENCES, SEXES, SIZES, TIERS
from tests import toy
from tests.guarantee.still_districts import ONE_STEP, PER_STEP, WEEKS_A_YEAR, floats
from tests.statistical.three_outcomes import meets, ratio, require
from tests.toy import made

# M02, M10


@pytest.mark.parametrize("people", [1_000, 30_000, 200_000])
def test_a_run_of_n_begins_with_n_people_on_average(people: int) -> None:
    whole = toy.resolved(toy.regime(), 1, people=people)
    t = toy.lower(whole, 0)
    present = [
        int(toy.compiled(t, seed, 0, whole.districts, whole.slots).people[0, 0, PEOPLE.present])
        for seed in range(12)
    ]
    spread = 1.6 * math.sqrt(people / 12)  # households come and go as a whole: 2.6 people at a time
    require(meets(float(np.mean(present)), people, spread, max(0.02 * people, 5 * spread), what="people"))


def test_a_run_may_stand_for_more_than_a_billion_people_and_its_last_district_is_like_the_first() -> None:
    whole = toy.resolved(toy.regime(lists={"black": toy.black(term=ONE_STEP)}), 20, people=1_400_000_000)
    assert whole.districts > 500_000
    t = toy.still(toy.lower(whole, 0))
    far = toy.compiled(t, 1, whole.districts - 9, whole.districts - 1)
    near = toy.compiled(t, 1, 0, 8)
    shares = [
        float(x.lists[:, 0, 0, LISTS.stock].sum() / x.people[:, 0, PEOPLE.present].sum()) for x in (near, far)
    ]
    sd = math.sqrt(2 * shares[0] / float(near.people[:, 0, PEOPLE.present].sum()))
    require(meets(shares[1] - shares[0], 0, sd, shares[0] / 10, what="listed share, last against first"))


@pytest.mark.parametrize(("step", "days"), [("week", 7), ("day", 1)])
def test_acts_are_rate_times_population(step: str, days: int) -> None:
    t = toy.still(toy.tables(toy.regime(), 30, step=step))
    acts = toy.per_district(t, 1, 24, "acts")[:, :2, :, :, 0].sum(axis=(2, 3))
    steps = toy.per_district(t, 1, 24, "people")[:, :, 0, PEOPLE.present].sum(axis=1)
    for conduct, rate in enumerate((1.0, 0.5)):
        expected = rate * days / 365.2425
        slack = expected / (12 if days == 7 else 6)
        require(ratio(floats(acts[:, conduct]), floats(steps), expected, slack, f"acts of conduct {conduct}"))


def test_acts_are_rate_times_factors_and_propensity_of_everybody_there() -> None:
    """The factors are read from the society's file and multiplied here, person by person and week by week."""
    recipe = society.load(toy.SMALL).conducts["noise"]
    t = toy.tables(toy.regime(), 24)
    t = t._replace(conduct=t.conduct._replace(poisson=toy.central()))
    factors = [
        (table.as_dict(), names)
        for table, names in (
            (recipe.by_age, AGE_BANDS),
            (recipe.by_sex, SEXES),
            (recipe.by_tier, TIERS),
            (recipe.by_fifth, FIFTHS),
            (recipe.by_residence, RESIDENCES),
        )
        if table is not None
    ]
    expected, acts = 0.0, 0
    for district in range(4):
        totals = toy.empty(t)
        for _, world, _ in toy.walk(t, totals, 1, district):
            for who in world.occupants.values():
                if who.is_person:
                    codes = (who.age, who.sex, who.tier, who.fifth, who.residence)
                    product = math.prod(
                        float(table[names[code]]) for (table, names), code in zip(factors, codes, strict=True)
                    )
                    expected += product * who.propensity[0] / (1 << 20)
        acts += int(totals.acts[toy.conducts().index("noise"), :, :, 0].sum())
    expected *= float(recipe.rate.value) / WEEKS_A_YEAR
    require(meets(acts, expected, math.sqrt(expected), expected / 12, what="acts of noise"))


def test_organisations_act_at_the_rate_of_their_size() -> None:
    t = toy.tables(toy.regime(), 40)
    people = toy.per_district(t, 1, 80, "people")
    acts = floats(toy.per_district(t, 1, 80, "acts")[:, 3, :, :, 0].sum(axis=(1, 2)))
    first = int(t.axes.starts[AT.size])
    factor = np.array([1, 1.5, 2, 3])
    weighted = (people[:, :, first : first + len(SIZES), PEOPLE.present] * factor).sum(axis=(1, 2))
    require(ratio(acts, weighted, PER_STEP, PER_STEP / 10, "acts of organisations over weighted weeks"))


# M11


def test_sightings_and_records_follow_sensitivity_and_coverage_by_source_and_group() -> None:
    """A report that comes first makes the record: the slow source records only what the quick one missed."""
    cover = {"by": "group", "is": {"group A": made(0.9), "group B": made(0.4)}, "otherwise": made(0)}
    whole = toy.regime(
        sources={
            "quick": toy.source({"default": 0.6}, coverage=cover),
            "slow": toy.source({"default": 0.3}, delay=made("4 weeks")),
        }
    )
    t = toy.tables(whole, 30)
    acts = toy.per_district(t, 1, 32, "acts")[:, 0, :, :, 0].sum(axis=2)
    found = toy.per_district(t, 1, 32, "records")[:, :, 0, 1].sum(axis=3)  # [district, source, group, column]
    for group, quick in enumerate((0.54, 0.24)):
        done = floats(acts[:, group])
        for source, column, expected, what in (
            (0, 0, quick, "seen by the quick source"),
            (0, 1, quick, "recorded by the quick source"),
            (1, 0, 0.3, "seen by the slow source"),
            (1, 1, 0.3 * (1 - quick) * 26 / 30, "recorded by the slow source"),  # four weeks come too late
        ):
            part = floats(found[:, source, group, column])
            require(ratio(part, done, expected, 0.05, f"group {'AB'[group]}: acts {what}"))


def test_the_precision_of_records_is_what_bayes_says() -> None:
    """Acts 1 a year, seen 0.6 x 0.8 of the time, upheld 0.9; false reports 0.2 x 0.8, upheld 0.5."""
    courts = toy.source({"default": 0.6}, coverage=made(0.8), false_records=made("20 % per person-year"))
    official = {"upholds_true": made(0.9), "upholds_false": made(0.5)}
    whole = toy.regime(sources={"courts": courts}, adjudication={"official": official})
    t = toy.tables(whole, 52)
    records = toy.per_district(t, 1, 24, "records")[:, 0, 0, :, :, :, 1].sum(axis=(2, 3))
    true, false = 0.6 * 0.8 * 0.9, 0.2 * 0.8 * 0.5
    right, made_in_all = floats(records[:, 1]), floats(records.sum(axis=1))
    require(ratio(right, made_in_all, true / (true + false), 0.02, "precision"))


def test_false_records_differ_by_group_as_declared() -> None:
    by = {"by": "group", "is": {"group B": made(3)}}
    courts = toy.source({"default": 0}, false_records=made("30 % per person-year"), false_records_by=by)
    t = toy.still(toy.tables(toy.regime(sources={"courts": courts}), 40))
    records = toy.per_district(t, 1, 24, "records")[:, 0, 0, 0, :, :, 1].sum(axis=2)
    first = int(t.axes.starts[AT.group])
    weeks = toy.per_district(t, 1, 24, "people")[:, :, first : first + 2, PEOPLE.present].sum(axis=1)
    for group, rate in enumerate((0.3, 0.9)):
        expected = rate / WEEKS_A_YEAR
        part, whole = floats(records[:, group]), floats(weeks[:, group])
        require(ratio(part, whole, expected, expected / 8, f"false records, group {'AB'[group]}"))


# M30


def test_refusals_are_attempts_times_the_listed_share_at_the_start_of_the_step() -> None:
    consequences = {"train": {"refuse": "train", "to": "listed(black)", "context": "travel", "severity": 2}}
    whole = toy.regime(lists={"black": toy.black(term=made("10 weeks"))}, consequences=consequences)
    t = toy.still(toy.tables(whole, 40))
    counts = toy.per_district(t, 1, 16, "attempts")[:, 11:, 0, 0].sum(axis=1)
    tried, refused = floats(counts[:, ATTEMPTS.attempts]), floats(counts[:, ATTEMPTS.refusals])
    require(ratio(refused, tried, 1 - math.exp(-10 * PER_STEP), 0.02, "refusals per attempt"))
    weeks = floats(toy.per_district(t, 1, 16, "people")[:, 11:, 0, PEOPLE.present].sum(axis=1))
    require(ratio(tried, weeks, 5 / WEEKS_A_YEAR, 5 / WEEKS_A_YEAR / 20, "attempts per person and step"))


# spill-over


@pytest.mark.parametrize("relation", ["household", "acquaintance"])
def test_spill_over_lists_by_the_number_of_listed_people_nearby(relation: str) -> None:
    """With k of them on the list a person is on it by a tie with probability 1 - (1 - 0.3)^k."""
    courts = toy.source({"default": 0.8})
    whole = toy.regime(
        sources={"courts": courts},
        lists={"black": toy.black()},
        spillover={relation: {"lists": "black", "chance": made(0.3)}},
    )
    steps = 24
    t = toy.still(toy.tables(whole, steps))
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for district in range(2):
        for step, world, population in toy.walk(t, toy.empty(t), 1, district):
            if step < steps - 1:
                continue
            for who in world.occupants.values():
                if not who.is_person:
                    continue
                near = toy.tied(world, population, relation, who.slot)
                k = sum(1 for other in near if other.own_since[0].get(0, steps) < step)
                found[k][0] += 1
                found[k][1] += bool(who.through[0])
    assert found[0][1] == 0
    for k in (1, 2):
        people, through = found[k]
        expected = 1 - 0.7**k
        sd = math.sqrt(expected * (1 - expected) / people)
        require(meets(through / people, expected, sd, 0.12, what=f"listed through {k} in the {relation}"))


PASSED = ("parent", "adult_child", "sibling", "spouse", "former_spouse", "leader", "organisation")
"""Relations that are tried together: each but the last onto a list of its own that nobody else enters."""


def passing(chance: float) -> Tables:
    """Return a regime that passes a listing on by every relation of PASSED, in a society of many couples."""
    lists: dict[str, Any] = {
        "black": toy.black(),
        "firms": toy.black(["arrears"], entity="organisation", minors=False),
    }
    lists |= {name: toy.black(["noise"]) for name in PASSED[:-1]}
    spillover = {name: {"lists": name, "of": "black", "chance": made(chance)} for name in PASSED}
    spillover["leader"]["of"] = "firms"
    spillover["organisation"]["lists"] = "firms"
    whole = toy.regime(
        conducts={"default": {}, "arrears": {}, "noise": {}},
        sources={
            "courts": toy.source({"default": 1}),
            "tax": toy.source({"arrears": 1}, entity="organisation"),
        },
        lists=lists,
        spillover=spillover,
    )
    t = toy.still(toy.tables(whole, 24))
    return t._replace(society=t.society._replace(married=7 << 50, divorce=1 << 27))


@cache
def passed() -> dict[tuple[str, int], list[int]]:
    """Return by relation, and by how many listed ones are so near, how many there are and how many listed."""
    t, found = passing(0.3), defaultdict[tuple[str, int], list[int]](lambda: [0, 0])
    last = len(t.time.epoch) - 1
    for district in range(2):
        step, world, population = list(toy.walk(t, toy.empty(t), 1, district))[-1]
        for who in world.occupants.values():
            for place, relation in enumerate(PASSED):
                if who.is_person == (relation == "organisation"):
                    continue
                near = toy.tied(world, population, relation, who.slot, step)
                of, onto = (1, place + 2) if relation == "leader" else (0, place + 2)
                listed = sum(1 for other in near if other.own_since[0].get(of, last) < last)
                row = found[relation, listed]
                row[0] += 1
                row[1] += (onto if relation != "organisation" else 1) in who.through[0]
    return dict(found)


@pytest.mark.parametrize("relation", PASSED)
def test_a_relation_lists_by_the_number_of_listed_it_leads_to(relation: str) -> None:
    """With k listed ones somebody is listed with probability 1 - (1 - 0.3)^k; without any, never."""
    assert passed()[relation, 0][0] > 100 and passed()[relation, 0][1] == 0
    mutual = ("spouse", "former_spouse", "leader", "organisation")
    for k in (1,) if relation in mutual else (1, 2):
        people, through = passed()[relation, k]
        expected = 1 - 0.7**k
        sd = math.sqrt(expected * (1 - expected) / people)
        matters = 0.25 if relation in ("leader", "organisation") else 0.2  # there are few organisations
        require(meets(through / people, expected, sd, matters, what=f"listed as {relation} of {k}"))
