"""What a trace holds: one invented person, everything that happened to them, and the rules it goes back to.

The JSON Schema of `demerit.trace/1` comes from these classes (`demerit schema trace`), so a field cannot be
in one and not in the other. A trace tells truth and record together; `known_to` says which is which.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from demerit.counted.values import SYNTHETIC

FORMAT = "demerit.trace/1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Part):
    """Where a rule stands that an entry goes back to."""

    file: str
    """A file of the run's folder: regime.yaml or society.yaml."""
    line: int
    """Line in it, counted from 1."""
    where: str
    """Dotted place in the file, an amendment's own place where one was in force."""


class Entry(_Part):
    """One thing that happened, or was recorded."""

    entry: int
    """Place in the person's life."""
    step: int
    """Step of the run's calendar."""
    date: str
    """First day of the step."""
    kind: str
    """What kind of entry it is."""
    what: str
    """The conduct, domain or list that it is about, or nothing."""
    by: str
    """The source, ruler, list or person that it comes by, or nothing."""
    outcome: str
    """How it came out, or why, or nothing."""
    amount: int
    """Points, or the kind's own unit; 0 where it is no amount."""
    against: int
    """Of a record in a score, how far its points lie on the worse side; below 0 on the better; else 0."""
    after: int
    """The score after it, of kinds that move a score; else 0."""
    case: int
    """The act or false sighting that it goes back to, numbered within the life; 0 for none."""
    known_to: Literal["record", "lab"]
    """Whether it stands on record, or is known to the lab alone."""
    of_act: bool | None
    """Of an entry with a case: whether the person did it, which no record says; else nothing."""
    rules: tuple[Rule, ...]
    """The rules that it goes back to."""
    text: str
    """The entry in words."""


class Person(_Part):
    """Who is told of: traits that follow from the seed."""

    id: str
    """`syn-` and twelve letters; no such person lives."""
    entity: Literal["person", "organisation"]
    """What occupies the slot."""
    district: int
    """District of the run."""
    slot: int
    """Place in the district."""
    occupant: int
    """Which of the slot's occupants."""
    enters: str
    """First day there; the run's first for whoever is there when it begins."""
    leaves: str
    """First day no longer there; empty for whoever is there when the run ends."""
    traits: dict[str, str]
    """Traits on entering, by name."""


class Behind(_Part):
    """What lies behind a listing through somebody else."""

    date: str
    """When the tie began to carry it."""
    list: str
    """The list on which the tie puts somebody."""
    of: str
    """The list on which that other is: it may be one of organisations."""
    person: str
    """Through whom."""
    relation: str
    """Whose relation the listing passes over."""
    conduct: str
    """What that person's listing goes back to; empty where a score or condition carries it."""
    source: str
    """Who reported it."""
    of_act: bool | None
    """Whether that person did it; nothing where there is no record behind it."""


class Affected(_Part):
    """Somebody else whom the person's listing reached."""

    date: str
    """When."""
    list: str
    """The list."""
    person: str
    """Who."""
    relation: str
    """By which relation."""


class Trace(_Part):
    """The life of one invented person in one draw of a run."""

    format: Literal["demerit.trace/1"] = "demerit.trace/1"
    synthetic: str = SYNTHETIC
    run: str
    """Id of the run."""
    regime: str
    """Name of the regime."""
    society: str
    """Name of the society."""
    draw: int
    """Draw of the run."""
    begins: str
    """First day of the run."""
    ends: str
    """First day that is no longer run."""
    step: Literal["week", "day"]
    """Length of a step."""
    person: Person
    summary: tuple[str, ...]
    """What happened, and what of it rests on nothing, in two or three sentences."""
    entries: tuple[Entry, ...]
    behind: tuple[Behind, ...]
    affected: tuple[Affected, ...]
