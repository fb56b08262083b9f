"""Files of the gallery, read once on a machine: their data and positions are kept beside the machine code.

A careful reader takes a tenth of a second for a society, which is more than its people take to live a year,
and the package's own files do not change. What was read is kept as JSON under a digest of the text and of the
reader, and beside a digest of itself: a changed text, a changed reader or a file cut short is read again.
Of users' files nothing is kept on the disk; but one is read once in a process, and one with the text of a
gallery file, as a run has in its folder, not at all.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from demerit.chance.compiling import cache_root
from demerit.chance.keeping import keep, kept
from demerit.documents import reading
from demerit.documents.gallery import ROOT
from demerit.documents.opening import text_of
from demerit.documents.reading import Document, Position, Where

_DATE: Final = "\0date"  # no key of a file, since no file may hold the sign


def read(path: Path | str) -> Document:
    """Read a YAML 1.2 file.

    Args:
        path: the file; at most 1 MB of UTF-8.

    Returns:
        The document; its top is a mapping.

    Raises:
        InvalidFile: the file is absent, too large, not UTF-8 or not the YAML that we read; with line and
        column.
    """
    text = text_of(path)
    file = _file(text)
    body = kept(file) or _HELD.get(file)
    if body is not None:
        return _document(body, text, str(path))
    found = reading.parse(text, str(path))
    _keep(file, _body(found), own=Path(path).is_relative_to(ROOT))
    return found


_HELD: Final[dict[Path, bytes]] = {}
"""What was read last of other files, by the name it would be kept under: the files of one run, many times."""
_MOST_HELD: Final = 16


def _keep(file: Path, body: bytes, *, own: bool) -> None:
    """Keep what was read of a file of the package; hold what was read of another while the process lasts."""
    if own:
        keep(file, body)
        return
    while len(_HELD) >= _MOST_HELD:
        _HELD.pop(next(iter(_HELD)), None)
    _HELD[file] = body


def _file(text: str) -> Path:
    name = hashlib.sha256(f"{_reader()}:{text}".encode()).hexdigest()
    return cache_root() / "documents" / f"{name[:32]}.json"


@cache
def _reader() -> str:
    """Return a digest of what reads: this module, the reader, the parser."""
    sources = b"".join(Path(file).read_bytes() for file in (__file__, reading.__file__))
    return hashlib.sha256(sources + version("ruamel.yaml").encode()).hexdigest()


def _document(body: bytes, text: str, name: str) -> Document:
    data, keys, values = json.loads(body, object_hook=_date)
    return Document(name, data, _positions(keys), _positions(values), text)


def _body(document: Document) -> bytes:
    parts = [document.data, *([[*at] for at in each.items()] for each in (document.keys, document.values))]
    return json.dumps(parts, ensure_ascii=False, default=_dated).encode()


def _positions(listed: list[Any]) -> dict[Where, Position]:
    return {tuple(path): (line, column) for path, (line, column) in listed}


def _date(held: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(held[_DATE]) if _DATE in held else held


def _dated(value: Any) -> dict[str, str]:
    assert isinstance(value, dt.date)
    return {_DATE: value.isoformat()}
