"""`demerit upgrade`: what each row becomes, what is said of it, and what version 2 refuses."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit import documents
from demerit.cli.entry import start
from demerit.documents import parse
from demerit.errors import InvalidFile, WrongUse
from demerit.regime import loading
from demerit.regime.upgrading.carrying import carried, told
from tests.language.pages import whole

VERSION_1 = Path(__file__).parents[2] / "bench" / "proofs" / "frozen" / "version-1"
older_whole = functools.partial(whole, base="version-1.yaml")


def upgraded(piece: str) -> dict[str, object]:
    """Return what a piece of version 1 becomes, once it was read as it becomes."""
    made = carried(parse(older_whole(piece), "mine.yaml"))
    loading.from_document(made.document)
    return made.document.data


def refused(piece: str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        loading.from_document(parse(older_whole(f"demerit: 2\n{piece}"), "mine.yaml"))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "way"),
    [
        ("{enter: score < 3, term: none}", {"while": "score < 3"}),
        (
            '{enter: score < 3, term: "6 months, from law"}',
            {"once": "score < 3", "for": "6 months, from law", "again": "after-spell-ends"},
        ),
        (
            '{enter: {"on": [phone], if: score < 3}, term: "6 months, from law"}',
            {"record": ["phone"], "if": "score < 3", "own_points": "counted", "for": "6 months, from law"},
        ),
        ('{enter: {"on": [phone]}, term: none}', {"record": ["phone"], "for": "ever"}),
    ],
)
def test_a_list_has_ways(written: str, way: dict[str, object]) -> None:
    made = upgraded(f"lists:\n  out: {written}\n")
    assert made["lists"] == {"out": {"kind": "burden", "enter": [way]}}


RISK = (
    'score: {kind: risk-score, start: 0, threshold: 60, every: "4 weeks, from law",\n'
    '  expiry: "1 year, from law",\n'
    "  features: {away: {weight: 10}, speeding: {weight: 25}}}\n"
    "conducts: {speeding: {}, phone: {}}\nconsequences: {}\n"
    "lists:\n  flagged: {enter: flagged and age < 30, term: none}\n"
    "  on: {enter: listed(flagged), term: none}\n"
)


def test_a_risk_score_says_of_each_feature_what_it_asks_and_flagged_becomes_its_threshold() -> None:
    made = upgraded(RISK)
    score: Any = made["scores"]
    assert score["score"]["features"] == {
        "away": {"weight": 10, "is": "residence in {urban-away, rural-away}"},
        "speeding": {"weight": 25, "is": "records(speeding)"},
    }
    assert score["score"]["looked_at"] == "4 weeks, from law"
    lists: Any = made["lists"]
    assert lists["flagged"]["enter"] == [{"while": "score >= 60 and age < 30"}]
    assert lists["on"]["enter"] == [{"while": "listed(flagged)"}]
    conducts: Any = made["conducts"]
    assert conducts["defaults"] == {"counts": "1 year, from law"}


def test_a_risk_score_whose_weights_an_amendment_changes_is_not_carried() -> None:
    later = "amendments: [{from: 2025-01-01, score: {features: {speeding: {weight: 30}}}}]\n"
    with pytest.raises(InvalidFile, match="this is not carried by itself") as caught:
        carried(parse(older_whole(RISK + later), "mine.yaml"))
    assert [each.where for each in caught.value.problems] == ["amendments[0].score.features"]


def test_an_amendment_may_take_a_score_away_and_give_one() -> None:
    ledger = "{kind: ledger, start: 12}"
    made = upgraded(
        f"score: none\nconducts: {{speeding: {{from: law}}, phone: {{}}}}\nconsequences: {{}}\nlists: {{}}\n"
        f"amendments: [{{from: 2025-01-01, score: {ledger}}}, {{from: 2026-01-01, score: none}}]\n"
    )
    first, second = made["amendments"]  # type: ignore[misc]
    assert "scores" not in made and "score" not in made
    assert first["scores"] == {"score": {"kind": "ledger", "start": 12, "worse": "lower"}}
    assert second["scores"] == {"score": "none"}


@pytest.mark.parametrize(
    ("piece", "where", "allowed"),
    [
        ("score: 5\n", "score", "keys with their values, or `none`"),
        ("score: {start: 5}\n", "score", "kind: none, ledger"),
        ("score: {kind: ledger}\n", "score", "start as well"),
        ("score: {kind: ledger, start: 5, recovery: {points: 1}}\n", "score.recovery", "points and every"),
        ("lists: {out: {enter: 5, term: none}}\n", "lists.out.enter", "a condition, or `on` and `if`"),
        ("lists: [out]\n", "lists", "entries by name"),
        ("tiers: {official: 2}\n", "tiers.official", "deductions: FACTOR"),
        ("consequences: {a: {refuse: []}}\n", "consequences.a.refuse", "the name of a list"),
        ("amendments: {from: 2025-01-01}\n", "amendments", "a list of changes, each with `from`"),
    ],
)
def test_what_has_another_shape_than_version_1_gave_it_is_told_at_its_line(
    piece: str, where: str, allowed: str
) -> None:
    with pytest.raises(InvalidFile, match="another shape than version 1") as caught:
        carried(parse(older_whole(piece), "mine.yaml"))
    assert [each.where for each in caught.value.problems] == [where]
    assert allowed in str(caught.value.problems[0])


def test_a_list_that_a_tie_alone_fills_says_so() -> None:
    made = upgraded(
        'lists:\n  out: {enter: {"on": [phone]}, term: none}\n  near: {enter: age > 120, term: none}\n'
        "spillover: {household: {lists: near, of: out}}\n"
    )
    assert made["lists"]["near"] == {"kind": "burden", "enter": [{"by": "spillover"}]}  # type: ignore[index]


def test_a_consequence_says_whom_it_is_for() -> None:
    made = upgraded(
        "consequences:\n"
        "  a: {refuse: out, domain: train, context: travel, severity: 2}\n"
        "  b: {refuse: out, for: age < 30 or age > 60, context: travel, severity: 2}\n"
        '  c: {factor: "1.5, from law", for: score < 3, fiscal_cost: "9 euro per case, from law", context: finance, severity: 0}\n'  # noqa: E501
        '  d: {favour: score > 9 or age < 20, for: tier == owner, uptake: "0.5, from law", context: finance, severity: 0}\n'  # noqa: E501
    )
    assert made["consequences"] == {
        "a": {"refuse": ["train"], "to": "listed(out)", "context": "travel", "severity": 2},
        "b": {
            "refuse": ["b"],
            "to": "listed(out) and (age < 30 or age > 60)",
            "context": "travel",
            "severity": 2,
        },
        "c": {
            "price": ["c"],
            "times": "1.5, from law",
            "to": "score < 3",
            "public_cost": "9 euro per case, from law",
            "context": "finance",
            "severity": 0,
        },
        "d": {
            "favour": ["d"],
            "to": "(score > 9 or age < 20) and tier == owner",
            "uptake": "0.5, from law",
            "context": "finance",
        },
    }


def test_a_tier_is_a_weight() -> None:
    made = upgraded(
        '# stricter\ntiers:\n  # because\n  official: {deductions: "1.5, from law"}\n'
        'amendments:\n  - from: 2021-01-01\n    tiers: {owner: {deductions: "2, from law"}}\n'
        "  - from: 2022-01-01\n    tiers: none\n"
    )
    first = {"if": "tier == official", "adverse": "1.5, from law", "at": "ruling"}
    assert made["weights"] == [first]
    assert [change["weights"] for change in made["amendments"]] == [  # type: ignore[attr-defined]
        [first, {"if": "tier == owner", "adverse": "2, from law", "at": "ruling"}],
        [],
    ]


SEVEN = ("notice", "reasons", "hearing", "appeal", "correction", "repair", "human_review")
NOTICE = '{share: "1, from law", ahead: "2 weeks, from law"}'
REPAIR = '{after: "1 year, from law", chance: "0.5, from law"}'


def seven(**given: str) -> str:
    return "safeguards:\n" + "".join(f"  {key}: {given.get(key, 'none')}\n" for key in SEVEN)


def test_safeguards_are_bundles() -> None:
    assert upgraded(seven())["safeguards"] == "none"
    notice = {"share": "1, from law", "ahead": "2 weeks, from law"}
    repair = {"after": "1 year, from law", "chance": "0.5, from law"}
    assert upgraded(seven(notice=NOTICE))["safeguards"] == {
        "of_records": "ordinary",
        "of_listings": "none",
        "ordinary": {"notice": notice, "others": "none"},
    }
    assert upgraded(seven(repair=REPAIR))["safeguards"] == {
        "of_records": "none",
        "of_listings": "way-back",
        "way-back": {"repair": repair, "others": "none"},
    }
    amended = "amendments: [{from: 2021-01-01, safeguards: {repair: none, notice: " + NOTICE + "}}]\n"
    (change,) = upgraded(seven(repair=REPAIR) + amended)["amendments"]  # type: ignore[misc]
    assert change["safeguards"] == {
        "of_records": "ordinary",
        "ordinary": {"notice": notice, "others": "none"},
        "way-back": {"repair": "none"},
    }
    (change,) = upgraded(seven() + amended)["amendments"]  # type: ignore[misc]
    assert change["safeguards"]["of_listings"] == "none"
    amended = "amendments: [{from: 2021-01-01, safeguards: {repair: " + REPAIR + "}}]\n"
    (change,) = upgraded(seven(notice=NOTICE, repair=REPAIR) + amended)["amendments"]  # type: ignore[misc]
    assert change["safeguards"] == {"way-back": {"repair": repair}}


def test_an_amendment_is_said_anew_where_it_changes_what_is_said_anew() -> None:
    made = upgraded(
        'lists:\n  out: {enter: {"on": [phone]}, term: "6 months, from law"}\n'
        "consequences:\n  train: {refuse: out, context: travel, severity: 2}\n"
        "amendments:\n"
        "  - from: 2021-01-01\n"
        '    lists: {out: {term: "1 year, from law"}}\n'
        "    consequences: {train: {for: age >= 18}}\n"
        '    score: {expiry: "5 years, from law"}\n'
        "  - from: 2022-01-01\n"
        "    period: none\n"
        "    lists: {out: {minors: true}}\n"
    )
    first, second = made["amendments"]  # type: ignore[misc]
    assert first["lists"] == {"out": {"enter": [{"record": ["phone"], "for": "1 year, from law"}]}}
    assert first["consequences"] == {"train": {"to": "listed(out) and age >= 18"}}
    assert first["conducts"] == {"defaults": {"counts": "5 years, from law"}}
    assert "score" not in first
    assert second == {
        "from": second["from"],
        "declared": {"period": "none"},
        "lists": {"out": {"minors": True}},
    }


def test_defaults_of_the_old_way_go_with_it() -> None:
    made = upgraded(
        'lists:\n  defaults: {term: "6 months, from law"}\n  out: {enter: {"on": [phone]}}\n'
        "  low: {enter: score < 3, term: none}\n"
    )
    assert made["lists"] == {
        "out": {"kind": "burden", "enter": [{"record": ["phone"], "for": "6 months, from law"}]},
        "low": {"kind": "burden", "enter": [{"while": "score < 3"}]},
    }


def test_each_place_with_two_readings_is_named_with_the_other() -> None:
    piece = 'lists:\n  out: {enter: score < 3, term: "6 months, from law"}\n'
    readings = told(carried(parse(older_whole(piece), "mine.yaml")))
    assert [(each.line, each.where, each.message.split(":")[0]) for each in readings] == [
        (2, "lists.out.enter", "`once ... again"),
        (10, "scores.score.worse", "`worse"),
        (12, "conducts.defaults.counts", "`counts"),
    ]
    assert str(readings[1]) == (
        "mine.yaml:10:46: scores.score.worse: `worse: lower`: version 1 took a lower score as worse."
        " Next: keep it, or write worse: higher, where points are held against people."
    )


def test_what_comes_back_with_time_is_a_trigger_by_a_schedule() -> None:
    back = '{points: 1, every: "2 weeks, from law", chance: "0.5, assumed 0.2..0.8"}'
    made = upgraded(
        f"score: {{kind: ledger, start: 12, recovery: {back}}}\n"
        "amendments:\n"
        "  - from: 2021-01-01\n    score: {start: 10, recovery: {points: 3, chance: none}}\n"
        "  - from: 2022-01-01\n    score: {recovery: none}\n"
    )
    assert made["scores"] == {"score": {"kind": "ledger", "start": 12, "worse": "lower"}}
    assert made["triggers"] == {
        "recovery": {
            "schedule": "every 2 weeks from 2001-01-01, from law",
            "add": {"score": 1},
            "as_far_as": {"score": 12},
            "lasts": "ever",
            "chance": "0.5, assumed 0.2..0.8",
        }
    }
    first, second = made["amendments"]  # type: ignore[misc]
    assert first["triggers"] == {
        "recovery": {"add": {"score": 3}, "as_far_as": {"score": 10}, "chance": "none"}
    }
    assert first["scores"] == {"score": {"start": 10}}
    assert {**second, "from": ""} == {"from": "", "triggers": {"recovery": "none"}}


def test_the_anchor_of_what_comes_back_has_two_readings() -> None:
    piece = 'score: {kind: ledger, start: 12, recovery: {points: 1, every: "1 month, from law"}}\n'
    readings = told(carried(parse(older_whole(piece), "mine.yaml")))
    (said,) = [str(each) for each in readings if "schedule" in each.where]
    assert said.endswith(
        ': triggers.recovery.schedule: `schedule: "every 1 month from 2001-01-01, from law"`: version 1'
        " reckoned by the calendar, weeks from a Monday, months and years from their first day. Next:"
        " keep it, or write the day of one turn by the rule in place of this one, or `since last record`."
    )


def test_version_2_refuses_the_old_way_with_the_new_one() -> None:
    said = refused("period: none\nconducts: {speeding: {legal_basis: law}, phone: {}}\n")
    ends = ", or let `demerit upgrade` write it."
    said = [each for each in said if "'kind' is missing" not in each]
    assert [each.partition(" Next: write ")[2].removesuffix(ends) for each in said] == [
        "`declared: {period: ...}`",
        "`declared: {legal_basis: ...}`",
        "`scores: {NAME: {kind: ..., worse: lower}}`",
        "`enter: [{while: CONDITION}]`",
        "`for: LENGTH, way by way`",
        "`refuse: [KIND] with to: CONDITION`",
        *["`safeguards: {of_records: NAME, of_listings: none, NAME: {...}}, or safeguards: none`"] * 7,
    ]
    assert said[0].startswith("mine.yaml:2:1: period: version 2 says 'period' otherwise. Next: ")


MATCH = (
    "income_test: {conduct: phone, every: '1 year, from law', months: 12,"
    " benefit: '9 euro per month, from law',"
    " free: '0 euro per month, from law', taper: '1, from law', least: '1 euro, from law'}"
)


def test_debts_are_said_by_conduct() -> None:
    made = upgraded(
        "debts: {conducts: [phone, speeding], penalty: '4, from law', refunds: true}\n"
        "sources:\n"
        f"  match: {{kind: income-match, {MATCH}, coverage: '1, from law', sees: {{phone: '1, from law'}}}}\n"
        "amendments:\n"
        "  - {from: 2030-01-01, debts: {penalty: none, withheld_after: '1 year, from law'}}\n"
        "  - {from: 2031-01-01, debts: {conducts: [speeding]}}\n"
        "  - {from: 2032-01-01, debts: none}\n"
    )
    penalty, later = {"penalty": "4, from law", "refunds": True}, {"withheld_after": "1 year, from law"}
    assert made["debts"] == {
        "phone": {"amount": "averaged", **penalty},
        "speeding": {"amount": "act", **penalty},
    }
    changes = [change["debts"] for change in made["amendments"]]  # type: ignore[attr-defined]
    less = {**later, "penalty": "none"}
    assert changes == [{"phone": less, "speeding": less}, {"phone": "none"}, "none"]


def test_a_list_is_what_follows_from_it_and_where_nothing_does_the_place_is_named() -> None:
    piece = (
        "lists:\n  gold: {enter: score > 20, term: none}\n  idle: {enter: score < 3, term: none}\n"
        "  out: {enter: score < 5, term: none}\n"
        "consequences:\n  a: {refuse: out, domain: train, context: travel, severity: 2}\n"
        "  b: {favour: listed(gold), domain: train, context: travel, severity: 0}\n"
    )
    made = upgraded(piece)
    assert {name: each["kind"] for name, each in made["lists"].items()} == {  # type: ignore[attr-defined]
        "gold": "benefit",
        "idle": "burden",
        "out": "burden",
    }
    readings = told(carried(parse(whole(piece), "mine.yaml")))
    assert [each.where for each in readings if each.where.endswith("kind")] == ["lists.idle.kind"]


def test_version_2_asks_what_a_list_is() -> None:
    said = [each for each in refused("lists: {out: {enter: [{while: points < 3}]}}\n") if "'kind'" in each]
    assert said == [
        "mine.yaml:2:9: lists.out: 'kind' is missing here, and version 2 takes nothing for it. Next: add"
        " `kind: burden, benefit or note`; `demerit upgrade` says what version 1 took."
    ]


def test_version_2_asks_what_coverage_is_of() -> None:
    piece = (
        "scores: {points: {kind: ledger, start: 12, worse: lower}}\n"
        "conducts: {speeding: {points: -3, counts: ever}, phone: {}}\n"
        'lists: {out: {enter: [{record: [speeding], for: "6 months, from law"}]}}\n'
        "consequences: {train: {refuse: [train], to: listed(out), context: travel}}\n"
        'sources: {police: {kind: records, coverage: "1, from law", sees: {speeding: "1, from law"}}}\n'
    )
    said = [each for each in refused(piece) if " covers" in each or "'covers'" in each]
    assert said == [
        "mine.yaml:6:11: sources.police: 'covers' is missing here, and version 2 takes nothing for it. Next:"
        " add `covers: people`; `demerit upgrade` says what version 1 took."
    ]


def test_upgrade_writes_prints_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        (VERSION_1 / "penalty-points.yaml").read_text(encoding="utf-8").replace("penalty-points", "mine")
    )
    assert start(["upgrade", str(mine)]) == 0
    told = capsys.readouterr()
    assert "demerit: 2\nregime: mine" in told.out and told.err.count("two readings: ") == 4
    assert start(["upgrade", str(mine), "--out", str(mine), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] is True
    assert mine.read_text() == told.out
    assert start(["upgrade", str(mine)]) == 0
    told = capsys.readouterr()
    assert told.out == "" and told.err == f"{mine} is a file of version 2 already; there is nothing to do.\n"
    other = tmp_path / "other.yaml"
    other.write_text("demerit: 1\n")
    with pytest.raises(WrongUse, match="is there already"):
        demerit.upgrade(mine, out=other)


@pytest.mark.parametrize("name", ["town", "drivers", "china-lists-2018"])
def test_other_files_change_their_head_alone(name: str, tmp_path: Path) -> None:
    kind = {"town": "scenario", "drivers": "society", "china-lists-2018": "targets"}[name]
    now = documents.gallery.find(kind, name).read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(now.replace("demerit: 2", "demerit: 1", 1), encoding="utf-8")
    found = demerit.upgrade(path)
    assert found.kind == kind and found.changed
    assert found.text == now
