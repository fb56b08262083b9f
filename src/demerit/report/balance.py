"""Order beside harm: what a regime keeps from happening, who receives, and what it costs people.

Both halves are worked out with the same care: draw by draw, with ranges, few cases grey, and what cannot be
shown said. Beside another regime than `none` both are differences to it, on the same people and luck, so that
two rules that do the same show nothing on either side. Nothing is summed up over grave and slight acts, and
nothing is set off: a sum would need a price for each, and that is not the lab's to set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from demerit.audit import Direction, Figure, RunSource, direction, grounds
from demerit.audit.directions import NOT_SETTLED, minus
from demerit.audit.figures import OF_PAIR
from demerit.audit.money import recovered, wrongly_paid
from demerit.audit.order import ASSUMED, STOPPED, Order, lawful_lost, order
from demerit.audit.pair import FAVOURED, PERFORMED, REFUSED, of_run
from demerit.counted.values import GROUNDS
from demerit.report import charts
from demerit.report.colours import ACCENT, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.pieces import Chart, Dot
from demerit.report.quoting import quotable, settled, too_few
from demerit.report.sections import Panels, grey_note
from demerit.report.sentences import GROUND_LABELS, SHADOW_WORDS, words_of

NONE = "none"
LET_GO, STRAIN = "let go", "under strain"

Row = tuple[str, Figure]
_STOPPING = (
    "Acts that a list stops follow from the rule where it bars them; where it forbids them, from how far"
    " people obey, which the society's file declares. "
)
"""Of a run in which lists stop acts."""


@dataclass(frozen=True)
class _Half:
    """One small chart: rows in one unit, and the part of its rows that is drawn."""

    title: str
    unit: str
    colour: str
    rows: Sequence[Row]
    drawn: Sequence[Row]


def balance(source: RunSource, facts: Facts) -> Panels | None:
    """Return order and who receives beside harms; None where nobody is ever listed or recorded."""
    kept = order(source)
    weeks = _beside(source, _weeks)
    halves = (
        _acts("Acts by choice, gravity 2 to 5", [each for each in kept if not each.slight]),
        _acts("Slight acts by choice, apart", [each for each in kept if each.slight]),
        _half("Who receives", "times a year, per 100,000", SECOND, _beside(source, _received)),
        _half("Weeks on a list", "weeks per 100,000 years", ACCENT, weeks),
        _half("Refused, paid wrongly", "a year, per 100,000", ACCENT, _beside(source, _taken)),
        _half("Lawful activity lost", "acts a year, per 100,000", ACCENT, _lost(source)),
    )
    every = [figure for half in halves for _, figure in half.rows]
    if not any(figure.some for _, figure in (*weeks, *(row for half in halves[2:] for row in half.rows))):
        return None
    return Panels(
        key="balance",
        finding=_finding(source, facts, kept, dict(weeks)[SHADOW_WORDS["wrongful"]]),
        reading=_reading(source),
        charts=tuple(
            Chart(
                key=f"balance-{number}",
                finding=f"{half.title}: {half.unit} synthetic people",
                reading=f"{half.title} ({half.unit})",
                spec=charts.dots(
                    [
                        Dot.of(label, figure, INK if label == GROUND_LABELS["own_terms"] else half.colour)
                        for label, figure in half.drawn
                    ],
                    half.unit,
                    labels=170,
                ),
            )
            for number, half in enumerate(halves)
            if half.drawn
        ),
        columns=("What", "Unit", "How much", "Sampled a draw"),
        rows=tuple(
            (f"{half.title}: {label}", figure.unit, facts.cell(figure), facts.sampled(figure))
            for half in halves
            for label, figure in half.rows
        ),
        caption="Order beside harms: median of the draws (smallest to largest), synthetic people",
        note=_note(every, any(STOPPED in each.counts for each in kept)),
    )


def _half(title: str, unit: str, colour: str, rows: Sequence[Row]) -> _Half:
    return _Half(title, unit, colour, rows, [row for row in rows if row[1].some])


def _acts(title: str, kept: Sequence[Order]) -> _Half:
    """Return acts of each conduct: fewer than beside, let go, and under strain; the gravest first."""
    rows: list[Row] = []
    drawn: list[Row] = []
    for each in kept:
        named = f"{words_of(each.conduct)} (gravity {each.gravity})"
        here = [(f"{named}, {part}", figure) for part, figure in each.counts.items()]
        if each.fewer is not None:
            here.insert(0, (f"{named}, fewer", each.fewer))
        rows += here
        first = each.fewer if each.fewer is not None else each.counts[LET_GO]
        drawn += [(f"{words_of(each.conduct)} ({each.gravity})", first)] if first.some else []
    how = "fewer" if kept and kept[0].fewer is not None else LET_GO
    return _Half(title, f"{how} per 100,000 years, {ASSUMED}", SECOND, rows, drawn)


def _beside(source: RunSource, rows: Callable[[RunSource], list[Row]]) -> list[Row]:
    """Return rows of a run; beside another regime than `none`, as differences to it, draw by draw."""
    other = source.against
    ours = rows(source)
    if other is None or other.manifest.regime.name == NONE or other.draws != source.draws:
        return ours
    theirs = dict(rows(other))
    name = other.manifest.regime.name
    return [
        (
            label,
            replace(
                figure,
                value=minus(figure.value, theirs[label].value),
                formula=f"{figure.formula}, minus the same under {name}, draw by draw",
                sampled=abs((figure.sampled or 0) - (theirs[label].sampled or 0)),
                at=f"more than under {name}",
                cannot=OF_PAIR,
            ),
        )
        for label, figure in ours
        if label in theirs
    ]


def _received(source: RunSource) -> list[Row]:
    """Return who receives: debts performed to get off a list, money recovered, favours used."""
    rows = (("debts paid or performed", PERFORMED), ("favours used", FAVOURED))
    found = [(label, figure) for label, measure in rows if (figure := of_run(measure, source)) is not None]
    return [*found, ("money recovered on true claims", recovered(source))]


def _weeks(source: RunSource) -> list[Row]:
    """Weeks on a list by ground, and the comparison with the shadow."""
    found = {figure.name: figure for figure in grounds.ground_rates(source, "person")}
    compared = grounds.compared(source, "person")
    rows = [(GROUND_LABELS[name], found[name]) for name in GROUNDS]
    return rows + [(SHADOW_WORDS[name], figure) for name, figure in compared.items()]


def _taken(source: RunSource) -> list[Row]:
    refused = of_run(REFUSED, source)
    rows = [("attempts refused", refused)] if refused is not None else []
    return [*rows, ("money wrongly paid", wrongly_paid(source))]


def _lost(source: RunSource) -> list[Row]:
    return [(f"{words_of(figure.at)}, fewer", figure) for figure in lawful_lost(source)]


def _finding(source: RunSource, facts: Facts, kept: Sequence[Order], wrongful: Figure) -> str:
    """Say the gravest act of which there are fewer or more, that this is assumed, and the wrongful weeks."""
    said, cost = _said(source, facts, kept), _cost(facts, wrongful)
    return f"In 100,000 years lived by synthetic people {said}, and {cost}"


def _said(source: RunSource, facts: Facts, kept: Sequence[Order]) -> str:
    grave = [each for each in kept if not each.slight]
    if source.against is None:
        for each in grave:
            if quotable(let_go := each.counts[LET_GO]) and let_go.some:
                return (
                    f"{facts.mid(let_go)} acts of {words_of(each.conduct)} (gravity {each.gravity}) are let"
                    " go, as the society's file assumes"
                )
        return "no grave act is let go, or too few to quote"
    beside = source.against.manifest.regime.name
    for each in grave:
        if settled(each.fewer):
            more = "fewer" if direction(each.fewer.value) is Direction.MORE else "more"
            return (
                f"there are {facts.size(each.fewer)} {more} acts by choice of {words_of(each.conduct)}"
                f" (gravity {each.gravity}) than under “{beside}”, {_why(each)}"
            )
    some = [each.fewer for each in grave if each.fewer is not None and each.fewer.some]
    if not some:
        return f"there are as many grave acts by choice as under “{beside}”"
    why = "too few to quote" if all(map(too_few, some)) else NOT_SETTLED
    return f"grave acts by choice differ from those under “{beside}” by assumed answers alone ({why})"


def _why(each: Order) -> str:
    """Return what fewer acts come from."""
    if STOPPED in each.counts:
        return "by what lists stop, and as the society's file assumes"
    return "as the society's file assumes"


def _cost(facts: Facts, wrongful: Figure) -> str:
    more = "more " if wrongful.at else ""
    if not wrongful.some:
        return f"no {more}week on a list is wrongful"
    if not quotable(wrongful):
        return f"too few {more}weeks on a list are wrongful to quote"
    if more and not settled(wrongful):
        return f"whether more weeks are wrongful: {facts.mark(wrongful, NOT_SETTLED)}"
    if more and wrongful.mid < 0:
        return f"{facts.size(wrongful)} fewer weeks on a list are wrongful"
    return f"{facts.mid(wrongful)} {more}weeks on a list are wrongful"


def _reading(source: RunSource) -> str:
    other = source.against.manifest.regime.name if source.against else NONE
    text = (
        "Blue: acts by choice that are not done, and who receives. Orange: what it costs people, every ground"
        " among it. Each part has its own measure, and nothing is set off against anything."
    )
    if source.against is not None and other == NONE:
        text += " Acts are those under “none” minus those here; weeks, payments and refusals are those here."
    elif source.against is not None:
        text += f" Both halves are differences to “{other}”, draw by draw; below 0 there is less here."
    return text


def _note(every: Sequence[Figure], stops: bool) -> str:
    return (
        "In brackets: gravity 0 to 5. How many acts are not done is assumed, not found: the society's file"
        " declares how far people let acts be for the risk of a record (let go) and how many more they do"
        " without their job (under strain). " + (_STOPPING if stops else "") + "By choice: not by somebody"
        " who could not have paid. Protected conduct is never order: less of it is lawful activity lost. What"
        " the acts would have done to anybody is not counted."
        + grey_note([figure for figure in every if figure.some])
    )
