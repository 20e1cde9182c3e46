"""A program that can't start because of an error in its connection file shows the connection settings."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import main
from tickets.connection.target import Target, load_target
from tickets.errors import DeskError, Refused, Unavailable
from ui import app
from ui.kit.buttons import KeyButton
from ui.runtime.session import Connection
from ui.sign_in.connection_window import ConnectionWindow

SLIP = 'url = "postgresql+psycopg://db/desk\n'


def meanwhile(act: Callable[[ConnectionWindow], object]) -> list[str]:
    """Do something in the dialog once it is open; return its message."""
    messages: list[str] = []

    def press() -> None:
        (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, ConnectionWindow))
        messages.append(dialog.page._error.sentence)
        act(dialog)

    QTimer.singleShot(0, press)
    return messages


def test_the_repair_window_shows_the_error_and_saving_fixes_the_file(tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "connection.toml"
    file.write_text(SLIP)
    messages = meanwhile(lambda dialog: QTest.mouseClick(dialog.page._save, Qt.MouseButton.LeftButton))
    assert app.repair_connection(Connection(Target(f"sqlite:///{tmp_path / 'desk.db'}"), file), Refused("写得不对。"))
    assert messages == ["写得不对。"]
    assert load_target(file).database == str(tmp_path / "desk.db")


CLOSING: dict[str, Callable[[ConnectionWindow], object]] = {
    "key": lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape),
    "button": lambda dialog: QTest.mouseClick(dialog.leave, Qt.MouseButton.LeftButton),
}


@pytest.mark.parametrize("how", CLOSING)
def test_closing_the_repair_window_starts_nothing(how: str, tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "connection.toml"
    file.write_text(SLIP)
    meanwhile(CLOSING[how])
    assert not app.repair_connection(Connection(Target("sqlite://"), file), Refused("写得不对。"))
    assert file.read_text() == SLIP


def test_an_unreadable_connection_is_not_overwritten_by_the_first_key(tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "connection.toml"
    file.write_text(SLIP)
    unread = Connection(Target(f"sqlite:///{tmp_path / 'desk.db'}"), file, is_read=False)

    offered: list[tuple[bool, bool]] = []

    def save_then(wanted: str, dialog: ConnectionWindow) -> None:
        page = dialog.page
        offered.append((page._again.isVisible(), page._anew.isVisible()))
        for button in (page._save, getattr(page, wanted)):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert page._save.isEnabled() is page._filled_in.isEnabled() is (wanted == "_anew")
        assert file.read_text() == SLIP
        if dialog.isVisible():
            dialog.reject()

    meanwhile(partial(save_then, "_again"))
    assert app.repair_connection(unread, Unavailable("读不了。")), "it is tried again"
    meanwhile(partial(save_then, "_anew"))
    assert not app.repair_connection(unread, Refused("写得不对。"))
    assert offered == [(True, False), (True, True)], "only what makes no sense is filled in anew"
    assert file.read_text() == SLIP


def test_enter_in_a_field_presses_nothing_and_on_a_button_that_button(tmp_path: Path, qapp: QApplication) -> None:
    pressed: list[str] = []

    def press(dialog: ConnectionWindow) -> None:
        for button in dialog.findChildren(KeyButton):
            button.clicked.disconnect()
            button.clicked.connect(partial(pressed.append, button.accessibleName()))
        for field in (dialog.page._path, dialog.page._kind, dialog.page._save):
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClick(field, Qt.Key.Key_Enter)
        dialog.reject()

    meanwhile(press)
    app.repair_connection(
        Connection(Target(f"sqlite:///{tmp_path / 'desk.db'}"), tmp_path / "c.toml"), Refused("不对。")
    )
    assert pressed == ["保存", "保存"]


def test_every_button_is_wide_enough_for_its_words(tmp_path: Path, qapp: QApplication) -> None:
    short: list[str] = []

    def look(dialog: ConnectionWindow) -> None:
        for button in dialog.findChildren(KeyButton):
            if button.isVisible() and button.width() < button.sizeHint().width():
                short.append(button.text())
        dialog.reject()

    meanwhile(look)
    unread = Connection(Target(f"sqlite:///{tmp_path / 'desk.db'}"), tmp_path / "connection.toml", is_read=False)
    assert not app.repair_connection(unread, Refused("写得不对。"))
    assert short == []


def test_the_repair_window_shows_the_place_of_a_desk_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.cli.open_database.user_data_path", lambda *_, **__: tmp_path)
    (tmp_path / "connection.toml").write_text(f'url = "sqlite:///{tmp_path}/no/such/drive/desk.db"')
    (tmp_path / "no").write_text("no folder")
    shown: list[Connection] = []

    def repair(connection: Connection, _error: DeskError, _scheme: str | None) -> bool:
        shown.append(connection)
        return False

    monkeypatch.setattr(app, "repair_connection", repair)
    assert main.main([]) == 1
    assert [(each.target.database, each.is_read) for each in shown] == [(f"{tmp_path}/no/such/drive/desk.db", True)]


def test_a_program_started_from_an_icon_shows_the_repair_window_and_starts_once_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.cli.open_database.user_data_path", lambda *_, **__: tmp_path)
    file, begun = tmp_path / "connection.toml", []
    file.write_text(SLIP)

    def repair(connection: Connection, error: Refused, _scheme: str | None) -> bool:
        assert connection.file == file
        assert "写得不对" in error.sentence
        assert not connection.is_read
        file.write_text(f'url = "sqlite:///{tmp_path}/desk.db"')
        return True

    def run(authenticator: object, *_given: object, **_more: object) -> int:
        begun.append(authenticator)
        authenticator.service.close()  # type: ignore[attr-defined]
        return 0

    monkeypatch.setattr(app, "repair_connection", repair)
    monkeypatch.setattr(app, "run", run)
    assert main.main([]) == 0
    assert len(begun) == 1


def test_a_broken_file_named_on_the_command_line_is_reported_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SLIP)
    assert main.main(["--db", str(file)]) == 1
    assert "写得不对" in capsys.readouterr().err
