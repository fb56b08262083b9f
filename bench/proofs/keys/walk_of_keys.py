"""A small regime in a small society with every mechanism at work, run as it is and with one key changed.

What moves is told by table and column, as counts by what they are counted by; the table `inputs`, which
repeats what a file says, is left out, for an echo is no effect.
"""

from __future__ import annotations

import copy
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from demerit.archive.schema import TABLES
from demerit.counted.table import Coded
from demerit.documents import parse, read, write
from demerit.engine.columns import cube
from demerit.engine.districts import Desk
from demerit.scenario.lower import lower
from demerit.scenario.resolve import Resolved, resolve
from tests import toy
from tests.toy import made

STEPS, PEOPLE = 40, 2500
ECHOES = ("inputs", "moments")
"""What repeats a file, and sums for intervals of what other tables count."""
Counts = dict[str, Counter[tuple[Any, ...]]]


def _everything() -> dict[str, Any]:
    """Return a regime in which each mechanism that works is at work, with a ledger."""
    residence = {"by": "residence", "is": {"urban local": made(0.9)}, "otherwise": made(0.7)}
    spills: dict[str, Any] = {
        relation: {"lists": "black", "of": "low", "chance": made(0.5), "applies_to": "age >= 20"}
        for relation in RELATIONS
    }
    spills["leader"] = {"lists": "black", "of": "firms", "chance": made(0.5), "applies_to": "size != large"}
    spills["organisation"] = {"lists": "firms", "of": "black", "chance": made(0.5), "applies_to": "age >= 20"}
    return toy.regime(
        values={"watched": {"by": "residence", "is": {"urban local": made(0.9)}, "otherwise": made(0.6)}},
        scores={
            "score": {
                "kind": "ledger",
                "start": 100,
                "floor": 40,
                "cap": 110,
                "grades": {"AA": ">= 105", "A": "100..104", "B": "80..99", "C": "< 80"},
                "most_per_step": 25,
                "worse": "lower",
            }
        },
        weights=[{"if": "tier == official", "adverse": made(0.5), "at": "ruling"}],
        triggers={
            "back": {
                "schedule": "every 4 weeks from 2020-01-20, from made",
                "add": {"score": 3},
                "as_far_as": {"score": 100},
                "lasts": "ever",
                "chance": made(0.5),
            }
        },
        linkage={"missed": made(0.1), "wrong_person": made(0.1), "gates": ["loan"]},
        conducts={
            "default": {"points": -10, "since": "2020-01-20", **_COUNTS},
            "lateness": {"points": -8, "discretionary": [-12, -4], **_COUNTS},
            "noise": {"points": 12, **_COUNTS},
            "arrears": {"points": -5, **_COUNTS},
        },
        sources={
            "courts": {
                "kind": "records",
                "covers": "people",
                "sees": {"default": made(0.9), "lateness": copy.deepcopy(residence), "noise": made(0.3)},
                "coverage": copy.deepcopy(residence),
                "delay": "1 week, from made",
                "false_records": "100 % per person-year, from made",
                "false_records_by": {"by": "fifth", "is": {"1": made(2)}},
            },
            "registers": {
                "kind": "records",
                "covers": "people",
                "entity": "organisation",
                "sees": {"arrears": made(0.9)},
                "coverage": made(0.9),
                "false_records": "10 % per organisation-year, from made",
            },
            "match": {
                "kind": "income-match",
                "covers": "people",
                "sees": {"lateness": made(0.2)},
                "coverage": "0.7 of watched, from made",
                "income_test": {
                    "conduct": "lateness",
                    "every": "5 weeks, from made",
                    "months": 2,
                    "for": "fifth <= 3",
                    "benefit": "1_500 crowns per month, from made",
                    "free": "300 crowns per month, from made",
                    "taper": made(0.6),
                    "least": "50 crowns, from made",
                },
            },
        },
        adjudication={
            "automated": made(0.5),
            "machine": {"upholds_true": made(0.9), "upholds_false": made(0.6)},
            "official": {
                "upholds_true": made(0.9),
                "upholds_false": made(0.4),
                "discretion": {"by": "tie", "strength": made(0.5)},
            },
            "delay": "1 week, from made",
            "ability_test": {
                "for": ["default"],
                "finds_able_if_able": made(0.9),
                "finds_able_if_unable": made(0.5),
            },
        },
        lists={
            "black": {
                "kind": "burden",
                "enter": [
                    {
                        "record": ["default"],
                        "if": "score < 98",
                        "own_points": "counted",
                        "for": "12 weeks, from made",
                    }
                ],
                "release_on_payment": "1 week, from made",
                "publish": ["web"],
            },
            "low": {
                "kind": "burden",
                "enter": [toy.way("score < 85", "8 weeks, from made")],
                "minors": True,
                "stops": {"acts": ["noise"], "attempts": ["loan"], "how": "forbidden"},
            },
            "firms": {
                "kind": "burden",
                "entity": "organisation",
                "enter": [{"record": ["arrears"], "for": "10 weeks, from made"}],
            },
            "others": {
                "kind": "burden",
                "entity": "organisation",
                "enter": [toy.way("region == 1")],
            },
        },
        consequences={
            "train": {
                "refuse": ["train"],
                "to": "listed(black) and age >= 20",
                "context": "travel",
                "severity": 3,
            },
            "bids": {"refuse": ["bid"], "to": "listed(firms)", "context": "business", "severity": 3},
            "gift": {
                "favour": ["loan"],
                "to": "score >= 100 and age >= 20",
                "uptake": made(0.5),
                "context": "finance",
                "public_cost": "5 crowns per case, from made",
            },
            "bus": {
                "refuse": ["train"],
                "to": "listed(low) and age >= 30",
                "chance": made(0.5),
                "context": "travel",
            },
            "fare": {
                "price": ["loan"],
                "to": "score < 95",
                "times": made(2),
                "context": "finance",
                "public_cost": "7 crowns per case, from made",
            },
            "net": {
                "slow": ["internet"],
                "to": "low",
                "times": made(0.5),
                "context": "internet",
                "severity": 0,
            },
        },
        debts={
            name: {
                "amount": amount,
                "penalty": made(0.1),
                "withheld_after": "10 weeks, from made",
                "refunds": True,
            }
            for name, amount in (("default", "act"), ("lateness", "averaged"))
        },
        spillover={**spills, "applies_to": "age >= 18"},
        safeguards={
            "of_records": "court",
            "of_listings": "board",
            "court": {
                "notice": {"share": made(0.5), "ahead": "2 weeks, from made"},
                "reasons": {"raises_appeal": made(1.5)},
                "hearing": {
                    "share": made(0.5),
                    "stops_wrong": made(0.5),
                    "recognises_unable": made(0.5),
                    "delay": "1 week, from made",
                },
                "appeal": {
                    "chance": made(0.3),
                    "success_if_wrong": made(0.5),
                    "success_if_right": made(0.1),
                    "delay": "3 weeks, from made",
                    "independent": True,
                    "suspensive": True,
                },
                "correction": {"chance": made(0.3), "delay": "3 weeks, from made"},
                "human_review": {"share": made(0.5), "stops_wrong": made(0.5), "delay": "1 week, from made"},
                "others": "none",
            },
            "board": {
                "repair": {"after": "3 weeks, from made", "chance": made(0.3), "delay": "2 weeks, from made"},
                "others": "none",
            },
        },
        amendments=[{"from": "2020-07-06", "conducts": {"noise": {"points": 20}}}],
    )


_COUNTS = {"counts": "20 weeks, from made"}
RELATIONS = ("household", "adult_child", "parent", "sibling", "spouse", "former_spouse", "acquaintance")


def _near() -> dict[str, Any]:
    """Return the same with points, and not a listing, for a listing near."""
    whole = _everything()
    for relation in RELATIONS:
        whole["spillover"][relation] = {"points": -3, "of": "black", "every": "3 weeks, from made"}
        whole["spillover"][relation] |= {"chance": made(0.5), "applies_to": "age >= 20"}
    return whole


def _plain(**parts: Any) -> dict[str, Any]:
    """Return a regime of three conducts that one source sees."""
    conducts = {"default": {"points": 40}, "lateness": {"points": 60}, "noise": {"points": 150}}
    sees = {"default": 0.9, "lateness": 0.5, "noise": 0.3}
    return toy.regime(**{"conducts": conducts, "sources": {"courts": _source(sees)}, **parts})


def _source(sees: Mapping[str, float], **parts: Any) -> dict[str, Any]:
    """Return a source of records of some conducts that covers everybody."""
    return {**toy.source(sees), "covers": "people", **parts}


def _ledger() -> dict[str, Any]:
    """Return one ledger, `score`, that starts at 100."""
    return {"score": {"kind": "ledger", "start": 100, "worse": "lower"}}


def _named() -> dict[str, Any]:
    """Return a regime with a score of each kind by name."""
    grades = {"A": ">= 101", "B": "80..100", "C": "< 80"}
    common = {"start": 100, "floor": 60, "cap": 130, "grades": grades, "worse": "lower"}
    worth = {"licence": -12, "stars": 50}
    return _plain(
        scores={
            "licence": {"kind": "ledger", **copy.deepcopy(common), "most_per_step": 20},
            "stars": {"kind": "rolling-mean", **copy.deepcopy(common), "window": 2, "scale": [40, 160]},
            "late": {
                "kind": "share",
                "start": "0 %",
                "of": ["lateness"],
                "among": ["default", "lateness"],
                "within": "15 weeks, from made",
                "least": 2,
                "grades": {"A": "<= 10 %", "B": "10.01 %..60 %", "C": "> 60 %"},
                "worse": "higher",
            },
            "risk": {
                "kind": "risk-score",
                **copy.deepcopy(common),
                "looked_at": "4 weeks, from made",
                "features": {
                    "age": {"is": "age", "weight": 1, "noise": made(2)},
                    "late": {"is": "records(noise within 20 weeks)", "weight": -4, "most": 2},
                    "file": {"is": "tenure", "per": "5 weeks", "weight": -3, "most": 9},
                },
            },
        },
        conducts={
            "default": {"points": dict(worth), "counts": "20 weeks, from made"},
            "lateness": {"points": {**worth, "stars": 90}, "counts": "20 weeks, from made"},
            "noise": {"points": {"licence": 15, "stars": 150}, "counts": "ever"},
        },
        weights=[
            {"if": "fifth <= 3", "points": made(1.5), "of": ["noise"]},
            {"if": "sex == male", "adverse": made(2), "of": ["default"]},
        ],
        lists={},
        consequences={},
    )


def _records() -> dict[str, Any]:
    """Return a regime that lists by records of slight conduct, by place and by age."""
    return _plain(
        scores=_ledger(),
        conducts={"lateness": {"points": -1, "counts": "ever"}},
        sources={"courts": _source({"lateness": 1})},
        lists={
            "black": {
                "kind": "burden",
                "enter": [{"record": ["lateness"], "for": "ever"}],
                "minors": True,
            },
            "here": {"kind": "burden", "enter": [toy.way("region == 1")], "minors": True},
            "old": {"kind": "burden", "enter": [toy.way("age >= 90")]},
        },
        consequences={
            "train": {"refuse": ["train"], "to": "listed(black)", "context": "travel", "severity": 3}
        },
        spillover={"household": {"lists": "black"}, "applies_to": "age >= 18"},
    )


def _mild() -> dict[str, Any]:
    """Return the same with a refusal and a slower service that the regime itself calls mild."""
    whole = _records()
    whole["consequences"]["train"]["severity"] = 0
    slower = {"slow": ["internet"], "to": "black", "times": made(0.5)}
    whole["consequences"]["net"] = {**slower, "context": "internet", "severity": 0}
    return whole


def _ways() -> dict[str, Any]:
    """Return a regime that lists by ways of every form."""
    several = [{"if": "age >= 40", "is": "3 weeks, from made"}, {"is": "7 weeks, from made"}]
    bounds = {"at_least": "3 weeks, from made", "at_most": "9 weeks, from made"}
    return _plain(
        scores=_ledger(),
        conducts={
            "default": {"points": -10, "counts": "6 weeks, from made"},
            "lateness": {"points": -5, "counts": "6 weeks, from made"},
        },
        sources={"courts": _source({"default": 0.9, "lateness": 0.9}, false_records=_OFTEN)},
        lists={
            "recorded": {
                "kind": "burden",
                "enter": [
                    {
                        "record": ["default"],
                        "if": "score < 95",
                        "own_points": "counted",
                        "for": several,
                        "overlap": "concurrent",
                    }
                ],
                "minors": True,
            },
            "asked": {
                "kind": "burden",
                "enter": [
                    {
                        "once": "score < 96",
                        "again": "after-condition-ends",
                        "until": "score >= 100",
                        "if_record_withdrawn": "re-examined",
                        **bounds,
                    },
                    {"while": "score < 86", "at_least": "4 weeks, from made"},
                ],
                "looked_at": "2 weeks, from made",
                "minors": True,
            },
            "tied": {"kind": "burden", "enter": [{"by": "spillover"}], "minors": True},
            "put": {
                "kind": "burden",
                "enter": [{"by": "triggers", "for": "4 weeks, from made"}],
                "minors": True,
            },
            "trained": {
                "kind": "burden",
                "enter": [{"while": "passed(retraining within 9 weeks) >= 1"}],
                "minors": True,
            },
            "fair": {"kind": "burden", "enter": [{"while": "during(fair)"}], "minors": True},
        },
        offers={
            "retraining": {
                "kind": "course",
                "open_to": "score < 100",
                "costs": "30 crowns, from made",
                "duration": "2 weeks, from made",
                "share_passing": made(0.5),
            },
            "pleading": {"kind": "course", "instead_of": {"record": ["default"]}, "open_to": "age >= 30"},
            "staying-away": {"kind": "course", "instead_of": {"entering": "fair"}, "puts_on": "put"},
        },
        triggers={
            "told": {"record": ["lateness"], "if": "age >= 20", "chance": made(0.9), "put_on": "put"},
            "lower": {"enters": "recorded", "add": {"score": -2}, "lasts": "5 weeks, from made"},
            "fixed": {"leaves": "put", "set": {"score": 90}, "lasts": "5 weeks, from made"},
            "over": {"leaves": "recorded", "clear": ["score"], "take_off": "asked"},
            "monthly": {
                "schedule": "monthly on 20",
                "if": "age >= 20",
                "add": {"score": -3},
                "as_far_as": {"score": 97},
                "lasts": "ever",
            },
        },
        periods={"fair": ["2020-03-02 to 2020-03-22"]},
        spillover={"household": {"lists": "tied", "of": "recorded"}},
        safeguards=_corrected("2 weeks, from made"),
    )


def _corrected(delay: str) -> dict[str, Any]:
    """Return safeguards of records that put half of them right after a time."""
    court = {"correction": {"chance": made(0.5), "delay": delay}, "others": "none"}
    return {"of_records": "court", "of_listings": "none", "court": court}


def _bundled() -> dict[str, Any]:
    """Return the first with more than repair for listings."""
    whole = _everything()
    court, board = whole["safeguards"]["court"], whole["safeguards"]["board"]
    appeal = {**court["appeal"], "suspensive": False}
    appeal |= {"success_if_protected": made(0.2), "success_if_slight": made(0.3)}
    board |= {"appeal": appeal, "correction": dict(court["correction"])}
    board["notice"] = {"share": made(0.5), "ahead": "5 weeks, from made"}
    board["hearing"] = {"share": made(0.5), "stops_wrong": made(0.4)}
    return whole


def _about_some() -> dict[str, Any]:
    """Return a regime that is about those who hold a thing, are of age and have not left."""
    return _plain(
        scores=_ledger(),
        conducts={"default": {"points": -10, "counts": "ever"}},
        sources={"courts": _source({"default": 1})},
        lists={
            "holders": {"kind": "burden", "enter": [toy.way("holds(licence)")], "minors": True},
            "long": {"kind": "burden", "enter": [toy.way("tenure >= 2 years")], "minors": True},
        },
        members={
            "of": "licence",
            "who": "age >= 20",
            "consent": "opt-out",
            "reasons": {"weary": "tenure >= 3 years", "blamed": "score < 100"},
        },
        protected_input=True,
    )


def _owing() -> dict[str, Any]:
    """Return a regime whose records claim money by conduct, and whose source looks harder at who owes."""
    by_sex = {"by": "sex", "is": {"male": made(0.4)}, "otherwise": made(0.6)}
    cases = [{"if": "owes(any) and age >= 20", "is": by_sex}, {"is": made(0.8)}]
    debt = {"penalty": made(0.1), "withheld_after": "10 weeks, from made", "refunds": True}
    return _plain(
        conducts={"default": {}, "lateness": {}, "noise": {}},
        sources={
            "courts": {
                "kind": "records",
                "covers": "places",
                "sees": {"default": made(0.9), "lateness": made(0.9)},
                "coverage": cases,
                "false_records": _OFTEN,
            }
        },
        lists={"behind": {"kind": "burden", "enter": [{"while": "owes(lateness)"}], "minors": True}},
        debts={"default": {"amount": "900 crowns, from made", **debt}, "lateness": {"amount": "act", **debt}},
        safeguards=_corrected("15 weeks, from made"),
    )


_OFTEN = "100 % per person-year, from made"
BASES = {
    "everything": _everything,
    "near": _near,
    "named": _named,
    "records": _records,
    "mild": _mild,
    "ways": _ways,
    "bundled": _bundled,
    "about some": _about_some,
    "owing": _owing,
}


@dataclass(frozen=True)
class Change:
    """A change of one key, and the column that it must move.

    Attributes:
        moves: `table.column`.
        to: what the key's value becomes; `...` takes the key away.
        at: where it is changed; by default at the key's own path in the base.
        base: which regime it is changed in.
        also: what else must change with it, or the file would be refused.
        given: what stands in the file before, beside the base.
    """

    moves: str
    to: Any
    at: str = ""
    base: str = "everything"
    also: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)


def put(whole: dict[str, Any], path: str, value: Any) -> None:
    """Set a value at a dotted path; `...` takes it away."""
    *way, last = path.split(".")
    here: Any = whole
    for part in way:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    if isinstance(here, list):
        here[int(last)] = value
    elif value is ...:
        del here[last]
    else:
        here[last] = value


@cache
def folder() -> Path:
    """Return a folder for files of this process."""
    return Path(tempfile.mkdtemp(prefix="demerit-keys-"))


def resolved(rules: Mapping[str, Any], society: Mapping[str, Any], settings: Mapping[str, Any]) -> Resolved:
    """Return a small scenario of both, through the same door as a user's."""
    regime, people = folder() / "regime.yaml", folder() / "society.yaml"
    regime.write_text(write(copy.deepcopy(dict(rules))), encoding="utf-8")
    people.write_text(write(dict(society)), encoding="utf-8")
    end = toy.START + dt.timedelta(weeks=STEPS)
    usual = {"from": toy.START.isoformat(), "to": end.isoformat(), "people": PEOPLE, "draws": 1, "seed": 3}
    return resolve(regime, {"in": str(people), "against": "nothing", **usual, **settings})


def counted(made: Resolved, draw: int = 0) -> Counts:
    """Return what a run counts, by table and column, without rows in which nothing is counted."""
    tables = lower(made, draw)
    totals = Desk(tables).run(tables, made.scenario.seed + draw, 0, made.districts, made.slots)
    found: Counts = {}
    for name, columns in cube(totals, made.names, draw, ()).items():
        if name in ECHOES:
            continue
        plain = {key: _values(values) for key, values in columns.items() if key != "draw"}
        counts = {column.name for column in TABLES[name].columns if not column.key}
        keys = list(zip(*(values for key, values in plain.items() if key not in counts), strict=True))
        for column in counts & set(plain):
            rows = zip(keys, plain[column], strict=True)
            found[f"{name}.{column}"] = Counter({key: int(value) for key, value in rows if value})
    return found


def _values(values: Any) -> list[Any]:
    if isinstance(values, Coded):
        return [values.labels[code] for code in values.codes.tolist()]
    return values.tolist() if hasattr(values, "tolist") else list(values)


@cache
def society() -> dict[str, Any]:
    """Return the small society in which people answer in every way."""
    whole = read(toy.answering()).data
    whole["demography"]["couples"]["divorce"] = "300 % per couple-year, from made"
    return whole


@cache
def base(name: str) -> Counts:
    """Return what the base counts."""
    return counted(resolved(BASES[name](), society(), {}))


def moved(before: Counts, after: Counts) -> set[str]:
    """Return the columns that differ."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def of_regime(change: Change) -> set[str]:
    """Return the columns that a change of a regime moves."""
    before, after = _both(BASES[change.base](), change)
    counts = counted(resolved(before, society(), {})) if change.given else base(change.base)
    return moved(counts, counted(resolved(after, society(), {})))


def of_society(change: Change) -> set[str]:
    """Return the columns that a change of a society moves."""
    before, after = _both(society(), change)
    counts = counted(resolved(BASES[change.base](), before, {})) if change.given else base(change.base)
    return moved(counts, counted(resolved(BASES[change.base](), after, {})))


def _both(whole: Mapping[str, Any], change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a file before and after a change."""
    before = copy.deepcopy(dict(whole))
    for path, value in change.given.items():
        put(before, path, value)
    after = copy.deepcopy(before)
    for path, value in {**change.also, change.at: change.to}.items():
        put(after, path, value)
    return before, after


__all__ = ["BASES", "Change", "base", "counted", "moved", "of_regime", "of_society", "parse", "resolved"]
