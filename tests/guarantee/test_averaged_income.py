"""M61: false debts come from months that differ, and from nothing else.

The expectation is an integral over the months' factors, worked out with NumPy's own lognormal numbers and in
floating point, from the incomes of the people there and what the regime declares.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.documents import read, write
from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.averaging.averaging import difference_plain
from demerit.mechanisms.averaging.words import DIFFERENCE
from demerit.mechanisms.debts.counts import MONEY, RESTS_ON
from demerit.mechanisms.debts.words import DEBT_CLAIMED, OVERCLAIMED
from demerit.mechanisms.debts.words import KINDS as DEBTS
from demerit.mechanisms.lists.words import LISTED
from demerit.scenario.tables import Tables
from demerit.society import propensity_table
from demerit.society.compiled import populated
from demerit.society.months import earned_plain
from demerit.society.tables import OCCUPANT_ROWS
from demerit.society.traits import ALL_SLOTS, SLOTS
from tests import toy
from tests.property.strategies import hurried
from tests.property.test_engines_agree import assert_agree
from tests.statistical.three_outcomes import meets, ratio, require
from tests.toy import made

BENEFIT, FREE, TAPER, LEAST = 1_500.0, 300.0, 0.5, 50.0
MONTHS = 3
STEPS = 14
"""The match falls into step 13, the first of the fourth month."""
VOLATILITY = 0.4


def match(months: int = MONTHS, **parts: Any) -> dict[str, Any]:
    """Return a source that sees no act, and matches everybody once every thirteen weeks."""
    test = {
        "conduct": "lateness",
        "every": made("13 weeks"),
        "months": months,
        "benefit": made(f"{BENEFIT} crowns per month"),
        "free": made(f"{FREE} crowns per month"),
        "taper": made(TAPER),
        "least": made(f"{LEAST} crowns"),
    }
    coverage = parts.pop("coverage", made(1))
    return {
        **toy.source({"lateness": 0}, coverage=coverage),
        "kind": "income-match",
        "income_test": {**test, **parts},
    }


def regime(source: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return toy.regime(
        conducts={"lateness": {}},
        sources={"match": source},
        debts={"lateness": {"amount": "averaged", "refunds": True}},
        **parts,
    )


def tables(steps: int = STEPS, source: dict[str, Any] | None = None, **parts: Any) -> Tables:
    return toy.still(toy.tables(regime(source or match(), **parts), steps))


def volatile(t: Tables, spread: str | None) -> Tables:
    """Return tables with months of another volatility; none: all months alike."""
    factors = np.full(4096, 1 << 20, np.int64) if spread is None else propensity_table(Decimal(spread))
    return t._replace(society=t.society._replace(month_factor=factors))


def differences(t: Tables, district: int = 2) -> list[list[int]]:
    """Return what averaging worked out, as it was written down."""
    rows = Desk(t).follow(t, 1, district, SLOTS, range(SLOTS)).tolist()
    return [row for row in rows if row[3] == DIFFERENCE.number]


def claimed(t: Tables, districts: int = 1) -> int:
    return int(toy.compiled(t, 1, 0, districts).money[:, :, RESTS_ON.averaged, MONEY.claimed].sum())


def expected_of(incomes: NDArray[np.float64], factors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what is claimed of people with yearly `incomes` [n], for month `factors` [n, months]."""
    earned = incomes[:, None] / 12 * factors
    due = np.maximum(0, BENEFIT - TAPER * np.maximum(0, earned - FREE)).sum(axis=1)
    average = np.maximum(0, BENEFIT - TAPER * np.maximum(0, earned.mean(axis=1) - FREE))
    found = due - MONTHS * average
    return np.where(found >= LEAST, found, 0.0)


def test_with_months_all_alike_nothing_is_claimed() -> None:
    t = volatile(tables(source=match(least=made("0 crowns"))), None)
    assert not toy.compiled(t, 1, 0, 2).records.any()


def test_with_true_months_in_place_of_their_average_nothing_is_claimed() -> None:
    """Over one month the average is the month."""
    t = volatile(tables(source=match(months=1, least=made("0 crowns"))), "1.2")
    assert not toy.compiled(t, 1, 0, 2).records.any()


def test_the_mean_false_debt_is_the_integral_over_the_months_factors() -> None:
    t = tables()
    generator = np.random.default_rng(11)
    mean = variance = 0.0
    districts = range(6)
    for district in districts:
        population = populated(t.society, 1, district, STEPS)
        incomes = population.income[: int(population.n[OCCUPANT_ROWS])].astype(np.float64)
        draws = np.array(
            [
                expected_of(
                    incomes,
                    np.exp(generator.normal(-(VOLATILITY**2) / 2, VOLATILITY, (incomes.size, MONTHS))),
                )
                for _ in range(200)
            ]
        )
        mean += float(draws.mean(axis=0).sum())
        variance += float(draws.var(axis=0).sum())
    found = claimed(t, len(districts))
    sd = math.sqrt(variance * (1 + 1 / 200))
    require(meets(found, mean, sd, mean / 10, what="money claimed because of averaging"))


def test_false_debts_rise_with_the_volatility_of_incomes() -> None:
    t = tables()
    found = [claimed(volatile(t, spread)) for spread in (None, "0.1", "0.2", "0.4", "0.8")]
    assert found[0] == 0 and found == sorted(set(found))


def test_each_report_is_a_false_record_whose_debt_is_what_was_worked_out() -> None:
    t = tables()
    desk = Desk(t)
    rows = desk.follow(t, 1, 2, SLOTS, range(SLOTS)).tolist()
    reports = {row[7]: row[5] for row in rows if row[3] == DIFFERENCE.number}
    debts = {row[7]: row[5] for row in rows if row[3] == DEBT_CLAIMED.number}
    assert reports == debts and min(reports.values()) >= LEAST
    records = desk.totals.records.sum(axis=(3, 4))  # [source, conduct, truth, column]
    assert records[0, toy.conducts().index("lateness"), 0, :3].tolist() == [len(reports), len(reports), 0]
    assert desk.totals.money[:, :, RESTS_ON.averaged, MONEY.debts].sum() == len(reports) > 100
    assert not records[:, :, 1].any()


def test_a_persons_months_are_the_same_under_every_regime() -> None:
    lists = {"black": toy.black(["lateness"])}
    plain = differences(tables())
    found = toy.of_records(correction={"chance": made(1), "delay": "none"})
    other = differences(tables(lists=lists, safeguards=found))
    assert plain == other and plain


def test_coverage_is_a_share_of_people_and_each_match_covers_the_same_ones() -> None:
    steps = 53
    whole, some = (tables(steps, match(coverage=made(share))) for share in (1, 0.4))
    everybody, covered = differences(whole), differences(some)
    matched = {row[7] for row in covered}
    assert matched < {row[7] for row in everybody}
    people = {row[1] for row in covered}
    assert [row for row in everybody if row[1] in people] == [row for row in everybody if row[7] in matched]
    counts = np.array(
        [
            [toy.compiled(t, 1, d, d + 1).records[..., 0].sum() for d in range(12)]
            for t in (volatile(some, "0.6"), volatile(whole, "0.6"))
        ],
        np.float64,
    )
    require(ratio(counts[0], counts[1], 0.4, 0.04, "share of people who are matched"))


def test_only_those_for_whom_the_condition_holds_are_matched() -> None:
    found = toy.compiled(tables(source=match(**{"for": "fifth <= 2"}))).money[
        ..., RESTS_ON.averaged, MONEY.debts
    ]
    assert found[:, :2].sum() > 0 == found[:, 2:].sum()


@pytest.mark.parametrize("months", [2, 3])
def test_only_people_who_were_there_for_all_the_months_are_matched(months: int) -> None:
    t = volatile(hurried(toy.tables(regime(match(months)), 27)), "0.8")
    population = populated(t.society, 1, 2, 27)
    stays = {
        (int(population.slot[row]), int(population.number[row])): (
            int(population.enter[row]),
            int(population.leave[row]),
        )
        for row in range(int(population.n[OCCUPANT_ROWS]))
    }
    rows = differences(t)
    assert rows and any(0 < stays[row[1], row[2]][0] for row in rows)
    for step, slot, number, *_ in rows:
        first = int(t.time.month_step[int(t.time.month[step]) - months])
        enter, leave = stays[slot, number]
        assert enter <= first and leave > step


def test_both_engines_match_and_claim_alike() -> None:
    """Chance draws few regimes in which everything becomes of a debt that may; this is one."""
    way_back = {"chance": made(0.5), "delay": made("3 weeks")}
    source = match(2, every=made("4 weeks"), coverage=made(0.8), **{"for": "age >= 15"})
    whole = regime(
        source, lists={"black": toy.black(["lateness"])}, safeguards=toy.of_records(correction=way_back)
    )
    whole["debts"]["lateness"] |= {"penalty": made(0.1), "withheld_after": made("4 weeks")}
    t = hurried(toy.tables(whole, 24))
    slow, world = assert_agree(t, 1, 2, 1500)
    assert slow.money[:, :, RESTS_ON.averaged, : MONEY.overclaimed].sum(axis=(0, 1)).all()
    assert {row[3] for row in world.events} >= {
        kind.number for kind in (DIFFERENCE, *DEBTS) if kind is not OVERCLAIMED
    }


def test_a_match_changes_nothing_for_those_whom_it_does_not_report() -> None:
    lists = {"black": toy.black(["default"])}
    source = {"match": match(), "courts": toy.source()}
    conducts = {"default": {}, "lateness": {}}
    t = toy.tables(toy.regime(lists=lists, sources=source, conducts=conducts), STEPS)
    with_match = Totals(*(array.copy() for array in toy.compiled(t)))
    without = toy.compiled(t._replace(averaging=t.averaging._replace(every=np.zeros_like(t.averaging.every))))
    assert with_match.records.sum() > without.records.sum()
    for name, mine, theirs in zip(Totals._fields, with_match, without, strict=True):
        if name not in ("records", "points"):  # which count records, by source and by tier
            assert np.array_equal(mine, theirs), name


def test_the_record_of_a_match_lists_like_any_other() -> None:
    t = tables(lists={"black": toy.black(["lateness"])})
    rows = Desk(t).follow(t, 1, 2, SLOTS, range(ALL_SLOTS)).tolist()
    reported = {row[1] for row in rows if row[3] == DIFFERENCE.number}
    assert {row[1] for row in rows if row[3] == LISTED.number} == reported and reported


PAY = {"paid": "2_000 crowns per month, from made", "in_work": made(0.5)}


def of_tiers(**parts: str) -> Tables:
    """Return tables in which the months of every tier go by spells of work."""
    spells = {**PAY, **{key: made(value) for key, value in parts.items()}}
    pay = {"pay": {tier: dict(spells) for tier in ("ordinary", "official", "owner")}}
    where = toy.altered("paid-" + "-".join(parts.values()).replace(".", "-"), {})
    whole = read(where).data
    whole["incomes"] |= pay
    path = where.with_name(f"{where.stem}-with-pay.yaml")
    path.write_text(write(whole), encoding="utf-8")
    test = {"benefit": made("800 crowns per month"), "free": made("200 crowns per month")}
    return toy.still(toy.tables(regime(match(**test)), STEPS, **{"in": str(path)}))


def test_whoever_is_always_in_work_or_never_has_no_difference() -> None:
    t = of_tiers(begins="0", ends="0")
    paid = {earned_plain(t.society, (1, 2), slot, 0, 0, 12_000, 9) for slot in range(400)}
    assert paid == {0, 2_000}
    assert not toy.compiled(t, 1, 0, 1).records[0, :, 0].any()


def test_work_begins_and_ends_at_the_chances_that_are_declared() -> None:
    """The share in work after m months is p + (first - p) (1 - begins - ends)^m, p = begins / (both)."""
    t = of_tiers(begins="0.3", ends="0.1")
    for month in (0, 1, 5, 12):
        expected = 0.75 + (0.5 - 0.75) * 0.6**month
        working = sum(
            earned_plain(t.society, (seed, 0), slot, 0, 0, 12_000, month) > 0
            for seed in range(20)
            for slot in range(500)
        )
        sd = math.sqrt(expected * (1 - expected) * 10_000)
        require(meets(working, expected * 10_000, sd, 500, what=f"in work after {month} months"))
    assert toy.compiled(t, 1, 0, 1).records[0, :, 0].any()


def test_against_months_paid_alone_only_these_are_set_against_the_average() -> None:
    """Of 2,000 in n of 12 months, 800 a month is due in the others; the average is set against those."""
    test = {
        "benefit": "800 crowns per month",
        "free": "200 crowns per month",
        "least": "0 crowns",
        "months": 12,
    }
    test = {key: made(value) if isinstance(value, str) else value for key, value in test.items()}
    t = toy.tables(regime(match(over="months-paid", **test)), STEPS)
    for n in range(13):
        found = difference_plain(t, 0, 0, [2_000] * n + [0] * (12 - n))
        average = max(0.0, 800 - 0.5 * max(0.0, 2_000 * n / 12 - 200))
        assert found == math.floor(800 * (12 - n) - (12 - n) * average + 1e-9)
