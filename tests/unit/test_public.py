"""What the package exports is exactly what it says, typed and documented, and costs nothing to import."""

import inspect
import subprocess
import sys
from typing import Unpack, get_args, get_origin, get_type_hints

import duckdb
import pytest

import demerit
from demerit.archive.manifest import Manifest
from demerit.audit import RunSource
from demerit.lab import Candidate, Life
from demerit.regime.readback import Reading
from demerit.rights import Linted

PUBLIC = [
    "Candidate",
    "CeilingExceeded",
    "Checked",
    "DemeritError",
    "Exported",
    "FactCheck",
    "Interrupted",
    "InvalidFile",
    "Life",
    "Linted",
    "Plan",
    "Problem",
    "Reading",
    "Rows",
    "Run",
    "RunDamaged",
    "Started",
    "Upgraded",
    "Verified",
    "WrongUse",
    "check",
    "lint",
    "new",
    "open",
    "plan",
    "read",
    "run",
    "upgrade",
    "warmup",
]

# Types that the lab names only for type checkers, so that no verb loads what it does not use.
NAMES = {"Manifest": Manifest, "RunSource": RunSource, "Linted": Linted, "Reading": Reading, "duckdb": duckdb}
NAMES |= {"Candidate": Candidate, "Life": Life}

# What takes long to load. (typer brings pydantic, which loads in 16 ms as far as typer uses it.)
HEAVY = ["altair", "duckdb", "jinja2", "numba", "numpy", "ruamel", "scipy"]


def public_callables() -> list[tuple[str, object]]:
    """Return (dotted name, callable) of every public function and every public method of a public class."""
    found: list[tuple[str, object]] = []
    for name in PUBLIC:
        thing = getattr(demerit, name)
        found.append((name, thing))
        if inspect.isclass(thing):
            members = inspect.getmembers(
                thing, lambda member: inspect.isfunction(member) or inspect.ismethod(member)
            )
            found += [(f"{name}.{key}", member) for key, member in members if not key.startswith("_")]
    return found


def test_the_public_list_is_exact() -> None:
    assert demerit.__all__ == PUBLIC
    assert dir(demerit) == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(demerit, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'recognise'"):
        demerit.recognise  # noqa: B018


def test_every_public_thing_is_documented() -> None:
    bare = [name for name, thing in public_callables() if not inspect.getdoc(thing)]
    assert not bare


def test_every_public_thing_is_typed() -> None:
    for name, thing in public_callables():
        if inspect.isclass(thing):
            continue
        hints = get_type_hints(thing, localns=NAMES)
        for each in list(hints.values()):
            if get_origin(each) is Unpack:  # what a mapping of types hands on, argument by argument
                hints |= get_type_hints(*get_args(each))
        parameters = [key for key in inspect.signature(thing).parameters if key not in ("self", "cls")]  # type: ignore[arg-type]
        assert "return" in hints, name
        assert set(parameters) <= set(hints), name


@pytest.mark.parametrize(
    "start",
    [
        "import demerit; demerit.DemeritError",
        "import demerit.cli.entry as e; e.start(['--help'])",
        "import demerit.cli.entry as e; e.start(['run', '--help'])",
    ],
    ids=["import", "demerit --help", "demerit run --help"],
)
def test_a_start_loads_nothing_heavy(start: str) -> None:
    code = f"{start}\nimport sys\nsys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == ""
