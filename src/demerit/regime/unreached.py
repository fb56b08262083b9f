"""Lists that nobody can ever be on, grades that nobody ever has, conditions that never come to hold.

Each would be right by itself; only the points, sources, bounds and lists of the whole regime shut it off. A
list that never fills reads as harmless, so `check` says it first, and a run says it among its warnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demerit.documents import Document
from demerit.errors import Problem
from demerit.regime.model import Regime
from demerit.regime.never import asked
from demerit.regime.possible import Range, never
from demerit.regime.reaching import Reached, reached
from demerit.regime.reasons import lies, why
from demerit.regime.whom import bearing

Form = tuple[Document, Regime]


def unreached(forms: Sequence[Form]) -> Iterator[Problem]:
    """Yield what nobody can reach, each at its line.

    Args:
        forms: a regime in all its dated forms, with their documents.
    """
    regimes = [form for _, form in forms]
    so_far = reached(regimes)
    for name, said in empty_lists(regimes, so_far):
        document = next(document for document, form in forms if name in form.lists)
        yield document.problem(
            ("lists", name),
            said,
            found="",
            key=True,
            next_step="mend what keeps people out, or remove the list and what it brings",
        )
    for score, name, said, number in _grades(regimes, so_far):
        document, form = forms[number]
        yield document.problem(
            ("scores", score, "grades", name),
            said,
            found="",
            key=True,
            next_step="mend the grades or the points",
        )
    for number, each in asked(forms):
        if each.path[0] == "lists":
            continue
        known = so_far.known(regimes, number, each.entity)
        if not never([each.expr.root], each.domains) and (parts := never([each.expr.root], known)):
            waits = [name for name in so_far.reasons if f"listed({name})" in each.expr.free_names]
            reason = f"nobody can be on {', '.join(waits)}" if waits else why(parts, known)
            yield each.problem(
                parts[0],
                f"this never comes to hold: {reason}",
                "mend it, or what keeps people from it",
            )


def empty_lists(forms: Sequence[Regime], so_far: Reached | None = None) -> Iterator[tuple[str, str]]:
    """Yield each list that nobody can ever be on, with the reason as a sentence without its full stop.

    Args:
        forms: dated forms of a regime, one after another.
        so_far: what can be reached in them, if that is known.
    """
    for name, reason in (so_far or reached(forms)).reasons.items():
        brings = dict.fromkeys(
            other
            for form in forms
            for other, consequence in form.consequences.items()
            if consequence.refuse is not None and name in {each for each, _ in bearing(form, consequence)}
        )
        so = f", and {', '.join(brings)} refuse{'' if len(brings) > 1 else 's'} nobody" if brings else ""
        yield name, f"nobody can ever be on the list {name}{so}: {reason}"


def _grades(forms: Sequence[Regime], so_far: Reached) -> Iterator[tuple[str, str, str, int]]:
    """Yield grades that nobody has in any form: score, grade, why, and the last form that declares it."""
    found: dict[tuple[str, str], tuple[str, int] | None] = {}
    graded = [
        (number, score, name)
        for number, form in enumerate(forms)
        for score, of in form.scores.items()
        for name in of.ordered_grades
    ]
    for number, score, name in graded:
        spans = [reach[score] for reach in so_far.scores[number].values()]
        band, key = forms[number].scores[score].grades[name], (score, name)
        if found.get(key, ("", 0)) is None or any(_touches(band.low, band.high, span) for span in spans):
            found[key] = None
        else:
            low, high = min(span[0] for span in spans), max(span[1] for span in spans)
            said = f"nobody ever has the grade {name} ({band}): {lies(score, low, high)}"
            found[key] = said, number
    yield from ((*key, *each) for key, each in found.items() if each is not None)


def _touches(low: int | None, high: int | None, span: Range) -> bool:
    return (low is None or low <= span[1]) and (high is None or high >= span[0])
