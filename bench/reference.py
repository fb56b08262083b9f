"""The reference task R0d: demerit beside its peers, and drawing and thinning points alone."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import rows
from bench.commands import cost
from bench.machine import load
from bench.peers import agreement, environments
from bench.peers.own import SCENARIO, Own, there
from bench.peers.points import write_tables
from bench.peers.roster import DISTRICT, PEERS, REFERENCE, ROOT, Peer, timed
from bench.record import BreakEven, PeerRow, PointsRow

SEED = 1


def _medians(found: list[dict[str, Any]], *keys: str) -> list[float]:
    return [statistics.median(each[key] for each in found) for key in keys]


def _repeat(peer: Peer, districts: int, weeks: int, threads: int, runs: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < runs and not (found and found[-1]["wall_s"] > rows.LONG):
        said = peer.run(districts, weeks, SEED, threads)
        if said is None:
            return []
        found.append(said)
    return found


def peer_rows(
    sizes: list[int], weeks: int, threads_asked: list[int], runs: int, reference_districts: int
) -> Iterator[PeerRow | str]:
    """Yield a row for each peer and number of districts, or in words why there is none."""
    truth = REFERENCE.run(reference_districts, weeks, SEED + 1, 2)
    if truth is None:
        yield "every peer: there is no C compiler, so no reference to agree with"
        return
    for peer in PEERS:
        if peer.command(1, weeks, SEED) is None:
            yield f"{peer.name}: not set up (python -m bench.peers.environments {peer.environment})"
            continue
        for districts in sizes:
            if districts > peer.largest:
                continue
            for threads in (1, 2) if peer.parallel and 2 in threads_asked else (1,):
                busy = load()
                found = _repeat(peer, districts, weeks, threads, runs)
                said = found[0]
                cpu, wall, process, memory = _medians(found, "cpu_s", "wall_s", "process_cpu_s", "rss_bytes")
                outcomes = agreement.outcomes(truth, said)
                lived = said["people"] * weeks
                yield PeerRow(
                    name=peer.name,
                    version=said["version"],
                    people=said["people"],
                    weeks=weeks,
                    threads=threads,
                    runs=len(found),
                    cpu_ns=cpu / lived * 1e9,
                    wall_ns=wall / lived * 1e9,
                    start_s=max(0.0, process - cpu),
                    bytes_per_person=memory / said["people"],
                    listed_share=said["listed_share"],
                    mean_score=said["mean_score"],
                    acts_per_person_week=said["acts_per_person_week"],
                    wrongful_share=said["wrongful_share"],
                    outcomes=outcomes,
                    standing=agreement.standing(peer, outcomes),
                    load=busy,
                )


def own_rows(sizes: list[int], weeks: int, threads_asked: list[int], runs: int) -> Iterator[PeerRow | str]:
    """Yield demerit's rows of the same task, or in words why there are none."""
    if not there():
        yield f"demerit on the reference task: the gallery has no scenario `{SCENARIO}`"
        return
    own, start = Own(), start_seconds()
    if agreement.standing(own) == agreement.STALE:
        agreement.main([own.name])  # seconds, and the engine changes often
    kept, standing = agreement.recorded().get(own.name), agreement.standing(own)
    outcomes = kept["outcomes"] if kept and standing != agreement.STALE else {}
    for districts in sizes:
        for threads in threads_asked:
            row = rows.row(SCENARIO, districts * DISTRICT, weeks, threads, runs)
            yield PeerRow(
                name=own.name,
                version=version("demerit"),
                people=row.people,
                weeks=weeks,
                threads=threads,
                runs=row.runs,
                cpu_ns=row.cpu_ns,
                wall_ns=row.wall_ns,
                start_s=start,
                bytes_per_person=row.bytes_per_person or 0.0,
                listed_share=None,
                mean_score=None,
                acts_per_person_week=row.acts_per_person_week,
                wrongful_share=None,
                outcomes=outcomes,
                standing=standing,
                load=row.load,
            )


def start_seconds() -> float:
    """Return the CPU seconds of a whole `demerit run` of one district for a week: what starting costs."""
    words = [
        "run",
        SCENARIO,
        "--people",
        str(DISTRICT),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-08",
        "--json",
    ]
    found = []
    with tempfile.TemporaryDirectory() as bytecode:
        for _ in range(4):  # the first writes Python's bytecode
            with tempfile.TemporaryDirectory() as folder:
                found.append(cost([*words, "--out", str(Path(folder) / "run")], Path(bytecode))[1])
    return statistics.median(found[1:])


def point_rows(districts: int, weeks: int, runs: int) -> Iterator[PointsRow | str]:
    """Yield drawing and thinning alone: in C, in C by hand for wide vectors, in Numba, by demerit."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        write_tables(tables)
        size = [str(districts), str(weeks), "1", str(SEED)]
        program = environments.program(environments.HERE / "points.c")
        asked = (
            {}
            if program is None
            else {way: [str(program), way, str(tables), *size] for way in ("plain", "wide")}
        )
        if program is None:
            yield "points in C: there is no C compiler"
        asked["numba"] = [sys.executable, "-m", "bench.peers.points", *size]
        scenario = SCENARIO if there() else rows.HEADLINE
        asked["own"] = [
            sys.executable,
            "-m",
            "bench.peers.own_points",
            scenario,
            size[0],
            size[1],
            size[3],
        ]
        first = None
        for way, command in asked.items():
            busy = load()
            env = dict(os.environ) if way in ("numba", "own") else None
            found = [timed(command, env, ROOT)[0] for _ in range(runs)]
            said = found[0]
            first = first or said
            lived = said["people"] * weeks
            cpu = _medians(found, "cpu_s")[0]
            yield PointsRow(
                name=said["name"],
                runs=runs,
                cpu_ns=cpu / lived * 1e9,
                cpu_ns_per_point=cpu / said["points"] * 1e9,
                points_per_person_week=said["points"] / lived,
                acts_per_person_week=said["acts"] / lived,
                same_bits=said["checksum"] == first["checksum"] if way != "own" else None,
                load=busy,
            )


def break_even(own: PeerRow | None, peers: list[PeerRow]) -> Iterator[BreakEven]:
    """Yield from how many people on demerit needs less CPU time, start-up included.

    CPU time is what a quiet machine with one thread waits for. Only peers that agree in law are compared.
    """
    for peer in peers:
        if own is None or own.standing != agreement.AGREES or peer.standing != agreement.AGREES:
            continue
        gain = (peer.cpu_ns - own.cpu_ns) * 1e-9 * own.weeks
        behind = own.start_s - peer.start_s
        people = 1 if behind <= 0 and gain >= 0 else None if gain <= 0 else max(1, round(behind / gain))
        yield BreakEven(
            peer=peer.name,
            weeks=own.weeks,
            people=people,
            demerit_start_s=own.start_s,
            demerit_cpu_ns=own.cpu_ns,
            peer_start_s=peer.start_s,
            peer_cpu_ns=peer.cpu_ns,
        )
