"""Nothing that decides uses libm, a floating-point sum or hidden state: what is compiled knows integers only.

Logarithms and exponentials are tables, made in decimal arithmetic; a share is a whole number over a power of
two. So every machine decides alike, whatever its C library or its vector units round.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "demerit"
WHOLE = re.compile(r"u?int(8|16|32|64)|bool_")
"""What compiled code may take of NumPy: the names of whole numbers."""


def kernels(text: str) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module that are compiled."""
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, ast.FunctionDef):
            names = {getattr(found, "func", found) for found in each.decorator_list}
            if any(isinstance(name, ast.Name) and name.id == "kernel" for name in names):
                yield each


def not_whole(kernel: ast.FunctionDef) -> list[str]:
    """Return what in a compiled function could be no whole number."""
    found = []
    for each in ast.walk(kernel):
        if isinstance(each, ast.Constant) and isinstance(each.value, float | complex):
            found.append(f"{each.value} in line {each.lineno}")
        if isinstance(each, ast.BinOp | ast.AugAssign) and isinstance(each.op, ast.Div | ast.Pow):
            found.append(f"{type(each.op).__name__} in line {each.lineno}")
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name):
            if each.value.id in ("np", "numpy", "math") and not WHOLE.fullmatch(each.attr):
                found.append(f"{each.value.id}.{each.attr} in line {each.lineno}")
        if isinstance(each, ast.Name) and each.id in ("float", "round", "sum", "pow"):
            found.append(f"{each.id} in line {each.lineno}")
    return found


def test_compiled_code_knows_whole_numbers_only() -> None:
    seen = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        for kernel in kernels(path.read_text(encoding="utf-8")):
            seen += 1
            assert not not_whole(kernel), f"{path.relative_to(PACKAGE)}: {kernel.name}"
    assert seen > 100


@pytest.mark.parametrize(
    "planted",
    [
        "x / 2",
        "x * 0.5",
        "np.exp(x)",
        "math.log(x)",
        "x ** 2",
        "float(x)",
        "np.float64(x)",
        "np.random.rand()",
    ],
)
def test_a_planted_decimal_is_seen(planted: str) -> None:
    (kernel,) = kernels(f"@kernel\ndef f(x: int) -> int:\n    return {planted}\n")
    assert not_whole(kernel)
