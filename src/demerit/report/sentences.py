"""The words of a page: of names, of grounds, and the findings that head its charts.

Words are chosen with care: a run says what happens *in this model*, to synthetic people, and never what
will happen. A sentence is written from the audit's figures alone, so it cannot say what the tables do not.
"""

from __future__ import annotations

from collections.abc import Mapping

from demerit.audit import Direction, Figure, RunSource, of_ratio
from demerit.audit.directions import NOT_SETTLED
from demerit.audit.intervals import BAND_DRAWS
from demerit.audit.series import Series
from demerit.audit.size import sizes
from demerit.audit.total import TOTAL
from demerit.audit.who import Row, times_as_often
from demerit.report.facts import Facts
from demerit.report.numbers import NOTHING, counted, day, percent, rough
from demerit.report.quoting import quotable

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


GROUND_PHRASES: Mapping[str, str] = {
    "through_others": "stand only through a tie to somebody listed (through others)",
    "unfounded": "would not stand without records that have no act behind them (unfounded)",
    "unable": "are of people who could not have paid, the court's error (unable, despite the test)",
    "counted_for_more": "would not stand with the rule's own points (counted for more)",
    "protected": "would not stand without belief, speech, intimate life, health or status (protected)",
    "slight": "would not stand without slight conduct, and what follows is hard (slight conduct)",
    "own_terms": "stand by the rule's own terms",
}
"""Grounds in words, after a share of the weeks on a list."""

GROUND_LABELS: Mapping[str, str] = {
    "through_others": "through others",
    "unfounded": "unfounded",
    "unable": "unable, despite the test",
    "counted_for_more": "counted for more",
    "protected": "protected",
    "slight": "slight conduct, hard consequence",
    "own_terms": "by the rule's own terms",
}
"""Grounds as labels."""

SHADOW_WORDS: Mapping[str, str] = {
    "wrongful": "wrongful weeks",
    "spared": "wrongly spared weeks",
    TOTAL: "weeks wrongful in total",
}
"""What comparing with a true record counts: with the shadow, and with the history on a true record."""

EXITS: Mapping[str, tuple[str, str, str]] = {
    "death": ("died", "they died", "of death"),
    "left": ("left the society", "they left the society", "the person left the society"),
    "left_scheme": (
        "left the scheme",
        "they left the scheme, or were no longer those whom it is about",
        "the person was no longer a member",
    ),
    "sunset": ("the regime ended", "the regime ended", "the regime ended"),
    "correction": ("record corrected", "a record was corrected", "a record was corrected"),
    "appeal": (
        "appeal succeeded",
        "an appeal against a record succeeded",
        "an appeal against a record succeeded",
    ),
    "payment": ("paid or performed", "they paid or performed", "it was paid or performed"),
    "repair": ("credit repair", "they did what repair asks for", "of credit repair"),
    "taken_off": ("taken off by a rule", "a rule took them off the list", "a rule took them off"),
    "rule": ("the rule changed", "the rule of the list changed", "the rule of the list changed"),
    "fulfilled": (
        "what was to end it came true",
        "what was to end their listing came true",
        "what was to end it came true",
    ),
    "expiry": ("the term ended", "the term ended", "the term ended"),
    "ceased": (
        "what the list asks for ceased",
        "what the list asks for held no longer",
        "what the list asks for no longer held",
    ),
    "tie": ("the tie ended", "the tie to whom they were listed through ended", "no tie carried it any more"),
}
"""Ways off a list: as a label, of many after `because`, of one person after `because`."""

SCALED = "scaled to all whom they stand for"
"""What is said of a count that all whom the sample stands for would have."""
SCALED_REFUSALS = f"person-times, {SCALED}"
"""Unit of refusals as all whom the sample stands for would count them."""


def list_of(entity: str, name: str) -> str:
    """Return which list a figure is of, as the fact-check says it: `list black`."""
    return f"list {name}" + ("" if entity == "person" else " of organisations")


def words_of(name: str) -> str:
    """Return a name of a file as words: `star-hotel` is `star hotel`."""
    return name.replace("-", " ")


def named(name: str) -> str:
    """Return the stable name of a figure as words: `slight` is `slight conduct, hard consequence`."""
    if name in GROUND_LABELS:
        return GROUND_LABELS[name]
    for code, said in (("without_act", "with no act of their own"), ("could_not_pay", "could not pay")):
        name = name.replace(code, said)
    return name.replace("_", " ")


def refused_thing(domain: str) -> str:
    """Return what is refused once: `a flight`."""
    return DOMAIN_WORDS.get(domain, ("", words_of(domain)))[1]


def domain_label(domain: str) -> str:
    """Return a kind of attempt as a label: `flights`."""
    return DOMAIN_WORDS.get(domain, (words_of(domain), ""))[0]


def stock_finding(
    source: RunSource, facts: Facts, name: str, drawn: Series, changed: Figure | None, noun: str
) -> str:
    """Return what the stock does in the last year of the run, as a sentence."""
    if not drawn.dates or drawn.last.mid == 0:
        return f"No synthetic {noun} stand on the list of {words_of(name)}"
    now = drawn.figure(len(drawn.dates) - 1)
    when = day(drawn.dates[-1])
    if not quotable(now):
        return f"Too few synthetic {noun} are on the list of {words_of(name)} on {when} to say how many"
    text = f"{facts.mid(now)} of 100,000 synthetic {noun} are on the list of {words_of(name)} on {when}"
    if not quotable(changed):
        return text
    grown, which = changed.mid, of_ratio(changed.value)
    if which is Direction.OPEN:
        return f"{text}; beside a year before, {facts.mark(changed, NOT_SETTLED)}"
    if which is Direction.SAME:
        return f"{text}, as many as a year before"
    if grown > 2:
        return f"{text}, {facts.mark(changed, rough(grown))} times as many as a year before"
    more = "more" if which is Direction.MORE else "fewer"
    return f"{text}, {facts.mark(changed, percent(abs(grown - 1)))} {more} than a year before"


def flow_finding(facts: Facts, into: Figure | None, out: Figure | None, noun: str) -> str:
    """Return how entries and exits compare in the last year."""
    if into is None or out is None or into.value is None or out.value is None:
        return f"How many synthetic {noun} enter and leave the list"
    come, go = into.value.mid, out.value.mid
    if come == 0 and go == 0:
        return f"No synthetic {noun} enter or leave the list in the last year"
    if not quotable(into) and not quotable(out):
        return f"Too few synthetic {noun} enter and leave the list in the last year to say how many"
    return (
        f"In the last year {facts.mid(into)} of 100,000 synthetic {noun} enter the list and"
        f" {facts.mid(out)} leave"
    )


def who_finding(facts: Facts, rows: list[Row], axis: str) -> str:
    """Return which category of an axis is listed most and least, as a sentence.

    Where the draws do not agree which of the two is more, the sentence says that it is not settled.
    """
    found = times_as_often(rows, axis)
    if found is None or not quotable(found[2]):
        return f"How many synthetic people are listed, by {axis}"
    least, most, figure = found
    if of_ratio(figure.value) is not Direction.MORE:
        return (
            f"By {axis}, {facts.mark(figure, NOT_SETTLED)}: no kind of synthetic people is listed more than"
            " another in every draw"
        )
    return (
        f"Synthetic {those(axis, most.value)} are listed {times(facts, figure)} times as often as"
        f" {those(axis, least.value)}"
    )


def ranges_drawn(source: RunSource) -> str:
    """Return how a picture shows the draws: as a band or bar from 19 on, else each as a dot."""
    if source.draws == 1:
        return "one draw was run, and a bar, where there is one, is chance only"
    if source.draws < BAND_DRAWS:
        return "small dots are the draws, which are too few for a band"
    return "bands and bars are the smallest to the largest of them"


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
