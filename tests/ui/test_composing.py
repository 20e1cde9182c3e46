"""During a composition in any text field no key triggers an action, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QFocusEvent, QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tickets.actions.people import save_crew
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.tables import calls, tickets
from ui.desks import DESKS
from ui.editing.edit_page import EditPage
from ui.intake.actions_bar import ActionsBar
from ui.intake.form import CallForm
from ui.kit.composing import guard_composing
from ui.open_window import Window, open_window

CTRL, ALT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
PATIENCE = 60_000  # ms
KEYS = (
    (Qt.Key.Key_Return, CTRL),
    (Qt.Key.Key_D, CTRL),
    (Qt.Key.Key_S, CTRL),
    (Qt.Key.Key_N, CTRL),
    (Qt.Key.Key_L, CTRL),
    (Qt.Key.Key_1, ALT),
    (Qt.Key.Key_F1, PLAIN),
    (Qt.Key.Key_F2, PLAIN),
    (Qt.Key.Key_F3, PLAIN),
    (Qt.Key.Key_F5, PLAIN),
    (Qt.Key.Key_F8, PLAIN),
    (Qt.Key.Key_Tab, PLAIN),
    (Qt.Key.Key_Down, PLAIN),
)


@pytest.fixture
def window(desk: TicketService, hand: Hand, crews: list[int], tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    hand.bring_to(State.ARRIVED)
    window = open_window(desk, tmp_path)
    qtbot.addWidget(window.main)
    window.main.setWindowState(Qt.WindowState.WindowNoState)
    window.main.resize(1366, 768)
    with qtbot.waitActive(window.main, timeout=PATIENCE):
        window.main.show()
        window.main.activateWindow()
    _settle(window, qtbot)
    yield window
    window.close()


def _settle(window: Window, qtbot: QtBot) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    QApplication.processEvents()


def compose(field: QWidget, text: str, commit: str = "") -> None:
    """Send what an input method would: `text` being composed, or `commit` that was chosen."""
    attributes = [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, len(text), 1, None)]
    event = QInputMethodEvent(text, attributes if text else [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def text_of(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QAbstractSpinBox):
        return field.text()
    assert isinstance(field, QLineEdit)
    return field.text()


def fields_of(page: QWidget) -> list[QWidget]:
    """Every field on a page into which Chinese can be typed now."""
    found = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit), *page.findChildren(QAbstractSpinBox)]
    return [
        field
        for field in found
        if field.isVisible()
        and field.isEnabled()
        and not field.isReadOnly()
        and field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        and not isinstance(field.parent(), QAbstractSpinBox)
    ]


def _open_everything(window: Window, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Show each desk, each settings page, and each form of the ticket panel."""
    for name in (screen.name for screen in DESKS):
        desk = window.main.open_desk(name)
        _settle(window, qtbot)
        if name == "settings":
            for page in range(desk._list.count()):  # type: ignore[attr-defined]
                desk.open_page(page)  # type: ignore[attr-defined]
                _settle(window, qtbot)
                yield f"{name} {page}", desk
        elif name == "dispatch":
            window.main.open_ticket(1)
            _settle(window, qtbot)
            yield name, desk
            for key in ("N", "H", "X", "E", "J"):
                window.main.open_ticket(1)
                QTest.keyClick(QApplication.focusWidget() or desk, key.lower())
                _settle(window, qtbot)
                yield f"{name} {key}", desk
                QTest.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_Escape)
                _settle(window, qtbot)
        else:
            yield name, desk


@pytest.mark.slow
def test_while_chinese_is_composed_no_key_in_any_text_field_triggers_the_program(
    window: Window, hand: Hand, qtbot: QtBot
) -> None:
    guard = guard_composing(QApplication.instance())  # type: ignore[arg-type]
    before = (len(hand.rows(tickets)), len(hand.rows(calls)))
    kinds: set[type] = set()
    seen: set[QWidget] = set()
    for page, desk in _open_everything(window, qtbot):
        for field in fields_of(desk):
            if field in seen:
                continue
            seen.add(field)
            kinds.add(type(field))
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            owner = QApplication.focusWidget()
            assert owner is not None
            was = text_of(field)
            compose(owner, "lou'shui")
            assert guard.field is owner, (page, field)
            for key, held in KEYS:
                QTest.keyClick(owner, key, held)
                assert QApplication.focusWidget() is owner, (page, field.accessibleName(), key)
            assert window.main.isVisible() and desk.isVisible(), page
            assert text_of(field) == was, page
            compose(owner, "", "漏水")
            assert "漏水" in text_of(field) or isinstance(field, QAbstractSpinBox), (page, field.accessibleName())
            assert guard.field is None
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.undo()
        _settle(window, qtbot)
    assert (len(hand.rows(tickets)), len(hand.rows(calls))) == before
    names = {kind.__name__ for kind in kinds}
    assert {"PlacePicker", "FaultPicker", "Prose", "_Field"} <= names and len(seen) > 25, (names, len(seen))


def test_during_composition_a_button_is_refused_and_a_change_of_field_loses_nothing(
    window: Window, hand: Hand, qtbot: QtBot
) -> None:
    form, bar = window.main.findChild(CallForm), window.main.findChild(ActionsBar)
    before = len(hand.rows(tickets))
    form.words.setFocus()
    compose(form.words, "guanzi")
    for button in (bar.open, bar.aside, bar.clear):
        _click(window, button)
        QApplication.processEvents()  # the message takes a line
        assert text_of(form.words) == "" and form.words.hasFocus()
        assert "先选好字" in window.main.notice.sentence and window.main.notice.isVisible()
    _click(window, form.address)
    assert form.address.hasFocus()
    assert text_of(form.words) == "guanzi"
    _settle(window, qtbot)
    assert len(hand.rows(tickets)) == before


def test_moving_the_focus_during_composition_loses_nothing(window: Window) -> None:
    form = window.main.findChild(CallForm)
    form.words.setFocus()
    compose(form.words, "guanzi")
    form.phone.field.setFocus()
    assert text_of(form.words) == "guanzi"
    for goes in (form.address.clearFocus, form.address.hide, lambda: form.address.setEnabled(False)):
        form.address.setText("")
        form.address.setEnabled(True)
        form.address.show()
        form.address.setFocus()
        compose(form.address, "lou")
        goes()
        assert text_of(form.address) == "lou", goes
    assert guard_composing(QApplication.instance()).field is None  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [QEvent.Type.FocusAboutToChange, QEvent.Type.Close])
def test_switching_or_closing_the_window_during_composition_loses_nothing(
    window: Window, kind: QEvent.Type, tmp_path: Path
) -> None:
    form = window.main.findChild(CallForm)
    form.words.setFocus()
    compose(form.words, "guanzi")
    handle = window.main.windowHandle()
    assert handle is not None
    event = QCloseEvent() if kind is QEvent.Type.Close else QFocusEvent(kind, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(handle, event)
    assert text_of(form.words) == "guanzi"
    if kind is QEvent.Type.Close:
        window.session.background.close()
        assert any("guanzi" in draft.read_text("utf-8") for draft in (tmp_path / "drafts").rglob("*.json"))


def test_a_click_in_the_same_field_keeps_the_composed_text(window: Window) -> None:
    form = window.main.findChild(CallForm)
    form.words.setFocus()
    compose(form.words, "guanzi")
    _click(window, form.words)
    assert text_of(form.words) == "guanzi"


def test_a_settings_change_by_others_keeps_the_text_being_composed(window: Window, hand: Hand, qtbot: QtBot) -> None:
    desk = window.main.open_desk("settings")
    desk.open_page(2)  # type: ignore[attr-defined]
    _settle(window, qtbot)
    page = next(page for page in desk.findChildren(EditPage) if page.isVisible())
    crew = page._model.rows[0].row
    page._table.choose(crew.id)
    field = page._editors["name"].widget
    field.setFocus()
    compose(field, "ban")
    hand.do(save_crew(crew.id, "别人改的", crew.phone))
    qtbot.waitUntil(lambda: page._model.rows[0].row.name == "别人改的", timeout=PATIENCE)
    assert guard_composing(QApplication.instance()).field is field  # type: ignore[arg-type]
    compose(field, "", "班")
    assert "班" in text_of(field) and "别人改的" not in text_of(field)


def test_an_input_method_that_died_does_not_hold_the_keyboard(window: Window) -> None:
    form = window.main.findChild(CallForm)
    form.words.setFocus()
    compose(form.words, "guan")
    QTest.keyClicks(form.words, "zi")
    assert text_of(form.words) == "guanzi"
    compose(form.words, "lou")
    QTest.keyClick(form.words, Qt.Key.Key_Escape)
    assert text_of(form.words) == "guanzi"
    QTest.keyClick(form.words, Qt.Key.Key_Tab)
    assert form.place.hasFocus()
    compose(form.place, "lou")
    QTest.keyClick(form.place, Qt.Key.Key_Return)
    assert text_of(form.place) == "lou" and form.place.hasFocus()  # it only ends the composition


def test_the_placeholder_is_hidden_during_composition(window: Window) -> None:
    words = window.main.findChild(CallForm).words
    words.setFocus()
    words.setCursorWidth(0)
    hint = words.placeholderText()
    compose(words, "guan")
    shown = words.grab().toImage()
    words.setPlaceholderText("")
    assert shown == words.grab().toImage()
    compose(words, "", "")
    assert words.placeholderText() == hint


def test_the_candidate_window_follows_a_field_moved_by_a_message(window: Window, qtbot: QtBot) -> None:
    words = window.main.findChild(CallForm).words
    words.setFocus()
    compose(words, "guan")
    method = QGuiApplication.inputMethod()
    before = method.cursorRectangle().y()
    window.main.notice.say("一句话")
    qtbot.waitUntil(lambda: method.cursorRectangle().y() > before)
    QApplication.processEvents()
    there = words.mapTo(window.main, words.cursorRect().topLeft()).y()
    assert abs(method.cursorRectangle().y() - there) < 8


def test_a_cancelled_composition_restores_the_replaced_text(window: Window) -> None:
    words = window.main.findChild(CallForm).words
    words.setPlainText("路上冒水\n很大")
    words.setFocus()
    words.selectAll()
    compose(words, "l")
    compose(words, "")
    assert words.toPlainText() == "路上冒水\n很大"
    words.moveCursor(QTextCursor.MoveOperation.End)
    compose(words, "", "漏水")
    assert words.toPlainText() == "路上冒水\n很大漏水"


def _click(window: Window, widget: QWidget) -> None:
    """Click where the widget is on the window, as the system does."""
    handle = window.main.windowHandle()
    assert handle is not None
    place = widget.mapTo(window.main, widget.rect().center())
    assert isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, PLAIN, place)
