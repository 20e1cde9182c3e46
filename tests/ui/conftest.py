"""Adds the state of the window to the report of a failed test; and what the tests of several screens begin with."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from tests.accounts.conftest import CHEAP
from tests.desk_fixtures import HandClock
from tests.ui.seats import SeatHand, seat_over
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.log.file import LogFile, close_log, open_log
from tickets.service import TicketService
from tickets.store.rows import Who
from ui.kit.messages import ErrorLine
from ui.kit.theme import apply_theme, tokens_now
from ui.kit.tokens import Tokens


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add to a failure which widget has the focus and what the error lines say."""
    report = yield
    if report.failed and QApplication.instance() is not None:
        report.sections.append(("the window", _seen()))
    return report


def _seen() -> str:
    facts = [f"keys go to {QApplication.focusWidget()} in {QApplication.activeWindow()}"]
    for window in QApplication.topLevelWidgets():
        facts += [f"{line}: {line.sentence}" for line in window.findChildren(ErrorLine) if line.isVisible()]
    return "\n".join(facts)


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """Light, then dark: a module's tests are put in this order, because to change it draws every widget again."""
    yield request.param
    apply_theme(qapp, "light")


@pytest.fixture
def tokens(qapp: QApplication, scheme: str) -> Tokens:
    """The colours that all is drawn with; the test runs once in light and once in dark."""
    apply_theme(qapp, scheme)
    return tokens_now()


@pytest.fixture
def light(qapp: QApplication) -> Tokens:
    """The colours in use: the light ones."""
    apply_theme(qapp, "light")
    return tokens_now()


@pytest.fixture
def hands(desk: TicketService, who: Who, clock: HandClock, tmp_path: Path, qapp: QApplication) -> Iterator[SeatHand]:
    """A session of `who`, for screens that work only when told to."""
    parent = QObject()
    yield seat_over(desk, who, clock, tmp_path, parent)
    parent.deleteLater()


@pytest.fixture
def authenticator(desk: TicketService) -> FileAuthenticator:
    """The authenticator of a database where nobody has an account yet; its hashes are cheap."""
    return FileAuthenticator(desk, "1 号席", CHEAP)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    """The log of a window."""
    log = open_log(tmp_path / "log", "window")
    yield log
    close_log(log)
