"""A workstation with the real window, as a process: `python -m tests.e2e.window SETTINGS`, on any Qt platform.

Its board is the dispatch desk's own. It calls people back and closes their tickets, and prints its board for a line
`board` on stdin.
"""

import json
import logging
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tests.bench.seats.mix import Kind
from tests.bench.seats.records import Outcome
from tests.e2e.acting import Step, next_steps
from tests.e2e.outbox import Outbox, Sent
from tickets.accounts.server_authenticator import ServerAuthenticator
from tickets.connection.target import Target
from tickets.errors import Conflict, DeskError, Refused
from tickets.rules.words import Role
from tickets.service import Done
from ui.app import make_app
from ui.desks import dispatch_desk
from ui.dispatch.open_board import OpenBoard
from ui.open_window import AppContext, Window, open_guarded
from ui.runtime.background import Background


def main(settings: Path) -> int:
    """Show the window until stdin ends."""
    options = json.loads(settings.read_text("utf-8"))
    logging.basicConfig(level=logging.ERROR)  # on stderr, where a test finds it; a lost connection is no error
    app = make_app()
    authenticator = ServerAuthenticator(Target(options["url"]), settings.parent.name)
    person = authenticator.sign_in(options["login"], options["password"])
    window = open_guarded(authenticator.service, AppContext(settings.parent, Background(), authenticator), person)
    window.main.show()
    caller = _Caller(window, Outbox(settings.parent / "outbox"))
    caller.ended.connect(app.quit)
    threading.Thread(target=caller.listen, daemon=True).start()
    print("ready", flush=True)
    code: int = app.exec()
    window.close()
    return code


class _Caller(QObject):
    """Sends one command at a time, like a person."""

    asked = Signal()
    ended = Signal()

    def __init__(self, window: Window, outbox: Outbox) -> None:
        super().__init__(window.main)
        desk = window.main.open_desk("dispatch")
        assert isinstance(desk, dispatch_desk())
        board = desk.findChild(OpenBoard)
        assert board is not None
        self._session, self._board, self._outbox = window.session, board, outbox
        self._busy = False
        self._did: set[tuple[str, int]] = set()  # so that an outdated board doesn't cause a command twice
        board.changed.connect(self._go_on)
        window.session.tick.second.connect(self._go_on)
        self.asked.connect(self._tell_board)

    def listen(self) -> None:
        """Obey stdin, on a thread of its own."""
        for _ in sys.stdin:
            self.asked.emit()
        self.ended.emit()

    def _tell_board(self) -> None:
        print(json.dumps(sorted(map(repr, self._board.rows))), flush=True)

    def _go_on(self, _now: object = None) -> None:
        if self._busy:
            return
        unanswered = self._outbox.unanswered
        if unanswered:
            self._send(unanswered[0])
            return
        step = self._next_step()
        if step is not None:
            self._send(self._outbox.keep(step))

    def _next_step(self) -> Step | None:
        for step in next_steps(Role.OPERATOR, self._board.rows, self._session.now(), 0):
            if step["kind"] == Kind.CALLBACK and (Kind.CALLBACK, step["ticket"]) in self._did:
                step["kind"] = Kind.CLOSE
            if (step["kind"], step["ticket"]) not in self._did:
                return step
        return None

    def _send(self, sent: Sent) -> None:
        self._busy = True
        self._session.execute(
            sent.command, lambda done: self._on_done(sent, done), lambda e: self._on_failed(sent, e), owner=self
        )

    def _on_done(self, sent: Sent, done: Done[int]) -> None:
        self._busy = False
        self._outbox.answer(sent, Outcome.DONE, done.result)
        self._did.add((sent.step["kind"], sent.step["ticket"]))
        print(f"done {sent.step['kind']} {done.result}", flush=True)

    def _on_failed(self, sent: Sent, error: DeskError) -> None:
        """Keep unsent commands for the next second."""
        self._busy = False
        print(f"failed {sent.step['kind']} {error.sentence}", flush=True)
        if isinstance(error, Refused | Conflict):
            self._outbox.answer(sent, Outcome.REFUSED)
            self._did.add((sent.step["kind"], sent.step["ticket"]))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
