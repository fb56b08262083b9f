"""Files in which every numeric key of the language stands: three regimes and a society, for tests of numbers.

Three, because a regime has one kind of score. `test_extreme_numbers` checks that no key is left out.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from demerit.documents import parse, read, write
from demerit.regime.model import Regime
from demerit.regime.working import WORKING, rows_used
from demerit.regime.written_out import written_out
from tests import toy
from tests.toy import made

SHARE, SOON = made(0.5), "2 weeks, from made"
_SPILL = {"points": -1, "every": SOON, "of": "black", "chance": SHARE}
_BY_SEX = {"by": "sex", "is": {"male": made(0.9)}, "otherwise": made(0.8)}
_GRADES = {"A": ">= 101", "B": "80..100", "C": "< 80"}
_RULING = {"upholds_true": made(0.9), "upholds_false": SHARE}
_SAFEGUARDS = {
    "notice": {"share": SHARE, "ahead": SOON},
    "reasons": {"raises_appeal": made(1.5)},
    "hearing": {"share": SHARE, "stops_wrong": SHARE, "recognises_unable": SHARE, "delay": SOON},
    "appeal": {
        "chance": SHARE,
        "success_if_wrong": SHARE,
        "success_if_right": made(0.1),
        "delay": SOON,
        "independent": True,
        "suspensive": True,
    },
    "correction": {"chance": SHARE, "delay": SOON},
    "repair": {"after": SOON, "chance": SHARE, "delay": SOON},
    "human_review": {"share": SHARE, "stops_wrong": SHARE, "delay": SOON},
}


def _courts(**parts: Any) -> dict[str, Any]:
    """Return a source with every number that one has."""
    return {
        **toy.source({"default": 0.9, "lateness": 0.8, "noise": 0.7}),
        "coverage": _BY_SEX,
        "delay": SOON,
        "false_records": "0.2 per person-year, from made",
        "false_records_by": {"by": "tier", "is": {"official": made(2)}},
        "declared": {"retention": "2 years, from made", "accuracy": made(0.9)},
        **parts,
    }


def _informant() -> dict[str, Any]:
    return toy.source({"noise": 0.5, "untold": 0.5}, kind="informant", reward=5, false_report_penalty=5)


def _match() -> dict[str, Any]:
    test = {
        "conduct": "default",
        "every": "4 weeks, from made",
        "months": 3,
        "benefit": "900 crowns per month, from made",
        "free": "300 crowns per month, from made",
        "taper": SHARE,
        "least": "100 crowns, from made",
    }
    return _courts(kind="income-match", income_test=test)


def _camera() -> dict[str, Any]:
    by = {"by": "sex", "is": {"male": made(0.01)}, "otherwise": made(0.02)}
    return toy.source({"noise": 0.5}, kind="camera", covers="places", gallery="nation", false_match=by)


def _for_a_while(condition: str) -> dict[str, Any]:
    """Return a way onto a list that lasts four weeks at a time."""
    return {**toy.way(condition, "4 weeks, from made")}


def _apart(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a copy in which nothing stands twice: files have no anchors."""
    found: dict[str, Any] = json.loads(json.dumps(whole))
    return found


@cache
def _regimes() -> dict[str, dict[str, Any]]:
    common: dict[str, Any] = {
        "declared": {
            "period": "1 year, from made",
            "reviews": "1 year, from made",
            "monitoring": {
                "stats_published": True,
                "bias_audit": "1 year, from made",
                "impact_assessment": True,
                "compensation": True,
            },
        },
        "linkage": {"missed": made(0.1), "wrong_person": made(0.1), "gates": ["train"]},
        "adjudication": {
            "automated": SHARE,
            "machine": _RULING,
            "official": {**_RULING, "discretion": {"by": "tie", "strength": SHARE}},
            "delay": SOON,
            "ability_test": {"for": ["default"], "finds_able_if_able": SHARE, "finds_able_if_unable": SHARE},
        },
        "lists": {
            "black": {
                "kind": "burden",
                "enter": [{"record": ["default", "lateness"], "for": "8 weeks, from made"}],
                "release_on_payment": SOON,
                "publish": ["web"],
            },
            "low": {
                "kind": "burden",
                "enter": [_for_a_while("score < 90")],
                "stops": {"acts": ["noise"], "attempts": ["train"], "how": "forbidden"},
                "severity": 2,
            },
            "firms": {"kind": "burden", "entity": "organisation", "enter": [_for_a_while("score < 90")]},
            "ways": {
                "kind": "burden",
                "enter": [
                    {
                        "record": ["default"],
                        "for": [{"if": "age >= 40", "is": "9 weeks, from made"}, {"is": "ever"}],
                    },
                    {
                        "once": "score < 80",
                        "at_least": "2 weeks, from made",
                        "until": "score >= 90",
                        "at_most": "20 weeks, from made",
                        "again": "never",
                    },
                ],
                "looked_at": "2 weeks, from made",
            },
            "trained": {"kind": "note", "enter": [{"while": "passed(retraining ever) >= 1"}]},
        },
        "consequences": {
            "train": {
                "refuse": ["train"],
                "to": "listed(black)",
                "context": "travel",
                "severity": 3,
                "declared": {"duration": "1 year, from made", "notice_days": 5},
            },
            "loan": {
                "favour": ["loan"],
                "to": "score >= 90",
                "uptake": SHARE,
                "public_cost": "30 crowns per case, from made",
                "context": "finance",
            },
            "net": {
                "slow": ["internet"],
                "to": "score < 90",
                "times": made(0.2),
                "context": "internet",
                "severity": 1,
            },
            "bus": {
                "refuse": ["train"],
                "to": "listed(black) and age >= 20",
                "chance": SHARE,
                "finds": SHARE,
                "discretion": SHARE,
                "mismatch": SHARE,
                "but_not": "age >= 60",
                "context": "travel",
            },
            "fare": {
                "price": ["train"],
                "to": "score < 90",
                "times": made(1.5),
                "public_cost": "30 crowns per case, from made",
                "context": "travel",
                "severity": 1,
            },
        },
        "offers": {
            "retraining": {
                "kind": "course",
                "open_to": "age >= 20",
                "costs": "30 crowns, from made",
                "duration": SOON,
                "share_passing": SHARE,
            },
        },
        "debts": {
            name: {"amount": "act", "penalty": made(0.5), "withheld_after": SOON, "refunds": True}
            for name in ("default", "lateness")
        },
        "safeguards": {
            "of_records": "court",
            "of_listings": "way-back",
            "court": {**_SAFEGUARDS, "repair": "none"},
            "way-back": {"repair": _SAFEGUARDS["repair"], "others": "none"},
        },
        "surveillance": {"geofence_m": 100},
    }
    tie = {"lists": "black", "chance": SHARE}
    ledger = toy.regime(
        **common,
        scores={
            "score": {
                "kind": "ledger",
                "worse": "lower",
                "start": 100,
                "floor": 0,
                "cap": 200,
                "grades": dict(_GRADES),
                "most_per_step": 50,
            }
        },
        weights=[
            {"if": "tier == official", "adverse": made(0.5), "at": "ruling"},
            {"if": "tier == owner", "adverse": made(2), "at": "ruling"},
            {"if": "fifth <= 2", "points": made("1.5 times")},
            {"if": "tenure < 1 year", "adverse": made("2 times"), "of": ["default"]},
        ],
        conducts={
            "defaults": {"counts": "10 weeks, from made"},
            "default": {"points": -20, "gravity": 3},
            "lateness": {"points": -5, "discretionary": [-10, -1]},
            "noise": {"points": 2},
            "untold": {"points": -3, "deadline": SOON},
        },
        sources={"courts": _courts(), "people": _informant(), "camera": _camera()},
        triggers={
            "recovery": {
                "schedule": "every 2 weeks from 2001-01-01, from made",
                "add": {"score": 1},
                "as_far_as": {"score": 100},
                "lasts": "ever",
                "chance": SHARE,
            },
            "raised": {"leaves": "black", "set": {"score": 90}, "lasts": SOON, "chance": SHARE},
            "lowered": {"enters": "black", "add": {"score": -1}, "lasts": SOON},
            "yearly": {
                "schedule": "every 5 weeks from 2019-12-30, from made",
                "add": {"score": -2},
                "as_far_as": {"score": 60},
                "lasts": "ever",
            },
        },
        spillover={
            **{
                name: dict(_SPILL)
                for name in ("household", "acquaintance", "parent", "adult_child", "sibling")
            },
            "spouse": {"lists": "black", "chance": SHARE},
            "former_spouse": {"share_of_points": SHARE},
            "group": {"share_of_points": SHARE},
            "workplace": {"share_of_points": SHARE},
        },
        rollout={"pilot": {"share": SHARE, "from": "2019-01-07"}, "nationwide": "2020-01-06"},
    )
    mean = toy.regime(
        **common,
        scores={
            "score": {
                "kind": "rolling-mean",
                "worse": "lower",
                "start": 100,
                "floor": 50,
                "cap": 150,
                "grades": dict(_GRADES),
                "window": 5,
                "scale": [40, 160],
            }
        },
        conducts={
            "defaults": {"counts": "ever"},
            "default": {"points": 50},
            "lateness": {"points": 60, "discretionary": [50, 90]},
            "noise": {"points": 120},
            "untold": {"points": 40, "deadline": SOON},
        },
        sources={"courts": {**_match(), "sees": {**_match()["sees"], "noise": _BY_SEX}}},
        spillover={"household": tie, "leader": {"lists": "black", "of": "firms", "chance": SHARE}},
        rollout={"pilot": {"cities": 3, "from": "2019-01-07"}, "nationwide": "2020-01-06"},
    )
    risk = toy.regime(
        **common,
        scores={
            "score": {
                "kind": "risk-score",
                "worse": "higher",
                "start": 80,
                "floor": 0,
                "cap": 300,
                "grades": dict(_GRADES),
                "features": {
                    "age": {"is": "age", "weight": 1, "noise": made(2)},
                    "default": {"is": "records(default)", "weight": -9, "noise": "none"},
                },
                "looked_at": SOON,
            }
        },
        conducts={
            "default": {"counts": "20 weeks, from made"},
            "lateness": {},
            "noise": {},
            "untold": {"deadline": SOON},
        },
        sources={
            "courts": {**_courts(), "coverage": "0.9 of watched, from made"},
            "camera": {**_camera(), "false_match": made(0.01), "sees": {"noise": "half"}},
        },
        values={"watched": _BY_SEX, "half": SHARE},
        spillover={"organisation": {"lists": "firms", "of": "black", "chance": SHARE}},
    )
    named = toy.regime(
        debts={
            "default": {
                "amount": "900 crowns, from made",
                "penalty": made(0.5),
                "withheld_after": SOON,
                "refunds": True,
            }
        },
        scores={
            "licence": {
                "kind": "ledger",
                "start": 0,
                "floor": -10,
                "cap": 200,
                "grades": dict(_GRADES),
                "most_per_step": 50,
                "worse": "higher",
            },
            "stars": {
                "kind": "rolling-mean",
                "start": 100,
                "floor": 50,
                "cap": 150,
                "window": 5,
                "scale": [40, 160],
                "least": 2,
                "worse": "lower",
            },
            "part": {
                "kind": "share",
                "start": "0 %",
                "of": ["lateness"],
                "among": ["default", "lateness"],
                "within": "10 weeks, from made",
                "least": 2,
                "worse": "higher",
            },
            "risk": {
                "kind": "risk-score",
                "start": 80,
                "floor": 0,
                "cap": 300,
                "worse": "higher",
                "looked_at": SOON,
                "features": {
                    "age": {"is": "age", "weight": 1, "noise": made(2)},
                    "file": {"is": "tenure", "per": "3 weeks", "weight": -9, "most": 3},
                },
            },
        },
        conducts={
            "default": {"points": {"licence": 3, "stars": 50}, "counts": "10 weeks from act, from made"},
            "lateness": {"points": {"licence": 1}, "counts": "20 weeks, from made"},
        },
        sources={"courts": {**_courts(), "coverage": [{"if": "age >= 20", "is": SHARE}, {"is": _BY_SEX}]}},
        safeguards={
            "of_records": "court",
            "of_listings": "board",
            "court": {**_SAFEGUARDS, "repair": "none"},
            "board": {
                "appeal": {
                    **_SAFEGUARDS["appeal"],
                    "suspensive": False,
                    "success_if_protected": SHARE,
                    "success_if_slight": SHARE,
                },
                "correction": _SAFEGUARDS["correction"],
                "hearing": {"share": SHARE, "stops_wrong": SHARE, "exempts": SHARE, "delay": SOON},
                "repair": _SAFEGUARDS["repair"],
                "others": "none",
            },
        },
    )
    named["conducts"]["noise"] = {}
    found = {"ledger": ledger, "rolling mean": mean, "risk score": risk, "named scores": named}
    for whole in found.values():
        form = written_out(parse(write(_apart(whole)), "regime.yaml")).data
        whole["not_modelled"] = sorted(set(rows_used(Regime.model_validate(form))) - set(WORKING))
    return found


def regimes() -> dict[str, dict[str, Any]]:
    """Return the regimes by kind of score."""
    return _apart(_regimes())


@cache
def _society() -> dict[str, Any]:
    whole: dict[str, Any] = read(toy.answering()).data
    sides = {
        "by_sex": {"male": 1, "female": 1},
        "by_tier": dict.fromkeys(("ordinary", "official", "owner", "visitor"), 1),
        "by_residence": dict.fromkeys(
            ("urban local", "urban away", "rural local", "rural away", "visitor"), 1
        ),
    }
    whole["attempts"]["loan"] |= {name: {"values": it, "from": "made"} for name, it in sides.items()}
    whole["attempts"]["loan"]["severity"] = 2
    sizes = dict.fromkeys(("micro", "small", "medium", "large"), 1)
    whole["attempts"]["bid"]["by_size"] = {"values": sizes, "from": "made"}
    whole["incomes"]["pay"] = {
        "owner": {
            "paid": "2_000 crowns per month, from made",
            "in_work": SHARE,
            "begins": SHARE,
            "ends": SHARE,
        }
    }
    whole["incomes"]["published_gini"] = {"low": made(0.1), "high": made(0.9)}
    whole["conducts"]["untold"] = {
        "title": "Living elsewhere than registered, and not telling in time",
        "context": "housing",
        "gravity": 1,
        "made_by": "move",
        "tells": SHARE,
    }
    whole["holdings"]["licence"] |= {name: {"values": it, "from": "made"} for name, it in sides.items()}
    whole["responses"]["offers"]["course"]["unlisted_cost"] = "5 crowns, from made"
    whole["holdings"]["licence"]["by_fifth"] = {
        "values": dict.fromkeys(("1", "2", "3", "4", "5"), 1),
        "from": "made",
    }
    whole["propensities"]["manner"] = {
        "title": "Kinds of people",
        "kinds": {"values": {"calm": 0.8, "wild": 0.2}, "from": "made"},
    }
    whole["conducts"]["lateness"]["propensity"] = "manner"
    whole["conducts"]["lateness"]["by_kind"] = {"values": {"calm": 1, "wild": 1}, "from": "made"}
    whole["ages"]["growth"] = "1 % per year, from made"
    bands = whole["ages"]["bands"]["values"]
    bands["75-84"] = bands.pop("75-79") + bands.pop("80-84")
    return whole


def society(kind: str) -> dict[str, Any]:
    """Return the society that a test runs a regime in: organisations are counted, or follow the people."""
    whole = _apart(_society())
    if kind == "risk score":
        del whole["organisations"]["number"]
        whole["organisations"]["per_person"] = made(0.04)
    return whole
