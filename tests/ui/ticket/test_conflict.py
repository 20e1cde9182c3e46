"""Differences are shown as old and new values."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import START
from tests.ui.ticket.test_timeline import EMPTY
from tickets.errors import Conflict
from tickets.rules.moves import MoveContext
from tickets.rules.words import Move, Priority, State
from ui.ticket.attempt import Attempt
from ui.ticket.conflict import ConflictView, differences
from ui.ticket.facts import ticket_facts
from ui.ticket.ticket_actions import BY_MOVE, why_illegal


def test_a_conflict_lists_only_the_changes_and_always_the_state() -> None:
    ticket = replace(EMPTY.ticket, state=State.DISPATCHED, priority=Priority.P1, supervised=True)
    after = replace(EMPTY, ticket=ticket, crew="一班")
    changes = differences(EMPTY, after, START)
    assert changes == [("状态", "待派单 → 待接单 督办"), ("紧急程度", "▲ 紧急 → ◆ 特急"), ("班组", "— → 一班")]
    assert differences(EMPTY, EMPTY, START) == [("状态", "待派单")]


def test_the_facts_name_a_customers_own_pipe_and_the_household() -> None:
    ticket = replace(EMPTY.ticket, phone="13800000000", household_no="0042", dn=100, material="球墨铸铁")
    file = replace(EMPTY, ticket=ticket, fault=replace(EMPTY.fault, name="表后漏", customer_side=True))
    facts = dict(ticket_facts(file, START))
    assert facts["故障"] == "表后漏 · 城区 · 用户自管，有偿维修"
    assert facts["电话"] == "138 0000 0000  户号 0042"
    assert facts["管道"] == "DN100 球墨铸铁"


def test_a_conflict_is_red_and_names_who_was_first_or_says_what_the_database_said(qapp: QApplication) -> None:
    view = ConflictView()
    assert (view.isHidden(), view.sentence, view.property("alarm")) == (True, "", True)
    for error, sentence in (
        (Conflict("刚被改过，请看一眼。", "李四（2 号席）派单"), "刚被改过：李四（2 号席）派单"),
        (Conflict("刚被改过，请看一眼。"), "刚被改过，请看一眼。"),
    ):
        view.say(error, [("状态", "待派单 → 待接单")], "您按的“派单”没有执行。", "看过后再做一次。")
        assert (view.isHidden(), view.sentence, view.accessibleName()) == (False, sentence, sentence)
        assert (view._mine.text(), view.hint.text()) == ("您按的“派单”没有执行。", "看过后再做一次。")


def test_an_attempt_without_a_form_says_that_it_was_not_done_and_why_it_may_be_impossible_now() -> None:
    attempt = Attempt(BY_MOVE[Move.ACCEPT], EMPTY)
    dispatched = replace(EMPTY, context=MoveContext(State.DISPATCHED))
    undone = "您按的“接单”没有执行。"
    assert attempt.look_again(dispatched) == (undone, "看过后再做一次，就按现状办理。")
    assert attempt.look_again(EMPTY) == (undone, why_illegal(attempt.action, EMPTY))
