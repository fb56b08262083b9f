"""What a page points at is there: files it links to, headings, modules and functions that it names."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, pages, text_of

PACKAGE = ROOT / "src" / "demerit"
ROOMS = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
FILE = re.compile(r"`((?:[\w.-]+/)*(?:[\w.-]+\.(?:py|md|yaml|toml|html|css|js|sh)|[\w-]+/))`")
NAME = re.compile(r"`((?:[a-z_]+/)+[a-z_]+)\.((?!py`|md`|yaml`|html`)\w+(?:\.\w+)?)`")

OF_A_RUN = {"RUN/panel/", "runs/", "truthful/"}
"""Folders that runs make, and the project does not hold."""


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made on most sites."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_to_a_file_and_a_heading(page: str) -> None:
    for link in (one or other for one, other in LINK.findall(text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page}: {link}"
        assert not heading or heading in anchors(target), f"{page}: {link}"


@cache
def files() -> frozenset[str]:
    """Return every file and folder of the project, as `/path` from the root; a folder ends in `/` too."""
    shown = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(shown, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    paths = [Path("/", line) for line in listed if (ROOT / line).exists()]
    folders = {f"{above.as_posix().rstrip('/')}/" for path in paths for above in path.parents}
    return frozenset({path.as_posix() for path in paths} | folders)


def is_there(name: str, room: str = "") -> bool:
    """Return whether a path ends like this, somewhere in the project or in one room of the package."""
    inside = f"/src/demerit/{room}" if room else "/"
    return any(path.endswith(f"/{name}") and path.startswith(inside) for path in files())


@pytest.mark.parametrize("page", [page for page in pages() if page != "CHANGELOG.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    """In a row of the code map, in the room that the row is about."""
    for line in text_of(page).splitlines():
        row = re.match(r"\| `([a-z]+/)` \|", line) if page == "ARCHITECTURE.md" else None
        for name in set(FILE.findall(line)) - OF_A_RUN:
            room = row[1] if row and name != row[1] else ""
            assert is_there(name, room), f"{page}: {name} {room}"


@cache
def defined(module: Path) -> frozenset[str]:
    """Return what a module defines: functions, classes, constants, and members of classes as `Class.name`."""
    found: set[str] = set()

    def look(body: list[ast.stmt], above: str) -> None:
        for each in body:
            if isinstance(each, ast.FunctionDef | ast.ClassDef):
                found.add(above + each.name)
            if isinstance(each, ast.ClassDef):
                look(each.body, f"{above}{each.name}.")
            if isinstance(each, ast.Assign | ast.AnnAssign):
                targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                found.update(above + target.id for target in targets if isinstance(target, ast.Name))

    look(ast.parse(module.read_text(encoding="utf-8")).body, "")
    return frozenset(found)


def named(text: str) -> list[tuple[str, str]]:
    """Return the functions, classes and constants of the package that a text names: (module, name)."""
    return [found for found in NAME.findall(text) if found[0].split("/")[0] in ROOMS]


@pytest.mark.parametrize("page", [page for page in pages() if named(text_of(page))])
def test_every_function_that_a_page_names_is_there(page: str) -> None:
    for module, name in named(text_of(page)):
        path = PACKAGE / f"{module}.py"
        assert path.is_file(), f"{page}: {module}.{name}"
        assert name in defined(path), f"{page}: {module}.{name}"


def test_three_walks_name_their_stops() -> None:
    walks = re.split(r"^## ", text_of("guides/walks.md"), flags=re.MULTILINE)[1:]
    assert [walk.split(":")[0] for walk in walks] == ["A question", "An act", "A finding"]
    for walk in walks:
        assert len(named(walk)) > 12
