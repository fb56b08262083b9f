"""A finished run's scenario, read again from the files in its folder: what every replay begins with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.archive.schema import AGAINST

if TYPE_CHECKING:
    from demerit.scenario import Resolved


def reopened(folder: Path) -> Resolved:
    """Return the scenario of a finished run, read from the files in its folder."""
    from demerit.scenario import resolve

    settings = {"of": str(folder / "regime.yaml"), "in": str(folder / "society.yaml"), "against": "nothing"}
    if (folder / AGAINST).is_dir():
        settings["against"] = str(folder / AGAINST / "regime.yaml")
    return resolve(folder / "scenario.yaml", settings)
