"""The verb `upgrade`: a file of version 1 of the language carried to version 2, with its comments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.errors import Problem, WrongUse
from demerit.lab.files import file_of_kind

if TYPE_CHECKING:
    from demerit.documents import Document


@dataclass(frozen=True)
class Upgraded:
    """A file as version 2 writes it.

    Attributes:
        kind: regime, society, scenario or targets.
        path: of the file as it was.
        text: of the file as it becomes, comments kept.
        changed: whether there was anything to do.
        readings: places whose meaning had two readings, each with what is written now and what else may be;
            their lines are those of the new text.
        out: where the text was written; None if nowhere.
    """

    kind: str
    path: Path
    text: str
    changed: bool
    readings: tuple[Problem, ...] = ()
    out: Path | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit upgrade --json` prints them."""
        return {
            "kind": self.kind,
            "file": str(self.path),
            "changed": self.changed,
            "out": str(self.out) if self.out else None,
            "two_readings": [str(each) for each in self.readings],
            "text": self.text,
        }


def upgrade(target: str | Path, *, out: str | Path | None = None) -> Upgraded:
    """Carry a file from version 1 of the language to version 2 and say where its meaning had two readings.

    The regime means what it meant: where there are two readings, that of version 1 is written, and the other
    is named. Comments stay.

    Args:
        target: a file, or a name of the gallery, of a regime first.
        out: where to write it; the file itself, or one that is not there yet. Left out, nothing is written.

    Raises:
        InvalidFile: the file is wrong by itself, or something of it cannot be carried.
        WrongUse: `out` is another file.
    """
    from demerit.documents import gallery, read

    named = "regime" if str(target) in gallery.names("regime") else None
    path, kind = file_of_kind(target, named)
    to = _writable(path, out)
    document = read(path)
    upgraded, readings = _carried(document, kind)
    if to is not None and upgraded.text != (to.read_text(encoding="utf-8") if to.exists() else None):
        to.write_text(upgraded.text, encoding="utf-8")
    changed = upgraded.text != document.text
    return Upgraded(kind, path, upgraded.text, changed, readings, to)


def _writable(path: Path, out: str | Path | None) -> Path | None:
    if out is None:
        return None
    to = Path(out)
    if to.exists() and not to.samefile(path):
        raise WrongUse(f"{to} is there already. Next: name a file that is not, or {path} itself.")
    return to


def _carried(document: Document, kind: str) -> tuple[Document, tuple[Problem, ...]]:
    from demerit.documents import edited

    if kind == "regime":
        from demerit.regime import loading
        from demerit.regime.upgrading.carrying import carried, told

        made = carried(document)
        loading.from_document(made.document)
        return made.document, told(made)
    if document.data.get("demerit") == 1:
        document = edited(document, ("demerit",), 2)
    _checked(document, kind)
    return document, ()


def _checked(document: Document, kind: str) -> None:
    """Refuse a wrong society, scenario or file of targets."""
    from demerit.documents import validate

    if kind == "society":
        from demerit.society.loading import checked

        checked(document)
    elif kind == "scenario":
        from demerit.scenario.model import Scenario

        validate(document, Scenario)
    else:
        from demerit.audit.targets import Targets

        validate(document, Targets)
