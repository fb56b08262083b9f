"""A run beside published counts: what was fitted, what judges, and how wide the run's answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from demerit.audit import RunSource, judging, series
from demerit.audit.targets import Comparison
from demerit.report import charts
from demerit.report.colours import ACCENT, GREY, INK
from demerit.report.facts import Facts
from demerit.report.numbers import day, large, plain, short_day
from demerit.report.pieces import Chart, Dot, Line, Mark
from demerit.report.sections import Panels, yearly
from demerit.report.sentences import domain_label

OUTCOME_WORDS = {
    "inside": "inside our interval",
    "above": "ours is higher",
    "below": "ours is lower",
    "too wide": "too wide to inform",
    "no answer": "no answer",
}


def targets_text(compared: Sequence[Comparison], facts: Facts) -> str:
    """How the judged targets fall, as a sentence."""
    told = {
        kind: facts.mark(figure, f"{figure.value.mid:.0f}")
        for kind, figure in judging.tally(compared).items()
        if figure.value and figure.value.mid
    }
    many, inside = told.get("all", "no"), told.get("inside", "none")
    text = f"Of {many} published numbers that only judge, {inside} lie inside the run's interval"
    if "too wide" in told:
        text += f", and for {told['too wide']} the interval is too wide to inform"
    return text + (f"; the run has no answer to {told['no answer']}" if "no answer" in told else "")


def ratios(compared: Sequence[Comparison], facts: Facts) -> Panels:
    """Ours over published for every target: one small chart for each kind of number, on one scale."""
    return Panels(
        key="targets",
        finding=targets_text(compared, facts) + " (synthetic people, scaled to all whom they stand for)",
        reading=(
            "The run over the published number, on a logarithmic scale: at 1 (dashed) they are equal."
            " Grey: numbers that the rates were fitted to, which say nothing about the model. Orange:"
            " numbers that only judge."
        ),
        charts=_by_kind([found for found in compared if found.ours]),
        columns=("Published number", "Role", "Published", "This run", "Width over published", "How it falls"),
        rows=tuple(_row(found, facts) for found in compared),
        caption="Published numbers beside this run: median of the draws (smallest to largest)",
        note=" ".join(
            facts.mark(
                judging.published(found),
                f"* The published series may break here: {found.target.suspected_break}.",
            )
            for found in compared
            if found.target.suspected_break
        ),
    )


def _by_kind(answered: Sequence[Comparison]) -> tuple[Chart, ...]:
    """Ours over published, a chart for each kind of number, all on one scale."""
    spread = [
        value / found.published
        for found in answered
        if found.ours
        for value in (found.ours.low, found.ours.high)
        if value > 0
    ]
    domain = (min([0.5, *(value * 0.9 for value in spread)]), max([2.0, *(value * 1.1 for value in spread)]))
    groups: dict[str, list[Dot]] = {}
    for found in answered:
        ratio = found.ours.times(1 / found.published) if found.ours else None
        colour = ACCENT if found.target.role == "judged" else GREY
        mark = " *" if found.target.suspected_break else ""
        groups.setdefault(_kind(found), []).append(
            Dot(short_day(found.target.date) + mark, ratio, colour, f"{plain(ratio.mid)} x" if ratio else "")
        )
    return tuple(
        Chart(
            key=f"targets-{number}",
            finding=f"{kind}, run over published",
            reading=kind,
            spec=charts.dots(dots, "run over published", log=domain, labels=120),
        )
        for number, (kind, dots) in enumerate(groups.items())
    )


def _row(found: Comparison, facts: Facts) -> tuple[str, ...]:
    """Return the cells of a target: what was published, what the run has, and how the two compare."""
    return (
        found.target.title + (" *" if found.target.suspected_break else ""),
        found.target.role,
        facts.mark(
            judging.published(found),
            ("at least " if found.target.at_least else "") + _unit(found, found.published),
        ),
        facts.cell(judging.ours(found), "large" if found.published >= 1000 else "plain")
        if found.ours
        else "",
        facts.mid(judging.width(found)) if found.width is not None else "",
        found.missing or OUTCOME_WORDS[found.outcome],
    )


def _kind(found: Comparison) -> str:
    """What a target counts, as the heading of its chart."""
    return {
        "entries": "entries since the start",
        "listed": "on the list",
        "refusals": f"{domain_label(found.target.domain or '')} refused",
        "refusals per entry": f"{domain_label(found.target.domain or '')} refused per entry",
        "performed per entry": "ended by performing, per entry",
    }[found.target.figure]


def _unit(found: Comparison, value: float) -> str:
    if value >= 1000:
        plural = {"person": "people", "record": "entries", "ticket refusal": "refusals"}
        return f"{large(value)} {plural.get(found.target.unit, found.target.unit)}"
    return f"{plain(value)} {found.target.unit.replace('record', 'entry')}"


def cumulative(source: RunSource, compared: Sequence[Comparison], facts: Facts) -> Chart | None:
    """Entries since the start against the published counts, or None if there are none."""
    points = [found for found in compared if found.target.figure == "entries" and found.ours]
    if not points:
        return None
    target = points[0].target
    drawn = series.cumulative(source, target.entity, target.list)
    in_millions = replace(
        drawn,
        unit="million entries",
        values=tuple(value.times(1e-6) for value in drawn.values),
        of=drawn.of.scaled(1e-6, "million entries, scaled to all whom they stand for"),
    )
    last = ([found for found in points if found.target.role == "judged"][-1:] or points[-1:])[0]
    return Chart(
        key="entries-published",
        finding=(
            f"By {day(last.target.date)} the run has {facts.mid(judging.ours(last), 'large')} entries of"
            " synthetic people, scaled to all whom they stand for;"
            f" {facts.mid(judging.published(last), 'large')} were published"
        ),
        reading=(
            "Entries since the run began, as all whom it stands for would count them. Rings:"
            " published counts that the rate of entry was fitted to. Full points: published counts that"
            " only judge."
        ),
        spec=charts.lines(
            [Line("this run", INK, in_millions)],
            "million entries, scaled to all",
            height=290,
            marks=[
                Mark(
                    "published, only judging" if found.target.role == "judged" else "published, fitted",
                    found.target.date,
                    found.published / 1e6,
                    found.target.role == "judged",
                )
                for found in points
            ],
        ),
        columns=("End of", "Million entries since the start"),
        rows=tuple(
            (day(drawn.dates[place]), facts.cell(in_millions.figure(place))) for place in yearly(drawn.dates)
        ),
    )
