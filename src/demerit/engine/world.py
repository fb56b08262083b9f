"""One district as the plain engine sees it: people one can name, lists one can read.

This is the readable twin of `state`: objects instead of columns, Python instead of machine code. The two
are held together by a test that runs both over random small regimes and societies and compares every bit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from demerit.engine.state import HISTORIES, NO_ACT, NOBODY, ORGANISED
from demerit.engine.totals import Totals
from demerit.scenario.histories import RECORDED, SHADOW
from demerit.scenario.tables import Tables
from demerit.society.jobs import NO_EMPLOYER
from demerit.society.traits import SLOTS


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
    records: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    """Records in force by list: on an act one could pay for, on one that one could not, on no act."""
    marks: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """Of those that stand on an act, by list: of protected conduct, of slight conduct."""
    score: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """As recorded; shadow; shadow without protected, without slight conduct; without false records only."""
    gain: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of this step, for each of the five."""
    ratings: list[list[tuple[int, int]]] = field(default_factory=lambda: [[] for _ in range(HISTORIES)])
    """The last ratings of each history, by upper bits of their record's hash, under a rolling mean."""
    held: list[int] = field(default_factory=lambda: [0] * HISTORIES)
    """Points of the records in force, for each of the five, under a risk score."""
    state: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """Lists that a score or trait alone keeps one on, as recorded and in the shadow."""
    until: tuple[dict[int, int], dict[int, int]] = field(default_factory=lambda: ({}, {}))
    """When such a listing is looked at again."""
    on: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """Lists one is on by oneself, as recorded and in the shadow."""
    through: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    """Lists one is on by a tie, as recorded and in the shadow."""
    by: dict[int, int] = field(default_factory=dict)
    """By which relation (place in RELATIONS) such a tie lists one as recorded, first in order."""
    spouse: int = NOBODY
    """Slot of the other of the couple while both are there."""
    couple: int = 0
    """How it stands between the two: UNMARRIED, MARRIED_NOW or PARTED of society.kin."""
    own_since: tuple[dict[int, int], dict[int, int]] = field(default_factory=lambda: ({}, {}))
    since: dict[int, int] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        """Return whether the slot is a person's; the others are organisations'."""
        return self.slot < SLOTS

    def stands(self, history: int, number: int) -> bool:
        """Return whether a record or a state of one's own keeps one on list `number` in a history."""
        able, unable, unfounded = self.records[number]
        return bool(able or unable or (unfounded and history == RECORDED)) or number in self.state[history]

    def listed(self, history: int = RECORDED) -> set[int]:
        """Return the lists one is on, however, in a history."""
        return self.on[history] | self.through[history]

    def standing(self, lists: set[int]) -> tuple[bool, bool]:
        """Return whether being on `lists` rests on no act, and whether only on acts one could not pay for.

        The acts are one's own; a listing by a tie rests on none.
        """
        able = any(self.records[n][0] or n in self.state[SHADOW] for n in lists)
        unable = any(self.records[n][1] for n in lists)
        return not able and not unable, unable and not able


@dataclass
class Case:
    """A record on its way to a list or score, or counting there; or the term of a listing by score."""

    occupant: Occupant
    list: int
    conduct: int
    without_act: bool
    unable: bool
    epoch: int
    hash: int
    points: int | None = None
    """Points given, where the record counts in the score."""
    rule: int = 0
    """The rule's own points for a person of the tier."""
    term_of: int = -1
    """The history whose listing by score is to be looked at again; -1 for a record."""
    owed: int = 0
    """Money claimed, where the record carries a debt."""
    averaged: bool = False
    """Whether averaging worked the debt out."""
    refund: bool = False
    """Whether it is the giving back of a debt that was paid."""
    entered: bool = False
    exit: int = 0

    @property
    def kind(self) -> int:
        """Return which of the three counts of `Occupant.records` the case belongs to."""
        return 2 if self.without_act else 1 if self.unable else 0


@dataclass
class Act:
    """What somebody did in this step, until the sources have looked at it."""

    who: Occupant
    conduct: int
    hash: int
    unable: bool
    """Whether whoever did it could not have paid."""


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


def tier_plain(who: Occupant) -> int:
    """Return the tier of `who`, or the place after the last for an organisation."""
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
        self.sightings: list[Sighting] = []
        """Sightings of this step, to be ruled on."""
        self.due: dict[int, list[Case]] = defaultdict(list)
        self.dirty: set[int] = set()
        self.changed: set[int] = set()
        """Slots whose ties are to be looked at because of who is in them."""
        self.moved: dict[int, None] = {}
        """Slots whose score or traits changed in this step, in order."""
        self.learned: dict[int, None] = {}
        """Slots that learned of a record in this step, in order."""
        self.let_go = 0
        """Share of acts, Q30, that everybody lets go in this step for how many are listed."""
        self.followed = frozenset(followed)
        self.events: list[tuple[int, ...]] = []
        """What happened to them so far, as `events` says."""
        self.week: dict[tuple[int, int], int] = defaultdict(int)
        """This step's measures for the moments, by (list, or lists + entity) and measure."""

    def schedule(self, case: Case, step: int) -> None:
        """Let `case` come up in `step`."""
        self.due[step].append(case)

    def axes(self, who: Occupant) -> list[int]:
        """Return the axis values that `who` counts under."""
        a = self.tables.axis
        if who.is_person:
            places = [0, self.region, who.age, who.sex, who.tier, who.residence, who.fifth, who.group]
            return [int(a[i]) + place for i, place in enumerate(places)]
        return [int(a[8]), int(a[9]) + self.region, int(a[10]) + who.size]

    def cell(self, who: Occupant) -> int:
        """Return the cell of the quarterly table that `who` stands in."""
        return (((who.tier * 8 + who.group) * 5 + who.residence) * 5 + who.fifth) * 8 + who.age

    def category(self, axis: int, who: Occupant) -> int:
        """Return where `who` stands on an axis: the persons' axes in order, then size."""
        return [0, self.region, who.age, who.sex, who.tier, who.residence, who.fifth, who.group, who.size][
            axis
        ]
