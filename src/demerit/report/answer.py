"""The answer of a run: the few sentences that somebody reads who reads nothing else.

What was found stands first and with its range, then what it rests on, what it costs, and what is so without
the regime. A number that rests on fewer than 20 sampled people is not in a sentence at all: who quotes a page
quotes its first lines, and a caution in small print does not travel with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from demerit.audit import Direction, Figure, Interval, RunSource, direction, figures, grounds, interval
from demerit.audit.intervals import BAND_DRAWS, holds
from demerit.audit.order import SLIGHT, fewer_by_gravity
from demerit.audit.size import sizes
from demerit.report.facts import Facts
from demerit.report.numbers import day, listing, portion
from demerit.report.quoting import quotable, settled
from demerit.report.receiving import received
from demerit.report.sentences import GROUND_PHRASES, SCALED, SCALED_REFUSALS, list_of, refused_thing, words_of

MOST_GROUNDS: Final = 3
"""How many grounds are named in the answer; all stand in their chart."""
READ: Final = (
    *("people", "lists", "attempts", "acts_by_step", "conducts", "grounds", "quarters", "moments"),
    *("benefits", "inputs"),
)
"""Tables of the cube that an answer is made of."""
MOST_LISTS: Final = 3
"""How many lists are named in the answer; each has its own part of the page."""
WITHOUT: Final = "none"
"""Name of the regime without scoring."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: its sentences, how its ranges are made, and the figures behind it.

    Attributes:
        found: what happens under the regime: how many, on what, at what cost.
        compared: what is so on the same people and luck beside it; empty where nothing stands beside.
        ranges: how the ranges are made, and what of the answer should not be quoted.
        figures: figures of the first two sentences.
    """

    found: tuple[str, ...]
    compared: str
    ranges: str
    figures: tuple[Figure, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, and what it is compared with."""
        return (*self.found, self.compared) if self.compared else self.found


def answer(source: RunSource, facts: Facts) -> Answer:
    """Answer a run's question for persons, in three sentences with ranges and a comparison."""
    lists, gains = source.names("list", "lists", "person"), received(source, facts)
    if not lists:
        return Answer(
            (
                "In this model nobody is ever listed: the regime has no list of persons"
                f"{' that is a burden' if gains else ''}.",
                "So nobody is listed without an act of their own, or for what they could not pay, and no week"
                " on a list has a ground.",
                "And no attempt of a synthetic person is refused because of a list.",
                *([gains] if gains else []),
            ),
            "",
            "",
            (),
        )
    last = source.steps - 1
    standing = _standing(source, lists, last)
    without, unable = (_share(source, lists, column, last) for column in ("without_act", "could_not_pay"))
    shares = grounds.ground_shares(source, "person") if len(lists) == 1 else grounds.shares_once(source)
    found = (
        _listed(source, facts, standing, last),
        _resting(facts, lists, shares, without, unable),
        _refused(source, facts, lists),
        *([gains] if gains else []),
    )
    ranges = _ranges(source, facts, standing[0][1])
    if _some(without, unable, *shares) and all(each.greyed for each in (without, *shares) if each.some):
        ranges += " A run of more people says more: here, too few sampled people stand behind the shares."
    if len(lists) > 1:
        ranges += (
            " Somebody on two lists stands on each; here a week on two lists is one week, under the first"
            " ground that fits on either."
        )
    listed = tuple(figure for _, figure in standing)
    return Answer(found, _compared(source, facts), ranges, (*listed, without, unable, *shares))


def _some(*found: Figure) -> bool:
    return any(figure.some for figure in found)


def _the_list(lists: list[str]) -> str:
    return f"the list of {words_of(lists[0])}" if len(lists) == 1 else "a list"


def _standing(source: RunSource, lists: list[str], last: int) -> list[tuple[str, Figure]]:
    """Return how many stand on each list at the end of a step, the longest list first."""
    found = [(name, figures.listed(source, "person", name, last)) for name in lists]
    return sorted(found, key=lambda each: -each[1].mid)


def _scaled(source: RunSource, name: str, figure: Figure, last: int) -> Figure:
    """Return a list's stock as all whom the sample stands for would count it."""
    counts = source.by_step("lists", "stock", entity="person", list=name)[:, last].tolist()
    return replace(
        figure,
        name=f"{figure.name}, {SCALED}",
        unit="people",
        denominator="none",
        formula="people listed x people for each synthetic person",
        value=interval([source.weight * count for count in counts]),
        parts=None,
        rests_on=(*figure.rests_on, "society.represents"),
    )


def _listed(source: RunSource, facts: Facts, standing: list[tuple[str, Figure]], last: int) -> str:
    """Say how many stand on each list on the last day: the one headline figure of a list."""
    told = []
    for name, figure in standing[:MOST_LISTS]:
        about = facts.about(list_of("person", name))
        how_many = about.span(figure) if figure.some else "nobody"
        told.append(f"{how_many} stand{'' if figure.some else 's'} on the list of {words_of(name)}")
    if len(standing) > MOST_LISTS:
        told.append(f"the other {len(standing) - MOST_LISTS} lists stand below")
    when = f"at the end of {day(source.end_of(last))}"
    text = f"In this model, {when}, of every 100,000 synthetic people {listing(told)}"
    first, figure = standing[0]
    if source.manifest.represents and quotable(figure):
        whole = facts.mid(sizes(source)["represented"], "large")
        scaled = facts.about(list_of("person", first)).span(_scaled(source, first, figure, last), "large")
        text += f"; of the {whole} people that they stand for, {scaled} would be on the list of"
        text += f" {words_of(first)}"
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
        sampled=figures.at_a_time(above, source.steps),
        rests_on=figures.STAYING,
        cannot=figures.OF_WEEKS,
    )


def _resting(facts: Facts, lists: list[str], shares: list[Figure], without: Figure, unable: Figure) -> str:
    """Say what the weeks on the list rest on, as far as there are people enough to say it."""
    there = f"the weeks that they spend on {_the_list(lists)}"
    found = grounds.occurring(shares)
    if not found:
        return f"No share can say what {there} rest on, because in some draws nobody is listed."
    known = [figure for figure in found if not figure.greyed]
    if not known:
        return f"Too few of the sampled people are listed to say what {there} rest on."
    parts = [f"{facts.span(figure, 'percent')} {GROUND_PHRASES[figure.name]}" for figure in known]
    text = f"Of {there}, {listing(parts[:MOST_GROUNDS])}"
    if len(known) > MOST_GROUNDS:
        text += "; the other grounds stand below"
    elif len(known) < len(found):
        text += "; too few stand under another ground to say how many"
    elif not unable.some:
        text += ", and none fall under another ground"
    beneath = [
        f"{facts.span(figure, 'percent')} {words}"
        for figure, words in (
            (without, "have no act of their own behind them"),
            (unable, "stand only on acts that the person could not pay for"),
        )
        if figure.some and not figure.greyed
    ]
    return f"{text}. Of the same weeks, {listing(beneath)}." if beneath else f"{text}."


def _refused(source: RunSource, facts: Facts, lists: list[str]) -> str:
    """Say what being listed costs: refusals a year, and in all."""
    found = [
        (domain, figures.refusals_per_listed_year(source, "person", domain))
        for domain in source.names("domain", "attempts", "person")
        if figures.refusals_total(source, "person", domain).some
    ]
    refused = sorted(found, key=lambda pair: -pair[1].mid)
    if not refused:
        return f"No attempt is refused because of {_the_list(lists)}."
    known = [pair for pair in refused if quotable(pair[1])]
    if not known:
        return "Too few of the sampled people are listed and refused anything to say how often."
    kinds = [f"{refused_thing(domain)} {facts.span(figure)} times" for domain, figure in known[:2]]
    total = figures.refusals_total(source, "person").scaled(source.weight, SCALED_REFUSALS)
    return (
        f"A person on {_the_list(lists)} is refused {listing(kinds)} a year; over the whole run"
        f" {facts.span(total, 'large')} attempts are refused, counted as person-times and never as people."
    )


def _compared(source: RunSource, facts: Facts) -> str:
    """Say what is so for the same people on the same luck in the run beside: lists, refusals, acts."""
    beside = source.against
    if beside is None:
        return ""
    name = beside.manifest.regime.name
    who = f"For the same people on the same luck under the regime “{name}”"
    if name == WITHOUT:
        who += " (ordinary courts and credit, no scoring)"
    last = beside.steps - 1
    refused = figures.refusals_total(beside, "person").scaled(beside.weight, SCALED_REFUSALS)
    refused = replace(refused, at=f"under {name}")
    lists = beside.names("list", "lists", "person")
    standing = [(which, figure) for which, figure in _standing(beside, lists, last) if figure.some]
    there = "nobody is on a list"
    if standing:
        each = [
            f"{facts.about(list_of('person', which) + f' under {name}').span(figure)} stand on the list of"
            f" {words_of(which)}"
            for which, figure in standing[:MOST_LISTS]
        ]
        there = f"of every 100,000 {listing(each)} on the same day,"
    said = f"{facts.span(refused, 'large')} attempts are" if refused.some else "no attempt is"
    return f"{who}, {there} and {said} refused because of a list{_acts(source, name, facts)}."


def _acts(source: RunSource, beside: str, facts: Facts) -> str:
    """Say how many fewer or more harmful acts by choice there are, by gravity, and that it is assumed."""
    levels = fewer_by_gravity(source)
    told, open_ = [], []
    for gravity, figure in levels.items():
        if gravity <= SLIGHT:
            continue
        if settled(figure):
            more = "fewer" if direction(figure.value) is Direction.MORE else "more"
            told.append(f"{facts.size(figure)} {more} acts of gravity {gravity}")
        elif figure.some:
            open_.append(str(gravity))
    if told:
        ours = source.manifest.regime.name
        rest = f" (of gravity {listing(open_)} it is not settled whether more or fewer)" if open_ else ""
        return (
            f"; as the society's file assumes that people answer, per 100,000 people and year {listing(told)}"
            f" (of 5) are done by choice under “{ours}” than under “{beside}”{rest}, slight acts apart"
        )
    if any(figure.some for figure in levels.values()):
        return (
            "; whether more or fewer grave acts are done there is not settled in this run, and how people"
            " answer to lists is assumed by the society's file"
        )
    return "; as many acts are done there"


def _ranges(source: RunSource, facts: Facts, many: Figure) -> str:
    draws, shares = source.draws, many.parts
    if draws == 1:
        text = (
            "One draw was run, so the range in brackets is chance only, taken from the spread between"
            " districts."
        )
    else:
        text = (
            "The ranges in brackets are the smallest to the largest of"
            f" {facts.mark(sizes(source)['draws'], str(draws))} draws; each draw"
            " takes one value from every assumed range and another seed. They are not confidence"
            f" intervals: a further draw falls into them in {facts.mark(sizes(source)['held'], odds(draws))}"
            " cases."
        )
        if draws < BAND_DRAWS:
            text += " Pictures show such few draws one by one, as dots and not as a band."
    if not source.assumed and draws > 1:
        text += " Nothing is assumed in the files of this run, so its ranges are chance alone."
    elif shares and shares.chance is not None and quotable(many):
        part = facts.mark(many, portion(shares.chance))
        text += f" Of the variance of the number listed, {part} is chance{the_rest(shares.chance)}."
    elif shares and shares.note and draws > 1:
        why = facts.remark(sizes(source)["districts"], shares.note)
        text += f" Chance and assumptions are not told apart ({why})."
    return text


def odds(draws: int) -> str:
    """Return how often a further draw falls between the smallest and the largest: `9 of 10`."""
    found = holds(draws)
    return f"{found.numerator} of {found.denominator}"


def the_rest(chance: Interval) -> str:
    """Return what is said of the rest of a spread: nothing where chance may be all of it."""
    return " and the rest is what had to be assumed" if chance.high < 1 else ", which may be all of it"
