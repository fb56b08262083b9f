"""Means and risks as scores, weights by tier, and the schema: mistakes are told at their line."""

from __future__ import annotations

import pytest

from demerit.regime import loading, working
from demerit.regime.expressions import evaluate
from tests.unit.lists_regime import SCORES, WITHOUT_RECOVERY, WITHOUT_SCORE, loaded, problems

MEAN = (
    "scores: {score: {kind: rolling-mean, window: 100, start: 500, scale: [100, 500], worse: lower, "
    'grades: {good: ">= 460", low: "< 460"}}}\n'
)
RISK = (
    'scores: {score: {kind: risk-score, start: 0, worse: higher, looked_at: "4 weeks, from daum", '
    "features: {defaults: {is: records(judgment-default ever), weight: 10, "
    'noise: "0.5, assumed 0.2..1"}}, '
    'grades: {low: "< 50", high: ">= 50"}}}\n'
)
HEAVY = RISK.replace("weight: 10", "weight: 200")


def of_another_kind(score: str, condition: str = "grade == low") -> list[tuple[str, str]]:
    """Return the changes that give the example a score of another kind, and no points."""
    return [
        *WITHOUT_RECOVERY,
        (SCORES, score),
        ("grade == D", condition),
        ("grade == A", "grade == low"),
        ("points: -20", "points: 0"),
        ("points: 5}", "points: 0}"),
    ]


def test_a_score_may_be_a_mean_or_a_risk() -> None:
    assert loaded(*of_another_kind(MEAN)).scores["score"].kind == "rolling-mean"
    assert loaded(*of_another_kind(RISK)).scores["score"].kind == "risk-score"
    assert "M60" in working.rows_used(loaded(*of_another_kind(RISK)))


def test_whoever_reaches_a_threshold_is_asked_by_the_score_and_flagged_is_no_word() -> None:
    made = loaded(*of_another_kind(RISK, "score >= 50 and age >= 30"))
    tree = made.expression("score >= 50 and age >= 30")
    for score, age, holds in ((50, 30, 1), (49, 30, 0), (50, 29, 0)):
        assert evaluate(tree, {"score": score, "age": age}) == holds
    found = problems(*of_another_kind(RISK, "flagged"))
    assert "'flagged' is not known here" in found[0].message


@pytest.mark.parametrize(
    ("score", "old", "new", "message"),
    [
        (MEAN, "window: 100", "window: 1001", "at most 1,000 ratings are kept"),
        (MEAN, "[100, 500]", "[0, 500]", "this is no scale of ratings"),
        (MEAN, "[100, 500]", "[500, 500]", "this is no scale of ratings"),
        (RISK, "judgment-default", "judgement-default", "there is no conduct 'judgement-default'"),
        (RISK, "records(judgment-default ever)", "agee", "'agee' is not known here"),
        (RISK, "records(judgment-default ever)", "group == A", "`group` is a protected trait"),
        (RISK, "weight: 10", "weight: 2000000", "a weight, or its error in points, is too large"),
        (HEAVY, "assumed 0.2..1", "assumed 0.2..9000", "a weight, or its error in points, is too large"),
        (RISK, 'looked_at: "4 weeks, from daum", ', "", "'looked_at' is missing here"),
        (RISK, "4 weeks, from daum", "4 weeks, assumed 0..8", "nothing happens every 0 weeks"),
    ],
)
def test_mistakes_in_means_and_risks_are_told(score: str, old: str, new: str, message: str) -> None:
    found = problems(*of_another_kind(score.replace(old, new)))
    assert any(message in str(each) for each in found), "\n".join(map(str, found))


def test_a_risk_score_has_few_features() -> None:
    many = "".join(f"x{n}: {{is: age >= {n}, weight: 1}}, " for n in range(1, 17))
    found = problems(*of_another_kind(RISK.replace("features: {", "features: {" + many)))
    assert any("at most 16 features work" in str(each) for each in found)


def test_a_rating_lies_on_the_scale() -> None:
    found = problems(*of_another_kind(MEAN), ("points: 0", "points: 50"))
    assert "a rating of 50 lies outside the scale" in found[0].message
    assert "100 to 500; 0 points are no rating" in str(found[0])


def test_the_schema_names_every_key_with_a_description() -> None:
    made = loading.schema()
    assert {"scores", "conducts", "sources", "lists", "consequences", "safeguards", "not_modelled"} <= set(
        made["properties"]
    )
    for part in [made, *made["$defs"].values()]:
        for name, entry in part.get("properties", {}).items():
            assert "description" in entry or "$ref" in entry or "const" in entry, name


LEDGER = "scores:\n"


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        (
            '{if: tier == offical, adverse: "2, assumed 1..3", at: ruling}',
            "'offical' is no tier. Allowed: ordinary, official, owner, visitor. Did you mean official?",
        ),
        (
            '{if: tier == official, adverse: "2, assumed 1..300", at: ruling}',
            "together they may multiply points by 300",
        ),
        (
            '{if: tier == official, advers: "2, assumed 1..3"}',
            "there is no 'advers' here. Allowed: adverse, at",
        ),
    ],
)
def test_weights_by_tier_name_tiers_and_keep_their_bounds(weight: str, message: str) -> None:
    found = problems((LEDGER, f"weights: [{weight}]\n{LEDGER}"))
    assert any(message in str(each) for each in found), "\n".join(map(str, found))


def test_weights_need_a_ledger() -> None:
    weight = '{if: tier == official, adverse: "2, assumed 1..3", at: ruling}'
    found = problems(*WITHOUT_SCORE, ("conducts:\n", f"weights: [{weight}]\nconducts:\n"))
    assert "points are multiplied only in a ledger" in {each.message for each in found}


def test_a_reported_act_has_one_fate() -> None:
    shares = 'missed: "0.4, assumed 0.3..0.7", wrong_person: "0.2, assumed 0.1..0.4"'
    found = problems((LEDGER, f"linkage: {{{shares}}}\n{LEDGER}"))
    message = "1.1 of the reported acts would be missed or put on a wrong person in some draw"
    assert found[0].message == message and "at most 1 together" in str(found[0])
