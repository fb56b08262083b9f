"""M22, M23, said back: what people may choose, whom it is open to, what it costs and how many pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, quoted
from demerit.regime.sentences import CHOSEN, Reads, Said, Sentence

_KINDS = {
    "course": "A course",
    "exam": "An examination",
    "probation": "A probation",
    "plea": "A plea",
    "consent": "A consent",
}


def chosen(form: Any) -> Iterator[Sentence]:
    """Say each offer; how many take it, the society says."""
    for name, offer in form.offers.items():
        said = Said()
        who = people(form.expression(offer.open_to).root) if offer.open_to is not None else "everybody"
        parts = [f"{_KINDS[offer.kind]} {quoted(name)} is open to {who}."]
        if offer.costs is not None:
            parts.append(f"It costs {said.number(offer.costs)}.")
        passing = said.number(offer.share_passing) if offer.share_passing is not None else "All"
        after = f"{said.number(offer.duration)} later" if offer.duration is not None else "at once"
        parts.append(f"{passing} of those who take it pass, {after}. How many take it, the society says.")
        yield said.sentence(("offers", name), " ".join(parts))


READS = (Reads(CHOSEN, 1, chosen),)
