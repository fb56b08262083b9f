"""For every regime: what is written reads back, and no damage to a file gives anything but a message."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from demerit.documents import Document, digest, dump, edited, parse, plain, read, validate, write
from demerit.errors import InvalidFile, steering
from demerit.regime import loading
from demerit.regime.model import Regime
from demerit.scenario.model import Scenario
from demerit.society.loading import checked
from tests.property import strategies
from tests.property.comments import marks, sprinkled

TEXT = (Path(__file__).parent.parent / "examples" / "lists-regime.yaml").read_text(encoding="utf-8")
BASE = parse(TEXT).data


def share() -> st.SearchStrategy[str]:
    return st.integers(1, 99).map(lambda n: f"{n} %, assumed {n / 2}..{min(100, n * 2)}")


def duration() -> st.SearchStrategy[str]:
    return st.builds(
        lambda n, unit, end: f"{n} {unit}, {end}",
        st.integers(1, 60),
        st.sampled_from(["days", "weeks", "months", "years"]),
        st.sampled_from(["from daum", "from spc-2017", "assumed 1..60 log"]),
    )


@st.composite
def regimes(draw: st.DrawFn) -> dict[str, Any]:
    """The example with its values, parts and amendments varied."""
    data: dict[str, Any] = parse(TEXT).data
    cuts = sorted(draw(st.sets(st.integers(-500, 1500), min_size=1, max_size=3)))
    bands = [
        f"< {cuts[0]}",
        *(f"{a}..{b - 1}" for a, b in zip(cuts, cuts[1:], strict=False)),
        f">= {cuts[-1]}",
    ]
    score = data["scores"]["score"]
    score["grades"] = dict(zip("DCBA", bands, strict=False))
    score["grades"]["A"] = score["grades"].pop("DCBA"[len(bands) - 1])
    data["conducts"]["defaults"]["counts"] = draw(st.one_of(st.just("ever"), duration()))
    data["sources"]["courts"]["delay"] = draw(duration())
    data["sources"]["courts"]["sees"]["judgment-default"] = draw(share())
    data["lists"]["black"]["minors"] = draw(st.booleans())
    if draw(st.booleans()):
        repair = draw(st.fixed_dictionaries({"after": duration(), "chance": share()}))
        data["safeguards"]["of_listings"] = "way-back"
        data["safeguards"]["way-back"] = {"repair": repair, "others": "none"}
    if draw(st.booleans()):
        (way,) = data["amendments"][0]["lists"]["black"]["enter"]
        way["for"] = draw(duration())
    data["conducts"]["helping-elderly"]["points"] = draw(st.integers(-100, 100))
    data["references"]["daum"]["note"] = draw(
        st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=20)
    )
    return data


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario, its days, sizes and words varied."""
    begins = draw(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)))
    step = draw(st.sampled_from(["week", "day"]))
    days = st.integers(1, 400).map(lambda weeks: 7 * weeks) if step == "week" else st.integers(7, 3_000)
    length = dt.timedelta(days=draw(days))
    return {
        "demerit": 2,
        "scenario": draw(st.sampled_from(["mine", "a-b", "x1"])),
        "title": draw(st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=200)),
        "of": draw(st.sampled_from(["none", "./mine.yaml", "a b.yaml"])),
        "against": draw(st.sampled_from(["none", "nothing"])),
        "in": "town",
        "from": begins,
        "to": begins + length,
        "step": step,
        "people": draw(st.integers(1, 2_000_000_000)),
        "seed": draw(st.integers(0, 2**62)),
        "draws": draw(st.integers(1, 1_000)),
        "keep": draw(st.sampled_from([[], ["panel"]])),
        "truthful": draw(st.sampled_from(["none", True, False, "alone"])),
    }


@given(regimes())
@settings(max_examples=40, deadline=None)
def test_what_is_written_reads_back_equal(data: dict[str, Any]) -> None:
    made = loading.from_document(parse(write(data)))
    again = validate(parse(write(plain(made))), Regime, references=False)  # words stand in their parts here
    assert again == made
    assert loading.digest(again) == loading.digest(made)
    assert loading.evidence(again) == loading.evidence(made)


EXAMPLES = Path(__file__).parent.parent / "examples"
SOCIETY = (EXAMPLES / "small-society.yaml").read_text(encoding="utf-8")
FILES: dict[str, tuple[st.SearchStrategy[str], Callable[[Document], Any]]] = {
    "regime, parts varied": (regimes().map(write), loading.from_document),
    "regime, whole": (strategies.regimes(12).map(write), loading.from_document),
    "regime, by hand": (st.just(TEXT), loading.from_document),
    "society": (st.just(SOCIETY), checked),
    "society, plain": (st.just(write(plain(checked(parse(SOCIETY))))), checked),
    "scenario": (scenarios().map(write), lambda document: validate(document, Scenario)),
}
"""What texts are drawn of, and what checks them."""


@pytest.mark.parametrize("what", FILES)
@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_valid_file_survives_load_dump_load_with_its_comments(what: str, data: st.DataObject) -> None:
    texts, load = FILES[what]
    bare = data.draw(texts)
    text = data.draw(sprinkled(bare))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.yaml"
        path.write_bytes(text.encode())
        document = read(path)
        made = load(document)
        path.write_bytes(dump(document).encode())
        again = read(path)
    assert made == load(parse(bare)) == load(again)
    assert digest(made) == digest(load(again))
    assert again.data == document.data and again.keys == document.keys and again.values == document.values
    assert marks(dump(again)) == marks(text)
    assert dump(again) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("what", ["regime, whole", "regime, by hand", "society", "scenario"])
@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_edit_changes_one_value_and_no_comment(what: str, data: st.DataObject) -> None:
    texts, _ = FILES[what]
    document = parse(data.draw(sprinkled(data.draw(texts))).removeprefix("\ufeff"))
    leaves = [path for path in places(document.data) if not isinstance(document.at(path), dict | list)]
    path = data.draw(st.sampled_from(leaves))
    legible = st.text(max_size=9).filter(lambda text: steering(text) is None)
    value = data.draw(st.one_of(st.integers(), legible, st.just({"a": [1, "b, c"]}), st.dates()))
    assume(parse(write({"v": value})).data["v"] == value)
    made = edited(document, path, value)
    assert made.at(path) == value
    assert marks(dump(made)) == marks(dump(document))
    others = [each for each in leaves if each != path]
    assert all(made.at(each) == document.at(each) for each in others)
    added = edited(made, (*path[:-1], "new") if isinstance(path[-1], str) else ("new",), value)
    assert marks(dump(added)) == marks(dump(document))


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=12),
    st.just([]),
    st.just({}),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        found += places(value, (*path, key))
    return found


PLACES = places(BASE)


@given(st.sampled_from(PLACES), junk)
@settings(max_examples=300, deadline=None)
def test_any_value_in_any_place_loads_or_is_refused_with_advice(path: tuple[Any, ...], value: Any) -> None:
    data = parse(TEXT).data
    here: Any = data
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    try:
        loading.from_document(Document("r.yaml", data))
    except InvalidFile as error:
        assert error.problems
        assert all(problem.message for problem in error.problems)


@given(
    st.integers(0, len(TEXT) - 1),
    st.text(alphabet="\t\n:{}[]\"'#&*!|>-, %a1", max_size=3),
    st.integers(0, 30),
)
@settings(max_examples=200, deadline=None)
def test_a_file_cut_or_altered_anywhere_never_crashes(start: int, new: str, cut: int) -> None:
    try:
        loading.from_document(parse(TEXT[:start] + new + TEXT[start + cut :], "r.yaml"))
    except InvalidFile as error:
        assert all(problem.path == "r.yaml" for problem in error.problems)
