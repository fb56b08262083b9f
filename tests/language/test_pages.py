"""Every page about the language says what the language does."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.documents import parse
from tests.language import pages


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", pages.GOOD, ids=name)
def test_a_right_file_says_what_its_page_says(path: Path) -> None:
    page = pages.page(path)
    told = parse(page.answer, path.name).data
    assert told and pages.said(page.piece, told) == told


@pytest.mark.parametrize("path", pages.BAD, ids=name)
def test_a_wrong_file_is_answered_as_its_page_says(path: Path) -> None:
    page = pages.page(path)
    assert page.answer and pages.answered(page.piece) == page.answer


@pytest.mark.parametrize("path", [*pages.GOOD, *pages.BAD], ids=name)
def test_a_page_states_one_fact(path: Path) -> None:
    title = pages.page(path).title.strip()
    assert title.startswith("# ") and "\n" not in title and len(title) < 110


def test_a_page_that_says_something_else_is_found() -> None:
    piece = "conducts:\n  defaults: {counts: ever}\n  speeding: {points: -2}\n  phone: {}\n"
    assert pages.said(piece, {"conducts.speeding.points": -3}) == {"conducts.speeding.points": -2}
    assert pages.answered(piece) == ""
