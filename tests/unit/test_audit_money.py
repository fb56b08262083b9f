"""Money wrongly claimed and paid, against the same sums counted from the rows of a small made-up run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import Figure, RunSource, money
from tests import made_run
from tests.unit import small_run

STEPS_A_YEAR = 365.2425 / 7


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSource]:
    folder = small_run.write(tmp_path_factory.mktemp("money") / "run", draws=1)
    with reader(folder.path, companions=False) as connection:
        yield RunSource(folder.path, folder.manifest, connection)


def summed(column: str, truths: tuple[str, ...], fifth: str | None = None) -> int:
    rows = small_run.tables(draws=1)["money"]
    return sum(
        int(amount)
        for amount, truth, of in zip(rows[column], rows["truth"], rows["fifth"], strict=True)
        if truth in truths and fifth in (None, of)
    )


def years(axis: str, value: str) -> float:
    rows = small_run.tables(draws=1)["people"]
    weeks = sum(
        int(present)
        for present, entity, on, of in zip(
            rows["present"], rows["entity"], rows["axis"], rows["value"], strict=True
        )
        if (entity, on, of) == ("person", axis, value)
    )
    return weeks / STEPS_A_YEAR


def value(figure: Figure) -> float:
    assert figure.value is not None
    return figure.value.mid


def test_wrongly_claimed_is_what_rests_on_no_act_over_the_years_lived(source: RunSource) -> None:
    wrong = summed("claimed", ("none", "averaged"))
    assert value(money.wrongly_claimed(source)) == pytest.approx(wrong / years("all", "all") * 100_000)
    one = summed("claimed", ("none", "averaged"), "2")
    assert value(money.wrongly_claimed(source, "2")) == pytest.approx(one / years("fifth", "2") * 100_000)
    assert 0 < one < wrong


def test_wrongly_paid_leaves_out_what_was_refunded(source: RunSource) -> None:
    paid = summed("paid", ("none", "averaged")) - summed("refunded", ("none", "averaged"))
    found = money.wrongly_paid(source)
    assert value(found) == pytest.approx(paid / years("all", "all") * 100_000)
    assert 0 < value(found) < value(money.wrongly_claimed(source))
    assert found.sampled == summed("debts", ("none", "averaged"))


def test_the_share_is_of_all_money_claimed(source: RunSource) -> None:
    wrong, everything = (
        summed("claimed", ("none", "averaged")),
        summed("claimed", ("act", "none", "averaged")),
    )
    assert value(money.wrong_share(source)) == pytest.approx(wrong / everything)


def test_where_nothing_is_claimed_there_is_no_share(tmp_path: Path) -> None:
    folder = made_run.make(tmp_path / "run", draws=1, people=2_000, years=1, districts=2)
    with reader(folder, companions=False) as connection:
        nothing = RunSource(folder, Manifest.read(folder), connection)
        assert value(money.wrongly_claimed(nothing)) == 0 and money.wrong_share(nothing).value is None
