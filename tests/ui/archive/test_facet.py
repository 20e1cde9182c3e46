"""A chip that opens a list of values, and the row of chips."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from tests.desk_fixtures import START, Hand
from tests.ui.seats import SeatHand
from tests.ui.showing import show_active
from tickets.actions.people import save_crew
from tickets.rules.instants import LOCAL
from tickets.rules.words import FaultGroup, Priority, Source, State, Zone
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.tables import faults
from ui.archive.facet import Facet, FacetOption
from ui.archive.filter_bar import ArchiveFilterBar
from ui.archive.periods import Period
from ui.kit.icons import icon, icon_size
from ui.kit.theme import apply_theme, tokens_now

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
FRUITS = (
    FacetOption(1, "苹果", "水果"),
    FacetOption(2, "A&B 酿的梨子酒和别的", "水果"),
    FacetOption(3, "白菜", "蔬菜"),
)


def shown(qtbot: QtBot, *, many: bool, chosen: Iterable[int] = ()) -> Facet:
    """Return a chip on the screen, with these values chosen."""
    facet = Facet("菜", many=many)
    facet.choose(chosen)
    facet.offer(FRUITS)
    qtbot.addWidget(facet)
    show_active(facet, qtbot)
    return facet


def menu_of(facet: Facet) -> QMenu:
    menu = facet.findChild(QMenu)
    assert isinstance(menu, QMenu)
    return menu


def opened(facet: Facet, qtbot: QtBot) -> QMenu:
    """Click the chip and return its list."""
    qtbot.mouseClick(facet, LEFT)
    menu = menu_of(facet)
    qtbot.waitUntil(menu.isVisible)
    return menu


def ticked(facet: Facet) -> list[str]:
    return [action.text() for action in menu_of(facet).actions() if action.isChecked()]


@pytest.mark.parametrize(
    ("chosen", "text", "tip", "name"),
    [
        ((), "菜", "", "菜：不限"),
        ((1,), "苹果", "苹果", "菜：苹果"),
        ((2,), "A&&B 酿的梨…", "A&B 酿的梨子酒和别的", "菜：A&B 酿的梨子酒和别的"),
        ((1, 3), "菜 2 项", "苹果、白菜", "菜：苹果、白菜"),
        ((9,), "菜 1 项", "", "菜：不限"),
    ],
)
def test_a_chip_names_its_value_or_how_many_there_are(
    light: object, qtbot: QtBot, chosen: tuple[int, ...], text: str, tip: str, name: str
) -> None:
    facet = shown(qtbot, many=True, chosen=chosen)
    assert (facet.text(), facet.toolTip(), facet.accessibleName()) == (text, tip, name)
    assert facet.isChecked() is bool(chosen)
    words = facet.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, facet.text()).width()
    assert (facet.sizeHint().width(), facet.sizeHint().height()) == (words + icon_size() + 4 + 24, 28)
    tokens = tokens_now()
    wanted = icon("check", tokens, tokens.accent) if chosen else icon("down", tokens, tokens.quiet)
    assert facet.icon().pixmap(16, 16).toImage() == wanted.pixmap(16, 16).toImage()
    labels = {option.value: option.label.replace("&", "&&") for option in FRUITS}
    assert ticked(facet) == [labels[value] for value in chosen if value in labels]


def test_the_list_opens_under_the_chip_with_a_heading_over_each_group(qtbot: QtBot) -> None:
    facet = shown(qtbot, many=True)
    menu = opened(facet, qtbot)
    assert menu.pos() == facet.mapToGlobal(QPoint(0, facet.height() + 2))
    assert not facet.isChecked(), "a click only opens the list"
    assert [(action.text(), action.isSeparator(), action.isCheckable()) for action in menu.actions()] == [
        ("水果", True, False), ("苹果", False, True), ("A&&B 酿的梨子酒和别的", False, True),
        ("蔬菜", True, False), ("白菜", False, True),
    ]  # fmt: skip
    menu.close()


def test_a_list_of_many_stays_open_while_boxes_are_ticked(qtbot: QtBot) -> None:
    facet = shown(qtbot, many=True)
    changes = QSignalSpy(facet.changed)
    menu = opened(facet, qtbot)
    for row, chosen in ((1, {1}), (4, {1, 3}), (1, {3})):
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[row]).center())
        assert (facet.chosen, menu.isVisible()) == (chosen, True)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[0]).center())
    assert (facet.chosen, changes.count()) == ({3}, 3), "a heading is no value"
    menu.setActiveAction(menu.actions()[1])
    qtbot.keyClick(menu, KEY.Key_Space)
    assert (facet.chosen, menu.isVisible()) == ({1, 3}, True)
    qtbot.keyClick(menu, KEY.Key_Down)
    qtbot.keyClick(menu, KEY.Key_Return)
    assert (facet.chosen, menu.isVisible()) == ({1, 2, 3}, False)


def test_a_list_of_one_closes_at_once_and_a_second_choice_replaces_the_first(qtbot: QtBot) -> None:
    facet = shown(qtbot, many=False)
    for row, chosen in ((1, {1}), (4, {3}), (4, set[int]())):
        menu = opened(facet, qtbot)
        qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[row]).center())
        assert (facet.chosen, menu.isVisible()) == (chosen, False)
    assert facet.one is None


def test_choosing_for_the_user_emits_nothing_and_survives_another_offer(qtbot: QtBot) -> None:
    facet = shown(qtbot, many=True)
    changes = QSignalSpy(facet.changed)
    facet.choose((1, 3))
    assert (ticked(facet), facet.isChecked()) == (["苹果", "白菜"], True)
    facet.offer(FRUITS[:1])
    assert (ticked(facet), facet.chosen, facet.text()) == (["苹果"], {1, 3}, "苹果")
    facet.choose(())
    assert (ticked(facet), facet.isChecked(), changes.count()) == ([], False, 0)
    menu_of(facet).actions()[1].trigger()
    assert changes.count() == 1, "later choices are the user's"


def test_the_tick_of_a_chip_follows_the_colour_scheme(qtbot: QtBot, qapp: QApplication) -> None:
    facet = shown(qtbot, many=True, chosen=(1,))
    pictures = []
    for scheme in ("light", "dark", "light"):
        apply_theme(qapp, scheme)
        pictures.append(facet.icon().pixmap(16, 16).toImage())
    assert pictures[0] == pictures[2] != pictures[1]


@pytest.fixture
def bar(hands: SeatHand, hand: Hand, qtbot: QtBot) -> ArchiveFilterBar:
    hand.do(save_crew(None, "老三班", active=False))
    with hand.desk.store.writing() as connection:
        connection.execute(update(faults).where(faults.c.code == "visible_leak").values(active=False))
    bar = ArchiveFilterBar(hands.session)
    qtbot.addWidget(bar)
    hands.settle()
    return bar


def offered(facet: Facet) -> list[str]:
    return [action.text() for action in menu_of(facet).actions() if not action.isSeparator()]


def test_the_chips_offer_every_value_also_what_is_no_longer_used(bar: ArchiveFilterBar, hand: Hand) -> None:
    assert offered(bar.states) == [state.label for state in State]
    assert offered(bar.zone) == [zone.label for zone in Zone]
    assert offered(bar.source) == [source.label for source in Source]
    assert len(offered(bar.priorities)) == len(Priority)
    assert set(offered(bar.crew)) == {"一班", "二班", "老三班（停用）"}
    groups = [action.text() for action in menu_of(bar.faults).actions() if action.isSeparator()]
    assert groups == [group.label for group in FaultGroup if group.label in groups]
    assert len(groups) > 1
    assert [name for name in offered(bar.faults) if name.endswith("（停用）")] == ["明漏（停用）"]


def test_a_ticket_has_one_area_crew_and_source_but_may_have_any_of_several_states(bar: ArchiveFilterBar) -> None:
    for facet, count in (
        (bar.states, 2), (bar.faults, 2), (bar.priorities, 2), (bar.zone, 1), (bar.crew, 1), (bar.source, 1),
    ):  # fmt: skip
        values = [action for action in menu_of(facet).actions() if action.isCheckable()]
        for action in values[:2]:
            action.trigger()
        assert len(facet.chosen) == count
        assert facet.isChecked()


CHOICES = ArchiveFilter(
    None, frozenset({State.NEW, State.CLOSED}), frozenset({"burst_main"}), frozenset({Priority.P1}), Zone.URBAN, 1,
    source=Source.DESK,
)  # fmt: skip


def test_a_filter_set_from_elsewhere_is_the_filter_that_is_read_back(bar: ArchiveFilterBar) -> None:
    changes = QSignalSpy(bar.changed)
    for wanted in (CHOICES, ArchiveFilter(), replace(CHOICES, zone=None), replace(ArchiveFilter(), source=Source.DESK)):
        bar.choose(wanted)
        assert bar.wanted(None) == wanted
        assert bar.narrows is (wanted != ArchiveFilter())
        assert bar._clear.isVisibleTo(bar) is bar.narrows
        assert bar.clear() is (wanted != ArchiveFilter())
        assert bar.wanted(None) == ArchiveFilter()
    assert changes.count() == 0
    bar.choose(CHOICES)
    bar._clear.click()
    assert (changes.count(), bar.narrows, bar._clear.isVisibleTo(bar)) == (1, False, False)
    menu_of(bar.states).actions()[0].trigger()
    assert (changes.count(), bar._clear.isVisibleTo(bar)) == (2, True)


def test_days_from_elsewhere_are_shown_as_whole_days(bar: ArchiveFilterBar) -> None:
    def day(month: int, number: int, hour: int = 0) -> datetime:
        return datetime(2026, month, number, hour, tzinfo=LOCAL)

    today = START.astimezone(LOCAL).replace(hour=0, minute=0)
    tomorrow = today + timedelta(days=1)
    oldest = datetime(2000, 1, 1, tzinfo=LOCAL)
    for since, until, shown_since, shown_until in (
        (day(1, 3, 5), day(1, 5), day(1, 3), day(1, 5)),
        (day(1, 3), day(1, 5, 1), day(1, 3), day(1, 6)),
        (day(1, 3), None, day(1, 3), tomorrow),
        (None, day(1, 5), oldest, day(1, 5)),
    ):
        bar.choose(ArchiveFilter(since=since, until=until))
        assert bar.periods.period is Period.CHOSEN
        assert (bar.wanted(None).since, bar.wanted(None).until) == (shown_since, shown_until)
        bar.choose(ArchiveFilter())
        assert (bar.periods.period, bar.narrows) == (Period.EVER, False)


def test_a_period_chip_is_on_alone_and_off_again_with_a_second_click(bar: ArchiveFilterBar, qtbot: QtBot) -> None:
    show_active(bar, qtbot)
    changes = QSignalSpy(bar.changed)
    *_, month, chosen = bar.periods.chips
    month.click()
    assert [chip.isChecked() for chip in bar.periods.chips] == [False, False, True, False]
    assert not bar.periods.days.isVisible()
    chosen.click()
    assert [chip.isChecked() for chip in bar.periods.chips] == [False, False, False, True]
    assert bar.periods.days.isVisible()
    assert bar.periods._first.hasFocus()
    assert bar.periods.span() == (
        datetime(2025, 12, 22, tzinfo=LOCAL), datetime(2026, 1, 21, tzinfo=LOCAL)
    ), "the last thirty days, to be changed"  # fmt: skip
    assert changes.count() == 2, "the two fields are set in one step"
    bar.periods._last.setDate(QDate(2026, 1, 19))
    assert (changes.count(), bar.periods.span()[1]) == (3, datetime(2026, 1, 20, tzinfo=LOCAL))
    bar.states.setFocus()
    chosen.click()
    assert (bar.periods.period, bar.periods.days.isVisible(), changes.count()) == (Period.EVER, False, 4)
    assert not bar.periods._first.hasFocus()
