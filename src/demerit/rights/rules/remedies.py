"""Decided again by others, mended, earned back: R13, R14, R21, R22.

A way back that next to nobody gets, or that next to never helps, is one in name only, as in `process`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from demerit.documents.reading import Where
from demerit.mechanisms.stops.language import stopping
from demerit.quantities import Share
from demerit.regime.parts import Appeal, ListRule, Repair
from demerit.rights.guards import Guarded, guarded
from demerit.rights.reach import burdens, paid_off, refusals
from demerit.rights.rule import CETS, Form, Found, Hit, Rule, Source, beyond
from demerit.rights.thresholds import (
    APPEAL_DAYS,
    APPEAL_SHARE,
    APPEAL_WON,
    IRREVERSIBLE,
    MENDED_SHARE,
    MENDING_DAYS,
    REPAIR_SHARE,
    percent,
)


def no_appeal(form: Form) -> Found:
    """R13: nobody else decides again, or only after long, or hardly ever to any effect."""
    regime = form.regime
    for group in guarded(regime, burdens(regime)) if burdens(regime) else ():
        appeals = group.parts("appeal")
        if not appeals:
            yield Hit(group.lacking(form, "appeal"), "appeal: none", group.names)
        for place, appeal in appeals:
            yield from _weak_appeal(appeal, place, group.names)


def _weak_appeal(appeal: Appeal, place: Where, what: tuple[str, ...]) -> Found:
    """Yield what makes an appeal one in name only."""
    if not appeal.independent:
        yield Hit(
            (*place, "independent"),
            "whoever decides the appeal is not independent",
            what,
            "write `independent: true` once it is so",
        )
    for key, threshold in (("chance", APPEAL_SHARE), ("success_if_wrong", APPEAL_WON)):
        value: Share = getattr(appeal, key)
        change = "let people appeal who have reason to, and win where the record is wrong"
        yield from beyond(threshold, value.value, (*place, key), what, change)
    if appeal.delay is not None:
        before = f"an appeal takes {appeal.delay}; "
        change = f"decide appeals in less than {APPEAL_DAYS.clear}"
        yield from beyond(APPEAL_DAYS, appeal.delay.days, (*place, "delay"), what, change, before=before)


def not_suspensive(form: Form) -> Found:
    """R14: nothing halts a grave consequence until the appeal is decided."""
    regime = form.regime
    grave = {
        name: each
        for name, each in refusals(regime).items()
        if IRREVERSIBLE.fires(form.severity_of(name)) and not each.suspensive
    }
    for group in guarded(regime, grave):
        appeals = [appeal for _, appeal in group.parts("appeal")]
        if any(appeal.suspensive for appeal in appeals):
            continue
        for name in group.names:
            said = "an appeal does not halt it" if appeals else "no appeal could halt it"
            yield Hit(
                ("consequences", name), f"{said}: severity {IRREVERSIBLE.says(form.severity_of(name))}", name
            )


def no_repair(form: Form) -> Found:
    """R21: nobody earns a way off a list before its term, and paying does not help either."""
    regime = form.regime
    refused = {
        listed for each in refusals(regime).values() for listed, _ in each.form.brought_by(regime, each)
    }
    burdening = refused | {name for name, _ in stopping(regime)}
    lists = [
        name
        for name, listed in regime.lists.items()
        if (name in burdening or listed.publish is not None) and not paid_off(listed)
    ]
    for group in guarded(regime, lists) if lists else ():
        repairs = group.parts("repair")
        if not repairs:
            yield Hit(group.lacking(form, "repair"), "repair: none, and paying does not help", group.names)
        for place, repair in repairs:
            yield from beyond(REPAIR_SHARE, repair.chance.value, (*place, "chance"), group.names)
            late = tuple(name for name in group.names if _too_late(repair, regime.lists[name]))
            if late:
                said = f"it may be asked for after {repair.after}, when the term has ended"
                yield Hit((*place, "after"), said, late)


def _too_late(repair: Repair, listed: ListRule) -> bool:
    """Return whether a repair may only be asked for when a listing is over."""
    return any(each.days is not None and repair.after.days >= each.days for each in listed.lasting)


Mending = tuple[Decimal | None, str, Where]
"""Days until something wrong is mended, if it takes any, by which safeguard, and its place."""


def _ways_to_mend(group: Guarded) -> list[Mending]:
    """Return the ways by which wrong data are mended that are more than a name."""
    found: list[Mending] = [
        (each.delay.days if each.delay is not None else None, "correction", place)
        for place, each in group.parts("correction")
        if not MENDED_SHARE.fires(percent(each.chance.value))
    ]
    return found + [
        (each.delay.days if each.delay is not None else None, "appeal", place)
        for place, each in group.parts("appeal")
        if not APPEAL_SHARE.fires(percent(each.chance.value))
        and not APPEAL_WON.fires(percent(each.success_if_wrong.value))
    ]


def no_correction(form: Form) -> Found:
    """R22: wrong data are not mended, or next to never, or only after long; the quickest way counts."""
    what = burdens(form.regime)
    for group in guarded(form.regime, what) if what else ():
        ways, corrections = _ways_to_mend(group), group.parts("correction")
        for place, correction in corrections:
            for hit in beyond(MENDED_SHARE, correction.chance.value, (*place, "chance"), group.names):
                if isinstance(hit, Hit) and not (ways and hit.near):
                    yield replace(hit, near=False)
        if not ways and not corrections:
            also = " that is more than a name" if group.parts("appeal") else ""
            yield Hit(
                group.lacking(form, "correction"),
                f"correction: none, and no appeal{also} by which wrong data could be mended",
                group.names,
            )
        if not ways or any(days is None for days, _, _ in ways):
            continue
        days, name, at = min((days, name, at) for days, name, at in ways if days is not None)
        change = f"mend wrong data in less than {MENDING_DAYS.clear}, by correction or appeal"
        before = f"the quickest way, {name}, takes "
        yield from beyond(MENDING_DAYS, days, (*at, "delay"), group.names, change, before=before)


RULES = (
    Rule(
        "R13",
        "no appeal to an independent body",
        "H",
        "there is no appeal, its body is not independent, it takes longer than the threshold, or fewer appeal"
        " or win against a wrong record than the thresholds",
        (
            Source(f"{CETS} 14(2)(c), complaint", "V2", needs_ai=True),
            Source("ICCPR 2(3), 14(1); ECHR 6, 13; EU Charter 47", "M"),
        ),
        "Where can people bring these before somebody independent, and in time: {what}?",
        "let an independent body decide (`safeguards.appeal`)",
        "courts outside the regime; why few people appeal",
        no_appeal,
        (APPEAL_DAYS, APPEAL_SHARE, APPEAL_WON),
    ),
    Rule(
        "R14",
        "appeal that does not halt grave harm",
        "W",
        "a disadvantage of at least the threshold's severity is not halted by an appeal",
        (Source("ECHR 13, case law", "M"),),
        "Can {what} be undone if the appeal succeeds?",
        "let an appeal halt it (`suspensive: true`)",
        "harm that is small each week and lasts",
        not_suspensive,
        (IRREVERSIBLE,),
    ),
    Rule(
        "R21",
        "no repair path",
        "H",
        "nobody earns a way off a list that burdens, fewer than the threshold do, or only when its"
        " term has ended",
        (
            Source("State Council General Office, opinion 49 of 2020, and the draft of 2025 on repair", "V"),
            Source("ICCPR 10(3), by analogy", "M"),
        ),
        "By what conduct of their own can people come off these before the term: {what}?",
        "let people earn their way off (`safeguards.repair`, or `release_on_payment`)",
        "what repair asks of people; lists that end so soon that it does not matter",
        no_repair,
        (REPAIR_SHARE,),
    ),
    Rule(
        "R22",
        "correction missing or late",
        "H",
        "wrong data are not mended, by correction or appeal, found less often than the thresholds, or mended"
        " only after longer than the threshold",
        (
            Source("US Fair Credit Reporting Act, maximum possible accuracy (as the CFPB puts it)", "V"),
            Source("GDPR 5(1)(d), 16", "M"),
        ),
        "How soon must wrong data behind these be mended: {what}?",
        "find and mend wrong data more often and sooner than the thresholds (`safeguards.correction`)",
        "copies that others keep",
        no_correction,
        (MENDING_DAYS, MENDED_SHARE, APPEAL_SHARE, APPEAL_WON),
    ),
)
"""Rules about ways back."""
