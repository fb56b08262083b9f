"""A record as Markdown: ratios first, then the figures they rest on, for records and docs/speed.md."""

from __future__ import annotations

from collections.abc import Iterable

from bench.peers.agreement import AGREES
from bench.record import PeerRow, Record, Row
from bench.rows import HEADLINE

MILLION = 1_000_000
GOAL_NS, FLAT = 5.0, 1.2
OWN, REFERENCE, ARRAYS = "demerit", "C", "NumPy"


def _table(head: list[str], lines: Iterable[list[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _number(value: float) -> str:
    """Return three figures, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _people(people: int) -> str:
    return f"{people:,}"


def _met(value: float, aim: float, *, most: bool) -> str:
    good = value <= aim if most else value >= aim
    return f"{'at most' if most else 'at least'} {aim:g}: {'met' if good else 'not met'}"


def single(rows: list[PeerRow], name: str, people: int) -> PeerRow | None:
    """Return the row on one thread of a program whose size is nearest to `people`; None if it has none."""
    own = [row for row in rows if row.name == name and row.threads == 1]
    return min(own, key=lambda row: abs(row.people - people), default=None)


def _rows(record: Record, scenario: str, threads: int = 1) -> list[Row]:
    return sorted(
        (row for row in record.rows if row.scenario == scenario and row.threads == threads),
        key=lambda row: row.people,
    )


def headline(record: Record) -> str:
    """Return the ratios and whether each meets its aim."""
    lines: list[list[str]] = []
    own = single(record.reference, OWN, MILLION)
    for other, aim, most in ((REFERENCE, 4.0, True), (ARRAYS, 12.0, False)):
        peer = single(record.reference, other, MILLION)
        if own is None or peer is None:
            continue
        what = f"reference task: demerit over {other}" if most else f"reference task: {other} over demerit"
        wrong = next((row.standing for row in (own, peer) if row.standing != AGREES), None)
        if wrong is not None:
            lines.append([what, "no ratio", wrong])
            continue
        ratio = own.cpu_ns / peer.cpu_ns if most else peer.cpu_ns / own.cpu_ns
        lines.append([what, _number(ratio), _met(ratio, aim, most=most)])
    points = {row.name: row for row in record.points}
    twin, plain = points.get("points in Numba"), points.get("points in C")
    for row in record.points:
        if plain and row.same_bits is None:
            ratio = row.cpu_ns_per_point / plain.cpu_ns_per_point
            what = f"drawing and thinning a point: {row.name.replace('points', '').strip()} over C"
            lines.append([what, _number(ratio), _met(ratio, 1.5, most=True)])
    if twin and plain and twin.same_bits:
        ratio = twin.cpu_ns / plain.cpu_ns
        lines.append(
            ["drawing and thinning points alone: Numba over C", _number(ratio), _met(ratio, 1.5, most=True)]
        )
    rows = _rows(record, HEADLINE)
    if rows:
        last = rows[-1]
        goal = _met(last.cpu_ns, GOAL_NS, most=True)
        where = f"{HEADLINE}, {_people(last.people)} people: ns of CPU per person-week"
        lines.append([where, _number(last.cpu_ns), goal])
        million = min(rows, key=lambda row: abs(row.people - MILLION))
        if million is not last:
            ratio = last.cpu_ns / million.cpu_ns
            where = (
                f"{HEADLINE}: {_people(last.people)} over {_people(million.people)} people, per person-week"
            )
            lines.append([where, _number(ratio), _met(ratio, FLAT, most=True)])
    for what, aim in (("a run, warm", 1.5), ("a run, nothing cached", 15.0)):
        for command in record.commands:
            if command.what == what:
                lines.append(
                    [
                        f"`{command.command}`, {what.partition(', ')[2]}: seconds",
                        f"{_number(command.wall_s)} ({_number(command.cpu_s)} of CPU)",
                        _met(command.wall_s, aim, most=True),
                    ]
                )
    return _table(["what", "measured", "aim"], lines)


def reference(record: Record) -> str:
    """Return the table of the reference task, each cost as a multiple of demerit's at about that size."""
    lines = []
    for row in record.reference:
        own = single(record.reference, OWN, row.people)
        told = "-"
        if row.name != OWN and own is not None:
            bad = next((each.standing for each in (own, row) if each.standing != AGREES), None)
            told = bad if bad is not None else f"{_number(row.cpu_ns / own.cpu_ns)} x"
        lines.append(
            [
                f"{row.name} {row.version}",
                _people(row.people),
                str(row.threads),
                told,
                _number(row.cpu_ns),
                _number(row.wall_ns),
                _number(row.start_s),
                _number(row.bytes_per_person),
                "-" if row.listed_share is None else f"{100 * row.listed_share:.3f} %",
                "-" if row.mean_score is None else f"{row.mean_score:.2f}",
                f"{row.acts_per_person_week:.4f}",
                row.standing,
                f"{row.load:.1f}",
            ]
        )
    head = [
        "program",
        "people",
        "threads",
        "over demerit",
        "ns CPU per person-week",
        "ns wall",
        "s CPU to start",
    ]
    head += ["bytes per person", "listed", "mean score", "acts per person-week", "law", "load"]
    return _table(head, lines)


def points(record: Record) -> str:
    """Return the table of drawing and thinning alone."""
    lines = [
        [
            row.name,
            _number(row.cpu_ns),
            _number(row.cpu_ns_per_point),
            _number(row.points_per_person_week),
            f"{row.acts_per_person_week:.4f}",
            "-" if row.same_bits is None else "yes" if row.same_bits else "no",
            f"{row.load:.1f}",
        ]
        for row in record.points
    ]
    head = [
        "program",
        "ns CPU per person-week",
        "per point",
        "points per person-week",
        "acts",
        "same bits",
        "load",
    ]
    return _table(head, lines)


def regimes(record: Record) -> str:
    """Return the table of the gallery's regimes."""
    lines = [
        [
            row.scenario,
            _people(row.people),
            str(row.weeks),
            str(row.draws),
            str(row.threads),
            _number(row.cpu_ns),
            _number(row.wall_ns),
            "-" if row.bytes_per_person is None else _number(row.bytes_per_person),
            f"{row.acts_per_person_week:.4f}",
            f"{row.sightings_per_person_week:.5f}",
            str(row.runs),
            f"{row.load:.1f}",
        ]
        for row in record.rows
    ]
    head = [
        "scenario",
        "people",
        "weeks",
        "draws",
        "threads",
        "ns CPU per person-week",
        "ns wall",
        "bytes per person",
    ]
    return _table([*head, "acts per person-week", "sightings", "runs", "load"], lines)


def commands(record: Record) -> str:
    """Return the table of whole commands."""
    lines = [
        [
            f"`{each.command}`",
            each.what,
            _number(each.wall_s),
            _number(each.cpu_s),
            str(each.runs),
            f"{each.load:.1f}",
        ]
        for each in record.commands
    ]
    return _table(["command", "", "s wall", "s CPU", "runs", "load"], lines)


def break_even(record: Record) -> str:
    """Return from how many people on demerit is cheaper."""
    lines = [
        [
            each.peer,
            "at no size" if each.people is None else _people(each.people),
            f"{_number(each.demerit_start_s)} + {_number(each.demerit_cpu_ns)} ns",
            f"{_number(each.peer_start_s)} + {_number(each.peer_cpu_ns)} ns",
        ]
        for each in record.break_even
    ]
    return _table(
        ["beside", "demerit is cheaper from", "demerit: s to start, per person-week", "the other"], lines
    )


def whole(record: Record) -> str:
    """Return everything a record holds, under headings."""
    parts = [
        f"Measured {record.made} in {record.took_s:.0f} s on "
        + ", ".join(f"{name} {value}" for name, value in record.machine.items())
        + f"; engine {record.engine[:16]}.",
        "## Ratios",
        headline(record),
        "## The reference task R0d",
        reference(record),
    ]
    if record.points:
        parts += ["## Drawing and thinning points alone", points(record)]
    parts += ["## Regimes of the gallery", regimes(record), "## Commands", commands(record)]
    if record.break_even:
        parts += ["## From how many people on", break_even(record)]
    if record.left_out:
        parts += ["## Left out", "\n".join(f"- {each}" for each in record.left_out)]
    return "\n\n".join(parts) + "\n"
