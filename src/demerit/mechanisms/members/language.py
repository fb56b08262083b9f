"""Whom a regime is about, as a file writes it: holders of something, people of some traits, who consents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from demerit.documents import Name, OrNone, Part
from demerit.errors import Complaint
from demerit.mechanisms.members.counts import MOST_REASONS
from demerit.regime.expressions import OF_PERSONS
from demerit.regime.given import Condition
from demerit.regime.trees import Variable, nodes


class Members(Part):
    """Whom a regime is about: who is outside has no score, no record, no list and no favour."""

    of: OrNone[Name] = None
    """The society's holding, such as a licence, whose holders these are; none where anybody is."""
    who: OrNone[Condition] = None
    """A condition on traits and on what somebody holds; none where it asks for nothing."""
    consent: OrNone[Literal["opt-in", "opt-out"]] = None
    """Who of these is in: `opt-in`, those who join; `opt-out`, all but those who leave; none, all of them."""
    reasons: Annotated[dict[Name, Condition], Field(max_length=MOST_REASONS)] = Field(default_factory=dict)
    """What gives a member reason to leave, by names of which the society says how many then do so
    (`responses.consent.reasons`): conditions, asked as the step began, such as `score < 600`."""


def wrong_members(regime: Any) -> Iterator[Complaint]:
    """Yield what is wrong with whom a regime is about."""
    members: Members | None = regime.members
    if members is None:
        return
    if members.of is None and members.who is None and members.consent is None:
        yield Complaint(
            "these members are everybody",
            at=("members",),
            on_key=True,
            allowed="of, who, consent",
            next_step="say who they are, or remove `members`",
        )
    if members.reasons and members.consent is None:
        yield Complaint(
            "nobody leaves a regime that asks for nobody's consent",
            found=", ".join(members.reasons),
            at=("members", "reasons"),
            on_key=True,
            next_step="add `consent: opt-in` or `consent: opt-out`, or remove the reasons",
        )
    if members.who is None:
        return
    try:
        root = regime.expression(members.who).root
    except Complaint:
        return  # said where conditions are read
    for node in nodes(root):
        if isinstance(node, Variable) and not _of_a_person(node):
            yield Complaint(
                f"whether somebody is a member cannot hang on {node.name}, which members alone have",
                found=node.name,
                at=("members", "who"),
                offset=node.start,
                allowed=", ".join([*sorted(OF_PERSONS), "holds(HOLDING)"]),
                next_step="ask for traits, or for what somebody holds",
            )
            return


def _of_a_person(variable: Variable) -> bool:
    """Return whether a variable is a trait, or what somebody holds."""
    if variable.term is not None:
        return variable.term.what == "holds"
    return variable.name in OF_PERSONS or variable.name == "entity"
