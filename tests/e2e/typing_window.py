"""The window as `main.py` opens it, on an empty database: `python -m tests.e2e.typing_window FOLDER`.

Each line on stdin is answered with one line of JSON: the content of the caller's words, whether something is being
composed there, whether it has the focus, and where on the screen another field is.
"""

import json
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from tickets.service import TicketService
from tickets.store.schema import open_store
from ui.app import make_app
from ui.intake.form import CallForm
from ui.kit.composing import guard_composing
from ui.open_window import Window, open_window


class Teller(QObject):
    """Answers queries from stdin on the GUI thread."""

    asked = Signal()
    ended = Signal()

    def __init__(self, window: Window, app: QApplication) -> None:
        super().__init__(window.main)
        self._window, self._app = window, app
        form = window.main.findChild(CallForm)
        self._words, self._elsewhere = form.words, form.address
        self._words.setFocus()
        self.asked.connect(self._tell)
        self.ended.connect(app.quit)

    def listen(self) -> None:
        """Read queries, on a thread of its own."""
        for _ in sys.stdin:
            self.asked.emit()
        self.ended.emit()

    def _tell(self) -> None:
        place = self._elsewhere.mapToGlobal(self._elsewhere.rect().center())
        state = {
            "elsewhere": [place.x(), place.y()],
            "words": self._words.toPlainText(),
            "composing": guard_composing(self._app).field is self._words,
            "focused": self._words.hasFocus() and self._window.main.isActiveWindow(),
        }
        print(json.dumps(state, ensure_ascii=False), flush=True)


def main(folder: Path) -> int:
    """Show the window until stdin ends."""
    app = make_app()
    window = open_window(TicketService(open_store(f"sqlite:///{folder / 'desk.db'}")), folder)
    window.main.show()
    teller = Teller(window, app)
    threading.Thread(target=teller.listen, daemon=True).start()
    code: int = app.exec()
    window.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
