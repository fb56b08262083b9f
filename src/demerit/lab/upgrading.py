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
        waiting: places that stay as version 1 writes them, since nothing says them otherwise yet.
        out: where the text was written; None if nowhere.
        differs: what runs of the two differ in, if that was asked for; None otherwise.
    """

    kind: str
    path: Path
    text: str
    changed: bool
    readings: tuple[Problem, ...] = ()
    waiting: tuple[Problem, ...] = ()
    out: Path | None = None
    differs: tuple[str, ...] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the facts by name, as `demerit upgrade --json` prints them."""
        return {
            "kind": self.kind,
            "file": str(self.path),
            "changed": self.changed,
            "out": str(self.out) if self.out else None,
            "two_readings": [str(each) for each in self.readings],
            "as_version_1_writes_it": [str(each) for each in self.waiting],
            "differs": list(self.differs) if self.differs is not None else None,
            "text": self.text,
        }


def upgrade(
    target: str | Path,
    *,
    out: str | Path | None = None,
    check: bool = False,
    society: str | Path | None = None,
) -> Upgraded:
    """Carry a file from version 1 of the language to version 2 and say where its meaning had two readings.

    The regime means what it meant: where there are two readings, that of version 1 is written, and the other
    is named. Comments stay.

    Args:
        target: a file, or a name of the gallery, of a regime first.
        out: where to write it; the file itself, or one that is not there yet. Left out, nothing is written.
        check: whether to run a regime both ways on 20,000 synthetic people and say what differs.
        society: in which society to run it, by name or file; left out, as `run` would.

    Raises:
        InvalidFile: the file is wrong by itself.
        WrongUse: `out` is another file; `check` is asked of a file that is no regime.
    """
    from demerit.documents import gallery, read

    named = "regime" if str(target) in gallery.names("regime") else None
    path, kind = file_of_kind(target, named)
    to = _writable(path, out)
    if (check or society is not None) and kind != "regime":
        raise WrongUse(
            f"{path} is a {kind}: only a regime means more in version 2. Next: upgrade it without --check."
        )
    document = read(path)
    upgraded, readings, waiting = _carried(document, kind)
    if to is not None and upgraded.text != (to.read_text(encoding="utf-8") if to.exists() else None):
        to.write_text(upgraded.text, encoding="utf-8")
    differs = None
    if check:
        from demerit.lab.comparing import differences

        differs = differences(document, upgraded, target, society)
    changed = upgraded.text != document.text
    return Upgraded(kind, path, upgraded.text, changed, readings, waiting, to, differs)


def _writable(path: Path, out: str | Path | None) -> Path | None:
    if out is None:
        return None
    to = Path(out)
    if to.exists() and not to.samefile(path):
        raise WrongUse(f"{to} is there already. Next: name a file that is not, or {path} itself.")
    return to


def _carried(document: Document, kind: str) -> tuple[Document, tuple[Problem, ...], tuple[Problem, ...]]:
    from demerit.documents import edited

    if kind == "regime":
        from demerit.regime import loading
        from demerit.regime.upgrading.carrying import as_version_1, carried, told

        loading.from_document(as_version_1(document))
        made = carried(document)
        loading.from_document(made.document)
        return made.document, *told(made)
    _checked(document, kind)
    if document.data.get("demerit") == 1:
        document = edited(document, ("demerit",), 2)
        _checked(document, kind)
    return document, (), ()


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
