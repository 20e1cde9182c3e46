"""What the dispatch desk paints itself: chips, tags before a cell's text, crews."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture, painted
from tickets.rules.words import Zone
from tickets.store.queries.lookups import CrewStanding
from ui.dispatch.crew_list import CrewList
from ui.dispatch.filter_bar import FilterChip
from ui.dispatch.queue_columns import PENCIL, TAGS, TagsCell
from ui.kit.columns import Column
from ui.kit.rows_model import RowsModel
from ui.kit.theme import body_font
from ui.kit.tokens import BODY, SMALL, Tokens
from ui.ticket.choices import RankedCrew

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(("count", "figure", "ink"), [(12, "12", "text"), (0, "0", "quiet"), (None, "…", "quiet")])
def test_a_chip_says_key_word_and_count_from_left_to_right(
    tokens: Tokens, qtbot: QtBot, count: int | None, figure: str, ink: str
) -> None:
    chip = FilterChip("5", "处置中")
    qtbot.addWidget(chip)
    chip.show_count(count)
    size = chip.sizeHint()
    picture = painted(chip, size, tokens.ground)
    (key,) = picture.writings("5", body_font(SMALL), tokens.quiet, tokens.surface)[:1]
    (word,) = picture.writings("处置中", body_font(BODY), tokens.text, tokens.surface)
    after = QRect(word.right() + 1, 2, size.width() - word.right() - 4, size.height() - 4)
    number = picture.painted(tokens.surface, after)
    assert 7 <= key.left() <= 10
    assert 3 <= word.left() - key.right() <= 8
    assert 3 <= number.left() - word.right() <= 8
    assert size.width() - number.right() >= 6, "the count is cut"
    assert picture.count(getattr(tokens, ink), number) > 0
    assert max(abs(each.center().y() - size.height() / 2) for each in (key, word)) <= 3


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


def placed(picture: Picture, text: str, tokens: Tokens, font: QFont) -> QRect:
    (place,) = picture.writings(text, font, tokens.text, tokens.surface)
    return place


def test_tags_are_drawn_framed_before_the_text_side_by_side(tokens: Tokens) -> None:
    picture = cell(tokens, ("督办", "催2"), pencil=False)
    first, second = (placed(picture, tag, tokens, body_font(SMALL)) for tag in ("督办", "催2"))
    text = placed(picture, "城关街道", tokens, body_font())
    for tag in (first, second):
        left, right = tag.left() - 5, tag.right() + 5
        edges = picture.rows(tokens.text, QRect(tag.center().x(), 0, 1, 36))
        assert (edges[0], edges[-1]) == (edges[0], edges[0] + 18), "a frame is 18 pixels high"
        assert abs((edges[0] + edges[-1]) / 2 - 18) <= 1
        assert picture.columns(tokens.text, QRect(left, 18, 3, 1)), "a frame has a left edge beside its words"
        assert picture.columns(tokens.text, QRect(right - 2, 18, 4, 1))
    assert first.left() == pytest.approx(8 + 4, abs=2)
    gap = second.left() - first.right()
    assert 4 + 4 + 4 - 1 <= gap <= 4 + 4 + 4 + 3
    assert 4 + 4 - 1 <= text.left() - second.right() <= 4 + 4 + 3
    assert max(abs(each.center().y() - 18) for each in (first, second, text)) <= 2


def test_the_text_of_a_cell_without_tags_starts_at_the_usual_margin(tokens: Tokens) -> None:
    assert placed(cell(tokens, (), pencil=False), "城关街道", tokens, body_font()).left() == pytest.approx(8, abs=1)


def test_the_pencil_is_drawn_before_tags_and_text(tokens: Tokens) -> None:
    without, having = (cell(tokens, ("督办",), pencil=pencil) for pencil in (False, True))
    tag, moved = (placed(picture, "督办", tokens, body_font(SMALL)) for picture in (without, having))
    assert moved.left() - tag.left() == pytest.approx(20 + 4, abs=5)
    pencil = having.painted(tokens.surface, QRect(0, 0, moved.left() - 7, 36))
    assert pencil.left() >= 8
    assert pencil.width() >= 10
    assert abs(pencil.center().y() - 18) <= 2
    assert having.count(tokens.quiet, pencil) > 5


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


def test_the_text_of_a_crew_is_drawn_completely_on_several_lines(crews: CrewList, tokens: Tokens) -> None:
    place = crews.visualRect(crews.model().index(0, 0))
    picture = Picture(crews.viewport().grab(place).toImage())
    ground = picture.at(place.width() - 3, 3)
    small = body_font(SMALL)
    (number,) = picture.writings("1", small, tokens.quiet, ground)[:1]
    (name,) = picture.writings("刘集一班", body_font(bold=True), tokens.text, ground)
    (phone,) = picture.writings("138 0000 0001", small, tokens.text, ground)
    (reasons,) = picture.writings("最近、空闲", small, tokens.quiet, ground)
    assert (number.left(), name.left(), reasons.left()) == (
        pytest.approx(8, abs=2), pytest.approx(8 + 18, abs=2), pytest.approx(8, abs=2),
    )  # fmt: skip
    assert number.top() < name.bottom() and number.bottom() > name.top(), "the digit stands beside the name"
    assert name.bottom() < phone.top() and phone.bottom() < reasons.top()
    assert name.top() >= 8 and 7 <= place.height() - reasons.bottom() <= 16


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
