"""One regime asks for every concept of the language: each acts, both engines agree, comments are kept."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.concepts import ALL, REGIME, STEPS, WITHOUT, regime
from bench.proofs.keys.walk_of_keys import counted
from demerit.archive.schema import TABLES
from demerit.documents import dump, parse, read
from demerit.regime import loading
from demerit.regime.upgrading.carrying import carried
from tests import toy
from tests.property.comments import marks, sprinkled
from tests.property.reached import every_key, keys_of_regime
from tests.property.test_engines_agree import assert_equal

ELSEWHERE = {"protected_input", "sunset"}
"""Sections that would change what the others do: a use that must be owned up to, an end."""
UNCOUNTED = {"inputs", "left_out", "moments"}
"""Tables that repeat a file or other tables."""


def test_it_says_every_section_of_the_language() -> None:
    sections = {key.partition(".")[0] for key in every_key()} - ELSEWHERE
    assert sections == {key.partition(".")[0] for key in keys_of_regime(regime())} & sections


def test_each_table_of_a_run_counts_something() -> None:
    found = counted(toy.resolved(regime(), STEPS))
    assert {place.partition(".")[0] for place, rows in found.items() if rows} >= set(TABLES) - UNCOUNTED


def test_both_engines_agree() -> None:
    t = toy.tables(regime(), 20)
    slow = toy.empty(t)
    for _ in toy.walk(t, slow, slots=150):
        pass
    assert_equal(toy.compiled(t, slots=150), slow)


@pytest.mark.parametrize("without", [ALL, *WITHOUT])
def test_it_is_right_without_each_concept(without: str) -> None:
    """So that bench/concepts.py can measure each."""
    assert toy.tables(regime(without), 2)


def test_it_is_version_2_as_it_stands() -> None:
    document = read(REGIME)
    assert carried(document).document.text == document.text


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_wherever_comments_stand_they_survive_a_load_and_a_dump(data: st.DataObject) -> None:
    bare = read(REGIME).text
    text = data.draw(sprinkled(bare)).removeprefix("\ufeff")
    document = parse(text)
    assert dump(document) == text and marks(dump(carried(document).document)) == marks(text)
    assert loading.digest(loading.from_document(document)) == loading.digest(
        loading.from_document(parse(bare))
    )
