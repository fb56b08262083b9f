"""A rule's own words, as its file quotes them: shown where the page tells what the rule does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demerit.regime.amendments import epochs
from demerit.regime.guarding import AT
from demerit.regime.loading import load
from demerit.report.sentences import words_of

WHAT = {
    "conducts": "the conduct {}",
    "lists": "the list of {}",
    "consequences": "the consequence {}",
    "triggers": "the rule {}",
    "safeguards": "the safeguards {}",
}
"""What is quoted, by the section of the file."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of one rule.

    Attributes:
        section: of the file.
        name: of the entry; empty for a section without entries.
        words: as the file has them.
        source: title of where they were read.
        language: code of the language in which they stand in the file.
    """

    section: str
    name: str
    words: str
    source: str
    language: str

    @property
    def of(self) -> str:
        """Return what is quoted, in words."""
        return WHAT[self.section].format(words_of(self.name)).rstrip()


def quotations(folder: Path) -> tuple[Quotation, ...]:
    """Return what the rules of a run say of themselves, in the order of the file; the words in force last.

    Args:
        folder: of the run.
    """
    path = folder / "regime.yaml"
    if not path.is_file():
        return ()
    found: dict[tuple[str, str], Quotation] = {}
    for _, form in epochs(load(path)):
        for section in WHAT:
            part: Any = getattr(form, section)
            if section == AT:
                part = {name: guard.bundle for name, guard in form.bundles.items()}
            for name, rule in part.items():
                if (text := rule.text) is not None:
                    known = form.references[text.source].title if text.source in form.references else ""
                    found[section, name] = Quotation(section, name, text.words, known, text.language)
    return tuple(found.values())
