"""The doors through which the loader takes what a user wrote, each ready for any bytes.

Shared by the fuzzer (loader_fuzz.py) and by tests of the suite (tests/property/test_loader.py). An input
fails if anything but the refusals that users read comes out (`InvalidFile`, `Complaint`), or if one of them
does not say what is wrong and what to do next. A checksum of the input chooses the door (a byte of it would
let a search drift to the slowest). Every door begins from what is right, so that inputs load as well as
fail: bytes choose one of its samples and a piece of it, and overwrite that piece. Small doors get most
inputs: a whole file takes a hundred times as long.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from demerit.documents import parse, validate
from demerit.errors import Complaint, Complaints, InvalidFile
from demerit.quantities import Duration, Money, Quantity, Rate, Share
from demerit.quantities.dimensions import DIMENSIONS
from demerit.regime import loading
from demerit.regime.expressions import Names
from demerit.regime.parsing import parse as condition
from demerit.scenario.model import Scenario
from demerit.society.loading import checked

EXAMPLES = Path(__file__).parents[2] / "tests" / "examples"
WHOLE = (EXAMPLES / "lists-regime.yaml").read_text(encoding="utf-8")
SOCIETY = (EXAMPLES / "small-society.yaml").read_text(encoding="utf-8")
SMALL = """\
demerit: 1
regime: small
title: Small
operator: {kind: court}
score: none
conducts: {late: {}}
sources: {a: {kind: records, sees: {late: "0.5, assumed 0..1"}, coverage: "1, assumed 0.9..1"}}
adjudication: {official: {upholds_true: "1, assumed 0..1", upholds_false: "0, assumed 0..1"}}
lists: {black: {enter: {on: [late]}, term: none}}
consequences: {}
safeguards:
  {notice: none, reasons: none, hearing: none, appeal: none, correction: none, repair: none,
   human_review: none}
"""
SCENARIO = (
    "demerit: 1\nscenario: s\nof: none\nin: town\nfrom: 2020-01-06\nto: 2021-01-04\npeople: 1_000\ndraws: 2\n"
)
NAMES = Names(grades=("A", "B"), lists=("black",), score=True, entity="person", protected_input=False)
QUANTITIES: tuple[tuple[type[Quantity], str], ...] = (
    *((each, each.example) for each in DIMENSIONS),
    (Share, "2..10 per 1000, assumed"),
    (Rate, "5 per 1_000 person-years, from a, assumed 1e0..9.5 log"),
    (Duration, "18 months, assumed 12..24"),
    (Money, "28_228 yuan per month, assumed 20_000..30_000"),
)
CONDITIONS = (
    "score < 600 and grade == B",
    "not listed(black) or (age in 18..64 and sex != male)",
    'residence in {urban-local, "rural away"}',
    "-2 * score + fifth - region >= 7",
)


def _overwritten(text: str, data: bytes) -> str:
    """Return a text with the piece that the first bytes choose replaced by the rest of them."""
    start = int.from_bytes(data[:2], "little") % (len(text) + 1)
    cut = data[2] if len(data) > 2 else 0
    return text[:start] + data[3:].decode("utf-8", "replace") + text[start + cut :]


def _quantity(data: bytes) -> None:
    dimension, sample = QUANTITIES[data[0] % len(QUANTITIES) if data else 0]
    dimension.read(_overwritten(sample, data[1:]))


def _condition(data: bytes) -> None:
    sample = CONDITIONS[data[0] % len(CONDITIONS) if data else 0]
    condition(_overwritten(sample, data[1:]), NAMES)


def _scenario(data: bytes) -> None:
    validate(parse(_overwritten(SCENARIO, data), "scenario.yaml"), Scenario)


def _small(data: bytes) -> None:
    loading.from_document(parse(_overwritten(SMALL, data), "small.yaml"))


def _whole(data: bytes) -> None:
    loading.from_document(parse(_overwritten(WHOLE, data), "whole.yaml"))


def _society(data: bytes) -> None:
    checked(parse(_overwritten(SOCIETY, data), "society.yaml"))


DOORS: tuple[tuple[str, Callable[[bytes], None], int], ...] = (
    ("quantity", _quantity, 108),
    ("condition", _condition, 90),
    ("scenario", _scenario, 40),
    ("small regime", _small, 14),
    ("whole regime", _whole, 2),
    ("whole society", _society, 2),
)
"""Each door with how many of 256 inputs go through it."""


def door_of(data: bytes) -> int:
    """Return the door that an input's checksum chooses."""
    left = zlib.crc32(data) % 256
    for place, (_, _, share) in enumerate(DOORS):
        if left < share:
            return place
        left -= share
    raise AssertionError("the shares of the doors sum to 256")


def check(data: bytes) -> tuple[str, str]:
    """Let one input in; return its door and `loaded` or `explained`.

    Raises:
        AssertionError: a refusal does not say what is wrong and what would be right or comes next.
        Exception: whatever else the loader lets out, which is the failure that is looked for.
    """
    name, enter, _ = DOORS[door_of(data)]
    try:
        enter(data)
    except InvalidFile as error:
        assert error.problems
        assert all(problem.message and (problem.allowed or problem.next_step) for problem in error.problems)
        return name, "explained"
    except Complaint as error:
        assert error.message and (error.allowed or error.next_step)
        return name, "explained"
    except Complaints as error:
        assert error.complaints
        return name, "explained"
    return name, "loaded"
