"""A trace as text for a terminal: who, what happened in two or three sentences, then the dated story.

A long life is told without flooding: attempts, refusals, points that come back and acts that nobody reported
are summed up a quarter at a time. All of them stand one by one in the trace.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from demerit.archive.schema.kinds import KINDS
from demerit.counted.kinds import SCORED, of_a_score, path_of_score
from demerit.explain.trace import Affected, Behind, Entry, Trace
from demerit.explain.words import number, times, words
from demerit.mechanisms.attempts.words import ATTEMPT, REFUSED
from demerit.mechanisms.conduct.words import ACT
from demerit.mechanisms.lists.words import (
    LISTED,
    OFF,
    RECORD_BEGINS,
    RECORD_CEASES,
    RIGHTLY,
    SHADOW_LISTED,
    SHADOW_OFF,
    STATE_BEGINS,
    STATE_ENDS,
)
from demerit.mechanisms.scores.words import SCORE
from demerit.mechanisms.sources.words import SIGHTING
from demerit.mechanisms.ties.words import TIE_BEGINS, TIE_ENDS

LAB = "*"
"""Marks what only the lab knows."""

DATED: Final = 14
"""Where the text of a dated line begins."""
NARROWEST: Final = 40
"""The narrowest terminal that lines are broken for; beneath it the words would be one a line."""

_Line = tuple[str, str, str]
"""Date, mark, text."""


def told(trace: Trace, width: int | None = None) -> str:
    """Return the life of an invented person in words.

    Args:
        trace: the life.
        width: letters in a line, for a terminal, what runs on standing under its beginning; None breaks no
            line, so that a program that searches the text finds each entry whole.
    """
    parts = [
        *_head(trace),
        "",
        *trace.summary,
        "",
        *_story(trace),
        *_section("What lies behind listings through others", map(_behind, trace.behind)),
        *_section("Whom this person's listing reached", _reached(trace.affected)),
    ]
    return "\n".join(parts if width is None else (line for part in parts for line in _folded(part, width)))


def _folded(line: str, width: int) -> list[str]:
    """Return a line in lines of at most `width` letters; what follows a date stays right of it."""
    dated = len(line) > DATED and line[:4].isdigit() and line[4] == "-"
    return textwrap.wrap(
        line,
        max(width, NARROWEST),
        subsequent_indent=" " * (DATED if dated else 2),
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]


def _head(trace: Trace) -> Iterator[str]:
    who = trace.person
    noun = "person" if who.entity == "person" else "organisation"
    yield f"Invented {noun} {who.id}. No such {noun} exists; all of this happens in a model."
    yield (
        f"{trace.regime} in {trace.society}, {trace.begins} to {trace.ends}, draw {trace.draw} of run"
        f" {trace.run}"
    )
    yield ", ".join(
        value if value.startswith(name) else f"{name} {value}" for name, value in who.traits.items() if value
    )
    yield f"There from {who.enters} {f'to {who.leaves}' if who.leaves else 'to the end'}."


def _story(trace: Trace) -> list[str]:
    lines = list(_lines(trace.entries))
    width = max((len(date) for date, _, _ in lines), default=0)
    rows = [f"{date.ljust(width)}  {mark or ' '} {text}" for date, mark, text in lines]
    if any(mark for _, mark, _ in lines):
        rows += ["", f"{LAB} known to the lab alone, never to the regime"]
    return rows


def _lines(entries: Sequence[Entry]) -> Iterator[_Line]:
    """Yield what is told, in order; what is summed up stands at its quarter's end."""
    reported = {entry.case for entry in entries if entry.kind == SIGHTING.name}
    shadow: set[str] = set()
    for quarter, months in groupby(entries, lambda entry: _quarter(entry.date)):
        of_quarter = list(months)
        summed: dict[str, list[Entry]] = defaultdict(list)
        for entry in of_quarter:
            if group := _group(entry, reported):
                summed[group].append(entry)
        together = {group: found for group, found in summed.items() if len(found) > 1}
        alone = [entry for entry in of_quarter if _group(entry, reported) not in together]
        for _, same in groupby(alone, lambda entry: entry.step):
            yield from _step(list(same), shadow)
        for group, found in together.items():
            yield quarter, LAB * (found[0].known_to == "lab"), SUMS[group](found) + _cited(found)


def _step(entries: Sequence[Entry], shadow: set[str]) -> Iterator[_Line]:
    """Yield what is told of one step: a change and what brought it in one line.

    `shadow` are the lists that one would be on in the shadow, brought up to this step here; it is told only
    where it differs from what is recorded.
    """
    left = [entry for entry in entries if entry.kind not in SHADOW]
    beside = [entry for entry in entries if entry.kind in SHADOWS.values()]
    for entry in beside:
        (shadow.add if entry.kind == SHADOW_LISTED.name else shadow.discard)(entry.what)
    while left:
        entry, *left = left
        brought = [each for each in left if _brings(entry, each, left)]
        left = [each for each in left if each not in brought]
        told, mark = entry.text, LAB * (entry.known_to == "lab" or entry.kind == SIGHTING.name)
        told += "".join(
            BROUGHT[each.kind].format(what=words(each.what or SCORED), after=number(each.after))
            for each in brought
        )
        for change in (entry, *brought):
            if change.kind == LISTED.name and change.what not in shadow:
                told += f", where they would not be {RIGHTLY} {LAB}"
            elif change.kind == OFF.name and change.what in shadow:
                told += f", where they would still be {RIGHTLY} {LAB}"
            beside = [each for each in beside if not _twin(change, each)]
        yield entry.date, mark, told + _cited((entry, *brought))
    for entry in beside:
        yield entry.date, LAB, entry.text


BROUGHT = {LISTED.name: ": on the list", OFF.name: ": off the list", SCORE.name: "; the {what} is {after}"}
"""How a change is told behind what brings it."""
SHADOWS = {LISTED.name: SHADOW_LISTED.name, OFF.name: SHADOW_OFF.name}
"""The same change in the shadow."""
SHADOW = frozenset(kind.name for kind in KINDS.values() if kind.side == "shadow")
"""Kinds of entry that tell of the shadow."""


def _brings(entry: Entry, other: Entry, left: Sequence[Entry]) -> bool:
    """Return whether `other` is the change that `entry` brings about in the same step."""
    record = entry.kind in (RECORD_BEGINS.name, RECORD_CEASES.name)
    if record and of_a_score(entry.by):
        moves = [
            each
            for each in left
            if each.kind in (RECORD_BEGINS.name, RECORD_CEASES.name) and each.by == entry.by
        ]
        moved = other.kind == SCORE.name and path_of_score(other.what) == path_of_score(entry.by)
        return moved and other.outcome == "points" and not moves
    begins = (RECORD_BEGINS.name, STATE_BEGINS.name, TIE_BEGINS.name)
    ends = (RECORD_CEASES.name, STATE_ENDS.name, TIE_ENDS.name)
    return other.what == (entry.by if record else entry.what) and (
        (other.kind == LISTED.name and entry.kind in begins)
        or (other.kind == OFF.name and entry.kind in ends)
    )


def _twin(change: Entry, shadow: Entry) -> bool:
    """Return whether the shadow changes alike."""
    return shadow.kind == SHADOWS.get(change.kind) and shadow.what == change.what


def _group(entry: Entry, reported: set[int]) -> str:
    """Return the group that an entry is summed up with in its quarter, or nothing."""
    if entry.kind in (ATTEMPT.name, REFUSED.name):
        return entry.kind
    if entry.kind == SCORE.name and entry.outcome == "schedule":
        return "schedule"
    return "unreported" if entry.kind == ACT.name and entry.case not in reported else ""


def _refused(entries: Sequence[Entry]) -> str:
    by = sorted({name for entry in entries for name in entry.by.split(", ")})
    return f"refused {times(len(entries))}, for being on {' and '.join(by)}: {_counted(entries)}"


def _by_schedule(entries: Sequence[Entry]) -> str:
    return (
        f"points by schedule {times(len(entries))}, {sum(entry.amount for entry in entries):+} in all;"
        f" the score is {number(entries[-1].after)}"
    )


SUMS: dict[str, Callable[[Sequence[Entry]], str]] = {
    ATTEMPT.name: lambda entries: f"tries, and is let: {_counted(entries)}",
    REFUSED.name: _refused,
    "schedule": _by_schedule,
    "unreported": lambda entries: f"acts that nobody reported: {_counted(entries)}",
}
"""How a quarter's entries of a group are told in one line."""


def _counted(entries: Iterable[Entry]) -> str:
    return ", ".join(f"{words(what)} {n}" for what, n in Counter(entry.what for entry in entries).items())


def _cited(entries: Sequence[Entry]) -> str:
    rules = dict.fromkeys(f"{rule.file}:{rule.line}" for entry in entries for rule in entry.rules)
    return f"  [{', '.join(rules)}]" if rules else ""


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"{title}:", *found] if found else []


def _behind(each: Behind) -> str:
    reason = f" for {words(each.conduct)}, reported by {words(each.source)}" if each.conduct else ""
    true = {None: "", True: ", which is true", False: ", which is not true"}[each.of_act]
    return f"{each.date}    {each.person} ({words(each.relation)}): on {each.of}{reason}{true} {LAB}"


def _reached(affected: Sequence[Affected]) -> Iterator[str]:
    """Yield those whom a listing reached together in one line: day, list and relation, then who."""
    reached: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in affected:
        reached[each.date, each.list, each.relation].append(each.person)
    for (date, listed, relation), people in reached.items():
        yield f"{date}    put on {listed}: {words(relation)} {len(people)} ({', '.join(people)})"


def _quarter(date: str) -> str:
    return f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"
