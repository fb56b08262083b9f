"""A small run that the lab itself made, for tests of what reads a run through the lab.

A reader of the lab holds every run against its own files first, so a made-up one (`small_run`) would be
refused; where a test needs to know the sums beforehand, it reads the made-up one with the archive instead.
"""

from __future__ import annotations

from pathlib import Path

import demerit
from tests.unit.lists_regime import EXAMPLE


def run(out: Path) -> demerit.Run:
    """Run the example regime of the tests for half a year at `out`, with two draws and nothing beside it."""
    return demerit.run(
        EXAMPLE, out=out, people=2500, draws=2, start="2019-01-07", end="2019-07-01", against="nothing"
    )
