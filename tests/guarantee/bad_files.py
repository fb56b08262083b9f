"""Hostile and unlucky files, each with a piece of the answer, for test_bad_input.py.

The whole answers, as a person reads them, stand in bad-messages.md beside this file. It is a golden file:

    python -m tests.guarantee.bad_files

writes it anew; read what changed before it is kept. The pieces here were written by hand, from what is wrong
with the file.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

from demerit.cli.entry import start

ROOT = Path(__file__).parents[2]
REGIME = (ROOT / "tests" / "examples" / "lists-regime.yaml").read_text(encoding="utf-8")
SOCIETY = (ROOT / "tests" / "examples" / "small-society.yaml").read_text(encoding="utf-8")
SCENARIO = """\
demerit: 2
scenario: mine
of: none
in: town
from: 2020-01-06
to: 2020-03-02
people: 200
draws: 1
"""
GOLDEN = Path(__file__).with_name("bad-messages.md")

_BOMB = "demerit: 2\nregime: bomb\na: &a [x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 4)}]\n" for n in range(10)
)
_LOW = "  low: {enter: [while: grade == D], kind: burden}"
_SEEN = '"0.2, assumed 0.1..0.3"'


def _changed(text: str, old: str, new: str) -> bytes:
    assert old in text, f"{old!r} is not in the example any more"
    return text.replace(old, new).encode()


def _regime(old: str, new: str) -> bytes:
    return _changed(REGIME, old, new)


def _society(old: str, new: str) -> bytes:
    return _changed(SOCIETY, old, new)


def _scenario(old: str, new: str) -> bytes:
    return _changed(SCENARIO, old, new)


NOT_READ: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "the file holds no keys"),
    "one word": (b"hello\n", "text without a key"),
    "a list": (b"- demerit: 2\n- regime: x\n", "Found: a list"),
    "bytes of a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "in a binary file"),
    "UTF-16": (REGIME.encode("utf-16"), "UTF-16"),
    "Latin-1": ("demerit: 2\nregime: x\ntitle: caf\u00e9\n".encode("latin-1"), "mine.yaml:3:11"),
    "zero bytes": (b"demerit: 2\nregime: a\x00b\n", "mine.yaml:2:10: the control sign U+0000"),
    "half a sign": (b'demerit: 2\nregime: "\\uD800"\n', "half a sign"),
    "signs that steer a terminal": (b'demerit: 2\nregime: "\\e[31mred\\a"\n', "the control sign U+001B"),
    "a key that reads backwards": (
        "demerit: 2\nregime: x\nti\u202etle: x\n".encode(),
        "the direction sign U+202E",
    ),
    "two million bytes": (b"demerit: 2\n" + b"# filler\n" * 220_000, "the limit is 1,000,000"),
    "30,000 keys": (
        b"demerit: 2\nx: {" + b"".join(b"k%d: 1, " % n for n in range(30_000)) + b"}\n",
        "more than 20,000",
    ),
    "a thousand levels": (b"demerit: 2\nx: " + b"{a: " * 1000 + b"1" + b"}" * 1000 + b"\n", "deeper than 32"),
    "400,000 open brackets": (b"demerit: 2\nx: " + b"[" * 400_000, "deeper than 32"),
    "a name of half a million signs": (b"demerit: 2\nregime: " + b"k" * 500_000 + b"\n", "is not a name"),
    "an alias bomb": (_BOMB.encode(), "anchors and aliases are not read"),
    "an alias of itself": (b"demerit: 2\nregime: x\nlists: &a {b: *a}\n", "anchors and aliases are not read"),
    "a Python object": (b"demerit: 2\nregime: !!python/object/apply:os.system [id]\n", "is not read"),
    "a merge key": (b"demerit: 2\nregime: x\n<<: {title: y}\n", "merge keys are not read"),
    "two documents": (b"demerit: 2\nregime: x\n---\nregime: y\n", "a second document begins here"),
    "tabs": (b"demerit: 2\nscore:\n\tkind: ledger\n", "never with tabs"),
    "an open bracket": (b"demerit: 2\nregime: x\nlists: [a, b\n", "this is not YAML"),
    "no kind": (b"demerit: 2\ntitle: x\n", "nothing says what this file is"),
    "two kinds": (b"demerit: 2\nregime: x\nsociety: y\n", "this file has the keys regime and society"),
}

REGIMES: dict[str, tuple[bytes, str]] = {
    "another version": (_regime("demerit: 2", "demerit: 3"), "Found: 3"),
    "no version": (_regime("demerit: 2\n", ""), "'demerit' is missing"),
    "a key twice": (_regime("title:", "regime: x\ntitle:"), "a second time"),
    "an unknown key": (_regime("protected_input:", "protected_inpt:"), "Did you mean protected_input?"),
    "a source that nothing rests on": (
        _regime("  daum: {", "  court-report: {title: Read once, evidence: V}\n  daum: {"),
        "nothing in this file rests on the reference 'court-report'",
    ),
    "a source that nobody declared": (
        _regime("2 years, from spc-2017", "2 years, from spc-2071"),
        "Did you mean spc-2017?",
    ),
    "an undeclared list": (_regime("age >= 18", "listed(low) and not listed(blck)"), "Did you mean black?"),
    "an undeclared conduct": (
        _regime(
            'record: [judgment-default], if: age >= 18, own_points: counted, for: "2',
            'record: [jugment-default], if: age >= 18, own_points: counted, for: "2',
        ),
        "no conduct",
    ),
    "a list that waits for itself": (
        _regime(_LOW, "  low: {kind: burden, enter: [{while: listed(low)}]}"),
        "the list low is entered only by asking for low itself",
    ),
    "two lists that wait for each other": (
        _regime(
            _LOW,
            "  low: {kind: burden, enter: [{while: listed(grey)}]}\n"
            "  grey: {kind: burden, enter: [{while: listed(low)}]}",
        ),
        "the lists low -> grey -> low go in a circle",
    ),
    "a condition that excludes itself": (
        _regime(_LOW, "  low: {kind: burden, enter: [{while: score < 500 and score > 900}]}"),
        "`score < 500` and `score > 900` exclude each other",
    ),
    "a grade at a score of another": (
        _regime(_LOW, "  low: {kind: burden, enter: [{while: grade == D and score > 700}]}"),
        "the grade D is a score of 599 or less",
    ),
    "a list for children alone that takes only adults": (
        _regime(_LOW, "  low: {kind: burden, enter: [{while: age < 16}]}"),
        "leaves out everybody aged 18 or more",
    ),
    "a probability of 140 %": (_regime(_SEEN, '"140 %, assumed 130..150"'), "a share cannot be 1.4"),
    "a negative probability": (_regime(_SEEN, '"-0.2, assumed -0.3..-0.1"'), "a share cannot be -0.2"),
    "an uneven unit": (_regime(_SEEN, '"20 %, assumed 10..30 %"'), "write `assumed 10..30`"),
    "a bare number": (_regime(_SEEN, "0.2"), "this number has no evidence"),
    "evidence given twice": (
        _regime(_SEEN, '"0.2, assumed 0.1..0.3, assumed 0.1..0.9"'),
        "`assumed LOW..HIGH` stands here a second time",
    ),
    "a range the wrong way": (_regime("assumed 0.1..0.3", "assumed 0.3..0.1"), "0.3..0.1 runs downwards"),
    "a number of 100,000 digits": (_regime(_SEEN, f'"{"9" * 100_000}, assumed 0..1"'), "100,014 signs"),
    "a duration in metres": (
        _regime("8 weeks, assumed 4..16", "8 metres, assumed 4..16"),
        "no unit 'metres'",
    ),
    "a rate per 0 people": (
        _regime("0.1 % per person-year", "1 per 0 person-years"),
        "a rate has no unit 'per 0 person-years'",
    ),
    "Python in a condition": (
        _regime("age >= 18", "__import__('os').system('id')"),
        "the sign '.' has no place in a condition",
    ),
    "a condition of 500 brackets": (
        _regime("age >= 18", "(" * 500 + "age >= 18" + ")" * 500),
        "parentheses are nested deeper than 32 levels",
    ),
    "a condition of 20,000 parts": (_regime("age >= 18", "age >= 18 and " * 20_000 + "age >= 18"), "signs"),
    "a condition of 300 operators": (_regime("age >= 18", "1+" * 300 + "age >= 18"), "256 operators"),
    "a date that is none": (_regime("from: 2017-03-01", "from: 2017-13-45"), "Found: 2017-13-45"),
    "dates out of order": (_regime("2019-01-01", "2016-01-01"), "2016-01-01 does not follow 2017-03-01"),
    "an amendment that changes nothing": (
        _regime("amendments:\n", "amendments:\n  - from: 2016-01-01\n"),
        "this amendment changes nothing",
    ),
    "a real group's name": (_regime("group B:", "Hill people:"), "no category 'Hill people'"),
}

SOCIETIES: dict[str, tuple[bytes, str]] = {
    "a society with a real region": (_society("region 01", "Shangdu"), "not a neutral name"),
    "a society of other ages": (_society("85+:", "90+:"), "there is no band of ages '90+'"),
    "a society whose shares are too many": (_society("couple: 0.7,", "couple: 0.9,"), "sum to 1.2"),
    "a society with an unknown key": (_society("kin:", "kinn:"), "Did you mean kin?"),
    "a society with a key twice": (_society("tiers:", "kin: {}\ntiers:"), "a second time"),
    "a society whose rate is a share": (
        _society("returns: 20 % per person-year", "returns: 20 %"),
        "no unit",
    ),
    "a society with a share of 230 %": (_society("away: 30 %", "away: 230 %"), "a share cannot be 2.3"),
    "a society with a negative rate": (_society("rate: 50 %", "rate: -50 %"), "a rate cannot be -0.5"),
    "a society with an undeclared propensity": (
        _society("propensity: temper", "propensity: tempre"),
        "Did you mean temper?",
    ),
    "a society that calls itself teaching": (
        _society("represents: 1000 million", "teaching: true\nrepresents: 1000 million"),
        "only the gallery's teaching societies",
    ),
}

SCENARIOS: dict[str, tuple[bytes, str]] = {
    "a scenario that ends first": (_scenario("to: 2020", "to: 2019"), "Found: 2019-03-02"),
    "a scenario of nobody": (_scenario("people: 200", "people: 0"), "Allowed: 1..2,000,000,000"),
    "a scenario of half a person": (_scenario("people: 200", "people: 0.5"), "Found: 0.5"),
    "a scenario of endless people": (_scenario("people: 200", "people: .inf"), "Found: .inf"),
    "a scenario of too many draws": (_scenario("draws: 1", "draws: 9999"), "Allowed: 1..1,000"),
    "a scenario of hours": (_scenario("draws: 1", "step: hour"), "'hour' is not one of the allowed words"),
    "a scenario with an unknown key": (_scenario("draws: 1", "drawn: 1"), "Did you mean draws?"),
    "a scenario without a regime": (_scenario("of: none\n", ""), "'of' is missing"),
    "a scenario of an unknown regime": (_scenario("of: none", "of: nun"), "no regime 'nun'"),
    "a scenario of an unknown society": (_scenario("in: town", "in: twon"), "Did you mean town?"),
    "a scenario of itself": (
        _scenario("of: none", "of: ./mine.yaml"),
        "./mine.yaml is a scenario file",
    ),
    "a scenario in itself": (
        _scenario("in: town", "in: ./mine.yaml"),
        "./mine.yaml is a scenario file",
    ),
    "a path that climbs": (_scenario("of: none", "of: ../../../../etc/passwd.yaml"), "beside it or below"),
    "a path from the root": (_scenario("in: town", "in: /etc/passwd.yaml"), "beside it or below"),
    "a path that is not there": (_scenario("of: none", "of: ./.yaml"), "there is no file ./.yaml"),
}

FILES = NOT_READ | REGIMES | SOCIETIES | SCENARIOS
"""Whole files by what is wrong with them: what is in them, and a piece of the answer."""


def answer(*command: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a command, given in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = start(command)
    return code, out.getvalue(), err.getvalue()


def kept(err: str) -> str:
    """Return an answer as it is kept: without the names of the gallery, which grows."""
    return re.sub(r"Known: [a-z0-9, -]*\.", "Known: NAMES.", err)


def golden() -> dict[str, str]:
    """Return the answers that are kept, by what is wrong."""
    parts = GOLDEN.read_text(encoding="utf-8").split("\n## ")[1:]
    return {part.partition("\n")[0]: part.split("```\n")[1] for part in parts}


def main() -> None:
    """Write every answer anew."""
    text = [
        "# What bad files are answered\n\nWritten by `python -m tests.guarantee.bad_files` and compared by"
        " test_bad_input.py: each answer of\n`demerit check mine.yaml`, whole, as a person reads it, but for"
        " the names of the gallery.\n"
    ]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for what, (content, _) in FILES.items():
            Path("mine.yaml").write_bytes(content)
            text.append(f"\n## {what}\n```\n{kept(answer('check', 'mine.yaml')[2])}```\n")
    GOLDEN.write_text("".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
