"""Texts that make a safeguard nominal, and texts that make a file dangerous, key by key.

One case a line, each a change of the clean regime of `lint_pairs`.
"""
# ruff: noqa: E501 (a line of YAML is read as a line)

from tests.unit.lint_pairs import LATE, ON_SCORE, SERIOUS, UNIVERSAL, Changes, instead, more, risk, scheduled

NOMINAL: list[tuple[str, str, Changes]] = [
    ("R10", "safeguards.ordinary.notice.share", ('notice: {share: "1,', 'notice: {share: "1 %,')),
    ("R10", "safeguards.ordinary.notice.ahead", ('ahead: "2 weeks', 'ahead: "1 days')),
    ("R11", "safeguards.ordinary.reasons.raises_appeal", ('raises_appeal: "1,', 'raises_appeal: "1 %,')),
    ("R12", "safeguards.ordinary.hearing.share", ('hearing: {share: "1,', 'hearing: {share: "1 %,', *SERIOUS)),
    ("R12", "safeguards.ordinary.hearing.stops_wrong", ('stops_wrong: "1, from rules", re', 'stops_wrong: "1 %, from rules", re', *SERIOUS)),
    ("R13", "safeguards.ordinary.appeal.chance", ('chance: "0.1,', 'chance: "0.1 %,')),
    ("R13", "safeguards.ordinary.appeal.success_if_wrong", ('success_if_wrong: "1,', 'success_if_wrong: "1 %,')),
    ("R15", "safeguards.ordinary.human_review.share", (*ON_SCORE, "human_review: none", 'human_review: {share: "1 %, from rules", stops_wrong: "1, from rules"}')),
    ("R15", "safeguards.ordinary.human_review.stops_wrong", (*ON_SCORE, "human_review: none", 'human_review: {share: "1, from rules", stops_wrong: "1 %, from rules"}')),
    ("R21", "safeguards.way-back.repair.chance", ('chance: "0.5,', 'chance: "1 %,')),
    ("R21", "safeguards.way-back.repair.after", ('after: "6 months', 'after: "99 years')),
    ("R22", "safeguards.ordinary.correction.chance", ("correction: none", 'correction: {chance: "1 %, from rules"}')),
    ("R20", "lists.late.enter[0].for", ('for: "1 year', 'for: "99 years')),
    ("R20", "sources.wardens.retention", ('retention: "1 year', 'retention: "99 years')),
    ("R20", "conducts.lateness.counts", ('counts: "1 year', 'counts: "99 years')),
    ("R20", "triggers.back", scheduled('"every 1 week from 2020-01-01, from rules", chance: "0.1 %, from rules", add: {score: 1}, lasts: ever')),
    ("R35", "sunset", ("sunset: 2030-01-01", "sunset: 9999-12-31", *more("rollout: {nationwide: 2021-01-01}"))),
    ("R35", "monitoring.bias_audit", ('bias_audit: "1 year', 'bias_audit: "99 years')),
]  # fmt: skip
"""Every safeguard, time limit and check of the language, there in name only."""

DANGEROUS: list[tuple[str, Changes]] = [
    ("scope", UNIVERSAL),
    ("protected_input", ("sunset:", "protected_input: true\nsunset:")),
    ("scores.score.features", risk(f"{{{LATE}}}")),
    ("linkage", more('linkage: {wrong_person: "1 %, from rules"}')),
    ("linkage.gates", more("linkage: {gates: [loan]}")),
    ("conducts.noise", ("sources:", "  noise: {declared: {legal_basis: an act}}\nsources:", "{lateness: \"0.5", "{noise: \"1, from rules\", lateness: \"0.5")),
    ("sources.wardens.kind", instead("camera")),
    ("sources.wardens.gallery", instead("camera", gallery="nation")),
    ("sources.wardens.anonymous", instead("informant", anonymous="true")),
    ("sources.wardens.coverage", ('coverage: "1, from rules"', 'coverage: {by: group, is: {group B: "1, from rules"}, otherwise: "0.5, from rules"}')),
    ("sources.wardens.sees", ('lateness: "0.5, from rules"', 'lateness: {by: group, is: {group B: "1, from rules"}, otherwise: "0.5, from rules"}')),
    ("sources.wardens.false_records_by", instead("records", false_records='"1 % per person-year, from rules"', false_records_by='{by: sex, is: {male: "2, from rules"}}')),
    ("sources.wardens.false_match", instead("camera", false_match='{by: group, is: {group B: "1, from rules"}, otherwise: "0.5, from rules"}')),
    ("sources.wardens.income_test.months", instead("income-match", income_test='{conduct: lateness, every: "1 year, from rules", months: 12, benefit: "1 dollars per month, from rules", free: "0 dollars per month, from rules", taper: "0.5, from rules", least: "1 dollars, from rules"}')),
    ("adjudication.automated", ("official: {", 'automated: "0.5, from rules", machine: {upholds_true: "1, from rules", upholds_false: "0, from rules"}, official: {')),
    ("adjudication.official.discretion", ('upholds_false: "0.1, from rules"', 'upholds_false: "0.1, from rules", discretion: {by: tie, strength: "0.2, from rules"}')),
    ("lists.late.minors", ("publish: [reg", "minors: true, publish: [reg")),
    ("lists.late.publish", ("publish: [reg", "publish: [web, reg")),
    ("lists.late.stops", ("publish: [reg", "stops: {acts: [lateness], how: barred}, publish: [reg")),
    ("consequences.loan.executor", ("severity: 2}", "severity: 2, executor: private}")),
    ("debts.lateness.penalty", more('debts: {lateness: {amount: act, penalty: "1, from rules", refunds: true}}')),
    ("debts.lateness.withheld_after", more('debts: {lateness: {amount: act, withheld_after: "1 week, from rules", refunds: true}}')),
    ("debts.lateness.amount", more('debts: {lateness: {amount: "9 dollars, from rules", refunds: true}}')),
    ("debts.lateness.refunds", more("debts: {lateness: {amount: act, refunds: false}}")),
    ("monitoring.compensation", ("compensation: true", "compensation: false")),
    ("spillover.chain", ("spillover: none", "spillover: {spouse: {lists: late}, chain: true}")),
]  # fmt: skip
"""Every key of the table of dangers, present."""

NAME = "a name, or where it was read"
SPENT = "how much or how often: without it nothing is less dangerous"
NEITHER = "neither a power nor a protection"
MODEL = "how the rule or the model works, not what it may do"
KEYS: dict[str, dict[str, str]] = {
    "": {
        "demerit": NAME, "references": NAME, "regime": NAME, "title": NAME, "story": NAME, "operator": "parts",
        "scope": "R03 danger", "period": "R03", "reviews": "no rule asks how often a regime is looked at again",
        "sunset": "R35", "protected_input": "R23 danger", "scores": "parts", "weights": "parts",
        "linkage": "danger", "conducts": "danger", "sources": "parts", "adjudication": "parts", "lists": "parts",
        "consequences": "parts", "offers": "parts", "triggers": "parts", "debts": "parts", "spillover": "parts", "safeguards": "parts",
        "surveillance": "parts", "monitoring": "parts", "rollout": "R18", "amendments": "every dated form is asked",
        "members": "parts", "not_modelled": NAME, "values": "danger where a source uses it", "periods": MODEL, "from": NAME, "declared": "parts",
    },
    "AbilityTest": {"for": "R32", "finds_able_if_able": NEITHER, "finds_able_if_unable": "R32"},
    "Adjudication": {
        "automated": "R15 danger", "machine": "R15", "official": "R36", "delay": SPENT, "ability_test": "R32",
    },
    "Amendment": {"from": "every dated form is asked"},
    "Appeal": {
        "chance": "R13 R22", "success_if_wrong": "R13", "success_if_right": NEITHER, "success_if_protected": NEITHER,
        "success_if_slight": NEITHER, "delay": "R13 R22",
        "independent": "R13", "suspensive": "R14",
    },
    "Conduct": {
        "points": "R17", "legal_basis": "R17", "evidence_standard": "R33", "since": "R18", "discretionary": "R17",
        "gravity": "R02", "counts": "R20", "deadline": NEITHER, "from": NAME, "declared": "parts", "text": NAME,
        "safeguards": "parts",
    },
    "Consequence": {
        "slow": "R30", "to": "R36", "times": SPENT, "price": "R11", "chance": SPENT, "finds": SPENT, "discretion": SPENT, "mismatch": SPENT, "mistakes": NEITHER, "but_not": NEITHER, "public_cost": NEITHER, "refuse": "R01", "favour": "R34", "uptake": SPENT,
        "falls_on": "R08 R09", "context": "R01 R30", "severity": "R02 R12 R14", "essential": "R30",
        "auto": "R06 R15", "duration": SPENT, "notice_days": "R10", "hearing": "R12", "reasons": "R11",
        "suspensive": "R14", "executor": "R40 danger", "compelled": "R40",
        "legal_basis": "R17 asks of conducts alone, and says so", "from": NAME, "declared": "parts", "text": NAME,
    },
    "Correction": {"chance": "R22", "delay": "R22"},
    "CoverageCase": {"if": "asked about as any condition", "is": "danger"},
    "Debt": {"amount": "danger", "penalty": "R19 danger", "withheld_after": "danger", "refunds": "danger", "from": NAME},
    "Discretion": {"by": "R36 danger", "strength": SPENT},
    "Case": {"if": NEITHER, "is": "R20"},
    "FactorsBy": {"by": "danger", "is": SPENT, "from": NAME},
    "Hearing": {"share": "R12", "stops_wrong": "R12", "recognises_unable": "R32 asks for a test", "exempts": NEITHER, "delay": NEITHER},
    "HumanReview": {"share": "R15", "stops_wrong": "R15", "delay": NEITHER},
    "IncomeTest": {
        "conduct": NAME, "every": SPENT, "months": "danger", "over": MODEL, "for": "R31", "benefit": MODEL, "free": MODEL,
        "taper": MODEL, "least": MODEL,
    },
    "Ledger": {
        "kind": "R04", "start": MODEL, "floor": MODEL, "cap": MODEL, "grades": "R38, which needs a run",
        "most_per_step": NEITHER, "worse": "R20", "from": NAME,
    },
    "Linkage": {"missed": "danger", "wrong_person": "danger", "gates": "danger"},
    "ListRule": {
        "entity": "R25", "enter": "parts", "looked_at": NEITHER, "release_on_payment": "R21 R32", "publish": "R25 danger",
        "publish_fields": "R25", "stops": "danger",
        "kind": "R36, which no benefit fires", "severity": "R12", "minors": "R09 danger",
        "legal_basis": "R17 asks of conducts alone, and says so",
        "safeguards": "parts", "from": NAME, "declared": "parts", "text": NAME,
    },
    "Members": {
        "of": "no rule asks whom a regime leaves out", "who": "no rule asks whom a regime leaves out",
        "consent": "no rule asks for consent to be a member", "reasons": "why people leave is their own matter",
    },
    "Monitoring": {
        "stats_published": "R35", "bias_audit": "R35", "impact_assessment": "R35", "compensation": "danger",
    },
    "Bundle": {
        "notice": "parts", "reasons": "parts", "hearing": "parts", "appeal": "parts", "correction": "parts", "repair": "parts",
        "human_review": "parts", "to": "no rule asks whom safeguards leave out", "others": "says what is absent, which each rule asks of", "from": NAME, "text": NAME,
    },
    "Notice": {"share": "R10", "ahead": "R10", "lapses": NEITHER},
    "InsteadOf": {"record": "no rule asks what spares a record", "entering": "no rule asks what spares a listing"},
    "Offer": {
        "kind": NAME, "instead_of": "no rule asks what spares a record", "after_mismatch": "no rule asks who may answer a mismatch", "open_to": "no rule asks whom a way back is open to", "costs": "no rule asks what a way back costs",
        "duration": "no rule asks how long a way back takes", "share_passing": "no rule asks how many pass", "puts_on": "the list is asked about as any other",
    },
    "Operator": {
        "kind": NEITHER, "ai": "which laws apply", "legal_basis": "R17 asks of conducts alone, and says so",
        "keeps_penalties": "R39", "declared": "parts",
    },
    "Pilot": {"share": SPENT, "cities": SPENT, "from": "R18"},
    "Reasons": {"raises_appeal": "R11"},
    "ReferenceEntry": dict.fromkeys(("title", "url", "evidence", "note"), NAME),
    "Repair": {"after": "R21", "chance": "R21", "if": "asked about as any condition", "delay": SPENT},
    "RiskScore": {
        "kind": "danger", "start": MODEL, "floor": MODEL, "cap": MODEL, "grades": "R38, which needs a run",
        "features": "R04 R23 danger", "looked_at": SPENT, "worse": NEITHER, "from": NAME,
    },
    "Feature": {
        "is": "asked about as any condition", "per": MODEL, "weight": "R04", "most": SPENT, "noise": "R24, which needs a run",
    },
    "RollingMean": {
        "kind": "R03", "start": MODEL, "floor": MODEL, "cap": MODEL, "grades": "R38, which needs a run",
        "window": SPENT, "scale": MODEL, "least": NEITHER, "worse": NEITHER, "from": NAME,
    },
    "ShareScore": {
        "kind": "R03", "start": MODEL, "of": NEITHER, "among": NEITHER, "within": SPENT, "least": NEITHER,
        "grades": "R38, which needs a run", "worse": NEITHER, "from": NAME,
    },
    "Rollout": {"pilot": "R18", "nationwide": "R18"},
    "RuleText": dict.fromkeys(("words", "source", "language"), NAME),
    "Ruling": {"upholds_true": MODEL, "upholds_false": "R33", "discretion": "R36 danger"},
    "Trigger": {
        "record": MODEL, "enters": MODEL, "leaves": MODEL, "by": MODEL, "passes": MODEL, "joins": MODEL, "schedule": "R20", "as_far_as": "no rule asks how far points come back", "makes_good": NEITHER,
        "if": "asked about as any condition", "chance": SPENT,
        "add": "R20", "set": "no rule asks what an event sets a score to", "lasts": NEITHER,
        "clear": "R20", "put_on": "the list that it puts people on is asked about",
        "take_off": NEITHER, "from": NAME, "text": NAME,
    },
    "Way": {
        "while": "R20", "once": "asked about as any condition", "record": "R20", "by": NEITHER, "if": "R31 R36",
        "own_points": MODEL,
        "for": "R20", "at_least": NEITHER, "until": "R20", "at_most": "R20", "again": NEITHER, "overlap": NEITHER,
        "if_record_withdrawn": NEITHER,
    },
    "SharesBy": {"by": "danger", "is": SPENT, "otherwise": SPENT, "from": NAME},
    "Source": {
        "kind": "R04 R06 R26 danger", "entity": "R25", "sees": "R06 danger", "covers": MODEL, "coverage": "danger", "delay": SPENT,
        "false_records": "R24, which needs a run", "false_records_by": "danger", "context": "R01 R28 R29",
        "legal_basis": "R17 asks of conducts alone, and says so", "protected": "R07 R23", "proxy_of": "R23",
        "consent": "R34", "retention": "R20", "accuracy": NEITHER, "home": "R28", "reward": "R26 R27",
        "anonymous": "R26 danger", "corroboration": "R26", "false_report_penalty": "R26", "gallery": "R06 danger",
        "false_match": "danger", "income_test": "danger", "from": NAME, "declared": "parts",
    },
    "Spill": {
        "lists": "R08", "of": "R08", "chance": SPENT, "points": "R08", "every": SPENT, "share_of_points": "R08",
        "applies_to": "R36",
    },
    "Spillover": {
        **dict.fromkeys(("household", "former_spouse", "group"), "R08"),
        **dict.fromkeys(("adult_child", "parent", "sibling", "spouse", "acquaintance"), "R08 as any relation"),
        **dict.fromkeys(("workplace", "leader", "organisation"), "R08 as any relation"),
        "chain": "danger", "applies_to": "R36", "from": NAME,
    },
    "Stops": {"acts": "danger", "attempts": "danger", "how": "danger"},
    "Surveillance": {
        "realtime_biometric": "R05", "geofence_m": "R37", "purpose": "R05 shows it", "authorisation": "R37",
    },
    "Weight": {"if": "R23 R36", "points": "R36", "adverse": "R36", "of": NAME, "at": MODEL, "from": NAME},
}  # fmt: skip
"""Every key of a regime, by part: the rules that read it, `danger`, or why neither asks about it."""
