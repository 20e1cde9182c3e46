"""The archive's search field, and the line that says how the text was understood and how much was found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tickets.rules.instants import local_day
from tickets.rules.search_query import LONGEST, Every, Sought, Spoken, understand
from tickets.store.queries.archive import COUNT_AT_MOST
from tickets.store.queries.streams import Named, names_in
from ui.archive.search_explanation import understood
from ui.kit.labels import Elided, Quiet, Tone
from ui.kit.layouts import in_row
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL
from ui.runtime.background import Worker
from ui.runtime.session import SessionContext
from ui.runtime.tick import single_shot

_WAIT_MS = 150  # after the last typed letter
_PATIENCE_MS = 400  # before a running search is mentioned


class SearchField(QWidget):
    """The line of text; `field` is placed by the parent.

    `changed` is emitted for another search, `left` when the focus should go to the list, `entered` to its first row.
    """

    changed = Signal()
    left = Signal()
    entered = Signal()

    def __init__(self, session: SessionContext) -> None:
        super().__init__()
        self._session = session
        self.sought: Sought | None = None  # the parsed search text
        hint = self.tr("编号、电话、地点、故障、班组、人、昨天、原话；几个词一起找  Ctrl+F")
        self.field = _Field(maxLength=LONGEST, clearButtonEnabled=True, placeholderText=hint)
        self.field.setAccessibleName(self.tr("找工单"))
        self._meaning = Elided(tone=Tone.QUIET)
        self._meaning.setFont(body_font(SMALL))
        self._count = Quiet()
        self._wait = single_shot(self, self._ask, _WAIT_MS)
        self._patience = single_shot(self, lambda: self._count.setText(self.tr("正在找…")), _PATIENCE_MS)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        self.field.returnPressed.connect(self._enter)
        self.field.left.connect(self._leave)
        self.setFocusProxy(self.field)
        in_row((self._meaning, 1), self._count, holder=self)
        self._understand(None)

    def clear(self) -> bool:
        """Clear the field; return whether it had text."""
        asked = bool(self.field.text())
        self.field.clear()
        self._ask()
        return asked

    def say_searching(self) -> None:
        """Say that a search is running, if it takes long."""
        self._patience.start()

    def say_count(self, number: int, complete: bool) -> None:
        """Show how many tickets were found."""
        self._patience.stop()
        capped = number >= COUNT_AT_MOST and not complete
        words = self.tr("共 {n}+ 条") if capped else self.tr("共 {n} 条")
        self._count.setText(words.format(n=f"{COUNT_AT_MOST if capped else number:,}"))

    def say_nothing(self) -> None:
        """Show no number."""
        self._patience.stop()
        self._count.clear()

    def _ask(self) -> None:
        self._wait.stop()
        sought = understand(self.field.text(), local_day(self._session.now()))
        if sought == self.sought:
            return
        self.sought = sought
        self._understand(sought)
        self.changed.emit()

    def _enter(self) -> None:
        self._ask()
        self.entered.emit()

    def _leave(self) -> None:
        self._ask()
        self.left.emit()

    def _understand(self, sought: Sought | None) -> None:
        self._meaning.setText(understood(sought))
        parts = sought.parts if isinstance(sought, Every) else (sought,) if sought is not None else ()
        if any(isinstance(part, Spoken) for part in parts):
            self._session.background.latest(
                ("archive names", id(self)),
                lambda: self._session.service.read(names_in, parts),
                lambda named: self._show_named(sought, named),
                lambda _error: None,  # the search itself reports the error
                worker=Worker.SEARCH,
                owner=self,
            )

    def _show_named(self, sought: Sought | None, named: tuple[Named, ...]) -> None:
        if sought == self.sought:
            self._meaning.setText(understood(sought, *named))


class _Field(QLineEdit):
    """A line edit in which the down key moves the focus to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `left` on the down key."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.left.emit()
        else:
            super().keyPressEvent(event)
