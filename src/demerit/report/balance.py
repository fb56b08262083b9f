"""What a regime keeps from happening, beside what it costs people: side by side, never added up.

Both halves are worked out with the same care: draw by draw, with ranges, few cases grey, and what cannot be
shown said. A sum of the two would need a price for each, and that is not the lab's to set.
"""

from __future__ import annotations

from collections.abc import Sequence

from demerit.archive.schema import GROUNDS
from demerit.audit import Figure, RunSource, grounds
from demerit.audit.benefits import benefits
from demerit.audit.money import recovered, wrongly_paid
from demerit.audit.pair import FAVOURED, PERFORMED, REFUSED, of_run
from demerit.report import charts
from demerit.report.colours import ACCENT, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.pieces import Chart, Dot
from demerit.report.sections import Panels, grey_note
from demerit.report.sentences import GROUND_LABELS, SHADOW_WORDS, words_of

MOST = 6
"""How many conducts are drawn; the table has all."""
PREVENTED, LET_GO = ", prevented", ", let go"
"""Ends of the labels of acts that are not done."""

Row = tuple[str, Figure]


def balance(source: RunSource, facts: Facts) -> Panels | None:
    """Return benefits beside harms; None where nobody is ever listed or recorded."""
    kept, gained = _prevented(source), _gained(source)
    weeks, taken = _weeks(source), _taken(source)
    halves = {
        "Kept from happening": (kept, "acts a year, per 100,000", SECOND),
        "Performed, favoured": (gained, "times a year, per 100,000", SECOND),
        "Weeks on a list": (weeks, "weeks per 100,000 years", ACCENT),
        "Refused, paid wrongly": (taken, "a year, per 100,000", ACCENT),
    }
    every = [figure for rows, _, _ in halves.values() for _, figure in rows]
    if not any(figure.some for figure in every):
        return None
    small = [
        Chart(
            key=f"balance-{number}",
            finding=f"{title}: {unit} synthetic people",
            reading=f"{title} ({unit})",
            spec=charts.dots([_dot(label, figure, colour) for label, figure in shown], unit, labels=170),
            columns=(),
            rows=(),
        )
        for number, (title, (rows, unit, colour)) in enumerate(halves.items())
        if (shown := _drawn(rows))
    ]
    return Panels(
        key="balance",
        finding=_finding(source, facts, kept, weeks),
        reading=(
            "Blue: what the regime keeps from happening or brings. Orange: what it costs people, every ground"
            " of harm among it. Each part has its own measure, and nothing is set off against anything."
        ),
        charts=tuple(small),
        columns=("What", "Unit", "How much", "Sampled a draw"),
        rows=tuple(
            (f"{title}: {label}", figure.unit, facts.span(figure), facts.sampled(figure))
            for title, (rows, _, _) in halves.items()
            for label, figure in rows
        ),
        caption="Benefits beside harms: median of the draws (smallest to largest), synthetic people",
        note=_note(source, every),
    )


def _prevented(source: RunSource) -> list[Row]:
    """Acts prevented against the run beside it, where one is, and acts let go, by conduct."""
    found = []
    for each in benefits(source):
        conduct = words_of(each.conduct)
        if each.prevented is not None:
            found.append((f"{conduct}{PREVENTED}", each.prevented))
        found.append((f"{conduct}{LET_GO}", each.let_go))
    return sorted(found, key=lambda row: -abs(row[1].mid))


def _drawn(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are drawn: acts let go only where nothing says how many are prevented."""
    some = [row for row in rows if row[1].some]
    prevented = any(label.endswith(PREVENTED) for label, _ in rows)
    return [row for row in some if not (prevented and row[0].endswith(LET_GO))][:MOST]


def _gained(source: RunSource) -> list[Row]:
    rows = [("paid or performed", of_run(PERFORMED, source)), ("favours used", of_run(FAVOURED, source))]
    return [(label, figure) for label, figure in rows if figure is not None] + [
        ("money recovered on true claims", figure) for figure in [recovered(source)] if figure.some
    ]


def _weeks(source: RunSource) -> list[Row]:
    """Weeks on a list by ground, and the comparison with the shadow."""
    found = {figure.name: figure for figure in grounds.ground_rates(source, "person")}
    compared = grounds.compared(source, "person")
    rows = [(GROUND_LABELS[name], found[name]) for name in GROUNDS]
    return rows + [(SHADOW_WORDS[name], figure) for name, figure in compared.items()]


def _taken(source: RunSource) -> list[Row]:
    refused = of_run(REFUSED, source)
    rows = [("attempts refused", refused)] if refused is not None else []
    return rows + [("money wrongly paid", figure) for figure in [wrongly_paid(source)] if figure.some]


def _finding(source: RunSource, facts: Facts, kept: Sequence[Row], weeks: Sequence[Row]) -> str:
    """Say the largest of both halves in one sentence."""
    known = [row for row in kept if row[1].some and not row[1].greyed]
    prevented = [row for row in known if row[0].endswith(PREVENTED) and row[1].mid > 0] or known
    wrongful = dict(weeks)[SHADOW_WORDS["wrongful"]]
    if prevented:
        label, figure = prevented[0]
        conduct, _, how = label.rpartition(", ")
        said = f"{facts.mid(figure)} acts of {conduct} are {how}"
    elif any(figure.some for _, figure in kept):
        said = "too few acts are let go or prevented to quote"
    else:
        said = "no act is let go"
    if not wrongful.some:
        cost = "no week on a list is wrongful"
    elif wrongful.greyed:
        cost = "too few weeks on a list are wrongful to quote"
    else:
        cost = f"{facts.mid(wrongful)} weeks on a list are wrongful"
    return f"In 100,000 years lived by synthetic people {said}, and {cost}"


def _note(source: RunSource, every: Sequence[Figure]) -> str:
    beside = source.against.manifest.regime.name if source.against else None
    told = "Let go: not done for the risk of a record."
    if beside:
        told += f" Prevented: acts under “{beside}” minus acts here, on the same people and luck."
    return (
        told
        + " What the acts would have done to anybody is not counted."
        + grey_note([figure for figure in every if figure.some])
    )


def _dot(label: str, figure: Figure, colour: str) -> Dot:
    return Dot(
        label, figure.value, INK if label == GROUND_LABELS["own_terms"] else colour, greyed=figure.greyed
    )
