"""A document written out anew by a rule of its language, in which every value keeps the line that wrote it.

What a file says once for many places (defaults, the source of its numbers) is put where it holds before the
models read it, so that there is one form of a file below the language. A problem there, or a rule that a life
goes back to, must still be shown at the line of the file: so a value that is put somewhere takes its
positions and its origin along.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from demerit.documents.reading import Document, Where


class Rewriting:
    """A document that is being written out; the one that it is made of stays as it is."""

    def __init__(self, document: Document) -> None:
        """Begin with a document as it stands."""
        self.before = document
        self.data: dict[str, Any] = copy.deepcopy(document.data)
        self._keys, self._values = dict(document.keys), dict(document.values)
        self._origins = dict(document.origins)
        self.changed = False

    def at(self, path: Where) -> Any:
        """Return what stands at a path now."""
        here: Any = self.data
        for part in path:
            here = here[part]
        return here

    def put(self, path: Where, value: Any, source: Where) -> None:
        """Write a value at a path; it and all below it stand at the lines of its source from now on.

        Args:
            path: where; what is above it exists.
            value: plain data.
            source: the path in the document as it was that wrote the value.
        """
        self.at(path[:-1])[path[-1]] = copy.deepcopy(value)
        for step in ((), *_below(value)):
            here, there = (*path, *step), (*source, *step)
            for positions, were in ((self._keys, self.before.keys), (self._values, self.before.values)):
                if there in were:
                    positions[here] = were[there]
            self._origins[here] = self.before.origins.get(there, there)
        self.changed = True

    def reword(self, path: Where, value: Any) -> None:
        """Write a value in place of another, at the line of that one."""
        self.at(path[:-1])[path[-1]] = value
        self.changed = True

    def remove(self, path: Where) -> None:
        """Take a key away."""
        del self.at(path[:-1])[path[-1]]
        self.changed = True

    def document(self) -> Document:
        """Return the document as written out; the one it began with if nothing was changed."""
        if not self.changed:
            return self.before
        return Document(
            self.before.path, self.data, self._keys, self._values, self.before.text, self._origins
        )


def _below(value: Any, path: Where = ()) -> list[Where]:
    """Return the paths of all that stands below a value."""
    found: list[Where] = []
    pairs = (
        value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in pairs:
        found += [(*path, key), *_below(inner, (*path, key))]
    return found
