"""The scrolling part of the panel: the caller's words, the events, and that labels are reused for the next ticket."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.desk_fixtures import START
from tests.ui.ticket.test_timeline import ALERT, EMPTY, LINE
from tickets.rules.words import CallKind, RungKind
from tickets.store.queries.ticket_file import CallLine
from ui.kit.labels import Tone
from ui.ticket.file_view import SHOWN_AT_MOST, CallWords, EntryView, FileView, TimelineView
from ui.ticket.timeline import Kind, TimelineEntry

ENTRY = TimelineEntry(START, Kind.DEED, "接单", "看过", "值班员")


@pytest.fixture
def events(qapp: QApplication) -> TimelineView:
    return TimelineView()


def titles(view: TimelineView) -> list[str]:
    return [each._title.text() for each in view._views if each.isVisibleTo(view)]


def test_an_event_says_when_what_and_by_whom_and_whether_it_was_entered_late(qapp: QApplication) -> None:
    view = EntryView()
    for entry, by in (
        (ENTRY, "值班员"),
        (replace(ENTRY, written=START + timedelta(minutes=5)), "补录，今天 10:05 记入 · 值班员"),
        (replace(ENTRY, written=START, by=""), "补录，今天 10:00 记入"),
    ):
        view.show_entry(entry, START)
        assert [view._time.text(), view._title.text(), view._text.text(), view._by.text()] == [
            "今天 10:00", "接单", "看过", by,
        ]  # fmt: skip
    assert view._time.toolTip() == "2026-01-20 10:00:00 周二"
    view.show_entry(replace(ENTRY, text=""), START)
    assert not view._text.isVisibleTo(view)


def test_the_day_of_an_event_that_has_not_changed_is_updated(qapp: QApplication) -> None:
    view = EntryView()
    for now, words in ((START, "今天 10:00"), (START + timedelta(days=1), "昨天 10:00")):
        view.show_entry(ENTRY, now)
        assert view._time.text() == words


@pytest.mark.parametrize(
    ("kind", "tone"),
    [(Kind.DEED, Tone.PLAIN), (Kind.WARNING, Tone.WARNING), (Kind.OVERDUE, Tone.OVERDUE), (Kind.UNSENT, Tone.QUIET)],
)
def test_an_alert_is_shown_in_the_colour_of_its_kind(qapp: QApplication, kind: Kind, tone: Tone) -> None:
    view = EntryView()
    view.show_entry(replace(ENTRY, kind=kind), START)
    assert view._title.property("tone") == tone


def test_a_shorter_history_hides_the_labels_that_are_left(events: TimelineView) -> None:
    events.show_entries((ENTRY, replace(ENTRY, title="派单")), START)
    assert titles(events) == ["接单", "派单"]
    events.show_entries((replace(ENTRY, title="到场"),), START)
    assert titles(events) == ["到场"]
    events.show_entries((ENTRY, replace(ENTRY, title="派单")), START)
    assert (titles(events), len(events._views)) == (["接单", "派单"], 2)


def test_only_the_newest_events_are_listed_and_the_rest_is_counted_below_them(
    events: TimelineView, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHOWN_AT_MOST == 300
    monkeypatch.setattr("ui.ticket.file_view.SHOWN_AT_MOST", 3)
    for count, words in (
        (3, ""),
        (4, "更早的 1 条未列出，可在打印件里看全。"),
        (9, "更早的 6 条未列出，可在打印件里看全。"),
    ):
        events.show_entries(tuple(replace(ENTRY, title=str(place)) for place in range(count)), START)
        assert titles(events) == ["0", "1", "2"]
        assert events._more.isVisibleTo(events) == bool(words)
        assert events._more.text() == words
        assert events._column.indexOf(events._more) == events._column.count() - 1


def test_very_long_words_of_a_caller_are_cut_until_the_rest_is_wanted(qapp: QApplication) -> None:
    said = CallWords(QPushButton())
    for length, cut in ((240, False), (241, True)):
        said.show_words("水" * length, "今天 10:00 来电")
        assert said._words.text() == ("水" * 240 + "…" if cut else "水" * length)
        assert said._more.isVisibleTo(said) == cut
    QTest.mouseClick(said._more, Qt.MouseButton.LeftButton)
    said.show_words("水" * 241, "今天 10:00 来电 · 催办 1 次")
    assert said._words.text() == "水" * 241, "what was opened stays open"
    assert not said._more.isVisibleTo(said)
    assert said._when.text() == "今天 10:00 来电 · 催办 1 次"
    said.show_words("另一张", "")
    assert said._words.text() == "另一张"
    for _ in range(2):
        said.show_words("", "")
        assert said._words.text() == "没有记下原话"


def test_the_panel_shows_the_words_the_rounds_and_the_events_of_the_ticket_it_is_given(qapp: QApplication) -> None:
    view = FileView(QPushButton())
    call = CallLine(1, CallKind.REPORT, "", "", "路上冒水", "", START, None)
    alert = replace(ALERT, kind=RungKind.WARNING, raised=START + timedelta(minutes=7))
    file = replace(EMPTY, calls=(call,), journal=(replace(LINE, action="accept"),), alerts=(alert,))
    view.show_file(file, (), START)
    assert view._said[0]._words.text() == "路上冒水"
    assert titles(view._story) == ["告警 · 受理临期", "接单", "来电 · 报修"]
    view.show_file(replace(file, alerts=()), (), START)
    assert titles(view._story) == ["接单", "来电 · 报修"], "the same ticket has changed"
    view.show_file(EMPTY, (), START)
    assert (view._said[0]._words.text(), titles(view._story)) == ("没有记下原话", [])


def test_a_former_rating_gets_its_name_once_the_faults_are_read(qapp: QApplication) -> None:
    changes = ({"table": "tickets", "old": {"fault": "valve"}, "new": {"fault": "visible_leak"}},)
    file = replace(EMPTY, journal=(replace(LINE, action="rerate", changes=changes),))
    view = FileView(QPushButton())
    for faults, words in (((), "valve → visible_leak"), ((EMPTY.fault,), "valve → 明漏")):
        view.show_file(file, faults, START)
        assert view._story._views[0]._text.text() == words
