"""M11, lowered: who looks at what, how well, from when on, and what falsely.

Names: `e` span between amendments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import PoissonTables, poisson_tables
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.quantities import Share
from demerit.regime.model import Regime
from demerit.regime.parts import FactorsBy, SharesBy, Source
from demerit.scenario import spans
from demerit.scenario.codes import CATEGORIES, COVERED, Blocks, Ints, Keys, Rows
from demerit.scenario.conditions import NO_CONDITION
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import working_sources
from demerit.scenario.numbers import Q30, ints, steps_of
from demerit.scenario.rates import points
from demerit.society.traits import AXES, ORGANISATIONS, SLOTS
from demerit.society.traits import CATEGORIES as CATEGORY_NAMES

_AXIS_CODE = {axis: code for code, axis in enumerate((*AXES["person"], "size"))}
_ZERO = Decimal(0)


class Watching(NamedTuple):
    """Which sources look at which conduct."""

    since: Annotated[Rows, "E, C"]  # first step whose acts count; before it sources report nothing
    watch_start: Annotated[Rows, "E, C + 1"]  # rows of watch_* for each conduct
    watch_source: Annotated[Ints, "W"]
    watch_axis: Annotated[Ints, "W"]  # axis code of who acts, 0 for all alike
    watch_chance: Annotated[Rows, "W, K"]  # Q30, chance to see an act that is covered
    point: Annotated[Keys, "S"]
    delay: Annotated[Rows, "E, S"]
    cover_what: Annotated[Rows, "E, S"]  # place in COVERED of what the share is of
    cover_start: Annotated[Rows, "E, S + 1"]  # cases of each source, of which the first that holds counts
    cover_if: Annotated[Ints, "coverings"]  # expression of those whom a case is for, or -1
    cover_axis: Annotated[Ints, "coverings"]  # axis code, 0 for all alike
    cover: Annotated[Rows, "coverings, K"]  # Q30
    cover_point: Annotated[Keys, "S"]  # which people or households are covered

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower what sources cover in each span, how well and from when on they see, and their delay."""
        epochs, names = draw.forms, draw.names
        declared = [working_sources(regime) for regime in epochs]
        start: list[list[int]] = []
        who: list[int] = []
        chances: list[Share | SharesBy] = []
        for known in declared:
            row = [len(who)]
            for conduct in names.conducts:
                for number, name in enumerate(names.sources):
                    if name in known and conduct in known[name].sees:
                        who.append(number)
                        chances.append(known[name].sees[conduct])
                row.append(len(who))
            start.append(row)

        def since(form: Regime, name: str) -> int:
            rule = form.conducts.get(name)
            return draw.calendar.first_step_on_or_after(rule.since) if rule and rule.since else 0

        def of_each(value: Callable[[Source], int]) -> Rows:
            return spans.table(
                declared, names.sources, lambda known, name: value(known[name]) if name in known else 0
            )

        first, cases = [], list[tuple[int, int, list[int]]]()
        for form, known in zip(epochs, declared, strict=True):
            first.append([len(cases)])
            for name in names.sources:
                cases += _cases(draw, form, known.get(name))
                first[-1].append(len(cases))
        return cls(
            since=spans.table(draw.forms, names.conducts, since),
            watch_start=ints(start),
            watch_source=ints(who),
            watch_axis=ints([_axis(chance) for chance in chances]),
            watch_chance=ints([_shares(chance) for chance in chances]).reshape(len(chances), CATEGORIES),
            point=points("source", names.sources),
            delay=of_each(lambda it: steps_of(it.delay, draw.days)),
            cover_what=of_each(lambda it: COVERED.index(it.covers)),
            cover_start=ints(first),
            cover_if=ints([condition for condition, _, _ in cases]),
            cover_axis=ints([axis for _, axis, _ in cases]),
            cover=ints([shares for _, _, shares in cases]).reshape(len(cases), CATEGORIES),
            cover_point=points("source", names.sources, ".people"),
        )


def _cases(draw: Draw, form: Regime, source: Source | None) -> list[tuple[int, int, list[int]]]:
    """Return the cases of what a source covers: for whom, by which axis, and the shares; one without it."""
    if source is None:
        return [(NO_CONDITION, 0, [0] * CATEGORIES)]
    return [
        (
            draw.conditions.number(form, each.condition, source.entity),
            _axis(each.share),
            _shares(each.share),
        )
        for each in source.covering
    ]


class FalseSightings(NamedTuple):
    """What sources see that nobody did."""

    poisson: Annotated[PoissonTables, "N = S"]  # a row a source
    point: Annotated[Keys, "S"]
    entity: Annotated[Ints, "S"]
    axis: Annotated[Rows, "E, S"]
    ratio: Annotated[Blocks, "E, S, K"]  # Q30, present rate of false sightings over ceiling
    conduct: Annotated[Blocks, "E, S, C"]  # Q30, cumulative share of conducts that they name

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the false sightings: one ceiling a source over all spans, and the present rates over it."""
        epochs, names, step_days = draw.forms, draw.names, draw.days
        declared = [working_sources(regime) for regime in epochs]
        sources, conducts = names.sources, names.conducts
        ceilings = [max(max(_false_rates(known.get(name))) for known in declared) for name in sources]
        entities = [_entity(name, declared) for name in sources]
        means = [
            rate * (ORGANISATIONS if entity else SLOTS) * step_days / DAYS_PER_YEAR
            for rate, entity in zip(ceilings, entities, strict=True)
        ]
        ratio = np.zeros((len(declared), len(sources), CATEGORIES), np.int64)
        axis = np.zeros((len(declared), len(sources)), np.int64)
        named = np.full((len(declared), len(sources), len(conducts)), Q30, np.int64)
        for e, known in enumerate(declared):
            for number, name in enumerate(sources):
                source = known.get(name)
                if source is None:
                    continue
                axis[e, number] = _axis(source.false_records_by)
                if ceilings[number]:
                    ratio[e, number] = [int(rate / ceilings[number] * Q30) for rate in _false_rates(source)]
                so_far = np.cumsum([conduct in source.sees for conduct in conducts])
                named[e, number] = so_far * Q30 // max(int(so_far[-1]), 1)
        return cls(
            poisson=poisson_tables(means),
            point=points("source", sources, ".false"),
            entity=ints(entities),
            axis=axis,
            ratio=ratio,
            conduct=named,
        )


def _entity(name: str, spans: Sequence[Mapping[str, Source]]) -> int:
    """Return 1 if a source reports on organisations in any span, 0 for persons or if no span has it."""
    return int(any(known[name].entity == "organisation" for known in spans if name in known))


def _axis(by: object) -> int:
    """Return the code of the axis that a share or factor depends on, 0 for none."""
    return _AXIS_CODE[by.by] if isinstance(by, (SharesBy, FactorsBy)) else 0


def _shares(given: Share | SharesBy) -> list[int]:
    """Return a share for each category of its axis, Q30."""
    if isinstance(given, SharesBy):
        shares = [given.of(name).value for name in CATEGORY_NAMES[given.by]]
    else:
        shares = [given.value] * CATEGORIES
    return [int(share * Q30) for share in shares] + [0] * (CATEGORIES - len(shares))


def _false_rates(source: Source | None) -> list[Decimal]:
    """Return the yearly rate of false sightings in each category of its axis."""
    if source is None or source.false_records is None:
        return [_ZERO] * CATEGORIES
    rate = source.false_records.value
    if source.false_records_by is None:
        return [rate] * CATEGORIES
    factors = source.false_records_by.values
    rates = [
        rate * (factors[name].value if name in factors else 1)
        for name in CATEGORY_NAMES[source.false_records_by.by]
    ]
    return rates + [_ZERO] * (CATEGORIES - len(rates))
