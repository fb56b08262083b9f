"""What was compared, as Markdown: rules said, figures beside what is expected, what the rest waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean

from tests.schemes.comparing import Result
from tests.schemes.running import Scheme, scheme
from tests.schemes.sheets import names
from tests.schemes.waiting import CONCEPTS


def share(value: float) -> str:
    """Return a share as whole per cent."""
    return f"{100 * value:.0f} %"


def number(value: float) -> str:
    """Return a figure with as many digits as one reads."""
    return f"{value:.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


def sums(results: Sequence[Result]) -> list[str]:
    """Return how much of each sheet is said, the mean and the smallest."""
    lines = ["| scheme | said | half | not | of | share |", "|---|---|---|---|---|---|"]
    for result in results:
        found = [result.said(rule) for rule in result.sheet.rules]
        counts = " | ".join(str(found.count(word)) for word in ("said", "half", "not"))
        lines.append(f"| {result.sheet.scheme} | {counts} | {len(found)} | {share(result.share)} |")
    shares = [result.share for result in results]
    lines.append(f"| **mean** | | | | | {share(mean(shares))} |")
    lines.append(f"| **smallest** | | | | | {share(min(shares))} |")
    return lines


def rules(result: Result, it: Scheme) -> list[str]:
    """Return a scheme rule by rule: whether it is said, in how many figures it shows, what it waits for."""
    lines = ["| rule | what it says | said | shows in | waits for |", "|---|---|---|---|---|"]
    for rule, words in result.sheet.rules.items():
        found = result.outcomes(rule)
        told = f"{found.count('shown')} of {len(found)}" if found else "no figure"
        if small := found.count("too small to tell"):
            told += f", {small} too small to tell"
        wait = it.waits.get(rule)
        lines.append(f"| {rule} | {words} | {result.said(rule)} | {told} | {wait.how if wait else ''} |")
    return lines


def figures(result: Result) -> list[str]:
    """Return the figures that were counted, and the moves of those that a row names."""
    lines = ["| figure | what | counted | expected | may differ by | passes |", "|---|---|---|---|---|---|"]
    for key, found in result.figures.items():
        cells = [number(found.counted), number(found.expected), number(found.tolerance)]
        passes = "yes" if found.passes else "no"
        lines.append(f"| {key} | {result.sheet.figures[key].what} | {' | '.join(cells)} | {passes} |")
    for moved in result.moved:
        if moved.after is not None:
            after = moved.after
            cells = [number(after.counted), number(after.expected), number(after.tolerance)]
            what = f"rule {moved.change.rule}: {moved.change.change}"
            lines.append(f"| {moved.figure} | {what} | {' | '.join(cells)} | {moved.outcome} |")
    return lines


def scheme_page(result: Result, it: Scheme) -> list[str]:
    """Return all of a scheme."""
    lines = [f"## {result.sheet.scheme}", "", f"{result.sheet.title}.", ""]
    if it.stands_for:
        rows = " and ".join(f"*{words}*" for words in it.stands_for)
        lines += [f"It stands for the sheet's change {rows}, whose figures are expected.", ""]
    if it.set_up:
        lines += [f"The set-up lacks: {it.set_up}", ""]
    lines += rules(result, it)
    return [*lines, "", *figures(result)] if result.figures else lines


def waits(schemes: Sequence[Scheme]) -> list[str]:
    """Return which rules wait for each concept of the language."""
    by: Mapping[str, list[str]] = {concept: [] for concept in CONCEPTS}
    for each in schemes:
        for concept in CONCEPTS:
            found = [str(rule) for rule, wait in each.waits.items() if concept in wait.concepts]
            if found:
                by[concept].append(f"{each.sheet.scheme} {', '.join(found)}")
    lines = ["| waits for | which is | rules |", "|---|---|---|"]
    lines += [f"| {concept} | {words} | {'; '.join(by[concept])} |" for concept, words in CONCEPTS.items()]
    return lines


def needs(schemes: Sequence[Scheme]) -> list[str]:
    """Return by scheme how its figures are or would be counted, and what no run keeps."""
    lines = [
        "| scheme | counted | by tables of today | by a list as a memory | needs |",
        "|---|---|---|---|---|",
    ]
    for each in schemes:
        rest = "; ".join(f"{key} {words}" for key, words in each.needs.items())
        cells = [" ".join(keys) for keys in (each.counted, each.today, each.memory)]
        lines.append(f"| {each.sheet.scheme} | {' | '.join(cells)} | {rest} |")
    return lines


def waits_page(schemes: Sequence[Scheme]) -> str:
    """Return the page of all that the schemes wait for."""
    lines = [
        "# What the schemes wait for",
        "",
        "Written by `python -m tests.schemes.telling` from the schemes; edit these.",
        "",
        "## Rules, by what of the language would say them",
        "",
        *waits(schemes),
        "",
        "## Figures, by what would count them",
        "",
        "*Tables of today*: stock, flows and spells of lists, grades at the end of a quarter, refusals,",
        "money, once the rules can be said. *A list as a memory*: one that a condition enters and from which",
        "nothing follows. *Needs*: no run keeps it.",
        "",
        *needs(schemes),
        "",
        "## What set-ups lack",
        "",
        *(f"- {each.sheet.scheme}: {each.set_up}" for each in schemes if each.set_up),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("waits.md").write_text(
        waits_page([scheme(name) for name in names()]), encoding="utf-8"
    )
