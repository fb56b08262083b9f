"""Money that a regime claims of people: how much of it wrongly, and how much of that they paid.

Claimed wrongly is what a record claims that stands on no act of the person's own, or on averaged income
alone. The amount of an act is the file's to say, so a claim on a true act is never wrong here; whether the
sum or the penalty is just, no count can say. All sums are over the whole run, in the society's currency.
"""

from __future__ import annotations

from typing import Final

from demerit.archive.schema import DEBT_TRUTHS
from demerit.audit.figures import PER, Figure, middle, ratios
from demerit.audit.source import RunSource

WRONG: Final = tuple(truth for truth in DEBT_TRUTHS if truth != "act")
"""What a debt rests on where it is claimed wrongly."""
COLUMNS: Final = ("claimed", "paid", "refunded", "debts")

CANNOT: Final = "whether the sum or the penalty is just, or what paying it did to anybody"
_RESTS_ON = ("regime.debts", "regime.sources", "regime.adjudication", "regime.safeguards", "society.conducts")


def wrongly_claimed(source: RunSource, fifth: str | None = None) -> Figure:
    """Money claimed of people wrongly, per 100,000 person-years; of all or of one income fifth."""
    wrong, lived = _sums(source, WRONG, fifth), _lived(source, fifth)
    return Figure(
        name="wrongly claimed",
        definition="money claimed by records without an act or of averaged income",
        unit="currency per 100,000 person-years",
        denominator="years lived by all of these persons present",
        formula="sum of money.claimed not of acts / (sum of people.present / steps a year) x 100,000",
        value=ratios(wrong["claimed"], lived, PER * source.steps_per_year),
        sampled=middle(wrong["debts"]),
        rests_on=_RESTS_ON,
        at=_of(fifth),
        cannot=CANNOT,
    )


def wrongly_paid(source: RunSource, fifth: str | None = None) -> Figure:
    """Money of such claims that people paid and did not get back, per 100,000 person-years."""
    wrong, lived = _sums(source, WRONG, fifth), _lived(source, fifth)
    kept = [paid - back for paid, back in zip(wrong["paid"], wrong["refunded"], strict=True)]
    return Figure(
        name="wrongly paid",
        definition="money paid on claims without an act or of averaged income, and not refunded",
        unit="currency per 100,000 person-years",
        denominator="years lived by all of these persons present",
        formula=(
            "(sum of money.paid - sum of money.refunded) not of acts"
            " / (sum of people.present / steps a year) x 100,000"
        ),
        value=ratios(kept, lived, PER * source.steps_per_year),
        sampled=middle(wrong["debts"]),
        rests_on=(*_RESTS_ON, "society.responses"),
        at=_of(fifth),
        cannot=CANNOT,
    )


def wrongly_refunded(source: RunSource, fifth: str | None = None) -> Figure:
    """Money of such claims that people paid and got back, per 100,000 person-years."""
    wrong, lived = _sums(source, WRONG, fifth), _lived(source, fifth)
    return Figure(
        name="wrongly paid and refunded",
        definition="money paid on claims without an act or of averaged income, and refunded",
        unit="currency per 100,000 person-years",
        denominator="years lived by all of these persons present",
        formula="sum of money.refunded not of acts / (sum of people.present / steps a year) x 100,000",
        value=ratios(wrong["refunded"], lived, PER * source.steps_per_year),
        sampled=middle(wrong["debts"]),
        rests_on=(*_RESTS_ON, "society.responses"),
        at=_of(fifth),
        cannot=CANNOT,
    )


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
    true = _sums(source, ("act",), None)
    kept = [paid - back for paid, back in zip(true["paid"], true["refunded"], strict=True)]
    return Figure(
        name="money recovered",
        definition="money paid on claims with an act of the person's own behind them, and not refunded",
        unit="currency per 100,000 person-years",
        denominator="years lived by all persons present",
        formula=(
            "(sum of money.paid - sum of money.refunded) of acts"
            " / (sum of people.present / steps a year) x 100,000"
        ),
        value=ratios(kept, _lived(source, None), PER * source.steps_per_year),
        sampled=middle(true["debts"]),
        rests_on=(*_RESTS_ON, "society.responses"),
        cannot=CANNOT,
    )


def _of(fifth: str | None) -> str:
    return "" if fifth is None else f"fifth {fifth}"


def _sums(source: RunSource, truths: tuple[str, ...], fifth: str | None) -> dict[str, list[int]]:
    """Money and debts of the whole run by column and draw."""
    where = f"truth IN ({', '.join('?' * len(truths))})" + ("" if fifth is None else " AND fifth = ?")
    values = [*truths, *([] if fifth is None else [fifth])]
    return {
        column: source.per_draw(
            f'SELECT draw, sum("{column}")::BIGINT FROM money WHERE {where} GROUP BY draw', values
        )
        for column in COLUMNS
    }


def _lived(source: RunSource, fifth: str | None) -> list[int]:
    """Person-steps lived over the whole run, by draw."""
    axis, value = ("all", "all") if fifth is None else ("fifth", fifth)
    lived = source.by_step("people", "present", axis=axis, value=value, entity="person")
    return [int(steps) for steps in lived.sum(axis=1)]
