"""Permissions are those in the database at that moment, not those remembered by a workstation."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk_fixtures import EVERYONE, START, Hand, proper_sentence
from tickets.actions.dispatch import dispatch
from tickets.actions.followup import note
from tickets.actions.people import save_staff
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.rows import Who

pytestmark = pytest.mark.on_both
OPERATOR, DISPATCHER = frozenset({Role.OPERATOR}), frozenset({Role.DISPATCHER})


@pytest.fixture
def newcomer(hand: Hand) -> Who:
    """Somebody added as a dispatcher."""
    return Who(hand.do(save_staff(None, "新来的", DISPATCHER)), "新来的", DISPATCHER, "2 号席")


def test_a_removed_role_is_gone_at_once_for_a_seat_that_cached_it(hand: Hand, newcomer: Who) -> None:
    key = hand.log()
    hand.do(save_staff(newcomer.staff_id, "新来的", OPERATOR))
    sentence = Hand(hand.desk, newcomer).refused(dispatch(key, None, hand.crew()))
    assert "派单" in sentence


def test_an_added_role_works_at_once(hand: Hand, newcomer: Who) -> None:
    key = hand.log()
    hand.do(save_staff(newcomer.staff_id, "新来的", OPERATOR))
    as_before = replace(newcomer, roles=DISPATCHER)
    hand.do(save_staff(newcomer.staff_id, "新来的", DISPATCHER))
    assert Hand(hand.desk, as_before).do(dispatch(key, None, hand.crew())) == key


def test_retired_staff_can_do_nothing(hand: Hand, newcomer: Who) -> None:
    key = hand.log()
    hand.do(save_staff(newcomer.staff_id, "新来的", DISPATCHER, active=False))
    sentence = "这个账号已停用或到期，不能再办理。请换人登录或找管理员。"
    assert Hand(hand.desk, newcomer).refused(note(key, None, "还在吗")) == sentence


def test_staff_with_an_expired_account_can_do_nothing(hand: Hand, newcomer: Who) -> None:
    key = hand.log()
    hand.do(save_staff(newcomer.staff_id, "新来的", DISPATCHER, login="new.one", expires=START - timedelta(hours=1)))
    assert "到期" in Hand(hand.desk, newcomer).refused(note(key, None, "还在吗"))
    hand.do(save_staff(newcomer.staff_id, "新来的", DISPATCHER, login="new.one", expires=None))
    Hand(hand.desk, newcomer).do(note(key, None, "续期了"))


def test_an_unknown_person_can_do_nothing(desk: TicketService) -> None:
    with pytest.raises(Refused) as caught:
        desk.execute(save_staff(None, "谁", OPERATOR), replace(EVERYONE, staff_id=99_999))
    proper_sentence(caught.value.sentence)
