"""A run has weeks only under the grounds that its own files make possible: a law of every run that is read.

What the tables say is held against the regime and the society beside them: without protected conduct no week
is protected, without points beyond the rule none is counted for more, without ties none is through others,
and so on (`scenario.histories.impossible`).
"""

from __future__ import annotations

from demerit.archive import cube, database
from demerit.archive.folder import RunFolder
from demerit.errors import DemeritError
from demerit.lab.reopening import reopened


def impossible_weeks(run: RunFolder) -> list[str]:
    """Say which grounds have weeks in a run although its regime and society make none possible."""
    from demerit.regime.amendments import epochs
    from demerit.scenario.histories import impossible

    where = cube.path(run.path, "lists")
    if not where.exists():
        return []
    try:
        resolved = reopened(run.path)
    except DemeritError as error:
        return [f"cube/lists: which grounds are possible cannot be worked out: {error}"]
    forms = [form for _, form in epochs(resolved.regime)]
    grounds = impossible(forms, resolved.society.conducts)
    if not grounds:
        return []
    sums = ", ".join(f"sum({ground})::BIGINT" for ground in grounds)
    with database.connection() as connection:
        row = connection.execute(f"SELECT {sums} FROM {cube.scanned(where)}").fetchone()
    return [
        f"cube/lists: {weeks} weeks have the ground {ground}, which nothing in regime and society makes"
        " possible (grounds)"
        for ground, weeks in zip(grounds, row or (), strict=True)
        if weeks
    ]
