"""Each screen, form and dialog is laid out as recorded in the folder `layouts`.

A change that is meant is recorded with `make layouts`; the differences of the files show what else has changed.
"""

import os
import sys
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.every_screen import every_screen, open_at_smallest
from tests.ui.layout_record import described
from tests.ui.seats import SeatHand
from tests.ui.ticket.rooms import PanelRoom
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.connection.target import Target
from tickets.rules.words import State
from tickets.service import TicketService
from ui.frame.close_guard import CloseDialog
from ui.frame.manual_window import ManualWindow
from ui.kit.about import AboutBox
from ui.kit.theme import apply_theme
from ui.main_window import MANUAL
from ui.open_window import Window
from ui.runtime.session import Connection
from ui.sign_in.connection_window import ConnectionWindow
from ui.sign_in.first_page import DemoProgressPage, FirstPage
from ui.sign_in.lock_screen import LockScreen
from ui.sign_in.opening_window import OpeningPage
from ui.sign_in.own_settings import OwnPassword, OwnSettings
from ui.sign_in.sign_in_window import SignInWindow
from ui.ticket.form import Brief
from ui.ticket.ticket_actions import TICKET_ACTIONS

LAYOUTS = Path(__file__).parent / "layouts"
FIXED = QSizePolicy.Policy.Fixed
RECORD = "RECORD_LAYOUTS"  # in the environment: record instead of compare


def compare(group: str, pages: dict[str, list[str]]) -> None:
    """Fail where the pages differ from those recorded in a file; record them if asked to."""
    file = LAYOUTS / f"{group}.txt"
    seen = "".join("\n".join([f"# {name}", *lines, "", ""]) for name, lines in pages.items())
    if os.environ.get(RECORD):
        LAYOUTS.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    kept = file.read_text(encoding="utf-8")
    changes = list(unified_diff(kept.splitlines(), seen.splitlines(), "recorded", "now", lineterm="", n=1))
    assert not changes, "\n".join(["record what is meant with `make layouts`:", *changes])


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Qt takes some sizes from the platform")


@pytest.fixture(autouse=True)
def _as_people_see_it(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


@pytest.fixture
def window(desk: TicketService, hand: Hand, clock: HandClock, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """A window on a database with a ticket in every state, some overdue."""
    for state in State:
        hand.bring_to(state, "burst_main")
    clock.advance(hours=30)
    desk.sweep()
    with open_at_smallest(desk, tmp_path, qtbot) as window:
        yield window


def test_every_screen_is_laid_out_as_recorded(window: Window, qtbot: QtBot) -> None:
    opened, pages = list[QWidget](), dict[str, list[str]]()
    for name, page in every_screen(window, qtbot):
        opened.append(page)
        pages[name] = described(page)
    pages["window"] = described(window.main, elsewhere=opened)
    compare("screens", pages)


def test_every_form_of_a_ticket_is_laid_out_as_recorded(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    room = PanelRoom(hands, qtbot)
    room.show(hand.bring_to(State.ARRIVED))
    bench = room.panel.bench
    assert bench._file is not None
    brief = Brief(bench._file, bench._choices, hands.session)
    forms = {action.label: action.form(action.label, brief) for action in TICKET_ACTIONS if action.form is not None}
    for form in forms.values():
        qtbot.addWidget(form)
    forms["挂起"].ask_consent()
    forms["挂起"].open_late_time()
    compare("forms", {label: described(form) for label, form in forms.items()})


def test_every_dialog_is_laid_out_as_recorded(
    hands: SeatHand, authenticator: FileAuthenticator, tmp_path: Path, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    session = hands.session
    person = authenticator.make_first_administrator("管理员甲", "guan", "a long password")
    own = OwnSettings(authenticator, session, lambda: person)
    connection = Connection(Target(str(session.service.store.engine.url)), tmp_path / "connection.toml")
    dialogs = {
        "about": AboutBox(session, parent),
        "close": CloseDialog(parent, tray=True),
        "connection": ConnectionWindow(connection, session.background, parent),
        "demo data": DemoProgressPage(),
        "first page": FirstPage(offers_demo=True),
        "lock screen": LockScreen(own),
        "manual": ManualWindow(MANUAL),
        "opening": OpeningPage("/data/desk.db"),
        "own password": OwnPassword("值班员"),
        "sign in": SignInWindow(authenticator, session.background, session.preferences, connection),
    }
    for dialog in dialogs.values():
        if dialog.parent() is None:
            qtbot.addWidget(dialog)
    hands.settle()
    compare("dialogs", {name: described(dialog) for name, dialog in dialogs.items()})


CHANGES: list[tuple[str, Callable[[QWidget, QLabel, QVBoxLayout], object]]] = [
    ("a margin", lambda _page, _label, column: column.setContentsMargins(8, 8, 8, 9)),
    ("the spacing", lambda _page, _label, column: column.setSpacing(9)),
    ("a stretch", lambda _page, _label, column: column.setStretch(0, 1)),
    ("an alignment", lambda _page, label, column: column.setAlignment(label, Qt.AlignmentFlag.AlignTop)),
    ("a space", lambda _page, _label, column: column.addSpacing(4)),
    ("a size", lambda page, _label, _column: page.setFixedWidth(201)),
    ("the wrapping", lambda _page, label, _column: label.setWordWrap(True)),
    ("the selection", lambda _page, label, _column: label.setTextInteractionFlags(Qt.TextInteractionFlag(1))),
    ("the focus", lambda _page, label, _column: label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)),
    ("a policy", lambda _page, label, _column: label.setSizePolicy(FIXED, FIXED)),
]


@pytest.mark.parametrize(("what", "change"), CHANGES, ids=[what for what, _ in CHANGES])
def test_a_description_tells_a_change(
    what: str, change: Callable[[QWidget, QLabel, QVBoxLayout], object], qtbot: QtBot
) -> None:
    page, label, column = QWidget(), QLabel("地点"), QVBoxLayout()
    qtbot.addWidget(page)
    page.setLayout(column)
    column.addWidget(label)
    column.setContentsMargins(8, 8, 8, 8)
    column.setSpacing(8)
    page.setFixedWidth(200)
    before = described(page)
    change(page, label, column)
    assert described(page) != before, what
