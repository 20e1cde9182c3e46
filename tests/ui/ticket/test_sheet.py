"""The printed ticket: it contains every text, and no text can break it."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.ticket.test_timeline import EMPTY
from tickets.actions.dispatch import dispatch, merge
from tickets.actions.followup import callback, close
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call
from tickets.actions.people import save_crew
from tickets.actions.progress import accept, arrive, hold, resolve, resume
from tickets.rules import clocks
from tickets.rules.words import CallbackResult, CallKind, Outcome, Stage, State
from tickets.store.queries.archive import archive_rows
from tickets.store.queries.board import open_tickets
from tickets.store.queries.ticket_file import CallLine, ClockLine, JournalLine, TicketFile, ticket_file
from tickets.store.tables import faults
from ui.dispatch.queue_columns import tags
from ui.kit.theme import body_font
from ui.ticket.printing import _read_sheet
from ui.ticket.sheet import Cell, Sheet, listing, ruled, sheet_html

LONG = "这是一段很长的话，" * 1111  # 9,999 characters
EMOJI = "水很大 😀👨‍👩‍👧‍👦🇨🇳"


def sheet_of(hand: Hand, key: int) -> Sheet:
    file = hand.desk.read(ticket_file, key, hand.desk.now())
    assert file is not None
    return Sheet(file, {}, hand.desk.now(), body_font())


def words_of(sheet: Sheet) -> str:
    return sheet.document().toPlainText()


def finished(hand: Hand, clock: HandClock, words: str = "路上喷水", address: str = "文化街北头") -> int:
    crew = hand.do(save_crew(None, "演示班", phone="0635-3280212"))
    details = CallDetails("13800000000", "演示来电人", words, address, "3715240012")
    key = hand.do(log_call(details, ReportedFault("visible_leak", dn=100, material="球墨铸铁")))
    hand.do(chase(key, None, CallDetails("13900000000", words="还没有人来")))
    steps = (
        dispatch(key, None, crew), accept(key, None), arrive(key, None), hold(key, None, "等材料"), resume(key, None),
        resolve(key, None, "换管两米"), callback(key, None, CallbackResult.SATISFIED), close(key, None),
    )  # fmt: skip
    for step in steps:
        clock.advance(minutes=5)
        hand.do(step)
    return key


def test_the_sheet_shows_everything_known_about_the_ticket(qapp: QApplication, hand: Hand, clock: HandClock) -> None:
    words = words_of(sheet_of(hand, finished(hand, clock)))
    for expected in (
        "抢修工单", "20260120-0001", "东阿瑞泓水务", "24 小时热线 3280212", "2026-01-20 10:00", "已归档", "明漏",
        "紧急", "138 0000 0000", "演示来电人", "3715240012", "DN100 球墨铸铁", "演示班 0635-3280212", "文化街北头",
        "路上喷水", "还没有人来", "催办", "等材料", "换管两米", "抢修人员签字", "客户签字", "满意",
        "打印于 2026-01-20 10:40",
    ):  # fmt: skip
        assert expected in words, expected
    assert words.count("按时") == 3


def test_the_sheet_says_what_counts_only_with_consent(qapp: QApplication, hand: Hand, clock: HandClock) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=20)
    hand.do(accept(key, None, clock.ago(minutes=12)))
    hand.do(hold(key, None, "等材料"))
    words = words_of(sheet_of(hand, key))
    assert "完成 超时 10 分，10:20 才登记，未经核准按超时算" in words
    assert "挂起 · 待核准（剩 30 分）" in words
    assert "申请核准 · 补录" in words
    clock.advance(minutes=30)
    assert "超时 12 分，挂起待核准，照计" in words_of(sheet_of(hand, key))
    hand.decide(granted=False)
    assert "超时 12 分，挂起未核准，照计" in words_of(sheet_of(hand, key))
    (row,) = hand.desk.read(open_tickets)
    assert (row.refused, tags(row, clock())) == (True, ("挂起未核准",))
    (archived,) = hand.desk.read(archive_rows, [key])
    (time,) = archived.stages.values()
    assert time.hold is not None and time.hold.refused


def test_a_stage_that_a_merger_ended_in_time_is_not_said_to_be_done_in_time(qapp: QApplication, hand: Hand) -> None:
    merged = hand.log("meter_stopped", appointment=START + timedelta(hours=20))
    hand.do(merge(merged, None, hand.log("meter_stopped")))
    words = words_of(sheet_of(hand, merged))
    assert words.count("并单") >= 2 and "按时" not in words


def test_an_open_ticket_leaves_room_to_write(qapp: QApplication, hand: Hand) -> None:
    words = words_of(sheet_of(hand, hand.log()))
    assert "□ 满意　□ 不满意" in words
    assert "抢修班组" in words
    assert "户号" not in words


def test_markup_in_texts_is_text(qapp: QApplication, hand: Hand, clock: HandClock) -> None:
    wild = "<b>粗</b> & <img src=x> </table> &amp; $title"
    sheet = sheet_of(hand, finished(hand, clock, wild, wild))
    assert words_of(sheet).count(wild) == 3
    assert "<b>粗" not in sheet_html(sheet.file, {}, sheet.now)


@pytest.mark.parametrize("text", [LONG, EMOJI, "A" * 10_000, "\u0301" * 50, "字\n" * 400])
def test_any_text_can_be_printed_on_a_sheet(qapp: QApplication, hand: Hand, text: str) -> None:
    key = hand.do(log_call(CallDetails(words=text, address=text[:200]), ReportedFault("visible_leak")))
    sheet = sheet_of(hand, key)
    assert sheet.pdf().startswith(b"%PDF-")
    assert text.strip() in words_of(sheet)


def test_long_words_are_broken_and_not_cut_at_the_margin(qapp: QApplication, hand: Hand) -> None:
    key = hand.do(log_call(CallDetails(words="A" * 10_000), ReportedFault("visible_leak")))
    document = sheet_of(hand, key).document()
    document.setTextWidth(600)
    assert document.idealWidth() <= 600


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_pdf_holds_number_and_words(qapp: QApplication, hand: Hand, clock: HandClock, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(sheet_of(hand, finished(hand, clock)).pdf())
    printed = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    plain = unicodedata.normalize("NFKC", printed)  # one glyph stands for a character and its radical
    for expected in ("20260120-0001", "路上喷水", "换管两米", "东阿瑞泓水务", "3280212"):
        assert unicodedata.normalize("NFKC", expected) in plain, expected


def test_a_usual_ticket_fits_on_one_page(qapp: QApplication, hand: Hand, clock: HandClock) -> None:
    assert sheet_of(hand, finished(hand, clock)).pdf().count(b"/Type /Page\n") == 1


def test_a_table_without_rows_is_left_out() -> None:
    assert listing("来电", ("时间",), [], (100,)) == ""


def test_cells_are_escaped_and_span() -> None:
    html = ruled([[Cell("<i>", head=True), Cell("a", span=2)]], (20, 40, 40))
    assert '<th width="20%"><p class="as-written">&lt;i&gt;</p></th><td colspan="2">' in html


def test_spaces_and_line_ends_are_printed_as_written(qapp: QApplication, hand: Hand) -> None:
    key = hand.do(log_call(CallDetails(words="一  二\n   三"), ReportedFault("visible_leak")))
    assert "一  二\n   三" in words_of(sheet_of(hand, key))


def test_the_font_of_the_sheet_is_the_one_given(qapp: QApplication, hand: Hand) -> None:
    file = hand.desk.read(ticket_file, hand.log(), hand.desk.now())
    assert file is not None
    font = Sheet(file, {}, hand.desk.now(), QFont("Noto Serif CJK SC")).document().defaultFont()
    assert font.family() == "Noto Serif CJK SC"
    assert font.pointSizeF() == 9


def test_the_sheet_begins_at_the_margin_of_the_page_and_knows_the_names_of_retired_faults(
    qapp: QApplication, hand: Hand
) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(update(faults).where(faults.c.code == "valve").values(active=False))
    sheet = hand.desk.read(_read_sheet, hand.log(), START, body_font())
    assert sheet.fault_names["valve"] and sheet.fault_names["visible_leak"]
    assert sheet.document().documentMargin() == 0


def tables_of(file: TicketFile, names: Mapping[str, str] | None = None) -> list[list[list[str]]]:
    """Return the texts of every cell of the ruled tables, row by row."""
    html = sheet_html(file, names or {}, START + timedelta(hours=1))
    return [
        [re.findall(r'<p class="as-written">(.*?)</p>', row, re.DOTALL) for row in rows_of(table)]
        for table in html.split('<table class="ruled"')[1:]
    ]


def rows_of(table: str) -> list[str]:
    return re.findall("<tr>.*?</tr>", table, re.DOTALL)


def full(**ticket: Any) -> TicketFile:
    """Return a ticket with something in every table of the sheet."""
    fresh = clocks.start(Stage.ACCEPT, 1, START, 600, None)
    first = clocks.stop(fresh, START + timedelta(minutes=12), Outcome.RETURNED)
    held = clocks.hold(clocks.extend(replace(fresh, round=2), 300), START)
    arrive = clocks.start(Stage.ARRIVE, 1, START, 7200, None)
    call = CallLine(1, CallKind.REPORT, "13800000000", "演示来电人", "路上冒水", "北头", START, "接线员")
    step = JournalLine(1, START, None, "值班员", "1 号席", "note", "看过", ())
    late = replace(step, at=START + timedelta(minutes=30), true_time=START + timedelta(minutes=20), action="accept")
    chase = replace(call, kind=CallKind.CHASE, caller="", address="", operator=None)
    return replace(
        EMPTY, ticket=replace(EMPTY.ticket, **ticket), calls=(call, chase), journal=(step, late),
        clocks=tuple(ClockLine(1, clock, None) for clock in (first, held, arrive)),
    )  # fmt: skip


def test_every_table_of_the_sheet_says_what_is_known_and_nothing_else() -> None:
    facts, calls, stages, story, signed = tables_of(full(households=30, callback=CallbackResult.SATISFIED))
    assert facts == [
        ["来电时间", "2026-01-20 10:00", "状态", "待派单"], ["故障类型", "明漏", "紧急程度", "紧急"],
        ["影响", "30 户", "片区", "城区"], ["抢修班组", "", "管道", ""], ["地址", "地点不详"],
    ]  # fmt: skip
    assert calls == [
        ["时间", "类别", "来电人", "来电内容", "接线员"],
        ["01-20 10:00", "报修", "演示来电人 138 0000 0000", "路上冒水\n北头", "接线员"],
        ["01-20 10:00", "催办", "138 0000 0000", "路上冒水", ""],
    ]
    assert stages == [
        ["阶段", "开始", "时限", "到期", "完成", "结果"],
        ["受理", "01-20 10:00", "10 分", "01-20 10:10", "01-20 10:12", "退单 超时 2 分"],
        ["受理 第 2 轮", "01-20 10:00", "15 分", "01-20 10:15", "", "挂起"],
        ["到场", "01-20 10:00", "2 小时", "01-20 12:00", "", "剩 1 小时"],
    ]
    assert story == [
        ["时间", "经过", "说明", "经办"],
        ["01-20 10:00", "备注", "看过", "值班员 · 1 号席"],
        ["01-20 10:20", "接单", "看过（01-20 10:30 补录）", "值班员 · 1 号席"],
    ]
    room = "\u00a0\n\u00a0\n\u00a0"
    assert signed == [
        ["处置情况", room], ["抢修人员签字", room, "日期", ""], ["客户签字", room, "客户评价", "满意"],
    ]  # fmt: skip
    facts, *_, signed = tables_of(full(resolution="换管", triage="先关阀"))
    assert facts[-3:] == [["管道", "", "", ""], ["地址", "地点不详"], ["研判", "先关阀"]], "an odd number of facts"
    assert (signed[0], signed[-1][-1]) == (["处置情况", "换管"], "□ 满意　□ 不满意")


def test_the_columns_of_every_table_take_the_whole_width_and_captions_are_heads() -> None:
    facts, *lists, signed = sheet_html(full(triage="先关阀"), {}, START).split('<table class="ruled"')[1:]
    for table in (facts, *lists, signed):
        tags = [re.findall("<(t[hd]) ", row) for row in rows_of(table)]
        if table in lists:
            assert [set(row) for row in tags] == [{"th"}, *[{"td"}] * (len(tags) - 1)]
        else:
            assert all(row == ["th", "td"] * (len(row) // 2) for row in tags)
        for row in rows_of(table):
            widths = [int(width) for width in re.findall(r'width="(\d+)%"', row)]
            assert sum(widths) == 100 or (widths == [14] and 'colspan="3"' in row), row
