"""Values of a rule that differ by one axis of those whom it is about: shares and factors, by category."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from demerit.documents import OrNone, Part, Text
from demerit.documents.once import SectionSource
from demerit.errors import Complaint, Complaints, nearest_name
from demerit.quantities import Factor, Share
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
    return (
        "<by axis>"
        if isinstance(found, SharesBy) or (isinstance(found, Mapping) and "by" in found)
        else "<share>"
    )


ShareOrBy = Annotated[
    Annotated[Share, Tag("<share>")] | Annotated[SharesBy, Tag("<by axis>")], Discriminator(_share_form)
]
"""A share, or shares by one axis: `{by: residence, is: {...}, otherwise: ...}`."""
