"""One writer for one unfinished run: a lock that its process's end releases, kill -9 included.

The operating system keeps the lock, not a file with a process number in it, which would outlive a crash and
ask people to delete it by hand.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

FILE_NAME: Final = "lock"


class Lock:
    """A lock on a folder, held from `acquire` to `release`."""

    def __init__(self, folder: Path) -> None:
        """Prepare the lock; nothing is touched yet."""
        self._path = folder / FILE_NAME
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting; False if another process holds it or the folder moved away."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _take(handle):
            os.close(handle)
            return False
        try:
            same = os.path.samestat(os.fstat(handle), os.stat(self._path))
        except FileNotFoundError:
            same = False
        if not same:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self, folder: Path) -> None:
        """Give the lock back and delete its file, which now lies in `folder`."""
        if self._handle is None:
            return
        (folder / FILE_NAME).unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
