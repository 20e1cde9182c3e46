"""Checks of the author's roles that depend on what is changed."""

from sqlalchemy import select

from tickets.actions.unit_of_work import UnitOfWork
from tickets.rules.words import Role
from tickets.store.tables import staff


def author_is(unit: UnitOfWork, *roles: Role) -> bool:
    """Return whether the author began the command with one of these roles and still has it."""
    held = unit.who.roles
    if unit.who.staff_id is not None:
        held &= unit.connection.execute(select(staff.c.roles).where(staff.c.id == unit.who.staff_id)).scalar_one()
    return not held.isdisjoint(roles)
