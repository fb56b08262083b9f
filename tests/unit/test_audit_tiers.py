"""What each tier bears per record, on a run whose counts are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource, tiers
from tests import made_run


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    """A run in which officials lose 12 points a record and ordinary people 8."""
    folder = made_run.make(
        tmp_path_factory.mktemp("tiers") / "run", draws=3, people=40_000, years=4, rate=0.01
    )
    with reader(folder, companions=False) as connection:
        yield RunSource(folder, Manifest.read(folder), connection)


def test_points_lost_are_per_record_of_the_tier(source: RunSource) -> None:
    found = {each.tier: each.figures["lost"] for each in tiers.severity(source)}
    assert list(found) == ["ordinary", "official"]
    for tier, points in (("ordinary", 8), ("official", 12)):
        value = found[tier].value
        assert value is not None
        assert (value.low, value.mid, value.high) == (points, points, points)
        assert found[tier].unit == "points per record"


def test_the_ratio_is_officials_over_ordinary_people(source: RunSource) -> None:
    lost = tiers.severity_ratio(source)["lost"].value
    assert lost is not None and lost.mid == pytest.approx(1.5)
    turned = tiers.severity_ratio(source, "ordinary", "official")["lost"].value
    assert turned is not None and turned.mid == pytest.approx(2 / 3)


def test_weeks_restricted_are_weeks_of_the_tier_over_its_records(source: RunSource) -> None:
    found = {each.tier: each.figures["restricted"].value for each in tiers.severity(source)}
    weeks = source.per_draw(
        "SELECT draw, sum(listed_weeks)::BIGINT FROM quarters WHERE tier = 'official' GROUP BY draw"
    )
    records = source.per_draw(
        "SELECT draw, sum(records)::BIGINT FROM points WHERE tier = 'official' GROUP BY draw"
    )
    value = found["official"]
    assert value is not None
    assert value.mid == pytest.approx(sorted(a / b for a, b in zip(weeks, records, strict=True))[1])


def test_a_tier_without_records_has_no_ratio(source: RunSource) -> None:
    assert tiers.severity_ratio(source, "owner")["lost"].value is None
