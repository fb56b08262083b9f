"""Several changes of a text at once lose no comment and touch nothing else."""

from __future__ import annotations

import pytest

from demerit.documents import parse
from demerit.documents.recasting import Recasting

TEXT = """\
# the top
demerit: 2
score:  # why there is one
  kind: ledger
  # everybody begins so
  start: 12   # behind
period: none   # not said

count: {a: 1, b: {c: 2}, d: "x, y"}
lists:
  # about black
  black:
    enter: {on: [a], if: "score < 3"}
    # how long
    term: 2 years
    # where from
    from: x
amendments:
  - from: 2020-01-01
    # a reason
    period: none
  - period: none
    # another
    scope: all
"""


def test_what_is_taken_out_leaves_its_comments() -> None:
    recast = Recasting(TEXT)
    for path in (("period",), ("amendments", 0, "period"), ("amendments", 1, "period"), ("count", "a")):
        recast.remove(path)
    recast.substitute(("lists", "black", "enter"), ["enter:\n  - {record: [a]}"])
    recast.remove(("lists", "black", "term"))
    text = recast.done()
    assert [line.partition("#")[2] for line in text.splitlines() if "#" in line] == [
        line.partition("#")[2] for line in TEXT.splitlines() if "#" in line
    ]
    assert parse(text).data == {
        "demerit": 2,
        "score": {"kind": "ledger", "start": 12},
        "count": {"b": {"c": 2}, "d": "x, y"},
        "lists": {"black": {"enter": [{"record": ["a"]}], "from": "x"}},
        "amendments": [{"from": parse(TEXT).data["amendments"][0]["from"]}, {"scope": "all"}],
    }


def test_a_key_is_wrapped_with_what_is_put_into_it() -> None:
    recast = Recasting(TEXT)
    recast.wrap(("score",), "scores", "points")
    recast.put(("score",), ["worse: lower"])
    recast.rename(("score", "start"), "begin")
    recast.put_first(("lists",), "defaults: {a: 1}")
    recast.put(("count",), ["e: 3"])
    recast.replace(("demerit",), 2)
    data = parse(recast.done()).data
    assert data["scores"] == {"points": {"kind": "ledger", "begin": 12, "worse": "lower"}}
    assert list(data["lists"]) == ["defaults", "black"]
    assert data["count"]["e"] == 3
    assert data["demerit"] == 2
    assert "  # about black\n  black:" in recast.text


def test_a_block_that_loses_all_is_empty_and_not_nothing() -> None:
    recast = Recasting("a:\n  b: 1\nc: {d: 2}\n")
    recast.remove(("a", "b"))
    recast.remove(("c", "d"))
    assert parse(recast.done()).data == {"a": {}, "c": {}}


def test_comments_within_brackets_stay() -> None:
    recast = Recasting("a: {b: 1, # the first\n  c: 2, # the second\n  d: 3}\n")
    recast.remove(("a", "c"))
    text = recast.done()
    assert "# the first" in text
    assert parse(text).data == {"a": {"b": 1, "d": 3}}


@pytest.mark.parametrize("first", [("top",), ("list",)])
def test_what_ends_within_comes_before_what_ends_around_in_whatever_order_it_is_put(
    first: tuple[str],
) -> None:
    recast = Recasting("a: 1\nlist:\n- b: 2\n  c: 3\n")
    wanted: dict[str, tuple[tuple[str | int, ...], str]] = {
        "top": ((), "triggers: 4"),
        "list": (("list", 0), "triggers: 5"),
    }
    for name in sorted(wanted, key=lambda name: name not in first):
        path, entry = wanted[name]
        recast.put(path, [entry])
    assert parse(recast.done()).data == {"a": 1, "list": [{"b": 2, "c": 3, "triggers": 5}], "triggers": 4}


def test_a_key_within_brackets_is_wrapped_in_brackets() -> None:
    recast = Recasting("a: {from: 2020, score: {kind: none, start: 2}, b: 3}\n")
    recast.wrap(("a", "score"), "scores", "points", ["least: 1"])
    recast.remove(("a", "score", "kind"))
    recast.put(("a", "score"), ["worse: lower"])
    assert parse(recast.done()).data == {
        "a": {"from": 2020, "scores": {"least": 1, "points": {"start": 2, "worse": "lower"}}, "b": 3}
    }


def test_what_is_added_stays_where_the_last_key_goes_from_between_empty_lines() -> None:
    recast = Recasting("a:\n  b: 1\n\n  c: 2\n\nd: 3\n")
    recast.remove(("a", "c"))
    recast.put(("a",), ["others: none"])
    assert parse(recast.done()).data == {"a": {"b": 1, "others": "none"}, "d": 3}
