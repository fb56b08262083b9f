"""Jobs lost, by how somebody stands at work, and how many of them a regime costs.

People lose jobs without any regime too, and those who are listed differ from others in more than the list.
So the rate by standing says who loses jobs, and only the difference to the run beside, on the same people and
the same luck, says how many more are lost under the regime in this model.
"""

from __future__ import annotations

from typing import Final

from demerit.audit.figures import OF_PAIR, PER, STAYING, Figure, listed_weeks, middle, ratios
from demerit.audit.source import RunSource
from demerit.counted.values import STANDINGS

OF_JOBS: Final = "how many different people lost a job, or why: those who are listed differ in more than that"
EMPLOYER: Final = ("employer listed", "both")
_QUARTERS: Final = 4


def lost_by_standing(source: RunSource) -> list[Figure]:
    """Return jobs lost per 100,000 years at work, by standing; standings in which nobody works left out."""
    lost, working = (_by_standing(source, column) for column in ("jobs_lost", "working"))
    return [
        Figure(
            name="jobs lost by standing",
            definition="jobs lost by people who stand so at the start of the step",
            unit="person-times per 100,000 years at work",
            denominator="years at work of people who stand so",
            formula="sum of work.jobs_lost / (sum of work.working at quarters' ends / 4) x 100,000",
            value=ratios(lost[standing], working[standing], PER * _QUARTERS),
            sampled=middle(lost[standing]),
            rests_on=STAYING,
            at=standing,
            cannot=OF_JOBS,
        )
        for standing in STANDINGS
        if any(working[standing])
    ]


def lost_per_listed_organisation(source: RunSource) -> Figure:
    """Return jobs lost by those who work for a listed organisation, per year that one is listed."""
    lost = _by_standing(source, "jobs_lost")
    counts = [sum(numbers) for numbers in zip(*(lost[standing] for standing in EMPLOYER), strict=True)]
    return Figure(
        name="jobs lost per listed organisation-year",
        definition="jobs lost by people who work for a listed organisation",
        unit="person-times per listed organisation-year",
        denominator="organisation-years spent on a list",
        formula="sum of work.jobs_lost, employer listed or both / weeks on lists x steps a year",
        value=ratios(counts, listed_weeks(source, "organisation"), source.steps_per_year),
        sampled=middle(counts),
        rests_on=STAYING,
        cannot=OF_JOBS,
    )


def more_lost(source: RunSource) -> Figure | None:
    """Return jobs lost here minus those of the run beside, draw by draw; None without one to pair with."""
    other = source.against
    if other is None or other.draws != source.draws:
        return None
    ours, theirs = (_all(run) for run in (source, other))
    lived = source.present["person"].sum(axis=1).tolist()
    gap = [a - b for a, b in zip(ours, theirs, strict=True)]
    return Figure(
        name="more jobs lost",
        definition=f"jobs lost, minus those of the same people under {other.manifest.regime.name}",
        unit="person-times per 100,000 person-years",
        denominator="years lived by all people present",
        formula="(sum of work.jobs_lost - sum of against.work.jobs_lost) / years lived x 100,000",
        value=ratios(gap, lived, PER * source.steps_per_year),
        sampled=middle([abs(number) for number in gap]),
        rests_on=STAYING,
        cannot=OF_PAIR,
    )


def _all(source: RunSource) -> list[int]:
    return source.per_draw("SELECT draw, sum(jobs_lost)::BIGINT FROM work GROUP BY draw")


def _by_standing(source: RunSource, column: str) -> dict[str, list[int]]:
    """Return a column over the whole run by standing and draw."""
    found = source.sums("work", "standing", [column])
    none = {column: [0] * source.draws}
    return {standing: found.get(standing, none)[column] for standing in STANDINGS}
