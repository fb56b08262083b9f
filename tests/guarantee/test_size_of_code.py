"""What must be read at once is short: a function has at most 60 lines, a module 400.

How much a function branches (15) and how many parameters it has (8) ruff counts, by the numbers in
pyproject.toml. Here it is tried that they stand there, and that ruff sees who passes them.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES_OF_FUNCTION, LINES_OF_MODULE = 60, 400
SEEN_ENOUGH = 100


def texts(*folders: str) -> dict[str, str]:
    """Return the modules below some folders, by their paths."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    }


def long_functions(text: str) -> dict[str, int]:
    """Return the functions of a module that are too long: lines from `def` to the end, docstring included."""
    return {
        f"{node.name}:{node.lineno}": length
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES_OF_FUNCTION
    }


def function(lines: int) -> str:
    """Return a function of so many lines, under a decorator that does not count."""
    return "@decorated\ndef made():\n" + "    pass\n" * (lines - 1)


def test_a_function_has_at_most_60_lines() -> None:
    modules = texts("src")
    assert len(modules) > SEEN_ENOUGH
    assert {name: found for name, text in modules.items() if (found := long_functions(text))} == {}


def test_a_module_is_one_idea_of_at_most_400_lines() -> None:
    lengths = {name: len(text.splitlines()) for name, text in texts("src", "scripts").items()}
    assert len(lengths) > SEEN_ENOUGH
    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_MODULE} == {}


def test_a_function_of_61_lines_is_seen() -> None:
    assert long_functions(function(LINES_OF_FUNCTION)) == {}
    assert long_functions(function(LINES_OF_FUNCTION + 1)) == {"made:2": LINES_OF_FUNCTION + 1}


@pytest.mark.parametrize(
    ("rule", "most", "beyond"),
    [
        (
            "C901",
            "def made(x: int) -> int:\n"
            + "".join(f"    if x == {i}:\n        x += {i}\n" for i in range(14)),
            "    if x == 14:\n        x += 14\n",
        ),
        ("PLR0913", "def made(a, b, c, d, *, e, f, g, h):\n", ""),
    ],
    ids=["branches", "parameters"],
)
def test_a_function_beyond_the_bounds_is_seen(rule: str, most: str, beyond: str) -> None:
    """A module of the package with the most that is allowed is let through, one with one more is not."""
    end = "    return 0\n"
    assert rule not in complaints(most + end)
    assert rule in complaints(most + beyond + end if beyond else most.replace("*,", "*, z,") + end)


def complaints(text: str) -> str:
    """Return what ruff says of a text, as if it were a module of the package."""
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("ruff")),
            *("check", "--no-cache", "--output-format", "concise"),
            *("--stdin-filename", "src/demerit/report/made.py", "-"),
        ],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
