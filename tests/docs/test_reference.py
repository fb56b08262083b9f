"""The reference pages are what the code says today."""

import runpy
from pathlib import Path

import pytest

import demerit
from demerit.cli.description import verbs
from demerit.cli.entry import app, start

ROOT = Path(__file__).parents[2]
PAGES = runpy.run_path(str(ROOT / "scripts" / "refresh-reference"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_not_stale(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run scripts/refresh-reference"


def test_every_public_name_has_its_section() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    for name in demerit.__all__:
        assert f"## demerit.{name}\n" in page


@pytest.mark.parametrize("verb", sorted(verbs(app)))
def test_every_verb_has_help_with_an_example_and_speaks_to_machines(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start([verb, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Example: demerit {verb}" in shown
    assert "--json" in shown
