"""Debts: version 1 said once for several conducts what version 2 says of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.documents.reading import Where
from demerit.mechanisms.debts.language import ACT, AVERAGED
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import entry

AT = "debts"
_ALIKE = ("penalty", "withheld_after", "refunds")
Owed = Mapping[str, Mapping[str, Any]]
"""What version 2 says of the debts of each conduct."""


def alike(found: Any) -> bool:
    """Return whether debts are said once for several conducts, as version 1 says them."""
    return isinstance(found, Mapping) and any(
        not isinstance(found.get(key, {}), Mapping) for key in ("conducts", *_ALIKE)
    )


def debts(draft: Draft) -> None:
    """Say of each conduct what its records claim."""
    forms = list(draft.forms())
    if not any(alike(form.get(AT)) for _, form in forms):
        return
    before: Owed = {}
    for top, form in forms:
        after = _owed(form)
        new: dict[str, Any] = {name: _changed(before.get(name, {}), said) for name, said in after.items()}
        new = {name: said for name, said in new.items() if said}
        new |= {name: "none" for name in before if name not in after}
        _write(draft, (*top, AT), [entry(name, said) for name, said in new.items()])
        ranges = len(after) > 1 and any(", assumed " in str(said.get("penalty")) for said in new.values())
        if ranges:
            draft.readings.append(
                Reading(
                    (*top, AT),
                    f"penalty, of {len(after)} conducts",
                    "version 1 drew one value of its range for all",
                    "each its own range, or one that is no range",
                )
            )
        before = after


def _owed(form: Mapping[str, Any]) -> Owed:
    """Return the debts of a form that says them alike, conduct by conduct."""
    said = form.get(AT)
    if not isinstance(said, Mapping) or not alike(said):
        return {}
    sources = form.get("sources")
    each = sources.values() if isinstance(sources, Mapping) else ()
    tests = [source.get("income_test") for source in each if isinstance(source, Mapping)]
    matched = {test.get("conduct") for test in tests if isinstance(test, Mapping)}
    same = {key: said[key] for key in _ALIKE if said.get(key, "none") != "none"}
    return {
        str(name): {"amount": AVERAGED if name in matched else ACT, **same}
        for name in said.get("conducts", ())
    }


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is to be written over what stood before, so that `after` stands."""
    gone = {key: "none" for key in before if key not in after}
    new = {key: value for key, value in after.items() if before.get(key) != value}
    return {**new, **gone}


def _write(draft: Draft, path: Where, new: list[str]) -> None:
    """Write the new entries where the first old key stood, and take the old ones out."""
    said = draft.at(path)
    if not isinstance(said, Mapping):
        if new and said is None:
            draft.recast.put(path[:-1], [f"{AT}: {{{', '.join(new)}}}"])
        return
    old = [key for key in said if key in ("conducts", *_ALIKE)]
    if not new and len(old) == len(said):
        draft.recast.remove(path)
        return
    if old and new:
        draft.recast.substitute((*path, old[0]), new)
        old = old[1:]
    for key in old:
        draft.recast.remove((*path, key))
