"""M04, M33, said back: what falls on those near somebody who is listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms.ties.language import passes
from demerit.regime.saying import people, quoted, whom
from demerit.regime.sentences import OTHERS, Reads, Said, Sentence, points

NEAR = {
    "household": "those who live with them",
    "adult_child": "the grown children in other households",
    "parent": "the parents in other households",
    "sibling": "the grown brothers and sisters in other households",
    "spouse": "the spouses",
    "former_spouse": "the divorced spouses",
    "acquaintance": "the acquaintances",
    "workplace": "the colleagues",
    "group": "the members of groups that answer together",
    "leader": "those who lead them",
    "organisation": "the organisations that they lead",
}
"""Who is near whom, in words."""


def others(form: Any) -> Iterator[Sentence]:
    """Say what falls on whom."""
    if form.spillover is None:
        yield Said().sentence(
            ("spillover",), "Nothing falls on those near somebody who is listed or loses points."
        )
        return
    for relation, spill in form.spillover.relations.items():
        yield _of(form, relation, spill)
    if form.spillover.chain:
        yield Said().sentence(
            ("spillover", "chain"), "It is said to pass on further, from relation to relation."
        )


def _of(form: Any, relation: str, spill: Any) -> Sentence:
    giver, _ = passes(relation)
    noun = "organisations" if giver == "organisation" else "people"
    origin = spill.of or spill.lists
    asks = [
        each for each in (spill.applies_to, form.spillover.applies_to if giver == "person" else None) if each
    ]
    of_whom = f"{noun} on the list {quoted(origin)}" if origin else people(None, giver)
    if asks[:1]:
        of_whom += f" {whom(form.expression(asks[0], giver).root, giver)}"
    near = f"Of {of_whom}, {NEAR[relation]}"
    said, at = Said(), ("spillover", relation)
    if spill.lists is not None:
        chance = f" in {said.number(spill.chance)} of cases" if spill.chance is not None else ""
        text = f"{near} are put on the list {quoted(spill.lists)} too{chance}, for as long as that lasts."
        return said.sentence(at, text, spill)
    if spill.points is not None:
        every = said.number(spill.every).removeprefix("1 ")
        chance = f", in {said.number(spill.chance)} of cases" if spill.chance is not None else ""
        verbs = ("lose", "gain")
        if (form.near_against(spill.points) > 0) == (spill.points > 0):
            verbs = ("are let off", "are given")
        verb = verbs[spill.points > 0]
        return said.sentence(
            at,
            f"{near} {verb} {points(spill.points)} every {every}{chance}, for as long as that lasts.",
            spill,
        )
    return said.sentence(
        at,
        f"{near} are said to bear {said.number(spill.share_of_points)} of each loss and gain; this has"
        " no effect in a run.",
    )


READS = (Reads(OTHERS, 0, others),)
