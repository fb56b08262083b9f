"""Measure what everything costs, in one run: `python -m bench`. See bench/README.md.

Prints the tables as Markdown, and writes bench/records/latest.json, latest.md and the figures of
docs/speed.md. With --small all of it at toy sizes, for the test that it runs; with --out elsewhere and
nothing else touched.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bench import commands, machine, page, reference, rows, tables
from bench.record import LATEST, Command, PeerRow, PointsRow, Record, Row, write
from demerit.chance.compiling import source_digest

_T = TypeVar("_T")
SIZES = [20_000, 100_000, 1_000_000, 10_000_000]
DISTRICTS = [25, 248, 2480]
PARTS = ("rows", "reference", "points", "commands")


def _asked(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", metavar="PEOPLE", help="of the gallery's regimes")
    parser.add_argument("--scenarios", nargs="+", metavar="NAME", help="of the gallery, instead of all")
    parser.add_argument("--districts", type=int, nargs="+", metavar="N", help="sizes of the reference task")
    parser.add_argument("--weeks", type=int)
    parser.add_argument("--runs", type=int, help="of which the median is taken")
    parser.add_argument("--threads", type=int, nargs="+")
    parser.add_argument("--minutes", type=float, help="leave out what would begin later than that")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="parts to measure, instead of all")
    parser.add_argument("--warm", action="store_true", help="leave out what compiles from nothing")
    parser.add_argument("--small", action="store_true", help="toy sizes: whether it runs, not what it costs")
    parser.add_argument(
        "--out", type=Path, help="write the record there, and the tables beside; touch nothing else"
    )
    asked = parser.parse_args(words)
    usual: dict[str, Any] = {
        "sizes": SIZES,
        "districts": DISTRICTS,
        "weeks": 52,
        "runs": 3,
        "threads": [1, 2],
    }
    if asked.small:
        usual = {"sizes": [4_000], "districts": [1], "weeks": 2, "runs": 1, "threads": [1]}
    for name, value in usual.items():
        if getattr(asked, name) is None:
            setattr(asked, name, value)
    return asked


class _Sitting:
    """One run of the bench: what it has left out so far, and when it is to begin nothing more."""

    def __init__(self, minutes: float | None) -> None:
        self.started = time.perf_counter()
        self.minutes = minutes
        self.left_out: list[str] = []

    def seconds(self) -> float:
        """Return how long it has lasted."""
        return time.perf_counter() - self.started

    def told(self, part: str, found: Iterable[_T | str]) -> Iterator[_T]:
        """Yield rows as they come, saying so on the terminal; keep apart the words why one is missing."""
        for each in found:
            said = each if isinstance(each, str) else f"  {each!r}"[:160]
            print(f"{self.seconds():5.0f} s {said}", file=sys.stderr, flush=True)
            if isinstance(each, str):
                self.left_out.append(each)
            else:
                yield each
            if self.minutes is not None and self.seconds() > 60 * self.minutes:
                self.left_out.append(f"{part}: nothing more was begun after {self.minutes:g} minutes")
                return


def measure(asked: argparse.Namespace) -> Record:
    """Measure everything that is asked for."""
    sitting = _Sitting(asked.minutes)
    told, left_out = sitting.told, sitting.left_out
    parts = asked.only or PARTS
    left_out += [f"{part}: not asked for" for part in PARTS if part not in parts]
    weeks, runs = asked.weeks, asked.runs
    tasks: list[PeerRow] = []
    if "reference" in parts:
        tasks += told("demerit on R0d", reference.own_rows(asked.districts, weeks, asked.threads, runs))
        truth = max(2, 2 * max(asked.districts))
        peers = reference.peer_rows(asked.districts, weeks, asked.threads, runs, truth)
        tasks += told("peers on R0d", peers)
    drawn: list[PointsRow] = []
    if "points" in parts:
        drawn += told("points alone", reference.point_rows(asked.districts[-1], weeks, runs))
    waited: list[Command] = []
    if "commands" in parts:
        people = 100_000 if not asked.small else 4_000
        waited += told("commands", commands.commands(people, weeks, runs, not asked.warm))
        left_out += ["commands with nothing cached: not asked for"] if asked.warm else []
    lived: list[Row] = []
    if "rows" in parts:
        names, draws = asked.scenarios or rows.scenarios(), 1 if asked.small else 16
        lived += told("regimes", rows.rows(names, asked.sizes, weeks, asked.threads, runs, draws))
        full = len(asked.sizes) * len(asked.threads)
        have = {name: sum(row.scenario == name for row in lived) for name in names}
        left_out += [f"{name}: {full - n} of {full} rows" for name, n in have.items() if n < full]
    compared = [
        each for name in ("NumPy", "Mesa") if (each := tables.single(tasks, name, tables.MILLION)) is not None
    ]
    return Record(
        made=datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        engine=source_digest(),
        took_s=round(sitting.seconds(), 1),
        machine=machine.facts(),
        left_out=left_out,
        rows=lived,
        reference=tasks,
        points=drawn,
        commands=waited,
        break_even=list(reference.break_even(tables.single(tasks, tables.OWN, tables.MILLION), compared)),
    )


def main(words: list[str]) -> None:
    """Measure, print and write."""
    asked = _asked(words)
    record = measure(asked)
    text = tables.whole(record)
    print(text)
    where: Path = asked.out or LATEST
    write(record, where)
    where.with_suffix(".md").write_text(text, "utf-8")
    if asked.out is None:
        page.refresh(record)


if __name__ == "__main__":
    main(sys.argv[1:])
