"""Sources: what their coverage is a share of, which version 1 took by their kind."""

from __future__ import annotations

from collections.abc import Mapping

from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import entry

_COVERED: Mapping[str, str] = {"camera": "places", "home-device": "households"}
"""What the coverage of a kind of source was a share of; of the others people."""


def covered_by(kind: str) -> str:
    """Return what version 1 took the coverage of a kind of source as a share of."""
    return _COVERED.get(kind, "people")


def sources(draft: Draft) -> None:
    """Say of every source what its coverage is a share of."""
    for change in draft.changes("sources"):
        if change.before is not None or "covers" in change.after:
            continue
        kind = str(change.after.get("kind"))
        what = covered_by(kind)
        draft.recast.put(change.path, [entry("covers", what)])
        draft.readings.append(
            Reading(
                (*change.path, "covers"),
                f"covers: {what}",
                f"version 1 took the coverage of a source of kind {kind} so",
                "people or households, who are covered all the time or never; places, a chance for every act",
            )
        )
