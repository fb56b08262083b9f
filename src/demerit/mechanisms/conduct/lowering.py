"""M10, lowered: possible acts at the ceilings of a society, and the present rates over them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NamedTuple, Self

from demerit.chance import PoissonTables, poisson_tables, probability
from demerit.chance.kinds import I32x2
from demerit.documents.remembering import remembered
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.scenario.rates import age_sex, entities, mean, points, product, status, top
from demerit.society.catalogue import Catalogue, Conduct
from demerit.society.propensities import CLASSES, kinds_table, propensity_table
from demerit.society.traits import FIFTHS


class Conducts(NamedTuple):
    """What people and organisations do."""

    poisson: Annotated[PoissonTables, "N = C"]  # a row a conduct: possible points per district and step
    point: Annotated[Keys, "C"]
    entity: Annotated[Ints, "C"]  # 0 person, 1 organisation
    propensity: Annotated[Ints, "C"]  # which row of `propensities`; F for none
    age_sex: Annotated[Rows, "C, 16"]  # Q30, present rate over ceiling by age band x sex (or by size)
    status: Annotated[Rows, "C, 201"]  # Q20, by (jobless x tier x fifth x residence), the last for nobody
    rate: Annotated[I32x2, "C, 3216"]  # Q30, the product of both by (status x 16 + age_sex)
    gravity: Annotated[Ints, "C"]  # 0 to 5, as the society has it
    protected: Annotated[Ints, "C"]  # 0 or 1
    unable: Annotated[Rows, "C, 5"]  # Q53, share of acts by people who cannot pay, by income fifth
    propensities: Annotated[
        Rows, "F, 4096"
    ]  # Q20; of one with kinds a row for each conduct that it differs in
    propensity_point: Annotated[Keys, "F"]  # rows of one propensity have the same

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return the part of the society that was drawn; the regime has no say in it."""
        return cls(*_conducts(draw.society, draw.days))


@remembered(32)
def _conducts(society: Catalogue, step_days: int) -> Conducts:
    """Lower the conducts of a society whose assumed values have been drawn."""
    acts = list(society.conducts.values())
    rows = _propensities(society)
    places = {row: place for place, row in enumerate(rows)}
    tops = [top(act, _spread(society, act)) for act in acts]
    by_age_sex, by_status = age_sex(acts, tops), status(acts)
    return Conducts(
        poisson=poisson_tables([mean(*held, step_days) for held in zip(acts, tops, strict=True)]),
        point=points("conduct", society.conducts),
        entity=entities(society.conducts),
        propensity=ints([places.get(_row(society, name), len(rows)) for name in society.conducts]),
        age_sex=by_age_sex,
        status=by_status,
        rate=product(by_age_sex, by_status),
        gravity=ints([act.gravity for act in acts]),
        protected=ints([int(act.protected is not None) for act in acts]),
        unable=ints([_unable(act) for act in acts]).reshape(-1, 5),
        propensities=ints(list(rows.values())).reshape(-1, CLASSES),
        propensity_point=points("propensity", [name for name, _ in rows]),
    )


def _spread(society: Catalogue, act: Conduct) -> Decimal | None:
    """Return the spread of the propensity of a conduct; None where it has none."""
    spread = society.propensities[act.propensity].spread if act.propensity else None
    return spread.value if spread is not None else None


def _row(society: Catalogue, name: str) -> tuple[str, str]:
    """Return which row of propensities a conduct has: the propensity, and itself where that has kinds."""
    propensity = society.conducts[name].propensity or ""
    kinds = propensity and society.propensities[propensity].kinds is not None
    return propensity, name if kinds else ""


def _propensities(society: Catalogue) -> dict[tuple[str, str], Ints]:
    """Return the factors of each row of propensities, in the order of their names."""
    rows: dict[tuple[str, str], Ints] = {}
    for name in sorted(society.propensities):
        propensity = society.propensities[name]
        if propensity.spread is not None:
            rows[name, ""] = propensity_table(propensity.spread.value)
            continue
        assert propensity.kinds is not None, "one of the two is given"
        for conduct, act in society.conducts.items():
            if act.propensity == name and act.by_kind is not None:
                factors = [act.by_kind[kind] for kind in propensity.kinds.names]
                rows[name, conduct] = kinds_table(propensity.kinds.values, factors)
    return rows


def _unable(conduct: Conduct) -> list[int]:
    """Return, as Q53, the share of the acts of each income fifth that are by people who cannot pay."""
    if conduct.unable is None:
        return [0] * len(FIFTHS)
    shares = conduct.unable.as_dict()
    return [probability(shares[name]) for name in FIFTHS]
