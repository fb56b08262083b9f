"""M20, M22: what happens of itself when something else does: an event, perhaps a condition, and actions.

An event is one of `EVENTS`; whoever adds one adds it there, and to what gathers events in the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from demerit.documents import Flag, Name, OrNone, Part, ReferenceKey, Whole
from demerit.documents.deciding import DecidesNothing
from demerit.documents.stating import STATED
from demerit.errors import Complaint, Complaints
from demerit.quantities import Share
from demerit.regime.defaults import Entries
from demerit.regime.given import Condition, GivenPoints, Names, several
from demerit.regime.lengths import Ever, Length
from demerit.regime.rule_text import RuleText
from demerit.regime.schedules import LAST_RECORD, Schedule, own

EVENTS = ("record", "enters", "leaves", "joins", "passes", "schedule")
"""The keys that say by what a trigger is set off; each has one of them."""


MOST_TRIGGERS = 32
"""Triggers that work in one run: a bit each."""


Exit = Literal[
    "correction",
    "appeal",
    "payment",
    "repair",
    "taken-off",
    "rule",
    "fulfilled",
    "expiry",
    "ceased",
    "tie",
]
"""How somebody may leave a list and still be there, for a trigger to act on; ties go in this order."""
Exits = Annotated[list[Exit], BeforeValidator(several, list[Exit] | Exit)]
"""One exit or several."""


class Trigger(Part):
    """One event, whom it acts on, and what it does."""

    record: Names = Field(default_factory=list)
    """Conducts: sets it off when such a record begins to count, once a record."""
    enters: OrNone[Name] = None
    """A list: sets it off when somebody comes to be on it."""
    leaves: OrNone[Name] = None
    """A list: sets it off when somebody is no longer on it."""
    exits: Exits = Field(default_factory=list, alias="by")
    """Of `leaves`: by which exit, one or several; without it by any. Death and leaving the regime are none:
    nothing is left then to act on."""
    passes: OrNone[Name] = None
    """An offer: sets it off when somebody passes it, once a pass."""
    joins: Flag = False
    """Sets it off when somebody becomes a member; where a regime has none, comes into the society. Whoever is
    there as the run begins has joined before, and so has a holder who comes into the society as such."""
    schedule: OrNone[Schedule] = None
    """Sets it off when it falls due: `yearly on 01-01, 07-01`, `monthly on 20`, `every 2 weeks from DATE` for
    all at once; `every 1 year since joined`, `every 2 years since last record` for each by a day of one's
    own. Each adverse record starts the last one anew, one that is withdrawn later too."""
    condition: OrNone[Condition] = Field(default=None, alias="if")
    """What must hold as well, once the lists of the step have moved."""
    chance: OrNone[Share] = None
    """The chance that it acts then."""
    adds: Annotated[dict[Name, GivenPoints], STATED] = Field(default_factory=dict, alias="add")
    """Points that it adds to scores, by name; by a schedule before the records of the step count, to
    whomever its `if` held of as the step began."""
    as_far_as: Annotated[dict[Name, Whole], STATED] = Field(default_factory=dict)
    """By a schedule: up to which value of a score it adds, by name, and down to which where it takes away. A
    score that is there, or beyond, stays. As far as its start, points that records gave back come back no
    further either."""
    makes_good: Flag = False
    """Whether what it adds, for ever and to the better side, makes good what counts: records that cease to
    count give back so much less, the first of them first."""
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
    def early(self) -> bool:
        """Return whether it adds by a schedule, and so acts with the records of a step and not at its end."""
        return self.schedule is not None and bool(self.adds)

    @property
    def apart(self) -> bool:
        """Return whether it adds by a schedule to some and not to all at once, a while or to make good."""
        some = self.condition is not None or bool(own(self.schedule))
        return self.early and (some or self.makes_good or not isinstance(self.lasts, Ever))

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
    if trigger.exits and trigger.leaves is None:
        yield Complaint(
            "there is no list that somebody could leave by this exit",
            found=", ".join(trigger.exits),
            at=("by",),
            on_key=True,
            next_step="write it beside `leaves: LIST`, or remove it",
        )
    if len(set(trigger.exits)) < len(trigger.exits):
        yield Complaint(
            "an exit stands here twice",
            found=", ".join(trigger.exits),
            at=("by",),
            on_key=True,
            next_step="name each once",
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
    if trigger.makes_good and not (trigger.adds and isinstance(trigger.lasts, Ever)):
        yield Complaint(
            "only what is added for ever can make good what counts: all else ends by itself",
            found="makes_good: true",
            at=("makes_good",),
            on_key=True,
            allowed="with `add` and `lasts: ever`",
            next_step="write `lasts: ever`, or remove it",
        )
    yield from _scheduled(trigger)
    if trigger.put_on is not None and trigger.put_on == trigger.take_off:
        yield Complaint(
            f"{trigger.put_on} is a list that it both puts people on and takes them off",
            found=trigger.put_on,
            at=("take_off",),
            next_step="keep one of the two",
        )


def _scheduled(trigger: Trigger) -> Iterator[Complaint]:
    """Yield what cannot be said of what is added by a schedule, or by anything else."""
    late = [key for key in ("set", "clear", "put_on", "take_off") if getattr(trigger, _FIELDS.get(key, key))]
    if trigger.early and late:
        yield Complaint(
            f"what is added by a schedule counts with the records of a step, and `{late[0]}` acts at its end",
            found=f"add, {late[0]}",
            at=(late[0],),
            on_key=True,
            next_step="write two triggers of one schedule",
        )
    for score in trigger.as_far_as:
        if not trigger.early or score not in trigger.adds or not isinstance(trigger.lasts, Ever):
            yield Complaint(
                "only what a schedule adds for ever ends at a value: of all else one would give back what was"
                " never given",
                found=f"{score}: {trigger.as_far_as[score]}",
                at=("as_far_as", score),
                on_key=True,
                allowed="a score of `add`, with `schedule` and `lasts: ever`",
                next_step="remove it, or ask in `if` for the score",
            )


_FIELDS = {"set": "sets", "add": "adds"}
"""How fields are called whose key is a word of Python."""


class OfRegime(Part):
    """What a regime says of triggers."""

    triggers: Annotated[dict[Name, Trigger], Entries()] = Field(default_factory=dict)
    """What happens of itself on events, by names; `defaults` as for conducts."""


RECOVERY = "recovery"
"""What the trigger is called by which points of version 1's `score` came back with time."""


def triggers_of(form: Any) -> Mapping[str, Trigger]:
    """Return the triggers of a form of a regime by name."""
    found: Mapping[str, Trigger] = form.triggers
    return found


def comes_back(form: Any, score: str) -> bool:
    """Return whether points come back to a ledger by a schedule, as far as its start."""
    start = form.scores[score].start if score in form.scores else None
    return any(each.as_far_as.get(score) == start is not None for each in form.triggers.values())


def streaks(form: Any) -> bool:
    """Return whether a schedule of a form runs since the last adverse record."""
    return any(own(each.schedule) == LAST_RECORD for each in form.triggers.values())


def taken_off(form: Any) -> set[str]:
    """Return the lists that some trigger of a form takes people off."""
    return {each.take_off for each in form.triggers.values() if each.take_off is not None}


def asks_for_exits(form: Any) -> bool:
    """Return whether some trigger of a form goes by how somebody leaves a list."""
    return any(each.exits for each in form.triggers.values())


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
