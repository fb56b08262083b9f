"""Every chart of the lab, as Vega-Lite specifications made by Altair.

One module for the report, pictures and later the studio, so that a colour or a mark means one thing
everywhere: grey is everybody, the one accent is what the reader should look at, a band or a bar is the
smallest to the largest of 19 draws or more (of fewer, each draw is a dot), and a name stands at the line it
names instead of in a legend. Colours are CSS variables of the page (`colours.py`), so that one drawing
serves light, dark and print.

A chart carries the rows of its table, its finding (a sentence with *synthetic people* in it) and nothing that
needs a mouse. Altair is imported where it is used: it costs half a second that no other verb should pay.
Channels are written out (`alt.X2("high:Q")`): what a bare text means it looks for among all its classes, for
three milliseconds each time.

Names: `x` what goes across the chart, `y` what goes up the chart.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any, Final

from demerit.audit import Figure, Interval
from demerit.report.colours import ACCENT, GREY, INK, MUTED, PAPER
from demerit.report.frames import NO_PREFIX_AT_ZERO, framed, rounded, tick_format, time_axis, unit_axis
from demerit.report.numbers import percent, plain
from demerit.report.pieces import Dot, Line, Mark
from demerit.report.unchecked import data, unchecked

ROW: Final = 27
"""Height of a row in a chart of dots, in pixels."""
NAME_WIDTH: Final = 13
"""Letters in a line of a name at the end of a line: a phone must not give half its width to names."""
NAME_LINE: Final = 15
"""Height of such a line, in pixels."""
LETTER: Final = 6.8
"""Width of a digit of the number at a bar, in pixels."""
GAP: Final = 9
"""From the end of a bar to its number, in pixels."""
NARROWEST: Final = 110
"""The narrowest plot, in pixels, in which the number at a bar must still stand whole."""
ONE_DRAW: Final[dict[str, Any]] = {"size": 12, "filled": True, "opacity": 0.5, "strokeWidth": 0}
"""How one draw looks where there are too few for a band."""
DATES: Final = 16
"""At most at so many dates of a line its draws stand as dots."""


@unchecked
def lines(
    drawn: Sequence[Line], unit: str, *, height: int = 280, marks: Sequence[Mark] = ()
) -> dict[str, Any]:
    """Return lines over time, each with its band (of few draws: their dots) and its name at its end.

    `unit` heads the vertical axis. `marks` are published numbers: hollow ones fitted, full ones judged.
    """
    import altair as alt

    dates = [date for line in drawn for date in line.series.dates]
    rows = _rows_of_lines(drawn)
    top = max([row["high"] for row in rows] + [mark.value for mark in marks] + [0.0]) or 1.0
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=[line.label for line in drawn], range=[line.colour for line in drawn]),
        legend=None,
    )
    x = alt.X("date:T", axis=time_axis(alt, dates))
    y = alt.Y("low:Q", scale=alt.Scale(domain=[0, top * 1.04], nice=True), axis=unit_axis(alt, unit, top))
    base = alt.Chart(data(rows))
    if all(value.banded for line in drawn for value in line.series.values):
        spread = base.mark_area(opacity=0.17).encode(x=x, y=y, y2=alt.Y2("high:Q"), color=colour)
    else:
        each = alt.Chart(data(_each_draw(drawn))).mark_point(**ONE_DRAW)
        spread = each.encode(x=x, y=y, color=colour)
    layers: list[Any] = [
        spread,
        base.mark_line(strokeWidth=2.2).encode(x=x, y=alt.Y("mid:Q"), color=colour),
        _names_at_ends(alt, drawn, top, height),
    ]
    if marks:
        layers += _published(alt, marks, top, dates)
    return framed(alt.layer(*layers).properties(width="container", height=height), right=10)


def _rows_of_lines(drawn: Sequence[Line]) -> list[dict[str, Any]]:
    """Return a row for each date of each line: the median of its draws and their range."""
    return [
        {"series": line.label, "date": date.isoformat(), **_range(value)}
        for line in drawn
        for date, value in zip(line.series.dates, line.series.values, strict=True)
    ]


def _range(value: Interval) -> dict[str, float]:
    return {"low": rounded(value.low), "mid": rounded(value.mid), "high": rounded(value.high)}


def _each_draw(drawn: Sequence[Line]) -> list[dict[str, Any]]:
    """Return a dot for each draw at some dates of each line, evenly apart, the last among them."""
    return [
        {"series": line.label, "date": date.isoformat(), "low": rounded(value)}
        for line in drawn
        for place, (date, found) in enumerate(zip(line.series.dates, line.series.values, strict=True))
        if (len(line.series.dates) - 1 - place) % max(1, math.ceil(len(line.series.dates) / DATES)) == 0
        for value in found.drawn
    ]


LOW: Final = 0.12
"""Below this part of the axis the name of a mark stands above it: under it are the dates."""
LATE: Final = 0.6
"""After this part of the time it stands left of it: right of it are the names of lines."""


def _published(alt: Any, marks: Sequence[Mark], top: float, dates: Sequence[dt.date]) -> list[Any]:
    place = {"x": alt.X("date:T"), "y": alt.Y("value:Q")}
    layers: list[Any] = []
    for judged, colour in ((False, INK), (True, ACCENT)):
        points = [
            {"date": mark.date.isoformat(), "value": mark.value, "text": mark.label}
            for mark in marks
            if mark.judged is judged
        ]
        if not points:
            continue
        # A ring or a full point, edged in the colour of the paper, stays readable on the band.
        look = (
            {"filled": True, "fill": ACCENT, "stroke": PAPER, "strokeWidth": 1.2}
            if judged
            else {"filled": False, "fill": PAPER, "stroke": INK, "strokeWidth": 2}
        )
        layers.append(alt.Chart(data(points)).mark_point(size=64, opacity=1, **look).encode(**place))
        last = [mark for mark in marks if mark.judged is judged][-1]
        low = last.value < LOW * top
        late = (last.date - min(dates)) > LATE * (max(dates) - min(dates))
        layers.append(
            alt.Chart(data(points[-1:]))
            .mark_text(
                align="right" if late else "left",
                baseline="bottom" if low else "top",
                dx=4 if late else -4,
                dy=-9 if low else 9,
                fontSize=12,
                fontWeight=600,
                color=colour,
            )
            .encode(**place, text=alt.Text("text:N"))
        )
    return layers


@unchecked
def dots(
    rows: Sequence[Dot], unit: str, *, log: tuple[float, float] | None = None, labels: int = 190
) -> dict[str, Any]:
    """Return one row per dot: the median as a point, its range, the value as text.

    The range is a bar, or, where there are too few draws for one, a small dot a draw.

    Rows without a figure keep their place and stay empty. A dashed line stands at 0 where a value is below
    it. `log` gives the ends of a logarithmic axis for ratios around 1.
    """
    import altair as alt

    known = [row for row in rows if row.value]
    ranges = [each for row in rows for each in (row.value, row.inner) if each]
    highest, lowest = max([0.0, *(each.high for each in ranges)]), min([0.0, *(each.low for each in ranges)])
    ends = log or (lowest * 1.1, highest * 1.02 if highest else 1.0)
    base = alt.Chart(data(_rows_of_dots(rows, log is not None)))
    x, y = (_ratios if log else _amounts)(alt, unit, ends), _names_at_rows(alt, rows, labels)
    colour = alt.Color("colour:N", scale=None, legend=None)
    layers: list[Any] = []
    if log or lowest < 0:
        line = alt.Chart(data([{"at": 1 if log else 0}]))
        layers.append(line.mark_rule(color=INK, strokeWidth=1, strokeDash=[3, 3]).encode(x=alt.X("at:Q")))
    if all(row.value.banded for row in known if row.value):
        bar = base.mark_rule(strokeWidth=3, strokeCap="round")
        layers.append(bar.encode(y=y, x=x, x2=alt.X2("high:Q"), color=colour))
    else:
        each = alt.Chart(data(_draws_of(rows, log is not None))).mark_point(**ONE_DRAW)
        layers.append(each.encode(y=y, x=x, color=colour))
    if inner := _inner_ranges(rows):
        thick = alt.Chart(data(inner)).mark_rule(strokeWidth=9, opacity=0.45)
        layers.append(thick.encode(y=y, x=x, x2=alt.X2("high:Q"), color=colour))
    layers += _points_and_numbers(alt, base, y)
    chart = alt.layer(*layers).properties(width="container", height=ROW * max(1, len(rows)))
    return framed(chart, right=_room(known, ends, log is not None))


def share(label: str, figure: Figure, colour: str = INK) -> Dot:
    """Return the row of a share, in percent."""
    value = figure.value
    return Dot(label, value and value.times(100), colour, percent(value.mid) if value else "", figure.greyed)


def _ratios(alt: Any, unit: str, ends: tuple[float, float]) -> Any:
    """Return the logarithmic axis of ratios around 1."""
    ticks = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
    shown = [tick for tick in ticks if ends[0] <= tick <= ends[1]]
    scale = alt.Scale(type="log", domain=list(ends), nice=False)
    return alt.X(
        "low:Q", scale=scale, axis=alt.Axis(title=unit, values=shown, format="~r", titleAnchor="end")
    )


def _amounts(alt: Any, unit: str, ends: tuple[float, float]) -> Any:
    """Return the axis of amounts, with 0 on it."""
    axis = alt.Axis(
        title=unit, tickCount=3, format=tick_format(ends[1]), labelExpr=NO_PREFIX_AT_ZERO, titleAnchor="end"
    )
    return alt.X("low:Q", scale=alt.Scale(domain=list(ends), nice=True, zero=True), axis=axis)


def _names_at_rows(alt: Any, rows: Sequence[Dot], labels: int) -> Any:
    """Return the axis that names the rows, in their order, in so many pixels at most."""
    order = [row.label for row in rows]
    return alt.Y(
        "label:N",
        sort=order,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(title=None, domain=False, ticks=False, grid=False, labelLimit=labels, labelPadding=8),
    )


def _points_and_numbers(alt: Any, base: Any, y: Any) -> list[Any]:
    """Draw the point of each row, and write its number at the end of its range."""
    point = base.mark_point(size=58, strokeWidth=1.8, opacity=1)
    place: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": GAP, "fontSize": 12}
    return [
        point.encode(
            y=y,
            x=alt.X("mid:Q"),
            stroke=alt.Stroke("colour:N", scale=None, legend=None),
            fill=alt.Fill("fill:N", scale=None, legend=None),
        ),
        # The same text in the colour of the paper, wider: a line behind it stays apart from the number.
        base.mark_text(**place, stroke=PAPER, strokeWidth=4, strokeJoin="round").encode(
            y=y, x=alt.X("high:Q"), text=alt.Text("text:N")
        ),
        base.mark_text(**place).encode(
            y=y,
            x=alt.X("high:Q"),
            text=alt.Text("text:N"),
            color=alt.Color("words:N", scale=None, legend=None),
        ),
    ]


def _rows_of_dots(rows: Sequence[Dot], logarithmic: bool) -> list[dict[str, Any]]:
    """Return what is drawn of each row: its median, its range, its number and its colours."""
    return [
        {
            "label": row.label,
            **_range(row.value),
            "colour": GREY if row.greyed else row.colour,
            "fill": PAPER if row.greyed else row.colour,
            "words": MUTED if row.greyed or row.colour == GREY else row.colour,
            "text": "" if row.greyed else row.text or plain(row.value.mid),
        }
        for row in rows
        if row.value and not (logarithmic and row.value.low <= 0)
    ]


def _inner_ranges(rows: Sequence[Dot]) -> list[dict[str, Any]]:
    """Return the second, narrower range of each row that has one."""
    return [
        {
            "label": row.label,
            "low": rounded(row.inner.low),
            "high": rounded(row.inner.high),
            "colour": GREY if row.greyed else row.colour,
        }
        for row in rows
        if row.inner
    ]


def _draws_of(rows: Sequence[Dot], logarithmic: bool) -> list[dict[str, Any]]:
    """Return a small dot for each draw of each row."""
    return [
        {"label": row.label, "low": rounded(value), "colour": GREY if row.greyed else row.colour}
        for row in rows
        if row.value and not (logarithmic and row.value.low <= 0)
        for value in row.value.drawn
    ]


def _room(rows: Sequence[Dot], axis: tuple[float, float], logarithmic: bool) -> int:
    """Return how many pixels a chart needs right of its axis, so that the number at every bar is whole."""
    need = [10.0]
    for row in rows:
        if row.value is None or row.greyed or (logarithmic and row.value.high <= 0):
            continue
        (start, end), high = axis, row.value.high
        if logarithmic:
            start, end, high = math.log(start), math.log(end), math.log(high)
        left = NARROWEST * (1 - (high - start) / (end - start))
        need.append(GAP + LETTER * len(row.text or plain(row.value.mid)) - left)
    return math.ceil(max(need))


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` letters, broken between words."""
    found: list[str] = []
    for word in text.split():
        if found and len(found[-1]) + 1 + len(word) <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _names_at_ends(alt: Any, drawn: Sequence[Line], top: float, height: int) -> Any:
    """Write at the end of each line its name and its last value."""
    ends = _apart(
        [
            (line, wrapped(f"{line.label} {plain(line.series.last.mid)}", NAME_WIDTH), line.series.last.mid)
            for line in drawn
            if line.series.dates
        ],
        top,
        height,
    )
    named = [
        {
            "colour": MUTED if line.colour == GREY else line.colour,
            "date": line.series.dates[-1].isoformat(),
            "at": at,
            "text": "\n".join(name),
        }
        for line, name, at in ends
    ]
    names = alt.Chart(data(named)).mark_text(
        align="left",
        baseline="line-top",
        dx=7,
        fontSize=12.5,
        fontWeight=600,
        lineBreak="\n",
        lineHeight=NAME_LINE,
    )
    return names.encode(
        x=alt.X("date:T"),
        y=alt.Y("at:Q"),
        text=alt.Text("text:N"),
        color=alt.Color("colour:N", scale=None, legend=None),
    )


_Named = tuple[Line, list[str], float]
"""A line, its name in lines, and a value."""


def _apart(ends: Sequence[_Named], top: float, height: int) -> list[_Named]:
    """Return where the names at the ends of lines begin, moved apart so that none stands on another.

    The value of what is given is that of the line's end, of what is returned that at the name's upper edge.
    """
    pixel = top * 1.04 / height
    placed: list[_Named] = []
    below = -4 * pixel  # the lowest name may reach a little under the axis
    for line, name, value in sorted(ends, key=lambda end: end[2]):
        tall = len(name) * NAME_LINE * pixel
        at = max(value + tall / 2, below + tall)
        placed.append((line, name, at))
        below = at + 2 * pixel
    return placed
