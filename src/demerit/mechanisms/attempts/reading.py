"""M30, M34, M37, said back: what is refused, priced and favoured, to whom, and who bears it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, quoted, series
from demerit.regime.sentences import FOLLOWS, IDLE, Reads, Said, Sentence, graded
from demerit.regime.working import ROWS, left_out

_FALLS = {"children": "The children of ", "family": "The families of ", "staff": "Those who work for "}


def follows(form: Any) -> Iterator[Sentence]:
    """Say the refusals, prices and favours."""
    unmodelled = left_out(form)
    for name, consequence in form.consequences.items():
        if consequence.form.key in _SAYS:
            yield _SAYS[consequence.form.key](form, name, consequence)
            if (row := unmodelled.get(("consequences", name, "falls_on"))) is not None:
                yield Said().sentence(
                    ("consequences", name, "falls_on"),
                    f"What falls on others by the rule {quoted(name)} has no effect in a run, for nothing"
                    f" models it yet ({ROWS[row]}).",
                )
            yield from _besides(form, name, consequence)


def _law(consequence: Any) -> str:
    return f" ({consequence.legal_basis})" if consequence.legal_basis else ""


def _whom(form: Any, consequence: Any) -> str:
    """Return whom a consequence is for, such as `people on the list “black”`."""
    entity = form.entity_of(consequence)
    return people(form.expression(consequence.conditions["to"], entity).root, entity)


def _what(consequence: Any) -> str:
    """Return the kinds of attempt that a consequence touches, in words."""
    return series([quoted(kind) for kind in consequence.kinds])


def _refused(form: Any, name: str, consequence: Any) -> Sentence:
    who, said = _whom(form, consequence), Said()
    who = f"{_FALLS[consequence.falls_on]}{who}" if consequence.falls_on in _FALLS else who
    verb = "is" if who.startswith("every") else "are"
    at = "" if consequence.chance is None else f", at {said.number(consequence.chance)} of such attempts"
    what = _what(consequence)
    if consequence.finds is None and consequence.discretion is None:
        told = f"{verb} refused {what}{at}{_law(consequence)}."
    else:
        told = f"{verb} looked for at {what}{at}{_law(consequence)}."
        if consequence.finds is not None:
            told += f" Each time {said.number(consequence.finds)} of them are found, and the others missed."
        share = "all" if consequence.discretion is None else said.number(consequence.discretion)
        told += f" Of those found, {share} are refused{'' if share == 'all' else ', at discretion'}."
    return said.sentence(
        ("consequences", name), f"{who[:1].upper()}{who[1:]} {told}{graded(consequence)}", consequence
    )


def _priced(form: Any, name: str, consequence: Any) -> Sentence:
    said = Said()
    return said.sentence(
        ("consequences", name),
        f"For {_whom(form, consequence)} the price of {_what(consequence)}, or the wait for it, is"
        f" multiplied by {said.number(consequence.dearer)}{_law(consequence)}.{graded(consequence)}",
        consequence,
    )


def _favoured(form: Any, name: str, consequence: Any) -> Sentence:
    who = _whom(form, consequence)
    verb = "is" if who.startswith("every") else "are"
    return Said().sentence(
        ("consequences", name),
        f"{who[:1].upper()}{who[1:]} {verb} favoured at"
        f" {_what(consequence)}{_law(consequence)}.{graded(consequence)}",
        consequence,
    )


_SAYS = {"refuse": _refused, "price": _priced, "favour": _favoured}


def _besides(form: Any, name: str, consequence: Any) -> Iterator[Sentence]:
    what = _what(consequence)
    if consequence.uptake is not None:
        said = Said()
        yield said.sentence(
            ("consequences", name, "uptake"),
            f"It is used at {said.number(consequence.uptake)} of such attempts at {what}.",
        )
    if consequence.mismatch is not None:
        said = Said()
        but_not = consequence.but_not
        entity = form.entity_of(consequence)
        spared = "" if but_not is None else f"; not {people(form.expression(but_not, entity).root, entity)}"
        share, anew = said.number(consequence.mismatch), consequence.mistakes == "each-time"
        yield said.sentence(
            ("consequences", name, "mismatch"),
            f"Of all others, {share} of the attempts at {what} are refused too, for being taken for one of"
            f" them{spared}."
            if anew and consequence.chance is None and consequence.discretion is None
            else f"Of all others that are looked for at {what} {share} are taken for one of them,"
            f" {'each time anew' if anew else 'the same people for life'}, and refused as those found"
            f" are{spared}.",
        )
    if consequence.public_cost is not None:
        said = Said()
        yield said.sentence(
            ("consequences", name, "public_cost"),
            f"Each use of it at {what} costs the public"
            f" {said.number(consequence.public_cost).removesuffix(' per case')}.",
        )


def idle(form: Any) -> Iterator[Sentence]:
    """Say what the file declares of consequences and nothing reads in a run."""
    for name, consequence in form.consequences.items():
        at, what = ("consequences", name), quoted(name)
        if consequence.duration is not None:
            said = Said()
            yield said.sentence(
                (*at, "duration"),
                f"{what}: it is said to last {said.number(consequence.duration)}.",
            )
        if consequence.notice_days:
            yield Said().sentence(
                (*at, "notice_days"),
                f"{what}: {consequence.notice_days} days of notice are said to be given.",
            )
        promised = [
            words
            for key, words in (
                ("hearing", "the person is heard before"),
                ("reasons", "the person is told why"),
                ("suspensive", "an appeal halts it"),
            )
            if getattr(consequence, key)
        ]
        if promised:
            yield Said().sentence(
                (*at, "promised"), f"{what}: it is said that {' and that '.join(promised)}."
            )


READS = (Reads(FOLLOWS, 0, follows), Reads(IDLE, 4, idle))
