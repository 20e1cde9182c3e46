"""The service: the only way to write to the database, and the way to read from it."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from tickets.actions.command import Command, not_permitted
from tickets.actions.unit_of_work import UnitOfWork
from tickets.alerts import deliveries, ledger
from tickets.errors import Conflict, DeskError, Refused, Unavailable
from tickets.rules.instants import utc_now
from tickets.rules.words import Channel, Role
from tickets.store.command_start import CommandStart, begin
from tickets.store.engine import Store
from tickets.store.feed.feed import Feed
from tickets.store.inserting import insert_row, to_db
from tickets.store.postgres.clock import ServerClock
from tickets.store.postgres.engine import HUNG_SECONDS
from tickets.store.postgres.errors import Contended, Disconnected, Silent, not_saved
from tickets.store.queries.moment import is_one_statement
from tickets.store.rows import Who
from tickets.store.rulebook import Rulebooks
from tickets.store.tables import requests
from tickets.store.unreadable import BrokenRow, lenient_reads, log_broken

P = ParamSpec("P")
R = TypeVar("R")

RETRY_AFTER = (0.02, 0.1, 0.4)  # seconds before the second, third and fourth try; each is randomly up to twice as long

_SERVER_TIME = select(func.extract("epoch", func.clock_timestamp()))
_RESULT_OF = select(requests.c.action, requests.c.result)


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """The result of a command, the tickets it changed, and whether it had been carried out before."""

    result: R
    tickets: frozenset[int] = frozenset()
    repeated: bool = False


class TicketService:
    """Executes commands and queries on one database, with one clock."""

    def __init__(self, store: Store, now: Callable[[], datetime] | None = None) -> None:
        """Work on `store`. Without `now`, the clock is the server's or, for a file, the machine's."""
        self.store = store
        self.server_clock = None if now is not None or store.is_sqlite else ServerClock()
        self.now: Callable[[], datetime] = now or self.server_clock or utc_now
        self._seconds = _to_the_fraction(self.now)
        self.feed = Feed(store, self.server_clock)
        self.at_seat: Callable[[], frozenset[int]] = frozenset  # ids of staff signed in at this workstation
        self._rules = Rulebooks()
        self._noted: set[BrokenRow] = set()  # unreadable rows that are in the log already
        self._in_doubt: set[str] = set()  # request ids of commands with unknown outcome

    def execute(self, command: Command[R], who: Who) -> Done[R]:
        """Carry out a command once, in one transaction, and journal it.

        Repeating a command with the same request id returns the first result and changes nothing. Raises
        Refused (not permitted or illegal), Conflict (somebody else was first), Unavailable (no database).
        """
        _refuse_unless_permitted(command, who.roles)
        began = time.monotonic()
        try:
            done = self._try_repeatedly(command, who)
        except (DeskError, IntegrityError) as error:
            try:
                done = self._repeat_or_raise(command, error, began)
            except Unavailable as failure:
                in_doubt = command.request in self._in_doubt
                raise failure if self.store.is_sqlite else not_saved(failure, in_doubt=in_doubt) from error
        else:
            self.feed.wake()
        self._in_doubt.discard(command.request)
        return done

    def read(self, query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a query function reads from one snapshot of the database. Raises Unavailable.

        Unreadable rows are left out inside `collecting_broken`: see `unreadable`.
        """
        looking = self.store.autocommit_read if is_one_statement(query) else self.store.reading
        began = time.monotonic()
        try:
            with looking() as connection, lenient_reads():
                return query(connection, *args, **kwargs)
        except (Contended, Disconnected) as error:  # once more, on a new connection
            if self._hangs(error, began):
                raise
            with looking() as connection, lenient_reads():
                return query(connection, *args, **kwargs)

    def sweep(self) -> ledger.Sweep:
        """Write every alert that has fallen due into the ledger. Raises Unavailable."""
        try:
            swept = self._sweep()
        except Contended:
            swept = self._sweep()
        log_broken(swept.broken, self._noted)
        if swept.raised or swept.digested:
            self.feed.wake()
        return swept

    def set_clock(self) -> None:
        """Set the clock by the server's, if there is one. Raises Unavailable."""
        if self.server_clock is not None:
            with self.store.reading() as connection:
                self.server_clock.look(lambda: float(connection.execute(_SERVER_TIME).scalar_one()))

    def until(self, instant: datetime) -> float:
        """Return the seconds until an instant by the service's clock, with fraction; negative when it has passed."""
        return instant.timestamp() - self._seconds()

    def next_due(self) -> datetime | None:
        """Return when the next alert falls due."""
        return self.read(ledger.next_due)

    def shown(self, alert_ids: frozenset[int], at: datetime) -> None:
        """Record that a screen showed these alerts at this instant; only the first record counts."""
        with self.store.autocommit_write() as connection:
            deliveries.mark_delivered(connection, alert_ids, Channel.SCREEN, at)

    def close(self) -> None:
        """Stop the feed and close the store."""
        self.feed.stop()
        self.store.close()

    def _try_repeatedly(self, command: Command[R], who: Who) -> Done[R]:
        """Execute a command; retry after conflicts, and once after a broken connection.

        If it was committed before the connection broke, its request id prevents a second execution.
        """
        broken = False
        began = time.monotonic()
        for pause in RETRY_AFTER:
            try:
                return self._carry_out(command, who)
            except Contended:
                time.sleep(pause * (1 + random.random()))
            except Disconnected as error:
                if broken or self._hangs(error, began):
                    raise
                broken = True
        return self._carry_out(command, who)

    def _hangs(self, error: BaseException, began: float) -> bool:
        """Return whether the try failed because the server does not answer, so that a retry would wait as
        long again.
        """
        line = self.feed.status
        away = line is not None and not line.connected and time.monotonic() - began > HUNG_SECONDS
        return isinstance(error, Silent) or (isinstance(error, Disconnected) and away)

    def _carry_out(self, command: Command[R], who: Who) -> Done[R]:
        try:
            return self._written(command, who)
        except Disconnected as error:
            if error.in_doubt:
                self._in_doubt.add(command.request)
            raise

    def _written(self, command: Command[R], who: Who) -> Done[R]:
        with self.store.writing() as connection:
            opening = begin(connection, who.staff_id, self.now(), alone=command.alone)
            if who.staff_id is not None:
                _refuse_unless_permitted(command, opening.roles)
            edition = self._rules.edition(connection, opening.edition)
            unit = UnitOfWork(connection, self._stamp(opening), who, edition, command.name)
            result = command.run(unit)
            tickets = unit.write_journal(command.request)
            row = {"request": command.request, "action": command.name, "at": to_db(unit.now), "result": result}
            insert_row(connection, requests, row)
        return Done(result, tickets)

    def _sweep(self) -> ledger.Sweep:
        with self.store.writing() as connection:
            opening = begin(connection, None, self.now())
            rules = self._rules.edition(connection, opening.edition)
            return ledger.sweep(connection, rules, self._stamp(opening), self.at_seat())

    def _stamp(self, opening: CommandStart) -> datetime:
        return self.now() if self.server_clock is None or opening.at is None else opening.at

    def _repeat_or_raise(self, command: Command[R], error: DeskError | IntegrityError, began: float) -> Done[R]:
        if self._hangs(error, began):
            raise error  # the outcome is unknown; the request id will show it
        with self.store.reading() as connection:
            kept = connection.execute(_RESULT_OF.where(requests.c.request == command.request)).one_or_none()
        if kept is not None and kept.action == command.name:
            return Done(kept.result, repeated=True)
        if isinstance(error, DeskError):
            raise error
        raise Conflict("数据刚被别人改过或已存在，请看一眼现状再试，已填写的内容还在。") from error


def _to_the_fraction(now: Callable[[], datetime]) -> Callable[[], float]:
    """Return the clock `now` before it is cut to whole seconds, in seconds since 1970."""
    if isinstance(now, ServerClock):
        return now.seconds
    return time.time if now is utc_now else lambda: now().timestamp()


def _refuse_unless_permitted(command: Command[R], roles: frozenset[Role] | None) -> None:
    if roles is None:
        raise Refused("这个账号已停用或到期，不能再办理。请换人登录或找管理员。")
    sentence = not_permitted(command.label, command.roles, roles)
    if sentence is not None:
        raise Refused(sentence)
