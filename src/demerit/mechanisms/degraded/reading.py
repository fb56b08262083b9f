"""M38, said back: which services are slower, for whom, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.mechanisms import extension
from demerit.mechanisms.degraded.language import OfConsequence
from demerit.regime.saying import people, quoted, series
from demerit.regime.sentences import FOLLOWS, Reads, Said, Sentence, graded


def follows(form: Any) -> Iterator[Sentence]:
    """Say which services are slower."""
    for name, consequence in form.consequences.items():
        slower = extension(OfConsequence, consequence)
        if slower.slow is None or slower.to is None or slower.times is None:
            continue
        said = Said()
        services = series([quoted(each) for each in slower.slow])
        who = people(form.expression(slower.to).root)
        yield said.sentence(
            ("consequences", name),
            f"For {who}, {services} {'have' if len(slower.slow) > 1 else 'has'}"
            f" {said.number(slower.times)} times"
            f" the ordinary quality.{graded(consequence)}",
            consequence,
        )


READS = (Reads(FOLLOWS, 1, follows),)
