"""Who stands where under a score: grades and how far scores have moved, as recorded and in the shadow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from demerit.audit import RunSource
from demerit.audit.standing import Standing, graded, scores, spread
from demerit.counted.kinds import SCORED
from demerit.regime.amendments import epochs
from demerit.regime.loading import load
from demerit.report import charts
from demerit.report.colours import ACCENT, INK
from demerit.report.facts import Facts
from demerit.report.numbers import listing
from demerit.report.pieces import Chart, Dot
from demerit.report.quoting import quotable, too_few
from demerit.report.sections import Panels, grey_note

MOST_SAID: Final = 4
"""How many grades stand in the heading; all stand in the table."""


def standing(source: RunSource, facts: Facts) -> tuple[Panels, ...]:
    """Return how many have each grade and how far scores are spread; empty where the run keeps no score."""
    return tuple(panels for score in scores(source) for panels in _of_score(source, facts, score))


def _of_score(source: RunSource, facts: Facts, score: str) -> Iterator[Panels]:
    """Yield the same of one score; one that is called `score` needs no name."""
    grades, spreads = graded(source, score, _order(source, score)), spread(source, score)
    alone = score == SCORED
    apart, key = ("", "") if alone else (f" of the score {score}", f"-{score}")
    if grades:
        caption = f"of 100,000 synthetic people by grade{apart}"
        finding = _graded(facts, grades, apart)
        yield _panels(facts, f"grades{key}", "Grade", grades, finding, caption)
    if len(spreads) > 1:
        caption = f"by how many points their score{'' if alone else f' {score}'} is from the start"
        caption, head = f"of 100,000 synthetic people {caption}", "Points from the start"
        finding = _spread(facts, spreads, "score" if alone else f"score {score}")
        yield _panels(facts, f"scores{key}", head, spreads, finding, caption)


def _order(source: RunSource, score: str) -> tuple[str, ...]:
    """Return the grades of a score in the regime's last form that grades by it, best first."""
    path = source.folder / "regime.yaml"
    if not path.is_file():
        return ()
    forms = [form.scores[score] for _, form in reversed(epochs(load(path))) if score in form.scores]
    return next((found for form in forms if (found := form.ordered_grades)), ())


def _graded(facts: Facts, grades: Sequence[Standing], apart: str) -> str:
    known = [each for each in grades if quotable(each.recorded) and each.recorded.some]
    if not known:
        return f"Too few synthetic people have any grade{apart} to say how many"
    most = sorted(known, key=lambda each: -each.recorded.mid)[:MOST_SAID]
    said = [
        f"{facts.mid(each.recorded)} have the grade {each.label}{apart}" for each in known if each in most
    ]
    few = any(each not in known and each.recorded.some for each in grades)
    rest = "; in the other grades are too few to quote" if few else ""
    return f"Of 100,000 synthetic people {listing(said)}{rest}"


def _spread(facts: Facts, scores: Sequence[Standing], what: str) -> str:
    start = next((each for each in scores if each.label == "at the start"), None)
    if start is None or not quotable(start.recorded):
        return f"How far the {what.replace(SCORED, 'scores', 1)} of synthetic people are from the start"
    return (
        f"{facts.mid(start.recorded)} of 100,000 synthetic people have the {what} that everybody starts with"
    )


def _panels(
    facts: Facts, key: str, head: str, rows: Sequence[Standing], finding: str, caption: str
) -> Panels:
    sides = (
        ("as recorded", "recorded", INK, [each.recorded for each in rows]),
        ("in the shadow", "shadow", ACCENT, [each.shadow for each in rows]),
    )
    small = tuple(
        Chart(
            key=f"{key}-{side}",
            finding=f"How many {caption}, {words}",
            reading=words,
            spec=charts.dots(
                [
                    Dot(each.label, figure.value, colour, greyed=too_few(figure))
                    for each, figure in zip(rows, figures, strict=True)
                ],
                "per 100,000",
                labels=140,
            ),
        )
        for words, side, colour, figures in sides
    )
    quarter = rows[0].recorded.at.rpartition("end of ")[2]
    return Panels(
        key=key,
        finding=finding,
        reading=(
            f"At the end of {quarter.replace('-', ', ')}, per 100,000 synthetic people: by the score as"
            " recorded, and by the score that the same people would have without false records."
        ),
        charts=small,
        columns=(head, *(words.capitalize() for words, *_ in sides), "Sampled, as recorded"),
        rows=tuple(
            (each.label, facts.cell(each.recorded), facts.cell(each.shadow), facts.sampled(each.recorded))
            for each in rows
        ),
        caption=f"How many {caption}: median of the draws (smallest to largest)",
        note=grey_note([each.recorded for each in rows if each.recorded.some]).strip(),
    )
