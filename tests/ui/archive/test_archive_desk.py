"""The archive desk, operated by keys and clicks on a real file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.archive_pages import page
from tests.desk_fixtures import Hand, HandClock
from tests.ui.archive.test_csv_file import read
from tests.ui.seats import AWAY, SeatHand, unavailable
from tests.ui.ticket.rooms import CTRL, SHIFT, Room
from tickets.actions.dispatch import cancel
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.rules.words import Priority, State
from tickets.service import TicketService
from tickets.store.queries import archive
from tickets.store.queries.archive import ArchiveFilter, Tally
from tickets.store.queries.streams import Named
from ui.archive.archive_desk import ArchiveDesk
from ui.archive.facet import Facet
from ui.archive.finder import fetch_from
from ui.archive.periods import Period

KEY = Qt.Key
CLICK = Qt.MouseButton.LeftButton


class Archive(Room):
    """A window with an archive desk."""

    desk: ArchiveDesk

    @property
    def numbers(self) -> list[str]:
        """The numbers listed, from the top."""
        model = self.desk.found.finder.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def chosen(self) -> str | None:
        """The number of the selected row."""
        rows = self.desk.found.table.selectionModel().selectedRows()
        return str(rows[0].data()) if rows else None

    @property
    def shown(self) -> str | None:
        """The number of the ticket on the panel."""
        return self.desk.panel.file.ticket.number if self.desk.panel.file else None

    def ask(self, words: str) -> None:
        """Type words into the field and wait for the results."""
        field = self.desk.found.search.field
        field.setFocus()
        field.selectAll()
        field.insert(words)
        sought = self.desk.found.search
        self.qtbot.waitUntil(lambda: not sought._wait.isActive())
        self.hands.settle()

    def tick_box(self, facet: Facet, label: str) -> None:
        """Open a chip's list and click one of its boxes."""
        self.qtbot.mouseClick(facet, CLICK)
        menu = facet.findChild(QMenu)
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text() == label)
        self.qtbot.mouseClick(menu, CLICK, pos=menu.actionGeometry(action).center())
        menu.close()
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.hands.settle()

    def count(self) -> str:
        """The text about the number of results."""
        return self.desk.found.search._count.text()

    def meaning(self) -> str:
        """The explanation of the search."""
        return self.desk.found.search._meaning.text()


@pytest.fixture
def room(desk: TicketService, hands: SeatHand, hand: Hand, qtbot: QtBot) -> Archive:
    for fault, words in (("burst_main", "路上喷水"), ("visible_leak", "路上冒水"), ("no_water", "家里没水")):
        hand.log(fault, words)
        hands.clock.advance(minutes=1)
    desk.feed.poll()
    room = Archive(hands, qtbot)
    room.desk = ArchiveDesk(hands.session)
    room.put(room.desk)
    return room


def test_the_newest_tickets_are_listed_first_and_counted(room: Archive) -> None:
    assert room.numbers == ["20260120-0003", "20260120-0002", "20260120-0001"]
    assert room.count() == "共 3 条"
    assert room.chosen is None


def test_a_click_on_a_number_copies_it(room: Archive) -> None:
    table = room.desk.found.table
    number = table.visualRect(table.model().index(1, 0)).center()
    room.qtbot.mouseClick(table.viewport(), CLICK, pos=number)
    assert QGuiApplication.clipboard().text() == "20260120-0002"


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Down])
def test_keys_pressed_during_a_search_do_not_affect_the_previous_ticket(key: Qt.Key, room: Archive) -> None:
    room.ask("冒水")
    assert room.shown == "20260120-0002"
    field = room.desk.found.search.field
    field.setFocus()
    field.selectAll()
    field.insert("喷水")
    room.qtbot.keyClick(field, key)
    room.qtbot.keyClick(room.focus, KEY.Key_N)
    assert room.desk.panel.sentence == "“备注”没有执行：工单还没有读到，读到以后再按。"
    room.hands.settle()
    assert room.shown == room.chosen == "20260120-0001"
    assert room.desk.panel.bench.form is None
    assert room.desk.panel.sentence == "“备注”没有执行：工单还没有读到，读到以后再按。", "it is still said"


def test_after_a_failed_search_a_key_says_that_no_ticket_is_selected(
    room: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.ask("冒水")

    field = room.desk.found.search.field
    field.setFocus()
    field.selectAll()
    field.insert("喷水")
    with monkeypatch.context() as patch:
        patch.setattr(room.hands.session.service, "read", unavailable)
        room.press(KEY.Key_Return)
    assert room.desk.panel.says.startswith("还没有选工单。")


def test_typing_searches_and_a_line_explains_how_the_text_was_understood(room: Archive) -> None:
    room.ask("冒水")
    assert room.numbers == ["20260120-0002"]
    assert room.meaning() == "找来电内容、地址、来电人里的“冒水”。"
    assert room.count() == "共 1 条"


def test_enter_selects_the_first_ticket_and_arrows_move_on(room: Archive) -> None:
    room.desk.found.search.field.setFocus()
    room.type("13800000000", KEY.Key_Return)
    assert room.focus is room.desk.found.table
    assert (room.chosen, room.shown) == ("20260120-0003", "20260120-0003")
    room.press(KEY.Key_Down)
    assert (room.chosen, room.shown) == ("20260120-0002", "20260120-0002")
    room.press(KEY.Key_Return)
    assert room.desk.panel.isAncestorOf(room.focus)


def test_escape_clears_the_field_then_the_chips(room: Archive) -> None:
    room.tick_box(room.desk.found.filters.states, "待派单")
    room.ask("没有这样的话")
    assert room.numbers == []
    room.press(KEY.Key_Escape)
    assert room.desk.found.search.field.text() == ""
    assert room.desk.found.filters.narrows
    room.press(KEY.Key_Escape)
    assert not room.desk.found.filters.narrows
    assert len(room.numbers) == 3
    assert room.focus is room.desk.found.search.field


def test_control_f_focuses_the_search_field_and_selects_its_text(room: Archive) -> None:
    room.ask("冒水")
    room.press(KEY.Key_Down)
    room.press(KEY.Key_F, CTRL)
    assert room.desk.found.search.field.hasFocus()
    assert room.desk.found.search.field.selectedText() == "冒水"


def test_chips_are_combined_to_narrow_the_list(room: Archive, hand: Hand) -> None:
    hand.do(cancel(hand.desk.read(page, ArchiveFilter())[0].id, None, "误报"))
    filters = room.desk.found.filters
    room.tick_box(filters.faults, "爆管")
    room.tick_box(filters.faults, "无水")
    assert room.numbers == ["20260120-0003", "20260120-0001"]
    assert filters.faults.text() == "故障 2 项"
    room.tick_box(filters.states, "已作废")
    assert room.numbers == ["20260120-0003"]
    room.tick_box(filters.priorities, "◆ 特急")
    assert room.numbers == []


def test_a_chip_with_one_value_shows_it_and_can_be_cleared(room: Archive) -> None:
    zone = room.desk.found.filters.zone
    room.tick_box(zone, "乡镇")
    assert (zone.text(), room.numbers) == ("乡镇", [])
    room.tick_box(zone, "城区")
    assert (zone.text(), len(room.numbers)) == ("城区", 3)
    room.tick_box(zone, "城区")
    assert (zone.text(), zone.one) == ("片区", None)


def test_a_day_chip_shows_that_day_and_two_fields_any_days(room: Archive, hand: Hand, clock: HandClock) -> None:
    clock.advance(days=1)
    hand.log()
    room.hands.settle()
    today, *_, chosen = room.desk.found.filters.periods.chips
    room.qtbot.mouseClick(today, CLICK)
    room.hands.settle()
    assert room.numbers == ["20260121-0001"]
    room.qtbot.mouseClick(chosen, CLICK)
    room.hands.settle()
    assert not today.isChecked()
    assert room.desk.found.filters.periods.days.isVisible()
    assert len(room.numbers) == 4, "both days count, and the last is today"


def test_clear_removes_every_chip(room: Archive) -> None:
    filters = room.desk.found.filters
    assert not filters._clear.isVisible()
    room.tick_box(filters.priorities, "◆ 特急")
    room.qtbot.mouseClick(filters._clear, CLICK)
    room.hands.settle()
    assert len(room.numbers) == 3
    assert not filters._clear.isVisible()


def test_a_filter_from_elsewhere_sets_the_chips(room: Archive, clock: HandClock) -> None:
    room.ask("冒水")
    wanted = ArchiveFilter(priorities=frozenset({Priority.P1}), states=frozenset({State.NEW}), since=clock.ago(days=3))
    room.desk.look_for(wanted)
    room.hands.settle()
    assert room.numbers == ["20260120-0001"]
    assert room.desk.found.filters.periods.period is Period.CHOSEN
    assert room.desk.found.search.field.text() == ""


def test_changes_by_others_are_listed_and_the_selected_ticket_stays_selected(room: Archive, hand: Hand) -> None:
    room.press(KEY.Key_Down)
    room.press(KEY.Key_Down)
    assert room.chosen == "20260120-0002"
    hand.log()
    room.hands.settle()
    room.desk.found.refresher.end_rest()
    room.hands.settle()
    assert room.numbers[0] == "20260120-0004"
    assert (room.chosen, room.shown) == ("20260120-0002", "20260120-0002")


def test_a_scrolled_list_keeps_its_position_when_others_write(room: Archive, hand: Hand) -> None:
    for _ in range(100):
        hand.log()
    room.desk.refresh()
    room.hands.settle()
    table = room.desk.found.table
    room.press(KEY.Key_Down)
    table.scrollTo(table.model().index(80, 0), table.ScrollHint.PositionAtTop)
    hand.log()
    room.hands.settle()
    room.desk.found.refresher.end_rest()
    room.hands.settle()
    assert room.numbers[0] == "20260120-0104"
    assert table.top_row() == 80
    assert room.chosen == "20260120-0103"


def test_after_midnight_the_today_filter_means_the_new_day(room: Archive, clock: HandClock) -> None:
    room.qtbot.mouseClick(room.desk.found.filters.periods.chips[0], CLICK)
    room.hands.settle()
    assert len(room.numbers) == 3
    clock.advance(days=1)
    room.desk.refresh()
    room.hands.settle()
    assert room.numbers == []


def test_a_count_above_the_limit_says_so(room: Archive) -> None:
    room.desk.found.search.say_count(10_400, False)
    assert room.count() == "共 10,000+ 条"
    room.desk.found.search.say_count(10_400, True)
    assert room.count() == "共 10,400 条"


def test_more_than_a_page_is_counted_slice_by_slice(room: Archive, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(210):
        hand.log()
    monkeypatch.setattr(archive, "SLICE", 20)
    room.ask("冒水")
    assert room.count() == "共 211 条"


def test_a_failed_search_is_retried_automatically(room: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(room.hands.session.service, "read", unavailable)
        room.ask("喷水")
    assert not room.desk.found.finder.busy, "Enter does not wait for it"
    for _ in range(5):
        assert room.desk.found.error.sentence == AWAY
        assert len(room.numbers) == 3, "what was found before stays"
        room.hands.session.tick.second.emit(room.hands.clock.now)
        room.hands.settle()
    assert room.desk.found.error.sentence == ""
    assert room.numbers == ["20260120-0001"]


def test_a_new_search_aborts_the_previous_one(room: Archive, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(30):
        hand.log(words="别的")
    monkeypatch.setattr(archive, "SLICE", 1)
    slices = 0

    def counted(*args: object) -> object:
        nonlocal slices
        slices += 1
        return archive.look(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("ui.archive.finder.look", counted)
    room.hands.settle()
    finder = room.desk.found.finder
    rare = ArchiveFilter(priorities=frozenset({Priority.P1}))
    finder.look_for(rare)
    finder.look_for(ArchiveFilter(states=frozenset({State.CLOSED})))
    room.hands.settle()
    assert slices <= 4
    assert room.numbers == []


def test_the_filtered_tickets_are_exported_to_a_file(
    room: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.archive.export._PAGE", 1)
    room.tick_box(room.desk.found.filters.priorities, "◆ 特急")
    path = tmp_path / "out" / "工单.csv"
    path.parent.mkdir()
    room.press(KEY.Key_E, CTRL)
    dialog = room.desk.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    room.hands.settle()
    dialog.close()
    assert [line[0] for line in read(path)] == ["编号", "20260120-0001"]
    assert room.desk.notice.sentence == f"已导出 1 条到 {path}"
    assert not room.desk.export.running


def test_a_stopped_export_leaves_no_file(room: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.archive.export._PAGE", 1)
    folder = tmp_path / "out"
    folder.mkdir()
    room.desk.export.start(ArchiveFilter(), folder / "a.csv")
    room.hands.worker.step()
    room.hands.worker.step()
    assert room.desk.export.running
    assert [path.name for path in folder.iterdir()] == ["a.csv.part"]
    room.desk.export.cancel()
    room.hands.settle()
    assert list(folder.iterdir()) == []
    assert room.desk.notice.sentence == ""


def test_an_export_that_cannot_be_written_says_so(room: Archive, tmp_path: Path) -> None:
    room.desk.export.start(ArchiveFilter(), tmp_path / "nowhere" / "a.csv")
    room.hands.settle()
    assert room.desk.found.error.sentence.startswith("文件写不进")
    assert not room.desk.export.running


def test_the_print_and_pdf_keys_need_a_selected_ticket(room: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(room.desk.printer, "print_ticket", lambda key: asked.append(("paper", key)))
    monkeypatch.setattr(room.desk.printer, "save_pdf", lambda key: asked.append(("pdf", key)))
    room.press(KEY.Key_P, CTRL)
    assert asked == []
    room.press(KEY.Key_Down)
    room.press(KEY.Key_P, CTRL)
    room.press(KEY.Key_P, CTRL | SHIFT)
    key = room.desk.panel.file.ticket.id  # type: ignore[union-attr]
    assert asked == [("paper", key), ("pdf", key)]


def test_only_a_typed_search_with_one_result_selects_it(room: Archive) -> None:
    room.tick_box(room.desk.found.filters.priorities, "◆ 特急")
    assert (room.numbers, room.chosen) == (["20260120-0001"], None), "a filter selects nothing"
    room.ask("喷水")
    assert room.chosen == "20260120-0001"
    room.press(KEY.Key_Escape)
    room.press(KEY.Key_Escape)
    room.desk.show_ticket(3)  # the results no longer have a selected row
    room.ask("家里 路上")
    assert (room.numbers, room.shown) == ([], None)
    room.ask("路上")
    assert (len(room.numbers), room.chosen, room.shown) == (2, None, None)


def test_enter_or_down_selects_the_first_result_but_down_keeps_a_selected_one(room: Archive) -> None:
    field, table = room.desk.found.search.field, room.desk.found.table
    for key, chosen in ((KEY.Key_Down, "0003"), (KEY.Key_PageDown, "0003"), (KEY.Key_Return, "0003")):
        table.selectionModel().clear()
        field.setFocus()
        room.press(key)
        assert room.chosen == f"20260120-{chosen}"
        assert room.focus is table
    room.press(KEY.Key_Down)
    field.setFocus()
    room.press(KEY.Key_Down)
    assert room.chosen == "20260120-0002"
    field.setFocus()
    room.press(KEY.Key_Return)
    assert room.chosen == "20260120-0003"
    room.ask("没有这样的话")
    for key in (KEY.Key_Return, KEY.Key_Down):
        field.setFocus()
        room.press(key)
        assert (room.chosen, room.focus) == (None, table)


def test_enter_selects_the_first_result_of_its_own_search_only(room: Archive) -> None:
    room.desk.found.search.field.setFocus()
    room.press(KEY.Key_Return)
    assert room.chosen == "20260120-0003"
    room.ask("路上")
    assert (room.numbers, room.chosen) == (["20260120-0002", "20260120-0001"], None)


def test_slices_of_an_older_count_are_dropped_and_counting_ends_at_the_limit(room: Archive) -> None:
    finder = room.desk.found.finder
    assert room.desk.found.expected == 3, "a list that was read to its end is counted"
    counted = QSignalSpy(finder.counted)
    finder._on_tally(finder._counting, Tally(5, None))
    assert counted.count() == 0, "it is known already"
    finder.model.complete = False
    finder._on_tally(finder._counting - 1, Tally(5, None))
    assert counted.count() == 0, "of an older search"
    finder._on_tally(finder._counting, Tally(9_999, (room.hands.clock.now, 1)))
    assert (counted.count(), len(room.hands.worker.waiting)) == (0, 1), "it goes on"
    finder._on_tally(finder._counting, Tally(1, (room.hands.clock.now, 1)))
    assert (counted.count(), counted.at(0)) == (1, [10_000, False])
    finder._count()
    finder._on_tally(finder._counting, Tally(7, None))
    assert counted.at(1) == [7, True]


def test_esc_during_a_search_forgets_that_the_first_result_was_wanted(room: Archive) -> None:
    field = room.desk.found.search.field
    field.setFocus()
    field.insert("路上")
    room.qtbot.keyClick(field, KEY.Key_Return)
    room.qtbot.keyClick(room.desk.found.table, KEY.Key_Escape)
    room.hands.settle()
    assert (len(room.numbers), room.chosen) == (3, None)
    assert room.focus is field


def test_an_unchanged_search_text_searches_only_once(room: Archive) -> None:
    finder = room.desk.found.finder
    room.ask("冒水")
    searched = finder._counting
    room.desk.found.search.field.setFocus()
    room.press(KEY.Key_Return)
    room.ask("冒水 ")
    assert finder._counting == searched
    room.desk.found.search.field.setFocus()
    room.press(KEY.Key_Escape)
    room.desk.look_for(ArchiveFilter())
    assert finder._counting > searched, "another filter is searched though the field was empty"


def test_an_empty_list_says_why_it_is_empty(desk: TicketService, hands: SeatHand, qtbot: QtBot) -> None:
    room = Archive(hands, qtbot)
    room.desk = ArchiveDesk(hands.session)
    room.put(room.desk)
    table = room.desk.found.table
    assert table.empty_words == ("还没有工单。", "按 F2 登记新来电。")
    room.ask("冒水")
    assert table.empty_words == ("没有找到工单。", "换个说法，或按 Esc 看全部。")
    assert (room.count(), room.desk.found.expected) == ("共 0 条", 0)


def test_a_search_that_takes_long_says_so_and_one_that_failed_says_no_number(
    room: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = room.desk.found.search
    assert (search._patience.interval(), search._wait.interval()) == (400, 150)
    assert search.field.isClearButtonEnabled()
    search.say_searching()
    assert search._patience.isActive()
    search._patience.timeout.emit()
    assert room.count() == "正在找…"
    search.say_count(3, True)
    assert (room.count(), search._patience.isActive()) == ("共 3 条", False)
    for number, complete, words in (
        (9_999, False, "共 9,999 条"), (10_000, False, "共 10,000+ 条"), (10_000, True, "共 10,000 条"),
    ):  # fmt: skip
        search.say_count(number, complete)
        assert room.count() == words
    room.desk.found._on_counted(10_000, False)
    assert room.desk.found.expected is None
    search.say_searching()
    room.desk.found._on_failed(Unavailable(AWAY))
    assert (room.count(), search._patience.isActive(), room.desk.found.error.sentence) == ("", False, AWAY)
    room.desk.found._on_loaded()
    assert room.desk.found.error.sentence == ""
    room.desk.found.error.say(Unavailable("写不进。"))
    room.desk.found._on_loaded()
    assert room.desk.found.error.sentence == "写不进。", "rows that are read do not answer another error"


def test_the_names_of_an_older_search_are_not_shown(room: Archive, hand: Hand) -> None:
    room.ask("一班")
    assert room.meaning().startswith("找班组“一班”（以前派过的也算）")
    search = room.desk.found.search
    older = search.sought
    room.ask("冒水")
    before = room.meaning()
    search._show_named(older, (Named(crews=((1, "一班"),)),))
    assert room.meaning() == before
    room.ask("13800000000")
    assert "一班" not in room.meaning()


def test_pages_are_read_slice_by_slice_until_full_ended_or_stopped(desk: TicketService, hand: Hand) -> None:
    asked: list[tuple[object, int]] = []

    class Service:
        """Finds two rows in each slice; the fourth slice is the last one."""

        def read(self, _look: object, _wanted: ArchiveFilter, after: int | None, limit: int) -> archive.Slice:
            asked.append((after, limit))
            reached = (after or 0) + 1
            found = [f"{reached}a", f"{reached}b"][:limit]
            return archive.Slice(found, reached if reached < 4 else None)  # type: ignore[arg-type]

    stops = {"never": lambda: False, "at once": lambda: True}
    for limit, stop, found, slices in (
        (3, "never", ["1a", "1b", "2a"], [(None, 3), (1, 1)]),
        (4, "never", ["1a", "1b", "2a", "2b"], [(None, 4), (1, 2)]),
        (
            99,
            "never",
            [f"{n}{letter}" for n in range(1, 5) for letter in "ab"],
            [(None, 99), (1, 97), (2, 95), (3, 93)],
        ),
        (99, "at once", ["1a", "1b"], [(None, 99)]),
    ):
        asked.clear()
        fetch = fetch_from(Service(), ArchiveFilter(), stops[stop])  # type: ignore[arg-type]
        assert (fetch(None, limit), asked) == (found, slices)


def test_the_row_of_an_export_counts_what_is_written_and_stops_by_its_button(
    room: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.archive.export._PAGE", 2)
    export = room.desk.export
    bar, words = export._bar, export._words
    assert not export.isVisible()
    assert export.property("notice") is True, "it looks like a message"
    for expected, seen in ((3, [2, 3]), (None, [0, 0])):
        export.start(ArchiveFilter(), tmp_path / "a.csv", expected)
        assert (export.isVisible(), bar.maximum(), words.accessibleName()) == (True, expected or 0, "正在导出…")
        export.start(ArchiveFilter(), tmp_path / "b.csv")
        room.hands.worker.step()
        export.start(ArchiveFilter(), tmp_path / "b.csv")
        room.qtbot.keyClick(room.focus, KEY.Key_E, CTRL)
        assert room.desk.findChildren(QFileDialog) == []
        counted = []
        while export.running:
            room.hands.worker.step()
            counted.append((words.accessibleName(), bar.value()))
        assert counted == [("正在导出… 已写 2 条", seen[0]), ("正在导出… 已写 3 条", seen[1])]
        assert (export.isVisible(), export.running) == (False, False)
    assert list(tmp_path.glob("*.csv")) == [tmp_path / "a.csv"], "one at a time"
    assert room.hands.session.preferences.value("archive/export folder") == str(tmp_path)
    export.start(ArchiveFilter(), tmp_path / "c.csv")
    room.hands.worker.step()
    button = export.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    room.hands.settle()
    assert (export.isVisible(), list(tmp_path.glob("c.csv*"))) == (False, [])
    export.start(ArchiveFilter(), tmp_path / "d.csv")
    button.click()  # before the file is open
    room.hands.settle()
    assert (export.isVisible(), list(tmp_path.glob("d.csv*"))) == (False, [])


def test_an_export_that_was_stopped_before_its_file_was_open_does_not_disturb_the_next(
    room: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.archive.export._PAGE", 2)
    export = room.desk.export
    for name in ("stopped.csv", "next.csv"):
        export.start(ArchiveFilter(), tmp_path / name)
        if name == "stopped.csv":
            export.cancel()
    room.hands.settle()
    assert [path.name for path in tmp_path.glob("*.csv*")] == ["next.csv"]
    assert len((tmp_path / "next.csv").read_text("utf-8-sig").splitlines()) == 4, "its head and three tickets"


def test_the_keys_for_paper_and_file_are_offered_while_a_ticket_is_shown(room: Archive) -> None:
    buttons = (room.desk._print, room.desk._pdf)
    assert [button.isEnabled() for button in buttons] == [False, False]
    room.press(KEY.Key_Down)
    assert [button.isEnabled() for button in buttons] == [True, True]
    room.desk.panel.show_ticket(None)
    assert [button.isEnabled() for button in buttons] == [False, False]


def test_a_search_text_of_ten_thousand_characters_is_shortened_and_searched(room: Archive) -> None:
    room.ask("漏" * 10_000)
    assert len(room.desk.found.search.field.text()) == 100
    assert room.numbers == []


def test_a_ticket_that_was_not_found_here_stays_shown_when_others_write(room: Archive, hand: Hand) -> None:
    room.ask("冒水")
    assert room.shown == "20260120-0002"
    key = hand.do(log_call(CallDetails(words="别处"), ReportedFault("visible_leak")))
    room.desk.show_ticket(key)
    room.hands.settle()
    hand.log()
    room.hands.settle()
    room.desk.found.refresher.end_rest()
    room.hands.settle()
    assert (room.shown, room.chosen) == ("20260120-0004", None)


def test_a_search_without_a_hit_clears_the_ticket_panel(room: Archive) -> None:
    room.ask("#3")
    assert room.shown == "20260120-0003"
    room.ask("没有这样的话")
    assert (room.numbers, room.shown) == ([], None)
    assert "Esc" in room.desk.found.table.accessibleDescription()
    assert "还没有选工单" in room.desk.panel.says
    assert not room.desk._print.isEnabled()
    room.ask("")
    assert (room.chosen, room.shown) == (None, None), "nothing is chosen, so nothing is shown"


def test_a_row_that_is_still_loading_has_no_ticket_to_act_on(room: Archive) -> None:
    room.press(KEY.Key_Down)
    assert room.shown == "20260120-0003"
    room.desk.found.finder.model._pages.clear()  # as when more rows than fit into memory have been scrolled past
    room.qtbot.keyClick(room.focus, KEY.Key_Down)
    room.qtbot.keyClick(room.focus, KEY.Key_X)
    assert (room.shown, room.desk.panel.reading) == (None, True)
    room.qtbot.waitUntil(lambda: bool(room.hands.worker.waiting))
    room.hands.settle()
    assert (room.chosen, room.shown) == ("20260120-0002", "20260120-0002")


def test_the_selected_ticket_is_printed_even_while_it_is_loading(
    room: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(room.desk.printer, "print_ticket", asked.append)
    room.press(KEY.Key_Down)
    room.qtbot.keyClick(room.focus, KEY.Key_Down)
    room.qtbot.keyClick(room.focus, KEY.Key_P, CTRL)
    assert asked == [room.desk.panel.ticket_id] == [2]
