"""Which runs were found to hold what they say, so that a run is looked at once and not for every question.

What is kept is the state of a run's files when they were found to hold: their sizes, places on the disk and
when they were last written or moved. The system sets the time of change (`ctime`) at every write and no
program sets it back, so a file that was edited, replaced or copied is looked at again. `demerit verify`
always looks.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

from demerit.chance.compiling import cache_root

MOST: Final = 1000
"""How many runs are remembered, the last ones looked at."""


def state(folder: Path) -> str:
    """Return a digest of the state of a run's files, and of the program that looks at them."""
    found = hashlib.sha256(f"{version('demerit')} {folder.resolve()}".encode())
    for home, pattern in ((folder, "*"), (Path(__file__).parents[1], "*.py")):
        for file in sorted(home.rglob(pattern)):
            seen = file.lstat()
            place = file.relative_to(home).as_posix()
            found.update(
                f"{place} {seen.st_size} {seen.st_ino} {seen.st_ctime_ns} {seen.st_mtime_ns}\n".encode(
                    errors="surrogateescape"
                )
            )
    return found.hexdigest()


def known(state: str) -> bool:
    """Return whether a run was found to hold in this state, here, by this program."""
    return (_home() / state).is_file()


def keep(state: str) -> None:
    """Remember that a run holds in this state; where nothing can be kept, it is looked at again next time."""
    with suppress(OSError):
        _home().mkdir(parents=True, exist_ok=True)
        (_home() / state).touch()
        kept = sorted(_home().iterdir(), key=lambda file: file.stat().st_mtime_ns)
        for file in kept[:-MOST]:
            file.unlink(missing_ok=True)


def _home() -> Path:
    return cache_root() / "held"
