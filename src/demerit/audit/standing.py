"""Where everybody stands under a score: how many have which grade, and how far scores are from the start.

Both are counted at the end of the last quarter that the run reaches the end of, as recorded and in the shadow
(the score without false records). Grades come best first, as the regime orders them; scores by distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import PER, Figure, middle, ratios
from demerit.audit.source import RunSource

HISTORIES: Final = {"recorded": "as recorded", "shadow": "in the shadow, without false records"}
RESTS_ON: Final = (
    *("regime.scores", "regime.conducts", "regime.sources", "regime.adjudication"),
    "regime.safeguards",
    "society.conducts",
)
CANNOT: Final = "how long somebody has had the grade or score, or what it did to them"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many stand at one grade, or in one range of scores.

    Attributes:
        label: the grade, or the range of points from the start.
        recorded: per 100,000 people, by the score as recorded.
        shadow: the same by the score without false records.
    """

    label: str
    recorded: Figure
    shadow: Figure


def scores(source: RunSource) -> list[str]:
    """Return the scores that a run keeps, by name."""
    rows = source.connection.execute("SELECT DISTINCT score FROM scores ORDER BY score").fetchall()
    return [str(name) for (name,) in rows]


def graded(source: RunSource, score: str, order: tuple[str, ...] = ()) -> list[Standing]:
    """Return how many people have each grade of a score, in `order`, unknown ones last; empty without."""
    quarter = _last(source, "grades", score)
    where = "entity = 'person' AND axis = 'all' AND quarter = ? AND score = ?"
    found = source.sums("grades", "grade", tuple(HISTORIES), where, [quarter, score])
    found.pop("ungraded", None)
    ranked = sorted(found, key=lambda grade: (order.index(grade) if grade in order else len(order), grade))
    when = f"{_of(score)}end of {quarter}"
    return [_standing(source, "grades", grade, found[grade], when, found) for grade in ranked]


def spread(source: RunSource, score: str) -> list[Standing]:
    """Return how many people have a score how far from the start, the lowest first; empty without it."""
    quarter = _last(source, "scores", score)
    where = "entity = 'person' AND quarter = ? AND score = ?"
    ends = dict(
        source.connection.execute(
            f'SELECT DISTINCT "from", "to" FROM scores WHERE {where}', [quarter, score]
        ).fetchall()
    )
    found = source.sums("scores", "from", tuple(HISTORIES), where, [quarter, score])
    when = f"{_of(score)}end of {quarter}"
    return [
        _standing(source, "scores", distance(low, int(ends[low])), found[str(low)], when, found)
        for low in sorted(int(text) for text in found)
    ]


def distance(low: int, high: int) -> str:
    """Return a range of points from the start in words.

    >>> distance(-7, -4), distance(0, 0), distance(1, 1)
    ('4 to 7 below', 'at the start', '1 above')
    """
    if low == high == 0:
        return "at the start"
    near, far = sorted((abs(low), abs(high)))
    span = f"{near:,}" if near == far else f"{near:,} to {far:,}"
    return f"{span} {'above' if high > 0 else 'below'}"


def _of(score: str) -> str:
    """Return which score it is; one that is called `score` needs no name."""
    return "" if score == "score" else f"{score}, "


def _last(source: RunSource, table: str, score: str) -> str:
    row = source.connection.execute(
        f"SELECT max(quarter) FROM {table} WHERE entity = 'person' AND score = ?", [score]
    ).fetchone()
    return str(row[0]) if row and row[0] else ""


def _standing(
    source: RunSource,
    table: str,
    label: str,
    counts: dict[str, list[int]],
    when: str,
    all_of_them: dict[str, dict[str, list[int]]],
) -> Standing:
    one = "grade" if table == "grades" else "score"
    figures = {
        history: Figure(
            name=f"people by {one}",
            definition=f"people by {one} at the end of the quarter, {words}",
            unit="per 100,000 people",
            denominator="people who have a score",
            formula=f"{table}.{history} / sum of {table}.{history} x 100,000",
            value=ratios(counts[history], source.added(all_of_them, history), PER),
            sampled=middle(counts[history]),
            rests_on=RESTS_ON,
            at=f"{one} {label}, {when}",
            cannot=CANNOT,
        )
        for history, words in HISTORIES.items()
    }
    return Standing(label, figures["recorded"], figures["shadow"])


__all__ = ["Standing", "distance", "graded", "scores", "spread"]
