"""How an entry is told: by the sentence that its kind declares (`words` in the mechanisms' folders).

A kind that nothing declares is told by its fields, so that nothing goes missing. Entries known to the lab
alone are marked where they are printed, and are worded as what is so, not as what anybody was told.
"""

from __future__ import annotations

from demerit.archive.schema.kinds import KIND_NAMES
from demerit.explain.words import number, words


def phrase(kind: str, what: str, by: str, outcome: str, amount: int, after: int) -> str:
    """Return an entry in words."""
    known = KIND_NAMES.get(kind)
    if known is None:
        fields = [words(field) for field in (what, by, outcome) if field]
        fields += [str(amount)] if amount else []
        return f"{kind}: {', '.join(fields)}" if fields else kind
    return known.sentence(by, outcome, amount).format(
        what=words(known.said("what", what)),
        by=by if by.startswith("syn-") else words(known.said("by", by)),
        outcome=words(outcome),
        amount=number(amount),
        points=number(amount, "+,"),
        after=number(after),
        share=f"{max(amount, 0) / 2**30:.0%}",
    )
