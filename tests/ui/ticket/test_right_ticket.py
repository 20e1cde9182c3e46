"""Keys act on the selected ticket, however slow the database is."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock
from tests.ui.seats import seat_over, unavailable
from tests.ui.ticket.rooms import Room
from tickets.errors import DeskError
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.queries.archive import ArchiveFilter
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.rows import Who
from ui.archive.archive_desk import ArchiveDesk
from ui.dispatch.dispatch_desk import DispatchDesk
from ui.runtime.session import SessionContext
from ui.ticket.choices import ranked_crews
from ui.ticket.ticket_actions import TICKET_ACTIONS

KEY = Qt.Key
MOVES = ("Down", "Down", "Up", "Home", "End")
PHRASES = (
    "D 1", "D 1", "D Return", "W 1", "W 2", "A", "A", "G", "V", "A G V", "L", "I", "R Return", "B 1 Return", "C", "H 3",
    "U", "S Return", "Return", "Return Return", "O", "T", "X", "Q", "Escape", "3", "1",
)  # fmt: skip
LABELS = {action.label: action.key for action in TICKET_ACTIONS}
FEW, MANY = 16, 1000


class Watched(Room):
    """A desk whose every command is compared with the row that was selected when its key was pressed."""

    desk: DispatchDesk | ArchiveDesk

    def __init__(self, hands: Any, qtbot: QtBot, hand: Hand) -> None:
        super().__init__(hands, qtbot)
        self.hand = hand
        self.wanted: dict[str, tuple[int | None, int | None]] = {}  # by request: what may be changed
        self.acted = 0
        self.highlights: dict[str, int | None] = {}  # by letter: what was selected when it was last pressed
        self.in_key = False
        self.story: list[str] = []

    @property
    def table(self) -> Any:
        """The list that the panel follows."""
        return self.desk.queue.table if isinstance(self.desk, DispatchDesk) else self.desk.found.table

    @property
    def highlight(self) -> int | None:
        """The id of the selected ticket."""
        rows = self.table.selectionModel().selectedRows()
        row = self.table.model().row_at(rows[0]) if rows else None
        return None if row is None else int(row.id)

    @property
    def sentence(self) -> str:
        """The message beside the steps."""
        return self.desk.panel.bench.sentence

    def note(self, label: str, request: str) -> None:
        """Record what a command may change, when it is sent."""
        expected = self.highlight
        if not self.in_key and label in LABELS:
            assert self.highlights[LABELS[label]] == expected, f"{label} was pressed for another ticket: {self.story}"
        self.wanted[request] = expected, self.desk.panel.ticket_id

    def judge(self, request: str, tickets: frozenset[int]) -> None:
        """Compare what a command has changed with what was selected."""
        highlighted, selected = self.wanted[request]
        right = selected if highlighted is None else highlighted
        self.acted += 1
        assert tickets == {right}, f"{highlighted} was highlighted, {sorted(tickets)} changed: {self.story}"

    def key(self, name: str) -> None:
        """Press a key without processing anything else."""
        self.story.append(name)
        if len(name) == 1:
            self.highlights[name] = self.highlight
        self.in_key = True
        assert QApplication.focusWidget() is not None, f"keys would be lost: {self.story}"
        QTest.keyClick(self.focus, getattr(KEY, f"Key_{name}"))
        self.in_key = False

    def database(self, jobs: int) -> None:
        """Run so many pieces of work; for a negative number all of them and what follows."""
        self.story.append(f"({jobs})")
        if jobs < 0:
            self.hands.settle()
        for _ in range(max(0, jobs)):
            self.hands.worker.step()

    def come_to_rest(self) -> None:
        """Finish everything and focus the list."""
        self.hands.settle()
        for _ in range(3):
            assert QApplication.focusWidget() is not None, f"keys would be lost: {self.story}"
            QTest.keyClick(self.focus, KEY.Key_Escape)
        if isinstance(self.desk, ArchiveDesk):
            self.desk.found.look_for(ArchiveFilter())
        self.table.setFocus()
        self.hands.settle()
        self.story.clear()


def random_run(room: Watched, chance: random.Random) -> None:
    """Press keys in some rhythm while the database is fast, slow or stopped."""
    speed = chance.choice(("fast", "slow", "slow", "stopped"))
    for _ in range(chance.randint(2, 4)):
        if chance.random() < 0.1 and isinstance(room.desk, DispatchDesk):
            room.story.append("open")
            room.desk.show_ticket(chance.choice([row.id for row in room.desk.queue._board.rows]))
        for key in (*([chance.choice(MOVES)] * chance.randint(0, 2)), *chance.choice(PHRASES).split()):
            room.key(key)
            if speed == "fast":
                room.database(-1)
            elif speed == "slow":
                room.database(chance.choice((0, 0, 1, 2, 3)))
    room.come_to_rest()


@contextmanager
def watched(
    kind: type[DispatchDesk] | type[ArchiveDesk],
    desk: TicketService,
    who: Who,
    clock: HandClock,
    folder: Path,
    qtbot: QtBot,
    patch: pytest.MonkeyPatch,
) -> Iterator[Watched]:
    """Open a desk that is watched."""
    parent = QObject()
    hand = Hand(desk, who)
    for state in (State.NEW, State.NEW, State.DISPATCHED, State.NEW, State.ACCEPTED, State.ARRIVED, State.RESOLVED):
        hand.bring_to(state)
    room = Watched(seat_over(desk, who, clock, folder, parent), qtbot, hand)
    send, carry_out = SessionContext.execute, desk.execute

    def leave(session: SessionContext, command: Any, *rest: Any, **more: Any) -> None:
        if command.label in LABELS:
            room.note(command.label, command.request)
        send(session, command, *rest, **more)

    def arrive(command: Any, by: Who) -> Any:
        done = carry_out(command, by)
        if command.request in room.wanted:
            room.judge(command.request, done.tickets)
        return done

    room.desk = kind(room.hands.session)
    room.put(room.desk)
    room.window.setUpdatesEnabled(False)  # painting is not tested here, and takes most of the time
    with patch.context() as patched:
        patched.setattr(SessionContext, "execute", leave)
        patched.setattr(desk, "execute", arrive)
        yield room
    parent.deleteLater()


def run_many(room: Watched, times: int) -> None:
    """Do so many random runs; new calls come in meanwhile."""
    for seed in range(times):
        if seed % 6 == 0:
            room.hand.log()
            room.hands.clock.advance(seconds=20)
        random_run(room, random.Random(seed))
    assert room.acted > times / 8, "the keys must have done something"


@pytest.mark.parametrize("kind", [DispatchDesk, ArchiveDesk])
@pytest.mark.parametrize("times", [FEW, pytest.param(MANY // 2, marks=pytest.mark.slow)])
def test_keys_at_any_speed_act_only_on_the_highlighted_ticket(
    kind: Any, times: int, desk: TicketService, who: Who, clock: HandClock, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with watched(kind, desk, who, clock, tmp_path, qtbot, monkeypatch) as room:
        run_many(room, times)


@pytest.fixture
def room(
    desk: TicketService, who: Who, clock: HandClock, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    with watched(DispatchDesk, desk, who, clock, tmp_path, qtbot, monkeypatch) as room:
        room.come_to_rest()
        yield room


def choose_new(room: Watched) -> tuple[int, int]:
    """Select the second of two new tickets after the first has been read, and return both."""
    new = [row.id for row in room.desk.queue.model.rows if row.state is State.NEW]  # type: ignore[union-attr]
    first, second = new[0], new[1]
    room.table.choose(first)
    room.hands.settle()
    room.table.choose(second)
    return first, second


def test_while_the_selected_ticket_is_being_read_nothing_happens_to_the_one_before(room: Watched, qtbot: QtBot) -> None:
    first, second = choose_new(room)
    for key in ("W", "1"):
        room.key(key)
    qtbot.waitUntil(lambda: "正在读取工单" in room.desk.panel.says)
    room.hands.settle()
    assert {room.hand.ticket(each).state for each in (first, second)} == {State.NEW}
    assert room.sentence == "“派班组”没有执行：工单还没有读到，读到以后再按。"


def test_a_key_and_a_digit_are_held_for_the_selected_ticket_and_narrow_nothing(room: Watched) -> None:
    first, second = choose_new(room)
    listed = room.table.model().rowCount()
    for key in ("D", "2", "3", "A"):
        room.key(key)
    assert room.desk.panel.says == "正在读取工单…读到就办“派单 2”。"
    assert "“接单”没有执行" in room.desk.panel.sentence
    second_best = ranked_crews(
        room.desk.panel.choices.crews,
        room.hands.session.service.read(ticket_file, second, room.hands.session.service.now()),
    )[1].id
    room.hands.settle()
    assert room.table.model().rowCount() == listed
    assert (room.hand.ticket(first).state, room.hand.ticket(second).state) == (State.NEW, State.DISPATCHED)
    assert room.hand.ticket(second).crew_id == second_best
    assert "“接单”没有执行" in room.sentence


def test_a_key_held_alone_opens_its_form_for_the_selected_ticket(room: Watched) -> None:
    _first, second = choose_new(room)
    room.key("D")
    room.hands.settle()
    form = room.desk.panel.bench.form
    assert form is not None
    assert form.ticket_id == second
    assert form.isAncestorOf(room.focus)


def test_a_key_held_too_long_or_for_a_deselected_ticket_is_refused(room: Watched) -> None:
    first, second = choose_new(room)
    room.key("D")
    room.hands.clock.advance(seconds=3)
    room.hands.session.tick.second.emit(room.hands.clock.now)
    assert room.desk.panel.sentence == "“派单”没有执行：工单还没有读到，读到以后再按。"
    room.hands.settle()
    assert room.desk.panel.bench.form is None
    assert room.sentence == "“派单”没有执行：工单还没有读到，读到以后再按。", "it is still said beside the steps"
    room.table.choose(first)
    room.key("D")
    room.table.choose(second)
    assert room.desk.panel.sentence == "“派单”没有执行：选中的工单换了。"
    room.hands.settle()
    assert room.desk.panel.bench.form is None


def test_escape_cancels_a_held_key(room: Watched) -> None:
    choose_new(room)
    for key in ("D", "A", "Escape"):
        room.key(key)
    assert (room.desk.panel.says, room.desk.panel.sentence) == ("正在读取工单…", "")
    room.hands.settle()
    assert room.desk.panel.bench.form is None
    assert room.sentence == ""


def test_the_previous_ticket_is_not_left_on_screen_while_moving_through_others(room: Watched, qtbot: QtBot) -> None:
    choose_new(room)

    def gone() -> bool:
        room.key("Down" if room.table.currentIndex().row() == 0 else "Up")
        return "正在读取工单" in room.desk.panel.says

    qtbot.waitUntil(gone)


def test_merging_is_possible_only_after_the_candidates_are_loaded(room: Watched) -> None:
    choose_new(room)
    room.hands.settle()
    for key in ("M", "1", "Return"):
        room.key(key)
    form = room.desk.panel.bench.form
    assert form is not None
    assert form.error == "正在找可能相同的工单，找到以后再按。"
    assert not form._error.property("alarm"), "nothing is wrong"
    room.hands.settle()
    # type: ignore[union-attr]
    assert {room.hand.ticket(row.id).merged_into for row in room.desk.queue.model.rows} == {None}


def test_a_key_with_no_ticket_selected_is_answered(room: Watched) -> None:
    room.table.selectionModel().clear()
    room.desk.panel.show_ticket(None)
    for key, sentence in (("D", "“派单”没有执行：还没有选工单，请先选一张。"), ("P", "还没有选工单，请先选一张。")):
        room.key(key)
        assert room.desk.panel.sentence == sentence


def test_a_form_left_while_its_command_is_under_way_is_closed_without_a_fault(room: Watched) -> None:
    first, second = choose_new(room)
    room.hands.settle()
    room.press(KEY.Key_D)
    room.key("Return")
    room.key("Escape")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    room.hands.settle()
    assert room.hand.ticket(second).state is State.DISPATCHED
    room.table.choose(first)
    room.hands.settle()
    room.press(KEY.Key_D)
    room.key("Return")
    room.table.choose(second)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    room.hands.settle()
    assert room.hand.ticket(first).state is State.DISPATCHED
    room.table.choose(first)
    room.hands.settle()
    assert room.desk.panel.bench.form is None


def test_a_form_left_while_its_command_is_under_way_is_there_again_when_that_failed(
    room: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = choose_new(room)
    errors: list[DeskError] = []
    room.hands.session.background.unhandled.connect(errors.append)
    room.hands.settle()
    room.press(KEY.Key_D)
    room.key("Return")
    room.table.choose(first)

    with monkeypatch.context() as patch:
        patch.setattr(room.hands.session.service, "execute", unavailable)
        room.hands.settle()
    assert [error.sentence for error in errors] == ["20260120-0002：数据库暂时用不了，请稍后再试。"]
    room.table.choose(second)
    room.hands.settle()
    form = room.desk.panel.bench.form
    assert form is not None
    assert form.error == "数据库暂时用不了，请稍后再试。"
