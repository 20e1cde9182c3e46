"""The main window, whose work is run only when the test says so; and what opening it sets going."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.accounts.conftest import CHEAP
from tests.desk_fixtures import Hand, HandClock
from tests.subjects import make_up_kind
from tests.ui.kit.manual_worker import manual_background
from tests.ui.pixels import Picture
from tests.ui.seats import SeatHand
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.dispatch import dispatch
from tickets.actions.incoming import claim_call, note_ring
from tickets.actions.people import save_staff
from tickets.errors import DeskError, Refused, Unavailable, Unexpected
from tickets.rules.incoming import IncomingCall
from tickets.rules.subjects import Subject, ticket_subject
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.queries.lookups import list_staff
from tickets.store.tables import incoming_calls
from tickets.store.unreadable import BrokenRow
from tickets.watch.watch import WatchState
from ui import open_window
from ui.alerts.alert_bar import HEIGHT
from ui.dispatch.filters import Filter
from ui.frame.current_user import CurrentUser
from ui.frame.manual_window import ManualWindow
from ui.kit.sound import Alarm
from ui.kit.tokens import Tokens
from ui.main_window import MainWindow
from ui.open_window import AppContext, preferences_in
from ui.ticket.consent import Consent
from ui.ticket.form import Form
from ui.ticket.workbench import Workbench

KEY = Qt.Key
HERE = Qt.FocusReason.OtherFocusReason


@pytest.fixture
def make(hands: SeatHand, qtbot: QtBot) -> Callable[[], MainWindow]:
    """Returns a new main window at each call."""

    def new() -> MainWindow:
        people = hands.session.service.read(list_staff)
        user = CurrentUser(hands.session.preferences, people, hands.session.background)
        main = MainWindow(hands.session, user, WatchState, Alarm(hands.session.background, player=()))
        qtbot.addWidget(main)
        return main

    return new


@pytest.fixture
def main(make: Callable[[], MainWindow], hands: SeatHand, qtbot: QtBot) -> MainWindow:
    main = make()
    hands.show(main, qtbot)
    return main


def pages(main: MainWindow) -> QStackedWidget:
    return main._pages


def test_nothing_moves_when_alerts_come_and_go(
    main: MainWindow, hands: SeatHand, hand: Hand, desk: TicketService, clock: HandClock
) -> None:
    dispatch = main.open_desk("dispatch")
    hands.settle()
    keys = {hand.log() for _ in range(2)}
    main.open_ticket(min(keys))
    hands.settle()
    QTest.keyClick(main.focusWidget(), KEY.Key_J)
    hands.settle()
    field = main.focusWidget()
    assert field is not None and dispatch.findChild(Form).isAncestorOf(field)

    def places() -> tuple[QRect, QPoint]:
        QApplication.processEvents()
        return main._pages.geometry(), field.mapToGlobal(QPoint())

    before = places()
    main._bar._clock = count(1).__next__  # every alert has been seen for a while
    for unseen in (1, 2, 0):
        if unseen:
            clock.advance(minutes=8)
            desk.sweep()
        else:
            QTest.keyClick(field, KEY.Key_F8, Qt.KeyboardModifier.ShiftModifier)
        hands.settle()
        assert (main._bar.isVisible(), main._no_alert.isVisible()) == (bool(unseen), not unseen)
        assert places() == before
    assert main._bar.height() == HEIGHT


def test_a_desk_is_made_once_and_keeps_what_was_typed(main: MainWindow, hands: SeatHand) -> None:
    first = main.open_desk("archive")
    hands.settle()
    first.findChild(QLineEdit).setText("冒水")
    main.open_desk("reports")
    assert main.open_desk("archive") is first
    assert pages(main).currentWidget() is first
    assert main._rail._buttons["archive"].isChecked()
    assert first.isAncestorOf(QApplication.focusWidget())


def test_rail_and_strip_have_their_own_ground(main: MainWindow, tokens: Tokens) -> None:
    for frame in (main._rail, main._strip):
        mine = Picture(frame.grab().toImage()).at(2, frame.height() - 4)
        assert mine == tokens.surface != tokens.ground


def test_the_rail_opens_the_intake_desk_for_a_new_call_and_other_desks_as_they_are(main: MainWindow) -> None:
    phones: list[str] = []
    desk = main.open_desk("intake")
    desk.new_call = lambda phone="": phones.append(phone)  # type: ignore[attr-defined]
    main._on_rail("dispatch")
    assert (pages(main).currentWidget(), phones) == (main._desks["dispatch"], [])
    main._on_rail("intake")
    assert (pages(main).currentWidget(), phones) == (desk, [""])


def test_a_subject_is_shown_in_its_own_way_and_an_unknown_kind_not_at_all(
    main: MainWindow, hands: SeatHand, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = hand.log()
    main.open_desk("reports")
    main.open_subject(Subject(make_up_kind(monkeypatch, "patrol", "巡查"), key))
    assert pages(main).currentWidget() is main._desks["reports"]
    main.open_subject(ticket_subject(key))
    hands.settle()
    assert main._desks["dispatch"].panel.ticket_id == key  # type: ignore[attr-defined]
    main._open_queue("overdue")
    assert main._desks["dispatch"].queue.bar.chosen == {Filter.OVERDUE}  # type: ignore[attr-defined]


def test_the_alerts_give_the_focus_back_to_where_it_was_or_to_the_desk(
    main: MainWindow, hands: SeatHand, qtbot: QtBot
) -> None:
    def leave() -> None:
        assert main._drawer is not None
        qtbot.keyClick(main._drawer.table, Qt.Key.Key_Escape)

    main.open_alerts()
    assert pages(main).currentWidget() is main._drawer
    leave()
    desk = main.open_desk("archive")
    field = QLineEdit(desk)
    field.show()
    for gone in (False, True):
        field.setFocus(HERE)
        main.open_alerts()
        hands.settle()
        assert (pages(main).currentWidget(), field.hasFocus()) == (main._drawer, False)
        if gone:
            shiboken6.delete(field)
        leave()
        assert pages(main).currentWidget() is desk
        focus = QApplication.focusWidget()
        assert focus is not None
        assert desk.isAncestorOf(focus) if gone else focus is field, "the field is closed meanwhile"


def test_a_page_covers_the_window_until_it_is_taken_away(main: MainWindow, qtbot: QtBot) -> None:
    main.uncover()  # nothing covers it
    field = QLineEdit(main.open_desk("archive"))
    field.show()
    page, other = QLineEdit(), QLineEdit()
    for gone in (False, True):
        field.setFocus(HERE)
        main.cover(page)
        page.setFocus(HERE)
        assert (main.covered, page.isVisible(), main._rail.isVisible(), main._inside.isVisible()) == (
            True, True, False, False,
        )  # fmt: skip
        main.cover(other)
        main.cover(page)
        assert main._grid.count() == 5, "each page is put there once"
        assert main._grid.getItemPosition(main._grid.indexOf(page)) == (0, 0, 1, 2)
        if gone:
            shiboken6.delete(field)
        main.uncover()
        assert (main.covered, page.isVisible(), main._rail.isVisible(), main._inside.isVisible()) == (
            False, False, True, True,
        )  # fmt: skip
        if not gone:
            assert field.hasFocus(), "where it was before the first page"
        other.hide()


def test_an_error_goes_when_all_that_failed_has_been_read_and_only_its_own(main: MainWindow) -> None:
    background = main._session.background
    away, full = Unavailable("数据库暂时用不了。"), Unavailable("磁盘已满。")
    background.unhandled.emit(away)
    background.recovered.emit(full)
    assert main._error.sentence == away.sentence
    unread = {away.sentence}
    background.still_unread = lambda sentence: sentence in unread
    background.recovered.emit(away)
    assert main._error.sentence == away.sentence, "something else still fails because of it"
    unread.clear()
    background.recovered.emit(away)
    assert main._error.sentence == ""


@pytest.mark.parametrize("begins_anew", ["a step", "several steps", "somebody else"])
def test_errors_go_with_the_next_step_and_with_the_next_person(
    main: MainWindow, hands: SeatHand, hand: Hand, begins_anew: str
) -> None:
    new, crew = hand.log(), hand.crew()
    main.open_ticket(new)
    hands.settle()
    bench, background = main._desks["dispatch"].findChild(Workbench), main._session.background
    QTest.keyClick(main.focusWidget(), KEY.Key_V)
    background.unhandled.emit(Refused("已经有新的步骤，不能再撤销。"))
    assert bench.sentence == "请先派单。"
    if begins_anew == "a step":
        hands.session.execute(dispatch(new, None, crew))
    elif begins_anew == "several steps":
        hands.session.steps.told.emit("已核准 3 项")
    else:
        main._current_user.changed.emit()
    hands.settle()
    assert (bench.sentence, main._error.sentence) == ("", "")
    background.unhandled.emit(unread := Unexpected("有一处读不出来。", ""))
    background.still_unread = lambda sentence: sentence == unread.sentence
    main._current_user.changed.emit()
    assert main._error.sentence == unread.sentence, "it is still to be read"


def test_rows_that_cannot_be_read_are_reported_once(main: MainWindow) -> None:
    rows = BrokenRow("工单", "20260120-0001", ("opened",)), BrokenRow("工单", "20260120-0002", ("state",))
    unreadable = main._session.background.unreadable
    unreadable.emit(rows[:1])
    assert "20260120-0001" in main._error.sentence
    main._error.clear()
    unreadable.emit(rows[:1])
    assert main._error.sentence == ""
    unreadable.emit(rows)
    assert "20260120-0002" in main._error.sentence and "20260120-0001" not in main._error.sentence


def test_the_button_of_the_user_has_a_name_of_ten_letters_at_most(
    make: Callable[[], MainWindow], hand: Hand, qtbot: QtBot
) -> None:
    main = make()
    for name, shown in (
        ("十个字的名字不用省略", "十个字的名字不用省略"), ("十一个字的名字就要省略", "十一个字的名字就要…"),
        ("", "未选人员"),
    ):  # fmt: skip
        person = replace(main._session.service.read(list_staff)[0], name=name)
        main._current_user.sit_down(person)
        assert main._person.text() == f"{shown} Ctrl+L"
        whole = name or "未选人员"
        assert main._person.accessibleName() == f"换人：{whole}"
        assert main.windowTitle().endswith(f" · {whole}")
    asked = QSignalSpy(main.person_wanted)
    main._person.click()
    assert asked.at(0)[0] == main._person.mapToGlobal(main._person.rect().bottomLeft()) + type(asked.at(0)[0])(0, 1)


def test_open_alerts_are_read_again_for_another_user_only_while_they_are_shown(
    main: MainWindow, hand: Hand, hands: SeatHand
) -> None:
    hand.do(save_staff(None, "演示接线员", frozenset({Role.OPERATOR})))
    first, second = hand.desk.read(list_staff)[:2]
    main._current_user.sit_down(second)
    assert main._drawer is None
    main.open_alerts()
    hands.settle()
    opened: list[bool] = []
    assert main._drawer is not None
    main._drawer.open = lambda: opened.append(True)
    main._current_user.sit_down(first)
    assert opened == [True]
    main.open_desk("archive")
    main._current_user.sit_down(second)
    assert opened == [True]


@pytest.mark.parametrize(
    ("width", "height", "maximised"),
    [(1441, 901, False), (1440, 901, True), (1441, 900, True), (1000, 700, True), (1920, 1080, False)],
)
def test_a_first_window_fills_a_small_screen(
    make: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, width: int, height: int, maximised: bool
) -> None:
    room = QSize(width, height)
    monkeypatch.setattr(MainWindow, "screen", lambda _main: SimpleNamespace(availableSize=lambda: room))
    main = make()
    assert bool(main.windowState() & Qt.WindowState.WindowMaximized) is maximised
    assert main.size() == QSize(1440, 900).boundedTo(room).expandedTo(main.minimumSize())


def test_a_window_opens_as_it_was_closed(make: Callable[[], MainWindow], hands: SeatHand, qtbot: QtBot) -> None:
    main = make()
    main.setWindowState(Qt.WindowState.WindowNoState)
    main.resize(1230, 670)
    desk = main.open_desk("archive")
    hands.show(main, qtbot)
    closed: list[bool] = []
    desk.closeEvent = lambda event: closed.append(True)
    main.close()
    assert closed == [True], "each desk stores its columns"
    again = make()
    assert (again.height(), again.windowState()) == (670, Qt.WindowState.WindowNoState)


def test_the_manual_opens_once_and_comes_to_the_front_again(main: MainWindow, qtbot: QtBot) -> None:
    for _ in range(2):
        main.activateWindow()
        qtbot.waitUntil(main.isActiveWindow)
        qtbot.keyClick(main, KEY.Key_F1)
        (manual,) = main.findChildren(ManualWindow)
        qtbot.waitUntil(manual.isActiveWindow)
        assert manual.isVisible()
        assert "操作手册" in manual._text.toPlainText()
    manual.close()


def test_a_key_pressed_while_text_is_composed_is_answered_in_its_own_window(main: MainWindow) -> None:
    elsewhere = QWidget()
    main._show_composing(elsewhere)
    assert main.notice.sentence == ""
    main._show_composing(main._strip)
    assert main.notice.sentence.startswith("正在打字，这一下没有算数。")


class Timers:
    """Keeps what is to be done later instead of doing it."""

    def __init__(self) -> None:
        self.later: list[tuple[int, Callable[[], None]]] = []

    def singleShot(self, milliseconds: int, _context: object, work: Callable[[], None]) -> None:  # noqa: N802
        """Keep one piece of work."""
        self.later.append((milliseconds, work))


def test_opening_starts_the_watch_after_the_window_and_backups_after_the_desks(
    desk: TicketService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    timers = Timers()
    monkeypatch.setattr(open_window, "QTimer", timers)
    background, _worker = manual_background()
    window = open_window.open_unguarded(desk, AppContext(tmp_path, background))
    assert [after for after, _ in timers.later] == [200, 3000, 3000]
    assert [shortcut.key().toString() for shortcut in window.main.findChildren(QShortcut)].count("F1") == 1
    assert open_window._at(window) == {1}
    page = QWidget()
    window.main.cover(page)
    assert open_window._at(window) == frozenset(), "nobody sees what is behind the lock"
    window.main.uncover()
    window.current_user._who = replace(window.current_user.who(), staff_id=None)
    assert open_window._at(window) == frozenset()
    window.session.feed.stop()
    background.close()
    window.main.deleteLater()


def test_work_that_fails_at_the_start_is_reported_and_begun_again_while_the_window_is_open(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    timers = Timers()
    monkeypatch.setattr(open_window, "QTimer", timers)
    background, worker = manual_background()
    errors = QSignalSpy(background.unhandled)
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        if len(tries) != 2:
            raise Unavailable("连不上数据库。")

    open_window._begin(background, work)
    worker.drain()
    assert (len(tries), errors.count(), [after for after, _ in timers.later]) == (1, 1, [5000])
    timers.later.pop()[1]()
    worker.drain()
    assert (len(tries), errors.count(), timers.later) == (2, 1, [])
    open_window._begin(background, work)
    background.close()
    QApplication.processEvents()
    assert timers.later == []


def test_preferences_of_more_than_eight_megabytes_are_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[int] = []
    monkeypatch.setattr(open_window, "move_aside", lambda _path, limit: limits.append(limit))
    preferences_in(tmp_path)
    assert limits == [8 * 1024 * 1024]
    assert not preferences_in(tmp_path / "gone").allKeys()
    assert not (tmp_path / "gone").exists(), "the folder is made by who writes first"


def test_in_a_demo_a_supervisor_is_chosen_and_signs_nothing(
    desk: TicketService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(open_window, "QTimer", Timers())
    authenticator = FileAuthenticator(desk, "1 号席", CHEAP)
    chief = authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    for asks_passwords in (False, True):
        background, _worker = manual_background()
        context = AppContext(tmp_path, background, authenticator)
        if asks_passwords:
            opened = open_window.open_guarded(desk, context, chief)
        else:
            opened = open_window.open_unguarded(desk, context)
        consent = Consent(opened.session, "延期")
        assert isinstance(consent.who, QLineEdit) == asks_passwords
        opened.session.feed.stop()
        background.close()
        opened.main.deleteLater()


def test_a_call_that_rings_is_recorded_and_told_below_the_rail_until_it_is_taken(
    main: MainWindow, hands: SeatHand, hand: Hand
) -> None:
    main.open_desk("intake")
    page = main.open_desk("archive")
    hands.settle()
    place = page.mapTo(main, QPoint())
    main.ring(IncomingCall("13806351234", "a-1"), timedelta(seconds=5))
    hands.settle()
    (row,) = hand.rows(incoming_calls)
    assert (row.number, row.reference, row.rang_at) == ("13806351234", "a-1", hand.desk.now() - timedelta(seconds=5))
    QApplication.processEvents()
    assert (main._rail._numbers.text(), page.mapTo(main, QPoint())) == ("138\n0635\n1234", place), "no page moves"
    hand.do(claim_call(row.id))
    hands.settle()
    assert (main._rail._numbers.text(), main._rail._numbers.isVisible(), main.notice.isVisible()) == ("", False, False)


@pytest.mark.parametrize("page", ["dispatch", "archive", "reports", "settings", "alerts", "consents"])
def test_a_call_that_rings_anywhere_is_told_on_every_desk_and_taken_with_one_key(
    main: MainWindow, hands: SeatHand, hand: Hand, page: str
) -> None:
    main.open_desk("intake")
    opens = {"alerts": main.open_alerts, "consents": main.open_consents}
    shown = opens[page]() if page in opens else main.open_desk(page)
    intake, button = main._desks["intake"], main._rail._buttons["intake"]
    hands.settle()
    hands.press(shown, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert main.notice.sentence == "没有在响的来电，也没有要回的未接。"
    assert (main._pages.currentWidget(), button.text()) == (shown, "受理台\nF2")
    hand.do(note_ring(IncomingCall("13806351234", "a-1")))
    hands.settle()
    assert (button.text(), button.toolTip()) == ("振铃 1\nAlt+I", "138 0635 1234")
    hands.press(shown, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    hands.settle()
    assert main._pages.currentWidget() is intake
    assert intake._form.filled().phone == "138 0635 1234"
    assert button.text() == "受理台\nF2"


def test_a_ringing_call_that_can_not_be_recorded_is_told_with_its_number(
    main: MainWindow, hands: SeatHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure: list[DeskError] = [Unavailable("连不上数据库。"), Unexpected("出错了。", "details")]

    def gone(*_: object) -> None:
        raise failure[0]

    main.open_desk("intake")
    monkeypatch.setattr(hands.session.service, "execute", gone)
    main.ring(IncomingCall("3280212"))
    hands.settle()
    assert main._error.sentence == "来电 0635-3280212 在振铃，没有记下。连不上数据库。"
    hands.session.feed.restored.emit()
    main._clear_past_errors()
    assert main._error.sentence.startswith("来电"), "nothing else tells of the call"
    failure.pop(0)
    main.ring(IncomingCall("3280212"))
    hands.settle()
    assert main._error._details == "details", "the kind of the error is kept"
    hands.session.feed.restored.emit()
    main._clear_past_errors()
    assert main._error.sentence == "来电 0635-3280212 在振铃，没有记下。出错了。"
