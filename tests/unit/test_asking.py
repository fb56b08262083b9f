"""What `check --terms` says: what each condition asks for, and when it is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit import lab
from demerit.documents import write
from demerit.regime.asking import NEVER, WHEN
from demerit.regime.expressions import CODES, SCORE
from tests import toy

BEGINS = "asked again when such a record begins to count, and when it is withdrawn"


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        (
            "records(default within 1 week) >= 2",
            [f"records(default within 1 week): {BEGINS}, and 1 week later"],
        ),
        ("records(any this year) == 0", [f"records(any this year): {BEGINS}, and when the year is over"]),
        ("records(any ever) == 0", [f"records(any ever): {BEGINS}"]),
        (
            "listings(x within 3 years) >= 1",
            ["listings(x within 3 years): asked again in the step after an entry, and 3 years later"],
        ),
        (
            "listed_for(x) <= 2 months",
            ["listed_for(x) > 2 months: asked again when more than 2 months are reached, and when it ends"],
        ),
        (
            "tenure >= 2 years and sex == male",
            [f"sex: asked again {NEVER}", "tenure >= 2 years: asked again when 2 years are reached"],
        ),
        ("not during(fair)", ["during(fair): asked again when the period begins, and when it ends"]),
    ],
)
def test_each_condition_says_what_it_asks_for_and_when_again(
    condition: str, lines: list[str], tmp_path: Path
) -> None:
    listed = {"x": {"kind": "burden", "enter": [{"while": condition}], "minors": True}}
    path = tmp_path / "mine.yaml"
    periods = {"fair": ["yearly 05-01 to 05-08"]} if "fair" in condition else {}
    path.write_text(write(toy.regime(lists=listed, periods=periods)), encoding="utf-8")
    assert list(lab.check(path, "regime").terms) == [f"lists.x.enter[0].while: {line}" for line in lines]


def test_what_is_said_is_of_names_that_conditions_have() -> None:
    assert set(WHEN) < {*CODES, SCORE, "grade"}


def test_every_condition_of_a_packaged_scenario_has_a_line() -> None:
    found = lab.check("interview-2019", "scenario")
    assert found.terms and all("asked again" in line for line in found.terms)
