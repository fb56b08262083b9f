"""A gate that takes people for others refuses just that share of their attempts, and no list is behind it.

Whoever a refusal is for, and whoever `but_not` spares, is never taken for somebody else.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.errors import InvalidFile
from demerit.mechanisms.attempts.counts import ATTEMPTS
from demerit.mechanisms.attempts.words import ATTEMPT, MISTAKEN
from tests import toy
from tests.guarantee.test_consequences_by_to import TRAIN, TRAVEL, regime, tables
from tests.property.test_engines_agree import assert_equal
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

GATE: dict[str, Any] = {"refuse": "train", "to": "low", **TRAVEL}


def at_the_train(**keys: Any) -> np.ndarray:
    """Return what is counted of everybody at the train, step by step, where a gate has such keys besides."""
    return toy.compiled(tables(rail={**GATE, **keys}), last=16).attempts[:, TRAIN, 0]


def test_a_mismatch_refuses_its_share_of_the_attempts_of_all_others() -> None:
    found, without = at_the_train(mismatch=made(0.2)), at_the_train()
    others = (found[:, ATTEMPTS.attempts] - found[:, ATTEMPTS.refusals]).sum()
    share, sd = found[:, ATTEMPTS.mismatches].sum() / others, math.sqrt(0.2 * 0.8 / others)
    require(meets(share, 0.2, sd, 0.04, what="share of attempts of all others"))
    assert not without[:, ATTEMPTS.mismatches].any()
    for column in (ATTEMPTS.attempts, ATTEMPTS.refusals, ATTEMPTS.refusals_without_act):
        assert np.array_equal(found[:, column], without[:, column])


def test_whoever_the_refusal_is_for_is_not_taken_for_somebody_else_even_where_the_gate_does_not_ask() -> None:
    everybody = at_the_train(to="age >= 0", chance=made(0.5), mismatch=made(1))
    first, later = everybody[0], everybody[1:]
    assert 0 < first[ATTEMPTS.mismatches] < first[ATTEMPTS.attempts]  # nobody is on a list in the first step
    assert later[:, ATTEMPTS.refusals].any()
    assert later[:, ATTEMPTS.mismatches].sum() < 0.01 * later[:, ATTEMPTS.attempts].sum()  # those just born


def test_who_is_spared_is_never_taken_for_somebody_else() -> None:
    some = at_the_train(mismatch=made(0.3), but_not="age >= 40")
    more = at_the_train(mismatch=made(0.3))
    nobody = at_the_train(mismatch=made(1), but_not="age >= 0")
    assert 0 < some[:, ATTEMPTS.mismatches].sum() < more[:, ATTEMPTS.mismatches].sum()
    assert not nobody[:, ATTEMPTS.mismatches].any()


def test_a_gate_asks_finds_and_refuses_at_discretion_each_by_its_share() -> None:
    shares = {"chance": made(0.9), "finds": made(0.8), "discretion": made(0.5)}
    found, sure = at_the_train(to="age >= 0", **shares), at_the_train(to="age >= 0")
    asked = sure[:, ATTEMPTS.refusals].sum()
    share, sd = found[:, ATTEMPTS.refusals].sum() / asked, math.sqrt(0.36 * 0.64 / asked)
    require(meets(share, 0.36, sd, 0.04, what="share of those refused where all are asked, found, refused"))


def test_who_is_not_asked_about_is_taken_for_nobody_and_discretion_spares_the_mistaken_too() -> None:
    shares = {"chance": made(0.9), "finds": made(0.1), "discretion": made(0.5)}
    found = at_the_train(mismatch=made(0.4), **shares)
    others = (found[:, ATTEMPTS.attempts] - at_the_train()[:, ATTEMPTS.refusals]).sum()
    share, sd = found[:, ATTEMPTS.mismatches].sum() / others, math.sqrt(0.18 * 0.82 / others)
    require(meets(share, 0.18, sd, 0.04, what="share of attempts of all others"))


def test_the_same_people_are_taken_for_others_for_life_where_mistakes_last() -> None:
    """A share of people at all their attempts, so that whoever was once is again, and the sum is the same."""
    whole = tables(rail={**GATE, "mismatch": made(0.3), "mistakes": "lasting"})
    found = toy.compiled(whole, last=16).attempts[:, TRAIN, 0]
    others = (found[:, ATTEMPTS.attempts] - found[:, ATTEMPTS.refusals]).sum()
    assert abs(found[:, ATTEMPTS.mismatches].sum() / others - 0.3) < 0.04
    events = toy.followed(whole, whom=range(4096))
    by_person: dict[tuple[int, int], set[int]] = {}
    for _, slot, number, kind, what, *_ in events.tolist():
        if what == TRAIN and kind in (ATTEMPT.number, MISTAKEN.number):
            by_person.setdefault((slot, number), set()).add(kind)
    several = [kinds for kinds in by_person.values() if MISTAKEN.number in kinds]
    assert several and all(kinds == {MISTAKEN.number} for kinds in several)


def test_an_attempt_refused_by_a_mismatch_is_not_favoured() -> None:
    gift = {"favour": "train", "to": "age >= 0", "context": "travel"}
    found = toy.compiled(tables(rail={**GATE, "mismatch": made(1)}, gift=gift)).attempts[:, TRAIN, 0]
    assert found[:, ATTEMPTS.mismatches].any() and not found[:, ATTEMPTS.favoured].any()


def test_both_engines_take_the_same_people_for_others() -> None:
    t = tables(
        rail=GATE
        | {"mismatch": made(0.3), "but_not": "age >= 40 and not listed(black)"}
        | {"chance": made(0.9), "finds": made(0.7), "discretion": made(0.8)},
        bids={"refuse": "bid", "to": "firms", "context": "business"}
        | {"mismatch": made(0.4), "mistakes": "lasting"},
    )
    theirs = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, theirs, slots=1_500, whom=range(4352))}.values()
    ours = toy.compiled(t, slots=1_500)
    assert_equal(theirs, ours)
    assert sorted(world.events) == sorted(
        tuple(row) for row in toy.followed(t, slots=1_500, whom=range(4352)).tolist()
    )
    assert ours.attempts[:, TRAIN, 0, ATTEMPTS.mismatches].any()
    assert ours.attempts[:, 2, :, ATTEMPTS.mismatches].any()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"but_not": "age >= 60"}, "nobody is"),
        ({"mistakes": "lasting"}, "nobody is"),
        ({"refuse": "none", "favour": "train", "finds": made(0.5)}, "refusals alone have a `finds`"),
        (
            {"refuse": "none", "favour": "train", "discretion": made(0.5)},
            "refusals alone have a `discretion`",
        ),
    ],
)
def test_a_mismatch_that_cannot_be_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidFile, match=said):
        toy.tables(regime(rail={**GATE, **keys}), 2)
