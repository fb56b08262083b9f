"""Documents: what is read, what is refused with its line, what is drawn, hashed and listed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from demerit.documents import (
    FilePart,
    Flag,
    Name,
    OrNone,
    Part,
    ReferenceKey,
    Whole,
    digest,
    drawn,
    drawn_values,
    dump,
    edited,
    evidence,
    gallery,
    interpolate,
    kind_of,
    parse,
    plain,
    read,
    schema,
    unverified,
    validate,
    write,
)
from demerit.errors import DemeritError, InvalidFile, Problem, WrongUse
from demerit.quantities import Points, Range, Rate, Share, Shares


class Inner(Part):
    """A part."""

    chance: OrNone[Share] = None
    """A chance."""
    open: Flag = False
    """A flag."""


class File(FilePart):
    """A file for these tests."""

    regime: Name
    """Its name."""
    inner: OrNone[Inner] = None
    """A part or none."""
    rates: dict[Name, Rate] = Field(default_factory=dict)
    """Rates by name."""
    ages: OrNone[Shares] = None
    """Shares."""
    level: Whole = 0
    """A structural number."""
    gain: OrNone[Points] = None
    """Points."""
    source: OrNone[ReferenceKey] = Field(default=None, alias="from")
    """Where from."""


GOOD = """\
# why this file is as it is
demerit: 2
regime: a-regime
references:
  census: {title: Census 2020, url: "https://example.org", evidence: V}
  memory: {title: From memory, evidence: M}
inner: {chance: "5 %, assumed 2..10"}  # a reason worth keeping
rates:
  night-noise: "4 per person-week, from census, assumed 3..5 log"
ages: {values: {young: 0.4, old: 0.6}, assumed: 0.2}
gain: "5 points, from memory"
from: census
"""


def problems(text: str, model: type[FilePart] = File) -> list[Problem]:
    with pytest.raises(InvalidFile) as error:
        validate(parse(text, "f.yaml"), model)
    return list(error.value.problems)


def test_a_good_file_becomes_a_model() -> None:
    model = validate(parse(GOOD), File)
    assert model.inner is not None
    assert model.inner.chance is not None
    assert model.inner.chance.value == Decimal("0.05")


def test_yaml_1_2_keeps_words_that_older_yaml_turned_into_booleans() -> None:
    data = parse("a: NO\nb: yes\nc: 22:30\nd: true\ne: 0o17\nf: 1_000\n1: x\n").data
    assert data == {"a": "NO", "b": "yes", "c": "22:30", "d": True, "e": 15, "f": 1000, "1": "x"}


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, 3, "the key 'c' stands here a second time (first on line 3)"),
        ("a: &x 1\nb: *x\n", 1, 4, "anchors and aliases are not read"),
        ("a: *x\n", 1, 4, "anchors and aliases are not read"),
        ("a: !!python/name:x y\n", 1, 4, "is not read"),
        ("<<: {a: 1}\n", 1, 1, "merge keys are not read"),
        ("? [a]\n: 1\n", 1, 3, "a key is plain text"),
        ("a: 1\n---\nb: 1\n", 2, 1, "a second document begins here"),
        ("a:\n\t- 1\n", 2, 1, "this is not YAML"),
        ("a: [1\n", 2, 1, "this is not YAML"),
        ("a: b: c\n", 1, 5, "this is not YAML"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", 1, 35, "nested deeper than 32"),
        ("a: " + "[" * 5000, 1, 35, "nested deeper than 32"),
        ("- 1\n", 1, 1, "the file holds no keys"),
        ("", 1, 1, "the file holds no keys"),
        ("a: \x00\n", 1, 4, "the control sign U+0000"),
        ('a: "\\uD800"\n', 1, 4, "half a sign"),
        ('"\\uDFFF": 1\n', 1, 1, "half a sign"),
    ],
)
def test_what_we_do_not_read_is_refused_at_its_line(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(InvalidFile) as error:
        parse(text, "f.yaml")
    (problem,) = error.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert problem.next_step


def test_a_file_that_is_absent_too_large_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="cannot be read"):
        read(tmp_path / "absent.yaml")
    large = tmp_path / "large.yaml"
    large.write_text("a: 1\n" + "#" * 1_000_001)
    with pytest.raises(InvalidFile, match="the limit is 1,000,000"):
        read(large)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: 1\nb: é\n".encode("latin-1"))
    with pytest.raises(InvalidFile, match=r"latin.yaml:2:4: .*UTF-8.*byte 0xe9"):
        read(latin)


def test_a_list_longer_than_the_limit_of_values_is_refused() -> None:
    with pytest.raises(InvalidFile, match="more than 20,000 values"):
        parse("a: [" + "1, " * 20_001 + "1]\n")


@pytest.mark.parametrize(
    ("old", "new", "line", "where", "message", "near"),
    [
        ("regime: a-regime", "regim: a-regime", 3, "regim", "there is no 'regim' here", "regime"),
        ("chance:", "chanc:", 7, "inner.chanc", "there is no 'chanc' here", "chance"),
        ("a-regime", "A Regime", 3, "regime", "'A Regime' is not a name", None),
        ("night-noise:", "Night:", 9, "rates.Night", "'Night' is not a name", None),
        (
            "evidence: V}",
            "evidence: V9}",
            5,
            "references.census.evidence",
            "not one of the allowed words",
            None,
        ),
        ("demerit: 2", "demerit: 3", 2, "demerit", "the language has no such version", None),
        ("from: census\n", "from: cnsus\n", 12, "from", "no reference 'cnsus' is declared", "census"),
        ("inner: {chance", "inner: {open: yes, chance", 7, "inner.open", "neither true nor false", None),
        ('inner: {chance: "5 %, assumed 2..10"}', "inner:", 7, "inner", "nothing stands here", None),
        (
            'inner: {chance: "5 %, assumed 2..10"}',
            "inner: 3",
            7,
            "inner",
            "keys and values are expected",
            None,
        ),
        ("demerit: 2\n", "demerit: 2\nlevel: 2.5\n", 3, "level", "not a whole number", None),
        ("gain: ", "level: true\ngain: ", 11, "level", "not a whole number", None),
        (
            "rates:\n  night-noise",
            "rates: [1]\nrate:\n  night-noise",
            8,
            "rates",
            "keys and values are expected",
            None,
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_line_and_nearest_name(
    old: str, new: str, line: int, where: str, message: str, near: str | None
) -> None:
    assert old in GOOD
    found = problems(GOOD.replace(old, new))[0]
    assert (found.line, found.where) == (line, where)
    assert message in found.message
    assert found.nearest == near


def test_a_missing_key_is_named() -> None:
    found = problems(GOOD.replace("regime: a-regime\n", ""))
    assert found[0].message == "'regime' is missing here"
    assert found[0].next_step == "add `regime: ...`, its name"
    assert problems(GOOD.replace("demerit: 2\n", ""))[0].next_step == "add `demerit: 2`"


def test_the_message_reads_as_editors_jump_and_people_act() -> None:
    found = problems(GOOD.replace("from: census\n", "from: cnsus\n"))[0]
    assert str(found) == (
        "f.yaml:12:7: from: no reference 'cnsus' is declared. Allowed: census, memory. Did you mean census? "
        "Next: add `cnsus: {title: ..., evidence: V}` under `references`, or mend the key."
    )


def test_the_column_points_into_the_text_of_a_value() -> None:
    found = problems(GOOD.replace("from census,", "form census,"))[0]
    assert (found.line, found.column) == (9, GOOD.splitlines()[8].index("from census") + 1)


def test_a_reference_that_nothing_rests_on_is_refused_at_its_line() -> None:
    found = problems(GOOD.replace('gain: "5 points, from memory"\n', ""))
    assert [(each.line, each.message) for each in found] == [
        (6, "nothing in this file rests on the reference 'memory'")
    ]


def test_all_problems_of_a_file_come_at_once_in_the_order_of_lines() -> None:
    text = GOOD.replace("demerit: 2", "demerit: 3").replace("a-regime", "A").replace("5 points", "5 pints")
    assert [each.line for each in problems(text)] == [2, 3, 11]


def test_plain_data_reads_back_as_an_equal_model_with_an_equal_digest() -> None:
    model = validate(parse(GOOD), File)
    again = validate(parse(write(plain(model))), File)
    assert again == model
    assert digest(again) == digest(model)


def test_the_digest_hashes_meaning_and_not_text() -> None:
    model = validate(parse(GOOD), File)
    same = GOOD.replace("5 %, assumed 2..10", "0.05, assumed 0.02..0.10").replace("# why", "# because")
    other = GOOD.replace("5 %, assumed 2..10", "5 %, assumed 2..11")
    assert digest(validate(parse(same), File)) == digest(model)
    assert digest(validate(parse(other), File)) != digest(model)


def test_an_edit_keeps_every_comment() -> None:
    document = edited(parse(GOOD), ("inner", "chance"), "6 %, assumed 2..10")
    assert dump(document) == GOOD.replace("5 %, assumed", "6 %, assumed")
    assert dump(parse(GOOD)) == GOOD


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            ("iner", "chance"),
            "has no iner. Allowed: demerit, regime, references, inner, .*Did you mean inner?",
        ),
        (("rates", "x", "y"), "has no rates.x. Allowed: night-noise. Next: mend the path"),
        (
            ("regime", "chance", "x"),
            "regime holds a single value and no 'chance' below. Next: end the path at",
        ),
        (("list", 9, "x"), r"has no list\[9\]. Allowed: 0..1. Next: mend the path"),
        (("list", "x"), "has no list.x. Allowed: 0..1. Next: mend the path"),
    ],
)
def test_an_edit_of_what_is_not_there_says_what_is(path: tuple[str | int, ...], message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        edited(parse(GOOD + "list: [a, b]\n", "f.yaml"), path, "1")


def test_a_draw_gives_each_assumption_one_value_inside_its_range() -> None:
    model = validate(parse(GOOD), File)
    for draw in range(8):
        made = drawn(model, 1, draw, "regime")
        assert made.inner is not None and made.inner.chance is not None and made.ages is not None
        assert Decimal("0.02") <= made.inner.chance.value <= Decimal("0.10")
        assert abs(sum(made.ages.values) - 1) < Decimal("1e-12")
        assert made.gain == model.gain
    assert drawn(model, 1, 0, "regime") == drawn(model, 1, 0, "regime")
    assert drawn(model, 1, 0, "regime") != drawn(model, 1, 1, "regime")


def test_another_assumption_moves_no_draw() -> None:
    more = GOOD.replace('gain: "5 points', 'level: 1\ngain: "5..9 points')
    first = drawn_values(validate(parse(GOOD), File), 7, 3, "regime")
    second = drawn_values(validate(parse(more), File), 7, 3, "regime")
    assert {path: second[path] for path in first} == first
    assert set(second) - set(first) == {"regime.gain"}
    assert second["regime.gain"] == second["regime.gain"].to_integral_value()


def test_drawn_values_name_every_assumption() -> None:
    assert list(drawn_values(validate(parse(GOOD), File), 1, 0, "regime")) == [
        "regime.inner.chance",
        "regime.rates.night-noise",
        "regime.ages.young",
        "regime.ages.old",
    ]


@pytest.mark.parametrize(
    ("span", "unit", "expected"),
    [
        (Range(Decimal(0), Decimal(1)), 2**31, "0.5"),
        (Range(Decimal(1), Decimal(100), log=True), 2**31, "10"),
        (Range(Decimal(2), Decimal(4)), 0, "2"),
        (Range(Decimal(2), Decimal(4)), 2**32 - 1, "4"),
    ],
)
def test_interpolation_is_linear_or_by_ratio(span: Range, unit: int, expected: str) -> None:
    assert abs(interpolate(span, unit) - Decimal(expected)) < Decimal("1e-8")


def test_evidence_lists_every_number_with_its_code_and_source() -> None:
    rows = {row.path: row for row in evidence(validate(parse(GOOD), File))}
    assert rows["inner.chance"].code == "assumed"
    assert rows["inner.chance"].range == "0.02..0.1"
    assert (rows["rates.night-noise"].code, rows["rates.night-noise"].reference) == ("V", "Census 2020")
    assert rows["gain"].unverified
    assert not rows["rates.night-noise"].unverified
    assert list(unverified(validate(parse(GOOD), File))) == ["gain"]


def test_flipping_an_evidence_code_changes_what_counts_as_unverified() -> None:
    flipped = validate(parse(GOOD.replace("evidence: M", "evidence: V2")), File)
    assert not unverified(flipped)


def test_the_schema_describes_every_field() -> None:
    made = schema(File, "A file")
    properties: dict[str, Any] = made["properties"]
    assert set(properties) == {
        "demerit", "references", "regime", "inner", "rates", "ages", "level", "gain", "from"
    }  # fmt: skip
    assert made["additionalProperties"] is False
    assert all("description" in entry or "$ref" in entry for entry in properties.values())


@pytest.mark.parametrize("text", ["demerit: 2\n", "regime: a\nsociety: b\n"])
def test_a_file_says_which_kind_it_is(text: str) -> None:
    assert kind_of(parse(GOOD)) == "regime"
    with pytest.raises(InvalidFile) as error:
        kind_of(parse(text))
    assert error.value.problems[0].allowed == "regime, society, scenario, targets"


def test_the_gallery_finds_names_and_suggests() -> None:
    assert "none" in gallery.names("regime")
    assert gallery.find("regime", "none").name == "none.yaml"
    assert gallery.resolve("regime", "some/where.yaml") == Path("some/where.yaml")
    with pytest.raises(WrongUse, match="no regime 'nonne'.*Did you mean none"):
        gallery.find("regime", "nonne")


def test_every_error_has_its_exit_code() -> None:
    assert (DemeritError.exit_code, InvalidFile.exit_code, WrongUse.exit_code) == (1, 2, 2)
