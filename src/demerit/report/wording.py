"""What a rule says of itself, so that a page does not tell it as a finding.

A list that only officials can enter holds more officials than others: that is the rule's own wording, and
nobody needs a model to see it. So an axis that the conditions of the lists name, or by which the regime
counts points differently, is not told as a difference that was found. It is read off the regime's file, in
all its dated forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from demerit.audit import RunSource
from demerit.mechanisms.weights.language import weighing
from demerit.regime.amendments import epochs
from demerit.regime.loading import load
from demerit.regime.model import Regime
from demerit.report.numbers import listing
from demerit.report.sentences import words_of

NAMES: Final[Mapping[str, str]] = {
    "tier": "tier",
    "age": "age",
    "residence": "residence",
    "away": "residence",
}
"""The axis of a page that a name in a condition stands for."""


def own_words(source: RunSource) -> dict[str, str]:
    """Return, by axis, what of the regime's own wording tells kinds of people apart on it."""
    path = source.folder / "regime.yaml"
    if not path.is_file():
        return {}
    found: dict[str, dict[str, None]] = {}
    for _, form in epochs(load(path)):
        for axis, said in _said(form):
            found.setdefault(axis, {})[said] = None
    return {axis: listing(list(said)) for axis, said in found.items()}


def _said(form: Regime) -> Iterator[tuple[str, str]]:
    for name, rule in form.lists.items():
        if rule.entity != "person":
            continue
        conditions = [each for way in rule.ways for each in (way.asks, way.condition) if each is not None]
        named = {name for each in conditions for name in form.expression(each, rule.entity).free_names}
        for variable in sorted(named & NAMES.keys()):
            yield NAMES[variable], f"the list of {words_of(name)} asks for it"
    for weight in weighing(form):
        if weight.entity == "person":
            free = form.expression(weight.condition, weight.entity).free_names
            for variable in sorted(NAMES.keys() & free):
                yield NAMES[variable], "points are counted by it"
