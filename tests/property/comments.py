"""Comments in odd places: whatever a file says, its comments go where YAML lets them and never into a value.

`sprinkled(text)` draws the same YAML with comments before, behind and after its lines, at any indentation,
with blank lines, other ends of lines and a byte order mark; `marks(text)` lists the comments again.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

from demerit.documents import parse

WORDS = [
    "",
    " why",
    "# twice",
    " key: value",
    ' "a quote',
    " {bracket",
    " - dash",
    " é 記",
    " &a *a !t %",
    "\ttab",
]


def marks(text: str) -> list[str]:
    """Return every drawn comment of a text in its order, whole."""
    return re.findall(r"#<\d+>[^\r\n]*", text)


def whole_lines(text: str) -> set[int]:
    """Return the numbers, from 0, of lines that a comment may stand before: no value runs on into them."""
    document = parse(text)
    starts = {line - 1 for line, _ in [*document.keys.values(), *document.values.values()]}
    return {0, *starts, len(text.splitlines())}


@st.composite
def sprinkled(draw: st.DrawFn, text: str) -> str:
    lines, free = text.splitlines(), whole_lines(text)
    made: list[str] = []
    number = 0
    for place in range(len(lines) + 1):
        if place in free:
            for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
                number += 1
                indent = " " * draw(st.integers(0, 9))
                made.append(f"{indent}#<{number}>{draw(st.sampled_from(WORDS))}")
            made += [""] * draw(st.sampled_from([0, 0, 0, 0, 1]))
        if place < len(lines):
            line = lines[place]
            if place + 1 in free and draw(st.sampled_from([False, False, True])):
                number += 1
                line += f"{' ' * draw(st.integers(1, 3))}#<{number}>{draw(st.sampled_from(WORDS))}"
            made.append(line)
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return mark + end.join(made) + draw(st.sampled_from([end, ""]))
