"""M22, M23: what people choose of what is offered: how many take it and pass, what it costs them, in error.

How many take an offer, and who, is what the society's file says; so these are inputs made visible and no
findings about people. What follows from who has passed is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demerit.audit.figures import PER, STAYING, Figure, middle, ratios
from demerit.audit.source import RunSource

_COLUMNS: Final = {
    "taken": ("offers taken", "taken"),
    "taken_in_error": ("offers taken, in error", "taken, and not open to them in the shadow"),
    "passed": ("offers passed", "passed"),
    "failed": ("offers failed", "failed"),
    "money": ("paid for offers", "paid by those who take them"),
    "money_in_error": ("paid for offers, in error", "paid for what is not open to them in the shadow"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """An offer of the regime that anybody took.

    Attributes:
        name: of the offer.
        taken: how often it is taken; `taken_in_error` of these not open in the shadow.
        passed: how often it is passed; `failed` how often not.
        money: paid for it; `money_in_error` for what is not open in the shadow.
    """

    name: str
    taken: Figure
    taken_in_error: Figure
    passed: Figure
    failed: Figure
    money: Figure
    money_in_error: Figure


def chosen(source: RunSource) -> list[Chosen]:
    """Return each offer that was taken, in the order of their names."""
    counted = source.sums("offers", "offer", tuple(_COLUMNS))
    return [
        Chosen(name, **{column: _figure(source, name, column, of[column]) for column in _COLUMNS})
        for name, of in counted.items()
        if any(of["taken"])
    ]


def _figure(source: RunSource, name: str, column: str, counts: list[int]) -> Figure:
    """Return one column of the table per 100,000 years lived."""
    called, said = _COLUMNS[column]
    money = column.startswith("money")
    years = source.present["person"].sum(axis=1).tolist()
    return Figure(
        name=called,
        definition=f"offers: {said}",
        unit=f"{'currency' if money else 'offers'} per 100,000 person-years",
        denominator="years lived by all people present",
        formula=f"sum of offers.{column} / (sum of people.present / steps a year) x 100,000",
        value=ratios(counts, years, PER * source.steps_per_year),
        sampled=middle(counts),
        rests_on=(*STAYING, "society.responses.offers", f"regime.offers.{name}"),
        at=name,
        cannot="how many different people took it, or what it taught them",
    )
