"""From a society's file, or its name in the gallery, to a checked recipe."""

from __future__ import annotations

from pathlib import Path

from demerit.documents import (
    Document,
    edited,
    gallery,
    read,
    required_version,
    sound_parts,
    told,
    undeclared_references,
    validate,
)
from demerit.errors import InvalidFile, Problem
from demerit.society.bounds import LEAST, SMALLEST
from demerit.society.contradiction import Contradiction
from demerit.society.lower import lower
from demerit.society.recipe import Recipe, complaints
from demerit.society.splitting import unsplit

A_WEEK = 7
"""Days of the longest step: what can be lowered for it can be for a shorter one."""


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

    It is lowered once with its central values, so that numbers which contradict each other are told at a line
    and not by a run. Small entries are for the packaged teaching societies only (and copies of them, such as
    those that runs keep): anybody else's file could count a real village. A wrong file is told all that is
    wrong with it at once: what is wrong with one value, and what the parts that are right by themselves
    contradict.

    Raises:
        InvalidFile: with every problem found, by line.
    """
    required_version(document)
    problems: list[Problem] = []
    if document.data.get("teaching") is True and not _packaged(document):
        problems.append(
            document.problem(
                ("teaching",),
                "only the gallery's teaching societies may hold small entries",
                found="true",
                allowed="false",
                key=True,
                next_step=f"remove it, let the society stand for at least {LEAST:,} people,"
                f" and join entries of fewer than {SMALLEST:,} people",
            )
        )
        document = edited(document, ("teaching",), False)
    try:
        recipe = validate(document, Recipe)
    except InvalidFile as error:
        problems += [*error.problems, *_besides(document)]
    if problems:
        apart = {(each.line, each.column, each.message): each for each in reversed(problems)}
        raise InvalidFile([apart[place] for place in sorted(apart)])
    try:
        lower(recipe, A_WEEK)
    except Contradiction as found:
        raise InvalidFile([document.problem(found.at, found.said, next_step=found.next_step)]) from None
    return recipe


def notes(document: Document, recipe: Recipe) -> list[Problem]:
    """Return what the file of a right society leaves to a rule, each at its line.

    Args:
        document: as read.
        recipe: what `checked` made of it.
    """
    return [
        document.problem(
            path,
            f"the people of {name} are spread over bands of five years as where births have long grown by"
            f" `ages.growth` a year, {recipe.ages.growth}",
            key=True,
            found="",
            next_step="give its bands apart where a source does",
        )
        for path, name in unsplit(recipe)
    ]


def _besides(document: Document) -> list[Problem]:
    """Return what is wrong between those parts of a wrong file that are right by themselves."""
    society, parts = sound_parts(document, Recipe)
    between = [told(document, complaint) for complaint in complaints(society, parts)]
    return [*between, *undeclared_references(document, parts)]


def _packaged(document: Document) -> bool:
    """Return whether a teaching society is one of the gallery's, by name and by whom it stands for."""
    name = document.data.get("society")
    if name not in gallery.names("society"):
        return False
    home = gallery.find("society", name)
    if Path(document.path) == home:
        return True
    ours = read(home).data
    return bool(ours.get("teaching")) and ours.get("represents") == document.data.get("represents")
