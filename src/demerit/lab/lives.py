"""Tell one life of a run: walk the person's district again, and hand what happened to `explain`.

Any person of any draw can be told of, in the panel or not, because a district's history follows from the
run's own files. Nothing is drawn anew and nothing is changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from demerit.errors import WrongUse

if TYPE_CHECKING:
    from demerit.archive.folder import RunFolder
    from demerit.archive.manifest import Manifest
    from demerit.archive.persons import Place
    from demerit.engine.lives import Entries
    from demerit.engine.replay import Walked
    from demerit.explain.trace import Affected, Behind, Person, Trace
    from demerit.quantities import Calendar
    from demerit.scenario.resolve import Resolved

_ORGANISATION_TRAITS = ("size", "region")
_TRAITS = ("sex", "born", "tier", "group", "fifth", "region", "residence", "role")


@dataclass(frozen=True)
class Life:
    """What happened to an invented person, in this model.

    Attributes:
        trace: everything, for machines; `demerit schema trace` says what is in it.
    """

    trace: Trace = field(repr=False)

    @property
    def person(self) -> str:
        """The person's id."""
        return self.trace.person.id

    @property
    def summary(self) -> tuple[str, ...]:
        """What happened, and what of it rests on nothing, in three sentences."""
        return self.trace.summary

    @property
    def text(self) -> str:
        """The life in words, headed *invented person*, a line an entry."""
        return self.told()

    def told(self, width: int | None = None) -> str:
        """Return the life in words, in lines of at most `width` letters; None breaks no line."""
        from demerit.explain import told

        return told(self.trace, width)

    def as_dict(self) -> dict[str, Any]:
        """Return the trace by name, as `demerit explain --json` prints it."""
        return self.trace.model_dump(mode="json")


@dataclass(frozen=True)
class Candidate:
    """Somebody of a run's panel who is worth a look.

    Attributes:
        person: the id.
        part: why the person is in the panel.
        sentence: what is to be seen, in a line.
    """

    person: str
    part: str
    sentence: str

    def as_dict(self) -> dict[str, str]:
        """Return the facts by name."""
        return asdict(self)


def life_of(run: RunFolder, person: str, draw: int = 0) -> Life:
    """Return the life of a person of a verified run.

    Args:
        run: a run that was verified.
        person: the id.
        draw: which draw of the run.

    Raises:
        WrongUse: it is no id, or the run has nobody of this id, or no such draw.
    """
    from demerit.archive.persons import place_of
    from demerit.engine.replay import Walked
    from demerit.explain import traced
    from demerit.lab.reopening import reopened

    place, resolved = place_of(person), reopened(run.path)
    if not 0 <= draw < resolved.scenario.draws:
        raise WrongUse(f"this run has the draws 0 to {resolved.scenario.draws - 1}, not {draw}.")
    facts = _traits(resolved, place, draw)
    if facts is None:
        raise WrongUse(
            f"{person} is nobody of draw {draw} of this run: "
            + (
                f"it has the districts 0 to {resolved.districts - 1}, not {place.district}."
                if place.district >= resolved.districts
                else f"slot {place.slot} of district {place.district} has no occupant {place.number}."
            )
            + " Next: `demerit explain RUN` lists people worth a look"
        )
    walked, calendar = Walked(resolved, draw, place.district), resolved.scenario.calendar
    entries = list(_entries(walked.life(place.slot, place.number)))
    return Life(
        traced(
            run.path,
            facts_of(run.manifest, resolved, draw),
            person_of(calendar, place, facts),
            entries,
            list(_behind(resolved, walked, entries)),
            list(_affected(walked, place)),
            facts["leaves"],
        )
    )


def facts_of(manifest: Manifest, resolved: Resolved, draw: int) -> dict[str, Any]:
    """Return what a trace says of its run: the run, regime, society, draw, dates and length of a step."""
    return {
        "run": manifest.run_id,
        "regime": manifest.regime.name,
        "society": manifest.society.name,
        "draw": draw,
        "begins": str(manifest.calendar.start),
        "ends": str(manifest.calendar.end),
        "step": resolved.scenario.step,
    }


def worth_a_look(run: RunFolder) -> list[Candidate]:
    """Return one person of each part of a verified run's panel, of those who were refused most.

    Raises:
        WrongUse: the run keeps no panel.
    """
    from demerit.archive.reader import reader
    from demerit.counted.values import PARTS

    if not run.manifest.has_panel:
        raise WrongUse(
            "this run keeps no panel, so nobody is listed. Next: give the id of a person, or run again with"
            " --set 'scenario.keep=[panel]'"
        )
    with reader(run.path, companions=False) as connection:
        rows = connection.execute(_WORTH).fetchall()
    chosen: dict[str, Candidate] = {}
    for part, person, *facts in rows:  # the rarer parts first; nobody twice where there is somebody else
        if part not in chosen and person not in {each.person for each in chosen.values()}:
            chosen[part] = _candidate(part, person, _Seen(*facts))
    for part, person, *facts in rows:
        chosen.setdefault(part, _candidate(part, person, _Seen(*facts)))
    return [chosen[part] for part in PARTS if part in chosen]


_WORTH = """
    WITH ledger AS (SELECT person, count(*) FILTER (kind = 'refused') AS refused,
            count(*) FILTER (kind = 'listed') AS listed, count(*) FILTER (kind = 'sighting') AS reported
        FROM panel_ledger GROUP BY person),
    truth AS (SELECT person, count(*) FILTER (kind = 'act') AS acts,
            count(*) FILTER (kind = 'sighting' AND outcome = 'of no act') AS without
        FROM panel_truth GROUP BY person),
    facts AS (SELECT part, person, sex, tier, fifth,
            coalesce(acts, 0) AS acts, coalesce(reported, 0) AS reported,
            coalesce(without, 0) AS without, coalesce(listed, 0) AS listed, coalesce(refused, 0) AS refused,
            count(*) OVER (PARTITION BY part) AS size
        FROM panel_people LEFT JOIN ledger USING (person) LEFT JOIN truth USING (person)),
    ranked AS (SELECT *, row_number() OVER (PARTITION BY part ORDER BY
            CASE WHEN part = 'wrongly listed' THEN least(without, 1) ELSE 0 END DESC,
            refused DESC, listed DESC, reported DESC, person) AS place
        FROM facts)
    SELECT part, person, sex, tier, fifth, acts, reported, without, listed, refused
    FROM ranked WHERE place <= 5 ORDER BY size, part, place
"""


class _Seen(NamedTuple):
    """What the panel has of somebody: traits, and how often what happened."""

    sex: str
    tier: str
    fifth: str
    acts: int
    reported: int
    without: int
    listed: int
    refused: int


def _candidate(part: str, person: str, seen: _Seen) -> Candidate:
    from demerit.explain.words import many, times

    told = (
        f"{seen.sex}, {seen.tier}, income fifth {seen.fifth}: {many(seen.acts, 'act')},"
        f" {many(seen.reported, 'report')} ({seen.without} without an act),"
        f" listed {times(seen.listed)}, refused {times(seen.refused)}"
    )
    return Candidate(person, part, told)


def _traits(resolved: Resolved, place: Place, draw: int) -> dict[str, Any] | None:
    """Return who is at a place, by name; None where nobody ever is."""
    from demerit.engine.panel import people_of
    from demerit.lab.panels import at
    from demerit.scenario.lower import lower_people

    if place.district >= resolved.districts:
        return None
    made = people_of(resolved, lower_people(resolved, draw), place.district, [place[1:]], draw)
    facts = {name: at(column, 0) for name, column in made.items()}
    return None if facts["enters"] == -1 else facts


def person_of(calendar: Calendar, place: Place, facts: dict[str, Any]) -> Person:
    """Return who is at a place, from traits by name as the panel has them."""
    from demerit.archive.persons import person_id
    from demerit.explain.trace import Person
    from demerit.society.traits import SLOTS

    organisation = place.slot >= SLOTS
    named = {name: str(facts[name]) for name in (_ORGANISATION_TRAITS if organisation else _TRAITS)}
    if not organisation:
        born = calendar.start + dt.timedelta(days=facts["born"])
        named |= {"born": str(born), "income fifth": named.pop("fifth")}
    return Person(
        id=person_id(*place),
        entity="organisation" if organisation else "person",
        district=place.district,
        slot=place.slot,
        occupant=place.number,
        enters=str(calendar.date(facts["enters"])),
        leaves=str(calendar.date(facts["leaves"])) if facts["leaves"] < calendar.steps else "",
        traits=named,
    )


def _entries(life: Entries) -> Iterator[dict[str, Any]]:
    """Yield entries as mappings, with the names that a trace gives them."""
    from demerit.engine.replay import on_record

    texts = ("date", "kind", "what", "by", "outcome")
    numbers = ("entry", "step", "amount", "after", "case")
    for place in range(len(life.entry)):
        row: dict[str, Any] = {name: int(getattr(life, name)[place]) for name in numbers}
        for name in texts:
            column = getattr(life, name)
            row[name] = column.labels[int(column.codes[place])]
        row["known_to"] = "record" if on_record(int(life.number[place])) else "lab"
        yield row


def behind(resolved: Resolved, place: Place, draw: int, entries: Sequence[Mapping[str, Any]]) -> list[Behind]:
    """Return what lies behind the listings of a life that came through others; the district is walked again.

    Args:
        resolved: the run.
        place: whose life.
        draw: which draw of the run.
        entries: the life, with the fields of an Entry.
    """
    from demerit.engine.replay import Walked

    return list(_behind(resolved, Walked(resolved, draw, place.district), entries))


def _behind(resolved: Resolved, walked: Walked, entries: Iterable[Mapping[str, Any]]) -> Iterator[Behind]:
    """Yield what lies behind each listing of a life that came through somebody else."""
    from demerit.archive.persons import place_of
    from demerit.counted.kinds import beside_lists
    from demerit.explain.trace import Behind
    from demerit.mechanisms.lists.words import RECORD_BEGINS
    from demerit.mechanisms.sources.words import SIGHTING
    from demerit.mechanisms.ties.words import TIE_BEGINS

    for entry in entries:
        if entry["kind"] != TIE_BEGINS.name:
            continue
        other = place_of(entry["by"])
        theirs = [
            each for each in _entries(walked.life(other.slot, other.number)) if each["step"] < entry["step"]
        ]
        records = [
            each for each in theirs if each["kind"] == RECORD_BEGINS.name and not beside_lists(each["by"])
        ]
        of = _passed_from(resolved, entry)
        same = [each for each in records if each["by"] == of]
        seen = [
            each
            for each in theirs
            if same and each["kind"] == SIGHTING.name and each["case"] == same[-1]["case"]
        ]
        yield Behind(
            date=entry["date"],
            list=entry["what"],
            of=of,
            person=entry["by"],
            relation=entry["outcome"],
            conduct=same[-1]["what"] if same else "",
            source=seen[0]["by"] if seen else "",
            of_act=seen[0]["outcome"] == "of an act" if seen else None,
        )


def _passed_from(resolved: Resolved, entry: Mapping[str, Any]) -> str:
    """Return the list on which somebody is whose listing a tie carries, by the rule of that day."""
    from demerit.regime.amendments import epochs

    forms = [
        form for begins, form in epochs(resolved.regime) if begins is None or str(begins) <= entry["date"]
    ]
    spillover = forms[-1].spillover
    spill = spillover.relations.get(entry["outcome"]) if spillover is not None else None
    return str(spill.of or spill.lists) if spill is not None else str(entry["what"])


def _affected(walked: Walked, place: Place) -> Iterator[Affected]:
    """Yield whom the person's listing reached."""
    from demerit.explain.trace import Affected

    reached = walked.carried_from(place.slot, place.number)
    people = [reached.person.labels[int(code)] for code in reached.person.codes]
    found = sorted(zip(_entries(reached), people, strict=True), key=lambda pair: (pair[0]["step"], pair[1]))
    for entry, person in found:
        yield Affected(date=entry["date"], list=entry["what"], person=person, relation=entry["outcome"])
