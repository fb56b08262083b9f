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
demerit: 1
regime: clean
title: Nothing to ask about
references: {rules: {title: The rules, evidence: V}}
operator: {kind: agency, ai: false, legal_basis: an act, keeps_penalties: false}
sunset: 2030-01-01
score: {kind: ledger, start: 100, expiry: "1 year, from rules"}
conducts:
  lateness: {points: -5, legal_basis: an act, evidence_standard: balance, gravity: 2}
sources:
  wardens: {kind: records, sees: {lateness: "0.5, from rules"}, coverage: "1, from rules", retention: "1 year, from rules", context: finance}
adjudication: {official: {upholds_true: "1, from rules", upholds_false: "0.1, from rules"}}
lists:
  late: {enter: {on: [lateness]}, term: "1 year, from rules", publish: [register]}
consequences:
  loan: {refuse: late, context: finance, severity: 2}
spillover: none
safeguards:
  notice: {share: "1, from rules", ahead: "2 weeks, from rules"}
  reasons: {raises_appeal: "1, from rules"}
  hearing: {share: "1, from rules", stops_wrong: "1, from rules", recognises_unable: "1, from rules"}
  appeal: {chance: "0.1, from rules", success_if_wrong: "1, from rules", success_if_right: "0, from rules", delay: "26 days, from rules", independent: true, suspensive: false}
  correction: none
  repair: {after: "6 months, from rules", chance: "0.5, from rules"}
  human_review: none
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
    """Return the changes after which the score has a name, and a record of lateness counts so long."""
    named = f"scores: {{late-points: {{kind: ledger, start: 100, worse: {worse}}}}}"
    return (SCORE, named, "points: -5", f"points: {points}, counts: {length}")


def scheduled(rule: str) -> Changes:
    """Return the changes after which records count for ever, and a trigger of a schedule is called back."""
    return (*counted("ever"), *more(f"triggers: {{back: {{schedule: {rule}}}}}"))


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
APPEAL = CLEAN.partition("  appeal: ")[2].partition("\n")[0]
REPAIR = 'repair: {after: "6 months, from rules", chance: "0.5, from rules"}'
REVIEW = "human_review: none"
SCORE = 'score: {kind: ledger, start: 100, expiry: "1 year, from rules"}'
UNPOINTED = ("points: -5, ", "")
SERIOUS = ("severity: 2", "severity: 3")
GRAVE = ("severity: 2", "severity: 4", "gravity: 2", "gravity: 4")
UNPUBLISHED = (", publish: [register]", "")
ON_SCORE = ("{on: [lateness]}", '"score < 50"')
RISK = 'score: {kind: risk-score, start: 0, threshold: 60, every: "4 weeks, from rules", features: '
BY_RISK = ("{on: [lateness]}", '"score >= 60"')


def risk(features: str) -> Changes:
    """Return the changes to a risk score of some features, whoever it flags being listed."""
    return (SCORE, f"{RISK}{features}}}", *UNPOINTED, *BY_RISK)


def adding(kind: str, context: str = "finance") -> Changes:
    """Return the change that adds a source of a kind that sees lateness."""
    seen = f'eye: {{kind: {kind}, sees: {{lateness: "0.5, from rules"}}, coverage: "1, from rules"'
    kept = f'{seen}, retention: "1 year, from rules", context: {context}}}'
    return ("adjudication:", f"  {kept}\nadjudication:")


def instead(kind: str, **keys: str) -> Changes:
    """Return the change by which the one source is of another kind."""
    rest = "".join(f", {key}: {value}" for key, value in keys.items())
    return ("kind: records", f"kind: {kind}{rest}")


RAN = 'finds_able_if_able: "1, from rules", finds_able_if_unable'
ASKED = "ability_test: {for: [lateness], " + RAN + ': "0.1, from rules"}, official: {'
HARDLY_ASKED = ASKED.replace('"0.1', '"0.9')
UNABLE = (LATENESS, "    unable: {values: {1: 0.5, 2: 0, 3: 0, 4: 0, 5: 0}, from: made}\n" + LATENESS)
TWO_MORE = (
    "  loan: {refuse: late, context: finance, severity: 2}\n",
    "".join(f"  {name}: {{refuse: late, context: finance, severity: 2}}\n" for name in ("loan", "lease")),
)
REWARD_ONLY = (
    *ON_SCORE,
    *UNPUBLISHED,
    "refuse: late,",
    'favour: "score >= 100",',
)

HARDER = ("    title: A rate that differs by age and income\n", "    title: A loan\n    severity: 4\n")
OVER_TIME = (
    "sunset:",
    'scope: universal\nperiod: "1 year, from rules"\nsunset:',
    SCORE,
    "score: none",
    *UNPOINTED,
    *adding("records", "street"),
)
PILOTED = more("rollout: {nationwide: 2020-01-01, pilot: {cities: 3, from: 2019-01-01}}")
EXPIRY = ', expiry: "1 year, from rules"'
RECOVERING = ', recovery: {points: 1, every: "1 month, from rules"}'
MATCHED = instead(
    "income-match",
    income_test='{conduct: lateness, every: "1 year, from rules", months: 1, for: "fifth == 1",'
    ' benefit: "1 dollars per month, from rules", free: "0 dollars per month, from rules",'
    ' taper: "0.5, from rules", least: "1 dollars, from rules"}',
)

_SLOW = 'slow: [internet], to: late, times: "0.5, from rules"'

AS_ENTERED = 'enter: {on: [lateness]}, term: "1 year, from rules"'
PAIRS: tuple[Pair, ...] = (
    Pair(
        "R01",
        "loan",
        ("refuse: late, context: finance", "refuse: late, context: consumption"),
        ("refuse: late, context: finance", "refuse: late, context: contract"),
    ),
    Pair(
        "R01",
        "loan",
        ("refuse: late, context: finance", "refuse: late, context: travel"),
        ("refuse: late, context: finance", "refuse: late, context: travel"),
        (),
        (LATENESS, LATENESS.replace("finance", "traffic")),
    ),
    Pair("R02", "loan", GRAVE[:2], SERIOUS),
    Pair("R02", "loan", SERIOUS, (), (), ()),
    Pair(
        "R03",
        "scope",
        ("sunset:", "scope: universal\nsunset:", *adding("records", "consumption")),
        ("sunset:", "scope: universal\nsunset:", *adding("records", "contract")),
    ),
    Pair("R04", "wardens", instead("prediction"), (*instead("prediction"), *adding("records"))),
    Pair("R04", "score", risk("{away: {weight: 60}}"), risk("{away: {weight: 20}, lateness: {weight: 60}}")),
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
        (*instead("camera", gallery="watch-list"), "refuse: late,", "refuse: late, auto: false,"),
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
        (NOTICE, "notice: none", "refuse: late,", "refuse: late, notice_days: 14,", *UNPUBLISHED),
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
        ("severity: 2}", "severity: 2, notice_days: 0}"),
        ("severity: 2}", "severity: 2, notice_days: 4}"),
    ),
    Pair(
        "R11",
        "reasons",
        (REASONS, "reasons: none"),
        (REASONS, "reasons: none", "refuse: late,", "refuse: late, reasons: true,", *UNPUBLISHED),
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
        (HEARING, "hearing: none", "severity: 2", "severity: 3, hearing: true"),
    ),
    Pair(
        "R12",
        "hearing",
        ('hearing: {share: "1,', 'hearing: {share: "0.01,', "severity: 2", "severity: 3, hearing: true"),
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
    Pair("R15", REVIEW[:12], ON_SCORE, (*ON_SCORE, "refuse: late,", "refuse: late, auto: false,")),
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
        ("legal_basis: an act, evidence", "evidence"),
        ("points: -5, legal_basis: an act, evidence", "points: 0, evidence", *ON_SCORE),
    ),
    Pair("R17", "lateness", ("gravity: 2", "gravity: 2, discretionary: [-50, -5]"), ()),
    # A score of which much is bad: more points are held against people, fewer are not.
    Pair(
        "R17",
        "lateness",
        ("points: -5, legal_basis: an act", "points: 5", "{on: [lateness]}", '"score > 150"'),
        ("points: -5, legal_basis: an act", "points: -5", "{on: [lateness]}", '"score > 150"'),
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
            *more('debts: {conducts: [lateness], penalty: "1, from rules", refunds: true}'),
            "official: {",
            ASKED,
            *TWO_MORE,
            *UNPUBLISHED,
        ),
        (
            *more("debts: {conducts: [lateness], refunds: true}"),
            "official: {",
            ASKED,
            *TWO_MORE,
            *UNPUBLISHED,
        ),
    ),
    Pair("R20", "late", ('term: "1 year, from rules"', "term: none"), ()),
    *(
        Pair("R20", "late", (AS_ENTERED, f"enter: [{{{fires}}}]"), (AS_ENTERED, f"enter: [{{{silent}}}]"))
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
    Pair("R20", "late", ('term: "1 year', 'term: "100 years'), ('term: "1 year', 'term: "2 years')),
    Pair("R20", "wardens", (', retention: "1 year, from rules"', ""), ()),
    Pair(
        "R20",
        "wardens",
        ('retention: "1 year', 'retention: "100 years'),
        ('retention: "1 year', 'retention: "4 years'),
    ),
    Pair(
        "R20",
        "score",
        (', expiry: "1 year, from rules"', ""),
        (', expiry: "1 year, from rules"', ', recovery: {points: 1, every: "1 month, from rules"}'),
    ),
    Pair("R20", "score", ('expiry: "1 year', 'expiry: "100 years'), ('expiry: "1 year', 'expiry: "2 years')),
    Pair(
        "R20",
        "score",
        (', expiry: "1 year, from rules"', ', recovery: {points: 1, every: "1 year, from rules"}'),
        (', expiry: "1 year, from rules"', ', recovery: {points: 5, every: "1 year, from rules"}'),
    ),
    Pair("R20", "lateness", counted("ever"), counted('"2 years, from rules"')),
    Pair(
        "R20",
        "triggers",
        scheduled("yearly on 01-01, add: {late-points: 1}, lasts: ever"),
        scheduled("yearly on 01-01, add: {late-points: 5}, lasts: ever"),
    ),
    Pair(
        "R20",
        "triggers",
        scheduled('"every 5 years from 2020-01-01, from rules", clear: late-points'),
        scheduled('monthly on 1, chance: "0.5, from rules", clear: late-points'),
    ),
    Pair(
        "R20",
        "lateness",
        scheduled("yearly on 01-01, if: age < 30, clear: late-points"),
        scheduled("yearly on 01-01, clear: late-points"),
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
    Pair(
        "R23", "score", risk("{age: {weight: 1}, lateness: {weight: 60}}"), risk("{lateness: {weight: 60}}")
    ),
    Pair(
        "R23",
        "late",
        ("{on: [lateness]}", '{on: [lateness], if: "sex == male"}'),
        ("{on: [lateness]}", '{on: [lateness], if: "age >= 18"}'),
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
            '1 year, from rules", context: finance',
            '1 year, from rules", context: family',
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
        ('rules", context: finance', 'rules", context: health'),
        ('rules", context: finance', 'rules", context: schooling'),
    ),
    Pair("R28", "lateness", (), (), (LATENESS, "    protected: intimate\n" + LATENESS), ()),
    Pair(
        "R29",
        "wardens",
        ('rules", context: finance', 'rules", context: petition'),
        ('rules", context: finance', 'rules", context: internet'),
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
        ("refuse: late, context: finance", "refuse: late, context: schooling"),
        ("refuse: late, context: finance", "refuse: late, context: property"),
    ),
    Pair(
        "R30",
        "loan",
        ("refuse: late, context: finance", f"{_SLOW}, context: internet"),
        ("refuse: late, context: finance", f"{_SLOW}, context: finance"),
    ),
    Pair(
        "R31",
        "late",
        ("{on: [lateness]}", '{on: [lateness], if: "residence == urban-away"}'),
        ("{on: [lateness]}", '{on: [lateness], if: "age >= 18"}'),
    ),
    Pair("R31", "lateness", (), (), (LATENESS, "    protected: status\n" + LATENESS), ()),
    Pair(
        "R32",
        "lateness",
        more("debts: {conducts: [lateness], refunds: true}"),
        (*more("debts: {conducts: [lateness], refunds: true}"), "official: {", ASKED),
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
        "tiers",
        more('tiers: {official: {deductions: "2, from rules"}}'),
        more('tiers: {official: {deductions: "1, from rules"}}'),
    ),
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
        ("{on: [lateness]}", '{on: [lateness], if: "tier == ordinary"}'),
        ("{on: [lateness]}", '{on: [lateness], if: "age >= 18"}'),
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
        ("refuse: late,", 'favour: "sex == male",'),
        ("refuse: late,", 'favour: "age >= 65",'),
    ),
    Pair(
        "R31",
        "loan",
        ("refuse: late,", 'refuse: late, for: "fifth == 1",'),
        ("refuse: late,", 'favour: "fifth == 1",'),
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
            "refuse: late,",
            'factor: "1.2, from rules", for: "listed(late)",',
        ),
        (
            REASONS,
            "reasons: none",
            *UNPUBLISHED,
            "refuse: late,",
            'factor: "0.8, from rules", for: "listed(late)",',
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
        "score",
        (EXPIRY, RECOVERING.replace("}", ', chance: "0.01, from rules"}')),
        (EXPIRY, RECOVERING.replace("}", ', chance: "0.9, from rules"}')),
    ),
    Pair("R31", "wardens", MATCHED, tuple(each.replace("fifth == 1", "age >= 18") for each in MATCHED)),
    Pair("R36", "loan", ("refuse: late,", 'refuse: late, for: "tier == ordinary",'), ()),
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
