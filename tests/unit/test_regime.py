"""The regime language: a whole file is checked at once, and each mistake is told at its line."""

from __future__ import annotations

import pytest

from demerit.documents import gallery
from demerit.errors import WrongUse
from demerit.mechanisms.scores.language_grades import Band
from demerit.regime import loading, working
from tests.unit.lists_regime import EXAMPLE, TEXT, WITHOUT_SCORE, line_of, loaded, problems


def test_a_file_and_a_gallery_name_load() -> None:
    assert loading.load(EXAMPLE).regime == "test-lists"
    assert loading.load("none").title == "No scoring regime"
    with pytest.raises(WrongUse, match="Did you mean none"):
        loading.load("nonne")


@pytest.mark.parametrize("name", gallery.names("regime"))
def test_every_regime_of_the_gallery_is_right(name: str) -> None:
    assert loading.load(name).regime == name


def test_none_scores_lists_and_refuses_nobody() -> None:
    none = loading.load("none")
    assert not (none.conducts or none.sources or none.lists or none.consequences)
    assert none.scores == {}
    assert working.rows_used(none) == {}


def test_grades_run_from_best_to_worst() -> None:
    made = loaded()
    assert made.scores["score"].ordered_grades == ("A", "B", "C", "D")
    ledger = made.scores["score"]
    assert ledger.kind == "ledger"
    assert [599 in band for band in ledger.grades.values()] == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (">= 960", 960, None),
        ("> 959", 960, None),
        ("< 600", None, 599),
        ("<= 599", None, 599),
        ("1..2", 1, 2),
    ],
)
def test_a_band_reads_every_form(text: str, low: int | None, high: int | None) -> None:
    band = Band.read(text)
    assert (band.low, band.high) == (low, high)
    assert Band.read(str(band)) == band


MATCH = (
    "income_test: {conduct: helping-elderly, every: '1 year, from daum', months: 12,"
    " benefit: '900 yuan per month, from daum', free: '300 yuan per month, from daum',"
    " taper: '0.5, from daum', least: '50 yuan, from daum'}"
)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            'B: "850..959"',
            'B: "855..959"',
            "grades:",
            "between the grades C and B the score 850..854 has none",
        ),
        ('B: "850..959"', 'B: "851..959"', "grades:", "the score 850 has none"),
        ('B: "850..959"', 'B: "840..959"', "grades:", "the grades C and B both hold the score 840..849"),
        ('D: "< 600"', 'D: "0..599"', "grades:", "scores below 0 have no grade"),
        ('A: ">= 960"', 'A: "960..1300"', "grades:", "scores above 1300 have no grade"),
        ('A: ">= 960"', 'A: "many"', "grades:", "no range of scores"),
        ('A: ">= 960"', 'A: "9..1"', "grades:", "this range of scores is empty"),
        ('A: ">= 960"', '"A+": ">= 960"', "grades:", "'A+' is no name of a grade"),
        ("start: 1000", "start: 1000\n    cap: 900", "start:", "the start lies outside floor and cap"),
        ("every 1 month from", "every 0 months from", "recovery: {", "a schedule cannot be 0"),
        (
            "add: {score: 1}",
            'add: {score: 1}, chance: "1.5, from daum"',
            "recovery: {",
            "a share cannot be 1.5",
        ),
        ("kind: ledger", "kind: leger", "kind: ledger", "'leger' is not a kind that is known here"),
        (
            "to: listed(black), context: travel",
            "to: listed(blak), context: travel",
            "flight:",
            "there is no list 'blak'",
        ),
        ("{household: {lists: black", "{household: {lists: blak", "spillover:", "there is no list 'blak'"),
        ("context: travel", "context: travl", "flight:", "not one of the allowed words"),
        (
            'record: [judgment-default], if: age >= 18, own_points: counted, for: "2',
            'record: [judgement-default], if: age >= 18, own_points: counted, for: "2',
            "record: [",
            "there is no conduct 'judgement-default'",
        ),
        ("for: [judgment-default]", "for: [default]", "ability_test:", "there is no conduct 'default'"),
        (
            "sees: {judgment-default",
            "sees: {judgement-default",
            "sees: {judg",
            "there is no conduct 'judgement",
        ),
        ("grade == D", "grade == E", "low: {enter", "'E' is no grade"),
        (
            "grade == D",
            "listed(low)",
            "low: {enter",
            "the list low is entered only by asking for low itself",
        ),
        (
            "  low: {enter: [while: grade == D], kind: burden}",
            "  low: {enter: [while: listed(grey)], kind: burden}\n"
            "  grey: {enter: [while: not listed(low)], kind: note}",
            "low: {enter",
            "the lists low -> grey -> low go in a circle",
        ),
        ("age >= 18", "not listed(black)", "", ""),
        ("age >= 18", "group == A", "age >= 18", "`group` is a protected trait"),
        ("tier == official", "tier == offical", "spillover:", "'offical' is no tier"),
        ("{urban local:", "{urbn local:", "urban local", "the axis residence has no category 'urbn local'"),
        ("group B:", "Hill people:", "group B", "the axis group has no category 'Hill people'"),
        (', otherwise: "0.5, assumed 0.3..0.7"', "", "urban local", "there is no value for urban away"),
        ("    others: none\n", "", "  ordinary:", "it is not said whether there is notice, reasons"),
        ("[web]", "[webb]", "[web]", "'webb' is not one of the allowed words"),
        ("publish: [web]", "publish_fields: [photo]", "[web]", "fields are published nowhere"),
        ("severity: 3}", "severity: 9}", "flight:", "this is not at most 5"),
        (
            "severity: 3}",
            'severity: 3, price: [flight], times: "2, from daum"}',
            "flight:",
            "one form, not 2",
        ),
        (", to: grade == A", "", "loan:", "`price` names kinds of attempt and does not say for whom"),
        ("severity: 3}", 'severity: 3, uptake: "1, from daum"}', "flight:", "nobody takes up a refusal"),
        (
            "context: finance, severity: 0",
            'context: finance, severity: 0, public_cost: "-5 yuan per case, from daum"',
            "loan:",
            "a cost is 0 or more",
        ),
        ("kind: camera", "kind: camera\n    anonymous: true", "anonymous", "only a source of kind informant"),
        ("kind: records", "kind: records\n    gallery: nation", "gallery", "only a source of kind camera"),
        (
            "kind: records",
            f"kind: records\n    {MATCH}",
            "income_test:",
            "only a source of kind income-match",
        ),
        ("kind: records", "kind: income-match", "kind: income-match", "says what it works out"),
        (
            "kind: records",
            f"kind: income-match\n    {MATCH}".replace("helping-elderly", "fraud"),
            "income_test:",
            "there is no conduct 'fraud' in this regime",
        ),
        (
            "kind: records",
            f"kind: income-match\n    {MATCH}".replace("300 yuan", "-300 yuan"),
            "income_test:",
            "an amount is 0 or more",
        ),
        (
            "declared: {scope: universal}",
            "declared: {scope: universal}\ndebts: {fraud: {amount: act, refunds: true}}",
            "debts:",
            "there is no conduct 'fraud' in this regime",
        ),
        ("per person-year", "per organisation-year", "false_records:", "counted per person-year"),
        ("  machine: {", "  mach: {", "mach", "there is no 'mach' here"),
        ('  automated: "0.90..0.95, assumed"\n', "", "machine:", "`machine` stands without `automated`"),
        (
            "{lists: black, chance",
            "{chance",
            "spillover:",
            "a relation is listed, is given points or shares them",
        ),
        (
            'household: {lists: black, chance: "0.1, assumed 0.05..0.2"}',
            "chain: true",
            "spillover:",
            "no relation",
        ),
        (
            '{record: [judgment-default], if: age >= 18, own_points: counted, for: "2',
            '{if: age >= 18, for: "2',
            "{if: age >= 18",
            "a way has one of `while`, `once`, `record` and `by`",
        ),
        (
            "enter: [while: grade == D]",
            "enter: []",
            "low: {enter",
            "this is too short",
        ),
        (
            "points: 5}",
            "points: 5, discretionary: [3, 3]}",
            "helping-elderly: {p",
            "this range of points is empty",
        ),
        ("2019-01-01", "2016-01-01", "2019-01-01", "amendments stand in the order of their dates"),
        (
            "    scores: {score: none}",
            "    regime: other\n    scores: {score: none}",
            "    scores: {score: none}",
            "cannot change 'regime'",
        ),
        ("low: none}", "lo: none}", "low: none}", "there is no 'lo' to abolish"),
        ('for: "3 years', 'fro: "3 years', "3 years", "there is no 'fro' here"),
        ('"3 years, from spc-2017"', '"3 years, from spc"', "3 years", "no reference 'spc' is declared"),
        ("[M12, ", "[", "street-cameras:", "nothing models this yet (row M12, cameras)"),
        ("[M12, ", "[M12, M99, ", "not_modelled", "there is no row 'M99'"),
        ("[M12, ", "[M12, M22, ", "not_modelled", "row M22 (lists) is modelled"),
        ("[M12, ", "[M12, M13, ", "not_modelled", "nothing in this file uses row M13"),
        ("regime: test-lists", "society: test-lists", "test-lists", "this is a society file, not a regime"),
    ],
)
def test_each_mistake_is_told_at_its_line(old: str, new: str, line: str, message: str) -> None:
    if not message:
        assert loaded((old, new))
        return
    found = problems((old, new))
    lines = TEXT.replace(old, new).splitlines()
    number = next((i for i, each in enumerate(lines, start=1) if line in each), 0) or line_of(line)
    matching = [each for each in found if message in each.message]
    assert matching, [str(each) for each in found]
    assert matching[0].next_step or matching[0].allowed
    assert abs(matching[0].line - number) <= (1 if "\n" in new or "\n" in old else 0)


def test_sources_without_anybody_who_rules_are_refused() -> None:
    cut = TEXT[TEXT.index("adjudication:") : TEXT.index("lists:\n")]
    assert any("nobody rules" in each.message for each in problems((cut, "")))


def test_a_list_of_organisations_needs_a_source_about_organisations() -> None:
    found = problems(
        ("  black:\n", "  black:\n    entity: organisation\n"), ("if: age >= 18, own_points: counted, ", "")
    )
    assert "no source reports these conducts about the entity organisation" in found[0].message


FIRMS = (
    "lists:\n",
    "lists:\n  firms: {kind: burden, entity: organisation, enter: [{record: judgment-default, for: ever}]}\n",
)
TAX = (
    "sources:\n",
    "sources:\n  tax: {kind: records, entity: organisation, covers: people, delay: none,"
    ' coverage: "0.9, assumed 0.8..1", sees: {judgment-default: "0.5, assumed 0.2..0.7"}}\n',
)


@pytest.mark.parametrize(
    ("relation", "message"),
    [
        (
            "leader: {lists: black}",
            "`leader` passes from one kind of entity to the other and does not say from",
        ),
        ("organisation: {lists: firms}", "`organisation` passes from one kind of entity to the other"),
        (
            "leader: {lists: firms, of: firms}",
            "organisations to persons, and firms is a list of organisations",
        ),
        ("leader: {lists: black, of: black}", "organisations to persons, and black is a list of persons"),
        (
            "organisation: {lists: black, of: black}",
            "persons to organisations, and black is a list of persons",
        ),
        ("parent: {lists: firms}", "persons to persons, and firms is a list of organisations"),
        ("parent: {lists: black, of: firms}", "persons to persons, and firms is a list of organisations"),
        ("parent: {lists: black, of: firm}", "there is no list 'firm' in this regime"),
        (
            'leader: {share_of_points: "0.1, assumed 0..1"}',
            "points do not pass between organisations and their",
        ),
        ('parent: {of: black, share_of_points: "0.1, assumed 0..1"}', "`of` belongs to `lists`"),
        ('parent: {points: -5, every: "1 week, from daum"}', "say for which list, and how often"),
        ("parent: {points: -5, of: black}", "say for which list, and how often"),
        ('parent: {points: 0, of: black, every: "1 week, from daum"}', "these points move no score"),
        ('parent: {points: -1_000_001, of: black, every: "1 week, from daum"}', "or too much"),
        ('parent: {points: -5, of: black, every: "0 weeks, from daum"}', "nothing happens every 0 weeks"),
        ('parent: {points: -5, lists: black, of: black, every: "1 week, from daum"}', "is given points or"),
        ('parent: {lists: black, every: "1 week, from daum"}', "`every` belongs to `points`"),
        (
            'parent: {points: -5, of: firms, every: "1 week, from daum"}',
            "persons to persons, and firms is a list of organisations",
        ),
        (
            'leader: {points: -5, of: firms, every: "1 week, from daum"}',
            "points do not pass between organisations and their",
        ),
        ('leader: {lists: black, of: firms, applies_to: "age > 5"}', "an organisation has no age"),
        ('organisation: {lists: firms, of: black, applies_to: "size == micro"}', "a person has no size"),
    ],
)
def test_a_relation_passes_between_lists_of_its_entities(relation: str, message: str) -> None:
    found = problems(FIRMS, TAX, ("spillover: {", f"spillover: {{{relation}, "))
    matching = [each for each in found if message in each.message]
    assert matching, [str(each) for each in found]
    assert matching[0].line == line_of("spillover:") + 2
    assert matching[0].next_step or matching[0].allowed


def test_between_organisations_and_leaders_a_listing_passes_both_ways() -> None:
    leader = 'leader: {lists: black, of: firms, applies_to: "size == large"}'
    organisation = "organisation: {lists: firms, of: black}"
    made = loaded(FIRMS, TAX, ("spillover: {", f"spillover: {{{leader}, {organisation}, "))
    used = working.rows_used(made)
    assert used["M04"] == [
        ("lists", "firms", "entity"),
        ("sources", "tax", "entity"),
        ("spillover", "leader"),
        ("spillover", "organisation"),
    ]


@pytest.mark.parametrize("page", ["m33-kin", "m04-organisations"])
def test_what_the_pages_of_relations_show_is_valid(page: str) -> None:
    text = (EXAMPLE.parents[2] / "docs" / "mechanisms" / f"{page}.md").read_text(encoding="utf-8")
    shown = text.split("```yaml\n")[1].split("```")[0]
    grey = ("lists:\n", "lists:\n  grey: {kind: note, enter: [{record: judgment-default, for: ever}]}\n")
    line = next(line for line in TEXT.splitlines() if line.startswith("spillover:"))
    assert len(loaded(FIRMS, TAX, grey, (line + "\n", shown)).spillover.relations) == shown.count("lists:")


def test_points_count_only_in_a_ledger() -> None:
    found = problems(*WITHOUT_SCORE)
    assert {each.message for each in found} == {"points count only in a ledger or a rolling mean"}


def test_rows_used_say_where() -> None:
    used = working.rows_used(loaded())
    assert used["M12"] == [("sources", "street-cameras")]
    assert used["M31"] == [("consequences", "school", "falls_on")]
    assert used["M24"] == [("adjudication", "ability_test"), ("lists", "black", "release_on_payment")]
    assert used["M33"] == [("spillover", "household")]
    assert "M04" not in used
    mended = loaded(
        (TEXT[TEXT.index("amendments:") : TEXT.index("not_modelled:")], ""),
        ('lists: black, chance: "0.1, assumed', 'share_of_points: "0.1, assumed'),
        ("[M12, ", "[M12, M17, "),
    )
    assert working.rows_used(mended)["M17"] == [("spillover", "household", "share_of_points")]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("kind: camera", "kind: home-device", "M14"),
        ("kind: camera", "kind: informant", "M15"),
        ("kind: camera", "kind: prediction", "M63"),
        ("kind: camera", "kind: rating", "M64"),
        ("falls_on: children", "falls_on: family", "M32"),
        ("household: {", "workplace: {", "M17"),
        ("applies_to:", "chain: true, applies_to:", "M17"),
        ("household: {", "group: {", "M17"),
        ("[web]", "[caller-tone]", "M35"),
        ("amendments:", "rollout: {nationwide: 2020-12-31}\namendments:", "M05"),
        ("amendments:", "surveillance: {realtime_biometric: true}\namendments:", "M13"),
        ("amendments:", "surveillance: {geofence_m: 300}\namendments:", "M18"),
    ],
)
def test_what_nothing_models_must_be_declared(old: str, new: str, row: str) -> None:
    assert any(f"row {row}" in each.message for each in problems((old, new)))


def test_a_row_may_be_named_with_a_reason() -> None:
    made = loaded(("[M12, ", "[M12, {M06: told as history}, {M22: no ranks on it}, "))
    assert [(each.row, each.why) for each in made.not_modelled][1:3] == [
        ("M06", "told as history"),
        ("M22", "no ranks on it"),
    ]
