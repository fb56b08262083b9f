"""M20, M22: what a regime as a whole cannot mean by its triggers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.errors import Complaint
from demerit.mechanisms.offers.language import putting
from demerit.mechanisms.scores.language import Ledger
from demerit.mechanisms.scores.language_risk import RiskScore
from demerit.mechanisms.triggers.language import Trigger, entity_of
from demerit.regime.naming import unknown
from demerit.regime.schedules import JOINED, LAST_RECORD, own


def complaints(form: Any) -> Iterator[Complaint]:
    """Yield what is wrong with the triggers of a form of a regime, and with lists that they fill."""
    for name, trigger in form.triggers.items():
        yield from _names(form, name, trigger)
        yield from _whom(form, name, trigger)
        yield from _scores(form, name, trigger)
        yield from _own_day(form, name, trigger)
    yield from _ways(form)
    for name, score in form.scores.items():
        if isinstance(score, Ledger):
            yield from _two_ways_back(form, name, score)


def _names(form: Any, name: str, trigger: Trigger) -> Iterator[Complaint]:
    """Yield what a trigger names that the regime does not have."""
    at = ("triggers", name)
    for number, conduct in enumerate(trigger.record):
        if conduct not in form.conducts:
            yield unknown("conduct", conduct, form.conducts, (*at, "record", number), False)
    for key in ("enters", "leaves", "put_on", "take_off"):
        listed = getattr(trigger, key)
        if listed is not None and listed not in form.lists:
            yield unknown("list", listed, form.lists, (*at, key), False)
    if trigger.passes is not None and trigger.passes not in form.offers:
        yield unknown("offer", trigger.passes, form.offers, (*at, "passes"), False)
    named = {"add": trigger.adds, "as_far_as": trigger.as_far_as, "set": trigger.sets, "clear": trigger.clear}
    for key, scores in named.items():
        for number, score in enumerate(scores):
            if score not in form.scores:
                place = (*at, key, number) if key == "clear" else (*at, key, score)
                yield unknown("score", score, form.scores, place, key != "clear")


def _whom(form: Any, name: str, trigger: Trigger) -> Iterator[Complaint]:
    """Yield a trigger of which one list is of persons and another of organisations."""
    entity = entity_of(form, trigger)
    for key in ("enters", "leaves", "put_on", "take_off"):
        listed = getattr(trigger, key)
        if listed in form.lists and form.lists[listed].entity != entity:
            yield Complaint(
                f"this trigger acts on {entity}s, and {listed} is a list of {form.lists[listed].entity}s",
                found=listed,
                at=("triggers", name, key),
                next_step=f"name lists of {entity}s alone",
            )


def _scores(form: Any, name: str, trigger: Trigger) -> Iterator[Complaint]:
    """Yield points for a score that is worked out from something else."""
    for key, scores in (("add", trigger.adds), ("set", trigger.sets)):
        for score in scores:
            if score in form.scores and not isinstance(form.scores[score], Ledger):
                yield Complaint(
                    f"{score} is worked out from its records, and what is {key} to it would be lost"
                    if key == "add"
                    else f"{score} is worked out from its records, and cannot be set to a value",
                    found=score,
                    at=("triggers", name, key, score),
                    on_key=True,
                    allowed="clear",
                    next_step=f"write `clear: [{score}]`, or make it a ledger",
                )
            elif key == "add" and trigger.makes_good and score in form.scores:
                ledger = form.scores[score]
                if (scores[score] > 0) != ledger.lower_is_worse:
                    yield Complaint(
                        f"this makes {score} worse, and makes nothing good",
                        found=f"{score}: {scores[score]}",
                        at=("triggers", name, "add", score),
                        on_key=True,
                        allowed="points to the better side of the score",
                        next_step="remove `makes_good`, or change the sign",
                    )
    for number, score in enumerate(trigger.clear):
        if isinstance(form.scores.get(score), RiskScore):
            yield Complaint(
                f"{score} is worked out anew on its dates, from what its features count all the same",
                found=score,
                at=("triggers", name, "clear", number),
                next_step="count in a ledger, and let the trigger clear that",
            )


def _ways(form: Any) -> Iterator[Complaint]:
    """Yield lists that triggers put people on without a way for it, or the other way round."""
    by_offer = {listed: f"the offer {name}" for listed, name in putting(form).items()}
    by_trigger = {each.put_on: f"the trigger {name}" for name, each in form.triggers.items() if each.put_on}
    fills = by_offer | by_trigger
    for name, rule in form.lists.items():
        places = [number for number, way in enumerate(rule.ways) if way.put_on]
        if name in fills and not places:
            yield Complaint(
                f"{fills[name]} puts people on this list, and no way of it says for how long",
                at=("lists", name, "enter"),
                on_key=True,
                next_step="add `- {by: triggers, for: LENGTH}` to `enter`",
            )
        if places and name not in fills:
            yield Complaint(
                "no trigger and no offer puts anybody on this list",
                found="by: triggers",
                at=("lists", name, "enter", places[0], "by"),
                next_step=f"add a trigger with `put_on: {name}`, an offer with `puts_on`, or remove this way",
            )
        if len(places) > 1:
            yield Complaint(
                "two ways are filled by triggers, and it is not said which of them",
                at=("lists", name, "enter", places[1], "by"),
                next_step="keep one; `for` takes cases",
            )


def _own_day(form: Any, name: str, trigger: Trigger) -> Iterator[Complaint]:
    """Yield a schedule since a day of one's own that nobody knows of those who are there as a run begins."""
    since, at = own(trigger.schedule), ("triggers", name, "schedule")
    if not since:
        return
    members = form.members
    if entity_of(form, trigger) != "person":
        yield Complaint(
            "a day of one's own is known of persons alone",
            found=str(trigger.schedule),
            at=at,
            allowed="yearly on MM-DD, monthly on DAY, every N UNITS from DATE",
            next_step="write it from a date",
        )
    elif members is None or (members.of is None and members.consent != "opt-in"):
        yield Complaint(
            "nothing says since when those are there with whom a run begins: its first day decides nothing",
            found=str(trigger.schedule),
            at=at,
            next_step="add `members: {of: HOLDING}`, of which the society says since when people have it, or"
            " `consent: opt-in`",
        )
    risky = any(isinstance(score, RiskScore) for score in form.scores.values())
    if (
        since == LAST_RECORD
        and not risky
        and not any(
            form.points_of(conduct, score) or form.conducts[conduct].discretionary
            for conduct in form.conducts
            for score in form.taking_points
        )
    ):
        yield Complaint(
            "no record of this regime is adverse: none moves a score",
            found=str(trigger.schedule),
            at=at,
            allowed=f"since {JOINED}",
            next_step="give a conduct points, or write it since joined",
        )


def _two_ways_back(form: Any, score: str, ledger: Ledger) -> Iterator[Complaint]:
    """Yield a ledger to which points return by time and by a trigger: a loss may be paid back twice.

    What a schedule adds as far as the start cannot: then records that end lift it no further either. Nor can
    what makes good: they give back so much less.
    """
    better = 1 if ledger.lower_is_worse else -1
    adding = [
        name
        for name, each in form.triggers.items()
        if each.adds.get(score, 0) * better > 0
        and each.as_far_as.get(score) != ledger.start
        and not each.makes_good
    ]
    lapses = [
        conduct
        for conduct in form.conducts
        if form.life_of(conduct) is not None and form.points_of(conduct, score) * better < 0
    ]
    bound, key = (ledger.cap, "cap") if better > 0 else (ledger.floor, "floor")
    if adding and lapses and bound != ledger.start:
        yield Complaint(
            f"points return to {score} in two ways, when a record of {lapses[0]} no longer counts and by this"
            " trigger, so that one loss can be paid back twice",
            found=f"{key}: {'none' if bound is None else bound}",
            at=("triggers", adding[0], "add", score),
            on_key=True,
            allowed=f"{key}: {ledger.start}, its start",
            next_step=f"write `{key}: {ledger.start}`, or let records count `ever`",
        )
