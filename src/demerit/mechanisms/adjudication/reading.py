"""M21, M24, said back: who rules on reports, how often rightly, and whether ability is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import quoted, series
from demerit.regime.sentences import DECIDED, Reads, Said, Sentence, say

_BY = {"tie": "people whom the official knows", "tier": "people of higher rank"}


def decided(form: Any) -> Iterator[Sentence]:
    """Say who rules on reports, and how."""
    ruling = form.adjudication
    if ruling is None:
        return
    at = ("adjudication",)
    if ruling.automated is not None:
        yield say(
            (*at, "automated"),
            "A machine decides alone on {} of reports, officials on the others.",
            ruling.automated,
        )
        yield from _upheld((*at, "machine"), "The machine", ruling.machine)
    else:
        yield Said().sentence(
            (*at, "automated"), "Officials decide on every report; no machine decides alone."
        )
    yield from _upheld((*at, "official"), "Officials", ruling.official)
    if ruling.delay is not None:
        yield say((*at, "delay"), "A decision takes {}.", ruling.delay)
    test = ruling.ability_test
    if test is None:
        yield Said().sentence(
            (*at, "ability_test"), "Nobody is asked whether they could have done what they did not."
        )
        return
    names = series([quoted(name) for name in test.conducts])
    yield Said().sentence(
        (*at, "ability_test"),
        f"Before {names} is recorded, it is asked whether the person was able to do otherwise.",
        test,
    )
    yield say(
        (*at, "ability_test", "finds_able_if_able"),
        "Of those who were able, {} are found able.",
        test.finds_able_if_able,
    )
    yield say(
        (*at, "ability_test", "finds_able_if_unable"),
        "Of those who were not able, {} are found able all the same.",
        test.finds_able_if_unable,
    )


def _upheld(at: tuple[str, ...], who: str, by: Any) -> Iterator[Sentence]:
    verb = "uphold" if who.endswith("s") else "upholds"
    said = Said()
    yield said.sentence(
        (*at, "upholds_true"),
        f"{who} {verb} {said.number(by.upholds_true)} of reports of acts that were done.",
    )
    said = Said()
    yield said.sentence(
        (*at, "upholds_false"),
        f"{who} {verb} {said.number(by.upholds_false)} of reports of acts that were not done,"
        " should any come.",
    )
    if by.discretion is not None:
        said = Said()
        yield said.sentence(
            (*at, "discretion"),
            f"{who} let {_BY[by.discretion.by]} off in {said.number(by.discretion.strength)} of cases.",
        )


READS = (Reads(DECIDED, 0, decided),)
