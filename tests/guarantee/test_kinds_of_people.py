"""Kinds of people: how often each does what, for life, and nobody sees of what kind somebody is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit import society
from demerit.documents import read, write
from demerit.errors import InvalidFile, Problem
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.tables import Tables
from demerit.society.propensities import CLASSES, kinds_table
from tests import toy
from tests.guarantee.still_districts import PER_STEP, floats
from tests.statistical.three_outcomes import ratio, require
from tests.toy import made

KINDS = {"calm": 0.75, "wild": 0.25}
FACTORS = {"default": {"calm": 0.2, "wild": 2}, "lateness": {"calm": 0.4, "wild": 8}}
RATES = {"default": 1.0, "lateness": 0.5}
STEPS = 52


def people(changes: Mapping[str, Any] | None = None) -> Path:
    """Return a file of the small society in which people are of two kinds, with parts of it changed."""
    parts: dict[str, Any] = {
        "kinds": {"title": "Two kinds", "kinds": {"values": KINDS, "from": "made"}},
        **{
            conduct: {
                "propensity": "manner",
                "ceiling": 8,
                "by_kind": {"values": dict(factors), "from": "made"},
            }
            for conduct, factors in FACTORS.items()
        },
        **(changes or {}),
    }
    path = toy.altered("kinds", {}, **{name: parts[name] for name in FACTORS})
    whole = read(path).data
    whole["propensities"]["manner"] = parts["kinds"]
    path.write_text(write(whole), encoding="utf-8")
    return path


def regime() -> dict[str, Any]:
    """Return a regime that remembers for ever who did each thing, and who did both."""
    lists = {
        "default": toy.black(["default"]),
        "lateness": toy.black(["lateness"]),
        "both": {
            "kind": "burden",
            "enter": [{"while": "listed(default) and listed(lateness)"}],
            "minors": True,
        },
    }
    sources = {"courts": toy.source({"default": 1, "lateness": 1})}
    return toy.regime(conducts={"default": {}, "lateness": {}}, lists=lists, sources=sources)


def tables(steps: int) -> Tables:
    """Return that regime among people of two kinds."""
    society: dict[str, Any] = {"in": str(people())}
    return toy.tables(regime(), steps, **society)


def never(conduct: str, kind: str, steps: int) -> float:
    """Return the chance that somebody of a kind does not do something in so many steps."""
    return math.exp(-RATES[conduct] * FACTORS[conduct][kind] * PER_STEP * steps)


def test_shares_of_those_who_ever_do_something_are_those_of_a_mixture() -> None:
    """Had everybody the mean rate, 48 % and not 35 % would have done `default` within the year."""
    t = toy.still(tables(STEPS))
    lists = floats(toy.per_district(t, 1, 40, "lists")[:, -1, :, 0, LISTS.stock])
    there = floats(toy.per_district(t, 1, 40, "people")[:, -1, 0, PEOPLE.present])
    expected = {
        "default": sum(share * (1 - never("default", kind, STEPS)) for kind, share in KINDS.items()),
        "lateness": sum(share * (1 - never("lateness", kind, STEPS)) for kind, share in KINDS.items()),
        # What is on other lists is read as the step began, so the last step is not yet in it.
        "both": sum(
            share * (1 - never("default", kind, STEPS - 1)) * (1 - never("lateness", kind, STEPS - 1))
            for kind, share in KINDS.items()
        ),
    }
    for place, (name, share) in enumerate(expected.items()):
        require(ratio(lists[:, place], there, share, share / 40, name))


def test_both_engines_agree_on_kinds() -> None:
    t = tables(12)
    totals = toy.empty(t)
    for _ in toy.walk(t, totals, slots=300):
        pass
    for name, mine, theirs in zip(totals._fields, totals, toy.compiled(t, slots=300), strict=True):
        assert np.array_equal(mine, theirs), name


def test_kinds_take_as_many_of_4096_classes_as_their_shares() -> None:
    recipe = society.load(people())
    kinds = recipe.propensities["manner"].kinds
    by_kind = recipe.conducts["lateness"].by_kind
    assert kinds is not None and by_kind is not None
    table = kinds_table(kinds.values, by_kind.values)
    values, counts = np.unique(table, return_counts=True)
    assert dict(zip((values / (1 << 20)).round(4).tolist(), counts.tolist(), strict=True)) == {
        0.4: 0.75 * CLASSES,
        8.0: 0.25 * CLASSES,
    }


def refused(**changes: Any) -> Problem:
    """Return the only problem of a society with kinds and parts of it changed."""
    with pytest.raises(InvalidFile) as caught:
        society.load(people(changes))
    (problem,) = caught.value.problems
    assert problem.line > 0
    return problem


def conduct(**parts: Any) -> dict[str, Any]:
    """Return what `default` declares of kinds, with parts changed."""
    return {
        "propensity": "manner",
        "ceiling": 8,
        "by_kind": {"values": FACTORS["default"], "from": "made"},
        **parts,
    }


def test_a_conduct_says_of_each_kind_how_it_differs() -> None:
    missing = refused(default=conduct(by_kind="none"))
    assert missing.message == "nothing says how the kinds of this propensity differ in this conduct"
    assert (missing.allowed, missing.found) == ("calm, wild", "manner")
    one = refused(default=conduct(by_kind={"values": {"calm": 1}, "from": "made"}))
    assert one.message == "the category 'wild' is missing"
    other = refused(default=conduct(by_kind={"values": {"calm": 1, "wilt": 2}, "from": "made"}))
    assert (other.found, other.nearest) == ("wilt", "wild")


def test_factors_by_kind_need_a_propensity_that_has_kinds() -> None:
    for propensity in ("temper", "none"):
        problem = refused(default=conduct(propensity=propensity))
        assert problem.message == "no propensity of this conduct has kinds"
        assert problem.next_step == "name a `propensity` that has `kinds`, or remove it"


def test_a_propensity_has_a_spread_or_kinds_that_somebody_is_of() -> None:
    title = {"title": "Two kinds"}
    kinds = {"values": KINDS, "from": "made"}
    assert refused(kinds=title).found == "neither"
    assert refused(kinds={**title, "kinds": kinds, "spread": made(0.5)}).found == "both"
    unnamed = refused(kinds={**title, "kinds": {"values": [0.75, 0.25], "from": "made"}})
    assert unnamed.message == "kinds have names"
    few = refused(kinds={**title, "kinds": {"values": {"calm": 0.9999, "wild": 0.0001}, "from": "made"}})
    assert few.message == "a kind of so few people may be nobody"


def test_factors_by_kind_have_a_ceiling_and_a_bound() -> None:
    factors = {"values": {"calm": 0.2, "wild": 9}, "from": "made"}
    assert refused(default=conduct(by_kind=factors)).allowed == "at least 9"
    far = {"values": {"calm": 0.2, "wild": 1001}, "from": "made"}
    wrong = refused(default=conduct(by_kind=far, ceiling=1001, rate="1 % per person-year, from made"))
    assert wrong.message == "a kind of people could do this 1,001 times as often as others"
