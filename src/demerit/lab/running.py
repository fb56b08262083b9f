"""A run from begin to end: the files as resolved, the cube, the manifest that binds them, and its companions.

The companions (the regime of the comparison, the same regime on a true record) lie inside the run itself, so
that one folder holds all histories of the same people and none can be mistaken for another. They are begun
one after another, and one is written while the next is counted. The folder gets its name only when all are
whole.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from demerit.archive import database
from demerit.archive.folder import PartFolder, RunFolder
from demerit.archive.manifest import Manifest
from demerit.lab import panels
from demerit.lab.binding import counts_of, manifest_of, told_of
from demerit.lab.planning import Progress

if TYPE_CHECKING:
    from demerit.archive.manifest import TableEntry
    from demerit.engine.driving import Step
    from demerit.engine.panel import Panel
    from demerit.engine.run import Counted, History
    from demerit.scenario.resolve import Resolved


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
    from demerit.engine.driving import drive

    making = _Making(resolved, part, progress)
    drive(making.steps(), workers, making.save)
    return part.finish(making.manifest())


def told(resolved: Resolved) -> str:
    """Say which history it is: the regime's name, and whether on a true record."""
    return f"{resolved.regime.regime}{' on a true record' if resolved.truthful else ''}"


def _ready() -> Iterator[Step]:
    """Load, while tables are made, the machine code, what writes, and what tells the answer."""
    from demerit.engine import districts

    districts.take_up()
    database.connection().close()
    import demerit.report.answer  # noqa: F401

    return iter(())


class _Making:
    """A run while it is made: its histories side by side, the panel, and how far all of it is."""

    def __init__(self, resolved: Resolved, part: PartFolder, progress: Progress | None) -> None:
        self._resolved, self._part, self._progress = resolved, part, progress
        self._began = time.monotonic()
        self._histories: list[History] = []
        self._done: dict[int, int] = {}
        self._total = 0
        self._own: Manifest | None = None
        self._panel: dict[str, TableEntry] = {}

    def steps(self) -> Iterator[Step]:
        """Yield all that is to be done: the run itself, its panel, its companions."""
        from demerit.engine.driving import Step
        from demerit.engine.panel import Panel

        waited = {"cube", "lives"}
        noting = threading.Lock()

        def write_panel() -> Iterator[Step]:
            assert panel is not None
            self._panel = panels.write(panel, self._part)
            return iter(())

        def after(what: str) -> Iterator[Step]:
            with noting:
                waited.discard(what)
                return iter(
                    () if panel is None or waited else (Step(write_panel, partial(self._say, "its panel")),)
                )

        def counted(manifest: Manifest) -> Iterator[Step]:
            self._own = manifest
            return after("cube")

        panel = None
        if "panel" in self._resolved.scenario.keep:
            panel = Panel(self._resolved, lambda: self._say("its panel"), lambda: after("lives"))
        yield Step(_ready)
        yield from self._history(self._resolved, self._part, counted, panel)
        if panel is not None:
            yield from panel.steps()
        for name, other in self._resolved.companions.items():
            inside = self._part.inside(name, other.run_id)
            if inside.finished is None:
                yield from self._history(other, inside, partial(self._finish, inside))

    def _history(
        self,
        resolved: Resolved,
        part: PartFolder,
        then: Callable[[Manifest], Iterator[Step]],
        panel: Panel | None = None,
    ) -> Iterator[Step]:
        """Write one history's files; yield what counts it into its cube, and then does `then`."""
        from demerit.engine.run import History

        started = time.monotonic()
        for name, text in resolved.texts.items():
            part.write_text(name, text)

        def counted(found: Counted) -> Iterator[Step]:
            told = told_of(time.monotonic() - started)
            return then(manifest_of(resolved, counts_of(found), found.tables, told))

        report = partial(self._report, len(self._histories), told(resolved))
        history = History(resolved, part, report, counted, panel)
        self._histories.append(history)
        yield from history.steps()

    def _finish(self, inside: PartFolder, manifest: Manifest) -> Iterator[Step]:
        inside.finish(manifest)
        return iter(())

    def _report(self, place: int, what: str, done: int, total: int) -> None:
        self._done[place] = done
        self._total = total * (1 + len(self._resolved.companions))
        self._say(what)

    def _say(self, what: str) -> None:
        if self._progress is not None and self._total:
            self._progress(sum(self._done.values()), self._total, what)

    def save(self) -> None:
        """Write down what is finished of every history."""
        for history in self._histories:
            history.save()

    def manifest(self) -> Manifest:
        """Return what the run says of itself, all of which is done."""
        assert self._own is not None
        return self._own.model_copy(
            update={
                "tables": {**self._own.tables, **self._panel},
                "told": told_of(time.monotonic() - self._began),
            }
        )
