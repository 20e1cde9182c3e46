"""The list of settings pages: each is made when it is first opened, and kept."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions.people import save_crew
from tickets.connection.target import Target
from ui.editing.edit_page import EditPage
from ui.runtime.session import Connection
from ui.settings.settings_desk import BackupPage, SettingsDesk


def titles(desk: SettingsDesk) -> list[str]:
    return [desk._list.item(row).text() for row in range(desk._list.count())]


def test_only_a_program_with_a_connection_file_has_a_page_for_it(hands: SeatHand, qtbot: QtBot) -> None:
    connection = Connection(Target("sqlite://"), Path("connection.toml"))
    for session, has_page in ((hands.session, False), (replace(hands.session, connection=connection), True)):
        desk = SettingsDesk(session)
        qtbot.addWidget(desk)
        assert ("连接" in titles(desk)) is has_page
        assert titles(desk)[0] == "时限" and desk._list.currentRow() == 0
        hands.settle()


def test_a_page_whose_choices_come_late_does_not_replace_the_one_opened_meanwhile(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    hand.do(save_crew(None, "三班", active=False))
    desk = SettingsDesk(hands.session)
    hands.show(desk, qtbot)
    members, rungs = titles(desk).index("组员"), titles(desk).index("告警阶梯")
    desk.open_page(members)
    desk.open_page(rungs)
    hands.settle()
    assert desk._pages.currentWidget() is desk._built[rungs]
    desk.open_page(members)
    page = desk._pages.currentWidget()
    assert isinstance(page, EditPage) and page._spec.name == "members"
    labels = [label for _, label in page._editors["crew_id"]._choices]  # type: ignore[attr-defined]
    assert labels == ["一班", "二班", "三班（停用）"]
    desk.open_page(rungs)
    desk.open_page(members)
    hands.settle()
    assert desk._pages.currentWidget() is page and desk._pages.count() == len(desk._built) == 3


def test_the_page_of_the_backups_is_opened_with_the_focus_on_making_one(hands: SeatHand, qtbot: QtBot) -> None:
    desk, told = SettingsDesk(hands.session), list[bool]()
    desk.backed_up.connect(lambda: told.append(True))
    hands.show(desk, qtbot)
    desk.open_backups()
    hands.settle()
    page = desk._pages.currentWidget()
    assert isinstance(page, BackupPage)
    assert QApplication.focusWidget() is page.now._make
    page.now.made.emit()
    assert told == [True]
