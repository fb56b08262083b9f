"""Safeguards: a bundle of records, and one of listings, which had only repair in version 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.documents.reading import Where
from demerit.documents.splicing import on_one_line
from demerit.mechanisms.redress.language import SEVEN
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import entry
from demerit.regime.upgrading.words import explained

AT = "safeguards"
Names = tuple[str, ...]
"""Which bundles are of records and of listings."""
RECORDS, LISTINGS = "ordinary", "way-back"
"""What the bundles of version 1's safeguards are called."""


def of_version_1(said: Any) -> bool:
    """Return whether a part of the file says safeguards one by one."""
    return isinstance(said, Mapping) and any(key in said for key in SEVEN)


def safeguards(draft: Draft) -> None:
    """Write the seven as a bundle of records, and repair as one of listings."""
    before: Mapping[str, Any] = {}
    names: Names = ("none", "none")
    for top in draft.tops():
        said = draft.at((*top, AT))
        if not of_version_1(said):
            continue
        before, was = {**before, **said}, names
        # A bundle that is there stays, though nothing is left in it: none can be taken away.
        now = zip(was, _named(before), strict=True)
        names = tuple(new if old == "none" else old for old, new in now)
        if top:
            _amended(draft, top, (was, names), before, said)
        else:
            _first(draft, said)


def _named(said: Mapping[str, Any]) -> tuple[str, str]:
    """Return which bundles are of records and of listings, once safeguards are so."""
    of_records = any(said.get(key, "none") != "none" for key in SEVEN if key != "repair")
    return RECORDS if of_records else "none", LISTINGS if said.get("repair", "none") != "none" else "none"


def _bundle(said: Mapping[str, Any], keys: tuple[str, ...]) -> Mapping[str, Any]:
    given = {key: said[key] for key in keys if said.get(key, "none") != "none"}
    others = "others" not in said and len(given) < len(SEVEN)
    return {**given, **({"others": "none"} if others else {})}


def _first(draft: Draft, said: Mapping[str, Any]) -> None:
    of_records, of_listings = _named(said)
    path: Where = (AT,)
    if of_records == "none" == of_listings and len(said) == len(SEVEN):
        draft.recast.substitute(path, [f"{AT}: none"])
        return
    lines = [f"of_records: {of_records}", f"of_listings: {of_listings}"]
    if of_listings != "none":
        lines.append(entry(LISTINGS, {**_from(said), **_bundle(said, ("repair",))}))
    draft.readings.append(
        Reading(
            (AT, "of_listings"),
            lines[1],
            "version 1's safeguards were of records, and only repair of listings",
            f"of_listings: {RECORDS}, where a listing is told, heard and appealed too",
        )
    )
    if of_records == "none":
        draft.recast.substitute(path, [f"{AT}:" + "".join(f"\n  {line}" for line in lines)])
        return
    gone = [
        key
        for key in SEVEN
        if key in said and (key == "repair" or (said[key] == "none" and not explained(draft, (AT, key))))
    ]
    draft.recast.wrap(path, AT, RECORDS, lines)
    for key in gone:
        draft.recast.remove((AT, key))
    draft.recast.put(path, ["others: none"] if gone else [])


def _from(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"from": said["from"]} if "from" in said else {}


def _amended(
    draft: Draft, top: Where, names: tuple[Names, Names], after: Mapping[str, Any], said: Mapping[str, Any]
) -> None:
    """Write what an amendment changes into the bundles; whole, where a bundle begins."""
    was, now = names
    made: dict[str, Any] = {}
    for key, old, new in zip(("of_records", "of_listings"), was, now, strict=True):
        if old != new or was == ("none", "none"):
            made[key] = new
    for name, keys in ((RECORDS, tuple(key for key in SEVEN if key != "repair")), (LISTINGS, ("repair",))):
        changed = {key: said[key] for key in keys if key in said}
        if name in now and changed:
            made[name] = changed if name in was else {**_from(after), **_bundle(after, keys)}
    if made:
        draft.recast.substitute((*top, AT), [f"{AT}: {on_one_line(made)}"])
    else:
        draft.recast.remove((*top, AT))
