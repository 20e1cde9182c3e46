from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.showing import show_active
from tests.ui.sign_in.conftest import (
    ADMINISTRATOR,
    ADMINISTRATOR_PASSWORD,
    OPERATOR,
    OPERATOR_PASSWORD,
    PATIENCE,
    Staffed,
    focused,
)
from tickets.accounts.authenticator import FirstQuestion
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.rulemaking import save_setting
from tickets.connection.keyring_passwords import recall
from tickets.connection.target import Target
from tickets.demo import fill_with_demo
from tickets.errors import Refused
from tickets.service import TicketService
from tickets.settings import DEMO
from ui.app import Program
from ui.kit.buttons import KeyButton
from ui.kit.composing import guard_composing
from ui.kit.labels import Words
from ui.open_window import Window, preferences_in
from ui.runtime.background import Background
from ui.runtime.session import Connection
from ui.sign_in.connection_window import ConnectionWindow
from ui.sign_in.first_page import DemoProgressPage
from ui.sign_in.sign_in_attempts import LAST_LOGIN
from ui.sign_in.sign_in_form import SignInForm
from ui.sign_in.sign_in_window import SignInWindow


def sign_in_window_of(program: Program, qtbot: QtBot) -> SignInWindow:
    program.start()
    window = program.sign_in_window
    assert window is not None
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    return window


def form_of(window: SignInWindow) -> SignInForm:
    form = window.findChild(SignInForm)
    assert form is not None
    return form


def type_into(*texts: str, qtbot: QtBot) -> None:
    for text in texts:
        qtbot.keyClicks(focused(), text)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)


def opened(program: Program, qtbot: QtBot) -> Window:
    qtbot.waitUntil(lambda: program.window is not None, timeout=PATIENCE)
    assert program.window is not None
    qtbot.waitUntil(program.window.main.isVisible, timeout=PATIENCE)
    assert program.sign_in_window is None
    return program.window


def test_the_first_start_makes_an_administrator_by_keys_alone_and_lets_them_in(program: Program, qtbot: QtBot) -> None:
    sign_in_window_of(program, qtbot)
    type_into("Admin", ADMINISTRATOR, ADMINISTRATOR_PASSWORD, ADMINISTRATOR_PASSWORD, qtbot=qtbot)
    assert opened(program, qtbot).session.who().name == "Admin"
    assert FileAuthenticator(program.window.session.service).opening() is FirstQuestion.SIGN_IN


def test_while_a_name_is_composed_the_demo_key_only_shows_a_hint(program: Program, qtbot: QtBot) -> None:
    program._fill_with_demo = lambda _progress: pytest.fail("nobody asked for demo data")
    window = sign_in_window_of(program, qtbot)
    field = window.findChild(QLineEdit)
    QApplication.sendEvent(field, QInputMethodEvent("wang", []))
    qtbot.keyClick(field, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "先选好字" in window._page.error.sentence
    assert not window._page.error.property("alarm"), "nothing is wrong"
    chosen = QInputMethodEvent()
    chosen.setCommitString("王")
    QApplication.sendEvent(field, chosen)
    assert field.text() == "王"


def test_two_different_passwords_create_no_administrator(
    program: Program, authenticator: FileAuthenticator, qtbot: QtBot
) -> None:
    window = sign_in_window_of(program, qtbot)
    type_into("Admin", ADMINISTRATOR, ADMINISTRATOR_PASSWORD, "something else", qtbot=qtbot)
    assert "不一样" in window._page.error.sentence
    assert authenticator.opening() is FirstQuestion.FIRST_ADMINISTRATOR


def test_a_password_that_is_too_weak_is_refused_in_a_sentence_and_everything_typed_stays(
    program: Program, qtbot: QtBot
) -> None:
    window = sign_in_window_of(program, qtbot)
    type_into("Admin", ADMINISTRATOR, "short", "short", qtbot=qtbot)
    qtbot.waitUntil(lambda: "至少" in window._page.error.sentence, timeout=PATIENCE)
    assert [field.text() for field in window._page.findChildren(QLineEdit)] == [
        "Admin",
        ADMINISTRATOR,
        "short",
        "short",
    ]
    assert QApplication.focusWidget() is window._page.password  # which is what has to be typed again


def test_a_demo_desk_asks_for_no_password(program: Program, hand: Hand) -> None:
    hand.do(save_setting(DEMO.key, True))
    program.start()
    assert program.sign_in_window is None
    assert program.window is not None


@pytest.mark.slow
def test_creating_demo_data_by_key_opens_the_desk_without_a_password(
    desk: TicketService, program: Program, qtbot: QtBot
) -> None:
    program._fill_with_demo = lambda progress: fill_with_demo(desk, progress=progress)
    window = sign_in_window_of(program, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: program.window is not None, timeout=120_000)
    assert program.sign_in_window is None


def test_demo_data_requested_at_the_start_are_created_behind_a_progress_window(
    program: Program, hand: Hand, qtbot: QtBot
) -> None:
    goes_on = Event()

    def fill(progress: Callable[[int], None]) -> None:
        progress(40)
        goes_on.wait(PATIENCE / 1000)
        hand.do(save_setting(DEMO.key, True))

    program._fill_with_demo = fill
    program.start(demo=True)
    window = program.sign_in_window
    assert window is not None and window.isVisible() and program.window is None
    page = window.findChild(DemoProgressPage)
    qtbot.waitUntil(lambda: page.bar.value() == 40, timeout=PATIENCE)
    assert "正在装入演示数据" in page.findChild(Words).text()
    goes_on.set()
    assert opened(program, qtbot).session.who().name


def test_failing_demo_data_are_reported_in_the_progress_window(program: Program, qtbot: QtBot) -> None:
    def fill(_progress: Callable[[int], None]) -> None:
        raise Refused("数据库里已经有工单，不能再装入演示数据。")

    program._fill_with_demo = fill
    program.start(demo=True)
    assert program.sign_in_window is not None
    page = program.sign_in_window.findChild(DemoProgressPage)
    qtbot.waitUntil(lambda: "已经有工单" in page.error.sentence, timeout=PATIENCE)


def test_signing_in_works_by_keyboard_alone(program: Program, staffed: Staffed, qtbot: QtBot) -> None:
    sign_in_window_of(program, qtbot)
    type_into(OPERATOR, OPERATOR_PASSWORD, qtbot=qtbot)
    window = opened(program, qtbot)
    assert window.session.who().staff_id == staffed.operator.id
    assert window.session.preferences.value(LAST_LOGIN) == OPERATOR


def test_a_wrong_password_is_reported_and_can_be_typed_again_at_once(
    program: Program, staffed: Staffed, qtbot: QtBot
) -> None:
    form = form_of(sign_in_window_of(program, qtbot))
    type_into(OPERATOR, "wrong password", qtbot=qtbot)
    qtbot.waitUntil(lambda: "不对" in form.error.sentence, timeout=PATIENCE)
    assert form.login.text() == OPERATOR
    type_into(OPERATOR_PASSWORD, qtbot=qtbot)
    assert opened(program, qtbot).session.who().name == "接线员乙"


def test_the_last_login_is_filled_in_and_only_the_password_is_typed(
    program: Program, staffed: Staffed, qtbot: QtBot
) -> None:
    program._ground.preferences().setValue(LAST_LOGIN, ADMINISTRATOR)
    form = form_of(sign_in_window_of(program, qtbot))
    assert form.login.text() == ADMINISTRATOR
    assert form.password.hasFocus()
    type_into(ADMINISTRATOR_PASSWORD, qtbot=qtbot)
    assert opened(program, qtbot).session.who().name == "管理员甲"


def test_the_logins_are_listed_with_the_arrow_key(program: Program, staffed: Staffed, qtbot: QtBot) -> None:
    form = form_of(sign_in_window_of(program, qtbot))
    qtbot.waitUntil(lambda: form.login.completer() is not None, timeout=PATIENCE)
    qtbot.keyClick(form.login, Qt.Key.Key_Down)
    popup = form.login.completer().popup()
    qtbot.waitUntil(popup.isVisible, timeout=PATIENCE)
    assert popup.model().rowCount() == 2
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.login.text() == ADMINISTRATOR


def test_caps_lock_is_detected_by_a_capital_letter_without_shift(
    program: Program, staffed: Staffed, qtbot: QtBot
) -> None:
    form = form_of(sign_in_window_of(program, qtbot))
    form.password.setFocus()
    qtbot.keyClick(form.password, "a")
    assert not form._caps.isVisible()
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    QApplication.sendEvent(
        form.password, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    )
    assert form._caps.isVisible()


def test_escape_clears_the_password_and_leaves_the_login(program: Program, staffed: Staffed, qtbot: QtBot) -> None:
    form = form_of(sign_in_window_of(program, qtbot))
    form.login.setText(OPERATOR)
    form.password.setFocus()
    qtbot.keyClicks(form.password, "half a pass")
    qtbot.keyClick(form.password, Qt.Key.Key_Escape)
    assert (form.login.text(), form.password.text()) == (OPERATOR, "")


def test_escape_gives_up_waiting_for_a_server_and_leaves_what_was_typed(
    program: Program, staffed: Staffed, qtbot: QtBot
) -> None:
    form = form_of(sign_in_window_of(program, qtbot))
    form.login.setText(OPERATOR)
    form.password.setFocus()
    qtbot.keyClicks(form.password, "some password")
    form.wait("连不上，5 秒后自动重试。")
    qtbot.keyClick(form.password, Qt.Key.Key_Escape)
    assert not form.is_waiting
    assert not form._progress.isVisible()
    assert form.password.text() == "some password"


def test_the_login_of_the_connection_file_is_filled_in_until_somebody_has_signed_in(
    tmp_path: Path, staffed: Staffed, qtbot: QtBot
) -> None:
    url = "postgresql+psycopg://db/desk"
    kept = Connection(Target(url, "jiexian1"), tmp_path / "connection.toml")
    background, preferences = Background(), preferences_in(tmp_path)
    window = SignInWindow(staffed.authenticator, background, preferences, kept)
    qtbot.addWidget(window)
    window.ask(FirstQuestion.SIGN_IN)
    assert form_of(window).login.text() == "jiexian1"
    preferences.setValue(LAST_LOGIN, "jiexian2")
    window.ask(FirstQuestion.SIGN_IN)
    assert window._page.login.text() == "jiexian2"
    background.close()


@pytest.fixture
def made(staffed: Staffed, tmp_path: Path, qtbot: QtBot) -> Callable[..., tuple[SignInWindow, ManualWorker]]:
    """Make a window whose work is run only on request."""

    def make(connection: Connection | None = None) -> tuple[SignInWindow, ManualWorker]:
        background, worker = manual_background()
        window = SignInWindow(staffed.authenticator, background, preferences_in(tmp_path), connection)
        background.setParent(window)
        qtbot.addWidget(window)
        show_active(window, qtbot)
        return window, worker

    return make


def test_the_page_is_in_the_middle_of_the_screen_above_the_settings_and_nothing_of_it_is_cut(
    made: Callable[..., tuple[SignInWindow, ManualWorker]], tmp_path: Path, qtbot: QtBot
) -> None:
    kept = Connection(Target(f"sqlite:///{tmp_path / 'desk.db'}"), tmp_path / "connection.toml")
    window, _ = made(kept)
    for _ in range(2):
        window.ask(FirstQuestion.SIGN_IN)
    QApplication.processEvents()
    (form,) = [each for each in window.findChildren(SignInForm) if each.isVisible()]
    middle = window.screen().availableGeometry().center() - window.geometry().center()
    assert middle.manhattanLength() < 40, "but for its frame"
    above, below = form.mapTo(window, form.rect().bottomLeft()), window._settings.mapTo(window, QPoint(0, 0))
    assert above.y() < below.y()
    form.error.say("连不上数据库服务器，请检查网线。" * 12)
    QApplication.processEvents()
    assert window.height() >= window._column.totalHeightForWidth(window.width()) > 320
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    dialog = window.findChild(ConnectionWindow)
    assert dialog is not None and dialog.isVisible()
    dialog.reject()
    without, _ = made()
    without.ask(FirstQuestion.SIGN_IN)
    assert not without._settings.isVisible()


def test_what_is_composed_in_another_window_is_not_told_here(
    made: Callable[..., tuple[SignInWindow, ManualWorker]], qapp: QApplication, qtbot: QtBot
) -> None:
    window, _ = made()
    other = QLineEdit()
    qtbot.addWidget(other)
    composing = guard_composing(qapp)
    composing.refused.emit(window)  # there is no page yet
    window.ask(FirstQuestion.SIGN_IN)
    composing.refused.emit(other)
    assert form_of(window).error.sentence == ""
    composing.refused.emit(form_of(window).login)
    assert "先选好字" in form_of(window).error.sentence


@pytest.mark.usefixtures("own_keyring")
def test_only_the_password_for_a_server_can_be_kept_in_the_keyring(
    made: Callable[..., tuple[SignInWindow, ManualWorker]],
    staffed: Staffed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    kept = Connection(Target("postgresql+psycopg://db/desk", OPERATOR), tmp_path / "connection.toml")
    window, worker = made(kept)
    window.ask(FirstQuestion.SIGN_IN)
    worker.drain()
    assert not form_of(window).remember.isVisible() and form_of(window).login.completer() is not None
    monkeypatch.setattr(staffed.authenticator, "is_server", True)
    for connection in (None, kept):
        window, worker = made(connection)
        window.ask(FirstQuestion.SIGN_IN)
        worker.drain()
        form = form_of(window)
        assert form.login.completer() is None, "a server tells its logins to nobody"
        assert form.remember.isVisible() is (connection is not None)
    form.remember.setChecked(True)
    qtbot.keyClicks(form.password, OPERATOR_PASSWORD)
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    worker.drain()
    assert recall(kept.target, OPERATOR) == OPERATOR_PASSWORD


def test_without_a_way_to_make_them_no_demo_data_are_offered(
    made: Callable[..., tuple[SignInWindow, ManualWorker]], qtbot: QtBot
) -> None:
    window, _ = made()
    window.ask(FirstQuestion.FIRST_ADMINISTRATOR)
    assert "Ctrl+Shift+D" not in [button.key for button in window.findChildren(KeyButton) if button.isVisible()]
    window._fill_with_demo = lambda _progress: None
    window.ask(FirstQuestion.FIRST_ADMINISTRATOR)
    QApplication.processEvents()
    assert "Ctrl+Shift+D" in [button.key for button in window.findChildren(KeyButton) if button.isVisible()]
    came: list[object] = []
    window.came_in.connect(came.append)
    window.ask(FirstQuestion.NOTHING)
    assert came == [None]
