"""M10, said back: which conduct counts, and what a record of it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.regime.saying import quoted, series
from demerit.regime.sentences import IDLE, RECORDED, Reads, Said, Sentence, day, points

STANDARDS = {
    "record": "a record",
    "balance": "the balance of probabilities",
    "clear": "clear and convincing evidence",
    "beyond-doubt": "proof beyond reasonable doubt",
}


def recorded(form: Any) -> Iterator[Sentence]:
    """Say what a record of each conduct is worth."""
    for name, conduct in form.conducts.items():
        at = ("conducts", name)
        law = f" ({conduct.legal_basis})" if conduct.legal_basis else ""
        yield Said().sentence(at, f"{_worth(form, name, conduct)}{law}.", conduct)
        if conduct.discretionary is not None:
            lower = all(form.scores[each].lower_is_worse for each in form.taking_points)
            low, high = (_signed(each, lower=lower) for each in conduct.discretionary)
            yield Said().sentence(
                (*at, "discretionary"),
                f"For {quoted(name)} an official may give from {low} to {high} instead.",
            )
        if conduct.counts is not None:
            said = Said()
            yield said.sentence(
                (*at, "counts"),
                f"A record of {quoted(name)} counts in scores {_counts(conduct.counts, said)}.",
            )
        if conduct.since is not None:
            yield Said().sentence(
                (*at, "since"),
                f"Acts of {quoted(name)} count from {day(conduct.since)} on; earlier ones do not.",
            )


def _worth(form: Any, name: str, conduct: Any) -> str:
    """Return what a record of a conduct is worth, as a sentence without its full stop."""
    record = f"A record of {quoted(name)}"
    moved = [_moves(form, score, each) for score in form.scores if (each := form.points_of(name, score))]
    shares = [quoted(key) for key, score in form.scores.items() if score.kind == "share" and score.adds(name)]
    moved += [f"counts in the share {series(shares)}"] if shares else []
    if moved:
        return f"{record} {series(moved)}"
    risks = [quoted(score) for score in form.scores if form.weight_of(name, score)]
    if risks:
        return f"{record} counts in {series(risks)} as its features say"
    if form.taking_points:
        return f"{record} moves no score"
    return f"{quoted(name)} is recorded"


def _moves(form: Any, score: str, given: int) -> str:
    """Return what so many points do to a score, by its name."""
    of = f" of {quoted(score)}"
    if form.scores[score].kind == "rolling-mean":
        return f"is a rating of {given:,}{of}"
    return f"{_verb(form, score, given)} {points(given)}{of}"


def _verb(form: Any, score: str, given: int) -> str:
    """Return what points do: they are no loss where a higher score is worse."""
    if form.scores[score].lower_is_worse:
        return "costs" if given < 0 else "brings"
    return "takes off" if given < 0 else "adds"


def _counts(life: Any, said: Said) -> str:
    """Return how long a record counts in scores."""
    if life == "ever":
        return "for ever"
    return f"for {said.number(life)}{'' if life.from_act else ' from when it begins to count'}"


def _signed(number: int, *, lower: bool) -> str:
    """Return points with what they do, by whether a lower score is worse."""
    if not number:
        return "0 points"
    words = ("lost", "gained") if lower else ("taken off", "added")
    return f"{points(number)} {words[number > 0]}"


def idle(form: Any) -> Iterator[Sentence]:
    """Say what the file declares of conduct and nothing reads in a run."""
    for standard, said in STANDARDS.items():
        names = [quoted(name) for name, each in form.conducts.items() if each.evidence_standard == standard]
        if names:
            yield Said().sentence(
                ("conducts", "evidence_standard", standard),
                f"Before it counts, {said} is asked for: {', '.join(names)}.",
            )
    for name, conduct in form.conducts.items():
        if conduct.gravity is not None:
            yield Said().sentence(
                ("conducts", name, "gravity"),
                f"The regime calls the gravity of {quoted(name)} {conduct.gravity} of 5.",
            )


READS = (Reads(RECORDED, 0, recorded), Reads(IDLE, 1, idle))
