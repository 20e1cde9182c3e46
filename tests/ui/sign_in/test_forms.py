"""The forms of the sign-in window and the lock screen: what they ask for, and in which order."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.manual_worker import manual_background
from tests.ui.seats import AWAY, SeatHand, unavailable
from tests.ui.showing import show_active
from tickets.accounts.authenticator import Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.backup.progress import BackupProgress
from tickets.connection.target import Target
from tickets.errors import Refused
from tickets.store.queries.lookups import list_staff
from ui.kit.buttons import KeyButton
from ui.runtime.session import Connection
from ui.sign_in.connection_window import ConnectionWindow
from ui.sign_in.first_page import FirstPage
from ui.sign_in.input_fields import LoginField, PasswordField
from ui.sign_in.lock_screen import LockScreen, Reason
from ui.sign_in.opening_window import OpeningPage
from ui.sign_in.own_settings import OwnPassword, OwnSettings
from ui.sign_in.sign_in_form import SignInForm

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
GOOD = "a good password"


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    show_active(widget, qtbot)


def buttons(widget: QWidget) -> dict[str, bool]:
    """Return the texts of the visible buttons and whether each is enabled."""
    return {each.text(): each.isEnabled() for each in widget.findChildren(KeyButton) if each.isVisible()}


def type_all(*texts: str, qtbot: QtBot) -> None:
    for text in texts:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.clear()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("texts", "said", "back_to"),
    [
        (("  ", "guan", GOOD, GOOD), "请填写姓名。", 0),
        (("甲", " ", GOOD, GOOD), "请填写登录名。", 1),
        (("甲", "guan", "", ""), "请填写密码。", 2),
        (("甲", "guan", GOOD, "another password"), "两次输入的密码不一样，请再输一次。", 3),
        (("甲", "guan", "guan", "guan"), None, 2),
    ],
)
def test_the_first_page_names_what_is_missing_and_goes_there(
    qtbot: QtBot, texts: tuple[str, ...], said: str | None, back_to: int
) -> None:
    page = FirstPage(offers_demo=False)
    page.wanted.connect(lambda *_typed: pytest.fail("it is not complete"))
    shown(page, qtbot)
    fields = (page.name, page.login, page.password, page.again)
    for field, text in zip(fields, texts, strict=True):
        field.setText(text)
    page.again.setFocus()
    qtbot.keyClick(page.again, Qt.Key.Key_Return)
    assert page.error.sentence == said or (said is None and page.error.sentence)
    assert fields[back_to].hasFocus()
    assert fields[back_to].selectedText() == (texts[back_to] if back_to > 1 else "")


def test_the_first_page_waits_until_the_account_is_made_and_can_then_be_used_again(qtbot: QtBot) -> None:
    page, wanted = FirstPage(offers_demo=True), list[tuple[str, ...]]()
    page.wanted.connect(lambda *typed: wanted.append(typed))
    shown(page, qtbot)
    both = ["建立管理员并开始", "先试用演示数据"]
    assert buttons(page) == dict.fromkeys(both, True)
    page.name.setFocus()
    type_all(" Jia ", " guan ", GOOD, GOOD, qtbot=qtbot)
    page.wait("正在建立账号……")
    assert buttons(page) == dict.fromkeys(both, False)
    assert page._progress.isVisible()
    qtbot.keyClick(page.again, Qt.Key.Key_Return)
    assert wanted == [("Jia", "guan", GOOD)], "one account"
    page.refuse(Refused("不行。"))
    assert buttons(page) == dict.fromkeys(both, True)
    assert (page.error.sentence, page._progress.isVisible()) == ("不行。", False)
    qtbot.keyClick(page.again, Qt.Key.Key_Return)
    assert len(wanted) == 2 and page.error.sentence == ""
    without = FirstPage(offers_demo=False)
    shown(without, qtbot)
    assert buttons(without) == {both[0]: True}


def test_a_sign_in_needs_a_login_and_a_password_and_enter_leads_through_them(qtbot: QtBot) -> None:
    form, wanted = SignInForm(), list[tuple[str, str]]()
    form.wanted.connect(lambda *typed: wanted.append(typed))
    shown(form, qtbot)
    assert buttons(form) == {"登录": True}
    assert not (form.remember.isVisible() or form._caps.isVisible() or form._progress.isVisible())
    for login, password in (("", ""), ("li", ""), ("", GOOD)):
        form.error.clear()
        form.login.setText(login)
        form.password.setText(password)
        qtbot.mouseClick(form._enter, Qt.MouseButton.LeftButton)
        assert form.error.sentence == "请填写登录名和密码。"
        assert (form.password if login else form.login).hasFocus()
    form.start_with("li")
    assert (form.password.text(), form.password.hasFocus()) == ("", True)
    form.login.setFocus()
    qtbot.keyClick(form.login, Qt.Key.Key_Return)
    assert form.password.hasFocus() and not wanted
    qtbot.keyClicks(form.password, GOOD)
    form.login.setFocus()
    qtbot.keyClick(form.login, Qt.Key.Key_Return)
    assert (wanted, form.error.sentence) == ([("li", GOOD)], "")


def test_while_signing_in_only_cancelling_is_offered_and_while_resting_also_to_retry(qtbot: QtBot) -> None:
    form, signals = SignInForm(), list[str]()
    form.cancelled.connect(lambda: signals.append("cancelled"))
    form.retry_wanted.connect(lambda: signals.append("retry"))
    form.wanted.connect(lambda *_typed: signals.append("wanted"))
    form.back.connect(lambda: signals.append("back"))
    form.waits.connect(lambda waits: signals.append(f"waits {waits}"))
    shown(form, qtbot)
    form.start_with("li")
    form.password.setText(GOOD)
    form.error.say("不对。")
    form.wait("正在连接……")
    form.offer_retry(False)
    assert (buttons(form), form.error.sentence, form._progress.isVisible()) == ({"登录": False, "取消": True}, "", True)
    form.offer_retry(True)
    assert buttons(form) == {"立即重试": True, "取消": True}
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.keyClicks(form.password, "x")
    qtbot.keyClick(form.password, Qt.Key.Key_Escape)
    assert signals == ["waits True", "retry", "cancelled", "cancelled"]
    form.wait("")
    assert (buttons(form), form._progress.isVisible()) == ({"登录": True}, False)
    for _ in range(2):
        qtbot.keyClick(form.password, Qt.Key.Key_Escape)
    qtbot.keyClicks(form.password, "x")
    assert signals[4:] == ["waits False", "back"], "the first clears the password"
    form.refuse(Refused("不对。"))
    assert (form.error.sentence, form.password.selectedText()) == ("不对。", "x")


def test_the_keys_that_a_form_handles_itself_are_only_shown_on_its_buttons(
    hands: SeatHand, authenticator: FileAuthenticator, tmp_path: Path, qtbot: QtBot
) -> None:
    person = authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    own = OwnSettings(authenticator, hands.session, lambda: person)
    background, _ = manual_background()
    dialog = ConnectionWindow(Connection(Target("sqlite://"), tmp_path / "c.toml"), background, None)
    background.setParent(dialog)
    found: dict[str, list[str]] = {}
    for form in (FirstPage(offers_demo=True), OwnPassword("甲"), LockScreen(own), dialog):
        qtbot.addWidget(form)
        found[type(form).__name__] = [
            button.key for button in form.findChildren(KeyButton) if button.key and button._shortcut.key().isEmpty()
        ]
    assert found == {
        "FirstPage": ["Enter"],
        "OwnPassword": ["Enter", "Esc"],
        "LockScreen": ["Enter", "Esc", "Esc", "Ctrl+Shift+L"],
        "ConnectionWindow": ["Esc"],
    }


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "said"),
    [
        (Qt.Key.Key_A, NONE, "A", [True]),
        (Qt.Key.Key_A, SHIFT, "a", [True]),
        (Qt.Key.Key_A, NONE, "a", [False]),
        (Qt.Key.Key_A, SHIFT, "A", [False]),
        (Qt.Key.Key_Exclam, SHIFT, "!", []),
        (Qt.Key.Key_1, NONE, "1", []),
        (Qt.Key.Key_Adiaeresis, SHIFT, "Ä", []),
        (Qt.Key.Key_Shift, SHIFT, "", []),
        (Qt.Key.Key_CapsLock, NONE, "", [False]),
    ],
)
def test_only_a_letter_of_the_wrong_case_speaks_for_caps_lock(
    qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, said: list[bool]
) -> None:
    field, heard = PasswordField(), list[bool]()
    qtbot.addWidget(field)
    field.caps.connect(heard.append)
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    assert heard == said
    assert field.text() == text and field.echoMode() == QLineEdit.EchoMode.Password


def test_the_logins_are_listed_by_the_arrow_and_completed_by_any_part(qtbot: QtBot) -> None:
    window, field = QWidget(), LoginField()
    QVBoxLayout(window).addWidget(field)
    shown(window, qtbot)
    field.offer([])
    qtbot.keyClick(field, Qt.Key.Key_Down)  # nothing to list yet
    assert field.completer() is None and not field.actions()
    for logins in (["li", "wang"], ["li", "wang", "zhao"]):
        field.offer(logins)
    (arrow,) = field.actions()
    arrow.trigger()
    popup = field.completer().popup()
    assert popup is not None and popup.isVisible() and popup.property("popup") is True
    assert popup.model().rowCount() == 3
    popup.hide()
    qtbot.keyClicks(field, "AN")
    assert (field.text(), field.completer().completionCount()) == ("AN", 1)
    popup.hide()


@pytest.fixture
def lock(hands: SeatHand, authenticator: FileAuthenticator, qtbot: QtBot) -> LockScreen:
    person = Person(1, "值班员", hands.session.who().roles, "zhi")
    lock = LockScreen(OwnSettings(authenticator, hands.session, lambda: person))
    shown(lock, qtbot)
    return lock


def test_the_lock_screen_offers_the_way_back_only_where_there_is_one(
    lock: LockScreen, hands: SeatHand, qtbot: QtBot
) -> None:
    backs: list[bool] = []
    lock.back.connect(lambda: backs.append(True))
    for may_go_back in (True, False):
        lock.ask(Reason("换人", "现在是 甲。", "li", may_go_back))
        hands.settle()
        assert (lock._card.title.text(), lock._sentence.text()) == ("换人", "现在是 甲。")
        assert (lock.form.login.text(), lock.form.password.hasFocus()) == ("li", True)
        assert ("返回" in buttons(lock), lock._own_settings.isVisible()) == (may_go_back, may_go_back)
        qtbot.keyClick(lock.form.password, Qt.Key.Key_Escape)
        assert len(backs) == 1
        lock.form.wait("正在连接……")
        assert "返回" not in buttons(lock), "Esc cancels the attempt"
        lock.form.wait("")
        assert ("返回" in buttons(lock)) is may_go_back
    lock.form.error.say("x")
    lock._error.say("y")
    lock.ask(Reason("已锁定", ""))
    assert (lock.form.error.sentence, lock._error.sentence) == ("", "")
    assert Reason("a", "b").may_go_back is False, "nobody gets past a lock by default"


def test_the_form_for_the_own_password_takes_the_place_of_the_sign_in(
    lock: LockScreen, hands: SeatHand, qtbot: QtBot
) -> None:
    lock.ask(Reason("换人", "现在是 甲。", may_go_back=True))
    hands.settle()
    for _ in range(2):
        hands.press(lock, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
        (form,) = [each for each in lock.findChildren(OwnPassword) if each.isVisible()]
        assert lock._card.title.text() == "改密码"
        assert buttons(lock) == {"改密码": True, "不改了": True}
        assert not (lock._sentence.isVisible() or lock.form.isVisible() or lock._own_settings.isVisible())
        assert form.current.hasFocus()
        qtbot.keyClick(form.current, Qt.Key.Key_Escape)
        assert not form.isVisible() and lock._sentence.isVisible() and lock._own_settings.isVisible()
        assert (lock._card.title.text(), lock.form.login.hasFocus()) == ("换人", True)


def test_an_own_password_is_sent_once_and_only_if_it_was_typed_twice(qtbot: QtBot) -> None:
    form, wanted = OwnPassword("甲"), list[tuple[str, str]]()
    form.wanted.connect(lambda *typed: wanted.append(typed))
    shown(form, qtbot)
    form.setFocus()
    type_all("old", GOOD, "another", qtbot=qtbot)
    assert "不一样" in form.error.sentence and not wanted
    assert form.again.hasFocus() and form.again.selectedText() == "another"
    type_all(GOOD, qtbot=qtbot)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert (wanted, form.error.sentence, buttons(form)["改密码"]) == ([("old", GOOD)], "", False)
    form.refuse(Refused("现在的密码不对。"))
    assert form.error.sentence == "现在的密码不对。"
    assert form.current.hasFocus() and form.current.selectedText() == "old"
    assert buttons(form) == {"改密码": True, "不改了": True}
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert len(wanted) == 2


def test_the_connection_settings_fit_on_the_screen_below_a_title_bar(tmp_path: Path, qtbot: QtBot) -> None:
    background, _ = manual_background()
    dialog = ConnectionWindow(Connection(Target("sqlite://"), tmp_path / "c.toml"), background, None)
    background.setParent(dialog)
    qtbot.addWidget(dialog)
    room = QGuiApplication.primaryScreen().availableGeometry().height()
    assert dialog.maximumHeight() == room - 48
    assert dialog.height() == min(820, room - 48)


def test_the_opening_page_shows_what_belongs_to_its_state(qtbot: QtBot) -> None:
    page = OpeningPage("/desk.db")
    shown(page, qtbot)

    def state(steps: BackupProgress | None) -> tuple[str, set[str], dict[str, bool]]:
        page.show_steps(steps)
        parts = {"bar": page.bar, "doing": page.doing, "safe": page.safe}
        return page.what.text()[:6], {name for name, part in parts.items() if part.isVisible()}, buttons(page)

    after = {"再试一次": True, "备份放到别处…": True, "退出": True}
    assert state(BackupProgress(bool)) == ("正在打开数据", {"bar", "doing"}, {"取消": True})
    assert state(BackupProgress(bool, "备份")) == ("数据文件是旧", {"bar", "doing", "safe"}, {"取消": True})
    assert page.doing.text() == "备份……"
    assert state(BackupProgress(bool, "备份", 0.1, True)) == ("正在取消……", {"bar", "doing"}, {"取消": False})
    assert state(BackupProgress(bool, "", 0.0, True)) == ("正在取消……", {"bar", "doing"}, {"取消": False})
    assert page.doing.text() == ""
    assert state(None) == ("数据文件没有", set(), after)


def test_one_goes_on_and_off_duty_once_it_is_known_which_and_a_failure_can_be_repeated(
    lock: LockScreen, hands: SeatHand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    own = lock._own_settings
    own.done.connect(said.append)
    lock.ask(Reason("换人", "现在是 甲。", may_go_back=True))
    assert not own._duty.isEnabled(), "it is not read yet"
    hands.settle()
    first = next(one.on_duty for one in hands.session.service.read(list_staff) if one.id == 1)
    for on_duty in (first, not first):
        lock.ask(Reason("换人", "现在是 甲。", may_go_back=True))
        hands.settle()
        assert (own._duty.text(), own._duty.isEnabled()) == ("我下班了" if on_duty else "我上班了", True)
        with monkeypatch.context() as away:
            away.setattr(hands.session.service, "execute", unavailable)
            qtbot.keyClick(lock, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
            assert not own._duty.isEnabled()
            hands.settle()
        assert (own._error.sentence, own._duty.isEnabled(), said) == (AWAY, True, [])
        hands.press(lock, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
        assert said == ["已记下：下班。" if on_duty else "已记下：上班。"]
        said.clear()
        (now,) = [one.on_duty for one in hands.session.service.read(list_staff) if one.id == 1]
        assert now is not on_duty


@pytest.mark.parametrize("kept", [True, False])
def test_a_changed_own_password_is_renewed_in_the_keyring_of_this_machine(
    kept: bool, hands: SeatHand, authenticator: FileAuthenticator, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    renewed: list[tuple[str, ...]] = []
    monkeypatch.setattr(Connection, "renew_kept", lambda _connection, *given: renewed.append(given))
    person = authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")
    connection = Connection(Target("postgresql+psycopg://db/hotline"), Path("c.toml")) if kept else None
    own = OwnSettings(authenticator, replace(hands.session, connection=connection), lambda: person)
    lock, said = LockScreen(own), list[str]()
    shown(lock, qtbot)
    own.done.connect(said.append)
    lock.ask(Reason("换人", "现在是 甲。", may_go_back=True))
    hands.press(lock, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    type_all("administrator-pass", GOOD, GOOD, qtbot=qtbot)
    hands.settle()
    assert said == ["密码已改，下次登录用新密码。"] and lock.form.isVisible()
    assert renewed == ([("guan", GOOD)] if kept else [])
