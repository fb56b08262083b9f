"""Every declared margin of large-country-2020 against the people that come out of it.

The districts are independent, so the spread of an estimate is taken between districts; nothing about how
people are drawn enters the test. Published margins are named as such in the test's identifiers.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit import documents, society
from demerit.society import Margin, SocietyTables, traits
from demerit.society.compiled import populated
from demerit.society.tables import ALL_ROWS, BIRTHS_WITHOUT_SLOT, OCCUPANT_ROWS
from tests.statistical.three_outcomes import meets, ratio, require

DISTRICTS = 600
STEPS = 1
NAMES = (
    "slot",
    "enter",
    "born",
    "sex",
    "tier_born",
    "group",
    "fifth",
    "urban",
    "plot",
    "role",
    "visitor",
    "away",
)
MORE = ("married", "size")


@cache
def recipe(draw: int) -> society.Recipe:
    declared = society.load("large-country-2020")
    return documents.drawn(declared, 77, draw, "society") if draw >= 0 else declared


class Sample(NamedTuple):
    people: dict[str, NDArray[np.int64]]
    organisations: dict[str, NDArray[np.int64]]
    regions: NDArray[np.int64]
    tables: SocietyTables


@cache
def sample(draw: int) -> Sample:
    """Everybody at the start in 600 districts: 1.6 million people."""
    tables = society.lower(recipe(draw), 7)
    people: dict[str, list[NDArray[np.int64]]] = {name: [] for name in (*NAMES, *MORE, "district")}
    places: dict[str, list[NDArray[np.int64]]] = {"size": [], "district": []}
    regions = []
    for district in range(DISTRICTS):
        pop = populated(tables, 2020 + draw, district, STEPS)
        n, all_rows = int(pop.n[OCCUPANT_ROWS]), int(pop.n[ALL_ROWS])
        for name in (*NAMES, *MORE):
            people[name].append(getattr(pop, name)[:n].astype(np.int64))
        people["district"].append(np.full(n, district))
        places["size"].append(pop.size[n:all_rows].astype(np.int64))
        places["district"].append(np.full(all_rows - n, district))
        regions.append(int(pop.region[0]))
    return Sample(
        {name: np.concatenate(columns) for name, columns in people.items()},
        {name: np.concatenate(columns) for name, columns in places.items()},
        np.array(regions),
        tables,
    )


def counted(district: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.bincount(district[chosen], minlength=DISTRICTS).astype(float)


def part_and_whole(s: Sample, margin: str, category: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who is of the category, and of whom, among people (or households' first members)."""
    p, r = s.people, recipe(-1)
    resident = p["visitor"] == 0
    age = -p["born"]
    edges = np.array([*s.tables.age_edges[:-1], 10**6])
    working = resident & (age >= s.tables.band_edges[2]) & (age < s.tables.band_edges[7])
    if margin == "age":
        i = traits.FIVE_YEAR_BANDS.index(category)
        return resident & (age >= edges[i]) & (age < edges[i + 1]), resident
    if margin == "age, broad":
        from_age, _, to = category.rstrip("+").partition("-")
        low = edges[int(from_age) // 5]
        high = edges[(int(to) + 1) // 5] if to else 10**6
        return resident & (age >= low) & (age < high), resident
    if margin == "sex":
        return resident & (p["sex"] == traits.MALE), resident
    if margin == "household size":
        key = p["district"] * traits.SLOTS + p["plot"]
        size = np.bincount(key, weights=resident)[key]
        first = resident & (p["slot"] == p["plot"])
        return first & (size == int(category)), first
    if margin == "residence":
        return resident & ((p["urban"] if category == "urban" else p["away"]) == 1), resident
    if margin == "away by residence":
        inside = resident & (p["urban"] == (category == "urban"))
        return inside & (p["away"] == 1), inside
    if margin.startswith("income fifth"):
        inside = resident & (p["urban"] == margin.endswith("urban"))
        return inside & (p["fifth"] == int(category) - 1), inside
    if margin == "tier at 18-64":
        return working & (p["tier_born"] == traits.TIERS.index(category)), working
    if margin == "group":
        return resident & (p["group"] == list(r.groups.names).index(category)), resident
    if margin == "visitors":
        return ~resident, np.ones_like(resident)
    assert margin == "couples", margin
    man = p["role"] == traits.MAN
    return man & (p["married"] == 1), man


MATTERS = {
    "residence": 0.02,
    "household size": 0.01,
    "income fifth, urban": 0.02,
    "income fifth, rural": 0.03,
}
BY_REGION = ("region", "urban by region")
SEPARATE = ("sex at birth", "organisations", "organisation size", *BY_REGION)


def identifier(margin: Margin) -> str:
    return f"{margin.margin} {margin.category}{' (published)' if margin.published else ''}".replace(" ", "-")


@pytest.mark.parametrize(
    "margin", [m for m in society.margins(recipe(-1)) if m.margin not in SEPARATE], ids=identifier
)
def test_a_declared_margin_comes_out(margin: Margin) -> None:
    s = sample(-1)
    part, whole = part_and_whole(s, margin.margin, margin.category)
    share = float(margin.declared)
    matters = MATTERS.get(margin.margin, max(0.002, 0.15 * min(share, 1 - share)))
    if margin.margin == "visitors":
        matters = 0.8 * share
    district = s.people["district"]
    require(ratio(counted(district, part), counted(district, whole), share, matters, identifier(margin)))


def test_all_margins_of_a_draw_come_out() -> None:
    """What is solved (sexes, rural shares, fitted ages) holds for any value of the assumptions."""
    s = sample(3)
    district = s.people["district"]
    comparisons = []
    for margin in society.margins(recipe(3)):
        if margin.margin in SEPARATE or margin.margin == "visitors":
            continue
        part, whole = part_and_whole(s, margin.margin, margin.category)
        share = float(margin.declared)
        matters = max(0.03, 0.15 * share)
        comparisons.append(
            ratio(counted(district, part), counted(district, whole), share, matters, str(margin))
        )
    require(*comparisons)


def test_every_prefix_of_districts_covers_the_regions_in_proportion() -> None:
    s = sample(-1)
    shares = [float(m.declared) for m in society.margins(recipe(-1)) if m.margin == "region"]
    assert len(shares) == 31
    for districts in (10, 31, 100, 373, 600):
        counts = np.bincount(s.regions[:districts], minlength=31)
        assert np.abs(counts - districts * np.array(shares)).max() < 2.5


def test_urban_shares_of_regions_come_out() -> None:
    s = sample(-1)
    urban = np.bincount(
        s.people["district"], weights=s.people["urban"] * (s.people["visitor"] == 0), minlength=DISTRICTS
    )
    people = np.bincount(s.people["district"], weights=s.people["visitor"] == 0, minlength=DISTRICTS)
    shares = [float(m.declared) for m in society.margins(recipe(-1)) if m.margin == "urban by region"]
    require(
        *(
            ratio(urban[s.regions == r], people[s.regions == r], shares[r], 0.1, f"urban in region {r + 1}")
            for r in range(10)
        )
    )


def test_organisations_come_out() -> None:
    s = sample(-1)
    comparisons = []
    district, people = s.organisations["district"], counted(s.people["district"], s.people["slot"] >= 0)
    for margin in society.margins(recipe(-1)):
        share = float(margin.declared)
        if margin.margin == "organisations":
            whole = people
            part = counted(district, district >= 0)
        elif margin.margin == "organisation size":
            whole = counted(district, district >= 0)
            part = counted(district, s.organisations["size"] == traits.SIZES.index(margin.category))
        else:
            continue
        matters = max(0.002, 0.1 * share)
        comparisons.append(ratio(part, whole, share, matters, f"{margin.margin} {margin.category}"))
    require(*comparisons)


def test_the_expected_number_of_occupants_comes_out() -> None:
    s = sample(-1)
    counts = np.bincount(s.people["district"], minlength=DISTRICTS)
    sd = counts.std(ddof=1) / DISTRICTS**0.5
    require(meets(counts.mean(), s.tables.occupants / 2**32, sd, 10, what="occupants of a district"))


def test_group_does_not_depend_on_region_residence_income_or_tier() -> None:
    """Groups are stylised: their share is the same wherever one looks, within sampling."""
    s = sample(-1)
    p = s.people
    share = float(recipe(-1).groups["group B"])
    places = {
        **{f"region {r + 1}": np.isin(p["district"], np.flatnonzero(s.regions == r)) for r in range(31)},
        "urban": p["urban"] == 1,
        "rural": p["urban"] == 0,
        **{f"fifth {f + 1}": p["fifth"] == f for f in range(5)},
        "away": p["away"] == 1,
        "owners": p["tier_born"] == traits.OWNER,
    }
    comparisons = []
    for name, inside in places.items():
        household = p["district"][inside] * traits.SLOTS + p["plot"][inside]
        _, first = np.unique(household, return_index=True)
        seen = (p["group"][inside] == 1)[first]
        sd = (share * (1 - share) / seen.size) ** 0.5
        comparisons.append(meets(float(seen.mean()), share, sd, 0.05, what=f"group B among {name}"))
    require(*comparisons)


def test_children_are_a_generation_younger_than_their_parents() -> None:
    """Ages are joined by rank, so parents and children stay apart although each kind is fitted alone."""
    t = sample(-1).tables
    close = total = 0
    shapes = list(recipe(-1).households.ages)
    parent, child = shapes.index("parent"), shapes.index("child")
    kinds = {
        tuple(t.member_kernel[a:b].tolist()) for a, b in zip(t.type_start[:-1], t.type_start[1:], strict=True)
    }
    assert any(parent in kind and child in kind for kind in kinds)
    for district in range(40):
        pop = populated(t, 1, district, 1)
        n = int(pop.n[OCCUPANT_ROWS])
        plots = {}
        for row in range(n):
            plots.setdefault(int(pop.plot[row]), []).append(row)
        for rows in plots.values():
            young = [r for r in rows if pop.role[r] == traits.OTHER and -pop.born[r] < 25 * 365]
            old = [r for r in rows if pop.role[r] == traits.WOMAN]
            for c in young:
                for m in old:
                    total += 1
                    close += pop.born[c] - pop.born[m] < 15 * 365.25
    assert total > 5_000
    assert close / total < 0.01


def test_no_birth_belongs_to_the_start() -> None:
    pop = populated(sample(-1).tables, 1, 0, 1)
    assert (pop.role[: pop.n[OCCUPANT_ROWS]] != traits.BORN).all()
    assert pop.n[BIRTHS_WITHOUT_SLOT] == 0
