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
    assert first[ATTEMPTS.mismatches] == first[ATTEMPTS.attempts]  # nobody is on a list in the first step
    assert later[:, ATTEMPTS.refusals].any()
    assert later[:, ATTEMPTS.mismatches].sum() < 0.01 * later[:, ATTEMPTS.attempts].sum()  # those just born


def test_who_is_spared_is_never_taken_for_somebody_else() -> None:
    some = at_the_train(mismatch=made(0.3), but_not="age >= 40")
    more = at_the_train(mismatch=made(0.3))
    nobody = at_the_train(mismatch=made(1), but_not="age >= 0")
    assert 0 < some[:, ATTEMPTS.mismatches].sum() < more[:, ATTEMPTS.mismatches].sum()
    assert not nobody[:, ATTEMPTS.mismatches].any()


def test_an_attempt_refused_by_a_mismatch_is_not_favoured() -> None:
    gift = {"favour": "train", "to": "age >= 0", "context": "travel"}
    found = toy.compiled(tables(rail={**GATE, "mismatch": made(1)}, gift=gift)).attempts[:, TRAIN, 0]
    assert found[:, ATTEMPTS.mismatches].any() and not found[:, ATTEMPTS.favoured].any()


def test_both_engines_take_the_same_people_for_others() -> None:
    t = tables(
        rail={**GATE, "mismatch": made(0.3), "but_not": "age >= 40 and not listed(black)"},
        bids={"refuse": "bid", "to": "firms", "mismatch": made(0.4), "context": "business"},
    )
    theirs = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, theirs, whom=range(4352))}.values()
    ours = toy.compiled(t)
    assert_equal(theirs, ours)
    assert sorted(world.events) == sorted(tuple(row) for row in toy.followed(t, whom=range(4352)).tolist())
    assert ours.attempts[:, TRAIN, 0, ATTEMPTS.mismatches].any()
    assert ours.attempts[:, 2, :, ATTEMPTS.mismatches].any()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"to": "none", "refuse": "low", "domain": "train", "severity": 1, "mismatch": made(0.1)},
            "by `to` whom",
        ),
        ({"but_not": "age >= 60"}, "nobody is"),
    ],
)
def test_a_mismatch_that_cannot_be_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidFile, match=said):
        toy.tables(regime(rail={**GATE, **keys}), 2)
