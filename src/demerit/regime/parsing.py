"""The parser of conditions: a Pratt parser that types while it reads.

By hand and small, because each message is written for the person who wrote the condition: it knows the
regime's grades and lists, says which words an enumeration has, and points at the sign. A generated parser
would know only its grammar.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from demerit.errors import nearest_name
from demerit.regime import parsing_terms, variables
from demerit.regime.expressions import (
    ENUMERATIONS,
    MAX_DEPTH,
    MAX_OPCODES,
    NUMBERS,
    Names,
    check_size,
)
from demerit.regime.parsing_scores import (
    SHARE,
    has_words,
    members_of,
    no_range_of_shares,
    read_of_score,
    read_share,
    unlike,
)
from demerit.regime.tokens import Token, refuse, tokens
from demerit.regime.trees import POWER, Binary, Expr, Member, Node, Not, Number, OneOf, Variable, Within

_TRUTH = "condition"
_WORD = "word"
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""What a comparison becomes when its sides change places."""


class Typed(NamedTuple):
    """A node with its type: `condition`, `number`, `length`, an enumeration, or `word` (not yet known)."""

    node: Node
    kind: str
    start: int
    word: str = ""
    joined: str = ""
    """By which of `and` and `or` its parts are joined, if no brackets stand around them."""


class Parser:
    """Reads one condition; a fresh instance each time."""

    def __init__(self, text: str, names: Names) -> None:
        """Split the text into tokens.

        Args:
            text: the condition.
            names: what it may name.
        """
        self.text = text
        self.names = names
        self.tokens = tokens(text)
        self.position = 0
        self.depth = 0
        self.operators = 0

    def whole(self, measure: bool = False) -> Node:
        """Return the tree of the whole text, which must be a condition.

        Args:
            measure: whether it may be a single number or length as well.

        Raises:
            Complaint: where it is not.
        """
        if self.next.kind == "end":
            refuse("the condition is empty", 0, found="nothing", next_step="write one, such as score < 600")
        typed = self.expression(0)
        if self.next.kind != "end":
            joined = self.next.kind in ("name", "number", "quoted") or self.next.text == "("
            refuse(
                f"{self.next.text!r} cannot follow here",
                self.next.start,
                found=self.next.text,
                allowed="and, or, a comparison, the end",
                next_step="join two conditions with and / or"
                if joined
                else "remove it, or add what it belongs to",
            )
        if measure and parsing_terms.measured(typed.node, typed.kind, self.text):
            return typed.node
        return self.want(typed, _TRUTH).node

    @property
    def next(self) -> Token:
        """Return the token that comes next."""
        return self.tokens[self.position]

    def take(self, text: str = "") -> Token:
        """Return the next token and go on; `text` says which one it must be."""
        token = self.next
        if text and token.text != text:
            refuse(
                f"{text!r} is missing here",
                token.start,
                found=token.text or "the end",
                next_step=f"add {text!r}",
            )
        self.position += 1
        return token

    def expression(self, power: int) -> Typed:
        """Return the longest part whose operators bind more tightly than `power`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            refuse(
                f"parentheses are nested deeper than {MAX_DEPTH} levels",
                self.next.start,
                found=self.next.text,
                next_step="split the condition over two lists or consequences",
            )
        left = self.prefix()
        while (op := self.next).text in POWER and op.kind != "quoted" and POWER[op.text] > power:
            self.take()
            left = self.infix(left, op)
        self.depth -= 1
        return left

    def prefix(self) -> Typed:
        """Return what stands before any operator."""
        token = self.take()
        if token.text == "not" and token.kind == "name":
            inner = self.want(self.expression(2), _TRUTH)
            return Typed(Not(inner.node, token.start), _TRUTH, token.start)
        if token.text == "(":
            inner = self.expression(0)
            self.take(")")
            return inner._replace(joined="")
        if token.text == "-":
            inner = self.want(self.expression(6), "number")
            if isinstance(inner.node, Number):
                return Typed(Number(-inner.node.value, token.start), "number", token.start)
            return Typed(Binary("-", Number(0), inner.node, token.start), "number", token.start)
        if token.kind == "share":
            return Typed(read_share(token), SHARE, token.start)
        if token.kind == "number":
            value = int(token.text.replace("_", "").lstrip("0")[:20] or "0")
            if value >= 2**31:
                refuse(
                    "this number is too large",
                    token.start,
                    found=token.text,
                    allowed="below 2147483648",
                    next_step="write a smaller number",
                )
            number = Number(value, token.start)
            length = parsing_terms.length(self, number)
            return Typed(length or number, "length" if length else "number", token.start)
        if token.kind == "quoted":
            return Typed(Number(0), _WORD, token.start, token.text[1:-1].replace(" ", "-"))
        if token.kind == "name" and token.text not in ("and", "or", "in"):
            return self.name(token)
        refuse(
            "something is missing here" if token.kind == "end" else f"{token.text!r} cannot stand here",
            token.start,
            found=token.text or "the end",
            allowed="a name, a number, not, (",
            next_step="complete the condition",
        )

    def name(self, token: Token) -> Typed:
        """Return a variable, a list's state, or a word whose meaning the comparison will tell."""
        name, start = token.text, token.start
        if name == "listed" and self.next.text == "(":
            self.take()
            which = self.take()
            label = which.text.strip("'\"")
            if label not in self.names.lists:
                refuse(
                    f"there is no list {label!r}",
                    which.start,
                    found=label,
                    allowed=", ".join(self.names.lists) or "this regime has no list",
                    nearest=nearest_name(label, self.names.lists),
                    next_step="mend the name or declare the list",
                )
            self.take(")")
            return Typed(Variable(f"listed({label})", _TRUTH, start), _TRUTH, start)
        if parsing_terms.begins(name):
            term = parsing_terms.read(self, token)
            return Typed(term, term.kind, start)
        if name in ("grade", "number") and self.next.text == "(":
            return self.of_score(token)
        if name in self.names.scores:
            kind = SHARE if name in self.names.shares else "number"
            return Typed(Variable(name, kind, start), kind, start)
        if self.next.text == "(" and self.next.kind == "sign":
            refuse(
                f"there is no function {name!r}",
                start,
                found=name,
                allowed=", ".join(sorted(variables.known(self.names))),
                nearest=nearest_name(name, ["listed", *parsing_terms.TERMS]),
                next_step="compare one of these, such as score < 600; acts are not counted here, records are",
            )
        kind = "number" if name in NUMBERS else name if name in ENUMERATIONS or name == "grade" else _WORD
        if kind == _WORD:
            return Typed(Number(0), _WORD, start, name)
        variables.check(name, self.names, start)
        return Typed(Variable(name, kind, start), kind, start)

    def of_score(self, token: Token) -> Typed:
        """Return `grade(S)`, the grade of a score, or `number(S)`, how many records it is worked out from."""
        self.take("(")
        name, kind = read_of_score(token.text, self.take(), self.names)
        self.take(")")
        return Typed(Variable(name, kind, token.start), kind, token.start)

    def infix(self, left: Typed, op: Token) -> Typed:
        """Return what an operator makes of its two sides."""
        self.operators += 1
        if (
            self.operators > MAX_OPCODES
        ):  # each is an instruction at least, and the tree is walked by recursion
            refuse(
                f"this condition has more than {MAX_OPCODES} operators",
                op.start,
                found=op.text,
                next_step="split it over two lists or consequences",
            )
        if op.text in ("and", "or"):
            right = self.expression(POWER[op.text])
            both = self.want(left, _TRUTH).node, self.want(right, _TRUTH).node
            if {op.text, left.joined, right.joined} >= {"and", "or"}:
                refuse(
                    "`and` stands beside `or` without brackets",
                    op.start,
                    found=self.text,
                    next_step="`(a and b) or c`, or `a and (b or c)`? Write the brackets",
                )
            return Typed(Binary(op.text, *both, op.start), _TRUTH, left.start, joined=op.text)
        if op.text == "in":
            return self.membership(left, op)
        right = self.expression(POWER[op.text])
        if op.text in ("+", "-", "*"):
            pair = self.want(left, "number").node, self.want(right, "number").node
            return Typed(Binary(op.text, *pair, op.start), "number", left.start)
        if self.next.text in ("==", "!=", "<", "<=", ">", ">=", "in") and self.next.kind != "quoted":
            refuse(
                "comparisons do not chain",
                self.next.start,
                found=self.next.text,
                next_step="join two comparisons with and, or write `score in 600..849`",
            )
        left, right = self.settle(left, right)
        if left.kind == "length":
            turned = parsing_terms.compared(op, left.node, right.node)
            sides = (right, left) if turned else (left, right)
            sign = _TURNED[op.text] if turned else op.text
            return Typed(Binary(sign, sides[0].node, sides[1].node, op.start), _TRUTH, left.start)
        if left.kind not in ("number", SHARE) and op.text not in ("==", "!="):
            refuse(
                f"{left.kind} has no order",
                op.start,
                found=op.text,
                allowed="==, !=, in {...}",
                next_step="list the words, such as in {C, D}",
            )
        parsing_terms.check_count(left.node, [right.node])
        parsing_terms.check_count(right.node, [left.node])
        return Typed(Binary(op.text, left.node, right.node, op.start), _TRUTH, left.start)

    def settle(self, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Return both sides of a comparison with one type, words turned into members."""
        if left.kind == _WORD and right.kind != _WORD:
            left = self.member(left, right.kind)
        else:
            left = self.want(left)
            right = self.member(right, left.kind) if right.kind == _WORD else right
        if left.kind != right.kind or left.kind == _TRUTH:
            unlike(left.kind, right.kind, right.start, self.text)
        return left, right

    def membership(self, left: Typed, op: Token) -> Typed:
        """Return `LOW..HIGH` or `{a, b}` after `in`."""
        left = self.want(left)
        if self.next.text != "{":
            low = self.expression(POWER["in"])
            self.take("..")
            high = self.expression(POWER["in"])
            if (
                not isinstance(low.node, Number)
                or not isinstance(high.node, Number)
                or _WORD in (low.kind, high.kind)
            ):
                refuse(
                    "a range runs between two whole numbers",
                    low.start,
                    found=self.text,
                    next_step="write 600..849",
                )
            if SHARE in (low.kind, high.kind):
                no_range_of_shares(low.start, self.text)
            self.want(left, "number")
            parsing_terms.check_count(left.node, [high.node])
            if low.node.value > high.node.value:
                refuse(
                    "this range is empty",
                    low.start,
                    found=f"{low.node.value}..{high.node.value}",
                    next_step="write the smaller number first",
                )
            return Typed(Within(left.node, low.node.value, high.node.value, op.start), _TRUTH, left.start)
        self.take("{")
        choices: list[Number | Member] = []
        while True:
            each = self.expression(POWER["in"])
            each = self.member(each, left.kind) if each.kind == _WORD else each
            if each.kind != left.kind or not isinstance(each.node, (Number, Member)):
                refuse(
                    f"a {left.kind} is looked for among words and numbers of its kind",
                    each.start,
                    found=self.text[each.start :].split(",")[0],
                    next_step="mend this choice",
                )
            choices.append(each.node)
            if self.next.text == "}":
                break
            self.take(",")
        self.take("}")
        parsing_terms.check_count(left.node, choices)
        return Typed(OneOf(left.node, tuple(choices), op.start), _TRUTH, left.start)

    def want(self, typed: Typed, kind: str = "") -> Typed:
        """Return a part if it has the type that is wanted here (any known one by default)."""
        if typed.kind == _WORD:
            known = variables.known(self.names)
            spaced = re.match(r"(\w+)-", typed.word)
            apart = spaced is not None and spaced[1] in known
            refuse(
                f"{typed.word!r} is not known here",
                typed.start,
                found=typed.word,
                allowed=", ".join(sorted(known)),
                nearest=spaced[1] if apart and spaced else nearest_name(typed.word, known),
                next_step="put spaces around the minus" if apart else "mend the name",
            )
        if kind and typed.kind != kind:
            article = "an" if typed.kind[0] in "aeiou" else "a"
            refuse(
                f"a {kind} is expected here, and this is {article} {typed.kind}",
                typed.start,
                found=self.text[typed.start :].split(" ")[0],
                next_step="compare it with something" if kind == _TRUTH else "use a number",
            )
        return typed

    def member(self, typed: Typed, kind: str) -> Typed:
        """Return a word as a member of an enumeration."""
        if not has_words(kind):
            self.want(typed)
        members = members_of(kind, self.names)
        if typed.word not in members:
            refuse(
                f"{typed.word!r} is no {kind}",
                typed.start,
                found=typed.word,
                allowed=", ".join(members),
                nearest=nearest_name(typed.word, members),
                next_step="choose one of them",
            )
        node = Member(kind, typed.word, members.index(typed.word), typed.start)
        return Typed(node, kind, typed.start)


@lru_cache(maxsize=2048)
def parse(text: str, names: Names, *, measure: bool = False) -> Expr:
    """Return a condition as a checked tree; the same tree when it is asked again.

    Args:
        text: as the file writes it.
        names: what the regime declares.
        measure: whether it may be a single number or length as well.

    Raises:
        Complaint: with the offset of the first sign that is wrong, and the nearest name.
    """
    expr = Expr(Parser(text, names).whole(measure), text)
    check_size(expr)
    return expr
