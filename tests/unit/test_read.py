"""A regime is said back whole, in plain sentences that begin with what they assume, amendments by date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import demerit
from demerit import lab
from demerit.cli.entry import start
from demerit.documents import walk, write
from demerit.documents.deciding import pattern
from demerit.quantities import Factor, Quantity, Share
from demerit.regime.amendments import epochs
from demerit.regime.expressions import Names
from demerit.regime.model import Regime
from demerit.regime.parsing import parse
from demerit.regime.readback import read_back
from demerit.regime.saying import people
from demerit.regime.sentences import Said
from tests import toy
from tests.property.strategies import regimes
from tests.unit.lists_regime import loaded

GOLDEN = Path(__file__).with_name("read_back")
PERSONS = Names(
    grades=("A", "B", "C"),
    lists=("black", "travel-black"),
    score=True,
    protected_input=True,
    conducts=("speeding", "lateness"),
)
FIRMS = Names(lists=("firms",), entity="organisation", score=True)


@pytest.mark.parametrize("name", [entry.name for entry in lab.gallery("regime")])
def test_the_gallery_is_said_back_as_it_was_read_and_kept(name: str) -> None:
    assert f"{demerit.read(name)}\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


COUNTING = [
    (
        "records(speeding within 3 years) >= 2",
        "people who have 2 or more records of speeding within the last 3 years",
    ),
    ("records(adverse ever) == 0", "people who have no adverse records ever"),
    ("records(any since joined) < 3", "people who have fewer than 3 records since they joined"),
    (
        "listings(black within 1 year) >= 1",
        "people who have come onto the list “black” at least once within the last year",
    ),
    ("listings(black ever) == 0", "people who have never come onto the list “black”"),
    (
        "listings(black within 5 years) <= 1",
        "people who have come onto the list “black” 1 or fewer times within the last 5 years",
    ),
    ("listed_for(black) >= 6 months", "people who have been on the list “black” for 6 months or more"),
    ("tenure < 2 years", "people who have been under the regime for less than 2 years"),
    ("clean(2 years)", "people who have had no adverse record for 2 years"),
]
"""What is counted and measured of people, in words."""


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            "score < 600 and tier in {official, owner}",
            "people whose score is below 600 and who are officials or owners",
        ),
        ("score in 600..849", "people whose score is 600 to 849"),
        ("not score in 600..849", "people whose score is below 600 or above 849"),
        ("850 <= score", "people whose score is 850 or more"),
        ("grade in {B, C}", "people whose grade is B or C"),
        ("grade != A", "people whose grade is not A"),
        ("age >= 18", "people who are 18 or older"),
        ("not age >= 18", "people who are younger than 18"),
        ("age in 18..70", "people who are aged 18 to 70"),
        ("fifth == 1", "people who belong to the poorest fifth by income"),
        ("fifth <= 2", "people whose income fifth (1 is the poorest) is 2 or less"),
        ("region == 7", "people who live in region 7"),
        ("tier != ordinary", "people who are not ordinary people"),
        ("not tier in {official, owner}", "people who are neither officials nor owners"),
        ("group == B", "people who belong to group B"),
        (
            "residence == 'urban away'",
            "people who are people living in a town and registered elsewhere",
        ),
        ("listed(travel-black)", "people who are on the list “travel black”"),
        ("not listed(black)", "people who are not on the list “black”"),
        *COUNTING,
        (
            "(not listed(black) and score < 99) or score < 60",
            "people either who are not on the list “black” and whose score is below 99, or whose score is"
            " below 60",
        ),
        (
            "score < 99 and (age < 30 or listed(black))",
            "people whose score is below 99 and either who are younger than 30 or who are on the list"
            " “black”",
        ),
        (
            "(age < 30 or listed(black)) and score < 99",
            "people (either who are younger than 30 or who are on the list “black”) and whose score is below"
            " 99",
        ),
        (
            "not (score < 99 and listed(black))",
            "people whose score is 99 or more or who are not on the list “black”",
        ),
        (
            "fifth * 2 + region > 5",
            "people for whom the income fifth (1 is the poorest) times 2 plus the region is above 5",
        ),
        (
            "50*records(speeding within 1 year) > records({speeding, lateness} within 1 year)",
            "people for whom 50 times the number of their records of speeding within the last year is above"
            " the number of their records of lateness or speeding within the last year",
        ),
        (
            "listings(black ever) + records(adverse since joined) >= 10",
            "people for whom the number of times that they have come onto the list “black” ever plus the"
            " number of their adverse records since they joined is 10 or more",
        ),
    ],
)
def test_a_condition_is_said_in_words(condition: str, said: str) -> None:
    assert people(parse(condition, PERSONS).root) == said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("size == micro", "organisations whose size is micro"),
        (
            "listed(firms) and score < 5",
            "organisations that are on the list “firms” and whose score is below 5",
        ),
    ],
)
def test_a_condition_of_organisations_is_said_in_words(condition: str, said: str) -> None:
    assert people(parse(condition, FIRMS).root, "organisation") == said


@pytest.mark.parametrize(
    ("number", "said", "begins"),
    [
        (Share.parse("0.6, assumed 0.4..0.8"), "60 %", "Assumed between 40 % and 80 %: It is 60 %."),
        (Share.parse("5 %, from law"), "5 %", "It is 5 %."),
        (Factor.parse("1.5, assumed 1..3 log"), "1.5", "Assumed between 1 and 3: It is 1.5."),
    ],
)
def test_a_sentence_begins_with_what_it_assumes(number: Quantity, said: str, begins: str) -> None:
    made = Said()
    assert made.number(number) == said
    assert str(made.sentence((), f"It is {said}.")) == begins


def test_with_two_assumed_numbers_each_stands_with_its_own_range() -> None:
    made = Said()
    first, second = (
        made.number(Share.parse("0.6, assumed 0.4..0.8")),
        made.number(Factor.parse("2, assumed 1..3")),
    )
    said = str(made.sentence((), f"{first} of it, {second} times."))
    assert said == "Assumed 60 % (between 40 % and 80 %) and 2 (between 1 and 3): 60 % of it, 2 times."


WAYS = """low:
    kind: burden
    enter:
      - {once: grade == D, at_least: "6 months, from daum", until: score >= 700, again: after-condition-ends}
      - record: [judgment-default]
        if: score < 900
        own_points: not-counted
        for: [{if: listed(black), is: "1 year, from daum"}, {is: to 12-31 next year}]
        overlap: consecutive
      - {while: score < 100, at_least: "1 month, from daum"}"""


def test_each_way_onto_a_list_is_said_with_its_length_and_when_again() -> None:
    regime = loaded(("low: {enter: [while: grade == D], kind: burden}", WAYS))
    said = [str(each) for each in read_back(regime).parts[0].said["The lists"] if "“low”" in each.text]
    assert said == [
        "Being on “low” is a burden.",
        "People whose grade is D are put on the list “low” when that comes to hold.",
        "For people whose grade is D, being on “low” lasts 6 months at least, and then until they are people"
        " whose score is 700 or more.",
        "This way onto “low” takes the same people again only after that has ceased to hold.",
        "A record of “judgment default” puts on the list “low” people whose score is below 900. That is asked"
        " when the record begins to count, its own points not among them.",
        "For a record of “judgment default”, being on “low” lasts 1 year from the record for people who are"
        " on the list “black” as they come onto it.",
        "For a record of “judgment default”, being on “low” lasts until 31 December of the next year for all"
        " others.",
        "On “low”, a further stay by the same way begins where the one before ends.",
        "People whose score is below 100 are put on the list “low” when that comes to hold.",
        "For people whose score is below 100, being on “low” lasts as long as that holds, and 1 month at"
        " least.",
        "Nobody under 18 is put on “low”.",
        "“low” is not published.",
    ]


def test_an_amendment_says_what_changes_from_its_date_and_what_ceases() -> None:
    text = str(read_back(loaded()))
    first, _, later = text.partition("\nFrom 1 March 2017:\n")
    assert "Being on “black” lasts 2 years from the record." in first
    second, _, third = later.partition("\nFrom 1 January 2019:\n")
    assert "Being on “black” lasts 3 years from the record." in second
    assert "No longer: People whose grade is D are put on the list “low” when that comes to hold." in second
    assert "sees" not in second and "courts" not in second
    assert "No score is kept." in third and "“judgment default” is recorded" in third
    assert "No longer: Rule “recovery”: every month" in third


def test_one_number_for_all_takes_the_place_of_one_for_each_without_more_words() -> None:
    text = str(demerit.read("interview-2019"))
    (part,) = [each for each in text.split("\nFrom ") if each.startswith("31 December 2020")]
    assert "“banks” covers 90 % of people" in part and "No longer" not in part


def test_the_rules_own_words_stand_below_the_sentence() -> None:
    class Words:
        words, language, source = "Wer acht oder mehr\n Punkte hat", "de", "stvg"

    class Rule:
        text = Words()

    sentence = Said().sentence(("lists", "black"), "People are put on it.", Rule())
    assert sentence.words == "“Wer acht oder mehr Punkte hat” (de; stvg)"


def test_for_machines_each_sentence_has_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["read", "penalty-points", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["name"] == "penalty-points" and answer["synthetic"]
    said = answer["forms"][0]["says"]["The lists"]
    assert said[0]["where"] == "lists.withdrawn-licences.kind"
    assert said[1]["where"] == "lists.withdrawn-licences.enter.0.record"
    guards = answer["forms"][0]["says"]["Safeguards"]
    (notice,) = [each for each in guards if each["where"] == "safeguards.ordinary.notice"]
    assert notice["assumed"] == ["90 %: 50 % and 100 %"]
    assert notice["sentence"].startswith("Assumed between 50 % and 100 %: By “ordinary”, notice")


def test_a_file_that_is_no_regime_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["read", str(toy.SMALL)]) == 2
    assert "society" in capsys.readouterr().err


def _unsaid(regime: Regime) -> list[str]:
    """Return the numbers that a regime's reading does not hold, by their paths; "every week" holds 1 week."""
    text = str(read_back(regime))
    found = []
    for _, form in epochs(regime):
        for path, value in walk(form):
            if isinstance(value, Quantity) and path[0] != "values":  # said where they are used
                said = Said().number(value).removesuffix(" per case")
                if said not in text and f"very {said.removeprefix('1 ')}" not in text:
                    found.append(f"{pattern(form, path)}: {value}")
    return found


@pytest.mark.parametrize("name", [entry.name for entry in lab.gallery("regime")])
def test_every_number_of_the_gallery_is_said(name: str) -> None:
    from demerit.regime.loading import load

    assert _unsaid(load(name)) == []


@given(regimes(20))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_number_of_a_random_regime_is_said_and_every_sentence_ends(whole: dict[str, Any]) -> None:
    regime = toy.resolved(whole, 20).regime
    assert _unsaid(regime) == []
    for part in read_back(regime).parts:
        for sentence in (*(each for said in part.said.values() for each in said), *part.gone):
            assert sentence.text.endswith(".") and sentence.text.count("“") == sentence.text.count("”")
            odd = {"none", "None", "True", "False"} & set(sentence.text.split())
            assert not odd, sentence.text


def test_a_period_is_said_with_its_days_and_in_conditions_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    days = ["yearly 12-20 to 01-02", "2020-04-10 to 2020-04-13"]
    listed = {"kind": "burden", "enter": [{"while": "age >= 40 and not during(holidays)"}]}
    path.write_text(write(toy.regime(periods={"holidays": days}, lists={"x": listed})), encoding="utf-8")
    text = str(demerit.read(path))
    assert (
        "“holidays” is the time from 20 December to 2 January of every year and from 10 April 2020 to"
        " 13 April 2020." in text
    )
    assert "People who are 40 or older and for whom it is no day of “holidays” are put on" in text


def test_a_period_of_single_days_is_said_by_the_days(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    days = ["yearly 12-20 to 12-20", "2020-04-10 to 2020-04-10"]
    listed = {"kind": "burden", "enter": [{"while": "during(fairs)"}]}
    path.write_text(write(toy.regime(periods={"fairs": days}, lists={"x": listed})), encoding="utf-8")
    assert "“fairs” is these days: 20 December of every year and 10 April 2020." in str(demerit.read(path))


def test_rules_of_one_step_are_said_with_whom_and_what_they_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    ledger = {"kind": "ledger", "start": 0, "worse": "higher"}
    held = {"kind": "note", "enter": [{"while": "points >= 5"}]}
    triggers = {
        "anew": {"enters": "x", "clear": "points"},
        "kept": {"enters": "x", "if": "listings(x ever) >= 1", "add": {"points": 1}, "lasts": "ever"},
    }
    regime = toy.regime(
        scores={"points": ledger},
        conducts={"default": {"points": {"points": 1}, "counts": "ever"}},
        lists={"x": held},
        triggers=triggers,
    )
    path.write_text(write(regime), encoding="utf-8")
    text = str(demerit.read(path))
    assert (
        "Rule “kept”: when one of the people who have come onto the list “x” at least once ever comes onto"
        " the list “x”, “points” rises by 1 point" in text
    )
    assert "Rules that are set off in one step all read how things stood before any of them acted;" in text


def test_features_are_said_to_add_up_and_lengths_to_count_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    features = {
        "late": {"is": "records(default within 1 year)", "weight": -20, "most": 4},
        "file": {"is": "tenure", "per": "1 year", "weight": 5, "most": 12},
    }
    looked = {"looked_at": "1 weeks, from made", "features": features}
    risk = {"kind": "risk-score", "start": 740, "floor": 300, "cap": 850, "worse": "lower", **looked}
    regime = toy.regime(
        scores={"credit": risk},
        conducts={"default": {"counts": "ever"}},
        lists={"x": {"kind": "note", "enter": [{"while": "credit < 600"}]}},
    )
    path.write_text(write(regime), encoding="utf-8")
    text = str(demerit.read(path))
    assert "All that follows is added up, and to the start: several of these can hold at once." in text
    assert (
        "Each whole year for which they have been under the regime adds 5 points, 12 of them at most." in text
    )


def test_weights_are_said_with_whom_they_are_for_and_as_of_which_day(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    weights = [
        {"if": "fifth == 1", "adverse": "1.5 times, from made", "of": ["default"]},
        {"if": "score < 90", "points": "2, assumed 1..3", "at": "ruling"},
    ]
    scores = {"score": {"kind": "ledger", "start": 100, "worse": "lower"}}
    conducts = {"default": {"points": -3, "counts": "ever"}}
    path.write_text(write(toy.regime(scores=scores, conducts=conducts, weights=weights)), encoding="utf-8")
    text = str(demerit.read(path))
    assert (
        "Points for records of “default” that are worse for somebody are multiplied by 1.5, to whole points,"
        " for people who belong to the poorest fifth by income on the day on which the act is done." in text
    )
    assert (
        "Points are multiplied by 2, to whole points, for people whose score is below 90 on the day on which"
        " the record is ruled on." in text
    )
    assert "Where several of these hold, all multiply, and the points are rounded once." in text
