"""M20, M22, said back: what happens of itself on events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms.scores.language import Ledger
from demerit.mechanisms.triggers.language import entity_of
from demerit.regime.lengths import Ever, ToDay
from demerit.regime.saying import quoted, series, whom
from demerit.regime.sentences import LISTED, SCORED, Reads, Said, Sentence, day_of_year
from demerit.regime.when import recurs

_EXITS = {
    "correction": "because a record is corrected or the listing found wrong",
    "appeal": "because an appeal is won",
    "payment": "because they have paid",
    "repair": "because they are repaired",
    "taken-off": "because a rule takes them off",
    "rule": "because the rule of the list changes",
    "fulfilled": "because what was to end it has come true",
    "expiry": "because its length is over",
    "ceased": "because what the list asks for no longer holds",
    "tie": "because no tie carries it any more",
}
"""How somebody leaves a list, as what follows it."""
_ABSORBED = " (nothing earlier counts in it any more)"


def triggers(form: Any) -> Iterator[Sentence]:
    """Say the triggers, one after another."""
    for name, trigger in form.triggers.items():
        if trigger.schedule is not None:
            yield _scheduled(form, name, trigger)
            continue
        said, entity = Said(), entity_of(form, trigger)
        noun = "an organisation" if entity == "organisation" else "a person"
        who = ""
        if trigger.condition is not None:
            noun = "one of the organisations" if entity == "organisation" else "one of the people"
            who = f" {whom(form.expression(trigger.condition, entity).root, entity)}"
        chance = f", in {said.number(trigger.chance)} of cases" if trigger.chance is not None else ""
        does = series(list(_does(trigger, said)))
        yield said.sentence(
            ("triggers", name),
            f"Rule {quoted(name)}: when {_when(trigger, noun, who)}{chance}, {does}.",
            trigger,
        )
    yield from _together(form)


def _together(form: Any) -> Iterator[Sentence]:
    """Say in which order rules act that one step sets off, where one takes away what another reads."""
    events = [each for each in form.triggers.values() if each.schedule is None or not each.adds]
    cleared = {score for each in events for score in (*each.clear, *each.sets)}
    if cleared & {score for each in events for score in each.adds} and len(events) > 1:
        yield Said().sentence(
            ("triggers",),
            "Rules that are set off in one step all read how things stood before any of them acted; then, as"
            " the step ends, scores go back or are set, and points come on top.",
        )


def _scheduled(form: Any, name: str, trigger: Any) -> Sentence:
    """Say what a schedule does, to all or to some."""
    said, entity = Said(), entity_of(form, trigger)
    nouns = "organisations" if entity == "organisation" else "members" if form.members else "people"
    whom_it_acts_on = f"all {nouns}"
    if trigger.condition is not None:
        whom_it_acts_on = f"{nouns} {whom(form.expression(trigger.condition, entity).root, entity)}"
    if trigger.chance is not None:
        whom_it_acts_on = f"{said.number(trigger.chance)} of {whom_it_acts_on}"
    when = recurs(trigger.schedule, said, bool(form.members))
    does = series(list(_does(trigger, said)))
    return said.sentence(
        ("triggers", name), f"Rule {quoted(name)}: {when}, for {whom_it_acts_on}, {does}.", trigger
    )


def _when(trigger: Any, noun: str, who: str) -> str:
    """Return what sets a trigger off, as a clause."""
    if trigger.record:
        names = series([quoted(each) for each in trigger.record], "or")
        return f"a record of {names} begins to count against {noun}{who}"
    if trigger.passes is not None:
        return f"{noun}{who} passes {quoted(trigger.passes)}"
    if trigger.joins:
        return f"{noun}{who} joins"
    if trigger.enters:
        return f"{noun}{who} comes onto the list {quoted(trigger.enters)}"
    how = f" {series([_EXITS[each] for each in trigger.exits], 'or')}" if trigger.exits else ""
    return f"{noun}{who} leaves the list {quoted(trigger.leaves)}{how}"


def _does(trigger: Any, said: Said) -> Iterator[str]:
    """Yield what a trigger does, as clauses."""
    lasts = _lasts(trigger, said)
    for score in trigger.clear:
        yield f"{quoted(score)} goes back to its start{_ABSORBED}"
    for score, value in trigger.sets.items():
        yield f"{quoted(score)} is set to {value}{_ABSORBED if isinstance(trigger.lasts, Ever) else lasts}"
    for score, points in trigger.adds.items():
        number = f"{abs(points)} point{'' if abs(points) == 1 else 's'}"
        end = f", as far as {trigger.as_far_as[score]:,}" if score in trigger.as_far_as else ""
        good = ", and records that cease to count give back so much less" if trigger.makes_good else ""
        yield f"{quoted(score)} {'rises' if points > 0 else 'falls'} by {number}{lasts}{end}{good}"
    if trigger.take_off is not None:
        yield f"they are taken off the list {quoted(trigger.take_off)}"
    if trigger.put_on is not None:
        yield f"they are put on the list {quoted(trigger.put_on)}"


def _lasts(trigger: Any, said: Said) -> str:
    if trigger.lasts is None:
        return ""
    if isinstance(trigger.lasts, Ever):
        return " for good"
    if isinstance(trigger.lasts, ToDay):
        year = "the next" if trigger.lasts.years else "that"
        return f" until {day_of_year(trigger.lasts.month, trigger.lasts.day)} of {year} year"
    return f" for {said.number(trigger.lasts)}"


def returning(form: Any) -> Iterator[Sentence]:
    """Say of each ledger that no schedule moves that nothing comes back to it by time alone."""
    for name, score in form.scores.items():
        scheduled = [each for each in form.triggers.values() if each.schedule is not None]
        if isinstance(score, Ledger) and not any(name in each.moves for each in scheduled):
            text = f"No schedule brings points back to {quoted(name)}."
            yield Said().sentence(("scores", name, "recovery"), text)


READS = (Reads(LISTED, 1, triggers), Reads(SCORED, 1, returning))
