"""What is painted by code and not by the style: countdown bars, and the keys on buttons."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture, painted
from ui.kit.buttons import KeyButton, StepButton
from ui.kit.columns import Column
from ui.kit.countdown import Condition, Timing, condition, draw_countdown, words
from ui.kit.rows_model import RowsModel
from ui.kit.table import DeskTable
from ui.kit.theme import body_font
from ui.kit.tokens import BODY, SMALL, Tokens, mix

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PLACE = QRect(10, 6, 160, 24)
FRAME = PLACE.adjusted(1, 1, -1, -1)
ABOVE = FRAME.top() + 3  # a row of the bar that no letter reaches


def bar(timing: Timing, tokens: Tokens) -> Picture:
    """Return a bar drawn into PLACE of a larger picture."""
    image = QImage(QSize(190, 40), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    draw_countdown(painter, PLACE, timing, NOW)
    painter.end()
    return Picture(image)


def clock(left: int, allowance: int = 1000, **more: object) -> Timing:
    due = NOW + timedelta(seconds=left)
    return Timing(due=due, started=due - timedelta(seconds=allowance), **more)  # type: ignore[arg-type]


def filled(picture: Picture, colour: str) -> list[int]:
    return picture.columns(colour, QRect(PLACE.left(), ABOVE, PLACE.width(), 1))


@pytest.mark.parametrize("left", [1000, 750, 500, 300])
def test_a_running_bar_is_filled_as_far_as_the_time_is_used(tokens: Tokens, left: int) -> None:
    picture = bar(clock(left), tokens)
    colours = filled(picture, mix(tokens.accent, tokens.surface, 0.24))
    width = FRAME.width() * (1000 - left) / 1000
    assert abs(len(colours) - max(0, width - 1)) <= 1
    if colours:
        assert colours == list(range(colours[0], colours[-1] + 1))
        assert colours[0] <= FRAME.left() + 1
    assert FRAME.adjusted(-1, -1, 1, 1).contains(picture.painted(tokens.surface))


def test_a_bar_that_is_due_soon_has_a_thick_edge_and_fills_in_its_own_colour(tokens: Tokens) -> None:
    assert condition(clock(200), NOW) is Condition.SOON
    picture = bar(clock(200), tokens)
    fill = filled(picture, mix(tokens.warning, tokens.surface, 0.24))
    assert abs(len(fill) - 0.8 * FRAME.width()) <= 3
    middle = FRAME.center().y()
    assert picture.count(tokens.warning, QRect(FRAME.left() - 1, FRAME.top() + 5, 2, 10)) == 20
    assert picture.count(tokens.warning, QRect(FRAME.right() - 2, FRAME.top() + 5, 5, 10)) == 20
    assert picture.count(tokens.edge, QRect(FRAME.left() - 1, middle, FRAME.width() + 2, 1)) == 0


def test_an_overdue_bar_is_full_and_nothing_else_is_red(tokens: Tokens) -> None:
    assert abs(len(filled(bar(clock(-1), tokens), tokens.overdue)) - FRAME.width()) <= 2
    for timing in (clock(500), clock(200), clock(0), clock(-5, held="等料"), clock(5, stopped=NOW), Timing()):
        assert bar(timing, tokens).count(tokens.overdue) == 0
    late = clock(-5, stopped=NOW)
    written = bar(late, tokens).writings(words(late, NOW), body_font(BODY - 1), tokens.overdue, tokens.surface)
    assert [place.left() - PLACE.left() for place in written] == [pytest.approx(0, abs=2)]
    on_time = clock(5, stopped=NOW)
    assert bar(on_time, tokens).writings(words(on_time, NOW), body_font(BODY - 1), tokens.text, tokens.surface)
    assert bar(clock(0, stopped=NOW), tokens).count(tokens.overdue) == 0


def test_a_bar_fills_its_place_but_one_pixel_with_round_corners(tokens: Tokens) -> None:
    picture = bar(clock(-1), tokens)
    right = QRect(FRAME.right() - 6, PLACE.top(), 1, PLACE.height())
    assert picture.rows(tokens.overdue, right) == list(range(FRAME.top(), FRAME.bottom() + 1))
    below_corner = QRect(PLACE.left(), FRAME.top() + 4, PLACE.width(), 1)
    across = picture.columns(tokens.overdue, below_corner)
    assert (across[0], across[-1]) == (FRAME.left(), FRAME.right())
    for line in (FRAME.top(), FRAME.bottom()):
        straight = picture.columns(tokens.overdue, QRect(PLACE.left(), line, PLACE.width(), 1))
        assert (straight[0], straight[-1]) == (FRAME.left() + 4, FRAME.right() - 4)
    for side in (FRAME.left(), FRAME.right()):
        straight = picture.rows(tokens.overdue, QRect(side, PLACE.top(), 1, PLACE.height()))
        assert (straight[0], straight[-1]) == (FRAME.top() + 4, FRAME.bottom() - 4)
    assert bar(clock(1000), tokens).count(tokens.edge) == 0, "a thin edge lies between two pixels"
    started_late = bar(Timing(due=NOW, started=NOW), tokens)
    assert filled(started_late, mix(tokens.accent, tokens.surface, 0.24)) == [], "no allowance, nothing of it used"


def drawn(timing: Timing, place: QRect, tokens: Tokens) -> Picture:
    """Return a bar drawn into a place of its own."""
    image = QImage(QSize(400, 40), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    draw_countdown(painter, place, timing, NOW)
    painter.end()
    return Picture(image)


@pytest.mark.parametrize(("timing", "left"), [(clock(1000), 8), (clock(5, stopped=NOW), 0)])
def test_the_words_begin_eight_pixels_inside_a_bar_and_end_six_before_its_end(
    light: Tokens, timing: Timing, left: int
) -> None:
    font = body_font(BODY - 1)
    said, metrics = words(timing, NOW), QFontMetrics(font)
    needed = next(wide for wide in range(400) if metrics.elidedText(said, Qt.TextElideMode.ElideRight, wide) == said)
    place = QRect(10, 6, left + needed + 6, 24)
    image = QImage(QSize(400, 40), QImage.Format.Format_RGB32)
    image.fill(QColor(light.surface))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(light.text))
    where = QRect(10 + left, 6, needed, 24)
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
    painter.end()
    alone, fitting = Picture(image), drawn(timing, place, light)
    assert fitting.columns(light.text) == alone.columns(light.text) != []
    assert fitting.rows(light.text) == alone.rows(light.text)
    assert drawn(timing, place.adjusted(0, 0, -1, 0), light).columns(light.text) != alone.columns(light.text)


def test_a_held_bar_is_hatched_within_a_broken_edge(tokens: Tokens) -> None:
    picture = bar(Timing(held=""), tokens)
    inside = FRAME.adjusted(70, 2, -2, -2)
    hatch = mix(tokens.quiet, tokens.surface, 0.24)
    assert 0.05 <= picture.count(hatch, inside) / (inside.width() * inside.height()) <= 0.4
    edge = QRect(FRAME.left() + 6, FRAME.top() - 1, FRAME.width() - 12, 3)
    drawn = {
        x
        for x in range(edge.left(), edge.right())
        if picture.colours(QRect(x, edge.top(), 1, 3)) - {hatch, tokens.surface}
    }
    assert 0.3 * edge.width() < len(drawn) < 0.95 * edge.width()


def test_without_a_clock_nothing_is_drawn_and_an_ended_clock_shows_only_words(tokens: Tokens) -> None:
    assert bar(Timing(), tokens).painted(tokens.surface).isEmpty()
    ended = bar(clock(60, stopped=NOW), tokens).painted(tokens.surface)
    assert ended.height() <= BODY + 2
    assert abs(ended.center().y() - PLACE.center().y()) <= 2


@pytest.mark.parametrize(("timing", "ink", "ground", "bold"), [
    (clock(-61), "on_overdue", "overdue", True),
    (clock(1000), "text", "surface", False),
])  # fmt: skip
def test_the_words_are_drawn_inside_the_bar_at_its_left(
    tokens: Tokens, timing: Timing, ink: str, ground: str, bold: bool
) -> None:
    written = bar(timing, tokens).writings(
        words(timing, NOW), body_font(BODY - 1, bold=bold), getattr(tokens, ink), getattr(tokens, ground)
    )
    assert len(written) == 1
    assert abs(written[0].left() - (PLACE.left() + 8)) <= 2
    assert abs(written[0].center().y() - PLACE.center().y()) <= 2


def test_words_too_long_for_a_bar_end_in_dots_within_it(light: Tokens) -> None:
    inked = bar(Timing(held="等燃气公司到场交底以后再开挖路面"), light)
    right = max(inked.columns(light.text) or [0])
    assert right <= PLACE.right() - 6
    assert right >= PLACE.right() - 40


@pytest.mark.parametrize("kind", [KeyButton, StepButton])
@pytest.mark.parametrize("key", ["D", "Ctrl+Enter"])
def test_a_button_shows_its_key_in_a_frame_right_of_its_words(
    tokens: Tokens, qtbot: QtBot, kind: type[KeyButton], key: str
) -> None:
    button = kind("出发", key)
    qtbot.addWidget(button)
    size = button.sizeHint()
    button.ensurePolished()
    picture = painted(button, size, tokens.ground)
    step = kind is StepButton
    ink, under = (tokens.on_accent, tokens.accent) if step else (tokens.quiet, tokens.raised)
    (letters,) = picture.writings(key, body_font(SMALL), ink, under)
    (written,) = picture.writings("出发", body_font(bold=step), tokens.on_accent if step else tokens.text, under)
    frame_ink = mix(ink, under, 0.6)
    right = QRect(written.right() + 1, 0, size.width() - written.right() - 1, size.height())
    columns, rows = picture.columns(frame_ink, right), picture.rows(frame_ink, right)
    frame = QRect(QPoint(columns[0], rows[0]), QPoint(columns[-1], rows[-1]))
    assert frame.contains(letters)
    option = QStyleOptionButton()
    button.initStyleOption(option)
    inside = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
    assert (frame.right(), frame.top(), frame.height()) == (inside.right(), inside.center().y() - 8, 18)
    assert frame.width() == max(18, QFontMetrics(body_font(SMALL)).horizontalAdvance(key) + 2 * 5)
    corners = [(x, y) for x in (frame.left(), frame.right()) for y in (frame.top(), frame.bottom())]
    assert frame_ink not in {picture.at(*corner) for corner in corners}, "the frame is rounded"
    top = picture.columns(frame_ink, QRect(frame.left(), frame.top(), frame.width(), 1))
    side = picture.rows(frame_ink, QRect(frame.left(), frame.top(), 1, frame.height()))
    ends = (top[0] - frame.left(), frame.right() - top[-1], side[0] - frame.top(), frame.bottom() - side[-1])
    assert ends == (4, 4, 4, 4), "the straight sides end before round corners"
    assert 6 <= frame.left() - written.right() <= 12
    assert abs(frame.center().x() - letters.center().x()) <= 1
    assert abs(frame.center().y() - letters.center().y()) <= 2
    around = (written.left(), size.width() - 1 - frame.right())
    assert abs(around[0] - around[1]) <= 4, "words and key stand in the middle"
    assert abs(written.center().y() - frame.center().y()) <= 2


def test_a_wider_button_has_words_and_key_in_its_middle(light: Tokens, qtbot: QtBot) -> None:
    button = KeyButton("出发", "D")
    qtbot.addWidget(button)
    picture = painted(button, QSize(300, 32), light.ground)
    (letters,) = picture.writings("D", body_font(SMALL), light.quiet, light.raised)
    (written,) = picture.writings("出发", body_font(), light.text, light.raised)
    assert abs((written.left() + letters.right() + 6) / 2 - 150) <= 3
    assert letters.left() - written.right() < 24


def test_a_button_narrower_than_its_words_ends_them_in_dots_before_its_key(light: Tokens, qtbot: QtBot) -> None:
    words = "处置完成并回访来电人"
    for button in (KeyButton(words, "D"), KeyButton(words)):
        qtbot.addWidget(button)
        button.ensurePolished()
        size = button.sizeHint() - QSize(40, 0)
        picture = painted(button, size, light.ground)
        assert picture.writings(words[:5], body_font(), light.text, light.raised)
        assert not picture.writings(words[:8], body_font(), light.text, light.raised)
        keys = picture.writings("D", body_font(SMALL), light.quiet, light.raised)
        assert len(keys) == len(button.key)


def test_a_button_that_cannot_be_pressed_is_faded_with_its_key(light: Tokens, qtbot: QtBot) -> None:
    button = KeyButton("出发", "D")
    qtbot.addWidget(button)
    button.setEnabled(False)
    picture = painted(button, button.sizeHint(), light.ground)
    assert picture.writings("D", body_font(SMALL), light.quiet, light.raised) == []
    faded = mix(light.text, light.ground, 0.45)
    grounds = {picture.at(8, y) for y in range(4, 28)}
    assert any(picture.writings("D", body_font(SMALL), faded, ground) for ground in grounds)


class Row:
    id = 1


@pytest.mark.parametrize("hint", ["", "按 Ctrl+N 添加第一条"])
def test_an_empty_table_says_in_its_middle_what_belongs_there_and_what_to_do(
    tokens: Tokens, qtbot: QtBot, hint: str
) -> None:
    table = DeskTable("empty", QSettings())
    qtbot.addWidget(table)
    model = RowsModel([Column[Row]("x", "编号", lambda _row, _now: "1")], lambda: NOW, table)
    table.setModel(model)
    table.say_when_empty("还没有条目", hint)
    table.say_when_unread("还没有读到。", "")
    table.resize(420, 300)
    with qtbot.waitExposed(table):
        table.show()

    def inked(colour: str) -> QRect:
        """Return the part of the table in which something is written in a colour."""
        picture = Picture(table.viewport().grab().toImage())
        columns, rows = picture.columns(colour), picture.rows(colour)
        if not columns:
            return QRect()
        return QRect(QPoint(columns[0], rows[0]), QPoint(columns[-1], rows[-1]))

    unread = inked(tokens.text)
    model.apply([])
    said, more = inked(tokens.text), inked(tokens.quiet)
    assert unread.width() > said.width() > 4 * BODY, "each sentence is as long as it is"
    width, high = table.viewport().width(), table.viewport().height() * 4 // 5
    assert said.center().x() == pytest.approx(width / 2, abs=4)
    if hint:
        assert more.width() > said.width()
        assert more.center().x() == pytest.approx(width / 2, abs=4)
        assert more.top() >= said.bottom() + 4
        assert (said.top() + more.bottom()) / 2 == pytest.approx(high / 2, abs=3)
    else:
        assert more.isEmpty()
        assert said.center().y() == pytest.approx(high / 2, abs=3)
    if hint:
        table.say_when_empty("还没有条目", "还没有条目")
        assert inked(tokens.quiet).top() - inked(tokens.text).top() == table.fontMetrics().lineSpacing() + 4
        table.say_when_empty("还没有条目" * 30)
        assert inked(tokens.text).left() >= 16
        assert width - inked(tokens.text).right() >= 16
    model.apply([Row()])
    assert inked(tokens.quiet).isEmpty()
    assert inked(tokens.text).right() < width / 2, "the row alone"
