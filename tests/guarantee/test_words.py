"""Words are reviewed like code (guides/wording.md says why each of these is out).

The lab counts what a declared regime would do to synthetic people in a model. Words that claim more than
that, or that speak of people as a regime does, are found here before a reader finds them.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BANNED = {
    r"predicts?": "a model of declared inputs does not know the future: `in this model`, `would`",
    r"proves?": "a count is evidence under its assumptions: `shows`, `in this model`",
    r"verdicts?": "the lab reports findings",
    r"innocents?": "`without the act`: what is counted is an act, not a person's worth",
    r"violators?": "`people recorded for ...`: what a record says is a record",
    r"threats?": "name the conduct",
    r"contagions?": "`spill-over`: being related to someone is not a disease",
    r"debias(?:ing|ed|es)?": "name the difference and who bears it",
}

# (file, word): why it may stand there. A line that no longer matches is an error, so the list only shrinks.
ALLOWED = {
    ("guides/wording.md", "*"): "the guide names the words that it explains",
    ("tests/guarantee/test_words.py", "*"): "this list",
}

SUFFIXES = {".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".json", ".sh", ".txt", ""}
LEFT_OUT = ("src/demerit/report/vendored/", "uv.lock", "LICENSE")
PATTERN = re.compile(rf"(?<![a-z])({'|'.join(BANNED)})(?![a-z])", re.IGNORECASE)


def project_files() -> list[str]:
    """Return every text file that git knows or would know, as a path below the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return sorted(
        path
        for path in set(listed)
        if Path(path).suffix in SUFFIXES and not path.startswith(LEFT_OUT) and (ROOT / path).is_file()
    )


def banned_in(text: str) -> list[tuple[int, str]]:
    """Return (line number, word) of every banned word; an underscore separates words as a space does."""
    return [
        (number, match.group(1).lower())
        for number, line in enumerate(text.splitlines(), start=1)
        for match in PATTERN.finditer(line.replace("_", " "))
    ]


def test_no_file_of_the_project_uses_a_banned_word() -> None:
    found = []
    for path in project_files():
        if (path, "*") in ALLOWED:
            continue
        for line, word in banned_in((ROOT / path).read_text(encoding="utf-8")):
            if (path, word) not in ALLOWED:
                why = next(reason for pattern, reason in BANNED.items() if re.fullmatch(pattern, word))
                found.append(f"{path}:{line}: `{word}`: {why}")
    assert not found, "\n".join(found)


def test_every_allowed_word_still_needs_its_permission() -> None:
    for path, word in ALLOWED:
        words = {found for _, found in banned_in((ROOT / path).read_text(encoding="utf-8"))}
        assert words if word == "*" else word in words, f"{path} no longer says {word}: drop the permission"


@pytest.mark.parametrize("text", ["It predicts.", "PROVES", "no_verdict_here", "two threats", "debiasing"])
def test_the_search_finds(text: str) -> None:
    assert banned_in(text)


@pytest.mark.parametrize("text", ["prediction", "improves", "approves", "proven", "threaten"])
def test_the_search_leaves_other_words_alone(text: str) -> None:
    assert not banned_in(text)


def test_every_banned_word_is_explained_in_the_guide() -> None:
    guide = (ROOT / "guides" / "wording.md").read_text(encoding="utf-8")
    explained = {word for _, word in banned_in(guide)}
    for pattern in BANNED:
        assert any(re.fullmatch(pattern, word) for word in explained), pattern
