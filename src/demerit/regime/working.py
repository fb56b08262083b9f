"""Which mechanisms work, which a regime uses, and the check that the difference is declared.

A file may describe more than the lab models: that is how it stays true to its source. But nobody may read a
result as if the missing part had been in it, so what a regime uses and nothing models must stand in
`not_modelled`, and what stands there must be used. As rows come to work, files that still name them are
refused until mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from demerit.documents import Document
from demerit.documents.reading import Where
from demerit.errors import Problem, nearest_name
from demerit.mechanisms import declared
from demerit.mechanisms.scores.language import Ledger, RiskScore, RollingMean
from demerit.regime.model import Regime
from demerit.regime.parts import BETWEEN

WORKING = frozenset(
    {
        "M01",
        "M02",
        "M03",
        "M04",
        "M10",
        "M11",
        "M20",
        "M21",
        "M22",
        "M23",
        "M24",
        "M30",
        "M33",
        "M34",
        "M36",
        "M37",
        "M40",
        "M42",
        "M60",
        "M61",
        "M62",
    }
) | frozenset(declared("language", "ROW"))
"""Rows of the mechanisms that the engine models."""

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "M01": "one identifier for everything",
        "M02": "everybody is scored",
        "M03": "tiers with rules of their own",
        "M04": "organisations and their leaders",
        "M05": "pilots and roll-out",
        "M06": "ranking of officials",
        "M07": "misconduct of officials",
        "M08": "judged loyalty",
        "M09": "the carrier of the identifier",
        "M10": "the catalogue of conducts",
        "M11": "records as sources",
        "M12": "cameras",
        "M13": "real-time identification",
        "M14": "home devices",
        "M15": "informants",
        "M16": "living elsewhere than registered",
        "M17": "groups that answer together",
        "M18": "alerts on movement",
        "M19": "further contexts by date",
        "M20": "points, score and grades",
        "M21": "machine and official rulings",
        "M22": "lists",
        "M23": "safeguards",
        "M24": "unwilling and unable",
        "M30": "refusals",
        "M31": "children bear refusals",
        "M32": "bundles of refusals by tier, and families",
        "M33": "relations are listed",
        "M34": "staff bear refusals of organisations",
        "M35": "callers hear of the listing",
        "M36": "published lists",
        "M37": "rewards",
        "M38": "slow internet",
        "M40": "deterrence",
        "M41": "good deeds for points",
        "M42": "strain",
        "M43": "withdrawal",
        "M44": "approval",
        "M45": "trust among strangers",
        "M46": "waves",
        "M50": "published counts",
        "M51": "the title question",
        "M52": "claims",
        "M53": "other countries",
        "M60": "other kinds of score",
        "M61": "averaged income",
        "M62": "claw-back",
        "M63": "inspections by past records",
        "M64": "ratings by peers",
    }
)

_SOURCES = {
    "records": "M11",
    "income-match": "M61",
    "camera": "M12",
    "informant": "M15",
    "home-device": "M14",
    "rating": "M64",
    "prediction": "M63",
}
_FALLS_ON = {"children": "M31", "family": "M32", "staff": "M34"}


Use = tuple[str, Where]
"""A row of the mechanisms, and a place in the file that uses it."""


def rows_used(regime: Regime) -> dict[str, list[Where]]:
    """Return the rows of the mechanisms that a regime uses, each with the places that use it.

    Args:
        regime: one dated form, without its amendments.
    """
    used: dict[str, list[Where]] = {}
    for row, place in chain(
        _of_scores(regime),
        _of_conducts_and_sources(regime),
        _of_rulings(regime),
        _of_lists(regime),
        _of_consequences(regime),
        _of_spillover(regime),
        _of_bounds(regime),
        *(rows(regime) for rows in declared("language", "rows")),  # of parts that carry their rows
    ):
        used.setdefault(row, []).append(place)
    return used


def _of_scores(regime: Regime) -> Iterator[Use]:
    """Yield what the score uses, and the register of people under it."""
    if isinstance(regime.score, Ledger):
        yield "M20", ("score",)
    elif isinstance(regime.score, (RollingMean, RiskScore)):
        yield "M60", ("score",)
    if regime.linkage is not None:
        yield "M01", ("linkage",)
    if regime.tiers is not None:
        yield "M03", ("tiers",)


def _of_conducts_and_sources(regime: Regime) -> Iterator[Use]:
    """Yield what is used by what counts as conduct, and by who tells of it."""
    for name, conduct in regime.conducts.items():
        yield "M10", ("conducts", name)
        if conduct.discretionary is not None:
            yield "M21", ("conducts", name, "discretionary")
    for name, source in regime.sources.items():
        yield _SOURCES[source.kind], ("sources", name)
        if source.entity == "organisation":
            yield "M04", ("sources", name, "entity")
        if source.home and source.kind != "home-device":
            yield "M14", ("sources", name, "home")


def _of_rulings(regime: Regime) -> Iterator[Use]:
    """Yield what is used by the ways in which sightings are ruled on."""
    ruling = regime.adjudication
    if ruling is None:
        return
    if ruling.automated is not None:
        yield "M21", ("adjudication", "automated")
    for who in ("machine", "official"):
        by = getattr(ruling, who)
        if by is not None and by.discretion is not None:
            yield "M21", ("adjudication", who, "discretion")
    if ruling.ability_test is not None:
        yield "M24", ("adjudication", "ability_test")


def _of_lists(regime: Regime) -> Iterator[Use]:
    """Yield what the lists use, and the ways in which they are made known."""
    for name, listed in regime.lists.items():
        yield "M22", ("lists", name)
        if listed.entity == "organisation":
            yield "M04", ("lists", name, "entity")
        if listed.release_on_payment is not None:
            yield "M24", ("lists", name, "release_on_payment")
        for channel in listed.publish or ():
            yield "M35" if channel == "caller-tone" else "M36", ("lists", name, "publish")


def _of_consequences(regime: Regime) -> Iterator[Use]:
    """Yield what is used by what follows for those who are listed or scored, and for who owes."""
    for name, consequence in regime.consequences.items():
        yield consequence.form.row, ("consequences", name, consequence.form.key)
        if consequence.falls_on in _FALLS_ON:
            yield _FALLS_ON[consequence.falls_on], ("consequences", name, "falls_on")
    if regime.debts is not None:
        yield "M62", ("debts",)


def _of_spillover(regime: Regime) -> Iterator[Use]:
    """Yield what is used by what falls on those near the listed."""
    if regime.spillover is None:
        return
    for relation, spill in regime.spillover.relations.items():
        if relation in ("group", "workplace"):
            yield "M17", ("spillover", relation)
        elif spill.share_of_points is not None:
            yield "M17", ("spillover", relation, "share_of_points")
        else:
            yield "M04" if relation in BETWEEN else "M33", ("spillover", relation)
    if regime.spillover.chain:
        yield "M17", ("spillover", "chain")


def _of_bounds(regime: Regime) -> Iterator[Use]:
    """Yield what is used by what bounds a regime or widens it: safeguards, surveillance, roll-out."""
    for name in type(regime.safeguards).model_fields:
        if getattr(regime.safeguards, name) is not None:
            yield "M23", ("safeguards", name)
    if regime.surveillance is not None:
        if regime.surveillance.realtime_biometric:
            yield "M13", ("surveillance", "realtime_biometric")
        if regime.surveillance.geofence_m is not None:
            yield "M18", ("surveillance", "geofence_m")
    if regime.rollout is not None:
        yield "M05", ("rollout",)


def row_problems(forms: list[tuple[Document, Regime]]) -> list[Problem]:
    """Return what is wrong with the declaration of rows that nothing models.

    Args:
        forms: a regime in all its dated forms, with their documents.
    """
    problems: dict[tuple[int, int, str], Problem] = {}
    used: set[str] = set()
    for document, regime in forms:
        declared = {each.row for each in regime.not_modelled}
        for row, places in rows_used(regime).items():
            used.add(row)
            if row in WORKING or row in declared:
                continue
            problem = document.problem(
                places[0],
                f"nothing models this yet (row {row}, {ROWS[row]})",
                next_step=f"add {row} to `not_modelled` and results will name it as left out, or remove this",
            )
            problems.setdefault((problem.line, problem.column, row), problem)
    for document, regime in forms:
        for index, each in enumerate(regime.not_modelled):
            wrong = None
            if each.row not in ROWS:
                wrong = f"there is no row {each.row!r}", "name a row of the mechanisms, such as M35"
            elif each.row in WORKING and not each.why:
                wrong = (
                    f"row {each.row} ({ROWS[each.row]}) is modelled",
                    f"remove it, or say what is left out: {{{each.row}: ...}}",
                )
            elif each.row not in used and not each.why:
                wrong = (
                    f"nothing in this file uses row {each.row} ({ROWS[each.row]})",
                    f"remove it, or say why it is named: {{{each.row}: ...}}",
                )
            if wrong:
                problem = document.problem(
                    ("not_modelled", index),
                    wrong[0],
                    found=each.row,
                    next_step=wrong[1],
                    nearest=nearest_name(each.row, ROWS) if each.row not in ROWS else None,
                )
                problems.setdefault((problem.line, problem.column, each.row), problem)
    return list(problems.values())
