"""What nobody measured is drawn from a range as wide as what is not known: the rules of docs/ranges.md."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from demerit import society
from demerit.documents import gallery
from demerit.quantities import Factors
from demerit.society.catalogue import Attempt, Conduct

MADE_UP = {"r0d": "a task for measuring what a run costs, whose numbers are its definition"}
NAMES = [name for name in gallery.names("society") if name not in MADE_UP]
ANY_DAY = ("littering", "night-noise", "community-rules", "labour-discipline", "helping-elderly")
PROFILES = ("by_age", "by_sex", "by_tier", "by_fifth", "by_residence", "by_size")
COUNTED_TRIES = {"car-insurance", "flight", "benefit-payment", "high-speed-rail"}
"""Attempts whose number a published total or the scheme itself bounds."""


def processes(name: str) -> Iterator[tuple[str, Conduct | Attempt]]:
    recipe = society.load(name)
    yield from recipe.conducts.items()
    yield from recipe.attempts.items()


def width(process: Conduct | Attempt) -> Decimal:
    return process.rate.most / process.rate.least


@pytest.mark.parametrize("name", NAMES)
def test_small_things_of_any_day_go_from_once_in_ten_years_to_once_a_month(name: str) -> None:
    for key, process in processes(name):
        if key in ANY_DAY:
            assert process.rate.least <= Decimal("0.1"), key
            assert process.rate.most >= 12, key
            assert process.rate.assumed is not None and process.rate.assumed.log, key


@pytest.mark.parametrize("name", NAMES)
def test_what_people_do_that_no_source_counts_spans_a_factor_of_sixty(name: str) -> None:
    for key, process in processes(name):
        if isinstance(process, Attempt) or process.by == "organisation" or process.rate.assumed is None:
            continue
        least = 60 if process.rate.reference is None else 20
        assert width(process) >= least, f"{name}: {key}"


@pytest.mark.parametrize("name", NAMES)
def test_what_people_try_that_no_source_counts_spans_a_factor_of_six(name: str) -> None:
    for key, process in processes(name):
        if isinstance(process, Attempt) and process.rate.reference is None:
            assert width(process) >= (3 if key in COUNTED_TRIES else 6), f"{name}: {key}"


@pytest.mark.parametrize("name", NAMES)
def test_who_does_more_of_it_is_as_open_as_how_much_is_done(name: str) -> None:
    for key, process in processes(name):
        counted = process.rate.reference is not None and (width(process) < 2)
        for profile in PROFILES:
            table: Factors | None = getattr(process, profile)
            if table is not None and table.reference is None:
                assert (table.spread or 0) >= Decimal("0.2" if counted else "0.5"), f"{name}: {key}.{profile}"


@pytest.mark.parametrize("name", NAMES)
def test_how_people_answer_may_be_not_at_all_unless_a_source_found_an_effect(name: str) -> None:
    answers = society.load(name).responses
    assert answers.payment.listed.least < 1 < answers.payment.listed.most
    assert answers.work is not None and answers.deterrence is not None
    assert answers.work.lost_if_listed.least == 1 == answers.work.lost_if_employer_listed.least
    assert answers.work.found_if_listed.most == 1
    assert answers.deterrence.effect.least <= (Decimal("0.1") if name == "drivers" else 0)
