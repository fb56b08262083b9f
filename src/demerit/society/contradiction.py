"""What the numbers of a society say when they cannot all be true, with the place to look at first."""

from __future__ import annotations

from demerit.errors import DemeritError


class Contradiction(DemeritError):
    """The numbers of a society, as declared or as one draw has them, contradict each other.

    Attributes:
        at: the value to look at first, as a path in the society's file.
    """

    exit_code = 2

    def __init__(self, message: str, at: tuple[str | int, ...] = ()) -> None:
        """Take the sentence, with `. Next: ` before what to do, and the place."""
        super().__init__(message)
        self.at = at
