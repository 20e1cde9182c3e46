"""The whole window on a real file, operated by keys."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.every_screen import PATIENCE, at_smallest, every_screen
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.tables import tickets
from ui.callbacks.callback_desk import CallbackDesk
from ui.desks import DESKS, SCREENS, Screen
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.dispatch.filters import Filter
from ui.frame.rail import Rail
from ui.frame.strip import DueNext
from ui.intake.form import CallForm
from ui.kit.table import DeskTable
from ui.kit.table_columns import READABLE
from ui.kit.theme import Scheme, kept_scheme
from ui.open_window import Window, open_window

CTRL = Qt.KeyboardModifier.ControlModifier
ROOT = Path(__file__).parents[2]
CELL = 22  # pixels of a cell beside its text


@pytest.fixture
def window(desk: TicketService, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    window = open_window(desk, tmp_path)
    qtbot.addWidget(window.main)
    window.main.show()
    qtbot.waitExposed(window.main)
    window.main.activateWindow()
    yield window
    window.close()


def bring_forth(widget: QWidget) -> None:
    """Show a widget that is behind another or hidden."""
    while not widget.isWindow():
        holder = widget.parentWidget()
        if isinstance(holder, QStackedWidget):
            holder.setCurrentWidget(widget)
        widget.show()
        widget = holder


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_call_becomes_a_finished_repair_by_keys_alone(
    window: Window, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    qtbot.keyClicks(focused(), "13806350001")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "water on the road")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "nhsq")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "ml")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    form = window.main.findChild(CallForm)
    qtbot.waitUntil(lambda: form.fault.thing is not None, timeout=PATIENCE)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(hand.rows(tickets)) == 1, timeout=PATIENCE)
    (row,) = hand.rows(tickets)
    assert (row.phone, row.fault) == ("138 0635 0001", "visible_leak")

    qtbot.keyClick(window.main, Qt.Key.Key_F3)
    desk = window.main.open_desk("dispatch")
    qtbot.waitUntil(lambda: desk.queue.model.rowCount() == 1, timeout=PATIENCE)
    desk.queue.table.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.panel.file is not None, timeout=PATIENCE)

    def step(key: Qt.Key, reached: State) -> None:
        clock.advance(minutes=1)
        qtbot.keyClick(focused(), key)
        qtbot.waitUntil(lambda: hand.ticket(row.id).state is reached, timeout=PATIENCE)
        qtbot.waitUntil(lambda: desk.panel.file.ticket.state is reached, timeout=PATIENCE)

    qtbot.keyClick(focused(), Qt.Key.Key_D)
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: hand.ticket(row.id).state is State.DISPATCHED, timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.panel.file.ticket.state is State.DISPATCHED, timeout=PATIENCE)
    step(Qt.Key.Key_A, State.ACCEPTED)
    step(Qt.Key.Key_V, State.ARRIVED)
    qtbot.keyClick(focused(), Qt.Key.Key_R)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: hand.ticket(row.id).state is State.RESOLVED, timeout=PATIENCE)


def test_on_the_rail_arrows_only_move_the_focus_and_enter_opens_a_desk(window: Window, qtbot: QtBot) -> None:
    rail = window.main.findChild(Rail)
    first, second = rail._buttons["intake"], rail._buttons["dispatch"]
    first.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(focused(), key)
    assert focused() is second
    assert (first.isChecked(), second.isChecked()) == (True, False)
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert second.isChecked()
    assert window.main.open_desk("dispatch").isVisible()


def test_one_key_opens_the_next_due_ticket_even_if_another_is_overdue(
    window: Window, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    hand.log("burst_main")
    clock.advance(minutes=11)
    coming = hand.log("burst_main")
    due = window.main.findChild(DueNext)
    qtbot.waitUntil(lambda: "剩 10 分" in due.accessibleName(), timeout=PATIENCE)
    qtbot.keyClick(window.main, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    panel = window.main.open_desk("dispatch").panel
    qtbot.waitUntil(lambda: panel.file is not None, timeout=PATIENCE)
    assert panel.file.ticket.id == coming


def test_one_key_shows_all_alerts_over_any_desk_and_esc_restores_the_focus(
    window: Window, hand: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    key = hand.log("burst_main")
    clock.advance(minutes=10)
    window.watch.sweep()
    qtbot.waitUntil(lambda: window.main._strip._alerts.text() == "告警 1", timeout=PATIENCE)
    qtbot.keyClick(window.main, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=PATIENCE)
    before = focused()
    qtbot.keyClicks(before, "1380635")
    qtbot.keyClick(window.main, Qt.Key.Key_F7)
    drawer = window.main._drawer
    qtbot.waitUntil(lambda: drawer.table.hasFocus() and drawer.model.rowCount() == 3, timeout=PATIENCE)
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is before
    assert not drawer.isVisible()
    qtbot.keyClick(window.main, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: drawer.table.current() is not None, timeout=PATIENCE)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    panel = window.main._desk("dispatch").panel
    qtbot.waitUntil(lambda: panel.file is not None and panel.file.ticket.id == key, timeout=PATIENCE)
    assert not drawer.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert drawer.table.hasFocus(), "back where it was opened"


def test_esc_leads_from_a_ticket_of_a_report_back_to_its_line(window: Window, hand: Hand, qtbot: QtBot) -> None:
    for _ in range(2):
        hand.log("burst_main")
    main = window.main
    bar = main._opened("dispatch", DispatchDesk).queue.bar
    bar.choose(frozenset({Filter.NEW}))
    bar.field.setText("2026")
    qtbot.keyClick(main, Qt.Key.Key_F5)
    reports = main._desks["reports"]
    qtbot.waitUntil(lambda: reports._report is not None and not reports._report.empty, timeout=PATIENCE)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(focused(), key)
    table = reports._drilldown._table
    qtbot.waitUntil(lambda: table.hasFocus() and table.model().rowCount() == 2, timeout=PATIENCE)
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    line = table.current()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    panel = main._desk("dispatch").panel
    qtbot.waitUntil(lambda: panel.file is not None and panel.file.ticket.id == line.id, timeout=PATIENCE)
    assert main._pages.currentWidget() is main._desks["dispatch"]
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert (main._pages.currentWidget(), table.hasFocus(), table.current()) == (reports, True, line)
    assert main._rail._buttons["reports"].isChecked()
    assert (bar.words, bar.chosen) == ("2026", {Filter.NEW}), "filters stay"
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    for key in (Qt.Key.Key_F3, Qt.Key.Key_Escape):
        qtbot.keyClick(focused(), key)
    assert main._pages.currentWidget() is main._desks["dispatch"], "whoever opens a desk works there"


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_screen_opens_by_its_key_and_takes_the_focus(window: Window, screen: Screen, qtbot: QtBot) -> None:
    qtbot.keyClick(window.main, QKeySequence(screen.key)[0].key())
    page = window.main._pages.currentWidget()
    assert isinstance(page, screen.load())  # type: ignore[arg-type]
    assert type(page).__module__.startswith(f"ui.{screen.name}.")
    qtbot.waitUntil(lambda: page.isVisible() and page.isAncestorOf(focused()), timeout=PATIENCE)


def test_every_count_on_the_strip_opens_the_queue_filtered_to_it(window: Window) -> None:
    counts = window.main._strip._counts
    assert set(counts) == {chip.count for chip in Filter if chip.count}
    for name, count in counts.items():
        count.click()
        page = window.main._pages.currentWidget()
        if name == "callback":
            assert isinstance(page, CallbackDesk), "which has the tickets that wait for a callback"
        else:
            assert page.queue.bar.chosen == {chip for chip in Filter if chip.count == name}


def test_a_window_closed_while_its_watch_starts_leaves_no_thread_behind(
    desk: TicketService, tmp_path: Path, qtbot: QtBot
) -> None:
    before = set(threading.enumerate())
    window = open_window(desk, tmp_path)
    qtbot.addWidget(window.main)
    window.session.background.run(window.watch.start)
    window.close()
    assert set(threading.enumerate()) <= before


def unnamed(page: QWidget) -> set[str]:
    """Return focusable widgets of a page without a name for screen readers."""
    found = set()
    for widget in page.findChildren(QWidget):
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None and widget.isVisible()
        if takes and not isinstance(widget, QLabel):
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            found |= set() if name else {f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"}
    return found


def test_every_focusable_widget_has_a_name_for_a_screen_reader(window: Window, hand: Hand, qtbot: QtBot) -> None:
    hand.log("burst_main")
    found = {name: unnamed(page.window()) for name, page in every_screen(window, qtbot)}
    assert len(found) >= 14
    assert {name: widgets for name, widgets in found.items() if widgets} == {}


def test_the_main_window_is_shown_before_the_other_desks_are_loaded() -> None:
    behind = ("alerts.alert_drawer", "dispatch.dispatch_desk", "archive.archive_desk", "reports.reports_desk")
    script = f"import sys, ui.main_window; print([name for name in {behind!r} if f'ui.{{name}}' in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("odd", ["x", "1, 2", '"{\\"widths\\": {\\"number\\": 1e999}}"'])
def test_a_window_opens_with_any_damaged_preferences(
    odd: str, desk: TicketService, tmp_path: Path, qtbot: QtBot
) -> None:
    keys = {
        "tables": ("archive", "dispatch%20queue", "dispatch%20queue\\asked", "alerts"),
        "seat": ("staff_id",), "look": ("scheme",), "window": ("geometry",),
        "dispatch": ("columns",), "library": ("columns",),
    }  # fmt: skip
    lines = [line for section, names in keys.items() for line in (f"[{section}]", *(f"{name}={odd}" for name in names))]
    (tmp_path / "desk.ini").write_text("\n".join(lines), encoding="utf-8")
    window = open_window(desk, tmp_path)
    qtbot.addWidget(window.main)
    assert kept_scheme(window.session.preferences) is Scheme.SYSTEM
    for name in ("dispatch", "archive"):
        window.main.open_desk(name)
    window.main.open_alerts()
    window.main.show()
    qtbot.waitExposed(window.main)
    window.close()


def words_of(table: DeskTable, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def test_the_requests_for_consent_cover_the_desk_and_give_it_back(window: Window, qtbot: QtBot) -> None:
    main = window.main
    desk = main.open_desk("dispatch")
    for drawers in ((Qt.Key.Key_F10,), (Qt.Key.Key_F7, Qt.Key.Key_F10)):
        for key in drawers:
            qtbot.keyClick(main, key)
        assert main._pages.currentWidget() is main._consents
        qtbot.keyClick(QApplication.focusWidget() or main, Qt.Key.Key_Escape)
        assert main._pages.currentWidget() is desk, "not the other list that was open before"


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_F7, "_drawer"), (Qt.Key.Key_F10, "_consents")])
def test_a_key_and_a_press_lead_to_their_list_also_when_it_is_shown(
    window: Window, qtbot: QtBot, key: Qt.Key, name: str
) -> None:
    main = window.main
    main.open_desk("dispatch")
    button = main._strip._alerts if name == "_drawer" else main._strip._consents
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget() or main, key)
        assert main._pages.currentWidget() is getattr(main, name)
    button.click()
    assert main._pages.currentWidget() is getattr(main, name)
    assert getattr(main, name).table.hasFocus()


def test_every_stretching_column_keeps_a_readable_width(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every table of every desk and settings page, with a scroll bar, on a screen of 1366 pixels."""
    makers: set[Path] = set()
    init = DeskTable.__init__
    narrow: list[str] = []
    left_over: list[str] = []
    cut: list[str] = []

    def note(table: DeskTable, *given: Any) -> None:
        makers.add(Path(sys._getframe(1).f_code.co_filename))
        init(table, *given)

    monkeypatch.setattr(DeskTable, "__init__", note)
    at_smallest(window)

    def look(where: str, page: QWidget) -> None:
        for area in page.findChildren(QScrollArea):
            if area.isVisible() and area.widget().width() > area.viewport().width():
                cut.append(f"{where}: a form {area.widget().width()} wide in {area.viewport().width()}")
        for table in page.findChildren(DeskTable):
            bring_forth(table)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            QApplication.processEvents()
            header, columns = table.horizontalHeader(), table.columns.all
            shown = [(place, each) for place, each in enumerate(columns) if not header.isSectionHidden(place)]
            if header.length() != table.viewport().width():
                left_over.append(f"{where}: {table.columns._name} {header.length()} of {table.viewport().width()}")
            cut.extend(
                f"{where}: {each.title} {text}"
                for place, each in shown
                for text in words_of(table, place)
                if not each.stretch and table.fontMetrics().horizontalAdvance(text) + CELL > header.sectionSize(place)
            )
            narrow.extend(
                f"{where}: {each.title} {header.sectionSize(place)}"
                for place, each in shown
                if each.stretch and header.sectionSize(place) < READABLE
            )

    for name, page in every_screen(window, qtbot):
        look(name, page)
    assert (narrow, left_over, cut) == ([], [], [])
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py")}
    having = {path for path, source in sources.items() if "DeskTable(" in source or "(DeskTable)" in source}
    assert makers == having - {ROOT / "ui/kit/table.py"}, "a table that no desk has shown"


def test_the_mouse_wheel_changes_no_field_of_any_desk(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    desks = [window.main.open_desk(screen.name) for screen in DESKS]
    boxes = [box for desk in desks for kind in (QComboBox, QAbstractSpinBox) for box in desk.findChildren(kind)]
    assert len(boxes) > 10
    assert [box for box in boxes if box.focusPolicy() is Qt.FocusPolicy.WheelFocus] == []
