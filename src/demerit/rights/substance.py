"""Rules about what a regime does: who bears it, on what basis, for how long, before whose eyes."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.regime import Regime
from demerit.regime.parts import Consequence, Spill
from demerit.regime.scores import Ledger, RiskScore, RollingMean
from demerit.rights.rule import Form, Hit

EXPOSING_CHANNELS = ("screen", "broadcast", "caller-tone")
"""Where people meet an entry without having looked for it."""
EXPOSING_FIELDS = ("id-number", "photo", "address")
"""What lets a stranger find or take the place of a person."""


def adverse(consequence: Consequence) -> bool:
    """Return whether a consequence takes something away: it refuses, or multiplies by more than 1.

    A factor counts as taking away if any value of its assumed range is above 1.
    """
    factor = consequence.factor
    if factor is not None:
        return factor.most > 1
    return consequence.refuse is not None


def counted_against(regime: Regime) -> list[str]:
    """Return the conducts that can be held against somebody.

    They lose points, put on a list, enter a mean of ratings, or raise a risk score.
    """
    listing = {conduct for listed in regime.lists.values() for conduct in listed.enter.on}
    score = regime.score
    rated = isinstance(score, RollingMean)
    features = score.features if isinstance(score, RiskScore) else {}
    seen = {conduct for source in regime.sources.values() for conduct in source.sees} if rated else set()
    return [
        name
        for name, conduct in regime.conducts.items()
        if conduct.points < 0
        or (conduct.discretionary is not None and conduct.discretionary[0] < 0)
        or name in listing
        or name in seen
        or name in features
    ]


def collective(form: Form) -> Iterator[Hit]:
    """R08: others than the person bear it."""
    for name, consequence in form.regime.consequences.items():
        if adverse(consequence) and consequence.falls_on in ("family", "staff"):
            yield Hit(
                ("consequences", name, "falls_on"),
                f"{name} falls on {consequence.falls_on}",
                f"the consequence {name}",
                f"remove `falls_on: {consequence.falls_on}`",
            )
    if form.regime.spillover is None:
        return
    for relation, spill in form.regime.spillover.relations.items():
        if _gives(spill):
            continue
        passes = _passed(spill)
        who = relation.replace("_", " ") + (f" of those on {spill.of}" if spill.of else "")
        yield Hit(
            ("spillover", relation),
            f"{passes} passes to the {who}",
            f"what passes to the {who}",
            f"remove `spillover.{relation}`",
        )


def _passed(spill: Spill) -> str:
    """Return what a relation bears."""
    if spill.lists is not None:
        return f"the list {spill.lists}"
    if spill.points is not None:
        return f"{spill.points:+d} points"
    return f"a share of points ({spill.share_of_points})"


def _gives(spill: Spill) -> bool:
    """Return whether what a relation bears is to its advantage."""
    return spill.points is not None and spill.points > 0


def children(form: Form) -> Iterator[Hit]:
    """R09: minors bear a parent's record."""
    regime = form.regime
    for name, consequence in regime.consequences.items():
        if adverse(consequence) and consequence.falls_on == "children":
            yield Hit(
                ("consequences", name, "falls_on"),
                f"{name} falls on children",
                f"the consequence {name}",
                "remove `falls_on: children`",
            )
    spill = regime.spillover.household if regime.spillover is not None else None
    if spill is None or _gives(spill):
        return
    if spill.lists is None:
        yield Hit(
            ("spillover", "household"),
            "points pass to everyone at home",
            "what passes to the household",
            "remove `spillover.household`",
        )
    elif regime.lists[spill.lists].minors:
        yield Hit(
            ("spillover", "household"),
            f"the list {spill.lists}, which takes people under 18, passes to everyone at home",
            "what passes to the household",
            "remove `spillover.household`",
        )


def no_legal_basis(form: Form) -> Iterator[Hit]:
    """R17: a conduct counts against people without a rule, or by a range that an official fills."""
    for name in counted_against(form.regime):
        conduct = form.regime.conducts[name]
        if conduct.legal_basis is None:
            basis = ("conducts", name, "legal_basis")
            yield Hit(basis, f"legal basis of {name}: {form.written(*basis)}", name)
        if conduct.discretionary is not None and conduct.discretionary[0] < 0:
            low, high = conduct.discretionary
            yield Hit(
                ("conducts", name, "discretionary"),
                f"an official may give {low} to {high} points for {name}",
                name,
                "fix the points",
            )


def no_expiry(form: Form) -> Iterator[Hit]:
    """R20: a listing, a record or a score stays for ever."""
    regime = form.regime
    for name, listed in regime.lists.items():
        if listed.term is None:
            yield Hit(
                ("lists", name, "term"), f"term of the list {name}: none", f"the list {name}", "write a term"
            )
    for name, source in regime.sources.items():
        if source.retention is None:
            place = ("sources", name, "retention")
            yield Hit(
                place,
                f"retention of {name}: {form.written(*place)}",
                f"what {name} reports",
                "write a retention",
            )
    score = regime.score
    if isinstance(score, Ledger) and score.expiry is None and score.recovery is None:
        if any(regime.conducts[name].points < 0 for name in counted_against(regime)):
            yield Hit(
                ("score", "expiry"),
                f"expiry of points: {form.written('score', 'expiry')}, and none come back with time",
                "each lost point",
                "write an expiry, or let points come back",
            )


def public_shaming(form: Form) -> Iterator[Hit]:
    """R25: people are shown to those who did not look for them, or so that strangers can find them."""
    for name, listed in form.regime.lists.items():
        if listed.entity != "person":
            continue
        channels = [each for each in listed.publish or () if each in EXPOSING_CHANNELS]
        if channels:
            yield Hit(
                ("lists", name, "publish"),
                f"{name} is published by {', '.join(channels)}",
                f"showing people of the list {name} by {', '.join(channels)}",
                f"remove {', '.join(channels)}",
            )
        fields = [each for each in listed.publish_fields or () if each in EXPOSING_FIELDS]
        if fields:
            yield Hit(
                ("lists", name, "publish_fields"),
                f"{name} shows {', '.join(fields)}",
                f"showing {', '.join(fields)} of people of the list {name}",
                f"remove {', '.join(fields)}",
            )
