"""For every regime: what lint finds does not depend on what its author called things.

Rules fire on declared properties. So a conduct called `unpaid-debt` is asked about as one called
`zahlungsverzug`, and a source called `home` as one called `north`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.documents import gallery, parse, read, write
from demerit.rights import Linted, lint
from tests.unit.lint_pairs import CLEAN, PAIRS, changed

NAMED = ("conducts", "sources", "lists", "consequences")
LOADED = (
    "debt unpaid overdue credit default arrears zahlungsverzug home camera informant police child speech"
    " petition belief health ai machine prediction score protected minors publish north south"
).split()
"""Words that a rule which went by names would trip over, and some that say nothing."""
WORDS = ("title", "story", "why", "words", "text", "from")
"""Keys of what is said to readers, in which no name is one of the regime's."""
ALIKE = ("defaults", "from", "text")
"""Keys of a section that say something of all its entries, and name none."""
GALLERY = tuple(gallery.find("regime", name) for name in gallery.names("regime") if name != "none")
TEXTS = st.sampled_from(GALLERY) | st.integers(0, len(PAIRS) - 1)


def renamed(data: Mapping[str, Any], names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return a regime's plain data with its conducts, sources, lists and consequences called otherwise."""
    conducts, lists = names["conducts"], names["lists"]

    def condition(text: str) -> str:
        text = re.sub(r"\b(list\w+)\(([\w-]+)", lambda it: f"{it[1]}({lists.get(it[2], it[2])}", text)
        return re.sub(r"\b(records)\(([\w-]+)", lambda it: f"{it[1]}({conducts.get(it[2], it[2])}", text)

    at: dict[str, Callable[[Any], Any]] = {
        "sees": lambda it: {conducts[key]: value for key, value in it.items()},
        "record": lambda it: [conducts[each] for each in ([it] if isinstance(it, str) else it)],
        "conduct": lambda it: conducts[it],
        "features": lambda it: {conducts.get(key, key): value for key, value in it.items()},
    }

    def walk(here: Any, path: tuple[str, ...]) -> Any:
        last = path[-1] if path else ""
        if last == "ability_test" and isinstance(here, dict):
            return {**here, "for": [conducts[each] for each in here["for"]]}
        if last in at and here != "none":
            return at[last](here)
        if last in ("lists", "of", "to") and isinstance(here, str) and here in lists:
            return lists[here]
        if isinstance(here, str) and last not in WORDS:
            return condition(here)
        if isinstance(here, dict):
            catalogue = names[last] if last in NAMED and len(path) == 1 else {}
            catalogue = conducts if last == "debts" else catalogue
            return {catalogue.get(key, key): walk(value, (*path, key)) for key, value in here.items()}
        if isinstance(here, list):
            return [walk(each, () if path == ("amendments",) else path) for each in here]
        return here

    whole = walk(dict(data), ())
    assert isinstance(whole, dict)
    return whole


def said(linted: Linted, names: Mapping[str, Mapping[str, str]]) -> set[tuple[Any, ...]]:
    """Return what was found, with the names of places carried over to those of the other file."""

    def where(place: str) -> str:
        first, _, rest = place.partition(".")
        if ".features." in place:
            score, _, name = place.partition(".features.")
            return f"{score}.features.{names['conducts'].get(name, name)}"
        if first == "debts":
            name, dot, rest = rest.partition(".")
            return f"debts.{names['conducts'].get(name, name)}{dot}{rest}"
        if first not in NAMED:
            return place
        name = max((each for each in names[first] if f"{rest}.".startswith(f"{each}.")), key=len)
        return f"{first}.{names[first][name]}{rest[len(name) :]}"

    found: set[tuple[Any, ...]] = {
        (finding.rule, where(place.where), place.severity, place.since, place.until, place.near)
        for finding in linted.findings
        for place in finding.places
    }
    found |= {("no rule", where(each.where)) for each in linted.uncovered}
    return found | {(each.rule, each.what, len(each.of)) for each in linted.not_looked_at}


@cache
def original(which: Path | int) -> tuple[Any, Linted]:
    """Return a regime's plain data and what lint finds in it, written by the same writer as its twin."""
    data = read(which).data if isinstance(which, Path) else parse(changed(CLEAN, PAIRS[which].fires)).data
    return data, linted(data)


def linted(data: Any, society: Path | None = None) -> Linted:
    """Return what lint finds in plain data."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "regime.yaml"
        path.write_text(write(data), encoding="utf-8")
        return lint(path, society)


def all_names(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the names that a regime gives, those of its amendments too."""
    parts = [data, *data.get("amendments", [])]
    return {
        kind: list(dict.fromkeys(key for part in parts for key in part.get(kind) or {} if key not in ALIKE))
        for kind in NAMED
    }


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_renaming_everything_in_a_regime_changes_no_finding(which: Path | int, data: st.DataObject) -> None:
    regime, before = original(which)
    names: dict[str, dict[str, str]] = {}
    for kind, known in all_names(regime).items():
        words = data.draw(st.lists(st.sampled_from(LOADED), min_size=3, max_size=5, unique=True))
        names[kind] = {name: "-".join([*words, str(place)]) for place, name in enumerate(known)}
    same = {kind: {name: name for name in known.values()} for kind, known in names.items()}
    assert said(linted(renamed(regime, names)), same) == said(before, names)


def test_a_renamed_regime_is_another_text() -> None:
    """The walk above renames what it says it does: conducts in lists, matches, tests and amendments."""
    for name in ("interview-2019", "benefit-flag", "china-lists-2018"):
        data, _ = original(gallery.find("regime", name))
        names = {
            kind: {each: f"{kind[:2]}-{place}" for place, each in enumerate(known)}
            for kind, known in all_names(data).items()
        }
        text = write(renamed(data, names))
        for known in names["conducts"]:
            assert not re.search(
                rf"(?<![\w-]){known}(?![\w-])", re.sub(r"(title|story|why|not_modelled|words).*", "", text)
            ), known
