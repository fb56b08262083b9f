"""Random debts by conduct, conditions that ask who owes, and coverage by cases, laid over a whole regime."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.property.parts import (
    CONDITIONS,
    ORGANISATION,
    PERSON,
    asking,
    durations,
    or_none,
    shares,
    shares_or_by,
)

DECLARED = ("default", "lateness")
"""Conducts on which the small society puts money; another owes only a set sum."""


def _sums() -> st.SearchStrategy[str]:
    """Sums below, at and beyond what an act comes to."""
    exact = st.sampled_from(["100", "1_200", "5_000", "0"]).map(lambda n: f"{n} crowns, from made")
    return st.one_of(exact, st.just("900 crowns, assumed 100..2000"))


@st.composite
def claims(draw: st.DrawFn) -> list[str]:
    """Conducts whose records may claim money; none, in one regime of three."""
    return draw(
        st.one_of(
            st.just([]),
            *[st.lists(st.sampled_from([*DECLARED, "noise"]), min_size=1, unique=True)] * 2,
        )
    )


@st.composite
def owing(draw: st.DrawFn, claiming: list[str], sources: Mapping[str, Any]) -> dict[str, Any]:
    """Debts said conduct by conduct, each in its own way."""
    matched = {each["income_test"]["conduct"] for each in sources.values() if "income_test" in each}
    made = {}
    for name in claiming:
        words = ["act"] * (name in DECLARED) + ["averaged"] * (name in DECLARED and name in matched)
        made[name] = {
            "amount": draw(st.one_of(_sums(), st.sampled_from(words)) if words else _sums()),
            "penalty": draw(or_none(shares())),
            "withheld_after": draw(or_none(durations(14))),
            "refunds": draw(st.booleans()),
        }
    return made


def owed(whole: Mapping[str, Any]) -> list[str]:
    """Return the conducts whose records claim money."""
    debts = whole.get("debts", "none")
    if debts == "none":
        return []
    return sorted(debts)


@st.composite
def asking_who_owes(draw: st.DrawFn, debts: list[str]) -> str:
    """A term that asks whether somebody owes for a conduct, some of them, or any."""
    some = draw(st.lists(st.sampled_from([*debts, "any"]), min_size=1, unique=True))
    named = "any" if "any" in some else some[0] if len(some) == 1 else f"{{{', '.join(some)}}}"
    return f"owes({named})"


@st.composite
def cased(draw: st.DrawFn, whole: Mapping[str, Any]) -> dict[str, Any]:
    """A regime one of whose sources covers some more than others, by what it knows of them."""
    name = draw(st.sampled_from(sorted(whole["sources"])))
    entity = whole["sources"][name]["entity"]
    asks = list(CONDITIONS[entity])
    asks += [
        f"listed({listed})" for listed, rule in whole["lists"].items() if rule.get("entity", PERSON) == entity
    ] * 3
    asks += asking(whole["scores"])
    asks += ["records(any ever) >= 1", "tenure >= 3 weeks"]
    if entity != ORGANISATION and (debts := owed(whole)):
        asks.append(draw(asking_who_owes(debts)))
    cases = [
        {"if": condition, "is": draw(shares_or_by(entity))}
        for condition in draw(st.lists(st.sampled_from(asks), min_size=1, max_size=2, unique=True))
    ]
    source = {**whole["sources"][name], "coverage": [*cases, {"is": draw(shares_or_by(entity))}]}
    changed = {**whole, "sources": {**whole["sources"], name: source}}
    if "watched" not in str(changed["sources"]):
        changed.pop("values", None)
    return changed
