"""Run folders: written beside, renamed at the end, read-only in spirit ever after.

`RUN.part` holds a run until everything in it is whole; then the manifest is written, checkpoints are dropped
and the folder is renamed to `RUN`. So a folder called `RUN` is a finished run or is not ours, and nothing
half-written ever carries a finished name. `begin` is the whole rule of `--out`: a finished folder of the same
run is handed back unchanged, a started one is resumed, anything of another run is refused.

Two processes that start the same run at once would write one `.part`, so the first takes a lock (`locks`).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from demerit.archive import cube
from demerit.archive.checkpoints import FOLDER as CHECKPOINTS
from demerit.archive.checkpoints import Checkpoints
from demerit.archive.disk import sync_folder, write_text, writing
from demerit.archive.locks import FILE_NAME as LOCK
from demerit.archive.locks import Lock
from demerit.archive.manifest import FILE_NAME as MANIFEST
from demerit.archive.manifest import Manifest
from demerit.counted.values import COMPANIONS
from demerit.errors import RunDamaged, WrongUse

IDENTITY: Final = "run.json"
"""File of an unfinished run that says which run it is."""

_AGAIN: Final = "Next: restore the folder from a copy, or delete it and run the scenario again."
_OURS: Final = (MANIFEST, IDENTITY, LOCK)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A finished run on disk. Its manifest is readable; whether all else holds, `integrity` says."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path | str) -> RunFolder:
        """Open the finished run at `path`.

        Raises WrongUse if there is no finished run, RunDamaged if its manifest or a table is missing or
        unreadable. Digests are not recomputed here.
        """
        folder = Path(os.path.abspath(path))
        if not (folder / MANIFEST).is_file():
            part = _part(folder)
            if part.is_dir():
                raise WrongUse(
                    f"{folder} is not finished: {part} holds a started run. Run it again to go on."
                )
            if (folder / cube.FOLDER).is_dir():
                raise RunDamaged(f"{folder / MANIFEST} is missing, although {folder} holds a cube.")
            raise WrongUse(
                f"{folder} is not a run: it has no {MANIFEST}. Next: make one with `demerit run --out`"
            )
        manifest = read_manifest(folder)
        for name in manifest.tables:
            if not cube.path(folder, name).is_file():
                raise RunDamaged(f"{cube.path(folder, name)}: the table {name} is missing.")
        return cls(folder, manifest)

    @property
    def companions(self) -> dict[str, RunFolder]:
        """The runs inside this one, by name: `against`, `truthful`."""
        return {name: RunFolder.open(self.path / name) for name in COMPANIONS if (self.path / name).is_dir()}


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of `folder`; RunDamaged, with what is wrong, if it is not one."""
    file = folder / MANIFEST
    try:
        return Manifest.read(folder)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise RunDamaged(f"{file}: {where}: {first['msg']}. {_AGAIN}") from error
    except (OSError, ValueError) as error:
        raise RunDamaged(f"{file} cannot be read ({error}). {_AGAIN}") from error


class PartFolder:
    """An unfinished run: where the engine writes, until `finish` makes it a `RunFolder`."""

    def __init__(self, path: Path, target: Path, run_id: str, lock: Lock | None) -> None:
        """Use `begin` instead."""
        self.path = path
        self.run_id = run_id
        self._target = target
        self._lock = lock

    @property
    def finished(self) -> RunFolder | None:
        """This part as a finished run, if an earlier attempt finished it (runs inside a run only)."""
        return RunFolder(self.path, read_manifest(self.path)) if (self.path / MANIFEST).is_file() else None

    @property
    def checkpoints(self) -> Checkpoints:
        """The finished districts of this run."""
        return Checkpoints(self.path, self.run_id)

    def inside(self, name: str, run_id: str) -> PartFolder:
        """Return the part of this run that holds a companion, such as `against`; finish it before this one.

        A part left by another run is refused with WrongUse.
        """
        if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", name):
            raise ValueError(f"a run inside a run is named in small letters, not {name!r}")
        path = self.path / name
        with writing(path):
            _claim(path, run_id)
        return PartFolder(path, path, run_id, None)

    def write_text(self, name: str, text: str) -> None:
        """Write a text file, such as `regime.yaml`; the manifest will bind its digest."""
        if "/" in name or name in _OURS or name.startswith("."):
            raise ValueError(f"{name} is not a name for a file of a run")
        with writing(self.path):
            write_text(self.path / name, text)

    def write_cube(self, manifest: Manifest, tables: Mapping[str, cube.Columns]) -> Manifest:
        """Write all tables at once; return the manifest with their rows and digests filled in."""
        return manifest.model_copy(update={"tables": cube.write(self.path, tables)})

    def finish(self, manifest: Manifest) -> RunFolder:
        """Bind the files, write the manifest, drop checkpoints and rename the folder.

        `manifest.tables` must be filled in (`write_cube`, or `cube.CubeWriter`). Raises WrongUse if another
        process finished the same folder meanwhile, FolderUnwritable if the disk refuses.
        """
        if manifest.run_id != self.run_id:
            raise ValueError(f"manifest of run {manifest.run_id} in the folder of run {self.run_id}")
        if not manifest.tables:
            raise ValueError("the manifest has no tables: write the cube first")
        with writing(self.path):
            bound = manifest.model_copy(update={"files": file_digests(self.path)})
            bound = Manifest.model_validate(bound.model_dump())
            write_text(self.path / MANIFEST, bound.to_json())
        return self._close(bound)

    def _close(self, manifest: Manifest) -> RunFolder:
        """Do what is left once the manifest is written; a resumed run may begin here."""
        with writing(self.path):
            shutil.rmtree(self.path / CHECKPOINTS, ignore_errors=True)
            for left in (self.path / IDENTITY, *self.path.glob(".*.tmp")):
                left.unlink(missing_ok=True)
            sync_folder(self.path)
        if os.name != "posix":  # there an open file keeps its folder from being renamed
            self.release()
        if self.path != self._target:
            with writing(self._target):
                try:
                    os.rename(self.path, self._target)
                except OSError as error:
                    if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                        raise WrongUse(f"{self._target} appeared while {self.path} was written.") from error
                    raise
                sync_folder(self._target.parent)
        self.release()
        return RunFolder(self._target, manifest)

    def release(self) -> None:
        """Let go of the folder, finished or not, so that another process may go on with it."""
        if self._lock is not None:
            self._lock.release(self._target if not self.path.exists() else self.path)
            self._lock = None

    def __enter__(self) -> PartFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def begin(out: Path | str, run_id: str) -> RunFolder | PartFolder:
    """Apply the rule of `--out` to the run `run_id`.

    Returns the finished run where `out` holds it already, else the folder to write in (`out`.part), with what
    an earlier attempt left there. Raises WrongUse where `out` or its `.part` holds another run or something
    that is no run, or where another process writes it now; FolderUnwritable where the disk refuses.
    """
    target = Path(os.path.abspath(out))
    if not target.name:
        raise WrongUse(f"{out} cannot be a run folder. Choose another --out.")
    finished = _finished(target, run_id)
    if finished is not None:
        return finished
    part = _part(target)
    with writing(part):
        part.mkdir(parents=True, exist_ok=True)
        lock = Lock(part)
        if not lock.acquire():
            raise WrongUse(
                f"{part} is being written by another process. Wait for it, or choose another --out."
            )
    folder = PartFolder(part, target, run_id, lock)
    try:
        finished = _finished(target, run_id)
        if finished is not None:  # another process ended between our first look and our lock
            shutil.rmtree(part, ignore_errors=True)
            folder.release()
            return finished
        if (part / MANIFEST).is_file():  # cut between its last two acts
            manifest = read_manifest(part)
            if manifest.run_id != run_id:
                raise _other(part, manifest.run_id, run_id)
            return folder._close(manifest)
        with writing(part):
            _claim(part, run_id)
    except BaseException:
        folder.release()
        raise
    return folder


def file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of the bytes of each file of a run, by its place in the folder, tables among them.

    The manifest, what a run leaves behind when it ends, and the runs inside are apart.
    """
    return {
        str(file.relative_to(folder).as_posix()): _sha256(file)
        for place in (folder, folder / cube.FOLDER, folder / cube.PANEL_FOLDER)
        for file in sorted(place.glob("*"))
        if file.is_file() and not (place == folder and (file.name in _OURS or file.name.startswith(".")))
    }


def strangers(folder: Path) -> list[str]:
    """Return what lies in a finished run's folder besides its files, tables and the runs inside, by place."""
    known = {MANIFEST, cube.FOLDER, cube.PANEL_FOLDER, *COMPANIONS}
    found = [
        item.name
        for item in folder.iterdir()
        if item.name not in known and (item.is_dir() or item.name in _OURS or item.name.startswith("."))
    ]
    for place in (cube.FOLDER, cube.PANEL_FOLDER):
        found += [f"{place}/{item.name}" for item in (folder / place).glob("*") if item.is_dir()]
    return sorted(found)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _finished(target: Path, run_id: str) -> RunFolder | None:
    """Return the finished run at `target` if it is this one, None if nothing is there."""
    if target.is_dir():
        if (target / MANIFEST).is_file():
            run = RunFolder.open(target)
            if run.manifest.run_id != run_id:
                raise _other(target, run.manifest.run_id, run_id)
            return run
        if any(target.iterdir()):
            raise WrongUse(f"{target} exists and is not a run. Choose another --out.")
    elif target.exists():
        raise WrongUse(f"{target} exists and is not a folder. Choose another --out.")
    return None


def _claim(part: Path, run_id: str) -> None:
    """Write down whose folder `part` is, or refuse it if it is another run's."""
    part.mkdir(parents=True, exist_ok=True)
    file = part / IDENTITY
    try:
        found = json.loads(file.read_text())["run_id"]
    except FileNotFoundError:
        manifest = part / MANIFEST
        if manifest.is_file():  # a run inside a run, finished by an earlier attempt
            found = read_manifest(part).run_id
            if found == run_id:
                return
            raise _other(part, found, run_id) from None
        others = sorted(item.name for item in part.iterdir() if item.name not in (LOCK, f".{IDENTITY}.tmp"))
        if others:
            raise WrongUse(f"{part} exists and is not a started run (it holds {others[0]}).") from None
        write_text(file, json.dumps({"run_id": run_id}) + "\n")
        return
    except (ValueError, KeyError, TypeError) as error:
        raise WrongUse(f"{file} cannot be read. Delete {part} to start again.") from error
    if found != run_id:
        raise _other(part, found, run_id)


def _other(folder: Path, found: str, wanted: str) -> WrongUse:
    return WrongUse(
        f"{folder} holds run {found[:12]}, not run {wanted[:12]}. Choose another --out, or delete the folder."
    )
