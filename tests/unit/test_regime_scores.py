"""Means and risks as scores, rules by tier, and the schema: mistakes are told at their line."""

from __future__ import annotations

import pytest

from demerit.regime import loading, working
from demerit.regime.expressions import evaluate
from tests.unit.lists_regime import TEXT, loaded, problems

MEAN = (
    "score: {kind: rolling-mean, window: 100, start: 500, scale: [100, 500], "
    'grades: {good: ">= 460", low: "< 460"}}\n'
)
RISK = (
    'score: {kind: risk-score, start: 0, threshold: 50, every: "4 weeks, from daum", '
    'features: {judgment-default: {weight: 10, noise: "0.5, assumed 0.2..1"}}, '
    'grades: {high: ">= 50", low: "< 50"}}\n'
)
HEAVY = RISK.replace("weight: 10", "weight: 200")


def of_another_kind(score: str, condition: str = "grade == low") -> list[tuple[str, str]]:
    """Return the changes that give the example a score of another kind, and no points."""
    cut = TEXT[TEXT.index("score:\n") : TEXT.index("conducts:")]
    return [
        (cut, score),
        ("grade == D", condition),
        ("grade == A", "grade == low"),
        ("points: -20", "points: 0"),
        ("points: 5}", "points: 0}"),
    ]


def test_a_score_may_be_a_mean_or_a_risk() -> None:
    assert loaded(*of_another_kind(MEAN)).score.kind == "rolling-mean"
    assert loaded(*of_another_kind(RISK)).score.kind == "risk-score"
    assert "M60" in working.rows_used(loaded(*of_another_kind(RISK)))


def test_whoever_reaches_the_threshold_is_flagged() -> None:
    made = loaded(*of_another_kind(RISK, "flagged and age >= 30"))
    tree = made.expression("flagged and age >= 30")
    for score, age, holds in ((50, 30, 1), (49, 30, 0), (50, 29, 0)):
        assert evaluate(tree, {"score": score, "age": age}) == holds
    found = problems(*of_another_kind(MEAN, "flagged"))
    assert "'flagged' is not known here" in found[0].message


@pytest.mark.parametrize(
    ("score", "old", "new", "message"),
    [
        (MEAN, "window: 100", "window: 1001", "at most 1,000 ratings are kept"),
        (MEAN, "[100, 500]", "[0, 500]", "this is no scale of ratings"),
        (MEAN, "[100, 500]", "[500, 500]", "this is no scale of ratings"),
        (RISK, "judgment-default", "judgement-default", "there is no feature 'judgement-default'"),
        (RISK, "judgment-default", "agee", "there is no feature 'agee'"),
        (RISK, "judgment-default", "group", "`group` is a protected trait and stands outside an error table"),
        (RISK, "weight: 10", "weight: 2000000", "a weight, or its error in points, is too large"),
        (HEAVY, "assumed 0.2..1", "assumed 0.2..9000", "a weight, or its error in points, is too large"),
        (RISK, 'every: "4 weeks, from daum", ', "", "'every' is missing here"),
        (RISK, "4 weeks, from daum", "4 weeks, assumed 0..8", "nothing happens every 0 weeks"),
    ],
)
def test_mistakes_in_means_and_risks_are_told(score: str, old: str, new: str, message: str) -> None:
    found = problems(*of_another_kind(score.replace(old, new)))
    assert any(message in str(each) for each in found), "\n".join(map(str, found))


def test_a_risk_score_has_few_features() -> None:
    many = "".join(f"x{n}: {{weight: 1}}, " for n in range(16))
    found = problems(*of_another_kind(RISK.replace("features: {", "features: {" + many)))
    assert any("at most 16 features work" in str(each) for each in found)


def test_a_rating_lies_on_the_scale() -> None:
    found = problems(*of_another_kind(MEAN), ("points: 0", "points: 50"))
    assert "a rating of 50 lies outside the scale" in found[0].message
    assert "100 to 500; 0 points are no rating" in str(found[0])


def test_the_schema_names_every_key_with_a_description() -> None:
    made = loading.schema()
    assert {"score", "conducts", "sources", "lists", "consequences", "safeguards", "not_modelled"} <= set(
        made["properties"]
    )
    for part in [made, *made["$defs"].values()]:
        for name, entry in part.get("properties", {}).items():
            assert "description" in entry or "$ref" in entry or "const" in entry, name


LEDGER = "score:\n"


@pytest.mark.parametrize(
    ("tiers", "message"),
    [
        (
            '{offical: {deductions: "2, assumed 1..3"}}',
            "there is no tier 'offical'. Allowed: ordinary, official, owner, visitor. Did you mean official?",
        ),
        ('{official: {deductions: "2, assumed 1..300"}}', "points lost are multiplied by at most 100"),
        ('{official: {deduction: "2, assumed 1..3"}}', "there is no 'deduction' here. Allowed: deductions"),
    ],
)
def test_rules_by_tier_name_tiers_and_keep_their_bounds(tiers: str, message: str) -> None:
    found = problems((LEDGER, f"tiers: {tiers}\n{LEDGER}"))
    assert any(message in str(each) for each in found), "\n".join(map(str, found))


def test_rules_by_tier_need_a_ledger() -> None:
    cut = TEXT[TEXT.index("score:\n") : TEXT.index("conducts:")]
    found = problems((cut, 'score: none\ntiers: {official: {deductions: "2, assumed 1..3"}}\n'))
    assert "points lost are multiplied only in a ledger" in {each.message for each in found}


def test_a_reported_act_has_one_fate() -> None:
    shares = 'missed: "0.4, assumed 0.3..0.7", wrong_person: "0.2, assumed 0.1..0.4"'
    found = problems((LEDGER, f"linkage: {{{shares}}}\n{LEDGER}"))
    message = "1.1 of the reported acts would be missed or put on a wrong person in some draw"
    assert found[0].message == message and "at most 1 together" in str(found[0])
