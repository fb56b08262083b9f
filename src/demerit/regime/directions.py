"""Which directions a regime's assumed numbers put in: who is right more often, who wins more often.

Names: `a` first number of a pair, `b` second number.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from demerit.documents import dotted
from demerit.documents.directions import Direction, Sides, of_number, of_pair
from demerit.mechanisms.weights.language import weighing
from demerit.quantities import Quantity
from demerit.regime.amendments import epochs
from demerit.regime.model import Regime
from demerit.regime.parts import Ruling

REASONS = Sides(Decimal(1), "reasons make people appeal more", "reasons make people appeal less")
WEIGHTS = Sides(
    Decimal(1),
    "records bring more points where `{}` holds than elsewhere",
    "records bring fewer points where `{}` holds than elsewhere",
)
RULINGS = (
    "{} uphold more true sightings than false ones",
    "{} uphold more false sightings than true ones",
)


class Pair(NamedTuple):
    """Two numbers that may keep their order in every draw: places, numbers, and what either order says."""

    first: str
    second: str
    a: Quantity
    b: Quantity
    high: str
    low: str


def directions(regime: Regime) -> list[Direction]:
    """Return every direction that a regime's assumed ranges put in, in any of its dated forms, each once."""
    found = [each for _, form in epochs(regime) for each in _of_form(form)]
    return list(dict.fromkeys(found))


def _of_form(form: Regime) -> Iterator[Direction]:
    for first, second, a, b, high, low in (*_rulings(form), *_appeals(form)):
        if direction := of_pair((first, second), (a, b), (high, low)):
            yield direction
    for at, bundle in form.bundles.values():
        reasons, place = bundle.reasons, ".".join((*map(str, at), "reasons.raises_appeal"))
        if reasons is not None and (direction := of_number(place, reasons.raises_appeal, REASONS)):
            yield direction
    for weight in weighing(form):
        of = weight.condition
        sides = Sides(WEIGHTS.neutral, WEIGHTS.above.format(of), WEIGHTS.below.format(of))
        if direction := of_number(dotted(weight.at), weight.factor, sides):
            yield direction


def _rulings(form: Regime) -> Iterator[Pair]:
    ruling = form.adjudication
    if ruling is None:
        return
    for key, who in (("machine", "machines"), ("official", "officials")):
        part: Ruling | None = getattr(ruling, key)
        if part is not None:
            high, low = (each.format(who) for each in RULINGS)
            place = f"adjudication.{key}.upholds_"
            yield Pair(place + "true", place + "false", part.upholds_true, part.upholds_false, high, low)
    if ruling.machine is not None:
        for what in ("true", "false"):
            yield Pair(
                f"adjudication.machine.upholds_{what}",
                f"adjudication.official.upholds_{what}",
                getattr(ruling.machine, f"upholds_{what}"),
                getattr(ruling.official, f"upholds_{what}"),
                f"machines uphold more {what} sightings than officials",
                f"officials uphold more {what} sightings than machines",
            )
    if (test := ruling.ability_test) is not None:
        yield Pair(
            "adjudication.ability_test.finds_able_if_able",
            "adjudication.ability_test.finds_able_if_unable",
            test.finds_able_if_able,
            test.finds_able_if_unable,
            "those who could pay are found able more often than others",
            "those who could not pay are found able more often than others",
        )


def _appeals(form: Regime) -> Iterator[Pair]:
    for at, bundle in form.bundles.values():
        if (appeal := bundle.appeal) is not None:
            place = ".".join((*map(str, at), "appeal.success_if_"))
            yield Pair(
                place + "wrong",
                place + "right",
                appeal.success_if_wrong,
                appeal.success_if_right,
                "whoever is wronged wins more appeals than others",
                "whoever is wronged wins fewer appeals than others",
            )
