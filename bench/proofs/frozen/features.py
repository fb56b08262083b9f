"""What the frozen cases make use of, and in how many of them it decided anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from demerit.documents.packaged import read


class Case(NamedTuple):
    """The three files of a case."""

    regime: Any
    society: Any
    scenario: Any


class Feature(NamedTuple):
    """Something that a case may make use of.

    Attributes:
        name: in words.
        asked: whether a case has it.
        shown: columns, any of which is more than zero where it decided something; none if no column
            is its own.
    """

    name: str
    asked: Callable[[Case], bool]
    shown: tuple[str, ...] = ()


def _part(key: str) -> Callable[[Case], bool]:
    return lambda case: case.regime.get(key, "none") not in ("none", [], {})


def _any(key: str, asked: Callable[[Any], bool]) -> Callable[[Case], bool]:
    """Return whether any entry of a section is so, or what stands once for all of them."""

    def found(case: Case) -> bool:
        section = case.regime.get(key, "none")
        entries = section.values() if isinstance(section, Mapping) else section
        return any(asked(each) for each in entries if isinstance(each, Mapping))

    return found


def _score(kind: str) -> Callable[[Case], bool]:
    return _any("scores", lambda it: it["kind"] == kind)


def _ruled(key: str) -> Callable[[Case], bool]:
    return lambda case: key in case.regime["adjudication"]


def _safeguard(key: str) -> Callable[[Case], bool]:
    return _any("safeguards", lambda bundle: bundle.get(key, "none") != "none")


def _answer(key: str) -> Callable[[Case], bool]:
    return lambda case: case.society["responses"].get(key, "none") != "none"


def _ways(asked: Callable[[Any], bool]) -> Callable[[Case], bool]:
    return _any("lists", lambda rule: any(map(asked, rule.get("enter", ()))))


def _about_organisations(rule: Any) -> bool:
    return bool(rule.get("entity") == "organisation")


def _coming_back(trigger: Any) -> bool:
    return "schedule" in trigger and "as_far_as" in trigger


def _protected(case: Case) -> bool:
    return any(it.get("protected", "none") != "none" for it in case.society["conducts"].values())


POINTS = ("points.gained", "points.lost")
FEATURES = (
    Feature("score: ledger", _score("ledger"), POINTS),
    Feature("points that come back with time", _any("triggers", _coming_back), POINTS),
    Feature("records that count for a time", _any("conducts", lambda it: it.get("counts", "ever") != "ever")),
    Feature(
        "ledger: most per step", _any("scores", lambda it: it.get("most_per_step", "none") != "none"), POINTS
    ),
    Feature("score: mean of ratings", _score("rolling-mean"), ("scores.recorded",)),
    Feature("score: risk score", _score("risk-score"), ("scores.recorded",)),
    Feature("weights of points", _part("weights"), POINTS),
    Feature("linkage of records", _part("linkage"), ("records.misplaced",)),
    Feature(
        "attempts that ask for the identifier",
        lambda case: _part("linkage")(case) and bool(case.regime["linkage"]["gates"]),
        ("attempts.gated",),
    ),
    Feature("match with averaged income", _any("sources", lambda it: it.get("kind") == "income-match")),
    Feature("false records", _any("sources", lambda it: "false_records" in it), ("lists.unfounded",)),
    Feature("records on organisations", _any("sources", _about_organisations)),
    Feature("lists of organisations", _any("lists", _about_organisations)),
    Feature("lists entered while a condition holds", _ways(lambda way: "while" in way)),
    Feature("lists entered once a condition holds", _ways(lambda way: "once" in way)),
    Feature("debts", _part("debts"), ("money.claimed",)),
    Feature(
        "debts: refunds",
        _any("debts", lambda it: it["refunds"] is True),
        ("money.refunded",),
    ),
    Feature("spill-over", _part("spillover"), ("relations.entries", "lists.through_others")),
    Feature(
        "spill-over of points",
        _any("spillover", lambda it: "points" in it),
        POINTS,
    ),
    Feature(
        "refusals",
        _any("consequences", lambda it: "refuse" in it),
        ("attempts.refusals",),
    ),
    Feature("favours", _any("consequences", lambda it: "favour" in it), ("attempts.favoured",)),
    Feature("prices", _any("consequences", lambda it: "price" in it), ("attempts.charged",)),
    Feature("public costs", _any("consequences", lambda it: "public_cost" in it), ("attempts.cost",)),
    Feature("machine rulings", _ruled("machine")),
    Feature("ability test", _ruled("ability_test"), ("lists.could_not_pay", "lists.unable")),
    Feature("discretion of officials", lambda case: "discretion" in case.regime["adjudication"]["official"]),
    Feature(
        "discretionary points",
        _any("conducts", lambda it: it.get("discretionary", "none") != "none"),
        ("lists.counted_for_more",),
    ),
    Feature("records that count since a day", _any("conducts", lambda it: it.get("since", "none") != "none")),
    Feature("notice", _safeguard("notice")),
    Feature("reasons", _safeguard("reasons")),
    Feature("hearing", _safeguard("hearing")),
    Feature("appeal", _safeguard("appeal"), ("lists.out_appeal",)),
    Feature("correction", _safeguard("correction"), ("lists.out_correction",)),
    Feature("repair", _safeguard("repair"), ("lists.out_repair",)),
    Feature("human review", _safeguard("human_review")),
    Feature("amendments", _part("amendments")),
    Feature(
        "sunset by amendment",
        lambda case: any("sunset" in it for it in case.regime["amendments"]),
        ("lists.out_sunset",),
    ),
    Feature("work", _answer("work"), ("work.jobs_lost", "work.jobs_found")),
    Feature(
        "deterrence",
        lambda case: _answer("deterrence")(case) or _answer("general_deterrence")(case),
        ("acts.deterred",),
    ),
    Feature("protected conduct", _protected, ("lists.protected",)),
    Feature("a true record beside", lambda case: case.scenario["truthful"] is True),
    Feature("steps of a day", lambda case: case.scenario["step"] == "day"),
)


def files(scenario: Path) -> Case:
    """Return the files of a case."""
    whole = read(scenario).data
    return Case(read(scenario.parent / whole["of"]).data, read(scenario.parent / whole["in"]).data, whole)


def counted(found: Iterable[tuple[Case, set[str]]]) -> list[tuple[str, int, str, int | None]]:
    """Return rows of what cases make use of: name, cases that have it, columns that show it, in how many.

    Args:
        found: each case, with the columns in which something of it is more than zero.
    """
    held = list(found)
    rows = []
    for feature in FEATURES:
        having = [told for case, told in held if feature.asked(case)]
        showing = sum(bool(told & set(feature.shown)) for told in having)
        rows.append((feature.name, len(having), ", ".join(feature.shown), showing if feature.shown else None))
    return rows
