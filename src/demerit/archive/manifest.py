"""The manifest: the one file that says what a run is and binds everything in it.

It is a single JSON document, readable without our code, written last: a folder without a readable manifest
is not a run. It binds the tables by canonical digests (`canonical`) and the resolved input files by the
SHA-256 of their bytes, the tables' files among them, and the runs inside (`companions`) by their ids;
`truthful` says that the record is true in this one. `result_digest` folds in only what the scenario and the
seed fix, so two machines that computed the same run agree on it although one took longer.

Every field follows from the files and tables of the folder and is worked out again whenever the run is
verified (`demerit.lab.binding`). What cannot be stands under `told`; no id, figure or sentence rests on it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from demerit.archive.schema import KEPT, PANEL
from demerit.counted.table import FORMAT
from demerit.counted.values import SYNTHETIC
from demerit.quantities import Calendar

FILE_NAME: Final = "manifest.json"

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class DrawEntry(_Part):
    """Rows and canonical digest of one draw of a table."""

    draw: Annotated[int, Field(ge=0)]
    rows: Annotated[int, Field(ge=0)]
    digest: Digest


class TableEntry(_Part):
    """Rows and canonical digest of a table, whole and draw by draw."""

    rows: Annotated[int, Field(ge=0)]
    digest: Digest
    draws: tuple[DrawEntry, ...] = ()


class Source(_Part):
    """Name and digest of one declared input (regime, society or scenario), as resolved."""

    name: str
    digest: Digest


class Told(_Part):
    """What a run says of its making and nobody can work out again: nothing else rests on it."""

    seconds: Annotated[float, Field(ge=0)] = 0.0
    """How long it took; a resumed run counts its last attempt."""
    machine: str = ""
    """Kind of machine and system."""
    libraries: dict[str, str] = Field(default_factory=dict)
    """Versions of Python and of the libraries that its bytes pass through."""


class Manifest(_Part):
    """Everything that one must know to read, repeat and check a run."""

    format: Literal[1] = FORMAT
    synthetic: str = SYNTHETIC
    run_id: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
    question: str = ""
    demerit_version: str
    engine_digest: Digest
    regime: Source
    society: Source
    scenario: Source
    against: Source | None = None
    truthful: bool = False
    companions: dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]] = Field(default_factory=dict)
    seed: int
    draws: Annotated[int, Field(ge=1)]
    districts: Annotated[int, Field(ge=1)]
    people_expected: Annotated[int, Field(ge=0)]
    people_realised: tuple[int, ...] = ()
    represents: int | None = None
    weight: Annotated[float, Field(gt=0)] | None = None
    calendar: Calendar
    steps: Annotated[int, Field(ge=1)]
    not_modelled: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    acts_per_person_week: Annotated[float, Field(ge=0)]
    sightings_per_person_week: Annotated[float, Field(ge=0)]
    tables: dict[str, TableEntry] = Field(default_factory=dict)
    files: dict[str, Digest] = Field(default_factory=dict)
    told: Told = Told()

    @model_validator(mode="after")
    def _agrees(self) -> Manifest:
        if self.steps != self.calendar.steps:
            raise ValueError(f"{self.steps} steps stand beside a calendar of {self.calendar.steps}")
        if unknown := sorted(set(self.tables) - set(KEPT)):
            raise ValueError(f"unknown tables {unknown}")
        if self.synthetic != SYNTHETIC:
            raise ValueError("the sentence that the people are synthetic is missing or changed")
        return self

    @property
    def has_panel(self) -> bool:
        """Return whether the run keeps people whose lives it tells."""
        return any(name in PANEL for name in self.tables)

    @property
    def result_digest(self) -> str:
        """SHA-256 over run id and table digests: equal results have equal digests."""
        bound = {name: entry.digest for name, entry in self.tables.items()}
        text = json.dumps({"run_id": self.run_id, "tables": bound}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> str:
        """Return the manifest as stable, readable JSON (sorted keys, UTF-8, newline at the end)."""
        values = self.model_dump(mode="json")
        return json.dumps(values, sort_keys=True, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read `folder`'s manifest; OSError if it is not there, ValueError if it is not a manifest."""
        return cls.model_validate_json((folder / FILE_NAME).read_bytes())
