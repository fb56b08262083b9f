"""M16, said back: how soon somebody is to tell where they live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms import extension
from demerit.mechanisms.moves.language import OfConduct
from demerit.regime.saying import quoted
from demerit.regime.sentences import RECORDED, Reads, Said, Sentence


def recorded(form: Any) -> Iterator[Sentence]:
    """Say the deadlines of conduct that is made by a move."""
    for name, conduct in form.conducts.items():
        deadline = extension(OfConduct, conduct).deadline
        if deadline is not None:
            said = Said()
            yield said.sentence(
                ("conducts", name, "deadline"),
                f"Whoever has moved away from where they are registered has {said.number(deadline)} to tell;"
                f" whoever does not tell by then has done {quoted(name)}.",
            )


READS = (Reads(RECORDED, 1, recorded),)
