"""M62: money that records claim, as a file writes it: by conduct, or alike for several conducts.

A file may say, conduct by conduct, how much a record claims and what becomes of it; or once for several
conducts, which is how version 1 says it. Whoever asks what records claim asks `OfDebts.owing`, so that the
two are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, Tag, field_validator

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


class Debts(Part):
    """Records of several conducts that carry a debt alike: money claimed, paid or withheld, refunded."""

    conducts: Annotated[list[Name], Field(min_length=1)]
    """Conducts whose records claim money: what an income match worked out, else what the act comes to."""
    penalty: Annotated[OrNone[Factor], STATED] = None
    """What is claimed beyond the amount, as a multiple of it."""
    withheld_after: OrNone[Duration] = None
    """How long after the claim it is taken from payments to the person; `none` means never."""
    refunds: Flag
    """Whether what was paid is given back when the record is found wrong afterwards."""
    section_from: SectionSource = None
    """Where the rules of this section were read whose numbers name nothing else."""


_ALIKE = ("conducts", "penalty", "withheld_after", "refunds")


def alike(found: Any) -> bool:
    """Return whether debts are said once for several conducts, as version 1 says them."""
    return isinstance(found, Debts) or (
        isinstance(found, Mapping)
        and any(not isinstance(found.get(key, {}), Mapping | Debt) for key in _ALIKE)
    )


def _form(found: Any) -> str:
    return "<conducts>" if alike(found) else "<by conduct>"


Section = OrNone[
    Annotated[
        Annotated[Debts, Tag("<conducts>")] | Annotated[dict[Name, Debt], Entries(), Tag("<by conduct>")],
        Discriminator(_form),
    ]
]
"""What records claim by conduct; or once for several conducts; or `none`."""


class Owing(NamedTuple):
    """What a record of a conduct claims, with its place in the file.

    Attributes:
        at: of the debt; its keys stand below.
        named: of the conduct's name, and whether that is a key.
        amount: `act`, `averaged` or a sum.
        penalty: what is claimed beyond it, as a multiple.
        withheld_after: how long after the claim it is taken from payments.
        refunds: whether what was paid on a wrong record is given back.
    """

    at: tuple[str | int, ...]
    named: tuple[tuple[str | int, ...], bool]
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
        debts: Debts | dict[str, Debt] | None
        sources: dict[str, Any]

    @property
    def averaged(self) -> set[str]:
        """Return the conducts that an income match reports, with a sum that it worked out."""
        matches = [source.income_test for source in self.sources.values()]
        return {match.conduct for match in matches if match is not None}

    @property
    def owing(self) -> Mapping[str, Owing]:
        """Return what records claim, by conduct."""
        debts = self.debts
        if debts is None:
            return {}
        if isinstance(debts, Debts):
            same, averaged = (debts.penalty, debts.withheld_after, debts.refunds), self.averaged
            return {
                name: Owing(
                    (AT,), ((AT, "conducts", number), False), AVERAGED if name in averaged else ACT, *same
                )
                for number, name in enumerate(debts.conducts)
            }
        return {
            name: Owing((AT, name), ((AT, name), True), it.amount, it.penalty, it.withheld_after, it.refunds)
            for name, it in debts.items()
        }


ROWS = ("M62",)


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for at in dict.fromkeys(debt.at for debt in form.owing.values()):
        yield "M62", at
