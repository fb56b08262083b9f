"""`Did you mean` means something near, messages name what may stand, and advice that is followed helps."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from demerit.cli.entry import start
from demerit.documents import gallery, parse, read, schema
from demerit.documents.splicing import spliced
from demerit.errors import InvalidFile, nearest_name, slips
from demerit.regime import loading
from demerit.regime.model import Regime
from demerit.scenario.model import Scenario
from demerit.society.loading import checked
from demerit.society.recipe import Recipe


def names() -> list[str]:
    """Return the keys and words of the language, and the names of the gallery."""
    found: set[str] = set()

    def walk(part: object) -> None:
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            found.update(str(word) for word in part.get("enum", ()))
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    for model in (Regime, Recipe, Scenario):
        walk(schema(model, "a file"))
    for kind in gallery.FOLDERS:
        found.update(gallery.names(kind))
    return sorted(name for name in found if len(name) > 2 and name[0].isalpha())


NAMES = names()


def slipped(word: str, chance: random.Random) -> str:
    """Return a word with one slip of the keyboard."""
    place, letter = chance.randrange(len(word)), chance.choice(string.ascii_lowercase)
    kinds = [word[:place] + letter + word[place:], word[:place] + word[place + 1 :]]
    kinds += [word[:place] + letter + word[place + 1 :]]
    if place + 1 < len(word):
        kinds.append(word[:place] + word[place + 1] + word[place] + word[place + 2 :])
    return chance.choice(kinds)


def test_slips_are_told_and_other_words_are_not_taken_for_each_other() -> None:
    chance = random.Random(1)
    once = [nearest_name(slipped(name, chance), [name]) == name for name in NAMES for _ in range(3)]
    long = [name for name in NAMES if len(name) >= 9]
    twice = [
        nearest_name(slipped(slipped(name, chance), chance), [name]) == name
        for name in long
        for _ in range(3)
    ]
    pairs = [(one, other) for one in NAMES for other in NAMES if one < other]
    taken = [nearest_name(one, [other]) is not None for one, other in pairs]
    assert sum(once) >= 0.98 * len(once) and sum(twice) >= 0.95 * len(twice)
    assert sum(taken) <= len(taken) / 1_000


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("tenure", "tier"),
        ("rare", "grade"),
        ("window", "kind"),
        ("is", "in"),
        ("count", "cap"),
        ("x", "y"),
        ("", "a"),
    ],
)
def test_what_is_not_near_is_not_proposed(found: str, name: str) -> None:
    assert nearest_name(found, [name]) is None


def test_the_nearest_is_proposed() -> None:
    assert nearest_name("lsits", ["rests", "lists"]) == "lists"
    assert nearest_name("Schema", ["schema"]) == "schema"
    assert nearest_name("china-lists", ["china-lists-2018", "town"]) == "china-lists-2018"
    assert nearest_name("china", ["china-a", "china-b"]) is None  # either may be meant


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_slips_count_alike_from_both_sides(one: str, other: str) -> None:
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))


BASE = """demerit: 2
regime: made-up
title: A made-up rule
references: {law: {title: made up, evidence: S}}
operator: {kind: agency}
scores: {score: {kind: ledger, start: 0, worse: lower}}
conducts: {rare: {points: -1, counts: ever, from: law}}
sources:
  eye: {kind: records, coverage: "1, from law", covers: people, from: law, sees: {rare: "1, from law"}}
adjudication: {official: {upholds_true: "1, from law", upholds_false: "1, from law"}}
lists: {x: {kind: burden, enter: [{while: "score <= -1"}], from: law}}
consequences: {trip: {refuse: trip, to: listed(x), context: travel, severity: 3, from: law}}
safeguards: none
"""


def refusal(old: str, new: str) -> str:
    """Return what is said of the rule with one text in place of another."""
    assert old in BASE
    with pytest.raises(InvalidFile) as told:
        loading.from_document(parse(BASE.replace(old, new), "r.yaml"))
    return str(told.value)


def test_the_rule_is_right_as_it_stands() -> None:
    assert loading.from_document(parse(BASE, "r.yaml")).regime == "made-up"


@pytest.mark.parametrize("name", ["count", "sum", "days_since"])
def test_there_are_no_functions_and_what_may_stand_is_named(name: str) -> None:
    told = refusal('"score <= -1"', f'"{name}(rare) >= 2"')
    assert f"there is no function '{name}'" in told and "listed(NAME)" in told and "score" in told
    assert "join two conditions" not in told


@pytest.mark.parametrize("sign", [")", "}", ","])
def test_a_sign_that_ends_nothing_is_no_second_condition(sign: str) -> None:
    told = refusal('"score <= -1"', f'"score <= -1 {sign}"')
    assert "join two conditions" not in told and "remove it" in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: A made-up rule", "title: [a]", "this is a list. Next: write a without brackets"),
        ("title: A made-up rule", "title: [a, b]", "this is a list. Next: write it without brackets"),
        ("title: A made-up rule", "title: {x: y}", "a mapping of keys. Next: write the value itself"),
        ("title: A made-up rule", "title: [a]", "one text or name is expected here, and this is a list"),
    ],
)
def test_one_word_is_no_list(old: str, new: str, said: str) -> None:
    told = refusal(old, new)
    assert said in told and "quotes" not in told


@pytest.mark.parametrize(
    ("even", "written"), [("0", '"0..0"'), ('"0"', '"0..0"'), ("-7", '"-7..-7"'), ('"== 3"', '"3..3"')]
)
def test_a_grade_of_one_score_is_told_how_it_is_written(even: str, written: str) -> None:
    grades = 'start: 0, grades: {low: "< 0", even: EVEN, high: "> 0"}'
    assert f"Next: write {written}" in refusal("start: 0", grades.replace("EVEN", even))
    assert loading.from_document(parse(BASE.replace("start: 0", grades.replace("EVEN", '"0..0"'))))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["verfy", "x"], "No such command 'verfy'. Did you mean verify?"),
        (["server", "x"], "No such command 'server'. Next:"),
        (["run", "--peple", "5"], "No such option: --peple. Did you mean --people?"),
        (["run", "--window", "5"], "No such option: --window. Next:"),
    ],
)
def test_verbs_and_options_are_guessed_alike(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(typed) == 2
    assert said in capsys.readouterr().err


def places(kind: str, name: str) -> list[tuple[str, str, tuple[str | int, ...]]]:
    """Return where values stand in a file of the gallery."""
    return [(kind, name, path) for path in read(gallery.find(kind, name)).values if path]


PLACES = [
    *places("regime", "interview-2019"),
    *places("regime", "penalty-points"),
    *places("society", "town"),
]


@given(st.sampled_from(PLACES), st.sampled_from(["list", "keys", "number", "truth"]))
@settings(max_examples=60, deadline=None)
def test_advice_that_is_followed_is_not_given_again(
    place: tuple[str, str, tuple[str | int, ...]], wrong: str
) -> None:
    kind, name, path = place
    document = read(gallery.find(kind, name))
    there = document.at(path)
    value = {"list": [there], "keys": {"a": there}, "number": 7, "truth": True}[wrong]
    load = loading.from_document if kind == "regime" else checked

    def refusals(given: object) -> list[str]:
        text = spliced(document.text, path, given)
        assert text is not None
        try:
            load(parse(text, "mine.yaml"))
        except InvalidFile as error:
            return [str(problem) for problem in error.problems]
        except ValidationError as error:  # never: it would be a traceback
            raise AssertionError(error) from error
        return []

    told = refusals(value)
    assert all(" Next: " in text for text in told)
    if any("in quotes" in text for text in told):
        assert wrong in ("number", "truth")
        again = refusals(str(value))
        assert not set(told) & set(again)
