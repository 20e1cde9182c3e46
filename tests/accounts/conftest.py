"""Authenticators for a file, with hashes that are cheap to compute."""

import pytest
from argon2 import PasswordHasher

from tests.desk_fixtures import Hand
from tickets.accounts.authenticator import Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.people import save_staff
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.rows import Who

PASSWORD = "水管 3280212"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def authenticator(desk: TicketService) -> FileAuthenticator:
    """The authenticator of a database where nobody has an account yet."""
    return FileAuthenticator(desk, "1 号席", CHEAP)


@pytest.fixture
def chief(authenticator: FileAuthenticator) -> Person:
    """The first administrator."""
    return authenticator.make_first_administrator("演示管理员", "guanli", PASSWORD)


@pytest.fixture
def operator(authenticator: FileAuthenticator, chief: Person) -> Person:
    """An operator with a password."""
    key = as_(authenticator.service, chief).do(
        save_staff(None, "演示接线员", frozenset({Role.OPERATOR}), login="jiexian")
    )
    authenticator.reset_password(chief, key, PASSWORD)
    return Person(key, "演示接线员", frozenset({Role.OPERATOR}), "jiexian")


def as_(desk: TicketService, person: Person) -> Hand:
    """Return the hands of somebody who has signed in."""
    return Hand(desk, Who(person.id, person.name, person.roles, "1 号席"))
