"""Wherever comments stand in a regime, none is lost when it is carried to version 2, and it says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.documents import parse
from demerit.regime.upgrading.carrying import carried
from tests.property.comments import marks, sprinkled

VERSION_1 = Path(__file__).parents[2] / "bench" / "proofs" / "frozen" / "version-1"
NAMES = [path.stem for path in sorted(VERSION_1.glob("*.yaml")) if path.stem != "interview-2019"]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_no_comment_is_lost(name: str, data: st.DataObject) -> None:
    text = (VERSION_1 / f"{name}.yaml").read_text(encoding="utf-8")
    drawn = data.draw(sprinkled(text)).removeprefix("\ufeff")
    made = carried(parse(drawn)).document
    assert sorted(marks(made.text)) == sorted(marks(drawn))
    assert made.data["conducts"].keys() <= {*parse(text).data["conducts"], "defaults", "from"}
