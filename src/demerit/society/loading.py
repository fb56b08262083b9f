"""From a society's file, or its name in the gallery, to a checked recipe."""

from __future__ import annotations

from pathlib import Path

from demerit.documents import Document, gallery, read, validate
from demerit.errors import InvalidFile
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

    Small entries are for the packaged teaching societies only (and copies of them, such as those that runs
    keep): anybody else's file could count a real village.

    Raises:
        InvalidFile: with every problem found, by line.
    """
    recipe = validate(document, Recipe)
    if recipe.teaching and not _packaged(recipe, document):
        raise InvalidFile(
            [
                document.problem(
                    ("teaching",),
                    "only the gallery's teaching societies may hold small entries",
                    found="true",
                    allowed="false",
                    key=True,
                    next_step="remove it, and merge entries of fewer than 10,000 people",
                )
            ]
        )
    return recipe


def _packaged(recipe: Recipe, document: Document) -> bool:
    """Return whether a teaching society is one of the gallery's, by name and by whom it stands for."""
    if recipe.society not in gallery.names("society"):
        return False
    home = gallery.find("society", recipe.society)
    if Path(document.path) == home:
        return True
    ours = read(home).data
    return bool(ours.get("teaching")) and ours.get("represents") == document.data.get("represents")
