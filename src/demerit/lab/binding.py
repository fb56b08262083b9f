"""What a manifest says, worked out from files and tables: once when a run is written, again to verify it.

There is one way from files and counts to a manifest, and both go it. So a field can only say what follows
from the folder, and an edit of any field, of a file, or of which runs lie inside, is named with what it
should be. What cannot be worked out again (how long it took, on which machine, with which libraries) stands
under `told`.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NamedTuple

from demerit.archive import cube, database
from demerit.archive.folder import RunFolder
from demerit.archive.manifest import FILE_NAME, Manifest, Source, Told
from demerit.chance.compiling import source_digest
from demerit.documents import digest, unmet
from demerit.lab.planning import FEW_DISTRICTS
from demerit.quantities import DAYS_PER_YEAR
from demerit.regime.amendments import epochs
from demerit.scenario.remarks import remarks

if TYPE_CHECKING:
    from demerit.archive.manifest import TableEntry
    from demerit.engine.run import Counted
    from demerit.scenario.resolve import Resolved

LIBRARIES: Final = ("numpy", "numba", "llvmlite", "duckdb", "pydantic", "ruamel.yaml")
"""The libraries that a run's bytes pass through."""
BY_BYTES: Final = ("tables", "files")
"""Fields that are held against the files' own rows and bytes (`demerit.archive.integrity`)."""


class Counts(NamedTuple):
    """What a manifest says of a run's counts.

    Attributes:
        people: present at the end of step 0, by draw.
        person_weeks: present, over all steps and draws; person-steps where a step is not a week.
        acts: over all draws.
        sightings: over all draws.
        births_lost: births that found no free slot, over all draws.
    """

    people: tuple[int, ...]
    person_weeks: int
    acts: int
    sightings: int
    births_lost: int


def counts_of(counted: Counted) -> Counts:
    """Return what a manifest says of a history that was counted in this process."""
    return Counts(counted.people, counted.person_weeks, counted.acts, counted.sightings, counted.births_lost)


def counts_in(run: RunFolder, draws: int) -> Counts:
    """Return the same from the tables of a finished run; draws that a table lacks have nobody."""
    with database.connection() as connection:

        def asked(table: str, query: str) -> list[tuple[int, ...]]:
            found = connection.execute(query.format(table=cube.scanned(cube.path(run.path, table))))
            return found.fetchall()

        everybody = "FROM {table} WHERE entity = 'person' AND axis = 'all'"
        at_first = f"SELECT draw, sum(present)::BIGINT {everybody} AND step = 0 GROUP BY draw"
        first = {draw: people for draw, people in asked("people", at_first)}  # noqa: C416 (typed)
        sums = [
            asked(table, f"SELECT coalesce(sum({column}), 0)::BIGINT {source}")[0][0]
            for table, column, source in (
                ("people", "present", everybody),
                ("acts", "acts", "FROM {table}"),
                ("records", "sightings", "FROM {table}"),
                ("left_out", "count", "FROM {table} WHERE what = 'births'"),
            )
        ]
    return Counts(tuple(first.get(draw, 0) for draw in range(draws)), *sums)


def told_of(seconds: float) -> Told:
    """Return what a run made in this process says of its making."""
    versions = {name: version(name) for name in LIBRARIES}
    return Told(
        seconds=round(seconds, 3),
        machine=f"{platform.system()} {platform.machine()}",
        libraries={"python": platform.python_version(), **versions},
    )


def manifest_of(
    resolved: Resolved,
    counts: Counts,
    tables: Mapping[str, TableEntry],
    told: Told,
    engine: str | None = None,
) -> Manifest:
    """Return what a run says of itself; the digests of its files come when it is finished.

    Args:
        resolved: the scenario that it is of.
        counts: what it counted.
        tables: rows and digests of its tables.
        told: of its making.
        engine: digest of the engine that made it; by default the one at hand.
    """
    scenario, other = resolved.scenario, resolved.against
    calendar = scenario.calendar
    represents = int(resolved.society.represents.value)
    weeks = counts.person_weeks * calendar.step_days / 7
    return Manifest(
        run_id=resolved.id_by(engine or source_digest()),
        question=scenario.title,
        demerit_version=version("demerit"),
        engine_digest=engine or source_digest(),
        regime=Source(name=resolved.regime.regime, digest=digest(resolved.regime)),
        society=Source(name=resolved.society.society, digest=digest(resolved.society)),
        scenario=Source(name=scenario.scenario, digest=digest(scenario)),
        against=Source(name=other.regime.regime, digest=digest(other.regime)) if other else None,
        truthful=resolved.truthful,
        companions={
            name: each.id_by(engine or source_digest()) for name, each in resolved.companions.items()
        },
        seed=scenario.seed,
        draws=scenario.draws,
        districts=resolved.districts,
        people_expected=scenario.people,
        people_realised=counts.people,
        represents=represents,
        weight=represents / scenario.people,
        calendar=calendar,
        steps=calendar.steps,
        not_modelled=not_modelled(resolved),
        warnings=_warnings(resolved, counts),
        acts_per_person_week=counts.acts / weeks if weeks else 0.0,
        sightings_per_person_week=counts.sightings / weeks if weeks else 0.0,
        tables=dict(tables),
        told=told,
    )


def not_modelled(resolved: Resolved) -> tuple[str, ...]:
    """Return what the regime says and nothing models: rows with the file's remark, keys with what holds."""
    rows = resolved.regime.not_modelled
    forms = [form for _, form in epochs(resolved.regime)]
    unheard = {key: instead for form in forms for key, instead in unmet(form).items()}
    return (
        *(f"{missed.row}: {missed.why}" if missed.why else missed.row for missed in rows),
        *(f"{key}: {instead}" for key, instead in unheard.items()),
    )


def _warnings(resolved: Resolved, counts: Counts) -> tuple[str, ...]:
    found = list(remarks(resolved))
    if resolved.districts < FEW_DISTRICTS:
        found.append(
            f"{resolved.districts} districts are too few for an interval between them; take {FEW_DISTRICTS}"
        )
    if resolved.scenario.draws == 1:
        found.append("one draw shows what chance does and nothing of what is assumed")
    if counts.births_lost:
        years = counts.person_weeks * resolved.scenario.calendar.step_days / float(DAYS_PER_YEAR)
        rate = 1000 * counts.births_lost / years
        found.append(
            f"{rate:.2f} births per 1,000 person-years found no free slot in their household and are left out"
        )
    return tuple(found)


def unbound(run: RunFolder, resolved: Resolved, prefix: str = "") -> Iterator[str]:
    """Say what of a run, and of the runs inside it, does not follow from its files and tables.

    Args:
        run: a folder whose files and tables are those that its manifest binds.
        resolved: the scenario that its files make.
        prefix: where it lies, if inside another.
    """
    yield from _files(run, resolved, prefix)
    yield from _fields(run, resolved, prefix)
    inside = run.companions
    for name in sorted(set(inside) ^ set(resolved.companions)):
        what = (
            "is missing, and the scenario has it" if name in resolved.companions else "is not of the scenario"
        )
        yield f"{prefix}{name}: this history {what} (manifest)"
    for name, other in resolved.companions.items():
        if name in inside:
            yield from unbound(inside[name], other, f"{prefix}{name}/")


def _files(run: RunFolder, resolved: Resolved, prefix: str) -> Iterator[str]:
    """Say which files are not those that a run of this scenario writes."""
    kept = {name for name in run.manifest.files if "/" not in name}
    for name in sorted(kept ^ set(resolved.texts)):
        yield f"{prefix}{name}: {'is not a file of a run' if name in kept else 'is missing'} (files)"
    for name in sorted(kept & set(resolved.texts)):
        if (run.path / name).read_text(encoding="utf-8") != resolved.texts[name]:
            yield f"{prefix}{name}: is not what the run's files make of it (files)"
    panel = "panel" in resolved.scenario.keep
    if panel != run.manifest.has_panel:
        here = "is missing" if panel else "is here"
        yield f"{prefix}{cube.PANEL_FOLDER}: {here}, and the scenario says otherwise (files)"


def _fields(run: RunFolder, resolved: Resolved, prefix: str) -> Iterator[str]:
    """Say which fields of a manifest are not what its files and tables give."""
    found, engine = run.manifest, run.manifest.engine_digest
    counts = counts_in(run, resolved.scenario.draws)
    for draw, people in enumerate(counts.people):
        if not people:
            yield f"{prefix}cube/people.parquet: draw {draw} of the scenario has nobody (manifest)"
    written = json.loads((run.path / FILE_NAME).read_text(encoding="utf-8"))
    if written != json.loads(found.to_json()):
        yield f"{prefix}manifest.json: fields are left out, or not written as a run writes them (manifest)"
    due = manifest_of(resolved, counts, found.tables, found.told, engine)
    for name in Manifest.model_fields:
        if name in BY_BYTES or (name == "demerit_version" and engine != source_digest()):
            continue
        value, wanted = getattr(found, name), getattr(due, name)
        if value != wanted:
            yield (
                f"{prefix}manifest.json: {name} is {_short(value)}; the run's files and tables give"
                f" {_short(wanted)} (manifest)"
            )


def _short(value: object) -> str:
    text = str(value) or "nothing"
    return text if len(text) <= 120 else f"{text[:117]}..."
