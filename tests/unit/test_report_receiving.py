"""Benefits and notes on a page: apart from who is listed, with what is withheld and granted in error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource, receiving
from demerit.report.answer import answer
from demerit.report.facts import Facts, uncited
from demerit.report.others import others
from tests import made_run

PEOPLE, DISTRICTS = 60_000, 4
SIZE = {"draws": 2, "people": PEOPLE, "districts": DISTRICTS, "years": 1}
ROW = "SELECT {draw} AS draw, 'person' AS entity, '{name}' AS list, 0 AS step, 'all' AS axis, 'all' AS value"
GOLD = "600 * {steps} AS stock, 60 * {steps} AS granted_in_error, 30 * {steps} AS withheld"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    """A made-up run in which 600 of 60,000 are on a benefit at a time, 60 wrongly; 30 more should be."""
    folder = made_run.make(tmp_path_factory.mktemp("receiving") / "run", rate=0.02, **SIZE)
    found = RunSource(folder, Manifest.read(folder), reader(folder, companions=False), None)
    rows = {"benefits": ("gold", GOLD), "notes": ("warned", "1_200 * {steps} AS stock")}
    for table, (name, columns) in rows.items():
        each = (f"{ROW}, {columns}".format(draw=n, name=name, steps=found.steps) for n in range(2))
        found.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {' UNION ALL '.join(each)}")
    yield found


def test_received_granted_in_error_and_withheld_are_people_at_a_time(source: RunSource) -> None:
    (gold,) = receiving.received(source, "person")
    assert [round(figure.mid, 6) for figure in (gold.receiving, gold.granted_in_error, gold.withheld)] == [
        1_000,
        100,
        50,
    ]
    assert (gold.receiving.sampled, gold.withheld.sampled) == (600, 30)
    (warned,) = receiving.noted(source, "person")
    assert (warned.at, warned.mid) == ("warned", 2_000)
    assert receiving.received(source, "organisation") == [] and receiving.noted(source, "organisation") == []


def test_nobody_on_a_benefit_or_a_note_is_called_listed(source: RunSource) -> None:
    told = answer(source, Facts())
    assert "gold" not in told.found[0] and "warned" not in " ".join(told.found)
    assert uncited(told.found[3]) == (
        "Of every 100,000 synthetic people, 1,000 receive gold at a time, 100 of them in error, and from 50.0"
        " it is withheld whom a true record would give it."
    )
    parts = {panels.key: panels for panels in others(source, Facts())}
    assert {"others-benefits-person", "others-notes-person"} <= set(parts)
    assert uncited(parts["others-benefits-person"].finding).startswith(
        "Of 100,000 synthetic people, 1,000 receive gold at a time"
    )
