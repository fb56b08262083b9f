"""The score: one among `scores`, which says which way is worse; how long records count, conduct by conduct.

Version 1 took a lower score as worse, whatever its points, and had one length for the records of all
conducts, from when each begins to count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demerit.documents.reading import Where
from demerit.errors import InvalidFile, Problem
from demerit.regime.defaults import DEFAULTS
from demerit.regime.upgrading.draft import Draft, Reading
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
    if any(map(_none, (score for _, score in said))):
        _taken_away(draft, said)
        said = [(top, score) for top, score in said if not _none(score)]
    if moving := moved(said):
        raise InvalidFile([_moving(draft, each) for each in moving])
    if is_risk(draft):
        features(draft, [top for top, _ in said])
    for top, score in said:
        _named(draft, top, score)
    _counted(draft, said)


def _none(score: Any) -> bool:
    return bool(score == "none" or score == {"kind": "none"})


def _moving(draft: Draft, path: Where) -> Problem:
    """Return what is said of a key of a risk score that an amendment changes."""
    return draft.document.problem(
        path,
        "this is not carried by itself: in version 1 records kept the weight, and people the threshold, of an"
        " earlier day, and under `scores` all have today's",
        found=str(path[-1]),
        key=True,
        next_step="take it out of the amendment, upgrade the file, and write there what holds from then on",
    )


def _taken_away(draft: Draft, said: Sequence[tuple[Where, Any]]) -> None:
    """Write of each amendment that ends the score that it does; what ends none says nothing."""
    kept = False
    for top, score in said:
        if not _none(score):
            kept = True
            continue
        if kept:
            draft.recast.substitute((*top, "score"), ["scores: {score: none}"])
        else:
            draft.recast.remove((*top, "score"))
        kept = False


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
