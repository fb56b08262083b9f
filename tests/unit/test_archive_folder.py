from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from demerit.archive import folder as folders
from demerit.archive.checkpoints import Checkpoints
from demerit.archive.disk import FolderUnwritable
from demerit.archive.folder import PartFolder, RunFolder, begin
from demerit.archive.manifest import FILE_NAME, Manifest, Told
from demerit.archive.schema import TABLES
from demerit.errors import RunDamaged, WrongUse
from tests.unit import small_run

OTHER_ID = "0f" * 32


def contents(path: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()
    }


def test_nothing_carries_the_finished_name_before_the_end(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with small_run.start(out) as part:
        part.write_text("regime.yaml", "regime: x\n")
        part.checkpoints.save("districts", {"stock": np.arange(3)}, np.array([True, False]))
        manifest = part.write_cube(small_run.manifest(), small_run.tables())
        assert not out.exists()
        run = part.finish(manifest)
    assert run.path == out and not (tmp_path / "run.part").exists()
    assert sorted(item.name for item in out.iterdir()) == ["cube", "manifest.json", "regime.yaml"]
    assert RunFolder.open(out) == run
    assert set(run.manifest.files) == {"regime.yaml", *(f"cube/{name}.parquet" for name in TABLES)}
    assert run.manifest.tables["lists"].rows > 0


def test_the_rule_of_out(tmp_path: Path) -> None:
    """A finished folder of the same run is handed back unchanged; of another run, refused."""
    out = tmp_path / "run"
    run = small_run.write(out)
    before = contents(out)
    assert begin(out, small_run.RUN_ID) == run
    with pytest.raises(
        WrongUse, match=r"holds run 5e5e5e5e5e5e, not run 0f0f0f0f0f0f\. Choose another --out"
    ):
        begin(out, OTHER_ID)
    assert contents(out) == before and not (tmp_path / "run.part").exists()


def test_a_started_run_is_resumed_and_anothers_refused(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with small_run.start(out) as part:
        part.checkpoints.save("districts", {"stock": np.arange(3)}, np.array([True]))
    with pytest.raises(WrongUse, match=r"run\.part holds run"):
        begin(out, OTHER_ID)
    with small_run.start(out) as part:
        loaded = part.checkpoints.load("districts")
        assert loaded is not None and loaded[0]["stock"].tolist() == [0, 1, 2]


def test_what_is_no_run_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("keep")
    with pytest.raises(WrongUse, match="exists and is not a run"):
        begin(tmp_path / "notes", small_run.RUN_ID)
    (tmp_path / "file").write_text("keep")
    with pytest.raises(WrongUse, match="is not a folder"):
        begin(tmp_path / "file", small_run.RUN_ID)
    (tmp_path / "run.part").mkdir()
    (tmp_path / "run.part" / "mine.txt").write_text("keep")
    with pytest.raises(WrongUse, match="not a started run"):
        begin(tmp_path / "run", small_run.RUN_ID)
    (tmp_path / "odd.part").mkdir()
    (tmp_path / "odd.part" / "run.json").write_text("?")
    with pytest.raises(WrongUse, match="cannot be read"):
        begin(tmp_path / "odd", small_run.RUN_ID)
    with pytest.raises(WrongUse, match="cannot be a run folder"):
        begin("/", small_run.RUN_ID)
    assert (tmp_path / "run.part" / "mine.txt").read_text() == "keep"
    (tmp_path / "empty").mkdir()
    assert small_run.write(tmp_path / "empty").path == tmp_path / "empty"


def test_a_run_cut_between_its_last_two_acts_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest is written, the folder not yet renamed: the next attempt only renames."""
    out = tmp_path / "run"
    with small_run.start(out) as part:
        part.checkpoints.save("districts", {"stock": np.arange(3)}, np.array([True]))
        manifest = part.write_cube(small_run.manifest(), small_run.tables())
        monkeypatch.setattr(PartFolder, "_close", lambda self, manifest: None)
        part.finish(manifest)
    monkeypatch.undo()
    assert (tmp_path / "run.part" / FILE_NAME).is_file() and (tmp_path / "run.part" / "run.json").is_file()
    run = begin(out, small_run.RUN_ID)
    assert isinstance(run, RunFolder)
    assert sorted(item.name for item in out.iterdir()) == ["cube", "manifest.json"]
    with pytest.raises(WrongUse):
        begin(out, OTHER_ID)


def test_a_paired_run_lies_inside_and_is_finished_first(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with small_run.start(out) as part:
        inside = part.inside("against", OTHER_ID)
        inside.finish(inside.write_cube(small_run.manifest(run_id=OTHER_ID), small_run.tables()))
        again = part.inside("against", OTHER_ID)
        assert again.finished is not None and again.finished.manifest.run_id == OTHER_ID
        assert part.finished is None
        with pytest.raises(WrongUse):
            part.inside("against", small_run.RUN_ID)
        with pytest.raises(ValueError, match="small letters"):
            part.inside("../out", OTHER_ID)
        run = part.finish(part.write_cube(small_run.manifest(), small_run.tables()))
    assert {name: inside.manifest.run_id for name, inside in run.companions.items()} == {"against": OTHER_ID}
    assert run.companions["against"].companions == {}


def test_two_processes_do_not_write_one_run(tmp_path: Path) -> None:
    """The second is refused while the first lives; a killed first leaves nothing to clean up."""
    code = """
        import sys, time
        from demerit.archive.folder import begin
        begin(sys.argv[1], sys.argv[2])
        print("mine", flush=True)
        time.sleep(60)
    """
    out = tmp_path / "run"
    command = [sys.executable, "-c", textwrap.dedent(code), str(out), small_run.RUN_ID]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None and first.stdout.readline() == "mine\n"
        with pytest.raises(WrongUse, match="being written by another process"):
            begin(out, small_run.RUN_ID)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    small_run.start(out).release()


@pytest.mark.parametrize(("limit", "numbers"), [(0, 0), (200, 4000), (4000, 1)])
def test_a_full_disk_ends_in_words_and_the_run_goes_on_after(
    tmp_path: Path, limit: int, numbers: int
) -> None:
    """Files of at most `limit` bytes stand for a full disk: the start, a checkpoint and the cube meet it."""
    code = """
        import resource, signal, sys
        import duckdb, numpy as np
        from pathlib import Path
        from demerit.archive.disk import FolderUnwritable
        from demerit.archive.folder import begin
        from tests.unit import small_run
        tables = small_run.tables()
        out, limit = Path(sys.argv[1]), int(sys.argv[2])
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            with begin(out, small_run.RUN_ID) as part:
                part.checkpoints.save("all", {"x": np.zeros(int(sys.argv[3]), np.int64)}, np.array([True]))
                part.finish(part.write_cube(small_run.manifest(), tables))
        except FolderUnwritable as error:
            print(error)
            sys.exit(9)
    """
    out = tmp_path / "run"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(out), str(limit), str(numbers)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert not out.exists() and done.returncode == 9, done.stderr
    assert "cannot be written" in done.stdout and "run the same command again" in done.stdout
    assert {item.name for item in tmp_path.iterdir()} <= {"run.part"}
    assert small_run.write(out).path == out


def test_something_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("keep")
    with pytest.raises(FolderUnwritable, match=r"A file is in the way; choose another --out"):
        begin(tmp_path / "file" / "run", small_run.RUN_ID)


def test_a_folder_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "run"
    with small_run.start(out) as part:
        manifest = part.write_cube(small_run.manifest(), small_run.tables())
        out.mkdir()
        (out / "mine.txt").write_text("keep")
        with pytest.raises(WrongUse, match="appeared while"):
            part.finish(manifest)
    assert (out / "mine.txt").read_text() == "keep"


def test_what_is_no_finished_run_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Next: make one with"):
        RunFolder.open(tmp_path / "none")
    small_run.start(tmp_path / "run").release()
    with pytest.raises(WrongUse, match="is not finished"):
        RunFolder.open(tmp_path / "run")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda text: text[:500], "Invalid JSON"),
        (lambda text: text.replace('"draws": 2', '"draws": 0'), "draws"),
        (lambda text: text.replace('"format": 1', '"format": 2'), "format"),
        (lambda text: text.replace('"steps": 30', '"steps": 31'), "calendar"),
        (lambda text: text.replace("invented", "real"), "synthetic"),
        (lambda text: text.replace('"people": {', '"../../people": {'), "unknown tables"),
        (lambda text: text.replace('"seed": 1', '"seed": 1, "hidden": 2'), "hidden"),
    ],
)
def test_a_damaged_manifest_says_what_is_wrong(tmp_path: Path, edit: object, message: str) -> None:
    run = small_run.write(tmp_path / "run")
    file = run.path / FILE_NAME
    before = file.read_text()
    after = edit(before)  # type: ignore[operator]
    assert after != before
    file.write_text(after)
    with pytest.raises(RunDamaged, match=message):
        RunFolder.open(run.path)
    file.unlink()
    with pytest.raises(RunDamaged, match="is missing, although"):
        RunFolder.open(run.path)


def test_a_manifest_is_stable_json_and_reads_back(tmp_path: Path) -> None:
    run = small_run.write(tmp_path / "run", told=Told(seconds=1.25), warnings=("small",))
    text = (run.path / FILE_NAME).read_text()
    assert list(json.loads(text)) == sorted(json.loads(text)) and text.endswith("}\n")
    assert Manifest.read(run.path) == run.manifest and run.manifest.to_json() == text
    assert json.loads(text)["synthetic"].startswith("All people")


def test_the_result_digest_ignores_how_long_it_took(tmp_path: Path) -> None:
    first = small_run.write(tmp_path / "a", told=Told(seconds=1.0)).manifest
    second = small_run.write(tmp_path / "b", told=Told(seconds=2.0)).manifest
    assert first != second and first.result_digest == second.result_digest
    assert small_run.write(tmp_path / "c", draws=1).manifest.result_digest != first.result_digest


def test_a_manifest_of_another_run_or_without_tables_is_not_written(tmp_path: Path) -> None:
    with small_run.start(tmp_path / "run") as part:
        with pytest.raises(ValueError, match="in the folder of run"):
            part.finish(small_run.manifest(run_id=OTHER_ID))
        with pytest.raises(ValueError, match="no tables"):
            part.finish(small_run.manifest())
        for name in ("manifest.json", "run.json", "lock", "../x", ".hidden"):
            with pytest.raises(ValueError, match="not a name"):
                part.write_text(name, "")
    with pytest.raises(ValidationError):
        small_run.manifest(seed="many")


def test_a_checkpoint_comes_back_bit_for_bit(tmp_path: Path) -> None:
    arrays: dict[str, Any] = {
        "stock": np.arange(-6, 6, dtype=np.int64).reshape(3, 4),
        "keys": np.array([2**64 - 1], np.uint64),
        "flags": np.zeros((0, 5), np.uint8),
        "turned": np.arange(6, dtype=np.int32).reshape(2, 3).T,
        "one": np.array(7, np.int64),
    }
    checkpoints = Checkpoints(tmp_path, small_run.RUN_ID)
    assert checkpoints.load("districts") is None
    checkpoints.save("districts", arrays, np.array([True, False, True]))
    loaded = checkpoints.load("districts")
    assert loaded is not None
    for name, array in arrays.items():
        assert loaded[0][name].dtype == array.dtype and loaded[0][name].shape == array.shape
        assert np.array_equal(loaded[0][name], array) and loaded[0][name].flags.writeable
    assert loaded[1].tolist() == [True, False, True]
    assert checkpoints.names() == ["districts"]
    checkpoints.drop("districts")
    assert checkpoints.names() == [] and checkpoints.load("districts") is None


def test_a_torn_checkpoint_is_passed_over_wherever_it_is_torn(tmp_path: Path) -> None:
    checkpoints = Checkpoints(tmp_path, small_run.RUN_ID)
    checkpoints.save("a", {"x": np.arange(100)}, np.array([True]))
    file = tmp_path / "checkpoints" / "a.bin"
    whole = file.read_bytes()
    for length in range(0, len(whole), 37):
        file.write_bytes(whole[:length])
        assert checkpoints.load("a") is None
    for at in range(0, len(whole), 29):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert checkpoints.load("a") is None
    assert set(checkpoints.ignored) == {"a"}


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    Checkpoints(tmp_path, OTHER_ID).save("a", {"x": np.arange(3)}, np.array([True]))
    with pytest.raises(WrongUse, match=r"belongs to run 0f0f0f0f0f0f, not to 5e5e5e5e5e5e"):
        Checkpoints(tmp_path, small_run.RUN_ID).load("a")


def test_checkpoints_hold_integers_and_plain_names(tmp_path: Path) -> None:
    checkpoints = Checkpoints(tmp_path, small_run.RUN_ID)
    done = np.array([True])
    with pytest.raises(ValueError, match="float64"):
        checkpoints.save("a", {"x": np.zeros(3)}, done)
    with pytest.raises(ValueError, match="object"):
        checkpoints.save("a", {"x": np.array([{}])}, done)
    with pytest.raises(ValueError, match="may be called done"):
        checkpoints.save("a", {"done": done}, done)
    with pytest.raises(ValueError, match="letters, digits"):
        checkpoints.save("../a", {}, done)


def test_killed_while_saving_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Guarantee 3 at the archive's level: kill -9 at any moment leaves one whole checkpoint."""
    code = """
        import sys
        import numpy as np
        from pathlib import Path
        from demerit.archive.checkpoints import Checkpoints
        checkpoints, k = Checkpoints(Path(sys.argv[1]), sys.argv[2]), 0
        while True:
            k += 1
            checkpoints.save("a", {"x": np.full(50_000, k)}, np.array([True]))
            if k == 2:
                print("saving", flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path), small_run.RUN_ID]
    for attempt in range(4):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stdout.readline() == "saving\n"
        time.sleep(0.003 * attempt)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        loaded = Checkpoints(tmp_path, small_run.RUN_ID).load("a")
        assert loaded is not None and len(set(loaded[0]["x"].tolist())) == 1


def test_a_folder_finished_between_looking_and_locking_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"
    run = small_run.write(out)
    looks = iter([None, run])
    monkeypatch.setattr(folders, "_finished", lambda target, run_id: next(looks))
    assert begin(out, small_run.RUN_ID) == run
    assert not (tmp_path / "run.part").exists()
