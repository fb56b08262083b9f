"""Who else bears it: R08 and R09."""

from __future__ import annotations

from demerit.regime.parts import Spill
from demerit.rights.reach import refusals
from demerit.rights.rule import Form, Found, Hit, Rule, Source


def collective(form: Form) -> Found:
    """R08: others than the person bear it."""
    yield from _falling_on(form, "family", "staff")
    if form.regime.spillover is None:
        return
    for relation, spill in form.regime.spillover.relations.items():
        if _gives(form, spill):
            continue
        passes = _passed(spill)
        who = relation.replace("_", " ") + (f" of those on {spill.of}" if spill.of else "")
        yield Hit(
            ("spillover", relation),
            f"{passes} passes to the {who}",
            f"{passes} to the {who}",
            f"remove `spillover.{relation}`",
        )


def _falling_on(form: Form, *whom: str) -> Found:
    """Yield the consequences that fall on somebody else, of some kinds."""
    for name, each in refusals(form.regime).items():
        if each.falls_on in whom:
            place, change = ("consequences", name, "falls_on"), f"remove `falls_on: {each.falls_on}`"
            yield Hit(place, f"it falls on {each.falls_on}", name, change)


def _passed(spill: Spill) -> str:
    """Return what a relation bears."""
    if spill.lists is not None:
        return f"the list {spill.lists}"
    if spill.points is not None:
        return f"{spill.points:+d} points"
    return f"a share of points ({spill.share_of_points})"


def _gives(form: Form, spill: Spill) -> bool:
    """Return whether what a relation bears is to its advantage."""
    return form.regime.near_against(spill.points) < 0


def children(form: Form) -> Found:
    """R09: minors bear a parent's record."""
    regime = form.regime
    yield from _falling_on(form, "children")
    spill = regime.spillover.household if regime.spillover is not None else None
    if spill is None or _gives(form, spill):
        return
    if spill.lists is None:
        said = "points pass to everyone at home"
    elif regime.lists[spill.lists].minors:
        said = f"the list {spill.lists}, which takes people under 18, passes to everyone at home"
    else:
        return
    place, what = ("spillover", "household"), "what passes to the household"
    yield Hit(place, said, what, "remove `spillover.household`")


RULES = (
    Rule(
        "R08",
        "collective punishment",
        "P",
        "a disadvantage falls on family or staff, or a listing or points pass to relations",
        (
            Source(
                "American Convention on Human Rights 5(3) and African Charter 7(2), punishment is personal,"
                " as the ICRC quotes them under customary rule 102",
                "V",
            ),
            Source("Geneva Convention IV 33 (armed conflict only), as quoted there", "V"),
            Source("ICCPR 14, 26", "M"),
        ),
        "On what ground may these reach somebody for what another person is recorded for: {what}?",
        "remove it",
        "consequences that reach others without the file saying so; whether relations are listed rightly",
        collective,
    ),
    Rule(
        "R09",
        "child pays for parent",
        "P",
        "a disadvantage falls on children, or a household with minors in it bears a listing or points",
        (Source("Convention on the Rights of the Child 2(2), 28", "M"),),
        "May these put a child at a disadvantage because of a parent's record: {what}?",
        "remove it",
        "what children lose when a parent is refused something; children listed for their own conduct",
        children,
    ),
)
"""Rules about those who did nothing."""
