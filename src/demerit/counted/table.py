"""What a table is: its columns with unit and meaning, its key, and how it describes itself to a file.

A table has two kinds of columns only: 64-bit integers and text. Counts are integers, because integer sums are
the same in any order and on any number of threads; shares, rates and intervals are worked out by the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from numpy import int64
from numpy.typing import NDArray

FORMAT: Final = 1
"""Version of all tables together; a change that old readers would misread raises it."""

Kind = Literal["int", "text"]


Integers = NDArray[int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """A text column as places (`codes`, any integer dtype) among `labels`; quick to sort, hash and write."""

    codes: NDArray[Any]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its `kind`, whether it belongs to the row's key, its unit and its meaning."""

    name: str
    kind: Kind
    unit: str
    meaning: str
    key: bool = False
    allowed: tuple[str, ...] | None = None

    @property
    def sql(self) -> str:
        """The column's type in DuckDB and in the Parquet file."""
        return "BIGINT" if self.kind == "int" else "VARCHAR"


@dataclass(frozen=True, slots=True)
class Table:
    """One named table: one row for each key, keys in the order in which rows are sorted."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All column names, in file order."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the key columns, in sorting order."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def counts(self) -> tuple[str, ...]:
        """Names of the integer columns outside the key."""
        return tuple(column.name for column in self.columns if not column.key and column.kind == "int")

    def column(self, name: str) -> Column:
        """Return the column `name`; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")

    def describe(self) -> dict[str, Any]:
        """Describe the table as plain JSON values, as written into each file's metadata."""
        return {
            "table": self.name,
            "format": FORMAT,
            "meaning": self.meaning,
            "columns": [
                {
                    "name": column.name,
                    "type": "int64" if column.kind == "int" else "text",
                    "unit": column.unit,
                    "meaning": column.meaning,
                    "key": column.key,
                }
                for column in self.columns
            ],
        }


def text_key(name: str, meaning: str, unit: str = "name", allowed: tuple[str, ...] | None = None) -> Column:
    """Return a column of text that belongs to the key; `allowed` are its only values where they are few."""
    return Column(name, "text", unit, meaning, key=True, allowed=allowed)


def number_key(name: str, unit: str, meaning: str) -> Column:
    """Return a column of integers that belongs to the key."""
    return Column(name, "int", unit, meaning, key=True)


def text(name: str, meaning: str, unit: str = "name") -> Column:
    """Return a column of text beside the key."""
    return Column(name, "text", unit, meaning)


def count(name: str, unit: str, meaning: str) -> Column:
    """Return a column of integers beside the key."""
    return Column(name, "int", unit, meaning)


DRAW: Final = number_key("draw", "number from 0", "which draw: one value from every assumed range, one seed")
"""The first key of every table."""
