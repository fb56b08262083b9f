"""What is told of attempts."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.kinds import BY_LISTS, DOMAIN, Form, Kind, Told, Where


def consequences(entry: Told, form: Form, keys: Sequence[str]) -> Sequence[Where]:
    """Return the consequences for an attempt's domain that have any of `keys`.

    Of those that refuse, only the ones that belong to the lists named in the entry.
    """
    lists = entry.by.split(", ")
    return [
        ("consequences", name)
        for name, each in (form.at(("consequences",)) or {}).items()
        if isinstance(each, dict)
        and each.get("domain", name) == entry.what
        and any(key in each for key in keys)
        and ("refuse" not in keys or each.get("refuse") in lists)
    ]


ATTEMPT = Kind("attempt", "truth", (DOMAIN,), {"": "tries: {what}"}, society=(("attempts", "{what}"),))
REFUSED = Kind(
    "refused",
    "record",
    (DOMAIN, BY_LISTS),
    {"": "refused: {what}, for being on {by}"},
    regime=lambda entry, form: consequences(entry, form, ["refuse"]),
    twin="attempt",
)
KINDS = (ATTEMPT, REFUSED)
