"""The verbs about files: check, read, new, upgrade, schema, gallery."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.output import Answer, AsJson, argument, note, option, table

Kind = Annotated[str | None, option(metavar="KIND", help="regime, society, scenario or targets.")]

Terms = Annotated[
    bool, option("--terms", help="Say what each condition asks for, and when it is asked again.")
]

_LINES = ("never", "fewest_records", "notes", "directions_put_in")
"""What `check` tells line by line."""


def add_to(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command(epilog="Example: demerit check china-lists-2018")(check)
    app.command(epilog="Example: demerit read penalty-points")(read)
    app.command(epilog="Example: demerit new regime mine.yaml --template licence-points")(new)
    app.command(epilog="Example: demerit upgrade mine.yaml --out mine-2.yaml")(upgrade)
    app.command(epilog="Example: demerit schema regime > regime.schema.json")(schema)
    app.command(epilog="Example: demerit gallery china-lists-2018 --kind regime > mine.yaml")(gallery)


def check(
    target: Annotated[str, typer.Argument(metavar="FILE|NAME", help="A file, or a name of the gallery.")],
    kind: Kind = None,
    terms: Terms = False,
    as_json: AsJson = False,
) -> Answer:
    """Check a regime, society or scenario and say what it would need.

    Every problem is printed with its file, line and column, what is allowed, and what to do next. First
    stands what can never be: lists that nobody can ever be on, rules that contradict each other or change
    nothing. How few records put somebody on each list follows. A note says what the file leaves open and how
    the engine takes it; a direction put in is one that assumed ranges leave no draw to reverse. None of these
    is an error.
    """
    from demerit import lab

    found = lab.check(target, kind=kind)
    facts = found.as_dict()
    rows = [("never", str(said)) for said in found.never]
    rows += [(key.replace("_", " "), str(value)) for key, value in facts.items() if key not in _LINES]
    rows += [("fewest records", f"{name}: {said}") for name, said in found.fewest.items()]
    rows += [("note", str(note)) for note in found.notes]
    rows += [("direction put in", said) for said in found.directions]
    if terms:
        facts["terms"] = list(found.terms)
        rows += [("condition", said) for said in found.terms]
    return Answer(table(rows), facts, as_json=as_json)


def read(
    target: Annotated[str, typer.Argument(metavar="REGIME", help="A regime of the gallery, or a file.")],
    as_json: AsJson = False,
) -> Answer:
    """Say a regime back in plain English, to be compared with the law or the text that it is to hold.

    List by list and number by number, from each amendment on with what changes, made from what a run is made
    from and not from the file's words. Each sentence begins with what it assumes.
    """
    from demerit import lab

    found = lab.read(target)
    return Answer(str(found), found.as_dict(), as_json=as_json)


def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="regime or society.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where to write it; nothing may be there.")],
    template: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What it is about: licence-points, lists, rating, benefit-check or city.",
        ),
    ] = "licence-points",
    as_json: AsJson = False,
) -> Answer:
    """Write a small, commented regime or society to begin with; it runs as it stands.

    The regime of a template runs in the society of the same template. Every number of it is a proposal, made
    up or a range, to be replaced by what was read.
    """
    from demerit import lab

    found = lab.new(kind, file, template)
    return Answer(f"{found.path}\nNext: {found.next_step}", found.as_dict(), as_json=as_json)


def upgrade(
    target: Annotated[str, typer.Argument(metavar="FILE|NAME", help="A file, or a name of the gallery.")],
    out: Annotated[
        str | None,
        option(metavar="FILE", help="Write it there: the file itself, or one that is not there yet."),
    ] = None,
    as_json: AsJson = False,
) -> Answer:
    """Carry a file from version 1 of the language to version 2; its comments stay.

    Where the meaning had two readings, that of version 1 is written, and each place is named with the other.
    Without `--out` the new file is printed, and what is said of it goes to stderr; with it, it is written.
    """
    from demerit import lab

    found = lab.upgrade(target, out=out)
    said = [f"two readings: {each}" for each in found.readings]
    if not found.changed:
        said.append(f"{found.path} is a file of version 2 already; there is nothing to do.")
    if as_json or found.out is not None:
        if found.out is not None:
            said.append(f"written: {found.out}")
        return Answer("\n".join(said), found.as_dict(), as_json=as_json)
    if said:
        note("\n".join(said))
    return Answer(found.text if found.changed else "", found.as_dict())


def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="regime, society or scenario.")],
    as_json: AsJson = False,
) -> Answer:
    """Print the JSON Schema of a kind of file, so that an editor completes and checks while one writes."""
    from demerit import lab

    return Answer("", lab.schema(kind), as_json=True)


def gallery(
    name: Annotated[str | None, argument(metavar="NAME", help="Print this file.")] = None,
    kind: Kind = None,
    as_json: AsJson = False,
) -> Answer:
    """List the packaged regimes, societies, scenarios and targets, or print one to start from."""
    from demerit import lab

    if name is not None:
        text = lab.gallery_text(name, kind=kind)
        return Answer(text, {"name": name, "text": text}, as_json=as_json)
    entries = lab.gallery(kind=kind)
    rows = [(entry.kind, entry.name, entry.title) for entry in entries]
    data = {
        "gallery": [{"kind": e.kind, "name": e.name, "title": e.title, "path": str(e.path)} for e in entries]
    }
    return Answer(table(rows), data, as_json=as_json)
