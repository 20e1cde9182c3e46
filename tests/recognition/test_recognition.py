"""What is filled in without asking is nearly always right, and often enough to be worth having."""

from collections.abc import Callable, Sequence

import pytest

from tests.recognition import hearing
from tests.recognition.sentences import Sentence, read_sentences, score

TUNED, HELD_OUT = read_sentences("tuned"), read_sentences("held_out")
HARD_TUNED, HARD_HELD_OUT = read_sentences("hard_tuned"), read_sentences("hard_held_out")

Wanted = Callable[[Sentence], Sequence[str]]


def faults(sentence: Sentence) -> Sequence[str]:
    return sentence.faults


def place(sentence: Sentence) -> Sequence[str]:
    return (sentence.place,)


@pytest.mark.parametrize(
    ("answer", "wanted", "precision", "recall"),
    [
        (hearing.filled_fault, faults, 0.97, 0.65),
        (hearing.filled_place, place, 0.97, 0.95),
        (hearing.suggested_fault, faults, 0.85, 0.90),
        (hearing.suggested_place, place, 0.85, 0.95),
    ],
)
def test_enough_of_the_sentences_are_understood_and_few_wrongly(
    answer: Callable[[str], str], wanted: Wanted, precision: float, recall: float
) -> None:
    found = score([*TUNED, *HELD_OUT], wanted, answer)
    assert found.precision >= precision, found.wrong
    assert found.recall >= recall


@pytest.mark.parametrize(("answer", "wanted", "recall"), [
    (hearing.filled_fault, faults, 0.40),
    (hearing.filled_place, place, 0.85),
])  # fmt: skip
@pytest.mark.parametrize("sentences", [HARD_TUNED, HARD_HELD_OUT])
def test_hardly_anything_wrong_is_filled_in_from_hard_sentences_either(
    sentences: Sequence[Sentence], answer: Callable[[str], str], wanted: Wanted, recall: float
) -> None:
    found = score(sentences, wanted, answer)
    assert found.precision >= 0.97, found.wrong
    assert found.recall >= recall


@pytest.mark.parametrize(("answer", "wanted", "recall"), [
    (hearing.filled_fault, faults, 0.65),
    (hearing.filled_place, place, 0.95),
])  # fmt: skip
def test_the_half_that_was_not_tuned_on_is_understood_nearly_as_well(
    answer: Callable[[str], str], wanted: Wanted, recall: float
) -> None:
    found = score(HELD_OUT, wanted, answer)
    assert found.precision >= 0.97, found.wrong
    assert found.recall >= recall
