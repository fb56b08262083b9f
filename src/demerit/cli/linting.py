"""The verb about a regime's text: lint."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.output import Answer, AsJson, argument, option


def add_to(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command(epilog="Example: demerit lint china-lists-2018 --in large-country-2020")(lint)


def lint(
    target: Annotated[
        str | None, argument(metavar="REGIME", help="A regime of the gallery, or a file.")
    ] = None,
    society: Annotated[
        str | None,
        option(
            "--in",
            metavar="SOCIETY",
            help="A society whose properties of conducts are looked at too: gravity, what is protected,"
            " who could not pay.",
        ),
    ] = None,
    rules: Annotated[
        bool, option("--rules", help="Print all forty rules, with letters, sources and thresholds.")
    ] = False,
    as_json: AsJson = False,
) -> Answer:
    """Ask rights rules of a regime's text: each finding is a question for a lawyer, with line and source.

    There is no grade, and no finding is no statement that the regime is lawful. Exit code 1 if anything is
    found. Rules that cannot be asked are named; `--rules` prints them all.
    """
    from demerit import lab, rights
    from demerit.errors import WrongUse

    if rules and target is None:
        return Answer(rights.catalogue_text(), rights.catalogue_as_dict(), as_json=as_json)
    if rules or target is None:
        raise WrongUse(
            "lint takes a regime, or --rules and no regime."
            " Next: demerit lint china-lists-2018, or demerit lint --rules."
        )
    found = lab.lint(target, society)
    code = 1 if found.findings or found.uncovered else 0
    return Answer(str(found), found.as_dict(), code=code, as_json=as_json)
