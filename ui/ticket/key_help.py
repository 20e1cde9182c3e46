"""The list of keys, shown over a desk until Esc or ?."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.kit.labels import Heading, Quiet, Subheading, Words, mark
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.tokens import INSIDE
from ui.kit.wording import translate
from ui.ticket.crew_text import COPY_KEY
from ui.ticket.file_view import DOWN_KEY, UP_KEY
from ui.ticket.steps import OUTAGE_KEY, PRINT_KEY
from ui.ticket.ticket_actions import TICKET_ACTIONS

Keys = Sequence[tuple[str, str]]  # a key and what it does


class KeyHelp(QFrame):
    """Covers `desk`; any key closes it."""

    def __init__(self, desk: QWidget, groups: Sequence[tuple[str, Keys]]) -> None:
        super().__init__(desk)
        mark(self, "card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("按键一览"))
        self._desk = desk
        self._before: QWidget | None = None
        columns = in_row(*(_column(title, keys) for title, keys in groups), spacing=32)
        hint = Quiet(self.tr("在文字框里时，字母就是字母；按 Esc 出来。按任意键关闭。"))
        in_column(Heading(self.tr("按键一览")), columns, hint, holder=self, margins=(24, 16), spacing=16)
        desk.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show or hide it."""
        if self.isVisible():
            self._close()
            return
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on any key."""
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self._close()

    def event(self, event: QEvent) -> bool:
        """Claim all keys before the desk."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay centred over the desk."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        spare = self._desk.size() - self.size()
        self.move(max(0, spare.width() // 2), max(0, spare.height() // 2))

    def _close(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)


def action_keys() -> Keys:
    """Return the keys of the ticket panel."""
    actions = [(action.key, action.label) for action in TICKET_ACTIONS]
    late = translate("key_help", "补录这一步的真实时间")
    copied = (COPY_KEY, translate("key_help", "复制给班组"))
    story = (f"{DOWN_KEY} {UP_KEY}", translate("key_help", "看经过，回到上面"))
    return [
        *actions,
        copied,
        story,
        (OUTAGE_KEY, translate("key_help", "登记停水范围")),
        (PRINT_KEY, translate("key_help", "打印")),
        (translate("key_help", "Shift+字母"), late),
    ]


def _column(title: str, keys: Keys) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for row, (key, words) in enumerate(keys):
        grid.addWidget(Quiet(key), row, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Words(words), row, 1)
    return in_column(Subheading(title), grid, Stretch(), spacing=INSIDE)
