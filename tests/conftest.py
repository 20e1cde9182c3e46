"""Set-up for all tests: no real screen, no user settings, and every Qt message is an error."""

import gc
import logging
import os
import re
import signal
import tempfile
from collections.abc import Generator, Iterator
from itertools import count

import pytest
from hypothesis import settings
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import (  # noqa: F401
    blank_file,
    clock,
    crews,
    database,
    desk,
    desk_url,
    hand,
    restorer,
    server,
    server_store,
    warm_file,
    warm_server_store,
    who,
)
from tests.staffed import shared_desk, staffed_copies, staffed_desk  # noqa: F401

WHOLE_EVERY = 100  # tests: a full check of living objects takes a tenth of a second
_NUMBERS = count(1)
LONG = ("tests/ui/ticket/test_right_ticket.py", "tests/ui/test_hostile_texts.py")  # a minute each

settings.register_profile("quick", max_examples=60, deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.TemporaryDirectory(prefix="hotline-desk-tests-")
    config.add_cleanup(home.cleanup)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("XDG_RUNTIME_DIR", home.name)
    os.environ["XDG_CONFIG_HOME"] = home.name  # QSettings writes here
    os.environ["XDG_DATA_HOME"] = home.name  # and the program its backups
    os.environ["XDG_STATE_HOME"] = home.name  # and the log
    os.environ.setdefault("PYTHONPYCACHEPREFIX", f"{home.name}/compiled")  # what tests start is compiled once
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background process ignores Ctrl+C by default
    gc.disable()  # as in the program: a widget in a cycle must be collected neither on a worker nor in a slot


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests marked `on_both` on a file and on a server."""
    if metafunc.definition.get_closest_marker("on_both") and "desk" in metafunc.fixturenames:
        metafunc.parametrize("database", ["file", pytest.param("server", marks=pytest.mark.slow)])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files of the last folders, which would else run when the other cores have nothing left."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """Exclude modules and tests, hundreds of thousands of objects, from further collections."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, with a font of the same size on every machine."""
    font = QFont("Noto Sans CJK SC")
    font.setPixelSize(14)
    qapp.setFont(font)
    return qapp


@pytest.fixture(autouse=True)
def surprises() -> Iterator[list[str]]:
    """The errors recorded as unexpected. A test that expects some removes them; the others fail the test."""
    said: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda entry: said.append(entry.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("tickets.log.record")
    logger.addHandler(handler)
    yield said
    logger.removeHandler(handler)
    if said:
        pytest.fail("unexpected: " + "\n".join(said), pytrace=False)


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Restore the signal handlers after each test, and fail a test that changed them."""
    found = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}
    yield
    left = {sign: signal.getsignal(sign) for sign in found}
    for sign, handler in found.items():
        signal.signal(sign, handler)
    assert left == found, "signal handlers were left changed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Fail on Qt messages while widgets and threads are destroyed, when pytest-qt no longer listens."""
    said: list[str] = []
    ignored = item.config.getini("qt_log_ignore")

    def listen(level: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        chatter = level in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not chatter and not any(re.search(line, text) for line in ignored):
            said.append(text)

    previous = qInstallMessageHandler(listen)
    try:
        yield
        gc.collect(2 if next(_NUMBERS) % WHOLE_EVERY == 0 else 1)
    finally:
        qInstallMessageHandler(previous)
    if said:
        pytest.fail("Qt said on the way out: " + "; ".join(said), pytrace=False)
