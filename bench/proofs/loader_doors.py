"""The doors through which the loader takes what a user wrote, each ready for any bytes.

Shared by the fuzzer (loader_fuzz.py) and by tests of the suite (tests/property/test_loader.py). An input
fails if anything but the refusals that users read comes out (`InvalidFile`, `Complaint`), or if one of them
does not say what is wrong and what to do next. A checksum of the input chooses the door (a byte of it would
let a search drift to the slowest). Every door begins from what is right, so that inputs load as well as
fail: bytes choose one of its samples and a piece of it, and overwrite that piece. Small doors get most
inputs: a whole file takes a hundred times as long. What loads is said back and looked at as `demerit read`
and `check` do; a file of version 1 is carried to version 2, or refused.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable
from functools import cache
from pathlib import Path

from demerit.documents import parse, read, validate
from demerit.errors import Complaint, Complaints, InvalidFile
from demerit.quantities import Duration, Money, Quantity, Rate, Share
from demerit.quantities.dimensions import DIMENSIONS
from demerit.regime import amendments, loading
from demerit.regime.asking import asked
from demerit.regime.directions import directions
from demerit.regime.expressions import Names
from demerit.regime.notes import notes
from demerit.regime.parsing import parse as condition
from demerit.regime.readback import read_back
from demerit.regime.upgrading.carrying import carried, told
from demerit.regime.whole import fewest_records, never_is
from demerit.scenario.model import Scenario
from demerit.society.loading import checked
from tests.language.pages import GOOD, page, whole

TESTS = Path(__file__).parents[2] / "tests"
EXAMPLES = TESTS / "examples"
WHOLE = (EXAMPLES / "lists-regime.yaml").read_text(encoding="utf-8")
OLDER = (EXAMPLES / "version-1.yaml").read_text(encoding="utf-8")
SOCIETY = (EXAMPLES / "small-society.yaml").read_text(encoding="utf-8")
SMALL = """\
demerit: 2
regime: small
title: Small
operator: {kind: court}
scores: {points: {kind: ledger, start: 10, worse: lower}}
conducts: {late: {points: -1, counts: ever}}
sources:
  {a: {kind: records, covers: people, sees: {late: "0.5, assumed 0..1"}, coverage: "1, assumed 0.9..1"}}
adjudication: {official: {upholds_true: "1, assumed 0..1", upholds_false: "0, assumed 0..1"}}
lists: {black: {kind: burden, enter: [{record: [late], for: ever}, {while: points < 5}]}}
consequences: {}
safeguards:
  {of_records: court, of_listings: none, court: {notice: none, reasons: none, hearing: none, appeal: none,
   correction: {chance: "0.5, assumed 0..1"}, repair: none, human_review: none}}
"""
SCENARIO = (
    "demerit: 2\nscenario: s\nof: none\nin: town\nfrom: 2020-01-06\nto: 2021-01-04\npeople: 1_000\ndraws: 2\n"
)
NAMES = Names(
    grades=("A", "B"),
    lists=("black",),
    score=True,
    conducts=("late", "bad"),
    spell=True,
    scores={"score": ("A", "B"), "rating": ("C", "D")},
    numbered=("rating",),
    offers=("course",),
    periods=("holiday",),
)
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
    "records({late, bad} within 2 years) >= 2 or (listings(black ever) > 1 and clean(2 years))",
    "grade(rating) == C and number(rating) >= 10 and listed_for(black) > 30 days",
    "records(any since entry) < 1 and passed(course within 2 years) == 1 and tenure >= 1 year",
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


def _worked(text: str, name: str) -> None:
    """Load a regime, and say of it what `demerit read` and `demerit check` say."""
    document = parse(text, name)
    regime = loading.from_document(document)
    read_back(regime)
    forms = amendments.epochs(regime)
    for looked in (notes(document), never_is(document), directions(regime)):
        deque(looked, maxlen=0)
    fewest_records(document)
    asked(forms)


@cache
def pages() -> tuple[str, ...]:
    """Return small regimes, a fact of the language each."""
    return tuple(whole(page(path).piece) for path in GOOD)


@cache
def schemes() -> tuple[str, ...]:
    """Return real schemes."""
    return tuple(read(path).text for path in sorted(TESTS.glob("schemes/*/regime.yaml")))


def _page(data: bytes) -> None:
    _worked(_overwritten(pages()[data[0] % len(pages()) if data else 0], data[1:]), "page.yaml")


def _scheme(data: bytes) -> None:
    _worked(_overwritten(schemes()[data[0] % len(schemes()) if data else 0], data[1:]), "scheme.yaml")


def _upgraded(data: bytes) -> None:
    document = parse(_overwritten(OLDER, data), "older.yaml")
    made = carried(document)
    told(made)
    loading.from_document(made.document)


def _society(data: bytes) -> None:
    checked(parse(_overwritten(SOCIETY, data), "society.yaml"))


DOORS: tuple[tuple[str, Callable[[bytes], None], int], ...] = (
    ("quantity", _quantity, 90),
    ("condition", _condition, 94),
    ("scenario", _scenario, 32),
    ("small regime", _small, 8),
    ("page of the language", _page, 24),
    ("scheme", _scheme, 2),
    ("version 1 carried to 2", _upgraded, 2),
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
