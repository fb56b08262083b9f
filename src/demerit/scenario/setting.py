"""Single values that somebody sets beside a file: read, and never one silently in place of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from demerit.documents import Document, dotted, edited, parse
from demerit.errors import WrongUse
from demerit.scenario.finding import KINDS


class Setting(NamedTuple):
    """One value: its place, which begins with the kind of file, the value, and how it was written."""

    path: tuple[str | int, ...]
    value: Any
    written: str


def settings_of(keys: Mapping[str, Any], sets: Sequence[str]) -> list[Setting]:
    """Return what was set, in order.

    Args:
        keys: values of a scenario's keys, such as `people` or `from`.
        sets: `path=value` texts, paths beginning with regime, society or scenario.

    Raises:
        WrongUse: one is malformed, or sets what one before it has set or stands within.
    """
    found: list[Setting] = []
    given = [Setting(("scenario", key), value, f"--{key}") for key, value in keys.items()]
    for setting in [*given, *map(_read, sets)]:
        for before in found:
            if before.path[: len(setting.path)] == setting.path:
                raise WrongUse(_twice(before, setting))
        found.append(setting)
    return found


def laid_over(document: Document, kind: str, found: Sequence[Setting]) -> Document:
    """Return a document of a kind with what was set of it; comments stay."""
    for setting in found:
        if setting.path[0] == kind:
            document = edited(document, setting.path[1:], setting.value)
    return document


def _twice(before: Setting, setting: Setting) -> str:
    place = dotted(setting.path)
    if before.path == setting.path:
        return f"{place} is set twice, by {before.written} and by {setting.written}. Next: keep one of them."
    return (
        f"{setting.written} replaces all of {place}, and with it what {before.written} sets."
        f" Next: give the one of {place} first, or leave one of them out."
    )


def _read(text: str) -> Setting:
    """Return path and value of one `--set`."""
    path, sign, value = text.partition("=")
    parts = [part.strip() for part in path.split(".")]
    if not sign or len(parts) < 2 or parts[0] not in KINDS:
        raise WrongUse(
            f"--set {text!r} is not PATH=VALUE. Next: begin the path with regime, society or scenario, "
            'as in regime.lists.defaulters.enter.0.for="1 year, assumed 1..2".'
        )
    held = parse(f"value: {value.strip()}\n", "--set")
    place = tuple(int(part) if part.isdigit() else part for part in parts)
    return Setting(place, held.data.get("value"), f"--set {text}")
