"""From a society's file, or its name in the gallery, to a checked recipe."""

from __future__ import annotations

from pathlib import Path

from demerit.documents import Document, gallery, read, validate
from demerit.society.recipe import Recipe


def load(target: Path | str) -> Recipe:
    """Return the society of a file or of the gallery.

    Args:
        target: a path, or a name such as `large-country-2020`.

    Raises:
        InvalidFile: with every problem found, by line.
        WrongUse: the gallery has no such society.
    """
    return checked(read(gallery.resolve("society", target)))


def checked(document: Document) -> Recipe:
    """Return the recipe that a document holds.

    Raises:
        InvalidFile: with every problem found, by line.
    """
    return validate(document, Recipe)
