"""A workstation without a window, as a process: `python -m tests.e2e.seat SETTINGS`.

Updates its board from the feed, does what its role does, and obeys lines on stdin: `log N` and `board`.
"""

import json
import logging
import queue
import sys
import threading
from contextlib import closing
from itertools import count
from pathlib import Path

from tests.bench.seats.records import Outcome
from tests.e2e.acting import LOGGED, next_steps
from tests.e2e.outbox import Outbox, Sent
from tickets.errors import Conflict, DeskError, Refused, Unavailable
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.postgres.engine import Credentials, Password
from tickets.store.queries.board import BoardRow, board_rows, open_tickets
from tickets.store.rows import Who
from tickets.store.schema import open_store

LOOK_EVERY = 0.2  # seconds, for what becomes due by time alone


def main(settings: Path) -> None:
    """Work until stdin ends."""
    options = json.loads(settings.read_text("utf-8"))
    logging.basicConfig(level=logging.ERROR)  # on stderr, where a test finds it; a lost connection is no error
    role = Role(options["role"])
    who = Who(options["staff"], options["name"], frozenset({role}), settings.parent.name)
    credentials = Credentials(options["login"], Password(options["password"]))
    with closing(TicketService(open_store(options["url"], credentials=credentials))) as desk:
        desk.set_clock()
        _Seat(desk, who, role, options["crew"], Outbox(settings.parent / "outbox")).work()


class _Seat:
    def __init__(self, desk: TicketService, who: Who, role: Role, crew: int, outbox: Outbox) -> None:
        self._desk, self._who, self._role, self._crew, self._outbox = desk, who, role, crew, outbox
        self._rows: dict[int, BoardRow] = {}
        self._news: queue.SimpleQueue[Changes | str | None] = queue.SimpleQueue()
        self._logged = count()
        self._to_log = 0
        desk.feed.subscribe(self._news.put)
        threading.Thread(target=self._listen, daemon=True).start()

    def work(self) -> None:
        """Work until stdin is closed."""
        self._follow(Changes(lost=True))
        _say("ready")
        while True:
            try:
                news = self._news.get(timeout=LOOK_EVERY)
            except queue.Empty:
                news = Changes()
            if news is None:
                return
            if isinstance(news, str):
                self._obey(news)
            else:
                self._follow(news)
            self._do_all()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._news.put(line.strip())
        self._news.put(None)

    def _obey(self, line: str) -> None:
        word, _, number = line.partition(" ")
        if word == "log":
            self._to_log += int(number)
        else:
            _say(json.dumps(sorted(map(repr, self._rows.values()))))

    def _follow(self, changes: Changes) -> None:
        try:
            if changes.lost:
                self._rows = {row.id: row for row in self._desk.read(open_tickets)}
            elif changes.tickets:
                rows = self._desk.read(board_rows, changes.tickets)
                for key in changes.tickets:
                    self._rows.pop(key, None)
                self._rows.update({row.id: row for row in rows})
        except Unavailable:
            self._news.put(Changes(lost=True))

    def _do_all(self) -> None:
        """Send unanswered commands, then new ones; one that fails keeps the others waiting."""
        for sent in self._outbox.unanswered:
            if not self._send(sent):
                return
        while self._to_log:
            self._to_log -= 1
            if not self._send(self._outbox.keep({"kind": "log", "fault": LOGGED[next(self._logged) % len(LOGGED)]})):
                return
        for step in self._steps():
            if not self._send(self._outbox.keep(step)):
                return

    def _steps(self) -> list[dict[str, object]]:
        if self._role is Role.OPERATOR:
            return []
        return next_steps(self._role, list(self._rows.values()), self._desk.now(), self._crew)

    def _send(self, sent: Sent) -> bool:
        _say(f"sending {sent.step['kind']}")
        try:
            done = self._desk.execute(sent.command, self._who)
        except (Refused, Conflict) as error:
            outcome = Outcome.REFUSED if isinstance(error, Refused) else Outcome.CONFLICT
            self._outbox.answer(sent, outcome)
            _say(f"{outcome} {sent.step['kind']} {error.sentence}")
        except DeskError as error:
            _say(f"kept {sent.step['kind']} {error.sentence}")
            return False
        else:
            self._outbox.answer(sent, Outcome.DONE, done.result)
            _say(f"{'repeated' if done.repeated else 'done'} {sent.step['kind']} {done.result}")
        ticket = sent.step.get("ticket")
        if ticket is not None:
            self._rows.pop(ticket, None)  # until the feed reports its present state
            self._news.put(Changes(frozenset({ticket})))
        return True


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
