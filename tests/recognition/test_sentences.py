"""The made-up sentences are many, carry labels that exist, and none occurs twice."""

from tests.recognition.sentences import NONE, place_key, read_sentences
from tickets.store.seed import fault_rows, place_rows

TUNED, HELD_OUT = read_sentences("tuned"), read_sentences("held_out")
ALL = [*TUNED, *HELD_OUT, *read_sentences("hard_tuned"), *read_sentences("hard_held_out")]


def test_there_are_enough_sentences_and_none_occurs_twice() -> None:
    words = [sentence.words for sentence in ALL]
    assert len(words) == len(set(words)) >= 900
    assert len(HELD_OUT) >= 150


def test_every_label_exists() -> None:
    faults = {row["code"] for row in fault_rows()} | {"again", NONE}
    places = {place_key(row) for row in place_rows()} | {NONE}
    for sentence in ALL:
        assert set(sentence.faults) <= faults, sentence
        assert sentence.place in places, sentence


def test_every_shipped_fault_is_meant_in_both_halves() -> None:
    named = {row["code"] for row in fault_rows()} - {"other"}
    for half in (TUNED, HELD_OUT):
        assert named <= {fault for sentence in half for fault in sentence.faults}
