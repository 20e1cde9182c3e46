"""The desk: the only way to write, and the way to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from tickets.actions.act import Act
from tickets.actions.command import Command
from tickets.alerts import ledger
from tickets.errors import Conflict, DeskError, Refused
from tickets.rules.instants import utc_now
from tickets.rules.words import Channel
from tickets.store.engine import Store
from tickets.store.feed import Feed
from tickets.store.inserting import insert_row, stored
from tickets.store.rows import Who
from tickets.store.rulebook import Rulebooks
from tickets.store.tables import requests

P = ParamSpec("P")
R = TypeVar("R")

_RESULT_OF = select(requests.c.action, requests.c.result)


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What a command gave back, which tickets it changed, and whether it had been done before."""

    result: R
    tickets: frozenset[int] = frozenset()
    repeated: bool = False


class Desk:
    """One database, one clock, one way in and one way out."""

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self.store = store
        self.now = now
        self.feed = Feed(store)
        self._rules = Rulebooks()

    def perform(self, command: Command[R], who: Who) -> Done[R]:
        """Carry out a command once, in one transaction, and journal it.

        Repeating a command with the same request id gives the first result and changes nothing. Raises
        Refused (not permitted or illegal), Conflict (somebody else was first), Unavailable (no database).
        """
        if not command.roles & who.roles:
            raise Refused(f"{_names(command)}才能{command.label}，请换人登录或请他们来做。")
        try:
            done = self._carry_out(command, who)
        except (DeskError, IntegrityError) as error:
            return self._repeat_or_raise(command, error)
        self.feed.wake()
        return done

    def read(self, query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a query function reads from one moment of the database. Raises Unavailable."""
        with self.store.reading() as connection:
            return query(connection, *args, **kwargs)

    def sweep(self) -> ledger.Sweep:
        """Write every alert that has fallen due into the ledger. Raises Unavailable."""
        now = self.now()
        with self.store.writing() as connection:
            swept = ledger.sweep(connection, self._rules.current(connection), now)
        if swept.raised or swept.digested:
            self.feed.wake()
        return swept

    def next_due(self) -> datetime | None:
        """Return when the next alert falls due."""
        return self.read(ledger.next_due)

    def shown(self, alert_ids: frozenset[int]) -> None:
        """Note that the screen has shown these alerts."""
        with self.store.writing() as connection:
            ledger.mark_delivered(connection, alert_ids, Channel.SCREEN, self.now())

    def close(self) -> None:
        """Stop the feed and give the database back."""
        self.feed.stop()
        self.store.close()

    def _carry_out(self, command: Command[R], who: Who) -> Done[R]:
        with self.store.writing() as connection:
            act = Act(connection, self.now(), who, self._rules.current(connection))
            result = command.run(act)
            tickets = act.write_journal(command.name, command.request)
            row = {"request": command.request, "action": command.name, "at": stored(act.now), "result": result}
            insert_row(connection, requests, row)
        return Done(result, tickets)

    def _repeat_or_raise(self, command: Command[R], error: DeskError | IntegrityError) -> Done[R]:
        with self.store.reading() as connection:
            kept = connection.execute(_RESULT_OF.where(requests.c.request == command.request)).one_or_none()
        if kept is not None and kept.action == command.name:
            return Done(kept.result, repeated=True)
        if isinstance(error, DeskError):
            raise error
        raise Conflict("数据刚被别人改过或已存在，请刷新后再试，已填写的内容还在。") from error


def _names(command: Command[object]) -> str:
    return "、".join(role.label for role in sorted(command.roles))
