"""The buttons for the typed call, and the messages about the result."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from tickets.errors import DeskError, NotYet
from ui.intake.choice import Chosen
from ui.intake.commands import ANSWER_KEY, Purpose
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.keys import on_key
from ui.kit.labels import Elided, Tone
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import ErrorLine, Notice
from ui.kit.tokens import INSIDE


class ActionsBar(QWidget):
    """`wanted` carries a Purpose. Messages are shown above the buttons; a ticket's number can be copied."""

    wanted = Signal(object)
    aside_wanted = Signal()
    clear_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, scope: QWidget) -> None:
        super().__init__()
        self.error = ErrorLine(self, of_input=True)
        self.notice = Notice(self)
        self._copied = ""
        self._of_last_call = False  # whether the notice tells the number of the last call
        self._reminding = False
        self._chosen = Elided(tone=Tone.QUIET)
        self.open = StepButton(self.tr("开单"), "Ctrl+Enter", scope=scope)
        self.settle = KeyButton(self.tr("电话解决"), "Ctrl+J", scope=scope)
        self.attach = KeyButton(self.tr("并入选中的工单"), "Ctrl+M", scope=scope)
        self.chase = KeyButton(self.tr("催办选中的工单"), "Ctrl+B", scope=scope)
        self.enquiry = KeyButton(self.tr("登记咨询"), "Ctrl+I", scope=scope)
        self.complaint = KeyButton(self.tr("登记投诉"), "Ctrl+Shift+I", scope=scope)
        self.aside = KeyButton(self.tr("暂存"), "Ctrl+D", scope=scope, on_click=self.aside_wanted)
        self.clear = QPushButton(self.tr("清空  Esc"))  # no KeyButton, because Esc first closes messages
        for_ticket = button_row(self.open, self.settle, self.attach, self.chase)
        others = button_row(self.enquiry, self.complaint, self.aside, self.clear)
        in_column(self.error, self.notice, self._chosen, for_ticket, others, holder=self, spacing=INSIDE)
        self._senders = {
            Purpose.OPEN: self.open,
            Purpose.SETTLE: self.settle,
            Purpose.ATTACH: self.attach,
            Purpose.CHASE: self.chase,
            Purpose.ENQUIRY: self.enquiry,
            Purpose.COMPLAINT: self.complaint,
        }
        self._wire(scope)
        self.show_chosen(None)

    def show_chosen(self, chosen: Chosen | None) -> None:
        """Show which ticket a further call would be attached to."""
        if chosen is None:
            self._chosen.setText(self.tr("没有选中工单；要并入或催办，先在右边选一张（Ctrl+1 到 Ctrl+5）"))
        else:
            words = self.tr("选中工单 {number} · {about}")
            self._chosen.setText(words.format(number=chosen.number, about=chosen.about))
        self._chosen.set_tone(Tone.ACCENT if chosen else Tone.QUIET)

    def show_busy(self, busy: bool) -> None:
        """Show on the main button that the result is still to come."""
        self.open.setText(self.tr("正在保存") if busy else self.tr("开单"))

    def say(self, sentence: str, action: str = "", key: str = "", copied: str = "") -> None:
        """Show information; `action` on `key` copies the text `copied`, or emits `undo_wanted` where there is none."""
        self._copied = copied
        self.error.clear()
        self.notice.say(sentence, action, key)

    def ask(self, sentence: str) -> None:
        """Show a question; it stays until it is answered or the call is changed."""
        self._copied, self._of_last_call = "", False
        self.error.clear()
        self.notice.say(sentence, lasting=True)

    def say_done(self, sentence: str, number: str, *, rest: bool = False, begun: bool = False) -> None:
        """Show what was done; with a ticket's `number` it stays until the next call and the number can be copied.

        With `rest` the sentence is about what the form still holds. If the next call has `begun` it stays for a moment.
        """
        self._of_last_call = bool(number) and not rest and not begun
        if number:
            self.say(sentence, self.tr("复制编号"), "Alt+C", copied=number)
        else:
            self.say(sentence)
        if begun and not rest:
            self.notice.fade()

    @property
    def tells_number(self) -> bool:
        """Whether the number of the last call is shown, and no further call has begun."""
        return self._of_last_call and self.notice.isVisible()

    def begin_call(self) -> None:
        """Hide the message about the last call, and a reminder: the next one has begun."""
        if self._reminding:
            self._reminding = False
            self.error.clear()
        if self._of_last_call:
            self._of_last_call = False
            self.notice.hide()

    def forget(self) -> None:
        """Hide what was said about the call that was in the form, or about the drafts."""
        self._reminding = self._of_last_call = False
        self.notice.hide()
        self.error.clear()

    def key_of(self, purpose: Purpose) -> str:
        """Return the key that sends the call for a purpose."""
        return ANSWER_KEY if purpose is Purpose.OUTAGE else self._senders[purpose].key

    def refuse(self, error: DeskError | str) -> None:
        """Show an error instead of the last result."""
        self._reminding = False
        self.notice.hide()
        self.error.say(error)

    def remind(self, sentence: str) -> None:
        """Say, until something is typed, why the empty form can't be used; the number of the last call stays."""
        if not self.tells_number:
            self.notice.hide()
        self._reminding = True
        self.error.say(NotYet(sentence))

    def _wire(self, scope: QWidget) -> None:
        for purpose, button in self._senders.items():
            button.clicked.connect(lambda _on, purpose=purpose: self.wanted.emit(purpose))
        self.clear.clicked.connect(self.clear_wanted)
        self.notice.acted.connect(self._on_acted)
        on_key(scope, "Ctrl+Return", self.open.click, repeats=False)  # the other Enter
        for button in (self.open, self.attach):
            button.setAutoDefault(True)  # Enter on it presses it, as in a dialog

    def _on_acted(self) -> None:
        if not self._copied:
            self.undo_wanted.emit()
            return
        QGuiApplication.clipboard().setText(self._copied)
        self.notice.say(self.tr("已复制 {number}").format(number=self._copied))
