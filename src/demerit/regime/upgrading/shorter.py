"""What all entries of a section say alike is said once: their keys under `defaults`, their source as `from`.

Whether a file means the same afterwards is not reckoned but tried: it is written out with what it says once
put where it holds, and only a file that says the same then is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from demerit.documents import Document, parse
from demerit.documents.reading import Where
from demerit.documents.recasting import Recasting
from demerit.errors import InvalidFile
from demerit.regime.defaults import DEFAULTS
from demerit.regime.merging import CATALOGUES
from demerit.regime.upgrading.draft import Draft
from demerit.regime.upgrading.entries import entry
from demerit.regime.written_out import written_out

FROM = "from"
FEW = 3
"""Fewer entries than these say nothing once; what they have in common is as short where it stands."""
_OWN = ("enter", "sees", "coverage", "points", "text", "to", "refuse", "price", "favour", "slow", FROM)
"""Keys that say what an entry is, and stay with it though others say the same."""
_OF_SECTION = {"lists": ("kind",)}
"""The same, by section: what a list is to people is said of each."""


def shorter(draft: Draft) -> None:
    """Say once what a section's entries have in common, wherever the file means the same then."""
    draft.settle()
    for section in CATALOGUES:
        for made in (_source, _defaults):
            recast = Recasting(draft.document.text)
            if made(draft, recast, section) and (better := _same(draft.document, recast.done())):
                draft.document = better
    draft.recast = Recasting(draft.document.text)


def _same(document: Document, text: str) -> Document | None:
    """Return the file of a text if it says what the document says."""
    try:
        made = parse(text, document.path)
        return made if written_out(made).data == written_out(document).data else None
    except InvalidFile:
        return None


def _entries(draft: Draft, section: str) -> Iterator[tuple[Where, Mapping[str, Any]]]:
    for top in draft.tops():
        entries = draft.at((*top, section))
        for name, said in entries.items() if isinstance(entries, Mapping) else ():
            if isinstance(said, Mapping) and name != DEFAULTS:
                yield (*top, section, name), said


def _source(draft: Draft, recast: Recasting, section: str) -> bool:
    """Write the source that most entries name as the section's, if all name one."""
    entries = [(path, said) for path, said in _entries(draft, section) if path[0] == section]
    named = Counter(said.get(FROM) for _, said in entries)
    if len(entries) < FEW or None in named or draft.at((section, FROM)) is not None:
        return False
    key, times = named.most_common(1)[0]
    if times < FEW or key == "none":
        return False
    recast.put_first((section,), entry(FROM, key))
    for path, said in entries:
        if said[FROM] == key and len(said) > 1:
            recast.remove((*path, FROM))
    return True


def _defaults(draft: Draft, recast: Recasting, section: str) -> bool:
    """Write keys that all entries say alike as the section's defaults."""
    entries = list(_entries(draft, section))
    first = [said for path, said in entries if path[0] == section]
    if len(first) < FEW:
        return False
    own = (*_OWN, *_OF_SECTION.get(section, ()))
    alike = {
        key: value
        for key, value in first[0].items()
        if key not in own and all(key in said and said[key] == value for said in first)
    }
    if not alike:
        return False
    lines = [entry(key, value) for key, value in alike.items()]
    if isinstance(draft.at((section, DEFAULTS)), Mapping):
        recast.put((section, DEFAULTS), lines)
    else:
        recast.put_first((section,), f"{DEFAULTS}: {{{', '.join(lines)}}}")
    for path, said in entries:
        gone = [key for key in alike if said.get(key) == alike[key]]
        if len(gone) < len(said):
            for key in gone:
                recast.remove((*path, key))
    return True
