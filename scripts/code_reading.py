"""What functions of a step use, read from the code: numbers they read, columns they write, events they tell.

Nothing of this is declared, so nothing of it can be false. A function is followed into the functions that it
calls, up to those of another mechanism: what these use stands in that one's row. An argument is known by its
annotation (`Tables`, `State`, `World`), a local name by what it is set to.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import demerit
from demerit.counted.kinds import Kind

_PACKAGE = Path(demerit.__file__).resolve().parent
_ROOTS = {"Tables": "tables", "State": "state", "World": "world"}
_DEEP = 3
"""Words of a path that are kept: what it starts from, a part, a field."""
_TELLING = ("happen", "happen_plain")
_KIND = 3
"""Place of the kind among the arguments of what tells an event."""

Where = tuple[str, ...]
"""What an expression stands for: `tables`, `state`, `world` or `argument NAME`, then attributes."""


class Function(NamedTuple):
    """A function by its module and name."""

    module: str
    name: str


@dataclass
class Uses:
    """What a function uses by itself: fields as `part.field`, or a part that it hands on whole."""

    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    calls: set[Function] = field(default_factory=set)

    def take(self, other: Uses) -> None:
        """Add what another function uses, but for its calls."""
        for mine, theirs in (
            (self.reads, other.reads),
            (self.writes, other.writes),
            (self.points, other.points),
            (self.told, other.told),
        ):
            mine |= theirs


class Module:
    """One module of the package: its functions, what its names mean."""

    def __init__(self, name: str) -> None:
        """Read a module by its name below the package, such as `engine.plan`."""
        path = _PACKAGE.joinpath(*name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        body = ast.parse(path.read_text(encoding="utf-8")).body
        self.name = name
        self.functions = dict(_functions(body))
        self.imported: dict[str, tuple[str, str]] = {}
        for each in body:
            if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("demerit"):
                inside = (each.module or "").partition(".")[2]
                for alias in each.names:
                    self.imported[alias.asname or alias.name] = inside, alias.name
        self._set = dict(_pairs(body))

    def target(self, called: ast.expr) -> Function | None:
        """Return the function of the package that a call goes to, or None if the code does not show which."""
        if isinstance(called, ast.Name):
            if called.id in self.functions:
                return Function(self.name, called.id)
            module, name = self.imported.get(called.id, ("", ""))
            return Function(module, name) if _is_module(module) and name in read(module).functions else None
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            above, last = self.imported.get(called.value.id, ("", ""))
            module = f"{above}.{last}".lstrip(".")
            if last and _is_module(module) and called.attr in read(module).functions:
                return Function(module, called.attr)
        return None

    def listed(self, name: str) -> list[tuple[str, str]]:
        """Return, for a tuple of attributes of modules, (package, module) of each as it is imported."""
        value = self._set[name]
        items = value.elts if isinstance(value, ast.Tuple) else []
        names = (each.value for each in items if isinstance(each, ast.Attribute))
        return [self.imported[each.id] for each in names if isinstance(each, ast.Name)]

    def points(self, name: str) -> set[str]:
        """Return the decision points that a name of the module stands for."""
        if name in self.imported:
            module, its = self.imported[name]
            return read(module).points(its) if module and _is_module(module) else set()
        value = self._set.get(name)
        return self.points_in(value) if value is not None else set()

    def points_in(self, node: ast.AST) -> set[str]:
        """Return the decision points that code names."""
        found: set[str] = set()
        for each in ast.walk(node):
            if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "point":
                found |= {_named(arg) for arg in each.args}
            elif isinstance(each, ast.Name) and each.id.isupper():
                found |= self.points(each.id)
        return found


def _functions(body: Collection[ast.stmt], above: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield functions and methods, these under `Class.name`."""
    for each in body:
        if isinstance(each, ast.FunctionDef):
            yield above + each.name, each
        elif isinstance(each, ast.ClassDef):
            yield from _functions(each.body, f"{each.name}.")


def _named(text: ast.expr) -> str:
    """Return the name of a decision point as it is written, `<name>` for what is put in."""
    if isinstance(text, ast.Constant):
        return str(text.value)
    return _named(text.left) + "<name>" if isinstance(text, ast.BinOp) else "<name>"


@cache
def read(name: str) -> Module:
    """Return a module of the package."""
    return Module(name)


@cache
def _is_module(name: str) -> bool:
    path = _PACKAGE.joinpath(*name.split("."))
    return bool(name) and (path.with_suffix(".py").is_file() or (path / "__init__.py").is_file())


def _pairs(body: Collection[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """Yield every name that is set, with what it is set to, tuples piece by piece."""
    for each in body:
        if not isinstance(each, ast.Assign | ast.AnnAssign) or each.value is None:
            continue
        for target in each.targets if isinstance(each, ast.Assign) else [each.target]:
            if isinstance(target, ast.Name):
                yield target.id, each.value
            elif isinstance(target, ast.Tuple):
                values = (
                    each.value.elts if isinstance(each.value, ast.Tuple) else [each.value] * len(target.elts)
                )
                yield from (
                    (name.id, value)
                    for name, value in zip(target.elts, values, strict=False)
                    if isinstance(name, ast.Name)
                )


class _Reading:
    """One function on its way to what it uses."""

    def __init__(self, function: Function) -> None:
        self.module = read(function.module)
        self.code = self.module.functions[function.name]
        self.names: dict[str, Where] = {}
        for each in self.parameters(function):
            kind = each.annotation.id if isinstance(each.annotation, ast.Name) else ""
            self.names[each.arg] = (_ROOTS.get(kind, f"argument {each.arg}"),)
        if function.name.startswith("World."):
            self.names["self"] = ("world",)
        nodes = list(ast.walk(self.code))
        for _ in range(2):  # a name may be set to what another is set to further down the tree
            for name, value in _pairs(nodes):
                where = self.where(value)
                if where is not None and name not in self.names:
                    self.names[name] = where

    @staticmethod
    def parameters(function: Function) -> list[ast.arg]:
        return read(function.module).functions[function.name].args.args

    def where(self, node: ast.AST) -> Where | None:
        """Return what an expression stands for, items of an array for the array."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.Subscript):
            return self.where(node.value)
        if isinstance(node, ast.Attribute):
            base = self.where(node.value)
            if base == ("world",):
                return ("tables",) if node.attr == "tables" else None
            return (*base, node.attr)[:_DEEP] if base is not None else None
        return None

    def uses(self) -> Uses:
        found = Uses()
        for node in ast.walk(self.code):
            if isinstance(node, ast.Attribute):
                where = self.where(node)
                if where is not None and where[0] == "tables" and len(where) == _DEEP:
                    found.reads.add(".".join(where[1:]))
            elif isinstance(node, ast.Call):
                self._call(node, found)
            elif isinstance(node, ast.Name) and node.id.isupper():
                found.points |= self.module.points(node.id)
        found.points |= self.module.points_in(self.code)
        found.writes = {".".join(where[1:]) for where in self.written() if where[0] == "state"}
        return found

    def _call(self, node: ast.Call, found: Uses) -> None:
        function = self.module.target(node.func) or self._method(node.func)
        if function is not None:
            found.calls.add(function)
        for each in node.args:
            where = self.where(each)
            if where is not None and where[0] == "tables" and len(where) == _DEEP - 1:
                found.reads.add(where[1])
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in _TELLING and len(node.args) > _KIND:
            found.told |= set(self._kinds(node.args[_KIND]))

    def _kinds(self, told: ast.expr) -> Iterator[str]:
        """Yield what kinds of event an expression may be the number of."""
        if isinstance(told, ast.IfExp):
            yield from self._kinds(told.body)
            yield from self._kinds(told.orelse)
        elif isinstance(told, ast.Name) and not told.id.isupper():
            for name, value in _pairs(list(ast.walk(self.code))):
                if name == told.id:
                    yield from self._kinds(value)
        elif isinstance(told, ast.Attribute):  # KIND.number
            yield from self._kinds(told.value)
        elif isinstance(told, ast.Name):
            yield self._name_of_kind(told.id)

    def _name_of_kind(self, name: str) -> str:
        """Return what a kind of event is called, from the name of its constant."""
        module, its = self.module.imported[name]
        kind: Kind = getattr(import_module(f"demerit.{module}"), its)
        return kind.name

    def _method(self, called: ast.expr) -> Function | None:
        """Return which method of the world a call is of."""
        if not isinstance(called, ast.Attribute) or self.where(called.value) != ("world",):
            return None
        name = f"World.{called.attr}"
        return Function("engine.world", name) if name in read("engine.world").functions else None

    def written(self) -> set[Where]:
        """Return the columns, of the state or of arguments, into which this function or one called writes."""
        found: set[Where] = set()
        for node in ast.walk(self.code):
            if isinstance(node, ast.Assign | ast.AugAssign):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    for each in target.elts if isinstance(target, ast.Tuple) else [target]:
                        where = self.where(each) if isinstance(each, ast.Subscript) else None
                        found |= {where} if where is not None else set()
            elif isinstance(node, ast.Call):
                found |= self._written_by(node)
        return found

    def _written_by(self, node: ast.Call) -> set[Where]:
        function = self.module.target(node.func)
        if function is None:
            return set()
        found: set[Where] = set()
        names = [f"argument {each.arg}" for each in self.parameters(function)]
        for name, given in zip(names, node.args, strict=False):
            where = self.where(given)
            if where is not None and len(where) > 1:
                found |= {(*where, *each[1:])[:_DEEP] for each in written(function) if each[0] == name}
        return found


_WORKING: set[Function] = set()


@cache
def written(function: Function) -> frozenset[Where]:
    """Return the fields that a function writes into, of the state or of its arguments.

    A function that calls itself is read once.
    """
    if function in _WORKING:
        return frozenset()
    _WORKING.add(function)
    try:
        return frozenset(_Reading(function).written())
    finally:
        _WORKING.discard(function)


@cache
def uses(function: Function) -> Uses:
    """Return what a function uses by itself."""
    return _Reading(function).uses()


def used(roots: Collection[Function], others: Collection[str]) -> tuple[Uses, set[str]]:
    """Return what functions use, and which of the modules `others` they call.

    Functions that they call are read too, but for those in `others`.
    """
    found, called = Uses(), set[str]()
    left, seen = list(roots), set(roots)
    while left:
        own = uses(left.pop())
        found.take(own)
        called |= {each.module for each in own.calls if each.module in others}
        more = {each for each in own.calls if each.module not in others} - seen
        seen |= more
        left += more
    return found, called


def passes(walker: Function) -> list[Function]:
    """Return the functions that a step calls, in order."""
    module = read(walker.module)
    calls = (each.value for each in module.functions[walker.name].body if isinstance(each, ast.Expr))
    found = (module.target(call.func) for call in calls if isinstance(call, ast.Call))
    return [each for each in found if each is not None]
