"""How large a run is, as figures: people, districts, draws, and the people that it stands for.

They head every page, so they too say what they are and what they rest on.
"""

from __future__ import annotations

from demerit.audit.figures import Figure
from demerit.audit.intervals import exactly, holds
from demerit.audit.source import RunSource


def sizes(source: RunSource) -> dict[str, Figure]:
    """Return the run's own numbers by name; `represented` and `weight` only where it stands for people."""
    manifest = source.manifest
    people, districts, draws = manifest.people_expected, manifest.districts, manifest.draws
    asked, drawn = ("scenario.people",), ("scenario.draws",)
    each_draw = "draws: one value from every assumed range and one seed each"
    found = {
        "people": _figure("people", "synthetic people expected at the start", "people", people, asked),
        "districts": _figure("districts", "districts of 4,096 places", "districts", districts, asked),
        "draws": _figure("draws", each_draw, "draws", draws, drawn),
        "held": _figure(
            "further draws between the smallest and the largest",
            "how often a further draw falls between the smallest and the largest of the draws",
            "share",
            float(holds(draws)),
            drawn,
            "(draws - 1) / (draws + 1)",
        ),
    }
    if manifest.represents:
        whole = ("society.represents",)
        found["represented"] = _figure(
            "represented", "people whom the run stands for", "people", manifest.represents, whole
        )
        found["weight"] = _figure(
            "weight",
            "people for each synthetic person, of those whom the run stands for",
            "people for each synthetic person",
            source.weight,
            (*whole, "scenario.people"),
            "people whom the run stands for / synthetic people expected at the start",
        )
    return found


def _figure(
    name: str,
    definition: str,
    unit: str,
    value: float,
    rests_on: tuple[str, ...],
    formula: str = "as the scenario or the society declares it",
) -> Figure:
    return Figure(
        name=name,
        definition=definition,
        unit=unit,
        denominator="none",
        formula=formula,
        value=exactly(value),
        sampled=None,
        rests_on=rests_on,
        cannot="anything about what happens to people: it is the size of the model",
    )
