"""Periods with a name: which days and steps lie in them."""

from __future__ import annotations

import datetime as dt

import pytest

from demerit.errors import Complaint
from demerit.quantities import Calendar
from demerit.regime.periods import Days, inside, steps_inside, wrong_names

D = dt.date.fromisoformat


def test_a_period_once_has_both_its_ends_and_no_other_year() -> None:
    days = Days.read("2024-12-20 to 2025-01-01")
    within = ("2024-12-20", "2024-12-31", "2025-01-01")
    without = ("2024-12-19", "2025-01-02", "2023-12-25", "2025-12-25")
    assert all(D(day) in days for day in within) and not any(D(day) in days for day in without)


def test_a_yearly_period_runs_over_new_year_where_it_ends_before_it_begins() -> None:
    days = Days.read("yearly 12-20 to 01-02")
    for year in (1999, 2024, 2025):
        assert dt.date(year, 12, 20) in days and dt.date(year, 1, 2) in days and dt.date(year, 12, 31) in days
        assert dt.date(year, 12, 19) not in days and dt.date(year, 1, 3) not in days


def test_a_yearly_period_within_a_year() -> None:
    days = Days.read("yearly 06-01 to 08-31")
    assert D("2021-06-01") in days and D("2021-08-31") in days and D("2021-09-01") not in days


def test_the_29th_of_february_is_a_day_of_leap_years_alone() -> None:
    days = Days.read("yearly 02-29 to 02-29")
    inside_of = [day for day in (dt.date(2023, 1, 1) + dt.timedelta(n) for n in range(1500)) if day in days]
    assert inside_of == [D("2024-02-29")]


def test_days_of_several_lie_in_a_period_once() -> None:
    period = [Days.read("2024-01-01 to 2024-01-10"), Days.read("2024-01-05 to 2024-01-20")]
    days = [day for n in range(40) if inside(period, day := D("2023-12-25") + dt.timedelta(n))]
    assert len(days) == 20


def test_a_step_lies_in_a_period_if_its_first_day_does() -> None:
    calendar = Calendar(D("2024-12-02"), D("2025-01-20"), 7)
    period = [Days.read("yearly 12-20 to 01-02")]
    assert steps_inside(period, calendar) == (False, False, False, True, True, False, False)
    daily = Calendar(D("2024-12-18"), D("2025-01-05"), 1)
    assert sum(steps_inside(period, daily)) == 14


@pytest.mark.parametrize("text", ["2024-12-20 to 2025-01-01", "yearly 12-20 to 01-02"])
def test_what_is_written_reads_back(text: str) -> None:
    assert str(Days.read(text)) == text and Days.read(str(Days.read(text))) == Days.read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-01-01 to 2024-12-20", "this period ends before it begins"),
        ("2024-02-30 to 2024-03-01", "no calendar has the day 2024-02-30"),
        ("yearly 13-01 to 13-02", "no calendar has the day 13-01"),
        ("12-20 to 01-02", "these are no days of a period"),
        ("2024-12-20", "these are no days of a period"),
        ("yearly 2024-12-20 to 2025-01-01", "these are no days of a period"),
    ],
)
def test_what_are_no_days_is_refused(text: str, said: str) -> None:
    with pytest.raises(Complaint, match=said):
        Days.read(text)


def test_a_period_is_not_called_by_a_word_of_the_language() -> None:
    (complaint,) = wrong_names({"holidays": [], "ever": []})
    assert complaint.message == "'ever' is a word of the language and no name of a period"
