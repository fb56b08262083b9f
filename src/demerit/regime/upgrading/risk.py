"""The risk score: one among `scores`, whose features say what they ask as conditions do.

Version 1 named traits and conducts, and called whoever reached a threshold `flagged`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.documents.reading import Where
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import entry

KIND = "risk-score"
ASKED = {
    "age": "age",
    "away": "residence in {urban-away, rural-away}",
    "fifth": "fifth",
    "group": "group != A",
}
"""What a trait among features asked, as a condition says it; any other feature was a conduct."""
_MOVED = ("features", "kind", "threshold", "expiry")
"""What no amendment may change if the file is to mean the same."""
_CONDITIONS = ("enter", "if", "for", "to", "while", "once", "until", "applies_to", "open_to")
"""Keys under which a condition may stand."""
_FLAGGED = re.compile(r"(?<!listed\()(?<!listings\()(?<!listed_for\()(?<![\w-])flagged(?![\w-])")


def is_risk(draft: Draft) -> bool:
    """Return whether the score of a file is a risk score."""
    score = draft.at(("score",))
    return isinstance(score, Mapping) and score.get("kind") == KIND


def moved(said: Sequence[tuple[Where, Any]]) -> list[Where]:
    """Return the places of a risk score that an amendment changes and nothing says otherwise.

    Args:
        said: what the parts of the file say under `score`, each with the part's path, in their order.
    """
    if not any(score.get("kind") == KIND for _, score in said):
        return []
    return [(*top, "score", key) for top, score in said[1:] for key in _MOVED if key in score]


def features(draft: Draft, tops: Sequence[Where]) -> None:
    """Write of each feature what it asks, and of whoever was flagged what that meant.

    Apart from `risk`, which moves the whole, so that what is put in is moved with it.
    """
    threshold = draft.at(("score", "threshold"))
    for top in tops:
        for name, feature in (draft.at((*top, "score", "features")) or {}).items():
            if isinstance(feature, Mapping):
                asked = ASKED.get(name, f"records({name})")
                draft.recast.put((*top, "score", "features", name), [entry("is", asked)])
    for place, text in _conditions(draft.document.data, ()):
        if _FLAGGED.search(text):
            draft.recast.replace(place, _FLAGGED.sub(f"score >= {threshold}", text))
    draft.settle()


def risk(draft: Draft, path: Where, score: Mapping[str, Any]) -> None:
    """Write a risk score, or what an amendment changes of it, as one of `scores`."""
    for key in ("expiry", "threshold"):
        if key in score:
            draft.recast.remove((*path, key))
    if "every" in score:
        draft.recast.rename((*path, "every"), "looked_at")
    draft.recast.wrap(path, "scores", "score")
    if "kind" not in score:
        return
    draft.recast.put(path, ["worse: higher"])
    draft.readings.append(
        Reading(
            (*path[:-1], "scores", "score", "worse"),
            "worse: higher",
            "version 1 took weight in a risk score as worse",
            "worse: lower, where a high score is good for people",
        )
    )


def _conditions(value: Any, path: Where) -> Iterator[tuple[Where, str]]:
    """Yield every text of a file that stands where a condition may."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _conditions(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _conditions(inner, (*path, number))
    elif isinstance(value, str) and path and path[-1] in _CONDITIONS:
        yield path, value
