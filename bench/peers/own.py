"""Demerit itself on the reference task, for the comparison of laws: its engine, read person by person.

A run keeps counts and no mean score, so this walks the districts of the gallery's scenario `r0d` with the
compiled engine and reads everybody's score and list at the end. What it costs is not measured here but in
bench/rows.py.

    python -m bench.peers.own DISTRICTS WEEKS SEED

prints one line of JSON with the quantities that peers print.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from importlib.metadata import version
from typing import Any

from bench.peers.roster import DISTRICT, ROOT, timed

SCENARIO = "r0d"


class Own:
    """Demerit among the peers."""

    name = "demerit"

    def digest(self) -> str:
        """Return a digest of everything that decides what it computes: a run's id."""
        return str(_resolved(1, 52, 1).run_id)

    def run(self, districts: int, weeks: int, seed: int) -> dict[str, Any] | None:
        """Return what it says of one run, or None where the gallery has no such scenario."""
        if not there():
            return None
        command = [sys.executable, "-m", "bench.peers.own", *map(str, (districts, weeks, seed))]
        said: dict[str, Any] = timed(command, dict(os.environ), ROOT)[0]
        return said


def there() -> bool:
    """Return whether the gallery has the reference task."""
    from demerit.lab.files import gallery

    return any(entry.name == SCENARIO for entry in gallery("scenario"))


def _resolved(districts: int, weeks: int, seed: int) -> Any:
    from demerit.lab.planning import Wishes, resolved

    start = resolved(SCENARIO, {}).scenario.calendar.start
    wishes = Wishes(
        people=districts * DISTRICT,
        start=start,
        end=start + dt.timedelta(weeks=weeks),
        seed=seed,
        draws=1,
    )
    return resolved(SCENARIO, wishes)


def say(districts: int, weeks: int, seed: int) -> dict[str, Any]:
    """Walk the districts one by one and return what the peers are asked for."""
    import numpy as np

    from demerit.engine.districts import Desk
    from demerit.scenario.lower import lower

    tables = lower(_resolved(districts, weeks, seed), 0)
    desk = Desk(tables)
    found = np.zeros(4, np.int64)  # people, listed, sum of scores, acts
    for district in range(districts):
        totals = desk.run(tables, seed, district, district + 1)
        state = desk._state  # nothing public shows a whole district, and a bench may look
        here = state.people.present[:4096] > 0
        found += (
            int(here.sum()),
            int((state.listing.on[0, :4096][here] > 0).sum()),
            int(state.scores.score[0, :4096][here].sum()),
            int(totals.acts[..., 0].sum()),
        )
    people, listed, score, acts = found.tolist()
    return {
        "name": Own.name,
        "version": version("demerit"),
        "people": people,
        "weeks": weeks,
        "seed": seed,
        "listed_share": listed / people,
        "mean_score": score / people,
        "acts_per_person_week": acts / people / weeks,
        "wrongful_share": None,
    }


if __name__ == "__main__":
    print(json.dumps(say(*(int(word) for word in sys.argv[1:4]))))
