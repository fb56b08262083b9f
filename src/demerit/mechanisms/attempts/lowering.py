"""M30, lowered: possible attempts and their rates, and which lists refuse which of them."""

from __future__ import annotations

from decimal import Decimal
from math import prod
from typing import Annotated, Any, NamedTuple, Self

import numpy as np

from demerit.chance import PoissonTables, point, poisson_tables, probability
from demerit.chance.kinds import I32x2
from demerit.documents.remembering import remembered
from demerit.mechanisms.offers.counts import OFFERED
from demerit.quantities import Share
from demerit.regime.parts import Consequence
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import refusals
from demerit.scenario.numbers import chance_of, ints
from demerit.scenario.rates import age_sex, entities, mean, points, product, status, top
from demerit.society.catalogue import Catalogue
from demerit.society.traits import ALL_SLOTS


class Attempts(NamedTuple):
    """What people and organisations try to do."""

    poisson: Annotated[PoissonTables, "N = A"]
    point: Annotated[Keys, "A"]
    entity: Annotated[Ints, "A"]
    age_sex: Annotated[Rows, "A, 16"]  # Q30 (organisations: by size)
    status: Annotated[Rows, "A, 201"]  # Q20
    rate: Annotated[I32x2, "A, 3216"]  # Q30, the product

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return the part of the society that was drawn; the regime has no say in it."""
        return cls(*_attempts(draw.society, draw.days))


class Refusals(NamedTuple):
    """Which lists refuse which attempts."""

    start: Annotated[Rows, "E, A + 1"]  # rows of block_*
    lists: Annotated[Ints, "B"]  # the lists that refuse, as a bit set: whoever is refused is on one of them
    condition: Annotated[Ints, "B"]  # expression, or -1
    point: Annotated[Keys, "B"]
    chance: Annotated[Ints, "B"]  # Q53, share of attempts at which those are refused whom it is for
    mistaken: Annotated[Rows, "E, A"]  # 1 where people whom none of them is for may be refused all the same
    mistake: Annotated[Ints, "B"]  # Q53, share of the attempts of such people at which they are
    mistake_point: Annotated[Keys, "B"]
    lasting: Annotated[Ints, "B"]  # Q53, share of them to whom this ever happens
    lasting_point: Annotated[Keys, "B"]
    offered: Annotated[Rows, "B, offers"]  # 1 where an offer is made to whom it takes for others
    but_not: Annotated[Ints, "B"]  # expression of those who are not, or -1

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the refusals of each span, attempt by attempt."""
        names = draw.names
        start: list[list[int]] = []
        rows: list[tuple[int, ...]] = []
        mistaken: list[list[int]] = []
        keys: list[tuple[int, int, int]] = []
        offered: list[list[int]] = []
        offers = [name for (name,) in names.others[OFFERED]]
        for regime in draw.forms:
            row = [len(rows)]
            mistaken.append([])
            for domain in names.domains:
                for name, consequence in refusals(regime).items():
                    if domain not in consequence.kinds:
                        continue
                    lists = dict(regime.bearing(consequence))
                    (asked,) = set(lists.values())
                    number, entity = draw.conditions.number, regime.entity_of(consequence)
                    keys.append(
                        (point(f"refusal.{name}"), point(f"mismatch.{name}"), point(f"mistaken.{name}"))
                    )
                    after = {each for each, it in regime.offers.items() if name in it.after_mismatch}
                    offered.append([int(each in after) for each in offers])
                    bits = sum(1 << names.lists.index(each) for each in lists)
                    but_not = number(regime, consequence.but_not, entity)
                    rows.append((bits, number(regime, asked, entity), but_not, *_shares(consequence)))
                mistaken[-1].append(int(any(mistake for *_, mistake, _ in rows[row[-1] :])))
                row.append(len(rows))
            start.append(row)
        listed, conditions, spared, chances, mistakes, lasting = ints(rows).reshape(-1, 6).T.copy()
        points_of = np.array(keys, np.uint64).reshape(-1, 3).T.copy()
        return cls(
            start=ints(start),
            lists=listed,
            condition=conditions,
            point=points_of[0],
            chance=chances,
            mistaken=ints(mistaken).reshape(len(draw.forms), len(names.domains)),
            mistake=mistakes,
            mistake_point=points_of[1],
            offered=ints(offered).reshape(len(rows), len(offers)),
            lasting=lasting,
            lasting_point=points_of[2],
            but_not=spared,
        )


def _shares(consequence: Consequence) -> tuple[int, int, int]:
    """Return, as Q53, at which share of attempts it refuses whom it is for; others, and which of them."""
    asks, discretion, mismatch = consequence.chance, consequence.discretion, consequence.mismatch
    refuses, ever = _product(asks, consequence.finds, discretion), probability(1)
    if mismatch is None:
        return refuses, 0, ever
    if consequence.mistakes == "lasting":
        return refuses, _product(asks, discretion), chance_of(mismatch)
    return refuses, _product(asks, mismatch, discretion), ever


def _product(*shares: Share | None) -> int:
    """Return the product of shares as Q53; one that is not said is 1."""
    return probability(prod((share.value for share in shares if share is not None), start=Decimal(1)))


@remembered(32)
def _attempts(society: Catalogue, step_days: int) -> Attempts:
    """Lower the attempts of a society whose assumed values have been drawn."""
    tries = list(society.attempts.values())
    tops = [top(attempt, None) for attempt in tries]
    by_age_sex, by_status = age_sex(tries, tops), status(tries)
    return Attempts(
        poisson=poisson_tables([mean(*held, step_days) for held in zip(tries, tops, strict=True)]),
        point=points("attempt", society.attempts),
        entity=entities(society.attempts),
        age_sex=by_age_sex,
        status=by_status,
        rate=product(by_age_sex, by_status),
    )


def lengths(tables: Any) -> dict[str, int]:
    """Return how many rows of refusals there are, and for how many slots one is remembered."""
    rows = tables.refusals.lists.shape[0]
    return {"gates": rows, "refusable": ALL_SLOTS if rows else 0}
