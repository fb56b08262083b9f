"""What can never be in a regime: each is told at its line, with what shuts it off, or with an example."""

from __future__ import annotations

import pytest

from demerit import lab
from demerit.documents import parse
from demerit.regime import cases, whole
from demerit.regime.expressions import Names
from demerit.regime.loading import from_document
from demerit.regime.parsing import parse as condition
from demerit.regime.possible import TRUTH, Domain
from demerit.regime.trees import Expr
from tests.unit.lists_regime import RECOVERING, TEXT, line_of, problems

LOW = "low: {enter: [while: grade == D], kind: burden}"
ENDS_SCORE = (
    "    scores: {score: none}\n"
    "    conducts: {judgment-default: {points: 0}, helping-elderly: {points: 0}}\n"
    "    consequences: {loan: none}\n"
    "    triggers: {recovery: none}\n"
)
REPEALS_LOW = (", low: none}", "}")


def told(*changes: tuple[str, str]) -> list[str]:
    """Return what can never be in the example with changes; its amendments leave score and lists alone."""
    text = TEXT
    for old, new in (REPEALS_LOW, (ENDS_SCORE, ""), *changes):
        assert old in text, old
        text = text.replace(old, new)
    document = parse(text, "r.yaml")
    from_document(document)
    return [str(each) for each in whole.never_is(document)]


def low(condition: str, length: str = "none") -> tuple[str, str]:
    """Return the change to another condition of the list: while it holds, or once, for a length."""
    way = f'while: "{condition}"' if length == "none" else f'once: "{condition}", for: {length}, again: never'
    return LOW, f"low: {{enter: [{{{way}}}], kind: burden}}"


def test_the_example_as_it_stands_has_nothing_of_it() -> None:
    assert told() == []


@pytest.mark.parametrize("name", ["none", "r0d", "benefit-flag", "china-lists-2018", "penalty-points"])
def test_nothing_of_it_is_in_the_gallery(name: str) -> None:
    assert lab.check(name, kind="regime").never == ()


def test_nothing_of_it_is_in_the_interview_whose_low_ratings_and_favours_exclude_each_other() -> None:
    found = lab.check("interview-2019", kind="regime")
    assert found.never == ()
    assert found.fewest["low-rating"] == "3 × petty-theft"


@pytest.mark.parametrize(
    ("condition", "reason", "column"),
    [
        ("score < 500 and score > 900", "`score < 500` and `score > 900` exclude each other", 25),
        ("listed(black) and not listed(black)", "`listed(black)` and `not listed(black)` exclude", 25),
        ("grade == D and score > 700", "exclude each other (the grade D is a score of 599 or less)", 25),
        ("fifth <= 3 and fifth == 7", "fifth lies in 1..5, so `fifth == 7` holds for nobody", 41),
        ("age > 140", "age lies in 0..130, so `age > 140` holds for nobody", 25),
        ("age < 16", "`age < 16` leaves out everybody aged 18 or more", 25),
        ("entity == organisation", "entity is person here", 25),
        ("score - 5 > score + 5", "", 0),
    ],
)
def test_a_condition_that_can_never_hold_is_an_error_at_its_first_wrong_part(
    condition: str, reason: str, column: int
) -> None:
    if not column:  # arithmetic between variables: nothing is claimed
        assert told(low(condition)) == []
        return
    (problem,) = problems(REPEALS_LOW, (ENDS_SCORE, ""), low(condition))
    assert problem.message.startswith("this can never hold: ")
    assert reason in problem.message
    assert (problem.line, problem.column) == (line_of(LOW), column)
    assert problem.next_step


def test_a_score_beyond_floor_and_cap_can_never_be() -> None:
    bounded = ("start: 1000", "start: 1000\n    floor: 0\n    cap: 1300")
    (problem,) = problems(REPEALS_LOW, (ENDS_SCORE, ""), bounded, low("score < 0"))
    assert "score lies in 0..1,300, so `score < 0` holds for nobody" in problem.message


def test_an_amended_condition_is_told_at_the_line_that_wrote_it() -> None:
    (problem,) = problems(
        REPEALS_LOW, (ENDS_SCORE, "    lists: {low: {enter: [while: grade == A and score < 900]}}\n")
    )
    assert problem.where == "amendments[1].lists.low.enter[0].while"
    assert problem.line > line_of("amendments:")


def test_a_list_of_organisations_holds_no_person() -> None:
    (problem,) = problems(
        REPEALS_LOW,
        (ENDS_SCORE, ""),
        (LOW, f"{LOW}\n  firms: {{kind: burden, entity: organisation, enter: [while: size == micro]}}"),
        (
            "flight: {refuse: [flight], to: listed(black),",
            "flight: {refuse: [flight], to: listed(black) and listed(firms),",
        ),
    )
    assert "this can never hold" in problem.message and problem.where == "consequences.flight.to"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [low("grade in {A, B, C, D}")],
            "lists.low.enter[0].while: this always holds, of whomever it is asked",
        ),
        ([low("grade == D or tenure < 5 years or tenure > 4 years")], "this always holds"),
        ([low("grade == D and age >= 0")], "the part `age >= 0` always holds, and decides nothing"),
        (
            [low("grade == D or (age > 40 and age < 30)")],
            "the part `age > 40 and age < 30` can never hold: `age > 40` and `age < 30` exclude each other",
        ),
        (
            [("if: age >= 18", "if: age > 200")],
            "lists.black.enter[0].if: nobody enters this list by its condition, which can never hold",
        ),
    ],
)
def test_what_always_holds_or_decides_nothing_is_remarked(changes: list[tuple[str, str]], said: str) -> None:
    found = told(*changes)
    assert [line for line in found if said in line], found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [low("score > 1200")],
            "nobody can ever be on the list low: no score is above 1,000, so `score > 1200` holds for nobody",
        ),
        (
            [("[judgment-default], if: age >= 18, own_points: counted,", "[helping-elderly],")],
            "nobody can ever be on the list black, and flight, school refuse nobody: nothing that the lab"
            " models makes a record of helping-elderly about a person; sources: street-cameras (kind camera)",
        ),
        (
            [low("listed(black)"), ("false_records:", "#"), ("0.6, assumed 0.4..0.8", "0, from daum"),
             ("    false_records_by", "#")],
            "nobody can ever be on the list low: it waits on the list black, which nobody can be on",
        ),
        (
            [('{A: ">= 960"', '{A: "960..1099", S: ">= 1100"')],
            "nobody ever has the grade S (>= 1100): no score is above 1,000",
        ),
        (
            [("to: grade == A", "to: score > 1000")],
            "consequences.loan.to: this never comes to hold: no score is above 1,000",
        ),
    ],
)  # fmt: skip
def test_what_nobody_can_reach_is_told_first(changes: list[tuple[str, str]], said: str) -> None:
    found = told(*changes)
    assert found and said in " ".join(found), found


def test_a_run_says_among_its_warnings_that_nobody_can_be_on_a_list() -> None:
    from demerit.scenario.remarks import remarks
    from tests import toy

    lists = {"low": {"kind": "burden", "enter": [{"while": "score < 5"}]}}
    scores = {"score": {"kind": "ledger", "start": 10, "worse": "lower"}}
    conducts = {"default": {"points": 2, "counts": "ever"}}
    found = toy.resolved(toy.regime(scores=scores, lists=lists, conducts=conducts), 4)
    assert remarks(found) == (
        "nobody can ever be on the list low: no score is below 10, so `score < 5` holds for nobody",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], {"black": "1 × judgment-default", "low": "21 × judgment-default"}),
        ([low("score <= 900 and score > 860")], {"low": "5 × judgment-default"}),
        ([("-20", "-3000000000")], {}),
        ([low("age > 30")], {"low": "none"}),
        ([low("listed(black) and score < 990")], {"low": "being on black, then 1 × judgment-default"}),
        (
            [(RECOVERING, ""), ("counts: ever", "counts: \"3 years, from daum\"")],
            {"low": "21 × judgment-default within 3 years"},
        ),
        ([low("score < -1_000_000")], {"low": "50051 × judgment-default"}),
    ],
)  # fmt: skip
def test_the_fewest_records_lead_from_the_start_to_each_list(
    changes: list[tuple[str, str]], said: dict[str, str]
) -> None:
    text = TEXT
    for old, new in (REPEALS_LOW, (ENDS_SCORE, ""), *changes):
        assert old in text, old
        text = text.replace(old, new)
    if said:
        found = whole.fewest_records(parse(text, "r.yaml"))
        assert {name: found[name] for name in said} == said


def test_the_fewest_records_are_told_way_by_way_and_without_own_points_one_more_is_needed() -> None:
    entered = """low:
    kind: burden
    enter:
      - {once: score < 900, for: ever, again: never}
      - {record: [judgment-default], if: score < 980, own_points: counted, for: ever}
      - {record: [judgment-default], if: score < 980, own_points: not-counted, for: ever}"""
    text = TEXT
    for old, new in (REPEALS_LOW, (ENDS_SCORE, ""), (LOW, entered)):
        text = text.replace(old, new)
    said = "6 × judgment-default; or 2 × judgment-default; or 3 × judgment-default"
    assert whole.fewest_records(parse(text, "r.yaml"))["low"] == said


def test_a_case_that_nobody_comes_to_is_told() -> None:
    cases = '[{if: age >= 18, is: "1 year, from daum"}, {is: "1 month, from daum"}]'
    entered = f"low:\n    kind: burden\n    enter:\n      - {{once: grade == D, again: never, for: {cases}}}"
    assert any("nobody comes to this case" in each for each in told((LOW, entered)))


CONFLICT = (
    "loan: {price",
    "gift: {favour: [flight], to: grade == A, context: travel}\n  loan: {price",
)


def test_people_who_are_refused_and_favoured_at_once_are_told_with_an_example_and_both_places() -> None:
    (found,) = told(CONFLICT)
    assert f"consequences.gift: the same people can be favoured here and refused flight by flight (line {line_of('flight: {refuse')})" in found  # fmt: skip # noqa: E501
    assert "somebody with: on the list black, " in found and "grade A" in found


def test_what_a_list_without_a_term_holds_people_by_is_known_of_them() -> None:
    refused = ("flight: {refuse: [flight], to: listed(black)", "flight: {refuse: [flight], to: listed(low)")
    assert told(CONFLICT, refused) == []
    assert told(CONFLICT, refused, low("grade == D", '"2 years, from daum"'))


def test_a_refusal_that_another_makes_already_is_told() -> None:
    again = (
        "flight: {refuse",
        "more: {refuse: [flight], to: listed(black) and fifth == 1, context: travel, severity: 1}\n"
        "  flight: {refuse",
    )
    (found,) = told(again)
    line = line_of("flight: {refuse") + 1
    assert f"consequences.more: whoever is refused flight here is refused it by flight (line {line})" in found


def test_two_lists_that_the_same_people_enter_are_told_with_what_they_say_differently() -> None:
    (found,) = told(
        (
            LOW,
            f"{LOW}\n  worst:\n    kind: burden\n    publish: [press]\n    enter:\n"
            "      - {while: grade == D}",
        )
    )
    assert f"lists.worst: the same people enter this list and low (line {line_of(LOW)})" in found
    assert "say different things under publish" in found


def test_an_amendment_that_changes_nothing_is_told_with_the_line_where_it_stood() -> None:
    (found,) = told(('for: "3 years, from spc-2017"', 'for: "2 years, from spc-2017"'))
    line = line_of('for: "2 years, from spc-2017"') - 1
    assert f"amendments[0]: this amendment from 2017-03-01 changes nothing: what it writes stood already (line {line})" in found  # fmt: skip # noqa: E501


def test_a_part_of_an_amendment_that_changes_nothing_is_told_alone() -> None:
    (found,) = told(
        (
            'for: "3 years, from spc-2017"}]}',
            'for: "3 years, from spc-2017"}], publish: [web]}',
        )
    )  # fmt: skip
    assert "amendments[0].lists.black.publish: this changes nothing: it stood already" in found


NAMES = Names(lists=("black",), score=True)


def tree(text: str) -> Expr:
    return condition(text, NAMES)


def test_cases_that_leave_somebody_out_are_told_with_an_example_and_dead_ones_by_their_place() -> None:
    def domains(name: str, kind: str) -> Domain:
        return TRUTH if kind == "condition" else Domain(0, 100)

    first, second = tree("score < 10").root, tree("score > 10 and listed(black)").root
    left = cases.gap([first, second], domains).example
    assert left is not None and (left["score"] == 10 or left["score"] > 10 and not left["listed(black)"])
    assert cases.gap([first, second, None], domains).never
    assert cases.gap([first, tree("score >= 10").root], domains).never
    assert cases.dead([first, tree("score < 5").root, None], domains) == [1]
    assert cases.dead([first, tree("score >= 10").root, None], domains) == [2]
    assert cases.dead([None, first], domains) == [1]


def test_an_exit_by_which_nobody_leaves_a_list_is_said() -> None:
    trigger = "over: {leaves: low, by: [expiry, ceased], clear: score}"
    (found,) = told(("triggers: {recovery", f"triggers: {{{trigger}, recovery"))
    assert "nobody leaves the list low by this exit, so this never happens. Found: expiry." in found
    assert "Allowed: correction, appeal, repair, rule, ceased." in found
