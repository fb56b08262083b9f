"""The page of the rights rules, made from their catalogue: letters, sources, questions, thresholds, keys.

`refresh-reference` writes docs/reference/rights-rules.md and tests/docs/test_reference.py compares.
"""

from __future__ import annotations

from demerit.documents import EVIDENCE
from demerit.rights import (
    CATALOGUE,
    DANGERS,
    FAMILIES,
    RULES,
    SEVERITIES,
    THRESHOLDS,
    how_asked,
    letter_of,
    question_in_general,
)

HEADER = "<!-- Written by scripts/refresh-reference from the catalogue of rules; edit it there. -->\n\n"
LEAD = f"""# The rights rules

`demerit lint REGIME` asks {len(RULES)} of these {len(CATALOGUE)} rules of a regime's text; the others
need a run. A finding is a question for a lawyer, never a legal finding, and there is no grade: a text of
which no rule asks anything is one in which these rules found nothing. Rules fire on what a file declares,
never on words inside a name. What only a society says (how grave a conduct is, whether it is protected,
whether those who do it could have paid) is looked at in the society that `--in SOCIETY` gives, and named
as not looked at without one.

Which law applies depends on where a regime runs, which no file says: a source is a place where the
question has been answered, not a law that binds this regime. A rule of which nobody read a law that
applies is a warning at most, whatever its letter. A law about AI is cited without reservation where the
file says `ai: true`; with one where it says `ai: false` and a machine rules, cameras or predictions
report, or a risk score is worked out; otherwise not at all, unless a rule rests on such laws alone.

A safeguard in name only is asked about as if it was not there, from [thresholds](#thresholds) on.
Something that does not pass a threshold but lies within 10 % of it is shown too, and said to be near.

## Letters

"""


THRESHOLDS_SAID = "All are assumed, with a range; a finding says whether it holds over all of that range."
THRESHOLDS_HEAD = "| what is compared | rules | fires | threshold | range | rests on |"
CONTEXTS_SAID = """Contexts of one family are one step apart, others as many as it takes to come from one
to the other through families that share a context: a convention of ours, for R01 and R03."""
DANGERS_SAID = (
    "Where one of these is present in a dangerous form and no rule fires at it, lint names it and asks."
)


def page() -> str:
    """Return the page."""
    lines = [LEAD + "| letter | meaning |", "|---|---|"]
    lines += [f"| {letter} | {said} |" for letter, said in SEVERITIES.items()]
    lines += ["", "| evidence | meaning |", "|---|---|"]
    lines += [f"| {code} | {said} |" for code, said in EVIDENCE.items() if code != "assumed"]
    lines += ["", "## At a glance", "", "| rule | letter | about | asked |", "|---|---|---|---|"]
    for rule in CATALOGUE:
        lines.append(
            f"| [{rule.id}](#{rule.id.lower()}) | {letter_of(rule)} | {rule.title} | {how_asked(rule)} |"
        )
    lines += ["", "## Rules", ""]
    for rule in CATALOGUE:
        lines += [f"### {rule.id}", "", f"*{rule.title}*: {letter_of(rule)}", ""]
        lines += [f"- Fires when {rule.fires}.", f"- Asks: {question_in_general(rule)}"]
        lines += [f"- Asked {how_asked(rule)}."] if rule.no_word else []
        lines += [f"- Needs a run: {rule.needs_run}."] if rule.needs_run else []
        lines += [f"- Smallest change: {rule.change}.", *(f"- Source: {source}" for source in rule.sources)]
        lines += [f"- Leaves out {rule.leaves_out}."] if rule.leaves_out else []
        lines.append("")
    lines += ["## Thresholds", "", THRESHOLDS_SAID, "", THRESHOLDS_HEAD, "|---|---|---|---|---|---|"]
    for each in THRESHOLDS:
        number, reach = each.amount, f"{each.low} to {each.high}"
        cells = (each.name, ", ".join(each.rules), each.beyond, number, reach, each.source)
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Contexts", "", CONTEXTS_SAID, "", "| family | contexts |", "|---|---|"]
    lines += [f"| {name} | {', '.join(contexts)} |" for name, contexts in FAMILIES.items()]
    lines += ["", "## Dangerous keys", "", DANGERS_SAID, "", "| key | question |", "|---|---|"]
    lines += [f"| `{danger.key}` | {danger.question} |" for danger in DANGERS]
    return HEADER + "\n".join(lines) + "\n"
