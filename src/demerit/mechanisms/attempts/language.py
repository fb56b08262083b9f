"""M30, M37: what a regime refuses, favours and prices, and for whom, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part, ReferenceKey, Text, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.documents.once import declaring
from demerit.documents.stating import STATED
from demerit.errors import Complaint
from demerit.mechanisms import declared, extended
from demerit.quantities import Duration, Factor, Money, Share
from demerit.regime.axes import Context, FallsOn
from demerit.regime.given import MOST_AMOUNT, Condition, ConsequenceForm, Grade0to5
from demerit.regime.rule_text import RuleText

FORMS = (
    ConsequenceForm(
        "refuse",
        "M30",
        "refuse: [KIND] with to: CONDITION",
        lambda consequence: consequence.kinds,
        takes=lambda consequence: True,
        brought_by=lambda regime, consequence: regime.bearing(consequence),
        done="refuses",
    ),
    ConsequenceForm(
        "price",
        "M37",
        "price: [KIND] with to: CONDITION and times: FACTOR",
        lambda consequence: consequence.kinds,
        takes=lambda consequence: consequence.times.most > 1,
        brought_by=lambda regime, consequence: regime.bearing(consequence),
    ),
    ConsequenceForm(
        "favour", "M37", "favour: [KIND] with to: CONDITION", lambda consequence: consequence.kinds
    ),
)


@cache
def forms() -> tuple[ConsequenceForm, ...]:
    """Return every form that a consequence may have, from the folders of mechanisms."""
    return tuple(chain.from_iterable(declared("language", "FORMS")))


def _alone(found: Any) -> Any:
    """Return one name as a list of names; all else as it is."""
    return [found] if isinstance(found, str) else found


Kinds = Annotated[
    list[Name],
    Field(min_length=1),
    BeforeValidator(_alone, json_schema_input_type=str | list[str]),
]
"""Kinds of attempt by name; one alone stands for a list of it."""


if TYPE_CHECKING:
    Extended = Part
else:
    Extended = extended("language", "OfConsequence", Part)


class Consequence(Extended):
    """What a list or a grade does to somebody: an attempt refused, a price changed, a favour, a service."""

    refuse: OrNone[Kinds] = None
    """Kinds of attempt that are refused to whom `to` holds for."""
    price: OrNone[Kinds] = None
    """Kinds of attempt whose price or waiting time is multiplied by `times` for whom `to` holds for."""
    favour: OrNone[Kinds] = None
    """Kinds of attempt that are eased for whom `to` holds for."""
    chance: OrNone[Share] = None
    """Share of the attempts at which it is asked whether to refuse; `none` is all."""
    finds: OrNone[Share] = None
    """Share of these at which whoever it is for is found; the others are missed. `none` is all."""
    discretion: OrNone[Share] = None
    """Share of those found, and of those taken for one of them, who are refused; `none` is all."""
    mismatch: OrNone[Share] = None
    """Share of the attempts at which it is asked that take somebody whom it is not for to be one of them."""
    mistakes: Literal["each-time", "lasting"] = "each-time"
    """Whether each time anybody may be taken for one of them, or the same people are, for life."""
    but_not: OrNone[Condition] = None
    """Who is not taken for somebody else any more, such as who has a number for it; beside `mismatch`."""
    uptake: OrNone[Share] = None
    """Share of the attempts at which a favour or price open to the person is used; `none` is always."""
    falls_on: FallsOn = "self"
    """Who bears it."""
    context: Annotated[Context, DecidesNothing("lint")]
    """Where in life it bites."""
    severity: OrNone[Grade0to5] = None
    """How hard it is, 0 to 5: the higher of this and the society's counts."""
    essential: Annotated[Flag, DecidesNothing("lint")] = False
    """Whether the service is one that a life needs."""
    auto: Annotated[Flag, DecidesNothing("lint")] = True
    """Whether it follows without a person deciding."""
    duration: Annotated[
        OrNone[Duration],
        DecidesNothing("readers", "it lasts as long as the listing or the condition that it follows"),
    ] = None
    """How long; `none` means as long as the listing or grade lasts."""
    notice_days: Annotated[
        OrNone[Annotated[Whole, Field(ge=0)]],
        DecidesNothing("lint", "it begins with the listing; safeguards.notice is modelled"),
    ] = None
    """Days of notice before it begins."""
    hearing: Annotated[
        Flag, DecidesNothing("lint", "nobody is heard before it; safeguards.hearing is modelled")
    ] = False
    """Whether the person is heard before it begins."""
    reasons: Annotated[Flag, DecidesNothing("lint", "nobody is told why; safeguards.reasons is modelled")] = (
        False
    )
    """Whether the person is told why."""
    suspensive: Annotated[
        Flag, DecidesNothing("lint", "no appeal halts it; safeguards.appeal.suspensive is modelled")
    ] = False
    """Whether an appeal halts it."""
    executor: Annotated[Literal["public", "private"], DecidesNothing("lint")] = "public"
    """Who carries it out."""
    compelled: Annotated[Flag, DecidesNothing("lint")] = False
    """Whether a private executor must."""
    legal_basis: Annotated[OrNone[Text], DecidesNothing("readers")] = None
    """The rule that it rests on."""
    public_cost: OrNone[Money] = None
    """What a favour or price costs the public each time it is used, in `CURRENCY per case`."""
    text: Annotated[OrNone[RuleText], DecidesNothing("readers")] = None
    """The rule's own words."""
    declared: Annotated[
        None, declaring("legal_basis", "duration", "notice_days", "hearing", "reasons", "suspensive")
    ] = None
    """Words about it that decide nothing."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers"), STATED] = Field(
        default=None, alias="from"
    )
    """Where it was read of."""

    @property
    def form(self) -> ConsequenceForm:
        """Return its form."""
        return next(form for form in forms() if getattr(self, form.key) is not None)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of attempt, or of service, that it touches."""
        return tuple(getattr(self, self.form.key))

    @property
    def dearer(self) -> Factor | None:
        """Return what prices are multiplied by; None for a favour."""
        times: Factor | None = getattr(self, "times", None)
        return times if self.price is not None else None

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """Return the conditions on whom it is for, by the keys under which a file writes them."""
        held = {field.alias or key: getattr(self, key) for key, field in type(self).model_fields.items()}
        return {
            key: value for key, value in held.items() if isinstance(value, Condition) and key != "but_not"
        }

    def severity_in(self, society: Any) -> int:
        """Return how hard it is, 0 to 5: the higher of what it and a society say of what it touches.

        Args:
            society: whose kinds of attempt and service it touches, or None.
        """
        kinds: Mapping[str, Any] = getattr(society, self.form.of, None) or {}
        touched = [int(kinds[each].severity) for each in self.form.touches(self) if each in kinds]
        return max(int(self.severity or 0), *touched, 0)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        found = [form.key for form in forms() if getattr(self, form.key) is not None]
        if len(found) != 1:
            raise Complaint(
                f"a consequence has one form, not {len(found)}",
                found=", ".join(found) or "none of them",
                allowed=", ".join(form.says for form in forms()),
                next_step="write one of them; a second form is a second consequence",
            )
        for complaint in _written(self, found[0]):
            raise complaint
        if (cost := self.public_cost) is not None:
            if cost.least < 0 or cost.most > MOST_AMOUNT:
                raise Complaint(
                    "a cost is 0 or more" if cost.least < 0 else "this cost is too large",
                    at=("public_cost",),
                    found=str(cost),
                    allowed=f"0..{MOST_AMOUNT:,}",
                    next_step="mend the number, or count in a larger currency",
                )
        return self


def _written(consequence: Consequence, form: str) -> Iterator[Complaint]:
    """Yield what is wrong with how a consequence says what it does, and for whom."""
    if form in ("price", "refuse", "favour") and getattr(consequence, "to", None) is None:
        yield Complaint(
            f"`{form}` names kinds of attempt and does not say for whom",
            at=(form,),
            on_key=True,
            next_step="add `to: LIST` or `to: CONDITION`",
        )
    if form == "price" and consequence.dearer is None:
        said = "add `times: 1.5, from KEY`"
        yield Complaint("a price says by how much", at=("price",), on_key=True, next_step=said)
    if form not in ("price", "slow") and getattr(consequence, "times", None) is not None:
        said = "prices and slower services alone have `times`"
        yield Complaint(said, at=("times",), on_key=True, next_step="remove it, or write `price: [KIND]`")
    if form == "refuse" and consequence.uptake is not None:
        said = "nobody takes up a refusal"
        yield Complaint(
            said, at=("uptake",), on_key=True, next_step="remove it; where gates ask at times, say `chance`"
        )
    for key in ("chance", "finds", "discretion") if form != "refuse" else ():
        if getattr(consequence, key) is not None:
            yield Complaint(
                f"refusals alone have a `{key}`",
                at=(key,),
                on_key=True,
                next_step="remove it; of a favour or price, say `uptake`",
            )
    yield from _mismatches(consequence, form)
    yield from _severities(consequence, form)


def _mismatches(consequence: Consequence, form: str) -> Iterator[Complaint]:
    """Yield where there is nobody who could be taken for somebody else."""
    if consequence.mismatch is not None and form != "refuse":
        yield Complaint(
            "a refusal alone can take others for those whom it is for",
            found="mismatch",
            at=("mismatch",),
            on_key=True,
            next_step="write `refuse: [KIND]` and `to: LIST`, or remove it",
        )
    if consequence.mistakes == "lasting" and consequence.mismatch is None:
        yield Complaint(
            "`mistakes` says how people are taken for somebody else, and nobody is",
            found="mistakes: lasting",
            at=("mistakes",),
            on_key=True,
            next_step="add `mismatch: 1 %, from KEY`, or remove it",
        )
    if consequence.but_not is not None and consequence.mismatch is None:
        yield Complaint(
            "`but_not` says who is not taken for somebody else, and nobody is",
            found="but_not",
            at=("but_not",),
            on_key=True,
            next_step="add `mismatch: 1 %, from KEY`, or remove it; whom it is not for stands under `to`",
        )


def _severities(consequence: Consequence, form: str) -> Iterator[Complaint]:
    """Yield where a severity says nothing."""
    if consequence.severity is not None and form == "favour":
        said = "a favour is hard for nobody"
        yield Complaint(said, at=("severity",), on_key=True, next_step="remove it")


_FALLS_ON = {"children": "M31", "family": "M32", "staff": "M34"}
ROWS = ("M30", "M34", "M37")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, consequence in form.consequences.items():
        yield consequence.form.row, ("consequences", name, consequence.form.key)
        if consequence.falls_on in _FALLS_ON:
            yield _FALLS_ON[consequence.falls_on], ("consequences", name, "falls_on")
