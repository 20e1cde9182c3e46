"""Message widgets: errors and confirmations."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from tickets.about import versions
from tickets.errors import DeskError, FieldError, NotYet, Refused, Unavailable, Unexpected
from tickets.rules.instants import utc_now
from ui.kit.buttons import IconButton, KeyButton
from ui.kit.icons import icon, icon_size
from ui.kit.keys import on_key
from ui.kit.labels import Words, mark
from ui.kit.layouts import in_row
from ui.kit.theme import tokens_now
from ui.runtime.tick import single_shot

T = TypeVar("T")

COPY_KEY = "Ctrl+Shift+C"
_NOTICE_MS = 6000


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let a screen reader say a sentence, at once if `urgent`."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def scroll_to(part: QWidget) -> None:
    """Scroll a message, or another part of a form, into view once it has been laid out."""
    inside: list[QWidget] = []  # from the part's parent up to what is scrolled
    holder = part.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        inside.append(holder)
        holder = holder.parentWidget()
    if holder is None:
        return

    def scroll() -> None:
        for each in inside:  # a text that has grown by lines makes each of them higher, one after the other
            QCoreApplication.sendPostedEvents(each, QEvent.Type.LayoutRequest.value)
        holder.ensureWidgetVisible(part)

    QTimer.singleShot(0, part, scroll)


class ErrorLine(QFrame):
    """An error sentence where the error occurred. Hidden while empty; Esc closes it.

    Esc works while the focus is within the parent widget. A NotYet is shown in calm colours, because nothing is wrong.
    One with `of_input` belongs to a form: what it says is true as long as the input stays.
    """

    def __init__(self, parent: QWidget | None = None, *, of_input: bool = False) -> None:
        super().__init__(parent)
        self._of_input = of_input
        self._error: DeskError | str = ""  # the last one
        self._stays = False  # whether only a person clears it
        self._picture = QLabel()
        self._sentence = Words(wrap=True, selectable=True)
        self._close = IconButton("close", self.tr("关闭提示  Esc"))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.clear)
        self._details = ""
        self._copy = KeyButton(self.tr("复制详情"), COPY_KEY, on_click=self._on_copy)
        self._copy.share_key()
        self._copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._copy.hide()
        row = in_row(holder=self, margins=(8, 4, 4, 4))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._picture.setFixedHeight(32)
        self._sentence.setMinimumHeight(32)
        self._escape: QShortcut | None = None
        self._colour()
        self.hide()

    def say(self, error: DeskError | str, *, stays: bool = False) -> None:
        """Show an error; the details of an unexpected one can be copied.

        One that `stays` is cleared by a person only, or replaced by the next one.
        """
        sentence = error.sentence if isinstance(error, DeskError) else error
        self._details = error.details if isinstance(error, Unexpected) else ""
        self._copy.set_step(self.tr("复制详情"), COPY_KEY)
        self._copy.setVisible(bool(self._details))
        self._error, self._stays = error, stays
        self._colour()
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self._listen()
        self.show()
        scroll_to(self)
        self._quieten()
        announce(self, sentence, urgent=not isinstance(error, NotYet))

    def checked(self, make: Callable[[], T]) -> T | None:
        """Return what `make` returns, with the line cleared; show the Refused that it raises and return None."""
        try:
            made = make()
        except Refused as refused:
            self.say(refused)
            return None
        self.clear()
        return made

    def say_restored(self) -> None:
        """Add that the server is back, if the sentence says that something was not saved, or may not be."""
        error = self._error
        if self._stays or not isinstance(error, DeskError) or not error.unsaved or not self.sentence:
            return
        if error.in_doubt:
            self.say(self.tr("服务器已恢复。刚才的可能已保存：请看一眼现状，没有就再按一次，不会重复。"))
        else:
            self.say(self.tr("没有保存。服务器已恢复，请再试一次。"))

    @property
    def stays(self) -> bool:
        """Whether only a person clears the sentence shown."""
        return self._stays and bool(self.sentence)

    def clear_if_over(self) -> None:
        """Clear an error about an attempt that is over, as a later one succeeded or somebody else uses the window.

        What still has to be put right stays: a wrong field, an unreachable database, a question.
        """
        if not self._of_input and not self._stays and not isinstance(self._error, FieldError | NotYet | Unavailable):
            self.clear()

    def _quieten(self) -> None:
        """Hide the notices beside this line: "saved" next to an error would be confusing."""
        holder = self.parentWidget()
        if holder is not None:
            for notice in holder.findChildren(Notice, options=Qt.FindChildOption.FindDirectChildrenOnly):
                notice.give_way()

    def clear(self) -> None:
        """Hide the line."""
        if self._escape is not None:
            self._escape.setEnabled(False)
        self.hide()
        self._sentence.clear()

    @property
    def sentence(self) -> str:
        """The sentence shown; "" for none."""
        return self._sentence.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colour scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _colour(self) -> None:
        calm = isinstance(self._error, NotYet)
        mark(self, "alarm", not calm)
        mark(self, "notice", calm)
        self._draw()

    def _draw(self) -> None:
        tokens = tokens_now()
        name, colour = ("info", tokens.accent) if isinstance(self._error, NotYet) else ("warning", tokens.overdue)
        self._picture.setPixmap(icon(name, tokens, colour).pixmap(icon_size()))

    def _on_copy(self) -> None:
        about = "\n".join(f"{caption} {fact}" for caption, fact in versions())
        text = f"{self.sentence}\n{utc_now():%Y-%m-%d %H:%M:%S} UTC\n{about}\n\n{self._details}\n"
        QGuiApplication.clipboard().setText(text)
        self._copy.set_step(self.tr("已复制"), COPY_KEY)

    def _listen(self) -> None:
        holder = self.parentWidget()
        if self._escape is None and holder is not None:
            self._escape = on_key(holder, Qt.Key.Key_Escape, self.clear)
            self._escape.activatedAmbiguously.connect(self.clear)  # several lines are shown: each Esc closes one
        if self._escape is not None:
            self._escape.setEnabled(True)


class Notice(QFrame):
    """Says for some seconds what was done, with at most one action to offer (`acted`)."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "notice", True)
        self._sentence = Words(wrap=True, selectable=True)
        self._action = KeyButton("")
        self._action.clicked.connect(self.hide)  # first, because the action may show something new
        self._action.clicked.connect(self.acted)
        in_row((self._sentence, 1), self._action, holder=self, margins=(12, 4, 4, 4))
        self._sentence.setMinimumHeight(32)
        self._timer = single_shot(self, self.hide)
        self.hide()

    def say(self, sentence: str, action: str = "", key: str = "", *, lasting: bool = False) -> None:
        """Show a sentence; with `action`, or if `lasting`, it stays until the action or the next sentence."""
        self._sentence.setText(sentence)
        self._action.set_step(action, key)
        self._action.setVisible(bool(action))
        self.setAccessibleName(sentence)
        self.show()
        scroll_to(self)
        announce(self, sentence)
        if action or lasting:
            self._timer.stop()
        else:
            self._timer.start(_NOTICE_MS)

    def fade(self) -> None:
        """Hide after some seconds, even with an action."""
        if not self._timer.isActive():
            self._timer.start(_NOTICE_MS)

    def give_way(self) -> None:
        """Hide unless an action is offered."""
        if self._timer.isActive():
            self._timer.stop()
            self.hide()

    @property
    def sentence(self) -> str:
        """The last sentence."""
        return self._sentence.text()
