"""A regime said back in plain sentences, part by part, and from each amendment on what is other than before.

Made from the model that the engine is lowered from, never from the text of the file: what stands here is
what a run does. Each mechanism says its own part (`reading` in its folder); here they are put in order, with
what no mechanism owns. Of an amendment those sentences are told that the form before does not say, and those
that cease to hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from demerit.documents.reading import Where
from demerit.mechanisms import declared
from demerit.regime.amendments import epochs
from demerit.regime.model import Regime
from demerit.regime.saying import series
from demerit.regime.sentences import IDLE, RUNS, SECTIONS, Reads, Said, Sentence, day
from demerit.regime.working import ROWS, WORKING

HEAD = (
    "What the file says and a run does, in other words. A number that a sentence begins by calling"
    " assumed is not"
    " known: each draw of a run takes another between the ends."
)
_BODIES = {
    "court": "a court",
    "agency": "an agency",
    "ministry": "a ministry",
    "company": "a company",
    "school": "a school",
    "community": "a community",
}
_SCOPES = {
    "universal": "everybody",
    "listed-only": "only those who are listed",
    "applicants": "those who apply",
}
_ALLOWED = {"court": "a court", "independent": "an independent body", "operator": "the operator itself"}


Key = tuple[str, Where]
"""A section and a place in the file: whatever stands there is one sentence of a form."""


class Part(NamedTuple):
    """What one dated form says that the form before did not.

    Attributes:
        begins: its date, or None for the regime as first written.
        said: sentences by section.
        gone: sentences that cease to hold.
    """

    begins: dt.date | None
    said: Mapping[str, tuple[Sentence, ...]]
    gone: tuple[Sentence, ...] = ()


class Reading(NamedTuple):
    """A regime said back.

    Attributes:
        name: the regime's.
        title: the regime's.
        parts: its dated forms, the first whole, the others with what changes.
    """

    name: str
    title: str
    parts: tuple[Part, ...]

    def __str__(self) -> str:
        """Return the text: a line a sentence."""
        return "\n".join([self.title, HEAD, *(line for part in self.parts for line in _lines(part))])

    def as_dict(self) -> dict[str, Any]:
        """Return the sentences by date and section, as `demerit read --json` prints them."""
        forms = []
        for part in self.parts:
            said = {name: [_facts(each) for each in found] for name, found in part.said.items()}
            form: dict[str, Any] = {"from": part.begins.isoformat() if part.begins else None, "says": said}
            forms.append(form | ({"no_longer": [_facts(each) for each in part.gone]} if part.gone else {}))
        return {"name": self.name, "title": self.title, "forms": forms}


def _facts(sentence: Sentence) -> dict[str, Any]:
    where = ".".join(map(str, sentence.at))
    facts: dict[str, Any] = {"where": where, "sentence": str(sentence)}
    facts |= {"assumed": [f"{value}: {ends}" for value, ends in sentence.assumed]} if sentence.assumed else {}
    return facts | ({"words": sentence.words} if sentence.words else {})


def _lines(part: Part) -> Iterator[str]:
    if part.begins is not None:
        yield f"\nFrom {day(part.begins)}:"
        if not part.said and not part.gone:
            yield "  Nothing changes that is said here."
    for section, said in part.said.items():
        yield f"\n{section}" if part.begins is None else f"  {section}"
        for each in said:
            yield f"{'  ' if part.begins is None else '    '}{each}"
            if each.words:
                yield f"      In the rule's own words: {each.words}"
    for each in part.gone:
        yield f"  No longer: {each}"


def read_back(regime: Regime) -> Reading:
    """Return a regime in plain sentences.

    Args:
        regime: as loaded, with its amendments.
    """
    parts: list[Part] = []
    before: dict[Key, Sentence] = {}
    for begins, form in epochs(regime):
        now = {(section, each.at): each for section, each in _said(form)}
        new = {key: each for key, each in now.items() if before.get(key) != each}
        by_section: dict[str, list[Sentence]] = {}
        for (section, _), each in new.items():
            by_section.setdefault(section, []).append(each)
        gone = tuple(
            each for key, each in before.items() if key not in now and not _replaced(key, before, new)
        )
        said = {name: tuple(by_section[name]) for name in SECTIONS if name in by_section}
        parts.append(Part(begins, said, gone))
        before = now
    return Reading(regime.regime, regime.title, tuple(parts))


def _replaced(key: Key, before: Mapping[Key, Sentence], new: Mapping[Key, Sentence]) -> bool:
    """Return whether a new sentence says the same of more or of less: one number for all, or for each."""
    section, at = key
    return any(
        section == other
        and (at[: len(place)] == place and (other, place) not in before or place[: len(at)] == at)
        for other, place in new
    )


def _said(form: Regime) -> Iterator[tuple[str, Sentence]]:
    """Yield every sentence of a form with its section, in order."""
    found = [each for reads in declared("reading", "READS") for each in reads]
    found += [Reads(RUNS, 0, _runs), Reads(IDLE, 0, _idle)]
    for reads in sorted(found, key=lambda each: (SECTIONS.index(each.section), each.place)):
        for sentence in reads.said(form):
            yield reads.section, sentence


def _runs(form: Regime) -> Iterator[Sentence]:
    """Say who runs it, until when, and what of it the lab leaves out."""
    operator = form.operator
    body = _BODIES.get(operator.kind or "", "nobody")
    law = f" ({operator.legal_basis})" if operator.legal_basis else ""
    yield Said().sentence(("operator",), f"It is run by {body}{law}.", operator)
    if form.sunset is not None:
        yield Said().sentence(("sunset",), f"It ends on {day(form.sunset)}.")
    else:
        yield Said().sentence(("sunset",), "It has no end.")
    if form.sources:
        yield Said().sentence(("scope",), "Whoever a source covers is evaluated.")
    for missed in form.not_modelled:
        known = ROWS.get(missed.row, missed.row)
        said = f" ({missed.why})" if missed.why else ""
        part = "Partly left out of a run" if missed.row in WORKING else "Left out of a run"
        yield Said().sentence(("not_modelled", missed.row), f"{part}: {known}{said}.")


def _idle(form: Regime) -> Iterator[Sentence]:
    """Say what the file declares of the whole and nothing reads in a run."""
    if form.scope is not None:
        yield Said().sentence(("scope",), f"It is meant for {_SCOPES[form.scope]}.")
    for key, text in (
        ("period", "Conduct is said to count over {}."),
        ("reviews", "The regime is looked at again every {}."),
    ):
        length = getattr(form, key)
        if length is not None:
            said = Said()
            yield said.sentence(
                (key,), text.format(said.number(length).removeprefix("1 " if key == "reviews" else ""))
            )
    yield from _watching(form)
    yield from _watched(form)
    yield from _rollout(form)


def _watching(form: Regime) -> Iterator[Sentence]:
    found = form.surveillance
    if form.operator.ai:
        yield Said().sentence(("operator", "ai"), "An AI system evaluates or classifies people.")
    if form.operator.keeps_penalties:
        yield Said().sentence(("operator", "keeps_penalties"), "The operator keeps the money that it takes.")
    if form.protected_input:
        yield Said().sentence(("protected_input",), "A rule may use a protected trait.")
    if found is None:
        return
    if found.realtime_biometric:
        yield Said().sentence(
            ("surveillance", "realtime"), "People are identified from a distance while they move."
        )
    if found.geofence_m is not None:
        yield Said().sentence(
            ("surveillance", "geofence_m"), f"An alert is raised beyond {found.geofence_m:,} metres."
        )
    if found.purpose:
        yield Said().sentence(("surveillance", "purpose"), f"Watching is for: {found.purpose}.")
    who = _ALLOWED.get(found.authorisation or "")
    yield Said().sentence(
        ("surveillance", "authorisation"),
        f"Watching must be allowed by {who}." if who else "Nobody must allow watching.",
    )


def _watched(form: Regime) -> Iterator[Sentence]:
    found = form.monitoring
    if found is None:
        return
    done = [
        words
        for there, words in (
            (found.stats_published, "publishes statistics about itself"),
            (found.impact_assessment, "was assessed for its effects on rights beforehand"),
            (found.compensation, "compensates people for its errors"),
        )
        if there
    ]
    yield Said().sentence(
        ("monitoring",), f"The regime {series(done)}." if done else "The regime does not watch itself."
    )
    if found.bias_audit is not None:
        said = Said()
        yield said.sentence(
            ("monitoring", "bias_audit"),
            f"Errors by group are examined every {said.number(found.bias_audit).removeprefix('1 ')}.",
        )


def _rollout(form: Regime) -> Iterator[Sentence]:
    found = form.rollout
    if found is None:
        return
    if found.pilot is not None:
        said = Said()
        where = (
            f"{said.number(found.pilot.share)} of regions"
            if found.pilot.share is not None
            else f"{found.pilot.cities:,} cities"
        )
        yield said.sentence(
            ("rollout", "pilot"), f"It is said to begin in {where} on {day(found.pilot.begins)}."
        )
    yield Said().sentence(
        ("rollout", "nationwide"), f"It is said to hold everywhere from {day(found.nationwide)} on."
    )
