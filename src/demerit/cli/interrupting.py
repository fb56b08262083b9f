"""Ctrl-C: what was begun ends with exit code 130, whatever was going on when it was pressed.

Python turns the signal into an exception in whatever the main thread is doing. A library that is called just
then may make another error of it (DuckDB: `Query interrupted`) or drop it, so the fact itself is kept here.
Who presses a second time does not want to wait for anything to be written down.
"""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Final, NoReturn

EXIT_CODE: Final = 130
_pressed = False


def watch() -> None:
    """Take note of Ctrl-C from now on, in this process's main thread."""
    signal.signal(signal.SIGINT, _press)


def pressed() -> bool:
    """Return whether Ctrl-C was pressed since `watch`."""
    return _pressed


def _press(number: int, frame: FrameType | None) -> NoReturn:
    global _pressed
    if _pressed:
        os._exit(EXIT_CODE)
    _pressed = True
    raise KeyboardInterrupt
