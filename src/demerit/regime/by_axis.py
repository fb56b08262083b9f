"""Values of a rule that differ by one axis of those whom it is about: shares and factors, by category."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import Discriminator, Field, Tag, model_validator

from demerit.documents import OrNone, Part, Text
from demerit.documents.once import SectionSource
from demerit.errors import Complaint, Complaints, nearest_name
from demerit.quantities import Factor, Range, Share
from demerit.regime.axes import CATEGORIES, Axis


class ByAxis(Part):
    """Values that differ by one axis."""

    by: Axis
    """The axis."""
    table_from: SectionSource = None
    """Where those of its values were read that name nothing else."""

    def check_categories(self, names: Mapping[str, object], complete: bool) -> None:
        """Refuse categories that the axis does not have, and missing ones where nothing else covers them.

        Raises:
            Complaints: with each category's place.
        """
        known = CATEGORIES[self.by]
        wrong = [
            Complaint(
                f"the axis {self.by} has no category {name!r}",
                found=name,
                at=("is", name),
                on_key=True,
                allowed=", ".join(known) if len(known) < 20 else f"{known[0]} to {known[-1]}",
                nearest=nearest_name(name, known),
                next_step="mend the name",
            )
            for name in names
            if name not in known
        ]
        missing = [name for name in known if name not in names]
        if complete and missing and not wrong:
            some = ", ".join(missing[:5]) + (" and more" if len(missing) > 5 else "")
            wrong.append(
                Complaint(
                    f"there is no value for {some}",
                    at=("is",),
                    found=", ".join(names),
                    next_step="add them, or `otherwise:` for all that are not named",
                )
            )
        if wrong:
            raise Complaints(wrong)


class SharesBy(ByAxis):
    """Shares that differ by one axis."""

    values: dict[Text, Share] = Field(alias="is")
    """A share for each category."""
    otherwise: OrNone[Share] = None
    """The share for categories that are not named."""

    @model_validator(mode="after")
    def _categories(self) -> Self:
        self.check_categories(self.values, complete=self.otherwise is None)
        return self

    def of(self, category: str) -> Share:
        """Return the share of a category."""
        found = self.values.get(category, self.otherwise)
        assert found is not None
        return found


class FactorsBy(ByAxis):
    """Factors that differ by one axis; categories that are not named have the factor 1."""

    values: dict[Text, Factor] = Field(alias="is")
    """A factor for each category that differs from 1."""

    @model_validator(mode="after")
    def _categories(self) -> Self:
        self.check_categories(self.values, complete=False)
        return self


def _share_form(found: Any) -> str:
    if isinstance(found, ShareOf) or (isinstance(found, str) and _OF_TABLE.match(found)):
        return "<of a value>"
    by = isinstance(found, SharesBy) or (isinstance(found, Mapping) and "by" in found)
    return "<by axis>" if by else "<share>"


_OF_TABLE = re.compile(r"^\s*(?:(?P<share>[^,]*?)\s+of\s+)?(?P<table>[a-z][a-z0-9_-]*)\s*(?P<rest>,.*)?$")


@dataclass(frozen=True, slots=True)
class ShareOf(Share):
    """A share of what a name under `values` says: `pilots`, or `0.9 of pilots, assumed 0.8..1`.

    Attributes:
        table: the name.
    """

    table: str = ""
    units: ClassVar[str] = "NAME, or SHARE of NAME with a name under `values`"
    example: ClassVar[str] = "0.9 of pilots, assumed 0.8..1"

    @property
    def alone(self) -> bool:
        """Return whether the name stands alone, so that its value is meant as it is."""
        return self.reference == ""

    def __str__(self) -> str:
        """Return the canonical one-line form."""
        if self.alone:
            return self.table
        share, comma, rest = (
            Share(self.value, self.unit, self.reference, self.assumed).__str__().partition(",")
        )
        return f"{share} of {self.table}{comma}{rest}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `NAME` or `SHARE of NAME, from KEY`, or with a range.

        Raises:
            Complaint: the share is wrong or has no evidence.
        """
        match = _OF_TABLE.match(text)
        assert match is not None  # or it is read as a share
        if match["share"] is None:
            if match["rest"]:
                raise Complaint(
                    f"{match['table']!r} has its evidence under `values`",
                    found=text,
                    next_step=f"write `{match['table']}`, or a share of it: `0.9 of {match['table']}, ...`",
                )
            return cls(Decimal(1), "", "", None, "", match["table"])
        share = Share.parse(f"{match['share']}{match['rest'] or ''}")
        return cls(share.value, share.unit, share.reference, share.assumed, "", match["table"])

    def __mul__(self, value: Share) -> Share:
        """Return the share of a share, with the range that both leave."""
        if self.alone:
            return value
        low, high = self.least * value.least, self.most * value.most
        return Share(self.value * value.value, "", "", Range(low, high) if low < high else None)


_ONE = Annotated[Share, Tag("<share>")]
_BY = Annotated[SharesBy, Tag("<by axis>")]
ShareOrBy = Annotated[_ONE | _BY, Discriminator(_share_form)]
"""A share, or shares by one axis: `{by: residence, is: {...}, otherwise: ...}`."""

GivenShares = Annotated[_ONE | _BY | Annotated[ShareOf, Tag("<of a value>")], Discriminator(_share_form)]
"""A share, shares by one axis, or a share of a value that has a name."""
