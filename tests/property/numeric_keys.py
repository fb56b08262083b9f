"""Every numeric key of a kind of file, found in its models, and every number of a document with its place.

A pattern is a path with `*` for a name or a position. The language decides what a number is: a whole number,
a quantity (`0.3 % per year, from KEY`), an entry of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from demerit.documents.models import ReferenceEntry
from demerit.quantities import Quantity, Table
from demerit.quantities.numerals import NUMBER
from demerit.regime.declaring import DECLARED
from demerit.regime.model import Amendment
from demerit.regime.not_modelled import NotModelled
from demerit.regime.upgrading.words import declared_words

Pattern = tuple[str, ...]
_LEFT_OUT = (ReferenceEntry, Amendment, NotModelled)
"""Parts without numbers of their own; an amendment's are those of the regime that it changes."""
_QUANTITY = re.compile(
    rf"^(?P<before>\s*(?:every )?)(?P<number>{NUMBER})(?:\s*\.\.\s*{NUMBER})?(?P<unit>[^,]*),"
)


def patterns(model: type[BaseModel]) -> set[Pattern]:
    """Return the pattern of every numeric key of a model, but for the version of the language.

    All relations of a spill-over have the same keys.
    """
    found = set(_of(model, ())) - {("demerit",)}
    return {("spillover", "*", *each[2:]) if each[0] == "spillover" else each for each in found}


def _of(kind: Any, at: Pattern) -> Iterator[Pattern]:
    origin, arguments = get_origin(kind), get_args(kind)
    if hasattr(kind, "__metadata__"):
        yield from _of(arguments[0], at)
    elif origin is dict:
        yield from _of(arguments[1], (*at, "*"))
    elif origin is list:
        yield from _of(arguments[0], (*at, "*"))
    elif origin is tuple:
        for each in set(arguments) - {Ellipsis}:
            yield from _of(each, (*at, "*"))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        if kind not in _LEFT_OUT:
            words = declared_words(kind)
            for name, field in kind.model_fields.items():
                key = field.alias or name
                yield from _of(field.annotation, (*at, *([DECLARED] if key in words else []), key))
    elif isinstance(kind, type) and issubclass(kind, Table):
        yield (*at, "values", "*")
        yield (*at, "assumed")
    elif isinstance(kind, type):
        if issubclass(kind, Quantity) or (issubclass(kind, int) and not issubclass(kind, bool)):
            yield at
    else:
        for each in arguments:
            yield from _of(each, at)


def numbers(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every number of a document with its path: whole numbers, decimals, texts of quantities."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from numbers(value, (*at, name))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from numbers(value, (*at, place))
    elif isinstance(data, bool) or at == ("demerit",):
        return
    elif isinstance(data, (int, float)) or (isinstance(data, str) and _QUANTITY.match(data)):
        yield at, data


def instead(found: Any, number: str) -> Any:
    """Return what stands in a file where `number` stands for the number of `found`: unit and source stay."""
    if isinstance(found, str):
        match = _QUANTITY.match(found)
        assert match is not None
        return f"{match['before']}{number}{match['unit']}, from made"
    return int(number) if re.fullmatch("[-+]?[0-9]+", number) else float(number)


def fits(path: tuple[str | int, ...], pattern: Pattern) -> bool:
    """Return whether a path is one of a pattern's."""
    return len(path) == len(pattern) and all(
        want in ("*", str(part)) for part, want in zip(path, pattern, strict=True)
    )
