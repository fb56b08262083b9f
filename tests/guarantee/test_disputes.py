"""Whoever a gate takes for somebody else may dispute it, by the society's share, and is known from then."""

from __future__ import annotations

import math
from typing import Any

import pytest

from demerit.errors import InvalidFile
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.offers.counts import OFFERS
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.test_consequences_by_to import TRAIN
from tests.property.test_engines_agree import assert_equal
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

STEPS = 30
GATE = {"refuse": ["train"], "to": "listed(black)", "mismatch": made(0.5), "context": "travel"}
KNOWN = {**GATE, "but_not": "passed(dispute ever) >= 1"}
DISPUTE: dict[str, Any] = {
    "kind": "dispute",
    "after_mismatch": "gate",
    "open_to": "passed(dispute ever) == 0",
}
KNOWN_ONES = {
    "kind": "burden",
    "enter": [{"while": "passed(dispute within 4 weeks) >= 1"}],
    "minors": True,
    "publish": ["web"],
}
PUT = {"kind": "burden", "enter": [{"by": "triggers", "for": made("9 weeks")}], "minors": True}


def regime(
    dispute: dict[str, Any] | None = None, gate: dict[str, Any] | None = None, **parts: Any
) -> dict[str, Any]:
    """Return a regime whose gate takes half of all others for those on a list, and who may dispute it."""
    lists = {"black": toy.black(term="6 weeks, from made"), "known": KNOWN_ONES, **parts.pop("lists", {})}
    return toy.regime(
        conducts={"default": {}},
        lists=lists,
        consequences={"gate": KNOWN if gate is None else gate, **parts.pop("consequences", {})},
        offers={"dispute": {**DISPUTE, **(dispute or {})}, **parts.pop("offers", {})},
        **parts,
    )


def tables(dispute: dict[str, Any] | None = None, **parts: Any) -> Tables:
    return toy.still(toy.tables(regime(dispute, **parts), STEPS))


def sums(t: Tables) -> dict[str, int]:
    """Return what is counted of the dispute, and how often a gate took anybody for somebody else."""
    totals = toy.compiled(t, last=8)
    counts = totals.offers[:, 0].sum(axis=(0, 1))
    mismatches = int(totals.attempts[:, TRAIN, 0, ATTEMPTS.mismatches].sum())
    return {column.name: int(n) for column, n in zip(OFFERS.columns, counts, strict=True)} | {
        "mismatches": mismatches
    }


def test_every_mismatch_of_somebody_who_has_not_disputed_is_an_occasion_taken_by_the_societys_share() -> None:
    found = sums(tables())
    assert found["offered"] == found["mismatches"]  # who has won is never taken for another again
    sd = math.sqrt(0.25 / found["offered"])
    require(meets(found["taken"] / found["offered"], 0.5, sd, 0.02, what="share of mismatches disputed"))
    assert found["passed"] == found["taken"]


def test_whoever_has_won_is_not_taken_for_somebody_else_again() -> None:
    longer = sums(tables({"duration": made("26 weeks")}))
    assert sums(tables())["mismatches"] < longer["mismatches"]
    assert longer["offered"] < longer["mismatches"]  # none is made while one is under way


def test_whatever_it_costs_is_a_cost_of_error() -> None:
    found = sums(tables({"costs": made("20 crowns")}))
    assert found["taken_in_error"] == found["taken"] > 0
    assert found["money_in_error"] == found["money"] == 20 * found["taken"]


def test_a_list_for_having_disputed_is_unfounded() -> None:
    totals = toy.compiled(tables())
    stock, unfounded = (totals.lists[:, 1, 0, column].sum() for column in (LISTS.stock, LISTS.unfounded))
    assert stock == unfounded > 0


def test_both_engines_let_the_same_people_dispute() -> None:
    whole = regime(
        {"duration": made("2 weeks"), "share_passing": made(0.7), "puts_on": "put"},
        lists={"put": PUT},
        consequences={
            "second": {**GATE, "refuse": ["train", "loan"], "mismatch": made(0.4), "mistakes": "lasting"}
        },
        offers={
            "other": {**DISPUTE, "kind": "course", "after_mismatch": ["second", "gate"], "open_to": "none"}
        },
        triggers={"won": {"passes": "other", "put_on": "put"}},
    )
    t = toy.tables(whole, STEPS)
    theirs = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, theirs, slots=1500, whom=range(1500))}.values()
    ours = toy.compiled(t, slots=1500)
    assert_equal(theirs, ours)
    followed = toy.followed(t, slots=1500, whom=range(1500))
    assert sorted(world.events) == sorted(tuple(row) for row in followed.tolist())
    assert ours.offers[:, :, :, OFFERS.taken].sum(axis=(0, 2)).all()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"dispute": {"after_mismatch": ["gaet"]}}, "gaet"),
        (
            {"gate": {key: it for key, it in GATE.items() if key != "mismatch"}},
            "takes nobody for somebody else",
        ),
        ({"dispute": {"instead_of": {"record": ["default"]}}}, "spares nobody anything"),
        ({"dispute": {"kind": "exam"}}, "how people answer an exam that is made"),
    ],
)
def test_a_dispute_of_nothing_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidFile, match=said):
        toy.tables(regime(**changed), 2)


def test_organisations_have_nothing_to_dispute() -> None:
    firms = toy.black(["arrears"], "8 weeks, from made", entity="organisation", minors=False)
    whole = regime(
        lists={"firms": firms}, gate={**KNOWN, "refuse": ["bid"], "to": "listed(firms)", "but_not": "none"}
    )
    whole["conducts"]["arrears"] = {}
    whole["sources"]["registers"] = toy.source({"arrears": 1}, entity="organisation")
    with pytest.raises(InvalidFile, match="is of organisations"):
        toy.tables(whole, 2)
