"""Threads for work that is only looked at: whoever breaks it off does not wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def workers(number: int) -> Iterator[ThreadPoolExecutor]:
    """Give threads that are waited for at the end, but not where the block ends by an error or by Ctrl-C.

    What has not begun then is dropped, and what has begun ends by itself: it only reads, so nothing is lost.

    Args:
        number: of threads; at least one is taken.
    """
    pool = ThreadPoolExecutor(max(1, number))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
