"""M37: a favour is used at its share of the attempts open to it, and every use costs what is declared."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.engine.districts import Desk
from demerit.engine.totals import Totals
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.attempts.words import ATTEMPT
from demerit.mechanisms.favours.words import CHARGED, FAVOURED
from demerit.mechanisms.lists.counts import LISTS
from demerit.scenario.codes import AT
from demerit.society.traits import SLOTS
from tests import toy
from tests.statistical.three_outcomes import ratio, require
from tests.toy import made

TRAIN = 0
MALE, FEMALE = 0, 1


def run(steps: int = 20, last: int = 2, **parts: Any) -> tuple[Any, Totals]:
    t = toy.still(toy.tables(toy.regime(**parts), steps))
    return t, toy.compiled(t, 1, 0, last)


def favour(condition: str, **parts: Any) -> dict[str, Any]:
    return {"favour": "train", "to": condition, "context": "travel", **parts}


def by_sex(t: Any, totals: Totals) -> Any:
    """Return what was counted of attempts to travel by sex: [sex, column]."""
    first = int(t.axes.starts[AT.sex])
    return totals.attempts[:, TRAIN, first : first + 2].sum(axis=0)


def test_everybody_for_whom_the_condition_holds_is_favoured_at_every_attempt_and_nobody_else() -> None:
    cheaper = favour("sex == male", public_cost=made("250 crowns per case"))
    t, totals = run(consequences={"cheaper": cheaper})
    sexes = by_sex(t, totals)
    assert sexes[MALE, ATTEMPTS.favoured] == sexes[MALE, ATTEMPTS.attempts] > 1000
    assert sexes[MALE, ATTEMPTS.cost] == 250 * sexes[MALE, ATTEMPTS.favoured]
    assert not sexes[FEMALE, ATTEMPTS.favoured :].any() and not totals.attempts[..., ATTEMPTS.charged].any()


def test_who_receives_a_favour_is_counted_by_income() -> None:
    t, totals = run(consequences={"cheaper": favour("fifth <= 2")})
    first = int(t.axes.starts[AT.fifth])
    fifths = totals.attempts[:, TRAIN, first : first + 5].sum(axis=0)
    assert (
        fifths[:2, ATTEMPTS.favoured].tolist() == fifths[:2, ATTEMPTS.attempts].tolist()
        and fifths[:2, ATTEMPTS.favoured].all()
    )
    assert not fifths[2:, ATTEMPTS.favoured].any()


def test_both_conditions_of_a_favour_have_to_hold() -> None:
    t, totals = run(consequences={"cheaper": favour("fifth <= 2 and sex == female")})
    sexes = by_sex(t, totals)
    assert (
        sexes[MALE, ATTEMPTS.favoured]
        == 0
        < sexes[FEMALE, ATTEMPTS.favoured]
        < sexes[FEMALE, ATTEMPTS.attempts]
    )


def test_a_factor_below_one_favours_above_one_charges_and_one_does_neither() -> None:
    for factor, column in (("0.67", ATTEMPTS.favoured), ("1.5", ATTEMPTS.charged), ("1", None)):
        price = {"price": "train", "times": made(factor), "to": "age >= 0", "context": "travel"}
        _, totals = run(consequences={"train": {**price, "public_cost": made("3 crowns per case")}})
        # Whoever pays more is on the list of the price's own name, and pays from the step after.
        counts = totals.attempts[column == ATTEMPTS.charged :, TRAIN, 0].sum(axis=0)
        for each in (ATTEMPTS.favoured, ATTEMPTS.charged):
            assert counts[each] == (counts[ATTEMPTS.attempts] if each == column else 0)
        assert counts[ATTEMPTS.cost] == (3 * counts[ATTEMPTS.attempts] if column is not None else 0)


def test_uptake_is_the_share_of_open_attempts_at_which_the_favour_is_used() -> None:
    whole = toy.regime(consequences={"cheaper": favour("sex == male", uptake=made(0.4))})
    t = toy.still(toy.tables(whole, 30))
    first = int(t.axes.starts[AT.sex])
    counts = toy.per_district(t, 1, 12, "attempts")[:, :, TRAIN, first + MALE].sum(axis=1).astype(np.float64)
    require(
        ratio(
            counts[:, ATTEMPTS.favoured],
            counts[:, ATTEMPTS.attempts],
            0.4,
            0.02,
            "favoured share of open attempts",
        )
    )


def test_two_favours_are_one_favoured_attempt_that_costs_both_and_change_each_others_use_in_nothing() -> None:
    one = favour("sex == male", uptake=made(0.5), public_cost=made("1 crowns per case"))
    two = favour("sex == male", uptake=made(0.5), public_cost=made("1000 crowns per case"))
    costs = []
    for consequences in ({"one": one}, {"two": two}, {"one": one, "two": two}):
        t, totals = run(consequences=consequences)
        costs.append(by_sex(t, totals)[MALE])
    assert costs[2][ATTEMPTS.cost] == costs[0][ATTEMPTS.cost] + costs[1][ATTEMPTS.cost]
    assert (
        costs[0][ATTEMPTS.favoured]
        < costs[2][ATTEMPTS.favoured]
        < costs[0][ATTEMPTS.favoured] + costs[1][ATTEMPTS.favoured]
    )


def test_whoever_is_refused_is_not_favoured_at_that_attempt() -> None:
    refusal = {"refuse": "train", "to": "listed(black)", "context": "travel", "severity": 3}
    _, totals = run(lists={"black": toy.black()}, consequences={"no": refusal, "cheaper": favour("age >= 0")})
    counts = totals.attempts[:, TRAIN, 0].sum(axis=0)
    assert counts[ATTEMPTS.refusals] > 500
    assert counts[ATTEMPTS.favoured] == counts[ATTEMPTS.attempts] - counts[ATTEMPTS.refusals]


def test_a_favour_reads_the_record_as_it_stood_at_the_start_of_the_step() -> None:
    """Nobody is on the list before step 0, and whoever enters it in step 0 may use the favour in step 1."""
    _, totals = run(lists={"black": toy.black()}, consequences={"cheaper": favour("listed(black)")})
    assert totals.lists[0, 0, 0, LISTS.stock] > 0 == totals.attempts[0, TRAIN, 0, ATTEMPTS.favoured]
    assert totals.attempts[1, TRAIN, 0, ATTEMPTS.favoured] > 0


def test_a_favour_changes_nothing_but_its_own_counts() -> None:
    lists = {"black": toy.black(term=made("6 weeks"))}
    _, without = run(lists=lists)
    without = Totals(*(array.copy() for array in without))
    _, totals = run(lists=lists, consequences={"cheaper": favour("sex == male")})
    for name, mine, theirs in zip(Totals._fields, totals, without, strict=True):
        if name == "attempts":
            mine, theirs = mine[..., : ATTEMPTS.favoured], theirs[..., : ATTEMPTS.favoured]
        assert np.array_equal(mine, theirs), name


def test_every_use_is_written_down_with_its_attempt_and_what_it_cost() -> None:
    cheaper = favour("sex == male", uptake=made(0.5), public_cost=made("7 crowns per case"))
    dearer = {"price": "train", "times": made(2), "to": "fifth == 5", "context": "travel"}
    t = toy.still(toy.tables(toy.regime(consequences={"cheaper": cheaper, "dearer": dearer}), 6))
    desk = Desk(t)
    rows = desk.follow(t, 1, 2, SLOTS, range(SLOTS))
    counts = desk.totals.attempts[:, TRAIN, 0].sum(axis=0)
    attempts = {(row[1], row[7]) for row in rows.tolist() if row[3] == ATTEMPT.number}
    for kind, column, cost in (
        (FAVOURED.number, ATTEMPTS.favoured, 7),
        (CHARGED.number, ATTEMPTS.charged, 0),
    ):
        used = [row for row in rows.tolist() if row[3] == kind]
        assert len(used) == counts[column] > 0
        assert all((row[1], row[7]) in attempts and row[4:6] == [TRAIN, cost] for row in used)
