"""The answer of a run: the few sentences that somebody reads who reads nothing else.

What was found stands first and with its range, then what it rests on, what it costs, and what is so without
the regime. A number that rests on fewer than 20 sampled people is not in a sentence at all: who quotes a page
quotes its first lines, and a caution in small print does not travel with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from demerit.audit import Direction, Figure, Interval, RunSource, direction, figures, grounds, interval
from demerit.audit.figures import PER
from demerit.audit.intervals import BAND_DRAWS, holds
from demerit.audit.pair import ACTS, LISTED, difference, of_run
from demerit.audit.size import sizes
from demerit.report.facts import Facts
from demerit.report.numbers import day, listing, plain, portion
from demerit.report.sentences import (
    GROUND_PHRASES,
    SCALED_REFUSALS,
    refused_thing,
    words_of,
)

MOST_GROUNDS: Final = 3
"""How many grounds are named in the answer; all stand in their chart."""
READ: Final = ("people", "lists", "attempts", "acts", "quarters", "moments", "inputs")
"""Tables of the cube that an answer is made of."""
QUARTERS: Final = {"Q1": "first", "Q2": "second", "Q3": "third", "Q4": "last"}
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
    lists = source.names("list", "lists", "person")
    if not lists:
        return Answer(
            (
                "In this model nobody is ever listed: the regime has no list of persons.",
                "So nobody is listed without an act of their own, or for what they could not pay, and no week"
                " on a list has a ground.",
                "And no attempt of a synthetic person is refused because of a list.",
            ),
            "",
            "",
            (),
        )
    last = source.steps - 1
    many, scaled = _how_many(source, lists, last)
    without, unable = (_share(source, lists, column, last) for column in ("without_act", "could_not_pay"))
    shares = grounds.ground_shares(source, "person")
    found = (
        _listed(source, facts, lists, many, scaled, last),
        _resting(facts, lists, shares, without, unable),
        _refused(source, facts, lists),
    )
    ranges = _ranges(source, facts, many)
    if many.greyed:
        ranges += " Fewer than 20 sampled people are on the list at a time: do not quote these figures."
    elif _some(without, unable, *shares) and all(each.greyed for each in (without, *shares) if each.some):
        ranges += " A run of more people says more: here, too few sampled people stand behind the shares."
    if len(lists) > 1:
        ranges += " Of the grounds, a week on two lists is a week on each."
    return Answer(found, _compared(source, facts), ranges, (many, without, unable, *shares))


def _some(*found: Figure) -> bool:
    return any(figure.some for figure in found)


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


def _listed(
    source: RunSource, facts: Facts, lists: list[str], many: Figure, scaled: Figure, last: int
) -> str:
    """Say how many are listed, and how many that is in the nation."""
    if len(lists) == 1:
        when = f"stand on {_the_list(lists)} on {day(source.end_of(last))}"
    else:
        year, quarter = source.quarter(last).split("-")
        when = f"are on a list at a time in the {QUARTERS[quarter]} quarter of {year}"
    text = f"In this model, {facts.span(many)} of every 100,000 synthetic people {when}"
    if source.manifest.represents:
        nation = facts.mid(sizes(source)["nation"], "large")
        text += (
            f"; at the size of the nation of {nation} that they stand for, that is"
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


def _resting(facts: Facts, lists: list[str], shares: list[Figure], without: Figure, unable: Figure) -> str:
    """Say what the weeks on the list rest on, as far as there are people enough to say it."""
    there = f"the weeks that they spend on {_the_list(lists)}"
    found = grounds.occurring(shares)
    if not found:
        return f"No share can say what {there} rest on, because in some draws nobody is listed."
    known = [figure for figure in found if not figure.greyed]
    if not known:
        return f"Too few synthetic people are listed to say what {there} rest on."
    parts = [f"{facts.span(figure, 'percent')} {GROUND_PHRASES[figure.name]}" for figure in known]
    text = f"Of {there}, {listing(parts[:MOST_GROUNDS])}"
    if len(known) > MOST_GROUNDS:
        text += "; the other grounds stand below"
    elif len(known) < len(found):
        text += "; too few stand under another ground to say how many"
    else:
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
    ]
    refused = sorted((pair for pair in found if pair[1].mid > 0), key=lambda pair: -pair[1].mid)
    if not refused:
        return "No attempt is refused because of the list."
    known = [pair for pair in refused if not pair[1].greyed]
    if not known:
        return "Too few synthetic people are refused anything to say how often."
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
    listed = of_run(LISTED, beside)
    refused = figures.refusals_total(beside, "person").scaled(beside.weight, SCALED_REFUSALS)
    refused = replace(refused, at=f"under {name}")
    there = (
        f"{facts.span(listed)} of every 100,000 are on a list at a time"
        if listed is not None and listed.some
        else "nobody is on a list"
    )
    said = f"{facts.span(refused, 'large')} attempts are" if refused.some else "no attempt is"
    return f"{who}, {there} and {said} refused because of one{_acts(source, beside, facts)}."


def _acts(source: RunSource, beside: RunSource, facts: Facts) -> str:
    """Say how many more or fewer acts there are under the regime than beside it."""
    gap = difference(ACTS, source, beside)
    if gap is None or gap.value is None:
        return ""
    value, which = gap.value, direction(gap.value)
    if which is Direction.SAME:
        return "; as many acts are done there"
    if which is Direction.OPEN:
        return f"; whether more or fewer acts are done there: {facts.mark(gap, str(which))}"
    low, high = sorted((abs(value.low), abs(value.high)))
    said = facts.mark(gap, f"{plain(abs(value.mid))} ({plain(low)} to {plain(high)})")
    more = "fewer" if which is Direction.LESS else "more"
    return (
        f"; per 100,000 people and year, {said} {more} acts of all kinds in the model are done under"
        f" “{source.manifest.regime.name}” than there"
    )


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
    elif shares and shares.chance is not None:
        part = facts.mark(many, portion(shares.chance))
        text += f" Of the variance of the number listed, {part} is chance{the_rest(shares.chance)}."
    elif shares and shares.note and draws > 1:
        text += f" Chance and assumptions are not told apart ({facts.mark(many, shares.note)})."
    return text


def odds(draws: int) -> str:
    """Return how often a further draw falls between the smallest and the largest: `9 of 10`."""
    found = holds(draws)
    return f"{found.numerator} of {found.denominator}"


def the_rest(chance: Interval) -> str:
    """Return what is said of the rest of a spread: nothing where chance may be all of it."""
    return " and the rest is what had to be assumed" if chance.high < 1 else ", which may be all of it"
