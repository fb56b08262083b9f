"""What a source covers, as a regime's file says it: the word, what is taken where it is left out, axes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from demerit import lab
from demerit.regime import loading
from demerit.regime.parts import SharesBy
from tests.unit.lists_regime import EXAMPLE, line_of, loaded, problems

CAMERA = "    kind: camera\n"
RECORDS = "    kind: records\n"
OF_PLACES = "    covers: places\n"
OF_PEOPLE = "    covers: people\n"
SEEN = 'sees: {judgment-default: "0.6, assumed 0.4..0.8"}'


@pytest.mark.parametrize("word", ["people", "households", "places"])
def test_a_source_says_of_what_its_coverage_is(word: str) -> None:
    made = loaded((OF_PLACES, f"    covers: {word}\n"))
    assert made.sources["street-cameras"].covers == word
    assert made.sources["courts"].covers == "people"


@pytest.mark.parametrize(
    ("kind", "row", "word"),
    [
        ("records", "M12", "people"),
        ("camera", "M12", "places"),
        ("home-device", "M14", "households"),
        ("informant", "M15", "people"),
        ("rating", "M64", "people"),
        ("prediction", "M63", "people"),
    ],
)
def test_a_source_that_does_not_say_it_is_refused_with_what_its_kind_used_to_mean(
    kind: str, row: str, word: str
) -> None:
    (problem,) = problems(
        (CAMERA, f"    kind: {kind}\n"), (OF_PLACES, ""), ("[M12, M31]", f"[{{{row}: named}}, M31]")
    )
    assert problem.where == "sources.street-cameras"
    assert problem.line == line_of("  street-cameras:")
    assert "'covers' is missing here" in problem.message
    assert f"add `covers: {word}`" in problem.next_step


def test_a_source_that_an_amendment_adds_says_it_too() -> None:
    before = "    consequences: {loan: none}\n"
    added = f'{before}    sources: {{late: {{kind: records, {SEEN}, coverage: "1, from daum"}}}}\n'
    (problem,) = problems((before, added))
    assert problem.line == line_of("    consequences: {loan: none}") + 1
    assert problem.where == "amendments[1].sources.late"
    assert loaded((before, added.replace("kind: records,", "kind: records, covers: people,")))


def test_check_tells_the_notes_of_a_regime_and_of_a_scenario() -> None:
    for found in (lab.check(EXAMPLE), lab.check("interview-2019", kind="scenario")):
        assert not [note for note in found.notes if "coverage" in note.message]
        assert len(found.as_dict()["notes"]) == len(found.notes)


def test_shares_of_acts_may_differ_by_an_axis_and_by_conduct() -> None:
    by = '{by: sex, is: {male: "0.2, from daum"}, otherwise: "0.8, assumed 0.5..1"}'
    made = loaded((SEEN, f'sees: {{judgment-default: {by}, helping-elderly: "0.1, from daum"}}'))
    shares = made.sources["courts"].sees["judgment-default"]
    assert isinstance(shares, SharesBy)
    assert [shares.of(sex).value for sex in ("male", "female")] == [Decimal("0.2"), Decimal("0.8")]
    paths = [row.path for row in loading.evidence(made)]
    assert "sources.courts.sees.judgment-default.is.male" in paths


ORGANISATION = (RECORDS, f"{RECORDS}    entity: organisation\n")
PER_ORGANISATION = ("% per person-year", "% per organisation-year")


@pytest.mark.parametrize(
    ("changes", "where", "message", "allowed"),
    [
        ([(OF_PLACES, "    covers: homes\n")], "covers", "", "people, households, places"),
        (
            [("by: residence, is: {urban local:", "by: size, is: {micro:")],
            "coverage.by",
            "this source reports on persons, and they have no size",
            "residence, region",
        ),
        (
            [(SEEN, 'sees: {judgment-default: {by: size, is: {micro: "1, from daum"}, otherwise: none}}')],
            "sees.judgment-default",
            "there is no value for small",
            None,
        ),
        (
            [ORGANISATION, PER_ORGANISATION],
            "coverage.by",
            "this source reports on organisations, and they have no residence",
            "region, size",
        ),
        (
            [ORGANISATION, PER_ORGANISATION, (OF_PEOPLE, "    covers: households\n")],
            "covers",
            "organisations have no households",
            "places",
        ),
    ],
)
def test_a_coverage_that_cannot_be_is_refused_at_its_line(
    changes: list[tuple[str, str]], where: str, message: str, allowed: str | None
) -> None:
    found = [each for each in problems(*changes) if where in each.where]
    assert found, [str(each) for each in problems(*changes)]
    assert message in found[0].message
    assert allowed is None or allowed in str(found[0])
    assert found[0].line
    assert found[0].next_step or found[0].allowed
