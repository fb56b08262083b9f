"""R0d in Polars: a week is queries over a frame of people; points are a frame, summed and joined."""

from __future__ import annotations

import law
import numpy as np
import polars as pl

I16 = pl.Int16


def people_frame(rng: np.random.Generator, people: int) -> pl.DataFrame:
    """Return everybody at the start."""
    f4 = np.float32
    group = np.repeat(rng.random(people // law.MEMBERS) < law.GROUP_B, law.MEMBERS).astype(int)
    false_rate = law.FALSE_RATES.astype(f4)[group]
    frame = pl.DataFrame(
        {
            "id": np.arange(people, dtype=np.uint32),
            "rates": (law.propensities(rng.standard_normal(people, f4)) * law.TOTAL).astype(f4) + false_rate,
            "false_rate": false_rate,
            "seen": law.SEEN.astype(f4)[group],
            "score": np.full(people, law.START, np.int16),
            "left": np.zeros(people, np.int8),
            "given_back": np.zeros(people, np.int16),
        }
    )
    return frame.with_columns(home=pl.col("id") // law.MEMBERS, district=pl.col("id") // law.DISTRICT)


def conduct_points(uniform: str) -> pl.Expr:
    """Return the points of the conduct that a uniform number picks."""
    worth = pl.lit(law.POINTS[7], I16)
    for k in range(6, -1, -1):
        worth = pl.when(pl.col(uniform) < law.SHARES[k]).then(pl.lit(law.POINTS[k], I16)).otherwise(worth)
    return worth


def drawn(frame: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Return this week's acts and false records, one a row, from rates and luck."""
    who, count = law.points_of(frame["luck"].to_numpy(), frame["rates"].to_numpy())
    who = np.repeat(who, count)
    return (
        frame.select("id", "rates", "false_rate", "seen", "feedback")[who]
        .lazy()
        .with_columns(
            pl.Series(name, rng.random(who.size)) for name in ("kind", "sight", "conduct", "goes_on")
        )
        .with_columns(
            false=pl.col("kind") * pl.col("rates") < pl.col("false_rate"), worth=conduct_points("conduct")
        )
        .with_columns(
            act=~pl.col("false") & ((pl.col("worth") > 0) | (pl.col("goes_on") < pl.col("feedback")))
        )
        .select(
            "id",
            "false",
            "act",
            worth=pl.when("false")
            .then(pl.lit(law.FALSE_POINTS, I16))
            .when(pl.col("act") & (pl.col("sight") < pl.col("seen")))
            .then("worth")
            .otherwise(pl.lit(0, I16)),
        )
        .collect()
    )


def live_week(frame: pl.DataFrame, rng: np.random.Generator) -> tuple[pl.DataFrame, int]:
    """Return everybody a week later, and how many acts there were."""
    people, f4 = frame.height, np.float32
    on = pl.col("left") > 0
    luck = {name: pl.Series(rng.random(people, f4)) for name in ("luck", "recovers", "reached")}
    frame = frame.with_columns(
        others=on.sum().over("home") - on.cast(pl.UInt32),
        feedback=(1 - law.FEEDBACK * on.mean().over("district")).cast(pl.Float32),
        **luck,
    )
    points = drawn(frame, rng)
    sums = (
        points.lazy()
        .group_by("id")
        .agg(worth=pl.col("worth").sum().cast(I16), back=pl.col("false").sum().cast(I16) * -law.FALSE_POINTS)
    )
    recovery = ((pl.col("score") < law.START) & (pl.col("recovers") < law.RECOVERY)).cast(I16)
    household = ((pl.col("others") > 0) & (pl.col("reached") < law.HOUSEHOLD)).cast(
        I16
    ) * law.HOUSEHOLD_POINTS
    low = pl.col("score") < law.BOUND
    term = pl.lit(law.TERM, pl.Int8)
    lived = (
        frame.lazy()
        .join(sums, on="id", how="left", maintain_order="left")
        .with_columns(
            score=(pl.col("score") + recovery + household + pl.col("worth").fill_null(0))
            .clip(0, law.TOP)
            .cast(I16),
            given_back=pl.col("given_back") + pl.col("back").fill_null(0),
        )
        .with_columns(left=pl.col("left") - on.cast(pl.Int8))
        .with_columns(left=pl.when((pl.col("left") == 1) & low).then(term + 1).otherwise("left"))
        .with_columns(new=(pl.col("left") == 0) & low)
        .with_columns(left=pl.when("new").then(term).otherwise("left"))
        .drop("worth", "back", *luck, "others", "feedback")
        .collect()
    )
    return lived, int(points["act"].sum())


def simulate(districts: int, weeks: int, seed: int) -> dict[str, float]:
    """Return what R0d counts after `weeks` weeks in `districts` districts."""
    rng = np.random.default_rng(seed)
    frame = people_frame(rng, districts * law.DISTRICT)
    acts = entries = wrongful = 0
    for _ in range(weeks):
        frame, done = live_week(frame, rng)
        acts += done
        new, wrong = frame.select(
            pl.col("new").sum(),
            wrong=(pl.col("new") & (pl.col("score") + pl.col("given_back") >= law.BOUND)).sum(),
        ).row(0)
        entries, wrongful = entries + new, wrongful + wrong
    listed, score = frame.select((pl.col("left") > 0).sum(), pl.col("score").mean()).row(0)
    return {"listed": listed, "score": score, "acts": acts, "entries": entries, "wrongful": wrongful}


if __name__ == "__main__":
    law.main("Polars", pl.__version__, simulate)
