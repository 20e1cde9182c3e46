"""While nothing can be read no list is called empty; once it can, the message about that disappears."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import EVERYONE, Hand, HandClock
from tests.ui.seats import SeatHand
from tickets.errors import Unavailable
from tickets.rules.words import Role
from tickets.service import TicketService
from tickets.store.feed.changes import Changes
from tickets.watch.watch import WatchState
from ui.desks import DESKS
from ui.dispatch.filter_bar import FilterChip
from ui.frame.current_user import CurrentUser
from ui.frame.strip import Count
from ui.intake.likely_list import LikelyList
from ui.kit.labels import Quiet, Words
from ui.kit.lines import LineList
from ui.kit.sound import Alarm
from ui.kit.table import DeskTable
from ui.main_window import MainWindow

AWAY = "数据文件不在了。"
UNREAD = ("还没有读", "还没有算", "工单还没有读")
FIRST = ("正在", "填了号码", "填了地点", "没写完的来电")  # the purpose of a list, before there is anything to look up


@dataclass(frozen=True)
class Person:
    """Whoever sits at the seat."""

    id: int = EVERYONE.staff_id
    name: str = EVERYONE.name
    roles: frozenset[Role] = EVERYONE.roles


@pytest.fixture
def hands(hands: SeatHand, hand: Hand) -> SeatHand:
    """A session on a database with a ticket."""
    hand.log("visible_leak")
    hands.session.service.feed.poll()
    return hands


@pytest.fixture
def away(hands: SeatHand, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Return functions that make the database unreachable and reachable."""
    read = TicketService.read
    state = {"away": True}

    def read_or_fail(desk: TicketService, *args: Any, **kwargs: Any) -> Any:
        if state["away"]:
            raise Unavailable(AWAY)
        return read(desk, *args, **kwargs)

    monkeypatch.setattr(TicketService, "read", read_or_fail)

    def set_away(is_away: bool) -> None:
        state["away"] = is_away

    return set_away


def window_over(hands: SeatHand, clock: HandClock, qtbot: QtBot) -> MainWindow:
    current_user = CurrentUser(hands.session.preferences, [Person()], hands.session.background)
    main = MainWindow(hands.session, current_user, lambda: WatchState(clock.now), Alarm(hands.session.background))
    qtbot.addWidget(main)
    main.show()
    return main


def open_everything(main: MainWindow, hands: SeatHand) -> None:
    for name in (screen.name for screen in DESKS):
        main.open_desk(name)
        hands.settle()
    main.open_backups()
    main.open_alerts()
    hands.settle()


def empty_words(main: MainWindow) -> list[str]:
    tables = [table.empty_words[0] for table in main.findChildren(DeskTable)]
    return [*tables, *(lines.empty_words for lines in main.findChildren(LineList))]


def second(hands: SeatHand, clock: HandClock, times: int = 1) -> None:
    for _ in range(times):
        clock.advance(seconds=1)
        hands.session.tick.second.emit(clock.now)
        hands.settle()


def test_a_list_that_could_not_be_read_is_not_called_empty(
    hands: SeatHand, away: Callable[[bool], None], clock: HandClock, qtbot: QtBot
) -> None:
    main = window_over(hands, clock, qtbot)
    open_everything(main, hands)
    texts = [words for words in empty_words(main) if words]
    assert len([words for words in texts if words.startswith(UNREAD)]) >= 6
    assert [words for words in texts if not words.startswith(UNREAD + FIRST)] == []
    labels = [label.text() for kind in (Words, Quiet) for label in main.findChildren(kind) if not label.isHidden()]
    assert not [text for text in labels if "还没有班组" in text or "没有将到期" in text]
    counts = [chip.accessibleName() for kind in (FilterChip, Count) for chip in main.findChildren(kind)]
    assert len(counts) > 12
    assert [each for each in counts if not each.endswith("—")] == []


def test_once_reading_works_again_the_rows_appear_and_the_error_disappears(
    hands: SeatHand, away: Callable[[bool], None], clock: HandClock, qtbot: QtBot
) -> None:
    main = window_over(hands, clock, qtbot)
    open_everything(main, hands)
    drawer = main._drawer
    assert drawer is not None
    assert drawer.table.empty_words[0] == "还没有读到。"
    for _ in range(2):
        assert main._error.sentence == AWAY
        second(hands, clock, 2)
    away(False)
    second(hands, clock, 2)
    assert (main._error.sentence, main._error.isVisible()) == ("", False)
    second(hands, clock, 3)
    assert (drawer.error.sentence, drawer.table.empty_words[0]) == ("", "没有告警。")


def test_likely_tickets_of_another_call_are_never_shown_as_an_empty_list(
    hands: SeatHand, away: Callable[[bool], None], clock: HandClock, qtbot: QtBot
) -> None:
    away(False)
    main = window_over(hands, clock, qtbot)
    form = main.open_desk("intake")._form  # type: ignore[attr-defined]
    hands.session.feed.changed.emit(Changes(lost=True))
    hands.settle()
    likely = main.findChild(LikelyList)
    form.place.set_thing(next(place for place in form.place._by_id.values() if place.kind != "town"))
    form.fault.set_thing(form.fault.look_up("no_water"))
    qtbot.waitUntil(lambda: _drained(hands) and "可以直接开单" in likely.list.empty_words)
    away(True)
    form.address.setText("文化街北头")
    hands.settle()
    assert "可以直接开单" not in likely.list.empty_words


def _drained(hands: SeatHand) -> bool:
    hands.settle()
    return True
