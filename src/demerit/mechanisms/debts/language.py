"""M62: money that records claim, conduct by conduct, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Tag, field_validator

from demerit.documents import Flag, Name, OrNone, Part
from demerit.documents.once import SectionSource
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.quantities import Duration, Factor, Money
from demerit.regime.defaults import Entries
from demerit.regime.given import MOST_AMOUNT

ACT, AVERAGED = "act", "averaged"
AT = "debts"


def _of_amount(found: Any) -> str:
    return "<word>" if found in (ACT, AVERAGED) else "<sum>"


Amount = Annotated[
    Annotated[Literal["act", "averaged"], Tag("<word>")] | Annotated[Money, Tag("<sum>")],
    Discriminator(_of_amount),
]
"""`act`: what the society puts on the act. `averaged`: what averaging worked out. Or a sum, set for all."""


class Debt(Part):
    """What a record of a conduct claims, and what becomes of it."""

    amount: Amount
    """How much: `act`, what the society puts on the act; `averaged`, what an income match worked out, and
    of any other record what the act comes to; or a sum in the society's currency, set for every record."""
    penalty: Annotated[OrNone[Factor], STATED] = None
    """What is claimed beyond the amount, as a multiple of it."""
    withheld_after: OrNone[Duration] = None
    """How long after the claim it is taken from payments to the person; `none` means never."""
    refunds: Flag
    """Whether what was paid is given back when the record is found wrong afterwards."""
    section_from: SectionSource = None
    """Where the rules of this part were read whose numbers name nothing else."""

    @field_validator("amount")
    @classmethod
    def _a_sum(cls, amount: str | Money) -> str | Money:
        if isinstance(amount, Money) and not (amount.least >= Decimal(0) and amount.most <= MOST_AMOUNT):
            raise Complaint(
                "an amount is 0 or more" if amount.least < 0 else "this amount is too large",
                found=str(amount),
                allowed=f"0..{MOST_AMOUNT:,}",
                next_step="mend the number, or count in a larger currency",
            )
        return amount


Section = OrNone[Annotated[dict[Name, Debt], Entries()]]
"""What records claim, by conduct; or `none`."""


class Owing(NamedTuple):
    """What a record of a conduct claims, with its place in the file.

    Attributes:
        at: of the debt; its keys stand below.
        amount: `act`, `averaged` or a sum.
        penalty: what is claimed beyond it, as a multiple.
        withheld_after: how long after the claim it is taken from payments.
        refunds: whether what was paid on a wrong record is given back.
    """

    at: tuple[str | int, ...]
    amount: str | Money
    penalty: Factor | None
    withheld_after: Duration | None
    refunds: bool

    @property
    def most_over(self) -> Decimal:
        """Return the most that is claimed over the amount."""
        return 1 + (self.penalty.most if self.penalty is not None else Decimal(0))


class OfDebts:
    """What a form says of the money that records claim."""

    if TYPE_CHECKING:
        debts: dict[str, Debt] | None
        sources: dict[str, Any]

    @property
    def averaged(self) -> set[str]:
        """Return the conducts that an income match reports, with a sum that it worked out."""
        matches = [source.income_test for source in self.sources.values()]
        return {match.conduct for match in matches if match is not None}

    @property
    def owing(self) -> Mapping[str, Owing]:
        """Return what records claim, by conduct."""
        return {
            name: Owing((AT, name), it.amount, it.penalty, it.withheld_after, it.refunds)
            for name, it in (self.debts or {}).items()
        }


ROWS = ("M62",)


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for debt in form.owing.values():
        yield "M62", debt.at
