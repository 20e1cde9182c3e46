"""No column of a ticket is forgotten: it is shown, exported, or said here to be the program's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any, get_type_hints

import pytest
from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import Hand
from tests.ui.archive.test_columns import row as archive_row
from tickets.rules.ticket_texts import text_field
from tickets.store.queries.ticket_file import TicketFile, ticket_file
from tickets.store.rows import Ticket
from tickets.store.tables import tickets
from ui.archive.export import cells
from ui.ticket.facts import ticket_facts
from ui.ticket.head import Head
from ui.ticket.sheet import sheet_html

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)
OF_THE_PROGRAM: Mapping[str, str] = {
    "id": "a key",
    "version": "counts the changes",
    "fault": "the fault's name stands in its place",
    "place_id": "the place's name stands in its place",
    "crew_id": "the crew's name stands in its place",
    "merged_into": "the number of that ticket stands in its place",
    "source_key": "names a line of an old ledger",
    "dispatched_at": "the journal's entry stands in the timeline",
    "departed_at": "the journal's entry stands in the timeline",
    "located_at": "the journal's entry stands in the timeline",
    "isolated_at": "the journal's entry stands in the timeline",
    "ended_at": "the journal's entry stands in the timeline",
    "chases": "the calls stand in the timeline, and the queue counts them",
}
OTHER: dict[type, Callable[[Any], Any]] = {
    str: lambda text: f"{text} 另",
    bool: lambda flag: not flag,
    int: lambda number: (number or 0) + 7,
    datetime: lambda at: (at or NOW) + timedelta(days=3),
}


def other(name: str, value: Any) -> Any:
    """Return another value that the column may have."""
    hint = get_type_hints(Ticket)[name]
    kind = next(part for part in getattr(hint, "__args__", (hint,)) if part is not type(None))
    return next(word for word in kind if word is not value) if issubclass(kind, Enum) else OTHER[kind](value)


def shown(head: Head, file: TicketFile) -> list[object]:
    """Return everything that panel, sheet and export say of a ticket."""
    head.show_file(file, NOW)
    ticket = file.ticket
    row = archive_row(resolved_at=ticket.resolved_at, source=ticket.source, calls=ticket.calls)
    return [
        head.number.text(), head._state.text(), head._marks.text(), ticket_facts(file, NOW),
        sheet_html(file, {}, NOW), cells(row, NOW),
    ]  # fmt: skip


@pytest.mark.parametrize("name", [column.name for column in tickets.c])
def test_a_column_of_the_ticket_is_shown_or_exported(qapp: QApplication, hand: Hand, name: str) -> None:
    file = hand.desk.read(ticket_file, hand.log())
    assert file is not None
    changed = replace(file, ticket=replace(file.ticket, **{name: other(name, getattr(file.ticket, name))}))
    head = Head()
    is_shown = shown(head, file) != shown(head, changed)
    assert is_shown or name in OF_THE_PROGRAM, (
        f"nobody sees tickets.{name}: show it in ui/ticket/facts.py, export it in ui/archive/columns.py, "
        "or name it in OF_THE_PROGRAM with the reason"
    )
    assert not (is_shown and name in OF_THE_PROGRAM), f"tickets.{name} is shown: take it out of OF_THE_PROGRAM"


@dataclass(frozen=True, slots=True, kw_only=True)
class WiderTicket(Ticket):
    way_in: str = text_field("进门的路", 60)


def test_a_labelled_text_column_of_a_ticket_is_shown_in_the_panel_and_on_the_sheet(hand: Hand) -> None:
    file = hand.desk.read(ticket_file, hand.log())
    assert file is not None
    values = {name: getattr(file.ticket, name) for name in get_type_hints(Ticket)}
    file = replace(file, ticket=WiderTicket(**values, way_in="蓝色大门"))
    assert ("进门的路", "蓝色大门") in ticket_facts(file, NOW)
    assert "进门的路" in sheet_html(file, {}, NOW) and "蓝色大门" in sheet_html(file, {}, NOW)
