"""A table model over a million rows, few of them in memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tickets.errors import Unavailable
from ui.kit.columns import Column, Roles
from ui.kit.paged_model import PagedModel
from ui.kit.table import DeskTable

pytestmark = pytest.mark.usefixtures("qapp")
PAGE, KEPT = 10, 4


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    state: str = "待到场"


COLUMNS = (
    Column[Row]("id", "编号", lambda row, now: str(row.id)),
    Column[Row]("state", "状态", lambda row, now: row.state),
)


@dataclass
class Archive:
    """Rows 1…n by ascending id, and every query for them."""

    rows: list[Row]
    asked: list[int | None] = field(default_factory=list)

    def fetch(self, after: int | None, limit: int) -> Sequence[Row]:
        self.asked.append(after)
        return [row for row in self.rows if after is None or row.id > after][:limit]


Setup = tuple[PagedModel[Row], ManualWorker]


@pytest.fixture
def setup() -> Iterator[Setup]:
    background, worker = manual_background()
    model = PagedModel(
        COLUMNS, background, lambda: datetime(2026, 11, 23, tzinfo=UTC), lambda row: row.id, page=PAGE, kept=KEPT
    )
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)
    yield model, worker
    del tester


def archive(size: int) -> Archive:
    return Archive([Row(n) for n in range(1, size + 1)])


def filled(setup: Setup, size: int) -> tuple[PagedModel[Row], ManualWorker, Archive]:
    """Let the model ask for an archive of this size, and read its first page."""
    (model, worker), store = setup, archive(size)
    model.ask(store.fetch)
    worker.drain()
    return model, worker, store


def shown(model: PagedModel[Row], *places: int) -> list[str]:
    return [model.index(place, 0).data() for place in places]


def fetch_all(model: PagedModel[Row], worker: ManualWorker) -> None:
    while model.canFetchMore():
        model.fetchMore()
        worker.drain()


def test_pages_come_one_after_another_until_there_are_no_more(setup: Setup) -> None:
    model, worker, store = filled(setup, 25)
    assert model.rowCount() == 10
    fetch_all(model, worker)
    assert (model.rowCount(), model.complete) == (25, True)
    assert shown(model, 0, 9, 10, 24) == ["1", "10", "11", "25"]
    assert store.asked[:3] == [None, 10, 20]


def test_a_last_page_that_is_just_full_is_followed_by_an_empty_one(setup: Setup) -> None:
    model, worker, _ = filled(setup, 20)
    fetch_all(model, worker)
    assert (model.rowCount(), model.complete) == (20, True)


def test_while_a_page_is_being_read_no_other_is_requested(setup: Setup) -> None:
    model, worker, _ = filled(setup, 100)
    model.fetchMore()
    assert not model.canFetchMore()
    model.fetchMore()
    assert sum(not future.cancelled() for future, _ in worker.waiting) == 1
    worker.drain()
    assert model.rowCount() == 20


def test_rows_of_an_older_query_are_dropped(setup: Setup) -> None:
    model, worker, _ = filled(setup, 100)
    model.fetchMore()
    worker.work()  # the old page has been read and not yet delivered
    model.ask(Archive([Row(900), Row(901)]).fetch)
    worker.drain()
    assert shown(model, *range(model.rowCount())) == ["900", "901"]
    assert model.complete


def test_a_page_requested_before_a_refresh_is_not_appended_to_the_refreshed_rows(setup: Setup) -> None:
    model, worker, _ = filled(setup, 100)
    model.fetchMore()
    worker.drain()
    model.refresh()
    model.fetchMore()  # rows 21 to 30, which come after the refresh has returned to the first ten
    worker.drain()
    assert shown(model, *range(model.rowCount()))[:11] == [str(n) for n in range(1, model.rowCount() + 1)][:11]
    assert model.rowCount() == 10


def test_few_rows_stay_in_memory_and_the_others_come_back_when_looked_at(setup: Setup) -> None:
    model, worker, _ = filled(setup, 200)
    fetch_all(model, worker)
    assert sum(model.row_at(model.index(n, 0)) is not None for n in range(200)) <= PAGE * KEPT
    assert shown(model, 55) == ["…"]
    changed = QSignalSpy(model.dataChanged)
    worker.drain()
    QCoreApplication.processEvents()
    worker.drain()
    assert shown(model, 55) == ["56"]
    assert (model.index_for(56).column(), model.index_for(56, 1).column()) == (0, 1)
    assert {(changed.at(n)[0].column(), changed.at(n)[1].column()) for n in range(changed.count())} == {(0, 1)}
    assert (50, 59) in [(changed.at(n)[0].row(), changed.at(n)[1].row()) for n in range(changed.count())]
    assert model.rowCount() == 200


def test_the_least_recently_used_page_is_dropped(setup: Setup) -> None:
    model, worker, _ = filled(setup, 200)
    for _ in range(KEPT - 1):
        model.fetchMore()
        worker.drain()
    shown(model, 5)
    model.fetchMore()
    worker.drain()
    assert shown(model, 5, 15) == ["6", "…"]


def test_pages_skipped_over_while_scrolling_are_not_all_read(setup: Setup) -> None:
    model, worker, store = filled(setup, 400)
    fetch_all(model, worker)
    store.asked.clear()
    for place in range(0, 300, PAGE):
        shown(model, place)
    QCoreApplication.processEvents()
    worker.drain()
    assert store.asked == [260, 270, 280, 290]


def test_a_failed_page_is_reported_and_can_be_requested_again(setup: Setup) -> None:
    model, worker = setup
    store, broken = archive(30), [False]

    def fetch(after: int | None, limit: int) -> Sequence[Row]:
        if broken[0]:
            raise Unavailable("数据库暂时连不上。")
        return store.fetch(after, limit)

    model.ask(fetch)
    worker.drain()
    broken[0] = True
    failed = QSignalSpy(model.failed)
    model.fetchMore()
    worker.drain()
    assert failed.count() == 1
    assert model.rowCount() == 10
    broken[0] = False
    fetch_all(model, worker)
    assert model.rowCount() == 30


def test_a_failed_query_keeps_all_rows_of_the_last_one(setup: Setup) -> None:
    model, worker, _ = filled(setup, 30)

    def fail(after: int | None, limit: int) -> Sequence[Row]:
        raise Unavailable("数据库暂时连不上。")

    model.ask(fail)
    worker.drain()
    fetch_all(model, worker)
    assert shown(model, *range(30)) == [str(n) for n in range(1, 31)]


def test_a_refresh_does_not_overtake_a_newer_query(setup: Setup) -> None:
    model, worker, _ = filled(setup, 30)
    model.ask(Archive([Row(900)]).fetch)
    model.refresh(25)
    worker.drain()
    assert shown(model, 0) == ["900"]


def test_a_refresh_at_the_top_shows_new_rows(setup: Setup) -> None:
    model, worker, store = filled(setup, 30)
    restarted = QSignalSpy(model.restarted)
    store.rows.insert(0, Row(0))
    model.refresh()
    worker.drain()
    assert shown(model, 0, 1) == ["0", "1"]
    assert restarted.count() == 0


def test_a_refresh_further_down_shows_new_states_in_place(setup: Setup) -> None:
    model, worker, store = filled(setup, 100)
    fetch_all(model, worker)
    model.refresh(PAGE)
    QCoreApplication.processEvents()
    worker.drain()
    assert model.rowCount() == 100, "the second page is further down"
    store.rows[75] = Row(76, "已归档")
    model.refresh(72)
    QCoreApplication.processEvents()
    worker.drain()
    assert model.index(75, 1).data() == "已归档"
    assert model.rowCount() == 100


Make = Callable[[int], tuple[DeskTable, PagedModel[Row], ManualWorker, Archive]]


@pytest.fixture
def make(qtbot: QtBot, setup: Setup, tmp_path: Path) -> Make:
    def build(size: int) -> tuple[DeskTable, PagedModel[Row], ManualWorker, Archive]:
        table = DeskTable("archive", QSettings(str(tmp_path / "seat.ini"), QSettings.Format.IniFormat))
        table.setModel(setup[0])
        table.resize(300, 200)
        qtbot.addWidget(table)
        table.show()
        return table, *filled(setup, size)

    return build


def test_scrolling_to_the_end_brings_the_next_page(qtbot: QtBot, make: Make) -> None:
    table, model, worker, _ = make(100)
    bar = table.verticalScrollBar()
    while not model.complete:
        before = model.rowCount()
        bar.setValue(bar.maximum())
        worker.drain()
        assert model.rowCount() > before or model.complete
    assert model.rowCount() == 100


def test_the_chosen_ticket_stays_chosen_when_one_above_it_has_left_a_later_page(make: Make) -> None:
    table, model, worker, store = make(40)
    fetch_all(model, worker)
    chosen: list[int | None] = []
    table.chosen.connect(lambda row: chosen.append(None if row is None else row.id))
    table.choose(16)
    store.rows.remove(Row(13))
    model.refresh(12)
    worker.drain()
    assert table.current() == Row(16)
    store.rows.remove(Row(16))
    model.refresh(12)
    worker.drain()
    assert table.current() is None, "a key meant for one row never hits the next"
    assert chosen[-1] is None
    assert set(chosen) == {16, None}


def test_the_chosen_ticket_at_the_start_of_a_page_is_not_replaced_by_the_next(make: Make) -> None:
    table, model, worker, store = make(40)
    fetch_all(model, worker)
    table.choose(11)
    store.rows.remove(Row(11))
    model.refresh(12)
    QCoreApplication.processEvents()
    worker.drain()
    assert table.current() is None


def test_the_chosen_ticket_at_the_end_leaves_an_empty_place(make: Make) -> None:
    table, model, worker, store = make(35)
    fetch_all(model, worker)
    table.choose(35)
    store.rows.remove(Row(33))
    model.refresh(30)
    QCoreApplication.processEvents()
    worker.drain()
    assert shown(model, 33) == ["35"]
    assert table.current() is None


def test_the_chosen_ticket_stays_chosen_when_new_ones_appear_above_it(make: Make) -> None:
    table, model, worker, store = make(30)
    table.choose(3)
    store.rows.insert(0, Row(0))
    model.refresh()
    worker.drain()
    assert table.current() == Row(3)
    assert table.selectionModel().isRowSelected(3)


def test_a_new_query_scrolls_to_the_top_and_clears_the_selection(make: Make) -> None:
    table, model, worker, _ = make(30)
    table.choose(9)
    chosen = QSignalSpy(table.chosen)
    model.ask(Archive([Row(n) for n in range(100, 130)]).fetch)
    worker.drain()
    assert table.top_row() == 0
    assert [chosen.at(n) for n in range(chosen.count())] == [[None]]


def test_a_row_selected_before_it_was_read_is_announced_when_it_is_read(make: Make) -> None:
    table, model, worker, _ = make(200)
    fetch_all(model, worker)
    chosen = QSignalSpy(table.chosen)
    select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(model.index(55, 0), select)
    assert chosen.at(0) == [None]
    QCoreApplication.processEvents()
    worker.drain()
    assert chosen.at(chosen.count() - 1) == [Row(56)]
    assert table.currentIndex().data(Roles.ROW) == Row(56)


def test_the_menu_of_a_row_opens_that_row_though_another_came_to_its_place(make: Make) -> None:
    table, model, worker, found = make(3)
    opened = QSignalSpy(table.opened)
    menu = table._row_menu(model.index(1, 0))
    found.rows.insert(0, Row(0))
    model.refresh()
    worker.drain()
    assert shown(model, 1) == ["1"]
    for action in menu.actions()[:2]:
        action.trigger()
    assert [opened.at(n) for n in range(opened.count())] == [[Row(2)]]
    assert QGuiApplication.clipboard().text() == "2\t待到场"
