"""The verbs about runs: run, open, verify, report, query, export. Nobody changes a finished run any more."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from demerit.errors import WrongUse, nearest_name
from demerit.lab.checked import FactCheck, Verified
from demerit.lab.planning import Progress, Wishes, folder_of, known, resolved, wishing
from demerit.lab.tables import ROWS_SHOWN, Exported, Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from demerit.archive.folder import RunFolder
    from demerit.archive.manifest import Manifest
    from demerit.audit import RunSource
    from demerit.lab.lives import Candidate, Life


@dataclass(frozen=True)
class Run:
    """A finished run.

    Attributes:
        folder: where it is.
        manifest: what it is: inputs and their digests, seed, draws, size, tables.
        how: `computed` now, or `opened` because it was finished before.
    """

    folder: Path
    manifest: Manifest
    how: str = "opened"

    @property
    def id(self) -> str:
        """The run's id: one regime, society, scenario, seed and engine have one id."""
        return self.manifest.run_id

    @property
    def title(self) -> str:
        """What was run, in a few words."""
        beside = f" beside {self.manifest.against.name}" if self.manifest.against else ""
        record = " on a true record" if self.manifest.truthful else ""
        return f"{self.manifest.regime.name}{record}{beside} in {self.manifest.society.name}"

    @property
    def against(self) -> Run | None:
        """The same people on the same luck under another regime, or None."""
        from demerit.counted.values import AGAINST

        return self._companion(AGAINST)

    @property
    def truthful(self) -> Run | None:
        """The same people on the same luck under the same regime on a true record, or None."""
        from demerit.counted.values import TRUTHFUL

        return self._companion(TRUTHFUL)

    def _companion(self, name: str) -> Run | None:
        return open(self.folder / name) if (self.folder / name).is_dir() else None

    @property
    def seconds(self) -> float:
        """How many seconds it says it took, the runs inside it included; nobody can verify that."""
        return self.manifest.told.seconds

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        from demerit.archive.reader import reader

        return reader(self.folder, asked=True)

    def table(self, name: str) -> duckdb.DuckDBPyRelation:
        """Return a table of cube or panel as a DuckDB relation: `.filter(...)`, `.fetchnumpy()`, `.df()`.

        The relation reads this run's tables only; nothing outside can be reached from it.
        """
        from demerit.archive.schema import PANEL, TABLES

        held = [*TABLES, *(each for each in PANEL if each in self.manifest.tables)]
        if name not in held:
            near = nearest_name(name, held)
            raise WrongUse(
                f"A run has no table {name}; it has {', '.join(held)}."
                + (f" Did you mean {near}?" if near else "")
            )
        if name in PANEL:
            self._verified  # noqa: B018 (nobody reads of people that the run's seed does not make)
        from demerit.archive.queries import reading

        return reading(self._connection).table(name)

    @cached_property
    def _verified(self) -> RunFolder:
        from demerit.lab import panels

        return panels.required(self.folder)

    def query(self, sql: str, limit: int = ROWS_SHOWN) -> Rows:
        """Answer one SELECT about the run's tables; nothing else can be reached, and nothing changed.

        The folder is verified before the first query. Tables of the runs beside it stand in the
        schemas `against` and `truthful`. A query is stopped after 30 seconds, and when it needs more than
        2 GB of memory beyond the run's tables.

        Args:
            sql: such as `SELECT draw, sum(refusals) FROM attempts WHERE axis = 'all' GROUP BY draw`.
            limit: how many rows to fetch; the answer says if there are more.

        Raises:
            WrongUse: it is no SELECT, names what is not there, writes, reaches beyond the run, or takes too
                much time or memory.
            RunDamaged: with what does not hold.
        """
        from demerit.archive.queries import answer

        if limit < 1:
            raise WrongUse(
                f"a limit is at least one row, not {limit}. Next: leave it out for {ROWS_SHOWN:,}."
            )
        self._verified  # noqa: B018 (a run that does not verify is not read)
        found = answer(self._connection, sql, limit)
        return Rows(tuple(found.relation.columns), found.rows, limit, found.cut, found.relation)

    def export(self, to: str | Path, format: str = "csv") -> Exported:
        """Copy every table to a folder for other programs, each file marked as about synthetic people.

        The folder is verified first. A folder that holds the same export already is left as it is; one that
        holds anything else is refused.

        Args:
            to: the folder.
            format: `csv`, or `arrow` (Feather 2) where pyarrow is installed.

        Raises:
            WrongUse: the folder holds something else, or the format cannot be written here.
            RunDamaged: with what does not hold.
        """
        from demerit.archive.exports import export

        folder, files, found = export(self._verified, to, format)
        return Exported(folder, format, tuple(files), "found" if found else "written")

    def explain(self, person: str, draw: int = 0) -> Life:
        """Tell the life of an invented person: acts, what was seen, decided and recorded, what followed.

        The person's district is walked again from the run's own files; the folder is verified first.

        Args:
            person: an id, `syn-...`; `people_worth_a_look` has some, the table `panel_people` more, and
                whoever a life names as tied can be asked for in turn.
            draw: which draw of the run.

        Raises:
            WrongUse: it is no id, or the run has nobody of this id, or no such draw.
            RunDamaged: with what does not hold.
        """
        from demerit.lab.cache import usable_cache
        from demerit.lab.lives import life_of

        usable_cache()
        return life_of(self._verified, person, draw)

    def people_worth_a_look(self) -> list[Candidate]:
        """Return one person of each part of the panel, with a line on what is to be seen.

        Raises:
            WrongUse: the run keeps no panel.
            RunDamaged: with what does not hold.
        """
        from demerit.lab.lives import worth_a_look

        return worth_a_look(self._verified)

    def verify(self, replay: bool = False, progress: Progress | None = None) -> Verified:
        """Check that the folder holds what it says: digests, conservation laws, and histories run again.

        Args:
            replay: run every draw again and compare, not only the one that the run's id chooses.
            progress: called as the work goes on.
        """
        from demerit.archive import integrity
        from demerit.archive.folder import RunFolder
        from demerit.engine.districts import compiled
        from demerit.lab import panels
        from demerit.lab.cache import compiling, usable_cache
        from demerit.lab.possible import impossible_weeks
        from demerit.lab.replaying import replayed

        usable_cache()
        if progress is not None and not compiled():
            progress(0, 0, compiling())
        checks = ["the digest of every file and table", "every conservation law"]
        findings = [str(finding) for finding in integrity.check(self.folder)]
        if not findings:
            checks.append("every field of every manifest, from files and tables")
            findings = panels.bound(RunFolder.open(self.folder))
        if not findings:
            checks.append("only the grounds that the regime and the society make possible")
            findings = impossible_weeks(RunFolder.open(self.folder))
        if not findings and self.manifest.has_panel:
            checks.append("the traits of everybody in the panel, from seed and slot")
            findings = panels.differing(RunFolder.open(self.folder))
        if not findings:  # what was changed on disk needs no replay to be seen
            checks.append("every draw, run again" if replay else "one draw, run again")
            if self.manifest.has_panel:
                checks[-1] += ", and the panel"
            findings = replayed(self.folder, replay, os.cpu_count() or 1, progress)
        return Verified(self.folder, tuple(checks), tuple(findings))

    def fact_check(self, other: Run | None = None) -> FactCheck:
        """Return every number of the report: definition, unit, formula, interval, limits, what it rests on.

        The folder is verified first.

        Args:
            other: the second run of the page, if there is one.

        Raises:
            RunDamaged: with what does not hold.
        """
        from demerit.report.page import facts_of

        return FactCheck(tuple(facts_of([_source(run.folder) for run in (self, other) if run is not None])))

    def report(
        self, out: str | Path | None = None, other: Run | None = None, fact_check: bool = False
    ) -> Path:
        """Write what the run found as one page that needs no network, and return the page's path.

        The folder is verified first; a run that does not hold what it says has no report.

        Args:
            out: the page; by default RUN.html beside the folder.
            other: a second run, shown beside.
            fact_check: end the page with what every number on it is and rests on.

        Raises:
            RunDamaged: with what does not hold.
            Unwritable: the disk refuses the page; nothing of it is left, and a page that was there stays.
        """
        from demerit.archive.disk import write_text, writing
        from demerit.lab.followed import followed
        from demerit.lab.repeating import command
        from demerit.report.page import page

        runs = [run for run in (self, other) if run is not None]
        sources = [_source(run.folder) for run in runs]
        target = Path(out) if out is not None else self.folder.with_name(self.folder.name + ".html")
        if target.is_dir() or not target.absolute().parent.is_dir():
            raise WrongUse(
                f"{target} cannot be a page. Next: give the path of a file in a folder that exists."
            )
        found = [followed(source.folder, source.manifest) for source in sources]
        again = [command(source.folder, source.manifest) for source in sources]
        text = page(sources, fact_check, found, again)
        with writing(target):
            if target.exists() and not target.is_file():  # a pipe or device, which nothing may replace
                target.write_text(text, encoding="utf-8")
            else:
                write_text(target.resolve(), text)
        return target

    @cached_property
    def answer(self) -> tuple[str, ...]:
        """What the run says of people, in a few sentences with ranges, and what it is compared with.

        The folder is verified first, unless this process has just written it.
        """
        from demerit.report.answer import answer
        from demerit.report.facts import Facts, uncited

        source = _written(self.folder) if self.how == "computed" else _source(self.folder)
        found = answer(source, Facts())
        return tuple(uncited(sentence) for sentence in (*found.sentences, found.ranges) if sentence)

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit run --json` prints them."""
        manifest = json.loads(self.manifest.to_json())
        return {"id": self.id, "how": self.how, "folder": str(self.folder), "manifest": manifest}


def open(folder: str | Path) -> Run:
    """Open a finished run.

    Raises:
        WrongUse: there is no finished run in this folder.
        RunDamaged: its manifest or a table is missing or cannot be read.
    """
    from demerit.archive.folder import RunFolder

    found = RunFolder.open(folder)
    return Run(found.path, found.manifest)


@wishing
def run(
    target: str | Path,
    *,
    out: str | Path | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    **wishes: Unpack[Wishes],
) -> Run:
    """Run a scenario and return the finished run.

    Without `out` the run is kept under `runs/` by its id, and opened rather than computed if it is there.
    With `out` it is computed into that folder; a folder that holds the same run already is left as it is, one
    that holds another run is refused. A run cut short goes on from its finished districts.

    Args:
        target: a scenario; or a regime or society for which the gallery holds a scenario of the same name; or
            a regime of one's own, which runs in the default society. A name of the gallery or a file.
        out: the run folder itself.
        workers: threads; by default one a processor. The result is the same to the bit.
        progress: called as the work goes on.
        people: people expected at the start.
        start: first day.
        end: the day after the last.
        seed: fixes the world.
        draws: how many values of every assumed range; each is a world of its own.
        society: another society, by name or file.
        against: the regime to run beside, on the same luck, by name or file; `nothing` runs alone.
        changes: new texts for single values, by their place, such as `regime.lists.black.enter.0.for`.

    Raises:
        InvalidFile: a file, or a changed value, is wrong.
        WrongUse: the folder holds something else.
        Unwritable: the disk refuses the folder, or the machine code.
    """
    from demerit.archive.folder import RunFolder, begin
    from demerit.lab.cache import compiled, compiling, usable_cache
    from demerit.lab.running import compute

    known(run, wishes)
    found = resolved(target, wishes)
    usable_cache()
    begun = begin(folder_of(found, out, target), found.run_id)
    if isinstance(begun, RunFolder):
        return Run(begun.path, begun.manifest)
    if progress is not None and not compiled():
        progress(0, 0, compiling())
    with begun as part:
        finished = compute(found, part, workers or os.cpu_count() or 1, progress)
    return Run(finished.path, finished.manifest, how="computed")


def warmup() -> Path:
    """Compile the engine, so that no later run waits for it; return the folder of the machine code."""
    from demerit.lab.cache import usable_cache
    from demerit.lab.replaying import compile_engine

    folder = usable_cache()
    compile_engine()
    return folder


def _source(folder: Path) -> RunSource:
    """Verify a folder and make of it what audit and report accept."""
    from demerit.archive.reader import reader
    from demerit.lab import panels

    return _read(panels.required(folder), partial(reader, companions=False))


def _read(found: RunFolder, connect: Callable[[Path], duckdb.DuckDBPyConnection]) -> RunSource:
    """Make of a run, and of the runs inside it, what audit and report accept."""
    from demerit.audit import RunSource

    inside = {
        name: RunSource(run.path, run.manifest, connect(run.path)) for name, run in found.companions.items()
    }
    return RunSource(found.path, found.manifest, connect(found.path), **inside)


def _written(folder: Path) -> RunSource:
    """Return what an answer reads of a folder that this process has just written: nothing to verify it by."""
    from demerit.archive.folder import RunFolder
    from demerit.archive.reader import written
    from demerit.report.answer import READ

    return _read(RunFolder.open(folder), partial(written, tables=READ))
