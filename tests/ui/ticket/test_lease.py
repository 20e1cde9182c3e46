"""When this window writes that it is working on a ticket, and what it says of the others' leases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START
from tests.ui.seats import SeatHand
from tickets.editing import RENEW_SECONDS, Editing
from tickets.store.queries.editing import Lease
from tickets.store.rows import Who
from ui.ticket import others
from ui.ticket.lease import LeaseKeeper
from ui.ticket.others import Others, OthersLine, lease_text

LEASE = Lease(1, "李四", "2 号席", "派单", START, START + timedelta(seconds=60))


class Written:
    """Stands for the leases of the database: keeps what was written, and returns what the test says."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.leases: tuple[Lease, ...] = ()

    def hold(self, ticket_id: int, who: Who, doing: str) -> None:
        self.calls.append(("hold", ticket_id, who.name, doing))

    def let_go(self, ticket_id: int, who: Who) -> None:
        self.calls.append(("let go", ticket_id, who.name))

    def others(self) -> tuple[Lease, ...]:
        return self.leases

    def taken(self, hands: SeatHand) -> list[tuple[object, ...]]:
        """Run the queued work and return what was written since the last time."""
        hands.settle()
        calls, self.calls = self.calls, []
        return calls


@pytest.fixture
def editing() -> Written:
    return Written()


@pytest.fixture
def owner() -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def pass_time(hands: SeatHand, seconds: int) -> None:
    hands.clock.advance(seconds=seconds)
    hands.session.tick.second.emit(hands.clock.now)


def test_a_lease_is_written_once_and_renewed_at_intervals(hands: SeatHand, editing: Written, owner: QObject) -> None:
    keeper = LeaseKeeper(hands.session, cast(Editing, editing), owner)
    pass_time(hands, RENEW_SECONDS)
    assert editing.taken(hands) == [], "nothing is held"
    keeper.hold(1, "派单")
    keeper.hold(1, "派单")
    assert editing.taken(hands) == [("hold", 1, "值班员", "派单")]
    pass_time(hands, RENEW_SECONDS - 1)
    assert editing.taken(hands) == []
    pass_time(hands, 1)
    assert editing.taken(hands) == [("hold", 1, "值班员", "派单")]
    pass_time(hands, -RENEW_SECONDS)
    assert editing.taken(hands) == [("hold", 1, "值班员", "派单")], "the clock was set back"
    keeper.hold(1, "作废")
    assert editing.taken(hands) == [("let go", 1, "值班员"), ("hold", 1, "值班员", "作废")]
    keeper.let_go()
    keeper.let_go()
    pass_time(hands, RENEW_SECONDS)
    assert editing.taken(hands) == [("let go", 1, "值班员")]


def test_a_lease_follows_a_change_of_user(hands: SeatHand, editing: Written, owner: QObject) -> None:
    user = [hands.session.who()]
    hands = replace(hands, session=replace(hands.session, who=lambda: user[0]))
    keeper = LeaseKeeper(hands.session, cast(Editing, editing), owner)
    keeper.hold(1, "派单")
    user[0] = replace(user[0], name="李四")
    pass_time(hands, 1)
    assert editing.taken(hands) == [
        ("hold", 1, "值班员", "派单"), ("let go", 1, "值班员"), ("hold", 1, "李四", "派单"),
    ]  # fmt: skip


def test_only_tickets_whose_leases_changed_are_reported_and_expired_ones_are_dropped(
    hands: SeatHand, editing: Written, qtbot: QtBot
) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.show()
    later = replace(LEASE, ticket_id=2, until=START + timedelta(seconds=90))
    second = replace(LEASE, staff="王五")
    editing.leases = (LEASE, second, later)
    found = Others(hands.session, cast(Editing, editing), view)
    changed = QSignalSpy(found.changed)
    hands.settle()
    assert (found.at(1), found.at(2), found.at(3)) == ((LEASE, second), (later,), ())
    pass_time(hands, 59)
    assert found.at(1) == (LEASE, second)
    pass_time(hands, 1)
    assert (found.at(1), found.at(2)) == ((), (later,))
    assert [changed.at(n)[0] for n in range(changed.count())] == [frozenset({1, 2}), frozenset({1})]


def test_a_lease_is_told_with_its_age_which_is_never_negative() -> None:
    assert lease_text(LEASE, START + timedelta(seconds=45)) == "李四（2 号席）正在办理：派单 · 已 45 秒"
    assert lease_text(LEASE, START - timedelta(seconds=5), too=True) == "注意：李四（2 号席）也在办理：派单 · 已 0 秒"


def test_a_screen_reader_says_only_who_has_come(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(others, "announce", lambda _widget, words: said.append(words))
    line = OthersLine()
    two = (LEASE, replace(LEASE, staff="王五"))
    for leases, count in (((LEASE,), 1), ((LEASE,), 1), (two, 2), ((LEASE,), 2), ((), 2), ((LEASE,), 3)):
        line.show_leases(leases, START, too=False)
        assert len(said) == count
        assert line.isHidden() != bool(leases)
    assert line.property("tone") == "quiet"
    line.show_leases(two, START, too=True)
    assert line.property("tone") == "warning"
    assert line.accessibleName() == line.text() != ""
