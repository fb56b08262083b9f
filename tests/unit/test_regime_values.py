"""`values`: shares with a name, used as they are or a share of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from demerit.documents import parse, plain, validate, write
from demerit.errors import InvalidFile
from demerit.regime import loading
from demerit.regime.amendments import epochs
from demerit.regime.by_axis import SharesBy
from demerit.regime.model import Regime

TEXT = """\
demerit: 2
regime: mine
title: A regime of one conduct
references:
  law: {title: A road traffic act, evidence: V2}
operator: {kind: agency}
values:
  pilots: {by: region, is: {region 01: 1, region 02: 1}, otherwise: 0, from: law}
  half: "0.5, assumed 0.4..0.6"
conducts:
  speeding: {}
sources:
  police:
    kind: records
    covers: places
    coverage: 0.9 of pilots, assumed 0.8..1
    sees: {speeding: half}
  courts:
    kind: records
    covers: people
    coverage: pilots
    sees: {speeding: "0.2 of half, from law"}
adjudication:
  official: {upholds_true: "0.95, assumed 0.9..1", upholds_false: "0.5, assumed 0.2..0.8"}
safeguards: none
"""


def made(text: str = TEXT) -> Regime:
    return loading.from_document(parse(text, "mine.yaml"))


def problem(before: str, after: str) -> str:
    assert TEXT.count(before) == 1
    with pytest.raises(InvalidFile) as caught:
        made(TEXT.replace(before, after))
    (found,) = caught.value.problems
    return str(found)


def covered(form: Regime, name: str) -> list[Decimal]:
    """Return the coverage of a source in regions 1 and 3."""
    by = form.sources[name].coverage
    assert isinstance(by, SharesBy) and by.by == "region"
    return [by.of("region 01").value, by.of("region 03").value]


def test_a_name_stands_for_its_share_and_a_share_of_it_for_the_product() -> None:
    ((_, form),) = epochs(made())
    assert covered(form, "courts") == [1, 0] and covered(form, "police") == [Decimal("0.9"), 0]
    assert form.sources["police"].sees["speeding"].value == Decimal("0.5")  # type: ignore[union-attr]
    assert form.sources["courts"].sees["speeding"].value == Decimal("0.10")  # type: ignore[union-attr]


def test_a_product_has_the_range_that_both_leave() -> None:
    by = epochs(made())[0].regime.sources["police"].coverage
    assert isinstance(by, SharesBy) and (by.of("region 01").least, by.of("region 01").most) == (
        Decimal("0.8"),
        1,
    )
    assert by.of("region 03").assumed is None


def test_one_name_has_one_value_in_a_draw_wherever_it_is_used() -> None:
    values = loading.drawn_values(made(), 1, 0)
    assert set(values) == {
        "regime.values.half",
        "regime.sources.police.coverage",
        "regime.adjudication.official.upholds_true",
        "regime.adjudication.official.upholds_false",
    }
    ((_, form),) = loading.drawn(made(), 1, 0)
    half = values["regime.values.half"]
    assert form.sources["police"].sees["speeding"].value == half  # type: ignore[union-attr]
    assert form.sources["courts"].sees["speeding"].value == half * Decimal("0.2")  # type: ignore[union-attr]
    assert covered(form, "police") == [values["regime.sources.police.coverage"], 0]


def test_evidence_is_that_of_the_table_and_of_each_share_of_it() -> None:
    rows = {row.path: row.code for row in loading.evidence(made())}
    assert rows["values.pilots.is.region 01"] == rows["values.pilots.otherwise"] == "V2"
    assert rows["values.half"] == rows["sources.police.coverage"] == "assumed"
    assert rows["sources.courts.sees.speeding"] == "V2"
    assert "sources.courts.coverage" not in rows and "sources.police.sees.speeding" not in rows


def test_an_amendment_of_a_value_changes_every_place_that_uses_it() -> None:
    more = "amendments:\n  - {from: 2020-01-01, values: {pilots: {is: {region 03: 1}}}}\n"
    more += '  - {from: 2021-01-01, values: {pilots: "1, from law"}}\n'
    _, second, third = (form for _, form in epochs(made(TEXT + more)))
    assert covered(second, "courts") == [1, 1] and covered(second, "police") == [Decimal("0.9")] * 2
    assert third.sources["police"].coverage.value == Decimal("0.9")  # type: ignore[union-attr]
    assert third.sources["courts"].coverage.value == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("coverage: pilots", "coverage: pilot", "there is no value 'pilot' in this regime"),
        ("0.9 of pilots, assumed 0.8..1", "0.9 of pilots", "this number has no evidence"),
        ("coverage: pilots", "coverage: pilots, from law", "'pilots' has its evidence under `values`"),
        ("0.9 of pilots, assumed 0.8..1", "0.9 of pilots of half, from law", "a share has no unit"),
        ("otherwise: 0, from: law", "otherwise: 0", "this number has no evidence"),
        ("otherwise: 0,", "", "there is no value for region 03"),
        ("  half:", "  third: '0.3, from law'\n  half:", "nothing uses the value 'third'"),
        ("  half:", "  otherwise: '0.3, from law'\n  half:", "'otherwise' is a word of the language"),
    ],
)
def test_what_no_value_can_say_is_refused(before: str, after: str, said: str) -> None:
    text = TEXT.replace(before, after)
    with pytest.raises(InvalidFile) as caught:
        made(text)
    assert any(said in str(each) for each in caught.value.problems), caught.value


def test_a_wrong_name_is_shown_with_the_nearest() -> None:
    found = problem("coverage: pilots", "coverage: pilot")
    assert found.startswith("mine.yaml:21:15: sources.courts.coverage: ") and "Did you mean pilots?" in found


def test_organisations_have_no_axis_of_persons() -> None:
    text = TEXT.replace("by: region, is: {region 01: 1, region 02: 1}", "by: sex, is: {male: 1}")
    text = text.replace("    covers: people\n", "    covers: people\n    entity: organisation\n")
    with pytest.raises(InvalidFile, match="this source reports on organisations, and they have no sex"):
        made(text)


def test_what_is_written_back_reads_back() -> None:
    data: dict[str, Any] = plain(made())
    assert data["sources"]["police"]["coverage"] == "0.9 of pilots, assumed 0.8..1"
    assert data["sources"]["courts"]["coverage"] == "pilots"
    again = validate(parse(write(data)), Regime)  # every key stands where the model has it
    assert again == made() and loading.digest(again) == loading.digest(made())
