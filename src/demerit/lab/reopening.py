"""A finished run's scenario, read again from the files in its folder: what every replay begins with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.scenario.resolve import Resolved


def reopened(folder: Path) -> Resolved:
    """Return the scenario of a finished run, read from the files in its folder, which name each other."""
    from demerit.scenario.resolve import resolve

    return resolve(folder / "scenario.yaml")
