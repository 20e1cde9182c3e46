"""The columns of the queue."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableWidget

from tests.desk_fixtures import START
from tests.ui.dispatch.test_open_board import PLAIN
from tests.ui.pixels import Picture
from tickets.rules.words import Priority, Stage
from tickets.store.queries.editing import Lease
from ui.dispatch.queue_columns import PENCIL, TAGS, CrewCell, PriorityCell, queue_columns, tags
from ui.kit.columns import RIGHT
from ui.kit.theme import body_font
from ui.kit.tokens import ROW, SMALL, Tokens

BESIDE = 2 * (8 + 3)  # pixels beside the text of a cell: the style sheet's and Qt's own


def nobody(_ticket_id: int) -> tuple[Lease, ...]:
    return ()


def test_the_columns_describe_a_ticket_in_words(qapp: QApplication) -> None:
    texts = {column.key: column.text(PLAIN, START) for column in queue_columns(nobody)}
    assert texts == {
        "priority": "▲ 紧急", "state": "待派单", "number": "0001", "opened": "今天 10:00",
        "due": "剩 10 分", "place": "李堂 · 文化街北头", "fault": "明漏",
        "crew": "", "calls": "1",
    }  # fmt: skip


def test_the_columns_describe_a_busy_ticket_in_words(qapp: QApplication) -> None:
    busy = replace(PLAIN, crew="一班", calls=3, chases=1, stage=Stage.ISOLATE)
    columns = {column.key: column for column in queue_columns(nobody)}
    assert (columns["crew"].text(busy, START), columns["calls"].text(busy, START)) == ("一班", "3")
    in_full = {key: columns[key].data(busy, Qt.ItemDataRole.ToolTipRole, START) for key in ("state", "crew", "calls")}
    assert in_full == {
        "state": "20260120-0001 · 待派单 · 今天 10:00 来电", "crew": "一班", "calls": "致电 3 次，其中催办 1 次",
    }  # fmt: skip
    assert columns["calls"].align == RIGHT


def test_a_click_on_a_title_sorts_by_what_the_column_means(qapp: QApplication) -> None:
    columns = {column.key: column for column in queue_columns(nobody)}
    later = replace(
        PLAIN, id=2, number="20260121-0001", priority=Priority.P3, opened=START + timedelta(days=1), place="阿城",
        fault_name="爆管", crew="一班", calls=4,
    )  # fmt: skip
    for key in ("priority", "number", "opened"):
        sort = columns[key].sort
        assert sort is not None
        assert sort(PLAIN) < sort(later), key
    assert columns["calls"].sort is not None
    assert columns["calls"].sort(later) < columns["calls"].sort(PLAIN), "who called most often stands on top"
    words = {key: columns[key].sort for key in ("place", "fault", "crew")}
    assert {key: sort(later) for key, sort in words.items() if sort} == {
        "place": "阿城",
        "fault": "爆管",
        "crew": "一班",
    }
    assert columns["place"].sort is not None
    assert columns["place"].sort(replace(PLAIN, place="")) is None, "an unknown place stands below"


def test_the_number_of_an_older_ticket_has_its_day(qapp: QApplication) -> None:
    number = next(column for column in queue_columns(nobody) if column.key == "number")
    assert number.text(PLAIN, START + timedelta(days=1)) == "0120-0001"
    assert number.data(PLAIN, Qt.ItemDataRole.ToolTipRole, START) == "20260120-0001"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("priority", "◆ 特急"),
        ("state", "待派单"),
        ("number", "1121-0012"),
        ("fault", "水表冻裂"),
        ("crew", "抢修一班 +1"),
    ],
)
def test_usual_words_are_whole_in_the_narrowest_queue(qapp: QApplication, key: str, words: str) -> None:
    column = next(column for column in queue_columns(nobody) if column.key == key)
    assert QFontMetrics(body_font()).horizontalAdvance(words) + BESIDE <= column.width


def test_tags_of_a_ticket_are_shown_before_its_place() -> None:
    assert tags(PLAIN, START) == ()
    busy = replace(PLAIN, stage=Stage.ISOLATE, supervised=True, reopenings=1, calls=5, chases=2)
    assert tags(busy, START) == ("止水", "督办", "返工", "5 通", "催2")
    assert tags(replace(PLAIN, calls=3, chases=2), START) == ("催2",), "one caller who asks again"
    assert tags(replace(PLAIN, calls=2, stage=None), START) == ("2 通",)


def test_danger_to_people_is_tagged_and_the_tool_tip_has_every_answer(qapp: QApplication) -> None:
    urgent = replace(PLAIN, danger_to_people=True, water_over_road=True, households=20)
    assert tags(urgent, START) == ("有人危险",)
    place = next(column for column in queue_columns(nobody) if column.key == "place")
    tip = "有人危险 李堂 · 文化街北头\n路面过水、有人危险、影响 20 户"
    assert place.data(urgent, Qt.ItemDataRole.ToolTipRole, START) == tip


def test_a_ticket_without_a_place_shows_the_words_of_its_first_call(qapp: QApplication) -> None:
    place = next(column for column in queue_columns(nobody) if column.key == "place")
    nowhere = replace(PLAIN, place=None, address="", said="桥头那边路上冒水")
    assert place.text(nowhere, START) == "地点不详 · 桥头那边路上冒水"


def test_a_held_ticket_shows_the_reason(qapp: QApplication) -> None:
    held = replace(PLAIN, held=True, held_since=START, hold_reason="等燃气交底")
    due = next(column for column in queue_columns(nobody) if column.key == "due")
    assert due.text(held, START + timedelta(hours=5)) == "挂起 · 等燃气交底"
    assert due.sort is not None
    assert due.text(replace(held, hold_reason=None), START) == "挂起"
    assert due.sort(held) is None, "held tickets stand after the running ones"


def test_a_hold_says_how_long_it_waits_for_consent_and_runs_again_without(qapp: QApplication) -> None:
    until = START + timedelta(minutes=30)
    asked = replace(PLAIN, held=True, held_since=START, hold_reason="等燃气交底", held_until=until)
    now = [START + timedelta(minutes=5)]
    columns = {column.key: column for column in queue_columns(nobody, lambda: now[0])}
    due, sort = columns["due"], columns["due"].sort
    assert sort is not None
    assert due.text(asked, now[0]) == "挂起 · 等燃气交底 · 待核准（剩 25 分）"
    assert due.text(replace(asked, granted=True), now[0]) == "挂起 · 等燃气交底"
    assert (sort(asked), tags(asked, now[0])) == (None, ())
    now[0] = until
    assert due.data(asked, Qt.ItemDataRole.ToolTipRole, until) == (
        "超时 20 分\n挂起待核准，照计\n到期时间 2026-01-20 10:10:00 周二"
    )
    assert (sort(asked), columns["place"].data(asked, TAGS, until)) == (PLAIN.deadline, ("挂起待核准",))
    full = replace(asked, granted=True)
    assert due.data(full, Qt.ItemDataRole.ToolTipRole, until) == (
        "剩 10 分\n挂起已到期，照计\n到期时间 2026-01-20 10:40:00 周二"
    )
    assert sort(full) == START + timedelta(minutes=40), "the granted time counts"
    late = replace(full, held_since=START + timedelta(minutes=15))
    assert due.text(late, START + timedelta(minutes=20)) == "超时 5 分，已挂起 · 等燃气交底"


def test_the_place_cell_says_who_is_working_on_the_ticket(qapp: QApplication) -> None:
    lease = Lease(PLAIN.id, "李四", "2 号席", "派单", START, START + timedelta(minutes=1))
    columns = queue_columns(lambda ticket_id: (lease,) if ticket_id == PLAIN.id else ())
    place = next(column for column in columns if column.key == "place")
    now = START + timedelta(seconds=40)
    assert place.data(PLAIN, PENCIL, now) is True
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert place.data(PLAIN, role, now) == "李四（2 号席）正在办理：派单 · 已 40 秒\n李堂 · 文化街北头"
    other = replace(PLAIN, id=PLAIN.id + 1)
    assert place.data(other, PENCIL, now) is False
    assert place.data(other, Qt.ItemDataRole.ToolTipRole, now) == "李堂 · 文化街北头"


def test_a_priority_that_waits_for_consent_is_drawn_in_two_lines_within_its_cell(
    qapp: QApplication, light: Tokens
) -> None:
    table = QTableWidget(1, 1)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 68, ROW)
    picture = QImage(68, ROW, QImage.Format.Format_ARGB32)
    picture.fill(QColor(light.surface))
    painter = QPainter(picture)
    PriorityCell(table).draw(painter, option, table.model().index(0, 0), "● 一般 待核准")
    painter.end()
    drawn, found = Picture(picture), []
    for line in ("一般", "待核准"):
        (place,) = drawn.writings(line, body_font(SMALL), light.text, light.surface)
        found.append(place)
    assert found[0].bottom() < found[1].top()
    assert QRect(0, 0, 68, ROW).contains(found[1])


def test_how_many_crews_assist_is_drawn_whole_after_a_name_that_is_cut(qapp: QApplication, light: Tokens) -> None:
    table = QTableWidget(1, 1)
    delegate, option = CrewCell(table), QStyleOptionViewItem()
    option.rect = QRect(0, 0, 100, 32)
    picture = QImage(100, 32, QImage.Format.Format_ARGB32)
    picture.fill(QColor(light.surface))
    painter = QPainter(picture)
    delegate.draw(painter, option, table.model().index(0, 0), "演示抢修第一大队机动班 +1")
    painter.end()
    where = Picture(picture).writings("+1", body_font(), light.text, light.surface)
    assert len(where) == 1
