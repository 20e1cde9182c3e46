"""What each key and each press does while text is being composed in a field."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from ui.kit.composing import Composing, guard_composing, is_composed_in, refusal
from ui.kit.keys import on_key

PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, META, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def compose(widget: QWidget, text: str, commit: str = "") -> None:
    """Send what an input method would: `text` being composed, or `commit` that was chosen."""
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


@dataclass
class Form:
    """A window with a line, a text and a button, and what was refused in it."""

    guard: Composing
    window: QWidget
    line: QLineEdit
    text: QPlainTextEdit
    button: QPushButton
    label: QLabel
    refused: list[object] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> Iterator[Form]:
    window = QWidget()
    form = Form(guard_composing(qapp), window, QLineEdit("ab"), QPlainTextEdit(), QPushButton("派单"), QLabel("说明"))
    column = QVBoxLayout(window)
    for part in (form.line, form.text, form.button, form.label):
        column.addWidget(part)
    qtbot.addWidget(window)
    show_active(window, qtbot)
    form.line.setFocus()
    form.line.end(False)
    form.line.returnPressed.connect(lambda: form.entered.append("return"))
    form.button.clicked.connect(lambda: form.entered.append("button"))
    for key in ("F5", "Ctrl+V", "Ctrl+Return", "Alt+X"):
        on_key(window, key, lambda: form.entered.append("shortcut"))
    form.guard.refused.connect(form.refused.append)
    yield form
    form.guard.refused.disconnect(form.refused.append)


@pytest.mark.parametrize(
    ("key", "held", "text", "goes_on", "refused"),
    [
        (KEY.Key_Shift, PLAIN, "ab", True, False),
        (KEY.Key_Control, PLAIN, "ab", True, False),
        (KEY.Key_Alt, ALT, "ab", True, False),
        (KEY.Key_X, PLAIN, "abloux", False, False),
        (KEY.Key_X, SHIFT, "abloux", False, False),
        (KEY.Key_X, ALT, "ab", True, True),
        (KEY.Key_X, META, "ab", True, True),
        (KEY.Key_V, CTRL, "ab", True, True),
        (KEY.Key_Backspace, PLAIN, "ablo", False, False),
        (KEY.Key_Delete, PLAIN, "ablou", False, False),
        (KEY.Key_Backspace, CTRL, "ab", True, True),
        (KEY.Key_Escape, PLAIN, "ab", False, False),
        (KEY.Key_Escape, CTRL, "ab", True, True),
        (KEY.Key_Return, PLAIN, "ablou", False, False),
        (KEY.Key_Enter, PLAIN, "ablou", False, False),
        (KEY.Key_Return, CTRL, "ab", True, True),
        (KEY.Key_Tab, PLAIN, "ab", True, True),
        (KEY.Key_F5, PLAIN, "ab", True, True),
        (KEY.Key_Home, PLAIN, "ab", True, True),
    ],
)
def test_each_key_edits_or_ends_the_composition_or_is_refused(
    form: Form, key: Qt.Key, held: Qt.KeyboardModifier, text: str, goes_on: bool, refused: bool
) -> None:
    compose(form.line, "lou")
    QTest.keyClick(form.line, key, held)
    assert form.line.text() == text
    assert (form.guard.field is form.line, is_composed_in(form.line)) == (goes_on, goes_on)
    assert form.refused == ([form.line] if refused else [])
    assert form.line.hasFocus()
    assert form.entered == [], "it does nothing else"


class Keys(QObject):
    """Records the keys that reach a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.reached: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.reached.append(event.key())
        return False


def test_only_a_key_that_means_something_to_the_composition_reaches_its_field(form: Form) -> None:
    keys = Keys(form.line)
    for key, reached in ((KEY.Key_Shift, True), (KEY.Key_F5, False), (KEY.Key_Return, False), (KEY.Key_X, True)):
        compose(form.line, "lou")
        keys.reached.clear()
        QTest.keyClick(form.line, key)
        assert keys.reached == ([key] if reached else [])


def test_without_a_composition_every_key_is_the_fields(form: Form) -> None:
    assert not is_composed_in(form.line)
    QTest.keyClick(form.line, KEY.Key_Return)
    QTest.keyClick(form.line, KEY.Key_X)
    QTest.keyClick(form.line, KEY.Key_Tab)
    QTest.keyClick(form.line, KEY.Key_F5)
    assert (form.entered, form.line.text(), form.text.hasFocus()) == (["return", "shortcut"], "abx", True)
    assert form.refused == []
    form.guard.commit()
    assert form.line.text() == "abx"


def test_only_the_text_composed_last_is_kept_and_only_in_its_own_field(form: Form) -> None:
    for text in ("l", "lo", "lou"):
        compose(form.line, text)
        assert form.guard.field is form.line
    compose(form.text, "x")
    assert (form.guard.field, is_composed_in(form.text)) == (form.line, False)
    form.text.setFocus()
    assert (form.line.text(), form.guard.field) == ("ablou", None)
    compose(form.text, "")
    compose(form.line, "guan")
    assert form.guard.field is None, "a field without the focus is not composed in"
    form.button.setFocus()
    compose(form.button, "guan")
    assert form.guard.field is None, "nor is a button"


def test_a_composition_that_is_aborted_restores_what_it_replaced_in_a_line_or_a_text(form: Form) -> None:
    form.line.setSelection(1, 1)
    compose(form.line, "l")
    compose(form.line, "lo")
    assert form.line.text() == "a"
    compose(form.line, "")
    assert form.line.text() == "ab"
    form.line.setSelection(1, 1)
    compose(form.line, "l")
    compose(form.line, "", "楼")
    assert form.line.text() == "a楼"
    compose(form.line, "l")
    compose(form.line, "")
    assert form.line.text() == "a楼", "nothing was replaced this time"
    form.text.setPlainText("两处\n冒水")
    form.text.setFocus()
    form.text.selectAll()
    compose(form.text, "l")
    compose(form.text, "")
    assert form.text.toPlainText() == "两处\n冒水"
    form.text.moveCursor(QTextCursor.MoveOperation.End)
    compose(form.text, "", "了")
    assert form.text.toPlainText() == "两处\n冒水了"


def test_a_list_of_completions_is_hidden_by_a_composition(form: Form, qtbot: QtBot) -> None:
    completer = QCompleter(["abacus", "abbey"], form.line)
    form.line.setCompleter(completer)
    completer.complete()
    popup = completer.popup()
    qtbot.waitUntil(popup.isVisible)
    compose(form.line, "lou")
    assert not popup.isVisible()
    compose(form.line, "")


def click(form: Form, widget: QWidget, kind: str = "mouseClick") -> None:
    """Press where the widget is on the window, as the system does."""
    handle = form.window.windowHandle()
    place = widget.mapTo(form.window, widget.rect().center())
    getattr(QTest, kind)(handle, LEFT, PLAIN, place)


@pytest.mark.parametrize(("kind", "presses"), [("mouseClick", 1), ("mouseDClick", 3)])
def test_a_press_on_a_button_is_refused_and_one_elsewhere_keeps_the_text(form: Form, kind: str, presses: int) -> None:
    compose(form.line, "lou")
    click(form, form.button, kind)
    assert (form.guard.field, form.line.text(), form.refused) == (form.line, "ab", [form.line] * presses)
    assert form.entered == []
    form.refused.clear()
    click(form, form.label, kind)
    assert (form.guard.field, form.line.text(), form.refused) == (None, "ablou", [])
    click(form, form.button, kind)
    assert "button" in form.entered
    form.line.setFocus()
    compose(form.line, "x")
    click(form, form.text, kind)
    assert (form.line.text(), form.text.hasFocus()) == ("abloux", True), "the press still does what it should"


def test_a_press_beside_every_field_keeps_the_text_and_one_outside_all_windows_changes_nothing(form: Form) -> None:
    compose(form.line, "lou")
    nowhere = QObject()
    press = QMouseEvent(QEvent.Type.MouseButtonPress, QPointF(1, 1), QPointF(1, 1), LEFT, LEFT, PLAIN)
    assert not QApplication.sendEvent(nowhere, press)
    assert (form.guard.field, form.line.text()) == (form.line, "ab")
    assert form.window.childAt(2, 2) is None
    QTest.mouseClick(form.window.windowHandle(), LEFT, PLAIN, QPoint(2, 2))
    assert (form.guard.field, form.line.text()) == (None, "ablou")


def test_a_press_on_a_button_of_the_field_itself_is_not_refused(form: Form) -> None:
    form.line.setClearButtonEnabled(True)
    QApplication.processEvents()
    button = next(child for child in form.line.findChildren(QWidget) if child.isVisible())
    compose(form.line, "lou")
    click(form, button)
    assert form.refused == []
    assert form.guard.field is None


@pytest.mark.parametrize("ending", [QEvent.Type.Close, QEvent.Type.FocusAboutToChange])
def test_the_text_is_kept_when_the_window_is_left(form: Form, ending: QEvent.Type) -> None:
    compose(form.line, "lou")
    QApplication.sendEvent(form.label, QEvent(QEvent.Type.User))
    assert form.line.text() == "ab"
    QApplication.sendEvent(form.window, QEvent(ending))
    assert (form.line.text(), form.guard.field) == ("ablou", None)


class Moves(QObject):
    """Counts how often a widget is told that it has moved."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Move
        return False


def test_only_a_move_of_what_holds_the_field_moves_the_list_of_candidates(form: Form, qtbot: QtBot) -> None:
    holder, inner = QWidget(form.window), QLineEdit()
    QVBoxLayout(holder).addWidget(inner)
    holder.show()
    inner.setFocus()
    moves = Moves()
    inner.installEventFilter(moves)
    holder.move(3, 3)
    QApplication.processEvents()
    assert moves.count == 0
    compose(inner, "lou")
    form.label.move(5, 5)
    QApplication.processEvents()
    assert moves.count == 0
    holder.move(9, 9)
    qtbot.waitUntil(lambda: moves.count > 0)
    assert moves.count == 1
    holder.move(12, 12)
    compose(inner, "")
    QApplication.processEvents()
    assert moves.count == 1, "the composition has ended before"


def test_a_field_that_is_destroyed_takes_its_composition_with_it(form: Form, qtbot: QtBot) -> None:
    gone = QLineEdit(form.window)
    gone.show()
    gone.setFocus()
    compose(gone, "lou")
    assert form.guard.field is gone
    gone.deleteLater()
    qtbot.waitUntil(lambda: form.guard.field is None)
    form.line.setFocus()
    QTest.keyClick(form.line, KEY.Key_Return)
    assert form.entered == ["return"]
    compose(form.line, "lou")
    QTest.keyClick(form.line, KEY.Key_Return)
    assert (form.line.text(), form.entered) == ("ablou", ["return"])


def test_the_hint_of_a_text_comes_back_when_the_composition_ends(form: Form) -> None:
    form.text.setPlaceholderText("来电人说了什么")
    form.text.setFocus()
    compose(form.text, "lou")
    assert form.text.placeholderText() == ""
    form.line.setFocus()
    assert (form.text.placeholderText(), form.text.toPlainText()) == ("来电人说了什么", "lou")


def test_there_is_one_guard_and_one_sentence_of_refusal(form: Form, qapp: QApplication) -> None:
    assert guard_composing(qapp) is form.guard
    assert "先选好字" in refusal()
