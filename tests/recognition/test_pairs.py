"""What Enter attaches by itself is nearly always the same fault, and calls without a place are never taken for one."""

from tests.recognition.pairs import attaches, lists, read_pairs, score_pairs

HELD_OUT = read_pairs("held_out")
ALL = [*read_pairs("tuned"), *HELD_OUT]


def test_there_are_enough_pairs_of_both_kinds_and_none_occurs_twice() -> None:
    lines = [pair.line for pair in ALL]
    assert len(lines) == len(set(lines)) >= 200
    assert min(sum(pair.same for pair in ALL), sum(not pair.same for pair in ALL)) >= 80


def test_what_enter_attaches_is_the_same_fault_and_most_of_those_are_listed() -> None:
    for pairs in (ALL, HELD_OUT):
        attached = score_pairs(pairs, attaches)
        assert attached.precision >= 0.95, attached.wrong
        assert attached.recall >= 0.65
        assert score_pairs(pairs, lists).recall >= 0.95


def test_calls_and_tickets_in_town_without_any_place_do_not_look_alike() -> None:
    nowhere = [
        pair
        for pair in ALL
        if not pair.call.phone and pair.call.place_id is None and not pair.call.address and not pair.same
    ]
    assert len(nowhere) >= 8
    assert not any(lists(pair) for pair in nowhere)
