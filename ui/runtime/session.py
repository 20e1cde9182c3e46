"""What the screens of one window share: the service, the feed, the clock, the user, which database it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal

from tickets.accounts.authenticator import Authenticator
from tickets.actions.command import Command
from tickets.connection.target import Target
from tickets.errors import DeskError
from tickets.service import Done, TicketService
from tickets.store.rows import Who
from ui.runtime.background import Background, receiver_of
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.tick import Tick

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Connection:
    """The target that the program was started with, and the connection file that stores it for the next start.

    When that file could not be read (`is_read` is false), `target` is only the default.
    """

    target: Target
    file: Path
    is_read: bool = True

    def renew_kept(self, login: str, password: str) -> None:
        """Replace this password in the keyring if one is stored. Takes up to a minute: belongs on the slow queue."""
        from tickets.connection import keyring_passwords as secrets  # noqa: PLC0415  the keyring's backends load slowly

        if self.target.is_server:
            secrets.renew(self.target, login, password)


class StepSignals(QObject):
    """Tells which commands of this workstation were carried out, so that the window says so."""

    taken = Signal(object, object)  # the Command, and its Done
    told = Signal(str)  # a sentence about several
    undo_refused = Signal(int)  # the id of a ticket whose last step can't be taken back


@dataclass(frozen=True)
class SessionContext:
    """The context that every panel is given: background, feed, tick, current user, preferences.

    `authenticator` is None in a database without passwords. `guarded` is false where people are chosen and don't sign
    in, as in a demo. `connection` is what the settings edit, `log_folder` the
    folder of the log.
    """

    service: TicketService
    background: Background
    feed: FeedSignals
    tick: Tick
    preferences: QSettings
    who: Callable[[], Who]
    authenticator: Authenticator | None = None
    connection: Connection | None = None
    log_folder: Path | None = None
    steps: StepSignals = field(default_factory=StepSignals)
    guarded: bool = True

    @property
    def asks_passwords(self) -> bool:
        """Whether people confirm who they are with a password."""
        return self.guarded and self.authenticator is not None

    @property
    def folder(self) -> Path:
        """The folder for preferences, drafts and the backup plan."""
        return Path(self.preferences.fileName()).parent

    def now(self) -> datetime:
        """Return the present instant by the service's clock."""
        return self.service.now()

    def execute(
        self,
        command: Command[R],
        done: Callable[[Done[R]], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        owner: QObject | None = None,
        *,
        tells: bool = True,
    ) -> None:
        """Execute a command on the database queue. Screens change because of the feed, not because of `done`.

        With `tells`, the window says what was done.
        """
        who = self.who()

        def told(result: Done[R]) -> None:
            if done is not None:
                done(result)
            if tells:
                self.steps.taken.emit(command, result)

        self.background.run(lambda: self.service.execute(command, who), told, failed, owner=owner or receiver_of(done))

    def reader(self, query: Callable[..., R]) -> Callable[..., R]:
        """Return a function that runs `query` on a worker with its arguments after the connection."""
        return lambda *arguments: self.service.read(query, *arguments)

    def read(
        self,
        key: str,
        query: Callable[Concatenate[Any, P], R],
        done: Callable[[R], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read on the database queue; of reads with the same `key` only the newest is delivered.

        A failure is reported once and the read repeated each second, until it succeeds.
        """
        self.background.latest(key, lambda: self.service.read(query, *args, **kwargs), done)
