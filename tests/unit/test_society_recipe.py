"""What a society file may say: every refusal has its line, its reason and its next step."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from demerit import documents, society
from demerit.documents import gallery
from demerit.errors import InvalidFile, Problem, WrongUse
from demerit.society import traits
from demerit.society.fitting import NoFit, cumulative_q32, fit
from demerit.society.propensities import highest, propensity_table

TEXT = gallery.find("society", "large-country-2020").read_text(encoding="utf-8")


def edited(*changes: tuple[str, str]) -> str:
    text = TEXT
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def problems(tmp_path: Path, *changes: tuple[str, str]) -> list[Problem]:
    path = tmp_path / "mine.yaml"
    path.write_text(edited(*changes), encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        society.load(path)
    for problem in caught.value.problems:
        assert problem.line > 0
        assert problem.next_step
    return list(caught.value.problems)


def test_the_gallery_holds_the_large_country() -> None:
    recipe = society.load("large-country-2020")
    assert recipe.society == "large-country-2020"
    assert len(recipe.residence.regions.people) == 31
    assert recipe.represents.value == 1_411_780_000


def test_every_number_of_the_large_country_has_a_source_or_a_range() -> None:
    rows = documents.evidence(society.load("large-country-2020"))
    assert len(rows) > 150
    for row in rows:
        assert row.reference or row.range, row


def test_no_name_of_a_real_place_or_people_stands_in_the_society() -> None:
    recipe = society.load("large-country-2020")
    assert set(recipe.residence.regions.people.names) == set(traits.REGIONS[:31])
    assert set(recipe.groups.names) == {"group A", "group B"}


def test_about_four_acts_an_adult_and_year() -> None:
    conducts = society.load("large-country-2020").conducts.values()
    total = sum(conduct.rate.value for conduct in conducts if conduct.by == "person")
    assert 3 < total < 5


def test_every_published_share_is_marked_published_in_the_margins() -> None:
    rows = {(m.margin, m.category): m for m in society.margins(society.load("large-country-2020"))}
    assert rows["age, broad", "65+"].published
    assert rows["age, broad", "65+"].evidence == "V"
    assert rows["age", "65-69"].evidence == "M"
    assert rows["residence", "urban"].declared == Decimal("0.6389")
    assert not rows["income fifth, rural", "1"].published
    assert rows["income fifth, rural", "1"].evidence == "solved"
    assert rows["income fifth, urban", "5"].evidence == "solved"
    assert not rows["region", "region 01"].published


@pytest.mark.parametrize(
    ("before", "after", "where", "says", "allowed"),
    [
        ("region 07: ", "Shangdu: ", "residence.regions", "not a neutral name", "region 01 to region 31"),
        ("group A: 0.85", "Hui: 0.85", "groups", "not a neutral name", "group A to group B"),
        (
            "group B: 0.15",
            "group B: 0.1499995, group C: 0.0000005",
            "groups",
            "stands for 706",
            "at least 1,000 people",
        ),
        ("65-69: 5.25", "65-69: 6.25", "ages.bands", "sum to 1.01", None),
        ("65-69: 5.25", "65-69: 5.35", "ages.published[2].share", "published are 13.50 %", "0.05 points"),
        ('share: "18.70 %', 'share: "19.70 %', "ages.published[1].share", "sum to 18.70 %", "0.05 points"),
        ("mean_size: 2.62", "mean_size: 2.72", "households.sizes", "mean of 2.620", "0.02"),
        ("plots: {2: 3,", "plots: {2: 4,", "households.plots", "hold 66 slots", "64"),
        (
            "one-adult: {others: [single]}",
            "one-adult: {others: [singel]}",
            "households.types",
            "age shape",
            None,
        ),
        ("{one-adult: 0.55,", "{couple: 0.55,", "households.composition.1", "have 2 members", "one-adult"),
        ("    apart: 8 %, assumed 4..12", "    apart: 8 %, assumed 4..60", "child.apart", "half", "0..0.5"),
        ("oldest: 94", "oldest: 80", "ages.oldest", "86..110", "86..110"),
        (
            "away_rural: 8.8 %, assumed 5..13",
            "away_rural: 99 %, assumed 98..100",
            "away_rural",
            "no possible",
            None,
        ),
        ("39_251 yuan", "39_251 euro", "incomes.urban.mean", "is in euro per year", "yuan per year"),
        ("39_251 yuan", "39 yuan", "incomes.urban.mean", "lie in 100", "100..1000000"),
        (
            "assumed 0.462..0.5\n",
            "assumed 0.4..0.5\n",
            "incomes.gini",
            "leaves what is published",
            "0.462..0.61",
        ),
        (
            "0.465, from gini-2016, assumed 0.462..0.5",
            "0.605, from gini-2016",
            "incomes.gini",
            "nearest is 0.5",
            None,
        ),
        ("39_251 yuan", "19_251 yuan", "incomes.gini", "cannot have a mean so far", None),
        ("2.5, assumed 2..3.2", "1.5, assumed 1.1..3.2", "incomes.tail.exponent", "too heavy", "1.2"),
        (
            "volatility: 0.3, assumed 0.05..1.2",
            "volatility: 0.3, assumed 0.05..1.6",
            "incomes.volatility",
            "at most 1.5",
            None,
        ),
        ("60-64: 0.18, 65+: 0.04}", "60-64: 0.18}", "jobs.employed_male", "'65+' is missing", None),
        ("large: 800}", "large: 9000}", "jobs.staff", "at most 10,000", "at most 10000"),
        ("acquaintances: 4", "acquaintances: 40", "ties.acquaintances", "0 to 16", "0..16"),
        (
            "lost: 12 % per person-year, assumed 4..30 log",
            "lost: 12 % per household-year, assumed 4..30 log",
            "responses.work.lost",
            "this rate is per household, but jobs are persons'",
            "per person-year",
        ),
        (
            "lost_if_listed: 1.5, assumed 1..6 log",
            "lost_if_listed: 150, assumed 100..300 log",
            "responses.work.lost",
            "with its factors this could reach 360 a year",
            "at most 52 a year, once a week",
        ),
        (
            "found: 90 % per person-year, assumed 25..300 log",
            "found: 90 per person-year, assumed 50..150 log",
            "responses.work.found",
            "could reach 150 a year",
            "at most 52 a year",
        ),
        (
            "half_life: 26 weeks, assumed 4..208 log",
            "half_life: 26 weeks, assumed 0.1..52 log",
            "responses.deterrence.half_life",
            "what is forgotten within a day deters nobody",
            "at least 1 day",
        ),
        (
            "by_size: {values: {micro: 1, small: 1.2, medium: 1, large: 0.6}",
            "jobless: 2, assumed 1..3\n    by_size: {values: {micro: 1, small: 1.2, medium: 1, large: 0.6}",
            "jobless",
            "'jobless' does not fit what an organisation does",
            "none",
        ),
        (
            "jobless: 1.5, assumed 1..4 log",
            "jobless: 1.5, assumed 1..20 log",
            "conducts.judgment-default.ceiling",
            "above the ceiling",
            "at least",
        ),
        (
            "  volunteering:\n",
            "  volunteering:\n    amount: 5 dollars, from gini-2016\n",
            "conducts.volunteering.amount",
            "this amount is in dollars, the society counts in yuan",
            "yuan",
        ),
        (
            "  volunteering:\n",
            "  volunteering:\n    amount: 5 billion yuan, from gini-2016\n",
            "conducts.volunteering.amount",
            "an amount lies between 0 and 1,000,000,000",
            None,
        ),
    ],
)
def test_a_wrong_society_is_refused_where_it_is_wrong(
    tmp_path: Path, before: str, after: str, where: str, says: str, allowed: str | None
) -> None:
    found = problems(tmp_path, (before, after))
    match = [p for p in found if where in p.where and says in p.message]
    assert match, "\n".join(map(str, found))
    if allowed is not None:
        assert any(allowed in (p.allowed or "") for p in match), match


def test_where_nobody_loses_a_job_no_conduct_depends_on_it(tmp_path: Path) -> None:
    start = TEXT.index("\n  work:\n")
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT[:start] + TEXT[TEXT.index("\n  #", start) :], encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        society.load(path)
    first, *_ = caught.value.problems
    assert first.where == "conducts.judgment-default.jobless"
    assert first.message == "nobody in this society loses a job"
    assert first.next_step == "declare `responses: {work: ...}`, or remove it"


def test_a_three_way_table_is_refused(tmp_path: Path) -> None:
    (found,) = problems(
        tmp_path, ("groups: {values: {group A: 0.85,", "groups: {values: {group A: {male: 0.85},")
    )
    assert (found.where, found.message) == ("groups.values.group A", "an entry cannot be read")
    assert (found.found, found.next_step) == ("{'male': 0.85}", "write digits, such as 0.3")


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    found = problems(tmp_path, ("  dissolution: ", "  disolution: "))
    assert any(p.nearest == "dissolution" for p in found)


def test_a_low_ceiling_is_refused_with_the_lowest_that_holds(tmp_path: Path) -> None:
    start = TEXT.index("\n  volunteering:")
    line = TEXT[TEXT.index("    ceiling:", start) : TEXT.index("\n", TEXT.index("    ceiling:", start))]
    path = tmp_path / "mine.yaml"
    at = TEXT.index(line, start)
    path.write_text(TEXT[:at] + "    ceiling: 2" + TEXT[at + len(line) :], encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        society.load(path)
    (problem,) = caught.value.problems
    assert problem.where == "conducts.volunteering.ceiling"
    assert "above the ceiling" in problem.message
    needed = int((problem.allowed or "").removeprefix("at least "))
    path.write_text(TEXT[:at] + f"    ceiling: {needed}" + TEXT[at + len(line) :], encoding="utf-8")
    assert society.load(path).conducts["volunteering"].ceiling == needed


def test_only_the_packaged_teaching_societies_may_hold_small_entries(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    small = ("represents: 1411.78 million people", "teaching: true\nrepresents: 5000 people")
    path.write_text(
        edited(small, ("number: 100.24 million organisations", "number: 355 organisations")), encoding="utf-8"
    )
    with pytest.raises(InvalidFile, match="only the gallery's teaching societies"):
        society.load(path)
    copy = tmp_path / "society.yaml"
    copy.write_text(gallery.find("society", "town").read_text(encoding="utf-8"), encoding="utf-8")
    assert society.load(copy).teaching and society.load("town").teaching


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(WrongUse, match="Did you mean large-country-2020"):
        society.load("large-country-2002")


def test_every_draw_can_be_lowered() -> None:
    recipe = society.load("large-country-2020")
    for seed in range(4):
        for draw in range(16):
            tables = society.lower(documents.drawn(recipe, seed, draw, "society"), 7)
            assert 1000 < tables.occupants / 2**32 < 4096


def test_types_and_dimensions_are_those_of_every_society() -> None:
    recipe = society.load("large-country-2020")
    first = society.lower(recipe, 7)
    second = society.lower(documents.drawn(recipe, 1, 1, "society"), 1)
    for name, a, b in zip(first._fields, first, second, strict=True):
        if isinstance(a, np.ndarray):
            assert (a.dtype, a.ndim, a.flags.c_contiguous) == (b.dtype, b.ndim, b.flags.c_contiguous), name
        else:
            assert type(a) is type(b) is int, name


def test_fitted_ages_sum_to_the_declared_ones() -> None:
    ages = [0.2, 0.3, 0.5] + [0.0] * 15
    young, old = [1.0, 1.0, 0.0] + [0.0] * 15, [0.0, 1.0, 1.0] + [0.0] * 15
    fitted = fit([young, old], [0.8, 1.2], ages)
    for band in range(3):
        assert math.isclose(0.8 * fitted[0][band] + 1.2 * fitted[1][band], 2.0 * ages[band], rel_tol=1e-8)
    assert fitted[0][2] == 0.0


def test_ages_that_no_member_can_have_are_refused() -> None:
    with pytest.raises(NoFit, match="no kind of household member can be aged 5-9"):
        fit([[1.0] + [0.0] * 17], [1.0], [0.5, 0.5] + [0.0] * 16)
    with pytest.raises(NoFit, match="widen the age shapes"):
        fit([[1.0] + [0.0] * 17, [0.0, 1.0] + [0.0] * 16], [1.0, 1.0], [0.9, 0.1] + [0.0] * 16)


def test_cumulative_shares_run_from_nothing_to_everything() -> None:
    assert cumulative_q32([0.0, 0.25, 0.75, 0.0]) == [0, 0, 1 << 30, 1 << 32, 1 << 32]


@pytest.mark.parametrize("spread", ["0.2", "0.5", "1"])
def test_a_propensity_is_a_lognormal_factor_of_mean_one_flat_beyond_the_tails(spread: str) -> None:
    table = propensity_table(Decimal(spread)) / 2**20
    quantiles = norm.ppf((np.arange(4096) + 0.5) / 4096)
    expected = np.exp(float(spread) * np.clip(quantiles, -2.5, 2.5))
    assert np.allclose(table, expected / expected.mean(), rtol=1e-5, atol=2e-6)
    assert math.isclose(table.mean(), 1, abs_tol=1e-6)
    assert table.max() <= float(highest(Decimal(spread)))


def test_no_spread_means_that_all_are_alike() -> None:
    assert set(propensity_table(Decimal(0)).tolist()) == {1 << 20}


def test_a_society_written_out_in_plain_data_reads_back_as_the_same() -> None:
    recipe = society.load("large-country-2020")
    again = society.Recipe.model_validate(documents.plain(recipe))
    assert again == recipe
    assert documents.digest(again) == documents.digest(recipe)


def test_a_drawn_society_is_a_society() -> None:
    drawn = documents.drawn(society.load("large-country-2020"), 3, 2, "society")
    assert drawn.households.composition["1"] != society.load("large-country-2020").households.composition["1"]
    assert sum(drawn.groups.values) == pytest.approx(1)
