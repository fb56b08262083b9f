"""A benefit withheld in error is appealed in the share declared, and won ones begin when decided (M23).

Expectations are worked out by hand from the numbers that the regime declares.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.mechanisms.redress.counts import CLAIMS
from demerit.scenario.tables import Tables
from tests import toy
from tests.guarantee.test_safeguards_of_listings import BOARD, FALSE_ONLY
from tests.property.test_engines_agree import assert_equal
from tests.statistical.three_outcomes import meets, require
from tests.toy import made

STEPS = 60
APPEAL = {"appeal": BOARD["appeal"], "others": "none"}
"""Four in ten appeal, half of them with success, after ten weeks."""


def tables(condition: str = "score >= 100", source: dict[str, Any] | None = None, **parts: Any) -> Tables:
    """Return the tables of a regime with a benefit of whoever has lost no point."""
    whole = toy.regime(
        scores={"score": {"kind": "ledger", "start": 100, "worse": "lower"}},
        conducts={"default": {"points": -10, "counts": "ever"}},
        sources={"courts": source or FALSE_ONLY},
        lists={"trusted": {"kind": "benefit", "enter": [{"while": condition}], "minors": True}},
        consequences={"cheap": {"favour": "train", "to": "listed(trusted)", "context": "travel"}},
        safeguards={"of_records": "none", "of_listings": "board", "board": APPEAL},
        **parts,
    )
    return toy.still(toy.tables(whole, STEPS))


def test_the_declared_share_appeals_what_is_withheld_and_wins_it_when_it_is_decided() -> None:
    totals = toy.compiled(tables(), 1, 0, 8)
    counts = totals.claims[:, 0, 0].sum(axis=0)
    withheld, appealed, won = (int(counts[place]) for place in (CLAIMS.withheld, CLAIMS.appealed, CLAIMS.won))
    sd = math.sqrt(0.4 * 0.6 / withheld)
    require(meets(appealed / withheld, 0.4, sd, 0.05, what="share of what is withheld that is appealed"))
    stock, spared = (totals.lists[:, 0, 0, place] for place in (LISTS.stock, LISTS.spared))
    assert set((stock + spared).tolist()) == {int(totals.people[0, 0, PEOPLE.present])}
    lost = -np.diff(stock, prepend=stock[0])
    assert (lost[:10] >= 0).all() and lost[:10].any()  # nobody has won before
    inflow = totals.lists[1:, 0, 0, LISTS.inflow].sum()
    assert inflow == won > 0
    earlier = totals.lists[: STEPS - 10, 0, 0, LISTS.out_ceased].sum()
    sd = math.sqrt(0.2 * 0.8 / earlier)
    require(meets(won / earlier, 0.2, sd, 0.05, what="share of what was withheld by then that is won"))


def test_what_is_given_lasts_as_long_as_it_would_have_on_a_true_record() -> None:
    fair = {"fair": [f"{toy.START.isoformat()} to 2020-09-30"]}
    totals = toy.compiled(tables("score >= 100 and during(fair)", periods=fair))
    stock = totals.lists[:, 0, 0, LISTS.stock]
    assert totals.claims[:, 0, 0, CLAIMS.won].sum() > 0
    assert stock[20] and not stock[-1]
    assert totals.lists[:, 0, 0, LISTS.out_ceased].sum() == totals.lists[:, 0, 0, LISTS.inflow].sum()


def test_nobody_appeals_what_is_rightly_withheld_or_what_they_have() -> None:
    totals = toy.compiled(tables(source=toy.source()))
    assert not totals.claims.any()
    assert totals.lists[:, 0, 0, LISTS.out_ceased].any() and not totals.lists[:, 0, 0, LISTS.out_appeal].any()


def test_both_engines_let_the_same_people_win_what_is_withheld() -> None:
    t = tables(
        "score >= 90",
        {**toy.source(), "false_records": made("100 % per person-year")},
        triggers={"off": {"record": "default", "take_off": "trusted", "chance": made(0.5)}},
    )
    theirs = toy.empty(t)
    (world,) = {id(w): w for _, w, _ in toy.walk(t, theirs, slots=1500, whom=range(1500))}.values()
    ours = toy.compiled(t, slots=1500)
    assert_equal(theirs, ours)
    followed = toy.followed(t, slots=1500, whom=range(1500))
    assert sorted(world.events) == sorted(tuple(row) for row in followed.tolist())
    assert ours.claims[:, 0, 0, CLAIMS.won].any()
