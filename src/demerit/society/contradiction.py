"""What the numbers of a society say when they cannot all be true, with the place to look at first."""

from __future__ import annotations

from demerit.errors import DemeritError


class Contradiction(DemeritError):
    """The numbers of a society, as declared or as one draw has them, contradict each other.

    Attributes:
        said: what is wrong, without its full stop.
        next_step: what to do about it.
        at: the value to look at first, as a path in the society's file.
    """

    exit_code = 2

    def __init__(self, said: str, next_step: str, at: tuple[str | int, ...]) -> None:
        """Take what is wrong, without its full stop, what to do about it, and the place."""
        super().__init__(f"{said}. Next: {next_step}")
        self.said, self.next_step, self.at = said, next_step, at


class NoSociety(Contradiction):
    """The numbers of a draw contradict each other."""
