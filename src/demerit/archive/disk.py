"""The disk's refusals, in words: full, read-only, not allowed, something in the way.

DuckDB reports them in its own error class and only as text, so both kinds are turned into one here.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from demerit.errors import Unwritable

_ADVICE: Final = {
    errno.ENOSPC: "The disk is full; free some space and run the same command again, it goes on.",
    errno.EDQUOT: "Your quota is used up; free some space and run the same command again, it goes on.",
    errno.EROFS: "The disk is read-only; choose another {option}.",
    errno.EACCES: "You may not write there; choose another {option}.",
    errno.EPERM: "You may not write there; choose another {option}.",
    errno.ENOTDIR: "A file is in the way; choose another {option}.",
    errno.EEXIST: "A file is in the way; choose another {option}.",
}


class FolderUnwritable(Unwritable):
    """A folder or file cannot be written: disk full, no permission, or something in the way."""


@contextmanager
def writing(path: Path, option: str = "--out") -> Iterator[None]:
    """Turn refusals met while writing at `path` into FolderUnwritable with what to do next.

    `option` is what chose the path.
    """
    try:
        yield
    except OSError as error:
        number, text = error.errno or 0, error.strerror or str(error)
        raise _unwritable(path, number, text, option) from error
    except Exception as error:
        duckdb = sys.modules.get("duckdb")  # takes its time to load, and is not there before it has written
        if duckdb is None or not isinstance(error, duckdb.IOException):
            raise
        number = next((code for code in _ADVICE if os.strerror(code) in str(error)), 0)
        text = os.strerror(number) if number else str(error).splitlines()[0]
        raise _unwritable(path, number, text, option) from error


def write_text(file: Path, text: str) -> None:
    """Write a small UTF-8 file whole or not at all, and have it on the disk before returning."""
    temporary = file.with_name(f".{file.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, file)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Have the folder's entries on the disk, where the system can do that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, number: int, text: str, option: str) -> FolderUnwritable:
    advice = _ADVICE.get(number, "Mend that and run the same command again, it goes on.").format(
        option=option
    )
    return FolderUnwritable(f"{path} cannot be written ({text}). {advice}")
