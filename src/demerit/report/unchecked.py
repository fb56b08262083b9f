"""What Altair need not look at while it makes a chart.

Left to itself it checks every part against its schema as the part is made, and copies the rows of a chart for
every mark on top of it; together that takes longer than all else on a page. What is drawn is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

Given = ParamSpec("Given")


class _Rows:
    """Rows that are handed on as one thing."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows


def data(rows: list[dict[str, Any]]) -> Any:
    """Return rows as inline data of a chart whose specification goes through `with_rows`."""
    import altair as alt

    made: Any = alt.Data  # Altair ships no type for it
    return made(values=_Rows(rows))


def with_rows(spec: Any) -> Any:
    """Return a specification with the rows themselves in it."""
    if isinstance(spec, _Rows):
        return spec.rows
    if isinstance(spec, dict):
        return {key: with_rows(value) for key, value in spec.items()}
    return [with_rows(value) for value in spec] if isinstance(spec, list) else spec


def unchecked(drawing: Callable[Given, dict[str, Any]]) -> Callable[Given, dict[str, Any]]:
    """Have a chart made without checks of its parts; the browser tests see every chart drawn."""

    @wraps(drawing)
    def draw(*given: Given.args, **named: Given.kwargs) -> dict[str, Any]:
        from altair.utils.schemapi import debug_mode

        with debug_mode(False):
            return drawing(*given, **named)

    return draw
