"""Differences are shown as old and new values."""

from dataclasses import replace

from tests.desk_fixtures import START
from tests.ui.ticket.test_timeline import EMPTY
from tickets.rules.words import Priority, State
from ui.ticket.conflict import differences
from ui.ticket.facts import ticket_facts


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
