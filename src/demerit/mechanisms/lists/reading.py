"""M22, M36, said back: who enters each list, for how long, how one leaves it, and who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, quoted, series, whom
from demerit.regime.sentences import IDLE, LISTED, Reads, Said, Sentence
from demerit.regime.working import ROWS, left_out

CHANNELS = {
    "web": "on the web",
    "register": "in a register",
    "press": "in the press",
    "screen": "on screens in public",
    "broadcast": "by broadcast",
    "caller-tone": "by a tone to whoever calls the person",
}
FIELDS = {
    "name": "the name",
    "reason": "the reason",
    "amount": "the amount",
    "id-number": "the identity number",
    "photo": "a photograph",
    "address": "the address",
    "employer": "the employer",
}


def listed(form: Any) -> Iterator[Sentence]:
    """Say the lists, one after another."""
    unmodelled = left_out(form)
    for name, rule in form.lists.items():
        yield from _enters(form, name, rule)
        yield from _lasts(name, rule)
        yield from _read_by(name, rule)
        if (row := unmodelled.get(("lists", name, "publish"))) is not None:
            yield Said().sentence(
                ("lists", name, "publish", row),
                f"A part of this publishing of {quoted(name)} has no effect in a run, for nothing models it"
                f" yet ({ROWS[row]}).",
            )


def _enters(form: Any, name: str, rule: Any) -> Iterator[Sentence]:
    at = ("lists", name, "enter")
    organisations = rule.entity == "organisation"
    noun = "organisations" if organisations else "people"
    law = f" ({rule.legal_basis})" if rule.legal_basis else ""
    tree = form.expression(rule.enter.condition, rule.entity).root if rule.enter.condition else None
    if not rule.enter.on:
        said = people(tree, rule.entity)
        be = "are" if tree is not None else "is"
        text = (
            f"{said[:1].upper()}{said[1:]} {be} put on the list {quoted(name)} when that comes to hold{law}."
        )
    else:
        names = series([quoted(each) for each in rule.enter.on], "or")
        text = f"A record of {names} puts {noun} on the list {quoted(name)}{law}."
        if tree is not None:
            text = (
                f"A record of {names} puts on the list {quoted(name)} {noun} {whom(tree, rule.entity)}{law}."
                " That is asked when the record begins to count, its own points among them."
            )
    yield Said().sentence(at, text, rule)
    if not organisations:
        young = (
            f"People under 18 can be on {quoted(name)} too."
            if rule.minors
            else f"Nobody under 18 is put on {quoted(name)}."
        )
        yield Said().sentence(("lists", name, "minors"), young)


def _lasts(name: str, rule: Any) -> Iterator[Sentence]:
    at = ("lists", name, "term")
    said = Said()
    by_record = bool(rule.enter.on)
    if rule.term is None:
        text = "has no end by time" if by_record else "lasts as long as that holds"
        yield said.sentence(at, f"Being on {quoted(name)} {text}.")
    elif by_record:
        yield said.sentence(at, f"Being on {quoted(name)} lasts {said.number(rule.term)} from the record.")
    else:
        length = said.number(rule.term)
        yield said.sentence(
            at,
            f"Being on {quoted(name)} lasts {length} at least; then it is asked again, and where it"
            " still holds"
            f" {length} more begin.",
        )
    said = Said()
    if rule.release_on_payment is not None:
        yield said.sentence(
            ("lists", name, "release_on_payment"),
            f"Whoever pays leaves {quoted(name)} {said.number(rule.release_on_payment)} later.",
        )


def _read_by(name: str, rule: Any) -> Iterator[Sentence]:
    if rule.publish is not None:
        channels = series([CHANNELS[each] for each in rule.publish])
        yield Said().sentence(("lists", name, "publish"), f"{quoted(name)} is published {channels}.")
    else:
        yield Said().sentence(("lists", name, "publish"), f"{quoted(name)} is not published.")


def idle(form: Any) -> Iterator[Sentence]:
    """Say what the file declares of lists and nothing reads in a run."""
    for name, rule in form.lists.items():
        if rule.publish_fields:
            fields = series([FIELDS[each] for each in rule.publish_fields])
            yield Said().sentence(
                ("lists", name, "publish_fields"), f"What is published of {quoted(name)}: {fields}."
            )


READS = (Reads(LISTED, 0, listed), Reads(IDLE, 3, idle))
