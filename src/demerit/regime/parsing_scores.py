"""What a condition may read of a score: its value by name, `grade(S)`, and `number(S)`."""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn

from demerit.errors import nearest_name
from demerit.regime.expressions import ENUMERATIONS, SCORE, Names
from demerit.regime.tokens import Token, per_ten_thousand, refuse
from demerit.regime.trees import Number

SHARE = "share"
"""The type of a score that is a share, and of a number that is written with %."""
_MOST_PERCENT = 1_000_000


def read_of_score(what: str, which: Token, names: Names) -> tuple[str, str]:
    """Return the name and the type of `grade(S)` or `number(S)`.

    Args:
        what: `grade` or `number`.
        which: the score that stands in the brackets.
        names: what the regime declares.

    Raises:
        Complaint: there is no such score, or it has no grades or no number.
    """
    name = which.text.strip("'\"")
    known = list(names.numbered) if what == "number" else [each for each, has in names.scores.items() if has]
    if name not in known:
        has = "a number of records" if what == "number" else "grades"
        refuse(
            f"there is no score {name!r} that has {has}",
            which.start,
            found=name,
            allowed=", ".join(known) or f"no score of this regime has {has}",
            nearest=nearest_name(name, known),
            next_step="mend the name, or declare it under `scores`",
        )
    whole = f"{what}({name})"
    return whole, "number" if what == "number" else whole


def asking_for(score: str) -> set[str]:
    """Return the names by which conditions ask for a score, or for what follows from it."""
    return {score, f"grade({score})", f"number({score})"} | ({"grade"} if score == SCORE else set())


def names_of_scores(names: Names) -> set[str]:
    """Return what a condition may read of scores, but for `score` and `grade`."""
    others = set(names.scores) - {SCORE}
    graded = {f"grade({name})" for name in others if names.scores[name]}
    return others | graded | {f"number({name})" for name in names.numbered}


def has_words(kind: str) -> bool:
    """Return whether what is compared is an enumeration, and neither a number, a share nor a length."""
    return kind == "grade" or kind in ENUMERATIONS or kind.startswith("grade(")


def members_of(kind: str, names: Names) -> tuple[str, ...]:
    """Return the words of an enumeration (`has_words`); `grade` and `grade(S)` have those of a score."""
    if kind == "grade":
        return names.grades
    if kind in ENUMERATIONS:
        return ENUMERATIONS[kind]
    return names.scores[kind.removeprefix("grade(").removesuffix(")")]


def read_share(token: Token) -> Number:
    """Return a number that is written with %, per 10,000.

    Raises:
        Complaint: it is finer than a hundredth of a per cent.
    """
    percent = Decimal(token.text.removesuffix("%").strip())
    whole = per_ten_thousand(percent)
    if whole is None or percent > _MOST_PERCENT:
        refuse(
            "this share is too fine" if whole is None else "this share is too large",
            token.start,
            found=token.text,
            allowed=f"0 % to {_MOST_PERCENT:,} %, to a hundredth of one",
            next_step="round it, such as 2 % or 0.25 %",
        )
    return Number(whole, token.start, share=True)


def no_range_of_shares(start: int, text: str) -> NoReturn:
    """Refuse a range of shares, which conditions write as two comparisons."""
    refuse(
        "a range runs between two whole numbers",
        start,
        found=text,
        next_step="join two comparisons with and, such as defects >= 2 % and defects <= 5 %",
    )


def unlike(left: str, right: str, start: int, text: str) -> NoReturn:
    """Refuse a comparison of two types, or of two conditions."""
    share = SHARE in (left, right) and "number" in (left, right)
    refuse(
        f"a {left} cannot be compared with a {right}"
        if left != right
        else "conditions are joined, not compared",
        start,
        found=text[start:].split(" ")[0],
        next_step="write the share with %, such as 2 %; a number of points has none"
        if share
        else "compare like with like",
    )
