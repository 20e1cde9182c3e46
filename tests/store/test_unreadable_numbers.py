"""The counter of the day's tickets is invalid: calls are logged all the same, and it is reported."""

import pytest

from tests.archive_pages import page
from tests.desk_fixtures import START, Hand
from tests.store.damaged import Damage, let_be_none
from tickets.checking.storage import numbers_are_of_their_day
from tickets.rules.instants import local_day
from tickets.rules.search_query import understand
from tickets.store.numbering import NUMBERED_AT_ONCE, take_numbers
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.unreadable import collecting_broken

STEM = f"{START:%Y%m%d}"


def log_and_hear(hand: Hand) -> tuple[str, list[str]]:
    with collecting_broken() as broken:
        number = hand.ticket(hand.log()).number
    return number, [f"{row.words} {row.columns}" for row in broken]


def check_that_calls_go_on(hand: Hand) -> None:
    reported = [f"编号计数 {STEM} ('last',)"]
    assert log_and_hear(hand) == (f"{STEM}-0004", reported)
    assert log_and_hear(hand) == (f"{STEM}-0005", reported)
    with hand.desk.store.writing() as connection:
        later = take_numbers(connection, local_day(START), NUMBERED_AT_ONCE)
    assert (later[0], later[-1]) == (f"{STEM}-0006", f"{STEM}-0505")


@pytest.mark.on_both
@pytest.mark.parametrize("last", [2**30 - 1, -7, 2])
def test_calls_are_logged_despite_an_invalid_counter_of_the_day(hand: Hand, damage: Damage, last: int) -> None:
    for _ in range(3):
        hand.log()
    damage("day_numbers.last", last)
    found = {row.where for row in hand.desk.read(lambda c: list(numbers_are_of_their_day(c, START)))}
    assert found == {f"{STEM}-0003" if last == 2 else f"{STEM} 的编号计数"}
    check_that_calls_go_on(hand)
    asked = ArchiveFilter(understand("0005", local_day(START)))
    assert [row.number for row in hand.desk.read(page, asked)] == [f"{STEM}-0005"]


@pytest.mark.parametrize("last", ["many", 3.5, b"\xff", 10**18])
def test_calls_are_logged_although_the_counter_of_the_day_is_no_number(
    hand: Hand, damage: Damage, last: object
) -> None:
    for _ in range(3):
        hand.log()
    damage("day_numbers.last", last)
    check_that_calls_go_on(hand)


def test_calls_are_logged_despite_an_empty_counter_of_the_day(hand: Hand, damage: Damage) -> None:
    for _ in range(3):
        hand.log()
    let_be_none(hand.desk, "day_numbers", "last INTEGER")
    damage("day_numbers.last", None)
    check_that_calls_go_on(hand)
