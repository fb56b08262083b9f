"""From a path to text: what is no text file of a bearable size is refused before a parser sees it.

A pipe would be waited for, and a device such as /dev/zero never ends; a file of gigabytes would fill the
memory only to be told that it is too large. So the kind and size of a file are asked first.
"""

from __future__ import annotations

import stat
from pathlib import Path

from demerit.errors import InvalidFile, Problem

MAX_BYTES = 1_000_000


def text_of(path: Path | str) -> str:
    """Return the text of a file; no more is read than a file may have, and only from a file.

    Args:
        path: at most 1 MB of UTF-8, with or without a byte order mark.

    Raises:
        InvalidFile: it is absent, a folder, a device, too large or not UTF-8.
    """
    name = str(path)
    raw = _bytes(Path(path), name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, raw, error.start) from None


def _bytes(path: Path, name: str) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise whole(name, "this is a folder, not a file", "give the path of a file in it, NAME.yaml")
        if not stat.S_ISREG(about.st_mode):
            raise whole(name, "this is a device or a pipe, not a file", "give the path of a text file")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise whole(
            name, f"the file cannot be read ({reason})", "check the path and your right to read it"
        ) from None
    if len(raw) > MAX_BYTES:
        raise whole(
            name,
            f"the file has {max(about.st_size, len(raw)):,} bytes and the limit is {MAX_BYTES:,}",
            "give aggregates; rows about people have no place in a file",
        )
    return raw


def _not_utf8(name: str, raw: bytes, at: int) -> InvalidFile:
    """Say which byte is wrong and, where its first bytes tell, what the file is instead."""
    line_start = raw.rfind(b"\n", 0, at) + 1
    column = len(raw[line_start:at].decode("utf-8", "replace")) + 1
    found, next_step = f"the byte 0x{raw[at]:02x}", "save the file as UTF-8; editors offer it under `Save as`"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = "UTF-16, by its first two bytes"
    elif b"\0" in raw[:1_000]:
        found, next_step = f"{found} in a binary file", "give a text file; `demerit gallery NAME` prints one"
    return InvalidFile(
        [
            Problem(
                name,
                raw[:at].count(b"\n") + 1,
                column,
                "",
                found,
                "this is not UTF-8 text",
                "UTF-8",
                None,
                next_step,
            )
        ]
    )


def whole(name: str, message: str, next_step: str) -> InvalidFile:
    """Return the refusal of a file as a whole, which has no line."""
    return InvalidFile([Problem(name, 0, 0, "", "", message, None, None, next_step)])
