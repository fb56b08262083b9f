"""Named tuples of arrays, made of the shapes that their annotations declare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import numpy as np

from demerit.chance.layouts import arrays, layout, length_of
from demerit.chance.packing import turned

_T = TypeVar("_T", bound=tuple[Any, ...])


def zeros(kind: type[_T], lengths: Mapping[str, int]) -> _T:
    """Return a named tuple of class `kind`, and its parts, with zeros of the declared shapes.

    Args:
        kind: the class.
        lengths: what each letter of its shapes is.

    Raises:
        KeyError: a letter has no length.
        TypeError: a field is no array, or declares no shape.
    """
    made: list[Any] = []
    for place in layout(kind):
        if place.inner is not None:
            own = {mine: lengths[whole] for mine, whole in (place.lengths or {}).items()}
            made.append(zeros(place.inner, lengths if place.lengths is None else own))
            continue
        due = [length_of(word) for word in place.shape]
        if not place.dimensions or not due or None in due:
            raise TypeError(f"{kind.__name__}.{place.name} declares no shape to be made of")
        shape = [length.of(lengths) for length in due if length is not None]
        made.append(turned(*shape) if place.turned else np.zeros(shape, place.dtype))
    return kind(*made)


def every_array(value: Any) -> Iterable[Any]:
    """Return every array of a named tuple and of its parts."""
    return [array for _, array in arrays(value)]
