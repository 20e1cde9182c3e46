"""Hostile texts in tool tips, labels, buttons, titles and notifications; every screen uses the helper."""

import ast
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QSystemTrayIcon, QToolTip
from pytestqt.qtbot import QtBot

from ui.kit import plain_text as plain
from ui.kit.buttons import Chip, KeyButton
from ui.kit.labels import Elided, Words

UI = Path(__file__).parents[3] / "ui"
MARKUP = '<b>粗</b><img src="/dev/zero">&amp;&lt;i&gt;'
BIDI = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# Functions that interpret markup, or pass text on to something that does. `ToolTipRole` is read by tables.
GUARDED = {
    "setToolTip", "ToolTipRole", "setStatusTip", "setWhatsThis", "WhatsThisRole", "StatusTipRole", "setHtml",
    "insertHtml", "appendHtml", "setMarkdown", "showMessage", "showText", "QMessageBox", "QErrorMessage",
    "setInformativeText", "setDetailedText", "QWhatsThis",
}  # fmt: skip
HELPERS = {"kit/plain_text.py"}
ALLOWED = {
    ("kit/inputs.py", "ToolTipRole"),  # set to a tip() from there
    ("kit/columns.py", "ToolTipRole"),  # answers with a tip() from there
    ("kit/table.py", "ToolTipRole"),  # only asks whether there is one
    ("kit/printed_pages.py", "setHtml"),  # of a ClosedDocument, all texts escaped: tests/ui/ticket/test_sheet.py
}


def rich(text: str) -> bool:
    """Return whether Qt takes a text for HTML."""
    return GuiQt.mightBeRichText(text)


def as_read(text: str) -> str:
    """Return the letters of a shown text, wherever its lines break."""
    return "".join(text.replace("\u200b", "").split())


@given(st.text(st.sampled_from('<>&/!?; \n\tbimgsrxldoc"=-\u202e\x00\x1b中'), max_size=60))
def test_no_text_is_taken_for_html_in_a_tool_tip(text: str) -> None:
    assert not rich(plain.tip(text))
    assert not rich(plain.tip(MARKUP + text))


@pytest.mark.parametrize("start", ["<b>x</b>", "<?xml ?><b>", "<!DOCTYPE html>", " \n<img src=x>", "a &lt;b", "<p"])
def test_text_that_qt_would_take_for_html_is_shown_literally(start: str) -> None:
    assert as_read(plain.tip(start)) == as_read(start)
    assert not rich(plain.tip(start))


def test_a_long_tool_tip_is_wrapped_and_clipped(qapp: QApplication) -> None:
    for text in ("明" * 10_000, "x" * 10_000, "两 个 字" * 2500, "\n" * 10_000, "<b>" * 3000):
        lines = plain.tip(text).split("\n")
        assert len(lines) <= 40
        assert max(QFontMetrics(qapp.font()).horizontalAdvance(line) for line in lines) < 1000
    assert plain.tip("明" * 10_000).endswith("…")
    words = "两个字 abc " * 30
    assert as_read(plain.tip(words)) == as_read(words), "nothing is lost where a line ends"


def test_bidi_marks_and_control_characters_are_shown_and_have_no_effect(qtbot: QtBot) -> None:
    for character in [*BIDI, "\x00", "\x1b", "\x07", "\x9b", "\ud800"]:
        for shown in (
            plain.tip,
            plain.caption,
            plain.one_line,
            plain.window_title,
            lambda text: QLabel.text(Words(text)),
        ):
            assert character not in shown(f"东{character}阿")
            assert len(shown(f"东{character}阿")) == 3, "it is told that something is there"
    assert plain.tip("\x1b[2J") == "␛[2J"


def test_a_label_shows_markup_literally(qtbot: QtBot) -> None:
    for label in (Words(MARKUP), Words(MARKUP, wrap=True), Elided(MARKUP)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert as_read(QLabel.text(label)) == as_read(MARKUP)
        assert label.text() == MARKUP


def test_a_long_run_without_a_space_breaks_inside_a_label(qtbot: QtBot) -> None:
    label = Words("x" * 10_000, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 400
    assert as_read(QLabel.text(label)) == label.text() == "x" * 10_000


def test_an_ampersand_on_a_button_is_an_ampersand_and_no_key(qtbot: QtBot) -> None:
    for button in (KeyButton("李&张", "D"), Chip("李&张")):
        qtbot.addWidget(button)
        assert button.text() == "李&&张"
        assert button.shortcut().isEmpty()
        assert button.accessibleName() == "李&张"
    long = KeyButton("长" * 10_000, "D")
    qtbot.addWidget(long)
    assert long.sizeHint().width() < 1366


def test_a_name_with_qts_title_placeholder_is_shown_literally(qtbot: QtBot) -> None:
    window = QLabel()
    qtbot.addWidget(window)
    window.setWindowTitle(plain.window_title("热线 · [*]王"))
    window.show()
    assert window.windowHandle().title() == "热线 · [*]王"


def test_a_notification_holds_no_markup(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    notified: list[str] = []
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _tray, title, text, _kind: notified.extend([title, text])
    )
    plain.notify(QSystemTrayIcon(), MARKUP, f"{MARKUP}\n{'x' * 10_000}\x1b")
    assert not set("<>&\x1b") & set("".join(notified))
    assert notified[0].startswith("＜b＞粗＜/b＞")
    assert len(notified[1]) < 500


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names in folders there")
def test_the_pointer_over_markup_opens_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # opening it would block without end
    label = Elided(f'<img src="{pipe}">' * 5)
    qtbot.addWidget(label)
    label.resize(60, 30)
    label.show()
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), label.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(label, event)
    assert as_read(QToolTip.text()) == as_read(f'<img src="{pipe}">' * 5)
    QToolTip.hideText()


def test_a_closed_document_loads_nothing(qapp: QApplication, tmp_path: Path) -> None:
    document = plain.ClosedDocument()
    document.setHtml(f'<img src="{tmp_path}/pipe"><link rel="stylesheet" href="file:///dev/zero">')
    document.resource(QTextDocument.ResourceType.ImageResource, f"{tmp_path}/pipe")
    assert f"{tmp_path}/pipe" in document.refused


def test_every_screen_sets_texts_through_the_helper() -> None:
    looked_at, found = 0, set()
    for path in UI.rglob("*.py"):
        where = path.relative_to(UI).as_posix()
        if where in HELPERS:
            continue
        looked_at += 1
        found |= {(where, name) for name in _names(ast.parse(path.read_text("utf-8"))) if name in GUARDED}
    assert looked_at > 100
    assert found == ALLOWED


def test_no_label_is_created_with_a_text_as_a_bare_qlabel() -> None:
    """A bare QLabel detects HTML; one with only a picture has no text."""
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel":
                assert not node.args, f"{path}:{node.lineno}: use Words"


def _names(tree: ast.AST) -> set[str]:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x" * 96, [96]),
        ("x" * 97, [96, 1]),
        ("明" * 48, [48]),
        ("明" * 49, [48, 1]),
        ("ｘ" * 49, [48, 1]),
        ("e\u0301" * 96, [192]),
        ("x" * 48 + " " + "y" * 60, [96, 13]),  # the space is in the first half: the line is filled
        ("x" * 49 + " " + "y" * 60, [49, 60]),
        ("x" * 200, [96, 96, 8]),
        (("x" * 60 + " ") * 3, [60, 60, 61]),
        ("a\n\nb", [1, 0, 1]),
    ],
)
def test_a_tool_tip_is_wrapped_at_a_space_of_the_second_half_or_where_the_line_is_full(
    text: str, lines: list[int]
) -> None:
    assert [len(line) for line in plain.tip(text).split("\n")] == lines


def test_a_tool_tip_has_at_most_forty_lines_and_a_text_is_cut_only_beyond_its_limit() -> None:
    for count, last in ((40, "39"), (41, "…")):
        lines = plain.tip("\n".join(map(str, range(count)))).split("\n")
        assert (len(lines), lines[-1]) == (40, last)
    for limit, shown in (
        (2000, lambda text: plain.tip(text).replace("\n", "")),
        (60, plain.caption),
        (1000, plain.one_line),
        (1000, plain.clipped),
        (200, plain.window_title),
        (7, lambda text: plain.one_line(text, 7)),
    ):
        assert shown("x" * limit) == "x" * limit
        assert shown("x" * (limit + 1)) == "x" * (limit - 1) + "…"
    assert plain.clipped("a\nb") == "a\nb"
    assert plain.breakable("x" * 59) == "x" * 59
    assert plain.breakable("x" * 60) == "\u200b".join(["x" * 20] * 3)


def test_a_tool_tip_stays_while_the_pointer_is_in_its_area(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, ...]] = []
    monkeypatch.setattr(QToolTip, "showText", lambda *given: shown.append(given))
    label = QLabel()
    qtbot.addWidget(label)
    plain.show_tip(QPoint(1, 2), "<b>", label, QRect(3, 4, 5, 6), 700)
    plain.show_tip(QPoint(1, 2), "x", label)
    assert shown == [
        (QPoint(1, 2), plain.tip("<b>"), label, QRect(3, 4, 5, 6), 700),
        (QPoint(1, 2), "x", label, QRect(), -1),
    ]


def test_a_notification_is_a_warning_with_its_lines_kept(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    told: list[object] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _tray, *given: told.extend(given))
    plain.notify(QSystemTrayIcon(), "标题\n" * 200, f"{'x' * 200}\n{'y' * 201}")
    title, text, kind = told
    assert len(str(title)) == 200 and "\n" not in str(title)
    assert text == f"{'x' * 200}\n{'y' * 199}…"
    assert kind == QSystemTrayIcon.MessageIcon.Warning
