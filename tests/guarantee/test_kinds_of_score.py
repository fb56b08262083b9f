"""M60: a rolling mean is the mean of the last ratings; a risk score sums features with declared errors.

Ratings are counted here from a ledger on the same seed, in which each record of a conduct moves the score
by a number that tells it: the same records come up in the same weeks under either kind of score.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from demerit.engine.world import Occupant
from demerit.mechanisms.lists.counts import GROUND, LISTS
from demerit.scenario.codes import AT
from demerit.scenario.histories import RECORDED, SHADOW
from tests import toy
from tests.statistical.three_outcomes import Comparison, meets, require
from tests.toy import made

START = 300
STEPS = 40
LOW, HIGH = 100, 500
"""Ratings of a default and of a lateness."""
AWAY = "residence in {urban-away, rural-away}"
NO_GRADES: dict[str, Any] = {"high": ">= 300", "low": "< 300"}


def regime(score: dict[str, Any], points: tuple[int, int], **parts: Any) -> dict[str, Any]:
    """Return a regime that counts every default and lateness, and as many that never were."""
    source = toy.source({"default": 1, "lateness": 1}, false_records=made("200 % per person-year"))
    return toy.regime(
        scores={"score": {"start": START, "worse": "lower", "grades": dict(NO_GRADES), **score}},
        conducts={
            name: {"points": each, "counts": "ever"}
            for name, each in zip(("default", "lateness"), points, strict=True)
        },
        sources={"courts": source},
        **parts,
    )


def rolling(window: int, **parts: Any) -> dict[str, Any]:
    """Return a regime with a mean of the last `window` ratings."""
    score = {"kind": "rolling-mean", "window": window, "scale": [LOW, HIGH]}
    return regime(score, (LOW, HIGH), **parts)


def risk(features: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return a regime with a risk score of `features` from 0, worked out every 4 weeks."""
    score = {"kind": "risk-score", "start": 0, "worse": "higher", "features": features}
    return regime({**score, "looked_at": made("4 weeks")}, (0, 0), **parts)


def lives(whole: dict[str, Any], slots: int = 1500) -> Iterator[tuple[int, dict[int, Occupant]]]:
    """Yield the persons of a still district by slot, step by step."""
    t = toy.still(toy.tables(whole, STEPS))
    for step, world, _ in toy.walk(t, toy.empty(t), slots=slots):
        yield step, {slot: who for slot, who in world.occupants.items() if who.is_person}


def ratings(history: int) -> Iterator[dict[int, list[int]]]:
    """Yield, step by step and by slot, the ratings that came up: those of defaults, then of latenesses."""
    before: dict[int, int] = {}
    for _, people in lives(regime({"kind": "ledger"}, (1, 1000))):
        fresh = {}
        for slot, who in people.items():
            late, default = divmod(who.scores[0].score[history] - before.get(slot, START), 1000)
            fresh[slot] = [LOW] * default + [HIGH] * late
            before[slot] = who.scores[0].score[history]
        yield fresh


def mean(values: list[int]) -> int:
    """Return the mean, rounded half up, or the start where nothing was rated."""
    return math.floor(sum(values) / len(values) + 0.5) if values else START


@pytest.mark.parametrize("history", [RECORDED, SHADOW])
def test_a_rolling_mean_is_the_mean_of_all_ratings_while_they_are_few(history: int) -> None:
    so_far: dict[int, list[int]] = {}
    rated = 0
    for (_, people), fresh in zip(lives(rolling(100)), ratings(history), strict=True):
        for slot, who in people.items():
            mine = so_far.setdefault(slot, [])
            mine += fresh[slot]
            assert who.scores[0].score[history] == mean(mine)
            rated += len(mine) > 1
    assert rated > 1000


def test_only_the_last_ratings_count() -> None:
    """People are left out from the first week in which two of their ratings come up at once."""
    so_far: dict[int, list[int]] = {}
    seen, outgrown = 0, set()
    for (_, people), fresh in zip(lives(rolling(3)), ratings(RECORDED), strict=True):
        for slot, who in people.items():
            so_far.setdefault(slot, []).extend(fresh[slot])
            if len(fresh[slot]) > 1:
                outgrown.add(slot)
            if slot not in outgrown:
                assert who.scores[0].score[RECORDED] == mean(so_far[slot][-3:])
                seen += len(so_far[slot]) > 3
    assert seen > 100


def test_a_corrected_rating_is_taken_out() -> None:
    """Every false rating is found a week later, so that a week later the mean is the shadow's."""
    correction = toy.of_records(correction={"chance": made(1), "delay": made("1 week")})
    before: dict[int, int] = {}
    corrected = 0
    for _, people in lives(rolling(100, safeguards=correction)):
        for slot, who in people.items():
            kept = [
                each for each in who.scores[0].ratings[RECORDED] if each not in who.scores[0].ratings[SHADOW]
            ]
            assert len(kept) <= len(who.scores[0].ratings[RECORDED]) - len(who.scores[0].ratings[SHADOW])
            corrected += before.get(slot, 0) > len(kept)
            before[slot] = len(kept)
    assert corrected > 100
    # False ratings of the last week alone still count; about one person in 25 has one.
    assert sum(before.values()) < len(before) / 10


def phi(z: float) -> float:
    """Return the standard normal distribution function."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def test_errors_of_a_risk_score_are_normal_with_the_declared_spread() -> None:
    """Two features with errors of 10 x 2.4 and 1 x 7 points: together sqrt(24^2 + 7^2) = 25."""
    features = {
        "fifth": {"is": "fifth", "weight": 10, "noise": made(2.4)},
        "away": {"is": AWAY, "weight": 1, "noise": made(7)},
    }
    errors: list[float] = []
    above: dict[int, list[int]] = {}
    for step, people in lives(risk(features), slots=4096):
        if step % 4 == 0:
            for who in people.values():
                exact = 10 * (who.fifth + 1) + int(who.residence in (1, 3))
                assert who.scores[0].score[SHADOW] == exact
                errors.append(who.scores[0].score[RECORDED] - exact)
                above.setdefault(exact, []).append(who.scores[0].score[RECORDED] >= 40)
    n, values = len(errors), np.array(errors)
    require(meets(float(values.mean()), 0, 25 / math.sqrt(n), 1, what="mean error"))
    require(meets(float(values.std()), 25, 25 / math.sqrt(2 * n), 0.7, what="spread of errors"))
    found: list[Comparison] = []
    for exact, over in above.items():
        share = 1 - phi((39.5 - exact) / 25)
        sd = math.sqrt(share * (1 - share) / len(over))
        if len(over) > 2000:
            found.append(meets(float(np.mean(over)), share, sd, 0.06, what=f"flagged from {exact}"))
    assert len(found) >= 4
    require(*found)


def test_between_two_dates_a_risk_score_stands_still_and_records_count_on_the_next() -> None:
    """Records in force are counted from the ledger: 3 points for a default, whenever it came up."""
    whole = risk({"default": {"is": "records(default)", "weight": 3}})
    defaults: dict[int, int] = {}
    before: dict[int, int] = {}
    moved = 0
    for (step, people), fresh in zip(lives(whole), ratings(RECORDED), strict=True):
        for slot, who in people.items():
            defaults[slot] = defaults.get(slot, 0) + fresh[slot].count(LOW)
            if step % 4 == 0:
                assert who.scores[0].score[RECORDED] == 3 * defaults[slot]
                moved += who.scores[0].score[RECORDED] != before.get(slot, 0)
            else:
                assert who.scores[0].score[RECORDED] == before[slot]
            before[slot] = who.scores[0].score[RECORDED]
    assert moved > 1000


def test_a_risk_score_is_measured_anew_on_each_date() -> None:
    features = {"age": {"is": "age", "weight": 1, "noise": made(20)}}
    pairs = []
    before: dict[int, int] = {}
    for step, people in lives(risk(features)):
        if step % 4 == 0:
            errors = {
                slot: who.scores[0].score[RECORDED] - who.scores[0].score[SHADOW]
                for slot, who in people.items()
            }
            pairs += [(before[slot], error) for slot, error in errors.items() if slot in before]
            before = errors
    correlation = float(np.corrcoef(np.array(pairs).T)[0, 1])
    require(meets(correlation, 0, 1 / math.sqrt(len(pairs)), 0.06, what="correlation between dates"))


LOW_MEAN = {"low": {"kind": "burden", "enter": [{"while": "score < 300"}], "minors": True}}
FLAGGED = {"flagged": {"kind": "burden", "enter": [{"while": "score >= 40"}], "minors": True}}


def counted(whole: dict[str, Any], last: int = 2) -> Any:
    """Return the counts of list 0 for everybody, over all steps of some still districts."""
    t = toy.still(toy.tables(whole, STEPS))
    return toy.compiled(t, last=last).lists[:, 0, 0].sum(axis=0)


def test_flags_of_a_risk_score_err_at_the_rate_of_its_noise() -> None:
    """With 10 points a fifth, flagged from 40: the shadow flags fifths 4 and 5, errors (of 25) others too."""
    t = toy.still(
        toy.tables(risk({"fifth": {"is": "fifth", "weight": 10, "noise": made(2.5)}}, lists=FLAGGED), STEPS)
    )
    totals = toy.compiled(t, last=8)
    at = int(t.axes.starts[AT.fifth])
    found = []
    for fifth in range(5):
        lists, weeks = totals.lists[:, 0, at + fifth].sum(axis=0), totals.people[:, at + fifth, 0].sum()
        flag = 1 - phi((39.5 - 10 * (fifth + 1)) / 25)
        wrong = fifth < 3
        column, share = (LISTS.wrongful, flag) if wrong else (LISTS.spared, 1 - flag)
        assert lists[LISTS.through_others + GROUND.counted_for_more] == lists[LISTS.wrongful] and (
            wrong or lists[LISTS.wrongful] == 0
        )
        sd = math.sqrt(share * (1 - share) / (int(weeks) / 4))  # an error lasts four weeks
        found.append(meets(int(lists[column]) / int(weeks), share, sd, 0.05, what=f"fifth {fifth + 1}"))
    require(*found)


def test_low_means_that_rest_on_false_ratings_are_unfounded_and_wrongful() -> None:
    with_false = counted(rolling(10, lists=LOW_MEAN))
    clean = rolling(10, lists=LOW_MEAN)
    clean["sources"]["courts"]["false_records"] = "none"
    without = counted(clean)
    assert (
        with_false[LISTS.through_others + GROUND.unfounded]
        == with_false[LISTS.wrongful]
        > 0
        < with_false[LISTS.spared]
    )
    assert (
        without[LISTS.stock]
        > 0
        == without[LISTS.through_others + GROUND.unfounded]
        == without[LISTS.wrongful]
        == without[LISTS.spared]
    )


@pytest.mark.parametrize("kind", ["rolling-mean", "risk-score"])
def test_flags_for_protected_conduct_alone_are_protected(kind: str) -> None:
    mean_of_ten = rolling(10, lists=LOW_MEAN)
    whole = (
        mean_of_ten
        if kind == "rolling-mean"
        else risk({"default": {"is": "records(default)", "weight": 50}}, lists=FLAGGED)
    )
    whole["sources"]["courts"]["false_records"] = "none"
    t = toy.still(toy.tables(whole, STEPS))
    t = t._replace(
        conduct=t.conduct._replace(protected=np.ones_like(t.conduct.protected)),
        histories=t.histories._replace(row=np.arange(6), kept=np.arange(6)),
    )
    lists = toy.compiled(t).lists[:, 0, 0].sum(axis=0)
    assert lists[LISTS.stock] == lists[LISTS.through_others + GROUND.protected] > 0


def test_an_amendment_to_another_kind_begins_everybody_anew() -> None:
    """Records of the time before, still to come up or to end, count in neither score."""
    whole = regime({"kind": "ledger"}, (-7, 3))
    for conduct in whole["conducts"].values():
        conduct["counts"] = made("6 weeks")
    mean_score = {"kind": "rolling-mean", "window": 100, "scale": [LOW, HIGH]}
    change = {
        "scores": {"score": {"start": START, "worse": "lower", "grades": dict(NO_GRADES), **mean_score}},
        "conducts": {
            "default": {"points": LOW, "counts": "ever"},
            "lateness": {"points": HIGH, "counts": "ever"},
        },
    }
    whole["amendments"] = [{"from": "2020-04-06", **change}]
    first = 13
    so_far: dict[int, list[int]] = {}
    for (step, people), fresh in zip(lives(whole), ratings(RECORDED), strict=True):
        for slot, who in people.items():
            if step >= first:
                so_far.setdefault(slot, []).extend(fresh[slot])
                assert who.scores[0].score[RECORDED] == mean(so_far[slot])
