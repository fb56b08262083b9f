"""Ages of household members, fitted so that the declared ages of everybody come out exactly in expectation.

Each kind of member (child, parent, elder, ...) starts from a declared guess of its ages. Iterative
proportional fitting scales the guesses until, weighted by how many such members a household has on average,
they sum to the declared age bands. Only +, x and / on floats are used, in a fixed order, so every machine
fits the same numbers; they are then cut to integers.

Why kernels that are fitted one by one and joined by rank: all members of a household stand near one place
in the order of ages of their kind (old parents have old children), which keeps each kind's ages exactly as
fitted. Fitting the joint ages of whole households would need real powers, and hence libm.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from demerit.chance import probability
from demerit.society.contradiction import Contradiction
from demerit.society.traits import FIVE_YEAR_BANDS

ROUNDS = 20_000
TOLERANCE = 1e-9
FULL = 1 << 32


class NoFit(Contradiction):
    """The declared ages cannot come out of the declared households."""


def fit(
    guesses: Sequence[Sequence[float]], weights: Sequence[float], ages: Sequence[float]
) -> list[list[float]]:
    """Return the ages of each kind of member such that their weighted sum is the declared ages.

    Args:
        guesses: [kinds][18] shares of bands; a zero stays zero.
        weights: [kinds] members of the kind in a mean household.
        ages: [18] declared shares of everybody.

    Returns:
        [kinds][18] shares that sum to 1 for each kind.

    Raises:
        NoFit: no ages of these kinds sum to the declared ones within a billionth.
    """
    total_weight, total_age = sum(weights), sum(ages)
    goals = [share / total_age * total_weight for share in ages]
    rows = [
        [share * weight / sum(guess) for share in guess]
        for guess, weight in zip(guesses, weights, strict=True)
    ]
    for _ in range(ROUNDS):
        worst = 0.0
        for band, goal in enumerate(goals):
            column = 0.0
            for row in rows:
                column += row[band]
            if column == 0.0:
                if goal > 0.0:
                    raise NoFit(
                        f"no kind of household member can be aged {FIVE_YEAR_BANDS[band]}",
                        "give some age shape of `households.ages` a share in this band",
                        ("ages", "bands", "values", FIVE_YEAR_BANDS[band]),
                    )
                continue
            worst = max(worst, abs(column / goal - 1.0) if goal > 0.0 else 0.0)
            scale = goal / column
            for row in rows:
                row[band] *= scale
        if worst < TOLERANCE:
            break
        for row, weight in zip(rows, weights, strict=True):
            if not any(row):
                raise NoFit(
                    "some kind of household member would have to be of an age that nobody has",
                    "give its age shape a band that `ages.bands` has",
                    ("households", "ages"),
                )
            scale = weight / sum(row)
            for band in range(len(row)):
                row[band] *= scale
    else:
        raise NoFit(
            f"after {ROUNDS} rounds the members' ages miss the declared ages by {100 * worst:.2g} %",
            "widen the age shapes of `households.ages`, or change the composition",
            ("households", "ages"),
        )
    return [[share / sum(row) for share in row] for row in rows]


def cumulative_q32(shares: Sequence[float | Decimal]) -> list[int]:
    """Return the cumulative shares as Q32, from 0 to 2^32; bands without a share have no width."""
    total = sum((Decimal(share) for share in shares), Decimal(0))
    rows, spent = [0], Decimal(0)
    for share in shares:
        spent += Decimal(share)
        rows.append(int(spent * FULL / total))
    last = max(place for place, share in enumerate(shares) if share > 0)
    for place in range(last + 1, len(rows)):
        rows[place] = FULL
    return rows


def cumulative_q53(shares: list[Decimal]) -> list[int]:
    """Return cumulative shares of a whole as Q53; the last is 2^53."""
    total = sum(shares, Decimal(0))
    return [probability(min(part / total, Decimal(1))) for part in accumulate(shares)]
