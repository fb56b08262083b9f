"""On which grounds people are on a list, and what a true record would have made of them.

Two questions that are easily taken for one. A *ground* says what a week on the list needs in order to
stand; every such week falls under exactly one, the first that fits, so the shares add up to the whole. The
*shadow* is the same people's scoring worked out again on a true record (nothing false, ability rightly
found, the rule's own points): weeks that it does not have are wrongful, and are shown inside each ground;
weeks that it has and the list has not are wrongly spared. The two numbers stand side by side and are never
set off against each other, because they fall on different people. All counts are person-weeks over the
whole run, list by list: a week on two lists is a week on each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from demerit.audit.figures import OF_FLOW, OF_WEEKS, PER, STAYING, Figure, at_a_time, middle, ratios
from demerit.audit.source import RunSource
from demerit.audit.who import in_order
from demerit.counted.values import ALL, COMPARED, ENTERED_WRONGLY, GROUNDS, GROUNDS_WRONGFUL

OWN_TERMS: Final = "own_terms"
"""The ground that is left when no other fits."""

AXES: Final = ("group", "tier", "fifth", "residence", "age")
"""Axes by which grounds are told apart."""

NEEDS: Final[Mapping[str, str]] = {
    "through_others": "in no spell of one's own, by a tie to somebody who is listed",
    "unfounded": "that would not stand without records that have no act of one's own",
    "unable": "of those who could not have paid, although the rule lists only those who could",
    "counted_for_more": "that would not stand with the points of the rule",
    "protected": "that would not stand without belief, speech, intimate life, health, status, or such input",
    "slight": "that would not stand without slight conduct (gravity 0 or 1), nothing graver counting, under a"
    " severity of 3 or more",
    OWN_TERMS: "by the rule's own terms, no other ground fitting",
}
"""What each ground means, after `weeks on the list`."""

SHADOWED: Final[Mapping[str, str]] = {
    "wrongful": "weeks on the list that the shadow, scored on a true record, does not have",
    "spared": "weeks off the list that the shadow, scored on a true record, spends on it",
}
"""What the two comparisons with the shadow count."""

COLUMNS: Final = ("stock", *COMPARED, *GROUNDS, *GROUNDS_WRONGFUL)

Counted = dict[str, dict[str, list[int]]]
"""Person-steps per draw, by axis value and column."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One category of people or organisations, such as the tier `official`.

    Attributes:
        axis: axis of the category.
        value: the category.
        shares: share of its weeks on the list, by ground.
        compared: wrongful and spared weeks per 100,000 years that it lived.
        drawn: share of each draw by ground, so that categories can be compared on the same luck; empty
            where a draw has nobody of the category on the list.
    """

    axis: str
    value: str
    shares: Mapping[str, Figure]
    compared: Mapping[str, Figure]
    drawn: Mapping[str, tuple[float, ...]]


def ground_shares(source: RunSource, entity: str, name: str | None = None) -> list[Figure]:
    """Share of the weeks on a list under each ground, in order of first match.

    `name` None takes all lists of the entity together.
    """
    counts = _weeks(source, entity, name, ALL).get(ALL, {})
    return [_share(source, counts, column, "") for column in GROUNDS]


def shares_once(source: RunSource) -> list[Figure]:
    """Share of the weeks that persons are on any list under each ground, a week on several lists once.

    Such a week falls under the first ground that fits on any of them.
    """
    counts = {ground: of["weeks"] for ground, of in source.sums("grounds", "ground", ["weeks"]).items()}
    counts["stock"] = [sum(draw) for draw in zip(*counts.values(), strict=True)]
    return [
        replace(
            _share(source, counts, ground, ""),
            definition=f"weeks on any list, each once, {NEEDS[ground]}",
            denominator="weeks on any list, each once",
            formula=f"sum of grounds.weeks of {ground} / sum of grounds.weeks",
        )
        for ground in GROUNDS
    ]


def wrongful_shares(source: RunSource, entity: str, name: str | None = None) -> dict[str, Figure]:
    """Share of the weeks on a list that are wrongful, ground by ground: their sum is the wrongful share."""
    counts = _weeks(source, entity, name, ALL).get(ALL, {})
    return {
        ground: _share(source, counts, column, "")
        for ground, column in zip(GROUNDS, GROUNDS_WRONGFUL, strict=True)
    }


def ground_rates(source: RunSource, entity: str, name: str | None = None) -> list[Figure]:
    """Weeks on a list under each ground per 100,000 years lived, in order of first match."""
    counts = _weeks(source, entity, name, ALL).get(ALL, {})
    lived = source.present[entity].sum(axis=1).tolist()
    return [_rate(source, entity, counts, lived, column, "") for column in GROUNDS]


def compared_shares(source: RunSource, entity: str, name: str | None = None) -> dict[str, Figure]:
    """Wrongful and wrongly spared weeks, each for every week on the list.

    Wrongly spared weeks are not weeks on the list; they are set against them only to give both numbers
    one measure.
    """
    counts = _weeks(source, entity, name, ALL).get(ALL, {})
    return {column: _share(source, counts, column, "") for column in COMPARED}


def compared(source: RunSource, entity: str, name: str | None = None) -> dict[str, Figure]:
    """Wrongful and wrongly spared weeks per 100,000 years lived."""
    counts = _weeks(source, entity, name, ALL).get(ALL, {})
    lived = source.present[entity].sum(axis=1).tolist()
    return {column: _rate(source, entity, counts, lived, column, "") for column in COMPARED}


def wrongful_entries(source: RunSource, entity: str, name: str | None = None) -> Figure:
    """Share of the entries to a list that the shadow, at the end of their step, does not have."""
    where = {"entity": entity} | ({"list": name} if name else {})
    wrongful, all_of_them = (
        source.by_step("lists", column, **where).sum(axis=1).tolist()
        for column in (ENTERED_WRONGLY, "inflow")
    )
    return Figure(
        name="wrongful at entry",
        definition="entries to the list that the shadow, scored on a true record, does not have at the end"
        " of their step",
        unit="share",
        denominator="entries to the list",
        formula=f"sum of lists.{ENTERED_WRONGLY} / sum of lists.inflow",
        value=ratios(wrongful, all_of_them),
        sampled=middle(wrongful),
        rests_on=STAYING,
        cannot=f"{OF_FLOW}; nor what becomes of a listing after its first step",
    )


def by_kind(source: RunSource, entity: str, name: str, axis: str) -> list[Kind]:
    """Return grounds and comparisons for each category of `axis`, in the axis's own order."""
    counted = _weeks(source, entity, name, axis)
    lived = _lived(source, entity, axis)
    found = []
    for value in in_order(lived):
        counts = counted.get(value, {})
        stock = counts.get("stock", [])
        whole = bool(stock) and all(stock)
        found.append(
            Kind(
                axis,
                value,
                {column: _share(source, counts, column, f"{axis} {value}") for column in GROUNDS},
                {
                    column: _rate(source, entity, counts, lived[value], column, f"{axis} {value}")
                    for column in COMPARED
                },
                {
                    column: tuple(a / b for a, b in zip(counts[column], stock, strict=True)) if whole else ()
                    for column in GROUNDS
                },
            )
        )
    return found


def occurring(shares: list[Figure]) -> list[Figure]:
    """Return the grounds under which a draw has any week, the largest first."""
    return sorted((figure for figure in shares if figure.some), key=lambda figure: -figure.mid)


def _said(column: str) -> str:
    """Return what a column counts."""
    if column in GROUNDS_WRONGFUL:
        return f"weeks on the list {NEEDS[column.removesuffix('_wrongful')]}; not listed in the shadow"
    return SHADOWED.get(column) or f"weeks on the list {NEEDS[column]}"


def _share(source: RunSource, counts: Mapping[str, list[int]], column: str, of: str) -> Figure:
    above = counts.get(column, [0] * source.draws)
    return Figure(
        name=column,
        definition=_said(column),
        unit="share",
        denominator="weeks on the list",
        formula=f"sum of lists.{column} / sum of lists.stock",
        value=ratios(above, counts.get("stock", [])),
        sampled=at_a_time(above, source.steps),
        rests_on=STAYING,
        at=of,
        cannot=OF_WEEKS,
    )


def _rate(
    source: RunSource, entity: str, counts: Mapping[str, list[int]], lived: list[int], column: str, of: str
) -> Figure:
    above = counts.get(column, [0] * source.draws)
    weeks_of_step = source.manifest.calendar.step_days / 7
    return Figure(
        name=column,
        definition=_said(column),
        unit=f"weeks per 100,000 {entity}-years",
        denominator=f"years lived by all {entity}s present",
        formula=f"sum of lists.{column} x weeks a step / (sum of people.present / steps a year) x 100,000",
        value=ratios(above, lived, PER * source.steps_per_year * weeks_of_step),
        sampled=at_a_time(above, source.steps),
        rests_on=STAYING,
        at=of,
        cannot=f"{OF_WEEKS}; nor what a false record makes somebody do afterwards",
    )


def _weeks(source: RunSource, entity: str, name: str | None, axis: str) -> Counted:
    """Person-steps of every column over the whole run, by axis value and draw."""
    where = {"entity": entity} | ({"list": name} if name else {})
    return source.by_value("lists", COLUMNS, axis, **where)


def _lived(source: RunSource, entity: str, axis: str) -> dict[str, list[int]]:
    """Person-steps lived over the whole run, by axis value and draw."""
    found = source.by_value("people", ["present"], axis, entity=entity)
    return {value: of["present"] for value, of in found.items()}
