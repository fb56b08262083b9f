"""Roles before results: the entry shares of china-lists-2018 come from the counts of 2014 to 2017 alone.

Published counts identify only rate times listed share. The society fixes the rate of defaults by convention;
the regime's share in each span between two fitted counts is then the published flow over defaults that are
upheld and found wilful. Here that division is done again, from the targets file and a run of the society.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from demerit import society
from demerit.audit.targets import load as load_targets
from demerit.documents import replaced
from demerit.engine.districts import Desk
from demerit.quantities import Table
from demerit.regime import amendments, loading
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve

FITTED = ("entries-2014-03", "entries-2017-03", "entries-2017-11", "entries-2017-12")
FIRST_DAY = dt.date(2014, 1, 6)


def _listed_shares() -> list[tuple[dt.date, Decimal]]:
    """Return from when each fitted share holds, and the share."""
    epochs = amendments.epochs(loading.load("china-lists-2018"))
    shares = [
        (each.begins or FIRST_DAY, each.regime.sources["courts"].sees["judgment-default"]) for each in epochs
    ]
    return [(begins, share.value) for begins, share in shares if share.assumed is None]


def _as_declared(value: Any) -> Any:
    """Return a quantity or table without its range, so that a draw takes it as the file has it."""
    return replace(value, **({"spread": None} if isinstance(value, Table) else {"assumed": None}))


def _defaults_that_could_be_listed() -> float:
    """Return defaults per person-year that the court would uphold and find wilful, at the declared values."""
    rule = loading.load("china-lists-2018").adjudication
    assert rule is not None and rule.ability_test is not None
    found = resolve(
        "none", {"people": 100_000, "from": "2014-01-06", "to": "2017-01-02", "against": "nothing"}
    )
    resolved = replace(found, society=replaced(found.society, lambda _, value: _as_declared(value)))
    conduct = resolved.names.conducts.index("judgment-default")
    unable = [
        float(share)
        for share in society.load("large-country-2020").conducts["judgment-default"].unable.values
    ]  # type: ignore[union-attr]
    tables = lower(resolved, 0)
    totals = Desk(tables).run(tables, resolved.scenario.world(0), 0, resolved.districts)
    acts = float(totals.acts[conduct, :, :, 0].sum())
    years = float(totals.people[:, 0, 0].sum()) * 7 / 365.2425
    test = rule.ability_test
    cannot = float(np.mean(unable))
    wilful = (1 - cannot) * float(test.finds_able_if_able.value) + cannot * float(
        test.finds_able_if_unable.value
    )
    return acts / years * float(rule.official.upholds_true.value) * wilful


def test_listed_shares_follow_from_the_fitted_counts_alone() -> None:
    targets = load_targets("china-lists-2018").values
    counts = [(FIRST_DAY, Decimal(0))] + [(targets[name].date, targets[name].value.value) for name in FITTED]
    people = float(society.load("large-country-2020").represents.value)
    listed = _defaults_that_could_be_listed()
    for (begins, share), (first, low), (last, high) in zip(
        _listed_shares(), counts, counts[1:], strict=False
    ):
        assert begins == first
        flow = float(high - low) / people / ((last - first).days / 365.2425)
        assert float(share) == pytest.approx(flow / listed, rel=0.04), f"span from {first}"


def test_after_the_last_fitted_count_the_share_lies_between_the_slowest_and_the_fastest_span() -> None:
    fitted = [share for _, share in _listed_shares()][1:]
    last = (
        amendments.epochs(loading.load("china-lists-2018"))[-1]
        .regime.sources["courts"]
        .sees["judgment-default"]
    )
    assert last.assumed is not None
    assert (last.assumed.low, last.assumed.high) == (min(fitted), max(fitted))


def test_no_fitted_target_is_later_than_2017() -> None:
    values = load_targets("china-lists-2018").values
    assert {name for name, target in values.items() if target.role == "fitted"} == set(FITTED)
    assert all(targets.date.year <= 2017 for name, targets in values.items() if name in FITTED)
