"""Wrongful in total: what false records do to time on a list, once everybody has answered to them.

The shadow asks what one week stands on and keeps everybody's acts as they happened. That misses two things: a
false listing may cost a job and bring true debts that list again, and a rule that lists falsely may deter or
harden people whom it never listed. Both are in the difference between the run and the same regime on a true
record, with the same people and the same luck. The difference is taken draw by draw, so that the luck which
both share drops out, and it may have either sign: false records can also keep people off a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from demerit.audit.figures import OF_PAIR, PER, STAYING, Figure, at_a_time, ratios
from demerit.audit.source import RunSource
from demerit.audit.who import in_order
from demerit.counted.values import ALL

TOTAL: Final = "wrongful in total"
DEFINITION: Final = (
    "weeks on the list minus those of the same people and luck under the same regime on a true record"
)


def total(source: RunSource, entity: str, name: str | None = None) -> Figure | None:
    """Weeks listed beyond those on a true record, per 100,000 years lived; None without such a history.

    `name` None takes all lists of the entity together: a week on two lists is a week on each.
    """
    return total_by(source, entity, name, ALL).get(ALL)


def total_share(source: RunSource, entity: str, name: str | None = None) -> Figure | None:
    """Weeks listed beyond those on a true record, for every week on the list; None without such a history."""
    if source.truthful is None:
        return None
    ours = _weeks(source, entity, name, ALL).get(ALL, [0] * source.draws)
    true = _weeks(source.truthful, entity, name, ALL).get(ALL, [0] * source.draws)
    more = [a - b for a, b in zip(ours, true, strict=True)]
    return Figure(
        name=TOTAL,
        definition=DEFINITION,
        unit="share",
        denominator="weeks on the list",
        formula="(sum of lists.stock - sum of truthful.lists.stock) / sum of lists.stock",
        value=ratios(more, ours),
        sampled=at_a_time(more, source.steps),  # people by whom the two histories differ
        rests_on=STAYING,
        cannot=OF_PAIR,
    )


def total_by(source: RunSource, entity: str, name: str | None, axis: str) -> dict[str, Figure]:
    """Return the same for each value of an axis, in the axis's own order; empty without such a history."""
    if source.truthful is None:
        return {}
    ours, true = (_weeks(run, entity, name, axis) for run in (source, source.truthful))
    lived = source.by_value("people", ["present"], axis, entity=entity)
    none = [0] * source.draws
    return {
        value: _figure(
            source,
            entity,
            [a - b for a, b in zip(ours.get(value, none), true.get(value, none), strict=True)],
            lived[value]["present"],
            "" if axis == ALL else f"{axis} {value}",
        )
        for value in in_order(lived)
    }


def _figure(source: RunSource, entity: str, more: list[int], lived: list[int], of: str) -> Figure:
    weeks_of_step = source.manifest.calendar.step_days / 7
    return Figure(
        name=TOTAL,
        definition=DEFINITION,
        unit=f"weeks per 100,000 {entity}-years",
        denominator=f"years lived by all {entity}s present",
        formula=(
            "(sum of lists.stock - sum of truthful.lists.stock) x weeks a step"
            " / (sum of people.present / steps a year) x 100,000"
        ),
        value=ratios(more, lived, PER * source.steps_per_year * weeks_of_step),
        sampled=at_a_time(more, source.steps),  # people by whom the two histories differ
        rests_on=STAYING,
        at=of,
        cannot=OF_PAIR,
    )


def _weeks(source: RunSource, entity: str, name: str | None, axis: str) -> Mapping[str, list[int]]:
    where = {"entity": entity} | ({"list": name} if name else {})
    return {value: of["stock"] for value, of in source.by_value("lists", ["stock"], axis, **where).items()}
