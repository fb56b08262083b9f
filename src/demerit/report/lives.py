"""Two invented lives at the end of a run, each cut to one time on a list: why, at what cost, until when.

Counts say how often something happens; a life says what it is like to be one of those counted. The lab picks
the two and hands over their traces (the report knows no engine); here a trace becomes a short dated table in
plain words, each line with the rule that it goes back to. Two lives are no evidence of how often anything
happens, and the page says so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from demerit.counted.kinds import CONDITIONS, SCORED, Kind, beside_lists
from demerit.explain import Entry, Spell, Trace
from demerit.explain.words import many, number, times, words
from demerit.mechanisms.adjudication.words import RULING
from demerit.mechanisms.attempts.words import REFUSED
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.debts.words import KINDS as DEBTS
from demerit.mechanisms.lists.words import (
    LISTED,
    OFF,
    RECORD_BEGINS,
    RECORD_CEASES,
    RIGHTLY,
    STATE_BEGINS,
    STATE_ENDS,
)
from demerit.mechanisms.population.words import DIVORCED
from demerit.mechanisms.scores.words import SCORE as SCORE_MOVES
from demerit.mechanisms.sources.words import SIGHTING
from demerit.mechanisms.ties.words import TIE_BEGINS, TIE_ENDS
from demerit.mechanisms.work.words import JOB_LOST
from demerit.report.numbers import counted, day, listing, short_day
from demerit.report.sentences import DOMAIN_WORDS, EXITS, refused_thing, those

MOST_CASES: Final = 2
"""How many of the records behind a listing are told one by one."""
LAB, RECORD, REPORT = "the lab alone", "the record", "the record; whether it is true, the lab alone"
"""Who knows of a line."""
_COSTS: Final = tuple(kind.name for kind in (JOB_LOST, *DEBTS, DIVORCED))
"""What is told one by one of the time on a list, beside refusals."""
_MOST_COSTS: Final = 6

Life = tuple[Trace, Spell]


@dataclass(frozen=True)
class Followed:
    """What the lab found in a run's panel: two lives at most, each with the time on a list to tell of.

    Attributes:
        people: how many people the panel follows; 0 where the run keeps none.
        wrongly: somebody listed without the act, or through others where nobody was; None for nobody.
        wrongly_fit: how many fit that.
        own: somebody listed by the rule's own terms; None for nobody.
        own_fit: how many fit that.
    """

    people: int
    wrongly: Life | None = None
    wrongly_fit: int = 0
    own: Life | None = None
    own_fit: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a told life: when, what, who knows it, and the places of the rules behind it."""

    when: str
    text: str
    known: str
    rules: tuple[tuple[str, str], ...]
    """Each as `file:line`, and the dotted place in the file."""


@dataclass(frozen=True)
class Told:
    """One life as the page tells it."""

    person: str
    heading: str
    who: str
    lead: str
    lines: tuple[Line, ...]
    whole: str


@dataclass(frozen=True)
class Lives:
    """The section: the lives that there are, and a sentence for each that there is not."""

    told: tuple[Told, ...]
    missing: tuple[str, ...]


def lives(found: Followed | None) -> Lives | None:
    """Return the section about what the lab found; None where nobody looked."""
    if found is None:
        return None
    if not found.people:
        return Lives(
            (),
            (
                "This run keeps no panel of people who are followed, so no life is told. Run it again with"
                " --set 'scenario.keep=[panel]' to keep one.",
            ),
        )
    told, missing = [], []
    for life, fit, what in (
        (found.wrongly, found.wrongly_fit, "without the act, or through somebody else"),
        (found.own, found.own_fit, "by the rule's own terms and never otherwise"),
    ):
        if life is None:
            missing.append(
                f"Nobody among the {found.people:,} synthetic people whom this run follows is put on a list"
                f" {what}."
            )
        else:
            told.append(_told(*life, fit, found.people))
    return Lives(tuple(told), tuple(missing))


def _told(trace: Trace, spell: Spell, fit: int, people: int) -> Told:
    false = _false(trace) & set(spell.cases)
    if spell.through:
        why = "through somebody else's listing"
    elif not spell.wrongful:
        why = "by the rule's own terms"
    else:
        why = f"{'' if false == set(spell.cases) else 'partly '}for what they did not do"
    middle = (
        "the only one who fits" if fit == 1 else f"the one in the middle, by refusals, of {fit:,} who fit"
    )
    return Told(
        person=trace.person.id,
        heading=f"Invented person {trace.person.id}: on the list of {words(spell.list)} {why}",
        who=f"{_who(trace)} Of the {people:,} people whom the run follows, {middle}.",
        lead=_lead(trace, spell),
        lines=tuple(_lines(trace, spell, false)),
        whole=(
            f"The whole life. {' '.join(trace.summary)} It has"
            f" {counted(len(trace.entries), 'entry', 'entries')}; “demerit explain RUN {trace.person.id}”"
            " tells all of them."
        ),
    )


def _who(trace: Trace) -> str:
    traits = trace.person.traits
    there = f"There from {_day(trace.person.enters)} to "
    there += _day(trace.person.leaves) if trace.person.leaves else "the end of the run"
    noun = {"male": "man", "female": "woman"}.get(traits["sex"], traits["sex"])
    return (
        f"A synthetic {noun}, born in {traits['born'][:4]}: one of the {those('tier', traits['tier'])} and of"
        f" the {those('residence', traits['residence'])}, income fifth {traits['income fifth']} (1 is the"
        f" poorest), {traits['region']}. {there}."
    )


def _lead(trace: Trace, spell: Spell) -> str:
    """Say in one sentence how long the time on the list was, what it cost, and how it ended."""
    begins, off = _begun(trace, spell), _of_spell(trace, spell, OFF)
    last = off.date if off else trace.person.leaves or trace.ends
    weeks = (dt.date.fromisoformat(last) - dt.date.fromisoformat(begins)).days // 7
    refused = _refused(trace, spell)
    parts = [f"On the list of {words(spell.list)} from {_day(begins)}, for {many(weeks, 'week')}"]
    parts.append(f"refused {times(len(refused))}" + (f": {_kinds(refused)}" if refused else ""))
    jobs = sum(entry.kind == JOB_LOST.name for entry in _during(trace, spell))
    if jobs:
        parts.append(f"without the job {times(jobs)}")
    parts.append(f"off the list because {_because(off.outcome)}" if off else "still on it at the end")
    return f"{'; '.join(parts)}."


def _lines(trace: Trace, spell: Spell, false: set[int]) -> Iterator[Line]:
    if spell.through:
        yield from (
            _line(entry)
            for entry in trace.entries
            if entry.kind == TIE_BEGINS.name and (entry.step, entry.what) == (spell.begins, spell.list)
        )
        yield from _other(trace, spell)
    else:
        yield from _why(trace, spell, false)
    yield from _begins(trace, spell)
    yield from _cost(trace, spell)
    yield from _end(trace, spell)


def _other(trace: Trace, spell: Spell) -> Iterator[Line]:
    """Tell what lay behind the listing of whom the person is listed through."""
    begins = _begun(trace, spell)
    for each in trace.behind:
        if (each.date, each.list, each.person) != (begins, spell.list, spell.through):
            continue
        text = f"What lay behind it: {each.person} was on the list of {words(each.of)}"
        if each.conduct:
            text += f" for {words(each.conduct)}, reported by {words(each.source)}"
        else:
            text += " by a score or a condition, not by a record of its own"
        if each.of_act is not None:
            text += ", which they did" if each.of_act else ", which they did not do"
        yield Line(_short(each.date), text, f"{RECORD}; whether it is true, the lab alone", ())


def _why(trace: Trace, spell: Spell, false: set[int]) -> Iterator[Line]:
    """Tell the records that hold the listing up: false ones first, then those of most points against."""
    against: dict[int, int] = {}
    elsewhere: set[int] = set()
    for entry in trace.entries:
        if _counts_on(entry, spell) and entry.step <= spell.begins:
            against[entry.case] = against.get(entry.case, 0) + entry.against
            elsewhere |= {entry.case} if entry.by != CONDITIONS else set()
    held = [case for case in spell.cases if case in false or against.get(case, 0) >= 0] or list(spell.cases)
    held.sort(key=lambda case: (case not in false, -against.get(case, 0), -case))
    shown = set(held[:MOST_CASES])
    for entry in trace.entries:
        if entry.case not in shown or entry.step > spell.begins:
            continue
        counted_here = _counts_on(entry, spell) and not (entry.by == CONDITIONS and entry.case in elsewhere)
        if entry.kind in (ACT.name, SIGHTING.name, RULING.name) or counted_here:
            yield _line(entry)
    left = len(held) - len(shown)
    if left:
        text = f"{counted(left, 'more record counts', 'more records count')} by then"
        yield Line(_short(_begun(trace, spell)), text, RECORD, ())


def _counts_on(entry: Entry, spell: Spell) -> bool:
    """Return whether a record begins to count on the list, or beside lists."""
    return entry.kind == RECORD_BEGINS.name and (entry.by == spell.list or beside_lists(entry.by))


def _begins(trace: Trace, spell: Spell) -> Iterator[Line]:
    now = [entry for entry in trace.entries if entry.step == spell.begins]
    listed = next(entry for entry in now if entry.kind == LISTED.name and entry.what == spell.list)
    brought = [entry for entry in now if entry.kind == STATE_BEGINS.name and entry.what == spell.list]
    moves = [entry for entry in trace.entries if entry.kind == SCORE_MOVES.name]
    scores = {entry.what or SCORED: entry.after for entry in moves if entry.step <= spell.begins}
    text = f"The person is put on the list of {words(spell.list)}"
    if brought and scores:
        text += f" at {listing([f'a {words(name)} of {number(after)}' for name, after in scores.items()])}"
    if spell.wrongful:
        text += f"; {RIGHTLY}, they would not be"
    known = f"{RECORD}; what would be, the lab alone" if spell.wrongful else RECORD
    yield _line(listed, text, (*brought, listed), known)


def _cost(trace: Trace, spell: Spell) -> Iterator[Line]:
    refused = _refused(trace, spell)
    by_kind: dict[str, list[Entry]] = {}
    for entry in refused:
        by_kind.setdefault(entry.what, []).append(entry)
    for what, found in sorted(by_kind.items(), key=lambda pair: -len(pair[1])):
        yield _line(found[0], f"Refused {refused_thing(what)}, {times(len(found))}", entries=found)
    costs = [entry for entry in _during(trace, spell) if entry.kind in _COSTS]
    yield from (_line(entry) for entry in costs[:_MOST_COSTS])
    if len(costs) > _MOST_COSTS:
        left = costs[_MOST_COSTS:]
        yield _line(left[0], f"{counted(len(left), 'more loss or claim', 'more losses and claims')}", left)


def _end(trace: Trace, spell: Spell) -> Iterator[Line]:
    if spell.ends is None:
        last = _short(trace.person.leaves or trace.ends)
        yield Line(last, "The run ends, and the person is on the list", RECORD, ())
        return
    found = [
        entry
        for entry in trace.entries
        if entry.step == spell.ends
        and (
            (entry.kind in (OFF.name, STATE_ENDS.name, TIE_ENDS.name) and entry.what == spell.list)
            or (entry.kind == RECORD_CEASES.name and entry.by == spell.list)
        )
    ]
    off = next(entry for entry in found if entry.kind == OFF.name)
    text = f"The person is off the list of {words(spell.list)}, because {_because(off.outcome)}"
    yield _line(off, text, found)


def _line(entry: Entry, text: str = "", entries: Sequence[Entry] = (), known: str = "") -> Line:
    """Return a line about an entry, or about several that are told as one."""
    of = entries or (entry,)
    first, last = of[0].date, of[-1].date
    rules = dict.fromkeys((f"{rule.file}:{rule.line}", rule.where) for each in of for rule in each.rules)
    said = text or entry.text
    if not known:
        known = LAB if entry.known_to == "lab" else REPORT if entry.kind == SIGHTING.name else RECORD
    return Line(
        _short(first) if first == last else f"{_short(first)} to {_short(last)}",
        said[:1].upper() + said[1:],
        known,
        tuple(rules),
    )


def _false(trace: Trace) -> set[int]:
    return {entry.case for entry in trace.entries if entry.kind == SIGHTING.name and not entry.of_act}


def _during(trace: Trace, spell: Spell) -> list[Entry]:
    """Return what happens after the step in which the listing begins, until it ends."""
    return [
        entry
        for entry in trace.entries
        if entry.step > spell.begins and (spell.ends is None or entry.step <= spell.ends)
    ]


def _refused(trace: Trace, spell: Spell) -> list[Entry]:
    return [
        entry
        for entry in _during(trace, spell)
        if entry.kind == REFUSED.name and spell.list in entry.by.split(", ")
    ]


def _kinds(refused: Sequence[Entry]) -> str:
    found = Counter(entry.what for entry in refused).most_common()
    return listing([f"{DOMAIN_WORDS.get(what, (words(what),))[0]} {n}" for what, n in found])


def _of_spell(trace: Trace, spell: Spell, kind: Kind) -> Entry | None:
    """Return the entry by which the listing begins or ends; None where it does not end."""
    wanted = (spell.begins if kind is LISTED else spell.ends, kind.name, spell.list)
    return next((each for each in trace.entries if (each.step, each.kind, each.what) == wanted), None)


def _begun(trace: Trace, spell: Spell) -> str:
    """Return when the listing begins."""
    entry = _of_spell(trace, spell, LISTED)
    return entry.date if entry else ""


def _because(outcome: str) -> str:
    return EXITS[outcome][2] if outcome in EXITS else words(outcome)


def _day(date: str) -> str:
    return day(dt.date.fromisoformat(date))


def _short(date: str) -> str:
    return short_day(dt.date.fromisoformat(date))
