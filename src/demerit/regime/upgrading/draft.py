"""A regime's file while it is carried to another version: its text, what it says from when on, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from demerit.documents import Document, parse
from demerit.documents.reading import Where
from demerit.documents.recasting import Recasting
from demerit.regime.defaults import DEFAULTS, filled
from demerit.regime.merging import merged


@dataclass(frozen=True)
class Reading:
    """A place of the file whose meaning had two readings.

    Attributes:
        path: in the file as it becomes.
        chosen: what is written there.
        why: what version 1 meant by it.
        instead: the other reading, as it would be written.
    """

    path: Where
    chosen: str
    why: str
    instead: str


class Change(NamedTuple):
    """An entry of a section in one part of the file.

    Attributes:
        path: of the entry; it need not be written there if defaults alone change it.
        before: what the entry said, with its defaults, before this part; None if it is new.
        after: what it says from this part on.
    """

    path: Where
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


def tops(document: Document) -> list[Where]:
    """Return the paths of a file's parts: itself, then its amendments."""
    amendments = document.data.get("amendments")
    number = len(amendments) if isinstance(amendments, list) else 0
    return [(), *(("amendments", place) for place in range(number))]


def changes(document: Document, section: str) -> Iterator[Change]:
    """Yield every entry of a section with what it said before and after, part of the file by part."""
    document, _ = filled(document)
    standing: dict[str, Any] = {}
    for top in tops(document):
        entries = document.at((*top, section))
        for name, said in entries.items() if isinstance(entries, Mapping) else ():
            if said == "none":
                standing.pop(name, None)
            elif isinstance(said, Mapping):
                before = standing.get(name)
                standing[name] = merged(before, said, (section, name)) if before is not None else said
                yield Change((*top, section, name), before, standing[name])


class Draft:
    """A file that is being carried; every row takes it from where the one before left it."""

    def __init__(self, document: Document) -> None:
        """Begin with a file as read."""
        self.document = document
        self.recast = Recasting(document.text)
        self.readings: list[Reading] = []

    def settle(self) -> None:
        """Write the changes noted so far; what follows reads the file that they make."""
        text = self.recast.done()
        if text != self.document.text:
            self.document = parse(text, self.document.path)
            self.recast = Recasting(text)

    def at(self, path: Where) -> Any:
        """Return what the file says at a place, or None."""
        return self.document.at(path)

    def tops(self) -> list[Where]:
        """Return the paths of the file's parts: itself, then its amendments."""
        return tops(self.document)

    def changes(self, section: str) -> Iterator[Change]:
        """Yield every entry of a section with what it said before and after, part of the file by part."""
        return changes(self.document, section)

    def defaults(self, section: str) -> Iterator[Where]:
        """Yield where a section has defaults."""
        for top in self.tops():
            if isinstance(self.at(path := (*top, section, DEFAULTS)), Mapping):
                yield path

    def forms(self) -> Iterator[tuple[Where, Mapping[str, Any]]]:
        """Yield each part of the file with all that holds from it on, defaults filled in."""
        document, _ = filled(self.document)
        data: Any = {key: value for key, value in document.data.items() if key != "amendments"}
        yield (), data
        for number, change in enumerate(document.data.get("amendments") or []):
            data = merged(data, {key: value for key, value in change.items() if key != "from"})
            yield ("amendments", number), data
