"""Make a trace: entries get their case's truth, the lines of their rules and their words; then the sums.

The sentences on top are worked out from the entries alone, week by week, so that whoever doubts one can count
it in what stands below.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from demerit.counted.kinds import SCORED
from demerit.explain.phrases import phrase
from demerit.explain.rules import Rules
from demerit.explain.trace import Affected, Behind, Entry, Person, Trace
from demerit.explain.words import many, number, times, words
from demerit.mechanisms.attempts.words import REFUSED
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.lists.words import LISTED, OFF, RECORD_BEGINS, RIGHTLY, SHADOW_LISTED, SHADOW_OFF
from demerit.mechanisms.scores.words import SCORE
from demerit.mechanisms.sources.words import SIGHTING


def traced(
    folder: Path,
    facts: Mapping[str, Any],
    person: Person,
    entries: Sequence[Mapping[str, Any]],
    behind: Sequence[Behind],
    affected: Sequence[Affected],
    until: int,
) -> Trace:
    """Return the trace of a person.

    Args:
        folder: the run, for the lines of its rules.
        facts: run, regime, society, draw, begins, ends, step.
        person: who.
        entries: what happened, in order, with the fields of an Entry but `of_act`, `rules` and `text`.
        behind: what lies behind listings through others.
        affected: whom the person's listing reached.
        until: first step in which the person is no longer there.
    """
    rules = Rules(folder)
    acts = {entry["case"] for entry in entries if entry["kind"] == ACT.name}
    seen: dict[int, str] = {}
    for entry in entries:
        if entry["case"] and entry["kind"] in (ACT.name, SIGHTING.name):
            seen.setdefault(entry["case"], entry["date"])
    made = []
    for entry in entries:
        case = entry["case"]
        told = Entry(
            **entry,
            of_act=case in acts if case in seen else None,
            against=0,
            rules=(),
            text=phrase(*(entry[field] for field in ("kind", "what", "by", "outcome", "amount", "after"))),
        )
        date = seen.get(case, told.date)
        more: dict[str, Any] = {"rules": rules.of(told, date)}
        if told.kind == RECORD_BEGINS.name:
            more["against"] = rules.against(told, date)
        made.append(told.model_copy(update=more))
    return Trace(
        **facts,
        person=person,
        summary=summary(made, behind, until, str(facts["step"]), rules.worst),
        entries=tuple(made),
        behind=tuple(behind),
        affected=tuple(affected),
    )


def summary(
    entries: Sequence[Entry],
    behind: Sequence[Behind],
    until: int,
    step: str,
    worst: Callable[[str, Sequence[int]], tuple[str, int]],
) -> tuple[str, ...]:
    """Return what happened, and what of it rests on nothing.

    Args:
        entries: in order.
        behind: what lies behind listings through others.
        until: first step in which the person is no longer there.
        step: `week` or `day`.
        worst: how the worst of a score's values is called, and which it is.
    """
    kinds = Counter(entry.kind for entry in entries)
    reported = {entry.case for entry in entries if entry.kind == SIGHTING.name}
    false = {entry.case for entry in entries if entry.kind == SIGHTING.name and not entry.of_act}
    recorded = {entry.case for entry in entries if entry.kind == RECORD_BEGINS.name}
    spells = _Steps(entries, until)
    done = f"Acts: {kinds['act']}, of which {len(reported - false)} reported"
    done += f"; reported without an act: {len(false)}."
    lists = ", ".join(f"{many(steps, step)} on {name}" for name, steps in sorted(spells.listed.items()))
    what = f"On record: {many(len(recorded), 'case')}; {lists or 'on no list'}"
    what += f"; refused {times(kinds['refused'])}"
    moved: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.kind == SCORE.name:
            moved[entry.what or SCORED].append(entry.after)
    for name, scores in moved.items():
        called, worse = worst(name, scores)
        first, at_worst, last = (number(score) for score in (scores[0], worse, scores[-1]))
        what += f"; {words(name)} {first} at first, {at_worst} at the {called}, {last} at last"
    return done, f"{what}.", _nothing(recorded & false, spells, behind, step)


def _nothing(unfounded: set[int], spells: _Steps, behind: Sequence[Behind], step: str) -> str:
    """Say what of it would not be in the shadow."""
    parts = []
    if unfounded:
        parts.append(f"recorded cases without an act: {len(unfounded)}")
    wrongful = sum(spells.wrongful.values())
    if wrongful:
        parts.append(f"{many(wrongful, step)} on a list would not be {RIGHTLY}")
    if spells.refused_wrongly:
        parts.append(f"{times(spells.refused_wrongly)} the person was refused by a list they would not be on")
    through = sorted({each.person for each in behind if each.of_act is False})
    if through:
        parts.append(f"a listing came through {' and '.join(through)}, recorded for what they did not do")
    spared = sum(spells.spared.values())
    if spared:
        parts.append(f"{many(spared, step)} on a list that would be {RIGHTLY} were spared")
    if not parts:
        return f"What rests on nothing: nothing here; {RIGHTLY} this life would be the same."
    return f"What rests on nothing: {'; '.join(parts)}."


class _Steps:
    """Steps at whose end one is on a list, as recorded and in the shadow."""

    def __init__(self, entries: Sequence[Entry], last: int) -> None:
        self.listed, self.wrongful, self.spared = Counter[str](), Counter[str](), Counter[str]()
        self.refused_wrongly = 0
        by_step: dict[int, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_step[entry.step].append(entry)
        on: set[str] = set()
        shadow: set[str] = set()
        steps = sorted(by_step)
        for place, step in enumerate(steps):
            for entry in by_step[step]:
                self._follow(entry, on, shadow)
            until = steps[place + 1] if place + 1 < len(steps) else max(last, step)
            for name in on:
                self.listed[name] += until - step
                self.wrongful[name] += (until - step) * (name not in shadow)
            for name in shadow - on:
                self.spared[name] += until - step

    def _follow(self, entry: Entry, on: set[str], shadow: set[str]) -> None:
        if entry.kind in (LISTED.name, SHADOW_LISTED.name):
            (on if entry.kind == LISTED.name else shadow).add(entry.what)
        elif entry.kind in (OFF.name, SHADOW_OFF.name):
            (on if entry.kind == OFF.name else shadow).discard(entry.what)
        elif entry.kind == REFUSED.name:
            self.refused_wrongly += not set(entry.by.split(", ")) & shadow
