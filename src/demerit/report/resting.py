"""On which ground a week on the list stands: the grounds in words, and the comparison with the shadow.

The grounds and the shadow are the most loaded numbers of a report, so this part says in plain words what
each means before it shows one, and says wrongly spared beside wrongful wherever either stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from demerit.audit import Direction, Figure, RunSource, grounds, interval, of_ratio, total
from demerit.audit.directions import NOT_SETTLED
from demerit.audit.figures import NOUN
from demerit.audit.grounds import OWN_TERMS, Kind
from demerit.audit.who import ratio_of
from demerit.counted.values import COMPARED
from demerit.report import charts
from demerit.report.colours import ACCENT, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.numbers import listing, plain
from demerit.report.pieces import Chart, Dot
from demerit.report.sections import Panels, grey_note
from demerit.report.sentences import (
    GROUND_LABELS,
    GROUND_PHRASES,
    SHADOW_WORDS,
    label,
    ranges_drawn,
    those,
    times,
    words_of,
)

_MEANINGS: Final[Mapping[str, str]] = {
    "through_others": (
        "No record or score of their own holds them on the list, but a tie, such as kin or work, to somebody"
        " who is listed. Wrongful where on a true record nobody would be listed to whom they are tied."
    ),
    "unfounded": ("They would not be on the list without records that have no act of theirs behind them."),
    "unable": (
        "They did not pay and could not have; the rule lists only those who could, and asks. That they are"
        " listed is the court's error."
    ),
    "counted_for_more": (
        "What stands behind it is true, but it was counted for more than the rule says, by an official's"
        " discretion or an error of measurement; with the rule's own points they would not be on the list."
    ),
    "protected": (
        "They would not be on the list if belief, speech, intimate life, health and status were left out."
    ),
    "slight": (
        "They would not be on the list if slight conduct (gravity 0 or 1 of 5) were left out too, nothing"
        " graver counts beside it, and what the list brings them is hard (severity 3 or more of 5)."
    ),
    OWN_TERMS: (
        "None of the others: true of them, and what the rule sets out to list. Whether the rule is a good one"
        " is not asked here."
    ),
}
GROUNDS: Final = {name: (GROUND_LABELS[name], meaning) for name, meaning in _MEANINGS.items()}
"""Each ground as a label, and in words for somebody who meets it first; in order of first match."""

IN_TOTAL: Final = "in total"
"""Label of wrongful in total, short enough for a narrow page."""
TOTAL_READING: Final = (
    " Wrongful in total (blue): weeks on the list minus those of the same people, with the same luck, under"
    " the same regime on a true record; there people answer to it, so it may be more or less than wrongful"
    " minus wrongly spared, and below zero."
)

KINDS: Final[Mapping[str, str]] = {
    "group": "stylised group",
    "tier": "tier",
    "residence": "residence and registration",
    "fifth": "income fifth, 1 the poorest",
    "age": "age",
}


@dataclass(frozen=True)
class Resting:
    """What weeks on one list rest on: grounds, the comparison with the shadow, and who bears each."""

    name: str
    entity: str
    grounds: Chart
    shadow: Chart
    kinds: tuple[Panels, ...]

    @property
    def charts(self) -> list[Chart]:
        """All its charts, in the order of the page."""
        return [self.grounds, self.shadow, *(chart for panels in self.kinds for chart in panels.charts)]


def resting(source: RunSource, facts: Facts, entity: str, name: str) -> Resting:
    """Return what weeks on a list rest on."""
    shares = grounds.ground_shares(source, entity, name)
    borne = [figure.name for figure in grounds.occurring(shares) if figure.name != OWN_TERMS]
    kinds = {axis: grounds.by_kind(source, entity, name, axis) for axis in grounds.AXES} if borne else {}
    kinds = {axis: found for axis, found in kinds.items() if len(found) > 1}  # a society may have no groups
    return Resting(
        words_of(name),
        entity,
        standing(source, facts, entity, name, shares),
        shadow(source, facts, entity, name),
        tuple(by_kind(facts, entity, name, which, kinds) for which in borne if entity == "person"),
    )


def standing(source: RunSource, facts: Facts, entity: str, name: str, shares: Sequence[Figure]) -> Chart:
    """Shares of the weeks on a list by ground: those that occur drawn, all in the table."""
    noun, wrongful = NOUN[entity], grounds.wrongful_shares(source, entity, name)
    found = grounds.occurring(list(shares))
    absent = [GROUND_LABELS[figure.name] for figure in shares if figure.value and figure not in found]
    known = [figure for figure in found if not figure.greyed]
    if known:
        parts = [f"{facts.mid(figure, 'percent')} {GROUND_PHRASES[figure.name]}" for figure in known]
        shown = [*parts[:3], *(["the rest under the other grounds below"] if parts[3:] else [])]
        finding = f"Of the weeks of synthetic {noun} on the list of {words_of(name)}, {listing(shown)}"
        finding += "; the others are too few to quote" if len(known) < len(found) and len(known) <= 3 else ""
    else:
        finding = (
            f"Too few synthetic {noun} are on the list of {words_of(name)} to say what their weeks rest on"
        )
    note = f"None in the run: {'; '.join(absent)}." if absent else ""
    return Chart(
        key=f"grounds-{entity}-{name}",
        finding=finding,
        reading=(
            "Share of all weeks on the list over the whole run; every week stands under one ground, the first"
            f" that fits. Points are the median of the draws; {ranges_drawn(source)}."
        ),
        spec=charts.dots(
            [
                charts.share(GROUND_LABELS[each.name], each, INK if each.name == OWN_TERMS else ACCENT)
                for each in found
            ],
            "% of the weeks on the list",
        )
        if found
        else {},
        columns=(
            "Ground",
            "Share of the weeks on the list",
            "Of it wrongful",
            f"{noun.capitalize()} at a time, in the sample",
        ),
        rows=tuple(
            (
                GROUND_LABELS[figure.name],
                facts.cell(figure, "percent"),
                facts.cell(wrongful[figure.name], "percent"),
                facts.sampled(figure),
            )
            for figure in shares
        ),
        note=(note + grey_note(found)).strip(),
    )


def shadow(source: RunSource, facts: Facts, entity: str, name: str) -> Chart:
    """Wrongful and wrongly spared weeks beside each other, and wrongful in total, in the same measure."""
    noun = NOUN[entity]
    rates, shares = grounds.compared(source, entity, name), grounds.compared_shares(source, entity, name)
    whole, part = total.total(source, entity, name), total.total_share(source, entity, name)
    if whole is not None and part is not None:
        rates[total.TOTAL], shares[total.TOTAL] = whole, part
    some = {column: rate for column, rate in rates.items() if rate.some}
    return Chart(
        key=f"shadow-{entity}-{name}",
        finding=f"In 100,000 years lived by synthetic {noun} there are {_told(facts, rates)}",
        reading=(
            f"Weeks per 100,000 years lived by all synthetic {noun}, listed or not. Wrongful: on the list"
            " and not in the shadow. Wrongly spared: in the shadow and not on the list."
            + (TOTAL_READING if whole else "")
        ),
        spec=charts.dots(
            [
                Dot(
                    IN_TOTAL if column == total.TOTAL else SHADOW_WORDS[column],
                    rate.value,
                    SECOND if column == total.TOTAL else INK,
                    "" if column in some else "none",
                    rate.greyed and column in some,
                )
                for column, rate in rates.items()
            ],
            "weeks per 100,000 years lived",
        )
        if some
        else {},
        columns=(
            "Compared with a true record",
            "Weeks per 100,000 years lived",
            "As a share of the weeks on the list",
            f"{noun.capitalize()} at a time, in the sample",
        ),
        rows=tuple(
            (
                SHADOW_WORDS[column],
                facts.cell(rate),
                facts.cell(shares[column], "percent"),
                facts.sampled(rate),
            )
            for column, rate in rates.items()
        ),
        note=f"{_entered(source, facts, entity, name)}{grey_note(list(some.values()))}".strip(),
    )


def _told(facts: Facts, rates: Mapping[str, Figure]) -> str:
    """Say each comparison with a true record that can be quoted, and of which there are too few."""
    told: list[str] = []
    few = [SHADOW_WORDS[column] for column, rate in rates.items() if rate.some and rate.greyed]
    for column, rate in rates.items():
        if not rate.some:
            told.append(f"no {SHADOW_WORDS[column]}")
        elif not rate.greyed and rate.value and rate.value.low < 0 <= rate.value.high:
            told.append(f"{SHADOW_WORDS[column]}, {facts.mark(rate, NOT_SETTLED)}")
        elif not rate.greyed and rate.mid < 0:
            told.append(f"{facts.mark(rate, plain(-rate.mid))} weeks fewer in total than on a true record")
        elif not rate.greyed:
            told.append(f"{facts.mid(rate)} {SHADOW_WORDS[column]}")
    return listing([*told, *([f"too few {' or '.join(few)} to quote"] if few else [])])


def _entered(source: RunSource, facts: Facts, entity: str, name: str) -> str:
    """Say how many entries are wrongful at entry, beside the weeks."""
    figure = grounds.wrongful_entries(source, entity, name)
    if figure.value is None:
        return ""
    if figure.value.high == 0:
        return "No entry is wrongful at entry."
    if figure.greyed:
        return "Too few entries are wrongful at entry to quote."
    return f"Of all entries, {facts.span(figure, 'percent')} are wrongful at entry."


def by_kind(facts: Facts, entity: str, name: str, which: str, kinds: Mapping[str, Sequence[Kind]]) -> Panels:
    """Who bears a ground: its share of the weeks on the list of each kind of people, axis by axis."""
    word = GROUND_LABELS[which]
    rows = [
        (
            f"{axis}: {label(axis, kind.value)}",
            facts.cell(kind.shares[which], "percent"),
            *(facts.cell(kind.compared[column]) for column in COMPARED),
            facts.sampled(kind.shares[which]),
        )
        for axis, found in kinds.items()
        for kind in found
    ]
    listed = {axis: [kind for kind in found if kind.shares[which].value] for axis, found in kinds.items()}
    shown = [kind.shares[which] for found in listed.values() for kind in found]
    vague = all(figure.greyed for figure in shown)
    return Panels(
        key=f"borne-{name}-{which}",
        finding=(
            f"Too few synthetic people have weeks on the list that are {word} to say who bears them"
            if vague
            else _borne(facts, which, kinds)
        ),
        reading=f"Share of the weeks on the list that are {word}, for each kind of people.",
        charts=()
        if vague
        else tuple(_by_axis(name, which, axis, found) for axis, found in listed.items() if found),
        columns=(
            "Kind of people",
            f"Share {word}",
            *(f"{SHADOW_WORDS[column].capitalize()} per 100,000 years lived" for column in COMPARED),
            f"People at a time, in the sample ({word})",
        ),
        rows=tuple(rows),
        caption=(
            f"Weeks on the list that are {word}, by kind of synthetic people: median of the draws"
            " (smallest to largest)"
        ),
        note="" if vague else grey_note(shown).strip(),
    )


def _by_axis(name: str, which: str, axis: str, listed: Sequence[Kind]) -> Chart:
    """The share of a ground in the weeks on the list, for each kind of people of one axis."""
    word = GROUND_LABELS[which]
    dots = [charts.share(label(axis, kind.value), kind.shares[which], ACCENT) for kind in listed]
    return Chart(
        key=f"borne-{name}-{which}-{axis}",
        finding=f"Share of the weeks of synthetic people on the list that are {word}, by {axis}",
        reading=KINDS[axis],
        spec=charts.dots(dots, "% of the weeks on the list", labels=140),
    )


def _borne(facts: Facts, which: str, kinds: Mapping[str, Sequence[Kind]]) -> str:
    """Name the largest clear difference between two kinds of people, or say that none is clear."""
    word = GROUND_LABELS[which]
    best: tuple[float, str] | None = None
    for axis, found in kinds.items():
        known = [kind for kind in found if not kind.shares[which].greyed and kind.drawn[which]]
        known.sort(key=lambda kind: median(kind.drawn[which]))
        if len(known) < 2 or not all(known[0].drawn[which]):
            continue
        least, most = known[0], known[-1]
        ratio = interval([a / b for a, b in zip(most.drawn[which], least.drawn[which], strict=True)])
        figure = ratio_of(
            f"share {word} by {axis}, most over least",
            ratio,
            f"{most.value} over {least.value}",
            least.shares[which].sampled,
        )
        if of_ratio(ratio) is not Direction.MORE or (best and best[0] >= ratio.mid):
            continue
        best = (
            ratio.mid,
            f"Weeks on the list of synthetic {those(axis, most.value)} are {word}"
            f" {times(facts, figure)} times as often as those of {those(axis, least.value)}",
        )
    if best:
        return best[1]
    return f"No kind of synthetic people has more weeks that are {word} in every draw: {NOT_SETTLED}"
