"""Two rules of a regime that say different things of the same people: both places, and an example.

Neither is wrong by itself, and the engine knows which of the two decides; whoever reads only one is misled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from demerit.documents import Document
from demerit.errors import Problem
from demerit.regime import cases
from demerit.regime.domains import domains
from demerit.regime.entering import besides, kept_by, tied, ways
from demerit.regime.model import Regime
from demerit.regime.parts import Consequence
from demerit.regime.possible import Domains, all_of, any_of, decide
from demerit.regime.reasons import text_of
from demerit.regime.trees import Node, Not, Variable, nodes

Form = tuple[Document, Regime]
_SAID = ("publish", "lasting", "release_on_payment")
"""What two lists with the same ways in may say differently."""
_CALLED = {"lasting": "the length"}


def conflicts(forms: Sequence[Form]) -> Iterator[Problem]:
    """Yield rules that say different things of the same people, and cases that leave somebody out.

    Args:
        forms: a regime in all its dated forms, with their documents.
    """
    for number, (document, form) in enumerate(forms):
        before = [each for _, each in forms[: number + 1]]
        yield from _refused_and_favoured(document, form, before)
        yield from _said_twice(document, form, before)
        yield from _same_ways(document, form)
        yield from _cases(document, form, before)


def whom(form: Regime, consequence: Consequence) -> tuple[Node, ...]:
    """Return what holds of those whom a consequence is for, as conditions that all must hold."""
    entity = form.entity_of(consequence)
    return tuple(form.expression(each, entity).root for each in consequence.conditions.values())


def _kept(form: Regime, parts: Sequence[Node]) -> tuple[Node, ...]:
    """Return what also holds of whoever is on the lists that conditions name, for as long as they are."""
    free = {each.name for part in parts for each in nodes(part) if isinstance(each, Variable)}
    named = [kept_by(form, name) for name in form.lists if f"listed({name})" in free]
    return tuple(any_of(each) for each in named if each)


def _together(form: Regime, parts: Sequence[Node], known: Domains) -> str | None:
    """Return an example of somebody of whom all parts hold, in words; None if none is known."""
    node = all_of([*parts, *_kept(form, parts)])
    example = decide(node, known).example
    return None if example is None else told(example, node, known)


def told(example: Mapping[str, int], node: Node, known: Domains) -> str:
    """Return an example in words, such as `score 599, tier official, on the list black`.

    Args:
        example: a value for each variable.
        node: the condition that it is of.
        known: the values that variables may have.
    """
    kinds = {each.name: each.kind for each in nodes(node) if isinstance(each, Variable)}
    words = []
    for name, kind in kinds.items():
        value = example[name]
        if name.startswith("listed("):
            words.append(f"{'' if value else 'not '}on the list {name[7:-1]}")
        elif kind == "condition":
            words.append(name if value else f"not {name}")
        else:
            held = known(name, kind).words
            words.append(f"{name} {held[value] if held else f'{value:,}'}")
    return ", ".join(dict.fromkeys(words))


def _refused_and_favoured(document: Document, form: Regime, before: Sequence[Regime]) -> Iterator[Problem]:
    """Yield attempts at which the same people are refused and favoured."""
    own = {name: each for name, each in form.consequences.items() if each.falls_on == "self"}
    taking = {name: each for name, each in own.items() if each.form.key == "refuse"}
    giving = {
        name: each for name, each in own.items() if each.form.of == "attempts" and not each.form.takes(each)
    }
    for refusal, takes in taking.items():
        entity = form.entity_of(takes)
        for favour, gives in giving.items():
            shared = set(takes.form.touches(takes)) & set(gives.form.touches(gives))
            if not shared or form.entity_of(gives) != entity:
                continue
            known = domains(before, entity)
            example = _together(form, [*whom(form, takes), *whom(form, gives)], known)
            if example is not None:
                line, _ = document.position(("consequences", refusal), key=True)
                yield document.problem(
                    ("consequences", favour),
                    f"the same people can be favoured here and refused {', '.join(sorted(shared))} by"
                    f" {refusal} (line {line}), such as somebody with: {example}; a refused attempt is not"
                    " favoured",
                    found="",
                    key=True,
                    next_step="say in one of the two that the other's people are not meant, or leave it",
                )


def _said_twice(document: Document, form: Regime, before: Sequence[Regime]) -> Iterator[Problem]:
    """Yield refusals that another makes already of everybody for whom they are."""
    taking = [(name, each) for name, each in form.consequences.items() if each.form.key == "refuse"]
    for (first, one), (second, other) in combinations(taking, 2):
        same = one.falls_on == other.falls_on and form.entity_of(one) == form.entity_of(other)
        shared = set(one.form.touches(one)) & set(other.form.touches(other))
        if not shared or not same:
            continue
        known = domains(before, form.entity_of(one))
        for name, whole, outer, inner in ((second, first, one, other), (first, second, other, one)):
            if decide(all_of([*whom(form, inner), Not(all_of(whom(form, outer)))]), known).never:
                line, _ = document.position(("consequences", whole), key=True)
                yield document.problem(
                    ("consequences", name),
                    f"whoever is refused {', '.join(sorted(shared))} here is refused it by {whole}"
                    f" (line {line}) already",
                    found="",
                    key=True,
                    next_step="remove one of the two, or say for whom each is",
                )
                break


def _same_ways(document: Document, form: Regime) -> Iterator[Problem]:
    """Yield lists that the same people enter and of which different things are said."""
    for (first, one), (second, other) in combinations(form.lists.items(), 2):
        if one.entity != other.entity or _entered(form, first) != _entered(form, second):
            continue
        if {*tied(form, first), *tied(form, second)}:
            continue
        line, _ = document.position(("lists", first), key=True)
        differs = [_CALLED.get(key, key) for key in _SAID if getattr(one, key) != getattr(other, key)]
        yield document.problem(
            ("lists", second),
            f"the same people enter this list and {first} (line {line})"
            + (f", and the two say different things under {', '.join(differs)}" if differs else ""),
            found="",
            key=True,
            next_step="make them one list, or say who enters only one of them",
        )


def _entered(form: Regime, name: str) -> frozenset[tuple[frozenset[str], frozenset[str]]]:
    return frozenset(
        (frozenset(way.conducts), frozenset(text_of(part) for part in way.parts)) for way in ways(form, name)
    )


def _cases(document: Document, form: Regime, before: Sequence[Regime]) -> Iterator[Problem]:
    """Yield cases that leave somebody out, and those that nobody comes to."""
    whose = {path[:-1]: entity for path, _, entity in form.conditions()}
    for found in cases.of_form(form):
        entity = next((whose[each.at] for each in found if each.at in whose), "person")
        known = domains(before, entity)
        trees = [
            None if each.condition is None else form.expression(each.condition, entity).root for each in found
        ]
        of_age = besides(form, str(found[0].at[1])) if found[0].at[0] == "lists" else ()
        left = cases.gap(trees, known, of_age)
        if left.example is not None:
            node = all_of([each for each in trees if each is not None])
            yield document.problem(
                found[0].at[:-1],
                f"no case says what holds of somebody with: {told(left.example, node, known)}",
                found="",
                next_step="end with a case without `if`, which is for whoever is left",
            )
        for number in cases.dead(trees, known, of_age):
            yield document.problem(
                found[number].at,
                "nobody comes to this case: those before it hold for everybody for whom it does",
                found="",
                next_step="remove it, or put it before them",
            )
