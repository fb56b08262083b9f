"""What the society does and tries, lowered: ceilings as Poisson tables, present rates as factors.

The possible points of a conduct depend on the society alone, so that every regime meets the same ones.
The factor tables are two and multiply: age band x sex, with the ceiling divided out, and tier x fifth x
residence, once for people with their job and once for people without it. The compiled engine reads their
product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

import numpy as np

from demerit.chance import point
from demerit.chance.kinds import I32x2
from demerit.chance.tables import DAYS_PER_YEAR
from demerit.quantities import Factors
from demerit.scenario.codes import AGE_SEX, PLACES, STATUS, Ints, Keys, Rows
from demerit.scenario.numbers import Q20, Q30
from demerit.society.catalogue import Attempt, Conduct
from demerit.society.propensities import highest
from demerit.society.traits import AGE_BANDS, FIFTHS, ORGANISATIONS, RESIDENCES, SEXES, SIZES, SLOTS, TIERS

_ONE = Decimal(1)
HALVINGS = 10
"""How often a ceiling is halved at most: a thousandth is little enough where nobody reaches anything."""


def points(kind: str, names: Mapping[str, object] | Sequence[str], what: str = "") -> Keys:
    """Return the decision points of named things of a kind, or of something about each: `.people`."""
    return np.array([point(f"{kind}.{name}{what}") for name in names], np.uint64)


def entities(things: Mapping[str, Conduct] | Mapping[str, Attempt]) -> Ints:
    """Return 1 for what organisations do, 0 for what people do."""
    return np.array([int(thing.by == "organisation") for thing in things.values()], np.int64)


def top(thing: Conduct | Attempt, spread: Decimal | None) -> Decimal:
    """Return the multiple of the rate at which points are laid down: the ceiling, or less where less will do.

    A ceiling holds what the factors could be in any draw. In most draws they are lower, and points above what
    anybody reaches come to nothing: the ceiling is halved while the factors of this draw reach no more than
    half of it, and of the eighths of what is left the least is taken that holds them. Eighths, lest a factor
    that differs a little leave no point where it was.
    """
    reached = highest(spread) if spread is not None else _ONE
    tables = (thing.by_age, thing.by_sex, thing.by_tier, thing.by_fifth, thing.by_residence, thing.by_size)
    for table in tables:
        reached *= max(table.as_dict().values()) if table is not None else _ONE
    if isinstance(thing, Conduct):
        reached *= max(thing.by_kind.values) if thing.by_kind is not None else _ONE
        reached *= max(thing.jobless.value, _ONE) if thing.jobless is not None else _ONE
    held = Decimal(thing.ceiling)
    for _ in range(HALVINGS):
        if reached > held / 2:
            break
        held /= 2
    eighths = max((reached * 8 / held).to_integral_value(ROUND_CEILING), _ONE)
    return held * eighths / 8


def mean(thing: Conduct | Attempt, held: Decimal, step_days: int) -> Decimal:
    """Return the expected possible points per district and step."""
    slots = ORGANISATIONS if thing.by == "organisation" else SLOTS
    return thing.rate.value * held * slots * step_days / DAYS_PER_YEAR


def _factor(table: Factors | None, name: str) -> Decimal:
    return _ONE if table is None else table.as_dict()[name]


def product(age_sex: Rows, status: Rows) -> I32x2:
    """Return Q30 [thing, status x age band x sex]: both factor tables as one, so that a look-up is a rate."""
    both = (status[:, :, None] * age_sex[:, None, :]) >> 20
    return both.reshape(len(both), PLACES).astype(np.int32)


def age_sex(things: Sequence[Conduct | Attempt], tops: Sequence[Decimal]) -> Rows:
    """Return Q30 factors over the top: [thing, age band x sex], or by size for organisations."""
    rows = np.zeros((len(things), AGE_SEX), np.int64)
    for row, (thing, held) in enumerate(zip(things, tops, strict=True)):
        if thing.by == "organisation":
            factors = [_factor(thing.by_size, size) for size in SIZES]
        else:
            factors = [
                _factor(thing.by_age, age) * _factor(thing.by_sex, sex) for age in AGE_BANDS for sex in SEXES
            ]
        rows[row, : len(factors)] = [int(factor * Q30 / held) for factor in factors]
    return rows


def status(things: Sequence[Conduct | Attempt]) -> Rows:
    """Return Q20 factors [thing, jobless x tier x fifth x residence + 1]; the last, for empty slots, is 0."""
    rows = np.zeros((len(things), STATUS), np.int64)
    for row, thing in enumerate(things):
        tiers = [_factor(thing.by_tier, name) for name in TIERS]
        fifths = [_factor(thing.by_fifth, name) for name in FIFTHS]
        places = [_factor(thing.by_residence, name) for name in RESIDENCES]
        work = [_ONE, _ONE]
        if isinstance(thing, Conduct) and thing.jobless is not None:
            work[1] = thing.jobless.value
        rows[row, : STATUS - 1] = [
            int(job * a * b * c * Q20) for job in work for a in tiers for b in fifths for c in places
        ]
    return rows
