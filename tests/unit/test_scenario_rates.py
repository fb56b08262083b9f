"""Where possible points are laid down: high enough for everybody, and not much higher."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import demerit
from demerit.scenario.codes import AGE_SEX
from demerit.scenario.lower import lower
from demerit.scenario.resolve import resolve
from demerit.scenario.tables import Tables

SCENARIOS = sorted((Path(demerit.__file__).parent / "gallery" / "scenarios").glob("*.yaml"))


def lowered(path: Path, draw: int) -> Tables:
    return lower(resolve(path, {"people": 20_000, "draws": 3}), draw)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("draw", [0, 2])
def test_points_are_laid_down_above_every_rate_and_below_twice_the_highest(path: Path, draw: int) -> None:
    t = lowered(path, draw)
    highest = np.append(t.conduct.propensities.max(axis=1, initial=0), 1 << 20)[t.conduct.propensity]
    reached = (t.conduct.rate.max(axis=1).astype(np.int64) * highest) >> 20
    persons = t.conduct.entity == 0
    assert (reached[persons] <= 1 << 30).all() and (reached[persons] > 1 << 29).all()
    assert (t.conduct.age_sex <= 1 << 30).all() and (t.attempts.rate.max(axis=1) <= 1 << 30).all()


def test_the_product_of_factors_is_what_both_tables_say_apart() -> None:
    t = lowered(SCENARIOS[0], 0)
    for status, age_sex in ((0, 0), (7, 3), (199, 15), (200, 5)):
        both = (t.conduct.status[:, status] * t.conduct.age_sex[:, age_sex]) >> 20
        assert t.conduct.rate[:, status * AGE_SEX + age_sex].tolist() == both.tolist()
    assert not t.conduct.rate[:, 200 * AGE_SEX :].any()
