"""Whether a run folder still holds what its manifest says, and whether its sums can be true.

Two independent questions. Digests say that nothing was changed since the run was written; conservation laws
(`laws`) say that what was written can be a run at all, and catch an engine's error or an edit that came with
new digests. Neither can tell an edit that keeps every sum and renews every digest: only replaying districts
can, which the lab does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import numpy as np

from demerit.archive import cube
from demerit.archive.canonical import Block, Values, blocks, canonical
from demerit.archive.database import quiet
from demerit.archive.folder import RunFolder, file_digests, strangers
from demerit.archive.laws import LAWS, PANEL_LAWS, breaches
from demerit.archive.manifest import TableEntry
from demerit.archive.reader import columns, reader
from demerit.archive.schema import KEPT, PANEL, TABLES
from demerit.archive.workers import workers
from demerit.counted.table import Coded, Table
from demerit.counted.values import COMPANIONS, SYNTHETIC
from demerit.errors import RunDamaged

_CODED: Final = 4096
"""Distinct texts up to which a text column is read as places among them."""
_SMALL: Final = 1_000_000
"""Rows of all tables below which one thread answers a question as fast as many."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: `where` (file or table), `law` (short name) and what is wrong."""

    where: str
    law: str
    message: str

    def __str__(self) -> str:
        """`where: message (law)`."""
        return f"{self.where}: {self.message} ({self.law})"


def check(folder: Path | str) -> list[Finding]:
    """Recompute every digest and check every law of the run at `folder`, and of the runs inside it.

    Returns what does not hold, nothing if all does. Raises WrongUse if there is no finished run, RunDamaged
    if the manifest cannot be read.
    """
    return _check(RunFolder.open(folder), "")


def require(folder: Path | str) -> RunFolder:
    """Return the run at `folder` if everything about it holds; RunDamaged, with what and where, otherwise."""
    run = RunFolder.open(folder)
    findings = _check(run, "")
    if findings:
        raise damaged(folder, findings)
    return run


def damaged(folder: Path | str, findings: Sequence[object]) -> RunDamaged:
    """Return the error of a run that does not hold what it says: the first findings, and what to do."""
    shown = "\n".join(f"  {finding}" for finding in findings[:5])
    more = f"\n  and {len(findings) - 5} more" if len(findings) > 5 else ""
    return RunDamaged(
        f"{folder} does not hold what its manifest says:\n{shown}{more}\n"
        "Next: get the folder again from where it was made, or run the same files into another one."
    )


def _check(run: RunFolder, prefix: str) -> list[Finding]:
    """Return what does not hold; runs are looked at side by side, since most of it is reading of files."""
    wrong, runs = _with_companions(run, prefix)
    with workers(min(len(runs), os.cpu_count() or 1)) as pool:
        found = list(pool.map(_check_alone, *zip(*runs, strict=True)))
    return [*(finding for each in found for finding in each), *wrong]


def _check_alone(run: RunFolder, prefix: str) -> list[Finding]:
    """Check one run without those inside it."""
    tables = _tables(run, prefix)
    told = {finding.where for finding in tables}
    findings = [*(each for each in _files(run, prefix) if each.where not in told), *tables]
    if not findings:  # sums over tables that are not the run's would only say the same again
        findings = _laws(run, prefix)
    return findings


def _with_companions(run: RunFolder, prefix: str) -> tuple[list[Finding], list[tuple[RunFolder, str]]]:
    """Return a run and those inside it that its manifest names, and what is wrong about which they are."""
    wrong, runs = [], [(run, prefix)]
    for name in COMPANIONS:
        where, inside, bound = f"{prefix}{name}", run.path / name, run.manifest.companions.get(name)
        if not inside.is_dir():
            if bound:
                wrong.append(Finding(where, "manifest", "the run beside it is missing"))
            continue
        try:
            found = RunFolder.open(inside)
        except RunDamaged as error:
            wrong.append(Finding(where, "manifest", str(error)))
            continue
        if found.manifest.run_id == bound:
            further = _with_companions(found, f"{where}/")
            wrong, runs = [*wrong, *further[0]], [*runs, *further[1]]
        else:
            other = f"holds run {found.manifest.run_id}, not {bound or 'one of this run'}"
            wrong.append(Finding(where, "manifest", other))
    return wrong, runs


def _files(run: RunFolder, prefix: str) -> list[Finding]:
    """Say which files are missing, changed in any byte, or not the run's."""
    found, expected = file_digests(run.path), run.manifest.files
    findings = []
    for name in sorted(set(found) | set(expected)):
        where = prefix + name
        if name not in found:
            findings.append(Finding(where, "files", "is missing"))
        elif name not in expected:
            findings.append(Finding(where, "files", "is not part of the run"))
        elif found[name] != expected[name]:
            findings.append(Finding(where, "files", "was changed after the run was written"))
    return findings + [
        Finding(prefix + name, "files", "is not part of the run") for name in strangers(run.path)
    ]


def _tables(run: RunFolder, prefix: str) -> list[Finding]:
    findings = []
    with quiet(duckdb.connect(":memory:", config={"threads": _threads(run)})) as connection:
        for name, table in (KEPT if run.manifest.has_panel else TABLES).items():
            where = prefix + _place(name)
            entry = run.manifest.tables.get(name)
            if entry is None:
                findings.append(Finding(where, "manifest", "the manifest has no digest of this table"))
                continue
            try:
                parts = _blocks(connection, cube.path(run.path, name), table)
            except RunDamaged as error:
                findings.append(Finding(where, "readable", str(error)))
                continue
            findings += [Finding(where, "digest", text) for text in _differences(table, parts, entry)]
    return findings


def _threads(run: RunFolder) -> int:
    """Return on how many threads a question is answered: small tables are done before a second has begun."""
    small = sum(entry.rows for entry in run.manifest.tables.values()) < _SMALL
    return 1 if small else os.cpu_count() or 1


def _blocks(connection: duckdb.DuckDBPyConnection, file: Path, table: Table) -> list[Block]:
    """Digest each draw of a table's file; RunDamaged if it cannot be read as that table."""
    columns(connection, file, table)
    source = cube.scanned(file)
    try:
        _describes(connection, file, table)
        labels = _labels(connection, file, source, table)
        chosen = ", ".join(_chosen(name, labels.get(name)) for name in table.names)
        parts: list[Block] = []
        for first, last in _together(connection, file, source):
            data = connection.execute(
                f"SELECT {chosen} FROM {source} WHERE draw BETWEEN ? AND ?", [first, last]
            ).fetchnumpy()
            given: dict[str, Values] = {}
            for name, values in data.items():
                if np.ma.getmaskarray(values).any():
                    raise _empty(file, name)
                texts = labels.get(name)
                coded = texts is not None and len(texts) <= _CODED
                given[name] = Coded(values, texts) if coded and texts is not None else values
            parts += blocks(canonical(table, given))
    except (duckdb.Error, ValueError) as error:
        raise RunDamaged(f"{file}: {str(error).splitlines()[0]}") from error
    return parts


def _together(connection: duckdb.DuckDBPyConnection, file: Path, source: str) -> Iterator[tuple[int, int]]:
    """Yield first and last of draws read at once: as many as have few rows together, at least one."""
    counted = connection.execute(
        f"SELECT draw, count(*) FROM {source} GROUP BY draw ORDER BY draw"
    ).fetchall()
    if any(draw is None for draw, _ in counted):
        raise _empty(file, "draw")
    first, last, sum_of_rows = None, 0, 0
    for draw, rows in counted:
        if first is not None and sum_of_rows + rows > _SMALL:
            yield first, last
            first, sum_of_rows = None, 0
        first, last, sum_of_rows = (draw if first is None else first), draw, sum_of_rows + rows
    if first is not None:
        yield first, last


def _labels(
    connection: duckdb.DuckDBPyConnection, file: Path, source: str, table: Table
) -> dict[str, tuple[str, ...]]:
    """Distinct texts of each text column, in byte order (which is that of their code points)."""
    names = [column.name for column in table.columns if column.kind == "text"]
    if not names:
        return {}
    asked = ", ".join(f'list(DISTINCT "{name}"), count(*) = count("{name}")' for name in names)
    found = connection.execute(f"SELECT {asked} FROM {source}").fetchone() or ()
    for name, whole in zip(names, found[1::2], strict=True):
        if not whole:
            raise _empty(file, name)
    return {name: tuple(sorted(texts or ())) for name, texts in zip(names, found[::2], strict=True)}


def _chosen(name: str, labels: tuple[str, ...] | None) -> str:
    """SQL that reads a column: text with few distinct values as places among them, which is 10 x faster."""
    if not labels or len(labels) > _CODED:
        return f'"{name}"'
    members = ", ".join("'" + text.replace("'", "''") + "'" for text in labels)
    return f'enum_code("{name}"::ENUM({members})) AS "{name}"'


def _describes(connection: duckdb.DuckDBPyConnection, file: Path, table: Table) -> None:
    """Raise RunDamaged unless a file's own description is that of its table: people, units and meanings."""
    rows = connection.execute(f"SELECT key, value FROM parquet_kv_metadata({cube.literal(file)})").fetchall()
    found = {
        bytes(key).decode(errors="replace"): bytes(value).decode(errors="replace") for key, value in rows
    }
    if found.get("demerit.synthetic") != SYNTHETIC:
        raise RunDamaged(f"{file}: its metadata does not say that the people are synthetic.")
    expected = cube.described(table)
    for key in sorted(set(found) | set(expected)):
        if found.get(key) != expected.get(key):
            raise RunDamaged(f"{file}: its metadata {key} is not that of the table {table.name}.")


def _empty(file: Path, name: str) -> RunDamaged:
    return RunDamaged(f"{file}: {name} holds an empty value (NULL).")


def _differences(table: Table, parts: list[Block], expected: TableEntry) -> list[str]:
    """Say in which draws a table's rows differ from the manifest's."""
    found = cube.entry(table, parts)
    if found == expected:
        return []
    ours = {item.draw: item for item in found.draws}
    theirs = {item.draw: item for item in expected.draws}
    texts = []
    for draw in sorted(set(ours) | set(theirs)):
        here, there = ours.get(draw), theirs.get(draw)
        if here is None and there is not None:
            texts.append(f"draw {draw} is missing ({there.rows:,} rows)")
        elif there is None and here is not None:
            texts.append(f"draw {draw} is not part of the run ({here.rows:,} rows)")
        elif here is not None and there is not None and here != there:
            rows = f", {here.rows:,} rows instead of {there.rows:,}" if here.rows != there.rows else ""
            texts.append(f"draw {draw} was changed after the run was written{rows}")
    return texts or ["the manifest's digest of the whole table does not follow from its draws"]


def _laws(run: RunFolder, prefix: str) -> list[Finding]:
    findings = []
    with reader(run.path, companions=False, threads=_threads(run)) as connection:
        laws = (*LAWS, *PANEL_LAWS) if run.manifest.has_panel else LAWS
        for breach in breaches(connection, run.manifest, laws):
            place, expected, found = breach.first[0]
            more = f", and {breach.rows - 1:,} rows more" if breach.rows > 1 else ""
            text = f"{breach.law.sentence}: at {place} expected {expected}, found {found}{more}"
            findings.append(Finding(prefix + _place(breach.law.table), breach.law.name, text))
    return findings


def _place(table: str) -> str:
    """Return where a table's file lies below the run folder."""
    return f"{cube.PANEL_FOLDER if table in PANEL else cube.FOLDER}/{table}.parquet"
