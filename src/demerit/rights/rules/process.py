"""Told, told why, heard, looked at by somebody, on what evidence: R10 to R12, R15, R16, R33.

A safeguard of the whole regime answers for every burden; a consequence may have its own. Where the whole
regime lacks a safeguard there is one place, at that line, and the question names the burdens that go without.
A safeguard that reaches next to nobody or changes next to nothing is one in name only, and is asked about as
if it was not there: the thresholds say from where on.
"""

from __future__ import annotations

from demerit.quantities import Share
from demerit.rights.guards import guarded
from demerit.rights.reach import (
    burdens,
    counted_against,
    hard_lists,
    publications,
    refusals,
    reporting,
    stops,
)
from demerit.rights.rule import CETS, Form, Found, Hit, Rule, Source, Unseen, beyond
from demerit.rights.thresholds import (
    HEARING_SHARE,
    HEARING_STOPS,
    NOTICE_DAYS,
    NOTICE_SHARE,
    REASONS_FACTOR,
    REVIEW_SHARE,
    REVIEW_STOPS,
    SERIOUS,
    SIGNIFICANT,
    UPHELD_SHARE,
    percent,
)


def no_notice(form: Form) -> Found:
    """R10: it begins before the person is told."""
    regime = form.regime
    own = {name: each.notice_days for name, each in refusals(regime).items()}
    bare = [name for name, days in own.items() if days is None] + publications(regime) + stops(regime)
    for group in guarded(regime, burdens(regime)):
        without, notices = tuple(name for name in group.names if name in bare), group.parts("notice")
        if not notices and without:
            yield Hit(group.lacking(form, "notice"), "notice: none", without)
        for place, notice in notices:
            if group.names:
                change = f"let it reach more than {NOTICE_SHARE.clear}"
                yield from beyond(NOTICE_SHARE, notice.share.value, (*place, "share"), group.names, change)
            if without:
                yield from beyond(NOTICE_DAYS, notice.ahead.days, (*place, "ahead"), without)
    for name, days in own.items():
        if days is not None:
            yield from beyond(NOTICE_DAYS, days, ("consequences", name, "notice_days"), name)


def no_reasons(form: Form) -> Found:
    """R11: people are not told why."""
    regime = form.regime
    bare = [name for name, each in refusals(regime).items() if not each.reasons]
    bare += publications(regime) + stops(regime)
    for group in guarded(regime, burdens(regime)):
        without, given = tuple(name for name in group.names if name in bare), group.parts("reasons")
        if not given and without:
            yield Hit(group.lacking(form, "reasons"), "reasons: none", without)
        for place, reasons in given if group.names else ():
            factor = percent(reasons.raises_appeal.value)
            if REASONS_FACTOR.fires(factor):
                said = f"told why, people appeal less: {REASONS_FACTOR.name}: {REASONS_FACTOR.says(factor)}"
                yield Hit((*place, "raises_appeal"), said, group.names)


def no_hearing(form: Form) -> Found:
    """R12: something serious begins before the person is heard."""
    regime, hard = form.regime, [*refusals(form.regime), *hard_lists(form.regime)]
    serious = [name for name in hard if SERIOUS.shown(form.severity_of(name))]
    heard = {name for name, each in regime.consequences.items() if each.hearing}
    if form.society is None:
        for name in [each for each in refusals(regime) if each not in serious]:
            yield Unseen("whether a society has it harder than the file", name)
    for group in guarded(regime, serious):
        hearings, found = group.parts("hearing"), group.names
        if not hearings:
            found = tuple(name for name in found if name not in heard)
        if not found:
            continue
        names = tuple(f"{name} (severity {form.severity_of(name)})" for name in found)
        if not hearings:
            least = SERIOUS.says(min(map(form.severity_of, found)))
            said = f"hearing: none; the least severity without one is {least}"
            yield Hit(group.lacking(form, "hearing"), said, names)
        claimed = any(name in heard for name in found)
        more = " although the consequence says `hearing: true`" if claimed else ""
        change = f"hear people in more than {HEARING_SHARE.clear} of cases, to some effect"
        for place, hearing in hearings:
            for key, threshold in (("share", HEARING_SHARE), ("stops_wrong", HEARING_STOPS)):
                value: Share = getattr(hearing, key)
                yield from beyond(threshold, value.value, (*place, key), names, change, after=more)


def automatic(form: Form) -> Found:
    """R15: something significant follows and no person decided, neither before nor again."""
    regime = form.regime
    alone = regime.adjudication is not None and regime.adjudication.automated is not None
    names = [
        name
        for name, each in refusals(regime).items()
        if each.auto
        and SIGNIFICANT.fires(form.severity_of(name))
        and (
            alone
            or not any(regime.lists[listed].conducts for listed, _ in each.form.brought_by(regime, each))
        )
    ]
    why = (
        "a machine rules alone on some records" if alone else "a score or a condition lists people by itself"
    )
    for group in guarded(regime, names) if names else ():
        least = SIGNIFICANT.says(min(map(form.severity_of, group.names)))
        said = f"{why}; the least severity that follows by itself is {least}"
        reviews = group.parts("human_review")
        if not reviews:
            yield Hit(group.lacking(form, "human_review"), f"human review: none; {said}", group.names)
        for place, review in reviews:
            for key, threshold in (("share", REVIEW_SHARE), ("stops_wrong", REVIEW_STOPS)):
                value: Share = getattr(review, key)
                yield from beyond(threshold, value.value, (*place, key), group.names, after=f"; {said}")


def weak_evidence(form: Form) -> Found:
    """R33: less is enough than that it is more likely true than not."""
    regime = form.regime
    ruling = regime.adjudication
    machine = ruling.machine if ruling is not None else None
    upheld = [
        (("adjudication", who, "upholds_false"), by.upholds_false.value)
        for who, by in (("machine", machine), ("official", ruling.official if ruling is not None else None))
        if by is not None
    ]
    claimed: list[str] = []
    for name in counted_against(regime):
        standard = regime.conducts[name].evidence_standard
        if standard in (None, "record"):
            place = ("conducts", name, "evidence_standard")
            said = "a record is enough" if standard else form.written(*place)
            yield Hit(place, f"evidence standard: {said}", name)
        elif reporting(regime, frozenset({name})):
            claimed.append(name)
    if not claimed:
        return
    for place, value in upheld:
        found = percent(value)
        if UPHELD_SHARE.fires(found):
            yield Hit(
                place,
                f"the file claims a standard of at least `balance`, and the {UPHELD_SHARE.name} is"
                f" {UPHELD_SHARE.says(found)}",
                tuple(claimed),
                "uphold fewer reports that are false",
            )


RULES = (
    Rule(
        "R10",
        "no notice before effect",
        "H",
        "a disadvantage begins without notice, or with a notice that reaches fewer people or comes fewer days"
        " ahead than the thresholds",
        (
            Source(f"{CETS} 15(1)", "V2", needs_ai=True),
            Source("Supreme People's Court, opinion of 2019: the decision must be served", "V"),
            Source("ICCPR 14(1); EU Charter 41", "M"),
            Source("Dutch FSV list and Michigan's MiDAS, which gave none that reached people", "V", "facts"),
        ),
        "Which rule lets these begin before the person is told: {what}?",
        "give notice ahead of the effect (`safeguards.notice`, or `notice_days`)",
        "whether a notice is understood",
        no_notice,
        (NOTICE_SHARE, NOTICE_DAYS),
    ),
    Rule(
        "R11",
        "no reasons",
        "H",
        "a disadvantage follows without the person being told why, or reasons after which fewer appeal",
        (
            Source(f"{CETS} 14(2)(b)", "V2", needs_ai=True),
            Source("GDPR 13 to 15", "M"),
            Source("EU AI Act 86", "M", needs_ai=True),
            Source("SyRI judgment (ECLI:NL:RBDHA:2020:865), not transparent or verifiable", "V", "facts"),
        ),
        "How can somebody contest these without knowing why they were decided: {what}?",
        "give reasons (`safeguards.reasons`, or `reasons: true`)",
        "whether reasons explain anything; a score that nobody can explain",
        no_reasons,
        (REASONS_FACTOR,),
    ),
    Rule(
        "R12",
        "no hearing before a serious consequence",
        "H",
        "a disadvantage of at least the threshold's severity begins without a hearing, or behind one that is"
        " held, or has an effect, less often than the thresholds, whatever the consequence says of itself",
        (
            Source("Convention 108+ 9(1)(a): nobody is decided upon without their views", "V"),
            Source("EU Charter 41(2); ICCPR 14", "M"),
        ),
        "Must the person be heard before these begin: {what}?",
        "hear people beforehand (`safeguards.hearing`, or `hearing: true`)",
        "how well people are heard; severity is the file's word, or the society's where that is higher",
        no_hearing,
        (SERIOUS, HEARING_SHARE, HEARING_STOPS),
    ),
    Rule(
        "R15",
        "significant decision by machine alone",
        "H",
        "a disadvantage of at least the threshold's severity follows by itself from records that a machine"
        " rules on alone, or from a score or condition, and no person looks again, or fewer than"
        " the thresholds",
        (
            Source("CJEU C-634/21 (SCHUFA): a score that is relied on heavily is a decision", "V"),
            Source("Convention 108+ 9", "V"),
            Source("GDPR 22", "V2"),
        ),
        "Which person decides, beside the machine, that these follow: {what}?",
        "let a person look again (`safeguards.human_review`), or decide (`auto: false`)",
        "whether whoever looks again could decide otherwise; an official's ruling on a record"
        " counts as a person",
        automatic,
        (SIGNIFICANT, REVIEW_SHARE, REVIEW_STOPS),
    ),
    Rule(
        "R16",
        "human in the loop in name only",
        "W",
        "a machine rules on more than 90 % of sightings, and people overrule it next to never in a run",
        (
            Source("CJEU C-634/21 (SCHUFA), its reasoning", "V"),
            Source("EU AI Act 14, automation bias", "M", needs_ai=True),
        ),
        "Does anybody who looks at {what} ever decide otherwise than the machine?",
        "let people overrule the machine",
        "",
        None,
        needs_run="how often people overrule the machine",
    ),
    Rule(
        "R33",
        "reversed burden of proof",
        "H",
        "a conduct counts on less than a balance of probabilities, or a higher standard is claimed and more"
        " false reports are upheld than the threshold",
        (
            Source("ICCPR 14(2)", "M"),
            Source("Robodebt: people had to show that they owed nothing", "V", "facts"),
        ),
        "Who must show what, and how surely, before these count: {what}?",
        "say `balance` or more (`evidence_standard`), and hold to it",
        "what happens if the person says nothing",
        weak_evidence,
        (UPHELD_SHARE,),
        no_word="on whom the burden lies",
    ),
)
"""Rules about how a decision is made."""
