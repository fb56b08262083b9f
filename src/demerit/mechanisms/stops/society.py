"""M22: how far people let be what a list forbids them, as a society declares it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from demerit.quantities import Share
from demerit.society.contexts import Context

Obeys = Annotated[dict[Context, Share], Field(min_length=1)]
"""Share of what somebody would do or try, by its sphere of life, that is let be where a list forbids it."""
