"""A query that is read without a transaction is a single statement."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from tests.desk_fixtures import Hand
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.board import board_rows, open_tickets, strip
from tickets.store.queries.editing import leases
from tickets.store.queries.moment import is_one_statement

GLANCES: list[Callable[[Hand], tuple[Any, ...]]] = [
    lambda hand: (open_tickets,),
    lambda hand: (board_rows, frozenset({hand.log(), hand.log()})),
    lambda hand: (leases, hand.desk.now()),
    lambda hand: (strip, hand.desk.now()),
]


def journeys(hand: Hand, monkeypatch: pytest.MonkeyPatch, *question: Any) -> tuple[list[str], int]:
    """Return the statements of a read, and how often it begins or ends a transaction at a server."""
    sent: list[str] = []
    around: list[object] = []
    engine = hand.desk.store.engine
    hand.desk.read(*question)
    event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    if not hand.desk.store.is_sqlite:
        from psycopg import Connection

        execute = Connection._exec_command
        monkeypatch.setattr(
            Connection, "_exec_command", lambda *told, **more: around.append(told) or execute(*told, **more)
        )
    hand.desk.read(*question)
    return [sql for sql in sent if not sql.startswith("BEGIN")], len(around)


@pytest.mark.on_both
@pytest.mark.parametrize("glance", GLANCES)
def test_a_short_read_is_a_single_statement(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, glance: Callable[[Hand], tuple[Any, ...]]
) -> None:
    question = glance(hand)
    assert is_one_statement(question[0])
    sent, around = journeys(hand, monkeypatch, *question)
    assert (len(sent), around) == (1, 0)


@pytest.mark.on_both
def test_a_read_of_several_statements_runs_in_one_transaction(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_one_statement(alert_panel)
    sent, around = journeys(hand, monkeypatch, alert_panel)
    assert len(sent) > 1
    assert around == (0 if hand.desk.store.is_sqlite else 2)
