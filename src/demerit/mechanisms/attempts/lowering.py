"""M30, lowered: possible attempts and their rates, and which lists refuse which of them."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

import numpy as np

from demerit.chance import PoissonTables, point, poisson_tables, probability
from demerit.chance.kinds import I32x2
from demerit.documents.remembering import remembered
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import refusals
from demerit.scenario.numbers import chance_of, ints
from demerit.scenario.rates import age_sex, entities, mean, points, product, status, top
from demerit.society.catalogue import Catalogue


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
    chance: Annotated[Ints, "B"]  # Q53, share of attempts at which it is asked

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the refusals of each span, attempt by attempt."""
        names = draw.names
        start: list[list[int]] = []
        rows: list[tuple[int, int, int]] = []
        keys: list[int] = []
        for regime in draw.forms:
            row = [len(rows)]
            for domain in names.domains:
                for name, consequence in refusals(regime).items():
                    if domain not in consequence.kinds(name):
                        continue
                    lists = dict(regime.bearing(consequence))
                    (asked,) = set(lists.values())
                    condition = draw.conditions.number(regime, asked, regime.entity_of(consequence))
                    share = chance_of(consequence.chance) if consequence.chance else probability(1)
                    keys.append(point(f"refusal.{name}"))
                    rows.append((sum(1 << names.lists.index(each) for each in lists), condition, share))
                row.append(len(rows))
            start.append(row)
        listed, conditions, chances = ints(rows).reshape(-1, 3).T.copy()
        return cls(
            start=ints(start),
            lists=listed,
            condition=conditions,
            point=np.array(keys, np.uint64),
            chance=chances,
        )


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
