"""What the screens of one window share: asynchronous access to the service, the feed, the clock, the user."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QSettings

from tickets.accounts.authenticator import Authenticator
from tickets.actions.command import Command
from tickets.errors import DeskError
from tickets.service import Done, TicketService
from tickets.store.rows import Who
from ui.runtime.background import Background
from ui.runtime.connection import Connection
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.tick import Tick

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class SessionContext:
    """The context that every panel is given: background, feed, tick, current user, preferences.

    `authenticator` is None in a database without passwords. `connection` is what the settings edit, `log_folder` the
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
    ) -> None:
        """Execute a command on the database queue. Screens change because of the feed, not because of `done`."""
        who = self.who()
        self.background.run(lambda: self.service.execute(command, who), done, failed, owner=owner)

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
