"""M30, M37: what a regime refuses, favours and prices, and for whom, as a file writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

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


def _domain(consequence: Consequence, name: str) -> tuple[str]:
    return (consequence.domain or name,)


FORMS = (
    ConsequenceForm(
        "refuse",
        "M30",
        "refuse: LIST",
        _domain,
        takes=lambda consequence: True,
        brought_by=lambda regime, consequence: ((consequence.refuse, consequence.applies_if),),
    ),
    ConsequenceForm(
        "factor", "M37", "factor: FACTOR", _domain, takes=lambda consequence: consequence.factor.most > 1
    ),
    ConsequenceForm("favour", "M37", "favour: CONDITION", _domain),
)


@cache
def forms() -> tuple[ConsequenceForm, ...]:
    """Return every form that a consequence may have, from the folders of mechanisms."""
    return tuple(chain.from_iterable(declared("language", "FORMS")))


if TYPE_CHECKING:
    Extended = Part
else:
    Extended = extended("language", "OfConsequence", Part)


class Consequence(Extended):
    """What a list or a grade does to somebody: an attempt refused, a price changed, a favour, a service."""

    refuse: OrNone[Name] = None
    """The list whose members are refused."""
    factor: OrNone[Factor] = None
    """What the price or waiting time is multiplied by."""
    favour: OrNone[Condition] = None
    """Who is favoured."""
    uptake: OrNone[Share] = None
    """Share of the attempts at which a favour or factor open to the person is used; `none` is always."""
    domain: OrNone[Name] = None
    """The society's kind of attempt that it touches; by default the consequence's own name."""
    applies_if: OrNone[Condition] = Field(default=None, alias="for")
    """Whom it is for."""
    falls_on: FallsOn = "self"
    """Who bears it."""
    context: Annotated[Context, DecidesNothing("lint")]
    """Where in life it bites."""
    severity: Grade0to5
    """How hard it is, 0 to 5."""
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
    fiscal_cost: OrNone[Money] = None
    """What a favour or factor costs the public each time it is used, in `CURRENCY per case`."""
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
    def conditions(self) -> Mapping[str, Condition]:
        """Return the conditions that it asks, by the keys under which a file writes them."""
        held = {field.alias or key: getattr(self, key) for key, field in type(self).model_fields.items()}
        return {key: value for key, value in held.items() if isinstance(value, Condition)}

    def severity_in(self, name: str, society: Any) -> int:
        """Return how hard it is, 0 to 5: the higher of what it and a society say of what it touches.

        Args:
            name: its own.
            society: whose kinds of attempt and service it touches, or None.
        """
        kinds: Mapping[str, Any] = getattr(society, self.form.of, None) or {}
        touched = [int(kinds[each].severity) for each in self.form.touches(self, name) if each in kinds]
        return max(int(self.severity), *touched, 0)

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
        if self.factor is not None and self.applies_if is None:
            raise Complaint(
                "a factor says whom it is for", at=("factor",), on_key=True, next_step="add `for: CONDITION`"
            )
        if self.refuse is not None and self.uptake is not None:
            raise Complaint("nobody takes up a refusal", at=("uptake",), on_key=True, next_step="remove it")
        if (cost := self.fiscal_cost) is not None:
            if cost.least < 0 or cost.most > MOST_AMOUNT:
                raise Complaint(
                    "a cost is 0 or more" if cost.least < 0 else "this cost is too large",
                    at=("fiscal_cost",),
                    found=str(cost),
                    allowed=f"0..{MOST_AMOUNT:,}",
                    next_step="mend the number, or count in a larger currency",
                )
        return self


_FALLS_ON = {"children": "M31", "family": "M32", "staff": "M34"}
ROWS = ("M30", "M34", "M37")


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, consequence in form.consequences.items():
        yield consequence.form.row, ("consequences", name, consequence.form.key)
        if consequence.falls_on in _FALLS_ON:
            yield _FALLS_ON[consequence.falls_on], ("consequences", name, "falls_on")
