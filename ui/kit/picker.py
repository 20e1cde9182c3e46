"""A text field with suggestions. Enter takes the marked one and moves on; free text is allowed, too.

What the caller's words certainly name is filled in by itself and marked as recognised, until another text is typed.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.kit.columns import Roles
from ui.kit.labels import mark
from ui.kit.lines import ListedLine, PopupLines

SEARCHED_AT_MOST = 1000  # characters of the caller's words that are searched
LONGEST = 100_000  # more than can be stored, so that nothing pasted is cut silently
_POPUP_WIDTH = 420  # pixels at least
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class Picker(QLineEdit):
    """Holds a selected thing, or free text.

    `picked` carries the thing, or None as soon as the text is changed again; `left` is emitted when Enter was pressed
    and the next field is due.
    """

    picked = Signal(object)
    left = Signal()
    escaped = Signal()  # Esc has closed the suggestions

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)
        self._popup: PopupLines | None = None
        self.thing: Any = None  # the selected thing; None for none
        self._awaited: Any = None
        self._dropped: Any = None  # the thing whose text was changed; typed again or after Esc it is selected again
        self._composing = False
        self._early = ""  # the text when Enter was pressed, perhaps before suggestions were available
        self.mentioned: Sequence[Any] = ()  # the things named in the caller's words, the likeliest first
        self.sure: Any = None  # the one thing that they certainly name; None for none
        self.where = ""  # where it is named, in words
        self.recognised = ""  # where the selected thing was recognised, in words; "" if somebody selected it
        self._removed: Any = None  # the key of what was recognised and then removed: it isn't filled in again
        self._as_stored = False  # whether the field is empty as it was stored: what its words name counts as removed
        self.textEdited.connect(self._on_typed)

    def offers(self, _typed: str) -> list[ListedLine]:
        """Return the suggestions for a text."""
        return []

    def look_up(self, _key: Any) -> Any:
        """Return the thing with this key; None when the list doesn't have it."""
        return None

    def key_of(self, thing: Any) -> Any:
        """Return the key of a thing."""
        return thing.id

    def meant(self) -> Any:
        """Return the one thing that the text names exactly; None when there is none."""
        return None

    def take(self, line: ListedLine) -> None:
        """Take a suggestion."""
        self.set_thing(line.thing)

    def hear(self, sure: Any, where: str) -> None:
        """Fill in the thing that was certainly named, None for none, unless the field has a content of its own.

        `where` says where it was named. What was removed stays removed.
        """
        self.sure, self.where = sure, where
        if self._as_stored and sure is not None:
            self._removed = self.key_of(sure)
        wanted = None if sure is not None and self.key_of(sure) == self._removed else sure
        free = not self.text().strip() and not self.hasFocus()  # nothing changes under the hands
        if self.recognised and wanted is None:
            self.set_thing(None)
        elif wanted is not None and (free or self.recognised) and (wanted, where) != (self.thing, self.recognised):
            self.set_thing(wanted, recognised=where)

    def hear_again(self, *, as_stored: bool = False) -> None:
        """Fill in what was certainly named, unless the field was stored empty; mark it if it is selected."""
        if self.sure is not None and self.thing is not None and self.key == self.key_of(self.sure):
            self._set_recognised(self.where)
        else:
            self._as_stored = as_stored and not self.text()
            self.hear(self.sure, self.where)

    def remove_recognised(self) -> None:
        """Empty the field if what is in it was recognised, and put the cursor there."""
        if self.recognised:
            self._removed = self.key
            self.set_thing(None)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide_offers()  # Enter goes on, and takes nothing else instead

    def listen_again(self) -> None:
        """Fill in what other words name: they were typed after the field was filled from what was stored."""
        self._as_stored = False

    @property
    def suggested(self) -> list[Any]:
        """What the caller's words name, without what was removed."""
        return [thing for thing in self.mentioned if self.key_of(thing) != self._removed]

    def forget_removed(self) -> None:
        """Fill in again what was removed: another call begins."""
        self._removed, self._as_stored = None, False

    @property
    def key(self) -> Any:
        """The key of the selected thing, or of the one being looked up; None for neither."""
        return self._awaited if self.thing is None else self.key_of(self.thing)

    def hold(self, key: Any, words: str) -> None:
        """Select the thing with this key; until the list contains it, show `words`."""
        thing = self.look_up(key)
        self.set_thing(thing, words)
        self._awaited = key if thing is None else None

    def set_thing(self, thing: Any, words: str = "", *, recognised: str = "") -> None:
        """Select a thing, or for None show only the text. `recognised` says where it was recognised."""
        self.thing = thing
        self._set_recognised(recognised)
        self._awaited = self._dropped = None
        self.setText(words if thing is None else thing.name)
        self.setCursorPosition(0 if thing is not None else len(words))
        self.hide_offers()
        self.picked.emit(thing)

    def offered(self) -> list[ListedLine]:
        """Return the suggestions now shown; none while there are none."""
        return self._popup.lines if self._popup is not None and self._popup.isVisible() else []

    def offer(self) -> None:
        """Show the suggestions for the text."""
        lines = self.offers(self.text()) if self.hasFocus() and not self._composing else []
        if not lines:
            self.hide_offers()
            return
        popup = self._open_popup()
        popup.apply(lines)
        popup.choose(lines[0].id)
        popup.show_under(self, max(self.width(), _POPUP_WIDTH))

    def hide_offers(self) -> None:
        """Hide the suggestions."""
        if self._popup is not None:
            self._popup.hide()

    def event(self, event: QEvent) -> bool:
        """Claim Esc and Enter while suggestions are shown: they only close them, or take one."""
        own = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Escape, *_ENTER) and not event.modifiers()
        if event.type() == QEvent.Type.ShortcutOverride and own and self.offered():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the suggestions, take one, close them; other keys are typed."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and plain:
            self._take_marked()
            self.left.emit()
        elif plain and (steps := _MOVES.get(Qt.Key(key), 0)):
            self._move(steps)
        elif key == Qt.Key.Key_Escape and self.offered():
            self._give_up()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Suggest nothing during composition: the list would cover the candidates."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self._composing:
            self.hide_offers()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take the marked line on Tab, if something was typed."""
        if forward:
            self.decide()
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """At once suggest what the caller's words name; what was recognised is replaced by the next key."""
        super().focusInEvent(event)
        if self.recognised:
            self.selectAll()
        if self.suggested and self.thing is None and not self.text():
            self.offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the suggestions; select the thing that the text names exactly, if there is one."""
        super().focusOutEvent(event)
        self.hide_offers()
        self._dropped = None
        self._take_meant()

    def decide(self) -> None:
        """Complete the selection: take the marked line, else the one thing that the text names."""
        if self.text().strip():
            self._take_marked()
            self._take_meant()
        self.hide_offers()

    def follow_list(self) -> None:
        """Update the selected thing from the list; select the awaited one once it is there."""
        now = self.look_up(self.key) if self.key else None
        if now is not None and now != self.thing:
            self.set_thing(now, recognised=self.recognised)
        elif self.offered():
            self.offer()

    def _on_typed(self, text: str) -> None:
        self._awaited = None
        known = self._dropped if self.thing is None else self.thing
        if known is not None and text.strip() == known.name:
            self._pick_again(known)
            return
        if self.thing is not None:
            if self.recognised:
                self._removed = self.key
                self._set_recognised("")
            self._dropped, self.thing = self.thing, None
            self.picked.emit(None)
        self.offer()

    def _set_recognised(self, where: str) -> None:
        self.recognised = where
        mark(self, "recognised", bool(where))

    def _pick_again(self, thing: Any) -> None:
        self.set_thing(thing)
        self.end(False)

    def _give_up(self) -> None:
        """Close the suggestions; select again what was selected before typing."""
        if self._dropped is not None:
            self._pick_again(self._dropped)
        self.hide_offers()

    def _move(self, steps: int) -> None:
        lines = self.offered()
        if self._popup is None or not lines:
            self.offer()
            return
        row = min(max(self._popup.currentIndex().row() + steps, 0), len(lines) - 1)
        self._popup.choose(lines[row].id)

    def _take_marked(self) -> None:
        marked = self._popup.current() if self._popup is not None and self.offered() else None
        if marked is not None:
            self.take(marked)
        self._early = self.text()
        self.hide_offers()

    def take_first(self) -> None:
        """Take the first suggestion for text that was entered before suggestions were available."""
        lines = self.offers(self._early) if self._early and self._early == self.text() else []
        if lines and self.thing is None:
            self.take(lines[0])
        self._early = ""

    def _take_meant(self) -> None:
        meant = self.meant() if self.thing is None else None
        if meant is not None:
            self.set_thing(meant)

    def _open_popup(self) -> PopupLines:
        if self._popup is None or self._popup.parentWidget() is not self.window():
            self._popup = PopupLines(self.window())
            self._popup.clicked.connect(self._on_clicked)
        return self._popup

    def _on_clicked(self, index: QModelIndex) -> None:
        self.take(index.data(Roles.ROW))
        self.end(False)
        self.hide_offers()
