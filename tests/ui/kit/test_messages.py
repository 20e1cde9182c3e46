"""Messages: where they appear, and for how long."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import show_active
from tickets.errors import Conflict, DeskError, FieldError, NotYet, Refused, Unavailable, Unexpected
from tickets.store.postgres.errors import not_saved
from ui.kit import messages
from ui.kit.buttons import KeyButton
from ui.kit.labels import BigFigure, Elided, Tone, Words
from ui.kit.messages import ErrorLine, Notice
from ui.kit.theme import apply_theme


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[QWidget]:
    holder = QWidget()
    QVBoxLayout(holder)
    qtbot.addWidget(holder)
    show_active(holder, qtbot)
    yield holder


def test_an_error_stays_until_escape(qtbot: QtBot, panel: QWidget) -> None:
    line, field = ErrorLine(panel), QLineEdit()
    panel.layout().addWidget(line)
    panel.layout().addWidget(field)
    assert not line.isVisible()
    line.say(Refused("请先接单。"))
    assert line.isVisible()
    assert line.accessibleName() == line.sentence == "请先接单。"
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert line.sentence == ""


def test_a_word_of_an_error_can_be_selected_and_copied(qtbot: QtBot, panel: QWidget) -> None:
    line = ErrorLine(panel)
    panel.layout().addWidget(line)
    line.say(Refused("blocked"))
    qtbot.mouseDClick(line._sentence, Qt.MouseButton.LeftButton, pos=QPoint(8, line._sentence.height() // 2))
    assert line._sentence.selectedText() == "blocked"


def test_once_the_server_is_back_the_error_says_whether_the_data_was_saved(panel: QWidget) -> None:
    away = Unavailable("连不上数据库服务器。")
    sentences = []
    for error in (away, not_saved(away), not_saved(away, in_doubt=True)):
        line = ErrorLine(panel)
        line.say(error)
        line.say_restored()
        sentences.append(line.sentence)
    line.clear()
    line.say_restored()
    assert line.sentence == "", "a sentence that was closed does not come back"
    assert sentences[0] == away.sentence
    assert sentences[1] == "没有保存。服务器已恢复，请再试一次。"
    assert "可能已保存" in sentences[2]
    assert "没有保存" not in sentences[2]


def test_only_errors_are_shown_in_red(qtbot: QtBot, panel: QWidget) -> None:
    line = ErrorLine(panel)
    panel.layout().addWidget(line)
    for error, wrong in ((NotYet("正在读回。"), False), (Refused("请先接单。"), True), ("出错。", True)):
        line.say(error)
        assert (line.property("alarm"), line.property("notice")) == (wrong, not wrong)
        picture = line._picture.pixmap().toImage()
        pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        drawn = max(pixels, key=QColor.alpha)
        assert (drawn.red() > drawn.blue()) is wrong


def test_escape_takes_away_one_error_after_the_other(qtbot: QtBot, panel: QWidget) -> None:
    inner = QWidget()
    QVBoxLayout(inner)
    lines, field = (ErrorLine(panel), ErrorLine(inner)), QLineEdit()
    for part in (lines[1], field):
        inner.layout().addWidget(part)
    for part in (lines[0], inner):
        panel.layout().addWidget(part)
    for line in lines:
        line.say("连不上数据库。")
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    for left in (1, 0):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert sum(line.isVisible() for line in lines) == left


def test_a_key_copies_the_details_of_an_unexpected_error(qtbot: QtBot, panel: QWidget) -> None:
    line, other, field = ErrorLine(panel), ErrorLine(panel), QLineEdit()
    for part in (line, other, field):
        panel.layout().addWidget(part)
    line.say(Unexpected("程序出错。", "Traceback of it"))
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, Qt.Key.Key_C, keys)
    for part in ("程序出错。", "Traceback of it", "抢修热线", "Python"):
        assert part in clipboard.text()
    other.say(Unexpected("又出错。", "Traceback of the other"))
    copied = set()
    for _ in range(2):
        clipboard.clear()
        qtbot.keyClick(field, Qt.Key.Key_C, keys)
        copied.add(clipboard.text()[:4])
    assert copied == {"程序出错", "又出错。"}
    line.say(Refused("请先接单。"))
    other.clear()
    clipboard.clear()
    qtbot.keyClick(field, Qt.Key.Key_C, keys)
    assert clipboard.text() == ""


@pytest.mark.parametrize(
    ("error", "of_input", "stays"),
    [
        ("请先派单。", False, False),
        (Refused("请换人（Ctrl+L）。"), False, False),
        (Conflict("别人先改了。"), False, False),
        (Refused("请换人（Ctrl+L）。"), True, True),
        (FieldError("dn", "管径请填数字。"), False, True),
        (NotYet("看清主单，再按 Enter。"), False, True),
        (Unavailable("连不上数据库。"), False, True),
    ],
)
def test_an_error_about_an_attempt_that_is_over_goes_but_not_what_is_still_to_be_put_right(
    error: DeskError | str, of_input: bool, stays: bool, qtbot: QtBot
) -> None:
    line = ErrorLine(of_input=of_input)
    qtbot.addWidget(line)
    line.say(error)
    line.clear_if_over()
    assert bool(line.sentence) is line.isVisible() is stays


def test_a_closed_error_does_not_catch_escape(qtbot: QtBot, panel: QWidget) -> None:
    line, field = ErrorLine(panel), QLineEdit()
    panel.layout().addWidget(line)
    panel.layout().addWidget(field)
    line.say("号码里有字母。")
    line.clear()
    keys: list[int] = []
    qtbot.waitUntil(field.isVisible)
    panel.keyPressEvent = lambda event: keys.append(event.key())  # type: ignore[method-assign]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert keys == [Qt.Key.Key_Escape]


def test_a_notice_disappears_by_itself(qtbot: QtBot, panel: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_NOTICE_MS", 20)
    notice = Notice(panel)
    notice.say("已派给 一班")
    assert notice.isVisible()
    qtbot.waitUntil(lambda: not notice.isVisible())


def test_a_notice_with_an_action_stays_until_it_is_used(
    qtbot: QtBot, panel: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "_NOTICE_MS", 20)
    notice = Notice(panel)
    panel.layout().addWidget(notice)
    notice.say("已记下")
    notice.say("已派给 一班", "撤回", "Z")
    qtbot.wait(60)
    assert notice.isVisible()
    acted = QSignalSpy(notice.acted)
    qtbot.keyClick(panel, Qt.Key.Key_Z)
    assert acted.count() == 1
    assert not notice.isVisible()


def test_a_long_line_is_cut_and_kept_whole_in_the_tool_tip(qtbot: QtBot, panel: QWidget) -> None:
    words = "新城街道 " * 50
    line = Elided(words)
    panel.layout().addWidget(line)
    panel.resize(200, 60)
    qtbot.waitUntil(lambda: line.width() <= 200)
    assert line.text() == words
    assert line.toolTip().split() == words.split()
    line.setText("短")
    assert line.toolTip() == ""


def test_a_figure_is_read_aloud_with_its_caption(qtbot: QtBot, panel: QWidget) -> None:
    figure = BigFigure("超时")
    panel.layout().addWidget(figure)
    figure.set_value("12", Tone.OVERDUE)
    assert figure.accessibleName() == "超时 12"
    clicked = QSignalSpy(figure.clicked)
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert clicked.count() == 1


def test_a_notice_shown_by_the_action_of_a_notice_is_visible(qtbot: QtBot, panel: QWidget) -> None:
    notice = Notice(panel)
    panel.layout().addWidget(notice)
    notice.acted.connect(lambda: notice.say("正在装入演示数据"))
    notice.say("这是一个空的数据库。", "装入演示数据", "Ctrl+Shift+D")
    qtbot.keyClick(panel, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert (notice.isVisible(), notice.sentence) == (True, "正在装入演示数据")


def test_an_error_hides_a_notice_of_success_but_not_one_with_an_action(panel: QWidget) -> None:
    line, notice = ErrorLine(panel), Notice(panel)
    panel.layout().addWidget(line)
    panel.layout().addWidget(notice)
    notice.say("已保存。")
    line.say("这个登录名已有人用。")
    assert not notice.isVisible()
    notice.say("已放到一边。", "撤销", "Alt+Z")
    line.say("这个登录名已有人用。")
    assert notice.isVisible()


def test_a_screen_reader_says_an_error_at_once_and_the_rest_when_it_has_finished(
    panel: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, bool]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        said.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    line, notice = ErrorLine(panel), Notice(panel)
    line.say(Refused("请先接单。"))
    line.say(NotYet("正在读回。"))
    notice.say("已派给 一班")
    assert said == [("请先接单。", True), ("正在读回。", False), ("已派给 一班", False)]


def test_a_long_error_is_shown_whole_and_the_page_scrolls_to_it(qtbot: QtBot) -> None:
    page, column = QWidget(), QWidget()
    QVBoxLayout(page).addWidget(column)
    rows = QVBoxLayout(column)
    rows.addSpacing(1000)
    line, notice = ErrorLine(column), Notice(column)
    for part in (line, notice):
        rows.addWidget(part)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(300, 200)
    with qtbot.waitExposed(area):
        area.show()
    for message in (line, notice):
        area.verticalScrollBar().setValue(0)
        message.say("这个号码已经有一张在办的工单，请先看一眼它的现状。" * 2)
        qtbot.waitUntil(lambda message=message: not message.visibleRegion().isEmpty())
        words = message.findChild(Words)
        assert words.height() >= 2 * words.fontMetrics().height()
        assert words.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse
        assert message.accessibleName() == message.sentence == words.text()


def test_an_error_that_stands_alone_is_shown_and_cleared(qtbot: QtBot) -> None:
    line = ErrorLine()
    qtbot.addWidget(line)
    line.clear()
    line.say("打不开。")
    assert line.isVisible() and line.sentence == "打不开。"
    assert line.checked(lambda: 7) == 7
    assert not line.isVisible()


def test_what_is_refused_is_shown_and_gives_nothing(panel: QWidget) -> None:
    line = ErrorLine(panel)

    def refuse() -> int:
        raise Refused("不对。")

    assert line.checked(refuse) is None
    assert (line.isVisible(), line.sentence) == (True, "不对。")


def test_the_picture_of_an_error_follows_the_colour_scheme(qapp: QApplication, panel: QWidget) -> None:
    apply_theme(qapp, "light")
    line = ErrorLine(panel)
    line.say("出错。")
    before = line._picture.pixmap().toImage()
    apply_theme(qapp, "dark")
    qapp.processEvents()
    assert line._picture.pixmap().toImage() != before
    drawn = line._picture.pixmap().cacheKey()
    line.setEnabled(False)
    assert line._picture.pixmap().cacheKey() == drawn, "it is drawn again only in other colours"
    apply_theme(qapp, "light")


def test_only_an_unexpected_error_has_details_to_copy(panel: QWidget) -> None:
    line = ErrorLine(panel)
    copy = line.findChild(KeyButton)
    assert copy.isHidden()
    for error, copied in ((Refused("不对。"), False), (Unexpected("出错。", "Traceback"), True), ("不对。", False)):
        line.say(error)
        assert copy.isHidden() is not copied
    for button in line.findChildren(QPushButton):
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus, "a click leaves the focus in the form"


def test_a_lasting_notice_gives_way_to_nothing_until_it_may_fade(
    qtbot: QtBot, panel: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = Notice(panel)
    notice.say("正在装入演示数据", lasting=True)
    notice.give_way()
    assert notice.isVisible()
    assert notice.findChild(KeyButton).isHidden()
    assert notice.property("notice") is True, "in the colours of a confirmation"
    monkeypatch.setattr(messages, "_NOTICE_MS", 20)
    notice.fade()
    qtbot.waitUntil(lambda: not notice.isVisible())


def test_a_notice_that_fades_already_is_not_prolonged(
    qtbot: QtBot, panel: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = Notice(panel)
    monkeypatch.setattr(messages, "_NOTICE_MS", 20)
    notice.say("已保存。")
    monkeypatch.setattr(messages, "_NOTICE_MS", 10**6)
    notice.fade()
    qtbot.waitUntil(lambda: not notice.isVisible())
