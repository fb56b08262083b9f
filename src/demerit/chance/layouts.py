"""Which words stand for a named tuple of arrays: an address and lengths for each, in order of fields.

The kinds come from the annotations: `I64x2` is a two-dimensional array of int64, `int` a whole number,
another named tuple the address of its own words.
"""

from __future__ import annotations

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
    """

    name: str
    word: int
    dtype: str = ""
    dimensions: int = 0
    inner: Any = None
    turned: bool = False


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
            _, dtype, dimensions, *turned = get_args(hint)
            places.append(Place(name, word, dtype, dimensions, turned=bool(turned)))
            word += 1 + dimensions
        elif hint is int or hasattr(hint, "_fields"):
            places.append(Place(name, word, inner=None if hint is int else hint))
            word += 1
        else:
            raise TypeError(
                f"{kind.__name__}.{name} is annotated {hint}, not as a packed array, an int or a named tuple"
            )
    return tuple(places)
