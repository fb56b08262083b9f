"""For each key that decides nothing: how a file writes it, and the finding or the refusal that it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.proofs.keys.walk_of_keys import RELATIONS
from tests.toy import made


@dataclass(frozen=True)
class Spoken:
    """A key that decides nothing, as a file writes it.

    Attributes:
        to: its value.
        at: where; by default its own path.
        lint: the rule whose findings it moves, or the place that lint names as dangerous; empty if none.
        refused: what `check` says at its line when it does not fit the rest; empty if it asks nothing.
        row: the row of the mechanisms without which the file is refused.
        also: what else is written, in the file without the key as well.
        base: which regime it is written in.
    """

    to: Any
    at: str = ""
    lint: str = ""
    refused: str = ""
    row: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    base: str = "everything"


_CAMERA = {
    "kind": "camera",
    "covers": "places",
    "coverage": made(0.5),
    "gallery": "watch-list",
    "false_match": made(0.001),
}
_INFORMANT = {"kind": "informant", "covers": "people", "coverage": made(0.5)}


def _source(name: str, rest: Mapping[str, Any], key: str, to: Any, row: str, lint: str) -> Spoken:
    """Return a key of a source of a kind that nothing models; the file without it has the source as well."""
    return Spoken(
        to,
        f"sources.{name}.{key}",
        lint,
        row=row,
        also={f"sources.{name}": {"sees": {"noise": made(0.5)}, **rest}},
    )


_WORDS = {"words": "Whoever does not pay is listed.", "source": "made", "language": "en"}
_COURTS = "sources.courts"
_TRAIN = "consequences.train"
_CONTEXTS = {"sources.courts.context": "health", "sources.match.context": "health"}
_BY_GROUP = {"by": "group", "is": {"group A": made(0.1)}, "otherwise": made(0.01)}
_JOINED: dict[str, Any] = {
    "scores": {},
    "declared.scope": "universal",
    "conducts": {"lateness": {}, "noise": {}},
    "sources.courts.context": "health",
    "sources.more": {
        "kind": "records",
        "covers": "people",
        "coverage": made(1),
        "sees": {"noise": made(1)},
        "context": "finance",
    },
    "lists.black.enter.0.record": ["lateness", "noise"],
}
_GIFT = {"favour": ["loan"], "to": "score >= 100", "context": "finance"}
_ONLY_GIFTS = {"consequences": {"gift": _GIFT}, "debts": "none", "lists.black.publish": "none"}
_MONITORED = {
    "stats_published": True,
    "bias_audit": "1 year, from made",
    "impact_assessment": True,
    "compensation": True,
}
REGIMES: dict[str, Spoken] = {
    "regime": Spoken("another"),
    "title": Spoken("Another title"),
    "story": Spoken("A story"),
    "from": Spoken("made"),
    **{
        f"references.*.{key}": Spoken(to, f"references.made.{key}")
        for key, to in (
            ("title", "Other"),
            ("url", "https://example.org/"),
            ("evidence", "M"),
            ("note", "A caution"),
        )
    },
    "operator": Spoken({"kind": "company", "ai": True, "keeps_penalties": True}, lint="R39"),
    "operator.kind": Spoken("company"),
    "operator.ai": Spoken(True, lint="R01", also=_CONTEXTS),
    "operator.legal_basis": Spoken("A law", "declared.legal_basis"),
    "operator.keeps_penalties": Spoken(True, lint="R39"),
    "scope": Spoken("universal", "declared.scope", lint="scope"),
    "period": Spoken("2 years, from made", "declared.period", lint="R03", also=_JOINED, base="records"),
    "reviews": Spoken("2 years, from made", "declared.reviews"),
    "surveillance": Spoken({"geofence_m": 500}, lint="R37", row="M18"),
    "surveillance.realtime_biometric": Spoken(True, lint="R05", row="M13"),
    "surveillance.geofence_m": Spoken(500, lint="R37", row="M18"),
    "surveillance.purpose": Spoken("order", row="M13", also={"surveillance": {"realtime_biometric": True}}),
    "surveillance.authorisation": Spoken(
        "court", lint="R05", row="M13", also={"surveillance": {"realtime_biometric": True}}
    ),
    "monitoring": Spoken(_MONITORED, "declared.monitoring", lint="R35"),
    **{
        f"monitoring.{key}": Spoken(
            to, f"declared.monitoring.{key}", lint, also={"declared.monitoring": _MONITORED}
        )
        for key, to, lint in (
            ("stats_published", False, "R35"),
            ("bias_audit", "none", "R35"),
            ("impact_assessment", False, "R35"),
            ("compensation", False, "monitoring.compensation"),
        )
    },
    "rollout": Spoken({"nationwide": "2022-01-03"}, lint="R18", row="M05"),
    "rollout.pilot": Spoken(
        {"share": made(0.1), "from": "2021-01-04"},
        lint="R18",
        row="M05",
        also={"rollout": {"nationwide": "2022-01-03"}},
    ),
    "rollout.pilot.share": Spoken(
        {"pilot": {"share": made(0.2), "from": "2021-01-04"}, "nationwide": "2022-01-03"},
        "rollout",
        lint="R18",
        row="M05",
    ),
    "rollout.pilot.cities": Spoken(
        {"pilot": {"cities": 2, "from": "2021-01-04"}, "nationwide": "2022-01-03"},
        "rollout",
        lint="R18",
        row="M05",
    ),
    "rollout.pilot.from": Spoken(
        {"pilot": {"cities": 2, "from": "2021-01-11"}, "nationwide": "2022-01-03"},
        "rollout",
        lint="R18",
        row="M05",
    ),
    "rollout.nationwide": Spoken(
        "2023-01-02", lint="R18", row="M05", also={"rollout": {"nationwide": "2022-01-03"}}
    ),
    "not_modelled": Spoken([{"M35": "callers hear of it"}]),
    "not_modelled.*.row": Spoken([{"M35": "callers hear of it"}], "not_modelled"),
    "not_modelled.*.why": Spoken([{"M35": "in no count"}], "not_modelled"),
    "conducts.*.legal_basis": Spoken("A law", "conducts.default.declared.legal_basis", "R17"),
    "conducts.*.evidence_standard": Spoken("clear", "conducts.default.evidence_standard", "R33"),
    "conducts.*.gravity": Spoken(0, "conducts.default.gravity", "R02"),
    "conducts.*.from": Spoken("made", "conducts.default.from"),
    "triggers.*.from": Spoken("made", "triggers.told.from", base="ways"),
    "scores.*.from": Spoken("made", "scores.licence.from", base="named"),
    "weights.*.from": Spoken("made", "weights.0.from", base="named"),
    **{
        f"{of}.text{key}": Spoken({**_WORDS, **other}, f"{at}.text", base=base)
        for of, at, base in (
            ("conducts.*", "conducts.default", "everything"),
            ("lists.*", "lists.black", "everything"),
            ("consequences.*", _TRAIN, "everything"),
            ("triggers.*", "triggers.told", "ways"),
            ("safeguards.*", "safeguards.court", "bundled"),
        )
        for key, other in (
            ("", {}),
            (".words", {"words": "Whoever pays is not listed."}),
            (".source", {"source": "made"}),
            (".language", {"language": "de"}),
        )
    },
    "sources.*.context": Spoken("health", f"{_COURTS}.context", "R28"),
    "sources.*.legal_basis": Spoken("A law", f"{_COURTS}.declared.legal_basis"),
    "sources.*.protected": Spoken("health", f"{_COURTS}.protected", "R23"),
    "sources.*.proxy_of": Spoken("group", f"{_COURTS}.proxy_of", "R23"),
    "sources.*.consent": Spoken(True, f"{_COURTS}.consent", "R34", also=_ONLY_GIFTS),
    "sources.*.retention": Spoken("1 year, from made", f"{_COURTS}.declared.retention", "R20"),
    "sources.*.accuracy": Spoken(made(0.9), f"{_COURTS}.declared.accuracy"),
    "sources.*.home": Spoken(True, f"{_COURTS}.home", "R28", row="M14"),
    **{
        f"sources.*.{key}": _source(
            "street", _INFORMANT if key == "reward" else _INFORMANT | {"reward": 5}, key, to, "M15", lint
        )
        for key, to, lint in (
            ("reward", 5, "R26"),
            ("anonymous", True, "R26"),
            ("corroboration", True, "R26"),
            ("false_report_penalty", 5, "R26"),
        )
    },
    "sources.*.gallery": _source("street", _CAMERA, "gallery", "nation", "M12", "sources.street.gallery"),
    "sources.*.false_match": _source(
        "street", _CAMERA, "false_match", _BY_GROUP, "M12", "sources.street.false_match"
    ),
    "sources.*.false_match.by": _source(
        "street", _CAMERA, "false_match", _BY_GROUP, "M12", "sources.street.false_match"
    ),
    "sources.*.false_match.is": _source(
        "street", _CAMERA, "false_match", _BY_GROUP, "M12", "sources.street.false_match"
    ),
    "sources.*.false_match.otherwise": _source(
        "street", _CAMERA, "false_match", _BY_GROUP, "M12", "sources.street.false_match"
    ),
    "sources.*.from": Spoken("made", f"{_COURTS}.from"),
    "lists.*.publish_fields": Spoken(["name", "photo"], "lists.black.publish_fields", "R25"),
    "lists.*.legal_basis": Spoken("A law", "lists.black.declared.legal_basis"),
    "lists.*.from": Spoken("made", "lists.black.from"),
    "consequences.*.context": Spoken("health", f"{_TRAIN}.context", "R30"),
    "consequences.*.essential": Spoken(True, f"{_TRAIN}.essential", "R30"),
    "consequences.*.auto": Spoken(
        False, f"{_TRAIN}.auto", "R15", also={"safeguards.court.human_review": "none"}
    ),
    "consequences.*.duration": Spoken("1 week, from made", f"{_TRAIN}.declared.duration"),
    "consequences.*.notice_days": Spoken(0, f"{_TRAIN}.declared.notice_days", "R10"),
    "consequences.*.hearing": Spoken(
        True, f"{_TRAIN}.declared.hearing", "R12", also={"safeguards.court.hearing": "none"}
    ),
    "consequences.*.reasons": Spoken(
        True,
        f"{_TRAIN}.declared.reasons",
        "R11",
        also={"safeguards.court.reasons": "none", "lists.black.publish": "none"},
    ),
    "consequences.*.suspensive": Spoken(
        True,
        f"{_TRAIN}.declared.suspensive",
        "R14",
        also={f"{_TRAIN}.severity": 5, "safeguards.court.appeal.suspensive": False},
    ),
    "consequences.*.executor": Spoken("private", f"{_TRAIN}.executor", "consequences.train.executor"),
    "consequences.*.compelled": Spoken(
        True, f"{_TRAIN}.compelled", "R40", also={f"{_TRAIN}.executor": "private"}
    ),
    "consequences.*.legal_basis": Spoken("A law", f"{_TRAIN}.declared.legal_basis"),
    "consequences.*.from": Spoken("made", f"{_TRAIN}.from"),
    "safeguards.*.appeal.independent": Spoken(
        False, "safeguards.court.appeal.independent", "R13", base="bundled"
    ),
    "spillover.chain": Spoken(True, lint="spillover.chain", row="M17"),
}
for _relation in ("workplace", "group"):
    _at = f"spillover.{_relation}"
    _passing = {"lists": "black", "of": "low", "chance": made(0.5), "applies_to": "age >= 20"}
    _pointing = {"points": -3, "of": "low", "every": "3 weeks, from made"}
    REGIMES[_at] = Spoken(_passing, lint="R08", row="M17")
    for _key, _form in (
        ("lists", _passing),
        ("of", _passing),
        ("chance", _passing),
        ("applies_to", _passing),
        ("points", _pointing),
        ("every", _pointing),
        ("share_of_points", {"share_of_points": made(0.5)}),
    ):
        REGIMES[f"{_at}.{_key}"] = Spoken(_form, _at, "R08", row="M17")
for _relation in (*RELATIONS, "leader", "organisation"):
    if _relation in RELATIONS:
        REGIMES[f"spillover.{_relation}.share_of_points"] = Spoken(
            {"share_of_points": made(0.5)}, f"spillover.{_relation}", "R08", row="M17"
        )
SOCIETIES: dict[str, Spoken] = {
    "society": Spoken("another"),
    "title": Spoken("Another title"),
    "story": Spoken("Another story"),
    **{
        f"references.*.{key}": Spoken(to, f"references.made.{key}")
        for key, to in (
            ("title", "Other"),
            ("url", "https://example.org/"),
            ("evidence", "M"),
            ("note", "A caution"),
        )
    },
    "teaching": Spoken(True, refused="teaching societies"),
    "ages.published": Spoken([{"from_age": 0, "below": 15, "share": "30 %, from made"}], refused="ages"),
    "ages.published.*.from_age": Spoken(10, "ages.published.0.from_age", refused="ages"),
    "ages.published.*.below": Spoken(20, "ages.published.0.below", refused="ages"),
    "ages.published.*.share": Spoken("30 %, from made", "ages.published.0.share", refused="ages"),
    "households.mean_size": Spoken(made(3), refused="mean"),
    "incomes.currency": Spoken("thalers", refused="crowns"),
    "incomes.published_gini": Spoken({"low": made(0.1), "high": made(0.2)}, refused="Gini"),
    "incomes.published_gini.low": Spoken(
        {"low": made(0.45), "high": made(0.5)}, "incomes.published_gini", refused="Gini"
    ),
    "incomes.published_gini.high": Spoken(
        {"low": made(0.1), "high": made(0.39)}, "incomes.published_gini", refused="Gini"
    ),
    "conducts.*.title": Spoken("Another", "conducts.default.title"),
    "conducts.*.context": Spoken("health", "conducts.default.context"),
    "conducts.*.place": Spoken("home", "conducts.default.place"),
    "propensities.*.title": Spoken("Another", "propensities.temper.title"),
    "holdings.*.title": Spoken("Another", "holdings.licence.title"),
    "services.*.title": Spoken("Another", "services.internet.title"),
    "attempts.*.title": Spoken("Another", "attempts.train.title"),
    "attempts.*.context": Spoken("health", "attempts.train.context"),
}
