"""Two runs and life without scoring, side by side: the first thing on a page about two runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demerit.audit import Figure, RunSource
from demerit.audit.pair import KEY, LISTED, WRONGFUL_IN_TOTAL, of_run
from demerit.report import charts
from demerit.report.colours import ACCENT, GREY, SECOND
from demerit.report.facts import Facts
from demerit.report.numbers import listing
from demerit.report.pieces import Chart, Dot
from demerit.report.sections import Panels, grey_note
from demerit.report.sentences import words_of

WITHOUT = "none"
COLOURS = (ACCENT, SECOND, GREY)


@dataclass(frozen=True)
class Side:
    """One history that is set beside others: its name on the page, its run, and who keeps its figures."""

    name: str
    source: RunSource
    facts: Facts


def sides(runs: Sequence[tuple[RunSource, Facts]]) -> Panels:
    """Return the key figures of two runs, and of life without scoring if either has it beside."""
    shown = [Side(name, *run) for name, run in zip(_names([run[0] for run in runs]), runs, strict=True)]
    for source, facts in runs:
        beside = source.against
        if beside is not None and beside.manifest.regime.name == WITHOUT and len(shown) == len(runs):
            shown.append(Side("no scoring", beside, facts))
    table = {
        measure: {side.name: figure for side in shown if (figure := of_run(measure, side.source)) is not None}
        for measure in KEY
    }
    keepers = {side.name: side.facts for side in shown}
    names = [side.name for side in shown]
    drawn = [
        (measure, found) for measure, found in table.items() if any(figure.some for figure in found.values())
    ]
    every = [figure for _, found in drawn for figure in found.values() if figure.some]
    return Panels(
        key="sides",
        finding=_finding(names, table[LISTED], table[WRONGFUL_IN_TOTAL], keepers),
        reading=f"Of 100,000 synthetic people, {listing(names)}. Mind the scales: each chart has its own.",
        charts=tuple(
            Chart(
                key=f"sides-{number}",
                finding=f"{measure.label}, {measure.unit} (synthetic people)",
                reading=measure.label,
                spec=charts.dots(
                    [
                        Dot(name, found[name].value, colour, greyed=found[name].greyed and found[name].some)
                        for name, colour in zip(names, COLOURS, strict=False)
                        if name in found
                    ],
                    measure.unit,
                    labels=140,
                ),
                columns=(),
                rows=(),
            )
            for number, (measure, found) in enumerate(drawn)
        ),
        columns=("Of synthetic people", *names),
        rows=tuple(
            (
                f"{measure.label}, {measure.unit}",
                *(keepers[name].span(found[name]) if name in found else "not run" for name in names),
            )
            for measure, found in table.items()
        ),
        caption="Key figures side by side: median of the draws (smallest to largest), synthetic people",
        note=(
            "Each run keeps its own people, seed and dates; only differences to its own “none” are taken draw"
            " by draw." + grey_note(every)
        ),
    )


def _names(sources: Sequence[RunSource]) -> list[str]:
    """Return short names of the runs that differ: the regimes, else with the society, else by their place."""
    regimes = [words_of(source.manifest.regime.name) for source in sources]
    if len(set(regimes)) == len(regimes):
        return regimes
    full = [
        f"{name} in {words_of(source.manifest.society.name)}"
        for name, source in zip(regimes, sources, strict=True)
    ]
    if len(set(full)) == len(full):
        return full
    return [f"{name} (run {place})" for place, name in zip(("A", "B"), regimes, strict=True)]


def _finding(
    names: Sequence[str],
    listed: Mapping[str, Figure],
    total: Mapping[str, Figure],
    keepers: Mapping[str, Facts],
) -> str:
    """Say how many are listed in each history, and how many wrongfully in total where that is known."""
    told = [f"{keepers[name].mid(listed[name])} under “{name}”" for name in names[:2] if name in listed]
    told[0] = told[0].replace(" under ", " are on a list at a time under ", 1)
    text = f"Of 100,000 synthetic people, {listing(told)}"
    known = [name for name in names[:2] if name in total and total[name].some and not total[name].greyed]
    if known:
        wrong = [f"{keepers[name].mid(total[name])} under “{name}”" for name in known]
        text += f"; in total, {listing(wrong)} are wrongfully so"
    return text
