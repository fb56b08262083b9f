"""Listings that pass over a tie: when they begin, when they end, and what an amendment does to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine.state import EXITS
from demerit.engine.totals import OUT, STOCK, THROUGH
from tests import toy
from tests.toy import made

HOUSEHOLD = {"household": {"lists": "black", "chance": made(0.8)}}


def week(number: int) -> str:
    return (toy.START + dt.timedelta(weeks=number)).isoformat()


def history(steps: int, **parts: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, by step, who is listed by a tie alone, and who by an own record, over two districts."""
    lists = {"black": toy.black(term=made("4 weeks"))}
    t = toy.still(toy.tables(toy.regime(lists=lists, **parts), steps))
    rows = toy.compiled(t, 1, 0, 2).lists[:, 0, 0]
    return rows[:, THROUGH], rows[:, STOCK] - rows[:, THROUGH]


def blind(number: int) -> dict[str, Any]:
    """Return an amendment after which nothing is seen any more."""
    return {"from": week(number), "sources": {"courts": {"sees": {"default": made(0)}}}}


def test_a_listing_reaches_the_household_one_step_later_and_ends_with_the_record_it_hangs_on() -> None:
    through, own = history(20, spillover=HOUSEHOLD, amendments=[blind(10)])
    assert own[0] > 0 and through[0] == 0 and through[1] > 0
    assert own[10 + 4 :].sum() == 0
    assert through[10 + 4] == 0 or through[10 + 5 :].sum() == 0


def test_when_spill_over_is_abolished_nobody_stays_listed_by_a_tie() -> None:
    through, own = history(20, spillover=HOUSEHOLD, amendments=[{"from": week(10), "spillover": "none"}])
    assert through[9] > 0 and own[10:].all()
    assert through[10:].sum() == 0


def test_spill_over_that_an_amendment_brings_reaches_those_who_live_with_listed_people() -> None:
    """At once, not only where the next listing changes: here none does, because nothing is seen any more."""
    late = {"from": week(10), "spillover": HOUSEHOLD, **{k: v for k, v in blind(10).items() if k != "from"}}
    through, own = history(20, amendments=[late])
    assert through[:10].sum() == 0 and own[9] > 0
    before, _ = history(20, spillover=HOUSEHOLD, amendments=[blind(10)])
    assert through[10] == before[10]


def test_an_end_by_the_tie_is_counted_as_one() -> None:
    lists = {"black": toy.black(term=made("4 weeks"))}
    t = toy.still(toy.tables(toy.regime(lists=lists, spillover=HOUSEHOLD), 20))
    row = toy.compiled(t, 1, 0, 2).lists[:, 0, 0]
    ends = dict(zip(EXITS, row[:, OUT:].sum(axis=0).tolist(), strict=False))
    assert ends["tie"] > 0 and ends["expiry"] > 0
    assert ends["payment"] == ends["death"] == ends["left"] == 0
