"""What one run of the bench found, as a file: the schema, and how it is written and read.

Every figure of the pages is generated from a record, and a record is one run of `python -m bench` on one
machine. CPU time is what is quoted: it moves little with what else a machine does, while wall time moves by
factors. The load average when a row began stands beside it all the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

RECORDS = Path(__file__).parent / "records"
LATEST = RECORDS / "latest.json"
"""The record that docs/speed.md is generated from."""

Nanoseconds = float
Seconds = float


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Row(_Part):
    """One regime of the gallery at one size on a number of threads: the medians of `runs` runs."""

    scenario: str
    people: int = Field(gt=0)
    weeks: int = Field(gt=0)
    draws: int = Field(gt=0)
    threads: int = Field(gt=0)
    runs: int = Field(gt=0)
    person_weeks: float = Field(gt=0)
    cpu_ns: Nanoseconds = Field(gt=0, description="CPU time of all threads per person-week")
    wall_ns: Nanoseconds = Field(gt=0)
    bytes_per_person: float | None = Field(
        description="peak memory above that of a tiny run, per person; null where people are too few to tell"
    )
    acts_per_person_week: float = Field(ge=0)
    sightings_per_person_week: float = Field(ge=0)
    load: float = Field(ge=0)


class PeerRow(_Part):
    """One implementation of the reference task at one size."""

    name: str
    version: str
    people: int = Field(gt=0)
    weeks: int = Field(gt=0)
    threads: int = Field(gt=0)
    runs: int = Field(gt=0)
    cpu_ns: Nanoseconds = Field(gt=0)
    wall_ns: Nanoseconds = Field(gt=0)
    start_s: Seconds = Field(
        ge=0, description="CPU time of the process without what is proportional to people"
    )
    bytes_per_person: float = Field(ge=0)
    listed_share: float | None
    mean_score: float | None
    acts_per_person_week: float
    wrongful_share: float | None
    outcomes: dict[str, Literal["agrees", "differs", "too small to tell"]]
    standing: str = Field(description="`agrees`, or why no ratio to it may be printed")
    load: float = Field(ge=0)


class PointsRow(_Part):
    """Drawing and thinning points alone: one implementation."""

    name: str
    runs: int = Field(gt=0)
    cpu_ns: Nanoseconds = Field(gt=0, description="per person-week")
    cpu_ns_per_point: Nanoseconds = Field(gt=0)
    points_per_person_week: float = Field(gt=0)
    acts_per_person_week: float = Field(gt=0)
    same_bits: bool | None = Field(description="as the first row; null where another society is drawn for")
    load: float = Field(ge=0)


class Command(_Part):
    """A command of the terminal as a whole process."""

    what: str
    command: str
    runs: int = Field(gt=0)
    wall_s: Seconds = Field(gt=0)
    cpu_s: Seconds = Field(gt=0)
    load: float = Field(ge=0)


class BreakEven(_Part):
    """From how many people on demerit does the reference task for less CPU time than a peer."""

    peer: str
    weeks: int = Field(gt=0)
    people: int | None = Field(description="null: not at any size")
    demerit_start_s: Seconds
    demerit_cpu_ns: Nanoseconds
    peer_start_s: Seconds
    peer_cpu_ns: Nanoseconds


class Record(_Part):
    """One run of the bench."""

    demerit_bench: Literal[1] = 1
    made: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$")
    engine: str = Field(description="digest of the engine's sources, as in a run's manifest")
    took_s: Seconds
    machine: dict[str, str]
    left_out: list[str] = Field(description="what was not measured, each with its reason")
    rows: list[Row]
    reference: list[PeerRow]
    points: list[PointsRow]
    commands: list[Command]
    break_even: list[BreakEven]


def read(path: Path) -> Record:
    """Read a record; ValueError with the places that are wrong if it is not one."""
    return Record.model_validate_json(path.read_text("utf-8"))


def write(record: Record, path: Path) -> None:
    """Write a record as readable JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record.model_dump(), indent=1) + "\n", "utf-8")
