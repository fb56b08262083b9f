"""From whom to whom a tie passes a listing, and what is wrong with the lists that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demerit.errors import Complaint
from demerit.regime.parts import BETWEEN, ListRule, Spill, passes


def wrong_ends(relation: str, spill: Spill, lists: Mapping[str, ListRule]) -> Iterator[Complaint]:
    """Yield where a relation passes from, or to, a list of the wrong entity."""
    ends = passes(relation)
    if relation in BETWEEN and spill.lists is None:
        yield Complaint(
            "points do not pass between organisations and their leaders",
            at=("spillover", relation, "points" if spill.points is not None else "share_of_points"),
            on_key=True,
            next_step="write `lists: LIST, of: LIST`, or remove the relation",
        )
    elif relation in BETWEEN and spill.of is None:
        yield Complaint(
            f"`{relation}` passes from one kind of entity to the other and does not say from which list",
            at=("spillover", relation),
            on_key=True,
            next_step=f"add `of: LIST`, a list of {ends[0]}s",
        )
    for key, name, entity in (("lists", spill.lists, ends[1]), ("of", spill.of, ends[0])):
        if name is not None and name in lists and lists[name].entity != entity:
            yield Complaint(
                f"`{relation}` passes from {ends[0]}s to {ends[1]}s, and {name} is a list of"
                f" {lists[name].entity}s",
                found=name,
                at=("spillover", relation, key),
                allowed=", ".join(n for n, rule in lists.items() if rule.entity == entity)
                or f"this regime declares no list of {entity}s",
                next_step=f"name a list of {entity}s",
            )
