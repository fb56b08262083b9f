"""The tables of a panel: who is in it, and their lives, in the columns in which a run keeps them.

What districts tell of their people comes district by district, each with labels of its own, and stands in one
table under labels that all of them share.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np

from demerit.archive.canonical import Values
from demerit.archive.cube import Columns
from demerit.archive.schema import PANEL
from demerit.counted.table import Coded
from demerit.counted.values import PARTS
from demerit.engine.lives import ENTRY_COLUMNS, Entries


def panel_people(parts: Sequence[dict[str, Values]], entered: int) -> Columns:
    """Return who is in the panel; one of the random part stands for as many as entered the draw per head."""
    if not parts:
        return dict.fromkeys(PANEL["panel_people"].names, ())
    columns = stacked(parts)
    part = np.asarray(columns["part"])
    size = int((part == 0).sum())
    weight = (Decimal(entered) / size).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
    return {
        **columns,
        "draw": 0,
        "part": Coded(part, PARTS),
        "weight": Coded((part != 0).astype(np.int64), (str(weight), "0")),
    }


def panel_lives(lives: Entries) -> Columns:
    """Return lives in the columns of a table."""
    return {"draw": 0, **{name: getattr(lives, name) for name in ENTRY_COLUMNS}}


def stacked(parts: Sequence[dict[str, Any]]) -> dict[str, Values]:
    """Put tables with the same columns under each other."""
    found: dict[str, Values] = {}
    for name in parts[0]:
        columns = [part[name] for part in parts]
        if isinstance(columns[0], Coded):
            labels = tuple(dict.fromkeys(label for column in columns for label in column.labels))
            places = {label: place for place, label in enumerate(labels)}
            codes = [
                np.array([places[label] for label in column.labels], np.int32)[column.codes]
                for column in columns
            ]
            found[name] = Coded(np.concatenate(codes), labels)
        else:
            found[name] = np.concatenate(columns)
    return found
