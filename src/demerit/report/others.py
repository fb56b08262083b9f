"""Who bears it besides those who are listed for themselves: by ties, by jobs, in money, by tier, by mistake.

Each part stands on the page only where the run has it: without a spill-over nobody is reached through others,
and without a claim there is no money. Every number is a figure of the audit, and what is too rare to quote is
grey here as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from demerit.audit import Figure, RunSource, jobs, linkage, money, relations, tiers
from demerit.audit.who import in_order
from demerit.report import charts
from demerit.report.charts import Chart, Dot
from demerit.report.colours import ACCENT, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.numbers import plain
from demerit.report.sections import Panels, grey_note
from demerit.report.sentences import label, times, words_of

FEWEST_TIERS: Final = 2
RELATION_WORDS: Final = {
    "household": ("of the household", "as one of the household of somebody"),
    "acquaintance": ("acquaintances", "as an acquaintance of somebody"),
    "parent": ("parents", "as a parent of somebody"),
    "adult_child": ("grown-up children", "as a grown-up child of somebody"),
    "sibling": ("siblings", "as a sibling of somebody"),
    "spouse": ("spouses", "as the spouse of somebody"),
    "former_spouse": ("former spouses", "as a former spouse of somebody"),
    "leader": ("leaders of organisations", "as the leader of an organisation"),
    "organisation": ("organisations of leaders", "by a leader"),
}
"""What the reached one is to the listed one: as a label, and inside a sentence."""
STANDING_WORDS: Final = {
    "nothing": "neither",
    "listed": "listed themselves",
    "employer listed": "employer listed",
    "both": "both listed",
}
MEDIAN: Final = "median of the draws (5th to 95th percentile)"


def others(source: RunSource, facts: Facts) -> tuple[Panels, ...]:
    """Return who bears it besides, part by part; empty where the run has none of it."""
    found = (
        through_others(source, facts, "person"),
        through_others(source, facts, "organisation"),
        jobs_lost(source, facts),
        wrong_money(source, facts),
        by_tier(source, facts),
        false_records(source, facts),
    )
    return tuple(panels for panels in found if panels is not None)


def through_others(source: RunSource, facts: Facts, entity: str) -> Panels | None:
    """Return listings that came by a tie, relation by relation; None where none did."""
    found = relations.by_relation(source, entity)
    if not found:
        return None
    noun = "people" if entity == "person" else "organisations"
    words = {each.relation: RELATION_WORDS[each.relation][0] for each in found}
    first = max(found, key=lambda each: each.true.mid + each.false.mid)
    if first.true.greyed and first.false.greyed and first.entries.greyed:
        finding = f"Too few synthetic {noun} are listed through others to say by which tie"
    else:
        finding = (
            f"In 100,000 years lived, synthetic {noun} spend {_said(facts, first.true)} weeks on a list only"
            f" {RELATION_WORDS[first.relation][1]} listed for something true, and {_said(facts, first.false)}"
            " of one listed falsely"
        )
    columns = (
        ("through somebody listed for something true", "weeks per 100,000 years lived", INK, "true"),
        ("through somebody listed falsely", "weeks per 100,000 years lived", ACCENT, "false"),
        ("entries that a tie began", "entries per 100,000 years lived", SECOND, "entries"),
    )
    return Panels(
        key=f"others-relations-{entity}",
        finding=finding,
        reading=(
            f"Synthetic {noun} who are on a list by nothing of their own, by what they are to the listed"
            " one. Of several ties at once, one is counted."
        ),
        charts=tuple(
            _small(
                f"others-relations-{entity}-{name}",
                f"Synthetic {noun} listed {title}, by relation",
                title,
                unit,
                [(words[each.relation], getattr(each, name)) for each in found],
                colour,
            )
            for title, unit, colour, name in columns
        ),
        columns=(
            "Through",
            "Weeks, listed for true",
            "Weeks, listed falsely",
            "Entries",
            "Entries in the sample",
        ),
        rows=tuple(
            (
                words[each.relation],
                facts.span(each.true),
                facts.span(each.false),
                facts.span(each.entries),
                facts.sampled(each.entries),
            )
            for each in found
        ),
        caption=f"Listed through others, per 100,000 years lived by synthetic {noun}: {MEDIAN}",
        note=grey_note([each.entries for each in found]).strip(),
    )


def jobs_lost(source: RunSource, facts: Facts) -> Panels | None:
    """Return jobs lost by standing, per listed organisation and beside the life without, if there are any."""
    found = jobs.lost_by_standing(source)
    if not any(figure.at != "nothing" for figure in found):
        return None
    more, each = jobs.more_lost(source), jobs.lost_per_listed_organisation(source)
    other = source.against.manifest.regime.name if source.against else ""
    if more is not None and more.value is not None and not more.greyed:
        how = "more" if more.value.mid >= 0 else "fewer"
        gap = facts.mark(more, plain(abs(more.value.mid)))
        finding = (
            f"In 100,000 years lived, synthetic people lose {gap} {how} jobs than the same people under"
            f" “{other}”"
        )
    elif more is not None:
        finding = f"Synthetic people lose hardly a job more or fewer than the same people under “{other}”"
    else:
        finding = "How often synthetic people lose their job, by who is listed"
    rows = [
        (f"Per 100,000 years at work: {STANDING_WORDS[figure.at]}", facts.span(figure), facts.sampled(figure))
        for figure in found
    ]
    if each.value is not None:
        rows.append(("Per year that an organisation is listed", facts.span(each), facts.sampled(each)))
    if more is not None:
        rows.append(
            (f"More than under “{other}”, per 100,000 years lived", facts.span(more), facts.sampled(more))
        )
    return Panels(
        key="others-jobs",
        finding=finding,
        reading=(
            "Jobs lost per 100,000 years at work, by who is on a list: those at work, their employer, neither"
            " or both. People lose jobs without any list, and the listed differ in more than the list; only"
            " the difference to the life without is the regime's, in this model."
        ),
        charts=(
            _small(
                "others-jobs-standing",
                "Jobs lost by synthetic people, by who is listed",
                "who is listed",
                "per 100,000 years at work",
                [(STANDING_WORDS[figure.at], figure) for figure in found],
                INK,
            ),
        ),
        columns=("Jobs lost", "Person-times", "In the sample"),
        rows=tuple(rows),
        caption=f"Jobs lost by synthetic people: {MEDIAN}",
        note=grey_note(found).strip(),
    )


def wrong_money(source: RunSource, facts: Facts) -> Panels | None:
    """Return money wrongly claimed, paid and refunded, by income fifth; None where nothing is claimed."""
    share = money.wrong_share(source)
    claimed = money.wrongly_claimed(source)
    fifths = in_order(_fifths(source))
    if not fifths:
        return None
    measures = (
        ("wrongly claimed", money.wrongly_claimed, INK),
        ("paid and kept", money.wrongly_paid, ACCENT),
        ("paid and refunded", money.wrongly_refunded, SECOND),
    )
    by_fifth = {title: [measure(source, fifth) for fifth in fifths] for title, measure, _ in measures}
    if claimed.value is None or claimed.value.high == 0:
        finding = "No money is claimed of synthetic people without an act of theirs"
    elif claimed.greyed:
        finding = "Too little money is claimed wrongly of synthetic people to say how much"
    else:
        part = f", {facts.mid(share, 'percent')} of all that is claimed" if share.value else ""
        finding = (
            f"In 100,000 years lived, a sum of {facts.mid(claimed)} is wrongly claimed of synthetic"
            f" people{part}"
        )
    everyone = [measure(source) for _, measure, _ in measures]
    return Panels(
        key="others-money",
        finding=finding,
        reading=(
            "Claimed without an act or on averaged income alone, in the society's currency per 100,000 years"
            " lived, by income fifth; fifth 1 is the poorest. Kept: paid and never given back."
        ),
        charts=tuple(
            _small(
                f"others-money-{place}",
                f"Money {title}, of synthetic people by income fifth",
                title,
                "per 100,000 years lived",
                [(f"fifth {fifth}", f) for fifth, f in zip(fifths, by_fifth[title], strict=True)],
                colour,
            )
            for place, (title, _, colour) in enumerate(measures)
        ),
        columns=("Income fifth", *(title.capitalize() for title, _, _ in measures), "Claims in the sample"),
        rows=(
            *(
                (
                    f"fifth {fifth}",
                    *(facts.span(by_fifth[title][place]) for title, _, _ in measures),
                    facts.sampled(by_fifth[measures[0][0]][place]),
                )
                for place, fifth in enumerate(fifths)
            ),
            ("all", *(facts.span(figure) for figure in everyone), facts.sampled(everyone[0])),
        ),
        caption=f"Money claimed wrongly, per 100,000 years lived by synthetic people: {MEDIAN}",
        note=grey_note(by_fifth[measures[0][0]]).strip(),
    )


def _fifths(source: RunSource) -> list[str]:
    found = source.connection.execute("SELECT DISTINCT fifth FROM money WHERE debts > 0").fetchall()
    return [str(fifth) for (fifth,) in found]


def by_tier(source: RunSource, facts: Facts) -> Panels | None:
    """Return weeks on a list and points lost for each record, by tier; None where one tier has them all."""
    found = tiers.severity(source)
    shown = {
        measure: title
        for measure, title in (("restricted", "weeks on any list"), ("lost", "points lost"))
        if any(each.figures[measure].value and _high(each.figures[measure]) > 0 for each in found)
    }
    if len(found) < FEWEST_TIERS or not shown:
        return None
    ratio = tiers.severity_ratio(source)
    said = [
        (text, ratio[measure])
        for measure, text in (("restricted", "weeks on a list"), ("lost", "points"))
        if measure in shown and ratio[measure].value and not ratio[measure].greyed
    ]
    if said:
        parts = [f"{times(facts, figure)} times as many {text}" for text, figure in said]
        finding = f"For each record, synthetic officials bear {' and '.join(parts)} as ordinary people"
    else:
        finding = "What synthetic people of each tier bear for a record"
    return Panels(
        key="others-tiers",
        finding=finding,
        reading=(
            "All weeks on a list, and all points lost, over all records made of people of a tier. Who is"
            " recorded more often for the same conduct is another question."
        ),
        charts=tuple(
            _small(
                f"others-tiers-{measure}",
                f"{title.capitalize()} for each record of synthetic people, by tier",
                title,
                "for each record",
                [(label("tier", each.tier), each.figures[measure]) for each in found],
                INK,
            )
            for measure, title in shown.items()
        ),
        columns=(
            "Tier",
            *(f"{title.capitalize()}, for each record" for title in shown.values()),
            "Records in the sample",
        ),
        rows=tuple(
            (
                label("tier", each.tier),
                *(facts.span(each.figures[measure]) for measure in shown),
                facts.sampled(next(iter(each.figures.values()))),
            )
            for each in found
        ),
        caption=f"Borne for each record, by tier of synthetic people: {MEDIAN}",
        note=grey_note([next(iter(each.figures.values())) for each in found]).strip(),
    )


def false_records(source: RunSource, facts: Facts) -> Panels | None:
    """Return records without the act by source, of nobody's act and of somebody else's; None without any."""
    found = linkage.origins(source)
    if not found:
        return None
    everything, *one_by_one = found
    if everything.share.greyed:
        finding = "Too few records of synthetic people are without the act to say where they come from"
    else:
        finding = (
            f"{facts.mid(everything.share, 'percent')} of the records of synthetic people are without the"
            f" act: in 100,000 years lived, {_said(facts, everything.invented)} of nobody's act and"
            f" {_said(facts, everything.misplaced)} of somebody else's"
        )
    measures = (
        ("of nobody's act", INK, "invented"),
        ("of somebody else's act", ACCENT, "misplaced"),
    )
    misplaced = any(_high(each.misplaced) > 0 for each in found)
    return Panels(
        key="others-false",
        finding=finding,
        reading=(
            "Records per 100,000 years lived, by the source that reported them. Somebody else's act: it was"
            " done, and put on the wrong person."
        ),
        charts=tuple(
            _small(
                f"others-false-{name}",
                f"Records of synthetic people {title}, by source",
                title,
                "records per 100,000 years lived",
                [(words_of(each.source), getattr(each, name)) for each in one_by_one],
                colour,
            )
            for title, colour, name in (measures if misplaced else measures[:1])
        ),
        columns=(
            "Source",
            "Of nobody's act",
            "Of somebody else's act",
            "Share of its records",
            "In the sample",
        ),
        rows=tuple(
            (
                words_of(each.source) or "all sources",
                facts.span(each.invented),
                facts.span(each.misplaced),
                facts.span(each.share, "percent"),
                facts.sampled(each.share),
            )
            for each in (*one_by_one, everything)
        ),
        caption=f"Records without the act, per 100,000 years lived by synthetic people: {MEDIAN}",
        note=grey_note([each.share for each in one_by_one]).strip(),
    )


def _small(
    key: str, finding: str, title: str, unit: str, rows: Sequence[tuple[str, Figure]], colour: str
) -> Chart:
    """Return one small chart of dots, a row a figure."""
    highest = max((_high(figure) for _, figure in rows), default=0.0)
    drawn = [Dot(name, figure.value, colour, greyed=figure.greyed) for name, figure in rows]
    return Chart(
        key=key,
        finding=finding,
        reading=title,
        spec=charts.dots(drawn, unit, top=1.3 * highest or None, labels=150),  # room for the number
        columns=(),
        rows=(),
    )


def _said(facts: Facts, figure: Figure) -> str:
    """Return a figure's median for a heading, or that it is too small to quote."""
    return "too few to quote" if figure.greyed else facts.mid(figure)


def _high(figure: Figure) -> float:
    return figure.value.high if figure.value else 0.0
