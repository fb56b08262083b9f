"""Where a regime and a society meet: names checked at their lines, and only reached amendments lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import InvalidFile
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve

REGIME = Path(__file__).parents[1] / "examples" / "lists-regime.yaml"
YEAR = {"people": 5000, "from": "2014-01-06", "to": "2015-01-05", "draws": 1, "against": "nothing"}


def test_a_source_that_comes_after_the_run_sees_nothing_in_it(tmp_path: Path) -> None:
    late = """
  - from: 2030-01-01
    sources:
      late:
        {kind: records, covers: people, coverage: "1, assumed 0.9..1",
         sees: {judgment-default: "0.5, assumed 0.4..0.6"}}
"""
    text = REGIME.read_text("utf-8")
    path = tmp_path / "late.yaml"
    path.write_text(text.replace("\nnot_modelled:", late + "not_modelled:"), "utf-8")
    resolved = resolve(path, YEAR)
    tables = lower(resolved, 0)
    place = resolved.names.sources.index("late")
    assert place not in tables.sources.watch_source
    for first, after in tables.sources.cover_start[:, place : place + 2]:
        assert not tables.sources.cover[first:after].any()
    assert tables.false_sightings.entity[place] == 0


def test_a_conduct_that_the_society_does_not_have_is_found_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    text = REGIME.read_text("utf-8").replace("helping-elderly", "helping-elders")
    path.write_text(text, "utf-8")
    line = 1 + [row.strip().startswith("helping-elders") for row in text.splitlines()].index(True)
    with pytest.raises(InvalidFile) as caught:
        resolve(path, YEAR)
    told = str(caught.value)
    assert f"own.yaml:{line}:" in told
    assert "has no conduct 'helping-elders'" in told
    assert "Did you mean helping-elderly?" in told


def test_a_malformed_name_is_told_at_its_line_in_the_regimes_own_file(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    rows = REGIME.read_text("utf-8").splitlines()
    rows = ["regime: Bad Name" if row.startswith("regime:") else row for row in rows]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    with pytest.raises(InvalidFile, match=rf"own\.yaml:{rows.index('regime: Bad Name') + 1}:"):
        resolve(path, YEAR)


def test_draws_are_19_by_default_and_those_of_two_seeds_have_no_world_in_common() -> None:
    one, two = (resolve("none", {"seed": seed}).scenario for seed in (1, 2))
    assert one.draws == 19
    worlds = [{scenario.world(draw) for draw in range(scenario.draws)} for scenario in (one, two)]
    assert [len(each) for each in worlds] == [19, 19] and not worlds[0] & worlds[1]
