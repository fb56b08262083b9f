"""What is wrong with the values that a regime gives names, and with the places that use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from demerit.documents.reading import Where
from demerit.documents.stating import PROPOSAL
from demerit.errors import Complaint, nearest_name
from demerit.regime.axes import AXES_OF, CATEGORIES
from demerit.regime.by_axis import ByAxis, ShareOf

WORDS: Final = frozenset(
    {"assumed", "by", "defaults", "declared", "ever", "from", "is", "log", "of", "otherwise", "per", PROPOSAL}
    | {"share", *CATEGORIES}
    | {name for names in CATEGORIES.values() for name in names}
)
"""Words that mean something where the name of a value may stand, or beside it."""


def uses(sources: Mapping[str, Any]) -> Iterator[tuple[Where, ShareOf, str]]:
    """Yield every place of a regime's sources that uses a value by its name, with the source's entity."""
    for name, source in sources.items():
        given = [*((each.at, each.share) for each in source.covering), (("false_match",), source.false_match)]
        for at, value in given:
            if isinstance(value, ShareOf):
                yield ("sources", name, *at), value, source.entity
        for conduct, chance in source.sees.items():
            if isinstance(chance, ShareOf):
                yield ("sources", name, "sees", conduct), chance, source.entity


def value_complaints(values: Mapping[str, Any], sources: Mapping[str, Any]) -> Iterator[Complaint]:
    """Yield what is wrong with a form's values and its uses of them.

    Args:
        values: shares and tables by name.
        sources: of the same form.
    """
    for name in values:
        if name in WORDS:
            yield Complaint(
                f"{name!r} is a word of the language and no name of a value",
                found=name,
                allowed="any other name",
                at=("values", name),
                on_key=True,
                next_step="choose another name",
            )
    for place, used, entity in uses(sources):
        table = values.get(used.table)
        if table is None:
            yield Complaint(
                f"there is no value {used.table!r} in this regime",
                found=str(used),
                allowed=", ".join(values) or "this regime gives no value a name",
                nearest=nearest_name(used.table, values),
                at=place,
                next_step="declare it under `values`, or write a share, such as `5 %, from KEY`",
            )
        elif isinstance(table, ByAxis) and table.by not in AXES_OF[entity]:
            yield Complaint(
                f"this source reports on {entity}s, and they have no {table.by}: {used.table} is by it",
                found=str(used),
                allowed=", ".join(AXES_OF[entity]),
                at=place,
                next_step="use another value, or mend the source's `entity`",
            )
