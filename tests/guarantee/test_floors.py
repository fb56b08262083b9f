"""The floors of the house hold, and the contract that says so can fail.

A contract that nobody has seen fail may be checking nothing (a wrong root, a wildcard that matches no
module), so each rule is also tried on a copy of the package with one forbidden import planted.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of `tree`, with the package taken from there and not from where it is installed."""
    return subprocess.run(
        [str(LINT_IMPORTS), "--no-logo", "--no-cache"],
        cwd=tree,
        env={"PYTHONPATH": str(tree / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the package with its contracts, free to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "vendored"))
    return tmp_path


def test_every_room_imports_strictly_lower_floors_only() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("chance", "import demerit.cli"),
        ("errors", "from demerit.chance import plain"),
        ("chance", "def later() -> None:\n    from demerit.documents import read"),
        ("quantities", "import demerit.chance"),
        ("documents", "import rich"),
        ("errors", "from ruamel.yaml import YAML"),
        ("chance", "import duckdb"),
        ("engine", "from demerit import audit"),
        ("engine", "import ruamel.yaml"),
        ("report", "from demerit import engine"),
        ("rights", "from demerit import engine"),
        ("regime", "from demerit import society"),
        ("mechanisms/linkage/language.py", "from demerit.scenario import codes"),
        ("mechanisms/linkage/lowering.py", "from demerit.engine import state"),
        ("mechanisms/work/counts.py", "from demerit.archive import schema"),
        ("mechanisms/work/work.py", "from demerit import audit"),
        ("quantities", "import random"),
    ],
    ids=[
        "upwards",
        "out of the cellar",
        "inside a function",
        "to a sibling",
        "to the terminal",
        "to YAML",
        "from chance to files",
        "from the engine to its sibling",
        "from the engine to YAML",
        "from report to the engine",
        "from rights to the engine",
        "from regime to society",
        "from a language part to tables",
        "from lowering to the engine",
        "from counts to the archive",
        "from a mechanism to the audit",
        "to a hidden generator",
    ],
)
def test_a_planted_import_is_seen(tree: Path, room: str, planted: str) -> None:
    module = tree / "src" / "demerit" / room
    module = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    room = room.removesuffix(".py").replace("/", ".")
    module.write_text(module.read_text() + "\n" + planted + "\n")
    result = lint_imports(tree)
    assert result.returncode == 1, result.stdout
    assert f"demerit.{room}" in result.stdout, result.stdout
    assert "BROKEN" in result.stdout, result.stdout


def test_a_room_without_a_floor_is_seen(tree: Path) -> None:
    attic = tree / "src" / "demerit" / "attic"
    attic.mkdir()
    (attic / "__init__.py").write_text('"""A room that the contract does not name."""\n')
    result = lint_imports(tree)
    assert result.returncode == 1, result.stdout
    assert "attic" in result.stdout


@pytest.mark.parametrize(
    "planted",
    [
        "from demerit.archive.cube import path",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from demerit.archive import cube",
        "def later() -> None:\n    import demerit.archive.folder",
    ],
    ids=["plainly", "for types only", "inside a function"],
)
def test_a_planted_circle_is_seen(tree: Path, planted: str) -> None:
    """`cube` and `folder` import `disk`, so an import the other way closes a circle."""
    low = tree / "src" / "demerit" / "archive" / "disk.py"
    low.write_text(low.read_text() + "\n" + planted + "\n")
    result = lint_imports(tree)
    assert result.returncode == 1, result.stdout
    assert "No cycles are allowed in demerit.archive." in result.stdout, result.stdout


def test_a_planted_circle_of_folders_is_seen(tree: Path) -> None:
    """Two folders that need each other are one, whatever their modules are called."""
    low = tree / "src" / "demerit" / "archive" / "schema" / "panel.py"
    low.write_text(low.read_text() + "\nfrom demerit.archive.laws import sums\n")
    result = lint_imports(tree)
    assert result.returncode == 1, result.stdout
    assert "No cycles are allowed in demerit.archive." in result.stdout, result.stdout


def test_every_room_is_looked_at_for_circles() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (circles,) = (each for each in contracts if each["id"] == "circles")
    rooms = {path.parent.name for path in (ROOT / "src" / "demerit").glob("*/__init__.py")}
    assert {f"demerit.{room}" for room in rooms - {"mechanisms"}} == set(circles["ancestors"])
