"""Editing a regime compiles nothing: twenty different regimes add no new signature.

Numba compiles a function once for each combination of argument types. Rules reach the compiled engine as
arrays whose types and dimensions never change, so however regimes differ, one combination is all there is.
"""

from __future__ import annotations

from typing import Any

from demerit.engine import districts
from tests import toy

STEPS = 4


def _regimes() -> list[dict[str, Any]]:
    """Return twenty regimes that differ in lists, sources, safeguards, conditions and amendments."""
    found: list[dict[str, Any]] = [toy.regime()]
    for number in range(19):
        name = f"toy-{number}"
        lists = {f"list-{n}": toy.black() for n in range(1 + number % 3)}
        if number % 2:
            lists["list-0"]["enter"]["if"] = f"age >= {20 + number} and tier != official"
        sources = {f"courts-{n}": toy.source() for n in range(1 + number % 4)}
        safeguards = (
            {"notice": {"share": toy.made(0.5), "ahead": toy.made("2 weeks")}} if number % 5 == 0 else {}
        )
        amendments = (
            [{"from": "2020-01-20", "adjudication": {"delay": toy.made("1 week")}}] if number % 4 == 1 else []
        )
        consequences = (
            {"train": {"refuse": "list-0", "context": "travel", "severity": 2}} if number % 3 == 0 else {}
        )
        found.append(
            toy.regime(
                regime=name,
                lists=lists,
                sources=sources,
                safeguards=safeguards,
                amendments=amendments,
                consequences=consequences,
            )
        )
    return found


def test_twenty_different_regimes_add_no_new_signature() -> None:
    regimes = _regimes()
    assert len({str(regime) for regime in regimes}) == 20
    for regime in regimes:
        toy.compiled(toy.tables(regime, STEPS), slots=256)
    assert len(districts._run.signatures) == 1  # type: ignore[attr-defined]  # a Numba dispatcher
