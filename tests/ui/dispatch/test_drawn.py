"""What the dispatch desk paints itself: chips, tags before a cell's text, crews."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture, lettered, painted, sketched
from tickets.rules.words import Zone
from tickets.store.queries.lookups import CrewStanding
from ui.dispatch.crew_list import CrewList, _parts
from ui.dispatch.filter_bar import FilterChip
from ui.dispatch.queue_columns import PENCIL, TAGS, TagsCell, _pencil
from ui.kit.columns import Column
from ui.kit.icons import icon_size
from ui.kit.rows_model import RowsModel
from ui.kit.theme import body_font
from ui.kit.tokens import BODY, SMALL, Tokens
from ui.ticket.choices import RankedCrew, skill_labels

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def width_of(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


@pytest.mark.parametrize(("count", "figure", "ink"), [(12, "12", "text"), (0, "0", "quiet"), (None, "—", "quiet")])
def test_a_chip_says_key_word_and_count_from_left_to_right(
    tokens: Tokens, qtbot: QtBot, count: int | None, figure: str, ink: str
) -> None:
    chip = FilterChip("5", "处置中")
    qtbot.addWidget(chip)
    chip.show_count(count)
    small, plain = body_font(SMALL), body_font(BODY)
    word = 8 + width_of("5", small) + 5
    number = word + width_of("处置中", plain) + 5
    width = number + max(width_of(figure, small), width_of("00", small)) + 8
    assert chip.sizeHint() == chip.minimumSizeHint() == QSize(width, 32)

    def texts(painter: QPainter) -> None:
        lettered(painter, QRect(8, 0, width, 32), "5", small, tokens.quiet)
        lettered(painter, QRect(word, 0, width, 32), "处置中", plain, tokens.text)
        lettered(painter, QRect(number, 0, width, 32), figure, small, getattr(tokens, ink))

    picture = painted(chip, chip.sizeHint(), tokens.ground)
    inside = QRect(4, 4, width - 8, 24)
    expected = sketched(chip.size(), tokens.surface, texts)
    assert picture.part(inside).difference(expected.part(inside)).isEmpty()
    assert (chip.accessibleName(), chip.accessibleDescription()) == (f"处置中 {figure}", "5")


def test_a_selected_chip_has_the_background_and_border_of_a_selection(tokens: Tokens, qtbot: QtBot) -> None:
    chip = FilterChip("5", "处置中")
    qtbot.addWidget(chip)
    for chosen, ground, edge in ((False, tokens.surface, tokens.line), (True, tokens.chosen, tokens.accent)):
        chip.setChecked(chosen)
        picture = painted(chip, chip.sizeHint(), tokens.ground)
        top = QRect(10, 0, picture.rect.width() - 20, 1)
        assert picture.colours(top) == {edge}
        assert picture.at(4, picture.rect.height() // 2) == ground
        assert picture.colours(top.translated(0, 2)) == {ground}


class Row:
    id = 1


def cell(tokens: Tokens, tags: Sequence[str], pencil: bool, text: str = "城关街道", width: int = 200) -> Picture:
    """Return a cell with its tags, painted into a picture 4 pixels higher than the row."""
    table = QTableView()
    roles = {TAGS: lambda _row: tags, PENCIL: lambda _row: pencil}
    model = RowsModel([Column[Row]("x", "x", lambda _row, _now: text, roles=roles)], lambda: NOW, table)
    model.apply([Row()])
    table.setModel(model)
    image = QImage(QSize(width, 36), QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect, option.widget = QRect(0, 2, width, 32), table
    TagsCell(table).paint(painter, option, model.index(0, 0))
    painter.end()
    table.deleteLater()
    return Picture(image)


def test_tags_are_drawn_framed_before_the_text_side_by_side(tokens: Tokens) -> None:
    small = body_font(SMALL)
    first = QRect(8, 8, width_of("督办", small) + 8, 18)
    second = QRect(first.right() + 5, 8, width_of("催2", small) + 8, 18)

    def texts(painter: QPainter) -> None:
        painter.setPen(QColor(tokens.text))
        for tag, frame in (("督办", first), ("催2", second)):
            painter.drawRoundedRect(frame, 3, 3)
            lettered(painter, frame, tag, small, tokens.text, centred=True)
        lettered(painter, QRect(second.right() + 5, 2, 100, 32), "城关街道", body_font(), tokens.text)

    expected = sketched(QSize(200, 36), tokens.surface, texts)
    assert cell(tokens, ("督办", "催2"), pencil=False).difference(expected).isEmpty()


def test_tags_that_leave_no_room_for_the_place_stand_in_a_second_line(tokens: Tokens) -> None:
    def texts(painter: QPainter) -> None:
        painter.setFont(body_font(SMALL))
        painter.setPen(QColor(tokens.text))
        left = int(Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRect(8, 3, 118, 30), left | int(Qt.AlignmentFlag.AlignTop), "陈庄新村 · 村东头")
        painter.drawText(QRect(8, 3, 118, 30), left | int(Qt.AlignmentFlag.AlignBottom), "有人危险·3 通")

    expected = sketched(QSize(134, 36), tokens.surface, texts)
    having = cell(tokens, ("有人危险", "3 通"), pencil=False, text="陈庄新村 · 村东头", width=134)
    assert having.difference(expected).isEmpty()


def test_the_text_of_a_cell_without_tags_starts_at_the_usual_margin(tokens: Tokens) -> None:
    expected = sketched(
        QSize(200, 36),
        tokens.surface,
        lambda painter: lettered(painter, QRect(8, 2, 100, 32), "城关街道", body_font(), tokens.text),
    )
    assert cell(tokens, (), pencil=False).difference(expected).isEmpty()


def test_the_pencil_is_drawn_before_tags_and_text(tokens: Tokens) -> None:
    side = icon_size()
    place = QRect(8, 17 - side // 2, side, side)
    having = cell(tokens, ("督办",), pencil=True)
    alone = sketched(QSize(200, 36), tokens.surface, lambda painter: _pencil(tokens).paint(painter, place))
    beside = QRect(0, 0, place.right() + 4, 36)
    assert having.part(beside).difference(alone.part(beside)).isEmpty()
    assert having.count(tokens.quiet, beside) > 5
    after = QRect(place.right() + 5, 0, 100, 36)
    usual = cell(tokens, ("督办",), pencil=False).part(QRect(8, 0, 100, 36))
    assert having.part(after).difference(usual).isEmpty(), "tag and text are moved as a whole"


def test_a_text_too_long_for_what_tags_leave_ends_within_the_cell(tokens: Tokens) -> None:
    picture = cell(tokens, ("督办",), pencil=False, text="城关街道" * 8)
    ink = picture.painted(tokens.surface)
    assert 200 - 8 - 16 <= ink.right() < 200 - 8


CREW = CrewStanding(7, "刘集一班", "13800000001", "main road", None, None, Zone.RURAL, True, True, 2, 1, 0)


@pytest.fixture
def crews(qtbot: QtBot, tokens: Tokens) -> CrewList:
    view = CrewList()
    qtbot.addWidget(view)
    model = RowsModel([Column[RankedCrew]("x", "x", lambda row, _now: row.crew.name)], lambda: NOW, view)
    model.apply(
        [RankedCrew(CREW, ("最近", "空闲")), *(RankedCrew(replaced(number), ("远",)) for number in range(8, 18))]
    )
    view.setModel(model)
    view.resize(240, 900)
    with qtbot.waitExposed(view):
        view.show()
    return view


def replaced(key: int) -> CrewStanding:
    return CrewStanding(key, f"班{key}", "", "", None, None, None, True, key % 2 == 0, 0, 0, 0)


def high(text: str, font: QFont, width: int) -> int:
    """Return the height in pixels of a text broken at words."""
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, text).height()


@pytest.mark.parametrize("reasons", [("最近", "空闲"), ()], ids=["for a ticket", "without a ticket"])
def test_the_text_of_a_crew_is_drawn_completely_on_several_lines(
    crews: CrewList, tokens: Tokens, reasons: tuple[str, ...]
) -> None:
    crew = replace(CREW, name="演示抢修应急班组" * 2)
    crews.model().apply([RankedCrew(crew, reasons)])
    index, small, bold = crews.model().index(0, 0), body_font(SMALL), body_font(bold=True)
    beside = 18 if reasons else 0
    inside = crews.viewport().width() - 16
    while high(crew.name, bold, inside - 18) == high(crew.name, bold, inside):  # the digit must take a line of its room
        crew = replace(crew, name=crew.name + "组")
    crews.model().apply([RankedCrew(crew, reasons)])
    lines = [
        (crew.name, bold, tokens.text, beside),
        ("现场 · 2 单 138 0000 0001", small, tokens.text, 0),
        (skill_labels(crew.skills), small, tokens.quiet, 0),
        *((("、".join(reasons), small, tokens.quiet, 0),) if reasons else ()),
    ]
    heights = [high(text, font, inside - indent) for text, font, _ink, indent in lines]
    hint = crews.itemDelegate().sizeHint(QStyleOptionViewItem(), index)
    assert hint.height() == 8 + sum(heights) + 2 * len(heights) + 8
    size = QSize(crews.viewport().width(), hint.height())

    def texts(painter: QPainter) -> None:
        if reasons:
            lettered(painter, QRect(8, 8, 18, QFontMetrics(body_font()).height()), "1", small, tokens.quiet)
        top = 8
        for (text, font, ink, indent), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(QRect(8 + indent, top, inside - indent, height), Qt.TextFlag.TextWordWrap, text)
            top += height + 2

    def crew_drawn(painter: QPainter) -> None:
        option = QStyleOptionViewItem()
        option.rect = QRect(QPoint(), size)
        crews.itemDelegate().draw(painter, option, index, "")

    drawn, expected = (sketched(size, tokens.surface, draw) for draw in (crew_drawn, texts))
    assert drawn.difference(expected).isEmpty()


def test_a_long_text_about_a_crew_ends_with_an_ellipsis(qtbot: QtBot) -> None:
    for count, shown in ((200, "组" * 200), (201, "组" * 199 + "…")):
        assert _parts(RankedCrew(replace(CREW, name="组" * count)))[0].text == shown


def test_a_crew_off_duty_is_quiet_and_the_tenth_has_no_digit(crews: CrewList, tokens: Tokens) -> None:
    def row(number: int) -> tuple[Picture, str]:
        index = crews.model().index(number, 0)
        crews.scrollTo(index)
        place = crews.visualRect(index)
        picture = Picture(crews.viewport().grab(place).toImage())
        return picture, picture.at(place.width() - 3, 3)

    for number, bold, ink in ((1, True, tokens.text), (2, False, tokens.quiet)):
        picture, ground = row(number)
        assert picture.writings(f"班{number + 7}", body_font(bold=bold), ink, ground)
    for number in range(11):
        picture, ground = row(number)
        digits = picture.painted(ground, QRect(4, 4, 18, 24))
        assert digits.isEmpty() == (number >= 9), number


def test_a_crew_takes_more_lines_where_there_is_less_room(crews: CrewList, qtbot: QtBot) -> None:
    index = crews.model().index(0, 0)
    before = crews.visualRect(index).height()
    crews.resize(104, 900)
    qtbot.waitUntil(lambda: crews.visualRect(index).height() > before)
    assert crews.sizeHintForIndex(index).height() == crews.visualRect(index).height()
    assert crews.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_digit_key_selects_the_crew_it_is_shown_beside(crews: CrewList, qtbot: QtBot) -> None:
    for key, wanted in ((Qt.Key.Key_1, 7), (Qt.Key.Key_9, 15)):
        with qtbot.waitSignal(crews.wanted) as chosen:
            qtbot.keyClick(crews, key)
        assert chosen.args == [wanted]
