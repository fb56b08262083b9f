"""What lists refuse: attempts by domain, for each year on a list and over time."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.audit import Figure, RunSource, figures, series
from demerit.audit.figures import NOUN
from demerit.audit.size import sizes
from demerit.report import charts
from demerit.report.colours import ACCENT, GREY, INK, SECOND
from demerit.report.facts import Facts
from demerit.report.pieces import Chart, Dot, Line
from demerit.report.quoting import quotable
from demerit.report.sections import grey_note, quarter_words
from demerit.report.sentences import SCALED_REFUSALS, domain_label, refused_thing

Rates = Sequence[tuple[str, Figure]]
"""Refusals for each year on a list, by domain: those that may be quoted first, the most frequent first."""


def refusals(source: RunSource, facts: Facts, entity: str) -> tuple[Chart, ...]:
    """Refused attempts by domain: per listed year, and over time."""
    domains = source.names("domain", "attempts", entity)
    rates = [(domain, figures.refusals_per_listed_year(source, entity, domain)) for domain in domains]
    known = sorted(
        ((domain, rate) for domain, rate in rates if rate.some),
        key=lambda pair: (not quotable(pair[1]), -pair[1].mid),
    )
    if not known:
        return ()
    by_domain = _by_domain(source, facts, entity, known)
    over_time = None if known[0][1].greyed else _over_time(source, facts, entity, known)
    return (by_domain,) if over_time is None else (by_domain, over_time)


def _by_domain(source: RunSource, facts: Facts, entity: str, known: Rates) -> Chart:
    """Refusals for each year on a list, a row for each domain."""
    noun = NOUN[entity]
    totals = {
        domain: figures.refusals_total(source, entity, domain).scaled(source.weight, SCALED_REFUSALS)
        for domain, _ in known
    }
    scaled = source.manifest.represents is not None
    domain, most = known[0]
    return Chart(
        key=f"refusals-{entity}",
        finding=f"Too few synthetic {noun} are refused anything to say how often"
        if most.greyed
        else (
            f"For each year on a list, a synthetic {entity} is refused {refused_thing(domain)}"
            f" {facts.mid(most)} times"
        ),
        reading=(
            f"Refused attempts for each year that a listed {entity} spends on a list, by kind. Person-times:"
            " somebody refused ten times counts ten times."
        ),
        spec=charts.dots(
            [Dot.of(domain_label(domain), rate) for domain, rate in known],
            f"refusals per listed {entity}-year",
        ),
        columns=(
            "Attempt at",
            f"Refused per listed {entity}-year",
            "Refused in all, person-times"
            + (", scaled to all whom they stand for" if scaled else " in the sample"),
            "Sampled refusals a draw",
        ),
        rows=tuple(
            (domain_label(domain), facts.cell(rate), facts.cell(totals[domain], "large"), facts.sampled(rate))
            for domain, rate in known
        ),
        note=grey_note([rate for _, rate in known])
        + (f" One synthetic {entity} stands for {facts.mid(sizes(source)['weight'])}." if scaled else ""),
    )


def _over_time(source: RunSource, facts: Facts, entity: str, known: Rates) -> Chart | None:
    """Refusals quarter by quarter, of the most frequent domains; None for a run of no whole quarter."""
    noun = NOUN[entity]
    domain, rate = known[0]
    frequent = [pair for pair in known if pair[1].mid >= rate.mid / 20]
    drawn = [
        Line(domain_label(domain), colour, series.quarterly_refusals(source, entity, domain))
        for (domain, _), colour in zip(frequent[:4], (ACCENT, INK, SECOND, GREY), strict=False)
    ]
    if not drawn or not drawn[0].series.dates:
        return None
    last = drawn[0].series.figure(len(drawn[0].series.dates) - 1)
    return Chart(
        key=f"refusals-time-{entity}",
        finding=(
            f"Per 100,000 synthetic {noun}, {refused_thing(domain)} is refused {facts.mid(last)} times a"
            " year in the last quarter"
            if quotable(last)
            else f"Too few synthetic {noun} are refused anything in the last quarter to say how often"
        ),
        reading="Refused attempts of each quarter as person-times a year, the most frequent kinds.",
        spec=charts.lines(drawn, f"refused a year, per 100,000 synthetic {noun}", height=240),
        columns=("Quarter of", *(line.label for line in drawn)),
        rows=tuple(
            (quarter_words(date), *(facts.cell(line.series.figure(place)) for line in drawn))
            for place, date in enumerate(drawn[0].series.dates)
        ),
    )
