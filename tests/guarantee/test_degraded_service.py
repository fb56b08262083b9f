"""Weeks of degraded service are the person-weeks in which the condition holds: a list's, everybody's, nobody's.

Each sentence is a sum that other tables hold already: the stock of a list, the people present, or nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit import lab
from demerit.documents import read, write
from demerit.errors import InvalidFile
from demerit.mechanisms.degraded.counts import DEGRADED
from demerit.mechanisms.degraded.words import RESTORED, SLOWER
from demerit.mechanisms.lists.counts import LISTS
from demerit.mechanisms.population.counts import PEOPLE
from demerit.scenario.tables import Tables
from tests import toy
from tests.property.strategies import hurried
from tests.property.test_engines_agree import assert_equal
from tests.toy import made

STEPS, DISTRICTS = 30, 2
SERVICES = {
    "internet": {"title": "Internet at home", "severity": 1},
    "post": {"title": "Letters and parcels", "severity": 4},
}


@pytest.fixture(scope="module")
def where() -> Iterator[str]:
    """Yield the path of the small society with two services."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "with-services.yaml"
        path.write_text(write({**read(toy.SMALL).data, "services": SERVICES}), encoding="utf-8")
        yield str(path)


def slowing(to: str, **parts: Any) -> dict[str, Any]:
    """Return a consequence that slows the internet."""
    whole = {"slow": ["internet"], "to": to, "times": made(0.2), "context": "internet", "severity": 1}
    return {**whole, **parts}


def regime(**consequences: Mapping[str, Any]) -> dict[str, Any]:
    """Return a regime of a list of defaulters, some of them for no act of theirs, and a score."""
    return toy.regime(
        score={"kind": "ledger", "start": 100, "floor": 0},
        conducts={"default": {"points": -20}},
        sources={"courts": toy.source(false_records="20 % per person-year, from made")},
        lists={
            "black": toy.black(term="6 weeks, from made"),
            "firms": {"entity": "organisation", "enter": "score < 50", "term": "none"},
        },
        consequences=consequences,
    )


def tables(where: str, **consequences: Mapping[str, Any]) -> Tables:
    return hurried(toy.tables(regime(**consequences), STEPS, **{"in": where}))


def test_slowed_by_a_list_the_weeks_are_those_on_the_list_and_wrongful_those_that_are_so_there(
    where: str,
) -> None:
    t = tables(where, net=slowing("black"))
    totals = toy.compiled(t, last=DISTRICTS)
    listed = totals.lists[:, 0, :, [LISTS.stock, LISTS.wrongful]]
    found = totals.degraded[:, 0, :, [DEGRADED.weeks, DEGRADED.wrongful]]
    assert np.array_equal(found, listed)
    assert listed[0, :, 0].sum() > listed[1, :, 0].sum() > 100


@pytest.mark.parametrize(("to", "everybody"), [("score <= 100", True), ("score > 100", False)])
def test_slowed_by_a_score_that_all_have_the_weeks_are_those_lived_and_by_one_that_nobody_has_none(
    where: str, to: str, everybody: bool
) -> None:
    t = tables(where, net=slowing(to))
    totals = toy.compiled(t, last=DISTRICTS)
    people = int(t.axes.starts[7])
    lived = totals.people[..., :people, PEOPLE.present] if everybody else 0
    assert np.array_equal(
        totals.degraded[:, 0, :people, DEGRADED.weeks], np.broadcast_to(lived, (STEPS, people))
    )
    assert totals.people[:, 0, PEOPLE.present].sum() > 1000 and not totals.degraded[..., DEGRADED.wrongful].any()


def test_where_nobody_comes_or_goes_they_are_people_times_weeks(where: str) -> None:
    t = toy.still(tables(where, net=slowing("score <= 100")))
    totals = toy.compiled(t)
    people = int(totals.people[0, 0, PEOPLE.present])
    assert totals.degraded[:, 0, 0, DEGRADED.weeks].sum() == people * STEPS > 0
