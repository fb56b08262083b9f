"""M30, lowered: possible attempts and their rates, and which lists refuse which of them."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from demerit.chance import PoissonTables, poisson_tables
from demerit.chance.kinds import I32x2
from demerit.documents.remembering import remembered
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.modelled import refusals
from demerit.scenario.numbers import ints
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
    by_list: Annotated[Ints, "B"]
    condition: Annotated[Ints, "B"]  # expression, or -1

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Lower the refusals of each span, attempt by attempt."""
        names = draw.names
        start: list[list[int]] = []
        listed: list[int] = []
        condition: list[int] = []
        for regime in draw.forms:
            row = [len(listed)]
            for domain in names.domains:
                for name, consequence in refusals(regime).items():
                    if (consequence.domain or name) == domain:
                        entity = regime.entity_of(consequence)
                        listed.append(names.lists.index(str(consequence.refuse)))
                        condition.append(draw.conditions.number(regime, consequence.applies_if, entity))
                row.append(len(listed))
            start.append(row)
        return cls(start=ints(start), by_list=ints(listed), condition=ints(condition))


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
