"""The parts of a report: charts with their tables and findings, worked out from one run.

Nothing here draws or writes HTML; the template only places what these functions return.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from demerit.audit import Figure, RunSource, figures, series, who
from demerit.audit.figures import NOUN
from demerit.report import charts
from demerit.report.colours import ACCENT, GREY, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.numbers import day
from demerit.report.pieces import Chart, Dot, Line
from demerit.report.quotations import Quotation
from demerit.report.quoting import most, quotable
from demerit.report.sentences import (
    EXITS,
    flow_finding,
    label,
    list_of,
    ranges_drawn,
    stock_finding,
    those,
    who_finding,
    words_of,
)

READINGS = {
    "could not pay": " Blue: those who stand on it only for what they could not pay.",
    "no act of their own": " Orange: those with no act of their own on record.",
}
MEASURE_WORDS = {
    "listed": ("on a list", "on a list", INK),
    "without_act": ("no act of their own", "on a list with no act of their own on record", ACCENT),
    "could_not_pay": ("could not pay", "on a list only for what they could not pay", SECOND),
}
"""Measures in a column's head, in words, and in their colour."""


@dataclass(frozen=True)
class ListPart:
    """Everything about one list of one kind of entity."""

    name: str
    entity: str
    charts: tuple[Chart, ...]
    time: str
    said: tuple[Quotation, ...] = ()


def list_part(
    source: RunSource, facts: Facts, entity: str, name: str, said: Sequence[Quotation] = ()
) -> ListPart:
    """Stock, flows and exits of one list."""
    facts = facts.about(list_of(entity, name))
    return ListPart(
        words_of(name),
        entity,
        (
            stock(source, facts, entity, name),
            flows(source, facts, entity, name),
            exits(source, facts, entity, name),
        ),
        f"{time_text(source, facts, entity, name)} {received_text(source, facts, entity, name)}".strip(),
        tuple(each for each in said if each.section == "lists" and each.name == name),
    )


def stock(source: RunSource, facts: Facts, entity: str, name: str) -> Chart:
    """The stock of a list over time, with the parts of it that stand on no act and on inability."""
    noun = NOUN[entity]
    whole = series.stock(source, entity, name)
    parts = [
        Line("on the list", INK, whole),
        Line("could not pay", SECOND, series.stock(source, entity, name, "could_not_pay")),
        Line("no act of their own", ACCENT, series.stock(source, entity, name, "without_act")),
    ]
    kept = [parts[0], *(line for line in parts[1:] if any(value.high > 0 for value in line.series.values))]
    unit = f"per 100,000 synthetic {noun}"
    return Chart(
        key=f"stock-{entity}-{name}",
        finding=stock_finding(source, facts, name, whole, series.change(source, entity, name), noun),
        reading=(
            f"How many are on the list, {unit}: the line is the median of the draws,"
            f" {ranges_drawn(source)}.{''.join(READINGS[line.label] for line in kept[1:])}"
        ),
        spec=charts.lines(kept, unit, height=300),
        columns=("End of", *(line.label for line in kept)),
        rows=tuple(
            (day(whole.dates[place]), *(facts.cell(line.series.figure(place)) for line in kept))
            for place in yearly(whole.dates)
        ),
    )


def yearly(dates: Sequence[dt.date]) -> list[int]:
    """Return the places of the last date of each year, and of the last of all."""
    return [
        place
        for place, date in enumerate(dates)
        if place == len(dates) - 1 or (date.month == 12 and dates[place + 1].month == 1)
    ]


def flows(source: RunSource, facts: Facts, entity: str, name: str) -> Chart:
    """Entries to a list and exits from it, quarter by quarter."""
    noun = NOUN[entity]
    outs = [f"out_{kind}" for kind in figures.WAYS_OUT]
    into = series.quarterly_flow(source, entity, name, ("inflow",), "enter")
    out = series.quarterly_flow(source, entity, name, outs, "leave")
    unit = f"a year, per 100,000 synthetic {noun}"
    return Chart(
        key=f"flows-{entity}-{name}",
        finding=flow_finding(
            facts,
            series.last_year(source, entity, name, ("inflow",), "enter"),
            series.last_year(source, entity, name, outs, "leave"),
            noun,
        ),
        reading=(
            f"Entries and exits of each quarter as a yearly rate, per 100,000 synthetic {noun}; a death"
            " is an exit too."
        ),
        spec=charts.lines([Line("enter", ACCENT, into), Line("leave", GREY, out)], unit, height=230),
        columns=("Quarter of", "Enter", "Leave"),
        rows=tuple(
            (quarter_words(date), facts.cell(into.figure(place)), facts.cell(out.figure(place)))
            for place, date in enumerate(into.dates)
        ),
    )


def quarter_words(date: dt.date) -> str:
    """Return a quarter in words: `2014, first`."""
    return f"{date.year}, {('first', 'second', 'third', 'fourth')[(date.month - 1) // 3]}"


def exits(source: RunSource, facts: Facts, entity: str, name: str) -> Chart:
    """Ways off a list."""
    noun = NOUN[entity]
    found = [figure for figure in figures.exits_by_kind(source, entity, name) if figure.some]
    first = next((figure for figure in found if quotable(figure) and figure.mid > 0), None)
    lead = most(found)
    alone = len(found) == 1 or (lead is not None and lead.place is not None)
    finding = (
        f"{facts.span(first, 'percent')} of exits of synthetic {noun} from the list happen because"
        f" {EXITS[first.name][1]}{'' if alone else '; which way out is the most frequent is not settled'}"
        if first
        else f"Too few synthetic {noun} leave the list to say why"
        if series.ever(source, entity, name, [f"out_{kind}" for kind in figures.WAYS_OUT])
        else f"No synthetic {noun} leave the list"
    )
    return Chart(
        key=f"exits-{entity}-{name}",
        finding=finding,
        reading=f"Share of all exits over the whole run; {ranges_drawn(source)}."
        if found
        else "Shares of all exits are given where people leave in every draw.",
        spec=charts.dots([charts.share(EXITS[figure.name][0], figure) for figure in found], "% of exits")
        if found
        else {},
        columns=("Way out", "Share of exits", "Sampled exits a draw"),
        rows=tuple(
            (EXITS[figure.name][0], facts.cell(figure, "percent"), facts.sampled(figure)) for figure in found
        ),
        note=grey_note(found),
    )


def time_text(source: RunSource, facts: Facts, entity: str, name: str) -> str:
    """How long an entry lasts, in two sentences."""
    found = who.time_on_list(source, entity, name)
    if found.spells == 0:
        return "Nobody was entered, so there is no time on the list."
    if found.median.value is None:
        text = "Fewer than half of all entries ended within the run, so their median length is not known."
    elif not quotable(found.median):
        return "Too few were entered to say how long an entry lasts."
    else:
        text = (
            f"Half of all entries last {facts.span(found.median)} weeks or longer, those still standing"
            " counted for what is known of them."
        )
    known = [
        f"{EXITS[kind][0]}: {facts.span(weeks)}" for kind, weeks in found.by_exit.items() if quotable(weeks)
    ]
    if known:
        text += f" Median weeks of entries that ended, by way out: {'; '.join(known)}."
    return text


def received_text(source: RunSource, facts: Facts, entity: str, name: str) -> str:
    """Say how many debts are performed to come off a list, for those to whom they are owed; or nothing."""
    figure = figures.performed(source, entity, name)
    if not figure.some:
        return ""
    if not quotable(figure):
        return "Who receives: too few debts are paid or performed to come off this list to say how many."
    return (
        f"Who receives: in 100,000 years lived by synthetic {NOUN[entity]}, {facts.span(figure)} debts are"
        " paid or"
        " performed by who so comes off this list. How people pay is assumed by the society's file."
    )


@dataclass(frozen=True)
class Panels:
    """Small charts beside each other under one finding, with one table for all."""

    key: str
    finding: str
    reading: str
    charts: tuple[Chart, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    note: str = ""


def who_is_listed(source: RunSource, facts: Facts, axis: str, own: str = "") -> Panels:
    """Who is listed by an axis: all, those with no act of their own, those who could not pay.

    `own` is what the rule itself says of the axis: then who is listed more often is no finding.
    """
    quarters = who.window(source)
    rows = who.by_axis(source, axis, quarters)
    shown = [row for row in rows if any(figure.some for figure in row.figures.values())]
    unlisted = [those(axis, row.value) for row in rows if row not in shown]
    small, drawn = [], []
    for measure, (words, said, colour) in MEASURE_WORDS.items():
        if not any(row.figures[measure].some for row in shown):
            continue
        drawn += [row.figures[measure] for row in shown]
        dots = [Dot.of(label(axis, row.value), row.figures[measure], colour) for row in shown]
        small.append(
            Chart(
                key=f"who-{axis}-{measure}",
                finding=f"Synthetic people {said}, by {axis}",
                reading=words,
                spec=charts.dots(dots, "per 100,000", labels=140),
            )
        )
    note = f"Mean of {quarters[0]} to {quarters[-1]}, in weeks lived." if quarters else ""
    if unlisted:
        note += f" None in the sample: {', '.join(unlisted)}."
    if axis == "residence":
        note += " Local: registered where they live; away: registered elsewhere."
    note += grey_note(drawn)
    return Panels(
        f"who-{axis}",
        f"The rule itself tells synthetic people apart by {axis} ({own}): that is its wording, no finding"
        if own
        else who_finding(facts, rows, axis),
        "",
        tuple(small),
        (axis.capitalize(), *(words for words, *_ in MEASURE_WORDS.values()), "Listed in the sample"),
        tuple(
            (
                label(axis, row.value),
                *(facts.cell(row.figures[measure]) for measure in MEASURE_WORDS),
                facts.sampled(row.figures["listed"]),
            )
            for row in rows
        ),
        f"Listed by {axis}, per 100,000 synthetic people: median of the draws (smallest to largest)",
        f"Per 100,000 synthetic people of each kind. {note.strip()}",
    )


def grey_note(found: Sequence[Figure]) -> str:
    """Return the caution that goes with grey marks, or nothing where no figure is grey."""
    if any(figure.greyed for figure in found):
        return " Hollow and grey: fewer than 20 sampled cases a draw; do not quote."
    return ""
