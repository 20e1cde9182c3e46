"""The columns of the archive."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QTableView

from tests.ui.pixels import Picture, lettered, sketched
from tickets.rules.present_hold import PresentHold
from tickets.rules.words import Priority, Source, Stage, State, Zone
from tickets.store.queries.archive import LISTED_STAGES, ArchiveRow, StageTime
from ui.archive.columns import _PADDING, PhoneCell, archive_columns, kept, opened, phone_lines, where
from ui.archive.export import cells, heads
from ui.kit.columns import RIGHT, Column
from ui.kit.rows_model import RowsModel
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL, Tokens

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def row(**values: object) -> ArchiveRow:
    usual: dict[str, object] = {
        "id": 1, "number": "20261123-0001", "state": State.CLOSED, "priority": Priority.P1, "zone": Zone.URBAN,
        "fault_name": "爆管", "place": "前屯", "address": "", "phone": "13800000000", "caller": "演示来电人",
        "crew": None, "calls": 2, "opened": NOW - HOUR, "resolved_at": None, "source": Source.DESK, "stages": {},
    }  # fmt: skip
    return ArchiveRow(**(usual | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (None, "—"),
        (StageTime(NOW, NOW), "按时"),
        (StageTime(NOW, NOW, None, NOW + HOUR), "超时"),
        (StageTime(NOW - HOUR, None, PresentHold(NOW - HOUR, NOW)), "超时"),
        (StageTime(NOW, None, PresentHold(NOW - HOUR, NOW, granted=True)), "计时"),
        (StageTime(NOW, NOW + HOUR), "超时"),
        (StageTime(NOW + HOUR, None), "计时"),
        (StageTime(NOW - HOUR, None), "超时"),
        (StageTime(NOW - HOUR, None, PresentHold(NOW - HOUR)), "挂起"),
        (StageTime(NOW - HOUR, NOW, PresentHold(NOW)), "超时"),
    ],
)
def test_a_stage_result_is_shown_in_two_characters(stage: StageTime | None, words: str) -> None:
    assert kept(stage, NOW) == words


def test_the_place_column_shows_a_village_and_one_more_word_on_a_small_screen(qapp: QApplication) -> None:
    table = 906  # beside the ticket, on a screen of 1366 pixels
    taken = sum(column.width for column in archive_columns() if not column.stretch and column.room <= table)
    assert table - taken >= QFontMetrics(body_font()).horizontalAdvance("陈庄新村 · 北头") + 16


@pytest.mark.parametrize(
    ("place", "address", "expected"),
    [
        ("前屯", "后屯南头", "前屯 · 后屯南头"),
        ("前屯", "前屯北头", "前屯北头"),
        ("前屯", "北头\n路口", "前屯 · 北头 路口"),
        ("前屯", "", "前屯"),
        (None, "文化街", "文化街"),
        (None, "", "地点不详"),
    ],
)
def test_a_place_repeated_in_the_address_is_shown_once(place: str | None, address: str, expected: str) -> None:
    assert where(row(place=place, address=address)) == expected


def test_a_ticket_without_a_place_shows_what_the_caller_said() -> None:
    assert where(row(place=None, said="村头大槐树下\n冒水")) == "地点不详 · 村头大槐树下 冒水"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("０６３５－3280212", "0635-3280212"),
        ("013806351234", "138 0635 1234"),
        ("13806351234/3280212", "138 0635 1234 / 0635-3280212"),
        ("不肯说", "不肯说"),
    ],
)
def test_a_number_is_shown_in_its_usual_form(phone: str, shown: str) -> None:
    column = next(column for column in archive_columns() if column.key == "phone")
    assert column.text(row(phone=phone), NOW) == shown
    assert shown in cells(row(phone=phone), NOW)


def test_table_and_csv_file_show_the_same_ticket() -> None:
    timed = {stage: StageTime(NOW, NOW - HOUR) for stage in LISTED_STAGES}
    ticket = row(
        crew="一班", address="南门", stages=timed, resolved_at=NOW, households=20, water_over_road=True,
        danger_to_people=True, assisted="二班、三班",
    )  # fmt: skip
    assert {column.key: column.text(ticket, NOW) for column in archive_columns()} == {
        "number": "20261123-0001", "opened": "今天 13:00", "state": "已归档", "priority": "◆ 特急", "fault": "爆管",
        "place": "前屯 · 南门", "phone": "138 0000 0000", "crew": "一班", "calls": "2", "arrive": "按时",
        "resolve": "按时",
    }  # fmt: skip
    assert dict(zip(heads(), cells(ticket, NOW), strict=True)) == {
        "编号": "20261123-0001", "来电时间": "2026-11-23 13:00:00", "状态": "已归档", "紧急程度": "特急",
        "片区": "城区", "故障类型": "爆管", "地点": "前屯", "地址": "南门", "电话": "138 0000 0000",
        "来电人": "演示来电人", "班组": "一班", "协助班组": "二班、三班", "来电次数": "2", "影响户数": "20",
        "情况": "路面过水、有人危险", "到场": "按时", "处置": "按时",
        "处置完成时间": "2026-11-23 14:00:00", "来源": "热线",
    }  # fmt: skip


def test_former_years_show_the_day_and_this_year_the_minute() -> None:
    assert opened(row(), NOW) == "今天 13:00"
    assert opened(row(opened=datetime(2019, 3, 4, 1, tzinfo=UTC)), NOW) == "2019-03-04"


def test_a_screen_reader_reads_how_late_a_stage_was() -> None:
    late = row(stages={Stage.ARRIVE: StageTime(NOW - HOUR, NOW)})
    column = next(column for column in archive_columns() if column.key == "arrive")
    assert column.accessible is not None
    assert column.accessible(late, NOW) == "到场 · 超时 1 小时 · 2026-11-23 14:00:00 周一"
    assert column.accessible(row(), NOW) == "到场：没有计时"
    calls = next(column for column in archive_columns() if column.key == "calls")
    assert calls.accessible is not None
    assert (calls.accessible(row(), NOW), calls.align) == ("来电 2 次", RIGHT)


@pytest.mark.parametrize(
    ("hold", "stopped", "words"),
    [
        (PresentHold(NOW - 2 * HOUR), None, "挂起"),
        (PresentHold(NOW - 2 * HOUR, NOW + HOUR), None, "挂起 · 待核准（剩 1 小时）"),
        (PresentHold(NOW - 2 * HOUR, NOW), None, "超时 1 小时，挂起待核准，照计"),
        (PresentHold(NOW - 2 * HOUR, NOW, refused=True), None, "超时 1 小时，挂起未核准，照计"),
        (PresentHold(NOW), NOW - 2 * HOUR, "按时"),
        (None, None, "超时 1 小时"),
        (None, NOW, "超时 1 小时"),
    ],
)
def test_the_csv_file_says_how_a_stage_was_kept(hold: PresentHold | None, stopped: datetime | None, words: str) -> None:
    timed = row(stages={Stage.ARRIVE: StageTime(NOW - HOUR, stopped, hold)})
    exported = dict(zip(heads(), cells(timed, NOW), strict=True))
    assert (exported["到场"], exported["处置"], exported["处置完成时间"]) == (words, "", "")


def test_the_number_of_calls_is_left_out_where_the_place_needs_the_room(qapp: QApplication) -> None:
    assert {column.key: column.room for column in archive_columns() if column.room} == {"calls": 960}


def test_tool_tips_have_what_a_cell_leaves_out(qapp: QApplication) -> None:
    ticket = row(crew="一班", address="南门")
    tips = {column.key: column.data(ticket, Qt.ItemDataRole.ToolTipRole, NOW) for column in archive_columns()}
    assert {key: tips[key] for key in ("opened", "fault", "place", "phone", "crew")} == {
        "opened": "2026-11-23 13:00:00 周一", "fault": "爆管", "place": "前屯 · 南门",
        "phone": "138 0000 0000 演示来电人", "crew": "一班",
    }  # fmt: skip
    nobody = row(phone="", caller="")
    phone, crew = (next(column for column in archive_columns() if column.key == key) for key in ("phone", "crew"))
    assert (phone.data(nobody, Qt.ItemDataRole.ToolTipRole, NOW) or "", crew.text(nobody, NOW)) == ("", "")
    assert [column.key for column in archive_columns() if column.copies] == ["number"]


def drawn_phone(text: str, width: int, tokens: Tokens) -> Picture:
    table = QTableView()
    model = RowsModel([Column[ArchiveRow]("x", "x", lambda _row, _now: text)], lambda: NOW, table)
    model.apply([row()])

    def draw(painter: QPainter) -> None:
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 2, width, 32)
        PhoneCell(table).draw(painter, option, model.index(0, 0), text)

    return sketched(QSize(width, 36), tokens.surface, draw)


def test_a_number_is_drawn_on_one_line_and_two_in_small_letters_one_above_the_other(light: Tokens) -> None:
    small = body_font(SMALL)
    metrics = QFontMetrics(small)
    number = "138 0635 1234"
    high = min(16, metrics.height())
    exact = QFontMetrics(body_font()).horizontalAdvance(number)
    top = 17 - high  # the two lines stand around the middle

    def sketch(width: int, *lines: tuple[int, int, str, QFont]) -> Picture:
        def draw(painter: QPainter) -> None:
            for y, height, text, font in lines:
                lettered(painter, QRect(8, y, width - 16, height), text, font, light.text)

        return sketched(QSize(width, 36), light.surface, draw)

    for text, width, lines in (
        (number, exact + 16, [(1, 32, number, body_font())]),
        (number, exact + 15, [(17 - metrics.height() // 2, metrics.height(), number, small)]),
        (f"{number} / 0635-3280212", 132, [(top, high, number, small), (top + high, high, "0635-3280212", small)]),
        (f"{number} / 1 / 2", 132, [(top, high, number, small), (top + high, high, "1", small)]),
    ):
        assert drawn_phone(text, width, light).difference(sketch(width, *lines)).isEmpty(), text


@pytest.mark.parametrize("phone", ["13806351234", "3280212转801", "13806351234/3280212", "013806351234、0531-88888888"])
def test_phone_numbers_are_not_cut_in_their_column(qapp: QApplication, phone: str) -> None:
    column = next(column for column in archive_columns() if column.key == "phone")
    text = column.text(row(phone=phone), NOW)
    lines = phone_lines(text)
    room = column.width - 2 * _PADDING
    metrics = QFontMetrics(body_font() if len(lines) == 1 and " 转 " not in text else body_font(SMALL))
    assert "".join(lines) == text.replace(" / ", "")
    assert max(map(metrics.horizontalAdvance, lines)) <= room
