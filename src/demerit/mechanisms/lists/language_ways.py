"""M22: one way onto a list, as a file writes it: whom it takes, how long each spell lasts, when it may recur.

A way takes people *while* a condition holds, *once* it has come to hold, when a *record* begins to count, or
it is filled by something else (*by* spill-over). Where two readings exist the key is required: whether a
condition that still holds at a spell's end makes the next spell (`again`), and whether a record's own points
count when its condition is asked (`own_points`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Name, OrNone, Part
from demerit.errors import Complaint, Complaints
from demerit.quantities import Duration
from demerit.regime.given import Condition
from demerit.regime.lengths import Length

Again = Literal["after-condition-ends", "after-spell-ends", "never"]
OwnPoints = Literal["counted", "not-counted"]
Overlap = Literal["concurrent", "consecutive", "ignored"]
IfWithdrawn = Literal["re-examined", "stands"]


class Case(Part):
    """One length of several: the first whose condition holds as the spell begins."""

    condition: OrNone[Condition] = Field(default=None, alias="if")
    """When it applies; the last case has none and applies to all others."""
    length: Length = Field(alias="is")
    """How long a spell lasts then."""


def _cases(found: Any) -> Any:
    """Read one length as the only case."""
    return found if isinstance(found, list) or found == "none" or found is None else [{"is": found}]


class Way(Part):
    """One way onto a list."""

    holds: OrNone[Condition] = Field(default=None, alias="while")
    """Takes whoever it holds for, as long as it does."""
    once: OrNone[Condition] = None
    """Takes whoever it comes to hold for, in that step; the spell has its own length."""
    record: Annotated[
        list[Name],
        BeforeValidator(lambda found: [found] if isinstance(found, str) else found, list[Name] | str),
    ] = Field(default_factory=list)
    """Conducts of which a record that begins to count is enough, a spell a record."""
    by: OrNone[Literal["triggers", "spillover"]] = None
    """What else puts people on: a trigger (see `triggers`), or a tie to somebody (see `spillover`)."""
    condition: OrNone[Condition] = Field(default=None, alias="if")
    """What must hold as well when a record begins to count."""
    own_points: OrNone[OwnPoints] = None
    """Whether that reads scores and counts with all records of the step, or as the step began."""
    cases: OrNone[
        Annotated[list[Case], BeforeValidator(_cases, Length | list[Case]), Field(min_length=1)]
    ] = Field(default=None, alias="for")
    """How long a spell lasts, or cases of that, of which the first that holds at entry counts."""
    at_least: OrNone[Duration] = None
    """How long a spell lasts at least, whatever ends it otherwise by itself."""
    until: OrNone[Condition] = None
    """What ends a spell by coming true; it is asked from the step after entry on."""
    at_most: OrNone[Duration] = None
    """How long a spell lasts at most, though `until` has not come true."""
    again: OrNone[Again] = None
    """From when on a condition of `once` may take the same person again."""
    overlap: Overlap = "concurrent"
    """What becomes of a spell that begins during another of this way: both run, one after the other, none."""
    if_record_withdrawn: OrNone[IfWithdrawn] = None
    """Whether a spell ends that would not have begun without a record that is withdrawn later; `re-examined`
    where nothing is said."""

    @property
    def kind(self) -> str:
        """Return which of the four it is, by the key that makes it."""
        if self.holds is not None:
            return "while"
        if self.once is not None:
            return "once"
        return "record" if self.record else "by"

    @property
    def put_on(self) -> bool:
        """Return whether triggers put people on by it, for a length of its own."""
        return self.by == "triggers"

    @property
    def asks(self) -> Condition | None:
        """Return the condition that takes people by itself, without a record."""
        return self.holds if self.holds is not None else self.once

    @property
    def lengths(self) -> tuple[Case, ...]:
        """Return the cases of its length; none where it has no length of its own."""
        return tuple(self.cases or ())

    @model_validator(mode="after")
    def _one_reading(self) -> Self:
        if wrong := [*_forms(self), *_lengths(self), *_recurs(self)]:
            raise Complaints(wrong)
        return self


def _forms(way: Way) -> Iterator[Complaint]:
    """Yield where not exactly one of the four says whom it takes."""
    made = [
        key
        for key, given in (
            ("while", way.holds is not None),
            ("once", way.once is not None),
            ("record", bool(way.record)),
            ("by", way.by is not None),
        )
        if given
    ]
    if len(made) != 1:
        yield Complaint(
            "a way has one of `while`, `once`, `record` and `by`"
            + (", and this has none" if not made else f", and this has {' and '.join(made)}"),
            found=", ".join(made) or "none of them",
            next_step="write two ways, each with its own dash"
            if made
            else "say what puts people on the list",
            at=(made[1],) if len(made) > 1 else (),
            on_key=len(made) > 1,
        )
    elif way.condition is not None and made != ["record"]:
        yield Complaint(
            f"`if` belongs to a record; `{made[0]}` says by itself whom it takes",
            at=("if",),
            on_key=True,
            next_step=f"join it to the condition of `{made[0]}` with `and`",
        )
    elif way.own_points is not None and way.condition is None:
        yield Complaint(
            "there is no `if` that could read points",
            at=("own_points",),
            on_key=True,
            next_step="remove `own_points`, or add the condition",
        )


def _lengths(way: Way) -> Iterator[Complaint]:
    """Yield lengths that contradict the form or each other, and cases that leave somebody without one."""
    free = [key for key in ("cases", "until", "at_most") if getattr(way, key) is not None]
    named = ["for" if key == "cases" else key for key in free]
    if way.kind in ("while", "by") and not way.put_on:
        what = "lasts as long as its condition holds" if way.kind == "while" else "lasts as long as the tie"
        for key in (*named, *(["at_least"] if way.at_least is not None and way.kind == "by" else [])):
            yield Complaint(
                f"a spell by `{way.kind}` {what}, and `{key}` says otherwise",
                at=(key,),
                on_key=True,
                next_step="write `once: CONDITION` for a spell with a length of its own"
                if way.kind == "while"
                else "remove it",
            )
        return
    if way.cases is not None and (
        way.until is not None or way.at_most is not None or way.at_least is not None
    ):
        yield Complaint(
            "`for` is the whole length, so nothing else may end the spell or keep it",
            at=("for",),
            on_key=True,
            next_step="write `at_least`, `until` and `at_most` without `for`",
        )
    elif way.cases is None and way.until is None:
        yield Complaint(
            f"a spell by `{way.by or way.kind}` has no length",
            at=(way.kind,),
            on_key=True,
            next_step="add `for: LENGTH`, `for: ever`, or `until: CONDITION`",
        )
    if way.cases is not None:
        yield from _open_cases(way.cases)
    low, high = way.at_least, way.at_most
    if low is not None and high is not None and low.days >= high.days:
        yield Complaint(
            "`at_least` is not shorter than `at_most`",
            found=str(low),
            at=("at_least",),
            next_step="write `for` where both are the same",
        )


def _open_cases(cases: list[Case]) -> Iterator[Complaint]:
    """Yield a case that nobody can reach, and the lack of one for all others."""
    for place, case in enumerate(cases):
        last = place == len(cases) - 1
        if case.condition is None and not last:
            yield Complaint(
                "the cases after this one are never reached",
                at=("for", place),
                next_step="put the case without `if` last",
            )
        if case.condition is not None and last:
            yield Complaint(
                "for whom none of these conditions holds there is no length",
                at=("for", place),
                next_step="end with a case without `if`, such as `{is: 6 months}`",
            )


def _recurs(way: Way) -> Iterator[Complaint]:
    """Yield where it is not said, or said in vain, how spells of one person follow each other."""
    if way.once is not None and way.again is None:
        yield Complaint(
            "it is not said when somebody can be taken again",
            at=("once",),
            on_key=True,
            allowed="after-condition-ends, after-spell-ends, never",
            next_step="add `again: after-condition-ends` if what goes on holding takes nobody twice",
        )
    if way.once is None and way.again is not None:
        yield Complaint(
            f"`again` belongs to `once`, and this way is by `{way.kind}`",
            at=("again",),
            on_key=True,
            next_step="remove it",
        )
    tied = way.kind == "while" or way.by == "spillover"
    if way.overlap != "concurrent" and (tied or way.again == "after-spell-ends"):
        yield Complaint(
            "here no spell can begin during another of this way",
            at=("overlap",),
            on_key=True,
            next_step="remove `overlap`",
        )
    elif way.overlap == "consecutive" and way.until is not None:
        yield Complaint(
            "when a spell ends by `until` is not known beforehand, so the next cannot be put after it",
            at=("overlap",),
            next_step="write `overlap: concurrent` or `ignored`, or a length with `for`",
        )
    if way.put_on and way.if_record_withdrawn is not None:
        yield Complaint(
            "a spell that a trigger began rests on no record, so it stands whatever is withdrawn",
            at=("if_record_withdrawn",),
            on_key=True,
            next_step="remove it, or write a way by `record`",
        )
    elif way.if_record_withdrawn == "stands" and tied:
        yield Complaint(
            "a spell that lasts as long as its condition or its tie does cannot outlive it",
            at=("if_record_withdrawn",),
            on_key=True,
            next_step="remove it",
        )
