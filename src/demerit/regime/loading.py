"""From a name or a file to a checked regime, its dated forms, its digest and what it rests on.

`load` does everything that can be known without a society, once, and reports every problem together; whoever
holds a Regime from it need not check again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

from demerit.documents import Document, Evidence, gallery, read, reference_problems, required_kind, validate
from demerit.documents import digest as form_digest
from demerit.documents import drawn as drawn_form
from demerit.documents import drawn_values as drawn_form_values
from demerit.documents import evidence as form_evidence
from demerit.documents import schema as model_schema
from demerit.documents.models import RESERVED
from demerit.errors import InvalidFile, Problem
from demerit.regime.amendments import Epoch, amended, as_written, epochs, read_form
from demerit.regime.list_kinds import changed_kinds
from demerit.regime.model import Regime
from demerit.regime.never import impossible
from demerit.regime.unread import unread_periods, unread_values
from demerit.regime.upgrading.older import older
from demerit.regime.values import resolved
from demerit.regime.working import row_problems
from demerit.regime.written_out import problems_in, written_out


def load(target: Path | str) -> Regime:
    """Return a regime of the gallery or of a file, checked as far as one can without a society.

    Args:
        target: a name in the gallery, or the path of a YAML file.

    Raises:
        InvalidFile: with every problem found: shape, names, conditions, amendments, references, rows.
        WrongUse: the gallery has no such name.
    """
    return from_document(read(gallery.resolve("regime", target)))


def from_document(document: Document) -> Regime:
    """Return the regime that a document holds; as `load`.

    Raises:
        InvalidFile: as for `load`.
    """
    required_kind(document, "regime")
    if problems := older(document):
        raise InvalidFile(problems)
    document = _written_out(document)
    regime = validate(document, Regime, references=False)
    forms = [(form, read_form(form, begins)) for begins, form in amended(document)]
    problems = [
        *reference_problems(forms),
        *unread_values(forms),
        *unread_periods(forms),
        *row_problems(forms),
        *impossible(forms),
        *changed_kinds(forms),
    ]
    if not problems and regime.regime in RESERVED and not _packaged(regime, document):
        problems = [_reserved(document)]
    if problems:
        raise InvalidFile(problems)
    return regime


def _written_out(document: Document) -> Document:
    """Return a document written out, or refuse it with all that is wrong, its other problems too.

    Raises:
        InvalidFile: what it says once for many places is wrong.
    """
    if not (problems := problems_in(document)):
        return written_out(document)
    try:
        validate(written_out(document, wrong=True), Regime, references=False)
    except InvalidFile as found:
        said = {(each.line, each.column) for each in problems}
        problems += [each for each in found.problems if (each.line, each.column) not in said]
    raise InvalidFile(sorted(problems, key=lambda each: (each.line, each.column)))


def _packaged(regime: Regime, document: Document) -> bool:
    """Return whether a regime of a reserved name is the gallery's, or says the same, as a run's copy does."""
    if regime.regime not in gallery.names("regime"):
        return False
    home = gallery.find("regime", regime.regime)
    packaged = read(home)
    if document.data in (packaged.data, written_out(packaged).data):
        return True
    return digest(regime) == digest(from_document(packaged))


def _reserved(document: Document) -> Problem:
    return document.problem(
        ("regime",),
        f"the name {document.data['regime']!r} is kept for what others run beside",
        allowed="any other name",
        next_step="give this regime a name of its own",
    )


def digest(regime: Regime) -> str:
    """Return the SHA-256, in hex, of what a regime means in all its dated forms.

    Comments, order of keys, and the writing of a value (`0.3 %` or `0.003`) change nothing.
    """
    text = "\n".join(f"{epoch.begins or 'first'} {form_digest(epoch.regime)}" for epoch in as_written(regime))
    return hashlib.sha256(text.encode()).hexdigest()


def drawn(regime: Regime, seed: int, draw: int) -> tuple[Epoch, ...]:
    """Return the dated forms of a regime with one value for every assumption.

    The same place draws the same quantile in every form, so an amendment changes beliefs only where it writes
    them.

    Args:
        regime: as loaded.
        seed: seed of the run.
        draw: number of the draw, from 0.
    """
    return tuple(
        Epoch(each.begins, resolved(drawn_form(each.regime, seed, draw, "regime")))
        for each in as_written(regime)
    )


def drawn_values(regime: Regime, seed: int, draw: int) -> dict[str, Decimal]:
    """Return the value that one draw gives to every assumption, by dotted path.

    A value that an amendment changes stands a second time, under `regime@DATE.PATH`.
    """
    found: dict[str, Decimal] = {}
    latest: dict[str, Decimal] = {}
    for begins, form in as_written(regime):
        for path, value in drawn_form_values(form, seed, draw, "regime").items():
            if latest.get(path) != value:
                found[path if begins is None else path.replace("regime", f"regime@{begins}", 1)] = value
                latest[path] = value
    return found


def evidence(regime: Regime) -> list[Evidence]:
    """Return what every number of a regime rests on, those that amendments change with their date.

    Args:
        regime: as loaded.
    """
    rows: list[Evidence] = []
    latest: dict[str, Evidence] = {}
    for begins, form in as_written(regime):
        for row in form_evidence(form):
            if latest.get(row.path) != row:
                latest[row.path] = row
                rows.append(row if begins is None else row._replace(path=f"{row.path} (from {begins})"))
    return rows


def in_force(regime: Regime, date: dt.date) -> Regime:
    """Return the dated form of a regime that holds on a date."""
    held = regime
    for begins, form in epochs(regime):
        if begins is None or begins <= date:
            held = form
    return held


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a regime file, with descriptions and units."""
    return model_schema(Regime, "Demerit regime")
