"""`declared`: words that decide nothing in a run, apart from those that do.

A word that decides nothing stands under `declared`, of the file or of the part that it is about, so that
whoever reads a rule sees what of it a run follows. In the parts below the language it has the place that it
always had, where lint, the report and readers of the parts find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from demerit.documents.once import once
from demerit.documents.reading import Document, Where
from demerit.documents.rewriting import Rewriting
from demerit.documents.shapes import below, fields_under, fitting, is_model
from demerit.errors import Problem, nearest_name
from demerit.regime.merging import CATALOGUES

DECLARED = "declared"


def lifted(document: Document, model: type[BaseModel]) -> tuple[Document, list[Problem]]:
    """Return a regime's document with what stands under `declared` in its places, and what is wrong.

    Args:
        document: as read, with its amendments, its defaults filled in.
        model: the class of its top.
    """
    lifting = _Lifting(document)
    problems = list(lifting.part([model], document.data, ()))
    amendments = document.data.get("amendments")
    for index, change in enumerate(amendments if isinstance(amendments, list) else []):
        if isinstance(change, Mapping):
            problems += lifting.part([model], change, ("amendments", index))
    return lifting.written.document(), problems


class _Lifting:
    """A document while what it declares is put into its places."""

    def __init__(self, document: Document) -> None:
        self.written, self.document = Rewriting(document), document

    def part(self, kinds: list[Any], data: Any, at: Where) -> Iterator[Problem]:
        """Go through all that stands below a place; yield what is wrong."""
        if isinstance(data, list):
            for place, value in enumerate(data):
                yield from self.part(
                    [each for kind in kinds for each in below(kind, place)], value, (*at, place)
                )
        if not isinstance(data, Mapping):
            return
        kinds = fitting(kinds, data)
        models = [kind for kind in kinds if is_model(kind)]
        words = dict(word for model in models for word in _words(model))
        if DECLARED in data and words:
            yield from self._lift(data, words, models, at)
        elif DECLARED in data and at[-1:] in [(section,) for section in CATALOGUES]:
            yield self._of_a_section((*at, DECLARED))
            self.written.remove((*at, DECLARED))
        for key, value in data.items():
            if key not in (DECLARED, "amendments", "references"):
                yield from self.part([each for kind in kinds for each in below(kind, key)], value, (*at, key))

    def _lift(
        self, data: Mapping[str, Any], words: Mapping[str, Where], models: list[type[BaseModel]], at: Where
    ) -> Iterator[Problem]:
        given = data[DECLARED]
        self.written.remove((*at, DECLARED))
        if not isinstance(given, Mapping):
            yield self.document.problem(
                (*at, DECLARED),
                "`declared` holds words and what they say, and this is one value",
                allowed=f"declared: {{WORD: VALUE}} with {', '.join(words)}",
                next_step="write the words below it",
            )
            return
        for word, value in given.items():
            source = (*at, DECLARED, word)
            if word not in words:
                yield self._unknown(word, words, models, source)
            elif self._taken(at, words[word]):
                yield self.document.problem(
                    source,
                    f"{word!r} stands here and outside of `declared`",
                    found=word,
                    key=True,
                    next_step="keep one of them; a word that decides nothing stands under `declared`",
                )
            else:
                self.written.put((*at, *words[word]), value, source)

    def _taken(self, at: Where, place: Where) -> bool:
        """Return whether something stands at a place of a part; make the mapping that it lies in."""
        here = self.written.at(at)
        for depth, step in enumerate(place[:-1], start=1):
            if step not in here:
                self.written.put((*at, *place[:depth]), {}, (*at, DECLARED))
            here = here[step]
            if not isinstance(here, Mapping):
                return True
        return place[-1] in here

    def _unknown(
        self, word: str, words: Mapping[str, Where], models: list[type[BaseModel]], source: Where
    ) -> Problem:
        decides = any(field for model in models for field in fields_under(model, word))
        return self.document.problem(
            source,
            f"{word!r} is no word that is only declared: it stands beside `declared`, not under it"
            if decides
            else f"{word!r} is nothing that can be declared here",
            found=word,
            allowed=", ".join(words),
            nearest=None if decides else nearest_name(word, words),
            next_step="move it one level up" if decides else "mend the word or remove the line",
            key=True,
        )

    def _of_a_section(self, path: Where) -> Problem:
        return self.document.problem(
            path,
            f"{DECLARED!r} is no name of an entry, and a whole section declares nothing",
            found=DECLARED,
            key=True,
            next_step="write `defaults: {declared: {...}}` for all entries, or `declared` in one",
        )


def _words(model: type[BaseModel]) -> Iterator[tuple[str, Where]]:
    """Yield the words that a part may declare, with the place of each below the part."""
    for field in fields_under(model, DECLARED):
        said = once(field.metadata)
        yield from (said.lifts if said is not None else {}).items()
