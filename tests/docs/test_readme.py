"""The README opens with one result and two commands, and its scripts are there.

That what it shows works is tested for every page alike (test_blocks.py), and where its links lead
(test_links.py).
"""

import os
import re
import subprocess

import pytest

from demerit.report.images import texts_of
from tests.docs.pages import ROOT, blocks_of, commands, text_of

README = text_of("README.md")


def test_it_opens_with_exactly_two_commands() -> None:
    first, second = blocks_of("README.md")[:2]
    assert (*commands(first), *commands(second)) == (["./first-run"], ["./check"])
    assert README.index("## Two commands") < README.index(first.text)


def test_it_opens_with_a_picture_of_a_result_that_says_synthetic() -> None:
    opening = README.split("## Two commands")[0]
    pictures = re.findall(r'(?:src|srcset)="([^"]+)"', opening)
    assert len(pictures) == 2, "a light and a dark form"
    for picture in pictures:
        texts = texts_of((ROOT / picture).read_bytes())
        assert "synthetic" in texts["Title"] + texts["Description"], picture
    assert 'alt="Synthetic people' in opening


@pytest.mark.parametrize("script", ["first-run", "check", ".ci/run", "scripts/environment.sh"])
def test_the_scripts_are_shell_that_any_debian_reads(script: str) -> None:
    path = ROOT / script
    subprocess.run(["sh", "-n", str(path)], check=True)
    assert path.suffix == ".sh" or os.access(path, os.X_OK)


def test_the_build_machine_runs_what_a_contributor_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        'exec "$(dirname "$0")/../check"'
    ]
