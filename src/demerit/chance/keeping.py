"""Bytes kept in the cache folder, beside a digest of themselves: there whole or not at all.

A cache may be lost, cut short or refused by the disk at any time; whoever asks then makes it again.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def kept(file: Path) -> bytes | None:
    """Return what is kept in a file, None where that is nothing or not whole."""
    try:
        digest, body = file.read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return None
    return body if digest.decode(errors="replace") == hashlib.sha256(body).hexdigest() else None


def keep(file: Path, body: bytes) -> None:
    """Keep bytes in a file; where the disk refuses, the next process makes them again."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        os.replace(temporary, file)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
