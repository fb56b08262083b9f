"""Copies of a run's tables for other programs: CSV or Arrow, with what they are written beside them.

A copy leaves the run, and with it the manifest that says what it is. So *synthetic* travels inside each file
(a column in CSV, metadata in Arrow), units and meanings travel in `datapackage.json`, and README.txt says it
in words. The rule for folders is that of a run: written beside the name and renamed at the end, the same
export found unchanged is left as it is, and what is something else is never touched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import duckdb

from demerit.archive.cube import path as table_path
from demerit.archive.cube import scanned
from demerit.archive.database import quiet
from demerit.archive.disk import sync_folder, write_text, writing
from demerit.archive.folder import RunFolder
from demerit.archive.locks import FILE_NAME as LOCK
from demerit.archive.locks import Lock
from demerit.archive.schema import KEPT, TABLES
from demerit.counted.table import FORMAT, Table
from demerit.counted.values import SYNTHETIC, TRUTHFUL
from demerit.errors import WrongUse, nearest_name

Format = Literal["csv", "arrow"]
FORMATS: Final = ("csv", "arrow")
DESCRIPTION: Final = "datapackage.json"
README: Final = "README.txt"
IDENTITY: Final = "export.json"
"""File of an unfinished export that says that it is one."""

MARK: Final = "synthetic"
"""Name of the column that every CSV file ends with, and the value in each of its rows."""

_MEDIA: Final = {"csv": "text/csv", "arrow": "application/vnd.apache.arrow.file"}
_BATCH: Final = 122_880


def export(run: RunFolder, to: Path | str, format: str = "csv") -> tuple[Path, list[str], bool]:
    """Copy every table of a run, and of the runs inside it, to a folder of their own.

    Args:
        run: a run that was verified.
        to: the folder; new, empty, or holding this same export.
        format: `csv`, or `arrow` where pyarrow is installed.

    Returns:
        The folder, its files by path below it, and whether they were there already.

    Raises:
        WrongUse: no such format, or pyarrow is missing, or the folder holds something else.
        FolderUnwritable: the disk refuses.
    """
    copy = _writer(format)
    target = Path(os.path.abspath(to))
    inside = run.path.resolve()
    if inside == target.resolve() or inside in target.resolve().parents:
        raise WrongUse(f"{target} lies inside the run, which nobody changes. Next: choose another --to")
    if (found := _finished(target, run, format)) is not None:
        return target, found, True
    part = target.with_name(f"{target.name}.part")
    with writing(part, "--to"):
        lock = _begin(part, run, format)
        try:
            resources = list(_copies(run, part, format, copy))
            write_text(part / README, _readme(run, format, resources))
            described = json.dumps(_description(run, format, resources), indent=2, ensure_ascii=False)
            write_text(part / DESCRIPTION, described + "\n")
            (part / IDENTITY).unlink()
            sync_folder(part)
            if os.name != "posix":  # there an open file keeps its folder from being renamed
                lock.release(part)
            os.rename(part, target)  # onto an empty folder or nothing
            sync_folder(target.parent)
        finally:
            lock.release(part if part.exists() else target)
    return target, _files(resources), False


def _writer(format: str) -> Callable[[Path, Path, Table], None]:
    if format not in FORMATS:
        near = nearest_name(format, FORMATS)
        raise WrongUse(
            f"there is no format {format!r} of exports. Allowed: {', '.join(FORMATS)}."
            + (f" Did you mean {near}?" if near else "")
            + " Next: choose one of these"
        )
    if format == "csv":
        return _csv
    if find_spec("pyarrow") is None:
        raise WrongUse(
            "Arrow files need pyarrow, which is not installed. Allowed without it: csv."
            " Next: install pyarrow (the extra `tables`), or --format csv"
        )
    return _arrow


def _csv(source: Path, target: Path, table: Table) -> None:
    """Write a table as CSV whose last column says in every row that it is about synthetic people."""
    names = ", ".join(f'"{name}"' for name in table.names)
    with quiet(duckdb.connect(":memory:")) as connection:
        connection.execute(
            f"COPY (SELECT {names}, '{MARK}' AS {MARK} FROM {scanned(source)})"
            f" TO {_quoted(target)} (FORMAT csv, HEADER)"
        )


def _arrow(source: Path, target: Path, table: Table) -> None:
    """Write a table as an Arrow IPC file (Feather 2) whose metadata says so, with units and meanings."""
    import pyarrow as arrow
    from pyarrow import ipc, parquet

    fields = [
        arrow.field(
            column.name,
            arrow.int64() if column.kind == "int" else arrow.string(),
            nullable=False,
            metadata={"unit": column.unit, "meaning": column.meaning},
        )
        for column in table.columns
    ]
    described = json.dumps(table.describe(), sort_keys=True, ensure_ascii=False)
    metadata = {"demerit.synthetic": SYNTHETIC, "demerit.table": table.name, "demerit.schema": described}
    schema = arrow.schema(fields, metadata=metadata)
    options = ipc.IpcWriteOptions(compression="zstd")
    with parquet.ParquetFile(source) as file, ipc.new_file(str(target), schema, options=options) as writer:
        for batch in file.iter_batches(batch_size=_BATCH, columns=list(table.names)):
            writer.write_batch(arrow.RecordBatch.from_arrays(batch.columns, schema=schema))


def _copies(
    run: RunFolder, part: Path, format: str, copy: Callable[[Path, Path, Table], None]
) -> Iterator[dict[str, Any]]:
    """Copy table after table, and describe each copy."""
    for name, history in {"": run, **run.companions}.items():
        below = f"{name}/" if name else ""
        (part / below).mkdir(exist_ok=True)
        told = f"regime {history.manifest.regime.name}{' on a true record' if name == TRUTHFUL else ''}"
        for table_name, table in KEPT.items():
            if table_name not in TABLES and table_name not in history.manifest.tables:
                continue
            place = f"{below}{table_name}.{format}"
            copy(table_path(history.path, table_name), part / place, table)
            fields = [
                {
                    "name": column.name,
                    "type": "integer" if column.kind == "int" else "string",
                    "description": column.meaning,
                    "unit": column.unit,
                }
                for column in table.columns
            ]
            if format == "csv":
                fields.append({"name": MARK, "type": "string", "description": SYNTHETIC, "unit": "mark"})
            yield {
                "name": f"{below.replace('/', '-')}{table.name}",
                "path": place,
                "description": f"{table.meaning}; {told}",
                "format": format,
                "mediatype": _MEDIA[format],
                "encoding": "utf-8",
                "bytes": (part / place).stat().st_size,
                "hash": f"sha256:{_digest(part / place)}",
                "schema": {"fields": fields, "primaryKey": list(table.keys)},
            }


def _description(run: RunFolder, format: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the export described as a data package, bound to the run that it comes from."""
    manifest = run.manifest
    return {
        "name": f"demerit-{manifest.regime.name}-{manifest.run_id[:12]}",
        "title": f"{manifest.regime.name} in {manifest.society.name}: counts of synthetic people",
        "synthetic": SYNTHETIC,
        "description": f"{SYNTHETIC} What the declared regime would do to a declared society, in this model.",
        "demerit": {
            "run_id": manifest.run_id,
            "result_digest": manifest.result_digest,
            "format": format,
            "tables": FORMAT,
            "version": manifest.demerit_version,
            "engine_digest": manifest.engine_digest,
            "regime": manifest.regime.model_dump(),
            "society": manifest.society.model_dump(),
            "scenario": manifest.scenario.model_dump(),
            "against": manifest.against.model_dump() if manifest.against else None,
            "truthful": manifest.truthful,
            "companions": manifest.companions,
            "from": str(manifest.calendar.start),
            "to": str(manifest.calendar.end),
            "step_days": manifest.calendar.step_days,
            "seed": manifest.seed,
            "draws": manifest.draws,
            "people_expected": manifest.people_expected,
            "not_modelled": list(manifest.not_modelled),
            "warnings": list(manifest.warnings),
        },
        "resources": resources,
    }


def _readme(run: RunFolder, format: str, resources: list[dict[str, Any]]) -> str:
    """Return in words what the folder holds, and what it does not."""
    manifest = run.manifest
    beside = f", beside {manifest.against.name}" if manifest.against else ""
    beside += ", and beside itself on a true record" if TRUTHFUL in manifest.companions else ""
    lines = [
        SYNTHETIC,
        "",
        f"These tables count what the regime {manifest.regime.name}{beside} would do to the declared society",
        f"{manifest.society.name}, in this model: {manifest.people_expected:,} synthetic people,"
        f" {manifest.calendar.start} to {manifest.calendar.end},",
        f"{manifest.draws} draws of every assumed range, seed {manifest.seed}. Nothing here is about anybody"
        " who lives.",
        f"Run {manifest.run_id}, demerit {manifest.demerit_version}.",
        "",
        "An interval is the smallest to the largest over the column `draw`; a further draw falls into it in"
        f" {manifest.draws - 1} of {manifest.draws + 1} cases. The values drawn stand in the table inputs.",
        f"Left out by the model: {', '.join(manifest.not_modelled) or 'nothing that the regime declares'}.",
        *(f"Warning: {warning}" for warning in manifest.warnings),
        f"Columns, units and meanings: {DESCRIPTION}."
        + (f" The column `{MARK}` says in every row what this is." if format == "csv" else ""),
        "",
        *(f"{resource['path']}: {resource['description']}" for resource in resources),
    ]
    return "\n".join(lines) + "\n"


def _finished(target: Path, run: RunFolder, format: str) -> list[str] | None:
    """Return the files of this same export at `target`, None if nothing is there; WrongUse otherwise."""
    if not target.is_dir():
        if target.exists() or target.is_symlink():
            raise WrongUse(f"{target} exists and is not a folder. Next: choose another --to")
        return None
    if not any(target.iterdir()):
        return None
    try:
        found = json.loads((target / DESCRIPTION).read_text(encoding="utf-8"))
        made, resources = found["demerit"], found["resources"]
        ours = {resource["path"]: resource["hash"] for resource in resources}
        same = (made["run_id"], made["result_digest"], made["format"], made["tables"])
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongUse(f"{target} exists and is not an export. Next: choose another --to") from None
    if same != (run.manifest.run_id, run.manifest.result_digest, format, FORMAT):
        raise WrongUse(
            f"{target} holds an export of run {str(same[0])[:12]} as {same[2]}, not of run"
            f" {run.manifest.run_id[:12]} as {format}. Next: choose another --to, or delete the folder"
        )
    for place, digest in ours.items():
        file = target / place
        if not file.is_file() or f"sha256:{_digest(file)}" != digest:
            raise WrongUse(
                f"{file} was changed since it was exported. Next: choose another --to, or delete {target}"
            )
    return _files(resources)


def _begin(part: Path, run: RunFolder, format: str) -> Lock:
    """Take the folder to write in, cleared of an export cut short; WrongUse if it holds something else."""
    part.mkdir(parents=True, exist_ok=True)
    others = [item.name for item in part.iterdir() if item.name != LOCK]
    if others and not (part / IDENTITY).is_file():
        raise WrongUse(f"{part} exists and is not a started export (it holds {min(others)}).")
    lock = Lock(part)
    if not lock.acquire():
        raise WrongUse(
            f"{part} is being written by another process. Next: wait for it, or choose another --to"
        )
    for item in part.iterdir():
        if item.name in (LOCK, IDENTITY):
            continue
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink()
    write_text(part / IDENTITY, json.dumps({"export_of": run.manifest.run_id, "format": format}) + "\n")
    return lock


def _files(resources: list[dict[str, Any]]) -> list[str]:
    return [README, DESCRIPTION, *(str(resource["path"]) for resource in resources)]


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
