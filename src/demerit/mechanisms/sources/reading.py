"""M11, said back: what observes whom, how much of it, how late, and what it reports falsely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.documents.reading import Where
from demerit.quantities import Quantity
from demerit.regime.by_axis import ByAxis, FactorsBy, SharesBy
from demerit.regime.saying import people, quoted, series
from demerit.regime.sentences import IDLE, SEEN, Reads, Said, Sentence
from demerit.regime.working import ROWS, left_out

KINDS = {
    "records": "from records",
    "income-match": "by matching incomes",
    "camera": "by cameras",
    "informant": "by informants",
    "home-device": "by devices in homes",
    "rating": "by ratings of others",
    "prediction": "by predictions",
}
_OF_PERSONS = {
    "people": "{} of people, and these all the time",
    "households": "{} of households, each as a whole and all the time",
    "places": "{} of acts, each act by itself",
}
_IN_CASES = {
    "people": "{}, always the same ones",
    "households": "{}, by household and always the same ones",
    "places": "{} of acts, each act by itself",
}
_OF_ORGANISATIONS = {
    **_OF_PERSONS,
    "people": "{} of organisations, and these all the time",
}


def seen(form: Any) -> Iterator[Sentence]:
    """Say of each source what it covers, sees and reports."""
    unmodelled = left_out(form)
    for name, source in form.sources.items():
        at, who = ("sources", name), quoted(name)
        what = "organisations" if source.entity == "organisation" else "people"
        yield Said().sentence(at, f"The source {who} reports on {what}, {KINDS[source.kind]}.", source)
        if at in unmodelled:
            row = ROWS[unmodelled[at]]
            yield Said().sentence(
                (*at, "kind"), f"The lab does not model such sources ({row}): {who} reports nothing in a run."
            )
        wording = (_OF_ORGANISATIONS if source.entity == "organisation" else _OF_PERSONS)[source.covers]
        yield from _covers(form, at, source, who, wording)
        for conduct, chance in source.sees.items():
            yield from by_axis(
                (*at, "sees", conduct),
                chance,
                f"Of acts of {quoted(conduct)} that it covers, {who} reports {{}}.",
            )
        yield from _later(at, source, who)
        yield from _falsely(at, source, who)


def by_axis(at: Where, value: Quantity | ByAxis, text: str) -> Iterator[Sentence]:
    """Yield a sentence for a number, or for each category of an axis of which it is said.

    Args:
        at: its place.
        value: a number, or numbers by an axis.
        text: the sentence, with `{}` where the number stands.
    """
    if isinstance(value, Quantity):
        said = Said()
        yield said.sentence(at, text.format(said.number(value)))
        return
    assert isinstance(value, SharesBy | FactorsBy)
    alike: dict[str, list[str]] = {}
    for category, each in value.values.items():
        alike.setdefault(str(each), []).append(category)
    for categories in alike.values():
        said = Said()
        number = _lowered(text.format(said.number(value.values[categories[0]])))
        yield said.sentence((*at, categories[0]), f"For {_categories(value.by, categories)}: {number}")
    otherwise = value.otherwise if isinstance(value, SharesBy) else None
    if otherwise is not None:
        said = Said()
        number = _lowered(text.format(said.number(otherwise)))
        yield said.sentence((*at, "otherwise"), f"For all others: {number}")


def _covers(form: Any, at: Where, source: Any, who: str, wording: str) -> Iterator[Sentence]:
    """Say how many a source covers of whom; `wording` has `{}` where the number stands."""
    cases = source.covering
    if len(cases) == 1:
        yield from by_axis((*at, *cases[0].at), cases[0].share, f"{who} covers {wording}.")
        return
    for each in cases:
        of = "Of all others"
        if each.condition is not None:
            whom = people(form.expression(each.condition, source.entity).root, source.entity)
            of = f"Of {whom} as a step begins"
        yield from by_axis((*at, *each.at), each.share, f"{of}, {who} covers {_IN_CASES[source.covers]}.")


def _categories(axis: str, categories: list[str]) -> str:
    if axis == "fifth":
        return f"income fifth {series(categories)} (1 is the poorest)"
    if axis == "age":
        return f"those aged {series(categories)}"
    return series(categories)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _later(at: Where, source: Any, who: str) -> Iterator[Sentence]:
    if source.delay is not None:
        said = Said()
        yield said.sentence(
            (*at, "delay"), f"A report of {who} comes {said.number(source.delay)} after the act."
        )


def _falsely(at: Where, source: Any, who: str) -> Iterator[Sentence]:
    if source.false_records is None:
        return
    said = Said()
    yield said.sentence(
        (*at, "false_records"),
        f"{who} also reports acts that were not done: {said.number(source.false_records)}"
        f" that it covers{', spread evenly over what it sees' if len(source.sees) > 1 else ''}.",
    )
    if source.false_records_by is not None:
        yield from by_axis(
            (*at, "false_records_by"),
            source.false_records_by,
            f"False reports of {who} are {{}} times as many.",
        )


def idle(form: Any) -> Iterator[Sentence]:
    """Say what the file declares of sources and nothing reads in a run."""
    for name, source in form.sources.items():
        at, who = ("sources", name), quoted(name)
        if source.retention is not None:
            said = Said()
            yield said.sentence(
                (*at, "retention"), f"{who} keeps its data for {said.number(source.retention)}."
            )
        if source.accuracy is not None:
            said = Said()
            yield said.sentence(
                (*at, "accuracy"), f"{who} is said to be right in {said.number(source.accuracy)} of reports."
            )
        if source.reward is not None:
            yield Said().sentence(
                (*at, "reward"), f"A report by {who} brings the informant {source.reward:,} points."
            )
        if source.home:
            yield Said().sentence((*at, "home"), f"{who} watches inside homes.")
        if source.gallery is not None:
            whom = {"nation": "the whole nation", "region": "the region", "watch-list": "a watch list"}
            yield Said().sentence((*at, "gallery"), f"{who} compares pictures with {whom[source.gallery]}.")
        if source.false_match is not None:
            yield from by_axis(
                (*at, "false_match"), source.false_match, f"{who} finds a wrong match in {{}} of comparisons."
            )


READS = (Reads(SEEN, 0, seen), Reads(IDLE, 2, idle))
