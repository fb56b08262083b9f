"""Bands of ages that a table joins: which there are, and how their people are spread."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from demerit import documents, society
from demerit.documents import gallery
from demerit.errors import InvalidFile, Problem
from demerit.society import bands, splitting, traits

CITY = gallery.find("society", "city").read_text(encoding="utf-8")


def written(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = CITY
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[Problem]:
    with pytest.raises(InvalidFile) as caught:
        society.load(path)
    return list(caught.value.problems)


@pytest.mark.parametrize(
    ("name", "joins"),
    [
        ("0-4", (0, 1)),
        ("0-14", (0, 3)),
        ("15-64", (3, 13)),
        ("80-84", (16, 17)),
        ("85+", (17, 18)),
        ("70+", (14, 18)),
        ("0+", (0, 18)),
    ],
)
def test_a_band_joins_bands_of_five_years(name: str, joins: tuple[int, int]) -> None:
    assert bands.span(name) == range(*joins)


@pytest.mark.parametrize(
    "name", ["0-3", "3-14", "90+", "85-89", "20-19", "70", "70-", "+", "0-200", "007+", "a"]
)
def test_what_does_not_begin_and_end_where_five_years_do_is_no_band(name: str) -> None:
    assert bands.span(name) is None


def test_a_joined_band_is_spread_as_in_a_stable_population() -> None:
    """An independent calculation, day by day: exp(-r a) times who lives to a, at the file's own rates."""
    recipe = society.load("city")
    growth = float(recipe.ages.growth.value) if recipe.ages.growth else math.nan
    days = np.arange(0, recipe.ages.oldest * 365) / 365
    people = np.zeros(len(days))
    for table, born in (
        (recipe.demography.deaths_male, float(recipe.sexes.male_at_birth.value)),
        (recipe.demography.deaths_female, 1 - float(recipe.sexes.male_at_birth.value)),
    ):
        rate = np.array([float(table[name]) for name in traits.FIVE_YEAR_BANDS])
        band = np.minimum(days // 5, 17).astype(int)
        lived = np.exp(-np.cumsum(rate[band]) / 365)
        people += born * lived * np.exp(-growth * days)
    held = np.bincount(np.minimum(days // 5, 17).astype(int), people)
    expected = held[14:] / held[14:].sum() * float(recipe.ages.bands["70+"])
    found = [float(share) for share in splitting.five_year_ages(recipe)]
    assert found[14:] == pytest.approx(list(expected), rel=2e-4)
    assert sum(found[14:]) == pytest.approx(float(recipe.ages.bands["70+"]))
    assert found[:14] == [float(share) for share in recipe.ages.bands.values[:14]]


def test_each_draw_spreads_a_joined_band_by_its_own_growth() -> None:
    recipe = society.load("city")
    old = {
        tuple(splitting.five_year_ages(documents.drawn(recipe, 1, draw, "society"))[14:]) for draw in range(4)
    }
    assert len(old) == 4


def test_a_rate_of_a_joined_band_holds_for_each_of_its_parts(tmp_path: Path) -> None:
    """The same people to the bit, whether equal rates are written apart or joined."""
    apart = written(tmp_path, ("0-4: 1.6, 5-9: 0.3, 10-14: 0.3", "0-4: 1.6, 5-9: 0.3, 10-14: 0.3"))
    one = society.lower(society.load(apart), 7)
    joined = written(tmp_path, ("0-4: 1.6, 5-9: 0.3, 10-14: 0.3", "0-4: 1.6, 5-14: 0.3"))
    other = society.lower(society.load(joined), 7)
    for name, a, b in zip(one._fields, one, other, strict=True):
        assert np.array_equal(a, b), name


@pytest.mark.parametrize(
    ("before", "after", "where", "says"),
    [
        (
            "70+: 8.25",
            "70-79: 5.74\n      75+: 2.51",
            "ages.bands.values.75+",
            "the bands 70-79 and 75+ overlap",
        ),
        ("70+: 8.25", "75+: 8.25", "ages.bands.values", "the ages 70-74 are in no band"),
        ("70+: 8.25", "71+: 8.25", "ages.bands.values.71+", "there is no band of ages '71+'"),
        ("15-19: 7,", "10-19: 7,", "demography.births.values.10-19", "the ages 10-14 have no place here"),
        (
            "60-64: 5.20\n      65-69: 5.25\n",
            "60-69: 10.45\n",
            "ages.published[2]",
            "the band 60-69 lies on both sides of this share's ages",
        ),
        (
            "  growth: 1 % per person-year, assumed 0..3\n",
            "",
            "ages.bands.values.70+",
            "the band 70+ joins bands of five years, and nothing says how its people are spread",
        ),
    ],
)
def test_a_wrong_band_is_refused_where_it_stands(
    tmp_path: Path, before: str, after: str, where: str, says: str
) -> None:
    found = [each for each in problems(written(tmp_path, (before, after))) if each.where == where]
    assert [each.message for each in found] == [says]
    assert found[0].line > 0 and found[0].next_step


def test_growth_that_splits_nothing_is_refused(tmp_path: Path) -> None:
    large = gallery.find("society", "large-country-2020").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    text = large.replace("  oldest: 94\n", "  growth: 1 % per person-year, assumed 0..3\n  oldest: 94\n", 1)
    path.write_text(text, encoding="utf-8")
    (found,) = problems(path)
    assert (found.where, found.next_step) == ("ages.growth", "remove it")


def test_shares_of_single_bands_are_left_as_they_are() -> None:
    table = society.load("large-country-2020").ages.bands
    assert bands.shares(table, None) == list(table.values)
    assert sum(bands.shares(table, None), Decimal(0)) == sum(table.values, Decimal(0))
