"""M30, lowered: possible attempts and their rates, and which lists refuse which of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from demerit.chance import PoissonTables, poisson_tables
from demerit.chance.kinds import I32x2
from demerit.documents.remembering import remembered
from demerit.regime.model import Regime
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.conditions import Conditions
from demerit.scenario.modelled import refusals
from demerit.scenario.names import Names
from demerit.scenario.numbers import ints
from demerit.scenario.rates import age_sex, entities, mean, points, product, status, top
from demerit.society.catalogue import Catalogue


class Attempts(NamedTuple):
    """What they try to do."""

    poisson: Annotated[PoissonTables, "N = A"]
    point: Annotated[Keys, "A"]
    entity: Annotated[Ints, "A"]
    age_sex: Annotated[Rows, "A, 16"]  # Q30 (organisations: by size)
    status: Annotated[Rows, "A, 201"]  # Q20
    rate: Annotated[I32x2, "A, 3216"]  # Q30, the product


class Refusals(NamedTuple):
    """Which lists refuse which attempts."""

    start: Annotated[Rows, "E, A + 1"]  # rows of block_*
    by_list: Annotated[Ints, "B"]
    condition: Annotated[Ints, "B"]  # expression, or -1


def blocks(epochs: Sequence[Regime], names: Names, conditions: Conditions) -> Refusals:
    """Lower the refusals of each span, attempt by attempt."""
    start: list[list[int]] = []
    listed: list[int] = []
    condition: list[int] = []
    for regime in epochs:
        row = [len(listed)]
        for domain in names.domains:
            for name, consequence in refusals(regime).items():
                if (consequence.domain or name) == domain:
                    entity = regime.entity_of(consequence)
                    listed.append(names.lists.index(str(consequence.refuse)))
                    condition.append(conditions.number(regime, consequence.applies_if, entity))
            row.append(len(listed))
        start.append(row)
    return Refusals(
        start=ints(start),
        by_list=ints(listed),
        condition=ints(condition),
    )


@remembered(32)
def attempts(society: Catalogue, step_days: int) -> Attempts:
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
