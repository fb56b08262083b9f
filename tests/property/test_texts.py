"""For every free text of every file: signs that show nothing and do something are refused at their line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.cli.entry import start
from demerit.documents import edited, gallery, parse, read
from demerit.documents.models import ReferenceEntry
from demerit.documents.splicing import spliced
from demerit.errors import InvalidFile, legible, steering

STEERING = [
    chr(code)
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F))
    + (*range(0x2060, 0x2070), 0xFEFF, 0xE0001, 0xE0041)
    if chr(code) not in "\n\t" and unicodedata.category(chr(code)) != "Cn"
]
FILES = [
    (kind, name) for kind in ("regime", "society", "scenario", "targets") for name in gallery.names(kind)
]


def texts(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every text of a file."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, (dict, list)):
            yield from texts(value, (*path, key))
        elif isinstance(value, str):
            yield (*path, key)


PLACES = [(kind, name, place) for kind, name in FILES for place in texts(read(gallery.find(kind, name)).data)]


@given(st.sampled_from(PLACES), st.sampled_from(STEERING), st.sampled_from(["{}a", "a{}b", "a{}"]))
@settings(max_examples=60, deadline=None)
def test_such_a_sign_in_any_text_of_any_file_is_refused_at_its_line(
    place: tuple[str, str, tuple[str | int, ...]], sign: str, around: str
) -> None:
    kind, name, path = place
    document = read(gallery.find(kind, name))
    text = spliced(document.text, path, around.format(sign))
    assert text is not None
    with pytest.raises(InvalidFile, match=f"U\\+{ord(sign):04X}") as told:
        parse(text, document.path)
    (problem,) = told.value.problems
    assert problem.line >= document.position(path[:1])[0] > 0 and problem.column > 0


@given(st.sampled_from(STEERING), st.text(st.characters(codec="utf-8", categories=("L", "N")), max_size=9))
def test_such_a_sign_as_it_is_is_refused_in_comments_and_keys_too(sign: str, text: str) -> None:
    for line in (f"a: 1  # {text}{sign}", f"{text}b{sign}: 1", f'a: "{text}{sign}"'):
        if sign == "\r" and line.endswith(sign):  # an end of line, as some systems write it
            continue
        with pytest.raises(InvalidFile, match=f"U\\+{ord(sign):04X} has no place in a file") as told:
            parse(f"demerit: 2\n{line}\n")
        (problem,) = told.value.problems
        assert (problem.line, problem.column) == (2, line.index(sign) + 1)
    for code in (f"\\U{ord(sign):08x}",):
        with pytest.raises(InvalidFile, match=f"this text holds the .* sign U\\+{ord(sign):04X}") as told:
            parse(f'demerit: 2\n{text}b: "{code}"\n')
        assert told.value.problems[0].line == 2


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))))
def test_what_people_write_is_read_as_it_is(text: str) -> None:
    assert steering(text) is None and legible(text) == text


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left_of_any_text(text: str) -> None:
    assert steering(legible(text)) is None


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "क्\u200dष", "👩\u200d⚕️", "Fo\u00adto", "two\nlines\tand a tab"]
)
def test_joiners_and_lines_belong_to_words(text: str) -> None:
    assert steering(text) is None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "vbscript:x", "//host/x", "file:///etc/hosts", "host/x",
        "http:/host", "https://", "https:///x", "http://a b/", "https://real@host/", "ftp://host/", "http://[",
        "https://host/\"><b>", "https://host\\x", "HTTPS//host", "http://host:0/", "http://.", "none.",
    ],
)  # fmt: skip
def test_an_address_is_one_of_the_web_with_a_host(address: str) -> None:
    with pytest.raises(ValueError, match="this is no address of a page"):
        ReferenceEntry.model_validate({"title": "t", "evidence": "V", "url": address})


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://example.org:8080/a?b=c#d", "https://例え.jp/あ", "http://[::1]/x"],
)
def test_an_address_of_the_web_is_taken(address: str) -> None:
    assert ReferenceEntry.model_validate({"title": "t", "evidence": "V", "url": address}).url == address


def test_what_is_shown_in_a_line_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.yaml"
    document = read(gallery.find("scenario", "town"))
    file.write_text(edited(document, ("title",), "a\nkind  regime").text, encoding="utf-8")
    assert start(["check", str(file)]) == 2
    assert "this runs over more than one line" in capsys.readouterr().err
    file.write_text(edited(document, ("title",), "a\tb").text, encoding="utf-8")
    assert start(["check", str(file)]) == 2
    assert "this holds a tab" in capsys.readouterr().err


@given(st.text(max_size=30))
@settings(max_examples=30, deadline=None)
def test_no_answer_steers_a_terminal(text: str) -> None:
    import contextlib
    import io

    from demerit.cli.output import note, print_json, say

    for speak in (say, note, lambda words: print_json({"title": words})):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            speak(text.encode("utf-8", "replace").decode())
        assert steering(out.getvalue() + err.getvalue()) is None


def test_a_sign_that_json_writes_in_two_halves_is_one() -> None:
    assert parse('a: "\\ud803\\udd05"\n"\\ud83d\\ude00": 1\n').data == {"a": "\U00010d05", "\U0001f600": 1}
