"""Safeguards: what stands between a record or a listing and a person, and the ways back.

Each of the seven must be written, as a value or `none`, or the rest closed by `others: none`. Silence about
notice, reasons or a hearing is the most common flaw of real regimes, and here it would look like an oversight
of the file's author.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import SectionSource
from demerit.documents.stating import MEASURED
from demerit.errors import Complaint
from demerit.quantities import Duration, Factor, Share
from demerit.regime.given import Condition
from demerit.regime.rule_text import RuleText


class Notice(Part):
    """Telling somebody before a record counts or a listing begins."""

    share: Share
    """Share of people whom the notice reaches."""
    ahead: Duration
    """How long before."""
    lapses: Flag = False
    """Of a listing: whether it does not begin where its condition holds no more by then."""


class Reasons(Part):
    """Telling somebody why."""

    raises_appeal: Factor
    """What the chance of an appeal is multiplied by."""


class Hearing(Part):
    """Hearing somebody before a record counts or a listing begins."""

    share: Share
    """Share of cases that are heard."""
    stops_wrong: Share
    """Chance that a record without the act is stopped, or a listing that true records would not lead to."""
    recognises_unable: OrNone[Share] = None
    """Of a record: chance that somebody who could not is recognised."""
    exempts: OrNone[Share] = None
    """Of a listing: chance that it is stopped though right, as for hardship; `none` is never."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """How much later the record counts, or the listing begins."""


class Appeal(Part):
    """Asking another body to decide again."""

    chance: Share
    """Share of listed people who appeal."""
    success_if_wrong: Share
    """Chance of success for a record without the act."""
    success_if_right: Share
    """Chance of success for a record of a true act."""
    success_if_protected: OrNone[Share] = None
    """Of a listing that would not stand without protected conduct or inputs; `none` is as if right."""
    success_if_slight: OrNone[Share] = None
    """Of a listing that would not stand without slight conduct; `none` is as if right."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """Time until it is decided."""
    independent: Annotated[Flag, DecidesNothing("lint")]
    """Whether the body is independent of the operator."""
    suspensive: Flag
    """Whether the record or the listing waits for the decision."""


class Correction(Part):
    """The regime mends its own record without being asked to by an appeal."""

    chance: Share
    """Chance that a record without the act is found and mended."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """Time until then."""


class Repair(Part):
    """Earning one's way off a list before its term."""

    after: Duration
    """Time after which it may be asked for."""
    chance: Share
    """Share of listed people who ask and are released."""
    condition: OrNone[Condition] = Field(default=None, alias="if")
    """What must hold besides: somebody who asks is released in the first step then in which it does."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """Time until it is decided."""


class HumanReview(Part):
    """A person looks again at what a machine ruled, or at a listing before it begins."""

    share: Share
    """Share of rulings, or of listings, that are looked at."""
    stops_wrong: Share
    """Chance that a record without the act is stopped, or a listing that true records would not lead to."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """How much later the ruling takes effect, or the listing begins."""


SEVEN = ("notice", "reasons", "hearing", "appeal", "correction", "repair", "human_review")
"""The safeguards that there are."""


class Bundle(Part):
    """Safeguards that stand together: those of the seven that there are, and `others: none`."""

    notice: OrNone[Notice] = None
    """Told before it takes effect."""
    reasons: OrNone[Reasons] = None
    """Told why."""
    hearing: OrNone[Hearing] = None
    """Heard before it takes effect."""
    appeal: OrNone[Appeal] = None
    """Another body decides again."""
    correction: OrNone[Correction] = None
    """Wrong records are found and mended."""
    repair: OrNone[Repair] = None
    """A way off the list before its term."""
    human_review: OrNone[HumanReview] = None
    """A person looks again at a machine's ruling."""
    text: Annotated[OrNone[RuleText], DecidesNothing("readers")] = None
    """The rule's own words."""
    section_from: SectionSource = None
    """Where the rules of this section were read whose numbers name nothing else."""
    to: OrNone[Condition] = None
    """Whom it is for, asked as a record is ruled on or a listing is entered; of others it has nothing. `none`
    is everybody."""
    others: OrNone[Literal["none"]] = None
    """`none`: those of the seven that do not stand here are not there."""

    @model_validator(mode="after")
    def _all_said(self) -> Self:
        missing = [name for name in SEVEN if name not in self.model_fields_set]
        if missing and "others" not in self.model_fields_set:
            raise Complaint(
                f"it is not said whether there is {', '.join(missing)}",
                found=", ".join(name for name in SEVEN if name not in missing) or "none of the seven",
                on_key=True,
                next_step="add `others: none`, or what there is of them",
            )
        return self

    @property
    def precedes(self) -> bool:
        """Return whether anything of it may come before a record or a listing."""
        suspends = self.appeal is not None and self.appeal.suspensive
        return suspends or any(part is not None for part in (self.notice, self.hearing, self.human_review))

    @property
    def given(self) -> tuple[str, ...]:
        """Return the names of the safeguards that it has."""
        return tuple(name for name in SEVEN if getattr(self, name) is not None)


class OfConduct(Part):
    """What a conduct says of its safeguards."""

    safeguards: OrNone[Name] = "of_records"
    """The bundle of safeguards of its records, or `none`; left out, that which `of_records` names."""


class OfList(Part):
    """What a list says of its safeguards."""

    safeguards: OrNone[Name] = "of_listings"
    """The bundle of safeguards of listings on it, or `none`; left out, that which `of_listings` names."""


ROWS = ("M23",)


def entity_of(form: Any, path: Sequence[str | int]) -> str:
    """Return whom the condition of a bundle's repair is about: who is on the lists that have the bundle."""
    if path[-1] == "to":
        return "person"
    name = str(path[1]) if path[1] in form.bundles else ""
    entities = {rule.entity for listed, rule in form.lists.items() if form.named_by_listing(listed) == name}
    return "organisation" if entities == {"organisation"} else "person"


WHOM = ("safeguards", entity_of)
"""Whom the conditions of repairs are about; a bundle is for a class of persons."""


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for guard in form.bundles.values():
        for name in guard.bundle.given:
            yield "M23", (*guard.at, name)
