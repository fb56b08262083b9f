"""Go through a model value by value: its quantities with their paths, its plain form, its digest.

Paths use the keys of the file (`from`, not `from_`), because they name values to people, key the draws of
assumed ranges and look up lines. The digest hashes meaning, not text: comments, order of keys and `0.3 %`
against `0.003` change nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from demerit.documents.models import Derived
from demerit.documents.once import once
from demerit.documents.reading import Where
from demerit.documents.remembering import remembered
from demerit.quantities import Quantity, Table, number_text

M = TypeVar("M", bound=BaseModel)


def fields_of(model: BaseModel) -> Iterator[tuple[str, str, Any]]:
    """Yield (field name, key in the file, value) for each field of a model."""
    for name, key in _keys(type(model)):
        yield name, key, getattr(model, name)


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return (field name, key in the file) for each field of a kind of model that is not written out."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if once(field.metadata) is None
    )


def walk(value: Any, path: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Give every leaf below a value with its path; quantities and tables are leaves.

    Args:
        value: a model, mapping, list or leaf.
        path: where it stands.
    """
    if isinstance(value, BaseModel) and not path:
        return iter(_leaves(value))
    found: list[tuple[Where, Any]] = []
    _gather(value, path, found)
    return iter(found)


@remembered(64)
def _leaves(model: BaseModel) -> Sequence[tuple[Where, Any]]:
    """Return the leaves of a model, which is asked for them many times over."""
    found: list[tuple[Where, Any]] = []
    for _, key, inner in fields_of(model):
        _gather(inner, (key,), found)
    return found


def _gather(value: Any, path: Where, found: list[tuple[Where, Any]]) -> None:
    """Add every leaf below a value; most values are leaves, so these are told first."""
    if isinstance(value, _LEAVES):
        found.append((path, value))
    elif isinstance(value, BaseModel):
        for _, key, inner in fields_of(value):
            _gather(inner, (*path, key), found)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _gather(inner, (*path, str(key)), found)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            _gather(inner, (*path, index), found)
    else:
        found.append((path, value))


_LEAVES = (Quantity, Table, str, int, Decimal, type(None))


def plain(value: Any) -> Any:
    """Return a model as plain data that a file could hold and that reads back as an equal model."""
    if isinstance(value, BaseModel):
        extra = value.model_extra or {}
        return {key: plain(inner) for _, key, inner in fields_of(value)} | plain(extra)
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items() if not isinstance(inner, Derived)}
    if isinstance(value, Table):
        return value.plain()
    if isinstance(value, Quantity):
        if not value.note:
            return str(value)
        return _with_note(value)
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return number_text(value)
    if value is None:
        return "none"
    if type(value) in (bool, int):  # a number that is written otherwise says how (`__str__`)
        return value
    return str(value)


def _with_note(value: Quantity) -> dict[str, Any]:
    made: dict[str, Any] = {"value": number_text(value.value)}
    if value.unit:
        made["unit"] = value.unit
    if value.reference:
        made["from"] = value.reference
    if value.assumed:
        made["assumed"] = [number_text(value.assumed.low), number_text(value.assumed.high)]
        made["log"] = value.assumed.log
    made["note"] = value.note
    return made


@remembered(64)
def digest(model: BaseModel) -> str:
    """Return the SHA-256, in hex, of a model's canonical JSON."""
    text = json.dumps(plain(model), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def replaced(value: M, change: Callable[[Where, Any], Any]) -> M:
    """Return a copy of a model in which each quantity and table is what `change(path, it)` returns.

    Args:
        value: a model; it stays as it is.
        change: called with the path and the quantity or table; must return one of the same kind.
    """
    made = _replaced(value, (), change)
    assert isinstance(made, type(value))
    return made


def _replaced(value: Any, path: Where, change: Callable[[Where, Any], Any]) -> Any:
    if isinstance(value, (Quantity, Table)):
        return change(path, value)
    if isinstance(value, _LEAVES):
        return value
    if isinstance(value, BaseModel):
        new = {name: _replaced(inner, (*path, key), change) for name, key, inner in fields_of(value)}
        changed = {name: inner for name, inner in new.items() if inner is not getattr(value, name)}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, Mapping):
        items = {key: _replaced(inner, (*path, str(key)), change) for key, inner in value.items()}
        return items if any(items[key] is not inner for key, inner in value.items()) else value
    if isinstance(value, (list, tuple)):
        made = [_replaced(inner, (*path, index), change) for index, inner in enumerate(value)]
        if all(new is old for new, old in zip(made, value, strict=True)):
            return value
        return type(value)(made)
    return value
