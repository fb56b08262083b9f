"""All forty rules as text: what `demerit lint --rules` prints."""

from __future__ import annotations

from demerit.rights.catalogue import CATALOGUE
from demerit.rights.contexts import FAMILIES
from demerit.rights.dangers import DANGERS
from demerit.rights.findings import wrapped
from demerit.rights.rule import SEVERITIES, Rule
from demerit.rights.thresholds import THRESHOLDS


def question_in_general(rule: Rule) -> str:
    """Return a rule's question with dots for what it finds."""
    return rule.question.replace("{what}", "...")


def how_asked(rule: Rule) -> str:
    """Return how far a text alone can answer a rule."""
    if rule.needs_run:
        return f"needs a run: {rule.needs_run}"
    return f"of the text, but for: {rule.no_word}" if rule.no_word else "of the text"


def letter_of(rule: Rule) -> str:
    """Return a rule's letter, or how it differs by place."""
    return rule.letters or rule.declared


def catalogue_text() -> str:
    """Return all rules, thresholds, contexts and dangerous keys for a terminal."""
    blocks = ["\n".join(f"{letter}  {said}" for letter, said in SEVERITIES.items())]
    for rule in CATALOGUE:
        lines = [f"{rule.id} ({letter_of(rule)}) {rule.title}", f"  fires when: {rule.fires}"]
        lines += [f"  asks: {question_in_general(rule)}", f"  asked: {how_asked(rule)}"]
        lines += [f"  threshold: {threshold}" for threshold in rule.thresholds]
        lines += [f"  source: {source}" for source in rule.sources]
        lines += [f"  leaves out: {rule.leaves_out}"] if rule.leaves_out else []
        blocks.append("\n".join(wrapped(line) for line in lines))
    families = [f"  {name}: {', '.join(contexts)}" for name, contexts in FAMILIES.items()]
    blocks.append("\n".join(["contexts of one family are one step apart (a convention of ours):", *families]))
    keys = [f"  {danger.key}: {danger.question}" for danger in DANGERS]
    blocks.append("\n".join(["named where present and no rule fires at it:", *keys]))
    blocks.append("\n".join(["all thresholds:", *(f"  {threshold}" for threshold in THRESHOLDS)]))
    return "\n\n".join(blocks)
