"""Decided again by others, mended, earned back: R13, R14, R21, R22.

A way back that next to nobody gets, or that next to never helps, is one in name only, as in `process`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from demerit.mechanisms.stops.language import stopping
from demerit.quantities import Share
from demerit.regime.model import Regime
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
    what = tuple(burdens(form.regime))
    appeal = form.regime.safeguards.appeal
    place = ("safeguards", "appeal")
    if not what:
        return
    if appeal is None:
        yield Hit(place, "appeal: none", what)
        return
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
    appeal = regime.safeguards.appeal
    if appeal is not None and appeal.suspensive:
        return
    for name, each in refusals(regime).items():
        if IRREVERSIBLE.fires(form.severity_of(name)) and not each.suspensive:
            said = "no appeal could halt it" if appeal is None else "an appeal does not halt it"
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
    if not lists:
        return
    repair = regime.safeguards.repair
    place = ("safeguards", "repair")
    named = tuple(lists)
    if repair is None:
        yield Hit(place, "repair: none, and paying does not help", named)
        return
    yield from beyond(REPAIR_SHARE, repair.chance.value, (*place, "chance"), named)
    late = [
        name
        for name in lists
        if any(
            each.days is not None and repair.after.days >= each.days for each in regime.lists[name].lasting
        )
    ]
    if late:
        yield Hit(
            (*place, "after"),
            f"it may be asked for after {repair.after}, when the term has ended",
            tuple(late),
        )


def _ways_to_mend(regime: Regime) -> dict[str, Decimal | None]:
    """Return the ways by which wrong data are mended that are more than a name, with their days."""
    found: dict[str, Decimal | None] = {}
    correction, appeal = regime.safeguards.correction, regime.safeguards.appeal
    if correction is not None and not MENDED_SHARE.fires(percent(correction.chance.value)):
        found["correction"] = correction.delay.days if correction.delay is not None else None
    if (
        appeal is not None
        and not APPEAL_SHARE.fires(percent(appeal.chance.value))
        and not APPEAL_WON.fires(percent(appeal.success_if_wrong.value))
    ):
        found["appeal"] = appeal.delay.days if appeal.delay is not None else None
    return found


def no_correction(form: Form) -> Found:
    """R22: wrong data are not mended, or next to never, or only after long; the quickest way counts."""
    regime = form.regime
    what = tuple(burdens(regime))
    if not what:
        return
    correction = regime.safeguards.correction
    ways = _ways_to_mend(regime)
    if correction is not None:
        for hit in beyond(
            MENDED_SHARE, correction.chance.value, ("safeguards", "correction", "chance"), what
        ):
            if isinstance(hit, Hit) and not (ways and hit.near):
                yield replace(hit, near=False)
    if not ways:
        if correction is None:
            also = "" if regime.safeguards.appeal is None else " that is more than a name"
            yield Hit(
                ("safeguards", "correction"),
                f"correction: none, and no appeal{also} by which wrong data could be mended",
                what,
            )
        return
    if any(days is None for days in ways.values()):
        return
    days, name = min((days, name) for name, days in ways.items() if days is not None)
    change = f"mend wrong data in less than {MENDING_DAYS.clear}, by correction or appeal"
    before = f"the quickest way, {name}, takes "
    yield from beyond(MENDING_DAYS, days, ("safeguards", name, "delay"), what, change, before=before)


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
