"""What one identifier does, on a run whose counts are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource, linkage
from tests import made_run


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    """A run in which half of the false records are misplaced, and flights ask for the identifier."""
    folder = made_run.make(
        tmp_path_factory.mktemp("link") / "run", draws=3, people=40_000, years=4, rate=0.01
    )
    with reader(folder, companions=False) as connection:
        yield RunSource(folder, Manifest.read(folder), connection)


def test_misplaced_records_are_a_share_of_all(source: RunSource) -> None:
    """One record in 17 is false, and half of the false ones are misplaced."""
    found = linkage.misplaced(source)
    assert found.value is not None
    assert found.value.mid == pytest.approx(1 / 34, rel=0.1)
    assert linkage.misplaced(source, "organisation").value is None


def test_gated_attempts_are_those_of_the_domains_that_ask(source: RunSource) -> None:
    flights, hotels, every = (linkage.gated(source, domain=name) for name in ("flight", "star-hotel", None))
    assert flights.value is not None and hotels.value is not None and every.value is not None
    assert (flights.value.mid, hotels.value.mid) == (1, 0)
    assert 0 < every.value.low < every.value.high < 1
    assert flights.denominator == "attempts (flight)"
