"""M30, M34, M37, said back: what is refused, priced and favoured, to whom, and who bears it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, quoted, whom
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
            yield from _besides(name, consequence)


def _law(consequence: Any) -> str:
    return f" ({consequence.legal_basis})" if consequence.legal_basis else ""


def _refused(form: Any, name: str, consequence: Any) -> Sentence:
    entity = form.entity_of(consequence)
    noun = "organisations" if entity == "organisation" else "people"
    on = f"{noun} on the list {quoted(consequence.refuse)}"
    if consequence.applies_if is not None:
        on += f" {whom(form.expression(consequence.applies_if, entity).root, entity)}"
    who = f"{_FALLS[consequence.falls_on]}{on}" if consequence.falls_on in _FALLS else on
    said = Said()
    return said.sentence(
        ("consequences", name),
        f"{who[:1].upper()}{who[1:]} are refused"
        f" {quoted(consequence.domain or name)}{_law(consequence)}.{graded(consequence)}",
        consequence,
    )


def _priced(form: Any, name: str, consequence: Any) -> Sentence:
    said = Said()
    who = people(form.expression(consequence.applies_if).root)
    return said.sentence(
        ("consequences", name),
        f"For {who} the price of {quoted(consequence.domain or name)}, or the wait for it, is multiplied by"
        f" {said.number(consequence.factor)}{_law(consequence)}.{graded(consequence)}",
        consequence,
    )


def _favoured(form: Any, name: str, consequence: Any) -> Sentence:
    who = people(form.expression(consequence.favour).root)
    if consequence.applies_if is not None:
        who += f" and {whom(form.expression(consequence.applies_if).root)}"
    verb = "is" if who == "everybody" else "are"
    return Said().sentence(
        ("consequences", name),
        f"{who[:1].upper()}{who[1:]} {verb} favoured at"
        f" {quoted(consequence.domain or name)}{_law(consequence)}.{graded(consequence)}",
        consequence,
    )


_SAYS = {"refuse": _refused, "factor": _priced, "favour": _favoured}


def _besides(name: str, consequence: Any) -> Iterator[Sentence]:
    what = quoted(consequence.domain or name)
    if consequence.uptake is not None:
        said = Said()
        yield said.sentence(
            ("consequences", name, "uptake"),
            f"It is used at {said.number(consequence.uptake)} of such attempts at {what}.",
        )
    if consequence.fiscal_cost is not None:
        said = Said()
        yield said.sentence(
            ("consequences", name, "fiscal_cost"),
            f"Each use of it at {what} costs the public"
            f" {said.number(consequence.fiscal_cost).removesuffix(' per case')}.",
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
