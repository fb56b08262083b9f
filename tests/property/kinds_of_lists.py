"""Kinds of lists drawn at random: benefits and notes among those that nothing makes a burden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st


@st.composite
def kinded(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A regime with its amendments, whose lists say what they are."""
    burdens = set(_burdens(whole))
    for name, rule in whole["lists"].items():
        rule["kind"] = "burden" if name in burdens else draw(st.sampled_from(["burden", "benefit", "note"]))
    return whole


def _burdens(whole: dict[str, Any]) -> Iterator[str]:
    """Yield the lists that are a burden in some form of a regime by what follows from them."""
    for form in (whole, *whole["amendments"]):
        for name, rule in form.get("lists", {}).items():
            said = [rule.get(key, "none") for key in ("publish", "stops")] if isinstance(rule, dict) else []
            if any(each != "none" for each in said):
                yield name
    for each in whole["consequences"].values():
        to = "" if "favour" in each else each["to"]
        for name in whole["lists"]:
            if to in (name, f"listed({name})") or (f"listed({name})" in to and " or " in to):
                yield name
