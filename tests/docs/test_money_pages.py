"""What the pages about money show can be written in a regime as it stands, in the society that it is for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests import toy
from tests.toy import made

PAGES = Path(__file__).parents[2] / "docs" / "mechanisms"
GRADES = {"kind": "ledger", "start": 100, "grades": {"A": ">= 90", "B": "< 90"}}


@pytest.mark.parametrize(
    ("page", "society"),
    [
        ("m37-rewards", "large-country-2020"),
        ("m61-averaged-income", "claimants"),
        ("m62-debts", "claimants"),
    ],
)
def test_what_a_page_shows_is_valid(page: str, society: str) -> None:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    shown: dict[str, Any] = YAML(typ="safe", pure=True).load(text.split("```yaml\n")[1].split("```")[0])
    conduct = "unreported-income" if society == "claimants" else "judgment-default"
    seen = {**toy.source(), "sees": {conduct: made(1)}}
    whole = toy.regime(score=GRADES, conducts={conduct: {}}, sources={"courts": seen})
    resolved = toy.resolved({**whole, **shown}, 4, **{"in": society})
    (key,) = shown
    assert getattr(resolved.regime, key)
