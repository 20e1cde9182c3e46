"""Five thousand open tickets: read once, then only what changed is touched."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START, Hand
from tests.ui.seats import SeatHand
from tickets.actions.dispatch import cancel
from tickets.actions.people import save_crew, set_duty
from tickets.editing import Editing
from tickets.rules.stages import running_stage
from tickets.rules.words import OPEN_STATES, WORKING_STATES, Priority, Stage, State, Zone
from tickets.store.queries.board import BoardRow
from ui.dispatch.filter_bar import QueueFilterBar
from ui.dispatch.filters import Filter, chosen_rows, counted_by, counts, is_overdue
from ui.dispatch.open_board import OpenBoard
from ui.dispatch.queue_view import QueueView
from ui.ticket.others import Others

MANY = 5000
PLAIN = BoardRow(
    1, "20260120-0001", 1, State.NEW, False, Priority.P2, Zone.URBAN, "visible_leak", "明漏", "李堂", "文化街北头",
    "13800000000", None, None, 1, 0, False, START, None, None, Stage.ACCEPT, START, None,
    START + timedelta(minutes=10), None, 0,
)  # fmt: skip


def row(id_: int) -> BoardRow:
    """Return a row whose deadline is the later the smaller its id."""
    due = START + timedelta(seconds=MANY - id_)
    return replace(PLAIN, id=id_, number=f"20260120-{id_:04}", state=WORKING_STATES[id_ % 4], deadline=due)


ROWS = [row(id_) for id_ in range(1, MANY + 1)]


@pytest.fixture
def queue(hands: SeatHand, qtbot: QtBot) -> Iterator[QueueView]:
    holder = QWidget()
    qtbot.addWidget(holder)
    queue = QueueView(hands.session, holder, Others(hands.session, Editing(hands.session.service), holder))
    QVBoxLayout(holder).addWidget(queue)
    hands.settle()
    queue._board._take((None, ROWS))
    yield queue
    holder.close()


def test_a_hold_that_ran_out_gives_its_ticket_its_place_back(queue: QueueView, hands: SeatHand) -> None:
    running = [replace(PLAIN, id=minutes, deadline=START + timedelta(minutes=minutes)) for minutes in (35, 60, 90)]
    until = START + timedelta(minutes=30)
    asked = replace(PLAIN, id=1, held=True, held_since=START, held_until=until, deadline=START + timedelta(minutes=40))
    queue._board._take((None, [asked, replace(asked, id=2, granted=True), *running]))
    places = []
    for now in (until - timedelta(seconds=1), until):
        hands.clock.set(now)
        hands.session.tick.second.emit(now)
        places.append([row.id for row in queue.model.rows])
    assert places == [[35, 60, 90, 1, 2], [35, 1, 60, 2, 90]], "the granted time counts, the other doesn't"


def test_a_change_updates_only_its_own_row(queue: QueueView) -> None:
    queue.choose(4321)
    touched, moved = QSignalSpy(queue.model.dataChanged), QSignalSpy(queue.model.layoutChanged)
    reset, chosen = QSignalSpy(queue.model.modelReset), QSignalSpy(queue.table.chosen)
    queue._board._take((frozenset({2500}), [replace(row(2500), version=2, crew="二班")]))
    place = MANY - 2500
    spans = [(touched.at(n)[0].row(), touched.at(n)[1].row()) for n in range(touched.count())]
    assert spans == [(place, place)]
    assert (moved.count(), reset.count(), chosen.count()) == (0, 0, 0)
    assert queue.table.current().id == 4321


instants = st.integers(-1000, 1000).map(lambda seconds: START + timedelta(seconds=seconds))
boards = st.lists(
    st.builds(
        lambda id_, state, held, supervised, due: replace(
            PLAIN,
            id=id_,
            state=state,
            held=held,
            held_since=START if held else None,
            supervised=supervised,
            deadline=due,
        ),
        st.integers(1, 10**6),
        st.sampled_from([*WORKING_STATES, State.RESOLVED]),
        st.booleans(),
        st.booleans(),
        st.none() | instants,
    ),
    max_size=20,
    unique_by=lambda each: each.id,
)


@given(boards, st.sampled_from(Filter))
def test_a_chip_shows_as_many_as_it_counts(board: list[BoardRow], chip: Filter) -> None:
    shown = chosen_rows(board, frozenset({chip}), "", START)
    assert len(shown) == counts(board, START)[chip]
    assert shown == [each for each in board if each in shown], "the order stays"


@given(boards)
def test_a_held_ticket_is_overdue_if_it_was_before_the_hold(board: list[BoardRow]) -> None:
    late = [each.deadline is not None and each.deadline < START for each in board if each.held]
    assert [is_overdue(each, START + timedelta(days=1)) for each in board if each.held] == late


@given(boards)
def test_every_open_ticket_is_under_exactly_one_state(board: list[BoardRow]) -> None:
    states = [chip for chip in Filter if chip.label in {state.label for state in OPEN_STATES}]
    assert all(sum(state.test(each, START) for state in states) == 1 for each in board)


def test_every_open_state_has_a_chip_and_a_count_of_the_strip_that_leads_to_it() -> None:
    chips = {chip.label: chip for chip in Filter}
    for state in OPEN_STATES:
        assert state.label in chips, f"ui/dispatch/filters.py has no chip for {state.label}"
        assert chips[state.label] in counted_by(str(running_stage(state) or "callback"))


@pytest.mark.parametrize(
    "words",
    ["李堂", "明漏 文化", "0001", "1380000", "13700000000", "1234", "紧急", "  ", "一班 路口", "Dn100"],
)
def test_the_filter_finds_words_in_any_field_of_a_ticket(words: str) -> None:
    ticket = replace(PLAIN, phone="13800000000/13900001234/13700000000", crew="抢修一班", said="路口冒水，管子 DN100")
    assert chosen_rows([ticket], frozenset({Filter.ALL}), words, START) == [ticket]
    assert chosen_rows([ticket], frozenset({Filter.ALL}), f"{words} 没有这个词", START) == []


def test_a_ticket_s_number_is_not_found_in_the_middle_of_a_phone_number() -> None:
    ticket = replace(PLAIN, number="20261123-0013", phone="138 0008 8546 / 138 0000 0085")
    for words in ("0008", "0088", "0000"):
        assert chosen_rows([ticket], frozenset({Filter.ALL}), words, START) == []
    assert chosen_rows([ticket], frozenset({Filter.ALL}), "00008", START) == [ticket]


def test_a_ticket_is_overdue_only_after_its_deadline() -> None:
    due = replace(PLAIN, deadline=START)
    assert not is_overdue(due, START)
    assert is_overdue(due, START + timedelta(seconds=1))
    assert not is_overdue(replace(due, held_since=START), START + timedelta(days=1))
    assert not is_overdue(replace(due, deadline=None), START + timedelta(days=1))


def test_a_count_that_has_no_chip_shows_every_ticket() -> None:
    assert counted_by("overdue") == {Filter.OVERDUE}
    assert counted_by("patrols") == {Filter.ALL}


class Bar:
    """The chips and the search field in a window; `changes` counts how often the queue would be filtered."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bar = QueueFilterBar(QWidget())
        qtbot.addWidget(self.bar)
        self.changes = 0
        self.bar.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1


@pytest.mark.parametrize("words", ["", "李堂"])
@pytest.mark.parametrize("chips", [{Filter.ALL}, {Filter.HELD}])
def test_clearing_removes_every_filter_at_once(qtbot: QtBot, words: str, chips: set[Filter]) -> None:
    shown = Bar(qtbot)
    shown.bar.field.setText(words)
    shown.bar.choose(frozenset(chips))
    shown.changes = 0
    narrowed = bool(words) or chips != {Filter.ALL}
    assert shown.bar.clear() is narrowed
    assert (shown.bar.words, shown.bar.chosen, shown.changes) == ("", {Filter.ALL}, int(narrowed))
    assert [chip.isChecked() for chip in shown.bar._chips.values()] == [True] + [False] * 8
    assert shown.bar.field.isClearButtonEnabled()


def test_every_queue_cell_is_named_again_when_a_crew_gets_another_name(
    hands: SeatHand, hand: Hand, crews: tuple[int, int], qapp: QApplication
) -> None:
    board = OpenBoard(hands.session)
    key, other = hand.bring_to(State.DISPATCHED), hand.log()
    hands.settle()
    named = board.row(key)
    assert named is not None and named.crew_id is not None
    hand.do(save_crew(named.crew_id, "夜班"))
    hands.settle()
    assert [row.crew for row in board.rows if row.id == key] == ["夜班"]
    read: list[object] = []
    board.changed.connect(lambda: read.append(board.rows))
    hand.do(set_duty(1, True))
    hands.settle()
    assert read == [], "nothing in the queue depends on who is on duty"
    hand.do(cancel(other, None, "误报"))
    hands.settle()
    assert (board.row(other), [row.id for row in board.rows]) == (None, [key])
