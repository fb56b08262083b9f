"""The verb about a regime's text: lint."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.output import Answer, AsJson


def add_to(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command(epilog="Example: demerit lint china-lists-2018")(lint)


def lint(
    target: Annotated[
        str, typer.Argument(metavar="REGIME", help="A regime of the gallery, or a file.", show_default=False)
    ],
    as_json: AsJson = False,
) -> Answer:
    """Ask rights rules of a regime's text: each finding is a question for a lawyer, with line and source.

    There is no grade, and no finding is no statement that the regime is lawful. Exit code 1 if anything is
    found.
    """
    from demerit import lab
    from demerit.documents import EVIDENCE

    found = lab.lint(target)
    blocks = [str(finding) for finding in found.findings]
    codes = {source.evidence for finding in found.findings for source in finding.sources}
    if codes:
        meanings = "; ".join(f"{code} {EVIDENCE[code]}" for code in EVIDENCE if code in codes)
        blocks.append(f"evidence of sources: {meanings}")
    blocks.append(found.sentence)
    return Answer("\n\n".join(blocks), found.as_dict(), code=1 if found.findings else 0, as_json=as_json)
