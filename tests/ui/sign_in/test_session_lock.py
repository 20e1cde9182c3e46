"""The lock screen: who can unlock the window, and what stays unchanged behind it."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.sign_in.conftest import (
    ADMINISTRATOR,
    ADMINISTRATOR_PASSWORD,
    OPERATOR,
    OPERATOR_PASSWORD,
    PATIENCE,
    Staffed,
    focused,
    hand_of,
    settle,
)
from tickets.actions.people import save_staff
from tickets.actions.rulemaking import save_setting
from tickets.errors import Refused, ShutOut, Unavailable, Unexpected
from tickets.log.record import NOT_DONE
from tickets.rules.words import Role
from tickets.settings import LOCK_MINUTES
from tickets.store.feed.changes import Changes
from tickets.store.feed.connection_status import ConnectionStatus
from tickets.store.queries.lookups import list_places, list_staff
from tickets.store.tables import calls
from ui.intake.form import CallForm
from ui.kit.buttons import KeyButton
from ui.open_window import Window
from ui.sign_in.session_lock import SessionLock

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def head(staffed: Staffed) -> Hand:
    """The administrator's hands, at another workstation."""
    return hand_of(staffed.authenticator, staffed.administrator)


def press(window: Window, key: Qt.Key, qtbot: QtBot, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(focused(), key, held)


def sign_in(window: Window, login: str, password: str, qtbot: QtBot) -> None:
    field = focused()
    field.selectAll()
    if login:
        qtbot.keyClicks(field, login)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), password)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.main.covered, timeout=PATIENCE)
    settle(window, qtbot)


def pass_time(window: Window, clock: HandClock, minutes: int, qtbot: QtBot) -> None:
    """Let minutes pass in the window, second by second where it matters."""
    clock.advance(minutes=minutes)
    window.session.tick.second.emit(clock())


def test_a_half_typed_call_is_handed_over_to_the_next_user(
    window: Window, staffed: Staffed, head: Hand, qtbot: QtBot
) -> None:
    form = window.main.findChild(CallForm)
    qtbot.keyClicks(focused(), "13806350001")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "water on the road")
    typing = focused()
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    assert window.main.covered
    assert not form.isVisible()
    sign_in(window, ADMINISTRATOR, ADMINISTRATOR_PASSWORD, qtbot)
    assert window.session.who().staff_id == staffed.administrator.id
    assert focused() is typing
    assert form.filled().words == "water on the road"
    press(window, Qt.Key.Key_Tab, qtbot)
    qtbot.keyClicks(focused(), "nhsq")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "ml")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.fault.thing is not None, timeout=PATIENCE)
    press(window, Qt.Key.Key_Return, qtbot, CTRL)
    qtbot.waitUntil(lambda: len(head.rows(calls)) == 1, timeout=PATIENCE)
    (call,) = head.rows(calls)
    assert (call.staff_id, call.words) == (staffed.administrator.id, "water on the road")


def test_escape_cancels_the_change_of_user(window: Window, staffed: Staffed, qtbot: QtBot) -> None:
    typing = focused()
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    press(window, Qt.Key.Key_Escape, qtbot)
    assert not window.main.covered
    assert window.session.who().staff_id == staffed.operator.id
    assert focused() is typing


def test_a_wrong_password_keeps_the_lock_screen_and_the_user(
    window: Window, staffed: Staffed, guard: SessionLock, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    qtbot.keyClicks(focused(), ADMINISTRATOR)
    press(window, Qt.Key.Key_Return, qtbot)
    qtbot.keyClicks(focused(), "wrong password")
    press(window, Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: "不对" in guard._cover.form.error.sentence, timeout=PATIENCE)
    assert window.main.covered
    assert window.session.who().staff_id == staffed.operator.id


def test_while_waiting_for_the_server_enter_retries_and_escape_cancels(
    window: Window, guard: SessionLock, staffed: Staffed, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    settle(window, qtbot)
    form = guard._cover.form
    qtbot.keyClicks(focused(), ADMINISTRATOR)
    press(window, Qt.Key.Key_Return, qtbot)
    qtbot.keyClicks(focused(), ADMINISTRATOR_PASSWORD)
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        with monkeypatch.context() as broken:
            broken.setattr(staffed.authenticator, "sign_in", Mock(side_effect=Unavailable("连不上数据库服务器。")))
            press(window, Qt.Key.Key_Return, qtbot)
            settle(window, qtbot)
        assert "秒后自动重试" in form._progress.text()
        assert (form._enter.text(), form._enter.key) == ("立即重试", "Enter")
        escapes = [one for one in guard._cover.findChildren(KeyButton) if one.isVisible() and one.key == "Esc"]
        assert [one.text() for one in escapes] == ["取消"]
        press(window, leave, qtbot)
        settle(window, qtbot)
        assert window.main.covered is (leave == Qt.Key.Key_Escape)
    assert window.session.who().name == "管理员甲"


def test_a_password_that_is_too_weak_is_to_be_changed_after_sign_in(
    window: Window, staffed: Staffed, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(staffed.authenticator, "advice", "您的密码不合要求。")
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    settle(window, qtbot)
    sign_in(window, ADMINISTRATOR, ADMINISTRATOR_PASSWORD, qtbot)
    assert window.main.notice.sentence == "您的密码不合要求。"
    press(window, Qt.Key.Key_K, qtbot, Qt.KeyboardModifier.AltModifier)  # 知道了
    assert not window.main.notice.isVisible()


def test_keys_of_the_desks_do_nothing_under_the_lock_screen(window: Window, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F6):
        press(window, key, qtbot)
    assert window.main.covered
    assert set(window.main._desks) == {"intake"}


def test_the_seat_locks_after_the_set_minutes_without_input(
    window: Window, head: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    head.do(save_setting(LOCK_MINUTES.key, 5))
    qtbot.waitUntil(lambda: window.main.findChild(SessionLock)._idle._seconds == 300, timeout=PATIENCE)
    pass_time(window, clock, 0, qtbot)
    pass_time(window, clock, 4, qtbot)
    assert not window.main.covered
    QTest.keyClick(window.main.windowHandle(), Qt.Key.Key_Shift)
    pass_time(window, clock, 0, qtbot)
    pass_time(window, clock, 4, qtbot)
    assert not window.main.covered
    pass_time(window, clock, 1, qtbot)
    assert window.main.covered
    press(window, Qt.Key.Key_Escape, qtbot)
    assert window.main.covered
    sign_in(window, "", OPERATOR_PASSWORD, qtbot)


def test_a_seat_with_locking_turned_off_is_not_locked(
    window: Window, head: Hand, clock: HandClock, qtbot: QtBot
) -> None:
    head.do(save_setting(LOCK_MINUTES.key, 0))
    qtbot.waitUntil(lambda: window.main.findChild(SessionLock)._idle._seconds == 0, timeout=PATIENCE)
    pass_time(window, clock, 600, qtbot)
    assert not window.main.covered


def test_escape_cannot_cancel_a_change_of_user_once_the_seat_has_locked(
    window: Window, clock: HandClock, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    pass_time(window, clock, 0, qtbot)
    pass_time(window, clock, 10, qtbot)
    press(window, Qt.Key.Key_Escape, qtbot)
    assert window.main.covered


def test_on_a_locked_seat_an_alert_is_shown_and_rings_but_needs_the_password(
    window: Window, head: Hand, clock: HandClock, guard: SessionLock, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL, SHIFT)
    assert window.main.covered
    place = head.desk.read(list_places)[0]
    key = head.log("burst_main", place_id=place.id)
    clock.advance(minutes=15)
    window.watch.sweep()
    bar = window.main._bar
    qtbot.waitUntil(bar.isVisible, timeout=PATIENCE)
    assert window.main.alerts.pending.is_pressing(clock.now)
    line = bar._lines.itemAt(0).widget().text()
    assert head.ticket(key).number in line
    assert "超时" in line
    assert place.name not in line
    press(window, Qt.Key.Key_F8, qtbot)
    press(window, Qt.Key.Key_F9, qtbot)
    settle(window, qtbot)
    assert bar.isVisible()
    assert "请先登录" in guard._cover.form.error.sentence
    sign_in(window, "", OPERATOR_PASSWORD, qtbot)
    assert not window.main.covered


def test_locking_closes_open_dialogs(window: Window, qtbot: QtBot) -> None:
    dialog = QDialog(window.main)
    dialog.open()
    menu = QMenu(window.main)
    menu.addAction("x")
    menu.popup(QPoint(0, 0))
    window.main.findChild(SessionLock).lock()
    assert not (dialog.isVisible() or menu.isVisible())
    assert window.main.covered


def test_changed_roles_apply_at_once(window: Window, staffed: Staffed, head: Hand, qtbot: QtBot) -> None:
    head.do(save_staff(staffed.operator.id, "接线员乙", frozenset({Role.DISPATCHER}), login=OPERATOR))
    qtbot.waitUntil(lambda: window.session.who().roles == {Role.DISPATCHER}, timeout=PATIENCE)
    assert not window.main.covered
    assert "调度" in window.main.notice.sentence
    press(window, Qt.Key.Key_K, qtbot, Qt.KeyboardModifier.AltModifier)  # 知道了
    assert not window.main.notice.isVisible()


def test_retiring_the_signed_in_account_locks_the_seat_and_keeps_typed_text(
    window: Window, staffed: Staffed, head: Hand, guard: SessionLock, qtbot: QtBot
) -> None:
    form = window.main.findChild(CallForm)
    qtbot.keyClicks(focused(), "13806350001")
    head.do(save_staff(staffed.operator.id, "接线员乙", frozenset({Role.OPERATOR}), login=OPERATOR, active=False))
    qtbot.waitUntil(lambda: window.main.covered, timeout=PATIENCE)
    assert "停用" in guard._cover.reason.sentence
    sign_in(window, ADMINISTRATOR, ADMINISTRATOR_PASSWORD, qtbot)
    assert form.context().phone.own == ("13806350001",)


def test_an_expired_account_locks_the_seat_within_a_minute(
    window: Window, staffed: Staffed, head: Hand, clock: HandClock, guard: SessionLock, qtbot: QtBot
) -> None:
    expires = clock.now + timedelta(minutes=5)
    head.do(save_staff(staffed.operator.id, "接线员乙", frozenset({Role.OPERATOR}), login=OPERATOR, expires=expires))
    settle(window, qtbot)
    assert not window.main.covered
    clock.set(expires)
    for _ in range(60):
        window.session.tick.second.emit(clock())
    qtbot.waitUntil(lambda: window.main.covered, timeout=PATIENCE)
    assert "到期" in guard._cover.reason.sentence


def test_a_connection_refused_by_the_server_locks_the_seat_for_a_new_sign_in(
    window: Window, guard: SessionLock, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise ShutOut("登录名或密码不对，或账号已到期。")

    window.session.background.run(refuse, failed=lambda _error: None)
    qtbot.waitUntil(lambda: window.main.covered, timeout=PATIENCE)
    assert "密码不对" in guard._cover.reason.sentence
    sign_in(window, "", OPERATOR_PASSWORD, qtbot)


def test_a_refused_connection_during_a_password_change_does_not_lock_the_seat(
    window: Window, staffed: Staffed, guard: SessionLock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise ShutOut("登录名或密码不对，或账号已到期。")

    forget = Mock()
    monkeypatch.setattr(staffed.authenticator, "forget", forget)
    staffed.authenticator.changing = True
    errors: list[object] = []
    window.session.background.run(refuse, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors), timeout=PATIENCE)
    assert not window.main.covered
    staffed.authenticator.changing = False
    guard._attempts.asking = True  # its form reports the refusal
    window.session.background.shut_out.emit(ShutOut("登录名或密码不对，或账号已到期。"))
    assert not window.main.covered and not forget.called
    guard._attempts.asking = False
    window.session.background.shut_out.emit(ShutOut("登录名或密码不对，或账号已到期。"))
    assert window.main.covered and forget.called


def test_a_refused_connection_asks_for_the_password_once(window: Window, guard: SessionLock, qtbot: QtBot) -> None:
    told = window.session.feed.status_changed
    for harmless in (None, ConnectionStatus("db"), ConnectionStatus("db", sentence="正在重连。")):
        told.emit(harmless)
        assert not window.main.covered
    refused = ConnectionStatus("db", refused=True, sentence="密码已改，请重新登录。")
    told.emit(refused)
    assert guard._cover.reason.sentence == "密码已改，请重新登录。"
    qtbot.keyClicks(focused(), "half")
    told.emit(refused)
    assert guard._cover.form.password.text() == "half"


def test_an_account_that_ends_while_another_person_comes_leaves_no_way_back(
    window: Window, staffed: Staffed, guard: SessionLock, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    guard._standing.ended.emit(staffed.operator)
    assert guard._cover.reason.title == "账号已停用"
    qtbot.keyClicks(guard._cover.form.password, "half")
    guard._standing.ended.emit(staffed.operator)
    assert guard._cover.form.password.text() == "half", "it was said already"


def test_an_unexpected_error_is_told_on_the_lock_screen_without_its_details(
    window: Window, guard: SessionLock, qtbot: QtBot
) -> None:
    error = Unexpected("程序出了错。", "KeyError: 13800000000")
    window.session.background.unhandled.emit(error)
    assert guard._made is None, "the window shows it"
    guard.lock()
    window.session.background.unhandled.emit(Refused("请先接单。"))
    assert guard._cover._error.sentence == ""
    window.session.background.unhandled.emit(error)
    assert guard._cover._error.sentence == NOT_DONE


def test_after_a_sign_in_everything_is_read_again(window: Window, qtbot: QtBot) -> None:
    changes: list[Changes] = []
    press(window, Qt.Key.Key_L, qtbot, CTRL, SHIFT)
    settle(window, qtbot)
    window.session.feed.changed.connect(changes.append)
    sign_in(window, "", OPERATOR_PASSWORD, qtbot)
    assert Changes(lost=True) in changes


def test_the_own_password_is_changed_by_keyboard(window: Window, staffed: Staffed, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    press(window, Qt.Key.Key_P, qtbot, ALT)
    for text in (OPERATOR_PASSWORD, "another password", "another password"):
        qtbot.keyClicks(focused(), text)
        press(window, Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: not window.main.covered, timeout=PATIENCE)
    staffed.authenticator.sign_in(OPERATOR, "another password")
    with pytest.raises(Refused):
        staffed.authenticator.sign_in(OPERATOR, OPERATOR_PASSWORD)


def test_going_off_duty_works_by_keyboard(window: Window, staffed: Staffed, qtbot: QtBot) -> None:
    before = next(one for one in window.session.service.read(list_staff) if one.id == staffed.operator.id).on_duty
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    settle(window, qtbot)
    press(window, Qt.Key.Key_X, qtbot, ALT)
    settle(window, qtbot)
    after = next(one for one in window.session.service.read(list_staff) if one.id == staffed.operator.id).on_duty
    assert after is not before
    assert not window.main.covered
    assert window.main.notice.sentence == ("已记下：上班。" if after else "已记下：下班。")


def test_going_off_duty_is_confirmed_only_after_it_is_saved(
    window: Window, guard: SessionLock, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    settle(window, qtbot)
    with monkeypatch.context() as broken:
        broken.setattr(
            window.session.service,
            "execute",
            Mock(side_effect=Unavailable("连不上数据库服务器，正在重连，已填写的内容还在。")),
        )
        press(window, Qt.Key.Key_X, qtbot, ALT)
        settle(window, qtbot)
    assert "已记下" not in window.main.notice.sentence
    assert window.main.covered
    assert "连不上" in guard._cover._own_settings._error.sentence
    press(window, Qt.Key.Key_X, qtbot, ALT)
    settle(window, qtbot)
    assert "已记下" in window.main.notice.sentence


def test_a_seat_locked_while_going_off_duty_is_being_saved_stays_locked(
    window: Window, guard: SessionLock, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_L, qtbot, CTRL)
    settle(window, qtbot)
    press(window, Qt.Key.Key_X, qtbot, ALT)
    guard.lock()
    settle(window, qtbot)
    assert "已记下" in window.main.notice.sentence
    assert window.main.covered


def test_for_the_watch_the_signed_in_user_is_on_duty_until_the_seat_locks(
    window: Window, staffed: Staffed, qtbot: QtBot
) -> None:
    here = window.session.service.at_seat
    assert here() == {window.current_user.who().staff_id}
    press(window, Qt.Key.Key_L, qtbot, CTRL, SHIFT)
    assert here() == frozenset()
    press(window, Qt.Key.Key_F7, qtbot)
    assert window.main._drawer is None, "the list of alerts stays under the lock"
