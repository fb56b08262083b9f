"""R0d in mesa-frames: a set of agents that is a Polars frame; its step is the queries of frames_polars.py."""

from __future__ import annotations

from importlib.metadata import version

import frames_polars
import law
import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

CHANGING = ("score", "left", "given_back", "new")


class People(AgentSetPolars):
    """Everybody."""

    def __init__(self, model: ModelDF, people: int, seed: int) -> None:
        super().__init__(model)
        self.luck = np.random.default_rng(seed)
        frame = frames_polars.people_frame(self.luck, people)
        self += frame.with_columns(unique_id=pl.col("id").cast(pl.Int64), new=pl.lit(False))
        self.acts = self.entries = self.wrongful = 0

    def step(self) -> None:
        """Live one week."""
        lived, done = frames_polars.live_week(self.agents, self.luck)
        for name in CHANGING:
            self[name] = lived[name]
        self.acts += done
        wrong = pl.col("new") & (pl.col("score") + pl.col("given_back") >= law.BOUND)
        new, wrong_now = lived.select(pl.col("new").sum(), wrong=wrong.sum()).row(0)
        self.entries, self.wrongful = self.entries + new, self.wrongful + wrong_now


class Society(ModelDF):
    """The model."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__()
        self.people = People(self, people, seed)
        self.agents += self.people

    def step(self) -> None:
        """Live one week."""
        self.agents.do("step")


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    society = Society(districts * law.DISTRICT, seed)
    for _ in range(weeks):
        society.step()
    people = next(iter(society.agents._agentsets))
    listed, score = people.agents.select((pl.col("left") > 0).sum(), pl.col("score").mean()).row(0)
    return {
        "listed": listed,
        "score": score,
        "acts": people.acts,
        "entries": people.entries,
        "wrongful": people.wrongful,
    }


if __name__ == "__main__":
    law.main("mesa-frames", version("mesa-frames"), simulate)
