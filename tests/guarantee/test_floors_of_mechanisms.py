"""A mechanism lies in one folder, and each of its modules on the floor of the room that it belongs to."""

from __future__ import annotations

import pytest

from tests.guarantee.floors_of_mechanisms import circles, imports, upward

LANGUAGE, ENGINE = "demerit.mechanisms.linkage.language", "demerit.mechanisms.linkage.linkage"


def test_no_module_of_a_mechanism_imports_a_higher_floor() -> None:
    found = imports()
    assert len([module for module in found if module.startswith("demerit.mechanisms.")]) > 60
    assert list(upward(found)) == []


def test_no_module_comes_back_to_itself_and_on_no_floor_a_folder_does() -> None:
    assert list(circles(imports())) == []


def test_columns_import_nothing_of_a_mechanism() -> None:
    found = {module: targets for module, targets in imports().items() if module.endswith(".state")}
    assert len(found) > 8
    told = {module for module, targets in found.items() if any("mechanisms" in each for each in targets)}
    assert told == {"demerit.engine.state"}


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        (LANGUAGE, ENGINE),
        (LANGUAGE, "demerit.scenario.codes"),
        ("demerit.mechanisms.linkage.lowering", ENGINE),
        ("demerit.mechanisms.work.counts", "demerit.society.traits"),
        ("demerit.regime.model", "demerit.mechanisms.linkage.lowering"),
        ("demerit.scenario.lower", ENGINE),
    ],
)
def test_a_planted_import_upwards_is_seen(module: str, planted: str) -> None:
    found = imports()
    found[module].add(planted)
    assert [line.split()[0] for line in upward(found)] == [module]


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("demerit.mechanisms.records.cases", "demerit.mechanisms.lists.listing"),
        ("demerit.chance.layouts", "demerit.chance.packing"),
    ],
)
def test_a_planted_circle_is_seen(module: str, planted: str) -> None:
    found = imports()
    found[module].add(planted)
    assert list(circles(found))
