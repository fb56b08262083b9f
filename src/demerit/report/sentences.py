"""The answer of a run in three sentences, and the findings that head its charts.

Words are chosen with care: a run says what happens *in this model*, to synthetic people, and never what
will happen. A sentence is written from the audit's figures alone, so it cannot say what the tables do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from demerit.audit import Figure, RunSource, figures, harm, interval
from demerit.audit.figures import PER
from demerit.audit.series import Series
from demerit.audit.size import sizes
from demerit.audit.total import TOTAL
from demerit.audit.who import Row, times_as_often
from demerit.report.facts import Facts
from demerit.report.numbers import NOTHING, counted, day, listing, percent, rough

DOMAIN_WORDS: Mapping[str, tuple[str, str]] = {
    "flight": ("flights", "a flight"),
    "high-speed-rail": ("fast trains", "a fast train"),
    "star-hotel": ("star hotels", "a star hotel"),
    "property": ("homes", "a home"),
    "private-school": ("private schools", "a private school"),
    "senior-post": ("senior posts", "a senior post"),
    "loan": ("loans", "a loan"),
    "procurement": ("public contracts", "a public contract"),
    "securities": ("securities", "an entry to the securities market"),
    "land-auction": ("land auctions", "a land auction"),
    "car-trip": ("trips by car", "a trip by car"),
    "car-hire": ("hired cars", "a hired car"),
    "driving-job": ("driving jobs", "a driving job"),
    "car-insurance": ("car insurance", "insurance for a car"),
    "benefit-payment": ("benefit payments", "a benefit payment"),
    "renting": ("rented homes", "a home to rent"),
    "job-application": ("job applications", "a job application"),
}
"""Kinds of attempt in words: as a label, and as the one thing that is refused."""


CLASS_PHRASES: Mapping[str, str] = {
    "unfounded": "on nothing true of their own (unfounded)",
    "overcharged": "only on more points than the rule gives (overcharged)",
    "through_true": "only on a tie to somebody listed for something true (through others)",
    "through_false": "only on a tie to somebody listed falsely (through others)",
    "protected": "only on belief, speech, intimate life, health or status (protected)",
    "disproportionate": "only on slight conduct under a hard sanction (disproportionate)",
    "by_terms": "on the rule's own terms",
}
"""Classes of harm in words, after `rest`."""

CLASS_LABELS: Mapping[str, str] = {
    "unfounded": "unfounded",
    "overcharged": "overcharged",
    "through_true": "through others, listed for true",
    "through_false": "through others, listed falsely",
    "protected": "protected",
    "disproportionate": "disproportionate",
    "by_terms": "by the rule's own terms",
}
"""Classes of harm as labels."""

SHADOW_WORDS: Mapping[str, str] = {
    "wrongful": "wrongful weeks",
    "spared": "wrongly spared weeks",
    TOTAL: "weeks wrongful in total",
}
"""What comparing with a true record counts: with the shadow, and with the history on a true record."""


def words_of(name: str) -> str:
    """Return a name of a file as words: `star-hotel` is `star hotel`."""
    return name.replace("-", " ")


def refused_thing(domain: str) -> str:
    """Return what is refused once: `a flight`."""
    return DOMAIN_WORDS.get(domain, ("", words_of(domain)))[1]


def domain_label(domain: str) -> str:
    """Return a kind of attempt as a label: `flights`."""
    return DOMAIN_WORDS.get(domain, (words_of(domain), ""))[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: its sentences, how its ranges are made, and the figures behind it."""

    sentences: tuple[str, ...]
    ranges: str
    figures: tuple[Figure, ...]


def answer(source: RunSource, facts: Facts) -> Answer:
    """Answer a run's question for persons, in three sentences with intervals."""
    lists = source.names("list", "lists", "person")
    if not lists:
        return Answer(
            (
                "In this model nobody is ever listed: the regime has no list of persons.",
                "So nobody is listed without an act of their own, or for what they could not pay, and no week"
                " falls in a class of harm.",
                "And no attempt of a synthetic person is refused because of a list.",
            ),
            "",
            (),
        )
    last = source.steps - 1
    many, scaled = _how_many(source, lists, last)
    without, unable = (_share(source, lists, column, last) for column in ("without_act", "unable"))
    shares, compared = harm.class_shares(source, "person"), harm.compared(source, "person")
    sentences = (
        _first(source, facts, many, scaled, last),
        f"Of all weeks that they spend on {_the_list(lists)}, {_classes(facts, shares)};"
        f" {facts.span(without, 'percent')} have no act of their own behind them, and"
        f" {facts.span(unable, 'percent')} stand only on acts that the person could not pay for.",
        _third(source, facts, lists),
    )
    ranges = _ranges(source, facts, many)
    if many.greyed:
        ranges += " Fewer than 20 sampled people are on the list at a time: do not quote these figures."
    elif without.greyed or unable.greyed:
        ranges += (
            " At a time, fewer than 20 sampled people stand on the list"
            f" {'without an act of their own' if without.greyed else 'for what they could not pay'}:"
            " do not quote that share; a run of more people gives a firmer one."
        )
    few = [figure for figure in (*shares, *compared.values()) if figure.greyed and figure.some]
    if few and not many.greyed:
        words = {**CLASS_LABELS, **SHADOW_WORDS}
        ranges += (
            " On fewer than 20 sampled people at a time rest, too:"
            f" {listing([words[figure.name] for figure in few])}. Do not quote these either."
        )
    if len(lists) > 1:
        ranges += " In the classes a week on two lists is a week on each."
    return Answer(sentences, ranges, (many, without, unable, *shares, *compared.values()))


def _the_list(lists: list[str]) -> str:
    return f"the list of {words_of(lists[0])}" if len(lists) == 1 else "a list"


def _how_many(source: RunSource, lists: list[str], last: int) -> tuple[Figure, Figure]:
    """People listed at the end (one list), or in the last quarter (several), as a rate and in the nation."""
    if len(lists) == 1:
        many = figures.listed(source, "person", lists[0], last)
        counts = source.by_step("lists", "stock", entity="person", list=lists[0])[:, last].tolist()
    else:
        quarter = source.quarter(last)
        weeks, lived = (
            source.per_draw(
                f"SELECT draw, sum({column})::BIGINT FROM quarters WHERE quarter = ? GROUP BY draw", [quarter]
            )
            for column in ("listed_weeks", "person_weeks")
        )
        steps = sum(source.quarter(step) == quarter for step in range(source.steps))
        counts = [number // steps for number in weeks]
        many = Figure(
            name="listed on any list",
            definition="people on any list, mean over the last quarter",
            unit="per 100,000 people",
            denominator="people present",
            formula="sum of quarters.listed_weeks / sum of quarters.person_weeks x 100,000",
            value=figures.ratios(weeks, lived, PER),
            sampled=figures.middle(counts),
            rests_on=figures.STAYING,
            at=f"in {quarter}",
            cannot=figures.OF_STOCK,
        )
    nation = replace(
        many,
        name=f"{many.name}, scaled to the nation",
        unit="people of the nation",
        denominator="none",
        formula="people listed x people of the nation for each synthetic person",
        value=interval([source.weight * count for count in counts]),
        parts=None,
        rests_on=(*many.rests_on, "society.represents"),
    )
    return many, nation


def _first(source: RunSource, facts: Facts, many: Figure, scaled: Figure, last: int) -> str:
    lists = source.names("list", "lists", "person")
    text = (
        f"In this model, {facts.span(many)} of every 100,000 synthetic people stand on {_the_list(lists)}"
        f" on {day(source.end_of(last))}"
    )
    if source.manifest.represents:
        nation = facts.mid(sizes(source)["nation"], "large")
        text += (
            f"; at the size of the nation of {nation} that the run stands for, that is"
            f" {facts.span(scaled, 'large')} people"
        )
    return text + "."


def _share(source: RunSource, lists: list[str], column: str, last: int) -> Figure:
    if len(lists) == 1:
        return figures.share_of_weeks(source, "person", lists[0], column, 0, last)
    above = figures.listed_weeks(source, "person", column)
    below = figures.listed_weeks(source, "person")
    return Figure(
        name=f"share {column.replace('_', ' ')}",
        definition=f"weeks on any list: {column.replace('_', ' ')}",
        unit="share",
        denominator="weeks on any list",
        formula=f"sum of quarters.{column}_weeks / sum of quarters.listed_weeks",
        value=figures.ratios(above, below),
        sampled=figures.middle([number // source.steps for number in above]),
        rests_on=figures.STAYING,
        cannot=figures.OF_WEEKS,
    )


def _classes(facts: Facts, shares: list[Figure]) -> str:
    """Say which classes of harm there are."""
    found = harm.occurring(shares)
    if not found:
        return "no share can be given for a class of harm, because in some draws nobody is listed"
    parts = [f"{facts.span(figure, 'percent')} {CLASS_PHRASES[figure.name]}" for figure in found]
    first = f"{facts.span(found[0], 'percent')} rest {CLASS_PHRASES[found[0].name]}"
    return f"{listing([first, *parts[1:]])}, and none fall in another class of harm"


def _third(source: RunSource, facts: Facts, lists: list[str]) -> str:
    """What being listed costs: refusals a year, in all, and beside the run without scoring."""
    found = [
        (domain, figures.refusals_per_listed_year(source, "person", domain))
        for domain in source.names("domain", "attempts", "person")
    ]
    refused = sorted(
        ((domain, figure) for domain, figure in found if figure.value and figure.value.mid > 0),
        key=lambda pair: -pair[1].value.mid if pair[1].value else 0.0,
    )
    if not refused:
        text = "No attempt is refused because of the list"
    else:
        kinds = [f"{refused_thing(domain)} {facts.span(figure)} times" for domain, figure in refused[:2]]
        total = figures.refusals_total(source, "person").scaled(source.weight, SCALED_REFUSALS)
        text = f"A person on {_the_list(lists)} is refused {listing(kinds)} a year; over the whole run"
        text += (
            f" {facts.span(total, 'large')} attempts are refused, counted as person-times and never as people"
        )
    beside = source.against
    if beside is None:
        return text + "."
    name = beside.manifest.regime.name
    other = figures.refusals_total(beside, "person").scaled(beside.weight, SCALED_REFUSALS)
    other = replace(other, at=f"under {name}")
    many = "none"
    if other.value and other.value.high > 0:
        many = facts.span(other, "large")
    return f"{text}; for the same people on the same luck under the regime “{name}” there are {many}."


SCALED_REFUSALS = "person-times, scaled to the nation"


def _ranges(source: RunSource, facts: Facts, many: Figure) -> str:
    draws, shares = source.draws, many.parts
    if draws == 1:
        text = (
            "One draw was run, so the range in brackets is chance only, taken from the spread between"
            " districts."
        )
    else:
        text = (
            "The ranges in brackets are the 5th to the 95th percentile over"
            f" {facts.mark(sizes(source)['draws'], str(draws))} draws; each draw"
            " takes one value from every assumed range and another seed. They are not confidence"
            " intervals."
        )
    if shares and shares.chance is not None:
        text += (
            f" Of the spread in the number listed, {facts.mark(many, _portion(shares.chance))} is chance and"
            " the rest is what had to be assumed."
        )
    elif shares and shares.note and draws > 1:
        text += f" Chance and assumptions are not told apart ({facts.mark(many, shares.note)})."
    return text


def _portion(share: float) -> str:
    return "under 1 %" if share < 0.01 else f"about {percent(share)}"


def stock_finding(
    source: RunSource, facts: Facts, name: str, drawn: Series, changed: Figure | None, noun: str
) -> str:
    """Return what the stock does in the last year of the run, as a sentence."""
    if not drawn.dates or drawn.last.mid == 0:
        return f"No synthetic {noun} stand on the list of {words_of(name)}"
    now = drawn.figure(len(drawn.dates) - 1)
    when = day(drawn.dates[-1])
    text = f"{facts.mid(now)} of 100,000 synthetic {noun} are on the list of {words_of(name)} on {when}"
    if changed is None or changed.value is None or changed.greyed:
        return text
    grown = changed.value.mid
    if grown > 2:
        return f"{text}, {facts.mark(changed, rough(grown))} times as many as a year before"
    if abs(grown - 1) < 0.03:
        return f"{text}, about as many as a year before"
    more = "more" if grown > 1 else "fewer"
    return f"{text}, {facts.mark(changed, percent(abs(grown - 1)))} {more} than a year before"


def flow_finding(facts: Facts, into: Figure | None, out: Figure | None, noun: str) -> str:
    """Return how entries and exits compare in the last year."""
    if into is None or out is None or into.value is None or out.value is None:
        return f"How many synthetic {noun} enter and leave the list"
    come, go = into.value.mid, out.value.mid
    if come == 0 and go == 0:
        return f"No synthetic {noun} enter or leave the list in the last year"
    relation = "as many leave" if abs(come - go) < 0.03 * max(come, go) else f"{facts.mid(out)} leave"
    return f"In the last year {facts.mid(into)} of 100,000 synthetic {noun} enter the list and {relation}"


def who_finding(facts: Facts, rows: list[Row], axis: str) -> str:
    """Return which category of an axis is listed most and least, as a sentence.

    Where the interval of their ratio holds 1, the sentence says that no difference is clear.
    """
    found = times_as_often(rows, axis)
    if found is None:
        return f"How many synthetic people are listed, by {axis}"
    least, most, figure = found
    if figure.value is None or figure.value.low < 1.05:
        return f"By {axis}, no kind of synthetic people is clearly listed more than another"
    return (
        f"Synthetic {those(axis, most.value)} are listed {times(facts, figure)} times as often as"
        f" {those(axis, least.value)}"
    )


def times(facts: Facts, figure: Figure) -> str:
    """Return a ratio with two digits, and its range where it has one."""
    value = figure.value
    if value is None:
        return NOTHING
    text = rough(value.mid)
    if value.kind == "draws":
        text += f" ({rough(value.low)} to {rough(value.high)})"
    return facts.mark(figure, text)


LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "residence": {
        "urban local": ("urban local", "urban people registered where they live"),
        "urban away": ("urban away", "urban people registered elsewhere"),
        "rural local": ("rural local", "rural people registered where they live"),
        "rural away": ("rural away", "rural people registered elsewhere"),
        "visitor": ("visitor", "visitors"),
    },
    "tier": {
        "ordinary": ("ordinary people", "ordinary people"),
        "official": ("officials", "officials"),
        "owner": ("business owners", "business owners"),
        "visitor": ("visitors", "visitors"),
    },
}
"""Categories in words: as a label in a chart, and inside a sentence."""


def label(axis: str, value: str) -> str:
    """Return a category as a label."""
    return LABELS.get(axis, {}).get(value, (value, value))[0]


def those(axis: str, value: str) -> str:
    """Return a category inside a sentence: `people aged 25-34`."""
    if axis == "age":
        return f"people aged {value.replace('-', ' to ')}" if "-" in value else f"people aged {value}"
    return LABELS.get(axis, {}).get(value, (value, f"{axis} {value}"))[1]


def districts_caution(source: RunSource, facts: Facts) -> str | None:
    """Return a caution if the run is too small for a between-district interval, else None."""
    number = source.manifest.districts
    if number >= 20:
        return None
    few = facts.mark(sizes(source)["districts"], counted(number, "district"))
    return (
        f"The run has only {few}; under 20, the spread between districts says too"
        " little, so chance and assumptions cannot be told apart."
    )
