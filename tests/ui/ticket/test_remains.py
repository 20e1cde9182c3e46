"""The readable part of a ticket that can't be opened, in words."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.desk_fixtures import START
from tickets.rules.instants import LAST
from tickets.rules.words import CallKind, Priority, State
from tickets.store.queries.ticket_remains import RemainingCall, RemainingEntry, TicketRemains
from ui.ticket.remains import remains_words

CALL = RemainingCall(START, CallKind.REPORT, "13800000000", "演示来电人", "路上冒水")
ENTRY = RemainingEntry(START, "值班员", "dispatch", "一班")
WHOLE = TicketRemains(
    1, (CALL,), (ENTRY,), "20260120-0001", State.NEW, Priority.P2, "明漏", "文化街", "北头", "13800000000",
    "演示来电人", START,
)  # fmt: skip
BROKEN = TicketRemains(
    1, (RemainingCall(None, None, None, None, None),), (RemainingEntry(None, None, None, None),), None, None, None,
    None, None, None, None, None, None,
)  # fmt: skip


def lines(remains: TicketRemains, now: datetime = START) -> list[str]:
    return remains_words(remains, now).split("\n")


def test_what_is_readable_of_a_ticket_is_shown_line_by_line() -> None:
    assert lines(WHOLE) == [
        "工单：20260120-0001", "状态：待派单", "紧急程度：紧急", "故障：明漏", "地点：文化街", "地址：北头",
        "电话：138 0000 0000", "来电人：演示来电人", "来电时间：今天 10:00",
        "", "今天 10:00 · 报修 · 138 0000 0000 · 演示来电人", "路上冒水",
        "", "经过（新的在上）", "今天 10:00 · 派单 · 值班员 · 一班",
    ]  # fmt: skip


def test_an_unreadable_value_is_said_to_be_unreadable_and_an_empty_one_is_left_out() -> None:
    unread = "读不出来"
    captions = [line.split("：")[0] for line in lines(WHOLE)[:9]]
    assert lines(BROKEN)[:9] == [f"{caption}：{unread}" for caption in captions]
    assert lines(BROKEN)[9:] == ["", " · ".join([unread] * 4), unread, "", "经过（新的在上）", " · ".join([unread] * 4)]
    bare = replace(
        WHOLE, place="", address="", caller="", calls=(replace(CALL, phone="", caller=""),),
        journal=(replace(ENTRY, staff="", text=""),),
    )  # fmt: skip
    assert not any("地点" in line or "地址" in line or "来电人" in line for line in lines(bare))
    assert lines(bare)[6:] == ["", "今天 10:00 · 报修", "路上冒水", "", "经过（新的在上）", "今天 10:00 · 派单"]
    assert "经过" not in "".join(lines(replace(WHOLE, journal=())))


def test_an_instant_beyond_the_calendar_is_unreadable() -> None:
    assert "来电时间：读不出来" in lines(replace(WHOLE, opened=LAST + timedelta(microseconds=1)))
    assert "来电时间：读不出来" not in lines(replace(WHOLE, opened=LAST))
