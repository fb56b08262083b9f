"""M22, M23, said back: what people may choose, whom it is open to, what it costs and how many pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import people, plain, quoted, series
from demerit.regime.sentences import CHOSEN, Reads, Said, Sentence

_KINDS = {
    "course": "A course",
    "exam": "An examination",
    "probation": "A probation",
    "plea": "A plea",
    "consent": "A consent",
    "dispute": "A dispute",
}


def chosen(form: Any) -> Iterator[Sentence]:
    """Say each offer; how many take it, the society says."""
    for name, offer in form.offers.items():
        said = Said()
        who = people(form.expression(offer.open_to).root) if offer.open_to is not None else "everybody"
        stands = f"is open to {who}"
        if offer.instead_of is not None:
            conducts = series([plain(each) for each in offer.spares_records], "or")
            listed = f"entering the list {quoted(offer.spares_entering)}" if offer.spares_entering else ""
            stands = f"is offered to {who}, instead of {listed or f'a record of {conducts}'}"
        if offer.after_mismatch:
            gates = series([quoted(each) for each in offer.after_mismatch], "or")
            stands = f"is offered to {who}, of those whom the refusal {gates} takes for somebody else"
        parts = [f"{_KINDS[offer.kind]} {quoted(name)} {stands}."]
        if offer.costs is not None:
            parts.append(f"It costs {said.number(offer.costs)}.")
        passing = said.number(offer.share_passing) if offer.share_passing is not None else "All"
        after = f"{said.number(offer.duration)} later" if offer.duration is not None else "at once"
        parts.append(f"{passing} of those who take it pass, {after}. How many take it, the society says.")
        if offer.spares_records:
            parts.append("Who passes has no record of it; of whoever fails it comes then.")
        if offer.spares_entering:
            parts.append("Who passes does not come onto the list; whoever fails does then.")
        if offer.puts_on is not None:
            parts.append(f"Who passes is put on the list {quoted(offer.puts_on)}.")
        yield said.sentence(("offers", name), " ".join(parts))


READS = (Reads(CHOSEN, 1, chosen),)
