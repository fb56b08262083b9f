"""How a stay on a list ends, by code: of several ends in one step the first in this order counts.

Each is named for what ended it: *expiry*, a length is over; *fulfilled*, what was to end it came true;
*ceased*, what the list asks for holds no longer; *repair*, a repair was granted, and nothing else;
*correction* and *appeal*, a record without which the stay would not have begun is withdrawn; *left scheme*,
one is a member no more; *taken off*, a trigger did so; *rule*, an amendment took the list away or asks for
something else; *sunset*, the regime ended. *Standing* is no end: the stay lasts when the run ends.
"""

from __future__ import annotations

from demerit.counted.values import EXITS

(
    DEATH,
    LEFT,
    LEFT_SCHEME,
    SUNSET,
    CORRECTION,
    APPEAL,
    PAYMENT,
    REPAIR,
    TAKEN_OFF,
    RULE,
    FULFILLED,
    EXPIRY,
    CEASED,
    TIE,
    STANDING,
) = range(len(EXITS))


def code_of(exit: str) -> int:
    """Return the code of an exit as a regime names it, such as `taken-off`."""
    return EXITS.index(exit.replace("-", "_"))


HERE = -1
"""In place of an exit: the form of the regime has the list."""
