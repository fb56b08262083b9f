"""M22, said back: the ways onto a list, each with whom it takes, how long, and when again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.lengths import Ever, ToDay
from demerit.regime.saying import people, quoted, series, whom
from demerit.regime.sentences import Said, Sentence, day_of_year

_AGAIN = {
    "after-condition-ends": "takes the same people again only after that has ceased to hold",
    "never": "takes nobody twice",
}
_OVERLAP = {
    "consecutive": "a further stay by the same way begins where the one before ends",
    "ignored": "nothing begins a further stay by the same way during a stay",
}


def said(form: Any, name: str, rule: Any) -> Iterator[Sentence]:
    """Yield what a list says of its ways, one after another."""
    for number, way in enumerate(rule.ways):
        at = ("lists", name, "enter", number, way.kind)
        length = ("lists", name, "enter", number, "for")
        yield Said().sentence(at, _takes(form, name, rule, way), rule if number == 0 else None)
        of = (
            f"{_of(form, rule, way)}being on {quoted(name)}"
            if len(rule.ways) > 1
            else f"Being on {quoted(name)}"
        )
        if way.kind == "while":
            yield from _held(length, of, way)
        elif way.by != "spillover":
            yield from _lasts(form, rule, length, of, way)
            yield from _again(at, name, way)


def _takes(form: Any, name: str, rule: Any, way: Any) -> str:
    """Return whom a way takes, as a sentence."""
    noun = "organisations" if rule.entity == "organisation" else "people"
    law = f" ({rule.legal_basis})" if rule.legal_basis else ""
    if way.put_on:
        return f"Rules put {noun} on the list {quoted(name)}, as is said below{law}."
    if way.kind == "by":
        return (
            f"Ties put {noun} on the list {quoted(name)}, as is said where it is said who else bears it{law}."
        )
    if way.kind == "record":
        names = series([quoted(each) for each in way.record], "or")
        if way.condition is None:
            return f"A record of {names} puts {noun} on the list {quoted(name)}{law}."
        who = whom(form.expression(way.condition, rule.entity).root, rule.entity)
        own = (
            "its own points among them"
            if way.own_points != "not-counted"
            else "its own points not among them"
        )
        return (
            f"A record of {names} puts on the list {quoted(name)} {noun} {who}{law}."
            f" That is asked when the record begins to count, {own}."
        )
    who = people(form.expression(way.asks, rule.entity).root, rule.entity)
    return f"{who[:1].upper()}{who[1:]} are put on the list {quoted(name)} when that comes to hold{law}."


def _of(form: Any, rule: Any, way: Any) -> str:
    """Return of which way something is said, where there are several."""
    if way.kind == "record":
        return f"For a record of {series([quoted(each) for each in way.record], 'or')}, "
    if way.kind == "by":
        return "By a rule, " if way.put_on else "By a tie, "
    return f"For {people(form.expression(way.asks, rule.entity).root, rule.entity)}, "


def _held(at: tuple[str | int, ...], of: str, way: Any) -> Iterator[Sentence]:
    made = Said()
    least = f", and {made.number(way.at_least)} at least" if way.at_least is not None else ""
    yield made.sentence(at, f"{of} lasts as long as that holds{least}.")


def _lasts(form: Any, rule: Any, at: tuple[str | int, ...], of: str, way: Any) -> Iterator[Sentence]:
    """Yield how long a stay lasts: a length, cases of one, or until something holds."""
    for number, case in enumerate(way.lengths):
        made, who = Said(), ""
        if len(way.lengths) > 1 and case.condition is not None:
            root = form.expression(case.condition, rule.entity).root
            which = f"those of the others {whom(root, rule.entity)}" if number else people(root, rule.entity)
            who = f" for {which} as they come onto it"
        elif len(way.lengths) > 1:
            who = " for all others"
        length = _length(case.length, made)
        if isinstance(case.length, Ever):
            text = f"{of} has no end by time{who}."
        elif way.again == "after-spell-ends":
            text = f"{of} lasts {length} at least{who}; then it is asked again, and where it still holds"
            text += f" {length} more begin."
        else:
            counted = way.kind == "record" and not isinstance(case.length, ToDay)
            text = f"{of} lasts {length}{' from the record' if counted else ''}{who}."
        yield made.sentence(at if len(way.lengths) == 1 else (*at, number), text)
    if way.until is not None:
        made = Said()
        until = people(form.expression(way.until, rule.entity).root, rule.entity)
        least = f"{made.number(way.at_least)} at least, and then " if way.at_least is not None else ""
        most = f", {made.number(way.at_most)} at most" if way.at_most is not None else ""
        yield made.sentence((*at[:-1], "until"), f"{of} lasts {least}until they are {until}{most}.")


def _length(length: Any, made: Said) -> str:
    if isinstance(length, Ever):
        return "for ever"
    if isinstance(length, ToDay):
        return (
            f"until {day_of_year(length.month, length.day)} of {'the next' if length.years else 'that'} year"
        )
    return made.number(length)


def _again(at: tuple[str | int, ...], name: str, way: Any) -> Iterator[Sentence]:
    if way.again in _AGAIN:
        yield Said().sentence((*at, "again"), f"This way onto {quoted(name)} {_AGAIN[way.again]}.")
    if way.overlap in _OVERLAP:
        yield Said().sentence((*at, "overlap"), f"On {quoted(name)}, {_OVERLAP[way.overlap]}.")
    if way.if_record_withdrawn == "stands":
        yield Said().sentence(
            (*at, "withdrawn"),
            f"A stay on {quoted(name)} goes on though a record that it rests on is withdrawn.",
        )
