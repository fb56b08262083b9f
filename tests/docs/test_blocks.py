"""Every block of code on every page is run, loaded or compared: none is only there to be read.

Large runs are made small first: the sentence under test is that what a page shows works and answers as it
says, not how long it takes.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit import society
from demerit.cli.description import verbs
from demerit.cli.entry import app, start
from demerit.documents import parse, read, write
from demerit.regime import loading
from tests import toy
from tests.docs.pages import ROOT, Block, blocks, blocks_of, commands, pages, text_of

SMALL = {"people": 1_000, "draws": 1, "start": "2019-01-01", "end": "2019-02-05"}
GENERATED = {f"docs/reference/{name}.md" for name in ("command-line", "python")}
"""Pages whose blocks are signatures and docstrings, compared with the code by test_reference.py."""
COMPARED = {
    ("ARCHITECTURE.md", "regime.yaml"): "a drawing of the rooms; the floors below it are the contract's",
    ("ARCHITECTURE.md", "cli"): "the floors, compared with the contract in this file",
    ("guides/api-style.md", "scenario.yaml"): "a message, compared with the real one in this file",
}
"""Blocks without a language, by page and by how they begin, with what holds them."""
LANGUAGES = {"python", "text", "yaml", "sql", "sh"}


def first_word(block: Block) -> str:
    return re.split(r"[\s:]", block.text.strip(), maxsplit=1)[0]


def test_every_block_is_of_a_kind_that_is_run_or_compared() -> None:
    for block in blocks():
        if block.page in GENERATED:
            continue
        if not block.language:
            assert (block.page, first_word(block)) in COMPARED, block
        else:
            assert block.language in LANGUAGES, block
    found = {(block.page, first_word(block)) for block in blocks("")}
    assert set(COMPARED) <= found, "a block that is named here is gone"


def test_what_stands_as_text_is_the_output_of_the_program_above_it() -> None:
    for page in pages():
        if page in GENERATED:
            continue
        before = ""
        for block in blocks_of(page):
            assert block.language != "text" or before == "python", block
            before = block.language


# Programs

PROGRAMS = [
    page for page in pages() if page not in GENERATED and any(b.language == "python" for b in blocks_of(page))
]


@pytest.mark.parametrize("page", PROGRAMS)
def test_the_programs_of_a_page_run_and_print_what_stands_below_them(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    real = demerit.run
    monkeypatch.setattr(demerit, "run", lambda target, **given: real(target, **{**given, **SMALL}))
    names: dict[str, Any] = {}
    shown = blocks_of(page)
    for block, after in zip(shown, [*shown[1:], None], strict=True):
        if block.language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.text, str(block), "exec"), names)  # noqa: S102 (our own page)
        if after is not None and after.language == "text":
            assert printed.getvalue() == after.text, block


# Commands


def small(words: list[str]) -> list[str]:
    """Return a command with its run made small."""
    if words[0] != "run":
        return words
    options = ("--people", "--draws", "--from", "--to")
    kept = words[:2]
    rest = iter(words[2:])
    for word in rest:
        if word in options:
            next(rest)
        else:
            kept.append(word)
    return [*kept, *(part for pair in zip(options, map(str, SMALL.values()), strict=True) for part in pair)]


def is_ours(program: str, words: list[str]) -> bool:
    """Return whether a command starts a program of the project: a script, or `python -m` with a module."""
    if program == "python" and words[:1] == ["-m"]:
        module = ROOT / words[1].replace(".", "/")
        return module.with_suffix(".py").is_file() or (module / "__main__.py").is_file()
    return os.access(ROOT / program, os.X_OK)


@pytest.mark.parametrize("page", sorted({block.page for block in blocks("sh")}))
def test_the_commands_of_a_page_work_one_after_the_other(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs of the project itself (`./check`) are not started by a test: they have to be there."""
    monkeypatch.chdir(tmp_path)
    for block in (block for block in blocks_of(page) if block.language == "sh"):
        for program, *words in commands(block):
            if program != "demerit":
                assert is_ours(program, words), f"{block}: {program}"
                continue
            into = words.index(">") if ">" in words else None
            code = start(small(words[:into]))
            printed = capsys.readouterr()
            assert code == int(words[0] == "lint"), (block, words, printed.err)
            if into is not None:
                Path(words[into + 1]).write_text(printed.out, encoding="utf-8")


def test_every_command_that_a_page_names_exists_with_its_options() -> None:
    """Also inside a sentence: `demerit verify RUN --replay`."""
    known = verbs(app)
    named = set()
    for page in pages():
        if page == "CHANGELOG.md":  # what was, may be gone
            continue
        for text in re.findall(r"`demerit ([a-z][^`]*)`", text_of(page)):
            verb, *rest = re.split(r"[\s|]+", text)
            named.add(verb)
            options = {taken.spelled for taken in known[verb].takes} | {"--help", "--json"}
            assert {word.split("=")[0] for word in rest if word.startswith("--")} <= options, (page, text)
    assert {"run", "check", "lint", "verify", "explain"} <= named


# Queries


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> demerit.Run:
    folder = tmp_path_factory.mktemp("pages") / "run"
    return demerit.run("china-lists-2018", out=folder, **{**SMALL, "people": 4_000, "end": "2019-07-02"})  # type: ignore[arg-type]


@pytest.mark.parametrize("block", blocks("sql"), ids=str)
def test_a_query_is_answered(block: Block, run: demerit.Run) -> None:
    answer = run.query(block.text)
    assert answer.columns
    if "relations" not in block.text and "wrongly listed" not in block.text:  # few live in so small a run
        assert answer.rows


# Files


def laid_over(base: Any, shown: Any) -> Any:
    """Return `base` with what is shown laid over it, mapping by mapping; a table of numbers is replaced."""
    if not (isinstance(base, dict) and isinstance(shown, dict)) or "values" in shown:
        return shown
    return {**base, **{key: laid_over(base.get(key), value) for key, value in shown.items()}}


LEDGER = {"kind": "ledger", "start": 100, "worse": "lower", "grades": {"A": ">= 90", "B": "< 90"}}
COUNTED = {"defaults": {"counts": "ever"}}
WHERE = {"m37-rewards": "large-country-2020", "m61-averaged-income": "claimants"}
"""Pages that name a conduct or attempt of a packaged society: they have to work in it."""
IN_SOCIETY = re.compile(r"(?:^|\. |\n)(?:The|In the) society[,;:][^.]*$")
YAML = [block for block in blocks("yaml") if block.page.startswith("docs/mechanisms/")]


def test_blocks_of_a_file_stand_on_the_pages_of_mechanisms() -> None:
    assert blocks("yaml") == YAML
    assert {"society", "regime"} == {"society" if IN_SOCIETY.search(b.before) else "regime" for b in YAML}


@functools.cache
def whole_society() -> dict[str, Any]:
    made: dict[str, Any] = read(toy.SMALL).data
    return made | {"responses": made["responses"] | {"work": toy.WORK}}


def around(where: str | None) -> dict[str, Any]:
    """Return a regime with the names that the pages use: of a packaged society, or of three lists."""
    if where:
        conduct = "judgment-default" if where == "large-country-2020" else "unreported-income"
        return toy.regime(
            scores={"score": LEDGER},
            conducts={**COUNTED, conduct: {}},
            sources={"courts": toy.source({conduct: 1})},
        )
    return toy.regime(
        scores={"score": LEDGER},
        conducts={**COUNTED, "default": {}, "late-report": {}, "unpaid-wages": {}},
        sources={
            "courts": toy.source(),
            "inspection": toy.source({"unpaid-wages": 1}, entity="organisation"),
        },
        lists={
            "black": toy.black(),
            "grey": toy.black(),
            "firms": toy.black(["unpaid-wages"], entity="organisation", minors=False),
        },
    )


@pytest.mark.parametrize("block", YAML, ids=str)
def test_what_a_page_shows_of_a_file_is_valid_in_one(block: Block) -> None:
    shown = parse(block.text, str(block)).data
    if IN_SOCIETY.search(block.before):
        made = society.checked(parse(write(laid_over(whole_society(), shown)), str(block)))
        assert made.society == "small"
        return
    where = WHERE.get(Path(block.page).stem)
    base = around(where)
    if {"score", "scores"} & set(shown):
        base.pop("scores")
    if "score" in shown:  # points that come back with time
        base["conducts"] = {name: {} for name in base["conducts"] if name != "defaults"}
    if "of_records" in shown.get("safeguards", {}):
        base.pop("safeguards")
    whole = laid_over(base, shown)
    if where:
        found = toy.resolved(whole, 4, **{"in": where}).regime
    else:
        found = loading.from_document(parse(write(whole), str(block)))
    assert all(getattr(found, part) for part in shown if part != "from")


# Blocks without a language


def test_the_floors_on_the_page_are_the_contract() -> None:
    contract = re.search(
        r"^layers = \[(.*?)\]",
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    (floors,) = (b for b in blocks_of("ARCHITECTURE.md") if first_word(b) == "cli")
    assert contract is not None
    declared = re.findall(r'"(.+?)"', contract[1])
    assert [line.replace(" · ", " | ") for line in floors.text.splitlines()] == declared


def test_the_message_that_the_style_guide_shows_is_the_real_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = (b for b in blocks_of("guides/api-style.md") if not b.language)
    monkeypatch.chdir(tmp_path)
    lines = ["demerit: 2", "scenario: mine", "title: A question", "of: china-lists-2018", "against: none"]
    lines += ["in: town", "from: 2014-13-06", "to: 2015-01-05"]
    Path("scenario.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert start(["check", "scenario.yaml"]) == 2
    said = capsys.readouterr().err.strip()
    shape = re.compile(r"(\S+:\d+:\d+: \w+: ).+ Allowed: .+ Next: .+\.")
    real, shown = shape.fullmatch(said), shape.fullmatch(block.text.strip())
    assert real and shown and real[1] == shown[1], said
