"""What the pages on linkage, tiers and kinds of score show of a file is a file that loads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from demerit import regime
from demerit.documents import parse, write
from tests import toy

PAGES = Path(__file__).parents[2] / "docs" / "mechanisms"
NAMES = ("m01-linkage", "m03-tiers", "m60-kinds-of-score")
BLOCKS = [
    (name, block)
    for name in NAMES
    for block in re.findall(r"```yaml\n(.*?)```", (PAGES / f"{name}.md").read_text("utf-8"), re.DOTALL)
]
LEDGER: dict[str, Any] = {"score": {"kind": "ledger", "start": 100}}
CONDUCTS = {"default": {}, "late-report": {}}


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_every_block_is_valid_in_a_regime(name: str, block: str) -> None:
    shown = parse(block).data
    whole = toy.regime(conducts=CONDUCTS, **{**LEDGER, **shown})
    made = regime.from_document(parse(write(whole)))
    assert all(getattr(made, part) is not None for part in shown)


def test_each_page_shows_what_a_file_declares() -> None:
    assert {name for name, _ in BLOCKS} == set(NAMES)
