import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.pixels import Picture
from tests.ui.seats import AWAY, SeatHand, unavailable
from tickets.actions.dispatch import reassign
from tickets.actions.followup import reopen
from tickets.actions.progress import accept, arrive, hold, resume
from tickets.errors import Refused
from tickets.reports.changed_verdicts import CHANGE_COLUMNS
from tickets.reports.drilldown import DrilldownRow, Question
from tickets.reports.figures import (
    RATES,
    Durations,
    Figure,
    Lengths,
    Punctuality,
    Receipt,
    StageFigures,
    TimingParts,
    Work,
)
from tickets.reports.scope import Breakdown
from tickets.reports.unread import Unread
from tickets.rules.stages import TICKET_STAGES
from tickets.rules.words import ConsentKind, Priority, Source, Stage, State, Zone
from tickets.store.tables import tickets
from ui.kit.tokens import BETWEEN, Tokens
from ui.reports.drilldown_list import DrilldownList
from ui.reports.reports_desk import ReportsDesk
from ui.reports.scope_bar import Preset, ScopeBar, days_of
from ui.reports.stage_card import StageCard, WorkLine

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def reports(hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot) -> ReportsDesk:
    clock.advance(minutes=5)
    for _ in range(3):
        hand.bring_to(State.RESOLVED)
    hand.log("burst_main")
    clock.advance(hours=1)
    shown = ReportsDesk(hands.session)
    hands.show(shown, qtbot)
    return shown


def test_the_cards_show_the_figures_of_the_period(reports: ReportsDesk) -> None:
    card = reports._cards[Stage.ACCEPT]
    assert "75.0%" in card.rate.accessibleName()
    assert card._counts[Figure.ON_TIME].text() == "按时 3"
    assert card._counts[Figure.OVERDUE].text() == "仍超时 1"
    assert card._counts[Figure.OVERDUE].property("tone") == "overdue"
    assert not card._counts[Figure.GIVEN_UP].isVisible()
    assert (card._finished.text(), card._finished.accessibleName()) == ("完成 3", "受理完成 3")


@pytest.mark.parametrize("some", [0, 1])
def test_a_card_tells_only_what_there_is(qtbot: QtBot, some: int) -> None:
    card = StageCard(Stage.ARRIVE)
    qtbot.addWidget(card)
    punctual, taken = Punctuality(3, 0, some, some), Durations(3, 60, 120, 3600, 90 * some)
    card.show_figures(StageFigures(Stage.ARRIVE, punctual, taken, Receipt(punctual)))
    assert card._counts[Figure.OVERDUE].property("tone") == ("overdue" if some else "")
    assert card._counts[Figure.GIVEN_UP].isHidden() is (some == 0)
    assert card._lasting.text() == "中位 1 分 · P90 2 分"
    assert card._longest.text() == "最长 1 小时"
    assert card._held.isHidden() is card._gross.isHidden() is (some == 0)
    assert card._held.text() == "挂起时间 1 分" or not some
    of_first_step = (card._counts[figure] for figure in (Figure.LATE_AT_SPLIT, Figure.SPLIT_TYPED))
    extra = (card._consented, *card._kinds.values(), card._typed, *of_first_step)
    assert all(button.isHidden() for button in extra), "without consents nothing more is shown"
    assert card._counts[Figure.LATE].toolTip() == Figure.LATE.label
    assert all(button.property("narrow") is True for button in (*card._counts.values(), card._finished))


def test_changed_verdicts_stand_beside_the_rate_and_each_kind_leads_to_its_tickets(
    reports: ReportsDesk, hands: SeatHand, hand: Hand, clock: HandClock
) -> None:
    key = hand.bring_to(State.DISPATCHED)
    clock.advance(minutes=12)
    hand.do(accept(key, None, clock.ago(minutes=5)))
    hand.decide()
    hands.press(reports, Qt.Key.Key_R, CTRL)
    card = reports._cards[Stage.ACCEPT]
    assert (card._consented.text(), card._kinds[ConsentKind.LATE_ENTRY].text()) == (
        "核准后 80.0% · 改判定 1",
        "补录 1",
    )
    assert "60.0%" in card.rate.accessibleName() and "改判定 1：补录 1" in card.rate.accessibleName()
    assert [kind for kind, button in card._kinds.items() if button.isVisible()] == [ConsentKind.LATE_ENTRY]
    assert (card._typed.text(), card._typed.accessibleName()) == ("手填率 25.0%", "受理手填率 25.0%")
    model = reports._groups._model
    columns = [column.key for column in model.columns]
    rate = model.index(0, columns.index("accept/rate"))
    told = "核准后 100.0%，改判定 1：补录 1"
    assert (rate.data(), rate.data(Qt.ItemDataRole.ToolTipRole)) == ("75.0% (4)", told)
    changed = rate.siblingAtColumn(rate.column() + 1)
    assert (changed.data(), changed.data(Qt.ItemDataRole.ToolTipRole)) == ("1", told)
    taken_over = rate.siblingAtColumn(columns.index("accept/taken_over"))
    assert taken_over.data(Qt.ItemDataRole.ToolTipRole) != told, "it counts no changed verdicts"
    shown = {key for section, key in enumerate(columns) if not reports._groups.isColumnHidden(section)}
    beside = {f"{stage}/{figure}" for stage in TICKET_STAGES for figure in (Figure.CHANGED, Figure.TAKEN_OVER)}
    assert shown & beside == {"accept/changed"}, "a column beside the rate only where there is any"
    reports._groups.setFocus()
    reports._groups.setCurrentIndex(rate)
    for key_ in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        hands.press(reports._groups, key_)
    assert reports._drilldown.title.text() == "一班 · 受理改判定"
    hands.press(reports._drilldown._table, Qt.Key.Key_Escape)
    card._kinds[ConsentKind.LATE_ENTRY].click()
    hands.settle()
    assert reports._drilldown.title.text() == "受理改判定 · 补录"
    behind = reports._drilldown._model
    assert [behind.row_at(behind.index(row, 0)).id for row in range(behind.rowCount())] == [key]
    table = reports._drilldown._table
    assert table.current().id == key, "a row is selected, so that Enter opens it"
    shown = {
        column.key: behind.index(0, section).data()
        for section, column in enumerate(behind.columns)
        if not table.isColumnHidden(section)
    }
    assert (shown["changed"], shown["consented"]) == ("补录 超时 → 按时", "演示值班长 今天 11:17")
    assert (shown["asked"], shown["crew_then"]) == ("值班员 今天 11:17", "一班")
    assert {column.key for column in CHANGE_COLUMNS} <= set(shown), "those of the exported file"
    assert "rank" not in shown
    card._finished.click()
    hands.settle()
    hidden = {column.key for section, column in enumerate(behind.columns) if table.isColumnHidden(section)}
    assert {"changed", "consented"} <= hidden, "they say nothing about other figures"


def test_who_asked_when_and_why_is_whole_in_the_list_of_changed_verdicts_and_told_below_its_title(
    reports: ReportsDesk, hands: SeatHand, hand: Hand, clock: HandClock, light: Tokens
) -> None:
    reports.resize(1294, 680)
    reason = "等燃气公司到现场交底，还要两小时"
    key = hand.bring_to(State.ACCEPTED)
    hand.do(hold(key, None, reason))
    hand.decide()
    clock.advance(minutes=40)
    hand.do(resume(key, None))
    clock.advance(minutes=5)
    hand.do(arrive(key, None))
    hands.press(reports, Qt.Key.Key_R, CTRL)
    reports._cards[Stage.ARRIVE]._kinds[ConsentKind.HOLD].click()
    hands.settle()
    table = reports._drilldown._table
    cells = {column.key: table.currentIndex().siblingAtColumn(place) for place, column in enumerate(table.columns.all)}
    shown = {key: cell for key, cell in cells.items() if not table.isColumnHidden(cell.column())}
    assert shown["reason"].data() == reason
    cut = [key for key, cell in shown.items() if table.sizeHintForIndex(cell).width() > table.visualRect(cell).width()]
    assert cut == []
    told = reports._drilldown._detail
    assert told.isVisible() and told.text().startswith("挂起 超时 → 按时") and reason in told.text()
    reports._cards[Stage.ARRIVE]._finished.click()
    hands.settle()
    assert not told.isVisible()


def test_lines_that_appear_on_a_card_get_their_height(reports: ReportsDesk, qtbot: QtBot) -> None:
    reports.resize(1294, 600)
    way, many = Lengths(9, 60, 120, 3600), Punctuality(3, 2, 1, 1)
    receipt = Receipt(many, Counter({ConsentKind.HOLD: 1, ConsentKind.LATE_ENTRY: 1}), 1)
    for stage, card in reports._cards.items():
        parts = TimingParts(way, way, way, 1, 3)
        card.show_figures(StageFigures(stage, many, Durations(9, 60, 120, 3600, 90), receipt, parts))
    for card in reports._cards.values():
        rate = card.rate
        below = card._counts[Figure.ON_TIME]
        qtbot.waitUntil(lambda rate=rate, below=below: rate.geometry().bottom() <= below.y())


def test_six_groups_are_seen_below_full_cards_on_a_small_screen_with_alerts(
    light: Tokens, reports: ReportsDesk, qtbot: QtBot
) -> None:
    reports.resize(1294, 647)  # at 1366×768, above the alert bar
    way, many = Lengths(9, 6060, 13_860, 56_820), Punctuality(133, 55, 2)
    changed = Counter({ConsentKind.LATE_ENTRY: 3, ConsentKind.CORRECTION: 2})
    for stage, card in reports._cards.items():
        held, split_late = (61_260, 0) if stage is Stage.RESOLVE else (0, 17 * (stage is Stage.ACCEPT))
        receipt = Receipt(Punctuality(136, 52, 2), changed, split_late)
        taken = Durations(9, 6060, 13_860, 56_820, held)
        card.show_figures(StageFigures(stage, many, taken, receipt, TimingParts(way, way, way, 1, 3)))
    table = reports._groups
    seen = 6 * table.verticalHeader().defaultSectionSize()
    qtbot.waitUntil(lambda: table.viewport().visibleRegion().boundingRect().height() >= seen)


def test_the_tickets_received_are_the_sum_of_what_became_of_them(qtbot: QtBot) -> None:
    line = WorkLine()
    qtbot.addWidget(line)
    counts = {Figure.RECEIVED: 9, Figure.OPENED: 6, Figure.CANCELLED: 1, Figure.MERGED: 1, Figure.SETTLED: 1}
    line.show_work(Work(Counter(counts)), Lengths(4, 3600, 7200, 7260), Lengths())
    shown = [button for button in line._buttons.values() if not button.isHidden()]
    assert [button.text() for button in shown[:5]] == ["来电开单 9", "= 工单 6", "+ 作废 1", "+ 并单 1", "+ 电话解决 1"]
    assert line._ways[Figure.WHOLE_WAY].accessibleName() == "全程 4 · 中位 1 小时 · P90 2 小时 · 最长 2 小时 1 分"


def test_the_line_names_tickets_without_an_end_only_when_there_are_any(qtbot: QtBot) -> None:
    line = WorkLine()
    qtbot.addWidget(line)
    button = line._buttons[Figure.UNFINISHED]
    for some in (0, 2):
        line.show_work(Work(Counter({Figure.OPENED: 3, Figure.UNFINISHED: some})), Lengths(), Lengths())
        assert button.isHidden() is (some == 0)
    assert button.text() == "未记完成 2"
    with qtbot.waitSignal(line.wanted) as wanted:
        button.click()
    assert wanted.args == [Figure.UNFINISHED]


def test_every_count_opens_its_list_of_tickets_and_enter_opens_one(
    reports: ReportsDesk, hands: SeatHand, qtbot: QtBot
) -> None:
    reports._cards[Stage.ACCEPT]._counts[Figure.OVERDUE].click()
    hands.settle()
    model = reports._drilldown._model
    assert [model.row_at(model.index(0, 0)).fault_name] == ["爆管"]
    reports._drilldown._table.setCurrentIndex(model.index(0, 0))
    with qtbot.waitSignal(reports.ticket_wanted):
        qtbot.keyClick(reports._drilldown._table, Qt.Key.Key_Return)
    qtbot.keyClick(reports._drilldown._table, Qt.Key.Key_Escape)
    assert reports._below.currentWidget() is reports._groups


def test_while_a_drilldown_is_read_no_ticket_of_the_previous_one_is_opened(
    reports: ReportsDesk, hands: SeatHand, qtbot: QtBot
) -> None:
    card = reports._cards[Stage.ACCEPT]
    card._counts[Figure.OVERDUE].click()
    hands.settle()
    drilldown = reports._drilldown
    drilldown._table.setCurrentIndex(drilldown._model.index(0, 0))
    card._counts[Figure.OVERDUE].click()
    with qtbot.assertNotEmitted(reports.ticket_wanted):
        qtbot.keyClick(drilldown._table, Qt.Key.Key_Return)
    assert drilldown._said.text() == "正在读取，读到以后再按 Enter。"
    hands.settle()
    drilldown._table.setCurrentIndex(drilldown._model.index(0, 0))
    with qtbot.waitSignal(reports.ticket_wanted):
        qtbot.keyClick(drilldown._table, Qt.Key.Key_Return)


def test_before_the_first_report_no_figure_opens_a_list_and_nothing_is_exported(hands: SeatHand, qtbot: QtBot) -> None:
    fresh = ReportsDesk(hands.session)
    qtbot.addWidget(fresh)
    asked: list[str] = []
    fresh._export._ask_path = lambda suggested: asked.append(suggested) or ""
    fresh._cards[Stage.ACCEPT].rate.click()
    fresh._write_csv()
    assert fresh._below.currentWidget() is fresh._groups
    assert asked == []


def test_a_period_without_tickets_says_so(reports: ReportsDesk, hands: SeatHand) -> None:
    assert reports._said.text() == "截至 今天 11:05 · 来电 4 · 催办 0"
    hands.press(reports, Qt.Key.Key_2, ALT)
    assert "没有工单" in reports._said.text()


def test_a_chip_or_its_key_chooses_the_period_and_is_marked(reports: ReportsDesk, hands: SeatHand) -> None:
    bar = reports.bar
    changes = QSignalSpy(bar.changed)
    assert [preset for preset, chip in bar._chips.items() if chip.isChecked()] == [Preset.MONTH]
    for number, (preset, chip) in enumerate(bar._chips.items(), start=1):
        assert chip.toolTip() == f"Alt+{number}"
        hands.press(reports, Qt.Key(ord(str(number))), ALT)
        assert (bar._since.day(), bar._until.day()) == days_of(preset, date(2026, 1, 20))
        assert [each for each, one in bar._chips.items() if one.isChecked()] == [preset]
        assert changes.count() == number, "two days are set, the report is computed once"
    bar._chips[Preset.WEEK].click()
    assert (changes.count(), bar._since.day()) == (7, date(2026, 1, 14))
    bar._since.setDate(QDate(2026, 1, 15))
    assert (changes.count(), [chip.isChecked() for chip in bar._chips.values()]) == (8, [False] * 6)
    reports.hide()
    bar._choose(Preset.TODAY)
    assert (changes.count(), bar._since.day()) == (8, date(2026, 1, 15)), "another desk uses the key"


def test_of_two_periods_with_the_same_days_only_the_one_that_was_pressed_is_on(
    hands: SeatHand, clock: HandClock, qtbot: QtBot
) -> None:
    clock.set(START.replace(month=11, day=30))
    shown = ReportsDesk(hands.session)
    hands.show(shown, qtbot)
    bar = shown.bar

    def chosen() -> list[Preset]:
        return [preset for preset, chip in bar._chips.items() if chip.isChecked()]

    assert chosen() == [Preset.MONTH], "the first"
    hands.press(shown, Qt.Key.Key_5, ALT)
    assert chosen() == [Preset.THIS_MONTH]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        hands.press(bar._until, key)
    assert chosen() == [Preset.MONTH], "the days were typed"


def test_reversed_days_are_refused_in_a_sentence_and_not_computed(reports: ReportsDesk, hands: SeatHand) -> None:
    before = reports._report
    reports.bar._since.setDate(QDate(2026, 1, 21))
    hands.settle()
    assert reports._error.sentence == "开始日期晚于结束日期，请核对后重填。"
    assert reports._report is before
    assert "正在计算" not in reports._said.text()


def test_each_box_narrows_the_scope(reports: ReportsDesk, hands: SeatHand, hand: Hand) -> None:
    bar = reports.bar
    for box, count in ((bar.crew, 2), (bar.zone, len(Zone)), (bar.priority, len(Priority)), (bar.source, len(Source))):
        assert (box.count(), box.chosen()) == (count + 1, None)
        box.setCurrentIndex(1)
    bar.fault.setCurrentIndex(bar.fault.findText("爆管"))
    bar.by.setCurrentIndex(0)
    bar.by.activated.emit(0)
    hands.settle()
    assert reports._report is not None
    scope = reports._report.scope
    assert (scope.by, scope.crew_id, scope.fault) == (Breakdown.NONE, hand.crew(), "burst_main")
    assert (scope.zone, scope.priority, scope.source) == (next(iter(Zone)), next(iter(Priority)), next(iter(Source)))
    assert reports._groups._model.rows == []


def test_the_groups_are_those_of_the_chosen_breakdown(reports: ReportsDesk, hands: SeatHand) -> None:
    assert [row.group.label for row in reports._groups._model.rows] == ["一班", "未派班组"]
    reports.bar.by.setCurrentIndex(2)
    reports.bar.by.activated.emit(2)
    hands.settle()
    assert [row.group.label for row in reports._groups._model.rows] == ["爆管", "明漏"]


def test_the_csv_holds_the_same_figures_and_excel_reads_its_chinese(
    reports: ReportsDesk, hands: SeatHand, tmp_path: Path
) -> None:
    path = tmp_path / "报表.csv"
    suggested: list[str] = []

    def choose(name: str) -> str:
        suggested.append(name)
        return str(path)

    reports._export._ask_path = choose
    hands.press(reports, Qt.Key.Key_E, CTRL)
    assert suggested == ["报表 20251222-20260120.csv"], "the last day is the last one counted"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    head = next(row for row in rows if row and row[0] == "班组")
    whole = next(row for row in rows if row and row[0] == "合计")
    assert whole[head.index("受理到期")] == "4"
    assert whole[head.index("受理及时率")] == "0.75"


def test_an_unwritable_export_file_is_reported_in_a_sentence(
    reports: ReportsDesk, hands: SeatHand, tmp_path: Path
) -> None:
    nowhere = tmp_path / "gone" / "x.csv"
    reports._export._ask_path = lambda _suggested: str(nowhere)
    hands.press(reports, Qt.Key.Key_E, CTRL)
    assert "写不进" in reports._error.sentence


def test_a_cell_of_the_breakdown_leads_to_its_own_tickets(reports: ReportsDesk, hands: SeatHand, qtbot: QtBot) -> None:
    columns = [column.key for column in reports._groups._model.columns]
    for key, title, count in (
        ("opened", "一班 · 工单", 3), ("accept/p90", "一班 · 受理完成", 3), ("arrive/rate", "一班 · 到场到期", 3),
        ("label", "一班 · 工单", 3),
    ):  # fmt: skip
        reports._groups.setCurrentIndex(reports._groups._model.index(0, columns.index(key)))
        hands.press(reports._groups, Qt.Key.Key_Return)
        assert (reports._drilldown.title.text(), reports._drilldown._model.rowCount()) == (title, count)
        qtbot.keyClick(reports._drilldown._table, Qt.Key.Key_Escape)


def test_the_figure_with_the_focus_is_framed_in_each_scheme(reports: ReportsDesk, tokens: Tokens) -> None:
    card = reports._cards[Stage.ACCEPT]
    for figure in (card.rate, card._counts[Figure.LATE]):
        figure.setFocus(Qt.FocusReason.TabFocusReason)
        picture = Picture(figure.grab().toImage())
        middle = figure.height() // 2
        sides = [picture.at(x, middle) for x in (0, 1, figure.width() - 2, figure.width() - 1)]
        assert sides == [tokens.accent] * 4


def test_every_figure_and_cell_leads_to_its_tickets_by_keys_alone(
    reports: ReportsDesk, hands: SeatHand, light: Tokens
) -> None:
    def press(*keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            hands.press(focus, key, with_)
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    key, groups, listed = Qt.Key, reports._groups, reports._drilldown
    reports.setFocus()
    press(key.Key_Down)
    columns = [column.key for column in groups.columns.all]
    steps = [section for section in range(columns.index("arrive/rate")) if not groups.isColumnHidden(section)]
    press(*[key.Key_Right] * len(steps))
    cell = groups.visualRect(groups.currentIndex())
    picture = Picture(groups.viewport().grab().toImage())
    assert picture.at(cell.left() + 1, cell.center().y()) == light.accent, "the cell that Enter asks about is framed"
    assert press(key.Key_Return) is listed._table
    assert listed.title.text() == "一班 · 到场到期"
    assert press(key.Key_Escape) is groups
    for number, card in enumerate(reports._cards.values(), 1):
        if card.isVisible():
            assert press(key(key.Key_0 + number), with_=CTRL) is card.rate
    press(key.Key_2, with_=CTRL)
    assert press(key.Key_Return) is listed._table
    assert listed.title.text() == "到场到期"
    press(key.Key_2, with_=CTRL)
    press(key.Key_Tab, key.Key_Enter)
    assert listed.title.text() == "到场按时"
    press(key.Key_Escape, key.Key_Question)
    assert reports._help.isVisible()
    press(key.Key_Escape)
    assert QApplication.focusWidget() is groups


@pytest.mark.parametrize("by", [Breakdown.NONE, Breakdown.FAULT])
def test_a_group_of_an_earlier_report_leads_nowhere(reports: ReportsDesk, hands: SeatHand, by: Breakdown) -> None:
    earlier = reports._groups._model.rows[-1]  # without a crew; of all faults none is unknown
    reports.bar.by.choose(by)
    reports.refresh()
    hands.settle()
    reports._groups.opened.emit(earlier)  # as its menu does, which was opened before
    hands.settle()
    assert reports._below.currentWidget() is reports._groups


def test_a_column_of_the_chart_opens_the_tickets_due_that_day(
    reports: ReportsDesk, hands: SeatHand, qtbot: QtBot
) -> None:
    chart = reports._chart
    today = QPoint(chart.width() - 8, 4)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=today)
    hands.settle()
    assert reports._drilldown.title.text() == "01-20 · 受理到期"
    assert reports._drilldown._model.rowCount() == 4


def test_the_count_of_finished_tickets_opens_them_with_the_longest_first(reports: ReportsDesk, hands: SeatHand) -> None:
    reports._cards[Stage.RESOLVE]._finished.click()
    hands.settle()
    assert reports._drilldown.title.text() == "处置完成"
    assert reports._drilldown._model.rowCount() == 3


def test_the_exported_drilldown_has_every_ticket(
    reports: ReportsDesk, hands: SeatHand, hand: Hand, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    reports._export._ask_path = lambda _suggested: str(path)
    reports._work._buttons[Figure.OPENED].click()
    hands.settle()
    hands.press(reports, Qt.Key.Key_E, CTRL)
    head, *rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert head[0] == "编号"
    assert {row[0] for row in rows} == {row.number for row in hand.rows(tickets)}
    assert not reports._export.isVisible()


def test_the_list_that_was_shown_is_exported_though_another_is_shown_meanwhile(
    reports: ReportsDesk, hands: SeatHand, hand: Hand, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "list.csv"
    reports._export._ask_path = lambda _suggested: str(path)
    reports._work._buttons[Figure.OPENED].click()
    hands.settle()
    qtbot.keyClick(reports, Qt.Key.Key_E, CTRL)
    reports._ask(Figure.FINISHED, Stage.RESOLVE)
    hands.settle()
    _head, *rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {row[0] for row in rows} == {row.number for row in hand.rows(tickets)}


def test_an_export_that_is_stopped_leaves_no_file(
    reports: ReportsDesk, hands: SeatHand, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "list.csv"
    reports._export._ask_path = lambda _suggested: str(path)
    reports._work._buttons[Figure.OPENED].click()
    hands.settle()
    qtbot.keyClick(reports, Qt.Key.Key_E, CTRL)
    assert reports._export.isVisible()
    hands.press(reports, Qt.Key.Key_Period, CTRL)
    assert not reports._export.isVisible()
    assert list(tmp_path.glob("list*")) == []


def test_every_rate_is_shown_in_total_and_by_group_and_opens_its_tickets(
    reports: ReportsDesk, hands: SeatHand, qtbot: QtBot
) -> None:
    table = reports._groups
    for rate in RATES:
        button = reports._work._buttons[rate]
        assert button.text().startswith(f"{rate.label} ")
        button.click()
        assert reports._drilldown.title.text() == rate.part.label
        qtbot.keyClick(reports, Qt.Key.Key_Escape)
        column = [each.key for each in table.columns.all].index(rate.name)
        assert table.isColumnHidden(column)  # until somebody chooses it: all of them together need a wide screen
        table.columns.show(column, True)
        index = table.model().index(0, column)
        assert table.model().headerData(column, Qt.Orientation.Horizontal) == rate.label
        assert index.data().endswith("%") or index.data() == "—"
        table.setCurrentIndex(index)
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert reports._drilldown.title.text() == f"{table.current().group.label} · {rate.part.label}"
        hands.settle()


def test_a_crew_s_row_tells_its_late_stages_taken_over_and_its_reopenings_and_leads_to_both(
    reports: ReportsDesk, hands: SeatHand, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    taken, reopened = hand.bring_to(State.DISPATCHED), hand.bring_to(State.RESOLVED)
    hand.do(reopen(reopened, None, "又漏了"))
    clock.advance(minutes=9)
    hand.do(reassign(taken, None, hand.crew(1), "近"))
    clock.advance(minutes=2)
    hand.do(accept(taken, None))
    hands.press(reports, Qt.Key.Key_R, CTRL)
    table, model = reports._groups, reports._groups._model
    columns = [column.key for column in model.columns]
    rows = {model.row_at(model.index(row, 0)).group.label: row for row in range(model.rowCount())}
    assert model.index(rows["二班"], columns.index("accept/rate")).data() == "0.0% (1)"
    assert not table.isColumnHidden(columns.index("accept/taken_over"))
    for crew, key, behind in (("二班", "accept/taken_over", taken), ("一班", "reopenings", reopened)):
        table.columns.show(columns.index(key), True)
        index = model.index(rows[crew], columns.index(key))
        assert index.data() == "1"
        table.setCurrentIndex(index)
        qtbot.keyClick(table, Qt.Key.Key_Return)
        hands.settle()
        listed = reports._drilldown._model
        assert [listed.row_at(listed.index(row, 0)).id for row in range(listed.rowCount())] == [behind]
        qtbot.keyClick(reports, Qt.Key.Key_Escape)


def test_one_key_shows_the_formulas_and_esc_returns(reports: ReportsDesk, qtbot: QtBot) -> None:
    qtbot.keyClick(reports, Qt.Key.Key_H, CTRL)
    assert reports._below.currentWidget() is reports._formulas
    assert reports._formulas.text.hasFocus()
    assert not reports._picture.isVisible()
    qtbot.keyClick(reports._formulas.text, Qt.Key.Key_Escape)
    assert reports._below.currentWidget() is reports._groups
    assert reports._picture.isVisible()
    for page in (reports._formulas, reports._groups):
        qtbot.keyClick(reports, Qt.Key.Key_H, CTRL)
        assert reports._below.currentWidget() is page, "the same key returns"


def test_the_text_about_a_drilldown_says_what_is_read_how_many_and_what_failed(
    reports: ReportsDesk, hands: SeatHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    drilldown = reports._drilldown
    assert drilldown._said.text() == "点一个数，或在表里按 Enter，这里列出它的工单。"
    reports._cards[Stage.ACCEPT].rate.click()
    assert (drilldown.title.text(), drilldown._said.text()) == ("受理到期", "正在读取…")
    assert not reports._picture.isVisible()
    hands.settle()
    assert (drilldown._said.text(), drilldown.count) == ("4 张 · Enter 打开（按 Esc 回来）· Esc 回到分组", 4)
    assert drilldown._table.hasFocus()
    reports._cards[Stage.ACCEPT].rate.click()
    assert drilldown.count == 0
    hands.settle()
    with monkeypatch.context() as patch:
        patch.setattr(hands.session.service, "read", unavailable)
        reports._cards[Stage.ACCEPT].rate.click()
        hands.settle()
    assert drilldown._said.text() == AWAY


def test_a_drilldown_is_said_to_be_read_until_its_tickets_are_there(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    hand.log()
    drilldown = DrilldownList(hands.session)
    qtbot.addWidget(drilldown)
    scope = ScopeBar(hands.session).scope()
    drilldown.show_question(Question(scope, Figure.OPENED, None), "工单", hand.desk.now())
    drilldown._show_count(7)
    assert drilldown._said.text() == "正在读取…", "a number alone is not the list"
    drilldown.count = 0
    hands.worker.step()
    assert drilldown._model.known
    assert drilldown._said.text() == "Enter 打开（按 Esc 回来）· Esc 回到分组", "the number is still to come"
    hands.settle()
    assert drilldown._said.text() == "1 张 · Enter 打开（按 Esc 回来）· Esc 回到分组"


def test_the_columns_of_a_drilldown_say_where_and_by_whom(reports: ReportsDesk) -> None:
    columns = {column.key: column for column in reports._drilldown._columns()}
    row = DrilldownRow(1, "20260120-0001", START, State.NEW, "爆管", "前屯", "北头", "一班", 0)
    for place, address, text, tip in (
        ("前屯", "北头", "前屯", "前屯 北头"), (None, "北头", "北头", "北头"), (None, "", "地点不详", ""),
    ):  # fmt: skip
        there = replace(row, place=place, address=address)
        assert columns["where"].text(there, START) == text
        assert columns["where"].data(there, Qt.ItemDataRole.ToolTipRole, START) == tip
    assert columns["crew"].text(row, START) == "一班"
    assert columns["crew"].text(replace(row, crew=None), START) == ""
    assert columns["number"].copies and not columns["crew"].copies


def test_unreadable_tickets_are_named_above_the_figures(reports: ReportsDesk, hands: SeatHand) -> None:
    assert not reports._unread.isVisible()
    assert reports._report is not None
    for count in (1, 0):
        reports._show(replace(reports._report, unread=Unread(count, ("20260120-0001",))))
        assert reports._unread.isVisible() is (count == 1)
    assert reports._unread.wordWrap()
    assert reports._unread.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_a_report_over_years_is_not_read_again_at_every_call(reports: ReportsDesk, hands: SeatHand, hand: Hand) -> None:
    hand.log()
    hands.settle()
    assert reports._said.text().endswith("来电 4 · 催办 0")
    assert reports._live.refresher._resting.interval() == 30_000
    reports._live.refresher.end_rest()
    hands.settle()
    assert reports._said.text().endswith("来电 5 · 催办 0")


def test_large_figures_do_not_widen_the_desk(reports: ReportsDesk) -> None:
    many, way = Punctuality(868_478, 119_891, 33_333, 21_933), Lengths(988_369, 42_873, 92_548, 875_985)
    for stage, card in reports._cards.items():
        taken = Durations(988_369, 42_873, 92_548, 875_985, 174_871_387)
        changed = Receipt(many, Counter(dict.fromkeys(ConsentKind, 98_765)), 98_765)
        card.show_figures(StageFigures(stage, many, taken, changed, TimingParts(way, way, way, 98_765, 98_766)))
    reports._work.show_work(Work(Counter(dict.fromkeys(Figure, 987_654))), way, way)
    assert reports.minimumSizeHint().width() <= 1262
    assert reports.findChild(StageCard).parentWidget().minimumSizeHint().width() <= 1262 - 2 * BETWEEN


def test_figures_do_not_overlap_when_messages_leave_little_height(reports: ReportsDesk, qtbot: QtBot) -> None:
    reports.resize(1294, 560)
    reports._unread.setText("有 3 张工单读不出，没有算全：20261129-0005、20261129-0008、20261129-0018")
    reports._unread.show()
    reports._error.say(Refused("读不出：工单 20261129-0008，其余照常。"))
    for card in reports._cards.values():
        rate = card.rate
        qtbot.waitUntil(lambda rate=rate: rate.height() >= rate.layout().minimumSize().height())
    assert reports._chart.parentWidget().rect().contains(reports._chart.geometry())


def test_a_hidden_outdated_report_is_recalculated_when_it_is_shown(
    reports: ReportsDesk, hands: SeatHand, hand: Hand
) -> None:
    reports.hide()
    before = reports._report
    hand.bring_to(State.RESOLVED)
    hands.settle()
    assert reports._report is before, "what nobody sees is not worked out"
    reports.show()
    hands.settle()
    assert reports._report is not before


def test_tickets_behind_a_figure_without_a_stage_have_no_duration(reports: ReportsDesk, hands: SeatHand) -> None:
    table = reports._drilldown._table
    opened, overdue = reports._work._buttons[Figure.OPENED], reports._cards[Stage.ACCEPT]._counts[Figure.OVERDUE]
    at = [column.key for column in table.columns.all].index("rank")

    def line_after(button: QAbstractButton) -> str:
        before = table.isColumnHidden(at)
        button.click()
        assert table.isColumnHidden(at) is before, "the old rows are still shown"
        hands.settle()
        return table._line(table.model().index(0, 0))

    for _ in range(2):
        line_after(opened)
        assert table.isColumnHidden(at)
        table.columns.remember()
        assert "rank" not in json.loads(str(hands.session.preferences.value("tables/reports/behind")))["hidden"]
        assert "超时" in line_after(overdue)
        assert not table.isColumnHidden(at)
    table.columns.show(at, False)
    line_after(opened)
    line_after(overdue)
    assert table.isColumnHidden(at), "the user's choice"


@pytest.mark.parametrize(
    ("figure", "rank", "words"),
    [
        (Figure.OVERDUE, 1, "超时 1 秒"),
        (Figure.DUE, 0, "提前 0 秒"),
        (Figure.DUE, -60, "提前 1 分"),
        (Figure.FINISHED, 90, "1 分"),
    ],
)
def test_a_drilldown_row_says_how_late_or_how_long(reports: ReportsDesk, figure: Figure, rank: int, words: str) -> None:
    drilldown = reports._drilldown
    drilldown._figure = figure
    row = DrilldownRow(1, "20260120-0001", START, State.NEW, "爆管", None, "", None, rank)
    assert drilldown._rank(row, START) == words
