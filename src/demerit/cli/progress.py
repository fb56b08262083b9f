"""Progress on stderr: a bar with the time left on a terminal, otherwise a plain line now and then.

A log file or a build machine gets one line every ten seconds, so that a long run is seen to live without
filling the log. rich is imported only when there is a terminal to draw on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from demerit.cli.output import note

EVERY_SECONDS = 10.0


class Report(Protocol):
    """Called with the number of pieces done, the number there are, and what they are.

    Where there are none (a total of 0) it is told what is being waited for.
    """

    def __call__(self, done: int, total: int, what: str) -> None:
        """Take note of the state of the work."""
        ...


@contextmanager
def progress() -> Iterator[Report]:
    """Give a `Report` that draws a bar on a terminal and prints plain lines elsewhere."""
    if sys.stderr is not None and sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def report(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total or None, description=what)

        yield report


def _lines() -> Report:
    started = last = time.monotonic()
    ended = False
    first: tuple[float, int] | None = None  # when the first report came, and what was done by then

    def report(done: int, total: int, what: str) -> None:
        nonlocal last, ended, first
        if total == 0:  # something to wait for that has no pieces
            note(what)
            return
        now = time.monotonic()
        first = first or (now, done)
        at_end = done >= total
        if ended or (now - (started if at_end else last) < EVERY_SECONDS):
            return
        last, ended = now, at_end
        note(line(done, total, what, now - first[0], done - first[1]))

    return report


def line(done: int, total: int, what: str, elapsed: float, pieces: int) -> str:
    """Say how far the work is: `what`: done of total, and the time left if the rest goes as fast.

    How fast is told from the `pieces` done in the last `elapsed` seconds, which begin with the first report:
    what came before it, such as compiling or what an earlier attempt left, says nothing of the rest.
    """
    left = f", {duration(elapsed * (total - done) / pieces)} left" if pieces and done < total else ""
    return f"{what}: {done} of {total}{left}"


def duration(seconds: float) -> str:
    """Say a length of time as people do: `8 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
