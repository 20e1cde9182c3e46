"""What a list of lines draws: the title, its note and key at the right, what stands below."""

import pytest
from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pixels import Picture
from ui.intake.form import FormCard
from ui.kit.lines import LineList, ListedLine, PopupLines
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL, Tokens, mix
from ui.runtime.session import SessionContext

WIDTH = 320
LINES = [
    ListedLine(1, "爆管", "14:05", ("刘集镇小学门口", "二班在途"), "3", strong=True),
    ListedLine(2, "明漏"),
    ListedLine(3, "长" * 60, "注" * 60, ("下" * 90,), "9"),
]


class Drawn:
    """One line of a list as it is drawn."""

    def __init__(self, view: LineList, number: int, tokens: Tokens) -> None:
        self.place = view.visualRect(view.model().index(number, 0, QModelIndex()))
        self.picture = Picture(view.viewport().grab(self.place).toImage())
        self.tokens = tokens
        self.ground = self.picture.at(2, 2)

    def at(self, text: str, ink: str, font: QFont) -> QRect:
        """Return where a text stands."""
        (place,) = self.picture.writings(text, font, ink, self.ground)
        return place


@pytest.fixture
def view(qtbot: QtBot, tokens: Tokens) -> LineList:
    view = LineList("这里是等着的来电。")
    qtbot.addWidget(view)
    view.resize(WIDTH, 400)
    view.apply(LINES)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_title_note_key_and_what_is_below_have_their_places(view: LineList, tokens: Tokens) -> None:
    drawn = Drawn(view, 0, tokens)
    small = body_font(SMALL)
    title = drawn.at("爆管", tokens.text, body_font(bold=True))
    note, key = drawn.at("14:05", tokens.quiet, small), drawn.at("3", tokens.quiet, small)
    first, second = drawn.at("刘集镇小学门口", tokens.quiet, small), drawn.at("二班在途", tokens.quiet, small)
    width = drawn.place.width()
    assert [each.left() for each in (title, first, second)] == [pytest.approx(10, abs=2)] * 3
    frame = mix(tokens.quiet, tokens.surface, 0.6)
    edges = drawn.picture.columns(frame, QRect(note.right() + 2, 0, width, 28))
    assert edges[0] < key.left() and key.right() < edges[-1]
    assert 9 <= width - 1 - edges[-1] <= 12, "the key's frame ends where the lines do"
    rows = drawn.picture.rows(frame, QRect(note.right() + 2, 0, width, 28))
    assert (rows[0], rows[-1]) == (6 + 1, 6 + 1 + 18)
    assert abs(key.center().x() - (edges[0] + edges[-1]) / 2) <= 1
    assert 6 <= edges[0] - note.right() <= 12
    assert max(abs(each.center().y() - (6 + 10)) for each in (title, note, key)) <= 2
    assert abs(first.center().y() - (6 + 20 + 9)) <= 2
    assert second.top() - first.top() == pytest.approx(18, abs=2)
    assert drawn.place.height() == 6 + 20 + 2 * 18 + 6


def test_a_line_with_only_a_title_shows_it_in_regular_type(view: LineList, tokens: Tokens) -> None:
    drawn = Drawn(view, 1, tokens)
    assert drawn.at("明漏", tokens.text, body_font()).left() == pytest.approx(10, abs=2)
    assert drawn.place.height() == 6 + 20 + 6
    right = QRect(drawn.place.width() // 2, 0, drawn.place.width(), drawn.place.height())
    assert drawn.picture.colours(right) == {drawn.ground}


def test_long_texts_end_in_dots_before_the_note_at_their_right(view: LineList, tokens: Tokens) -> None:
    drawn = Drawn(view, 2, tokens)
    picture, width = drawn.picture, drawn.place.width()
    title = picture.painted(drawn.ground, QRect(0, 0, width, 27))
    assert title.left() == pytest.approx(10, abs=2)
    (key,) = picture.writings("9", body_font(SMALL), tokens.quiet, drawn.ground)
    note = picture.columns(tokens.quiet, QRect(0, 8, key.left() - 8, 16))
    strong = picture.columns(tokens.text, QRect(0, 8, width, 16))
    assert strong[-1] < note[0], "the title lies under the note"
    assert note[-1] < key.left() - 8
    assert width // 3 < note[-1] - note[0] <= (width - 20) * 2 // 3, "a note leaves a third to the title"
    below = picture.painted(drawn.ground, QRect(0, 28, width, 16))
    assert width - 10 - 14 <= below.right() <= width - 10


def test_a_title_keeps_its_distance_from_the_note_wherever_both_are_cut(view: LineList, tokens: Tokens) -> None:
    for width in range(WIDTH, WIDTH + 15):
        view.resize(width, 400)
        drawn = Drawn(view, 2, tokens)
        note = drawn.picture.columns(tokens.quiet, QRect(0, 8, width - 48, 16))[0]  # without the key
        title = drawn.picture.painted(drawn.ground, QRect(0, 8, note - 3, 16))  # with its dots
        assert note - title.right() > 8


def test_an_empty_list_explains_in_its_place_what_is_listed_there(view: LineList, tokens: Tokens) -> None:
    view.apply([])
    picture = Picture(view.viewport().grab().toImage())
    ground = picture.at(2, 2)
    (said,) = picture.writings("这里是等着的来电。", body_font(SMALL), tokens.quiet, ground)
    assert said.left() == pytest.approx(10, abs=2)
    assert said.top() == pytest.approx(10, abs=6)
    view.apply(LINES[:1])
    again = Picture(view.viewport().grab().toImage())
    assert again.writings("这里是等着的来电。", body_font(SMALL), tokens.quiet, ground) == []


@pytest.mark.parametrize(
    ("field", "count", "place"),
    [
        ((30, 40, 200, 32), 3, (30, 73, 250, None)),  # 2 pixels below the field
        ((30, 40, 200, 32), 30, (30, 73, 250, 9 * 32 + 4)),  # nine lines, others by scrolling
        ((30, 360, 200, 32), 3, (30, None, 250, None)),  # above, because there is no room below
        ((30, 90, 200, 32), 30, (30, 0, 250, 9 * 32 + 4)),  # never above the window
        ((300, 40, 200, 32), 3, (300, 73, 400 - 300 - 8, None)),  # never beyond the right edge
    ],
)
def test_suggestions_stand_below_their_field_or_above_it_and_within_the_window(
    qtbot: QtBot, field: tuple[int, int, int, int], count: int, place: tuple[int | None, ...]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 400)
    line = QLineEdit(window)
    line.setGeometry(*field)
    popup = PopupLines(window)
    popup.apply([ListedLine(n, "爆管") for n in range(count)])
    window.show()
    popup.show_under(line, 250)
    x, y, width, height = place
    high = popup.wanted_height() if height is None else height
    assert popup.geometry() == QRect(x or 0, field[1] - high - 1 if y is None else y, width or 0, high)


def test_suggestions_just_fit_below_their_field_or_else_stand_above_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    popup, line = PopupLines(window), QLineEdit(window)
    popup.apply([ListedLine(1, "爆管"), ListedLine(2, "明漏")])
    line.setGeometry(0, 200, 200, 32)
    for spare, below in ((0, True), (-1, False)):
        window.resize(400, 231 + 8 + popup.wanted_height() + spare)
        window.show()
        popup.show_under(line, 200)
        assert (popup.y() > line.y()) is below


def test_suggestions_are_framed_and_the_form_has_the_ground_of_its_card(
    qtbot: QtBot, tokens: Tokens, session: SessionContext
) -> None:
    card = FormCard(session, window := QWidget())
    QVBoxLayout(window).addWidget(card)
    qtbot.addWidget(window)
    window.resize(720, 900)
    with qtbot.waitExposed(window):
        window.show()
    picture = Picture(card.grab().toImage())
    below = card.form.mapTo(card, card.form.rect().bottomLeft())
    assert picture.at(below.x() + 4, below.y() - 4) == picture.at(4, 400) == tokens.surface
    popup = PopupLines(window)
    popup.apply(LINES[:1])
    popup.show_under(card.form.phone, 200)
    frame = Picture(popup.grab().toImage())
    assert frame.colours(QRect(0, 20, 1, 4)) == {tokens.edge}
