"""For each rule a smallest regime that fires it and the nearest one that does not, as texts changed in one.

`CLEAN` is a regime in which no rule finds anything and nothing is dangerous. A pair changes it, and perhaps
the small society that is given beside it, so that one rule fires at one line, and then so that it does not
although the text looks alike. The walk over all rules (test_lint.py) fails on a rule without both.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from demerit.regime.working import ROWS
from tests import toy

CLEAN = """\
demerit: 2
regime: clean
title: Nothing to ask about
references: {rules: {title: The rules, evidence: V}}
operator: {kind: agency, ai: false, declared: {legal_basis: an act}, keeps_penalties: false}
sunset: 2030-01-01
scores: {score: {kind: ledger, start: 100, worse: lower}}
conducts:
  lateness: {points: -5, counts: "1 year, from rules", declared: {legal_basis: an act}, evidence_standard: balance, gravity: 2}
sources:
  wardens: {kind: records, sees: {lateness: "0.5, from rules"}, covers: people, coverage: "1, from rules", declared: {retention: "1 year, from rules"}, context: finance}
adjudication: {official: {upholds_true: "1, from rules", upholds_false: "0.1, from rules"}}
lists:
  late: {kind: burden, enter: [{record: [lateness], for: "1 year, from rules"}], publish: [register]}
consequences:
  loan: {refuse: [loan], to: listed(late), context: finance, severity: 2}
spillover: none
safeguards:
  of_records: ordinary
  of_listings: way-back
  ordinary:
    notice: {share: "1, from rules", ahead: "2 weeks, from rules"}
    reasons: {raises_appeal: "1, from rules"}
    hearing: {share: "1, from rules", stops_wrong: "1, from rules", recognises_unable: "1, from rules"}
    appeal: {chance: "0.1, from rules", success_if_wrong: "1, from rules", success_if_right: "0, from rules", delay: "26 days, from rules", independent: true, suspensive: false}
    correction: none
    human_review: none
    others: none
  way-back:
    repair: {after: "6 months, from rules", chance: "0.5, from rules"}
    others: none
declared:
  monitoring: {stats_published: true, bias_audit: "1 year, from rules", impact_assessment: true, compensation: true}
"""  # noqa: E501
# Rows named with a reason are right whether they are used and modelled or not: these tests are about neither.
CLEAN += "not_modelled:\n" + "".join(f"  - {{{row}: not run}}\n" for row in ROWS)
SOCIETY = toy.SMALL.read_text(encoding="utf-8")
LATENESS = "    context: finance\n    gravity: 1\n    rate: 50 % per person-year"
"""What the small society says of the one conduct of `CLEAN`."""
MORE = "not_modelled:"
"""Before it stand further parts of the file."""

Changes = tuple[str, ...]
"""Texts and what replaces them, in turn."""


class Pair(NamedTuple):
    """A text that fires a rule and the nearest that does not.

    Attributes:
        rule: its number.
        at: how the line begins at which it fires.
        fires: changes of `CLEAN`.
        silent: changes of `CLEAN` after which it is silent although they look alike.
        society: changes of the small society that is given for `fires`; None: no society is given.
        silent_society: the same for `silent`.
    """

    rule: str
    at: str
    fires: Changes
    silent: Changes
    society: Changes | None = None
    silent_society: Changes | None = None


def counted(length: str, worse: str = "lower", points: int = -5) -> Changes:
    """Return the changes after which a record of lateness counts so long."""
    return ("worse: lower", f"worse: {worse}", "points: -5", f"points: {points}", COUNTS, f"counts: {length}")


def scheduled(rule: str) -> Changes:
    """Return the changes after which records count for ever, and a trigger of a schedule is called back."""
    return (COUNTS, "counts: ever", *more(f"triggers: {{back: {{schedule: {rule}}}}}"))


def changed(text: str, changes: Changes) -> str:
    """Return a text with some of its parts replaced, each of which must be there."""
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text, old
        text = text.replace(old, new)
    return text


def files(folder: Path, changes: Changes, society: Changes | None) -> tuple[Path, Path | None]:
    """Write a changed regime, and a changed society if one is given."""
    path, beside = folder / "clean.yaml", folder / "society.yaml"
    path.write_text(changed(CLEAN, changes), encoding="utf-8")
    if society is None:
        return path, None
    beside.write_text(changed(SOCIETY, society), encoding="utf-8")
    return path, beside


def more(text: str) -> Changes:
    """Return the change that adds a part."""
    return (MORE, f"{text}\n{MORE}")


NOTICE = 'notice: {share: "1, from rules", ahead: "2 weeks, from rules"}'
REASONS = 'reasons: {raises_appeal: "1, from rules"}'
HEARING = (
    'hearing: {share: "1, from rules", stops_wrong: "1, from rules", recognises_unable: "1, from rules"}'
)
APPEAL = CLEAN.partition("    appeal: ")[2].partition("\n")[0]
REPAIR = 'repair: {after: "6 months, from rules", chance: "0.5, from rules"}'
REVIEW = "human_review: none"
SCORE = "scores: {score: {kind: ledger, start: 100, worse: lower}}"
COUNTS = 'counts: "1 year, from rules"'
UNPOINTED = (f"points: -5, {COUNTS}, ", "")
SERIOUS = ("severity: 2", "severity: 3")
GRAVE = ("severity: 2", "severity: 4", "gravity: 2", "gravity: 4")
UNPUBLISHED = (", publish: [register]", "")
AS_ENTERED = '{record: [lateness], for: "1 year, from rules"}'
ON_SCORE = (AS_ENTERED, "{while: score < 50}")
RISK = (
    'scores: {score: {kind: risk-score, start: 0, worse: higher, looked_at: "4 weeks, from rules", features: '
)
BY_RISK = (AS_ENTERED, "{while: score >= 60}")
BASELESS = ("declared: {legal_basis: an act}, evidence", "evidence")
OVER = ("worse: lower", "worse: higher", AS_ENTERED, "{while: score > 150}")
REFUSED = "refuse: [loan], to: listed(late)"


AWAY = "away: {is: residence == urban-away, weight: 60}"
LATE = "lateness: {is: records(lateness within 1 year), weight: 60}"


def if_so(condition: str) -> Changes:
    """Return the change after which a record of lateness enters the list if a condition holds."""
    return (AS_ENTERED, f'{{record: [lateness], if: "{condition}", for: "1 year, from rules"}}')


def dearer(factor: str) -> Changes:
    """Return the change after which a price takes the place of the refusal."""
    return ("refuse: [loan],", f'price: [loan], times: "{factor}, from rules",')


def favoured(condition: str) -> Changes:
    """Return the changes after which a favour takes the place of the refusal; the list is no burden."""
    return (REFUSED, f'favour: [loan], to: "{condition}"', ", severity: 2", "")


def risk(features: str) -> Changes:
    """Return the changes to a risk score of some features, whoever it flags being listed."""
    return (SCORE, f"{RISK}{features}}}}}", *UNPOINTED, *BY_RISK)


def adding(kind: str, context: str = "finance") -> Changes:
    """Return the change that adds a source of a kind that sees lateness."""
    seen = f'eye: {{kind: {kind}, sees: {{lateness: "0.5, from rules"}}, coverage: "1, from rules"'
    kept = f'{seen}, covers: people, declared: {{retention: "1 year, from rules"}}, context: {context}}}'
    return ("adjudication:", f"  {kept}\nadjudication:")


def instead(kind: str, **keys: str) -> Changes:
    """Return the change by which the one source is of another kind."""
    rest = "".join(f", {key}: {value}" for key, value in keys.items())
    return ("kind: records", f"kind: {kind}{rest}")


RAN = 'finds_able_if_able: "1, from rules", finds_able_if_unable'
ASKED = "ability_test: {for: [lateness], " + RAN + ': "0.1, from rules"}, official: {'
HARDLY_ASKED = ASKED.replace('"0.1', '"0.9')
UNABLE = (LATENESS, "    unable: {values: {1: 0.5, 2: 0, 3: 0, 4: 0, 5: 0}, from: made}\n" + LATENESS)
LOAN = "  loan: {refuse: [loan], to: listed(late), context: finance, severity: 2}\n"
TWO_MORE = (LOAN, LOAN + LOAN.replace("loan", "lease"))
REWARD_ONLY = (*ON_SCORE, *UNPUBLISHED, *favoured("score >= 100"), "kind: burden", "kind: note")

HARDER = ("    title: A rate that differs by age and income\n", "    title: A loan\n    severity: 4\n")
UNIVERSAL = ("  monitoring:", "  scope: universal\n  monitoring:")
OVER_TIME = (
    "sunset:",
    "sunset:",
    "  monitoring:",
    '  scope: universal\n  period: "1 year, from rules"\n  monitoring:',
    SCORE,
    "scores: {}",
    *UNPOINTED,
    *adding("records", "street"),
)
PILOTED = more("rollout: {nationwide: 2020-01-01, pilot: {cities: 3, from: 2019-01-01}}")
MATCHED = instead(
    "income-match",
    income_test='{conduct: lateness, every: "1 year, from rules", months: 1, for: "fifth == 1",'
    ' benefit: "1 dollars per month, from rules", free: "0 dollars per month, from rules",'
    ' taper: "0.5, from rules", least: "1 dollars, from rules"}',
)

_SLOW = 'slow: [internet], to: listed(late), times: "0.5, from rules"'

PAIRS: tuple[Pair, ...] = (
    Pair(
        "R01",
        "loan",
        (f"{REFUSED}, context: finance", f"{REFUSED}, context: consumption"),
        (f"{REFUSED}, context: finance", f"{REFUSED}, context: contract"),
    ),
    Pair(
        "R01",
        "loan",
        (f"{REFUSED}, context: finance", f"{REFUSED}, context: travel"),
        (f"{REFUSED}, context: finance", f"{REFUSED}, context: travel"),
        (),
        (LATENESS, LATENESS.replace("finance", "traffic")),
    ),
    Pair("R02", "loan", GRAVE[:2], SERIOUS),
    Pair("R02", "loan", SERIOUS, (), (), ()),
    Pair(
        "R03",
        "scope",
        (*UNIVERSAL, *adding("records", "consumption")),
        (*UNIVERSAL, *adding("records", "contract")),
    ),
    Pair("R04", "wardens", instead("prediction"), (*instead("prediction"), *adding("records"))),
    Pair("R04", "score", risk(f"{{{AWAY}}}"), risk(f"{{{AWAY}, {LATE}}}")),
    Pair(
        "R05",
        "surveillance",
        more("surveillance: {realtime_biometric: true}"),
        more("surveillance: {realtime_biometric: false}"),
    ),
    Pair(
        "R06",
        "wardens",
        instead("camera", gallery="watch-list"),
        (*instead("camera", gallery="watch-list"), REFUSED, f"{REFUSED}, auto: false"),
    ),
    Pair(
        "R06",
        "wardens",
        instead("camera", gallery="watch-list"),
        (*instead("camera", gallery="watch-list"), *adding("records")),
    ),
    Pair("R07", "wardens", instead("camera", protected="health"), instead("records", protected="health")),
    Pair(
        "R08",
        "loan",
        ("severity: 2}", "severity: 2, falls_on: family}"),
        ("severity: 2}", "severity: 2, falls_on: self}"),
    ),
    Pair(
        "R08",
        "loan",
        ("severity: 2}", "severity: 2, falls_on: staff}"),
        ("severity: 2}", "severity: 2, falls_on: children}"),
    ),
    Pair(
        "R08",
        "spillover",
        ("spillover: none", "spillover: {former_spouse: {lists: late}}"),
        ("spillover: none", 'spillover: {former_spouse: {points: 5, of: late, every: "1 week, from rules"}}'),
    ),
    Pair(
        "R08",
        "spillover",
        ("spillover: none", 'spillover: {group: {share_of_points: "0.1, from rules"}}'),
        (),
    ),
    Pair(
        "R09",
        "loan",
        ("severity: 2}", "severity: 2, falls_on: children}"),
        ("severity: 2}", "severity: 2, falls_on: family}"),
    ),
    Pair(
        "R09",
        "spillover",
        (
            "spillover: none",
            "spillover: {household: {lists: late}}",
            "publish: [reg",
            "minors: true, publish: [reg",
        ),
        ("spillover: none", "spillover: {household: {lists: late}}"),
    ),
    Pair(
        "R10",
        "notice",
        (NOTICE, "notice: none"),
        (NOTICE, "notice: none", REFUSED, f"{REFUSED}, declared: {{notice_days: 14}}", *UNPUBLISHED),
    ),
    Pair(
        "R10",
        "notice",
        (NOTICE, NOTICE.replace('share: "1,', 'share: "0.1,')),
        (NOTICE, NOTICE.replace('share: "1,', 'share: "0.6,')),
    ),
    Pair("R10", "notice", ('ahead: "2 weeks', 'ahead: "0 days'), ('ahead: "2 weeks', 'ahead: "1 week')),
    Pair(
        "R10",
        "loan",
        ("severity: 2}", "severity: 2, declared: {notice_days: 0}}"),
        ("severity: 2}", "severity: 2, declared: {notice_days: 4}}"),
    ),
    Pair(
        "R11",
        "reasons",
        (REASONS, "reasons: none"),
        (REASONS, "reasons: none", REFUSED, f"{REFUSED}, declared: {{reasons: true}}", *UNPUBLISHED),
    ),
    Pair(
        "R11",
        "reasons",
        ('raises_appeal: "1,', 'raises_appeal: "0.5,'),
        ('raises_appeal: "1,', 'raises_appeal: "1.1,'),
    ),
    Pair("R12", "hearing", (HEARING, "hearing: none", *SERIOUS), (HEARING, "hearing: none")),
    Pair(
        "R12",
        "hearing",
        (HEARING, "hearing: none", "publish: [reg", "severity: 3, publish: [reg"),
        (HEARING, "hearing: none", "publish: [reg", "severity: 2, publish: [reg"),
    ),
    Pair(
        "R12",
        "hearing",
        (HEARING, "hearing: none", *SERIOUS),
        (HEARING, "hearing: none", "severity: 2", "severity: 3, declared: {hearing: true}"),
    ),
    Pair(
        "R12",
        "hearing",
        (
            'hearing: {share: "1,',
            'hearing: {share: "0.01,',
            "severity: 2",
            "severity: 3, declared: {hearing: true}",
        ),
        ('hearing: {share: "1,', 'hearing: {share: "0.2,', *SERIOUS),
    ),
    Pair(
        "R12",
        "hearing",
        ('"1, from rules", recognises', '"0.01, from rules", recognises', *SERIOUS),
        ('"1, from rules", recognises', '"0.2, from rules", recognises', *SERIOUS),
    ),
    Pair("R13", "appeal", (APPEAL, "none"), ()),
    Pair("R13", "appeal", ("independent: true", "independent: false"), ()),
    Pair("R13", "appeal", ("26 days", "181 days"), ("26 days", "161 days")),
    Pair("R13", "appeal", ('chance: "0.1,', 'chance: "0.001,'), ('chance: "0.1,', 'chance: "0.02,')),
    Pair(
        "R13",
        "appeal",
        ('success_if_wrong: "1,', 'success_if_wrong: "0.01,'),
        ('success_if_wrong: "1,', 'success_if_wrong: "0.3,'),
    ),
    Pair("R14", "loan", GRAVE, (*GRAVE, "suspensive: false", "suspensive: true")),
    Pair("R14", "loan", GRAVE, SERIOUS),
    Pair("R15", REVIEW[:12], ON_SCORE, (*ON_SCORE, REFUSED, f"{REFUSED}, auto: false")),
    Pair(
        "R15",
        REVIEW[:12],
        (
            "official: {",
            'automated: "0.5, from rules", machine: {upholds_true: "1, from rules",'
            ' upholds_false: "0, from rules"}, official: {',
        ),
        (),
    ),
    Pair(
        "R15",
        REVIEW[:12],
        (*ON_SCORE, REVIEW, 'human_review: {share: "0.01, from rules", stops_wrong: "1, from rules"}'),
        (*ON_SCORE, REVIEW, 'human_review: {share: "0.2, from rules", stops_wrong: "1, from rules"}'),
    ),
    Pair(
        "R15",
        REVIEW[:12],
        (*ON_SCORE, REVIEW, 'human_review: {share: "1, from rules", stops_wrong: "0.01, from rules"}'),
        (*ON_SCORE, REVIEW, 'human_review: {share: "1, from rules", stops_wrong: "0.2, from rules"}'),
    ),
    Pair(
        "R17",
        "lateness",
        BASELESS,
        (*UNPOINTED, *BASELESS, *ON_SCORE),
    ),
    Pair("R17", "lateness", ("gravity: 2", "gravity: 2, discretionary: [-50, -5]"), ()),
    # A score of which much is bad: more points are held against people, fewer are not.
    Pair(
        "R17",
        "lateness",
        ("points: -5", "points: 5", *BASELESS, *OVER),
        (*BASELESS, *OVER),
    ),
    Pair(
        "R18",
        "lateness",
        ("gravity: 2", "gravity: 2, since: 2019-01-01", *more("rollout: {nationwide: 2020-01-01}")),
        ("gravity: 2", "gravity: 2, since: 2020-01-01", *more("rollout: {nationwide: 2020-01-01}")),
    ),
    Pair("R18", "lateness", ("gravity: 2", "gravity: 2, since: 2019-01-01"), ()),
    Pair("R19", "lateness", TWO_MORE, (*TWO_MORE, *UNPUBLISHED)),
    Pair(
        "R19",
        "lateness",
        (
            *more('debts: {lateness: {amount: act, penalty: "1, from rules", refunds: true}}'),
            "official: {",
            ASKED,
            *TWO_MORE,
            *UNPUBLISHED,
        ),
        (
            *more("debts: {lateness: {amount: act, refunds: true}}"),
            "official: {",
            ASKED,
            *TWO_MORE,
            *UNPUBLISHED,
        ),
    ),
    *(
        Pair("R20", "late", (AS_ENTERED, f"{{{fires}}}"), (AS_ENTERED, f"{{{silent}}}"))
        for fires, silent in (
            ("record: lateness, for: ever", 'record: lateness, for: "1 year, from rules"'),
            ('while: "age >= 90"', 'once: "age >= 90", for: "1 year, from rules", again: never'),
            (
                'record: lateness, until: "age >= 90"',
                'record: lateness, until: "age >= 90", at_most: "1 year, from rules"',
            ),
            (
                'record: lateness, for: [{if: "age >= 90", is: ever}, {is: "1 year, from rules"}]',
                'record: lateness, for: [{is: "1 year, from rules"}]',
            ),
        )
    ),
    Pair("R20", "late", ('for: "1 year', 'for: "100 years'), ('for: "1 year', 'for: "2 years')),
    Pair("R20", "wardens", (', declared: {retention: "1 year, from rules"}', ""), ()),
    Pair(
        "R20",
        "wardens",
        ('retention: "1 year', 'retention: "100 years'),
        ('retention: "1 year', 'retention: "4 years'),
    ),
    Pair("R20", "lateness", counted("ever"), counted('"2 years, from rules"')),
    Pair(
        "R20",
        "triggers",
        scheduled("yearly on 01-01, add: {score: 1}, lasts: ever"),
        scheduled("yearly on 01-01, add: {score: 5}, lasts: ever"),
    ),
    Pair(
        "R20",
        "triggers",
        scheduled('"every 5 years from 2020-01-01, from rules", clear: score'),
        scheduled('monthly on 1, chance: "0.5, from rules", clear: score'),
    ),
    Pair(
        "R20",
        "lateness",
        scheduled("yearly on 01-01, if: age < 30, clear: score"),
        scheduled("yearly on 01-01, clear: score"),
    ),
    Pair("R20", "lateness", counted('"100 years from act, from rules"'), counted('"1 year, from rules"')),
    Pair(
        "R20",
        "lateness",
        counted("ever", worse="higher", points=5),
        counted("ever", worse="lower", points=5),
    ),
    Pair(
        "R21",
        "repair",
        (REPAIR, "repair: none"),
        (
            REPAIR,
            "repair: none",
            "publish:",
            'release_on_payment: "1 week, from rules", publish:',
            "official: {",
            ASKED,
        ),
    ),
    Pair("R21", "repair", ('chance: "0.5,', 'chance: "0.01,'), ('chance: "0.5,', 'chance: "0.2,')),
    Pair("R21", "repair", ('after: "6 months', 'after: "2 years'), ('after: "6 months', 'after: "11 months')),
    Pair("R22", "correction", (APPEAL, "none"), ()),
    Pair(
        "R22",
        "appeal",
        ("26 days", "31 days"),
        (
            "26 days",
            "200 days",
            "correction: none",
            'correction: {chance: "0.5, from rules", delay: "1 week, from rules"}',
        ),
    ),
    Pair("R22", "correction", ('chance: "0.1, from rules", succ', 'chance: "0.001, from rules", succ'), ()),
    Pair(
        "R22",
        "correction",
        ("correction: none", 'correction: {chance: "0.01, from rules"}'),
        ("correction: none", 'correction: {chance: "0.2, from rules"}'),
    ),
    Pair(
        "R23",
        "protected_input",
        ("sunset:", "protected_input: true\nsunset:"),
        ("sunset:", "protected_input: false\nsunset:"),
    ),
    Pair("R23", "score", risk(f"{{age: {{is: age, weight: 1}}, {LATE}}}"), risk(f"{{{LATE}}}")),
    Pair(
        "R23",
        "late",
        if_so("sex == male"),
        if_so("age >= 18"),
    ),
    Pair("R23", "wardens", instead("records", proxy_of="belief"), ()),
    Pair(
        "R25",
        "late",
        ("publish: [register]", "publish: [register, screen]"),
        ("publish: [register]", "publish: [register, web]"),
    ),
    Pair(
        "R25",
        "late",
        ("publish: [register]", "publish: [register], publish_fields: [name, photo]"),
        ("publish: [register]", "publish: [register], publish_fields: [name, reason]"),
    ),
    Pair(
        "R25",
        "late",
        ("publish: [register]", "publish: [screen]"),
        (
            "publish: [register]",
            "publish: [screen]",
            "late: {",
            "late: {entity: organisation, ",
            "kind: records",
            "kind: records, entity: organisation",
        ),
    ),
    Pair(
        "R26",
        "wardens",
        instead("informant", reward="5", corroboration="true", false_report_penalty="5", anonymous="true"),
        instead("informant", reward="5", corroboration="true", false_report_penalty="5"),
    ),
    Pair(
        "R26",
        "wardens",
        instead("informant", reward="5", corroboration="true", false_report_penalty="0"),
        instead("informant", reward="0"),
    ),
    Pair("R26", "wardens", instead("informant", reward="5", false_report_penalty="5"), instead("informant")),
    Pair(
        "R27",
        "wardens",
        (
            *instead("informant", reward="5"),
            '1 year, from rules"}, context: finance',
            '1 year, from rules"}, context: family',
        ),
        instead("informant", reward="5"),
    ),
    Pair(
        "R27",
        "wardens",
        instead("informant", reward="5"),
        instead("informant", reward="5"),
        (LATENESS, "    place: home\n" + LATENESS),
        (),
    ),
    Pair("R28", "wardens", instead("home-device", home="true"), instead("records", home="false")),
    Pair(
        "R28",
        "wardens",
        ('rules"}, context: finance', 'rules"}, context: health'),
        ('rules"}, context: finance', 'rules"}, context: schooling'),
    ),
    Pair("R28", "lateness", (), (), (LATENESS, "    protected: intimate\n" + LATENESS), ()),
    Pair(
        "R29",
        "wardens",
        ('rules"}, context: finance', 'rules"}, context: petition'),
        ('rules"}, context: finance', 'rules"}, context: internet'),
    ),
    Pair(
        "R29",
        "lateness",
        (),
        (),
        (LATENESS, "    protected: speech\n" + LATENESS),
        (LATENESS, "    protected: status\n" + LATENESS),
    ),
    Pair("R30", "loan", ("severity: 2}", "severity: 2, essential: true}"), ()),
    Pair(
        "R30",
        "loan",
        (f"{REFUSED}, context: finance", f"{REFUSED}, context: schooling"),
        (f"{REFUSED}, context: finance", f"{REFUSED}, context: property"),
    ),
    Pair(
        "R30",
        "loan",
        (f"{REFUSED}, context: finance", f"{_SLOW}, context: internet"),
        (f"{REFUSED}, context: finance", f"{_SLOW}, context: finance"),
    ),
    Pair(
        "R31",
        "late",
        if_so("residence == urban-away"),
        if_so("age >= 18"),
    ),
    Pair("R31", "lateness", (), (), (LATENESS, "    protected: status\n" + LATENESS), ()),
    Pair(
        "R32",
        "lateness",
        more("debts: {lateness: {amount: act, refunds: true}}"),
        (*more("debts: {lateness: {amount: act, refunds: true}}"), "official: {", ASKED),
    ),
    Pair(
        "R32",
        "lateness",
        ("publish:", 'release_on_payment: "1 week, from rules", publish:'),
        ("publish:", 'release_on_payment: "1 week, from rules", publish:'),
        None,
        (),
    ),
    Pair("R32", "lateness", (), ("official: {", ASKED), UNABLE, UNABLE),
    Pair("R32", "adjudication", ("official: {", HARDLY_ASKED), ("official: {", ASKED), UNABLE, UNABLE),
    Pair(
        "R33",
        "lateness",
        ("evidence_standard: balance", "evidence_standard: record"),
        ("evidence_standard: balance", "evidence_standard: clear"),
    ),
    Pair(
        "R33",
        "lateness",
        ("evidence_standard: balance, ", ""),
        ("evidence_standard: balance, ", "", "points: -5", "points: 0", *ON_SCORE),
    ),
    Pair(
        "R33",
        "adjudication",
        ('upholds_false: "0.1,', 'upholds_false: "0.6,'),
        ('upholds_false: "0.1,', 'upholds_false: "0.5,'),
    ),
    Pair("R34", "wardens", REWARD_ONLY, (*REWARD_ONLY, "kind: records", "kind: records, consent: true")),
    Pair("R34", "wardens", REWARD_ONLY, ON_SCORE),
    Pair("R35", "monitoring", ("stats_published: true", "stats_published: false"), ()),
    Pair("R35", "monitoring", ("impact_assessment: true", "impact_assessment: false"), ()),
    Pair(
        "R35",
        "monitoring",
        ('bias_audit: "1 year', 'bias_audit: "10 years'),
        ('bias_audit: "1 year', 'bias_audit: "2 years'),
    ),
    Pair("R35", "monitoring", ('bias_audit: "1 year, from rules"', "bias_audit: none"), ()),
    Pair("R35", "demerit", ("sunset: 2030-01-01\n", ""), ()),
    Pair(
        "R36",
        "weights",
        more('weights: [{if: "tier == official", points: "2, from rules"}]'),
        more('weights: [{if: "tier == official", points: "1, from rules"}]'),
    ),
    Pair(
        "R36",
        "weights",
        more('weights: [{if: "tier != ordinary", adverse: "2, from rules"}]'),
        more('weights: [{if: "age >= 18", adverse: "2, from rules"}]'),
    ),
    Pair(
        "R36",
        "late",
        if_so("tier == ordinary"),
        if_so("age >= 18"),
    ),
    Pair(
        "R36",
        "adjudication",
        (
            'upholds_false: "0.1, from rules"',
            'upholds_false: "0.1, from rules", discretion: {by: tier, strength: "0.2, from rules"}',
        ),
        (
            'upholds_false: "0.1, from rules"',
            'upholds_false: "0.1, from rules", discretion: {by: tie, strength: "0.2, from rules"}',
        ),
    ),
    Pair(
        "R37", "surveillance", more("surveillance: {geofence_m: 300}"), more("surveillance: {purpose: order}")
    ),
    Pair("R39", "operator", ("keeps_penalties: false", "keeps_penalties: true"), ()),
    Pair(
        "R40",
        "loan",
        ("severity: 2}", "severity: 2, executor: private, compelled: true}"),
        ("severity: 2}", "severity: 2, executor: private}"),
    ),
    # What the society says is hard is so, whatever the file says.
    Pair("R02", "loan", (), (), HARDER, ()),
    Pair("R12", "hearing", (HEARING, "hearing: none"), (HEARING, "hearing: none"), HARDER, ()),
    Pair("R14", "loan", (), (), HARDER, ()),
    Pair(
        "R15",
        "human_review",
        (*ON_SCORE, "severity: 2", "severity: 1"),
        (*ON_SCORE, "severity: 2", "severity: 1"),
        HARDER,
        (),
    ),
    # Further keys that these rules read.
    Pair(
        "R23",
        "loan",
        favoured("sex == male"),
        favoured("age >= 65"),
    ),
    Pair(
        "R31",
        "loan",
        ("listed(late)", "listed(late) and fifth == 1"),
        favoured("fifth == 1"),
    ),
    Pair(
        "R21",
        "repair",
        (REPAIR, "repair: none", "publish:", 'release_on_payment: "99 years, from rules", publish:'),
        (REPAIR, "repair: none", "publish:", 'release_on_payment: "11 months, from rules", publish:'),
    ),
    Pair(
        "R35",
        "sunset",
        ("sunset: 2030-01-01", "sunset: 9999-12-31", *more("rollout: {nationwide: 2021-01-01}")),
        ("sunset: 2030-01-01", "sunset: 2029-12-31", *more("rollout: {nationwide: 2021-01-01}")),
    ),
    Pair("R02", "loan", ("gravity: 2", "gravity: 0"), ("gravity: 2", "gravity: 1")),
    Pair("R03", "scope", OVER_TIME, tuple(each.replace("period", "reviews") for each in OVER_TIME)),
    Pair(
        "R08",
        "spillover",
        ("spillover: none", "spillover: {household: {lists: late}}"),
        ("spillover: none", 'spillover: {household: {points: 5, of: late, every: "1 week, from rules"}}'),
    ),
    Pair(
        "R11",
        "reasons",
        (
            REASONS,
            "reasons: none",
            *UNPUBLISHED,
            *dearer("1.2"),
        ),
        (
            REASONS,
            "reasons: none",
            *UNPUBLISHED,
            *dearer("0.8"),
        ),
    ),
    Pair(
        "R18",
        "lateness",
        ("gravity: 2", "gravity: 2, since: 2018-01-01", *PILOTED),
        ("gravity: 2", "gravity: 2, since: 2019-06-01", *PILOTED),
    ),
    Pair(
        "R20",
        "triggers",
        scheduled('monthly on 1, chance: "0.01, from rules", add: {score: 5}, lasts: ever'),
        scheduled('monthly on 1, chance: "0.9, from rules", add: {score: 5}, lasts: ever'),
    ),
    Pair("R31", "wardens", MATCHED, tuple(each.replace("fifth == 1", "age >= 18") for each in MATCHED)),
    Pair("R36", "loan", ("listed(late)", "listed(late) and tier == ordinary"), ()),
    Pair(
        "R36",
        "spillover",
        ("spillover: none", 'spillover: {spouse: {lists: late}, applies_to: "tier == official"}'),
        ("spillover: none", 'spillover: {spouse: {lists: late}, applies_to: "age >= 18"}'),
    ),
    Pair(
        "R36",
        "spillover",
        ("spillover: none", 'spillover: {spouse: {lists: late, applies_to: "tier == official"}}'),
        ("spillover: none", "spillover: {spouse: {lists: late}}"),
    ),
    Pair(
        "R37",
        "surveillance",
        more("surveillance: {geofence_m: 300, authorisation: court}"),
        more("surveillance: {authorisation: court}"),
    ),
)
"""In the order of rules. The nearest text that is silent may be `CLEAN` itself."""
