"""Which words stand for a named tuple of arrays: an address and lengths for each, in order of fields.

The kinds come from the annotations: `I64x2` is a two-dimensional array of int64, `int` a whole number,
another named tuple the address of its own words. `Annotated[I64x2, "E, C + 1"]` says its shape in words:
a letter is one length wherever it stands in the tuple, `*` any length. Machine code reads what lies there,
whatever it is, so lengths are looked at once, before (`packing.pack`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints


class Place(NamedTuple):
    """Where one field stands.

    Attributes:
        name: of the field.
        word: the first of its words.
        dtype: of an array's items; empty for all else.
        dimensions: of an array; 0 for all else.
        inner: the class of an inner named tuple, or None.
        turned: whether compiled functions see the last two axes the other way round.
        shape: its lengths in words, one an axis; empty if none are declared.
    """

    name: str
    word: int
    dtype: str = ""
    dimensions: int = 0
    inner: Any = None
    turned: bool = False
    shape: tuple[str, ...] = ()


_LENGTH = re.compile(r"(?P<letter>[A-Za-z]\w*)?(?:(?:^| \+ )(?P<more>\d+))?|\*")


@cache
def layout(kind: Any) -> tuple[Place, ...]:
    """Return the fields of a named tuple class.

    Raises:
        TypeError: a field is annotated as something else.
    """
    hints = get_type_hints(kind, include_extras=True)
    places: list[Place] = []
    word = 0
    for name in kind._fields:
        hint = hints[name]
        if get_origin(hint) is Annotated:
            _, dtype, dimensions, *more = get_args(hint)
            shape = tuple(", ".join(each for each in more if each != "turned").split(", ")) if more else ()
            shape = () if shape == ("",) else shape
            if shape and (len(shape) != dimensions or not all(map(_LENGTH.fullmatch, shape))):
                raise TypeError(
                    f"{kind.__name__}.{name}: {', '.join(shape)} is no shape of {dimensions} axes"
                )
            places.append(Place(name, word, dtype, dimensions, turned="turned" in more, shape=shape))
            word += 1 + dimensions
        elif hint is int or hasattr(hint, "_fields"):
            places.append(Place(name, word, inner=None if hint is int else hint))
            word += 1
        else:
            raise TypeError(
                f"{kind.__name__}.{name} is annotated {hint}, not as a packed array, an int or a named tuple"
            )
    return tuple(places)


def misshapen(kind: Any, lengths: Iterable[tuple[str, tuple[int, ...]]]) -> list[str]:
    """Return what of a named tuple's arrays is not of its declared shape, in words; nothing if all are.

    Args:
        kind: its class.
        lengths: name and shape of each array of it, as compiled functions see them.
    """
    declared = {place.name: place.shape for place in layout(kind)}
    known: dict[str, tuple[int, str]] = {}
    wrong = []
    for name, shape in lengths:
        for axis, (word, found) in enumerate(zip(declared[name], shape, strict=False)):
            match = _LENGTH.fullmatch(word)
            if match is None or word == "*":
                continue
            letter, more = match["letter"], int(match["more"] or 0)
            if letter is None:
                due, whose = more, "its declaration"
            else:
                due, whose = known.setdefault(letter, (found - more, name))
                due += more
            if found != due:
                wrong.append(f"{name} has {found} along axis {axis} ({word}), not the {due} of {whose}")
    return wrong
