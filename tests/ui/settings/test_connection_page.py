from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, Server
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.seats import AWAY, unavailable
from tickets.connection.target import Target, load_target
from tickets.connection.try_connection import ConnectionReport
from tickets.errors import Refused, Unavailable
from tickets.store.engine import Store
from ui.kit.file_dialog import usual_folder
from ui.kit.labels import Words
from ui.runtime.session import Connection
from ui.settings import connection_page
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
    QApplication.processEvents()  # Qt shows new labels a little later
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


def offered(page: ConnectionPage) -> dict[str, bool]:
    """Return which of the buttons are shown and enabled."""
    buttons = {"try": page._try, "save": page._save, "again": page._again, "anew": page._anew}
    return {name: button.isVisibleTo(page) and button.isEnabled() for name, button in buttons.items()}


def test_a_file_has_a_path_and_a_server_an_address_that_can_be_tested(
    worker: tuple[ConnectionPage, ManualWorker], file: Path, qtbot: QtBot
) -> None:
    page, work = worker
    assert page._path.isVisible() and not page._hosts.isVisible()
    assert page._path.text() == str(file.parent / "desk.db")
    assert offered(page) == {"try": False, "save": True, "again": False, "anew": False}
    page._path.setText("  ")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    work.drain()
    assert page._error.sentence == "请写明数据文件放在哪里。" and not file.exists()
    qtbot.keyClick(page._kind, Qt.Key.Key_Down)
    assert page._hosts.isVisible() and not page._path.isVisible()
    assert page._error.sentence == "", "it was about the path"
    assert offered(page)["try"]
    stored = ConnectionPage(Connection(Target("postgresql+psycopg://li@db1/hotline"), file), page._background)
    qtbot.addWidget(stored)
    assert (stored._login.text(), stored._path.text(), stored._port.text()) == ("li", "", "5432")
    assert offered(stored) == {"try": True, "save": True, "again": False, "anew": False}
    nobody = ConnectionPage(Connection(Target("postgresql+psycopg://db1/hotline"), file), page._background)
    qtbot.addWidget(nobody)
    assert nobody._login.text() == ""
    modes = [page._ssl.itemText(place) for place in range(page._ssl.count())]
    assert modes[0].startswith("默认") and modes[1:] == list(connection_page._SSL[1:])


def test_after_a_failed_start_the_settings_can_be_corrected_only_if_they_were_read(
    worker: tuple[ConnectionPage, ManualWorker], qtbot: QtBot
) -> None:
    page, _ = worker
    for kind, error, anew in (
        (True, Refused("写得不对。"), False), (True, Unavailable("读不了。"), False),
        (False, Refused("写得不对。"), True), (False, Unavailable("读不了。"), False),
    ):  # fmt: skip
        page._connection = replace(page._connection, is_read=kind)
        page.refuse(error)
        assert offered(page) == {"try": False, "save": kind, "again": True, "anew": anew}
    page.refuse(Refused("写得不对。"))
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert offered(page) == {"try": False, "save": True, "again": False, "anew": False}
    assert page._error.sentence == "" and page._kind.hasFocus()
    assert "Ctrl+S" in page._notice.sentence and not page._notice._timer.isActive(), "it stays"


def test_a_tested_connection_is_described_and_one_test_runs_at_a_time(
    worker: tuple[ConnectionPage, ManualWorker], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page, work = worker
    asked: list[tuple[str, str | None, str | None]] = []
    reports = iter(
        [
            ConnectionReport("18.0", "0003", 1.2, "TLSv1.3", None),
            ConnectionReport("18.0", None, 1.2, None, "服务器上的这个数据库还是空的。"),
        ]
    )

    def try_connection(target: Target, login: str | None, password: str | None) -> ConnectionReport:
        asked.append((target.place, login, password))
        return next(reports)

    monkeypatch.setattr(connection_page, "try_connection", try_connection)
    fill(page, "db1", "x", "hotline", qtbot)
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    assert "端口" in page._error.sentence and not work.waiting
    fill(page, "db1", "5432", "hotline", qtbot)
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    assert "正在连接 db1:5432/hotline" in facts(page)
    assert not page._try.isEnabled()
    work.drain()
    assert facts(page) == "服务器 PostgreSQL 18.0 往返 1.2 毫秒 加密 TLSv1.3 数据库 结构 0003"
    assert (page._notice.isVisible(), page._error.sentence, page._try.isEnabled()) == (True, "", True)
    qtbot.keyClicks(page._login, " li ")
    qtbot.keyClicks(page._password, " pass")
    qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
    work.drain()
    assert facts(page).endswith("加密 没有加密，同一网络里的人能读到内容 数据库 还没有建好")
    assert page._error.sentence == "服务器上的这个数据库还是空的。" and not page._notice.isVisible()
    assert asked == [("db1:5432/hotline", None, None), ("db1:5432/hotline", "li", " pass")]


def test_a_failed_test_is_told_and_can_be_repeated_while_a_server_is_chosen(
    worker: tuple[ConnectionPage, ManualWorker], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page, work = worker
    monkeypatch.setattr(connection_page, "try_connection", unavailable)
    fill(page, "db1", "5432", "hotline", qtbot)
    for chosen in (True, False):
        qtbot.keyClick(page, Qt.Key.Key_T, CTRL)
        page._kind.choose(chosen)
        work.drain()
        assert (page._error.sentence, facts(page)) == (AWAY, "")
        assert page._try.isEnabled() is chosen


def test_the_dialog_for_the_file_starts_where_the_file_is_or_in_the_usual_folder(
    worker: tuple[ConnectionPage, ManualWorker], tmp_path: Path, qtbot: QtBot
) -> None:
    page, _ = worker
    for typed, start in ((f" {tmp_path}/mine.db ", tmp_path / "mine.db"), ("  ", usual_folder() / "desk.db")):
        page._path.setText(typed)
        qtbot.keyClick(page, Qt.Key.Key_O, CTRL)
        (dialog,) = (each for each in page.findChildren(QFileDialog) if each.isVisible())
        assert dialog.selectedFiles() == [str(start)]
        dialog.fileSelected.emit("/data/other.db")
        assert page._path.text() == "/data/other.db"
        dialog.reject()


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
