"""The charts, compared pixel by pixel with what the figures demand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Paints, Picture, lettered, painted, sketched
from tickets.reports.figures import SPREAD_EDGES, Bar, Punctuality
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import ConsentKind, Stage
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL, Tokens
from ui.kit.wording import duration
from ui.reports.charts import _EDGE_LABELS, SpreadChart, TrendChart

ACCEPT, ARRIVE, RESOLVE = Stage.ACCEPT, Stage.ARRIVE, Stage.RESOLVE
CAPTION = 48  # pixels left of the trend
BAND, GAP, FOOT = 40, 8, 20  # heights in pixels
HEIGHT = len(MAIN_STAGES) * (BAND + GAP) - GAP + FOOT
SLOT = 40  # the width of a column with its gap
FIRST = date(2026, 11, 3)
# 40 is the most of every stage, so that one clock is one pixel high.
TREND: dict[Stage, Sequence[Punctuality]] = {
    ACCEPT: [Punctuality(40), Punctuality(), Punctuality(7, 2, 3), Punctuality(0, 0, 9, 5), Punctuality(0, 11)],
    ARRIVE: [Punctuality(0, 0, 0, 30), Punctuality(13, 8), Punctuality(20, 20), Punctuality(1), Punctuality(6, 0, 2)],
    RESOLVE: [Punctuality(5), Punctuality(31), Punctuality(17, 1, 1), Punctuality(22, 3), Punctuality(0, 36, 4)],
}
# 20 is the most of ACCEPT, 10 of ARRIVE; nothing was resolved.
SPREAD = {ACCEPT: tuple(range(8, 21)), ARRIVE: (10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 5), RESOLVE: (0,) * 13}


@pytest.fixture(autouse=True)
def _no_tip_is_left(qapp: QApplication) -> Iterator[None]:
    yield
    QToolTip.hideText()


def trend_of(stages: dict[Stage, Sequence[Punctuality]] = TREND, step: int = 1) -> TrendChart:
    """Return a trend over days from FIRST."""
    chart = TrendChart()
    count = len(stages[ACCEPT])
    bars = [
        Bar(FIRST + timedelta(days=n * step), {stage: figures[n] for stage, figures in stages.items()})
        for n in range(count)
    ]
    chart.show_trend(tuple(bars), step)
    return chart


def alike(count: int, step: int = 1) -> TrendChart:
    """Return a trend of so many bars that are all alike."""
    return trend_of({stage: [Punctuality(3, 1)] * count for stage in MAIN_STAGES}, step)


def band(number: int) -> tuple[int, int]:
    """Return the first row of a stage's band and the row of its base line."""
    top = number * (BAND + GAP)
    return top, top + BAND


def drawn(chart: QWidget, tokens: Tokens, width: int) -> Picture:
    return painted(chart, QSize(width, HEIGHT), tokens.surface)


def test_each_column_is_drawn_over_its_day_as_high_as_its_figures(tokens: Tokens) -> None:
    picture = drawn(trend_of(), tokens, CAPTION + 5 * SLOT)
    for number, stage in enumerate(MAIN_STAGES):
        top, base = band(number)
        for place, figures in enumerate(TREND[stage]):
            slot = QRect(CAPTION + place * SLOT, top, SLOT, BAND)
            column = range(slot.left() + 8, slot.left() + 32)
            filled = base - figures.on_time
            missed = figures.late + figures.overdue
            where = f"{stage} {place}"
            assert picture.rows(tokens.accent, slot) == list(range(filled, base)), where
            assert picture.count(tokens.accent, slot) == figures.on_time * len(column), where
            assert picture.rows(tokens.overdue, slot) == list(range(filled - missed, filled)), where
            if figures.due:
                inked = QRect(column[0], base - figures.due, len(column), figures.due)
                assert picture.painted(tokens.surface, slot) == inked, where
            else:
                assert picture.colours(slot) == {tokens.surface}, where


def test_the_share_that_was_not_on_time_is_outlined_and_hatched(tokens: Tokens) -> None:
    picture = drawn(trend_of(), tokens, CAPTION + 5 * SLOT)
    missed = QRect(CAPTION + 4 * SLOT + 8, band(2)[0], 24, BAND)
    assert picture.colours(missed) == {tokens.overdue, tokens.surface}
    edge = [QRect(missed.topLeft(), QSize(24, 1)), QRect(missed.topLeft(), QSize(1, BAND))]
    edge += [QRect(missed.left(), missed.bottom(), 24, 1), QRect(missed.right(), missed.top(), 1, BAND)]
    assert all(picture.colours(line) == {tokens.overdue} for line in edge)
    inside = missed.adjusted(1, 1, -1, -1)
    for row in range(inside.top(), inside.bottom() + 1):
        share = picture.count(tokens.overdue, QRect(inside.left(), row, inside.width(), 1)) / inside.width()
        assert 0.15 <= share <= 0.4, f"{share} of row {row} is hatched"


def test_each_stage_is_drawn_on_its_own_line_under_its_name(tokens: Tokens) -> None:
    picture = drawn(alike(1), tokens, CAPTION + 5 * SLOT)
    for number, stage in enumerate(MAIN_STAGES):
        top, base = band(number)
        line = QRect(CAPTION, base, 5 * SLOT, 1)
        assert picture.colours(line) == {tokens.line}
        (name,) = picture.writings(stage.label, body_font(SMALL), tokens.quiet, tokens.surface)
        assert name.left() <= 2
        assert name.right() < CAPTION
        assert abs(name.center().y() - (top + BAND / 2)) <= 3
    assert picture.count(tokens.line) == 3 * 5 * SLOT


def test_the_names_of_stages_days_and_ranges_stand_exactly_in_their_places(tokens: Tokens) -> None:
    small = body_font(SMALL)

    def names(painter: QPainter) -> None:
        for number, stage in enumerate(MAIN_STAGES):
            lettered(painter, QRect(0, band(number)[0], 40, BAND), stage.label, small, tokens.quiet)

    def days(painter: QPainter) -> None:
        for place in range(5):
            day = f"{FIRST + timedelta(days=place):%m-%d}"
            lettered(painter, QRect(CAPTION + place * 100, HEIGHT - FOOT, 56, FOOT), day, small, tokens.quiet)

    def ranges(painter: QPainter) -> None:
        for number, label in enumerate(_EDGE_LABELS, start=1):
            x, top = number * SLOT, HEIGHT - FOOT
            painter.setPen(QColor(tokens.line))
            painter.drawLine(x, top, x, top + 3)
            lettered(painter, QRect(x - 24, top, 48, FOOT), label, small, tokens.quiet, centred=True)

    trend, spread = drawn(alike(5), tokens, CAPTION + 500), drawn(spread_of(), tokens, 13 * SLOT)
    foot = band(2)[1] + 1
    for picture, draw, area in (
        (trend, names, QRect(0, 0, CAPTION, foot)),
        (trend, days, QRect(CAPTION, foot, 500, FOOT - 1)),
        (spread, ranges, QRect(0, foot, 13 * SLOT, FOOT - 1)),
    ):
        expected = sketched(picture.rect.size(), tokens.surface, draw)
        assert picture.part(area).difference(expected.part(area)).isEmpty(), draw


def test_a_column_has_a_maximum_width_and_a_minimum_width(light: Tokens) -> None:
    for count in (1, 2, 5, 31, 62, 99, 100):
        width = CAPTION + 700
        picture = drawn(alike(count), light, width)
        base = QRect(CAPTION, BAND - 1, width - CAPTION, 1)
        filled = picture.columns(light.accent, base)
        starts = [x for x in filled if x - 1 not in filled]
        assert len(starts) == count
        each = 700 / count
        wide = min(24, 0.7 * each)
        for place, start in enumerate(starts):
            assert abs(start - (CAPTION + place * each + (each - wide) / 2)) <= 1
        assert abs(len(filled) - count * wide) <= count


@pytest.mark.parametrize(("step", "form", "room"), [(1, "%m-%d", 56), (7, "%Y-%m-%d", 88)])
@pytest.mark.parametrize(("count", "slot"), [(1, 700), (2, 56), (2, 88), (5, 140), (31, 23), (100, 7)])
def test_day_labels_start_at_their_columns_and_do_not_overlap(
    light: Tokens, count: int, slot: int, step: int, form: str, room: int
) -> None:
    width = CAPTION + count * slot
    picture = drawn(alike(count, step), light, width)
    named = []
    for place in range(count):
        day = format(FIRST + timedelta(days=place * step), form)
        for written in picture.writings(day, body_font(SMALL), light.quiet, light.surface):
            assert 0 <= written.left() - (CAPTION + place * slot) <= 1, day
            assert written.top() >= HEIGHT - FOOT, day
            named.append(written.left())
    if width - CAPTION < room:
        assert named == []
        return
    assert named[0] <= CAPTION + 1
    apart = {after - before for before, after in pairwise(named)}
    every = -(-room // slot) * slot  # the fewest columns that have room for a name
    assert apart <= {every - 1, every, every + 1}
    assert room <= width - named[-1] + 1 <= every + room, "the last days have no name"


def test_a_day_without_data_for_a_stage_has_no_column(light: Tokens) -> None:
    chart = TrendChart()
    known = {ACCEPT: Punctuality(4), ARRIVE: Punctuality(4)}
    chart.show_trend((Bar(FIRST, known), Bar(FIRST + timedelta(days=1), known | {RESOLVE: Punctuality(4)})), 1)
    picture = drawn(chart, light, CAPTION + 2 * SLOT)
    top, base = band(MAIN_STAGES.index(RESOLVE))
    assert picture.colours(QRect(CAPTION, top, SLOT, base - top)) == {light.surface}
    assert picture.count(light.accent, QRect(CAPTION + SLOT, top, SLOT, BAND)) == BAND * 24


def test_a_stage_with_nothing_due_has_only_its_line(light: Tokens) -> None:
    none = [Punctuality(0, 0, 0, 4)] * 5
    picture = drawn(trend_of(TREND | {ARRIVE: none}), light, CAPTION + 5 * SLOT)
    top, base = band(1)
    assert picture.colours(QRect(CAPTION, top, 5 * SLOT, BAND)) == {light.surface}
    assert picture.colours(QRect(CAPTION, base, 5 * SLOT, 1)) == {light.line}


def test_before_the_first_report_only_names_and_lines_are_drawn(light: Tokens) -> None:
    empty = drawn(TrendChart(), light, CAPTION + 5 * SLOT)
    assert empty.colours(QRect(CAPTION, band(2)[1] + 1, 5 * SLOT, FOOT - 1)) == {light.surface}
    for number in range(3):
        assert empty.colours(QRect(CAPTION, band(number)[0], 5 * SLOT, BAND)) == {light.surface}
    assert drawn(SpreadChart(), light, 13 * SLOT).count(light.accent) == 0


def shown(chart: TrendChart | SpreadChart, qtbot: QtBot, width: int = CAPTION + 5 * SLOT) -> TrendChart | SpreadChart:
    """Return a chart after it has come to the screen."""
    qtbot.addWidget(chart)
    chart.resize(width, HEIGHT)
    with qtbot.waitExposed(chart):
        chart.show()
    return chart


def test_a_new_report_is_drawn_at_once(light: Tokens, qtbot: QtBot) -> None:
    trend, spread = shown(trend_of(), qtbot), shown(spread_of(), qtbot)
    for chart, show in ((trend, lambda: trend.show_trend((), 1)), (spread, lambda: spread.show_spread({}))):
        QApplication.processEvents()
        paints = Paints(chart)
        QApplication.processEvents()
        assert paints.count == 0
        show()
        qtbot.waitUntil(lambda paints=paints: paints.count > 0)


def test_a_click_requests_the_stage_and_day_drawn_there(light: Tokens, qtbot: QtBot) -> None:
    chart = shown(trend_of(), qtbot)
    picture = drawn(chart, light, CAPTION + 5 * SLOT)
    asked: list[tuple[Stage, Bar]] = []
    chart.wanted.connect(lambda stage, bar: asked.append((stage, bar)))
    for number, stage in enumerate(MAIN_STAGES):
        top, base = band(number)
        for place, figures in enumerate(TREND[stage]):
            slot = QRect(CAPTION + place * SLOT, top, SLOT, BAND)
            inked = picture.painted(light.surface, slot)
            spots = [slot.topLeft(), QPoint(slot.right(), base - 1)]
            spots += [inked.topLeft(), inked.bottomRight()] if figures.due else []
            for spot in spots:
                asked.clear()
                qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
                wanted = [(stage, FIRST + timedelta(days=place))] if figures.due else []
                assert [(stage, bar.first) for stage, bar in asked] == wanted
    asked.clear()
    for nowhere in (QPoint(CAPTION - 1, 5), QPoint(CAPTION + 12, BAND + GAP // 2), QPoint(CAPTION + 12, HEIGHT - 4)):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=nowhere)
    qtbot.mouseClick(chart, Qt.MouseButton.RightButton, pos=QPoint(CAPTION + 12, BAND - 2))
    assert asked == []


def tool_tip_at(chart: QWidget, qtbot: QtBot, place: QPoint) -> str:
    """Return the tool tip at a place."""
    qtbot.mouseMove(chart, place + QPoint(0, 1))
    qtbot.mouseMove(chart, place)
    return QToolTip.text()


def test_the_tool_tip_says_which_verdicts_a_consent_changed(light: Tokens, qtbot: QtBot) -> None:
    chart = TrendChart()
    changed = Counter({ConsentKind.HOLD: 1, ConsentKind.LATE_ENTRY: 2})
    chart.show_trend((Bar(FIRST, {RESOLVE: Punctuality(4)}, {RESOLVE: changed}),), 1)
    tool_tip = tool_tip_at(shown(chart, qtbot), qtbot, QPoint(CAPTION + 1, 20))
    assert tool_tip.splitlines()[1:] == ["处置 100.0%（4 / 4） · 改判定：挂起 1、补录 2"]


def test_the_tool_tip_shows_the_figures_of_the_column_under_the_pointer(light: Tokens, qtbot: QtBot) -> None:
    chart = shown(trend_of(), qtbot)
    for x in (CAPTION + 2 * SLOT + 1, CAPTION + 3 * SLOT - 2):
        tool_tip = tool_tip_at(chart, qtbot, QPoint(x, 20))
        assert tool_tip == "2026-11-05\n受理 58.3%（7 / 12）\n到场 50.0%（20 / 40）\n处置 89.5%（17 / 19）"
    assert tool_tip_at(chart, qtbot, QPoint(CAPTION + SLOT + 1, 20)).splitlines()[1] == "受理 —（0 / 0）"
    tool_tip_at(chart, qtbot, QPoint(CAPTION - 4, 20))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())  # no column is there
    chart.hide()
    weeks = shown(alike(3, 7), qtbot, CAPTION + 3 * SLOT)
    assert tool_tip_at(weeks, qtbot, QPoint(CAPTION + SLOT + 4, 4)).splitlines()[0] == "2026-11-10 起 7 天"


def dragged_to(chart: QWidget, x: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the tool tip while the button is held and the pointer is at `x`, which may be beside the chart."""
    texts: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_: texts.append(text))
    at = QPointF(x, 20)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        chart, QMouseEvent(QEvent.Type.MouseMove, at, chart.mapToGlobal(at), Qt.MouseButton.NoButton, left, none)
    )
    return "".join(texts)


def test_dragging_out_of_a_chart_shows_its_outermost_column(
    light: Tokens, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread = shown(spread_of(), qtbot, 13 * SLOT)
    assert dragged_to(spread, -9, monkeypatch).startswith("1 分 以内\n受理 8，")
    assert dragged_to(spread, 2000, monkeypatch).startswith("超过 2 天\n受理 20，")
    trend = shown(trend_of(), qtbot)
    assert dragged_to(trend, 2000, monkeypatch).startswith("2026-11-07\n")
    assert dragged_to(trend, -9, monkeypatch) == ""


def spread_of(spread: dict[Stage, tuple[int, ...]] = SPREAD) -> SpreadChart:
    chart = SpreadChart()
    chart.show_spread(spread)
    return chart


def test_each_range_of_durations_has_a_column_as_high_as_its_count(tokens: Tokens) -> None:
    picture = drawn(spread_of(), tokens, 13 * SLOT)
    for number, stage in enumerate(MAIN_STAGES):
        top, base = band(number)
        most = max(SPREAD[stage]) or 1
        for place, count in enumerate(SPREAD[stage]):
            slot = QRect(place * SLOT, top, SLOT, BAND)
            high = BAND * count // most
            assert picture.rows(tokens.accent, slot) == list(range(base - high, base)), f"{stage} {place}"
            assert picture.count(tokens.accent, slot) == high * (SLOT - 4)
            assert picture.colours(slot) <= {tokens.accent, tokens.surface}
            if high:
                assert picture.columns(tokens.accent, slot) == list(range(slot.left() + 2, slot.right() - 1))
        assert picture.colours(QRect(0, base, 13 * SLOT, 1)) == {tokens.line}


def test_each_boundary_between_two_columns_is_labelled_there(light: Tokens) -> None:
    picture = drawn(spread_of(), light, 13 * SLOT)
    foot = QRect(0, HEIGHT - FOOT, 13 * SLOT, FOOT)
    for number, label in enumerate(("1分", "5", "10", "15", "30", "1时", "2", "4", "8", "12", "24", "48"), start=1):
        x = number * SLOT
        assert picture.at(x, foot.top() + 1) == light.line, f"no mark at {label}"
        near = QRect(x - 12, foot.top(), 24, FOOT)
        places = picture.writings(label, body_font(SMALL), light.quiet, light.surface)
        (written,) = [place for place in places if near.contains(place)]
        assert abs(written.center().x() - x) <= 2, label
    marks = picture.columns(light.line, QRect(0, foot.top() + 1, 13 * SLOT, 2))
    assert marks == [number * SLOT for number in range(1, 13)]


def test_the_tool_tip_shows_how_many_took_that_long(light: Tokens, qtbot: QtBot) -> None:
    chart = shown(spread_of(), qtbot, 13 * SLOT)
    edges = [duration(edge) for edge in SPREAD_EDGES]
    titles = [f"{edges[0]} 以内", *(f"{less} 到 {more}" for less, more in pairwise(edges))]
    for place, title in enumerate([*titles, f"超过 {edges[-1]}"]):
        counts = [f"受理 {SPREAD[ACCEPT][place]}，共 182", f"到场 {SPREAD[ARRIVE][place]}，共 60"]
        for x in (place * SLOT + 1, place * SLOT + SLOT - 2):
            assert tool_tip_at(chart, qtbot, QPoint(x, 20)).splitlines() == [title, *counts]


def test_the_size_of_a_chart_leaves_room_for_its_labels(light: Tokens) -> None:
    for chart in (alike(31), spread_of()):
        size = chart.sizeHint()
        assert size.height() >= chart.minimumHeight() >= 3 * 16 + 2 * GAP + FOOT
        assert chart.minimumHeight() == 84
        assert size.height() == 148
    assert alike(31).sizeHint().width() == 640
    assert spread_of().sizeHint().width() == 13 * 28


def test_the_edge_labels_agree_with_their_seconds() -> None:
    units = {"分": 60, "时": 3600}
    unit, seconds = 0, []
    for label in _EDGE_LABELS:
        unit = units.get(label[-1], unit)
        seconds.append(int(label.rstrip("分时")) * unit)
    assert tuple(seconds) == SPREAD_EDGES
