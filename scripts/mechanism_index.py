"""The index of the mechanisms: which row is made by which module, told on which page, held by which tests.

Rows and their names stand in `regime/working.py`, modules declare their rows (`MECHANISM`), a page's name
begins with its row, and the tests are those that a page names. `refresh-reference` writes the index into
docs/mechanisms/README.md, and tests/docs/test_reference.py compares.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import demerit.mechanisms
from demerit.engine.mechanism import Mechanism
from demerit.regime.working import ROWS, WORKING

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "mechanisms"
HEADER = "<!-- Written by scripts/refresh-reference from the code and the pages; edit those. -->\n\n"
CLAIMS = {"M50", "M51", "M52", "M53"}
"""Rows about what is claimed of a regime: no mechanism of one."""
LEAD = """# Mechanisms

A mechanism is a row of a scoring regime's causal chain that a file can switch on. Each has a page: formula,
units, what a file declares, where its numbers come from, what it leaves out, and a worked example whose
program is run by a test. What is counted has [a page of its own](../what-is-counted.md), and
what runs in a step, in which order, with what it reads and writes, [another](step.md).
"""


def modules() -> dict[str, list[str]]:
    """Return by row the modules that declare it, as paths below the package."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in sorted(
        pkgutil.walk_packages(demerit.mechanisms.__path__, "demerit.mechanisms."), key=lambda it: it.name
    ):
        declared = getattr(importlib.import_module(each.name), "MECHANISM", None)
        if isinstance(declared, Mechanism):
            for row in declared.rows:
                found[row].append(each.name.removeprefix("demerit.").replace(".", "/") + ".py")
    return found


def pages() -> dict[str, Path]:
    """Return the page of each row."""
    return {page.name[:3].upper(): page for page in sorted(PAGES.glob("m[0-9][0-9]-*.md"))}


def tests_of(page: Path) -> list[str]:
    """Return the test modules that a page names, as paths from the root, in its order."""
    found = re.findall(r"(?:tests/)?((?:[a-z]+/)?test_\w+\.py)", page.read_text(encoding="utf-8"))
    short = {path.name: path.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/*/test_*.py")}
    return list(dict.fromkeys(short[Path(name).name] for name in found))


def index() -> str:
    """Return the page."""
    made, told = modules(), pages()
    lines = ["| row | what it is | made by | held by |", "|---|---|---|---|"]
    for row in sorted(WORKING):
        page = told[row]
        tests = ", ".join(f"[{Path(test).stem}](../../{test})" for test in tests_of(page))
        code = ", ".join(f"[{name}](../../src/demerit/{name})" for name in made[row])
        lines.append(f"| [{row}]({page.name}) | {ROWS[row]} | {code} | {tests} |")
    lines += [
        "",
        "## Named, and not modelled yet",
        "",
        "A regime that has one of these says so in `not_modelled`, and every result names it as left out.",
        "",
        "| row | what it is |",
        "|---|---|",
        *(f"| {row} | {name} |" for row, name in ROWS.items() if row not in WORKING and row not in CLAIMS),
    ]
    return HEADER + LEAD + "\n" + "\n".join(lines) + "\n"
