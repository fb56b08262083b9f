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
from demerit.regime.model import Regime

WORKING = frozenset({"M02", "M03", "M40", "M42"}.union(*declared("language", "ROWS")))
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


Use = tuple[str, Where]
"""A row of the mechanisms, and a place in the file that uses it."""


def rows_used(regime: Regime) -> dict[str, list[Where]]:
    """Return the rows of the mechanisms that a regime uses, each with the places that use it.

    Args:
        regime: one dated form, without its amendments.
    """
    used: dict[str, list[Where]] = {}
    of_mechanisms = (rows(regime) for rows in declared("language", "rows"))
    for row, place in chain(_of_no_mechanism(regime), *of_mechanisms):
        used.setdefault(row, []).append(place)
    return used


def left_out(regime: Regime) -> dict[Where, str]:
    """Return the places of a form that nothing models, each with its row.

    Args:
        regime: one dated form, without its amendments.
    """
    used = rows_used(regime)
    return {place: row for row, places in used.items() if row not in WORKING for place in places}


def _of_no_mechanism(regime: Regime) -> Iterator[Use]:
    """Yield what is used by parts that are no mechanism's: surveillance, roll-out."""
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
            said = f"nothing models this yet (row {row}, {ROWS[row]})"
            next_step = f"add {row} to `not_modelled` and results will name it as left out, or remove this"
            problem = min(
                (document.problem(place, said, next_step=next_step) for place in places),
                key=lambda each: (each.line, each.column),
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
