"""What an author may do beyond an action's roles, when it depends on what is changed."""

from sqlalchemy import select

from tickets.actions.act import Act
from tickets.rules.words import Role
from tickets.store.tables import staff


def author_is(act: Act, *roles: Role) -> bool:
    """Return whether the author came with one of these roles and still has it."""
    held = act.who.roles
    if act.who.staff_id is not None:
        held &= act.connection.execute(select(staff.c.roles).where(staff.c.id == act.who.staff_id)).scalar_one()
    return not held.isdisjoint(roles)
