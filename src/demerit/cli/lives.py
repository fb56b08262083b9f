"""The verb about one life: explain."""

from __future__ import annotations

import shutil
import sys
from typing import Annotated

import typer

from demerit.cli.output import Answer, AsJson, argument, note, table
from demerit.cli.runs import RunFolder
from demerit.errors import WrongUse


def add_to(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command(epilog="Example: demerit explain runs/small")(explain)


def explain(
    run: RunFolder,
    person: Annotated[
        str | None, argument(metavar="PERSON", help="An id; without one, some are listed.")
    ] = None,
    draw: Annotated[int, typer.Option(min=0, help="Which draw of the run.")] = 0,
    as_json: AsJson = False,
) -> Answer:
    """Tell the life of an invented person: acts, what was seen, decided and recorded, what followed.

    Each point and refusal goes back to act, sighting, ruling and the line of its rule. The person's
    district is walked again; the run is verified first. Without PERSON some of the run's panel are listed.
    """
    from demerit import lab
    from demerit.lab.cache import compiled, compiling

    opened = lab.open(run)
    if person is not None:
        if not compiled():
            note(compiling())
        life = opened.explain(person, draw=draw)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        return Answer(life.told(width), life.as_dict(), as_json=as_json)
    if draw:
        raise WrongUse(
            "--draw says in which draw somebody is looked for, and nobody is named. Next: add the id of a"
            " person, or leave --draw out: those that are listed are of draw 0"
        )
    people = opened.people_worth_a_look()
    rows = [(each.person, each.part, each.sentence) for each in people]
    text = f"{table(rows)}\nInvented people. Next: demerit explain {run} {rows[0][0]}" if rows else "nobody"
    return Answer(text, {"people": [each.as_dict() for each in people]}, as_json=as_json)
