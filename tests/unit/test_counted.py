"""A counted table says once what it counts; totals, rows, files and bounds follow."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from demerit.archive.schema import COUNTED, TABLES
from demerit.chance.layouts import layout
from demerit.counted.axes import CONDUCT, GROUP, LIST, STEP, VALUE, YEAR, fixed, joined, strides
from demerit.counted.counted import Counted
from demerit.counted.table import Coded, Integers, count, text_key
from demerit.engine.totals import Totals

NAMES = SimpleNamespace(
    lists=("black", "firms"),
    list_entities=(0, 1),
    list_kinds=(0, 0),
    conducts=("noise",),
    conduct_entities=(0,),
    first_year=2014,
    axis_values=((0, "all", "all"), (0, "sex", "male"), (0, "sex", "female"), (1, "all", "all")),
    categories=lambda axis: {"group": ["A", "B"]}[axis],
)


def text(column: Coded | Integers) -> list[str]:
    """Return a column of text as texts."""
    assert isinstance(column, Coded)
    return [column.labels[code] for code in column.codes]


def test_every_counted_table_has_its_array_and_every_array_its_table() -> None:
    assert set(COUNTED) - set(Totals._fields) == {"benefits", "notes"}  # parts of the array of lists
    assert set(Totals._fields) <= set(COUNTED)
    for place in layout(Totals):
        table = COUNTED[place.name]
        assert ", ".join(place.shape) == table.shape, place.name
        assert TABLES[place.name].counts == tuple(column.name for column in table.columns)


def test_a_column_is_read_by_its_name() -> None:
    table = Counted(
        "t", "of things", (STEP,), (count("first", "things", "f"), count("second", "things", "s"))
    )
    assert (table.first, table.second) == (0, 1)
    with pytest.raises(AttributeError, match="no column third"):
        assert table.third
    with pytest.raises(ValueError, match="cannot have a column rows"):
        Counted("t", "of things", (STEP,), (count("rows", "things", "taken"),))
    with pytest.raises(ValueError, match="the keys of t are"):
        Counted("t", "of things", (STEP,), (count("first", "things", "f"),), keys=("year",))


def test_rows_have_names_and_leave_out_what_is_empty() -> None:
    table = Counted("t", "of acts", (CONDUCT, GROUP, YEAR), (count("acts", "acts", "done"),))
    counts = np.zeros((1, 8, 2, 1), np.int64)
    counts[0, 1, 1, table.acts] = 5
    rows = table.rows(counts, NAMES)
    assert {name: text(column) for name, column in rows.items() if isinstance(column, Coded)} == {
        "entity": ["person"],
        "conduct": ["noise"],
        "group": ["B"],
    }
    assert (rows["year"], rows["acts"]) == ([2015], [5])


def test_rows_are_kept_where_a_series_would_have_a_gap_and_axes_agree_on_the_entity() -> None:
    table = Counted("t", "of lists", (STEP, LIST, VALUE), (count("stock", "entities", "on it"),), gaps="kept")
    counts = np.zeros((2, 2, 4, 1), np.int64)
    counts[1, 1, 3] = 7
    rows = table.rows(counts, NAMES)
    placed = zip(
        np.asarray(rows["step"]),
        *(text(rows[key]) for key in ("list", "value")),
        np.asarray(rows["stock"]),
        strict=True,
    )
    persons = [(step, "black", value, 0) for step in (0, 1) for value in ("all", "male", "female")]
    assert sorted(placed) == sorted([*persons, (0, "firms", "all", 0), (1, "firms", "all", 7)])
    assert table.most_rows(NAMES, {"T": 2, "L": 2, "V": 4}) == len(persons) + 2


def test_a_table_that_counts_nothing_may_be_left_out_whole() -> None:
    kept = Counted("t", "of steps", (STEP,), (count("n", "things", "n"),), gaps="kept if any")
    assert kept.rows(np.zeros((3, 1), np.int64), NAMES) == {}
    assert np.asarray(kept.rows(np.array([[0], [2], [0]]), NAMES)["n"]).tolist() == [0, 2, 0]


def test_joined_axes_count_the_last_fastest() -> None:
    one = fixed(text_key("one", "a word"), ("a", "b"))
    other = fixed(text_key("other", "a word"), ("x", "y", "z"))
    table = Counted("t", "of both", (joined(one, other),), (count("n", "things", "n"),))
    by_one, by_other = strides(one, other)
    counts = np.zeros((6, 1), np.int64)
    counts[1 * by_one + 2 * by_other] = 4
    rows = table.rows(counts, NAMES)
    assert (text(rows["one"]), text(rows["other"]), rows["n"]) == (["b"], ["z"], [4])
    assert one.b == 1 and other.z == 2
