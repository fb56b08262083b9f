"""Work that somebody else asked for, bounded in time and in memory, and ended by Ctrl-C.

DuckDB can be told to stop, and keeps to a limit of memory, but not while it works out a single value: the sum
of a list of a thousand million numbers heeds nobody and fills the machine. So the work is done on a thread of
its own, and whoever waits for it looks at the clock and at the memory of the process. What is not stopped
soon after it was told to is left behind: the answer is that it took too much, and a command line that gives
this answer ends its process, and with it the work.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from demerit.errors import WrongUse

T = TypeVar("T")

SECONDS: Final = 30.0
"""How long a query may take."""
MEMORY: Final = 2 << 30
"""Bytes that a query may take beyond those of the run's tables."""
_SLACK: Final = 1 << 29
"""Bytes by which the process may grow beyond `MEMORY`, so that DuckDB's own limit speaks first."""
_LOOK: Final = 0.05
"""Seconds between two looks at clock and memory."""
_GRACE: Final = 0.5
"""Seconds that the work has to end after it was told to."""


def bounded(work: Callable[[], T], stop: Callable[[], None], seconds: float = SECONDS) -> T:
    """Return what `work` returns, which is done on another thread, or raise what it raises.

    Args:
        work: what to do.
        stop: tells it to end; may be called more than once.
        seconds: how long it may take.

    Raises:
        WrongUse: it took more time or memory than a query may have.
        KeyboardInterrupt: somebody pressed Ctrl-C; the work was told to stop.
    """
    done = threading.Event()
    made: list[T] = []
    raised: list[BaseException] = []

    def do() -> None:
        try:
            made.append(work())
        except BaseException as error:
            raised.append(error)
        finally:
            done.set()

    began, least = time.monotonic(), _resident()
    threading.Thread(target=do, daemon=True).start()
    try:
        while not done.wait(_LOOK):
            if time.monotonic() - began > seconds:
                _end(stop, done)
                raise WrongUse(
                    f"this query was stopped after {seconds:.0f} seconds, which is the longest that one may"
                    " take. Next: ask for sums over fewer tables, or copy the tables with `demerit export`"
                )
            if _resident() - least > MEMORY + _SLACK:
                _end(stop, done)
                raise too_large()
    except KeyboardInterrupt:
        _end(stop, done)
        raise
    if raised:
        raise raised[0]
    return made[0]


def too_large() -> WrongUse:
    """Return the refusal of a query that needs too much memory."""
    return WrongUse(
        f"this query was stopped because it needs more than {MEMORY >> 30} GB of memory beyond the run's"
        " tables. Next: ask for sums over fewer rows, or copy the tables with `demerit export`"
    )


def _end(stop: Callable[[], None], done: threading.Event) -> None:
    """Tell the work to stop until it has, or until it is plain that it does not listen."""
    until = time.monotonic() + _GRACE
    while not done.is_set() and time.monotonic() < until:
        stop()
        done.wait(_LOOK)


def _resident() -> int:
    """Return how many bytes of memory this process has taken, or ever took where only that is told."""
    try:
        import resource
    except ImportError:  # a system that does not tell: DuckDB's own limit has to do
        return 0
    page = resource.getpagesize()
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * page
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
