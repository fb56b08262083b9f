"""What is counted of acts and attempts that lists stop."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.counted.axes import STEP, VALUE, Axis, Columns, Naming, coded
from demerit.counted.counted import Counted
from demerit.counted.table import Integers, count, text_key

STOPPED_THINGS = "stopped"
"""The word for how many are counted: a conduct or a kind of attempt each that some list stops."""
ACT, ATTEMPT = KINDS_OF = ("act", "attempt")

_KEYS = (
    text_key("kind", "whether it is an act or an attempt", allowed=KINDS_OF),
    text_key("what", "the conduct, or the kind of attempt, of the society"),
)


def _columns(names: Naming, at: Integers) -> Columns:
    things = names.others[STOPPED_THINGS]
    return {key.name: coded([thing[n] for thing in things], at) for n, key in enumerate(_KEYS)}


def _entities(names: Naming) -> Sequence[int]:
    """Return of each thing whether persons (0) or organisations (1) do it."""
    acts = dict(zip(names.conducts, names.conduct_entities, strict=True))
    attempts = dict(zip(names.domains, names.domain_entities, strict=True))
    return [(acts if of == ACT else attempts)[name] for of, name in names.others[STOPPED_THINGS]]


STOPPED = Counted(
    "stopped",
    "acts that would have been done, and attempts that would have been made, and were not, because a list"
    " stops them, step by step; they are in no other table",
    (STEP, Axis(STOPPED_THINGS, _KEYS, _columns, _entities), VALUE),
    (
        count("stopped", "acts or person-times", "kept from happening, by whatever list"),
        count(
            "obeyed",
            "acts or person-times",
            "of these: let be because it is forbidden; no list bars it",
        ),
        count("wrongful", "acts or person-times", "of these: not stopped by the lists of the shadow"),
    ),
    keys=("entity", "kind", "what", "step", "axis", "value"),
)
COUNTED = (STOPPED,)
