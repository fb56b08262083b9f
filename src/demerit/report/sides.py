"""Two runs and life without scoring, side by side: the first thing on a page about two runs."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from demerit.audit import Direction, Figure, RunSource, direction
from demerit.audit.directions import NOT_SETTLED
from demerit.audit.pair import KEY, LISTED, WRONGFUL_IN_TOTAL, Measure, difference, of_run
from demerit.report import charts
from demerit.report.beside import signed
from demerit.report.colours import ACCENT, GREY, SECOND
from demerit.report.facts import Facts
from demerit.report.numbers import listing
from demerit.report.pieces import Chart, Dot
from demerit.report.quoting import TOO_FEW, quotable, settled, too_few
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
    """Return the key figures of two runs, and of life without scoring if either has it beside.

    Two runs of one society, seed, dates and draws are compared draw by draw, in a column of its own.
    """
    shown = _shown(runs)
    unlike = unlike_in([source for source, _ in runs])
    table = {
        measure: {side.name: figure for side in shown if (figure := of_run(measure, side.source)) is not None}
        for measure in KEY
    }
    table = {measure: found for measure, found in table.items() if found}
    drawn = {
        measure: found for measure, found in table.items() if any(figure.some for figure in found.values())
    }
    keepers = {side.name: side.facts for side in shown}
    names = [side.name for side in shown]
    gaps = {} if unlike else _gaps(runs, table)
    first = runs[0][1]
    return Panels(
        key="sides",
        finding=_finding(names, table[LISTED], gaps.get(LISTED), keepers, first)
        + _in_total(names, table.get(WRONGFUL_IN_TOTAL, {}), keepers),
        reading=(
            f"Of 100,000 synthetic people, {listing(names)}, over the whole run. Mind the scales: each"
            " chart has"
            " its own."
        ),
        charts=tuple(
            _by_side(number, measure, names, found) for number, (measure, found) in enumerate(drawn.items())
        ),
        columns=("Of synthetic people", *names, *((f"{names[0]} minus {names[1]}, paired",) if gaps else ())),
        rows=tuple(
            (
                f"{measure.label}, {measure.unit}",
                *(keepers[name].cell(found[name]) if name in found else "not run" for name in names),
                *((_gap(first, gaps.get(measure)),) if gaps else ()),
            )
            for measure, found in table.items()
        ),
        caption="Key figures side by side: median of the draws (smallest to largest), synthetic people",
        note=_note(names, unlike)
        + grey_note([figure for found in drawn.values() for figure in found.values() if figure.some]),
    )


def _shown(runs: Sequence[tuple[RunSource, Facts]]) -> list[Side]:
    """Return the histories to show: the runs, and life without scoring if one of them has it beside."""
    shown = [Side(name, *run) for name, run in zip(_names([run[0] for run in runs]), runs, strict=True)]
    for source, facts in runs:
        beside = source.against
        if beside is not None and beside.manifest.regime.name == WITHOUT and len(shown) == len(runs):
            shown.append(Side("no scoring", beside, facts))
    return shown


def _by_side(number: int, measure: Measure, names: Sequence[str], found: Mapping[str, Figure]) -> Chart:
    """One measure, a row for each history."""
    dots = [
        Dot(name, found[name].value, colour, greyed=too_few(found[name]))
        for name, colour in zip(names, COLOURS, strict=False)
        if name in found
    ]
    return Chart(
        key=f"sides-{number}",
        finding=f"{measure.label}, {measure.unit} (synthetic people)",
        reading=measure.label,
        spec=charts.dots(dots, measure.unit, labels=140),
    )


def unlike_in(sources: Sequence[RunSource]) -> list[str]:
    """Return in what two runs differ that forbids comparing them draw by draw; empty if in nothing."""
    one, two = (source.manifest for source in sources)
    pairs = {
        "society": one.society.digest == two.society.digest,
        "seed": one.seed == two.seed,
        "dates": one.calendar == two.calendar,
        "draws": one.draws == two.draws,
        "number of people": one.people_expected == two.people_expected,
    }
    return [what for what, same in pairs.items() if not same]


def _note(names: Sequence[str], unlike: Sequence[str]) -> str:
    if not unlike:
        return (
            f"Both runs have the same people, seed, dates and draws, so {names[0]} minus {names[1]} is"
            " taken draw"
            " by draw, on the same luck: what both share drops out."
        )
    return (
        f"The two runs differ in {listing(list(unlike))}, so nothing is taken draw by draw between them,"
        " and two"
        " ranges beside each other hide what one does more than the other. For a paired difference run the"
        " one"
        " with --against the other, or both with the same settings."
    )


def _gaps(
    runs: Sequence[tuple[RunSource, Facts]], table: Mapping[Measure, Mapping[str, Figure]]
) -> dict[Measure, Figure]:
    found = {measure: difference(measure, runs[0][0], runs[1][0]) for measure in table}
    return {measure: gap for measure, gap in found.items() if gap is not None and gap.value is not None}


def _gap(facts: Facts, gap: Figure | None) -> str:
    return facts.cell_of(gap, signed(gap.value)) if gap is not None and gap.value is not None else ""


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
    gap: Figure | None,
    keepers: Mapping[str, Facts],
    first: Facts,
) -> str:
    """Say which of the two lists more on the same luck, or how many each lists."""
    if gap is not None and settled(gap):
        more = "more" if direction(gap.value) is Direction.MORE else "fewer"
        return (
            f"On the same luck, {first.size(gap)} {more} of 100,000 synthetic people are on a list at a"
            " time under"
            f" “{names[0]}” than under “{names[1]}” (mean of the whole run)"
        )
    told = [
        f"{keepers[name].mid(listed[name])} under “{name}”"
        for name in names[:2]
        if quotable(listed.get(name))
    ]
    if not told:
        return "Too few synthetic people are on a list in either run to say how many"
    text = f"Of 100,000 synthetic people, as a mean of the whole run, {listing(told)} are on a list"
    if gap is None:
        return text
    if not gap.some:
        return f"{text}: the same in every draw"
    why = NOT_SETTLED if quotable(gap) else f"the difference is {TOO_FEW}"
    return f"{text}; {why}"


def _in_total(names: Sequence[str], total: Mapping[str, Figure], keepers: Mapping[str, Facts]) -> str:
    """Say how many are wrongfully listed in total, where a run on a true record says it."""
    known = [name for name in names[:2] if name in total and total[name].some and quotable(total[name])]
    told = [f"{keepers[name].mid(total[name])} under “{name}”" for name in known]
    return f"; in total, {listing(told)} are wrongfully so" if told else ""


@dataclass(frozen=True, slots=True)
class Differing:
    """Lines of one file in which two runs differ: `before` and `after` it have numbers of lines."""

    file: str
    one: tuple[tuple[int, str], ...]
    two: tuple[tuple[int, str], ...]


MOST_LINES: Final = 40
"""How many differing lines of a file a page shows."""


def differing(sources: Sequence[RunSource]) -> tuple[Differing, ...]:
    """Return the lines in which the files of two runs differ, as they lie in their folders."""
    found = []
    for file in ("regime.yaml", "society.yaml"):
        one, two = (_lines(source, file) for source in sources)
        matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
        here, there = [], []
        for what, first, last, start, end in matcher.get_opcodes():
            if what != "equal":
                here += [(place + 1, one[place]) for place in range(first, last)]
                there += [(place + 1, two[place]) for place in range(start, end)]
        if here or there:
            found.append(Differing(file, tuple(here), tuple(there)))
    return tuple(found)


def _lines(source: RunSource, file: str) -> list[str]:
    path = source.folder / file
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
