"""Lengths of arrays are declared, and held against each other before machine code reads them."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np
import pytest

from demerit.chance.kinds import I64x1, I64x2
from demerit.chance.layouts import layout
from demerit.chance.packing import pack
from demerit.scenario.tables import Tables
from demerit.society.tables import Population, SocietyTables


class Shaped(NamedTuple):
    rows: Annotated[I64x2, "E, C + 1"]
    names: Annotated[I64x1, "C"]
    fixed: Annotated[I64x1, "3"]
    loose: Annotated[I64x1, "*"]


class Misdeclared(NamedTuple):
    rows: Annotated[I64x2, "E"]


def shaped(**changes: Any) -> Shaped:
    whole = Shaped(
        np.zeros((2, 5), np.int64), np.zeros(4, np.int64), np.zeros(3, np.int64), np.zeros(9, np.int64)
    )
    return whole._replace(**changes)


def test_arrays_of_the_declared_lengths_are_packed() -> None:
    assert pack(shaped()).words.size == 3 + 2 + 2 + 2
    assert pack(shaped(loose=np.zeros(0, np.int64), rows=np.zeros((7, 5), np.int64)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"names": np.zeros(5, np.int64)}, r"names has 5 along axis 0 \(C\), not the 4 of rows"),
        ({"rows": np.zeros((2, 4), np.int64)}, r"names has 4 along axis 0 \(C\), not the 3 of rows"),
        ({"fixed": np.zeros(2, np.int64)}, r"fixed has 2 along axis 0 \(3\), not the 3 of its declaration"),
    ],
)
def test_arrays_of_other_lengths_never_reach_machine_code(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pack(shaped(**changes))


def test_a_shape_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="E is no shape of 2 axes"):
        pack(Misdeclared(np.zeros((1, 1), np.int64)))


@pytest.mark.parametrize("kind", [Tables, SocietyTables, Population])
def test_every_array_that_a_scenario_becomes_declares_its_lengths(kind: Any) -> None:
    assert [place.name for place in layout(kind) if place.dimensions and not place.shape] == []
