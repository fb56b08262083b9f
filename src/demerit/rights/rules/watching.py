"""What watches, whom, where and by whose word: R05 to R07, R26 to R29, R37."""

from __future__ import annotations

from demerit.regime.parts import Source as Eye
from demerit.rights.reach import counted_against, leads_to, refusals, reporting
from demerit.rights.rule import Form, Found, Hit, Rule, Source, Unseen

INTIMATE = ("belief", "health", "marriage", "sexuality")
"""Contexts of R28; religion is called belief here."""
OPINION = ("association", "belief", "petition", "speech")
"""Contexts of R29."""
AT_HOME = ("family", "home", "marriage", "sexuality")
"""Contexts of which mostly relatives and who lives in the house can tell."""
ASKED_BEFORE = ("court", "independent")
"""Who may authorise a power beforehand without being its operator."""


def realtime_biometric(form: Form) -> Found:
    """R05: people are identified remotely while they move."""
    watching = form.regime.surveillance
    if watching is None or not watching.realtime_biometric:
        return
    before, _ = _allowed(watching.authorisation)
    yield Hit(
        ("surveillance", "realtime_biometric"),
        f"people are identified remotely while they move; {before}; purpose: {watching.purpose or 'none'}",
        "this",
    )


def _allowed(by: str | None) -> tuple[str, bool]:
    """Return who allows a power beforehand, in words, and whether it is somebody independent."""
    if by in ASKED_BEFORE:
        return f"allowed beforehand by: {by}", True
    return f"nobody independent allows it ({by or 'none'})", False


def _match(source: Eye) -> bool:
    """Return whether a source compares faces or gaits with a gallery."""
    return source.kind == "camera" and (source.gallery is not None or source.false_match is not None)


def match_alone(form: Form) -> Found:
    """R06: a biometric match is the only evidence, and what follows does so by itself."""
    regime = form.regime
    auto = [each for each in refusals(regime).values() if each.auto]
    led = frozenset().union(*(leads_to(regime, each).conducts for each in auto)) if auto else frozenset()
    for name, source in regime.sources.items():
        if not _match(source):
            continue
        alone = [
            each
            for each in counted_against(regime)
            if each in source.reports & led
            and all(_match(other) for other in reporting(regime, frozenset({each})).values())
        ]
        if alone:
            yield Hit(
                ("sources", name, "gallery"),
                "its match is the only evidence of a conduct, and what follows does so by itself",
                tuple(alone),
            )


def biometric_traits(form: Form) -> Found:
    """R07: a camera tells a protected trait."""
    for name, source in form.regime.sources.items():
        trait = source.protected or source.proxy_of
        if source.kind == "camera" and trait is not None:
            key = "protected" if source.protected is not None else "proxy_of"
            yield Hit(("sources", name, key), f"a camera tells a protected trait ({trait})", name)


def paid_informing(form: Form) -> Found:
    """R26: reports are paid for, and something that would keep them true is missing."""
    for name, source in form.regime.sources.items():
        if source.kind != "informant" or not source.reward:
            continue
        missing = [
            said
            for said, lacks in (
                ("informants stay unknown to the person", source.anonymous),
                ("no second report is needed", not source.corroboration),
                ("a false report costs nothing", not source.false_report_penalty),
            )
            if lacks
        ]
        if missing:
            yield Hit(
                ("sources", name), f"a report brings {source.reward} points; {', '.join(missing)}", name
            )


def kin_reports(form: Form) -> Found:
    """R27: a report on life at home, which mostly relatives can make, is rewarded."""
    for name, source in form.regime.sources.items():
        if source.kind != "informant" or not source.reward:
            continue
        told = {each for each in source.reports if _at_home(form, each)}
        if source.context in AT_HOME or told:
            where = "its context" if source.context in AT_HOME else "a conduct that it reports"
            yield Hit(
                ("sources", name, "reward"),
                f"a report on life at home is rewarded ({where} is of home or family)",
                name,
                "reward no reports on home and family",
            )
        elif form.society is None:
            yield Unseen("whether what it reports happens at home or in the family", name)


def _at_home(form: Form, conduct: str) -> bool:
    if form.society is None or conduct not in form.society.conducts:
        return False
    known = form.society.conducts[conduct]
    return known.place == "home" or known.context in AT_HOME


def home_life(form: Form) -> Found:
    """R28: something looks into homes, or into intimate life."""
    for name, source in form.regime.sources.items():
        if source.home or source.kind == "home-device":
            key = "home" if source.home else "kind"
            yield Hit(("sources", name, key), "it watches inside homes", name)
        elif source.context in INTIMATE:
            yield Hit(("sources", name, "context"), f"its data arise in {source.context}", name, letter="H")
    if form.society is None:
        for name in form.regime.conducts:
            yield Unseen("whether it happens at home, or is of intimate life, health or belief", name)
        return
    for name in form.regime.conducts:
        known = form.society.conducts.get(name)
        if known is None or known.by != "person":
            continue
        if known.protected in ("intimate", "health", "belief") or known.context in INTIMATE:
            said = f"in the society it is of {known.protected or known.context}"
            yield Hit(("conducts", name), said, name, letter="H")
        elif known.place == "home":
            yield Hit(("conducts", name), "in the society it happens at home", name, letter="H")


def opinion(form: Form) -> Found:
    """R29: what people say, believe, ask for or join counts."""
    for name, source in form.regime.sources.items():
        if source.context in OPINION:
            yield Hit(("sources", name, "context"), f"its data arise in {source.context}", name)
    for name in form.regime.conducts:
        if form.society is None:
            yield Unseen("whether it is speech or belief", name)
        elif (known := form.society.conducts.get(name)) is not None and known.by == "person":
            if known.protected in ("speech", "belief") or known.context in OPINION:
                kind = known.protected or known.context
                yield Hit(("conducts", name), f"in the society it is {kind}", name)


def geofence(form: Form) -> Found:
    """R37: leaving an area raises an alert."""
    watching = form.regime.surveillance
    if watching is None or watching.geofence_m is None:
        return
    before, ordered = _allowed(watching.authorisation)
    yield Hit(
        ("surveillance", "geofence_m"),
        f"an alert is raised beyond {watching.geofence_m} metres; {before}",
        "this alert",
        letter="H" if ordered else "P",
    )


RULES = (
    Rule(
        "R05",
        "real-time biometric identification",
        "P",
        "people are identified remotely while they move",
        (
            Source(
                "EU AI Act 5(1)(h), (2), (3): forbidden for law enforcement in public, but for three"
                " purposes, with authorisation beforehand",
                "V",
                needs_ai=True,
            ),
        ),
        "Which of the three purposes that the law leaves open does {what} serve, and who allowed it?",
        "remove it",
        "whether it happens in public; whether it is law enforcement; for which offences",
        realtime_biometric,
        no_word="which of the law's three purposes it serves: the file's purpose is free text",
    ),
    Rule(
        "R06",
        "decision on a biometric match alone",
        "H",
        "only matches of cameras report a conduct that counts, and what follows does so without a person",
        (Source("EU AI Act 5(3): no adverse decision on the output alone", "V", needs_ai=True),),
        "What beside a match stands behind records of these: {what}?",
        "let a person decide (`auto: false`), or let another source report it too",
        "how good the match is; who looks at the picture",
        match_alone,
    ),
    Rule(
        "R07",
        "biometric inference of protected traits",
        "P",
        "a camera records a protected trait, or stands in for one",
        (Source("EU AI Act 5(1)(e), (f), (g)", "V", needs_ai=True),),
        "On what ground may these tell people's protected traits from how they look or move: {what}?",
        "remove it",
        "traits that can be told and that the file does not name",
        biometric_traits,
        no_word="whether pictures are scraped, and whether emotions are read at work or in schools",
    ),
    Rule(
        "R26",
        "paid or anonymous informing as evidence",
        "H",
        "an informant is rewarded, and stays unknown, needs no second report, or loses nothing by false ones",
        (
            Source("ICCPR 14(2)(e), 17", "M"),
            Source("Dutch FSV list, on which an anonymous tip was enough", "V", "facts"),
        ),
        "How can somebody answer a report that was made for a reward: {what}?",
        "pay nothing for reports, or name informants, ask for a second report and make false ones costly",
        "rewards outside of the score; whether informants are asked in a hearing",
        paid_informing,
    ),
    Rule(
        "R27",
        "reward for reports on relatives",
        "H",
        "an informant is rewarded whose context, or conduct as the society has it, is of home or family",
        (Source("ICCPR 17, 23; ECHR 8", "M"),),
        "May somebody be rewarded for reporting those they live with: {what}?",
        "reward no reports on home and family",
        "duties to report; who informants are to the person",
        kin_reports,
        no_word="who an informant is to the person, and whether relatives must report",
    ),
    Rule(
        "R28",
        "home or intimate life as input",
        "P",
        "a source watches inside homes or its data arise in belief, health, marriage or sexuality; or a"
        " conduct is so, or happens at home, in the society",
        (Source("ICCPR 17, 18; ECHR 8; GDPR 9", "M"),),
        "On what ground may these look into people's homes or intimate lives: {what}?",
        "remove it",
        "what can be told from other data about the same",
        home_life,
        letters="P inside homes, H elsewhere",
    ),
    Rule(
        "R29",
        "political or expressive conduct as input",
        "P",
        "data arise in speech, petition, association or belief, or a conduct is so in the society",
        (Source("ICCPR 18, 19, 21, 22, 25", "M"),),
        "On what ground may it count what people say, believe, ask for or join: {what}?",
        "remove it",
        "conduct in which people speak without the file saying so",
        opinion,
    ),
    Rule(
        "R37",
        "alert on movement without an individual order",
        "P",
        "a distance is set beyond which an alert is raised",
        (Source("ICCPR 9, 12, 17", "M"),),
        "Which order about one person lies behind {what}?",
        "remove it",
        "what follows an alert",
        geofence,
        letters="P, but H where a court or an independent body allows it beforehand",
        no_word="for whom the distance is set: one person under an order, or a group",
    ),
)
"""Rules about watching."""
