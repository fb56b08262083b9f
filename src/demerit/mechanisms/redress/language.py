"""Safeguards: what stands between a record and a person, and the ways back.

Each of the seven must be written, as a value or `none`. Silence about notice, reasons or a hearing is the
most common flaw of real regimes, and here it would look like an oversight of the file's author.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from demerit.documents import Flag, OrNone, Part
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import SectionSource
from demerit.documents.stating import MEASURED
from demerit.quantities import Duration, Factor, Share
from demerit.regime.rule_text import RuleText


class Notice(Part):
    """Telling somebody before a listing takes effect."""

    share: Share
    """Share of people whom the notice reaches."""
    ahead: Duration
    """How long before."""


class Reasons(Part):
    """Telling somebody why."""

    raises_appeal: Factor
    """What the chance of an appeal is multiplied by."""


class Hearing(Part):
    """Hearing somebody before a listing takes effect."""

    share: Share
    """Share of cases that are heard."""
    stops_wrong: Share
    """Chance that a record without the act is stopped."""
    recognises_unable: Share
    """Chance that somebody who could not is recognised."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """How much later the listing takes effect."""


class Appeal(Part):
    """Asking another body to decide again."""

    chance: Share
    """Share of listed people who appeal."""
    success_if_wrong: Share
    """Chance of success for a record without the act."""
    success_if_right: Share
    """Chance of success for a record of a true act."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """Time until it is decided."""
    independent: Annotated[Flag, DecidesNothing("lint")]
    """Whether the body is independent of the operator."""
    suspensive: Flag
    """Whether consequences wait for the decision."""


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
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """Time until it is decided."""


class HumanReview(Part):
    """A person looks again at what a machine ruled."""

    share: Share
    """Share of rulings that are looked at."""
    stops_wrong: Share
    """Chance that a record without the act is stopped."""
    delay: Annotated[OrNone[Duration], MEASURED] = None
    """How much later the ruling takes effect."""


class Safeguards(Part):
    """The seven safeguards, each a value or `none`."""

    notice: OrNone[Notice]
    """Told before it takes effect."""
    reasons: OrNone[Reasons]
    """Told why."""
    hearing: OrNone[Hearing]
    """Heard before it takes effect."""
    appeal: OrNone[Appeal]
    """Another body decides again."""
    correction: OrNone[Correction]
    """Wrong records are found and mended."""
    repair: OrNone[Repair]
    """A way off the list before its term."""
    human_review: OrNone[HumanReview]
    """A person looks again at a machine's ruling."""
    text: Annotated[OrNone[RuleText], DecidesNothing("readers")] = None
    """The rule's own words."""
    section_from: SectionSource = None
    """Where the rules of this section were read whose numbers name nothing else."""


ROWS = ("M23",)
SEVEN = ("notice", "reasons", "hearing", "appeal", "correction", "repair", "human_review")
"""The safeguards, each of which a file names."""


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name in SEVEN:
        if getattr(form.safeguards, name) is not None:
            yield "M23", ("safeguards", name)
