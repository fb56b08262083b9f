"""A trace as text for a terminal: who, what happened in two or three sentences, then the dated story.

A long life is told without flooding: attempts, refusals, points that come back and acts that nobody reported
are summed up a quarter at a time. All of them stand one by one in the trace.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from demerit.explain.trace import Affected, Behind, Entry, Rule, Trace

LAB = "*"
"""Marks what only the lab knows."""

_Line = tuple[str, str, str]
"""Date, mark, text."""


def told(trace: Trace) -> str:
    """Return the life of an invented person in words."""
    parts = [
        *_head(trace),
        "",
        *trace.summary,
        "",
        *_story(trace),
        *_section("What lies behind listings through others", map(_behind, trace.behind)),
        *_section("Whom this person's listing reached", map(_reached, trace.affected)),
    ]
    return "\n".join(parts)


def _head(trace: Trace) -> Iterator[str]:
    who = trace.person
    noun = "person" if who.entity == "person" else "organisation"
    yield f"Invented {noun} {who.id}. Nobody like this lives; in this model."
    yield (
        f"{trace.regime} in {trace.society}, {trace.begins} to {trace.ends}, draw {trace.draw} of run"
        f" {trace.run}"
    )
    yield ", ".join(f"{name} {value}" for name, value in who.traits.items() if value)
    yield f"There from {who.enters} {f'to {who.leaves}' if who.leaves else 'to the end'}."


def _story(trace: Trace) -> list[str]:
    lines = list(_lines(trace.entries))
    width = max((len(date) for date, _, _ in lines), default=0)
    rows = [f"{date.ljust(width)}  {mark or ' '} {text}" for date, mark, text in lines]
    if any(mark for _, mark, _ in lines):
        rows += ["", f"{LAB} known to the lab alone, never to the regime"]
    return rows


def _lines(entries: Sequence[Entry]) -> Iterator[_Line]:
    """Yield what is told, in order; what is summed up stands at its quarter's first."""
    reported = {entry.case for entry in entries if entry.kind == "sighting"}
    summed: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        group = _group(entry, reported)
        if group:
            summed.setdefault((_quarter(entry.date), group), []).append(entry)
    done: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.kind == "shadow score":
            continue
        group = _group(entry, reported)
        together = summed.get((_quarter(entry.date), group), []) if group else []
        if len(together) < 2:
            yield entry.date, LAB * (entry.known_to == "lab" or entry.kind == "sighting"), _with_rules(entry)
        elif (_quarter(entry.date), group) not in done:
            done.add((_quarter(entry.date), group))
            mark = LAB * (entry.known_to == "lab")
            yield _quarter(entry.date), mark, SUMS[group](together) + _places(together)


def _group(entry: Entry, reported: set[int]) -> str:
    """Return the group that an entry is summed up with in its quarter, or nothing."""
    if entry.kind in ("attempt", "refused"):
        return entry.kind
    if entry.kind == "score" and entry.outcome == "recovery":
        return "recovery"
    return "unreported" if entry.kind == "act" and entry.case not in reported else ""


def _refused(entries: Sequence[Entry]) -> str:
    by = sorted({name for entry in entries for name in entry.by.split(", ")})
    return f"refused {len(entries)} times, for being on {' and '.join(by)}: {_counted(entries)}"


def _recovery(entries: Sequence[Entry]) -> str:
    return (
        f"points come back {len(entries)} times, {sum(entry.amount for entry in entries):+} in all;"
        f" the score is {entries[-1].after}"
    )


SUMS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "attempt": lambda entries: f"tries, and is let: {_counted(entries)}",
    "refused": _refused,
    "recovery": _recovery,
    "unreported": lambda entries: f"acts that nobody reported: {_counted(entries)}",
}
"""How a quarter's entries of a group are told in one line."""


def _counted(entries: Iterable[Entry]) -> str:
    return ", ".join(f"{_words(what)} {n}" for what, n in Counter(entry.what for entry in entries).items())


def _with_rules(entry: Entry) -> str:
    return entry.text + _cited(entry.rules)


def _places(entries: Iterable[Entry]) -> str:
    return _cited(tuple(dict.fromkeys(rule for entry in entries for rule in entry.rules)))


def _cited(rules: Sequence[Rule]) -> str:
    cited = ", ".join(dict.fromkeys(f"{rule.file}:{rule.line}" for rule in rules))
    return f"  [{cited}]" if cited else ""


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"{title}:", *found] if found else []


def _behind(each: Behind) -> str:
    reason = f" for {_words(each.conduct)}, reported by {_words(each.source)}" if each.conduct else ""
    true = {None: "", True: ", which is true", False: ", which is not true"}[each.of_act]
    return f"{each.date}  {each.person} ({_words(each.relation)}): on {each.list}{reason}{true} {LAB}"


def _reached(each: Affected) -> str:
    return f"{each.date}  {each.person} ({_words(each.relation)}): put on {each.list}"


def _quarter(date: str) -> str:
    return f"{date[:4]}-Q{(int(date[5:7]) + 2) // 3}"


def _words(name: str) -> str:
    return name.replace("-", " ")
