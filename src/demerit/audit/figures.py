"""The figures of a run: each a number with an interval, a unit, a denominator and a definition in words.

A figure is worked out draw by draw from whole counts and only then summed up over draws, because the
median of a ratio is not the ratio of medians. Rates are per 100,000 synthetic people; totals scaled to the
nation that a run stands for carry the weight with them. What comes from fewer than 20 sampled people is
marked `greyed`: the page prints it grey and nobody should quote it.

Names: `x` count of a measure in a region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from demerit.audit.intervals import MIDDLE as HALF
from demerit.audit.intervals import (
    Interval,
    Parts,
    Sums,
    between_districts,
    chance_variances,
    interval,
    parts,
    quantile,
)
from demerit.audit.source import RunSource
from demerit.counted.values import OUTFLOWS

NOUN: Final = {"person": "people", "organisation": "organisations"}
"""Entities in words, many of them."""
FEWEST_SAMPLED: Final = 20
PER: Final = 100_000
WAYS_OUT: Final = OUTFLOWS
"""The ways off a list; each has its column `out_*`."""

OF_STOCK: Final = (
    "how many different people were ever on the list, whether they were told or heard, or what it did to them"
)
OF_WEEKS: Final = (
    "how many different people there were: somebody listed for a year counts in every week of it"
)
OF_FLOW: Final = "how many different people there were: somebody who enters or leaves twice counts twice"
OF_REFUSALS: Final = "how many different people were refused, or what nobody attempted because of the list"
OF_RATIO: Final = "how many people stand behind either of the two, or why they differ"
OF_PAIR: Final = "whose weeks, acts or attempts they are: it is a difference of sums over the same people"
"""What kinds of figures cannot show."""

PEOPLE: Final = tuple(
    f"society.{part}"
    for part in (
        *("ages", "sexes", "households", "demography", "residence", "incomes", "jobs", "kin"),
        *("tiers", "groups", "visitors", "organisations"),
    )
)
"""What sets who is there."""
STAYING: Final = (
    *("regime.lists", "regime.sources", "regime.adjudication", "regime.safeguards"),
    *("regime.conducts", "regime.scores", "regime.spillover"),
    *("society.conducts", "society.responses"),
    *PEOPLE,
)
"""What sets who is listed, and for how long."""
REFUSING: Final = (*STAYING, "regime.consequences", "society.attempts")
"""What sets how often somebody listed is refused."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number about a run.

    Attributes:
        name: stable name, such as `listed`.
        definition: what is counted, one sentence.
        unit: unit of `value`, such as `per 100,000 people`.
        denominator: what it is divided by, or `none`.
        formula: how it follows from the cube's columns.
        value: interval over draws; None where the denominator is 0 in some draw.
        parts: the share of chance in the spread, or None where the run keeps too little.
        sampled: sampled people (or person-times) behind it, middle over draws; None for what is no sample,
            such as a published number.
        rests_on: parts of the input files that set it, as prefixes of dotted paths.
        at: which one of several it is, such as a day, a quarter or a kind of people; empty for the only one.
        of: which list it is of; empty where it is of none or of all.
        cannot: what it cannot show, to be read after `It cannot show`.
    """

    name: str
    definition: str
    unit: str
    denominator: str
    formula: str
    value: Interval | None
    sampled: int | None
    parts: Parts | None = None
    rests_on: tuple[str, ...] = ()
    at: str = ""
    cannot: str = ""
    of: str = ""

    @property
    def greyed(self) -> bool:
        """Whether it rests on fewer than 20 sampled people."""
        return self.sampled is not None and self.sampled < FEWEST_SAMPLED

    @property
    def mid(self) -> float:
        """Median over draws; 0 without a value."""
        return self.value.mid if self.value else 0.0

    @property
    def some(self) -> bool:
        """Whether any end of its interval is other than 0."""
        return bool(self.value and (self.value.high > 0 or self.value.low < 0))

    def scaled(self, factor: float, unit: str) -> Figure:
        """Return the same figure in another unit, `factor` times as large."""
        return replace(
            self,
            unit=unit,
            formula=f"{self.formula} x {factor:g}",
            value=self.value.times(factor) if self.value else None,
        )


def ratios(above: Sequence[int], below: Sequence[int], factor: float = 1.0) -> Interval | None:
    """Interval over draws of above / below x factor; None if a draw has nothing below."""
    if not below or any(count <= 0 for count in below):
        return None
    return interval([factor * a / b for a, b in zip(above, below, strict=True)])


def on(source: RunSource, step: int) -> str:
    """Return the last day of a step, as a figure names it."""
    return f"on {source.end_of(step).isoformat()}"


def middle(counts: Sequence[int]) -> int:
    """Median over draws as a whole number."""
    return round(quantile(counts, HALF))


def at_a_time(weeks: Sequence[int], steps: int) -> int:
    """How many people there are at a time who spend so many person-steps in so many steps, median over draws.

    Of a difference of two histories its size counts, whichever has more.
    """
    return middle([abs(each) // steps for each in weeks])


def measured(
    source: RunSource, entity: str, listed: str, measure: str, step: int, factor: float = PER
) -> tuple[Interval | None, Parts | None]:
    """Rate of a measure in one step, with the part of its spread that is chance.

    The rate per draw is sum_x / sum_n over districts x factor. With one draw the interval comes from the
    spread between districts and is labelled `chance only`.
    """
    rows = source.rows(
        "SELECT draw, n, sum_x, sum_x2, sum_n, sum_xn, sum_n2 FROM moments"
        " WHERE entity = ? AND list = ? AND measure = ? AND step = ? ORDER BY draw, region",
        [entity, listed, measure, step],
    )
    drawn: dict[int, list[Sums]] = {}
    for draw, districts, x, x2, people, xn, people2 in rows:
        drawn.setdefault(draw, []).append((districts, x, x2, people, xn, people2))
    counted = [(sum(of[1] for of in strata), sum(of[3] for of in strata)) for strata in drawn.values()]
    if len(drawn) < source.draws or any(people <= 0 for _, people in counted):
        return None, None
    values = [factor * x / people for x, people in counted]
    variances = [factor * factor * variance for variance in chance_variances(list(drawn.values()))]
    shares = parts(values, variances, source.manifest.districts)
    if len(values) == 1 and source.manifest.districts > 1:
        return between_districts(values[0], variances[0]), shares
    return interval(values), shares


def listed(source: RunSource, entity: str, name: str, step: int, measure: str = "stock") -> Figure:
    """People on a list at the end of a step, per 100,000 present."""
    what = {
        "stock": "on the list",
        "without_act": "on the list with no act of their own on record",
        "could_not_pay": "on the list only for acts that they could not pay",
    }[measure]
    counts = [int(row[step]) for row in source.by_step("lists", measure, entity=entity, list=name)]
    present = [int(row[step]) for row in source.present[entity]]
    value, shares = measured(source, entity, name, measure, step)
    noun = NOUN[entity]
    return Figure(
        name="listed" if measure == "stock" else f"listed {measure.replace('_', ' ')}",
        definition=f"{noun} {what} at the end of the step",
        unit=f"per 100,000 {noun}",
        denominator=f"{noun} present at the end of the step",
        formula=f"lists.{measure} / people.present x 100,000",
        value=value or ratios(counts, present, PER),
        sampled=middle(counts),
        parts=shares,
        rests_on=STAYING,
        at=on(source, step),
        cannot=OF_STOCK,
    )


def share_of_weeks(source: RunSource, entity: str, name: str, column: str, first: int, last: int) -> Figure:
    """Share of the weeks on a list, steps first to last, in which `column` held."""
    above, below = (
        source.by_step("lists", each, entity=entity, list=name)[:, first : last + 1].sum(axis=1).tolist()
        for each in (column, "stock")
    )
    what = {
        "without_act": "with no act of their own on record",
        "could_not_pay": "standing only on acts that they could not pay",
        "through_others": "standing only by somebody else's record",
    }[column]
    return Figure(
        name=f"share {column.replace('_', ' ')}",
        definition=f"weeks on the list spent {what}",
        unit="share",
        denominator="weeks on the list",
        formula=f"sum of lists.{column} / sum of lists.stock",
        value=ratios(above, below),
        sampled=at_a_time(above, last - first + 1),
        rests_on=STAYING,
        cannot=OF_WEEKS,
    )


def listed_weeks(source: RunSource, entity: str, column: str = "stock") -> list[int]:
    """Weeks on any list per draw; organisations on two lists count twice (the cube keeps no union)."""
    if entity == "person":
        quarter = {"stock": "listed_weeks"}.get(column, f"{column}_weeks")
        return source.per_draw(f'SELECT draw, sum("{quarter}")::BIGINT FROM quarters GROUP BY draw')
    return source.by_step("lists", column, entity=entity).sum(axis=1).tolist()  # type: ignore[no-any-return]


def refusals_per_listed_year(source: RunSource, entity: str, domain: str) -> Figure:
    """Refused attempts in a domain per year spent on a list."""
    counts = source.by_step("attempts", "refusals", entity=entity, domain=domain).sum(axis=1).tolist()
    weeks = listed_weeks(source, entity)
    return Figure(
        name=f"refusals per listed year, {domain}",
        definition=f"attempts refused because of a list ({domain})",
        unit=f"person-times per listed {entity}-year",
        denominator=f"{entity}-years spent on a list",
        formula="sum of attempts.refusals / weeks on any list x steps a year",
        value=ratios(counts, weeks, source.steps_per_year),
        sampled=min(middle(counts), at_a_time(weeks, source.steps)),
        rests_on=(*STAYING, "regime.consequences", f"society.attempts.{domain}"),
        cannot=OF_REFUSALS,
    )


def refusals_total(source: RunSource, entity: str, domain: str | None = None) -> Figure:
    """Refused attempts over the whole run, as person-times in the sample."""
    where = {"entity": entity} | ({"domain": domain} if domain else {})
    counts = source.by_step("attempts", "refusals", **where).sum(axis=1).tolist()
    return Figure(
        name="refusals" + (f", {domain}" if domain else ""),
        definition="attempts refused because of a list, whole run",
        unit="person-times in the sample",
        denominator="none",
        formula="sum of attempts.refusals",
        value=interval(counts),
        sampled=middle(counts),
        rests_on=REFUSING,
        cannot=OF_REFUSALS,
    )


def performed(source: RunSource, entity: str, name: str) -> Figure:
    """Debts paid or performed by who so comes off a list, per 100,000 years lived: what its creditors get."""
    counts = source.by_step("lists", "out_payment", entity=entity, list=name).sum(axis=1).tolist()
    noun = NOUN[entity]
    return Figure(
        name="debts performed",
        definition=f"{noun} off the list by paying or performing",
        unit=f"a year, per 100,000 {noun}",
        denominator=f"years lived by all {noun} present",
        formula="sum of lists.out_payment / sum of people.present x steps a year x 100,000",
        value=ratios(counts, source.present[entity].sum(axis=1).tolist(), PER * source.steps_per_year),
        sampled=middle(counts),
        rests_on=(*STAYING, "society.responses.payment"),
        cannot=f"{OF_FLOW}; nor what they paid with, or who would have paid without any list",
    )


def exits_by_kind(source: RunSource, entity: str, name: str) -> list[Figure]:
    """Share of all exits from a list by each way out, whole run, largest first."""
    out = {
        kind: source.by_step("lists", f"out_{kind}", entity=entity, list=name).sum(axis=1).tolist()
        for kind in WAYS_OUT
    }
    total = [sum(counts) for counts in zip(*out.values(), strict=True)]
    figures = [
        Figure(
            name=kind,
            definition=f"exits from the list by {kind}",
            unit="share",
            denominator="all exits",
            formula=f"sum of lists.out_{kind} / sum of all lists.out_*",
            value=ratios(counts, total),
            sampled=middle(counts),
            rests_on=STAYING,
            cannot=OF_FLOW,
        )
        for kind, counts in out.items()
    ]
    return sorted(figures, key=lambda figure: -figure.mid)
