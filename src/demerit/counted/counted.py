"""A counted table: name, axes, columns; its part of the totals, its rows and its file follow from that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from demerit.chance.constants import Named
from demerit.counted.axes import ENTITY_KEY, Axis, Columns, Naming
from demerit.counted.table import DRAW, Coded, Column, Integers, Table
from demerit.counted.values import ENTITIES

Mask = NDArray[np.bool_]
Gaps = Literal["left out", "kept", "kept if any"]
"""What becomes of rows in which nothing is counted; `kept if any`: kept where the table counts anything."""


class Counted(Named):
    """One table that a run counts: `[axes..., columns]` whole numbers, added over districts in any order.

    `JOBS.lost` is the place of the column `lost`, in compiled functions too. Three names of columns are
    reserved: what stands below as attributes.
    """

    def __init__(
        self,
        name: str,
        meaning: str,
        axes: Sequence[Axis],
        columns: Sequence[Column],
        *,
        keys: Sequence[str] = (),
        gaps: Gaps = "left out",
        only: Callable[[Naming, Sequence[Integers]], Mask] | None = None,
    ) -> None:
        """Declare a table.

        Args:
            name: of the table.
            meaning: what it counts, in words.
            axes: in the order of the array.
            columns: what is counted, in the order of the array.
            keys: the key columns in the order of the file, if not that of the axes.
            gaps: what becomes of rows in which nothing is counted.
            only: which places of the axes mean anything, as a mask; None for all.
        """
        self.name, self.meaning, self.gaps, self.only = name, meaning, gaps, only
        self.axes, self.columns = tuple(axes), tuple(columns)
        found = [key for axis in axes for key in axis.keys]
        if any(axis.entities is not None for axis in axes):
            found.insert(0, ENTITY_KEY)
        places = {key.name: key for key in found}
        if keys and set(keys) != set(places):
            raise ValueError(f"the keys of {name} are {sorted(places)}, not {sorted(keys)}")
        self.keys = tuple(places[key] for key in keys) if keys else tuple(found)
        if hidden := {column.name for column in columns} & (set(dir(type(self))) | set(vars(self))):
            raise ValueError(f"{name} cannot have a column {', '.join(sorted(hidden))}")

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each column."""
        return {column.name: place for place, column in enumerate(self.columns)}

    unknown = "the table has no column"

    @property
    def shape(self) -> str:
        """The shape of its part of the totals, in words (`chance.layouts`)."""
        return ", ".join((*(axis.length for axis in self.axes), str(len(self.columns))))

    @property
    def table(self) -> Table:
        """Its name, meaning and columns, as its file describes them."""
        return Table(self.name, self.meaning, (DRAW, *self.keys, *self.columns))

    def rows(self, counts: Integers, names: Naming) -> Columns:
        """Return the counts as rows with names; nothing where there are none."""
        flat = counts.reshape(-1, len(self.columns))
        some = flat.any(axis=1)
        if self.gaps == "left out":
            found = np.flatnonzero(some)
        else:
            found = np.arange(len(flat) if self.gaps == "kept" or some.any() else 0)
        places: list[Integers] = [
            np.asarray(each, np.int64) for each in np.unravel_index(found, counts.shape[:-1])
        ]
        keep = self._meant(names, places)
        places, found = [each[keep] for each in places], found[keep]
        if not len(found) and self.gaps != "left out":
            return {}
        columns: dict[str, Coded | Integers] = {}
        for axis, at in zip(self.axes, places, strict=True):
            if axis.entities is not None:
                entity = np.asarray(axis.entities(names), np.int32)[at]
                columns[ENTITY_KEY.name] = Coded(entity, ENTITIES)
            columns |= axis.columns(names, at)
        rows = flat[found]
        return columns | {column.name: rows[:, place] for place, column in enumerate(self.columns)}

    def _meant(self, names: Naming, places: Sequence[Integers]) -> Mask:
        """Return which places mean anything: whose axes agree on the entity, and that `only` keeps."""
        keep = np.ones(len(places[0]), np.bool_) if places else np.ones(1, np.bool_)
        first: Integers | None = None
        for axis, at in zip(self.axes, places, strict=True):
            if axis.entities is None:
                continue
            entity = np.asarray(axis.entities(names), np.int64)[at]
            if first is not None:
                keep &= entity == first
            first = entity
        return keep if self.only is None else keep & self.only(names, places)

    def most_rows(self, names: Naming, lengths: Mapping[str, int]) -> int:
        """Return how many rows a draw of a scenario can have at most, where the totals have `lengths`."""
        telling = [axis for axis in self.axes if axis.entities is not None]
        if not telling:
            return int(np.prod([axis.used(names, lengths) for axis in self.axes], dtype=np.int64))
        rest = [axis.used(names, lengths) for axis in self.axes if axis.entities is None]
        found = 0
        for entity in range(len(ENTITIES)):
            of = [sum(each == entity for each in axis.entities(names)) for axis in telling if axis.entities]
            found += int(np.prod([*of, *rest], dtype=np.int64))
        return found
