"""Editing a regime compiles nothing: twenty different regimes run on the machine code of the first.

Rules reach the compiled engine as arrays whose types and dimensions never change, so however regimes differ,
one piece of machine code is all there is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.chance import entries, whole
from demerit.chance.kernels import Kernel
from tests import toy

STEPS = 4


def _regimes() -> list[dict[str, Any]]:
    """Return twenty regimes that differ in lists, sources, safeguards, conditions and amendments."""
    found: list[dict[str, Any]] = [toy.regime()]
    for number in range(19):
        name = f"toy-{number}"
        lists = {f"list-{n}": toy.black() for n in range(1 + number % 3)}
        if number % 2:
            lists["list-0"]["enter"][0]["if"] = f"age >= {20 + number} and tier != official"
        sources = {f"courts-{n}": toy.source() for n in range(1 + number % 4)}
        safeguards = (
            toy.of_records(notice={"share": toy.made(0.5), "ahead": toy.made("2 weeks")})
            if number % 5 == 0
            else "none"
        )
        amendments = (
            [{"from": "2020-01-20", "adjudication": {"delay": toy.made("1 week")}}] if number % 4 == 1 else []
        )
        consequences = (
            {"train": {"refuse": "train", "to": "listed(list-0)", "context": "travel", "severity": 2}}
            if number % 3 == 0
            else {}
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


def test_twenty_different_regimes_compile_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    regimes = _regimes()
    assert len({str(regime) for regime in regimes}) == 20
    toy.compiled(toy.tables(regimes[0], STEPS), slots=256)

    def refuse(*arguments: Any) -> None:
        raise AssertionError("a regime was compiled")

    monkeypatch.setattr(entries, "callable_of", refuse)
    monkeypatch.setattr(whole.Dispatcher, "code", refuse)
    monkeypatch.setattr(whole.Dispatcher, "compile", refuse)
    for regime in regimes:
        toy.compiled(toy.tables(regime, STEPS), slots=256)


def test_code_that_is_not_kept_is_compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the test above refuses is what would happen: `code`, then `callable_of`."""
    asked: list[str] = []

    def code(self: Any, kinds: tuple[str, ...]) -> entries.Code:
        asked.append(self.py_func.__name__)
        return entries.Code("doubled", b"")

    def callable_of(made: entries.Code, kinds: tuple[str, ...]) -> Any:
        asked.append(made.symbol)
        return lambda *arguments: 2

    monkeypatch.setattr(whole.Dispatcher, "code", code)
    monkeypatch.setattr(entries, "callable_of", callable_of)
    assert Kernel(doubled, lambda: tmp_path)(1) == 2
    assert asked == ["doubled", "doubled"]


def doubled(number: int) -> int:
    """Return twice a number, as a function that can be called by address."""
    return 2 * number
