"""What a source covers, as a regime's file says it: the word, what is taken where it is left out, axes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from demerit import lab
from demerit.documents import Document, parse
from demerit.errors import Problem
from demerit.regime import loading, notes
from demerit.regime.parts import SharesBy
from tests.unit.lists_regime import EXAMPLE, TEXT, line_of, loaded, problems

CAMERA = "    kind: camera\n"
RECORDS = "    kind: records\n"
SEEN = 'sees: {judgment-default: "0.6, assumed 0.4..0.8"}'


@pytest.mark.parametrize("word", ["people", "households", "places"])
def test_a_source_says_of_what_its_coverage_is(word: str) -> None:
    made = loaded((CAMERA, f"{CAMERA}    covers: {word}\n"))
    assert made.sources["street-cameras"].covered == word
    assert made.sources["courts"].covered == "people"


def of_sources(document: Document) -> list[Problem]:
    """Return the notes of a regime that are about its sources."""
    return [note for note in notes.notes(document) if "sources." in note.where]


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
def test_what_is_left_out_follows_from_the_kind_and_is_said(kind: str, row: str, word: str) -> None:
    text = TEXT.replace(CAMERA, f"    kind: {kind}\n").replace("[M12, M31]", f"[{{{row}: named}}, M31]")
    assert loading.from_document(parse(text)).sources["street-cameras"].covered == word
    first, second = of_sources(parse(text, "mine.yaml"))
    assert first.where == "sources.courts"
    assert str(second).startswith(
        f"mine.yaml:{line_of('  street-cameras:')}:3: sources.street-cameras: `covers`"
    )
    assert f"this coverage is of {word}: " in second.message
    assert "`covers: people`, `covers: households` or `covers: places`" in second.next_step


def test_who_says_the_word_gets_no_note_and_a_source_that_an_amendment_adds_gets_its_own() -> None:
    said = TEXT.replace(CAMERA, f"{CAMERA}    covers: places\n").replace(
        RECORDS, f"{RECORDS}    covers: people\n"
    )
    assert of_sources(parse(said)) == []
    added = said.replace(
        "    consequences: {loan: none}\n",
        "    consequences: {loan: none}\n"
        f'    sources: {{late: {{kind: records, {SEEN}, coverage: "1, from daum"}}}}\n',
    )
    (note,) = of_sources(parse(added))
    assert note.line == line_of("    consequences: {loan: none}") + 3
    assert note.where == "amendments[1].sources.late"


def test_check_tells_the_notes_of_a_regime_and_of_a_scenario() -> None:
    found = lab.check(EXAMPLE)
    assert [note.where for note in found.notes][:2] == ["sources.courts", "sources.street-cameras"]
    notes = lab.check("interview-2019", kind="scenario").notes
    assert not [note for note in notes if "this coverage is of" in note.message]
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
        ([(CAMERA, f"{CAMERA}    covers: homes\n")], "covers", "", "people, households, places"),
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
            [ORGANISATION, PER_ORGANISATION, (RECORDS, f"{RECORDS}    covers: households\n")],
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
