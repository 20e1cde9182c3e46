"""The lines of the alert bar, its buttons and its colours, without a database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.alerts.test_pending import ALERT, DUE, alert
from tests.ui.showing import show_active
from tickets.rules.subjects import ticket_subject
from tickets.rules.words import Outcome
from tickets.store.queries.alert_panel import PanelAlert, PanelDigest
from ui.alerts import alert_bar
from ui.alerts.alert_bar import AlertBar, AlertGroupLine
from ui.alerts.pending import AlertGroup, Pending
from ui.kit.labels import Elided
from ui.kit.layouts import Stretch, in_column

NOW = DUE + timedelta(minutes=2)
DIGEST = PanelDigest(7, DUE, DUE, DUE, 3)
SHIFT = Qt.KeyboardModifier.ShiftModifier
CHANGED = "刚换成另一条，请看过再按。"


class Bar:
    """A shown bar whose seconds are set by the test."""

    def __init__(self, qtbot: QtBot) -> None:
        self.seconds = 100.0
        self.window = QWidget()
        self.bar = AlertBar(lambda: self.seconds)
        in_column(self.bar, Stretch(), holder=self.window)
        self.window.resize(1200, 200)
        qtbot.addWidget(self.window)
        show_active(self.window, qtbot)
        self.said: list[object] = []
        self.bar.acknowledged.connect(lambda ids, digests: self.said.append((set(ids), set(digests))))
        self.bar.subject_wanted.connect(self.said.append)
        self.bar.drawer_wanted.connect(lambda: self.said.append("drawer"))
        self.bar.unlock_wanted.connect(lambda: self.said.append("unlock"))

    def show(self, *ids: int, digest: bool = False, count: int | None = None, now: datetime = NOW) -> None:
        """Show a late group for each of these ids, and a digest if wanted."""
        groups = tuple(group(alert(id=id_, clock_id=id_, subject_id=id_)) for id_ in ids)
        digests = (DIGEST, replace(DIGEST, id=8)) if digest else ()
        self.bar.show_pending(Pending(groups, digests, len(ids) + 2 * digest if count is None else count), now)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[object]:
        """Press a key and return what the bar asks for."""
        self.said.clear()
        QTest.keyClick(self.window, key, modifier)
        return list(self.said)

    def texts(self) -> list[str]:
        found = (self.bar._lines.itemAt(place).widget() for place in range(self.bar._lines.count()))
        return [line.text() for line in found if isinstance(line, Elided)]

    def lines(self) -> list[str]:
        """Return the first word of each line."""
        return [text.split(" ")[0] for text in self.texts()]

    @property
    def count(self) -> str:
        return self.bar._count.text()


def group(top: PanelAlert) -> AlertGroup:
    return AlertGroup(top.id, top, frozenset({top.id}))


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[Bar]:
    bar = Bar(qtbot)
    yield bar
    bar.window.close()


def test_two_lines_are_shown_a_digest_first_and_the_rest_is_counted(bar: Bar) -> None:
    number = ALERT.name
    bar.show(1, 2)
    assert (bar.lines(), bar.bar._rest.isVisible(), bar.bar._all.text()) == ([number] * 2, False, "全部确认")
    bar.show(1, 2, 3)
    assert (bar.lines(), bar.bar._rest.isVisible(), bar.bar._all.text()) == ([number] * 2, True, "确认这 2 条")
    assert (bar.bar._rest.text(), bar.count) == ("还有 1 条", "告警 3")
    assert bar.press(Qt.Key.Key_F7) == [], "the window opens the list, on every desk"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(bar.bar.findChildren(AlertGroupLine)) == 2, "no line is left behind"
    bar.show(1, 2, digest=True, count=1234)
    assert (bar.lines(), bar.bar._rest.text(), bar.count) == (["3", number], "还有 1,232 条", "告警 1,234")
    first = bar.bar._lines.itemAt(0).widget()
    assert (first.font().bold(), first.property("tone")) == (True, "overdue")
    bar.show(1, digest=False)
    assert (bar.lines(), bar.bar._rest.isVisible()) == ([number], False)
    bar.show()
    assert not bar.bar.isVisible() and bar.bar.shown_ids == frozenset()


def test_only_alerts_with_a_line_in_a_window_that_can_be_seen_count_as_shown(bar: Bar) -> None:
    bar.show(1, 2, 3)
    assert bar.bar.shown_ids == {1, 2}
    bar.show(1, 2, 3, digest=True)
    assert bar.bar.shown_ids == {1}
    bar.window.setWindowState(Qt.WindowState.WindowMinimized)
    assert bar.bar.shown_ids == frozenset()
    bar.window.setWindowState(Qt.WindowState.WindowNoState)
    bar.window.hide()
    assert bar.bar.shown_ids == frozenset()


@pytest.mark.parametrize(
    ("top", "alarm", "tone", "pulse", "bold"),
    [
        (alert(), True, "overdue", True, True),
        (alert(held_since=DUE), True, "overdue", False, True),
        (alert(deadline=NOW + timedelta(minutes=1)), False, "", False, False),
        (alert(clock_outcome=Outcome.DONE), False, "", False, False),
    ],
)
def test_the_bar_is_red_only_while_something_is_late_and_pulses_while_it_is_pressing(
    top: PanelAlert, alarm: bool, tone: str, pulse: bool, bold: bool, bar: Bar
) -> None:
    for second in (0, 1, 2, 3):
        now = NOW.replace(second=second)
        if second:
            bar.bar.on_second(now)
        else:
            bar.bar.show_pending(Pending((group(top),), (), 1), now)
        assert (bar.bar.property("alarm"), bar.bar.property("notice")) == (alarm, not alarm)
        assert bool(bar.bar.property("pulse")) == (pulse and second % 2 == 0)
        assert bar.bar._count.property("tone") == tone
        (line,) = bar.bar.findChildren(AlertGroupLine)
        assert (line.property("tone"), line.font().bold()) == (tone, bold)


def test_a_line_becomes_late_by_the_second_and_opens_its_ticket_by_a_click(bar: Bar) -> None:
    bar.show(5, now=DUE - timedelta(seconds=1))
    (line,) = bar.bar.findChildren(AlertGroupLine)
    assert "时限已改" in line.text()
    bar.bar.on_second(DUE + timedelta(minutes=3))
    assert "受理超时 3 分" in line.text()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert bar.said == [ticket_subject(5)]


def test_a_locked_bar_shows_no_place_and_only_asks_to_be_unlocked(bar: Bar) -> None:
    bar.show(1, 2, 3)
    line = bar.bar.findChildren(AlertGroupLine)[0]
    assert "文化街" in line.text()
    bar.bar.lock(True, NOW)
    assert bar.texts() == ["20260120-0001 受理超时 2 分"] * 2
    for key, modifier in ((Qt.Key.Key_F8, SHIFT), (Qt.Key.Key_F8, None), (Qt.Key.Key_F9, None)):
        assert bar.press(key, modifier or Qt.KeyboardModifier.NoModifier) == ["unlock"]
    for button in (bar.bar._rest, bar.bar._first, bar.bar._open, bar.bar._all):
        bar.said.clear()
        button.click()
        assert bar.said == ["unlock"]
        assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
    bar.bar.lock(False, NOW)
    assert bar.press(Qt.Key.Key_F9) == [ticket_subject(1)]


def test_the_first_line_is_acknowledged_alone_and_all_lines_together(bar: Bar) -> None:
    bar.show(1, 2, 3)
    assert bar.press(Qt.Key.Key_F8) == [({1}, set())]
    assert bar.press(Qt.Key.Key_F8, SHIFT) == [({1, 2}, set())]
    assert bar.press(Qt.Key.Key_F9) == [ticket_subject(1)]
    bar.show()
    bar.seconds += 60
    bar.show(1, digest=True)
    assert bar.press(Qt.Key.Key_F8) == [(set(), {7})], "the digest is the first line"
    assert bar.press(Qt.Key.Key_F8, SHIFT) == [({1}, {7})]
    assert bar.press(Qt.Key.Key_F9) == [ticket_subject(1)], "a digest has no ticket"
    bar.show(digest=True)
    assert bar.press(Qt.Key.Key_F9) == ["drawer"]
    bar.show()
    assert bar.press(Qt.Key.Key_F9) == []


@pytest.mark.parametrize(("waited", "read"), [(0.25, False), (0.5, True)])
def test_a_line_can_be_meant_once_it_has_been_there_long_enough_to_be_read(
    waited: float, read: bool, bar: Bar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_bar, "READ_SECONDS", 0.5)
    bar.show(1)
    bar.show(2, 1)
    bar.seconds += waited
    assert bar.press(Qt.Key.Key_F8) == ([({2}, set())] if read else [])
    assert bar.press(Qt.Key.Key_F9) == ([ticket_subject(2)] if read else [])
    assert bar.count == ("告警 2" if read else CHANGED)
    assert bar.press(Qt.Key.Key_F8, SHIFT) == [({1, 2} if read else {1}, set())]


def test_a_new_digest_is_not_acknowledged_at_once(bar: Bar) -> None:
    bar.show(1)
    bar.show(1, digest=True)
    assert bar.press(Qt.Key.Key_F8) == []
    assert bar.press(Qt.Key.Key_F8, SHIFT) == [({1}, set())]
    bar.show(digest=True)
    assert bar.press(Qt.Key.Key_F8, SHIFT) == []
    assert bar.count == CHANGED
    bar.seconds += 1
    assert bar.press(Qt.Key.Key_F8) == [(set(), {7})]


@pytest.mark.parametrize(("waited", "read"), [(1.75, False), (2.0, True)])
def test_a_line_in_a_bar_that_was_emptied_less_than_two_seconds_ago_must_be_read_first(
    waited: float, read: bool, bar: Bar
) -> None:
    bar.show(1)
    bar.show()
    bar.seconds += waited
    bar.show()  # read again, and still empty
    bar.show(2)
    assert bar.press(Qt.Key.Key_F8, SHIFT) == ([({2}, set())] if read else [])


def test_a_line_that_moves_up_after_the_own_acknowledgement_was_expected(bar: Bar) -> None:
    bar.show(1, 2, 3)
    bar.press(Qt.Key.Key_F8)
    bar.show(2, 3)
    assert bar.press(Qt.Key.Key_F9) == [ticket_subject(2)]
    bar.show(3)  # somebody else acknowledged the second
    assert bar.press(Qt.Key.Key_F9) == []
    bar.seconds += 1
    bar.show(3)
    assert bar.press(Qt.Key.Key_F9) == [ticket_subject(3)]


def test_a_screen_reader_says_only_a_new_alert(bar: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(alert_bar, "announce", lambda _widget, words: said.append(words))
    bar.show(1)
    bar.show(1)
    bar.show(digest=True)
    assert len(said) == 1 and "受理超时 2 分" in said[0]
    bar.show(2, digest=True)
    assert len(said) == 2
