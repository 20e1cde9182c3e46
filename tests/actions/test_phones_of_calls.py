"""Every number of a call identifies its caller and finds its ticket; a call without a number identifies nobody."""

from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import text

from tests.archive_pages import page
from tests.desk_fixtures import START, Hand
from tickets.actions.importing import PastRepair, Times, import_
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.checking.invariants import check
from tickets.rules.instants import local_day
from tickets.rules.phones import normalise
from tickets.rules.search_query import understand
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.callers import earlier_calls, open_for_likeness
from tickets.store.schema import alembic_config, upgrade
from tickets.store.search import index_all_phones

LEAK = ReportedFault("visible_leak")


def found(hand: Hand, typed: str) -> list[int]:
    return [row.id for row in hand.desk.read(page, ArchiveFilter(understand(typed, local_day(START))))]


def known(hand: Hand, typed: str) -> list[int | None]:
    return [call.ticket_id for call in hand.desk.read(earlier_calls, normalise(typed).own)]


@pytest.mark.on_both
def test_every_number_of_a_field_makes_the_caller_known_and_finds_the_ticket(hand: Hand) -> None:
    key = hand.do(log_call(CallDetails("13806351234/3280212、13706351234", words="门口冒水"), LEAK))
    other = hand.do(log_call(CallDetails("13906351234", words="路上冒水"), LEAK))
    for typed in ("13806351234", "013806351234", "3280212", "0635-3280212", "3280212转8", "+86 13706351234"):
        assert known(hand, typed) == [key], typed
        assert found(hand, typed) == [key], typed
    assert set(known(hand, "13906351234、3280212")) == {key, other}
    assert found(hand, "13706351234 3280212 13806351234") == [key]
    assert found(hand, "0212") == found(hand, "3280212") == [key]
    [alike] = [ticket for ticket in hand.desk.read(open_for_likeness) if ticket.id == key]
    assert alike.phones == {"13806351234", "06353280212", "13706351234"}
    assert hand.desk.read(check, hand.desk.now()) == []


@pytest.mark.on_both
def test_a_mobile_shown_with_a_leading_0_is_the_same_caller(hand: Hand) -> None:
    key = hand.do(log_call(CallDetails("013806351234", words="门口冒水"), LEAK))
    assert known(hand, "13806351234") == found(hand, "13806351234") == [key]


@pytest.mark.parametrize("nobody", ["", "无", "不详", "没说，住3号楼", "0"])
def test_a_caller_without_an_own_number_is_not_matched_with_earlier_calls(hand: Hand, nobody: str) -> None:
    hand.do(log_call(CallDetails(nobody, words="门口冒水"), LEAK))
    assert known(hand, nobody) == []
    assert hand.desk.read(earlier_calls, ("",)) == hand.desk.read(earlier_calls, "") == []


def of_an_older_program(hand: Hand) -> tuple[int, int]:
    """Log two calls and store them as an older program did: all digits of a field in one string."""
    pair = hand.do(log_call(CallDetails("13800000001", words="门口冒水"), LEAK))
    abroad = hand.do(log_call(CallDetails("13800000002", words="路上冒水"), LEAK))
    for key, phone in ((pair, "13806351234/3280212/13706351234"), (abroad, "013906351234")):
        digits = "".join(filter(str.isdigit, phone))
        with hand.desk.store.writing() as connection:
            connection.execute(
                text("UPDATE calls SET phone = :phone, phone_digits = :digits WHERE ticket_id = :key"),
                {"phone": phone, "digits": digits, "key": key},
            )
    return pair, abroad


def assert_found(hand: Hand, pair: int, abroad: int) -> None:
    for typed, key in (("13806351234", pair), ("3280212", pair), ("13706351234", pair), ("13906351234", abroad)):
        assert known(hand, typed) == found(hand, typed) == [key]
    assert found(hand, "0212") == [pair]
    broken = {violation.invariant for violation in hand.desk.read(check, hand.desk.now())}
    assert "numbers_are_findable" not in broken


def test_calls_logged_by_an_older_program_are_found_by_all_their_numbers_after_the_upgrade(hand: Hand) -> None:
    pair, abroad = of_an_older_program(hand)
    with hand.desk.store.writing() as connection:
        command.downgrade(alembic_config(connection), "0002")
        upgrade(connection)
    assert_found(hand, pair, abroad)


@pytest.mark.on_both
def test_the_upgrade_converts_phone_numbers_alike_on_both_databases(hand: Hand) -> None:
    pair, abroad = of_an_older_program(hand)
    assert found(hand, "3280212") == []
    with hand.desk.store.writing() as connection:
        index_all_phones(connection)
    assert_found(hand, pair, abroad)


def test_a_ledger_s_two_numbers_are_both_found(hand: Hand) -> None:
    call = CallDetails("０６３５－3280212转801 或 013806351234", words="旧台账：门口冒水")
    assert (
        hand.do(import_([PastRepair("旧-1", "visible_leak", call, Times(START - timedelta(days=90)))], "旧台账")) == 1
    )
    [key] = found(hand, "13806351234")
    assert known(hand, "3280212") == known(hand, "138 0635 1234") == found(hand, "3280212") == [key]
    assert hand.ticket(key).phone == "０６３５－3280212转801 或 013806351234"
    assert hand.desk.read(check, hand.desk.now()) == []
