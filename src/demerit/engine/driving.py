"""Steps of work on a few threads, with a thread that waits, tells and saves.

Whoever has work to do yields it in steps and is asked for more only as threads come free, so that what a step
needs is made late and little of it is there at a time. A step may answer with others that it made possible,
such as writing what was the last to be counted; those go first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

SAVE_SECONDS = 5.0


class Step(NamedTuple):
    """A piece of work for one thread, which answers with what can be done next."""

    work: Callable[[], Iterator[Step]]
    told: Callable[[], None] = lambda: None
    """Called from the waiting thread when it is done."""


def drive(steps: Iterable[Step], workers: int, save: Callable[[], None] = lambda: None) -> None:
    """Do all steps, and those that they lead to.

    Args:
        steps: what to do, in the order in which it is begun; asked for from this thread.
        workers: threads, at least 1.
        save: writes down what is finished; called from this thread every few seconds, and when work is cut.

    Raises:
        BaseException: whatever a step raises, or KeyboardInterrupt, after what is finished is written down.
    """
    with ThreadPoolExecutor(workers) as pool:
        pending: dict[Future[Iterator[Step]], Step] = {}
        saved = time.monotonic()

        def begin(step: Step) -> None:
            pending[pool.submit(step.work)] = step

        def await_one() -> None:
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                step = pending.pop(future)
                for more in future.result():
                    begin(more)
                step.told()

        try:
            for step in steps:
                begin(step)
                while len(pending) >= 2 * workers:
                    await_one()
                if time.monotonic() - saved > SAVE_SECONDS:
                    save()
                    saved = time.monotonic()
            while pending:
                await_one()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            save()
            raise
