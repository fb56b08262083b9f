"""The README's commands exist, its links lead somewhere, and what it shows is real."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

import demerit
from demerit.cli.description import verbs
from demerit.cli.entry import app
from demerit.report.images import texts_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
VERBS = verbs(app)


def fenced(language: str, text: str = README) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands(block: str) -> list[list[str]]:
    """Return the command lines of a shell block, comments apart."""
    return [words for line in block.splitlines() if (words := shlex.split(line, comments=True))]


def test_it_opens_with_exactly_two_commands() -> None:
    section = README.split("## Two commands")[1].split("\n## ")[0]
    found = [words for block in fenced("sh", section) for words in commands(block)]
    assert found == [["./first-run"], ["./check"]]


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


def test_every_shown_verb_and_option_exists() -> None:
    shown = [words for block in fenced("sh") for words in commands(block) if words[0] == "demerit"]
    assert shown
    for _, verb, *rest in shown:
        options = {taken.spelled for taken in VERBS[verb].takes}
        assert {word for word in rest if word.startswith("--")} <= options, verb


def test_every_shown_python_block_names_what_is_public() -> None:
    for block in fenced("python"):
        compile(block, "README.md", "exec")
        assert set(re.findall(r"demerit\.(\w+)", block)) <= set(demerit.__all__)


PATTERNS = ("*.md", "docs/**/*.md", "guides/*.md", "tests/*.md")
PAGES = [page for pattern in PATTERNS for page in ROOT.glob(pattern)]
