"""Ids of invented people: a function of where they are, told apart from mistyped ones with a reason."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.archive.persons import ALPHABET, Place, person_id, place_of
from demerit.errors import WrongUse

places = st.builds(Place, st.integers(0, 700_000), st.integers(0, 4351), st.integers(0, 100_000))


@given(place=places)
def test_an_id_says_where_its_person_is_and_is_no_number(place: Place) -> None:
    person = person_id(*place)
    assert place_of(person) == place == place_of(person.upper())
    assert re.fullmatch(r"syn(-[a-z2-9]{3}){4}", person)
    assert not re.search(r"\d{9}", person.replace("-", " "))


@given(place=places, at=st.integers(0, 11), other=st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_noticed(place: Place, at: int, other: str) -> None:
    letters = list(person_id(*place))
    spot = [n for n, letter in enumerate(letters) if letter != "-" and n > 3][at]
    if letters[spot] == other:
        return
    letters[spot] = other
    with pytest.raises(WrongUse, match="its last letter does not fit the others, so one of them is mistyped"):
        place_of("".join(letters))


def test_neighbours_do_not_look_alike() -> None:
    ids = [person_id(0, slot, 0) for slot in range(4096)]
    assert len({one[:7] for one in ids}) > 2000


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("abc-def", "an id begins with syn-"),
        ("syn-abc-d1f-ghj-kmn", "'1' is not among the letters of an id"),
        ("syn-abc-def-ghj", "an id has 12 letters after syn-, this has 9"),
        ("somebody", "an id begins with syn-"),
    ],
)
def test_what_is_no_id_is_refused_with_a_reason_and_the_next_step(text: str, why: str) -> None:
    with pytest.raises(WrongUse) as refused:
        place_of(text)
    message = str(refused.value)
    assert message.startswith(f"{text!r} is not the id of a person: {why}")
    assert message.endswith("Next: `demerit explain RUN` lists people worth a look")


def test_a_place_that_no_run_has_makes_no_id() -> None:
    with pytest.raises(ValueError, match="no person has district 0, slot 9000, number 0"):
        person_id(0, 9000, 0)
