#!/usr/bin/env python3
"""`demerit` as a process that is copied for every command: what it loads is loaded once, not by every case.

    served.py SOCKET FOLDER REAL      waits for commands; puts a `demerit` that sends them into FOLDER

Each command is done by a process of its own, a copy of this one made before anything but modules was there.
It has the arguments, folder, environment and open files of whoever asked, goes through the same `main`,
and ends with its exit code. Where memory is limited the installed one, REAL, is started instead.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
from pathlib import Path

ASKS = """#!{python} -IS
import array, json, os, resource, socket, sys
if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
    os.execv({real!r}, [{real!r}, *sys.argv[1:]])
asked = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
with socket.socket(socket.AF_UNIX) as to:
    to.connect({at!r})
    files = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))
    to.sendmsg([len(asked).to_bytes(8, "big")], [files])
    to.sendall(asked)
    code = to.recv(1)
sys.exit(code[0] if code else 255)
"""
LATER = ("altair", "duckdb", "jinja2", "ruamel.yaml")
"""What verbs load when they need it."""


def loaded() -> None:
    """Load all of Demerit but its `__main__` modules."""
    import demerit

    for found in pkgutil.walk_packages(demerit.__path__, "demerit."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    for name in LATER:
        importlib.import_module(name)


def read(of: socket.socket) -> tuple[list[str], str, dict[str, str], list[int]]:
    """Return what was asked: arguments, folder, environment and the three files."""
    size, files, _, _ = socket.recv_fds(of, 8, 3)
    text = b""
    while len(text) < int.from_bytes(size, "big"):
        text += of.recv(1 << 16)
    return (*json.loads(text), files)


def done(arguments: list[str], folder: str, environment: dict[str, str], files: list[int]) -> None:
    """Be the process that was asked for."""
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["demerit", *arguments]
    from demerit.cli import main

    main()


def answered(to: socket.socket) -> None:
    """Let a copy of this process do what is asked over a connection, and answer with its exit code."""
    asked = read(to)
    worker = os.fork()
    if not worker:
        to.close()
        done(*asked)
    for file in asked[-1]:
        os.close(file)
    code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    to.sendall(bytes([code if code >= 0 else 128 - code]))


def serve(at: str, folder: Path, real: str) -> None:
    """Answer until this process is ended."""
    loaded()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(at)
        door.listen(8)
        program = folder / "demerit"
        program.write_text(ASKS.format(python=sys.executable, real=real, at=at), encoding="utf-8")
        program.chmod(0o755)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that answer
        while True:
            to, _ = door.accept()
            if os.fork():
                to.close()
                continue
            door.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answered(to)
            os._exit(0)


if __name__ == "__main__":
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    serve(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
