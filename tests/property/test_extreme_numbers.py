"""For every numeric key of regime and society, and any number: refused at a line, or the run is right.

A number that a file may hold and a run may not would wrap, or end in a signal. So every numeric key of the
language is given numbers at and beyond the edges of what machines hold. What is accepted is lowered and run
by both engines: the plain one counts in Python's whole numbers, which never wrap, so a sum that wraps
anywhere makes the two differ.
"""

from __future__ import annotations

import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.engine.districts import Desk
from demerit.errors import InvalidFile
from demerit.regime.loading import load as load_regime
from demerit.regime.model import Regime
from demerit.scenario.lower import lower
from demerit.scenario.resolve import Resolved, resolve
from demerit.society.loading import load as load_society
from demerit.society.recipe import Recipe
from tests import toy
from tests.property import every_number
from tests.property.numeric_keys import Pattern, fits, instead, numbers, patterns
from tests.property.test_engines_agree import assert_equal

EXTREMES = (
    *("0", "1", "-1", "2", "0.000001", "0.999999", "1.000001", "100", "-100", "9999", "1000000", "-1000000"),
    *("999999999", "1000000000", "-1000000000", "1073741824", "2147483647", "2147483648", "-2147483649"),
    *("4294967295", "-4294967295", "9007199254740993", "9223372036854775807", "-9223372036854775809"),
    *("99999999999999999999999", "1e-12", "1e-25", "1e12", "-1e25", "1e30", "1e300", "-1e300"),
)
"""Numbers at and beyond the edges of shares, of 32 and 64 bits, of double precision."""
SCENARIO = {
    "demerit": 2,
    "scenario": "extremes",
    "of": "regime.yaml",
    "in": "society.yaml",
    "from": "2020-01-06",
    "to": "2020-02-24",
    "people": 150,
    "draws": 1,
    "against": "nothing",
    "keep": [],
    "truthful": False,
}
Place = tuple[str | int, ...]


def replaced(whole: dict[str, Any], place: Place, number: str) -> None:
    """Write `number` at a place of a document, or the spread of a table instead of its source."""
    here: Any = whole
    for part in place[:-1]:
        here = here[part]
    if place[-1] == "assumed":
        here.pop("from", None)
        here["assumed"] = float(number)
    else:
        here[place[-1]] = instead(here[place[-1]], number)


def gathered(whole: dict[str, Any], place: Place) -> None:
    """Put the whole of a table's shares into one entry."""
    table: Any = whole
    for part in place[:-1]:
        table = table[part]
    total = sum(table.values())
    for name in table:
        table[name] = total if name == place[-1] else 0


def opened(regime: dict[str, Any], society: dict[str, Any], folder: Path) -> Resolved | None:
    """Return the scenario of two files, or None if they are refused, at lines."""
    for name, whole in (("regime", regime), ("society", society), ("scenario", SCENARIO)):
        (folder / f"{name}.yaml").write_text(json.dumps(whole, indent=1), encoding="utf-8")
    try:
        load_regime(folder / "regime.yaml")
        load_society(folder / "society.yaml")
        return resolve(folder / "scenario.yaml")
    except InvalidFile as refused:
        for problem in refused.problems:
            assert problem.line > 0
            assert problem.next_step
        return None


def assert_runs(found: Resolved) -> None:
    """Assert that the two engines agree about a scenario to the bit."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        t = lower(found, 0)
    slow = toy.empty(t)
    for _ in toy.walk(t, slow, 1, 0, 100):
        pass
    assert_equal(Desk(t).run(t, 1, 0, 1, 100), slow)
    for name, counted in zip(slow._fields, slow, strict=True):
        assert counted.min(initial=0) >= 0, f"{name} counts below 0"


def tried(kind: str, changes: list[tuple[str, Place, str]]) -> bool:
    """Return whether files with these numbers are accepted; assert that they then run.

    Args:
        kind: which of the regimes.
        changes: `regime` or `society`, the place, and the number, or `all` for the whole of a table.
    """
    files = {"regime": every_number.regimes()[kind], "society": every_number.society(kind)}
    for name, place, number in changes:
        if number == "all":
            gathered(files[name], place)
        else:
            replaced(files[name], place, number)
    with tempfile.TemporaryDirectory() as folder:
        found = opened(files["regime"], files["society"], Path(folder))
        if found is None:
            return False
        assert_runs(found)
        return True


def spreads(whole: dict[str, Any]) -> list[Place]:
    """Return where tables may say by how much they are assumed."""
    tables = {place[:-2] for place, _ in numbers(whole) if len(place) > 1 and place[-2] == "values"}
    return sorted((*place, "assumed") for place in tables)


def places(kind: str) -> list[tuple[str, Place]]:
    """Return every numeric place of a regime and of the society."""
    society = every_number.society(kind)
    return [
        *(("regime", place) for place, _ in numbers(every_number.regimes()[kind])),
        *(("society", place) for place, _ in numbers(society)),
        *(("society", place) for place in spreads(society)),
    ]


def is_share(place: Place, whole: dict[str, Any]) -> bool:
    """Return whether a place is an entry of a table that sums to a whole."""
    if len(place) < 2 or place[-2] != "values":
        return False
    table: Any = whole
    for part in place[:-1]:
        table = table[part]
    return any(abs(sum(table.values()) - whole_of) < 0.01 for whole_of in (1, 100))


@pytest.mark.parametrize(("model", "files"), [(Regime, "regimes"), (Recipe, "society")])
def test_the_files_of_this_test_hold_every_numeric_key_of_the_language(model: Any, files: str) -> None:
    kinds = every_number.regimes()
    wholes = [*kinds.values()] if files == "regimes" else [every_number.society(kind) for kind in kinds]
    held = [place for whole in wholes for place, _ in numbers(whole)]
    held += [place for whole in wholes for place in spreads(whole)]
    without = {("adjudication", "machine", "discretion", "strength")}  # a machine has no discretion
    known = patterns(model) - without
    missing: list[Pattern] = [each for each in known if not any(fits(it, each) for it in held)]
    assert not missing


@pytest.mark.parametrize("kind", sorted(every_number.regimes()))
def test_the_files_of_this_test_run_as_they_stand(kind: str) -> None:
    assert tried(kind, [])


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, list[tuple[str, Place, str]]]:
    kind = draw(st.sampled_from(sorted(every_number.regimes())))
    society = every_number.society(kind)
    found = []
    for file, place in draw(st.lists(st.sampled_from(places(kind)), min_size=1, max_size=3, unique=True)):
        choices = [*EXTREMES, *(("all",) * 10 if file == "society" and is_share(place, society) else ())]
        found.append((file, place, draw(st.sampled_from(choices))))
    return kind, found


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(changed())
def test_any_number_is_refused_at_a_line_or_runs_right(
    case: tuple[str, list[tuple[str, Place, str]]],
) -> None:
    tried(*case)
