"""Offers are taken at the society's rate where they are open, and counted as passed from the step they end.

Closed forms: somebody to whom an offer is open takes it in a step with probability q = 1 - exp(-rate x step);
with a share s that passes, 1 - (1 - q s)^T have passed it after T steps; what lasts D steps is taken once in
D + 1/q steps. What costs c is paid once each time it is taken.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.chance.tables import DAYS_PER_YEAR
from demerit.engine.totals import Totals
from demerit.errors import InvalidFile
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.offers.counts import OFFERS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.mechanisms.scores.counts import GRADES
from demerit.mechanisms.sources.counts import RECORDS
from demerit.scenario.codes import AT
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.test_engines_agree import assert_agree
from tests.toy import made

STEPS = 40
YEARLY = 12
"""How often a year the small society takes an exam that is open."""
TAKEN = 1 - math.exp(-YEARLY * 7 / float(DAYS_PER_YEAR))
"""q: the chance a week."""
PASSED = {"passed": {"kind": "burden", "enter": [{"while": "passed(test ever) >= 1"}], "minors": True}}


def offering(test: dict[str, Any] | None = None, **parts: Any) -> Tables:
    """Return the tables of a regime that offers an exam, which puts those who pass on a list."""
    offers = {"test": {"kind": "exam", **(test or {})}, **parts.pop("offers", {})}
    lists = {**PASSED, **parts.pop("lists", {})}
    whole = toy.regime(**{"sources": {}, "conducts": {}, "offers": offers, "lists": lists, **parts})
    return toy.still(toy.tables(whole, STEPS))


def sums(totals: Totals, offer: int = 0) -> dict[str, int]:
    """Return what is counted of an offer over a run."""
    counts = totals.offers[:, offer].sum(axis=(0, 1))
    return {column.name: int(n) for column, n in zip(OFFERS.columns, counts, strict=True)}


def people(totals: Totals) -> int:
    """Return how many people are there."""
    return int(totals.people[0, 0, PEOPLE.present])


def near(found: int, expected: float) -> bool:
    """Return whether a count lies within four of its standard errors, and is above none."""
    return found > 0 and abs(found - expected) < 4 * math.sqrt(expected)


def test_an_offer_is_taken_at_the_societys_rate_and_passed_by_the_share_that_passes() -> None:
    totals = toy.compiled(offering({"share_passing": made(0.6)}))
    found, weeks = sums(totals), people(totals) * STEPS
    assert near(found["taken"], weeks * TAKEN)
    assert near(found["passed"], weeks * TAKEN * 0.6)
    assert found["passed"] + found["failed"] == found["taken"]
    assert found["taken_in_error"] == found["money"] == found["weeks"] == 0


def test_who_has_passed_is_one_less_the_chance_of_never_having() -> None:
    totals = toy.compiled(offering({"share_passing": made(0.3)}))
    shares = totals.lists[:, 0, 0, LISTS.stock] / people(totals)
    expected = 1 - (1 - TAKEN * 0.3) ** np.arange(1, STEPS + 1)
    assert np.abs(shares - expected).max() < 4 * math.sqrt(0.25 / people(totals))


def test_what_is_under_way_is_not_taken_again() -> None:
    """Everybody begins at once, so the cycles of D + 1/q weeks are counted in the second half of the run."""
    totals = toy.compiled(offering({"duration": made("4 weeks")}), last=3)
    found = totals.offers[2:, 0].sum(axis=(0, 1))
    first = int(np.flatnonzero(offering().time.quarter == 2)[0])
    assert near(
        int(found[OFFERS.taken]), 3 * people(toy.compiled(offering())) * (STEPS - first) / (4 + 1 / TAKEN)
    )


def test_money_and_weeks_are_those_of_the_rule() -> None:
    found = sums(toy.compiled(offering({"costs": made("70 crowns"), "duration": made("2 weeks")})))
    assert found["money"] == 70 * found["taken"] > 0
    assert found["weeks"] == 2 * (found["passed"] + found["failed"])
    assert 0 < found["taken"] - found["passed"] < found["taken"] / 5  # under way as the run ends


def test_fifths_take_it_by_their_factors() -> None:
    course = {"course": {"kind": "course"}}
    read = {"kind": "burden", "enter": [{"while": "passed(course ever) >= 1"}]}
    totals = toy.compiled(offering(offers=course, lists={"trained": read}))
    taken = totals.offers[:, 1, :, OFFERS.taken].sum(axis=0)
    first = int(offering().axes.starts[AT.fifth])
    for fifth, factor in enumerate((0.5, 0.5, 1, 1, 2)):
        weeks = STEPS * int(totals.people[0, first + fifth, PEOPLE.present])
        assert near(int(taken[fifth]), weeks * (1 - math.exp(-4 * factor * 7 / float(DAYS_PER_YEAR))))


@pytest.mark.parametrize("false", [True, False])
def test_an_offer_that_only_a_false_record_called_for_is_a_cost_of_error(false: bool) -> None:
    open_to = {"open_to": "records(default within 8 weeks) >= 1", "costs": made("10 crowns")}
    sees = toy.source({"default": 0 if false else 1})
    if false:
        sees["false_records"] = "100 % per person-year, from made"
    found = sums(toy.compiled(offering(open_to, conducts={"default": {}}, sources={"courts": sees})))
    assert found["taken"] > 0
    assert found["taken_in_error"] == (found["taken"] if false else 0)
    assert found["money_in_error"] == 10 * found["taken_in_error"]


def test_an_offer_is_taken_by_those_alone_whom_it_is_open_to() -> None:
    asked = sums(toy.compiled(offering({"open_to": "passed(test ever) == 0"})))
    totals = toy.compiled(offering({"open_to": "passed(test ever) == 0"}))
    assert asked["taken"] == totals.lists[-1, 0, 0, LISTS.stock]
    assert sums(toy.compiled(offering({"open_to": "age >= 129"})))["taken"] == 0


def test_neither_the_order_of_the_file_nor_another_offer_changes_who_takes_one() -> None:
    other = {"other": {"kind": "exam", "duration": made("3 weeks")}}
    read = {"others": {"kind": "burden", "enter": [{"while": "passed(other ever) >= 1"}]}}
    alone, both = toy.compiled(offering()), toy.compiled(offering(offers=other, lists=read))
    assert np.array_equal(alone.offers[:, 0], both.offers[:, 0])
    whole = toy.regime(
        sources={}, conducts={}, offers={**other, "test": {"kind": "exam"}}, lists={**read, **PASSED}
    )
    turned = toy.compiled(toy.still(toy.tables(whole, STEPS)))
    assert np.array_equal(turned.offers[:, ::-1], both.offers)


def test_an_amendment_binds_what_is_not_yet_taken() -> None:
    test = {"duration": made("10 weeks")}
    amendment = [{"from": "2020-02-17", "offers": {"test": {"share_passing": made(0)}}}]
    t = offering(test, amendments=amendment)
    totals = toy.compiled(t)
    passed = totals.lists[:, 0, 0, LISTS.stock]
    assert passed[15] > passed[10] > 0
    assert passed[15] == passed[-1]  # taken before the sixth week, all of them


def test_a_spell_ends_as_fulfilled_in_the_step_in_which_the_exam_is_passed() -> None:
    """`passed(test within 1 week)` is of the step itself, where a step is a week."""
    lists = {
        "withdrawn": {
            "kind": "burden",
            "enter": [
                {"record": ["default"], "until": "passed(test within 1 week) >= 1", "overlap": "ignored"}
            ],
            "minors": True,
        }
    }
    seen = {"conducts": {"default": {}}, "sources": {"courts": toy.source()}}
    totals = toy.compiled(offering({"open_to": "listed(withdrawn)"}, lists=lists, **seen))
    out = totals.lists[:, 1, 0, LISTS.out_fulfilled].sum()
    assert out > 100
    assert out == sums(totals)["passed"]


INSTEAD: dict[str, Any] = {"kind": "course", "instead_of": {"record": ["default"]}}
RECORDED = {"conducts": {"default": {}}, "sources": {"courts": toy.source()}}


def offered(**parts: Any) -> Totals:
    """Return what a regime comes to that offers something instead of a record, which lists for good."""
    lists = {"black": toy.black()}
    whole = toy.regime(**{**RECORDED, "lists": lists, **parts})
    return toy.compiled(toy.still(toy.tables(whole, STEPS)), last=2)


def test_what_is_offered_instead_of_a_record_is_taken_by_the_societys_share_and_spares_the_record() -> None:
    totals = offered(offers={"course": INSTEAD})
    by_fifth = totals.offers[:, 0].sum(axis=0)
    for fifth, share in enumerate((0.2, 0.2, 0.4, 0.4, 0.8)):
        made_to, taken = int(by_fifth[fifth, OFFERS.offered]), int(by_fifth[fifth, OFFERS.taken])
        assert abs(taken - made_to * share) < 4 * math.sqrt(made_to * share * (1 - share))
    found = sums(totals)
    without = offered()
    assert totals.records[..., RECORDS.sightings].sum() == without.records[..., RECORDS.sightings].sum()
    assert found["offered"] == without.records[..., RECORDS.records].sum()
    assert totals.records[..., RECORDS.records].sum() == found["offered"] - found["taken"]


def test_a_record_comes_when_what_was_offered_instead_is_failed() -> None:
    """All fail after ten weeks, so those records are the same ones, ten weeks later."""
    late = {**INSTEAD, "share_passing": made(0), "duration": made("10 weeks")}
    totals, without = offered(offers={"course": late}), offered()
    found = sums(totals)
    listed = [each.lists[:, 0, 0, LISTS.stock] for each in (totals, without)]
    assert (listed[0] <= listed[1]).all() and listed[0][15] < listed[1][15]
    assert found["passed"] == 0 < found["failed"] < found["taken"]
    begun = totals.records[..., RECORDS.records].sum()
    assert begun == without.records[..., RECORDS.records].sum() - (found["taken"] - found["failed"])


def test_of_several_alternatives_the_odds_decide_and_one_more_sends_nobody_to_a_third() -> None:
    """Odds of 3 for the plea and of 2/3 for the course, and 1 for neither, in the third fifth."""
    plea = {"kind": "plea", "instead_of": {"record": ["default"]}}
    alone, both = offered(offers={"plea": plea}), offered(offers={"plea": plea, "course": INSTEAD})
    made_to = int(both.offers[:, 0, 2, OFFERS.offered].sum())
    for n, share in ((0, 3 / (3 + 2 / 3 + 1)), (1, (2 / 3) / (3 + 2 / 3 + 1))):
        taken = int(both.offers[:, n, 2, OFFERS.taken].sum())
        assert abs(taken - made_to * share) < 4 * math.sqrt(made_to * share * (1 - share))
    neither = [made_to - int(each.offers[:, :, 2, OFFERS.taken].sum()) for each in (alone, both)]
    assert 0 < neither[1] < neither[0]
    assert both.offers[..., 0, :, OFFERS.taken].sum() < alone.offers[..., 0, :, OFFERS.taken].sum()


def test_what_is_taken_instead_of_a_false_record_is_in_error() -> None:
    false = toy.source({"default": 0}, false_records="100 % per person-year, from made")
    found = sums(offered(offers={"course": INSTEAD}, sources={"courts": false}))
    assert found["taken"] == found["taken_in_error"] > 0
    assert sums(offered(offers={"course": INSTEAD}))["taken_in_error"] == 0


def test_points_come_back_by_a_course_once_a_pass() -> None:
    """Each pass gives two points back for good, so scores are the start plus twice the passes."""
    whole = toy.regime(
        scores={
            "score": {"kind": "ledger", "start": 10, "grades": {"A": ">= 12", "B": "< 12"}, "worse": "lower"}
        },
        conducts={"default": {"points": -1, "counts": "ever"}},
        sources={},
        offers={"test": {"kind": "exam", "share_passing": made(0.3)}},
        triggers={"back": {"passes": "test", "add": {"score": 2}, "lasts": "ever"}},
        lists=PASSED,
    )
    totals = toy.compiled(toy.still(toy.tables(whole, STEPS)))
    once = totals.grades[-1, 0, 0, GRADES.recorded]
    assert 0 < once == totals.lists[-2, 0, 0, LISTS.stock]  # what a trigger does is seen in the next step


def test_both_engines_agree_on_everything_at_once() -> None:
    whole = toy.regime(
        sources={"courts": toy.source(false_records="50 % per person-year, from made")},
        offers={
            "test": {
                "kind": "exam",
                "open_to": "listed_for(late) >= 2 weeks",
                "costs": "100 crowns, from made",
                "duration": made("3 weeks"),
                "share_passing": made(0.6),
            },
            "study": {"kind": "course", "open_to": "passed(study within 8 weeks) == 0"},
        },
        lists={
            "late": {
                "minors": True,
                "kind": "burden",
                "enter": [
                    {
                        "once": "records(default within 20 weeks) >= 1",
                        "at_least": made("2 weeks"),
                        "until": "passed(test within 1 week) >= 1",
                        "again": "after-condition-ends",
                    }
                ],
            },
            "good": {
                "minors": True,
                "kind": "burden",
                "enter": [{"while": "passed(study within 8 weeks) >= 1"}],
            },
        },
        scores={
            "score": {"kind": "ledger", "start": 10, "grades": {"A": ">= 12", "B": "< 12"}, "worse": "lower"}
        },
        triggers={"back": {"passes": "study", "if": "age >= 20", "add": {"score": 2}, "lasts": "ever"}},
    )
    t = toy.tables(whole, STEPS)
    slow, _ = assert_agree(t, 1, 0, 300)
    filled = slow.offers.sum(axis=(0, 1, 2)) > 0
    assert set(np.flatnonzero(~filled)) <= {0, OFFERS.unlisted}  # this society names no cost besides


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"offers": {"test": {"kind": "exam", "chance": made(1)}}}, "theirs to choose"),
        ({"offers": {"test": {"kind": "exam"}}, "lists": {}}, "nothing follows from test"),
        ({"offers": {"test": {"kind": "plea"}}}, "answer a plea that stands open"),
        ({"offers": {"test": {"kind": "probation"}}}, "how people answer a probation that is"),
        ({"offers": {"test": {"kind": "exam", "costs": made("5 dollars")}}}, "this is in dollars"),
        ({"offers": {"test": {"kind": "exam", "costs": made("-5 crowns")}}}, "can be paid"),
        ({"offers": {"tets": {"kind": "exam"}}}, "there is no offer 'test'"),
        ({"offers": {}}, "there is no offer 'test'"),
        ({"offers": {"test": {"kind": "plea", "instead_of": {"record": ["x"]}}}}, "there is no conduct 'x'"),
        (
            {
                "conducts": {"noise": {}},
                "offers": {"test": {"kind": "exam", "instead_of": {"record": "noise"}}},
            },
            "an exam that is made to somebody",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], said: str) -> None:
    whole = {"sources": {}, "conducts": {}, "lists": PASSED, **changes}
    with pytest.raises(InvalidFile, match=said):
        toy.tables(toy.regime(**whole), 4)
