"""M23, said back: the seven safeguards, each present or absent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.sentences import GUARDED, Reads, Said, Sentence

_NONE = {
    "notice": "Nobody is told before a record takes effect.",
    "reasons": "Nobody is told why.",
    "hearing": "Nobody is heard before a record takes effect.",
    "appeal": "Nobody can appeal.",
    "correction": "The regime does not look for records that are wrong.",
    "repair": "Nobody can earn their way off a list.",
    "human_review": "No person looks again at a ruling.",
}


def guarded(form: Any) -> Iterator[Sentence]:
    """Say each safeguard, or that it is not there."""
    for name, absent in _NONE.items():
        part = getattr(form.safeguards, name)
        at = ("safeguards", name)
        if part is None:
            yield Said().sentence(at, absent)
        else:
            yield from _SAYS[name](at, part)


Place = tuple[str, ...]


def _notice(at: Place, notice: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(at, f"Notice of a record reaches {said.number(notice.share)} of people.", notice)
    said = Said()
    yield said.sentence(
        (*at, "ahead"),
        f"For these a record takes effect {said.number(notice.ahead)} later; whoever pays by then what"
        " is owed is"
        " not listed.",
    )


def _reasons(at: Place, reasons: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        at,
        f"Reasons are given; the chance that somebody appeals is {said.number(reasons.raises_appeal)}"
        " times as high.",
        reasons,
    )


def _hearing(at: Place, hearing: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        at, f"Before a record takes effect, {said.number(hearing.share)} of people are heard.", hearing
    )
    said = Said()
    yield said.sentence(
        (*at, "stops_wrong"),
        f"A hearing stops {said.number(hearing.stops_wrong)} of records of acts that were not done.",
    )
    said = Said()
    yield said.sentence(
        (*at, "recognises_unable"),
        f"A hearing recognises {said.number(hearing.recognises_unable)} of those who were not able to"
        " do otherwise.",
    )
    yield from _waits(at, hearing, "A hearing")


def _appeal(at: Place, appeal: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        at, f"An appeal is made against {said.number(appeal.chance)} of records and listings.", appeal
    )
    said = Said()
    yield said.sentence(
        (*at, "success_if_wrong"),
        f"An appeal succeeds in {said.number(appeal.success_if_wrong)} of cases where the record is wrong.",
    )
    said = Said()
    yield said.sentence(
        (*at, "success_if_right"),
        f"An appeal succeeds in {said.number(appeal.success_if_right)} of cases where the record is right.",
    )
    if appeal.delay is not None:
        said = Said()
        yield said.sentence((*at, "delay"), f"An appeal is decided after {said.number(appeal.delay)}.")
    waits = (
        "until it is decided, the record has no effect"
        if appeal.suspensive
        else "until it is decided, the record has effect all the same"
    )
    yield Said().sentence((*at, "suspensive"), f"Of an appeal: {waits}.")


def _correction(at: Place, correction: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        at,
        f"Of records that are wrong {said.number(correction.chance)} are found and withdrawn without"
        " an appeal.",
        correction,
    )
    if correction.delay is not None:
        said = Said()
        yield said.sentence(
            (*at, "delay"), f"Such a record is withdrawn after {said.number(correction.delay)}."
        )


def _repair(at: Place, repair: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        at, f"After {said.number(repair.after)} on a list one may ask to be taken off it.", repair
    )
    said = Said()
    yield said.sentence(
        (*at, "chance"), f"Of those listed {said.number(repair.chance)} ask, and are taken off."
    )
    yield from _waits(at, repair, "Being taken off")


def _review(at: Place, review: Any) -> Iterator[Sentence]:
    said = Said()
    yield said.sentence(
        at, f"A person looks again at {said.number(review.share)} of a machine's rulings.", review
    )
    said = Said()
    yield said.sentence(
        (*at, "stops_wrong"),
        f"Such a review stops {said.number(review.stops_wrong)} of records of acts that were not done.",
    )
    yield from _waits(at, review, "A review")


def _waits(at: Place, part: Any, what: str) -> Iterator[Sentence]:
    if part.delay is not None:
        said = Said()
        yield said.sentence((*at, "delay"), f"{what} takes {said.number(part.delay)}.")


_SAYS = {
    "notice": _notice,
    "reasons": _reasons,
    "hearing": _hearing,
    "appeal": _appeal,
    "correction": _correction,
    "repair": _repair,
    "human_review": _review,
}

READS = (Reads(GUARDED, 0, guarded),)
