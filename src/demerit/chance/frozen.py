"""Objects with constants (`constants`), as compiled functions see them: attributes that are whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numba.core import types
from numba.core.imputils import lower_constant, lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import models, register_model


class Frozen(types.Type):
    """The compiled type of an object with constants; its numbers are part of the type."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Take the numbers by name."""
        self.numbers = dict(numbers)
        super().__init__(name=f"frozen({', '.join(f'{name}={value}' for name, value in numbers.items())})")


@register_model(Frozen)
class _FrozenModel(models.OpaqueModel):  # type: ignore[misc]  # numba is untyped
    pass


@infer_getattr
class _FrozenAttributes(AttributeTemplate):  # type: ignore[misc]  # numba is untyped
    key = Frozen

    def generic_resolve(self, kind: Frozen, attribute: str) -> Any:
        return types.int64 if attribute in kind.numbers else None


@lower_getattr_generic(Frozen)  # type: ignore[untyped-decorator]  # numba is untyped
def _read(context: Any, builder: Any, kind: Frozen, value: Any, attribute: str) -> Any:
    return context.get_constant(types.int64, kind.numbers[attribute])


@lower_constant(Frozen)  # type: ignore[untyped-decorator]  # numba is untyped
def _whole(context: Any, builder: Any, kind: Frozen, value: Any) -> Any:
    return context.get_dummy_value()
