"""The buttons and keys of the steps, and the list of keys over a desk."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import START
from tests.ui.showing import show_active
from tests.ui.ticket.test_timeline import EMPTY
from tickets.rules.moves import MoveContext
from tickets.rules.undoing import PastStep
from tickets.rules.words import Move, State
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.buttons import KeyButton
from ui.kit.layouts import in_column
from ui.kit.tokens import Tokens
from ui.ticket.key_help import KeyHelp, action_keys
from ui.ticket.steps import Steps
from ui.ticket.ticket_actions import BY_MOVE, TICKET_ACTIONS, UNDO_ACTION

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Bench:
    """Steps in an active window, and what they asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.steps = Steps(self.window)
        in_column(self.steps, holder=self.window)
        qtbot.addWidget(self.window)
        self.window.resize(600, 300)
        show_active(self.window, qtbot)
        self.window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.setFocus()
        self.asked: list[tuple[str, bool]] = []
        self.steps.wanted.connect(lambda action, late: self.asked.append((action.label, late)))
        self.steps.print_wanted.connect(lambda: self.asked.append(("print", False)))

    def show(self, state: State = State.DISPATCHED) -> None:
        self.steps.show_file(at(state))
        QApplication.processEvents()

    def shown(self) -> list[KeyButton]:
        return [button for button in self.steps._in_order if button.isVisible()]


def at(state: State) -> TicketFile:
    return replace(EMPTY, ticket=replace(EMPTY.ticket, state=state), context=MoveContext(state))


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(qtbot)
    yield bench
    bench.window.close()


def test_every_key_asks_for_its_action_and_with_shift_for_its_true_time(bench: Bench) -> None:
    bench.show()
    for action in TICKET_ACTIONS:
        bench.asked.clear()
        if action is UNDO_ACTION:
            QTest.keyClick(bench.window, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier | SHIFT)
            assert bench.asked == [(action.label, False)]
            continue
        key = KEY(ord(action.key[-1]))
        if action.key == action.key[-1]:
            QTest.keyClick(bench.window, key)
        QTest.keyClick(bench.window, key, SHIFT)
        assert bench.asked == [(action.label, False), *([(action.label, True)] if action.timed else [])]
    bench.asked.clear()
    QTest.keyClick(bench.window, KEY.Key_P)
    assert bench.asked == [("print", False)]
    keys = bench.window.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert len(keys) > len(TICKET_ACTIONS)
    assert not any(key.autoRepeat() for key in keys), "a key held down does it once"


def test_every_button_asks_for_its_action_and_the_small_one_beside_the_next_for_its_true_time(bench: Bench) -> None:
    bench.show()
    expected = [(button.text(), False) for button in bench.shown()]
    expected[:2] = [("接单", False), ("接单", True)]
    expected[-1] = ("print", False)
    for button in bench.shown():
        button.click()
    assert bench.asked == expected


def test_enter_presses_the_next_step_once_and_space_too(bench: Bench) -> None:
    bench.show()
    big = bench.steps.big
    big.clock = count(1).__next__
    bench.steps.focus()
    assert big.hasFocus()
    for repeat in (False, True, True):
        big.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "", repeat))
    assert bench.asked == [("接单", False)]
    QTest.keyClick(big, KEY.Key_Enter)
    QTest.keyClick(big, KEY.Key_Space)
    assert len(bench.asked) == 3


@pytest.mark.parametrize(
    ("state", "following", "late"),
    [(State.NEW, "派单", True), (State.RESOLVED, "回访", True), (State.CLOSED, None, False)],
)
def test_the_next_step_is_big_and_not_among_the_others(
    state: State, following: str | None, late: bool, bench: Bench
) -> None:
    bench.show(state)
    assert bench.steps.big.isVisible() == (following is not None)
    assert bench.steps._late.isVisible() == late
    bench.steps.focus()
    if following is None:
        assert bench.steps._print.hasFocus()
        bench.steps.big.click()
        assert bench.asked == []
    else:
        assert bench.steps.big.text() == following
        assert bench.steps._late.key == f"Shift+{bench.steps.big.key}"
        assert following not in [button.text() for button in bench.shown()[1:]]


def test_a_next_step_without_a_true_time_offers_none(bench: Bench) -> None:
    called_back = MoveContext(State.RESOLVED, called_back=True)
    bench.steps.show_file(replace(at(State.RESOLVED), context=called_back))
    assert (bench.steps.big.text(), bench.steps._late.isVisible()) == (BY_MOVE[Move.CLOSE].label, False)


def test_the_other_actions_stand_in_rows_of_four_in_the_order_of_the_work_with_printing_last(bench: Bench) -> None:
    bench.show()
    grid = bench.steps._grid
    small = bench.shown()[2:]
    places = [grid.getItemPosition(grid.indexOf(button)) for button in small]
    cells = [(row, column + n) for row, column, _, across in places for n in range(across)]  # type: ignore[misc]
    assert cells == sorted(set(cells)), "one after the other, a long label in two cells"
    assert {column for _, column in cells} == {0, 1, 2, 3}
    assert all(
        across == (2 if len(button.text()) > 2 else 1) for button, (*_, across) in zip(small, places, strict=True)
    )  # type: ignore[misc]
    assert small[-1] is bench.steps._print
    assert [grid.columnStretch(column) for column in range(4)] == [1, 1, 1, 1]


def test_an_arrow_key_moves_by_one_button_and_stops_at_both_ends(bench: Bench) -> None:
    bench.show()
    shown = bench.shown()
    shown[0].setFocus()
    for key, place in (
        (KEY.Key_Up, 0), (KEY.Key_Right, 1), (KEY.Key_Down, 2), (KEY.Key_Left, 1), (KEY.Key_Up, 0), (KEY.Key_Left, 0),
    ):  # fmt: skip
        QTest.keyClick(bench.window.focusWidget(), key)
        assert shown[place].hasFocus(), key
    shown[-1].setFocus()
    QTest.keyClick(shown[-1], KEY.Key_Down)
    assert shown[-1].hasFocus()


@pytest.fixture
def desk_with_help(qtbot: QtBot) -> Iterator[tuple[QWidget, QLineEdit, KeyHelp]]:
    desk, field = QWidget(), QLineEdit()
    in_column(field, holder=desk)
    qtbot.addWidget(desk)
    overview = KeyHelp(desk, [("处置", action_keys()[:14]), ("", action_keys()[14:]), ("队列", [("Q", "到队列")])])
    desk.resize(900, 901)
    show_active(desk, qtbot)
    yield desk, field, overview
    desk.close()


Desk = tuple[QWidget, QLineEdit, KeyHelp]


def test_the_list_of_keys_stands_in_the_middle_of_the_desk_and_stays_there(desk_with_help: Desk) -> None:
    desk, _, overview = desk_with_help
    assert not overview.isVisible()
    overview.toggle()
    for size in (desk.size(), QSize(1000, 800), QSize(1001, 950)):
        desk.resize(size)
        QApplication.processEvents()
        spare = desk.size() - overview.size()
        assert spare.width() > 1 and spare.height() > 1
        assert overview.pos() == QPoint(spare.width() // 2, spare.height() // 2)
    desk.resize(50, 50)
    QApplication.processEvents()
    assert overview.pos() == QPoint(0, 0), "its beginning can be read"


def test_any_key_but_a_modifier_closes_the_list_of_keys_and_the_focus_returns(desk_with_help: Desk) -> None:
    _, field, overview = desk_with_help
    field.setFocus()
    overview.toggle()
    assert overview.hasFocus()
    for key in (KEY.Key_Shift, KEY.Key_Control, KEY.Key_Alt):
        QTest.keyClick(overview, key)
        assert overview.isVisible()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_D, Qt.KeyboardModifier.NoModifier, "d")
    override.ignore()
    assert overview.event(override) and override.isAccepted(), "no shortcut of the desk takes it"
    QTest.keyClick(overview, KEY.Key_D)
    assert not overview.isVisible()
    assert (field.hasFocus(), field.text()) == (True, "")
    overview.toggle()
    overview.toggle()
    assert not overview.isVisible() and field.hasFocus()
    field.clearFocus()
    overview.toggle()
    overview.toggle()
    assert not overview.isVisible(), "also where nothing had the focus"


def test_the_list_of_keys_names_every_action_printing_and_the_true_time() -> None:
    assert dict(action_keys()) == {
        **{action.key: action.label for action in TICKET_ACTIONS}, "P": "打印", "=": "复制给班组",
        "Alt+W": "登记停水范围",
        "Ctrl+↓ Ctrl+↑": "看经过，回到上面", "Shift+字母": "补录这一步的真实时间",
    }  # fmt: skip


@pytest.mark.parametrize("state", list(State))
def test_a_long_name_on_the_button_for_undo_needs_no_wider_panel(light: Tokens, bench: Bench, state: State) -> None:
    bench.show(state)
    bench.steps.show_last(PastStep("resolve", START, 1, "司马建国调度代班"), START)
    QApplication.processEvents()
    assert bench.steps.minimumSizeHint().width() <= 338
