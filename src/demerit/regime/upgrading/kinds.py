"""Lists: what being on them is to somebody, which version 1 did not say.

It follows from what a list brings: what is refused, slower, dearer, published or stopped makes a burden, and
nothing but favours a benefit. Of a list from which nothing follows version 1 counted every week as listed.
"""

from __future__ import annotations

from demerit.documents import Document, parse
from demerit.documents.recasting import Recasting
from demerit.regime.amendments import amended, read_form
from demerit.regime.list_kinds import BENEFIT, BURDEN, NOTE, burdening, giving
from demerit.regime.model import Regime
from demerit.regime.upgrading.draft import Draft, Reading
from demerit.regime.upgrading.entries import entry
from demerit.regime.written_out import written_out


def forms_of(document: Document) -> list[Regime]:
    """Return the forms that a regime has in time.

    Raises:
        InvalidFile: the file is wrong, and was so before.
    """
    return [read_form(form, begins) for begins, form in amended(written_out(document))]


def kinds(draft: Draft) -> None:
    """Say of every list whether it is a burden, a benefit or a note."""
    unsaid = [
        change for change in draft.changes("lists") if change.before is None and "kind" not in change.after
    ]
    if not unsaid:
        return
    asked = Recasting(draft.document.text)
    for change in unsaid:
        asked.put(change.path, [entry("kind", BURDEN)])
    forms = forms_of(parse(asked.done(), draft.document.path))
    follows = set[str]().union(*(burdening(form) | giving(form) for form in forms))
    for change in unsaid:
        name = str(change.path[-1])
        gives = all(name in giving(form) - burdening(form) for form in forms if name in form.lists)
        draft.recast.put(change.path, [entry("kind", BENEFIT if gives else BURDEN)])
        if name not in follows:
            draft.readings.append(
                Reading(
                    (*change.path, "kind"),
                    f"kind: {BURDEN}",
                    "nothing follows from this list, and version 1 counted every week on it as listed",
                    f"kind: {NOTE}, where it is a warning or a memory, or kind: {BENEFIT}",
                )
            )
