"""The page on cost is generated from a record; the bench that makes records runs; laws are compared."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from bench import page, tables
from bench.peers import agreement, environments, law, points
from bench.peers.roster import PEERS, REFERENCE
from bench.record import LATEST, PeerRow, Record, read

ROOT = Path(__file__).parents[2]
NO_COMPILER = environments.compiler_path() is None


@pytest.fixture(scope="module")
def record() -> Record:
    return read(LATEST)


def test_the_page_has_the_figures_of_the_latest_record(record: Record) -> None:
    text = page.PAGE.read_text("utf-8")
    assert text == page.with_figures(text, record), "write them anew: python -m bench.page"
    assert LATEST.with_suffix(".md").read_text("utf-8") == tables.whole(record)


def test_a_changed_record_makes_the_page_stale(record: Record) -> None:
    text = page.PAGE.read_text("utf-8")
    quicker = record.rows[0].model_copy(update={"cpu_ns": record.rows[0].cpu_ns / 2})
    changed = record.model_copy(update={"rows": [quicker, *record.rows[1:]]})
    assert text != page.with_figures(text, changed)


def test_a_record_with_an_unknown_or_impossible_figure_is_refused(record: Record) -> None:
    for wrong in ({"guess": 1}, {"took_s": math.nan}, {"demerit_bench": 2}):
        with pytest.raises(ValidationError):
            Record.model_validate(record.model_dump() | wrong)


def test_no_ratio_is_printed_to_a_peer_that_differs(record: Record) -> None:
    row = next(row for row in record.reference if row.name == "NumPy")
    own = row.model_copy(update={"name": "demerit"})

    def told(standing: str) -> str:
        rows: list[PeerRow] = [own, row.model_copy(update={"standing": standing})]
        return tables.headline(record.model_copy(update={"reference": rows, "points": [], "rows": []}))

    assert "NumPy over demerit | 1.00 |" in told("agrees")
    assert "no ratio | differs in mean score" in told("differs in mean score")


def test_agreement_has_three_outcomes() -> None:
    spread = {"listed_share": 1e-3, "mean_score": 0.5, "acts_per_person_week": 1e-3}
    law_of = {"listed_share": 4e-3, "mean_score": 982.0, "acts_per_person_week": 0.053}
    truth: dict[str, Any] = {**law_of, "people": 4032 * 10_000, "district_sd": spread}
    large: dict[str, Any] = {**law_of, "people": 4032 * 400}
    assert set(agreement.outcomes(truth, large).values()) == {agreement.AGREES}
    assert agreement.outcomes(truth, large | {"mean_score": 981.8})["mean_score"] == agreement.DIFFERS
    assert agreement.outcomes(truth, large | {"people": 4032})["listed_share"] == agreement.TOO_SMALL


def test_what_was_written_down_of_a_peer_falls_with_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {
        peer.name: {
            "digest": peer.digest(),
            "reference_digest": REFERENCE.digest(),
            "outcomes": {"mean_score": "agrees"},
        }
        for peer in PEERS
    }
    monkeypatch.setattr(agreement, "recorded", lambda: kept)
    peer = PEERS[2]
    assert agreement.standing(peer) == agreement.AGREES
    assert agreement.standing(peer, {"mean_score": "differs"}) == "differs in mean score"
    kept[peer.name]["digest"] = "0" * 16
    assert agreement.standing(peer).startswith("not compared")


def test_every_peer_was_compared_in_its_present_form() -> None:
    assert {peer.name: agreement.standing(peer) for peer in PEERS} == {peer.name: "agrees" for peer in PEERS}


def test_points_of_a_poisson_process_have_its_distribution() -> None:
    uniform = (np.arange(1 << 20) + 0.5) / (1 << 20)
    rate = 0.7
    who, count = law.points_of(uniform, np.full(uniform.size, rate))
    shares = np.bincount(np.bincount(who, count, uniform.size).astype(int)) / uniform.size
    expected = [math.exp(-rate) * rate**n / math.factorial(n) for n in range(shares.size)]
    assert np.abs(shares - expected).max() < 2e-6


def test_a_propensity_has_mean_one() -> None:
    uniform = (np.arange(1 << 16) + 0.5) / (1 << 16)
    normal = np.sort(
        np.sqrt(-2 * np.log(uniform)) * np.cos(2 * np.pi * ((np.arange(1 << 16) * 0.6180339887) % 1))
    )
    assert law.propensities(normal).mean() == pytest.approx(1, abs=5e-3)


@pytest.mark.skipif(NO_COMPILER, reason="no C compiler")
def test_wide_vectors_and_plain_c_give_the_same_bits() -> None:
    program = environments.program(environments.HERE / "r0d.c")
    said = [
        json.loads(
            subprocess.run([str(program), way, "9", "60", "2", "7"], capture_output=True, check=True).stdout
        )
        for way in ("wide", "plain")
    ]
    assert said[0]["checksum"] == said[1]["checksum"]
    assert said[0]["entries"] > 0


@pytest.mark.skipif(NO_COMPILER, reason="no C compiler")
def test_points_in_c_and_in_numba_are_the_same_bits(tmp_path: Path) -> None:
    points.write_tables(tmp_path / "tables")
    program = environments.program(environments.HERE / "points.c")
    own = points.run(3, 4, 2, 5)
    for way in ("wide", "plain"):
        command = [str(program), way, str(tmp_path / "tables"), "3", "4", "2", "5"]
        said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        assert {name: said[name] for name in ("points", "acts", "checksum")} == {
            name: own[name] for name in ("points", "acts", "checksum")
        }


def test_the_bench_runs_and_its_record_keeps_to_the_schema(tmp_path: Path) -> None:
    out = tmp_path / "record.json"
    command = [sys.executable, "-m", "bench", "--small", "--warm", "--out", str(out)]
    command += ["--scenarios", "town", "--only", "rows", "commands"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = read(out)
    assert [row.scenario for row in made.rows] == ["town"]
    assert made.rows[0].acts_per_person_week > 0
    assert {each.what for each in made.commands} == {"a run, warm", "help"}
    assert "reference: not asked for" in made.left_out
    assert done.stdout == tables.whole(made) + "\n" == out.with_suffix(".md").read_text("utf-8") + "\n"
