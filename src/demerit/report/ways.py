"""The way into a list and how sure the numbers are: sources and their records, chance beside assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from demerit.audit import RunSource, figures
from demerit.audit.directions import NOT_SETTLED
from demerit.audit.figures import NOUN
from demerit.audit.ways import Way, ways_in
from demerit.report import charts
from demerit.report.answer import the_rest
from demerit.report.colours import ACCENT, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.numbers import portion, span
from demerit.report.pieces import Chart, Dot
from demerit.report.quoting import most, quotable
from demerit.report.sections import grey_note
from demerit.report.sentences import list_of, ranges_drawn, words_of

ALL_SOURCES: Final = "all sources"
PARTS: Final = {
    "stock": ("on the list", INK),
    "without_act": ("no act of their own", ACCENT),
    "could_not_pay": ("could not pay", SECOND),
}


def way_in(source: RunSource, facts: Facts) -> Chart | None:
    """What each source brings into the record of people, and what of it has no act behind it."""
    found = ways_in(source)
    if not found:
        return None
    *one_by_one, everything = found
    drawn = [way for way in found if way.without_act.value and (one_by_one[1:] or way.source)]
    return Chart(
        key="way-in",
        finding=_finding(facts, one_by_one, everything),
        reading="Share of each source's records that have no act of that person behind them, whole run.",
        spec=charts.dots(
            [
                charts.share(
                    words_of(way.source) or ALL_SOURCES, way.without_act, ACCENT if way.source else INK
                )
                for way in drawn
            ],
            "% of its records",
        )
        if drawn
        else {},
        columns=(
            "Source",
            "Reports a year, per 100,000 people",
            "Records a year, per 100,000 people",
            "Records without the act",
            "Such records in the sample",
        ),
        rows=tuple(
            (
                words_of(way.source) or ALL_SOURCES,
                facts.cell(way.sightings),
                facts.cell(way.records),
                facts.cell(way.without_act, "percent"),
                facts.sampled(way.without_act),
            )
            for way in found
        ),
        note=grey_note([way.without_act for way in found if way.without_act.some]).strip(),
    )


def _finding(facts: Facts, one_by_one: Sequence[Way], everything: Way) -> str:
    """Say the share of all sources together, and the source of the largest."""
    whole = everything.without_act
    if whole.value is None or not whole.some:
        return "Every record of synthetic people has an act behind it"
    if whole.greyed:
        return "Too few records of synthetic people are without the act to say how many"
    text = (
        f"{facts.mid(whole, 'percent')} of the records of synthetic people have no act of theirs behind them"
    )
    first = most([way.without_act for way in one_by_one])
    if first is None:
        return text
    if first.place is None:
        return f"{text}; from which source most often: {NOT_SETTLED}"
    worst = one_by_one[first.place]
    among = "of any source" if first.of_all else "of the sources with enough such records to quote"
    return (
        f"{text}; of those that {words_of(worst.source)} bring,"
        f" {facts.mid(worst.without_act, 'percent')}, the most {among}"
    )


def how_sure(source: RunSource, facts: Facts, entity: str, name: str) -> Chart | None:
    """The range of a list's stock at the end, and the range that chance alone would give it."""
    noun, told = NOUN[entity], []
    facts = facts.about(list_of(entity, name))
    for part, (words, colour) in PARTS.items():
        figure = figures.listed(source, entity, name, source.steps - 1, part)
        if figure.parts and figure.parts.chance is not None:
            told.append((words, colour, figure, figure.parts.by_chance, figure.parts.chance))
    if not told or not source.assumed or not quotable(told[0][2]):
        return None
    first = told[0]
    return Chart(
        key=f"sure-{entity}-{name}",
        finding=(
            f"Chance alone makes {facts.mark(first[2], portion(first[4]))} of the spread in how many"
            f" synthetic {noun} are on the list of {words_of(name)}{the_rest(first[4])}"
        ),
        reading=(
            f"Per 100,000 synthetic {noun}, at the end of the run, assumptions and chance together:"
            f" {ranges_drawn(source)}. Thick: as wide as chance alone would make it, from"
            " the spread between districts."
        ),
        spec=charts.dots(
            [
                Dot(words, figure.value, colour, greyed=figure.greyed, inner=inner)
                for words, colour, figure, inner, _ in told
            ],
            f"per 100,000 {noun}",
        ),
        columns=(
            "At the end",
            f"Per 100,000 {noun}",
            "By chance alone",
            "Share of the variance that is chance",
        ),
        rows=tuple(
            (
                words,
                facts.cell(figure),
                facts.cell_of(figure, span(inner)),
                facts.cell_of(figure, portion(share)),
            )
            for words, _, figure, inner, share in told
        ),
        note=(
            "The two are told apart only for how many are listed on a day. Weeks, entries and refusals of the"
            " whole run have one range, because the run keeps the spread between districts week by week."
            + grey_note([figure for _, _, figure, _, _ in told])
        ),
    )
