"""M20, M22: what happens of itself when something else does: an event, perhaps a condition, and actions.

An event is one of `EVENTS`; whoever adds one adds it there, and to what gathers events in the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part, ReferenceKey
from demerit.documents.deciding import DecidesNothing
from demerit.documents.stating import STATED
from demerit.errors import Complaint, Complaints
from demerit.quantities import Share
from demerit.regime.defaults import Entries
from demerit.regime.given import Condition, GivenPoints
from demerit.regime.lengths import Length
from demerit.regime.rule_text import RuleText

EVENTS = ("record", "enters", "leaves", "joins", "passes")
"""The keys that say by what a trigger is set off; each has one of them."""


MOST_TRIGGERS = 32
"""Triggers that work in one run: a bit each."""


def _several(found: Any) -> Any:
    """Read one name as a list of it."""
    return [found] if isinstance(found, str) and found != "none" else found


Names = Annotated[list[Name], BeforeValidator(_several, list[Name] | str)]
"""One name or several."""


class Trigger(Part):
    """One event, whom it acts on, and what it does."""

    record: Names = Field(default_factory=list)
    """Conducts: sets it off when such a record begins to count, once a record."""
    enters: OrNone[Name] = None
    """A list: sets it off when somebody comes to be on it."""
    leaves: OrNone[Name] = None
    """A list: sets it off when somebody is no longer on it."""
    passes: OrNone[Name] = None
    """An offer: sets it off when somebody passes it, once a pass."""
    joins: Flag = False
    """Sets it off when somebody becomes a member; where a regime has none, comes into the society. Whoever is
    there as the run begins has joined before, and so has a holder who comes into the society as such."""
    condition: OrNone[Condition] = Field(default=None, alias="if")
    """What must hold as well, once the lists of the step have moved."""
    chance: OrNone[Share] = None
    """The chance that it acts then."""
    adds: Annotated[dict[Name, GivenPoints], STATED] = Field(default_factory=dict, alias="add")
    """Points that it adds to scores, by name."""
    sets: Annotated[dict[Name, GivenPoints], STATED] = Field(default_factory=dict, alias="set")
    """Values that it sets scores to, by name; no earlier entry weighs any more."""
    lasts: OrNone[Length] = None
    """How long what it adds, or sets a score to beyond its start, lasts; or `ever`."""
    clear: Names = Field(default_factory=list)
    """Scores that it sets back to their start for good; no earlier entry weighs any more."""
    put_on: OrNone[Name] = None
    """A list that it puts people on, by the list's way `by: triggers`."""
    take_off: OrNone[Name] = None
    """A list that it takes people off, whatever put them there but a tie."""
    text: Annotated[OrNone[RuleText], DecidesNothing("readers")] = None
    """The rule's own words."""
    source: Annotated[OrNone[ReferenceKey], DecidesNothing("readers"), STATED] = Field(
        default=None, alias="from"
    )
    """Where it was read of."""

    @property
    def event(self) -> str:
        """Return the key that says by what it is set off."""
        return next(key for key in EVENTS if getattr(self, key))

    @property
    def moves(self) -> tuple[str, ...]:
        """Return the scores that it moves."""
        return tuple(dict.fromkeys((*self.adds, *self.sets, *self.clear)))

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the lists that it names."""
        return tuple(each for each in (self.enters, self.leaves, self.put_on, self.take_off) if each)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if wrong := [*_events(self), *_actions(self)]:
            raise Complaints(wrong)
        return self


def _events(trigger: Trigger) -> Iterator[Complaint]:
    """Yield where not exactly one event sets a trigger off."""
    given = [key for key in EVENTS if getattr(trigger, key)]
    if len(given) != 1:
        yield Complaint(
            "a trigger has one event, and this has " + (" and ".join(given) if given else "none"),
            found=", ".join(given) or "none of them",
            allowed=", ".join(EVENTS),
            next_step="write two triggers" if given else "say what sets it off, such as `enters: LIST`",
            at=(given[1],) if given else (),
            on_key=bool(given),
        )


def _actions(trigger: Trigger) -> Iterator[Complaint]:
    """Yield a trigger that does nothing, and actions that contradict each other."""
    if not trigger.moves and trigger.put_on is None and trigger.take_off is None:
        yield Complaint(
            "this trigger does nothing",
            found="no action",
            allowed="add, set, clear, put_on, take_off",
            next_step="say what it does, such as `clear: [SCORE]`",
        )
    lasting = bool(trigger.adds or trigger.sets)
    if lasting and trigger.lasts is None:
        key = "add" if trigger.adds else "set"
        yield Complaint(
            f"it is not said how long what this trigger {'adds' if trigger.adds else 'sets'} lasts",
            at=(key,),
            on_key=True,
            next_step="add `lasts: ever`, or a length such as `lasts: 2 years, from KEY`",
        )
    elif trigger.lasts is not None and not lasting:
        yield Complaint(
            "there is nothing that could last: a score that is cleared stays so, and a list says how long a"
            " spell is",
            at=("lasts",),
            on_key=True,
            next_step="remove `lasts`, or add `add` or `set`",
        )
    for score in trigger.sets:
        if score in trigger.clear:
            yield Complaint(
                f"{score} is set and cleared at once",
                found=score,
                at=("clear",),
                on_key=True,
                next_step="keep one of the two",
            )
    for score, points in trigger.adds.items():
        if points == 0:
            yield Complaint("adding 0 does nothing", found="0", at=("add", score), next_step="remove it")
    if trigger.put_on is not None and trigger.put_on == trigger.take_off:
        yield Complaint(
            f"{trigger.put_on} is a list that it both puts people on and takes them off",
            found=trigger.put_on,
            at=("take_off",),
            next_step="keep one of the two",
        )


class OfRegime(Part):
    """What a regime says of triggers."""

    triggers: Annotated[dict[Name, Trigger], Entries()] = Field(default_factory=dict)
    """What happens of itself on events, by names; `defaults` as for conducts."""


def triggers_of(form: Any) -> Mapping[str, Trigger]:
    """Return the triggers of a form of a regime, by name."""
    found: Mapping[str, Trigger] = form.triggers
    return found


def taken_off(form: Any) -> set[str]:
    """Return the lists that some trigger of a form takes people off."""
    return {each.take_off for each in form.triggers.values() if each.take_off is not None}


def setting_off(form: Any) -> set[str]:
    """Return the conducts whose records set off some trigger of a form."""
    return {conduct for each in form.triggers.values() for conduct in each.record}


def entity_of(form: Any, trigger: Trigger) -> str:
    """Return on whom a trigger acts: the entity of the lists that it names, else of whom its records are.

    Persons join, and offers are people's. Where nothing says it, persons, but in a regime whose sources all
    report about organisations.
    """
    if trigger.joins:
        return "person"
    named = [form.lists[name].entity for name in trigger.lists if name in form.lists]
    if named:
        return str(named[0])
    if trigger.passes is not None:
        return "person"
    sources = [
        source.entity
        for source in form.sources.values()
        if not trigger.record or source.reports.intersection(trigger.record)
    ]
    return "organisation" if sources and all(each == "organisation" for each in sources) else "person"


WHOM = ("triggers", lambda form, path: entity_of(form, form.triggers[path[1]]))
"""Whom the conditions of triggers are about."""


def rows(form: Any) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the rows that a form of a regime uses here, with the places that do."""
    for name, trigger in form.triggers.items():
        if trigger.moves:
            yield "M20", ("triggers", name)
        if trigger.put_on is not None or trigger.take_off is not None:
            yield "M22", ("triggers", name)
