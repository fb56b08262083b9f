"""The run that audit and report read: its folder, its manifest, and a connection to its tables.

Audit takes no path and opens nothing: whoever hands over a `RunSource` has verified the folder first (the
lab does), so a figure can never come from files that do not hold what their manifest says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from demerit.archive.manifest import Manifest
from demerit.quantities import DAYS_PER_YEAR

Counts = NDArray[np.int64]

LEAST_DAYS: Final = 80
"""A calendar quarter counts as whole when the run covers at least this many of its days."""

WITHOUT_ACT: Final = "CASE WHEN truth = 'none' THEN records ELSE 0 END"
"""Records without the act, as SQL of the table `records`."""


@dataclass(frozen=True)
class RunSource:
    """A verified run, ready to be read.

    `connection` shows the run's cube as views named like the tables of `demerit.archive.schema`.
    `against` is the run beside it, on the same people and the same luck under another regime, or
    None; `truthful` the same under the same regime on a true record, or None.
    """

    folder: Path
    manifest: Manifest
    connection: duckdb.DuckDBPyConnection
    against: RunSource | None = None
    truthful: RunSource | None = None

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.manifest.draws

    @property
    def steps(self) -> int:
        """Number of steps."""
        return self.manifest.steps

    @property
    def steps_per_year(self) -> float:
        """Steps in a mean year of 365.2425 days."""
        return float(DAYS_PER_YEAR) / self.manifest.calendar.step_days

    @property
    def weight(self) -> float:
        """People of the represented nation for each synthetic person of a draw; 1 if none is represented."""
        return self.manifest.weight or 1.0

    def date(self, step: int) -> dt.date:
        """First day of `step`."""
        return self.manifest.calendar.date(step)

    def end_of(self, step: int) -> dt.date:
        """Last day of `step`, on which its stocks hold."""
        return self.date(step + 1) - dt.timedelta(days=1)

    def quarter(self, step: int) -> str:
        """Calendar quarter in which `step` begins, as the cube names it: `2014-Q1`."""
        return self.manifest.calendar.quarter(step)

    def step_holding(self, day: dt.date) -> int | None:
        """Step whose end is nearest to `day`; None outside the run (a step's leeway at the end)."""
        days = (day - self.manifest.calendar.start).days
        length = self.manifest.calendar.step_days
        if days < 0 or days > self.steps * length + length:
            return None
        return min(self.steps - 1, max(0, round((days + 1) / length) - 1))

    def by_step(
        self, table: str, column: str, *, axis: str = "all", value: str = "all", **where: str
    ) -> Counts:
        """Return `column` of one axis value as integers of shape (draws, steps); absent rows are 0.

        `where` names further key columns, such as list="defaulters". With several lists, say, matching
        rows are added.
        """
        conditions = "".join(f' AND "{name}" = ?' for name in where)
        rows = self.rows(
            f'SELECT draw, step, sum("{column}")::BIGINT FROM "{table}"'
            f" WHERE axis = ? AND value = ?{conditions} GROUP BY draw, step ORDER BY draw, step",
            [axis, value, *where.values()],
        )
        counts = np.zeros((self.draws, self.steps), dtype=np.int64)
        for draw, step, count in rows:
            counts[draw, step] = count
        return counts

    def sums(
        self,
        table: str,
        key: str,
        columns: Sequence[str],
        where: str = "TRUE",
        parameters: Sequence[object] = (),
    ) -> dict[str, dict[str, list[int]]]:
        """Return sums over the whole run by the values of a key column: by value, then column, then draw.

        Args:
            table: a table of the cube.
            key: its column to tell rows apart by.
            columns: what to sum, as columns or SQL of whole numbers; each is the name of its own sums.
            where: SQL of the rows that count, with a `?` for each of `parameters`.

        Values come in the order of their text; a draw without a row has 0.
        """
        summed = "".join(f", sum({column})::BIGINT" for column in columns)
        rows = self.connection.execute(
            f'SELECT "{key}", draw{summed} FROM "{table}" WHERE {where} GROUP BY ALL ORDER BY ALL',
            list(parameters),
        ).fetchall()
        found: dict[str, dict[str, list[int]]] = {}
        for value, draw, *numbers in rows:
            into = found.setdefault(str(value), {column: [0] * self.draws for column in columns})
            for column, number in zip(columns, numbers, strict=True):
                into[column][draw] = int(number)
        return found

    def added(self, sums: Mapping[str, Mapping[str, list[int]]], column: str) -> list[int]:
        """Return a column of `sums` over all its values, by draw."""
        return [
            sum(draw) for draw in zip([0] * self.draws, *(of[column] for of in sums.values()), strict=True)
        ]

    def by_value(
        self, table: str, columns: Sequence[str], axis: str, **where: str
    ) -> dict[str, dict[str, list[int]]]:
        """Return sums over the whole run by the values of an axis; `where` as in `by_step`."""
        conditions = "".join(f' AND "{name}" = ?' for name in where)
        return self.sums(table, "value", columns, f"axis = ?{conditions}", [axis, *where.values()])

    def per_draw(self, query: str, parameters: Sequence[object] = ()) -> list[int]:
        """Return one whole number per draw from a query that yields (draw, number); absent draws are 0."""
        found = {row[0]: row[1] for row in self.rows(query, parameters)}
        return [int(found.get(draw) or 0) for draw in range(self.draws)]

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[int, ...]]:
        """Run a query and return its rows; the numbers it sums must be whole."""
        return self.connection.execute(query, list(parameters)).fetchall()

    def names(self, column: str, table: str, entity: str) -> list[str]:
        """Distinct names in a text column of one entity's rows, sorted."""
        found = self.connection.execute(
            f'SELECT DISTINCT "{column}" FROM "{table}" WHERE entity = ? ORDER BY 1', [entity]
        ).fetchall()
        return [str(name) for (name,) in found]

    @cached_property
    def assumed(self) -> bool:
        """Whether any input has a value of its own in each draw; else draws differ by their seed alone."""
        return bool(self.rows("SELECT count(*) FROM inputs")[0][0])

    @cached_property
    def present(self) -> dict[str, Counts]:
        """Entities present at the end of each step, (draws, steps), by `person` and `organisation`."""
        return {
            entity: self.by_step("people", "present", entity=entity) for entity in ("person", "organisation")
        }
