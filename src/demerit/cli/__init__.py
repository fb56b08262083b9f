"""The command line: verbs only, each one a few lines over `demerit.lab`.

What is heavy is imported inside the verbs. `demerit --help` answers before NumPy would have loaded, and a
test holds the list of modules that a mere help text loads.
"""


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    from demerit.cli.entry import start

    raise SystemExit(start())
