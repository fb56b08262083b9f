"""M60, said back: what a risk score is worked out from, when, and with which errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.documents.reading import Where
from demerit.mechanisms.scores.language_risk import Feature, RiskScore
from demerit.regime.counting import ANY, SIDES, Term
from demerit.regime.saying import people, plain, quoted, series
from demerit.regime.sentences import Said, Sentence, points
from demerit.regime.trees import Variable
from demerit.regime.when import recurs

_TRAITS = {
    "age": "year of age",
    "fifth": "income fifth (1 is the poorest, 5 the richest)",
    "region": "number of the region",
}


def risky(form: Any, score: RiskScore, at: Where) -> Iterator[Sentence]:
    """Say when a risk score is worked out, and from what."""
    said = Said()
    yield said.sentence((*at, "looked_at"), f"It is worked out anew {recurs(score.looked_at, said)}.")
    if len(score.features) > 1:
        text = "All that follows is added up, and to the start: several of these can hold at once."
        yield Said().sentence((*at, "features"), text)
    for name, asked in score.features.items():
        said = Said()
        error = (
            f", measured with an error that is {said.number(asked.noise)} in its standard deviation"
            if asked.noise is not None
            else ""
        )
        yield said.sentence((*at, "features", name), f"{_feature(form, asked)}{error}.")


def every(length: str) -> str:
    """Return a length as what follows `every`."""
    return length.removeprefix("1 ")


def _feature(form: Any, asked: Feature) -> str:
    """Return what a feature does, without its error and full stop."""
    verb = "adds" if asked.weight >= 0 else "takes off"
    root = form.expression(asked.asked).root
    if not isinstance(root, Variable) or root.kind == "condition":
        whom = "to" if asked.weight >= 0 else "of"
        return f"It {verb} {points(asked.weight)} {whom} {people(root)}"
    most = "" if asked.most is None else f", {asked.most:,} of them at most"
    per = every(str(asked.per)) if asked.per is not None else ""
    return f"Each {_unit(form, root, per)} {verb} {points(asked.weight)}{most}"


def _unit(form: Any, root: Variable, per: str) -> str:
    """Return what one unit of a feature is; `per` is that of a length."""
    if root.term is not None:
        return _of_term(root.term, per)
    if root.name in _TRAITS:
        return _TRAITS[root.name]
    if root.name.startswith("number("):
        return f"record that counts in {quoted(root.name[7:-1])}"
    return f"point of {quoted(root.name)}" if root.name in form.scores else f"point of the {root.name}"


def _of_term(term: Term, per: str) -> str:
    """Return what one unit of a term is."""
    window = f" {term.window}" if term.window is not None else ""
    window = window.replace("since joined", "since they joined")
    whole = f"whole {per}"
    match term.what:
        case "records" if term.of[0] in SIDES:
            kind = "record" if term.of[0] == ANY else f"{term.of[0]} record"
            return f"{kind}{window or ' that still counts'}"
        case "records":
            named = series([quoted(name) for name in term.of], "or")
            return f"record of {named}{window or ' that still counts'}"
        case "listings":
            return f"entry on the list {quoted(term.of[0])}{window}"
        case "passed":
            return f"time that they have passed {plain(term.of[0])}{window}"
        case "listed_for":
            return f"{whole} on the list {quoted(term.of[0])}"
        case _:
            return f"{whole} for which they have been under the regime"
