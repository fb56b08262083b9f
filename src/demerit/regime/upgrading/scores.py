"""The score: one among `scores`, which says which way is worse; how long records count, conduct by conduct.

Version 1 took a lower score as worse, whatever its points, and had one length for the records of all
conducts, from when each begins to count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.documents.reading import Where
from demerit.regime.defaults import DEFAULTS
from demerit.regime.upgrading.draft import Draft, Reading, Waiting
from demerit.regime.upgrading.entries import entry
from demerit.regime.upgrading.risk import features, is_risk, moved, risk


def scores(draft: Draft) -> None:
    """Write `score` as one of `scores`, and its `expiry` with the conducts."""
    said = [(top, draft.at((*top, "score"))) for top in draft.tops()]
    said = [(top, score) for top, score in said if score is not None]
    if not said:
        return
    if all(map(_none, (score for _, score in said))):
        for top, _ in said:
            draft.recast.remove((*top, "score"))
        return
    if why := waits([score for _, score in said]):
        draft.waiting.append(Waiting((*said[0][0], "score"), why))
        return
    if is_risk(draft):
        features(draft, [top for top, _ in said])
    for top, score in said:
        _named(draft, top, score)
    _counted(draft, said)


def _none(score: Any) -> bool:
    return bool(score == "none" or score == {"kind": "none"})


def waits(said: list[Any]) -> str | None:
    """Return why a score stays as it is, if it does.

    Args:
        said: what the parts of the file say under `score`.
    """
    if all(map(_none, said)):
        return None
    for score in said:
        if _none(score) or not isinstance(score, Mapping):
            return "a score that an amendment takes away has no name under `scores` to take away"
    return moved(said)


def _named(draft: Draft, top: Where, score: Mapping[str, Any]) -> None:
    path: Where = (*top, "score")
    if is_risk(draft):
        risk(draft, path, score)
        return
    gone = [key for key in ("expiry",) if key in score]
    if len(gone) == len(score):
        draft.recast.remove(path)
        return
    for key in gone:
        draft.recast.remove((*path, key))
    if "cap_per_step" in score:
        draft.recast.rename((*path, "cap_per_step"), "most_per_step")
    draft.recast.wrap(path, "scores", "score")
    if "kind" not in score:
        return
    draft.recast.put(path, ["worse: lower"])
    why = "version 1 took a lower score as worse"
    if score["kind"] == "ledger" and _mostly_above(draft):
        why += ", and most points here are above 0"
    draft.readings.append(
        Reading(
            (*top, "scores", "score", "worse"),
            "worse: lower",
            why,
            "worse: higher, where points are held against people",
        )
    )


def _mostly_above(draft: Draft) -> bool:
    points = [
        change.after.get("points", 0)
        for change in draft.changes("conducts")
        if isinstance(change.after.get("points", 0), int)
    ]
    return sum(int(each > 0) for each in points) > sum(int(each < 0) for each in points)


def _counted(draft: Draft, said: list[tuple[Where, Any]]) -> None:
    """Write how long records count as a default of the conducts."""
    for top, score in said:
        if not top and not any("counts" not in change.after for change in draft.changes("conducts")):
            return
        if top and "expiry" not in score and "kind" not in score:
            continue
        length = score.get("expiry", "none")
        length = "ever" if length == "none" else length
        _put_default(draft, (*top, "conducts"), length)
        if length != "ever":
            draft.readings.append(
                Reading(
                    (*top, "conducts", DEFAULTS, "counts"),
                    entry("counts", length),
                    "version 1 reckoned from when a record begins to count; of a range it drew one for all",
                    "the same with `from act`, where the rule reckons from the act",
                )
            )


def _put_default(draft: Draft, section: Where, length: Any) -> None:
    """Put a length among the defaults of a section, which may not be there yet."""
    counts = entry("counts", length)
    if isinstance(draft.at((*section, DEFAULTS)), Mapping):
        draft.recast.put((*section, DEFAULTS), [counts])
    elif isinstance(draft.at(section), Mapping) and draft.at(section):
        draft.recast.put_first(section, f"{DEFAULTS}: {{{counts}}}")
    elif len(section) > 1:
        draft.recast.put(section[:-1], [f"conducts: {{{DEFAULTS}: {{{counts}}}}}"])
