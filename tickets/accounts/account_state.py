"""Whether an account is valid, retired or expired, for a file and for a server."""

from datetime import datetime

from tickets.accounts.authenticator import Person
from tickets.errors import Refused
from tickets.rules.logins import normal
from tickets.service import TicketService
from tickets.store.queries.lookups import StaffMember, list_staff


def member_by_login(service: TicketService, login: str) -> StaffMember | None:
    """Return the member with this login, retired or not; None for nobody. Raises Unavailable."""
    known = ((normal(member.login), member) for member in service.read(list_staff, True) if member.login)
    return next((member for name, member in known if name == normal(login)), None)


def member_by_id(service: TicketService, staff_id: int) -> StaffMember | None:
    """Return a member of staff, retired or not. Raises Unavailable."""
    return next((member for member in service.read(list_staff, True) if member.id == staff_id), None)


def person_of(member: StaffMember) -> Person:
    """Return the person with this account."""
    return Person(member.id, member.name, member.roles, member.login or "")


def is_valid(member: StaffMember, now: datetime) -> bool:
    """Return whether the account is neither retired nor expired."""
    return member.active and (member.expires is None or member.expires > now)


def refuse_unless_valid(member: StaffMember, now: datetime) -> None:
    """Raise Refused, with what to do, for a retired or expired account."""
    if not member.active:
        raise Refused("这个账号已停用，请找管理员。")
    if not is_valid(member, now):
        raise Refused("这个账号已到期，请找管理员延期。")
