"""What the package brings runs as it stands: every scenario, small and short, to a run that verifies."""

import datetime as dt
from pathlib import Path

import pytest

import demerit
from demerit import society
from demerit.documents import gallery, read, validate
from demerit.report.sentences import DOMAIN_WORDS
from demerit.scenario.model import Scenario

PEOPLE = 5_000
BEGINS = {"interview-2019": dt.date(2020, 11, 2)}
"""Where to begin if not on the first day: before the whole country is covered."""


@pytest.mark.parametrize("name", gallery.names("scenario"))
def test_every_packaged_scenario_runs_for_a_quarter_and_verifies(name: str, tmp_path: Path) -> None:
    asked = validate(read(gallery.find("scenario", name)), Scenario)
    start = BEGINS.get(name, asked.from_)
    end = start + dt.timedelta(weeks=13)
    run = demerit.run(name, people=PEOPLE, draws=1, start=start, end=end, out=tmp_path / "run")
    assert run.verify(replay=True).findings == ()
    html = run.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert "In this model" in html and "synthetic" in html


@pytest.mark.parametrize("name", gallery.names("regime"))
def test_a_regime_that_scores_has_a_scenario_of_its_name(name: str) -> None:
    assert name == "none" or name in gallery.names("scenario")


@pytest.mark.parametrize("name", gallery.names("society"))
def test_whatever_a_packaged_society_tries_has_its_words(name: str) -> None:
    assert set(society.load(name).attempts) <= set(DOMAIN_WORDS)
