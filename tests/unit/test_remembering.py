"""Answers about models are kept by the model itself, and let go in the order of their age."""

from demerit.documents.remembering import remembered


def test_an_answer_is_worked_out_once_for_a_model_and_anew_for_its_equal() -> None:
    asked = []

    @remembered(2)
    def length(model: list[int], times: int = 1) -> int:
        asked.append((model, times))
        return len(model) * times

    one, equal = [1, 2], [1, 2]
    assert [length(one), length(one), length(one, times=2), length(one, times=2)] == [2, 2, 4, 4]
    assert len(asked) == 2
    assert length(equal) == 2 and len(asked) == 3
    assert length(one) == 2 and len(asked) == 4, "the oldest answer was let go"
