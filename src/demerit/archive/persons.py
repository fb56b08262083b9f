"""What an invented person is called: `syn-` and twelve letters, which say where in the run they are found.

An id is a function of district, slot and occupant number and of nothing else, so it is the same in every draw
and under every regime, and whoever has one can be replayed. It reads as a label, not as a number of somebody:
groups of three letters (or digits from 2 to 9) with hyphens between, never nine digits in a row, no name. The
place is scrambled first, so that neighbours do not look alike; the last letter checks the others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from demerit.errors import WrongUse

PREFIX: Final = "syn"
ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""Base 32 without l, o, 0 and 1, which are read as each other."""

_SLOT_BITS, _NUMBER_BITS, _BITS = 13, 17, 55
_LETTERS = _BITS // 5
_MASK = (1 << _BITS) - 1
_TURN = 0x5DEECE66D1A2B5 | 1
_BACK = pow(_TURN, -1, 1 << _BITS)
_FORM = "syn-abc-def-ghj-kmn"


class Place(NamedTuple):
    """Where a person is: the district, the slot in it, and which of the slot's occupants."""

    district: int
    slot: int
    number: int


@lru_cache(1 << 16)
def person_id(district: int, slot: int, number: int) -> str:
    """Return the id of the occupant `number` of a slot of a district."""
    if not (0 <= slot < 1 << _SLOT_BITS and 0 <= number < 1 << _NUMBER_BITS and 0 <= district < 1 << 25):
        raise ValueError(f"no person has district {district}, slot {slot}, number {number}")
    packed = (district << _NUMBER_BITS | number) << _SLOT_BITS | slot
    turned = packed * _TURN & _MASK
    digits = [turned >> 5 * place & 31 for place in range(_LETTERS)]
    letters = "".join(ALPHABET[digit] for digit in (*digits, _check(digits)))
    return "-".join((PREFIX, *(letters[place : place + 3] for place in range(0, len(letters), 3))))


def place_of(person: str) -> Place:
    """Return where the person of an id is.

    Raises:
        WrongUse: it is no id, with what is wrong about it.
    """
    text = person.strip().lower()
    head, _, rest = text.partition("-")
    letters = rest.replace("-", "")
    if head != PREFIX:
        raise _wrong(person, f"an id begins with {PREFIX}-")
    odd = next((letter for letter in letters if letter not in ALPHABET), None)
    if odd is not None:
        raise _wrong(person, f"{odd!r} is not among the letters of an id ({ALPHABET})")
    if len(letters) != _LETTERS + 1:
        raise _wrong(person, f"an id has {_LETTERS + 1} letters after {PREFIX}-, this has {len(letters)}")
    digits = [ALPHABET.index(letter) for letter in letters]
    if digits.pop() != _check(digits):
        raise _wrong(person, "its last letter does not fit the others, so one of them is mistyped")
    packed = sum(digit << 5 * place for place, digit in enumerate(digits)) * _BACK & _MASK
    number = packed >> _SLOT_BITS & (1 << _NUMBER_BITS) - 1
    return Place(packed >> _SLOT_BITS + _NUMBER_BITS, packed & (1 << _SLOT_BITS) - 1, number)


def _check(digits: list[int]) -> int:
    """Return the digit that checks the others: odd weights, so that no single wrong letter passes."""
    return sum((2 * place + 1) * digit for place, digit in enumerate(digits)) % 32


def _wrong(person: str, why: str) -> WrongUse:
    return WrongUse(
        f"{person!r} is not the id of a person: {why}. Ids look like {_FORM}."
        " Next: `demerit explain RUN` lists people worth a look"
    )
