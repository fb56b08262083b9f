"""Canonical rows and their digest: what a table says, apart from how a file happens to store it.

Parquet files of the same rows differ between library versions, compressions and numbers of threads, so a
digest of a file's bytes would refuse honest runs. The digest here is of the values:

* one draw's rows of one table form a *block*, sorted by the table's key columns (integers by value, text by
  its UTF-8 bytes), each key once;
* a block's digest is the SHA-256 of a header followed by its columns in the schema's order. The header is
  JSON with sorted keys and no spaces, `{"columns":[[name,"int64"|"text"],...],"rows":n,"table":name}`, as
  UTF-8, preceded by its length. An integer column is its values as little-endian int64. A text column is the
  number of its distinct texts, these texts in byte order, each as length and UTF-8, then for each row the
  place of its text among them. All lengths, counts and places are little-endian int64;
* a table's digest is the SHA-256 of `{"blocks":[[draw,rows,digest],...],"columns":...,"table":name}` in the
  same JSON, blocks by draw.

Text goes in as distinct texts and places because three million Python strings take longer to build than
everything else here together. Blocks a draw keep memory bounded, and name the draw that was damaged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.counted.table import Coded, Integers, Table

Values = NDArray[Any] | Coded | Sequence[str] | int | str
"""What a column may be given as; one int or str stands for every row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's rows in canonical order: integer columns as int64, text columns as `Coded`, labels sorted."""

    table: Table
    count: int
    columns: Mapping[str, Integers | Coded]

    def integers(self, name: str) -> Integers:
        """Return the integer column `name`."""
        column = self.columns[name]
        assert not isinstance(column, Coded)
        return column


@dataclass(frozen=True, slots=True)
class Block:
    """Number of rows and digest of one draw's rows."""

    draw: int
    rows: int
    digest: str


def canonical(table: Table, columns: Mapping[str, Values]) -> Rows:
    """Check and sort the `columns` of `table`.

    Raises ValueError for missing, unknown or unequally long columns, values that are not integers or text,
    texts that the schema does not allow, and two rows of one key.
    """
    _check_names(table, columns)
    count = _length(table, columns)
    rows: dict[str, Integers | Coded] = {}
    for column in table.columns:
        where = f"{table.name}.{column.name}"
        given = columns[column.name]
        if column.kind == "int":
            rows[column.name] = _integers(given, count, where)
        else:
            coded = _coded(given, count, where)
            if column.allowed is not None and (odd := set(coded.labels) - set(column.allowed)):
                raise ValueError(f"{where}: {sorted(odd)} not among {list(column.allowed)}")
            rows[column.name] = coded
    order = _order(table, rows, count)
    if order is not None:
        rows = {name: _take(column, order) for name, column in rows.items()}
    return Rows(table, count, rows)


def blocks(rows: Rows) -> list[Block]:
    """Digest each draw of `rows` apart; blocks come by draw."""
    draws = rows.integers("draw")
    if rows.count == 0:
        return []
    edges = [0, *(np.flatnonzero(np.diff(draws)) + 1).tolist(), rows.count]
    return [
        Block(int(draws[low]), high - low, _block_digest(rows, low, high))
        for low, high in zip(edges[:-1], edges[1:], strict=True)
    ]


def table_digest(table: Table, parts: Sequence[Block]) -> str:
    """Digest of a whole table, in hex, from its blocks in any order."""
    inside = [[part.draw, part.rows, part.digest] for part in sorted(parts, key=lambda part: part.draw)]
    text = _json({"blocks": inside, "columns": _columns(table), "table": table.name})
    return hashlib.sha256(text).hexdigest()


def _block_digest(rows: Rows, low: int, high: int) -> str:
    table = rows.table
    header = _json({"columns": _columns(table), "rows": high - low, "table": table.name})
    sha = hashlib.sha256(_length_bytes(len(header)) + header)
    for column in table.columns:
        values = rows.columns[column.name]
        if isinstance(values, Coded):
            texts, codes = _used(values.codes[low:high], values.labels)
            sha.update(_length_bytes(len(texts)))
            for text in texts:
                encoded = text.encode()
                sha.update(_length_bytes(len(encoded)) + encoded)
        else:
            codes = values[low:high]
        sha.update(np.ascontiguousarray(codes, dtype="<i8").data)
    return sha.hexdigest()


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _length_bytes(length: int) -> bytes:
    return length.to_bytes(8, "little")


def _columns(table: Table) -> list[list[str]]:
    return [[column.name, "int64" if column.kind == "int" else "text"] for column in table.columns]


def _check_names(table: Table, columns: Mapping[str, Values]) -> None:
    missing = [name for name in table.names if name not in columns]
    unknown = [name for name in columns if name not in table.names]
    if missing or unknown:
        raise ValueError(f"table {table.name}: missing columns {missing}, unknown columns {unknown}")


def _length(table: Table, columns: Mapping[str, Values]) -> int:
    lengths: dict[int, str] = {}
    for name, values in columns.items():
        if isinstance(values, int | np.integer | str):
            continue
        lengths.setdefault(len(values.codes) if isinstance(values, Coded) else len(values), name)
    if len(lengths) > 1:
        raise ValueError(f"table {table.name}: columns of unequal length {lengths}")
    return next(iter(lengths), 1)


def _integers(given: Values, count: int, where: str) -> Integers:
    if isinstance(given, Coded | str):
        raise ValueError(f"{where} holds integers, not text")
    if isinstance(given, int | np.integer):
        return np.full(count, given, dtype=np.int64)
    array = np.asarray(given)
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    if array.ndim != 1 or not (np.issubdtype(array.dtype, np.integer) or array.dtype == np.bool_):
        raise ValueError(f"{where} holds integers in one dimension, not {array.dtype} of {array.shape}")
    if array.dtype == np.uint64 and int(array.max()) > np.iinfo(np.int64).max:
        raise ValueError(f"{where} holds a value over 2^63 - 1")
    return np.ascontiguousarray(array, dtype=np.int64)


def _coded(given: Values, count: int, where: str) -> Coded:
    """Bring a text column to codes among its own labels, each once and in byte order."""
    if isinstance(given, str):
        given = Coded(np.zeros(count, dtype=np.int64), (given,))
    if isinstance(given, int | np.integer):
        raise ValueError(f"{where} holds text, not integers")
    if not isinstance(given, Coded):
        if count and not all(isinstance(text, str) for text in given):
            raise ValueError(f"{where} holds text only")
        texts = sorted({str(text) for text in given})
        place = {text: number for number, text in enumerate(texts)}
        codes = np.fromiter((place[text] for text in given), dtype=np.int64, count=count)
        given = Coded(codes, tuple(texts))
    if count == 0:
        return Coded(np.zeros(0, dtype=np.int64), ())
    codes = np.asarray(given.codes)
    if codes.ndim != 1 or not np.issubdtype(codes.dtype, np.integer):
        raise ValueError(f"{where}: codes are integers in one dimension, not {codes.dtype} of {codes.shape}")
    if int(codes.min()) < 0 or int(codes.max()) >= len(given.labels):
        raise ValueError(
            f"{where}: codes run from {codes.min()} to {codes.max()}, labels are {len(given.labels)}"
        )
    used, places = _used(np.ascontiguousarray(codes, dtype=np.int64), given.labels)
    if any("\0" in text for text in used):
        raise ValueError(f"{where}: a text holds a NUL character")
    return Coded(places, used)


def _used(codes: Integers, labels: tuple[str, ...]) -> tuple[tuple[str, ...], Integers]:
    """Labels that occur, each once and in byte order, and the codes among them."""
    present = np.flatnonzero(np.bincount(codes, minlength=len(labels)))
    texts = sorted({labels[code] for code in present.tolist()}, key=str.encode)
    place = {text: number for number, text in enumerate(texts)}
    mapping = np.zeros(len(labels), dtype=np.int64)
    for code in present.tolist():
        mapping[code] = place[labels[code]]
    if np.array_equal(mapping, np.arange(len(labels))):
        return tuple(texts), codes
    return tuple(texts), mapping[codes]


def _order(table: Table, rows: Mapping[str, Integers | Coded], count: int) -> Integers | None:
    """Sorting order of the rows; None where they are sorted already. Two rows of one key are an error."""
    if count <= 1:
        return None
    keys = [_codes(rows[name]) for name in table.keys]
    combined = _combined(keys)
    if combined is not None:
        steps = np.diff(combined)
        if bool((steps > 0).all()):
            return None
        order = np.argsort(combined, kind="stable")
        same = np.flatnonzero(np.diff(combined[order]) == 0)
    else:
        order = np.lexsort(keys[::-1])
        equal = np.ones(count - 1, dtype=np.bool_)
        for key in keys:
            equal &= np.diff(key[order]) == 0
        same = np.flatnonzero(equal)
    if same.size:
        at = int(order[same[0]])
        key_text = ", ".join(f"{name}={_shown(rows[name], at)}" for name in table.keys)
        raise ValueError(f"table {table.name}: {same.size} rows repeat a key, the first is {key_text}")
    return order


def _combined(keys: Sequence[Integers]) -> Integers | None:
    """All keys in one integer of the same order; None where 63 bits do not hold it."""
    size = 1
    combined = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        low, high = int(key.min()), int(key.max())
        size *= high - low + 1
        if size >= 2**63:
            return None
        combined *= high - low + 1
        combined += key - low
    return combined


def _codes(column: Integers | Coded) -> Integers:
    return column.codes if isinstance(column, Coded) else column


def _take(column: Integers | Coded, order: Integers) -> Integers | Coded:
    return Coded(column.codes[order], column.labels) if isinstance(column, Coded) else column[order]


def _shown(column: Integers | Coded, at: int) -> str:
    return column.labels[int(column.codes[at])] if isinstance(column, Coded) else str(int(column[at]))
