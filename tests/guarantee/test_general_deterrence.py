"""General deterrence: of the acts that would happen, effect x the listed share of the district is let go.

The listed share is that of the step before, the acts are those of a history without the rule, and which are
let go is their own mark's to say: so acts and acts let go add up to the acts without it exactly.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from demerit.mechanisms.conduct.counts import ACTS
from demerit.mechanisms.lists.counts import LISTS
from demerit.scenario.tables import Tables
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

EFFECT = 0.9
LATENESS = 1
Q30 = 1 << 30


def tables(whole: dict[str, Any], steps: int, **answers: Any) -> Tables:
    """Return a still society in which general deterrence is the only answer, but for `answers`."""
    seen = {"work": "none", "general_deterrence": {"effect": made(EFFECT)}, **answers}
    return toy.still(toy.tables(whole, steps, **{"in": str(toy.altered("seeing", seen))}))


def listing() -> dict[str, Any]:
    """Return a regime that lists everybody for whom a default is recorded, and counts lateness unseen."""
    return toy.regime(
        conducts={"default": {}, "lateness": {}},
        sources={"courts": toy.source({"default": 1, "lateness": 0})},
        lists={"black": toy.black(), "grey": toy.black(["lateness", "default"])},
    )


def test_acts_are_let_go_by_effect_times_the_share_that_was_listed_in_the_step_before() -> None:
    steps, districts = 26, 6
    t = tables(listing(), steps)
    none = tables(listing(), steps, general_deterrence="none")
    would = expected = variance = let_go = 0.0
    for district in range(districts):
        ours = toy.compiled(t, 1, district, district + 1)
        acts, listed = ours.acts_by_step[:, LATENESS].copy(), ours.lists[:, 0, 0, LISTS.stock].copy()
        people = ours.people[:, 0, 0].copy()
        theirs = toy.compiled(none, 1, district, district + 1).acts_by_step[:, LATENESS, 0]
        assert np.array_equal(acts.sum(axis=1), theirs)
        assert acts[0, 1] == 0
        share = EFFECT * np.concatenate([[0], listed[:-1] / people[:-1]])
        would += theirs.sum()
        expected += float((share * theirs).sum())
        variance += float((share * (1 - share) * theirs).sum())
        let_go += acts[:, 1].sum()
    require(meets(let_go / would, expected / would, math.sqrt(variance) / would, 0.03, what="acts let go"))
    assert let_go > 100


def test_two_lists_of_one_person_are_one_listed_person() -> None:
    t = tables(listing(), 10)
    for _, world, _ in toy.walk(t, toy.empty(t), 1, 0, 500):
        people = [who for who in world.occupants.values() if who.slot < SLOTS]
        listed = sum(bool(who.on[0]) for who in people)
        assert abs(world.let_go / Q30 - EFFECT * listed / len(people)) < 1e-8
    assert listed > 20


def test_it_comes_beside_what_one_lets_go_for_ones_own_sake() -> None:
    """With full effect and risk of one's own nothing is left; with none of it what others' listing leaves."""
    full = {"effect": made(1), "announced": made(1), "own": made(0), "near": made(0)}
    full["half_life"] = made("100000 days")
    t = tables(listing(), 8, deterrence=full)
    t = t._replace(deterrence=t.deterrence._replace(common=np.full_like(t.deterrence.common, Q30)))
    assert toy.compiled(t, 1, 0, 2).acts_by_step[:, LATENESS, 0].sum() == 0
    totals = toy.compiled(tables(listing(), 20), 1, 0, 4)
    assert totals.acts[LATENESS, ..., ACTS.deterred].sum() == totals.acts_by_step[:, LATENESS, 1].sum() > 0


def test_what_the_regime_does_not_count_and_good_deeds_are_done_as_without_it() -> None:
    t = tables(listing(), 20)
    totals = toy.compiled(t, 1, 0, 4).acts_by_step.copy()
    assert np.flatnonzero(t.deterrence.conduct[0]).tolist() == [0, 1]
    assert totals[:, 2:, 1].sum() == 0 < totals[:, :2, 1].sum()
    kind = tables(listing(), 20, general_deterrence="none")
    assert kind.deterrence.conduct.sum() == 0 == toy.compiled(kind, 1, 0, 2).acts_by_step[..., 1].sum()
