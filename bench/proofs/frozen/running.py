"""What is run: the frozen cases and the scenarios of the gallery, each into a folder of its own."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import demerit
from bench.proofs.frozen import digests as reading

HERE = Path(__file__).parent
CASES, RECORD = HERE / "cases", HERE / "digests.json"
PEOPLE, DRAWS, DAYS = 20_000, 2, 364
"""How large a scenario of the gallery is run, its companions as its file says."""


@dataclass
class Record:
    """Digests as they were recorded.

    Attributes:
        engine: the digest of the engine's sources then.
        anew: the same for what was recorded later, by name.
        columns: of each table, in order, and what they hold.
        found: by what was run, history and table, the digests of the columns.
    """

    engine: str = ""
    anew: dict[str, str] = field(default_factory=dict)
    columns: reading.Columns = field(default_factory=dict)
    found: dict[str, dict[str, reading.Digests]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Record:
        """Return what the file holds; digests of a table stand in one text there."""
        held = json.loads(RECORD.read_text(encoding="utf-8"))
        found = {
            name: {
                history: {table: text.split() for table, text in tables.items()}
                for history, tables in histories.items()
            }
            for name, histories in held["found"].items()
        }
        return cls(held["engine"], held["anew"], held["columns"], found)

    def take(self, outcome: Outcome) -> None:
        """Add what came of one thing that was run."""
        for table, columns in outcome.columns.items():
            known = self.columns.setdefault(table, columns)
            if known != columns:
                raise ValueError(f"{outcome.name}: the columns of {table} are not those of other runs")
        self.found[outcome.name] = outcome.digests

    def write(self) -> None:
        """Write the file: a line for each table of each history."""
        found = {
            name: {
                history: {table: " ".join(them) for table, them in tables.items()}
                for history, tables in histories.items()
            }
            for name, histories in self.found.items()
        }
        held = {"engine": self.engine, "anew": self.anew, "columns": self.columns, "found": found}
        RECORD.write_text(json.dumps(held, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


@dataclass
class Outcome:
    """What came of one thing that was run.

    Attributes:
        name: of the case or the scenario.
        columns: which were digested.
        digests: by history and table.
        told: by history, the columns in which something is more than zero.
        seconds: how long the run and its digests took.
    """

    name: str
    columns: reading.Columns
    digests: dict[str, reading.Digests] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    seconds: float = 0.0


def names() -> list[str]:
    """Return what there is to run: the frozen cases, then the scenarios of the gallery."""
    from demerit.documents import gallery

    return [*(path.stem for path in sorted(CASES.glob("*.yaml"))), *gallery.names("scenario")]


def is_case(name: str) -> bool:
    """Return whether it is one of the frozen cases, and not a scenario of the gallery."""
    return (CASES / f"{name}.yaml").is_file()


def outcomes(chosen: Sequence[str], columns: reading.Columns | None) -> Iterator[Outcome]:
    """Run one after another in this process, on one thread, and yield what came of each.

    Args:
        chosen: names of cases and of scenarios of the gallery.
        columns: which columns are digested; all that there are if None.
    """
    database = reading.connection()
    for name in chosen:
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            folder = run(name, Path(place) / "run")
            outcome = Outcome(name, columns or reading.columns_of(folder, database))
            for history, inside in reading.histories(folder):
                found, told = reading.digests(inside, outcome.columns, database)
                outcome.digests[history], outcome.told[history] = found, told
        outcome.seconds = time.monotonic() - started
        yield outcome


def run(name: str, out: Path) -> Path:
    """Run a case or a scenario of the gallery and return its folder."""
    if is_case(name):
        return demerit.run(CASES / f"{name}.yaml", out=out, workers=1).folder
    start = demerit.plan(name).start
    end = start + dt.timedelta(days=DAYS)
    return demerit.run(name, out=out, people=PEOPLE, draws=DRAWS, start=start, end=end, workers=1).folder


def differing(outcome: Outcome, record: Record) -> list[str]:
    """Say which columns are not as recorded, each with its history; nothing if all are."""
    found = []
    for history, tables in record.found[outcome.name].items():
        now = outcome.digests.get(history)
        if now is None:
            found.append(f"{history}: missing")
            continue
        for table, them in tables.items():
            if table not in now:
                found.append(f"{history}: {table} missing")
                continue
            wanted, got = _whole(record, table, them), _whole(record, table, now[table])
            for column, was, has in zip(record.columns[table], wanted, got, strict=True):
                if was != has:
                    found.append(f"{history}: {table}.{column}{' missing' if has == 'missing' else ''}")
    return found


def _whole(record: Record, table: str, them: Sequence[str]) -> Sequence[str]:
    """Return a digest for each column, of a table without rows as well."""
    return them or ["no rows"] * len(record.columns[table])
