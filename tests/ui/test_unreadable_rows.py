"""An unreadable row is named in every list that it belongs to, beside the others; once repaired, it is listed again."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tickets.actions.dispatch import supervise
from tickets.errors import Unavailable
from tickets.log.file import LogFile
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.store.tables import tickets
from ui.alerts.alert_drawer import AlertDrawer
from ui.archive.archive_desk import ArchiveDesk
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.editing.edit_page import EditPage
from ui.kit.table import DeskTable
from ui.open_window import AppContext, Window, open_unguarded
from ui.reports.reports_desk import ReportsDesk
from ui.runtime.background import Background
from ui.settings.settings_desk import SettingsDesk

PATIENCE = 60_000  # ms


@pytest.fixture
def window(
    desk: TicketService, hand: Hand, clock: HandClock, log: LogFile, tmp_path: Path, qtbot: QtBot
) -> Iterator[Window]:
    for _ in range(3):
        hand.log()
    clock.advance(minutes=9)
    desk.sweep()
    window = open_unguarded(desk, AppContext(tmp_path, Background(), log=log))
    qtbot.addWidget(window.main)
    window.main.show()
    qtbot.waitExposed(window.main)
    yield window
    window.close()


def says(archive: ArchiveDesk, window: Window, clock: HandClock, words: str) -> bool:
    """Return whether the panel of the archive says these words in the next second."""
    window.session.tick.second.emit(clock.now)
    return words in archive.panel.says


def damage(desk: TicketService, statement: str) -> None:
    with desk.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql(statement)


def tables_of(window: Window, qtbot: QtBot) -> dict[str, DeskTable]:
    """Open every desk with a list of tickets or limits, and return the lists."""
    main = window.main
    dispatch, archive, reports = (main.open_desk(name) for name in ("dispatch", "archive", "reports"))
    admin, drawer = main.open_desk("settings"), main.open_alerts()
    assert isinstance(dispatch, DispatchDesk) and isinstance(archive, ArchiveDesk)
    assert isinstance(reports, ReportsDesk) and isinstance(admin, SettingsDesk) and isinstance(drawer, AlertDrawer)
    names = [admin._list.item(place).text() for place in range(admin._list.count())]
    admin.open_page(names.index("时限"))
    qtbot.waitUntil(lambda: names.index("时限") in admin._built, timeout=PATIENCE)
    limits = admin._built[names.index("时限")]
    assert isinstance(limits, EditPage)
    tables = {"queue": dispatch.queue.table, "archive": archive.found.table, "alerts": drawer.table}
    return tables | {"limits": limits._table}


def test_every_list_names_unreadable_rows_and_shows_the_others(
    window: Window, desk: TicketService, log: LogFile, qtbot: QtBot, surprises: list[str]
) -> None:
    tables = tables_of(window, qtbot)

    def counts() -> dict[str, int]:
        return {name: table.model().rowCount() for name, table in tables.items()}

    qtbot.waitUntil(
        lambda: counts() == {"queue": 3, "archive": 3, "alerts": 3, "limits": counts()["limits"]}, timeout=PATIENCE
    )
    qtbot.waitUntil(lambda: counts()["limits"] > 1, timeout=PATIENCE)
    limits = counts()["limits"]
    (number,) = [row.number for row in Hand(desk).rows(tickets) if row.id == 2]
    texts: list[str] = []
    window.session.background.unreadable.connect(texts.append)
    damage(desk, "UPDATE tickets SET state = 'confused' WHERE id = 2")
    damage(desk, "UPDATE limits SET stage = 'wait' WHERE id = 1")
    window.session.feed.changed.emit(Changes(lost=True))
    tables_of(window, qtbot)  # an invisible list is read when it is shown
    less = {"queue": 2, "archive": 2, "alerts": 2, "limits": limits - 1}
    qtbot.waitUntil(lambda: counts() == less, timeout=PATIENCE)
    for name in ("queue", "archive", "alerts"):
        words = "告警 {}。请告诉管理员。" if name == "alerts" else "工单 {}。请人工盯住，并告诉管理员。"
        assert tables[name].broken_words == "另有读不出的：" + words.format(number), name
    assert tables["limits"].broken_words == "另有读不出的：时限 第 1 号。请告诉管理员。"
    assert window.main._error.isVisible() and "读不出" in window.main._error.sentence
    window.main._error.clear()
    for _ in range(3):
        window.session.feed.changed.emit(Changes(lost=True))
        qtbot.waitUntil(lambda: window.session.background.pending == 0, timeout=PATIENCE)
    assert not window.main._error.isVisible(), "told once; the lists go on saying it"
    assert log.path.read_text(encoding="utf-8").count("读不出：工单，id 2（state）") == 1
    damage(desk, "UPDATE tickets SET state = 'new' WHERE id = 2")
    damage(desk, "UPDATE limits SET stage = 'accept' WHERE id = 1")
    window.session.feed.changed.emit(Changes(lost=True))
    tables_of(window, qtbot)
    qtbot.waitUntil(lambda: counts() == {"queue": 3, "archive": 3, "alerts": 3, "limits": limits}, timeout=PATIENCE)
    assert not any(table.broken_words for table in tables.values())
    surprises.clear()


def test_a_list_with_only_unreadable_rows_is_not_called_empty(
    window: Window, desk: TicketService, qtbot: QtBot, surprises: list[str]
) -> None:
    queue = tables_of(window, qtbot)["queue"]
    damage(desk, "UPDATE tickets SET priority = 'high'")
    window.session.feed.changed.emit(Changes(lost=True))
    qtbot.waitUntil(lambda: queue.model().rowCount() == 0 and bool(queue.broken_words), timeout=PATIENCE)
    says, hint = queue.empty_words
    assert says == "这里没有读得出的条目。" and "F2" in hint
    damage(desk, "UPDATE tickets SET priority = 'P2' WHERE id = 1")
    window.session.feed.changed.emit(Changes(lost=True))
    qtbot.waitUntil(lambda: queue.model().rowCount() == 1, timeout=PATIENCE)
    dispatch = window.main.open_desk("dispatch")
    assert isinstance(dispatch, DispatchDesk)
    dispatch.show_only("held")
    assert queue.empty_words[0] == says
    assert "Esc" in queue.empty_words[1], "a filter may be what leaves the others out"
    surprises.clear()


def test_an_unreadable_ticket_is_named_and_shown_once_it_is_readable(
    window: Window, desk: TicketService, clock: HandClock, qtbot: QtBot, surprises: list[str]
) -> None:
    damage(desk, "UPDATE clocks SET priority = 'high'")
    archive = window.main.open_desk("archive")
    assert isinstance(archive, ArchiveDesk)
    panel, table = archive.panel, archive.found.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 3, timeout=PATIENCE)
    table.selectRow(1)
    qtbot.waitUntil(lambda: says(archive, window, clock, "这张工单暂时读不出来"), timeout=PATIENCE)
    assert panel.ticket_id is not None
    assert f"读不出：工单 {Hand(desk).ticket(panel.ticket_id).number}" in window.main._error.sentence
    damage(desk, "UPDATE clocks SET priority = 'P2'")
    qtbot.waitUntil(lambda: says(archive, window, clock, "") and panel.file is not None, timeout=PATIENCE)
    surprises.clear()


def test_the_readable_parts_of_a_damaged_ticket_are_shown_without_actions(
    window: Window, desk: TicketService, clock: HandClock, qtbot: QtBot, surprises: list[str]
) -> None:
    archive = window.main.open_desk("archive")
    assert isinstance(archive, ArchiveDesk)
    panel, table = archive.panel, archive.found.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 3, timeout=PATIENCE)
    number = Hand(desk).ticket(2).number
    damage(desk, f"UPDATE tickets SET state = 'confused', opened = {10**17}, address = '文化街 9 号' WHERE id = 2")
    damage(desk, "UPDATE calls SET kind = 'sung' WHERE ticket_id = 2")
    panel.show_ticket(2)
    qtbot.waitUntil(lambda: says(archive, window, clock, "工单："), timeout=PATIENCE)
    for line in (f"工单：{number}", "状态：读不出来", "来电时间：读不出来", "地址：文化街 9 号", "电话：138 0000 0000"):
        assert line in panel.says, line
    assert "路上冒水" in panel.says and " · 读不出来 · 138" in panel.says and "登记来电" in panel.says
    assert panel.file is None
    with pytest.raises(Unavailable):
        Hand(desk).do(supervise(2, None, True))
    damage(desk, f"UPDATE tickets SET state = 'new', opened = {int(clock.ago(minutes=9).timestamp())} WHERE id = 2")
    damage(desk, "UPDATE calls SET kind = 'report' WHERE ticket_id = 2")
    qtbot.waitUntil(lambda: not says(archive, window, clock, "工单：") and panel.file is not None, timeout=PATIENCE)
    surprises.clear()


def test_a_report_and_the_watch_say_how_many_rows_are_unreadable(
    window: Window, desk: TicketService, clock: HandClock, qtbot: QtBot, surprises: list[str]
) -> None:
    reports = window.main.open_desk("reports")
    assert isinstance(reports, ReportsDesk)
    damage(desk, "UPDATE clocks SET priority = 'high' WHERE subject_id = 2")
    reports.refresh()
    qtbot.waitUntil(lambda: "有 1 张工单读不出" in reports._unread.text(), timeout=PATIENCE)
    clock.advance(minutes=2)
    qtbot.waitUntil(lambda: window.watch.state.swept is not None, timeout=PATIENCE)
    window.watch.sweep()
    assert not window.watch.state.trouble
    assert window.watch.state.unread.startswith("这些的告警没有发出")
    window.session.tick.second.emit(clock.now)
    assert "有读不出的" in window.main._strip._watching.text()
    logging.getLogger(__name__).info("the end")
    surprises.clear()
