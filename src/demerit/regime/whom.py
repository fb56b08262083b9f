"""Whom consequences are about: entities, the lists that burden, and the lists that burdens make.

Whoever is refused something, or has it slower or dearer, is on a list that is a burden, so that every week
under it has a ground. What can take something from people who are on no burden that it asks for makes a list
of its own name: whoever `to` holds for is on it, from the step in which it does, and bears it from the next.
"""

from __future__ import annotations

from typing import Any

from demerit.errors import Complaint
from demerit.regime.given import Condition, bringing
from demerit.regime.parts import Consequence, OwnList
from demerit.regime.trees import implies

ENTITIES = ("person", "organisation")


def entity_of(regime: Any, consequence: Consequence) -> str:
    """Return whom a consequence is about: the entity of its list or of its `to`, else persons."""
    condition = consequence.conditions.get("to")
    if condition is None or consequence.form.of != "attempts":
        return "person"
    for entity in ENTITIES:
        try:
            names = regime.expression(condition, entity).free_names
        except Complaint:
            continue
        held = {rule.entity for name, rule in regime.lists.items() if f"listed({name})" in names}
        return "organisation" if held == {"organisation"} else entity
    return "person"


def bearing(regime: Any, consequence: Consequence) -> list[tuple[str, Condition | None]]:
    """Return the lists by which a consequence burdens, each with what it asks besides, if anything."""
    condition, entity = consequence.conditions["to"], entity_of(regime, consequence)
    if own := own_list(regime, consequence):
        return [(own, None)]
    return list(bringing(regime, condition, entity))


def own_list(regime: Any, consequence: Consequence) -> str:
    """Return the name of the list that a consequence makes, which is its own, or nothing if it makes none."""
    if not consequence.form.takes(consequence) or not makes_list(
        regime, consequence.conditions["to"], entity_of(regime, consequence)
    ):
        return ""
    names = [name for name, each in regime.consequences.items() if each is consequence]
    return str(names[0])


def asked(regime: Any, consequence: Consequence) -> Condition:
    """Return what a consequence with `to` asks in a run: being on its own list, if it makes one."""
    own = own_list(regime, consequence)
    return Condition(f"listed({own})") if own else consequence.conditions["to"]


def makes_list(regime: Any, condition: Condition, entity: str) -> bool:
    """Return whether a condition can hold for somebody on no burden that can make it hold."""
    lists = frozenset(f"listed({name})" for name, rule in regime.lists.items() if rule.kind == "burden")
    return not implies(regime.expression(condition, entity).root, lists)


def own_lists(regime: Any) -> dict[str, OwnList]:
    """Return the lists that burdens make and that the regime does not have yet, by name.

    One may ask for another, which has to be there to be read: whoever adds them asks again.

    Raises:
        Complaint: the regime has a list of such a name.
    """
    found: dict[str, OwnList] = {}
    for name, each in regime.consequences.items():
        if not each.form.takes(each) or isinstance(regime.lists.get(name), OwnList):
            continue
        condition, entity = each.conditions["to"], entity_of(regime, each)
        try:
            if not makes_list(regime, condition, entity):
                continue
        except Complaint:
            continue  # said where conditions are read
        if name in regime.lists:
            raise Complaint(
                f"{name} {each.form.done} people who are on no list that is a burden, so it makes one of its"
                " own name, and there is another",
                found=str(condition),
                at=("consequences", name, "to"),
                next_step="rename the consequence, or name a list in `to`",
            )
        found[name] = OwnList.model_validate(
            {
                "kind": "burden",
                "enter": [{"while": str(condition)}],
                "entity": entity,
                "minors": entity == "person",
            }
        )
    return found
