"""A database with passwords in a real file, and the program before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.connection.keyrings import Keeping
from tests.desk_fixtures import Hand
from tickets.accounts.authenticator import Authenticator, Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.people import save_staff
from tickets.rules.words import Role
from tickets.store.rows import Who
from ui.app import Program
from ui.open_window import AppContext, Window, open_guarded
from ui.runtime.background import Background
from ui.sign_in.session_lock import SessionLock

PATIENCE = 60_000  # ms; workers are real threads here, and a disk may stand still for a while
ADMINISTRATOR, ADMINISTRATOR_PASSWORD = "guan", "administrator-pass"
OPERATOR, OPERATOR_PASSWORD = "jie", "operator-pass"


@dataclass
class Staffed:
    """An authenticator with an administrator and an operator."""

    authenticator: FileAuthenticator
    administrator: Person
    operator: Person


@pytest.fixture
def staffed(authenticator: FileAuthenticator) -> Staffed:
    administrator = authenticator.make_first_administrator("管理员甲", ADMINISTRATOR, ADMINISTRATOR_PASSWORD)
    made = hand_of(authenticator, administrator).do(
        save_staff(None, "接线员乙", frozenset({Role.OPERATOR}), login=OPERATOR)
    )
    authenticator.reset_password(administrator, made, OPERATOR_PASSWORD)
    operator = authenticator.account(made)
    assert operator is not None
    return Staffed(authenticator, administrator, operator)


@pytest.fixture
def program(authenticator: FileAuthenticator, tmp_path: Path, qapp: QApplication) -> Iterator[Program]:
    program = Program(authenticator, tmp_path)
    yield program
    program.close()
    for opened in (program.sign_in_window, program.window and program.window.main):
        if opened is not None:
            shiboken6.delete(opened)


@pytest.fixture
def window(staffed: Staffed, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window of the operator, who has signed in."""
    context = AppContext(tmp_path, Background(), staffed.authenticator)
    window = open_guarded(staffed.authenticator.service, context, staffed.operator)
    qtbot.addWidget(window.main)
    window.main.show()
    qtbot.waitExposed(window.main)
    window.main.activateWindow()
    settle(window, qtbot)
    yield window
    window.close()


@pytest.fixture
def guard(window: Window) -> SessionLock:
    guard = window.main.findChild(SessionLock)
    assert guard is not None
    return guard


def hand_of(authenticator: Authenticator, person: Person) -> Hand:
    """Return the hands of somebody who has signed in."""
    return Hand(authenticator.service, Who(person.id, person.name, person.roles, "2 号席"))


def settle(window: Window, qtbot: QtBot) -> None:
    """Wait until no result of a worker is outstanding."""
    qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)


def focused() -> QWidget:
    """Return the focused widget."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def own_keyring() -> Iterator[None]:
    """Store passwords for this test alone."""
    before = keyring.get_keyring()
    keyring.set_keyring(Keeping())
    yield
    keyring.set_keyring(before)
