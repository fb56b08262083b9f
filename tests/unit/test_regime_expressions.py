"""Conditions: what they mean, how they print, and what each mistake is told."""

from __future__ import annotations

import pytest

from demerit.errors import Complaint
from demerit.regime.expressions import Names, Op, evaluate, opcodes, stack_depth, variable_codes
from demerit.regime.parsing import parse

NAMES = Names(
    grades=("A", "B", "C", "D"),
    lists=("black", "travel-black"),
    score=True,
    conducts=("speeding", "drunk-driving"),
)
TWO = "records({drunk-driving, speeding} this year)"


@pytest.mark.parametrize(
    ("text", "environment", "result"),
    [
        ("score < 600 and tier == ordinary", {"score": 599, "tier": 0}, 1),
        ("score < 600 and tier == ordinary", {"score": 599, "tier": 1}, 0),
        ("grade in {C, D}", {"grade": 3}, 1),
        ("grade in {C, D}", {"grade": 1}, 0),
        ("score in 600..849", {"score": 849}, 1),
        ("score in 600..849", {"score": 850}, 0),
        ("not listed(travel-black) or age >= 18", {"listed(travel-black)": 1, "age": 17}, 0),
        ("not (score < 5 or age >= 18)", {"score": 5, "age": 17}, 1),
        ("residence == 'urban away'", {"residence": 1}, 1),
        ("residence != urban-away", {"residence": 1}, 0),
        ("score - 5 * 2 == -10", {"score": 0}, 1),
        ("-score > 3", {"score": -4}, 1),
        ("age < 5 or (age < 9 and age > 7)", {"age": 8}, 1),
        ("region in {1, 7}", {"region": 7}, 1),
        ("fifth <= 2", {"fifth": 3}, 0),
        ("visitor == tier", {"tier": 3}, 1),
        ("records(speeding within 3 years) >= 2", {"records(speeding within 3 years)": 2}, 1),
        ("records({speeding, drunk-driving} this year) * 2 < 4", {TWO: 2}, 0),
        ("listings(black ever) == 0", {"listings(black ever)": 1}, 0),
        ("tenure >= 2 years", {"tenure >= 2 years": 1}, 1),
        ("tenure < 2 years", {"tenure >= 2 years": 1}, 0),
        ("listed_for(black) <= 30 months", {"listed_for(black) > 30 months": 0}, 1),
        ("1 week < tenure", {"tenure > 1 week": 1}, 1),
        ("clean(2 years)", {"tenure >= 2 years": 1, "records(adverse within 2 years)": 0}, 1),
        ("clean(2 years)", {"tenure >= 2 years": 1, "records(adverse within 2 years)": 1}, 0),
        ("clean(2 years)", {"tenure >= 2 years": 0, "records(adverse within 2 years)": 0}, 0),
    ],
)
def test_a_condition_means_what_it_reads(text: str, environment: dict[str, int], result: int) -> None:
    assert evaluate(parse(text, NAMES), environment) == result


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("score<600   and (tier==ordinary)", "score < 600 and tier == ordinary"),
        ("(age < 1 or age > 2) and score > 1", "(age < 1 or age > 2) and score > 1"),
        ("age < 1 and (age > 2 and score > 1)", "age < 1 and (age > 2 and score > 1)"),
        ("residence == 'urban away'", "residence == urban-away"),
        ("not (not (age < 1))", "not not age < 1"),
        ("score - (5 - 2) < 1", "score - (5 - 2) < 1"),
        ("(score + 1) * 2 < 1", "(score + 1) * 2 < 1"),
        ("(age < 1 and age > 2) or score > 1", "(age < 1 and age > 2) or score > 1"),
        ("score > 1 or (age < 1 and age > 2)", "score > 1 or (age < 1 and age > 2)"),
        ("records({speeding, 'drunk-driving',speeding} this year)<2", f"{TWO} < 2"),
        ("2 years <= tenure", "tenure >= 2 years"),
        ("listed_for('black') > 1 weeks", "listed_for(black) > 1 week"),
        ("clean(3 year)", "clean(3 years)"),
    ],
)
def test_the_canonical_text_keeps_the_meaning_with_few_parentheses(text: str, canonical: str) -> None:
    expr = parse(text, NAMES)
    assert str(expr) == canonical
    assert parse(canonical, NAMES) == expr


def test_free_names_say_what_decides() -> None:
    expr = parse("score < 600 and (listed(black) or tier == official)", NAMES)
    assert expr.free_names == {"score", "listed(black)", "tier"}


def test_opcodes_are_postfix_with_the_fixed_codes() -> None:
    program = opcodes(parse("score < 600 and listed(travel-black)", NAMES), variable_codes(NAMES.lists))
    assert program == [(Op.LOAD, -1), (Op.PUSH, 600), (Op.LT, 0), (Op.LOAD, 17), (Op.AND, 0)]


def test_lists_of_a_condition_may_be_numbered_by_whoever_lowers_it() -> None:
    codes = variable_codes(("travel-black", "other"))
    assert opcodes(parse("listed(travel-black)", NAMES), codes) == [(Op.LOAD, 16)]


def test_a_long_or_of_words_needs_no_deep_stack() -> None:
    program = opcodes(parse("tier in {ordinary, official, owner, visitor}", NAMES), variable_codes(()))
    assert stack_depth(program) <= 3


@pytest.mark.parametrize(
    ("text", "offset", "message", "near", "next_step"),
    [
        ("", 0, "the condition is empty", None, "score < 600"),
        ("scor < 5", 0, "'scor' is not known here", "score", "mend the name"),
        ("score-5 < 3", 0, "'score-5' is not known here", "score", "put spaces around the minus"),
        ("tier == ofical", 8, "'ofical' is no tier", "official", "choose one of them"),
        ("grade == E", 9, "'E' is no grade", None, "choose one of them"),
        ("grade < B", 6, "grade has no order", None, "in {C, D}"),
        ("listed(blak)", 7, "there is no list 'blak'", "black", "declare the list"),
        ("listed(", 7, "there is no list ''", None, "declare the list"),
        ("group == A", 0, "protected trait", None, "protected_input: true"),
        ("size == micro", 0, "a person has no size", None, "use what it has"),
        ("score", 0, "a condition is expected here, and this is a number", None, "compare it"),
        ("not score", 4, "a condition is expected here", None, "compare it"),
        ("tier", 0, "this is a tier", None, "compare it"),
        ("age + listed(black) < 3", 6, "a number is expected here", None, "use a number"),
        ("1 < 2 < 3", 6, "comparisons do not chain", None, "score in 600..849"),
        ("score = 5", 6, "the sign '=' has no place", None, "compare with =="),
        ("score < 5 & age < 3", 10, "the sign '&' has no place", None, "write and"),
        ("score < 5.5", 8, "whole numbers", None, "whole points"),
        ("score < 99999999999", 8, "too large", None, ""),
        ("score < 600 and", 15, "something is missing here", None, "complete"),
        ("score < and", 8, "'and' cannot stand here", None, "complete"),
        ("(score < 5", 10, "')' is missing here", None, "add ')'"),
        ("score < 5)", 9, "')' cannot follow here", None, "remove it"),
        ("score in 9..5", 9, "this range is empty", None, "smaller number first"),
        ("score in age..5", 9, "between two whole numbers", None, "600..849"),
        ("age in {1, x}", 11, "'x' is not known here", None, "mend the name"),
        ("tier in {1}", 9, "a tier is looked for", None, "mend this choice"),
        ("score == listed(black)", 9, "a number cannot be compared with a condition", None, "like with like"),
        ("(age < 1) == (age < 2)", 14, "conditions are joined, not compared", None, "like with like"),
        ("tier == sex", 8, "a tier cannot be compared with a sex", None, "like with like"),
        ("score * score * score < 5", 14, "may pass 64 bits", None, "smaller numbers"),
        ("(" * 40 + "age < 1" + ")" * 40, 32, "nested deeper than 32", None, "split"),
        (" or ".join(["age < 1"] * 100), 0, "too long", None, "split"),
        (" or ".join(["age < 1"] * 200), 128 * 11 + 4, "more than 256 operators", None, "split"),
        (" " * 4_001, 4000, "this condition has 4,001 signs", None, "split"),
        ("score < 5 and age < 3 or age > 7", 22, "`and` stands beside `or`", None, "`(a and b) or c`, or"),
        ("score < 5 or age < 3 and age > 7", 10, "`and` stands beside `or`", None, "`(a and b) or c`, or"),
        ("listings(black) > 3", 14, "listings are counted in a window", None, "within 3 years"),
        ("records(speding ever) > 3", 8, "no conduct 'speding'", "speeding", "declare the conduct"),
        ("records(speeding for 1 year) > 3", 17, "'for' is no window", None, "within 3 years"),
        ("records(speeding within 3) > 1", 24, "a length of time is missing", None, "3 years"),
        ("records(speeding within 0 days) > 1", 24, "this length has no use", None, "or ever"),
        ("records(any since entry) > 1", 12, "is asked of no spell", None, "within 3 years"),
        ("records(any ever) > 251", 20, "compared with 251", None, "a shorter time"),
        ("records(any ever) in 2..300", 24, "compared with 300", None, "a shorter time"),
        ("records > 2", 0, "without what it is about", None, "records(CONDUCT within LENGTH)"),
        ("listings(blak ever) > 1", 9, "no list 'blak'", "black", "declare the list"),
        ("record(any ever) > 1", 0, "no function 'record'", "records", "records are"),
        ("tenure == 2 years", 7, "hardly ever exactly", None, "write >="),
        ("tenure > 2", 9, "a length cannot be compared with a number", None, "like with like"),
        ("tenure > long", 9, "'long' is not known here", None, "mend the name"),
        ("long < tenure", 0, "'long' is not known here", None, "mend the name"),
        ("age < 5 years", 6, "a number cannot be compared with a length", None, "like with like"),
        ("2 years < 3 years", 8, "two lengths that never change", None, "2 years"),
        ("tenure > listed_for(black)", 7, "written out", None, "2 years"),
        ("tenure + 1 < 2", 0, "a number is expected here, and this is a length", None, "use a number"),
        ("passed(exam within 1 year) > 0", 7, "there is no offer 'exam'", None, "declare the offer"),
        ("during(holidays)", 7, "there is no period 'holidays'", None, "declare the period"),
        ("holds(3)", 6, "a holding has a name", None, "such as holds(driving-licence)"),
        ("owes(speeding)", 0, "no record of this regime claims money", None, "declare the conduct"),
        ("score < 0000000000000000000000000099999999999", 8, "too large", None, "smaller number"),
    ],
)
def test_each_mistake_is_told_at_its_sign(
    text: str, offset: int, message: str, near: str | None, next_step: str
) -> None:
    with pytest.raises(Complaint) as error:
        parse(text, NAMES)
    assert message in error.value.message
    assert error.value.offset == offset
    assert error.value.nearest == near
    assert next_step in error.value.next_step


def test_a_regime_without_score_or_grades_is_told_so() -> None:
    with pytest.raises(Complaint, match="keeps no score"):
        parse("score < 5", Names())
    with pytest.raises(Complaint, match="has no grades"):
        parse("grade == A", Names(score=True))
    for text in ("records(adverse ever) > 1", "clean(2 years)"):
        with pytest.raises(Complaint, match="no record is adverse or favourable"):
            parse(text, Names())
    assert str(parse("records(any ever) > 1", Names())) == "records(any ever) > 1"


def test_a_spell_has_an_entry_to_count_from() -> None:
    text = "records(any since entry) >= 1"
    assert str(parse(text, Names(spell=True))) == text


def test_an_organisation_has_a_size_and_no_age() -> None:
    names = Names(entity="organisation")
    assert evaluate(parse("size in {small, medium}", names), {"size": 2}) == 1
    with pytest.raises(Complaint, match="an organisation has no age"):
        parse("age < 18", names)


def test_group_is_allowed_where_the_regime_declares_a_protected_input() -> None:
    assert evaluate(parse("group == B", Names(protected_input=True)), {"group": 1}) == 1


@pytest.mark.parametrize("name", ["able", "acted", "truth", "random", "__import__"])
def test_truth_chance_and_code_have_no_name(name: str) -> None:
    with pytest.raises(Complaint, match="is not known here"):
        parse(f"{name} == 1", NAMES)
