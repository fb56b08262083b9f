"""Who bears it besides those who are listed for themselves: by ties, by jobs, in money, by tier, by mistake.

Each part stands on the page only where the run has it: without a spill-over nobody is reached through others,
and without a claim there is no money. Every number is a figure of the audit, and what is too rare to quote is
grey here as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from demerit.audit import (
    Direction,
    Figure,
    RunSource,
    direction,
    jobs,
    linkage,
    money,
    relations,
    services,
    tiers,
)
from demerit.audit.directions import NOT_SETTLED
from demerit.audit.figures import NOUN
from demerit.audit.who import in_order
from demerit.report.choices import offers_taken
from demerit.report.colours import ACCENT, INK, SECOND
from demerit.report.crossed import Column, Crossed
from demerit.report.facts import Facts
from demerit.report.numbers import plain
from demerit.report.quoting import quotable, settled
from demerit.report.receiving import benefits, notes
from demerit.report.sections import Panels
from demerit.report.sentences import label, times, words_of
from demerit.report.stopping import stopped_by_lists

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


def others(source: RunSource, facts: Facts, own: Mapping[str, str] | None = None) -> tuple[Panels, ...]:
    """Return who bears it besides, part by part; empty where the run has none of it."""
    found = (
        through_others(source, facts, "person"),
        through_others(source, facts, "organisation"),
        *(part(source, facts, entity) for part in (benefits, notes) for entity in NOUN),
        jobs_lost(source, facts),
        slower_services(source, facts),
        stopped_by_lists(source, facts, "person"),
        stopped_by_lists(source, facts, "organisation"),
        offers_taken(source, facts),
        wrong_money(source, facts),
        by_tier(source, facts, (own or {}).get("tier", "")),
        false_records(source, facts),
    )
    return tuple(panels for panels in found if panels is not None)


def through_others(source: RunSource, facts: Facts, entity: str) -> Panels | None:
    """Return listings that came by a tie, relation by relation; None where none did."""
    found = relations.by_relation(source, entity)
    if not found:
        return None
    noun = NOUN[entity]
    first = max(found, key=lambda each: each.true.mid + each.false.mid)
    if first.true.greyed and first.false.greyed and first.entries.greyed:
        finding = f"Too few synthetic {noun} are listed through others to say by which tie"
    else:
        finding = (
            f"In 100,000 years lived, synthetic {noun} spend {_said(facts, first.true)} weeks on a list only"
            f" {RELATION_WORDS[first.relation][1]} listed for something true, and {_said(facts, first.false)}"
            " of one listed falsely"
        )
    weeks, entries = "weeks per 100,000 years lived", "entries per 100,000 years lived"
    true, false, begun = zip(*((each.true, each.false, each.entries) for each in found), strict=True)
    return Crossed(
        key=f"relations-{entity}",
        of=f"Synthetic {noun} listed {{}}, by relation",
        head="Through",
        rows=[RELATION_WORDS[each.relation][0] for each in found],
        columns=(
            Column("Weeks, listed for true", true, "through somebody listed for something true", weeks),
            Column("Weeks, listed falsely", false, "through somebody listed falsely", weeks, ACCENT),
            Column("Entries", begun, "by entries that a tie began", entries, SECOND),
        ),
        last="Entries in the sample",
        counted=2,
    ).panels(
        facts,
        finding,
        f"Synthetic {noun} who are on a list by nothing of their own, by what they are to the listed one. Of"
        " several ties at once, one is counted.",
        f"Listed through others, per 100,000 years lived by synthetic {noun}",
    )


def jobs_lost(source: RunSource, facts: Facts) -> Panels | None:
    """Return jobs lost by standing, per listed organisation and beside the life without, if there are any."""
    found = jobs.lost_by_standing(source)
    if not any(figure.at != "nothing" for figure in found):
        return None
    more, each = jobs.more_lost(source), jobs.lost_per_listed_organisation(source)
    other = source.against.manifest.regime.name if source.against else ""
    extra = [("Per year that an organisation is listed", [each])] if each.value is not None else []
    if more is not None:
        extra.append((f"More than under “{other}”, per 100,000 years lived", [more]))
    return Crossed(
        key="jobs",
        of="Jobs lost by synthetic people, by {}",
        head="Jobs lost",
        rows=[STANDING_WORDS[figure.at] for figure in found],
        columns=(Column("Person-times", found, "who is listed", "per 100,000 years at work"),),
        last="In the sample",
        extra=extra,
    ).panels(
        facts,
        _jobs_finding(facts, more, other),
        "Jobs lost per 100,000 years at work, by who is on a list: those at work, their employer, neither or"
        " both. People lose jobs without any list, and the listed differ in more than the list; only the"
        " difference to the life without is the regime's, in this model.",
        "Jobs lost by synthetic people, per 100,000 years at work where nothing else is said",
    )


def _jobs_finding(facts: Facts, more: Figure | None, other: str) -> str:
    if more is None:
        return "How often synthetic people lose their job, by who is listed"
    if more.value is None or more.greyed:
        return f"Synthetic people lose hardly a job more or fewer than the same people under “{other}”"
    which = direction(more.value)
    if which in (Direction.OPEN, Direction.SAME):
        return (
            f"Jobs that synthetic people lose, beside the same people under “{other}”:"
            f" {facts.mark(more, str(which))}"
        )
    how = "more" if which is Direction.MORE else "fewer"
    return (
        f"In 100,000 years lived, synthetic people lose {facts.mark(more, plain(abs(more.value.mid)))} {how}"
        f" jobs than the same people under “{other}”"
    )


def slower_services(source: RunSource, facts: Facts) -> Panels | None:
    """Return for how many people which service is slower, and wrongly; None where none is."""
    found = services.slower(source)
    if not found:
        return None
    most = max(found, key=lambda each: each.weeks.mid)
    unit = "per 100,000 people at a time"
    return Crossed(
        key="services",
        of="Synthetic people with a slower service, {}",
        head="Service, by consequence",
        rows=[f"{each.service}, by {each.consequence}" for each in found],
        columns=(
            Column("Slower", [each.weeks for each in found], "rightly or not", unit),
            Column("Not in the shadow", [each.wrongful for each in found], "wrongfully", unit, ACCENT),
        ),
        last="Steps in the sample",
    ).panels(
        facts,
        f"Of 100,000 synthetic people, {facts.mid(most.weeks)} have slower {most.service} at a time, on"
        f" average over the run, by {most.consequence}",
        "For how many people each service is slower at the end of a step, on average over the run, and for"
        " how many of them it would not be in the shadow. Consequences that slow the same service count each"
        " by itself, and are not to be added.",
        f"Synthetic people with a slower service, {unit}",
    )


def wrong_money(source: RunSource, facts: Facts) -> Panels | None:
    """Return money wrongly claimed, paid and refunded, by income fifth; None where nothing is claimed."""
    fifths = in_order(_fifths(source))
    if not fifths:
        return None
    lived = "per 100,000 years lived"
    measures = (
        ("wrongly claimed", money.wrongly_claimed, INK),
        ("paid and kept", money.wrongly_paid, ACCENT),
        ("paid and refunded", money.wrongly_refunded, SECOND),
    )
    return Crossed(
        key="money",
        of="Money {}, of synthetic people by income fifth",
        head="Income fifth",
        rows=[f"fifth {fifth}" for fifth in fifths],
        columns=[
            Column(title.capitalize(), [measure(source, fifth) for fifth in fifths], title, lived, colour)
            for title, measure, colour in measures
        ],
        last="Claims in the sample",
        extra=[("all", [measure(source) for _, measure, _ in measures])],
    ).panels(
        facts,
        _money_finding(facts, money.wrongly_claimed(source), money.wrong_share(source)),
        "Claimed without an act or on averaged income alone, in the society's currency per 100,000 years"
        " lived, by income fifth; fifth 1 is the poorest. Kept: paid and never given back.",
        "Money claimed wrongly, per 100,000 years lived by synthetic people",
    )


def _money_finding(facts: Facts, claimed: Figure, share: Figure) -> str:
    if claimed.value is None or claimed.value.high == 0:
        return "No money is claimed of synthetic people without an act of theirs"
    if claimed.greyed:
        return "Too little money is claimed wrongly of synthetic people to say how much"
    part = f", {facts.mid(share, 'percent')} of all that is claimed" if share.value else ""
    return (
        f"In 100,000 years lived, a sum of {facts.mid(claimed)} is wrongly claimed of synthetic people{part}"
    )


def _fifths(source: RunSource) -> list[str]:
    found = source.connection.execute("SELECT DISTINCT fifth FROM money WHERE debts > 0").fetchall()
    return [str(fifth) for (fifth,) in found]


def by_tier(source: RunSource, facts: Facts, own: str = "") -> Panels | None:
    """Return weeks on a list and points lost for each record, by tier; None where one tier has them all.

    `own` is what the rule itself says of tiers: then a difference between them is no finding.
    """
    found = tiers.severity(source)
    shown = {
        measure: title
        for measure, (title, _) in tiers.measures(source).items()
        if any(each.figures[measure].some for each in found)
    }
    if len(found) < FEWEST_TIERS or not shown:
        return None
    ratio = tiers.severity_ratio(source)
    said = [
        f"{times(facts, ratio[measure])} times as many {text}"
        for measure, title in shown.items()
        for text in (title.replace("any", "a").replace("points lost", "points"),)
        if not own and settled(ratio[measure], 1)
    ]
    unsettled = any(quotable(ratio[measure]) for measure in shown) and not said and not own
    return Crossed(
        key="tiers",
        of="{} for each record of synthetic people, by tier",
        head="Tier",
        rows=[label("tier", each.tier) for each in found],
        columns=[
            Column(
                f"{title.capitalize()}, for each record",
                [each.figures[measure] for each in found],
                title,
                "for each record",
            )
            for measure, title in shown.items()
        ],
        last="Fewest in the sample: records, or listed at a time",
    ).panels(
        facts,
        f"For each record, synthetic officials bear {' and '.join(said)} as ordinary people"
        if said
        else f"What synthetic people of each tier bear for a record{_untold(own, unsettled)}",
        "All weeks on a list, and all points lost, over all records on people of a tier: also records of"
        " those whom no list may hold, such as minors, and weeks through others. Who is recorded more often"
        " for the same conduct is another question.",
        "Borne for each record, by tier of synthetic people",
    )


def _untold(own: str, unsettled: bool) -> str:
    """Say why no difference between tiers is told: the rule's own wording, or draws that do not agree."""
    if own:
        return f"; that the rule tells tiers apart ({own}) is its wording, no finding"
    return f"; {NOT_SETTLED}" if unsettled else ""


def false_records(source: RunSource, facts: Facts) -> Panels | None:
    """Return records without the act by source, of nobody's act and of somebody else's.

    None where no record is put on somebody else: then the way in has said all there is.
    """
    found = linkage.origins(source)
    if not any(each.misplaced.some for each in found):
        return None
    everything, *one_by_one = found
    unit, anothers = "records per 100,000 years lived", "of somebody else's act"
    columns = (
        Column("Of nobody's act", [each.invented for each in one_by_one], "of nobody's act", unit),
        Column(anothers.capitalize(), [each.misplaced for each in one_by_one], anothers, unit, ACCENT),
    )
    return Crossed(
        key="false",
        of="Records of synthetic people {}, by source",
        head="Source",
        rows=[words_of(each.source) for each in one_by_one],
        columns=columns,
        last="Put on another, in the sample",
        counted=1,
        extra=[("all sources", [everything.invented, everything.misplaced])],
    ).panels(
        facts,
        f"In 100,000 years lived, synthetic people get {_said(facts, everything.invented)} records of"
        f" nobody's act and {_said(facts, everything.misplaced)} of somebody else's",
        "The records whose share stands under “The way in”, here per 100,000 years lived, by the source that"
        " reported them. Somebody else's act: it was done, and put on the wrong person.",
        "Records without the act, per 100,000 years lived by synthetic people",
    )


def _said(facts: Facts, figure: Figure) -> str:
    """Return a figure's median for a heading, or that it is too small to quote."""
    return "too few to quote" if figure.greyed else facts.mid(figure)
