"""The plan as rows of text: what runs in a step, in order, with what it uses, as read from the code."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from demerit.engine.mechanism import Mechanism
from demerit.engine.plan import ORDER
from scripts.code_reading import Function, Uses, passes, read, used

PLAN = "engine.plan"


def mechanism_modules() -> tuple[str, ...]:
    """Return the modules of the mechanisms, in the order of the plan."""
    return tuple(f"{above}.{name}" for above, name in read(PLAN).listed("ORDER"))


def compiled_twin(name: str) -> str:
    """Return what the compiled twin of a function of the plain engine is called."""
    return "compiled" if name == "plain" else name.removesuffix("_plain")


def table() -> list[dict[str, str]]:
    """Return what a step calls, one row each, in order; what runs inside a mechanism stands behind it."""
    mechanisms = dict(zip(mechanism_modules(), ORDER, strict=True))
    made = {module: _of_mechanism(module, mechanisms) for module in mechanisms}
    run = passes(Function(PLAN, "step_compiled"))
    own = {each.module for each in run if each.name == "compiled"}
    found: list[dict[str, str]] = []
    for each in run:
        if each.name != "compiled" or each.module not in mechanisms:
            found.append(_of_function(each, mechanisms))
            continue
        found.append(made[each.module][0])
        found += [made[inside][0] for inside in _inside(each.module, list(mechanisms), own)]
    for module in mechanisms:
        if module not in own:
            around = [mechanisms[each].name for each in mechanisms if module in made[each][1]]
            made[module][0]["runs inside"] = ", ".join(around)
    return found


def _inside(module: str, modules: Sequence[str], own: Collection[str]) -> Iterator[str]:
    """Yield the mechanisms right behind one in the plan that have no pass of their own."""
    return takewhile(lambda each: each not in own, modules[modules.index(module) + 1 :])


def _of_mechanism(module: str, mechanisms: Mapping[str, Mechanism]) -> tuple[dict[str, str], set[str]]:
    """Return the row of a mechanism, and the modules of others that it calls."""
    roots = [Function(module, name) for name in read(module).functions]
    uses, called = used(roots, set(mechanisms) - {module})
    declared = mechanisms[module]
    points = {*declared.points, *uses.points}
    head = {"mechanism": declared.name, "rows": " ".join(declared.rows), "stage": declared.stage}
    return {**head, **_told(uses, points)}, called


def _of_function(function: Function, mechanisms: Mapping[str, Mechanism]) -> dict[str, str]:
    """Return the row of a function that a step calls beside the mechanisms' own passes."""
    twins = [name for name in read(function.module).functions if compiled_twin(name) == function.name]
    roots = [function, *(Function(function.module, name) for name in twins if name != function.name)]
    uses, _ = used(roots, set(mechanisms) - {function.module})
    name = f"`{function.module.replace('.', '/')}.{function.name}`"
    return {"mechanism": name, "rows": "", "stage": "", **_told(uses, uses.points)}


def _told(uses: Uses, points: Collection[str]) -> dict[str, str]:
    return {
        "runs inside": "",
        "decision points": ", ".join(sorted(points)),
        "reads": _by_part(uses.reads),
        "writes": _by_part(uses.writes),
        "tells": ", ".join(sorted(uses.told)),
    }


def _by_part(fields: Collection[str]) -> str:
    """Return fields under the parts that they stand in."""
    parts = groupby(sorted(fields), key=lambda each: each.partition(".")[0])
    texts = []
    for part, its in parts:
        inside = ", ".join(each.partition(".")[2] for each in its if "." in each)
        texts.append(f"{part}: {inside}" if inside else part)
    return "; ".join(texts)
