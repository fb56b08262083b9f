"""`values`: shares that a regime gives a name, one or by an axis, and what they are where they are used.

A name stands for what it says, once: an assumed share that seven sources use has one value in a draw, not
seven. So names stay in a regime while a draw is taken, and only then become the shares that they stand for.
"""

from __future__ import annotations

from demerit.quantities import Share
from demerit.regime.by_axis import ShareOf, SharesBy
from demerit.regime.model import Regime
from demerit.regime.parts import Source


def resolved(form: Regime) -> Regime:
    """Return a form with the shares themselves where it uses a name of a value.

    Args:
        form: one dated form, as written or with the values of a draw.
    """
    if not form.values:
        return form

    def meant(given: Share | SharesBy | ShareOf | None) -> Share | SharesBy | None:
        if not isinstance(given, ShareOf):
            return given
        table = form.values[given.table]
        if not isinstance(table, SharesBy):
            return given * table
        shares = {name: given * share for name, share in table.values.items()}
        rest = None if table.otherwise is None else given * table.otherwise
        return table.model_copy(update={"values": shares, "otherwise": rest})

    def whole(source: Source) -> Source:
        return source.model_copy(
            update={
                "coverage": [case.model_copy(update={"share": meant(case.share)}) for case in source.coverage]
                if isinstance(source.coverage, list)
                else meant(source.coverage),
                "false_match": meant(source.false_match),
                "sees": {conduct: meant(chance) for conduct, chance in source.sees.items()},
            }
        )

    return form.model_copy(update={"sources": {name: whole(source) for name, source in form.sources.items()}})
