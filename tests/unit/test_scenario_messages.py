"""What a user reads when a scenario cannot be run: every message, with its place and next step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.counted.values import MOST_GRADES
from demerit.errors import InvalidFile, WrongUse
from demerit.scenario.codes import MAX_LISTS
from demerit.scenario.resolve import resolve
from tests import toy
from tests.toy import made

APPEAL = {
    "chance": made(0.6),
    "success_if_wrong": made(0.5),
    "success_if_right": made(0),
    "delay": "none",
    "independent": True,
    "suspensive": False,
}
FAVOUR = {"favour": ["loan"], "to": "age >= 18", "context": "finance"}
TEST = {
    "conduct": "default",
    "every": made("1 year"),
    "months": 3,
    "benefit": made("900 crowns per month"),
    "free": made("300 crowns per month"),
    "taper": made(0.5),
    "least": made("50 crowns"),
}
MATCH = {**toy.source(), "kind": "income-match", "income_test": TEST}
GRADES = {"A": ">= 17", **{f"G{n}": f"{n}..{n}" for n in range(1, 17)}, "Z": "< 1"}
REFUSED = {"to": "listed(black)", "context": "travel", "severity": 1}


def told(error: type[Exception], whole: dict[str, Any], **scenario: Any) -> str:
    with pytest.raises(error) as caught:
        toy.resolved(whole, 4, **scenario)
    return str(caught.value)


HEARD = {"appeal": APPEAL, "reasons": {"raises_appeal": made(2)}, "others": "none"}


@pytest.mark.parametrize(
    ("parts", "messages"),
    [
        (
            {"conducts": {"arrears": {}}, "sources": {"courts": toy.source({"arrears": 1})}},
            [
                "sources.courts.sees.arrears",
                "arrears is done by organisations, and this source reports on persons",
            ],
        ),
        (
            {"lists": {"black": toy.black()}, "consequences": {"train": {**REFUSED, "refuse": ["trian"]}}},
            ["consequences.train.refuse", "nobody in the society small tries 'trian'", "Did you mean train?"],
        ),
        (
            {"lists": {"black": toy.black()}, "consequences": {"no-bid": {**REFUSED, "refuse": ["bid"]}}},
            ["consequences.no-bid.refuse", "bid is tried by organisations, and the list black holds persons"],
        ),
        (
            {"linkage": {"gates": ["trian"]}},
            ["linkage.gates[0]", "nobody in the society small tries 'trian'", "Did you mean train?"],
        ),
        (
            {"consequences": {"loan": {**FAVOUR, "favour": ["loann"]}}},
            ["consequences.loan.favour", "nobody in the society small tries 'loann'", "Did you mean loan?"],
        ),
        (
            {"consequences": {"easier-bid": {**FAVOUR, "favour": ["bid"]}}},
            ["bid is tried by organisations, and favours and prices are for persons in this model"],
        ),
        (
            {"consequences": {"loan": {**FAVOUR, "public_cost": made("5 yuan per case")}}},
            [
                "consequences.loan.public_cost",
                "this cost is in yuan per case, the society counts in crowns per case",
            ],
        ),
        (
            {
                "debts": {"noise": {"amount": "act", "refunds": True}},
                "conducts": {"default": {}, "noise": {}},
            },
            [
                "debts.noise",
                "the society small puts no amount of money on noise",
                "Allowed: default, lateness",
                "add `amount: ... crowns` to it in a society of your own",
            ],
        ),
        (
            {
                "debts": {"arrears": {"amount": "act", "refunds": True}},
                "conducts": {"default": {}, "arrears": {}},
            },
            ["arrears is done by organisations, and debts are those of persons in this model"],
        ),
        (
            {"sources": {"match": {**MATCH, "income_test": {**TEST, "free": made("3 crowns")}}}},
            [
                "sources.match.income_test.free",
                "this amount is in crowns, the society counts in crowns per month",
            ],
        ),
        (
            {"sources": {"match": {**MATCH, "income_test": {**TEST, "least": made("3 yuan")}}}},
            ["sources.match.income_test.least", "this amount is in yuan, the society counts in crowns"],
        ),
        (
            {
                "sources": {"match": {**MATCH, "income_test": {**TEST, "conduct": "arrears"}}},
                "conducts": {"default": {}, "arrears": {}},
            },
            ["arrears is done by organisations, and incomes are those of persons"],
        ),
        (
            {
                "sources": {
                    "match": {
                        **MATCH,
                        "income_test": {**TEST, "benefit": made("900 million crowns per month")},
                    }
                }
            },
            [
                "sources.match.income_test.benefit",
                "a debt for the benefits of 3 months could reach 2,700,000,000",
            ],
        ),
        (
            {"safeguards": {"of_records": "all", "of_listings": "none", "all": HEARD}},
            ["safeguards.all.reasons.raises_appeal", "with reasons the chance of an appeal could reach 1.20"],
        ),
        (
            {"lists": {f"list-{n}": toy.black() for n in range(MAX_LISTS + 1)}},
            [f"at most {MAX_LISTS} lists", f"Found: {MAX_LISTS + 1}", "join lists, or make two regimes"],
        ),
        (
            {"scores": {"score": {"kind": "ledger", "start": 0, "worse": "lower", "grades": GRADES}}},
            ["scores.score.grades", f"at most {MOST_GRADES} grades", "Found: 18"],
        ),
    ],
    ids=[
        "entity of a source",
        "attempt",
        "entity of a list",
        "gate",
        "favour",
        "entity of a favour",
        "currency",
        "no amount",
        "debts of organisations",
        "by the month",
        "match currency",
        "match of organisations",
        "benefit",
        "reasons",
        "lists",
        "grades",
    ],
)
def test_regime_and_society_disagree_at_a_line(parts: dict[str, Any], messages: list[str]) -> None:
    text = told(InvalidFile, toy.regime(**parts))
    assert all(message in text for message in messages), text
    assert "regime.yaml:" in text and "Next: " in text


def test_a_debt_with_its_penalty_has_a_bound() -> None:
    rich = toy.altered("rich", {}, default={"amount": "1_200_000 crowns, from made"})
    debts = {"default": {"amount": "act", "penalty": made(2_000), "refunds": True}}
    text = told(InvalidFile, toy.regime(debts=debts), **{"in": str(rich)})
    assert "debts.default" in text and "a debt for default could reach 2,401,200,000" in text
    assert "Allowed: at most 2,000,000,000" in text and "regime.yaml:" in text


@pytest.mark.parametrize(
    ("settings", "messages"),
    [
        ({"to": "2020-01-06"}, ["to: a run ends after it starts", "after 2020-01-06", "choose a later day"]),
        ({"to": "2190-01-04"}, ["to: the number of steps lies between 1 and 8,000"]),
        ({"people": 0}, ["people: the number of people lies between 1 and 2,000,000,000"]),
        ({"draws": 1001}, ["draws: the number of draws lies between 1 and 1,000"]),
        ({"seed": -1}, ["seed: the seed lies between 0 and"]),
        ({"step": "month"}, ["step:", "week, day"]),
    ],
    ids=["order", "steps", "people", "draws", "seed", "step"],
)
def test_a_scenario_out_of_bounds_says_the_bounds(settings: dict[str, Any], messages: list[str]) -> None:
    text = told(InvalidFile, toy.regime(), **settings)
    assert all(message in text for message in messages), text


def test_a_name_that_the_gallery_lacks_is_told_with_the_nearest() -> None:
    with pytest.raises(WrongUse, match="the gallery has no scenario, regime or society 'nome'") as caught:
        resolve("nome")
    assert "Did you mean none?" in str(caught.value)
    assert "Next: give one of these names, or the path of a file that ends in .yaml." in str(caught.value)


def test_a_society_alone_is_no_scenario() -> None:
    with pytest.raises(WrongUse, match="large-country-2020 is a society. Next: name a regime too"):
        resolve("large-country-2020")


def test_a_file_of_no_kind_says_how_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("demerit: 2\ntitle: notes\n", "utf-8")
    with pytest.raises(InvalidFile, match="this file is no scenario, regime or society") as caught:
        resolve(path)
    assert "begin with `scenario: NAME`, `regime: NAME` or `society: NAME`" in str(caught.value)


@pytest.mark.parametrize("text", ["lists.black.term=1", "regime=1", "regime.title"])
def test_a_malformed_set_shows_the_form(text: str) -> None:
    with pytest.raises(WrongUse, match="is not PATH=VALUE. Next: begin the path with regime, society or"):
        resolve("none", None, [text])
