"""Random weights: factors of points by condition, laid over a whole regime that keeps a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from tests.property.counting import PERIODS, conditions, periods
from tests.property.parts import CONDITIONS, CONDUCTS, ORGANISATION, PERSON, asking

_FACTORS = st.sampled_from(
    [
        "0 times, from made",
        "1.5 times, from made",
        "2 times, from made",
        "1.3, assumed 0.6..2",
        "50 %, from made",
    ]
)
_OF_THE_DAY = ["tenure >= 3 weeks", "tenure < 1 month", *(f"during({name})" for name in PERIODS)]


def ledgers(whole: Mapping[str, Any]) -> list[str]:
    """Return the scores of a regime that are ledgers."""
    return [name for name, score in whole["scores"].items() if score["kind"] == "ledger"]


def _moving(whole: Mapping[str, Any]) -> list[str]:
    """Return the conducts that bring points to a ledger."""
    found = []
    for name, rule in whole["conducts"].items():
        points = rule.get("points", 0)
        worth = [points.get(of, 0) for of in ledgers(whole)] if isinstance(points, dict) else [points]
        if any(worth):
            found.append(name)
    return sorted(found)


@st.composite
def _one(draw: st.DrawFn, whole: Mapping[str, Any], moving: Sequence[str]) -> dict[str, Any]:
    of = draw(st.lists(st.sampled_from(moving), unique=True, max_size=2)) if moving else []
    reporting = {s["entity"] for s in whole["sources"].values() if set(of) & set(s["sees"])}
    tested = {s["income_test"]["conduct"] for s in whole["sources"].values() if "income_test" in s}
    entity = ORGANISATION if reporting == {ORGANISATION} and not tested & set(of) else PERSON
    weight: dict[str, Any] = {draw(st.sampled_from(["points", "adverse"])): draw(_FACTORS)}
    if of:
        weight["of"] = of
    if draw(st.booleans()):
        weight["at"] = "ruling"
        known = [name for name, rule in whole["lists"].items() if rule.get("entity", PERSON) == entity]
        seen = sorted(name for name in whole["conducts"] if name in CONDUCTS[entity])
        weight["if"] = draw(conditions(entity, seen, known, asking(whole["scores"])))
    else:
        weight["if"] = draw(st.sampled_from([*_OF_THE_DAY, *CONDITIONS[entity]]))
    return weight


@st.composite
def weighed(draw: st.DrawFn, whole: Mapping[str, Any]) -> dict[str, Any]:
    """A regime with one to three weights laid over it; without a ledger, itself."""
    if not ledgers(whole):
        return dict(whole)
    made = {**whole, "weights": draw(st.lists(_one(whole, _moving(whole)), min_size=1, max_size=3))}
    known = whole.get("periods", {})
    named = [name for name in PERIODS if f"during({name})" in str(made["weights"]) and name not in known]
    return {**made, "periods": {**known, **{name: draw(periods()) for name in named}}}
