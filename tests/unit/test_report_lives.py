"""Two lives on the page: why, at what cost, until when; in plain words, each line with its rule."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from demerit.archive.manifest import Manifest
from demerit.archive.reader import reader
from demerit.audit import RunSource
from demerit.explain import Behind, Spell, Trace, spells, traced
from demerit.report import page as report
from demerit.report.lives import LAB, Followed, lives
from tests import made_run
from tests.unit.test_explain import FACTS, LIFE, REGIME, SOCIETY, SOMEBODY, entry

TRAITS = {
    "sex": "female",
    "born": "1985-04-01",
    "tier": "owner",
    "income fifth": "2",
    "region": "region 03",
    "residence": "rural away",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "regime.yaml").write_text(REGIME)
    (tmp_path / "society.yaml").write_text(SOCIETY)
    return tmp_path


def life(folder: Path, entries: list[dict[str, Any]]) -> tuple[Trace, Spell]:
    """Return a life and its first time on a list."""
    person = SOMEBODY.model_copy(update={"traits": TRAITS})
    trace = traced(folder, FACTS, person, entries, (), (), 20)
    return trace, spells(trace.entries)[0]


def told(folder: Path, entries: list[dict[str, Any]], fit: int = 1) -> Any:
    section = lives(Followed(people=1_200, wrongly=life(folder, entries), wrongly_fit=fit))
    assert section is not None
    return section.told[0]


TRUE = [
    entry(1, "act", "late-bill", case=1),
    entry(1, "sighting", "late-bill", "courts", "of an act", case=1),
    entry(2, "record", "late-bill", "black", case=1),
    entry(2, "listed", "black", "own"),
    entry(2, "shadow listed", "black", "own"),
]


def test_a_time_on_a_list_is_read_from_a_life(folder: Path) -> None:
    assert life(folder, LIFE)[1] == Spell("black", 3, 7, "", wrongful=True, cases=(3,))
    assert life(folder, TRUE)[1] == Spell("black", 2, None, "", wrongful=False, cases=(1,))


def test_a_record_that_ceased_before_holds_nothing_up(folder: Path) -> None:
    before = [
        entry(0, "record", "late-bill", "black", case=9),
        entry(1, "record ceases", "late-bill", "black", "expiry", case=9),
    ]
    assert life(folder, [*before, *LIFE])[1].cases == (3,)


def test_where_no_record_enters_the_list_those_in_the_score_hold_it_up(folder: Path) -> None:
    entries = [
        entry(0, "record", "late-bill", "score", amount=-40, case=2),
        entry(0, "score", outcome="points", amount=-40, after=60),
        entry(1, "condition holds", "grey"),
        entry(1, "listed", "grey", "own"),
    ]
    assert life(folder, entries)[1].cases == (2,)
    lines = told(folder, entries).lines
    assert "The person is put on the list of grey at a score of 60" in lines[1].text


def test_a_life_is_told_as_why_what_it_cost_and_how_it_ended(folder: Path) -> None:
    one = told(folder, LIFE)
    assert one.heading == (
        "Invented person syn-abc-def-ghj-kmn: on the list of black for what they did not do"
    )
    assert one.lead == (
        "On the list of black from 22 January 2020, for 4 weeks; refused 3 times: train 3; off the list"
        " because the term ended."
    )
    assert [line.text for line in one.lines] == [
        "Courts reports late bill, which the person did not do",
        "An official rules on late bill: recorded",
        "The record of late bill begins to count on black",
        "The person is put on the list of black; with true records and the rule's own points, they would not"
        " be",
        "Refused train, 3 times",
        "The person is off the list of black, because the term ended",
    ]
    assert one.lines[0].known.endswith(LAB)
    assert one.lines[0].rules == (("regime.yaml:6", "sources.courts.false_records"),)
    assert one.lines[4].when == "1 Feb 2020 to 15 Feb 2020"
    assert "syn-abc-def-ghj-kmn” tells all of them" in one.whole
    assert "Acts: 2, of which 1 reported; reported without an act: 1." in one.whole


def test_who_it_is_is_said_in_words_and_how_the_life_was_picked(folder: Path) -> None:
    assert told(folder, LIFE, 7).who == (
        "A synthetic woman, born in 1985: one of the business owners and of the rural people registered"
        " elsewhere, income fifth 2 (1 is the poorest), region 03. There from 6 January 2020 to the end of"
        " the run. Of the 1,200 people whom the run follows, the one in the middle, by refusals, of 7 who"
        " fit."
    )
    assert told(folder, LIFE).who.endswith("the only one who fits.")


def test_what_is_partly_false_is_called_so_and_further_records_are_counted(folder: Path) -> None:
    more = [entry(3, "record", "late-bill", "black", case=10 + n) for n in range(3)]
    one = told(folder, [*LIFE[:6], *more, *LIFE[6:]])
    assert "partly for what they did not do" in one.heading
    put = next(place for place, line in enumerate(one.lines) if line.text.startswith("The person is put"))
    assert one.lines[put - 1].text == "2 more records count by then"
    assert one.lines[put - 1].when == one.lines[put].when == "22 Jan 2020"


def test_points_in_favour_are_no_reason_for_a_listing(folder: Path) -> None:
    entries = [
        entry(0, "record", "late-bill", "score", amount=-40, case=2),
        entry(1, "record", "late-bill", "score", amount=5, case=3),
        entry(2, "condition holds", "grey"),
        entry(2, "listed", "grey", "own"),
        entry(2, "shadow listed", "grey", "own"),
    ]
    section = lives(Followed(people=9, own=life(folder, entries), own_fit=1))
    assert section is not None
    assert [line.text for line in section.told[0].lines[:2]] == [
        "The record of late bill begins to count in the score: −40 points",
        "The person is put on the list of grey",
    ]


def test_a_listing_through_somebody_else_says_through_whom(folder: Path) -> None:
    entries = [
        entry(2, "tie carries", "black", "syn-xyz-xyz-xyz-xyz", "spouse"),
        entry(2, "listed", "black", "tie"),
        entry(4, "job lost"),
    ]
    one = told(folder, entries)
    assert one.heading.endswith("on the list of black through somebody else's listing")
    assert one.lines[0].text == "A tie to syn-xyz-xyz-xyz-xyz, who is listed, puts one on black (spouse)"
    assert "without the job once" in one.lead and one.lead.endswith("still on it at the end.")
    assert one.lines[-1].text == "The run ends, and the person is on the list"


@pytest.mark.parametrize(
    ("conduct", "of_act", "said"),
    [
        ("late-bill", False, "on the list of firms for late bill, reported by courts, which they did not do"),
        ("late-bill", True, "on the list of firms for late bill, reported by courts, which they did"),
        ("", None, "on the list of firms by a score or a condition, not by a record of its own"),
    ],
)
def test_what_lay_behind_the_listing_of_the_other_is_told(
    folder: Path, conduct: str, of_act: bool | None, said: str
) -> None:
    other = "syn-xyz-xyz-xyz-xyz"
    entries = [entry(2, "tie carries", "black", other, "spouse"), entry(2, "listed", "black", "tie")]
    behind = Behind(
        date=entries[0]["date"], list="black", of="firms", person=other, relation="spouse", conduct=conduct,
        source="courts" if conduct else "", of_act=of_act,
    )  # fmt: skip
    person = SOMEBODY.model_copy(update={"traits": TRAITS})
    trace = traced(folder, FACTS, person, entries, (behind,), (), 20)
    section = lives(Followed(people=9, wrongly=(trace, spells(trace.entries)[0]), wrongly_fit=1))
    assert section is not None
    line = section.told[0].lines[1]
    assert line.text == f"What lay behind it: {other} was {said}"
    assert line.known.endswith(LAB)


def test_a_true_listing_is_by_the_rules_own_terms(folder: Path) -> None:
    section = lives(Followed(people=900, own=life(folder, TRUE), own_fit=3))
    assert section is not None
    assert section.told[0].heading.endswith("on the list of black by the rule's own terms")
    assert section.missing == (
        "Nobody among the 900 synthetic people whom this run follows is put on a list without the act, or"
        " through somebody else.",
    )


def test_where_nobody_fits_or_nobody_is_followed_the_page_says_so() -> None:
    nobody = lives(Followed(people=900))
    assert nobody is not None and nobody.told == () and len(nobody.missing) == 2
    assert nobody.missing[1].endswith("is put on a list by the rule's own terms and never otherwise.")
    none = lives(Followed(people=0))
    assert none is not None
    assert none.missing == (
        "This run keeps no panel of people who are followed, so no life is told. Run it again with --set"
        " 'scenario.keep=[panel]' to keep one.",
    )
    assert lives(None) is None


def test_the_page_heads_each_life_as_invented_and_names_the_rules(folder: Path, tmp_path: Path) -> None:
    made = made_run.make(tmp_path / "run", draws=2, people=20_000, years=2, districts=4, rate=0.01)
    source = RunSource(made, Manifest.read(made), reader(made, companions=False))
    html = report.page([source], followed=[Followed(people=5, wrongly=life(folder, LIFE), wrongly_fit=1)])
    section = html.split('<section id="0-lives"')[1].split("</section>")[0]
    assert "These people are invented" in section
    assert "<h3>Invented person syn-abc-def-ghj-kmn" in section
    assert '<code title="sources.courts.false_records">regime.yaml:6</code>' in section
    assert 'href="#0-lives"' in html
    assert not re.search(r'id="0-lives"', report.page([source]))
