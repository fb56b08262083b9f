"""Directions that assumed ranges put in: found from the ranges, in words, on the page and by check."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import get_args

import pytest

import demerit
from demerit import society
from demerit.documents.directions import Sides, of_number, of_pair, of_table
from demerit.documents.walking import fields_of
from demerit.quantities import Factor, Factors, Share
from demerit.regime import loading
from demerit.regime.directions import directions as regime_directions
from demerit.society.directions import ANSWERS, directions
from demerit.society.responses import Consent, Deterrence, GeneralDeterrence, Payment, Responses, Work

SIDES = Sides(Decimal(1), "more", "less")


@pytest.mark.parametrize(
    ("written", "says", "always"),
    [
        ("1.5, assumed 1.2..2", "more", True),
        ("1.5, assumed 1..2", "more", False),
        ("0.5, assumed 0.2..0.9", "less", True),
        ("0.5, assumed 0.2..1", "less", False),
        ("1.5, assumed 0.9..2", None, None),
        ("1.5, from study", None, None),
        ("1.5, from study, assumed 1.2..2", None, None),
    ],
)
def test_a_range_on_one_side_of_no_effect_puts_a_direction_in(
    written: str, says: str | None, always: bool | None
) -> None:
    found = of_number("a.b", Factor.parse(written), SIDES)
    assert (found and found.says, found and found.always) == (says, always)


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ("0.9, assumed 0.8..1", "0.5, assumed 0.2..0.7", "first"),
        ("0.5, assumed 0.2..0.7", "0.9, from study", "second"),
        ("0.9, assumed 0.6..1", "0.5, assumed 0.2..0.7", None),
        ("0.9, from study", "0.5, from study", None),
    ],
)
def test_two_ranges_that_do_not_meet_put_an_order_in(first: str, second: str, says: str | None) -> None:
    found = of_pair(("a", "b"), (Share.parse(first), Share.parse(second)), ("first", "second"))
    assert (found and found.says) == says


@pytest.mark.parametrize(
    ("values", "spread", "order"),
    [
        ({"male": 1.4, "female": 0.6}, "0.5", ("male", "female")),
        ({"male": 1.2, "female": 0.8}, "0.5", None),
        ({"young": 0, "old": 1.2, "grown": 1}, "0.5", None),
        ({"young": 0, "old": 1.2}, "0.1", None),
    ],
)
def test_a_table_whose_order_no_draw_reverses_puts_it_in(
    values: dict[str, float], spread: str, order: tuple[str, str] | None
) -> None:
    """1.4 / 1.5 is above 0.6 x 1.5, and 1.2 / 1.5 below 0.8 x 1.5; what is 0 does nothing in any draw."""
    assert of_table(Factors.read({"values": values, "assumed": spread})) == order


def test_every_number_of_how_people_answer_is_known_to_have_a_direction_or_none() -> None:
    """A new key of `responses` has to say what it means on either side, or that it says none."""
    parts = (Payment, Work, Deterrence, GeneralDeterrence, Consent)
    annotated = {
        kind
        for field in Responses.model_fields.values()
        for kind in (field.annotation, *get_args(field.annotation))
    }
    assert set(parts) <= annotated and set(Responses.model_fields) - {"obeys", "offers"} == {
        "payment",
        "work",
        "deterrence",
        "general_deterrence",
        "consent",
    }
    assert set(ANSWERS) == {(part, name) for part in parts for name in part.model_fields}


def test_no_packaged_range_puts_in_that_a_listing_makes_people_pay() -> None:
    said = {place.split()[0] for each in directions(society.load("city")) for place in each.places}
    assert "responses.work.lost_if_listed" in said
    assert "responses.payment.listed" not in said


def test_a_narrower_range_is_listed_and_a_wider_one_is_not() -> None:
    recipe = society.load("large-country-2020")
    narrow = Factor.parse("1.5, assumed 1.2..2.5")
    payment = recipe.responses.payment.model_copy(update={"listed": narrow})
    changed = recipe.model_copy(
        update={"responses": recipe.responses.model_copy(update={"payment": payment})}
    )
    new = set(map(str, directions(changed))) - set(map(str, directions(recipe)))
    assert new == {"whoever is listed pays sooner (in every draw): responses.payment.listed 1.2..2.5"}


def test_a_regime_lists_its_own_and_check_lists_all_of_a_scenario() -> None:
    (stricter,) = regime_directions(loading.load("interview-2019"))
    assert stricter.says == (
        "records bring more points where `tier in {official, owner}` holds than elsewhere"
    )
    assert not stricter.always and stricter.places == ("weights[0].adverse 1..3 log",)
    told = demerit.check("interview-2019", kind="scenario").as_dict()["directions_put_in"]
    assert sum(line.startswith("regime: ") for line in told) == 1
    assert sum(line.startswith("society: ") for line in told) == len(
        directions(society.load("large-country-2020"))
    )


def test_what_is_listed_stands_on_the_page_beside_the_inputs() -> None:
    from demerit.report.inputs import from_evidence

    recipe = society.load("town")
    found = from_evidence("society", recipe.society, [], directions(recipe))
    assert dataclasses.astuple(found)[-1] == tuple(map(tuple, directions(recipe)))
    assert [each for _, each, _ in fields_of(recipe.responses)] == [
        "payment",
        "work",
        "deterrence",
        "general_deterrence",
        "offers",
        "consent",
        "obeys",
    ]
