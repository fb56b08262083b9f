"""Kill a run at random moments and go on: every time it must end as the run that nobody cut.

A run of a small regime, with its companions, is made once without interruption and timed. Then the same run
is begun anew, killed with SIGKILL at a seeded moment, and given again, as often as asked; the moments are
spread over the whole of its time, the making of the panel and the last rename among them. What a folder held
when it was cut, and whether the run that went on has the same digest of every table, is printed.

    python -m bench.proofs.kills [kills] [seed]

prints a table in Markdown; kills.md beside this file holds a recorded one. A few kills, at moments that are
sure to be met, are tests (tests/guarantee/test_resume.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import demerit
from demerit.chance import plain as chance
from demerit.chance import point
from demerit.counted.values import COMPANIONS

EXAMPLE = Path(__file__).parents[2] / "tests" / "examples" / "lists-regime.yaml"
ASKED = {"people": 100_000, "draws": 2, "start": "2019-01-07", "end": "2019-07-01"}
CODE = """
import sys, demerit
print("ready", flush=True)
sys.stdin.readline()
demerit.run({example!r}, out={out!r}, workers=2, **{asked!r})
"""


def begin(out: Path) -> subprocess.Popen[str]:
    """Start a process that is ready to run, everything loaded, and let it go."""
    code = "import demerit.engine.run, demerit.engine.panel, demerit.lab.running\n" + CODE.format(
        example=str(EXAMPLE), out=str(out), asked=ASKED
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    return process


def state(out: Path) -> str:
    """Say what a folder holds."""
    part = out.with_name(out.name + ".part")
    if (out / "manifest.json").is_file():
        return "finished"
    if not part.is_dir():
        return "nothing"
    if (part / "manifest.json").is_file():
        return "whole, not renamed"
    for name in reversed(COMPANIONS):
        if (part / name).is_dir():
            return f"in {name}"
    if (part / "panel").is_dir():
        return "panel begun"
    return "counts written" if (part / "cube" / "inputs.parquet").is_file() else "counting"


def digests(run: demerit.Run) -> list[str]:
    """Return the digests of a run's results and of those of its companions."""
    inside = [demerit.open(run.folder / name) for name in COMPANIONS if (run.folder / name).is_dir()]
    return [each.manifest.result_digest for each in (run, *inside)]


def main(kills: int, seed: int) -> None:
    """Print what each kill met and whether the run that went on is the same."""
    luck = chance.key(seed, point("proofs.kills"), 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        demerit.warmup()  # so that no moment falls into compiling
        whole = Path(folder) / "whole"
        started = time.perf_counter()
        begin(whole).wait()
        lasted = time.perf_counter() - started
        expected = digests(demerit.open(whole))
        print(
            f"`python -m bench.proofs.kills {kills} {seed}`: a run of {lasted:.1f} s, killed {kills} times.\n"
        )
        print("| kill | after, s | held then | went on to the same result |")
        print("|---|---|---|---|")
        same = late = 0
        for number in range(kills):
            while True:
                out = Path(folder) / f"run-{number}-{late}"
                share = (number + chance.uniform53(chance.lane(luck, number + kills * late)) / 2**53) / kills
                process = begin(out)
                time.sleep(lasted * share)
                process.kill()
                process.wait()
                held = state(out)
                if held != "finished":
                    break
                late += 1  # it was over already: the machine is quicker than it was, so the time is less
                lasted *= 0.9
            again = digests(demerit.run(EXAMPLE, out=out, **ASKED))  # type: ignore[arg-type]
            same += again == expected
            row = f"| {number + 1} | {lasted * share:.2f} | {held} | {'yes' if again == expected else 'NO'} |"
            print(row, flush=True)
        print(f"\nEqual to the run that nobody cut: {same} of {kills}.", end=" ")
        print(f"Begun again because they were over: {late}.")
    if same != kills:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["20", "1"])[:2]))
