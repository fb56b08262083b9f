"""Guarantee 7, for lists: who is on one, how long, what keeps people off or brings them back (M22 to M24).

Every expectation is worked out by hand from the numbers that the regime declares, never from the engine's
tables.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.mechanisms.lists.counts import LISTS, SPELLS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.exits import APPEAL, CORRECTION, EXPIRY, PAYMENT, REPAIR, STANDING
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.still_districts import ONE_STEP, PER_STEP, WEEKS_A_YEAR, floats, listed_share, run
from tests.statistical.three_outcomes import meets, ratio, require
from tests.toy import made

# M22


def test_the_listed_share_is_entry_rate_times_duration_when_both_are_constant() -> None:
    """Each record keeps its person listed for 20 steps, so nobody is listed with probability exp(-20 m)."""
    courts = toy.source({"default": 0.2})
    whole = toy.regime(sources={"courts": courts}, lists={"black": toy.black(term=made("20 weeks"))})
    expected = 1 - math.exp(-20 * 0.2 * PER_STEP)
    require(listed_share(whole, expected, 20, "listed share", districts=48))


def hazard_of_payment(t: Tables, delay: int) -> tuple[float, int]:
    """Return exits by payment per step at risk, and the steps at risk, over 40 districts of list 0."""
    spells = toy.per_district(t, 1, 40, "spells")[:, 0, ..., SPELLS.count].sum(axis=0)
    weeks = np.arange(spells.shape[1])
    paid, standing = spells[PAYMENT], spells[STANDING]
    assert spells.sum() == paid.sum() + standing.sum()
    at_risk = (paid * (weeks - delay)).sum() + (standing * np.maximum(weeks - 1 - delay, 0)).sum()
    return float(paid.sum() / at_risk), int(at_risk)


@pytest.mark.parametrize(("unable", "rate"), [(0, 2 * 1.5), (1 << 53, 0.2 * 1.5)], ids=["able", "unable"])
def test_time_on_a_list_that_payment_ends_is_geometric(unable: int, rate: float) -> None:
    """Release two weeks after payment; whoever is listed pays at 1.5 times the declared rate."""
    rule = toy.black(release_on_payment=made("2 weeks"))
    rule["enter"][0]["if"] = "not listed(black)"
    t = toy.still(toy.tables(toy.regime(lists={"black": rule}), 60))
    t = t._replace(conduct=t.conduct._replace(unable=np.full_like(t.conduct.unable, unable)))
    expected = 1 - math.exp(-rate / WEEKS_A_YEAR)
    found, at_risk = hazard_of_payment(t, delay=2)
    sd = math.sqrt(expected * (1 - expected) / at_risk)
    require(meets(found, expected, sd, expected / 10, what="chance of payment per step"))
    spells = toy.per_district(t, 1, 2, "spells")[:, 0, PAYMENT, :, SPELLS.count].sum(axis=0)
    assert spells[:3].sum() == 0  # a step, and the two weeks until release


# M23 and M24


def test_exits_by_appeal_correction_repair_and_expiry_have_their_shares_and_times() -> None:
    """Records without an act: corrected after 5 weeks, won on appeal after 10, repaired after 14, else 20."""
    courts = toy.source({"default": 0}, false_records=made("100 % per person-year"))
    appeal = {
        "chance": made(0.4),
        "success_if_wrong": made(0.5),
        "success_if_right": made(0),
        "delay": made("10 weeks"),
        "independent": True,
        "suspensive": False,
    }
    repair = {"chance": made(0.5), "after": made("12 weeks"), "delay": made("2 weeks")}
    rule = toy.black(term=made("20 weeks"))
    rule["enter"][0]["if"] = "not listed(black)"
    whole = toy.regime(
        sources={"courts": courts},
        lists={"black": rule},
        safeguards={
            **toy.of_records(correction={"chance": made(0.3), "delay": made("5 weeks")}, appeal=appeal),
            "of_listings": "way-back",
            "way-back": {"repair": repair, "others": "none"},
        },
    )
    t = toy.still(toy.tables(whole, 60))
    totals = toy.compiled(t, 1, 0, 16)
    inflow = np.cumsum(totals.lists[:, 0, 0, LISTS.inflow])
    shares = {
        (CORRECTION, 5): 0.3,
        (APPEAL, 10): 0.7 * 0.2,
        (REPAIR, 14): 0.7 * 0.8 * 0.5,
        (EXPIRY, 20): 0.7 * 0.8 * 0.5,
    }
    counted = 0
    for (kind, weeks), expected in shares.items():
        entered = int(inflow[-1 - weeks])
        count = int(totals.spells[0, kind, weeks, SPELLS.count])
        counted += count
        sd = math.sqrt(expected * (1 - expected) / entered)
        require(meets(count / entered, expected, sd, 0.03, what=f"exit {kind} after {weeks} weeks"))
    assert totals.spells[0, :STANDING].sum() == counted  # nobody leaves in another way or at another time


def test_an_appeal_succeeds_as_often_as_declared_for_records_of_true_acts() -> None:
    """Non-suspensive; three in ten could not pay, and their appeals have the chances of a wrong record."""
    appeal = {
        "chance": made(0.6),
        "success_if_wrong": made(0.9),
        "success_if_right": made(0.2),
        "delay": made("3 weeks"),
        "independent": True,
        "suspensive": False,
    }
    rule = toy.black(term=made("8 weeks"))
    rule["enter"][0]["if"] = "not listed(black)"
    whole = toy.regime(
        lists={"black": rule},
        safeguards=toy.of_records(appeal=appeal, reasons={"raises_appeal": made(1.5)}),
    )
    totals = toy.compiled(toy.still(toy.tables(whole, 40)), 1, 0, 16)
    entered = int(totals.lists[:-3, 0, 0, LISTS.inflow].sum())
    expected = 0.6 * 1.5 * 0.2  # right for those too who could not pay: no rule asks
    sd = math.sqrt(expected * (1 - expected) / entered)
    share = float(totals.spells[0, APPEAL, 3, SPELLS.count] / entered)
    require(meets(share, expected, sd, 0.03, what="share that wins its appeal"))


NOTICE = {"share": made(0.8), "ahead": made("8 weeks")}
HEARING = {"share": made(0.6), "stops_wrong": made(0.5), "recognises_unable": made(0.7)}
REVIEW = {"share": made(0.8), "stops_wrong": made(0.6), "delay": made("2 weeks")}
SUSPENSIVE = {
    "chance": made(0.5),
    "success_if_wrong": made(0.8),
    "success_if_right": made(0.2),
    "delay": made("3 weeks"),
    "independent": True,
    "suspensive": True,
}
TEST = {"for": ["default"], "finds_able_if_able": made(0.9), "finds_able_if_unable": made(0.4)}


def in_time(rate: float, weeks: int) -> float:
    """Return the chance to pay within so many weeks at a yearly rate."""
    return 1 - math.exp(-rate * weeks / WEEKS_A_YEAR)


@pytest.mark.parametrize(
    ("what", "truth", "safeguards", "test", "expected"),
    [
        ("nothing stands between", "acts", {}, None, 1.0),
        ("a hearing stops no true record", "acts", {"hearing": HEARING}, None, 1.0),
        ("a hearing stops false ones", "nothing", {"hearing": HEARING}, None, 1 - 0.6 * 0.5),
        ("a human review stops false ones", "nothing", {"human_review": REVIEW}, None, 1 - 0.8 * 0.6),
        (
            "hearing and review stop independently",
            "nothing",
            {"hearing": HEARING, "human_review": REVIEW},
            None,
            0.7 * 0.52,
        ),
        (
            "notice lets people pay in time",
            "acts",
            {"notice": NOTICE},
            None,
            1 - 0.8 * (0.7 * in_time(2, 8) + 0.3 * in_time(0.2, 8)),
        ),
        ("notice helps nobody without an act", "nothing", {"notice": NOTICE}, None, 1.0),
        (
            "a suspensive appeal comes first",
            "acts",
            {"appeal": SUSPENSIVE},
            None,
            1 - 0.5 * 0.2,
        ),
        ("and for false records", "nothing", {"appeal": SUSPENSIVE}, None, 1 - 0.5 * 0.8),
        (
            "an appeal against the court's error about ability succeeds as one against a wrong record",
            "acts",
            {"appeal": SUSPENSIVE},
            TEST,
            0.7 * 0.9 * (1 - 0.5 * 0.2) + 0.3 * 0.4 * (1 - 0.5 * 0.8),
        ),
        ("the court asks who can pay", "acts", {}, TEST, 0.7 * 0.9 + 0.3 * 0.4),
        (
            "a hearing recognises more of them",
            "acts",
            {"hearing": HEARING},
            TEST,
            0.7 * 0.9 + 0.3 * 0.4 * (1 - 0.6 * 0.7),
        ),
    ],
)
def test_safeguards_stop_the_share_of_cases_that_they_declare(
    what: str, truth: str, safeguards: dict[str, Any], test: dict[str, Any] | None, expected: float
) -> None:
    """One act or false report a year and person; the listing lasts one step."""
    seen, false = (1, "none") if truth == "acts" else (0, made("100 % per person-year"))
    adjudication: dict[str, Any] = {"official": {"upholds_true": made(1), "upholds_false": made(1)}}
    if test is not None:
        adjudication["ability_test"] = test
    whole = toy.regime(
        sources={"courts": toy.source({"default": seen}, false_records=false)},
        adjudication=adjudication,
        safeguards=toy.of_records(**safeguards),
        lists={"black": toy.black(term=ONE_STEP)},
    )
    require(listed_share(whole, 1 - math.exp(-expected * PER_STEP), 10, what))


def test_people_who_cannot_pay_are_listed_as_often_as_the_court_errs() -> None:
    adjudication = {
        "official": {"upholds_true": made(1), "upholds_false": made(1)},
        "ability_test": TEST,
    }
    whole = toy.regime(adjudication=adjudication, lists={"black": toy.black(term=ONE_STEP)})
    _, lists, people = run(whole, 52, 24)
    unable, weeks = (
        floats(lists[:, :, LISTS.could_not_pay].sum(axis=1)),
        floats(people[:, :, PEOPLE.present].sum(axis=1)),
    )
    alone = math.exp(-0.7 * 0.9 * PER_STEP)  # no record of an act that one could have paid in the same step
    expected = (1 - math.exp(-0.3 * 0.4 * PER_STEP)) * alone
    require(ratio(unable, weeks, expected, expected / 8, "listed for what they could not pay"))


def test_people_recorded_for_nothing_are_listed_as_often_as_sources_err() -> None:
    courts = toy.source({"default": 1}, false_records=made("50 % per person-year"))
    whole = toy.regime(sources={"courts": courts}, lists={"black": toy.black(term=ONE_STEP)})
    _, lists, people = run(whole, 52, 16)
    without, weeks = (
        floats(lists[:, :, LISTS.without_act].sum(axis=1)),
        floats(people[:, :, PEOPLE.present].sum(axis=1)),
    )
    expected = (1 - math.exp(-0.5 * PER_STEP)) * math.exp(-PER_STEP)
    require(ratio(without, weeks, expected, expected / 10, "listed without an act"))
