"""Every regime of the gallery has its page, and so has the society to start one's own from.

A page says what its subject rests on and what it leaves out.
"""

import re
from pathlib import Path

import pytest

from demerit.documents import gallery
from demerit.regime import amendments, loading

PAGES = Path(__file__).parents[2] / "docs" / "gallery"
REGIMES = [name for name in gallery.names("regime") if name != "none"]
STARTS = ["city"]
"""Societies made to be changed; the others belong to a regime or are a country."""
PARTS = ("## What is sourced", "## What is assumed", "## What is left out")


def page_of(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def test_there_is_a_page_for_each_regime_and_each_start_and_for_nothing_else() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted([*REGIMES, *STARTS])


@pytest.mark.parametrize("name", [*REGIMES, *STARTS])
def test_a_page_tells_sources_assumptions_and_what_is_left_out(name: str) -> None:
    found = re.findall(r"^## .+$", page_of(name), re.MULTILINE)
    assert [part for part in found if part in PARTS] == list(PARTS)
    assert f"`demerit run {name}`" in page_of(name)


@pytest.mark.parametrize("name", REGIMES)
def test_what_a_page_leaves_out_names_every_row_that_nothing_models(name: str) -> None:
    left_out = page_of(name).split("## What is left out")[1]
    rows = {each.row for _, form in amendments.epochs(loading.load(name)) for each in form.not_modelled}
    assert rows <= set(re.findall(r"M\d\d", left_out))


@pytest.mark.parametrize("name", REGIMES)
def test_a_page_shows_the_words_that_its_rules_quote(name: str) -> None:
    """The words of a rule's text stand on the page as the file has them."""
    page = page_of(name)
    for _, form in amendments.epochs(loading.load(name)):
        rules = [*form.conducts.values(), *form.lists.values(), *form.consequences.values()]
        rules += [*form.triggers.values(), *(guard.bundle for guard in form.bundles.values())]
        for text in [rule.text for rule in rules if rule.text is not None]:
            assert text.words in page
