import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START, Hand, HandClock
from tests.ui.seats import SeatHand
from tickets.errors import Refused
from tickets.reports.drilldown import DrilldownRow
from tickets.reports.figures import RATES, Durations, Figure, Punctuality, StageFigures, Work
from tickets.rules.words import Stage, State
from tickets.store.tables import tickets
from ui.kit.tokens import BETWEEN
from ui.reports.reports_desk import ReportsDesk
from ui.reports.stage_card import StageCard

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
    assert card._counts[Figure.OVERDUE].text() == "未完 1"
    assert card._counts[Figure.OVERDUE].property("tone") == "overdue"


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


def test_a_period_without_tickets_says_so(reports: ReportsDesk, hands: SeatHand) -> None:
    hands.press(reports, Qt.Key.Key_2, ALT)
    assert "没有工单" in reports._said.text()


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
    for key, title, count in (("opened", "一班 · 工单", 3), ("accept/p90", "一班 · 受理完成", 3)):
        reports._groups.setCurrentIndex(reports._groups._model.index(0, columns.index(key)))
        hands.press(reports._groups, Qt.Key.Key_Return)
        assert (reports._drilldown.title.text(), reports._drilldown._model.rowCount()) == (title, count)
        qtbot.keyClick(reports._drilldown._table, Qt.Key.Key_Escape)


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


def test_one_key_shows_the_formulas_and_esc_returns(reports: ReportsDesk, qtbot: QtBot) -> None:
    qtbot.keyClick(reports, Qt.Key.Key_H, CTRL)
    assert reports._below.currentWidget() is reports._formulas
    assert reports._formulas.text.hasFocus()
    qtbot.keyClick(reports._formulas.text, Qt.Key.Key_Escape)
    assert reports._below.currentWidget() is reports._groups


def test_large_figures_do_not_widen_the_desk(reports: ReportsDesk) -> None:
    many = Punctuality(868_478, 119_891, 33_333, 21_933)
    for stage, card in reports._cards.items():
        card.show_figures(StageFigures(stage, many, Durations(988_369, 42_873, 92_548, 875_985, 174_871_387)))
    reports._work.show_work(Work(Counter(dict.fromkeys(Figure, 987_654))))
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
