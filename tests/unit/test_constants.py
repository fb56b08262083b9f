"""Compiled functions read the whole numbers of an object as constants."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from demerit.chance.compiling import kernel
from demerit.chance.constants import Constants
from demerit.chance.kinds import I64x1


class Pair(Constants):
    def __init__(self, **numbers: int) -> None:
        self._numbers = numbers

    @property
    def numbers(self) -> Mapping[str, int]:
        return self._numbers

    def __getattr__(self, name: str) -> int:
        try:
            return self.__dict__["_numbers"][name]
        except KeyError:
            raise AttributeError(name) from None


ONE, OTHER = Pair(first=3, second=4), Pair(first=-1, second=2**40)


@kernel
def _add(into: I64x1) -> int:
    """Write numbers of both objects."""
    into[ONE.first] += OTHER.second
    into[ONE.second] += OTHER.first
    return int(ONE.first)


@kernel
def _unknown(into: I64x1) -> int:
    """Ask for a number that the object has not."""
    return int(into[ONE.third])


def test_an_attribute_is_the_number_of_that_object() -> None:
    into = np.zeros(6, np.int64)
    assert _add(into) == 3
    assert into.tolist() == [0, 0, 0, 2**40, -1, 0]


def test_a_name_that_is_none_does_not_compile() -> None:
    with pytest.raises(Exception, match="third"):
        _unknown(np.zeros(6, np.int64))
