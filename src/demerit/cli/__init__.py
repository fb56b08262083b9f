"""The command line: verbs only, each one a few lines over `demerit.lab`.

What is heavy is imported inside the verbs. `demerit --help` answers before NumPy would have loaded, and a
test holds the list of modules that a mere help text loads.
"""

import gc
import os
import sys


def main() -> None:
    """Run the command line and leave the process with its exit code.

    A process of a second or two has nothing to gain from looking for garbage every few hundred objects, from
    the threads that NumPy's linear algebra starts when it is loaded, or from taking everything apart at its
    end: what a verb writes is on the disk when it answers.
    """
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from demerit.cli.interrupting import EXIT_CODE, pressed, watch

    watch()
    try:
        from demerit.cli.entry import start

        code = start()
    except BaseException:
        if not pressed():
            raise
        code = EXIT_CODE  # before there was anything to say, or while it was said
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except KeyboardInterrupt:
        code = EXIT_CODE
    except (OSError, ValueError):
        raise SystemExit(code) from None
    os._exit(code)
