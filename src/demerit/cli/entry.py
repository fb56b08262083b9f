"""The verbs, put together, and the one place where errors become messages and exit codes.

Exit codes: 0 done, 1 a finding or a failure, 2 wrong use or an invalid file, 130 interrupted. Bad input
never ends in a traceback; whatever else is raised is a bug of ours and is left to look like one.
"""

from __future__ import annotations

import dataclasses
import errno
import re
import sys
from collections.abc import Sequence
from itertools import takewhile

import typer

from demerit.cli import files, linting, lives, machine, runs, tables
from demerit.cli.description import verbs
from demerit.cli.interrupting import EXIT_CODE, pressed
from demerit.cli.output import Answer, hush, note, print_json
from demerit.errors import DemeritError, Interrupted, InvalidFile, Unwritable, nearest_name

app = typer.Typer(
    name="demerit",
    help="A laboratory for scoring regimes, run on synthetic people: what would a regime do to people?",
    epilog="Start with: demerit run china-lists-2018 --people 100_000",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for room in (files, linting, runs, lives, tables, machine):
    room.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"demerit {version('demerit')}")
        raise typer.Exit


@app.callback()
def _lab(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


def start(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: what was typed after `demerit`; by default the arguments of this process.
    """
    typed = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in typed
    try:
        return _answered(typed, as_json)
    except BaseException:
        if not pressed():
            raise
        return refuse(_interrupted(typed), as_json)  # whatever was made of it on the way


def _answered(typed: Sequence[str], as_json: bool) -> int:
    """Do what was typed, say what came of it, and return the exit code."""
    try:
        _tell_twice(typed)
        answer = app(args=list(typed), prog_name="demerit", standalone_mode=False)
        if answer == EXIT_CODE or pressed():  # typer turns Ctrl-C into this code and says nothing
            raise KeyboardInterrupt
        return answer.show() if isinstance(answer, Answer) else int(answer or 0)
    except DemeritError as error:
        if pressed():
            raise
        return refuse(error, as_json)
    except typer.TyperException as error:
        return _refuse_usage(error, as_json)
    except (KeyboardInterrupt, typer.Abort):
        return refuse(_interrupted(typed), as_json)
    except BrokenPipeError:
        hush()  # the reader of a pipe (head, less) has seen enough
        return 0
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        hush()
        return refuse(_unwritable(error), as_json=False)


def _tell_twice(typed: Sequence[str]) -> None:
    """Say that an option is given twice: the last counts, as in other programs, but not without a word."""
    options = list(takewhile(lambda text: text != "--", typed))
    names = [
        name for text in options if (name := text.partition("=")[0]).startswith("--") and " " not in name
    ]
    twice = next((name for name in names if names.count(name) > 1 and name not in REPEATED), None)
    if twice is not None:
        note(f"note: {twice} is given twice; the last one counts. Next: keep one of them.")


REPEATED = ("--set",)
"""Options that may be given more than once."""


def _interrupted(typed: Sequence[str]) -> Interrupted:
    """Say what Ctrl-C leaves behind: of a run what is finished, of all else nothing."""
    if "run" in typed[:1]:
        return Interrupted("interrupted; what is finished is kept, and the same command goes on from there")
    return Interrupted("interrupted; nothing half-done is left, and the same command begins anew")


_REFUSED = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EBADF, errno.EIO}
"""What the system answers when somebody's disk, rights or pipes, and not Demerit, are the reason."""


def _unwritable(error: OSError) -> Unwritable:
    place = error.filename or "the answer"
    return Unwritable(
        f"{place} cannot be written ({error.strerror}). Next: free some space, mend your right to it or"
        " choose another place, and run the same command again."
    )


def refuse(error: DemeritError, as_json: bool) -> int:
    """Say what is wrong, on stderr or as JSON on stdout, and return the error's exit code."""
    if as_json:
        problems = (
            [dataclasses.asdict(problem) for problem in error.problems]
            if isinstance(error, InvalidFile)
            else []
        )
        kind = type(error).__name__
        print_json(
            {
                "error": {
                    "kind": kind,
                    "message": str(error),
                    "problems": problems,
                    "exit_code": error.exit_code,
                }
            }
        )
    elif isinstance(error, InvalidFile):
        note(str(error))  # each line begins file:line:col, so that editors jump there
    else:
        note(f"error: {error}")
    return error.exit_code


_GUESS = re.compile(r"\.? ?(?:\(Possible options: .*\)|Did you mean .*)$", re.DOTALL)
"""What the library of the command line proposes, by a likeness of its own."""


def _meant(message: str) -> str:
    """Return the verb or option that a message's unknown one is near to, as a question, or nothing."""
    unknown = re.search(r"No such (?:command '(.+)'|option: (--.+))$", message.rstrip("."))
    if unknown is None:
        return ""
    known = verbs(app)
    options = {each.spelled for verb in known.values() for each in verb.takes if each.is_option}
    near = nearest_name(unknown[1] or unknown[2], known if unknown[1] else [*options, "--help", "--version"])
    return f". Did you mean {near}?" if near else ""


def _refuse_usage(error: typer.TyperException, as_json: bool) -> int:
    message = _GUESS.sub("", error.format_message()).rstrip(".")
    message += _meant(message)
    message += "" if message.endswith("?") else "."
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "demerit"
    if as_json:
        print_json({"error": {"kind": "WrongUse", "message": message, "problems": [], "exit_code": 2}})
    else:
        note(f"error: {message} Next: {command} --help")
    return 2
