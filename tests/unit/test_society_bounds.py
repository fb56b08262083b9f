"""How small a society and its entries may be, and that a wrong file is told all that is wrong at once."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import demerit
from demerit import society
from demerit.documents import gallery
from demerit.errors import InvalidFile, Problem
from demerit.scenario.resolve import resolve

CITY = gallery.find("society", "city").read_text(encoding="utf-8")
SIZE = "200_000 people, from made-up"


def text_of_size(people: str) -> str:
    return CITY.replace(SIZE, f"{people} people, from made-up", 1)


def problems(tmp_path: Path, text: str) -> list[Problem]:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        society.load(path)
    return list(caught.value.problems)


@pytest.mark.parametrize("people", ["50_000", "80_000", "1_000_000", "60_000_000"])
def test_one_number_gives_the_city_another_size(tmp_path: Path, people: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text_of_size(people), encoding="utf-8")
    made, city = society.load(path), society.load("city")
    assert made.represents.value == Decimal(people)
    assert made.organisations.density(made.represents) == city.organisations.density(city.represents)


def test_a_society_of_fewer_than_fifty_thousand_is_refused(tmp_path: Path) -> None:
    found = problems(tmp_path, text_of_size("49_999"))
    assert (found[0].where, found[0].allowed) == ("represents", "at least 50,000 people")


def test_an_entry_of_fewer_than_a_thousand_is_refused_with_what_can_be_done(tmp_path: Path) -> None:
    text = CITY.replace("65-69: 5.25\n      70+: 8.25", "65-69: 5.25\n      70-84: 7.85\n      85+: 0.4", 1)
    (found,) = problems(tmp_path, text)
    assert found.where == "ages.bands.values.85+"
    assert found.message == "this entry stands for 800 of 200000 people, fewer than 1,000"
    assert found.next_step == (
        "join it with the band before, as in `80+`, or let it stand for 250,000 people or more"
    )


def test_what_a_message_asks_for_can_be_done(tmp_path: Path) -> None:
    """The size that each message names is enough, and one thousand people fewer are not."""
    text = CITY.replace("official: 2.5 %, assumed 1.5..4", "official: 0.13 %, assumed 0.1..0.2", 1)
    (found,) = problems(tmp_path, text)
    named = re.search(r"stand for ([\d,]+) people", found.next_step)
    assert found.where == "tiers.official" and named is not None
    enough = int(named[1].replace(",", ""))
    path = tmp_path / "enough.yaml"
    path.write_text(text.replace(SIZE, f"{enough} people, from made-up", 1), encoding="utf-8")
    assert society.load(path).represents.value == enough
    assert problems(tmp_path, text.replace(SIZE, f"{enough - 1000} people, from made-up", 1))


def test_sizes_of_organisations_may_be_few_because_they_are_nobody() -> None:
    city = society.load("city")
    large = city.organisations.sizes["large"] * city.organisations.density(city.represents)
    assert large * city.represents.value < 1_000


def test_a_copy_of_the_town_is_told_everything_in_the_first_pass(tmp_path: Path) -> None:
    """The size, every small entry and the flag at once; with the flag removed nothing new comes up."""
    town = gallery.find("society", "town").read_text(encoding="utf-8")
    town = town.replace("society: town", "society: mine", 1)
    first = problems(tmp_path, town)
    second = problems(tmp_path, town.replace("teaching: true\n", "", 1))
    assert {"teaching", "represents", "visitors.share"} <= {each.where for each in first}
    assert [each.where for each in second] == [each.where for each in first if each.where != "teaching"]
    assert [each.line for each in first] == sorted(each.line for each in first)


def test_a_wrong_value_hides_nothing_that_is_wrong_elsewhere(tmp_path: Path) -> None:
    """A value that cannot be read, an entry of too few, a low ceiling, a source that nobody declared."""
    text = text_of_size("50_000")
    for before, after in (
        ("  oldest: 94", "  oldest: old"),
        ("official: 2.5 %, assumed 1.5..4", "official: 0.5 %, assumed 0.1..4"),
        ("    ceiling: 192\n", "    ceiling: 3\n"),
        ("from: household-sizes", "from: household-size"),
        ("mean_size: 2.62,", "mean_size: 2.9,"),
    ):
        assert before in text, before
        text = text.replace(before, after, 1)
    assert [each.where for each in problems(tmp_path, text)] == [
        "ages.oldest",
        "households.sizes",
        "households.sizes",
        "tiers.official",
        "conducts.overdue-credit.ceiling",
    ]


def test_all_low_ceilings_are_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, re.sub(r"ceiling: \d+", "ceiling: 1", CITY))
    assert len(found) > 25
    assert all(each.where.endswith(".ceiling") for each in found)


@pytest.mark.parametrize("both", [True, False])
def test_organisations_are_counted_in_one_way(tmp_path: Path, both: bool) -> None:
    line = "  per_person: 0.071, assumed 0.064..0.08\n"
    number = "  number: 14_000 organisations, assumed 13_000..15_000\n"
    (found,) = problems(tmp_path, CITY.replace(line, line + number if both else "", 1))
    assert found.message == "organisations are counted by `number` or by `per_person`"
    assert found.found == ("both" if both else "neither")


def test_check_says_how_many_people_a_district_holds_and_how_many_fill_twenty() -> None:
    found = demerit.check("city", kind="society").as_dict()
    one, twenty = found["people_in_a_district"], found["people_in_twenty_districts"]
    assert 20 * one <= twenty < 20 * (one + 1)
    assert resolve("city", {"people": twenty}).districts == 20
    assert resolve("city", {"people": twenty + 2}).districts == 21
    assert resolve("city", {"people": one}).districts == 1
    plan = demerit.plan("city")
    assert (plan.people_in_a_district, plan.people_in_twenty_districts) == (one, twenty)
    assert plan.people == 200_000 and plan.districts == 85


def test_check_says_how_a_joined_band_is_spread() -> None:
    notes = {each.where: each.message for each in demerit.check("city", kind="society").notes}
    spread = {where for where, said in notes.items() if "bands of five years" in said}
    assert spread == {"ages.bands.values.70+", "visitors.ages.values.15-64"}
    assert "0.01 per person-year, assumed 0..0.03" in notes["ages.bands.values.70+"]
