"""The panel of a run: made after its counts, and held against seed and slot whenever a run is read.

Who people are is a function of society, seed and slot, so nobody has to believe a panel: before a run is read
at all, the traits of everybody in it are worked out again. That takes a moment, because a district's people
are made without walking its years; what happened to them is walked again by `verify`.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.archive import cube, database
from demerit.archive.canonical import blocks, canonical
from demerit.archive.folder import PartFolder, RunFolder
from demerit.archive.reader import reader
from demerit.archive.schema import PANEL
from demerit.chance.compiling import source_digest
from demerit.counted.table import Coded
from demerit.errors import DemeritError
from demerit.lab import held
from demerit.lab.binding import unbound
from demerit.lab.possible import impossible_weeks
from demerit.lab.reopening import reopened

if TYPE_CHECKING:
    from demerit.archive.manifest import TableEntry
    from demerit.engine.panel import Panel
    from demerit.scenario.resolve import Resolved

PEOPLE = "panel_people"
_PLACE = f"{cube.PANEL_FOLDER}/{PEOPLE}.parquet"


def write(panel: Panel, part: PartFolder) -> dict[str, TableEntry]:
    """Write a panel whose districts are walked beside the cube; return what the manifest says of it."""
    return cube.write_panel(part.path, panel.tables(_entered(part.path)))


def required(folder: Path) -> RunFolder:
    """Return the run at `folder` if everything holds: bytes, sums, manifest, the traits of its panel.

    What was found to hold on this machine is looked at again once a file of it has been written (`held`).

    Raises:
        RunDamaged: with what does not hold.
    """
    from demerit.archive import integrity
    from demerit.archive.workers import workers

    run, state = RunFolder.open(folder), held.state(folder)
    if held.known(state):
        return run
    with workers(1) as pool:  # one waits for the disk where the other works things out
        people = pool.submit(differing, run)
        run = integrity.require(folder)
        wrong = [*bound(run), *people.result(), *impossible_weeks(run)]
    if wrong:
        raise integrity.damaged(folder, wrong)
    held.keep(state)
    return run


def bound(run: RunFolder) -> list[str]:
    """Say what of a run's manifests does not follow from its files and tables, nothing if all does."""
    try:
        resolved = reopened(run.path)
    except DemeritError as error:
        return [f"the run's own files cannot be read again: {error}"]
    return list(unbound(run, resolved))


def differing(run: RunFolder) -> list[str]:
    """Say which people of a run's panel are not those that its seed makes, nothing if all are."""
    if not run.manifest.has_panel:
        return []
    from demerit.engine.panel import people_of
    from demerit.scenario.lower import lower_people

    try:
        resolved = reopened(run.path)
    except DemeritError as error:
        return [f"{_PLACE}: who people are cannot be worked out again: {error}"]
    with reader(run.path, tables=[PEOPLE], companions=False) as connection:
        relation = connection.table(PEOPLE)
        rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    homes: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        homes[row["district"]].append(row)
    people, found = lower_people(resolved, 0), []
    for district, kept in sorted(homes.items()):
        if not 0 <= district < resolved.districts:
            found += [f"{row['person']} lives in district {district}, which the run has not" for row in kept]
            continue
        made = people_of(resolved, people, district, [(row["slot"], row["occupant"]) for row in kept])
        for place, row in enumerate(kept):
            for name in [each for each in made if each in row]:
                value = at(made[name], place)
                if row[name] != value:
                    found.append(f"{row['person']} has {name} {row[name]}; seed and slot give {value}")
    weight = _entered(run.path) / Decimal(max(1, sum(row["part"] == "random" for row in rows)))
    for row in rows:
        due = weight if row["part"] == "random" else Decimal(0)
        if abs(Decimal(row["weight"]) - due) > Decimal("0.000001"):
            found.append(f"{row['person']} stands for {row['weight']} people, not for {due:.6f}")
    other = ""
    if found and run.manifest.engine_digest != source_digest():
        other = f"; another engine made the run (demerit {run.manifest.demerit_version}): open it with that"
    return [f"{_PLACE}: {text} (traits){other}" for text in found]


def changed(run: RunFolder, resolved: Resolved, workers: int) -> list[str]:
    """Walk the panel's districts again, and say what differs from what the run keeps."""
    from demerit.engine.driving import drive
    from demerit.engine.panel import Panel

    if "panel" not in resolved.scenario.keep:
        return []
    if not run.manifest.has_panel:
        return [f"{cube.PANEL_FOLDER}: the scenario keeps a panel and the folder has none (replay)"]
    panel = Panel(resolved)
    drive(panel.steps(), workers)
    made = panel.tables(_entered(run.path))
    found = []
    for name, table in PANEL.items():
        again = cube.entry(table, blocks(canonical(table, made[name])))
        if again.digest != run.manifest.tables[name].digest:
            found.append(
                f"{cube.PANEL_FOLDER}/{name}: its districts, walked again, give other rows than the folder"
                " holds (replay)"
            )
    return found


def _entered(folder: Path) -> int:
    """Return how many persons were ever there in draw 0, from the cube."""
    with database.connection() as connection:
        row = connection.execute(
            f"SELECT sum(entered)::BIGINT FROM {cube.scanned(cube.path(folder, 'people'))}"
            " WHERE draw = 0 AND entity = 'person' AND axis = 'all'"
        ).fetchone()
    return int(row[0] or 0) if row else 0


def at(column: NDArray[np.int64] | Coded, place: int) -> int | str:
    """Return one value of a column, a text by its label."""
    if isinstance(column, Coded):
        return column.labels[int(column.codes[place])]
    return int(column[place])
