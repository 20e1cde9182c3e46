"""The keys of the likely tickets, while the list changes under the operator's hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tickets.rules.likeness import Likeness
from tickets.store.queries.board import open_tickets
from ui.intake.choice import Chosen
from ui.intake.likely_finder import LikelyTicket
from ui.intake.likely_list import LikelyList


def test_a_key_does_not_select_a_likely_ticket_that_just_moved_to_that_position(hand: Hand, qtbot: QtBot) -> None:
    seconds = [100.0]
    for _ in range(3):
        hand.log()
    first, second, third = (LikelyTicket(row, Likeness(0.9, ("同一地点",))) for row in hand.desk.read(open_tickets))
    window = QWidget()
    qtbot.addWidget(window)
    likely = LikelyList(window, lambda: seconds[0])
    QVBoxLayout(window).addWidget(likely)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    likely.list.setFocus()
    chosen: list[Chosen | None] = []
    likely.chosen.connect(chosen.append)

    def press() -> list[int]:
        chosen.clear()
        qtbot.keyClick(likely.list, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        return [each.id for each in chosen if each is not None]

    likely.show_tickets([first, second], compared=True)
    assert press() == [first.row.id], "what comes to an empty place can be chosen at once"
    seconds[0] += 60
    likely.show_tickets([third, second], compared=True)
    seconds[0] += 0.1
    assert press() == []
    assert likely._count.text() == "刚换成另一张，请看过再按。"
    seconds[0] += 0.4
    assert press() == [third.row.id]
