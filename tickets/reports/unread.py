"""The tickets that a report lacks, because their rows can't be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, Text, or_, select, type_coerce, union

from tickets.reports.report_filters import REPORTS_KEPT
from tickets.reports.scope import Scope
from tickets.rules.words import SubjectKind
from tickets.store.tables import calls, clocks, tickets
from tickets.store.types import UtcTime, WordType
from tickets.store.unreadable_values import out_of_reach, unreadable_condition

NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Unread:
    """Tickets of a period, or without a readable time, with an unreadable row; the numbers of the first ones."""

    count: int = 0
    numbers: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The sentence about them; "" for none."""
        if not self.count:
            return ""
        more = "等" if self.count > len(self.numbers) else ""
        return f"有 {self.count} 张工单读不出，没有算全：{'、'.join(self.numbers)}{more}"


def unread_in(connection: Connection, scope: Scope) -> Unread:
    """Return the tickets that the figures of a scope's period may lack."""
    numbers = [str(each) for each in connection.execute(_statement(scope)).scalars()]
    return Unread(len(numbers), tuple(numbers[:NAMED_AT_MOST]))


@lru_cache(maxsize=REPORTS_KEPT)
def _statement(scope: Scope) -> Select[Any]:
    kind = clocks.c.subject_kind
    of_tickets = or_(kind == SubjectKind.TICKET, unreadable_condition(kind))
    wrong = union(
        *_of(tickets, tickets.c.opened, tickets.c.id, scope),
        *(each.where(of_tickets) for each in _of(clocks, clocks.c.deadline, clocks.c.subject_id, scope)),
        *_of(calls, calls.c.at, calls.c.ticket_id, scope),
    ).subquery()
    number = type_coerce(tickets.c.number, Text)
    return select(number).where(tickets.c.id.in_(select(wrong.c.id))).order_by(tickets.c.id)


def _of(table: Table, at: ColumnElement[object], ticket: ColumnElement[int], scope: Scope) -> Iterator[Select[Any]]:
    wrong = [unreadable_condition(column) for column in table.c if isinstance(column.type, WordType | UtcTime)]
    yield select(ticket.label("id")).where(at >= scope.since, at < scope.until, or_(*wrong))
    for condition in (*out_of_reach(at), at.is_(None)):
        yield select(ticket.label("id")).where(condition)
