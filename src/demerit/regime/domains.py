"""The values that each term of a condition may have in a regime: its score, grades, people."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from demerit.mechanisms.scores.language import Graded, RollingMean
from demerit.regime.expressions import ENUMERATIONS
from demerit.regime.model import Regime
from demerit.regime.possible import TRUTH, Domain, Domains, Range

OLDEST = 130
"""The last birthday that the engine tells apart, in years (`lists.lowering_asked`); nobody is older."""
OPEN = 1 << 30
"""Where a score without a floor or cap ends, on either side (`lowering_edges.OPEN`)."""
LONG = 1 << 60
"""Nothing in a run lasts longer, in millionths of a day (`possible.micro_days`)."""
MANY = (1 << 31) - 1
"""No number in a condition is larger."""

_TERMS = MappingProxyType(
    {"age": Domain(0, OLDEST, usual=30), "fifth": Domain(1, 5, usual=3), "region": Domain(1, 64)}
)
_COUNTS = ("records", "number", "listings", "passed")
"""Terms that count: none is below 0."""


def bounds(forms: Sequence[Regime]) -> Range:
    """Return the lowest and highest score that rules of these forms let anybody have.

    Args:
        forms: dated forms one after another; what the last does not allow may stand since an earlier one.
    """
    found = [_bounds(form.score) for form in forms if isinstance(form.score, Graded)]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else (-OPEN, OPEN)


def _bounds(score: Graded) -> Range:
    low = -OPEN if score.floor is None else score.floor
    high = OPEN if score.cap is None else score.cap
    if isinstance(score, RollingMean):
        least, most = min(score.scale[0], score.start), max(score.scale[1], score.start)
        return max(low, least), min(high, most)
    return low, high


def domains(
    forms: Sequence[Regime],
    entity: str = "person",
    *,
    scores: Range | None = None,
    unreached: frozenset[str] = frozenset(),
) -> Domains:
    """Return the values that a variable may have in the last of some dated forms.

    Args:
        forms: the form and those before it.
        entity: whom a condition is about.
        scores: the lowest and highest score that anybody reaches; by default what the rules allow.
        unreached: lists that nobody is on.
    """
    form = forms[-1]
    low, high = scores or bounds(forms)
    start = form.score.start if isinstance(form.score, Graded) else None
    code = ENUMERATIONS["entity"].index(entity)
    own = {name for each in forms for name, rule in each.lists.items() if rule.entity == entity}
    others = {
        f"listed({name})": f"{name} is a list of {rule.entity}s"
        for each in forms
        for name, rule in each.lists.items()
        if name not in own
    }

    def found(name: str, kind: str) -> Domain:
        if name == "score":
            return Domain(low, high, usual=start)
        if name == "grade":
            return Domain(0, len(form.grades) - 1, form.grades, of="score", bands=_bands(form))
        if name == "entity":
            return Domain(code, code, ENUMERATIONS[kind])
        if kind == "condition":
            return (
                Domain(0, 0, because=others.get(name, "")) if name in unreached or name in others else TRUTH
            )
        if kind in ENUMERATIONS:
            return Domain(0, len(ENUMERATIONS[kind]) - 1, ENUMERATIONS[kind])
        if kind == "length":
            return Domain(0, LONG)
        if name.split("(")[0] in _COUNTS:
            return Domain(0, MANY)
        return _TERMS.get(name, Domain(-MANY, MANY, usual=0))

    return found


def _bands(form: Regime) -> tuple[Range, ...]:
    """Return the scores of each grade, best first; first and last are open, for they cover every score."""
    assert isinstance(form.score, Graded)
    bands = [form.score.grades[name] for name in form.grades]
    ends = [
        (-2 * OPEN if band.low is None else band.low, 2 * OPEN if band.high is None else band.high)
        for band in bands
    ]
    ends[0] = (ends[0][0], 2 * OPEN)
    ends[-1] = (-2 * OPEN, ends[-1][1])
    return tuple(ends)
