"""A society: what a file declares, and nothing that its own numbers contradict."""

from __future__ import annotations

from pydantic import model_validator

from demerit.errors import Complaints
from demerit.society.declared import Declared
from demerit.society.margins import bounds, sums


class Recipe(Declared):
    """A society: what a file declares, checked."""

    @model_validator(mode="after")
    def _margins(self) -> Recipe:
        wrong = [*sums(self), *bounds(self)]
        if wrong:
            raise Complaints(wrong)
        return self
