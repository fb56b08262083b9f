"""Money that a regime claims of people: how much of it wrongly, and how much of that they paid.

Claimed wrongly is what a record claims that stands on no act of the person's own, or on averaged income
alone. The amount of an act is the file's to say, so a claim on a true act is never wrong here; whether the
sum or the penalty is just, no count can say. All sums are over the whole run, in the society's currency.
"""

from __future__ import annotations

from typing import Final

from demerit.audit.figures import PER, Figure, middle, ratios
from demerit.audit.source import RunSource
from demerit.counted.values import DEBT_TRUTHS

WRONG: Final = tuple(truth for truth in DEBT_TRUTHS if truth != "act")
"""What a debt rests on where it is claimed wrongly."""
KEPT: Final = "paid - refunded"
COLUMNS: Final = ("claimed", KEPT, "refunded", "debts")

CANNOT: Final = "whether the sum or the penalty is just, or what paying it did to anybody"
_RESTS_ON = ("regime.debts", "regime.sources", "regime.adjudication", "regime.safeguards", "society.conducts")


def wrongly_claimed(source: RunSource, fifth: str | None = None) -> Figure:
    """Money claimed of people wrongly, per 100,000 person-years; of all or of one income fifth."""
    said = "money claimed by records without an act or of averaged income"
    return _per_years(source, fifth, WRONG, "wrongly claimed", said, "claimed")


def wrongly_paid(source: RunSource, fifth: str | None = None) -> Figure:
    """Money of such claims that people paid and did not get back, per 100,000 person-years."""
    said = "money paid on claims without an act or of averaged income, and not refunded"
    return _per_years(source, fifth, WRONG, "wrongly paid", said, KEPT)


def wrongly_refunded(source: RunSource, fifth: str | None = None) -> Figure:
    """Money of such claims that people paid and got back, per 100,000 person-years."""
    said = "money paid on claims without an act or of averaged income, and refunded"
    return _per_years(source, fifth, WRONG, "wrongly paid and refunded", said, "refunded")


def wrong_share(source: RunSource, fifth: str | None = None) -> Figure:
    """Share of all money claimed that is claimed wrongly."""
    wrong, everything = _sums(source, WRONG, fifth), _sums(source, DEBT_TRUTHS, fifth)
    return Figure(
        name="share wrongly claimed",
        definition="money claimed by records without an act or of averaged income",
        unit="share",
        denominator="all money claimed",
        formula="sum of money.claimed not of acts / sum of money.claimed",
        value=ratios(wrong["claimed"], everything["claimed"]),
        sampled=middle(wrong["debts"]),
        rests_on=_RESTS_ON,
        at=_of(fifth),
        cannot=CANNOT,
    )


def recovered(source: RunSource) -> Figure:
    """Money paid on claims that stand on an act of the person's own, per 100,000 person-years."""
    said = "money paid on claims with an act of the person's own behind them, and not refunded"
    return _per_years(source, None, ("act",), "money recovered", said, KEPT)


def _per_years(
    source: RunSource, fifth: str | None, truths: tuple[str, ...], name: str, definition: str, column: str
) -> Figure:
    """Return a sum of money, of debts that rest on `truths`, per 100,000 person-years."""
    sums = _sums(source, truths, fifth)
    summed = "(sum of money.paid - sum of money.refunded)" if column == KEPT else f"sum of money.{column}"
    whose = "not of acts" if truths == WRONG else "of acts"
    answers = () if column == "claimed" else ("society.responses",)
    return Figure(
        name=name,
        definition=definition,
        unit="currency per 100,000 person-years",
        denominator=f"years lived by all {'of these ' if truths == WRONG else ''}persons present",
        formula=f"{summed} {whose} / (sum of people.present / steps a year) x 100,000",
        value=ratios(sums[column], _lived(source, fifth), PER * source.steps_per_year),
        sampled=middle(sums["debts"]),
        rests_on=(*_RESTS_ON, *answers),
        at=_of(fifth),
        cannot=CANNOT,
    )


def _of(fifth: str | None) -> str:
    return "" if fifth is None else f"fifth {fifth}"


def _sums(source: RunSource, truths: tuple[str, ...], fifth: str | None) -> dict[str, list[int]]:
    """Money and debts of the whole run by column and draw."""
    where = f"truth IN ({', '.join('?' * len(truths))})" + ("" if fifth is None else " AND fifth = ?")
    counted = source.sums("money", "truth", COLUMNS, where, [*truths, *([] if fifth is None else [fifth])])
    return {column: source.added(counted, column) for column in COLUMNS}


def _lived(source: RunSource, fifth: str | None) -> list[int]:
    """Person-steps lived over the whole run, by draw."""
    axis, value = ("all", "all") if fifth is None else ("fifth", fifth)
    lived = source.by_step("people", "present", axis=axis, value=value, entity="person")
    return [int(steps) for steps in lived.sum(axis=1)]
