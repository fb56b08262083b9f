"""`defaults` of conducts, sources, lists and consequences: keys of every entry that does not say them.

An entry says a key if the file, or an amendment before, writes it there. An amendment may change defaults:
what changes reaches the entries that do not say the key, and no other; one that it brings anew begins with
all of them. A key of a default that every entry says itself would be read and would decide nothing, so it is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from demerit.documents.reading import Document, Where
from demerit.documents.rewriting import Rewriting
from demerit.errors import Problem
from demerit.regime.merging import CATALOGUES, merged, replaces

DEFAULTS = "defaults"
"""The word of a catalogue under which they stand; no entry has it as its name."""


class Entries:
    """Beside a section of entries by name: `defaults` and `from` are words of the section and no names."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe both words to editors, and take them out of the names."""
        made = handler(schema)
        (entry,) = made.pop("patternProperties").values()
        return {
            **made,
            "properties": {
                DEFAULTS: {"type": "object", "description": "Keys of every entry that does not say them."},
                "from": {"type": "string", "description": "Source of the rules below that name none."},
            },
            "if": {"required": [DEFAULTS]},
            "then": {"patternProperties": {_ENTRY: {"type": "object"}}},
            "else": {"patternProperties": {_ENTRY: entry}},
        }


_ENTRY = "^(?!(defaults|from)$)[a-z0-9]+([-_][a-z0-9]+)*$"
"""Names of entries, to an editor; with defaults it cannot know which keys an entry must have."""


def filled(document: Document) -> tuple[Document, list[Problem]]:
    """Return a regime's document with its defaults in the entries that they are for, and what is wrong.

    Args:
        document: as read, with its amendments.
    """
    written = Rewriting(document)
    problems: list[Problem] = []
    for section in CATALOGUES:
        problems += _Section(written, section).fill()
    return written.document(), problems


class _Section:
    """One catalogue of a file while its defaults are being filled in."""

    def __init__(self, written: Rewriting, section: str) -> None:
        self.written, self.section = written, section
        self.defaults: dict[str, Any] = {}
        self.sources: dict[str, Where] = {}
        self.used: dict[str, bool] = {}
        self.entries: dict[str, dict[str, Any]] = {}

    def fill(self) -> Iterator[Problem]:
        """Fill every entry of the file and of its amendments; yield what is wrong."""
        data = self.written.before.data
        amendments = data.get("amendments")
        tops: list[Where] = [()]
        tops += [("amendments", n) for n in range(len(amendments))] if isinstance(amendments, list) else []
        for top in tops:
            here = self.written.before.at((*top, self.section))
            if isinstance(here, Mapping):
                yield from self._part(here, (*top, self.section))
        for key, used in self.used.items():
            if not used:
                yield self.written.before.problem(
                    self.sources[key],
                    f"every entry of {self.section} says `{key}` itself, so this default is for none"
                    if self.entries
                    else f"{self.section} has no entry that this default could be for",
                    found=key,
                    key=True,
                    next_step="remove it, or the key from the entries that it is for",
                )

    def _part(self, here: Mapping[str, Any], path: Where) -> Iterator[Problem]:
        changed: dict[str, Any] = {}
        if DEFAULTS in here:
            given = here[DEFAULTS]
            self.written.remove((*path, DEFAULTS))
            if not isinstance(given, Mapping):
                yield self.written.before.problem(
                    (*path, DEFAULTS),
                    f"`defaults` holds keys of {self.section}, and this is one value",
                    allowed="defaults: {KEY: VALUE, ...}",
                    next_step="write the keys below it; no entry can be called `defaults`",
                )
                return
            changed = dict(given)
            for key in changed:
                self.sources[key] = (*path, DEFAULTS, key)
                self.used.setdefault(key, False)
            self.defaults = merged(self.defaults, changed)
        for name in [name for name, entry in here.items() if entry == "none"]:
            self.entries.pop(name, None)
        standing = dict(self.entries)
        for name, entry in here.items():
            if isinstance(entry, Mapping) and name != DEFAULTS:
                if name in standing and not self._replaces(standing[name], entry):
                    standing[name] |= entry
                    continue
                self._put((*path, name), self.defaults, entry)
                self.entries[name] = dict(entry)
                standing.pop(name, None)
        for name, said in standing.items():
            self._reach((*path, name), changed, said)

    def _replaces(self, before: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
        """Return whether an entry of an amendment is of another kind, and so stands in place of the first."""
        kind = before.get("kind", self.defaults.get("kind"))
        return kind is not None and replaces({"kind": kind}, entry, (self.section,))

    def _reach(self, path: Where, changed: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        """Put changed defaults into an entry that stood before, as this part of the file changes it."""
        rest = {key: self.defaults[key] for key in changed if key not in said}
        if rest and path[-1] not in self.written.at(path[:-1]):
            self.written.put(path, {}, (*path[:-1], DEFAULTS))
        self._put(path, rest, said)

    def _put(self, path: Where, defaults: Mapping[str, Any], said: Mapping[str, Any]) -> None:
        for key, value in defaults.items():
            if key not in said:
                self.written.put((*path, key), value, self.sources[key])
                self.used[key] = True
