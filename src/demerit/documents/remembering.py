"""Answers about checked models, kept while they may be asked for again.

A run asks the same of the same society and regime in every history and for every draw: which dated forms
there are, what a draw believes, what its tables are. Models are never changed after reading, so an answer
holds as long as its model is the same object; equality would cost more than most answers. The oldest answers
are let go.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Model = TypeVar("Model")
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")


def remembered(
    size: int,
) -> Callable[[Callable[Concatenate[Model, Rest], Answer]], Callable[Concatenate[Model, Rest], Answer]]:
    """Return a decorator that keeps the last `size` answers of a pure function of a model and plain values.

    Args:
        size: how many answers are kept; the model of each is kept with it.
    """

    def decorate(
        function: Callable[Concatenate[Model, Rest], Answer],
    ) -> Callable[Concatenate[Model, Rest], Answer]:
        kept: OrderedDict[Hashable, tuple[Any, Answer]] = OrderedDict()
        lock = threading.Lock()

        @wraps(function)
        def asked(model: Model, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
            key = (id(model), rest, tuple(sorted(named.items())))
            with lock:
                found = kept.get(key)
                if found is not None:
                    kept.move_to_end(key)
                    return found[1]
            answer = function(model, *rest, **named)
            with lock:
                kept[key] = (model, answer)
                if len(kept) > size:
                    kept.popitem(last=False)
            return answer

        return asked

    return decorate
