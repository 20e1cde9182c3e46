"""Shows that somebody else has changed the edited entry: who, what, and what can be done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from tickets.errors import Conflict
from ui.kit.buttons import KeyButton
from ui.kit.cards import Facts
from ui.kit.labels import Words, mark
from ui.kit.layouts import button_row, in_column
from ui.kit.messages import announce
from ui.kit.wording import translate

_CAPTION = 72


class ClashView(QFrame):
    """Shown above the buttons until the user decides. `theirs_wanted` is emitted to discard the user's input."""

    theirs_wanted = Signal()

    def __init__(self, scope: QWidget | None = None) -> None:
        """Handle the key within `scope`; without one in the whole window."""
        super().__init__()
        mark(self, "alarm", True)
        self._who = Words(wrap=True, selectable=True)
        self._facts = Facts(_CAPTION, spacing=0)
        self._hint = Words(wrap=True)
        theirs = KeyButton(self.tr("不要我填的，用现在的"), "Alt+U", scope=scope, on_click=self.theirs_wanted)
        theirs.share_key()
        in_column(
            self._who, self._facts, self._hint, button_row(theirs), holder=self, margins=(12, 4, 12, 8), spacing=4
        )
        self.hide()

    def say(self, error: Conflict | str, changed: list[tuple[str, str]], hint: str) -> None:
        """Show who was first, what has changed, and what to do."""
        sentence = _briefly(error)
        self._who.setText(sentence)
        self._facts.show_facts(changed)
        self._hint.setText(hint)
        self.setAccessibleName(sentence)
        self.show()
        words = "，".join(f"{caption} {change}" for caption, change in changed)
        announce(self, " ".join((sentence, words, hint)), urgent=True)

    @property
    def sentence(self) -> str:
        """Who was first; "" while hidden."""
        return "" if self.isHidden() else self._who.text()


def _briefly(error: Conflict | str) -> str:
    if isinstance(error, str) or not error.theirs:
        return str(error)
    return translate("settings", "刚被改过：{theirs}").format(theirs=error.theirs)
