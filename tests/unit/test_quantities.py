"""Quantities: every written form means what it says, and every refusal tells what to do."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from demerit.errors import Complaint
from demerit.quantities import (
    DIMENSIONS,
    Calendar,
    Count,
    Duration,
    Factor,
    Factors,
    Money,
    Points,
    Quantity,
    Range,
    Rate,
    Rates,
    Share,
    Shares,
    ShareTable,
    add_term,
)


def test_percent_and_plain_share_are_one_value() -> None:
    assert Share.parse("0.3 %, from a") == Share.parse("0.003, from a")


@pytest.mark.parametrize(
    ("text", "per_year", "unit"),
    [
        ("0.3 % per person-year, from a", "0.003", "per person-year"),
        ("23.1 per 100000 person-years, from a", "0.000231", "per person-year"),
        ("1 per 1000 person-years, from a", "0.001", "per person-year"),
        ("2 acts per person-week, from a", "104.3550", "per person-year"),
        ("1 per week, from a", "52.1775", "per year"),
        ("1 per month, from a", "12", "per year"),
        ("1 per day, from a", "365.2425", "per year"),
        ("5 per organisation-year, from a", "5", "per organisation-year"),
    ],
)
def test_rates_are_stored_per_year(text: str, per_year: str, unit: str) -> None:
    rate = Rate.parse(text)
    assert rate.value == Decimal(per_year)
    assert rate.unit == unit


def test_rate_knows_whom_it_counts() -> None:
    assert Rate.parse("1 per organisation-year, from a").subject == "organisation"
    assert Rate.parse("1 per year, from a").subject == ""


def test_the_range_of_an_assumption_is_in_the_unit_of_the_value() -> None:
    rate = Rate.parse("0.3 % per person-year, assumed 0.1..0.6 log")
    assert rate.assumed == Range(Decimal("0.001"), Decimal("0.006"), log=True)


def test_a_range_as_value_is_its_middle_and_keeps_its_source() -> None:
    share = Share.parse("0.90..0.95, from interview")
    assert (share.value, share.reference) == (Decimal("0.925"), "interview")
    assert share.assumed == Range(Decimal("0.90"), Decimal("0.95"))


def test_value_may_have_both_a_source_and_a_range() -> None:
    share = Share.parse("0.2, from a, assumed 0.1..0.4")
    assert share.reference == "a"
    assert share.assumed is not None


def test_mapping_form_means_the_same_as_the_line() -> None:
    mapping = {"value": 0.3, "unit": "% per person-year", "assumed": [0.1, 0.6], "log": True}
    assert Rate.read(mapping) == Rate.parse("0.3 % per person-year, assumed 0.1..0.6 log")
    assert Rate.read({**mapping, "note": "why"}).note == "why"


def test_thousands_take_underscores_and_scales() -> None:
    assert Count.parse("1_411.78 million people, from a").value == 1_411_780_000
    assert Money.parse("28_228 yuan per year, from a").text == "28228 yuan per year"


@pytest.mark.parametrize("kind", DIMENSIONS)
def test_every_dimension_reads_its_own_example_and_its_own_text(kind: type[Quantity]) -> None:
    made = kind.parse(kind.example)
    assert kind.parse(str(made)) == made


@pytest.mark.parametrize(
    ("kind", "found", "message", "next_step"),
    [
        (Share, 0.3, "this number has no evidence", "from KEY"),
        (Share, "0.3", "this number has no evidence", "assumed LOW..HIGH"),
        (Share, "5, from a", "a share cannot be 5", "5 % is 0.05"),
        (Share, "0.5, assumed 0..2", "a share cannot be 2", "unit"),
        (Share, "a lot, from a", "this is not a share", "5 %"),
        (Share, None, "this is not a share", "5 %"),
        (Share, True, "this is not a share", "5 %"),
        (Share, "0.5, assumed", "an assumption needs its range", "LOW..HIGH"),
        (Share, "0.5, assumed 0.6..0.6", "the range 0.6..0.6 has no width", "LOW below HIGH"),
        (Share, "0.5, assumed 0.6..0.4", "the range 0.6..0.4 runs downwards", "LOW below HIGH"),
        (Share, "140 %, assumed 130..150 %", "a range has the unit of its value", "`assumed 130..150`"),
        (Share, "0.5, assumed 0.4..0.6, assumed 0.3..0.7", "`assumed LOW..HIGH` stands here a second", "one"),
        (Share, "0.5, from a, from b", "`from KEY` stands here a second time", "keep one of them"),
        (Share, f"1 x{' ' * 90_000}y", "this share has 90,004 signs", "comment"),
        (Rate, "5 per 0 person-years, from a", "a rate has no unit 'per 0 person-years'", "per person-year"),
        (Share, {"value": 0.5, "from": "a", "log": "no"}, "`log` is neither true nor false", "leave it out"),
        (Share, "0.5, assumed 0.6..0.7", "the value lies outside its own range", "widen"),
        (Share, "0.5, assumed 0..1 log", "a logarithmic range starts above 0", "raise LOW"),
        (Share, "0.5, form a", "neither `from KEY` nor", "references"),
        (Rate, "5 per parsec, from a", "a rate has no unit 'per parsec'", "per person-year"),
        (Rate, "5, from a", "this rate has no unit", "per person-year"),
        (Rate, "5 per cat-year, from a", "no unit 'per cat-year'", "per person-year"),
        (Duration, "2 yaers, from a", "no unit 'yaers'", "2 years"),
        (Duration, "-2 years, from a", "cannot be -2", "mend"),
        (Factor, "2 apples, from a", "no unit 'apples'", "1.5"),
        (Points, "2.5 points, from a", "whole number", "fraction"),
        (Points, "2, from a", "has no unit", "points"),
        (Count, "3 %, from a", "no unit '%'", "million"),
        (Money, "3, from a", "has no unit", "yuan"),
        (Money, "28,228 yuan, from a", "neither `from KEY` nor", "28_228"),
        (Share, {"valu": 0.3}, "no part 'valu'", "mend the name"),
        (Share, {"unit": "%"}, "has no `value`", "5 %"),
        (Share, {"value": "x", "from": "a"}, "the number cannot be read", "digits"),
        (Share, {"value": "inf", "from": "a"}, "out of all bounds", "finite"),
        (Share, {"value": 0.1, "assumed": 0.2}, "a range is a list of two numbers", "[LOW, HIGH]"),
        (Share, {"value": 0.1, "from": ["a"]}, "`from` names one reference", "key"),
    ],
)
def test_what_is_wrong_says_so_and_what_to_do(
    kind: type[Quantity], found: object, message: str, next_step: str
) -> None:
    with pytest.raises(Complaint) as error:
        kind.read(found)
    assert message in error.value.message
    assert next_step in error.value.next_step


def test_a_misspelt_unit_names_the_nearest() -> None:
    with pytest.raises(Complaint) as error:
        Duration.parse("2 yaers, from a")
    assert error.value.nearest == "years"
    assert error.value.allowed == "days, weeks, months, years"


def test_the_complaint_points_at_the_part_that_is_wrong() -> None:
    with pytest.raises(Complaint) as error:
        Share.parse("0.5, form a")
    assert error.value.offset == 5


def test_shares_sum_to_one_or_say_what_they_sum_to() -> None:
    assert Shares.read({"values": {"u": 0.4, "v": 0.6}, "from": "a"})["u"] == Decimal("0.4")
    assert Shares.read({"values": [40, 60], "unit": "%", "assumed": 0.2}).values[0] == Decimal("0.4")
    with pytest.raises(Complaint, match="sum to 1.2, not to 1"):
        Shares.read({"values": [0.5, 0.7], "from": "a"})


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ([0.5, 0.5], "is written with `values`"),
        ({"values": [0.5, 0.5]}, "has no evidence"),
        ({"values": [], "from": "a"}, "a list or a mapping of numbers"),
        ({"values": [0.5, "x"], "from": "a"}, "an entry cannot be read"),
        ({"values": [0.5, 2], "from": "a"}, "a share cannot be 2"),
        ({"values": [0.5, 0.5], "from": 3}, "`from` names one reference"),
        ({"values": [0.5, 0.5], "assumed": 20}, "relative spread"),
        ({"values": [0.5, 0.5], "form": "a"}, "no part 'form'"),
    ],
)
def test_a_wrong_table_says_so(found: object, message: str) -> None:
    with pytest.raises(Complaint) as error:
        Shares.read(found)
    assert message in error.value.message


def test_tables_of_other_dimensions_need_not_sum() -> None:
    assert Factors.read({"values": {"1": 2, "2": 0.5}, "assumed": 0.3})["1"] == 2
    assert ShareTable.read({"values": {"a": 0.9, "b": 0.8}, "from": "k"}).as_dict()["b"] == Decimal("0.8")
    assert Rates.read({"values": [1], "unit": "per 1000 person-years", "from": "k"})[0] == Decimal("0.001")


def test_a_table_reads_its_own_plain_form() -> None:
    table = Rates.read({"values": {"a": 1}, "unit": "% per person-year", "assumed": 0.2, "note": "n"})
    assert Rates.read(table.plain()) == table


@pytest.mark.parametrize(
    ("begins", "amount", "unit", "ends"),
    [
        ("2015-01-31", "1", "months", "2015-02-28"),
        ("2016-02-29", "1", "years", "2017-02-28"),
        ("2014-12-15", "14", "months", "2016-02-15"),
        ("2014-01-06", "2", "weeks", "2014-01-20"),
        ("2014-01-06", "1.5", "weeks", "2014-01-17"),
        ("2014-01-01", "1.5", "months", "2014-02-16"),
        ("2014-01-06", "100000", "years", "9999-12-31"),
    ],
)
def test_terms_are_counted_by_the_calendar(begins: str, amount: str, unit: str, ends: str) -> None:
    assert add_term(dt.date.fromisoformat(begins), Decimal(amount), unit) == dt.date.fromisoformat(ends)


def test_a_duration_ends_by_the_calendar() -> None:
    assert Duration.parse("2 years, from a").after(dt.date(2016, 2, 29)) == dt.date(2018, 2, 28)
    assert Duration.parse("1 year, from a").days == Decimal("365.2425")


def test_steps_cover_six_years_of_weeks() -> None:
    weeks = Calendar(dt.date(2014, 1, 6), dt.date(2020, 1, 6))
    assert weeks.steps == 313
    assert weeks.date(0) == dt.date(2014, 1, 6)
    assert weeks.first_step_on_or_after(dt.date(2014, 1, 6)) == 0
    assert weeks.first_step_on_or_after(dt.date(2014, 1, 7)) == 1
    assert weeks.first_step_on_or_after(dt.date(2013, 1, 1)) == 0
    assert (weeks.year(52), weeks.quarter(0), weeks.quarter(26)) == (2015, "2014-Q1", "2014-Q3")


def test_a_term_falls_due_at_the_first_step_on_or_after_its_date() -> None:
    weeks = Calendar(dt.date(2014, 1, 6), dt.date(2020, 1, 6))
    due = weeks.due(0, Decimal(2), "years")
    assert weeks.date(due - 1) < dt.date(2016, 1, 6) <= weeks.date(due)


def test_a_calendar_without_a_step_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Calendar(dt.date(2014, 1, 6), dt.date(2014, 1, 6))
    with pytest.raises(ValueError, match="at least one day"):
        Calendar(dt.date(2014, 1, 6), dt.date(2015, 1, 6), 0)
