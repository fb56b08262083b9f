"""M62: money that records claim, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field

from demerit.documents import Flag, Name, OrNone, Part
from demerit.documents.once import SectionSource
from demerit.documents.stating import STATED
from demerit.quantities import Duration, Factor


class Debts(Part):
    """Records that carry a debt: money claimed, paid or withheld, cancelled, refunded."""

    conducts: Annotated[list[Name], Field(min_length=1)]
    """Conducts whose records claim money; how much is the society's to say."""
    penalty: Annotated[OrNone[Factor], STATED] = None
    """What is claimed beyond the amount, as a multiple of it."""
    withheld_after: OrNone[Duration] = None
    """How long after the claim it is taken from payments to the person; `none` means never."""
    refunds: Flag
    """Whether what was paid is given back when the record is found wrong afterwards."""
    section_from: SectionSource = None
    """Where the rules of this section were read whose numbers name nothing else."""


ROWS = ("M62",)


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    if form.debts is not None:
        yield "M62", ("debts",)
