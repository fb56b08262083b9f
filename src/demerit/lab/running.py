"""A run from begin to end: the files as resolved, the cube, the manifest that binds them, and its companions.

The companions (the regime of the comparison, the same regime on a true record) run after the run itself and
lie inside it, so that one folder holds all histories of the same people and none can be mistaken for another.
The folder gets its name only when all are whole.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING

from demerit.archive.folder import PartFolder, RunFolder
from demerit.archive.manifest import Manifest, Outcome, Source
from demerit.chance.compiling import source_digest
from demerit.documents import digest
from demerit.lab import panels
from demerit.lab.planning import Progress
from demerit.quantities import DAYS_PER_YEAR

if TYPE_CHECKING:
    from demerit.engine.run import Counted
    from demerit.scenario import Resolved

LIBRARIES = ("numpy", "numba", "llvmlite", "duckdb", "pydantic", "ruamel.yaml")
"""The libraries whose versions a manifest names: those that a run's bytes pass through."""
FEW_DISTRICTS = 20
"""Below this a run has no interval between districts."""


def compute(
    resolved: Resolved, part: PartFolder, workers: int, progress: Progress | None = None
) -> RunFolder:
    """Run a scenario, and its companions, into an unfinished folder; return the finished one.

    Args:
        resolved: what to run.
        part: where; what an earlier attempt left there is gone on from.
        workers: threads, at least 1.
        progress: called as pieces are finished.
    """
    histories = 1 + len(resolved.companions)
    reached = 0, histories

    def stage(number: int, what: str) -> Callable[[int, int], None]:
        def report(done: int, total: int) -> None:
            nonlocal reached
            reached = done + number * total, histories * total
            if progress is not None:
                progress(*reached, what)

        return report

    def between(done: int, total: int) -> None:
        if progress is not None:
            progress(*reached, "its panel")

    manifest = _counted(resolved, part, workers, stage(0, told(resolved)))
    if "panel" in resolved.scenario.keep:
        kept = panels.keep(resolved, part, workers, between)
        manifest = manifest.model_copy(update={"tables": {**manifest.tables, **kept}})
    for number, (name, other) in enumerate(resolved.companions.items(), 1):
        inside = part.inside(name, other.run_id)
        if inside.finished is None:
            inside.finish(_counted(other, inside, workers, stage(number, told(other))))
    return part.finish(manifest)


def told(resolved: Resolved) -> str:
    """Say which history it is: the regime's name, and whether on a true record."""
    return f"{resolved.regime.regime}{' on a true record' if resolved.truthful else ''}"


def _counted(
    resolved: Resolved, part: PartFolder, workers: int, progress: Callable[[int, int], None]
) -> Manifest:
    """Write one history's files and cube; return its manifest."""
    from demerit.engine.run import run

    started = time.monotonic()
    for name, text in resolved.texts.items():
        part.write_text(name, text)
    counted = run(resolved, part, workers, progress)
    return manifest_of(resolved, counted, time.monotonic() - started)


def manifest_of(resolved: Resolved, counted: Counted, seconds: float) -> Manifest:
    """Return what a run says of itself."""
    scenario, other = resolved.scenario, resolved.against
    calendar = scenario.calendar
    represents = int(resolved.society.represents.value)
    weeks = counted.person_weeks * scenario.calendar.step_days / 7
    return Manifest(
        run_id=resolved.run_id,
        outcome=Outcome.FINISHED,
        question=scenario.title,
        demerit_version=version("demerit"),
        engine_digest=source_digest(),
        libraries={name: version(name) for name in LIBRARIES},
        regime=Source(name=resolved.regime.regime, digest=digest(resolved.regime)),
        society=Source(name=resolved.society.society, digest=digest(resolved.society)),
        scenario=Source(name=scenario.scenario, digest=digest(scenario)),
        against=Source(name=other.regime.regime, digest=digest(other.regime)) if other else None,
        truthful=resolved.truthful,
        companions={name: each.run_id for name, each in resolved.companions.items()},
        seed=scenario.seed,
        draws=scenario.draws,
        districts=resolved.districts,
        people_expected=scenario.people,
        people_realised=counted.people,
        represents=represents,
        weight=represents / scenario.people,
        calendar=calendar,
        steps=calendar.steps,
        not_modelled=not_modelled(resolved),
        warnings=_warnings(resolved, counted),
        acts_per_person_week=counted.acts / weeks if weeks else 0.0,
        sightings_per_person_week=counted.sightings / weeks if weeks else 0.0,
        elapsed_seconds=round(seconds, 3),
        tables=counted.tables,
    )


def not_modelled(resolved: Resolved) -> tuple[str, ...]:
    """Return the rows that the regime has and no mechanism models, each with the file's remark."""
    return tuple(
        f"{missed.row}: {missed.why}" if missed.why else missed.row for missed in resolved.regime.not_modelled
    )


def _warnings(resolved: Resolved, counted: Counted) -> tuple[str, ...]:
    found = []
    if resolved.districts < FEW_DISTRICTS:
        found.append(
            f"{resolved.districts} districts are too few for an interval between them; take {FEW_DISTRICTS}"
        )
    if resolved.scenario.draws == 1:
        found.append("one draw shows what chance does and nothing of what is assumed")
    if counted.births_lost:
        years = counted.person_weeks * resolved.scenario.calendar.step_days / float(DAYS_PER_YEAR)
        rate = 1000 * counted.births_lost / years
        found.append(
            f"{rate:.2f} births per 1,000 person-years found no free slot in their household and are left out"
        )
    return tuple(found)
