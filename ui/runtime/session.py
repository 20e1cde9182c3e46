"""A seat: the desk as one window uses it, from the GUI thread, without ever waiting."""

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
from ui.runtime.background import Background, Lane
from ui.runtime.connection import Connection
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.tick import Tick

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class SessionContext:
    """What every panel is given: the desk through the thread bridge, the feed, the tick, who sits here.

    `authenticator` is how people come in; None where nobody needs to. `connection` is what the settings edit,
    `log_folder` where the log lies.
    """

    desk: TicketService
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
        """Where this seat keeps its preferences, its drafts and its plan of backups."""
        return Path(self.preferences.fileName()).parent

    def now(self) -> datetime:
        """Return the present instant by the desk's clock."""
        return self.desk.now()

    def execute(
        self,
        command: Command[R],
        done: Callable[[Done[R]], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Carry out a command on the database lane. The screen changes when the feed says so, not by `done`."""
        who = self.who()
        self.background.run(lambda: self.desk.execute(command, who), done, failed, owner=owner)

    def reader(self, query: Callable[..., R]) -> Callable[..., R]:
        """Return what reads `query` on a worker, with the arguments that it takes after the connection."""
        return lambda *arguments: self.desk.read(query, *arguments)

    def read(
        self,
        key: str,
        query: Callable[Concatenate[Any, P], R],
        done: Callable[[R], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read on the database lane; of questions with the same `key` only the newest is answered.

        One that fails is told of once and asked again each second (see Rereading).
        """
        self.background.latest(key, lambda: self.desk.read(query, *args, **kwargs), done)

    def read_slowly(
        self,
        key: str,
        query: Callable[Concatenate[Any, P], R],
        done: Callable[[R], None],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Read on the slow lane: reports and exports, which must not hold up the desks."""
        self.background.latest(key, lambda: self.desk.read(query, *args, **kwargs), done, lane=Lane.SLOW)
