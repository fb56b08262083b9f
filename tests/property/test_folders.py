"""For every name of a folder: a run lies there like anywhere else, and its tables hold what was counted."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

import demerit
from demerit.archive import integrity
from tests.unit import small_run

SIGNS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="/")
NAMES = st.one_of(
    st.text(SIGNS, min_size=1, max_size=20),
    st.tuples(
        st.sampled_from(["draw", "seed", "step", "cov", "list", "Draw"]), st.text(SIGNS, max_size=8)
    ).map(lambda pair: f"{pair[0]}={pair[1]}"),
).filter(lambda name: name not in (".", "..") and len(name.encode()) < 200)


@cache
def plain() -> Path:
    """A run in a folder of a plain name, without others inside: a place is a place."""
    alone = {"scenario.truthful": "false", "scenario.keep": "[]", "scenario.to": "2021-07-05"}
    out = Path(tempfile.mkdtemp()) / "run"
    return demerit.run("town", people=500, draws=2, against="nothing", changes=alone, out=out).folder


@given(NAMES, NAMES)
@example("seed=3", "cov=0.3")
@example("draw=7", "run")
@example("it's", 'a "run"')
@example("a b", "*")
@example("[x]", "50%")
@example("?", "~")
@example("ü日本", "-x")
@example("people.parquet", "$HOME")
@example("s3:", "x.csv.gz")
@settings(max_examples=6, deadline=None)
def test_a_run_may_lie_in_a_folder_of_any_name(above: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / above / name
        folder.parent.mkdir()
        shutil.copytree(plain(), folder)
        found = demerit.open(folder)
        assert found.query("SELECT DISTINCT draw FROM people ORDER BY 1").rows == [(0,), (1,)]
        copied = found.export(Path(home) / "copy" / name)
        assert sorted(copied.files)
        written = small_run.write(Path(home) / above / f"{name}2").path
        assert integrity.check(written) == []


def test_parquet_is_read_in_one_place() -> None:
    files = Path(demerit.__file__).parent.rglob("*.py")
    assert {each.name for each in files if "read_parquet(" in each.read_text("utf-8")} == {"cube.py"}
