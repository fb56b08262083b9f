"""What the pages on responses show as a file's text is what a file may say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from demerit.documents import Part, parse
from demerit.regime.parts import Consequence, ListRule
from demerit.society.responses import Deterrence, GeneralDeterrence, Work
from tests.docs.test_readme import ROOT

PAGES = ROOT / "docs" / "mechanisms"


def blocks(page: Path) -> list[dict[str, Any]]:
    """Return the YAML blocks of a page as plain data."""
    texts = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    return [parse(text, page.name).data for text in texts]


@pytest.mark.parametrize(
    ("page", "number", "key", "model"),
    [
        ("m34-staff", 0, "work", Work),
        ("m34-staff", 1, "procurement", Consequence),
        ("m40-deterrence", 0, "deterrence", Deterrence),
        ("m40-deterrence", 1, "general_deterrence", GeneralDeterrence),
    ],
)
def test_what_a_page_shows_is_valid(page: str, number: int, key: str, model: type[Part]) -> None:
    shown = blocks(PAGES / f"{page}.md")[number]
    assert list(shown) == [key]
    assert model.model_validate(shown[key])


def test_the_shown_publication_and_factor_are_valid() -> None:
    (published,) = blocks(PAGES / "m36-published-lists.md")
    rule = ListRule.model_validate({"enter": {"on": ["default"]}, "term": "none", **published})
    assert rule.publish == ["web", "screen"]
    (factor,) = blocks(PAGES / "m42-strain.md")
    assert list(factor) == ["jobless"]
