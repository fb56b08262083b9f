"""M22, M36, said back: who enters each list, for how long, how one leaves it, and who may read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.documents.models import Derived
from demerit.mechanisms.lists.reading_ways import said
from demerit.regime.saying import quoted, series
from demerit.regime.sentences import IDLE, LISTED, Reads, Said, Sentence
from demerit.regime.when import recurs
from demerit.regime.working import ROWS, left_out

KINDS = {
    "burden": "Being on {} is a burden.",
    "benefit": "Being on {} is a benefit.",
    "note": "{} is a note: being on it is neither a burden nor a benefit.",
}
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
        if isinstance(rule, Derived):
            continue  # a refusal says whom it refuses
        yield Said().sentence(("lists", name, "kind"), KINDS[rule.kind].format(quoted(name)))
        yield from said(form, name, rule)
        yield from _besides(name, rule)
        yield from _read_by(name, rule)
        if (row := unmodelled.get(("lists", name, "publish"))) is not None:
            yield Said().sentence(
                ("lists", name, "publish", row),
                f"A part of this publishing of {quoted(name)} has no effect in a run, for nothing models it"
                f" yet ({ROWS[row]}).",
            )


def _besides(name: str, rule: Any) -> Iterator[Sentence]:
    """Say who is left out, how often it is asked, and what paying does."""
    if rule.entity != "organisation":
        young = f"People under 18 can be on {quoted(name)} too."
        of_age = f"Nobody under 18 is put on {quoted(name)}."
        yield Said().sentence(("lists", name, "minors"), young if rule.minors else of_age)
    if rule.looked_at is not None:
        made = Said()
        when = recurs(rule.looked_at, made)
        yield made.sentence(("lists", name, "looked_at"), f"Who is to be on {quoted(name)} is asked {when}.")
    if rule.release_on_payment is not None:
        made = Said()
        yield made.sentence(
            ("lists", name, "release_on_payment"),
            f"Whoever pays leaves {quoted(name)} {made.number(rule.release_on_payment)} later.",
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
