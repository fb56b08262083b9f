"""Dated changes laid over a regime: each date begins an epoch with a whole regime of its own.

A merge that nobody checks is how files rot, so each epoch is validated as if it had been written out, and
what is wrong is reported at the line of the amendment that wrote it. Mappings merge key by key; lists and
single values are replaced; a mapping of another `kind` is replaced whole; `none` under `conducts`, `sources`,
`lists` and `consequences` abolishes the entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic import ValidationError

from demerit.documents import Document, plain, problems_of
from demerit.documents.reading import Position, Where
from demerit.documents.remembering import remembered
from demerit.errors import InvalidFile
from demerit.regime.merging import ABOLISHED, merged
from demerit.regime.model import Regime
from demerit.regime.values import resolved
from demerit.regime.written_out import written_out

FIXED = ("demerit", "regime", "amendments")


class Epoch(NamedTuple):
    """A regime as it stands from a date on.

    Attributes:
        begins: the first day, or None for the regime as first written.
        regime: the whole regime, without amendments.
    """

    begins: dt.date | None
    regime: Regime


def amended(document: Document) -> list[tuple[Any, Document]]:
    """Return a regime document in all its dated forms, each with the positions of what wrote its values.

    Args:
        document: as read; its amendments are a list of mappings.

    Returns:
        (date as written or None, document without amendments) in the order written.

    Raises:
        InvalidFile: an amendment changes what cannot change, or abolishes what is not there; what the file
            says once for many places is wrong.
    """
    return dated(written_out(document))


def dated(document: Document) -> list[tuple[Any, Document]]:
    """Return a document that is written out already in all its dated forms; as `amended`.

    Raises:
        InvalidFile: as for `amended`, but for what a file says once.
    """
    data = {key: value for key, value in document.data.items() if key != "amendments"}
    current = Document(document.path, data, document.keys, document.values, document.text, document.origins)
    forms: list[tuple[Any, Document]] = [(None, current)]
    for index, amendment in enumerate(document.data.get("amendments") or []):
        top: Where = ("amendments", index)
        change = {key: value for key, value in amendment.items() if key != "from"}
        _refuse_fixed(document, current.data, change, top)
        data = merged(current.data, change)
        keys, values, origins = dict(current.keys), dict(current.values), dict(current.origins)
        for path in _paths(change):
            source = (*top, *path)
            _take(path, source, document, keys, values, origins)
        current = Document(document.path, data, keys, values, document.text, origins)
        forms.append((amendment.get("from"), current))
    return forms


def _take(
    path: Where,
    source: Where,
    document: Document,
    keys: dict[Where, Position],
    values: dict[Where, Position],
    origins: dict[Where, Where],
) -> None:
    if source in document.values:
        values[path] = document.values[source]
        origins[path] = document.origins.get(source, source)
    if source in document.keys:
        keys[path] = document.keys[source]


def _paths(data: Any, path: Where = ()) -> list[Where]:
    found = [path] if path else []
    pairs = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        found += _paths(value, (*path, key))
    return found


def _refuse_fixed(document: Document, data: Mapping[str, Any], change: Mapping[str, Any], top: Where) -> None:
    problems = [
        document.problem(
            (*top, key),
            f"an amendment cannot change {key!r}",
            found=key,
            key=True,
            next_step="remove it; another regime is another file",
        )
        for key in FIXED
        if key in change
    ]
    for catalogue in ABOLISHED:
        entries = change.get(catalogue)
        for name, value in entries.items() if isinstance(entries, Mapping) else ():
            if value == "none" and name not in (data.get(catalogue) or {}):
                problems.append(
                    document.problem(
                        (*top, catalogue, name),
                        f"there is no {name!r} to abolish",
                        found=name,
                        key=True,
                        allowed=", ".join(data.get(catalogue) or {}) or None,
                        next_step="mend the name",
                    )
                )
    if not change:
        problems.append(
            document.problem(
                top, "this amendment changes nothing", next_step="add what changes, or remove it"
            )
        )
    if problems:
        raise InvalidFile(problems)


@remembered(16)
def epochs(regime: Regime) -> tuple[Epoch, ...]:
    """Return a checked regime in all its dated forms; the first has no date.

    Args:
        regime: as loaded.

    Returns:
        Whole regimes without amendments, dates ascending.

    Raises:
        InvalidFile: an amended form is wrong (never for a regime that `load` returned).
    """
    return tuple(Epoch(each.begins, resolved(each.regime)) for each in as_written(regime))


@remembered(16)
def as_written(regime: Regime) -> tuple[Epoch, ...]:
    """Return a checked regime in all its dated forms, with names of values where the file has them.

    What is drawn is drawn here, so that a value with a name has one in all places that use it.

    Args:
        regime: as loaded.

    Returns:
        As `epochs`.

    Raises:
        InvalidFile: as for `epochs`.
    """
    if not regime.amendments:
        return (Epoch(None, regime),)
    data = plain(regime)
    document = Document(f"<{regime.regime}>", data)
    made: list[Epoch] = []
    dates = [None, *(amendment.begins for amendment in regime.amendments)]
    for begins, (_, form) in zip(dates, dated(document), strict=True):
        made.append(Epoch(begins, read_form(form, begins)))
    return tuple(made)


def read_form(document: Document, begins: object = None) -> Regime:
    """Return one dated form as a checked regime.

    Args:
        document: the form, with the positions of what wrote its values.
        begins: the date of its amendment, for problems at lines that were right before it.

    Raises:
        InvalidFile: at the lines that wrote what is wrong.
    """
    try:
        return Regime.model_validate(document.data)
    except ValidationError as error:
        problems = [
            problem
            if begins is None or problem.where.startswith("amendments")
            else replace(problem, message=f"{problem.message} once the amendment of {begins} holds")
            for problem in problems_of(document, Regime, error)
        ]
        raise InvalidFile(problems) from None
