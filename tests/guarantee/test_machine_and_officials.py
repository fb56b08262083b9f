"""M21: a machine and officials rule with errors of their own, and officials by who somebody is.

Each chance below meets the declared number within its own interval, and two rules are read off exactly.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.scenario.codes import AT
from demerit.society.traits import OFFICIAL
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

STEPS = 26


def regime(adjudication: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime whose courts see every default and some that never were."""
    source = toy.source(false_records=made("40 % per person-year"))
    return toy.regime(sources={"courts": source}, adjudication=adjudication, **parts)


def ruling(true: float, false: float, **parts: Any) -> dict[str, Any]:
    """Return how somebody rules."""
    return {"upholds_true": made(true), "upholds_false": made(false), **parts}


@pytest.mark.parametrize("automated", [0.0, 0.3, 0.9, 1.0])
def test_errors_are_those_of_machine_and_official_in_their_shares(automated: float) -> None:
    """Upheld without an act: a x 0.7 + (1 - a) x 0.2."""
    whole = regime({"automated": made(automated), "machine": ruling(0.9, 0.7), "official": ruling(1, 0.2)})
    records = toy.compiled(toy.tables(whole, STEPS), last=12).records.sum(axis=(0, 1, 3, 4))
    for truth, (machine, official) in enumerate(((0.7, 0.2), (0.9, 1.0))):
        seen, upheld = (int(n) for n in records[truth, :2])
        expected = automated * machine + (1 - automated) * official
        sd = math.sqrt(max(expected * (1 - expected), 1e-9) / seen)
        require(meets(upheld / seen, expected, sd, 0.1, what=f"share upheld, truth {truth}"))


def test_discretion_lets_off_officials_and_nobody_else() -> None:
    """True sightings of officials are let off with probability 0.6; those of others never.

    With m defaults expected a person is on a list without end with probability 1 - exp(-m), and with 0.4 m of
    them recorded with probability 1 - exp(-0.4 m).
    """
    discretion = {"by": "tier", "strength": made(0.6)}
    rules = {"lists": {"black": toy.black()}}
    with_it = regime({"official": ruling(1, 0, discretion=discretion)}, **rules)
    without = regime({"official": ruling(1, 0)}, **rules)
    counts = []
    for whole in (with_it, without):
        t = toy.still(toy.tables(whole, STEPS))
        totals = toy.compiled(t, last=40)
        at = int(t.axes.starts[AT.tier])
        counts.append([int(totals.lists[-1, 0, at + tier, LISTS.stock]) for tier in range(3)])
        officials = int(totals.people[-1, at + OFFICIAL, 0])
    (ordinary, official, owner), (ordinary_before, official_before, owner_before) = counts
    assert owner == owner_before
    # Officials who turned 65 on the way, and are ordinary people since, take their record along.
    assert 0 <= ordinary_before - ordinary < officials / 50
    expected = 1 - (1 - official_before / officials) ** 0.4
    sd = math.sqrt(2 * expected * (1 - expected) / officials)
    require(meets(official / officials, expected, sd, expected / 3, what="officials listed"))


def test_who_is_listed_only_for_more_points_than_the_rules_is_counted_for_more() -> None:
    """The rule takes 5 points; officials take 30 to 40, and the list begins 20 below the start."""
    whole = regime(
        {"official": ruling(1, 1)},
        scores={
            "score": {
                "kind": "ledger",
                "start": 100,
                "grades": {"high": ">= 80", "low": "< 80"},
                "worse": "lower",
            }
        },
        conducts={"default": {"points": -5, "discretionary": [-40, -30], "counts": "ever"}},
        lists={"low": {"kind": "burden", "enter": [{"while": "grade == low"}], "minors": True}},
    )
    lists = toy.compiled(toy.tables(whole, STEPS), last=2).lists[:, 0, 0]
    stock, unfounded, for_more, terms = (
        int(lists[:, column].sum())
        for column in (
            LISTS.stock,
            LISTS.through_others + GROUND.unfounded,
            LISTS.through_others + GROUND.counted_for_more,
            LISTS.through_others + GROUND.own_terms,
        )
    )
    assert for_more > 100 < unfounded and terms < for_more
    assert stock == unfounded + for_more + terms
    assert int(lists[:, LISTS.wrongful].sum()) == unfounded + for_more


def test_a_machine_that_rules_on_everything_leaves_no_room_for_discretion() -> None:
    rules = {"lists": {"black": toy.black()}}
    machine = {"automated": made(1), "machine": ruling(1, 1)}
    kind = {"by": "tie", "strength": made(1)}
    plain = regime({**machine, "official": ruling(1, 1)}, **rules)
    kindly = regime({**machine, "official": ruling(1, 1, discretion=kind)}, **rules)
    one, other = (toy.compiled(toy.tables(whole, STEPS)) for whole in (plain, kindly))
    assert all(np.array_equal(mine, theirs) for mine, theirs in zip(one, other, strict=True))
