"""What a check of a run says: what its folder holds, and every number of its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Verified:
    """What `verify` looked at and what it found; no findings means that the folder holds what it says."""

    folder: Path
    checks: tuple[str, ...]
    findings: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """One sentence that says what was checked."""
        return f"{self.folder} holds what it says: {'; '.join(self.checks)}."

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit verify --json` prints them."""
        return {"folder": str(self.folder), "checks": list(self.checks), "findings": list(self.findings)}


@dataclass(frozen=True)
class FactCheck:
    """Every number of a report, what it is and rests on; `runs` holds plain values, a dictionary a run."""

    runs: tuple[Mapping[str, Any], ...]

    @property
    def sentence(self) -> str:
        """How many numbers there are, of how many kinds, resting on how many inputs."""
        facts = [fact for run in self.runs for fact in run["facts"]]
        values = sum(len(fact["values"]) for fact in facts)
        inputs = sum(len(run["inputs"]) for run in self.runs)
        return f"{values:,} numbers of {len(facts)} kinds, resting on {inputs} inputs"

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit report --fact-check --json` prints them."""
        return {"runs": list(self.runs)}
