"""Published counts to hold a run against, and how they fall.

Every target has exactly one role, written before a result is looked at: `input` (its value went into the
regime or society), `fitted` (rates were set so that the run meets it) or `judged` (it decides nothing and
only judges). A fitted target that is met says nothing about the model; a judged one that is met by an
interval wider than three times its value says nothing either, and is called too wide to inform.

A target's unit and window must be those of the figure that it is compared with. Comparing people with
entries, or a stock with a cumulative count, is refused when the file is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, field_validator, model_validator

from demerit.audit.figures import middle
from demerit.audit.intervals import Interval, interval
from demerit.audit.source import RunSource
from demerit.documents import Date, FilePart, Flag, Name, OrNone, Part, Prose, Text, gallery, read, validate
from demerit.errors import Complaint
from demerit.quantities import Count, Factor

Role = Literal["input", "fitted", "judged"]
Unit = Literal[
    "person", "organisation", "record", "ticket refusal", "ticket refusal per record", "record per record"
]
Window = Literal["stock", "flow", "cumulative"]
FigureName = Literal["entries", "listed", "refusals", "refusals per entry", "performed per entry"]

COMPARABLE: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "entries": (frozenset({"record"}), "cumulative"),
    "listed": (frozenset({"person", "organisation"}), "stock"),
    "refusals": (frozenset({"ticket refusal"}), "cumulative"),
    "refusals per entry": (frozenset({"ticket refusal per record"}), "cumulative"),
    "performed per entry": (frozenset({"record per record"}), "cumulative"),
}
"""The units and the window in which each figure can be compared."""

SMALLEST: Final = Decimal(1_000)
"""No target may count fewer people of the represented nation than this."""

LEEWAY: Final = 31
"""Days by which a run may begin after the published counts do."""

TOO_WIDE: Final = 3.0
"""An interval wider than this many times the target is too wide to inform."""


def _measured(found: Any) -> Any:
    """A count names what it counts (`5.7 million people`); a ratio is a plain factor (`0.98`)."""
    if isinstance(found, str):
        number = found.split(",")[0]
        counted = any(sign.isalpha() for sign in number.replace("e", "").replace("E", ""))
        return Count.read(found) if counted else Factor.read(found)
    return found


class MeasuredAs(Part):
    """How a published number came about."""

    checked: OrNone[Text]
    """Who or what was looked at."""
    selected_by: OrNone[Text]
    """How those were chosen."""
    counts_as_error: OrNone[Text]
    """What was counted as wrong."""
    judged_by: OrNone[Text]
    """Who said so."""


class Target(Part):
    """One published number."""

    title: Text
    """What it counts, in words."""
    figure: FigureName
    """The figure of a run that it is compared with."""
    entity: Literal["person", "organisation"] = "person"
    """Whose list is meant."""
    list: Name
    """The list of the regime that it counts."""
    domain: OrNone[Name] = None
    """The kind of attempt, where refusals are counted."""
    unit: Unit
    """What one counts as 1."""
    window: Window
    """A stock on a day, a flow in a year, or cumulative since the list began."""
    date: Date
    """The day that it speaks of."""
    role: Role
    """input, fitted or judged: exactly one, chosen before results."""
    value: Annotated[Count | Factor, BeforeValidator(_measured)]
    """The number with its source."""
    at_least: Flag = False
    """True where the source says "more than"."""
    measured_as: MeasuredAs | None = None
    """How it came about, where that differs from the rest of the file."""
    suspected_break: OrNone[Text] = None
    """Why the series may have changed its meaning here."""

    @model_validator(mode="after")
    def _comparable(self) -> Target:
        units, window = COMPARABLE[self.figure]
        if self.unit not in units:
            raise Complaint(
                f"{self.figure} cannot be compared in the unit {self.unit!r}",
                found=self.unit,
                allowed=", ".join(sorted(units)),
                next_step="name the figure that counts this unit, or mend the unit",
                at=("unit",),
            )
        if self.window != window:
            raise Complaint(
                f"{self.figure} is no {self.window}",
                found=self.window,
                allowed=window,
                next_step="name the figure that has this window, or mend the window",
                at=("window",),
            )
        if self.figure.startswith("refusals") and self.domain is None:
            raise Complaint(
                "refusals need the domain in which they happened",
                found="none",
                next_step="add `domain: flight`",
                at=("domain",),
            )
        if isinstance(self.value, Count) and self.value.value < SMALLEST:
            raise Complaint(
                "a target counts at least 1,000 people of those represented",
                found=self.value.text,
                allowed="1_000 or more",
                next_step="use an aggregate of more people, or leave it out",
                at=("value",),
            )
        return self


class Targets(FilePart):
    """A file of published numbers about one regime."""

    targets: Name
    """Name of the file."""
    title: Text
    """What it holds."""
    regime: Name
    """The regime that it speaks of."""
    story: Prose = ""
    """Where the numbers come from and what to beware of."""
    since: Date
    """From when the published counts run; a run that begins later cannot answer them."""
    measured_as: MeasuredAs
    """How the numbers came about, unless one says otherwise."""
    values: Mapping[Name, Target]
    """The numbers by name."""

    @field_validator("values")
    @classmethod
    def _some(cls, values: Mapping[str, Target]) -> Mapping[str, Target]:
        if not values:
            raise Complaint("no target stands here", next_step="add one, or remove the file")
        return values


def load(target: Path | str) -> Targets:
    """Read a file of targets, by path or gallery name; InvalidFile lists every problem."""
    return validate(read(gallery.resolve("targets", target)), Targets)


def for_regime(name: str) -> Targets | None:
    """Return the gallery's targets for a regime, or None if it has none."""
    for known in gallery.names("targets"):
        found = load(known)
        if found.regime == name:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a target falls against a run.

    Attributes:
        name: the target's name in its file.
        target: the target.
        published: its value as a float, in its unit.
        ours: the run's interval in the same unit, for all whom it stands for; None if it cannot say.
        missing: why not, where `ours` is None.
        sampled: sampled people or person-times behind `ours`, middle over draws.
    """

    name: str
    target: Target
    published: float
    ours: Interval | None
    missing: str | None = None
    sampled: int | None = None

    @property
    def width(self) -> float | None:
        """Width of the interval over the published value."""
        return self.ours.width / self.published if self.ours else None

    @property
    def too_wide(self) -> bool:
        """Whether the interval is too wide to inform (over three times the target)."""
        return self.width is not None and self.width > TOO_WIDE

    @property
    def outcome(self) -> str:
        """`inside`, `above` or `below` (where the run's interval lies), `too wide`, or `no answer`.

        A target that says "at least" is inside when the high end of the interval reaches it.
        """
        if self.ours is None:
            return "no answer"
        if self.too_wide:
            return "too wide"
        if self.ours.high < self.published:
            return "below"
        if self.ours.low > self.published and not self.target.at_least:
            return "above"
        return "inside"


def compare(source: RunSource, targets: Targets) -> list[Comparison]:
    """Hold a run against each target, in the order of the file.

    Counts are scaled by the run's weight (people for each synthetic person); ratios are not.
    """
    late = source.date(0) - targets.since > dt.timedelta(days=LEEWAY)
    return [_compare(source, name, target, late) for name, target in targets.values.items()]


def _compare(source: RunSource, name: str, target: Target, late: bool) -> Comparison:
    answer = partial(Comparison, name, target, float(target.value.value))
    if late:
        return answer(None, "the run begins after the published count does")
    step = source.step_holding(target.date)
    if step is None:
        return answer(None, "the run does not cover this day")
    if target.list not in source.names("list", "lists", target.entity):
        return answer(None, f"the run has no list {target.list}")
    if target.domain and target.domain not in source.names("domain", "attempts", target.entity):
        return answer(None, f"the run has no attempts of {target.domain}")
    entries = _until(source, "lists", "inflow", step, entity=target.entity, list=target.list)
    if target.figure == "entries":
        counts = entries
    elif target.figure == "listed":
        stock = source.by_step("lists", "stock", entity=target.entity, list=target.list)
        counts = stock[:, step].tolist()
    elif target.figure == "performed per entry":
        counts = _until(source, "lists", "out_payment", step, entity=target.entity, list=target.list)
    else:
        where = {"entity": target.entity, "domain": target.domain or ""}
        counts = _until(source, "attempts", "refusals", step, **where)
    if not target.figure.endswith("per entry"):
        return answer(interval([source.weight * n for n in counts]), sampled=middle(counts))
    if 0 in entries:
        return answer(None, "nobody was listed by then in some draw")
    return answer(interval([a / b for a, b in zip(counts, entries, strict=True)]), sampled=middle(counts))


def _until(source: RunSource, table: str, column: str, step: int, **where: str) -> list[int]:
    """Sum of a column up to and with `step`, per draw."""
    return [int(row[: step + 1].sum()) for row in source.by_step(table, column, **where)]
