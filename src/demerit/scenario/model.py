"""The scenario file: which regime, in which society, when, how many synthetic people, how many draws.

Everything here is a choice of the person who asks, so nothing carries evidence: there is nothing to source
in a seed or a date.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from demerit.chance import world
from demerit.documents import AnyWhole, Date, FilePart, Name, OrNone, Text
from demerit.documents.deciding import DecidesNothing
from demerit.errors import Complaint
from demerit.quantities import Calendar

STEP_DAYS = {"week": 7, "day": 1}
MOST_STEPS = 8_000
MOST_PEOPLE = 2_000_000_000
MOST_DRAWS = 1_000


def _within(value: int, lowest: int, highest: int, key: str, what: str) -> None:
    if not lowest <= value <= highest:
        raise Complaint(
            f"{what} lies between {lowest:,} and {highest:,}",
            found=f"{value:,}",
            allowed=f"{lowest:,}..{highest:,}",
            next_step="choose a number in that range",
            at=(key,),
        )


class Scenario(FilePart):
    """One question, ready to be run."""

    scenario: Annotated[Name, DecidesNothing("readers")]
    """Name of the scenario."""
    title: Annotated[Text, DecidesNothing("readers")] = ""
    """The question it answers, in a line."""
    of: Text
    """The regime: a name of the gallery or the path of a file."""
    against: Text = "none"
    """The regime to run on the same luck: `none` is ordinary courts and credit; `nothing` runs alone."""
    in_: Text = Field(alias="in")
    """The society: a name of the gallery or the path of a file."""
    from_: Date = Field(alias="from")
    """First day."""
    to: Date
    """First day that is no longer run."""
    step: Literal["week", "day"] = "week"
    """Length of a step."""
    people: AnyWhole = 100_000
    """Expected number of synthetic people at the start."""
    seed: AnyWhole = 1
    """Whole number from which every random number of the run is made."""
    draws: AnyWhole = 19
    """How many values each assumed input takes in turn, each in a world of its own. Under 19 a page has dots
    and no band: a further draw falls between the smallest and the largest of n in n - 1 of n + 1 cases."""
    keep: list[Literal["panel"]] = ["panel"]
    """What a run keeps beside its counts: `panel`, a few people with their lives; or nothing, []."""
    truthful: OrNone[Literal[True, False, "alone"]] = None
    """Whether the same regime on a true record runs beside, for wrongful in total: `true`, `false`, or
    `alone` to run nothing else; `none`: if the regime has sources or lists and `against` is not nothing."""

    @model_validator(mode="after")
    def _sound(self) -> Scenario:
        if self.to <= self.from_:
            raise Complaint(
                "a run ends after it starts",
                found=str(self.to),
                allowed=f"after {self.from_}",
                next_step="choose a later day",
                at=("to",),
            )
        self._whole_steps()
        _within(self.calendar.steps, 1, MOST_STEPS, "to", "the number of steps")
        _within(self.people, 1, MOST_PEOPLE, "people", "the number of people")
        _within(self.draws, 1, MOST_DRAWS, "draws", "the number of draws")
        _within(self.seed, 0, 2**62, "seed", "the seed")
        return self

    def _whole_steps(self) -> None:
        """Refuse a last step of fewer days than others, which would count days after the end."""
        length = STEP_DAYS[self.step]
        over = (self.to - self.from_).days % length
        if not over:
            return
        before, after = self.to - dt.timedelta(over), self.to + dt.timedelta(length - over)
        days = [str(day) for day in (before, after) if day > self.from_]
        raise Complaint(
            f"from {self.from_} a run of whole weeks does not end on this day",
            found=str(self.to),
            allowed=" or ".join(days) + ", or any other day that is whole weeks later",
            next_step="choose one of these days, or write `step: day` to count by days",
            at=("to",),
        )

    def world(self, draw: int) -> int:
        """Return the seed of the world of one draw; those of two seeds or draws have nothing in common."""
        return world(self.seed, draw)

    @property
    def calendar(self) -> Calendar:
        """Return the steps of the run."""
        return Calendar(self.from_, self.to, STEP_DAYS[self.step])

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Return the first day, and the first day that is no longer run."""
        return self.from_, self.to
