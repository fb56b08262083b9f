"""Rules about process: told, told why, heard, heard again by others, mended, asked whether one could.

A safeguard of the whole regime answers for every burden; a consequence may have its own. Where the whole
regime lacks a safeguard there is one finding, at that line, which names the burdens that go without.
"""

from __future__ import annotations

from collections.abc import Iterator

from demerit.regime import Regime
from demerit.rights.rule import Form, Hit, Threshold
from demerit.rights.substance import adverse, counted_against

SERIOUS = Threshold("severity of a serious consequence", 3, 2, 4, "", reached=True)
APPEAL_DAYS = Threshold("days until an appeal is decided", 180, 90, 365, "days", reached=False)
MENDING_DAYS = Threshold("days until wrong data are mended", 30, 14, 90, "days", reached=False)

DEBT_WORDS = frozenset("arrears debt debts default nonpayment overdue repayment unpaid".split())
"""Words in the name of a conduct that say that somebody did not pay."""


def publications(regime: Regime) -> list[str]:
    """Return the lists that are published, in words; being shown is a burden without any refusal."""
    return [f"publication of {name}" for name, listed in regime.lists.items() if listed.publish is not None]


def burdens(regime: Regime) -> list[str]:
    """Return what the regime does to people's disadvantage: consequences and publications."""
    return [name for name, each in regime.consequences.items() if adverse(each)] + publications(regime)


def no_notice(form: Form) -> Iterator[Hit]:
    """R10: it begins before the person is told."""
    regime = form.regime
    place = ("safeguards", "notice")
    notice = regime.safeguards.notice
    own = {name: each.notice_days for name, each in regime.consequences.items() if adverse(each)}
    without = [name for name, days in own.items() if days is None] + publications(regime)
    if notice is None and without:
        yield Hit(place, f"notice: none; without notice begin {', '.join(without)}", ", ".join(without))
    elif notice is not None and notice.ahead.value == 0 and without:
        yield Hit((*place, "ahead"), f"notice comes {notice.ahead} ahead", ", ".join(without))
    for name, days in own.items():
        if days == 0:
            yield Hit(("consequences", name, "notice_days"), f"{name} begins 0 days after notice", name)


def no_reasons(form: Form) -> Iterator[Hit]:
    """R11: people are not told why."""
    regime = form.regime
    without = [
        name for name, each in regime.consequences.items() if adverse(each) and not each.reasons
    ] + publications(regime)
    if regime.safeguards.reasons is None and without:
        yield Hit(
            ("safeguards", "reasons"),
            f"reasons: none; without reasons follow {', '.join(without)}",
            ", ".join(without),
        )


def no_hearing(form: Form) -> Iterator[Hit]:
    """R12: something serious begins before the person is heard."""
    regime = form.regime
    if regime.safeguards.hearing is not None:
        return
    unheard = {
        name: each.severity
        for name, each in regime.consequences.items()
        if adverse(each) and not each.hearing and SERIOUS.shown(each.severity)
    }
    if unheard:
        names = ", ".join(f"{name} (severity {severity})" for name, severity in unheard.items())
        least = SERIOUS.says(min(unheard.values()))
        yield Hit(
            ("safeguards", "hearing"),
            f"hearing: none; without one begin {names}; the least of them is {least}",
            ", ".join(unheard),
        )


def no_appeal(form: Form) -> Iterator[Hit]:
    """R13: nobody else decides again, or only after long."""
    what = ", ".join(burdens(form.regime))
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
    days = appeal.delay.days if appeal.delay is not None else None
    if days is not None and APPEAL_DAYS.shown(days):
        yield Hit(
            (*place, "delay"),
            f"an appeal takes {appeal.delay}; {APPEAL_DAYS.says(days)}",
            what,
            f"decide appeals in less than {APPEAL_DAYS.clear}",
            APPEAL_DAYS.near(days),
        )


def no_correction(form: Form) -> Iterator[Hit]:
    """R22: wrong data are not mended, or only after long; the quickest way counts."""
    regime = form.regime
    what = ", ".join(burdens(regime))
    ways = {
        name: way.delay
        for name, way in (
            ("correction", regime.safeguards.correction),
            ("appeal", regime.safeguards.appeal),
        )
        if way is not None
    }
    if not what:
        return
    if not ways:
        yield Hit(
            ("safeguards", "correction"),
            "correction: none, and no appeal by which wrong data could be mended",
            what,
        )
        return
    if any(delay is None for delay in ways.values()):
        return
    days, name = min((delay.days, name) for name, delay in ways.items() if delay is not None)
    if MENDING_DAYS.shown(days):
        yield Hit(
            ("safeguards", name, "delay"),
            f"the quickest way, {name}, takes {ways[name]}; {MENDING_DAYS.says(days)}",
            what,
            f"mend wrong data in less than {MENDING_DAYS.clear}, by correction or appeal",
            MENDING_DAYS.near(days),
        )


def no_ability_test(form: Form) -> Iterator[Hit]:
    """R32: not paying counts, and nobody asks whether the person could."""
    adjudication = form.regime.adjudication
    test = adjudication.ability_test if adjudication is not None else None
    asked = set(test.conducts) if test is not None else set()
    for name in counted_against(form.regime):
        words = DEBT_WORDS.intersection(name.replace("_", "-").split("-"))
        if words and name not in asked:
            yield Hit(
                ("conducts", name),
                f"{name} counts without a test of ability (the name says: {', '.join(sorted(words))})",
                name,
            )
