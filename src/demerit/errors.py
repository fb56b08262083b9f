"""Every way in which Demerit says no, in one tree.

    DemeritError                exit 1   the root: whatever Demerit itself raises
    ├── InvalidFile             exit 2   a regime, society, scenario or target file is wrong; carries Problems
    │   └── CeilingExceeded     exit 2   a rate passes the ceiling that the society declares
    ├── WrongUse                exit 2   a command or function was called in a way that cannot work
    ├── Unwritable              exit 2   what was asked for cannot be written where it was asked for
    ├── RunDamaged              exit 1   a run folder does not hold what its manifest says
    └── Interrupted             exit 130 somebody pressed Ctrl-C

    Complaint (a ValueError)             what is wrong with one value, before anybody knows its file and line

A message is a product: it says where, what was found, what is allowed, the nearest known name and the next
step. So the parts are fields, not one string, and the command line, `--json` and the tests read the same
fields.

`Complaint` lies outside the tree on purpose: parsers of quantities and expressions raise it without knowing a
file, and `demerit.documents` turns it into a `Problem` with a line. It is a ValueError because that is what
pydantic catches and hands on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final


class DemeritError(Exception):
    """The root of every error that Demerit raises on purpose."""

    exit_code: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place of a file.

    Attributes:
        path: the file, as the user named it.
        line: line in the file, counted from 1; 0 where the file as a whole is meant.
        column: column in the line, counted from 1; 0 where the file as a whole is meant.
        where: dotted place inside the document, such as `lists.black.enter[0].for`.
        found: what stands there, as text.
        message: what is wrong, one sentence without its full stop.
        allowed: what would be right, as text, or None.
        nearest: the closest allowed name to what was found, or None.
        next_step: what to do now, one sentence without its full stop.
    """

    path: str
    line: int
    column: int
    where: str
    found: str
    message: str
    allowed: str | None = None
    nearest: str | None = None
    next_step: str = ""

    def __str__(self) -> str:
        """Return `file:line:col: where: message. Found: ...` and the advice, on one line fit for a terminal.

        What was found is left out where the message quotes it already.
        """
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        text = f"{place}: {self.where}: {self.message}" if self.where else f"{place}: {self.message}"
        text += "" if text.endswith("?") else "."
        if self.found and self.found != "nothing" and not _quoted(self.found, self.message):
            text += f" Found: {_short(self.found, FOUND_SHOWN)}."
        if self.allowed:
            text += f" Allowed: {self.allowed}."
        if self.nearest:
            text += f" Did you mean {self.nearest}?"
        if self.next_step:
            text += f" Next: {self.next_step}."
        return shown(text)


def _quoted(found: str, message: str) -> bool:
    """Return whether a message holds a found text as words of its own (the 0 of 1,000 is no 0)."""
    words = rf"(?<![\w,.]){re.escape(found)}(?![\w,.]*\w)"
    return repr(found)[1:-1] in message if not found.isprintable() else bool(re.search(words, message))


FOUND_SHOWN = 80
"""Signs of a found text that are shown."""
WORD_SHOWN = 200
"""Signs that are shown of a word without a space, which only hostile or broken files have so long."""
SHOWN = 2_000
"""Signs of one message."""


_VISIBLE = frozenset("\u00ad\u200c\u200d\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd") | frozenset(
    map(chr, range(0x600, 0x606))
)
"""Signs without a form of their own that words are written with: soft hyphens, joiners, those of numbers."""
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BETWEEN = "\n\t"
_KINDS = {"Cc": "control", "Cf": "invisible", "Zl": "line", "Zp": "line", "Cs": "half"}


def steering(text: str) -> tuple[int, str] | None:
    """Return where the first sign stands that shows nothing and does something, and what it is.

    Such signs clear a screen, turn the direction of reading or hide what stands beside them, so that a text
    is read as something else. Ends of lines and tabs are not among them.

    Args:
        text: any text.

    Returns:
        Its place in the text, and words such as `the direction sign U+202E`; None if there is none.
    """
    if text.isascii() and text.isprintable():
        return None
    for place, sign in enumerate(text):
        if not sign.isprintable() and (kind := _kind(sign)):
            return place, f"the {kind} sign U+{ord(sign):04X}"
    return None


def _kind(sign: str) -> str | None:
    """Return what a sign without a form is: control, direction, invisible, line, half; or None."""
    if sign in _BETWEEN or sign in _VISIBLE:
        return None
    return "direction" if sign in _DIRECTIONS else _KINDS.get(unicodedata.category(sign))


def legible(text: str, written: Callable[[str], str] | None = None) -> str:
    """Return a text of any number of lines in which signs that would steer a terminal are written out.

    Args:
        text: any text.
        written: what becomes of such a sign; by default its code, such as `\\x1b`.
    """
    made = written or _written_out
    return "".join(sign if sign.isprintable() or not _kind(sign) else made(sign) for sign in text)


def shown(text: str) -> str:
    """Return a text as one line that a terminal can be given: signs that would steer it are written out.

    Files are written by others; a colour code, a bell or a sign that turns the direction of reading must not
    reach the screen, and a value of half a million signs must not fill it.
    """
    safe = "".join(sign if sign.isprintable() else _written_out(sign) for sign in text)
    return _short(
        re.sub(rf"\S{{{WORD_SHOWN},}}", lambda found: _short(found[0], WORD_SHOWN // 2), safe), SHOWN
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 20]}...{text[-10:]}"


def _written_out(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


class InvalidFile(DemeritError):
    """A file that a user wrote is wrong; `problems` lists every place found in one pass."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, in the order of their lines.

        Args:
            problems: at least one.
        """
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CeilingExceeded(InvalidFile):
    """A rate passes the ceiling that its society declares; the run stops, it never clips."""


class WrongUse(DemeritError):
    """A command or a function was called in a way that cannot work."""

    exit_code = 2


class Unwritable(DemeritError):
    """What was asked for cannot be written where it was asked for: disk full, read-only, not allowed."""

    exit_code = 2


class RunDamaged(DemeritError):
    """A run folder does not hold what its manifest says."""


class Interrupted(DemeritError):
    """The user stopped the work; what was finished is kept."""

    exit_code = 130


class Complaint(ValueError):
    """What is wrong with one value, before its file and line are known.

    Attributes:
        message: what is wrong, one sentence without its full stop.
        found: what stands there, or None to let the reader of the file fill it in.
        allowed: what would be right, or None.
        nearest: the closest allowed name, or None.
        next_step: what to do now.
        at: where, as path elements below the value that complains.
        offset: characters from the start of the value's text, 0 where the whole value is meant.
        on_key: True where the complaint is about a key rather than about what stands under it.
    """

    def __init__(
        self,
        message: str,
        *,
        found: str | None = None,
        allowed: str | None = None,
        nearest: str | None = None,
        next_step: str = "",
        at: tuple[str | int, ...] = (),
        offset: int = 0,
        on_key: bool = False,
    ) -> None:
        """Keep the parts apart."""
        super().__init__(message)
        self.message = message
        self.found = found
        self.allowed = allowed
        self.nearest = nearest
        self.next_step = next_step
        self.at = at
        self.offset = offset
        self.on_key = on_key


class Complaints(ValueError):
    """Several complaints about one value, raised together so that a user mends them in one pass."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        """Keep the complaints."""
        super().__init__("; ".join(complaint.message for complaint in complaints))
        self.complaints: tuple[Complaint, ...] = tuple(complaints)


LONG: Final = 8
"""Letters from which a word may hold two slips, and is still more likely that word than another.

Measured over the 427 names and keys of the language: of words with one slip of the keyboard all are told, of
long ones with two 99 %; of two different names 5 in 10,000 pairs are taken for each other (they were 69 when
likeness was measured by the letters in common). `tests/unit/test_near.py` measures again.
"""


def nearest_name(found: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed name that somebody is likely to have meant, or None if none is near.

    Near is a name that differs by one slip (a letter too many, too few, another, or two swapped), by two
    where it is long (`LONG`), or the one that goes on after a hyphen where what was found ends.

    Args:
        found: what the user wrote.
        allowed: every name that would have been right.
    """
    word = found.lower()
    names = list(dict.fromkeys(allowed))
    apart = {name: slips(word, name.lower()) for name in names if _may_be(word, name.lower())}
    near = [name for name, count in apart.items() if count <= _bearable(word, name)]
    begun = [name for name in names if len(word) >= 3 and name.lower().startswith(f"{word}-")]
    return min(near, key=apart.__getitem__) if near else begun[0] if len(begun) == 1 else None


def _may_be(word: str, name: str) -> bool:
    """Return whether a name is not too much longer or shorter for a word."""
    return abs(len(word) - len(name)) <= 2


def _bearable(word: str, name: str) -> int:
    longer = max(len(word), len(name))
    return 2 if longer >= LONG else 1 if longer > 2 else 0


def slips(found: str, meant: str) -> int:
    """Return by how many slips two words differ: a letter too many, too few, another, or two swapped.

    The distance of Damerau and Levenshtein in which no pair of letters is swapped and changed besides.
    """
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for place, letter in enumerate(found, 1):
        following = [place]
        for other, wanted in enumerate(meant, 1):
            least = min(row[other] + 1, following[-1] + 1, row[other - 1] + (letter != wanted))
            swapped = place > 1 and other > 1 and letter == meant[other - 2] and found[place - 2] == wanted
            following.append(min(least, before[other - 2] + 1) if swapped else least)
        before, row = row, following
    return row[-1]
