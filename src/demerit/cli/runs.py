"""The verbs about runs: run, report, verify."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli.options import spread
from demerit.cli.output import Answer, AsJson, argument, note, option, table
from demerit.cli.progress import duration, progress

if TYPE_CHECKING:
    from demerit import lab

RunFolder = Annotated[Path, argument(metavar="RUN", help="The folder that a run left.")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    example = "demerit run china-lists-2018 --people 100_000 --out runs/small"
    app.command(epilog=f"Example: {example}")(run)
    app.command(epilog="Example: demerit report runs/small --fact-check --out small.html")(report)
    app.command(epilog="Example: demerit verify runs/small --replay")(verify)


@dataclass(frozen=True)
class Wished:
    """What may be asked for beside the scenario's own file."""

    people: Annotated[int | None, option(min=1, help="People expected at the start.")] = None
    start: Annotated[str | None, option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")] = None
    end: Annotated[str | None, option("--to", metavar="DATE", help="Day after the last.")] = None
    seed: Annotated[int | None, option(min=0, help="Fixes the world.")] = None
    draws: Annotated[
        int | None, option(min=1, help="Draws of the assumed ranges, each in a world of its own.")
    ] = None
    society: Annotated[str | None, option("--in", metavar="SOCIETY", help="Another society.")] = None
    against: Annotated[
        str | None, option(metavar="REGIME", help="The regime to run beside, on the same luck.")
    ] = None
    changes: Annotated[
        list[str] | None, option("--set", metavar="PATH=VALUE", help="Change one value; may be repeated.")
    ] = None


@spread
def run(
    target: Annotated[
        str, typer.Argument(metavar="SCENARIO|REGIME|FILE", help="A name of the gallery, or a file.")
    ] = "china-lists-2018",
    wished: Wished = Wished(),
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The run folder itself.", show_default="runs/ID")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Threads.", show_default="every processor")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be run and how much it keeps; run nothing.")
    ] = False,
    as_json: AsJson = False,
) -> Answer:
    """Run a scenario: the same synthetic people with the regime, without, and on a true record.

    A run cut short goes on from its finished districts when the same command is given again.
    """
    from demerit import lab

    wishes: dict[str, Any] = vars(wished) | {"changes": lab.changes(wished.changes or ())}
    if dry_run:
        planned = lab.plan(target, out=out, **wishes)
        facts = planned.as_dict()
        rows = [(key.replace("_", " "), str(value)) for key, value in facts.items()]
        return Answer(table(rows), facts, as_json=as_json)
    with progress() as report:
        done = lab.run(target, out=out, workers=workers, progress=report, **wishes)
    note(f"run {done.id} {done.how}")
    return Answer(_run_text(done), {**done.as_dict(), "answer": list(done.answer)}, as_json=as_json)


def _run_text(done: lab.Run) -> str:
    manifest = done.manifest
    lines = [
        f"{done.title}: {manifest.people_expected:,} synthetic people in {manifest.districts} districts, "
        f"{manifest.calendar.start} to {manifest.calendar.end}, {manifest.draws} draws",
        *([f"took {duration(done.seconds)}"] if done.how == "computed" else []),
        "",
        *done.answer,
        "",
        *(f"warning: {warning}" for warning in manifest.warnings),
        f"kept in {done.folder}",
        f"Next: demerit report {shlex.quote(str(done.folder))}",
    ]
    return "\n".join(lines)


def report(
    run: RunFolder,
    other: Annotated[Path | None, argument(metavar="RUN", help="A second run, shown beside.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The page.", show_default="RUN.html, beside the folder"),
    ] = None,
    fact_check: Annotated[
        bool, option("--fact-check", help="End with what every number is and rests on.")
    ] = False,
    as_json: AsJson = False,
) -> Answer:
    """Write what a run found as one page that needs no network. The run is verified first.

    With --fact-check the page ends with the definition, unit, formula, interval and limits of every number on
    it, and the inputs that it rests on; with --json they are printed.
    """
    from demerit import lab

    opened, second = lab.open(run), None if other is None else lab.open(other)
    page = opened.report(out, other=second, fact_check=fact_check)
    if not fact_check:
        return Answer(f"{page}", {"report": str(page)}, as_json=as_json)
    found = opened.fact_check(second)
    return Answer(f"{page}\n{found.sentence}", {"report": str(page), **found.as_dict()}, as_json=as_json)


def verify(
    run: RunFolder,
    replay: Annotated[bool, option("--replay", help="Run every draw again, not only one.")] = False,
    as_json: AsJson = False,
) -> Answer:
    """Check that a run folder holds what it says: digests, conservation laws, histories run again.

    Exit code 1 if anything is found.
    """
    from demerit import lab

    opened = lab.open(run)
    with progress() as report:
        findings = opened.verify(replay=replay, progress=report)
    text = "\n".join(str(finding) for finding in findings.findings) or findings.sentence
    return Answer(text, findings.as_dict(), code=1 if findings.findings else 0, as_json=as_json)
