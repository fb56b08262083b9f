"""One district as the plain engine sees it: people one can name, lists one can read.

This is the readable twin of `state`: objects instead of columns, Python instead of machine code. The two
are held together by a test that runs both over random small regimes and societies and compares every bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from demerit.chance import NEVER
from demerit.engine.codes import BY_CHOICE, INSIDE, NO_ACT, NOBODY, ORGANISED
from demerit.engine.spell import Spell
from demerit.engine.taken import Coming, Taken
from demerit.engine.totals import Totals
from demerit.mechanisms.lists.counts import BY_AGE, BY_FIFTH, BY_GROUP, BY_RESIDENCE, BY_TIER
from demerit.mechanisms.members.state import NEVER_LEFT
from demerit.mechanisms.triggers.state import NO_RECORD
from demerit.scenario.codes import AT
from demerit.scenario.exits import STANDING
from demerit.scenario.histories import ACTED, AS_GIVEN, HISTORIES, RECORDED, TIED_RECORDED, TIED_SHADOW
from demerit.scenario.tables import Tables
from demerit.society.jobs import NO_EMPLOYER
from demerit.society.traits import SLOTS

SCORED, OWED, COUNTED, GIVEN, SETTING_OFF = -1, -2, -3, -4, -5
"""Places of a record beside the lists, which have their numbers: a score, money owed, what conditions count,
an entry in a score that an event gave, and what sets off triggers."""


@dataclass
class Occupant:
    """A synthetic person or organisation, from entering its slot to leaving it."""

    slot: int
    number: int
    born: int
    age: int = 0
    sex: int = 0
    tier: int = 0
    residence: int = 0
    fifth: int = 0
    group: int = 0
    size: int = 0
    employer: int = NO_EMPLOYER
    """Slot of the place of work, whoever holds it."""
    home: int = 0
    """First slot of the household; of visitors and organisations their own."""
    jobless: int = 0
    """1 for somebody with a place of work who is without the job."""
    remembered_until: int = 0
    """First step in which nobody knows any more of a published list that one was on."""
    risk: int = 0
    """Personal risk of a record as perceived in `risk_step`, Q30; it fades from there on."""
    risk_step: int = 0
    own_records: int = 0
    """Records of one's own that began to count in this step."""
    near_records: int = 0
    """The same of those near, a tie each."""
    last_record: int = 0
    """Hash of the last record of one's own that did."""
    propensity: list[int] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    """Records on their way, and those that count."""
    scores: list[Standing] = field(default_factory=list)
    """How one stands under each score, by its number."""
    stays: list[list[Spell]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """Spells on lists that a condition took one onto."""
    pending: list[list[Spell]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """Such spells that have not begun, since something comes before a listing."""
    granted: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Benefits that were withheld in error, and that an appeal gave one."""
    claims: dict[tuple[int, int], int] = field(default_factory=dict)
    """By history and list, of what is withheld in error: in which step an appeal is won, or NEVER."""
    repaired: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Ways by which such a spell was repaired, and nothing has made it due again."""
    met: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Ways whose condition holds, or held on the first day, and has taken whom it takes."""
    used: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Ways that have taken one and never do so again."""
    mixed: set[int] = field(default_factory=set)
    """Ways by which the shadow has a spell during which a record of graver conduct has counted."""
    withdrawn: list[int] = field(default_factory=lambda: [STANDING] * HISTORIES)
    """By which exit a record in the score was withdrawn in this step; STANDING for none."""
    leaving: dict[int, dict[int, int]] = field(default_factory=dict)
    """Exits of records that ended in this step, by list and history, until conditions are asked."""
    on: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Lists one is on by oneself."""
    was: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Lists one was on, however, as the step began."""
    through: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """Lists one is on by a tie, as recorded and in the shadow."""
    by: dict[int, int] = field(default_factory=dict)
    """By which relation (place in RELATIONS) such a tie lists one as recorded, first in order."""
    spouse: int = NOBODY
    """Slot of the other of the couple while both are there."""
    couple: int = 0
    """How it stands between the two: UNMARRIED, MARRIED_NOW or PARTED of society.kin."""
    kept: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """What a mechanism remembers of it in numbers of its own, by the mechanism's name."""
    own_since: tuple[dict[int, int], dict[int, int]] = field(default_factory=lambda: ({}, {}))
    since: dict[int, int] = field(default_factory=dict)
    exits: list[dict[int, int]] = field(default_factory=lambda: [{} for _ in range(HISTORIES)])
    """By which exit one has last left each list, by history."""
    seen: list[set[int]] = field(default_factory=lambda: [set() for _ in range(HISTORIES)])
    """Lists one was on, however, when triggers last looked."""
    due: dict[tuple[int, int], int] = field(default_factory=dict)
    """How often schedules add to it in this step that do not add to all at once, by trigger and history."""
    last_adverse: list[int] = field(default_factory=lambda: [NO_RECORD] * HISTORIES)
    """The day of the last adverse record, from the first of the run, by history; or NO_RECORD."""
    entered: int = 0
    """The step in which it entered its slot."""
    membership: int = INSIDE
    """BARRED, OUTSIDE or INSIDE, where a regime has members; INSIDE where it is about everybody."""
    joined: int = 0
    """The day, from the first of the run, since which it is there, or a member."""
    left: int = NEVER_LEFT
    """The day, from the first of the run, on which it last left a regime by choice, or NEVER_LEFT."""
    holdings: list[list[tuple[int, int, int]]] = field(default_factory=list)
    """Of each holding that is read, when one has it: first step, step after the last, first day."""
    counted: list[list[int]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """What conditions count and measure of it, by history and term."""
    looked: list[dict[int, int]] = field(default_factory=lambda: [{} for _ in range(HISTORIES)])
    """How many records each feature of a risk score counted when it was last worked out, by history."""
    entries: list[list[tuple[int, int]]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """Every entry on a list: its number and the step, by history."""
    taken: list[Taken] = field(default_factory=list)
    """What one has taken of what is offered, over or not."""
    offered: set[int] = field(default_factory=set)
    """What was offered to one in this step instead of entering lists, until it is counted."""
    choosing: dict[int, set[int]] = field(default_factory=dict)
    """What one takes in this step instead of entering lists, until it is written down, with the histories."""
    coming: list[Coming] = field(default_factory=list)
    """What one comes onto lists by for having passed an offer, or failed one that spared it."""
    listed_since: list[dict[int, int]] = field(default_factory=lambda: [{} for _ in range(HISTORIES)])
    """In which step the present listing began, however, by history and list."""

    @property
    def is_person(self) -> bool:
        """Return whether the slot is a person's; the others are organisations'."""
        return self.slot < SLOTS

    def holds(self, holding: int, step: int) -> bool:
        """Return whether one has a holding, by its number among those that are read."""
        return any(first <= step < end for first, end, _ in self.holdings[holding])

    def held_since(self, holding: int, step: int) -> int:
        """Return since which day one has a holding that one has."""
        return next(since for first, end, since in self.holdings[holding] if first <= step < end)

    def forget(self) -> None:
        """Let go of all that a regime keeps of one: records, spells, lists, and what was counted."""
        self.cases, self.by, self.since, self.leaving, self.mixed = [], {}, {}, {}, set()
        self.stays, self.pending = [[] for _ in range(HISTORIES)], [[] for _ in range(HISTORIES)]
        self.claims = {}
        for kept in (self.granted, self.repaired, self.met, self.used, self.on, self.was, self.seen):
            for one in kept:
                one.clear()
        self.withdrawn, self.through, self.own_since = [STANDING] * HISTORIES, (set(), set()), ({}, {})
        self.listed_since, self.looked = ([{} for _ in range(HISTORIES)], [{} for _ in range(HISTORIES)])
        self.taken, self.choosing, self.coming = [], {}, []
        self.entries, self.last_adverse = [[] for _ in range(HISTORIES)], [NO_RECORD] * HISTORIES

    def stands(self, history: int, number: int) -> bool:
        """Return whether a record, a stay of one's own or an appeal has one on list `number` in a history."""
        by_condition = any(spell.number == number for spell in self.stays[history])
        return by_condition or any(self.in_force(number, history)) or number in self.granted[history]

    def in_force(self, place: int, history: int) -> Iterator[Case]:
        """Yield the records that count on list `place`, or in a score (`SCORED`), in a history."""
        return (case for case in self.cases if case.begun and case.place == place and history in case.within)

    def behind(self, history: int) -> Iterator[Case]:
        """Yield the records in force that conditions may rest on: in scores, counted, or as a debt owed."""
        cases = (case for case in self.cases if case.begun and history in case.within)
        return (case for case in cases if case.place in (SCORED, COUNTED) or case.unpaid)

    def by_way(self, way: int, history: int) -> Iterator[Case]:
        """Yield the records in force that put one on a list by a way, in a history."""
        cases = (case for case in self.cases if case.begun and case.place >= 0 and case.way == way)
        return (case for case in cases if history in case.within)

    def listed(self, history: int = RECORDED) -> set[int]:
        """Return the numbers of the lists that one is on in a history, by oneself or by a tie."""
        return self.on[history] | self.through[TIED_RECORDED if history == RECORDED else TIED_SHADOW]

    def could_not_pay(self, number: int) -> bool:
        """Return whether one is on list `number` for own acts, none of which one could have paid for."""
        unable = [case.unable for case in list(self.in_force(number, ACTED)) or self.behind(ACTED)]
        return number in self.on[ACTED] and bool(unable) and all(unable)

    def standing(self, lists: set[int]) -> tuple[bool, bool]:
        """Return whether no own act keeps one on `lists`, and whether only acts one could not pay for do."""
        own = lists & self.on[ACTED]
        return not own, bool(own) and all(self.could_not_pay(number) for number in own)


@dataclass
class Standing:
    """How somebody stands under one score; a number for each history."""

    score: list[int]
    uncut: list[int]
    """The score as it would stand had no bound cut the last change by points."""
    gain: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of this step."""
    returned: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of this step that come back up to the start only."""
    ratings: list[list[tuple[int, int]]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """The last ratings, by upper bits of their record's hash, under a rolling mean."""
    rated: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """How many ratings there ever were."""
    held: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of the records in force, under a risk score."""
    noise: int = 0
    """Points of error in a risk score when it was last worked out."""
    absorbed: list[int] = field(default_factory=lambda: [-1] * HISTORIES)
    """The last step in which the score was set or cleared, or -1: no earlier entry weighs."""
    made_good: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points that records which cease to count give back less."""


@dataclass
class Case:
    """One thing that a record leads to, on its way or in force: a listing, points in the score, or a debt."""

    conduct: int
    without_act: bool
    unable: bool
    epoch: int
    hash: int
    place: int
    """The list, or SCORED or OWED."""
    within: frozenset[int]
    """The histories in which it counts."""
    begins: int
    way: int = 0
    """The way onto the list by which it comes."""
    least: int = 0
    """The step until which it keeps somebody on the list at least."""
    repair: int = NEVER
    """The step from which on it is repaired once what its repair asks for holds, or NEVER."""
    made: int = 0
    """The step of the act, or of the false sighting, and of the ruling."""
    score: int = 0
    """The number of the score, where the record counts in one."""
    points: int = 0
    """Points given, where the record counts in a score."""
    rule: int = 0
    """The rule's own points for a person of the tier."""
    owed: int = 0
    """Money claimed, where the record carries a debt."""
    averaged: bool = False
    """Whether averaging worked the debt out."""
    unpaid: bool = False
    """Whether it is a debt owed now for which some condition asks."""
    told: bool = False
    """Whether people learn of the record by what else it leads to."""
    deferred: bool = False
    """Whether it comes late for an offer that was failed, whatever its way's condition says then."""
    begun: bool = False
    since: int = 0
    """The step in which it began."""
    ends: int = NEVER
    exit: int = 0
    unguarded: bool = False
    """Whether the safeguards of its conduct are not for whom it is about."""
    unguarded_listing: bool = False
    """Whether those of its list are not."""
    pending: int = -1
    """The step since which the listing was pending, or -1."""
    entered: frozenset[int] = frozenset()
    """The histories in which it was entered, where it is or was pending."""
    refund: int = -1
    """The step in which the record of a debt that was paid is found wrong, and it may be given back."""

    def worth(self, history: int) -> int:
        """Return the points that it is worth in one of the histories in which it counts."""
        return self.points if history <= AS_GIVEN else self.rule


@dataclass
class Act:
    """What somebody did in this step, until the sources have looked at it."""

    who: Occupant
    conduct: int
    hash: int
    unable: bool
    """Whether whoever did it could not have paid."""
    origin: int = BY_CHOICE
    """Where it comes from: BY_CHOICE, BY_RULE or BY_ANOTHER."""

    @property
    def chosen(self) -> bool:
        """Return whether it was done by choice, by somebody who could have done otherwise."""
        return self.origin == BY_CHOICE and not self.unable


@dataclass
class Sighting:
    """What a source reports in this step, until it is ruled on."""

    on: Occupant
    """On whom it is put."""
    conduct: int
    source: int
    hash: int
    basis: int = NO_ACT
    """What it stands on: no act, an act of theirs, an act of somebody else."""
    unable: bool = False
    owed: int = 0
    """The money that averaging worked out, where that made it."""


@dataclass
class Made:
    """A record that has been decided on and is yet to begin."""

    sighting: Sighting
    year: int
    """Year of the act or false sighting."""
    tier: int
    """Tier of the person at the ruling."""


def tier_plain(who: Occupant) -> int:
    """Return the tier of `who`; for an organisation the number after the last tier."""
    return who.tier if who.is_person else ORGANISED


class World:
    """One district: who is there, what is due, whose listing changed since ties were last looked at."""

    def __init__(
        self, tables: Tables, totals: Totals, seed: int, district: int, followed: Collection[int] = ()
    ) -> None:
        """Begin with an empty district; what happens in the `followed` slots is written down."""
        self.tables, self.totals, self.seed, self.district = tables, totals, seed, district
        self.region = 0
        self.occupants: dict[int, Occupant] = {}
        self.acts: list[Act] = []
        """Acts of this step."""
        self.waiting: list[Act] = []
        """Acts that are no choice, until those by choice are known."""
        self.sightings: list[Sighting] = []
        """Sightings of this step, to be ruled on."""
        self.beginning: dict[int, list[Made]] = defaultdict(list)
        """Records by the step in which they begin."""
        self.learned: dict[int, None] = {}
        """Slots that learned of a record in this step, in order."""
        self.let_go = 0
        """Share of acts, Q30, that everybody lets go in this step for how many are listed."""
        self.followed = frozenset(followed)
        self.events: list[tuple[int, ...]] = []
        """What happened to them so far, as `events` says."""
        self._starts: list[int] = tables.axes.starts.tolist()
        self.week: dict[tuple[int, int], int] = defaultdict(int)
        """This step's measures for the moments, by (list, or lists + entity) and measure."""

    def axes(self, who: Occupant) -> list[int]:
        """Return under which values `who` is counted: their places among those of all axes."""
        starts = self._starts
        if who.is_person:
            places = [0, self.region, who.age, who.sex, who.tier, who.residence, who.fifth, who.group]
            return [start + place for start, place in zip(starts, places, strict=False)]
        return [
            starts[AT.all_of_organisations],
            starts[AT.region_of_organisations] + self.region,
            starts[AT.size] + who.size,
        ]

    def cell(self, who: Occupant) -> int:
        """Return the cell of the quarterly table that `who` stands in."""
        return (
            who.tier * BY_TIER
            + who.group * BY_GROUP
            + who.residence * BY_RESIDENCE
            + who.fifth * BY_FIFTH
            + who.age * BY_AGE
        )

    def category(self, axis: int, who: Occupant) -> int:
        """Return the category, by code, of `who` on an axis of `BY`; 0 on the axis of all."""
        return [0, self.region, who.age, who.sex, who.tier, who.residence, who.fifth, who.group, who.size][
            axis
        ]
