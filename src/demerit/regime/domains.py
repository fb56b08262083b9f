"""The values that each term of a condition may have in a regime: its score, grades, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from demerit.mechanisms.scores.language import Graded, RollingMean
from demerit.regime.expressions import ENUMERATIONS, SCORE
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


def bounds(forms: Sequence[Regime]) -> dict[str, Range]:
    """Return the lowest and highest value of each score that rules of these forms let anybody have.

    Args:
        forms: dated forms one after another; what the last does not allow may stand since an earlier one.
    """
    found: dict[str, list[Range]] = {}
    for form in forms:
        for name, score in form.scores.items():
            found.setdefault(name, []).append(_bounds(score))
    return {
        name: (min(low for low, _ in each), max(high for _, high in each)) for name, each in found.items()
    }


def _bounds(score: Graded) -> Range:
    least, most = score.bounds
    low, high = -OPEN if least is None else least, OPEN if most is None else most
    if isinstance(score, RollingMean):
        least, most = min(score.scale[0], score.start), max(score.scale[1], score.start)
        return max(low, least), min(high, most)
    return low, high


def domains(
    forms: Sequence[Regime],
    entity: str = "person",
    *,
    scores: Mapping[str, Range] | None = None,
    unreached: frozenset[str] = frozenset(),
) -> Domains:
    """Return the values that a variable may have in the last of some dated forms.

    Args:
        forms: the form and those before it.
        entity: whom a condition is about.
        scores: the lowest and highest value that anybody reaches of each score, by name, and perhaps of
            `number(S)`; by default what the rules allow.
        unreached: lists that nobody is on.
    """
    form = forms[-1]
    reach = {**bounds(forms), **(scores or {})}
    code = ENUMERATIONS["entity"].index(entity)
    own = {name for each in forms for name, rule in each.lists.items() if rule.entity == entity}
    others = {
        f"listed({name})": f"{name} is a list of {rule.entity}s"
        for each in forms
        for name, rule in each.lists.items()
        if name not in own
    }

    def found(name: str, kind: str) -> Domain:
        if name in form.scores:
            return Domain(*reach[name], usual=form.scores[name].start)
        if name in reach:
            return Domain(*reach[name])
        if (of := graded(name)) is not None:
            score = form.scores[of]
            grades = score.ordered_grades
            return Domain(0, len(grades) - 1, grades, of=of, bands=_bands(score))
        if (of := numbered(name)) is not None:
            return Domain(0, score.window if isinstance(score := form.scores[of], RollingMean) else MANY)
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


def graded(name: str) -> str | None:
    """Return the score of which a variable is the grade: `grade` or `grade(S)`; None if it is none."""
    return SCORE if name == "grade" else _in_brackets("grade", name)


def numbered(name: str) -> str | None:
    """Return the score of which a variable is the number of records, `number(S)`; None if it is none."""
    return _in_brackets("number", name)


def _in_brackets(word: str, name: str) -> str | None:
    return name[len(word) + 1 : -1] if name.startswith(f"{word}(") else None


def _bands(score: Graded) -> tuple[Range, ...]:
    """Return the values of each grade, best first; those at the ends are open, for they cover every score."""
    bands = [score.grades[name] for name in score.ordered_grades]
    ends = [
        (-2 * OPEN if band.low is None else band.low, 2 * OPEN if band.high is None else band.high)
        for band in bands
    ]
    top, bottom = (0, -1) if score.lower_is_worse else (-1, 0)
    ends[top] = (ends[top][0], 2 * OPEN)
    ends[bottom] = (-2 * OPEN, ends[bottom][1])
    return tuple(ends)
