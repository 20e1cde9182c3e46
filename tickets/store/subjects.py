"""The tables of the subjects that clocks belong to. A new kind of subject needs an entry in SUBJECT_TABLES.

A clock's subject may be in one of several tables, so there is no foreign key: `check` finds clocks without a subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Subquery,
    Table,
    Text,
    and_,
    cast,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)

from tickets.rules.words import SubjectKind
from tickets.store.tables import clocks, tickets


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """The table of a kind of subjects, and the column with their displayed name."""

    table: Table
    name: Column[str]


SUBJECT_TABLES: Mapping[SubjectKind, SubjectTable] = {
    SubjectKind.TICKET: SubjectTable(tickets, tickets.c.number),
    SubjectKind.UNDONE: SubjectTable(tickets, tickets.c.number),
}


def of_ticket(
    ticket_id: Any, of: FromClause = clocks, *, kind: SubjectKind = SubjectKind.TICKET
) -> ColumnElement[bool]:
    """Return the condition that clocks belong to a ticket, given as its id, a column of ids or a parameter.

    With `kind` UNDONE they are those that undone steps of the ticket started.
    """
    return and_(of.c.subject_kind == kind, of.c.subject_id == ticket_id)


def subject_names() -> Subquery:
    """Return a subquery of every subject: its `kind`, its `id` and its `name`."""
    each = (
        select(literal(str(kind), Text).label("kind"), one.table.c.id, one.name.label("name"))
        for kind, one in SUBJECT_TABLES.items()
    )
    return union_all(*each).subquery("subjects")


def of_subject(names: FromClause) -> ColumnElement[bool]:
    """Return the condition that clocks belong to the subjects of `subject_names`."""
    return and_(names.c.kind == clocks.c.subject_kind, names.c.id == clocks.c.subject_id)


def name_of(names: FromClause) -> ColumnElement[str]:
    """Return the displayed name of a clock's subject from `subject_names`; kind and id for a missing one."""
    kind, id_ = type_coerce(clocks.c.subject_kind, Text), cast(clocks.c.subject_id, Text)
    return func.coalesce(names.c.name, kind + " " + id_)
