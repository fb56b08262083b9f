"""One self-contained page about one run, or two beside each other.

The page must open from a memory stick in ten years: its style, its script, its drawing libraries and its
data are inside, and a content-security policy in its head forbids it to fetch or run anything else. Scripts
are allowed by the digest of each, never by `unsafe-inline` or `unsafe-eval`; Vega runs in its interpreter
mode for that reason. Whatever comes from a file is escaped by the template.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from demerit.audit import RunSource
from demerit.audit.size import sizes
from demerit.audit.targets import Comparison, Targets, compare, for_regime
from demerit.documents import EVIDENCE
from demerit.errors import WrongUse
from demerit.report import published, sections
from demerit.report.again import OUT, for_shell, from_folder
from demerit.report.answer import Answer, answer
from demerit.report.balance import balance
from demerit.report.beside import Beside, beside
from demerit.report.checking import Fact, as_dict, fact_check
from demerit.report.facts import Facts, cited, uncited
from demerit.report.inputs import MARKS, InputFile, run_inputs
from demerit.report.limits import limits
from demerit.report.lives import Followed, lives
from demerit.report.numbers import counted, day, large, listing, percent, plain, ranged
from demerit.report.others import others
from demerit.report.pieces import Chart
from demerit.report.quotations import Quotation, quotations
from demerit.report.refusals import refusals
from demerit.report.resting import GROUNDS, Resting, resting
from demerit.report.sentences import list_of, named, words_of
from demerit.report.sides import MOST_LINES, differing, sides
from demerit.report.standing import standing
from demerit.report.ways import how_sure, way_in
from demerit.report.wording import own_words

VENDORED = ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js")
PEOPLE_AXES = ("age", "residence", "tier")


@dataclass(frozen=True)
class EntityPart:
    """Lists and refusals of persons, or of organisations."""

    entity: str
    lists: tuple[sections.ListPart, ...]
    refusals: tuple[Chart, ...]


@dataclass(frozen=True)
class Story:
    """Everything that the page says about one run."""

    source: RunSource
    title: str
    answer: Answer
    parts: tuple[EntityPart, ...]
    said: tuple[Quotation, ...]
    resting: tuple[Resting, ...]
    standing: tuple[sections.Panels, ...]
    who: tuple[sections.Panels, ...]
    balance: sections.Panels | None
    way_in: Chart | None
    sure: tuple[Chart, ...]
    others: tuple[sections.Panels, ...]
    beside: Beside | None
    compared: tuple[Comparison, ...]
    published: Targets | None
    entries: Chart | None
    ratios: sections.Panels | None
    inputs: tuple[InputFile, ...]
    limits: tuple[str, ...]
    size: dict[str, str]
    facts: Facts
    """Every figure that is printed of it."""

    @property
    def checked(self) -> tuple[Fact, ...]:
        """What every printed number is, and what it rests on."""
        return fact_check(self.facts.figures, self.inputs, self.published)

    @property
    def charts(self) -> list[Chart]:
        """All charts, in the order of the page."""
        found: list[Chart] = []
        for part in self.parts:
            for one in part.lists:
                found += one.charts
            found += part.refusals
        for rests in self.resting:
            found += rests.charts
        for panels in (self.balance, *self.standing, *self.who, *self.others, self.ratios):
            found += panels.charts if panels else ()
        found += [*([self.way_in] if self.way_in else []), *self.sure]
        return [*found, self.entries] if self.entries else found


def story(source: RunSource, number: int = 0) -> Story:
    """Work out everything that the page says about a run; `number` is its place on the page."""
    facts = Facts(number)
    own, said = own_words(source), quotations(source.folder)
    parts = []
    for entity in ("person", "organisation"):
        lists = tuple(
            sections.list_part(source, facts, entity, name, said)
            for name in source.names("list", "lists", entity)
        )
        refused = refusals(source, facts, entity) if lists else ()
        if lists:
            parts.append(EntityPart(entity, lists, refused))
    listed = {name for entity in ("person", "organisation") for name in source.names("list", "lists", entity)}
    persons = any(part.entity == "person" for part in parts)
    targets = for_regime(source.manifest.regime.name)
    compared = tuple(compare(source, targets)) if targets and source.manifest.represents else ()
    return Story(
        source=source,
        title=words_of(source.manifest.regime.name),
        answer=answer(source, facts),
        parts=tuple(parts),
        said=tuple(each for each in said if each.section != "lists" or each.name not in listed),
        resting=tuple(
            resting(source, facts.about(list_of(entity, name)), entity, name)
            for entity in ("person", "organisation")
            for name in source.names("list", "lists", entity)
        ),
        standing=standing(source, facts),
        who=tuple(sections.who_is_listed(source, facts, axis, own.get(axis, "")) for axis in PEOPLE_AXES)
        if persons
        else (),
        balance=balance(source, facts) if persons else None,
        way_in=way_in(source, facts) if persons else None,
        sure=tuple(
            chart
            for part in parts
            for name in source.names("list", "lists", part.entity)
            if (chart := how_sure(source, facts, part.entity, name))
        ),
        others=others(source, facts, own),
        beside=beside(source, facts),
        compared=compared,
        published=targets if compared else None,
        entries=published.cumulative(source, compared, facts),
        ratios=published.ratios(compared, facts) if compared else None,
        inputs=run_inputs(source.folder),
        limits=limits(source, facts),
        size=_size(source, facts),
        facts=facts,
    )


def _size(source: RunSource, facts: Facts) -> dict[str, str]:
    """Return how large the run is, in words, by name."""
    written = {
        "people": lambda value: f"{value:,.0f}",
        "districts": lambda value: counted(round(value), "district"),
        "draws": lambda value: counted(round(value), "draw"),
        "held": percent,
        "represented": large,
        "weight": plain,
    }
    return {
        name: facts.mark(figure, written[name](figure.value.mid if figure.value else 0.0))
        for name, figure in sizes(source).items()
    }


def page(
    runs: Sequence[RunSource],
    checked: bool = False,
    followed: Sequence[Followed | None] = (None, None),
    commands: Sequence[Sequence[str]] = (),
) -> str:
    """Return the report of one run, or of two beside each other, as one HTML document.

    With `checked` it ends with what every number on it is and rests on. `followed` has, run by run, whose
    lives the lab found to tell, and `commands` the words of the command that gives it again; by default the
    one that runs the files in its folder. Raises WrongUse for no run or more than two.
    """
    if not 1 <= len(runs) <= 2:
        raise WrongUse(f"A report shows one run or two, not {len(runs)}.")
    stories, both = _told(runs)
    specs = {
        f"{number}-{chart.key}": chart.spec
        for number, told in enumerate(stories)
        for chart in told.charts
        if chart.spec
    }
    specs |= {f"both-{chart.key}": chart.spec for chart in (both.charts if both else ())}
    scripts = [_vendored(name) for name in VENDORED] + [_text("templates/page.js")]
    return (
        _environment()
        .get_template("page.html")
        .render(
            stories=stories,
            both=both,
            differing=differing(runs) if len(runs) > 1 else (),
            most_lines=MOST_LINES,
            title=" and ".join(told.title for told in stories),
            style=Markup(_text("templates/page.css")),
            scripts=[Markup(script) for script in scripts],
            policy=policy(scripts),
            data=Markup(embedded(specs)),
            marks=MARKS,
            meanings=EVIDENCE,
            grounds=GROUNDS,
            checked=checked,
            lives=[lives(found) for found in followed],
            commands=[for_shell(words) for words in commands or [from_folder(run.folder) for run in runs]],
            again=OUT,
        )
    )


def facts_of(runs: Sequence[RunSource]) -> list[dict[str, Any]]:
    """Return the fact-check of the page about these runs as plain JSON values, one dictionary a run."""
    stories, _ = _told(runs)
    return [as_dict(each.source, each.checked, number) for number, each in enumerate(stories)]


def _told(runs: Sequence[RunSource]) -> tuple[list[Story], sections.Panels | None]:
    """Return the story of each run, and what two runs show beside each other."""
    stories = [story(source, number) for number, source in enumerate(runs)]
    return stories, sides([(each.source, each.facts) for each in stories]) if len(stories) > 1 else None


def policy(scripts: Sequence[str]) -> str:
    """Return a content-security policy that lets exactly these scripts run and nothing be fetched."""
    allowed = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def embedded(value: Any) -> str:
    """Return JSON that may stand inside a script element: no `<`, `>` or `&` is left in it."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("demerit.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "large": large,
        "plain": plain,
        "counted": counted,
        "words": words_of,
        "listing": listing,
        "named": named,
        "ranged": ranged,
        "cited": cited,
        "uncited": uncited,
    }
    return environment


@cache
def _text(name: str) -> str:
    return (resources.files("demerit.report") / name).read_text(encoding="utf-8")


def _vendored(name: str) -> str:
    return _text(f"vendored/{name}")
