"""What every chart stands in: its axes, its letters and its edges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from demerit.report.colours import MUTED, RULE
from demerit.report.unchecked import with_rows

FONT: Final = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif'
NO_PREFIX_AT_ZERO: Final = "datum.value === 0 ? '0' : datum.label"
"""How an axis in thousands writes its zero: not as `0k`."""


def unit_axis(alt: Any, unit: str, top: float) -> Any:
    """A vertical axis whose unit stands above it, readable without turning one's head."""
    return alt.Axis(
        title=unit,
        titleAngle=0,
        titleAlign="left",
        titleBaseline="bottom",
        titleX=0,
        titleY=-9,
        tickCount=5,
        format=tick_format(top),
        labelExpr=NO_PREFIX_AT_ZERO,
        domain=False,
        ticks=False,
    )


def time_axis(alt: Any, dates: Sequence[dt.date]) -> Any:
    """Years, or quarters of a year where the lines are short."""
    if dates and (max(dates) - min(dates)).days < 800:
        every = {"interval": "month", "step": 3}
        return alt.Axis(title=None, format="%b %Y", tickCount=every, grid=False, labelFlush=False)
    return alt.Axis(title=None, format="%Y", tickCount="year", grid=False, labelFlush=False)


def tick_format(top: float) -> str:
    """How the ticks of an axis are written that ends at `top`."""
    return "~s" if top >= 10_000 else ",.0f" if top >= 8 else "~r"


def rounded(value: float) -> float:
    """Four significant digits: what a screen can show, and a page that stays small and stable."""
    return float(f"{value:.4g}")


def framed(chart: Any, right: int) -> dict[str, Any]:
    """Return a chart as a specification with its rows in it, and so many pixels free on its right."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelColor": MUTED, "titleColor": MUTED}
    configured = chart.configure(
        font=FONT,
        background="transparent",
        aria=False,
        padding={"left": 2, "top": 8, "right": right, "bottom": 4},
        autosize={"type": "fit-x", "contains": "padding", "resize": False},
        axis={
            **text,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": RULE,
            "domainColor": RULE,
            "tickColor": RULE,
            "titlePadding": 8,
        },
        view={"stroke": None},
    )
    spec: dict[str, Any] = with_rows(configured.to_dict(validate=False))
    return spec
