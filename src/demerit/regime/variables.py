"""Which variables a condition of a regime may name, and why not the others."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.regime.expressions import ENUMERATIONS, NUMBERS, OF_ORGANISATIONS, OF_PERSONS, SCORE, Names
from demerit.regime.parsing_scores import names_of_scores
from demerit.regime.parsing_terms import TERMS
from demerit.regime.tokens import refuse

_TRAITS = frozenset(NUMBERS) - {SCORE} | frozenset(ENUMERATIONS)
_OF_THE_DAY = ("tenure", "during(", "holds(")
"""How terms begin that go by a person and the day alone."""


def kept_of(names: Iterable[str]) -> list[str]:
    """Return those of the names that a condition reads which the regime keeps: all but traits and the day."""
    return sorted(each for each in names if each not in _TRAITS and not each.startswith(_OF_THE_DAY))


def check(name: str, names: Names, start: int) -> None:
    """Refuse a variable that a regime does not have or may not use.

    Raises:
        Complaint: at the sign that begins at `start`.
    """
    graded = [score for score, grades in names.scores.items() if grades]
    if name == "score" and not names.score and names.scores:
        refuse(
            "no score of this regime is called score",
            start,
            found=name,
            allowed=", ".join(names.scores),
            next_step="name the score that is meant",
        )
    if name == "score" and not names.score:
        refuse(
            "this regime keeps no score",
            start,
            found=name,
            next_step="declare a score or use another name",
        )
    if name == "grade" and not names.grades and graded:
        refuse(
            "this does not say of which score the grade is",
            start,
            found=name,
            allowed=", ".join(f"grade({score})" for score in graded),
            next_step=f"write grade({graded[0]})",
        )
    if name == "grade" and not names.grades:
        refuse("this regime has no grades", start, found=name, next_step="declare score.grades, or use score")
    if name == "group" and not names.protected_input:
        refuse(
            "`group` is a protected trait and stands outside an error table",
            start,
            found=name,
            next_step="remove it; a regime that uses it says `protected_input: true`, which lint reports",
        )
    if name in _alien(names):
        refuse(
            f"a{'n' if names.entity == 'organisation' else ''} {names.entity} has no {name}",
            start,
            found=name,
            allowed=", ".join(sorted(known(names))),
            next_step="use what it has",
        )


def known(names: Names) -> set[str]:
    """Return what a condition could use, terms as they are written."""
    found = {*NUMBERS, *ENUMERATIONS, "grade", "listed(NAME)", *TERMS.values()} - _alien(names)
    found -= set() if names.score else {"score"}
    found -= set() if names.grades else {"grade"}
    found |= names_of_scores(names)
    found -= set() if names.protected_input else {"group"}
    return found


def _alien(names: Names) -> frozenset[str]:
    return OF_ORGANISATIONS if names.entity == "person" else OF_PERSONS
