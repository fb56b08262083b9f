"""The parser's part for terms: `records(speeding within 3 years)`, `listed_for(black)`, lengths of time.

It reads after the word that begins a term, and says of each mistake what may stand there. Whoever parses the
whole condition has the signs; this part knows them by what it asks of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from demerit.errors import nearest_name
from demerit.regime.counting import ANY, SIDES, UNITS, Length, Term, Window
from demerit.regime.expressions import Names
from demerit.regime.tokens import Token, refuse
from demerit.regime.trees import Number, Variable

TERMS = {
    "records": "records(CONDUCT within LENGTH)",
    "listings": "listings(LIST within LENGTH)",
    "listed_for": "listed_for(LIST)",
    "clean": "clean(LENGTH)",
    "tenure": "tenure",
    "during": "during(PERIOD)",
    "holds": "holds(HOLDING)",
    "passed": "passed(OFFER within LENGTH)",
    "owes": "owes(CONDUCT)",
}
"""Words that begin a term, and how it is written."""
LONGEST = 10_000
"""Highest number of a length; that many years lie beyond every calendar."""
MOST_COUNTED = 250
"""Highest number that a count is compared with."""
_WINDOWS = "within LENGTH, this year, ever, since joined"


class Signs(Protocol):
    """What is asked of the parser."""

    @property
    def names(self) -> Names:
        """What the condition may name."""

    @property
    def next(self) -> Token:
        """The token that comes next."""

    def take(self, text: str = "") -> Token:
        """Return the next token and go on; `text` says which one it must be."""


def begins(word: str) -> bool:
    """Return whether a word begins a term."""
    return word in TERMS


def read(signs: Signs, token: Token) -> Variable:
    """Return the term that begins with `token`, which has been taken."""
    word, start = token.text, token.start
    if word == "tenure":
        return Variable("tenure", "length", start, Term("tenure"))
    if signs.next.text != "(":
        refuse(
            f"{word!r} stands without what it is about",
            start,
            found=word,
            allowed=TERMS[word],
            next_step=f"write {TERMS[word]}",
        )
    signs.take("(")
    if word == "holds":
        term, kind = Term("holds", (_holding(signs, token),)), "condition"
    elif word == "owes":
        term, kind = Term("owes", _debts(signs, token)), "condition"
    elif word == "records":
        conducts = _conducts(signs)
        window = _window(signs, "records") if signs.next.text != ")" else None
        term, kind = Term("records", conducts, window), "number"
    elif word == "listings":
        term, kind = Term("listings", (_list(signs),), _window(signs, "listings")), "number"
    elif word == "passed":
        term, kind = Term("passed", (_offer(signs, token),), _window(signs, "passed")), "number"
    elif word == "listed_for":
        term, kind = Term("listed_for", (_list(signs),)), "length"
    elif word == "during":
        term, kind = Term("during", (_known(signs.take(), signs.names.periods, "period", ()),)), "condition"
    else:
        _keeps_score(signs, token)
        term, kind = Term("clean", window=Window("within", _literal(signs))), "condition"
    signs.take(")")
    return Variable(str(term), kind, start, term)


def length(signs: Signs, number: Number) -> Length | None:
    """Return the length that a number begins, if a unit follows it; else the number is just a number."""
    unit = signs.next
    if unit.kind != "name" or f"{unit.text.removesuffix('s')}s" not in UNITS:
        return None
    signs.take()
    if not 1 <= number.value <= LONGEST:
        refuse(
            "this length has no use" if number.value == 0 else "this length is too long",
            number.start,
            found=f"{number.value} {unit.text}",
            allowed=f"1 to {LONGEST:,} days, weeks, months or years",
            next_step="write another length, or ever",
        )
    return Length(number.value, f"{unit.text.removesuffix('s')}s", number.start)


def measured(node: object, kind: str, text: str) -> bool:
    """Return whether a whole text is a count, a length or a trait of numbers by itself, and no condition.

    Raises:
        Complaint: numbers are worked out from one another.
    """
    if kind not in ("number", "length"):
        return False
    if not isinstance(node, Variable):
        refuse(
            "one count, length or trait stands here, and nothing is worked out with it",
            0,
            found=text,
            allowed="such as records(CONDUCT within 3 years), tenure, age, or a condition",
            next_step="give each part a feature of its own, with a weight",
        )
    return True


def compared(op: Token, left: object, right: object) -> bool:
    """Return whether two lengths stand the other way round: the one that is written out on the left.

    Raises:
        Complaint: they cannot be compared.
    """
    written = isinstance(left, Length), isinstance(right, Length)
    if op.text in ("==", "!="):
        refuse(
            "a length is hardly ever exactly another",
            op.start,
            found=op.text,
            allowed="<, <=, >, >=",
            next_step="write >= for so long or longer",
        )
    if written[0] == written[1]:
        refuse(
            "two lengths that never change are compared"
            if all(written)
            else "one side of a comparison of lengths is written out",
            op.start,
            found=op.text,
            allowed="tenure or listed_for(LIST) on one side, a length such as 2 years on the other",
            next_step="compare with a length such as 2 years",
        )
    return written[0]


def check_count(node: object, values: Sequence[object]) -> None:
    """Refuse numbers that a count is compared with, and that it hardly reaches."""
    if not isinstance(node, Variable) or node.term is None:
        return
    for each in values:
        if isinstance(each, Number) and each.value > MOST_COUNTED:
            refuse(
                f"{node.name} is compared with {each.value:,}",
                each.start,
                found=str(each.value),
                allowed=f"at most {MOST_COUNTED}",
                next_step="count within a shorter time, or compare a score",
            )


def _keeps_score(signs: Signs, token: Token) -> None:
    if not (signs.names.score or signs.names.scores):
        refuse(
            "this regime keeps no score, so no record is adverse or favourable",
            token.start,
            found=token.text,
            next_step="name the conducts, or say any",
        )


def _conducts(signs: Signs) -> tuple[str, ...]:
    """Return what records are counted of: conducts, or one of `SIDES`."""
    if signs.next.text != "{":
        token = signs.take()
        if token.text in SIDES and token.kind == "name":
            if token.text != "any":
                _keeps_score(signs, token)
            return (token.text,)
        return (_known(token, signs.names.conducts, "conduct", SIDES),)
    return _several(signs, signs.names.conducts, "conduct")


def _several(signs: Signs, among: Sequence[str], kind: str) -> tuple[str, ...]:
    """Return the names in braces, in alphabetical order."""
    signs.take("{")
    found = []
    while True:
        found.append(_known(signs.take(), among, kind, ()))
        if signs.next.text == "}":
            break
        signs.take(",")
    signs.take("}")
    return tuple(sorted(set(found)))


def _debts(signs: Signs, token: Token) -> tuple[str, ...]:
    """Return for what somebody owes: conducts whose records claim money, or any of them."""
    if signs.names.entity != "person" or not signs.names.debts:
        refuse(
            "no record of this regime claims money"
            if not signs.names.debts
            else f"debts are people's, and this condition is about {signs.names.entity}s",
            token.start,
            found=token.text,
            allowed="conducts under `debts`" if not signs.names.debts else "",
            next_step="declare the conduct under `debts`, or remove this",
        )
    if signs.next.text == "{":
        return _several(signs, signs.names.debts, "debt")
    return (_known(signs.take(), signs.names.debts, "debt", (ANY,)),)


def _offer(signs: Signs, token: Token) -> str:
    """Return the offer that people may have passed."""
    if signs.names.entity != "person":
        refuse(
            f"offers are people's, and this condition is about {signs.names.entity}s",
            token.start,
            found=token.text,
            next_step="remove it, or ask for what organisations have",
        )
    return _known(signs.take(), signs.names.offers, "offer", ())


def _holding(signs: Signs, token: Token) -> str:
    """Return the holding that is asked for; which ones there are only a society says."""
    if signs.names.entity != "person":
        refuse(
            "only people hold what a society declares",
            token.start,
            found=token.text,
            allowed="what is known of organisations, such as size",
            next_step="remove it, or ask it of people",
        )
    name = signs.take()
    label = name.text.strip("'\"")
    if name.kind not in ("name", "quoted") or not label:
        refuse(
            "a holding has a name",
            name.start,
            found=name.text or "the end",
            allowed="a name under `holdings` of the society",
            next_step="write it, such as holds(driving-licence)",
        )
    return label


def _list(signs: Signs) -> str:
    return _known(signs.take(), signs.names.lists, "list", ())


def _known(token: Token, among: Sequence[str], kind: str, words: Sequence[str]) -> str:
    """Return a name that the regime declares, quoted or not."""
    label = token.text.strip("'\"")
    if label not in among and not (label in words and token.kind == "name"):
        refuse(
            f"there is no {kind} {label!r}",
            token.start,
            found=label or "the end",
            allowed=", ".join([*among, *words]) or f"this regime has no {kind}",
            nearest=nearest_name(label, [*among, *words]),
            next_step=f"mend the name or declare the {kind}",
        )
    return label


def _literal(signs: Signs) -> Length:
    """Return the length that must stand here."""
    token = signs.take()
    found = None
    if token.kind == "number":
        found = length(signs, Number(int(token.text.replace("_", "")[:20]), token.start))
    if found is None:
        refuse(
            "a length of time is missing here",
            token.start,
            found=token.text or "the end",
            allowed="whole days, weeks, months or years",
            next_step="write one, such as 3 years",
        )
    return found


def _window(signs: Signs, word: str) -> Window:
    """Return in which window a term counts."""
    token = signs.take()
    if token.text == "within":
        return Window("within", _literal(signs))
    if token.text == "ever":
        return Window("ever")
    if token.text == "this":
        signs.take("year")
        return Window("this year")
    if token.text == "since" and signs.next.text == "joined":
        signs.take()
        return Window("since joined")
    if token.text == "since" and signs.next.text == "entry":
        if not signs.names.spell or word == "listings":
            refuse(
                "`since entry` counts from the entry of a spell, and this condition is asked of no spell"
                if word != "listings"
                else "`since entry` counts records and what was passed, and no entries on lists",
                token.start,
                found="since entry",
                allowed=_WINDOWS,
                next_step="write a length, such as within 3 years; the `until` of a list's way alone has it",
            )
        signs.take()
        return Window("since entry")
    refuse(
        f"{word} are counted in a window" if token.text == ")" else f"{token.text!r} is no window",
        token.start,
        found=token.text or "the end",
        allowed=_WINDOWS,
        nearest=nearest_name(token.text, ["within", "ever", "this", "since"]),
        next_step=f"say in which time, such as {word}(NAME within 3 years)",
    )
