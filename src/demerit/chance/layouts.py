"""Which words stand for a named tuple of arrays: an address and lengths for each, in order of fields.

The kinds come from the annotations: `I64x2` is a two-dimensional array of int64, `int` a whole number,
another named tuple a *part*, whose words stand in the same row. `Annotated[I64x2, "E, 2 L + 1"]` says a shape
in words: a letter is one length wherever it stands in the tuple and in its parts, `*` any length. A part with
lengths of its own says so, and which of them is which of the whole's: `Annotated[PoissonTables, "N = C"]`, or
"" where none is. Machine code reads what lies there, whatever it is, so lengths are looked at once, before
(`packing.pack`), and arrays can be made from them (`allocating.zeros`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints


class Cleared(NamedTuple):
    """In an annotation: what an array is set to before each use of the tuple; without it, it stays."""

    to: int


class Place(NamedTuple):
    """Where one field stands.

    Attributes:
        name: of the field.
        word: the first of its words.
        dtype: of an array's items; empty for all else.
        dimensions: of an array; 0 for all else.
        inner: the class of a part, or None.
        turned: whether compiled functions see the last two axes the other way round.
        shape: its lengths in words, one an axis; empty if none are declared.
        cleared: what it is set to before each use of the tuple, or None.
        lengths: of a part, its own letters by what they are in the whole; None if it shares the whole's.
    """

    name: str
    word: int
    dtype: str = ""
    dimensions: int = 0
    inner: Any = None
    turned: bool = False
    shape: tuple[str, ...] = ()
    cleared: int | None = None
    lengths: Mapping[str, str] | None = None

    @property
    def words(self) -> int:
        """How many words stand for it."""
        return words(self.inner) if self.inner is not None else 1 + self.dimensions


class Length(NamedTuple):
    """One length of a shape: `times` x the length `letter`, and `more`; the letter is empty for a number."""

    letter: str
    times: int
    more: int

    def of(self, lengths: Mapping[str, int]) -> int:
        """Return the length, where the letters have the given values; KeyError if one is missing."""
        return self.more + (self.times * lengths[self.letter] if self.letter else 0)


_LENGTH = re.compile(r"(?:(?P<times>\d+) )?(?P<letter>[A-Za-z]\w*)(?: \+ (?P<more>\d+))?|(?P<number>\d+)|\*")


@cache
def length_of(word: str) -> Length | None:
    """Return one length of a shape, or None for `*`."""
    match = _LENGTH.fullmatch(word)
    assert match is not None, word  # `layout` has looked
    if word == "*":
        return None
    if match["number"]:
        return Length("", 0, int(match["number"]))
    return Length(match["letter"], int(match["times"] or 1), int(match["more"] or 0))


@cache
def layout(kind: Any) -> tuple[Place, ...]:
    """Return the fields of a named tuple class.

    Raises:
        TypeError: a field is annotated as something else.
    """
    hints = get_type_hints(kind, include_extras=True)
    places: list[Place] = []
    for name in kind._fields:
        word = places[-1].word + places[-1].words if places else 0
        places.append(_place(kind, name, hints[name], word))
    return tuple(places)


def _place(kind: Any, name: str, hint: Any, word: int) -> Place:
    inside, *more = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if hasattr(inside, "_fields"):
        return Place(name, word, inner=inside, lengths=_own_lengths(*more) if more else None)
    if inside is int:
        return Place(name, word)
    if len(more) < 2:
        raise TypeError(
            f"{kind.__name__}.{name} is annotated {hint}, not as a packed array, an int or a named tuple"
        )
    dtype, dimensions, *more = more
    cleared = next((each.to for each in more if isinstance(each, Cleared)), None)
    written = [each for each in more if isinstance(each, str) and each != "turned"]
    shape = tuple(length for each in written for length in each.split(", "))
    if shape and (len(shape) != dimensions or not all(map(_LENGTH.fullmatch, shape))):
        raise TypeError(f"{kind.__name__}.{name}: {', '.join(shape)} is no shape of {dimensions} axes")
    return Place(name, word, dtype, dimensions, turned="turned" in more, shape=shape, cleared=cleared)


def _own_lengths(written: str) -> Mapping[str, str]:
    """Return the letters of a part by what they are in the whole, from words such as `N = C`."""
    return {own: whole for own, _, whole in (each.partition(" = ") for each in written.split(", ") if each)}


@cache
def words(kind: Any) -> int:
    """Return how many words stand for a named tuple class."""
    return sum(place.words for place in layout(kind))


def cleared(kind: Any, first: int = 0) -> Iterator[tuple[int, Place]]:
    """Yield the arrays of a named tuple class and of its parts that are cleared, with their first words."""
    for place in layout(kind):
        if place.inner is not None:
            yield from cleared(place.inner, first + place.word)
        elif place.cleared is not None:
            yield first + place.word, place


def _class(value: Any) -> Any:
    return type(value)


def arrays(value: Any) -> Iterator[tuple[Place, Any]]:
    """Yield every array of a named tuple and of its parts, with its place."""
    for place, inside in zip(layout(_class(value)), value, strict=True):
        if place.inner is not None:
            yield from arrays(inside)
        elif place.dimensions:
            yield place, inside


def misshapen(value: Any) -> list[str]:
    """Return, in words, which arrays of a named tuple do not have their declared shape; empty if all do."""
    wrong: list[str] = []
    _misshapen(value, {}, wrong, "")
    return wrong


_Known = dict[str, tuple[int, str]]


def _misshapen(columns: Any, known: _Known, wrong: list[str], path: str) -> None:
    """Look at one named tuple; `known` has the value of each letter so far, and where it was first found."""
    for place, inside in zip(layout(_class(columns)), columns, strict=True):
        name = path + place.name
        if place.inner is not None:
            if place.lengths is None:
                _misshapen(inside, known, wrong, f"{name}.")
                continue
            own: _Known = {mine: known[whole] for mine, whole in place.lengths.items() if whole in known}
            _misshapen(inside, own, wrong, f"{name}.")
            for mine, whole in place.lengths.items():
                if mine in own:
                    known.setdefault(whole, own[mine])
            continue
        for axis, word in enumerate(place.shape):
            length, found = length_of(word), inside.shape[axis]
            if length is None:
                continue
            value, whose = 0, "its declaration"
            if length.letter:
                first = (found - length.more) // length.times, name
                value, whose = known.setdefault(length.letter, first)
            due = length.of({length.letter: value})
            if found != due:
                wrong.append(f"{name} has {found} along axis {axis} ({word}), not the {due} of {whose}")
