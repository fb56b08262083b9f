"""Finished districts on disk, so that a run cut anywhere goes on instead of starting again.

A checkpoint is a few integer arrays and a mask of what they already hold. It is written to a temporary file,
forced to the disk and renamed, so there is always one whole checkpoint, the old or the new; the SHA-256 at
its end tells a whole file from a torn one. A torn file is ignored and its districts are computed again: a
checkpoint only saves time, it never decides anything. One of another run is refused, because that means that
folders were mixed up by hand.

The form is our own (a JSON header and raw little-endian arrays) because `.npz` costs a zip pass over every
byte, and because nothing that is read back here may be able to carry code.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from demerit.archive.disk import sync_folder, writing
from demerit.errors import WrongUse

FOLDER: Final = "checkpoints"
_MAGIC: Final = b"DEMERIT-CHECKPOINT-1\n"
_DTYPES: Final = ("int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8", "bool")
_DONE: Final = "done"


class Checkpoints:
    """The checkpoints of one unfinished run."""

    def __init__(self, part_folder: Path, run_id: str) -> None:
        """Keep checkpoints of run `run_id` in `part_folder`/checkpoints."""
        self._folder = part_folder / FOLDER
        self._run_id = run_id
        self.ignored: list[str] = []
        """Names of the damaged checkpoints that `load` passed over."""

    def save(self, name: str, arrays: Mapping[str, NDArray[Any]], done: NDArray[np.bool_]) -> None:
        """Replace the checkpoint `name` by `arrays` (integers) and the mask of `done` parts, atomically."""
        everything = {**arrays, _DONE: done}
        if len(everything) != len(arrays) + 1:
            raise ValueError(f"checkpoint {name}: no array may be called {_DONE}")
        contiguous = {}
        for key, array in everything.items():
            if array.dtype.name not in _DTYPES:
                raise ValueError(f"checkpoint {name}: array {key} is {array.dtype}, not one of {_DTYPES}")
            little = array.astype(array.dtype.newbyteorder("<"), copy=False)
            contiguous[key] = np.ascontiguousarray(little).reshape(array.shape)
        header = {
            "run_id": self._run_id,
            "name": name,
            "arrays": [[key, array.dtype.name, list(array.shape)] for key, array in contiguous.items()],
        }
        with writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            _store(self._path(name), json.dumps(header, sort_keys=True).encode(), list(contiguous.values()))

    def load(self, name: str) -> tuple[dict[str, NDArray[Any]], NDArray[np.bool_]] | None:
        """Return the arrays and the mask of done parts, or None if there is no whole checkpoint `name`.

        Raises WrongUse if the checkpoint belongs to another run.
        """
        target = self._path(name)
        try:
            content = target.read_bytes()
        except FileNotFoundError:
            return None
        parsed = _parse(content)
        if parsed is None:
            self.ignored.append(name)
            return None
        header, arrays = parsed
        if header["run_id"] != self._run_id:
            raise WrongUse(
                f"{target} belongs to run {header['run_id'][:12]}, not to {self._run_id[:12]}."
                f" Delete {self._folder} to compute its districts again."
            )
        done = arrays.pop(_DONE)
        return arrays, done

    def names(self) -> list[str]:
        """Names of the checkpoints on disk, sorted."""
        return sorted(file.stem for file in self._folder.glob("*.bin"))

    def drop(self, name: str) -> None:
        """Delete the checkpoint `name` if it is there."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
            raise ValueError(f"checkpoint name {name!r}: letters, digits, - and _ only")
        return self._folder / f"{name}.bin"


def _store(target: Path, header: bytes, arrays: list[NDArray[Any]]) -> None:
    """Write a checkpoint beside its place, have it on the disk, and rename it."""
    temporary = target.with_suffix(".tmp")
    sha = hashlib.sha256()
    with temporary.open("wb") as file:
        for piece in (_MAGIC, len(header).to_bytes(8, "little"), header):
            sha.update(piece)
            file.write(piece)
        for array in arrays:
            if array.size:
                raw = array.reshape(-1).view(np.uint8).data
                sha.update(raw)
                file.write(raw)
        file.write(sha.digest())
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, target)
    sync_folder(target.parent)


def _parse(content: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]] | None:
    """Header and arrays of a checkpoint; None if it is not whole."""
    start = len(_MAGIC) + 8
    if not content.startswith(_MAGIC) or len(content) < start + 32:
        return None
    body = memoryview(content)[:-32]
    if hashlib.sha256(body).digest() != content[-32:]:
        return None
    length = int.from_bytes(content[len(_MAGIC) : start], "little")
    header = json.loads(bytes(body[start : start + length]))
    position = start + length
    arrays = {}
    for key, dtype, shape in header["arrays"]:
        kind = np.dtype(dtype).newbyteorder("<")
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(body, dtype=kind, count=count, offset=position)
        arrays[key] = flat.reshape(shape).astype(np.dtype(dtype))
        position += count * kind.itemsize
    return header, arrays
