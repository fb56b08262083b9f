"""Random bundles of safeguards, as Hypothesis strategies: of records, of listings, of some by themselves."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.property.parts import CONDITIONS, DOMAINS, ORGANISATION, PERSON, or_none, safeguards, shares

CLASSES = ["age >= 30", "sex == male and fifth <= 3", "tenure >= 3 weeks"]
"""Whom a bundle may be for."""


@st.composite
def of_records(draw: st.DrawFn) -> dict[str, Any]:
    """A bundle of records: all but repair."""
    seven = draw(safeguards())
    return {**{name: part for name, part in seven.items() if name != "repair"}, "others": "none"}


@st.composite
def of_listings(draw: st.DrawFn) -> dict[str, Any]:
    """A bundle of listings."""
    seven = draw(safeguards())
    if seven["appeal"] != "none":
        grounds = {key: draw(or_none(shares())) for key in ("success_if_protected", "success_if_slight")}
        seven["appeal"] = {**seven["appeal"], **grounds}
    if seven["hearing"] != "none":
        told = {key: part for key, part in seven["hearing"].items() if key != "recognises_unable"}
        seven["hearing"] = {**told, "exempts": draw(or_none(shares()))}
    if seven["notice"] != "none":
        seven["notice"] = {**seven["notice"], "lapses": draw(st.booleans())}
    return {**seven, "others": "none"}


@st.composite
def bundled(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A regime with bundles of safeguards: one or two of records, and of listings."""
    section: dict[str, Any] = {"of_records": "court", "of_listings": draw(st.sampled_from(["board", "none"]))}
    section["court"] = draw(of_records())
    conducts, lists = ({**entry} for entry in (whole["conducts"], whole["lists"]))
    some = st.lists(st.sampled_from(sorted(conducts)), max_size=3, unique=True) if conducts else st.just([])
    for name in draw(some):
        own = draw(st.sampled_from(["other-court", "court", "none"]))
        conducts[name] = {**conducts[name], "safeguards": own}
        if own == "other-court":
            section[own] = section.get(own) or draw(of_records())
    for name in draw(st.lists(st.sampled_from(sorted(lists)), max_size=2, unique=True)):
        own = draw(st.sampled_from(["other-board", "none"]))
        lists[name] = {**lists[name], "safeguards": own}
        if own == "other-board":
            section[own] = section.get(own) or draw(of_listings())
    if section["of_listings"] == "board":
        section["board"] = draw(of_listings())
    if of_persons(whole):
        earned = st.sampled_from([*CONDITIONS[PERSON], "tenure >= 3 weeks", "records(any since joined) == 0"])
        for name in [name for name in section if "board" in name]:
            if section[name]["repair"] != "none":
                section[name]["repair"] = {**section[name]["repair"], "if": draw(earned)}
    if all(source.get("entity", PERSON) == PERSON for source in whole["sources"].values()):
        listed = of_persons(whole)
        for name in [name for name in section if "court" in name or ("board" in name and listed)]:
            if isinstance(section[name], dict):
                section[name]["to"] = draw(or_none(st.sampled_from(CLASSES)))
    return {**whole, "conducts": conducts, "lists": lists, "safeguards": section}


def of_persons(whole: dict[str, Any]) -> bool:
    """Return whether every list is of persons, those that refusals make among them."""
    refused = [each.get("refuse", []) for each in whole["consequences"].values()]
    kinds = {kind for each in refused for kind in ([each] if isinstance(each, str) else each)}
    listed = {rule.get("entity", PERSON) for rule in whole["lists"].values()}
    return listed <= {PERSON} and not kinds & set(DOMAINS[ORGANISATION])


@st.composite
def amended(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """Safeguards as an amendment changes them: a bundle's, or one for all records where there was none."""
    if whole["safeguards"] == "none":
        return {"of_records": "court", "of_listings": "none", "court": draw(of_records())}
    named = [name for name, part in whole["safeguards"].items() if isinstance(part, dict)]
    name = draw(st.sampled_from(sorted(named)))
    return {name: draw(of_listings() if "board" in name else of_records())}
