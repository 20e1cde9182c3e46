"""The names of assisting crews, for lists of tickets."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from tickets.store.tables import assists, crews, tickets

SEPARATOR = "、"


def _names(*more: ColumnElement[bool]) -> ScalarSelect[Any]:
    chosen = (
        select(crews.c.name)
        .join(assists, assists.c.crew_id == crews.c.id)
        .where(assists.c.ticket_id == tickets.c.id, assists.c.undone.is_(False), *more)
        .group_by(crews.c.name)
        .order_by(func.min(assists.c.id))
        .correlate(tickets)
        .subquery()
    )
    return select(func.aggregate_strings(chosen.c.name, SEPARATOR)).scalar_subquery()


# The crews that assist at a ticket now, and those that ever did, as one text; None without any.
ASSISTING = _names(assists.c.left_at.is_(None))
ASSISTED = _names()
