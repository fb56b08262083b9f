"""The reference pages are what the code says today."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.cli.description import verbs
from demerit.cli.entry import app, start
from demerit.lab.files import schema
from demerit.regime.working import WORKING

ROOT = Path(__file__).parents[2]
PAGES = runpy.run_path(str(ROOT / "scripts" / "refresh-reference"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_not_stale(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run scripts/refresh-reference"


def test_every_public_name_has_its_section() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    for name in demerit.__all__:
        assert f"## demerit.{name}\n" in page


def parts(whole: dict[str, Any]) -> dict[str, set[str]]:
    """Return the keys of every part of a kind of file, by the part's name; the file itself has none."""
    shapes = {"": whole, **whole.get("$defs", {})}
    return {name: set(shape["properties"]) for name, shape in shapes.items() if shape.get("properties")}


@pytest.mark.parametrize("kind", ["regime", "society", "scenario"])
def test_every_key_that_a_file_may_hold_stands_on_its_page(kind: str) -> None:
    page = (ROOT / "docs" / "reference" / f"{kind}-file.md").read_text(encoding="utf-8")
    tables = {
        title: set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
        for title, text in re.findall(r"^#+ (.+?)\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    }
    tables[""] = tables.pop(f"The {kind} file")
    for name, keys in parts(schema(kind)).items():
        assert tables[name] == keys, name


@pytest.mark.parametrize("kind", ["regime", "society", "scenario"])
def test_the_page_writes_values_as_a_file_does(kind: str) -> None:
    page = (ROOT / "docs" / "reference" / f"{kind}-file.md").read_text(encoding="utf-8")
    assert not re.search(r"\b(True|False|None)\b", page)
    assert not re.search(r"\|\s*\|$", page, re.MULTILINE), "a key without a meaning"


INDEX = runpy.run_path(str(ROOT / "scripts" / "mechanism_index.py"))


def test_every_mechanism_that_works_has_a_module_a_page_and_a_test() -> None:
    assert set(INDEX["modules"]()) == WORKING == set(INDEX["pages"]())
    for page in INDEX["pages"]().values():
        assert INDEX["tests_of"](page), page.name


PARTS = ("Worked example", "Sources", "What it leaves out", "Held by")


@pytest.mark.parametrize("page", INDEX["pages"]().values(), ids=lambda page: page.stem)
def test_a_page_has_an_example_sources_limits_and_tests(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [title for title in titles if title in PARTS] == list(PARTS)
    assert text.startswith(f"# {page.name[:3].upper()}: ")
    assert "```yaml\n" in text and "assumed" in text


@pytest.mark.parametrize("verb", sorted(verbs(app)))
def test_every_verb_has_help_with_an_example_and_speaks_to_machines(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start([verb, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Example: demerit {verb}" in shown
    assert "--json" in shown
