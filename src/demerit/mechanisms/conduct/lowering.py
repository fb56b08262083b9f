"""M10, lowered: possible acts at the ceilings of a society, and the present rates over them."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from demerit.chance import PoissonTables, poisson_tables, probability
from demerit.chance.kinds import I32x2
from demerit.documents.remembering import remembered
from demerit.scenario.codes import Ints, Keys, Rows
from demerit.scenario.draw import Draw
from demerit.scenario.numbers import ints
from demerit.scenario.rates import age_sex, entities, mean, points, product, status, top
from demerit.society.catalogue import Catalogue, Conduct
from demerit.society.propensities import CLASSES, propensity_table
from demerit.society.traits import FIFTHS


class Conducts(NamedTuple):
    """What people and organisations do."""

    poisson: Annotated[PoissonTables, "N = C"]  # a row a conduct: possible points per district and step
    point: Annotated[Keys, "C"]
    entity: Annotated[Ints, "C"]  # 0 person, 1 organisation
    propensity: Annotated[Ints, "C"]  # which propensity; F for none
    age_sex: Annotated[Rows, "C, 16"]  # Q30, present rate over ceiling by age band x sex (or by size)
    status: Annotated[Rows, "C, 201"]  # Q20, by (jobless x tier x fifth x residence), the last for nobody
    rate: Annotated[I32x2, "C, 3216"]  # Q30, the product of both by (status x 16 + age_sex)
    gravity: Annotated[Ints, "C"]  # 0 to 5, as the society has it
    protected: Annotated[Ints, "C"]  # 0 or 1
    unable: Annotated[Rows, "C, 5"]  # Q53, share of acts by people who cannot pay, by income fifth
    propensities: Annotated[Rows, "F, 4096"]  # Q20
    propensity_point: Annotated[Keys, "F"]

    @classmethod
    def lowered(cls, draw: Draw) -> Self:
        """Return the part of the society that was drawn; the regime has no say in it."""
        return cls(*_conducts(draw.society, draw.days))


@remembered(32)
def _conducts(society: Catalogue, step_days: int) -> Conducts:
    """Lower the conducts of a society whose assumed values have been drawn."""
    propensities, acts = sorted(society.propensities), list(society.conducts.values())
    tables = [propensity_table(society.propensities[name].spread.value) for name in propensities]
    tops = [
        top(act, society.propensities[act.propensity].spread.value if act.propensity else None)
        for act in acts
    ]
    by_age_sex, by_status = age_sex(acts, tops), status(acts)
    return Conducts(
        poisson=poisson_tables([mean(*held, step_days) for held in zip(acts, tops, strict=True)]),
        point=points("conduct", society.conducts),
        entity=entities(society.conducts),
        propensity=ints(
            [propensities.index(act.propensity) if act.propensity else len(propensities) for act in acts]
        ),
        age_sex=by_age_sex,
        status=by_status,
        rate=product(by_age_sex, by_status),
        gravity=ints([act.gravity for act in acts]),
        protected=ints([int(act.protected is not None) for act in acts]),
        unable=ints([_unable(act) for act in acts]).reshape(-1, 5),
        propensities=ints(tables).reshape(-1, CLASSES),
        propensity_point=points("propensity", propensities),
    )


def _unable(conduct: Conduct) -> list[int]:
    """Return, as Q53, the share of the acts of each income fifth that are by people who cannot pay."""
    if conduct.unable is None:
        return [0] * len(FIFTHS)
    shares = conduct.unable.as_dict()
    return [probability(shares[name]) for name in FIFTHS]
