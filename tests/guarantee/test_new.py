"""Every file to begin with loads, runs as it stands, says why it is as it is, and is written over nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import demerit
from demerit import lab
from demerit.cli.entry import start
from demerit.documents import read
from demerit.errors import WrongUse
from demerit.lab.starting import KINDS, TEMPLATES
from demerit.regime.upgrading.carrying import carried
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.society import loading as society
from tests import toy

STEPS, SLOTS = 60, 512


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_regime_of_a_template_runs_in_its_society(template: str, tmp_path: Path) -> None:
    files = {kind: demerit.new(kind, tmp_path / f"{kind}.yaml", template).path for kind in KINDS}
    for file in files.values():
        assert read(file).data["demerit"] == 2
        assert "Put the" in read(file).text or "Put those" in read(file).text
    society.load(files["society"])
    settings = {"in": str(files["society"]), "people": 4_000, "draws": 1, "against": "nothing"}
    t = lower(resolve(files["regime"], settings), 0)
    totals = toy.empty(t)
    for step, _ in enumerate(toy.walk(t, totals, slots=SLOTS)):
        if step + 1 == STEPS:
            break
    assert totals.acts.sum() > 0
    assert totals.attempts.sum() > 0


@pytest.mark.parametrize("template", TEMPLATES)
def test_lint_knows_every_rule_of_it_and_upgrade_nothing_to_do(template: str, tmp_path: Path) -> None:
    made = demerit.new("regime", tmp_path / "mine.yaml", template)
    assert lab.lint(made.path).findings
    assert not lab.check(made.path).never
    assert carried(read(made.path)).document.text == read(made.path).text


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    assert start(["new", "regime", str(file)]) == 0
    assert f"demerit run {file} --in society-licence-points.yaml" in capsys.readouterr().out
    before = file.read_text()
    assert start(["new", "regime", str(file), "--template", "city"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text() == before
    for kind, template in (("regimes", "city"), ("regime", "citys")):
        with pytest.raises(WrongUse, match="Did you mean"):
            demerit.new(kind, tmp_path / "other.yaml", template)
    with pytest.raises(WrongUse, match="there is no folder"):
        demerit.new("regime", tmp_path / "no" / "mine.yaml")
    assert {field.name for field in dataclasses.fields(demerit.Started)} == {"kind", "template", "path"}
