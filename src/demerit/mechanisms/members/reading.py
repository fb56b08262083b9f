"""Members, said back: whom a regime is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, plain, quoted
from demerit.regime.sentences import RUNS, Reads, Said, Sentence

_CONSENT = {
    "opt-in": "Of these it is about those alone who join, for as long as they stay.",
    "opt-out": "Of these it is about all but those who leave.",
}


def runs(form: Any) -> Iterator[Sentence]:
    """Say whom it is about, and whether people may choose."""
    members = form.members
    if members is None:
        return
    root = form.expression(members.who).root if members.who is not None else None
    whom = people(root)
    if members.of is not None:
        whom = f"{whom}, as far as they hold {plain(members.of)}"
    text = f"It is about {whom}: nobody else has a score, a record, a list or a favour."
    yield Said().sentence(("members",), text)
    if members.consent is not None:
        yield Said().sentence(("members", "consent"), _CONSENT[members.consent])
    for name, condition in members.reasons.items():
        who = people(form.expression(condition).root)
        text = (
            f"{who[0].upper()}{who[1:]} have a reason to leave, {quoted(name)}: the society says how many do."
        )
        yield Said().sentence(("members", "reasons", name), text)


READS = (Reads(RUNS, 2, runs),)
