"""What is told of attempts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from demerit.counted.kinds import BY_LISTS, DOMAIN, Form, Kind, Told, Where


def consequences(entry: Told, form: Form, keys: Sequence[str]) -> Sequence[Where]:
    """Return the consequences for an attempt's domain that have any of `keys`.

    Of those that refuse, only the ones that belong to the lists named in the entry.
    """
    lists = entry.by.split(", ")
    found = []
    for name, each in (form.at(("consequences",)) or {}).items():
        if not isinstance(each, dict) or not any(key in each for key in keys):
            continue
        touches = entry.what in [kind for key in keys for kind in _several(each.get(key, []))]
        brings = name in lists or bool(set(lists) & set(_NAME.findall(str(each.get("to")))))
        if touches and ("refuse" not in keys or brings):
            found.append(("consequences", name))
    return found


def mistaking(entry: Told, form: Form) -> Sequence[Where]:
    """Return the refusals of an attempt's domain that may take somebody for another."""
    return [
        ("consequences", name)
        for name, each in (form.at(("consequences",)) or {}).items()
        if isinstance(each, dict)
        and each.get("mismatch", "none") not in (None, "none")
        and entry.what in _several(each.get("refuse", []))
    ]


_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def _several(found: Any) -> list[Any]:
    """Return one name as a list of names."""
    return found if isinstance(found, list) else [found]


ATTEMPT = Kind("attempt", "truth", (DOMAIN,), {"": "tries: {what}"}, society=(("attempts", "{what}"),))
REFUSED = Kind(
    "refused",
    "record",
    (DOMAIN, BY_LISTS),
    {"": "refused: {what}, for being on {by}"},
    regime=lambda entry, form: consequences(entry, form, ["refuse"]),
    twin="attempt",
)
MISTAKEN = Kind(
    "mistaken at a gate",
    "record",
    (DOMAIN,),
    {"": "refused: {what}, taken for somebody else; on no list for it"},
    regime=mistaking,
    twin="attempt",
)
KINDS = (ATTEMPT, REFUSED, MISTAKEN)
