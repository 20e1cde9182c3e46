from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tickets.connection.target import Target, load_target
from tickets.connection.try_connection import ConnectionReport
from tickets.store.engine import Store
from ui.kit.labels import Words
from ui.runtime.session import Connection
from ui.settings.connection_page import ConnectionPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "connection.toml"


@pytest.fixture
def worker(file: Path, qtbot: QtBot) -> Iterator[tuple[ConnectionPage, ManualWorker]]:
    background, worker = manual_background()
    page = ConnectionPage(Connection(Target(f"sqlite:///{file.parent / 'desk.db'}"), file), background)
    background.setParent(page)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    yield page, worker


def fill(page: ConnectionPage, hosts: str, port: str, database: str, qtbot: QtBot) -> None:
    page._kind.choose(True)
    for field, text in ((page._hosts, hosts), (page._port, port), (page._database, database)):
        field.clear()
        qtbot.keyClicks(field, text)


def facts(page: ConnectionPage) -> str:
    return " ".join(words.text() for words in page._facts.findChildren(Words) if words.isVisibleTo(page))


def test_the_test_result_and_the_buttons_are_visible_on_a_low_screen(
    worker: tuple[ConnectionPage, ManualWorker], qtbot: QtBot
) -> None:
    page, _ = worker
    fill(page, "db1", "5432", "hotline", qtbot)
    page._on_tried(
        ConnectionReport("18.0", None, 1.2, None, "服务器上的这个数据库还是空的，请管理员先用 database create 建好。")
    )
    page.resize(520, 480)
    assert page.minimumSizeHint().height() <= 480, "a window of this size can hold it"
    for part in (page._save, page._try, page._error, page._facts):
        qtbot.waitUntil(lambda part=part: page.rect().contains(part.mapTo(page, part.rect().bottomLeft())))


def test_a_server_with_its_standby_is_kept_and_read_back(
    worker: tuple[ConnectionPage, ManualWorker], file: Path, qtbot: QtBot
) -> None:
    page, work = worker
    fill(page, "db1, db2:5433", "5432", "hotline", qtbot)
    page._ssl.choose("verify-full")
    qtbot.keyClicks(page._root, "/etc/root.crt")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    work.drain()
    kept = load_target(file)
    assert kept.place == "db1:5432,db2:5433/hotline"
    again = ConnectionPage(Connection(kept, file), page._background)
    qtbot.addWidget(again)
    assert again._kind.chosen() is True
    assert (again._hosts.text(), again._database.text()) == ("db1:5432, db2:5433", "hotline")
    assert (again._ssl.chosen(), again._root.text()) == ("verify-full", "/etc/root.crt")
    assert again._target() == kept


@pytest.mark.parametrize(
    ("hosts", "port", "database", "missing"),
    [("", "5432", "hotline", "服务器"), ("db", "", "hotline", "端口"), ("db", "5432", " ", "数据库")],
)
def test_missing_connection_fields_are_named_and_nothing_is_saved(
    worker: tuple[ConnectionPage, ManualWorker],
    file: Path,
    hosts: str,
    port: str,
    database: str,
    missing: str,
    qtbot: QtBot,
) -> None:
    page, work = worker
    fill(page, hosts, port, database, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    work.drain()
    assert missing in page._error.sentence
    assert not file.exists()


@pytest.mark.slow
def test_testing_the_connection_to_a_desk_shows_facts_about_the_server(
    worker: tuple[ConnectionPage, ManualWorker], server: Server, server_store: Store, qtbot: QtBot
) -> None:
    page, work = worker
    fill(page, "127.0.0.1", str(server.port), str(server_store.engine.url.database), qtbot)
    page._login.setText(SUPERUSER)
    page._password.setText(SUPERUSER_PASSWORD)
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    work.drain()
    assert "PostgreSQL 18" in facts(page)
    assert "毫秒" in facts(page)
    assert "没有加密" in facts(page)
    assert page._error.sentence == ""


@pytest.mark.slow
def test_a_wrong_password_or_a_missing_server_is_reported_in_a_sentence(
    worker: tuple[ConnectionPage, ManualWorker], server: Server, server_store: Store, qtbot: QtBot
) -> None:
    page, work = worker
    fill(page, "127.0.0.1", str(server.port), str(server_store.engine.url.database), qtbot)
    page._login.setText(SUPERUSER)
    page._password.setText("wrong password")
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    work.drain()
    assert "不对" in page._error.sentence
    fill(page, "127.0.0.1", "1", str(server_store.engine.url.database), qtbot)
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    work.drain()
    assert "连不上" in page._error.sentence
