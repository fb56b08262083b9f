"""Holdings, lowered: how likely somebody holds each that the regime reads, and how often that changes."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Annotated, NamedTuple, Self

from demerit.chance import hazard_q32, probability
from demerit.mechanisms import extension
from demerit.mechanisms.members.society import Holding, OfCatalogue
from demerit.quantities import DAYS_PER_YEAR, Factors, Rate
from demerit.regime.counting import Counted, Term
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.scenario.rates import points
from demerit.society.catalogue import Catalogue
from demerit.society.traits import AGE_BANDS, AGE_EDGES, FIFTHS, RESIDENCES, SEXES, TIERS

STANDS = len(TIERS) * len(FIFTHS) * len(RESIDENCES) * len(AGE_BANDS) * len(SEXES)
"""Places of chances by tier x fifth x residence x age band x sex."""


class Holdings(NamedTuple):
    """The holdings that a regime reads, in the order in which its conditions name them."""

    term: Annotated[Ints, "holdings"]  # which term of conditions asks for it
    protected: Annotated[Ints, "holdings"]  # 1 where it stands for a protected trait
    point: Annotated[Keys, "holdings"]  # decision points
    chance: Annotated[Rows, "holdings, stands"]  # Q53, held when first there, by `STANDS`
    ages: Annotated[Rows, "holdings, bands"]  # 1 for the age bands in which somebody may come to hold it
    first: Annotated[Ints, "holdings"]  # age in days before which nobody held it
    least: Annotated[Ints, "holdings"]  # days for which it was held at least when first there
    spread: Annotated[Ints, "holdings"]  # how many days more that may be, each as likely as the others
    begins: Annotated[Ints, "holdings"]  # hazard of coming to hold it, Q32
    ends: Annotated[Ints, "holdings"]  # hazard of ceasing to hold it, Q32

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the holdings that conditions and members of any span read."""
        asked = [(n, holding_of(each)) for n, each in enumerate(draw.conditions.counted)]
        read = {n: name for n, name in asked if name is not None}
        each = [held(draw.society)[name] for name in read.values()]
        return cls(
            term=ints(list(read)),
            protected=ints([int(holding.protected) for holding in each]),
            point=points("holding", list(read.values())),
            chance=ints([_chances(holding) for holding in each]).reshape(len(each), STANDS),
            ages=ints([_ages(holding) for holding in each]).reshape(len(each), len(AGE_BANDS)),
            first=ints([_first(holding) for holding in each]),
            least=ints([_least(holding) for holding in each]),
            spread=ints([int(holding.held.most.days) - _least(holding) for holding in each]),
            begins=ints([_hazard(holding.begins, draw.days) for holding in each]),
            ends=ints([_hazard(holding.ends, draw.days) for holding in each]),
        )


def holding_of(counted: Counted) -> str | None:
    """Return the holding that a condition asks for, if that is what it asks for."""
    return counted.of[0] if isinstance(counted, Term) and counted.what == "holds" else None


def held(society: Catalogue) -> dict[str, Holding]:
    """Return the holdings of a society by name."""
    return extension(OfCatalogue, society).holdings or {}


def _factor(table: Factors | None, name: str) -> Decimal:
    return Decimal(1) if table is None else table.as_dict()[name]


def _chances(holding: Holding) -> list[int]:
    """Return the chance, Q53, that somebody holds it when first there, place by place of `STANDS`."""
    ages = [holding.share.as_dict()[age] * _factor(holding.by_sex, sex) for age in AGE_BANDS for sex in SEXES]
    status = [
        _factor(holding.by_tier, tier)
        * _factor(holding.by_fifth, fifth)
        * _factor(holding.by_residence, place)
        for tier in TIERS
        for fifth in FIFTHS
        for place in RESIDENCES
    ]
    return [probability(part * other) for part in status for other in ages]


def _ages(holding: Holding) -> list[int]:
    return [int(holding.share.as_dict()[age] > 0) for age in AGE_BANDS]


def _first(holding: Holding) -> int:
    """Return the age in days, by the mean year, at which the first age band begins that has a share."""
    years = AGE_EDGES[_ages(holding).index(1)]
    return int((years * DAYS_PER_YEAR).to_integral_value(ROUND_CEILING))


def _least(holding: Holding) -> int:
    return int(holding.held.least.days)


def _hazard(rate: Rate | None, days: int) -> int:
    return 0 if rate is None else hazard_q32(rate.value, days)
