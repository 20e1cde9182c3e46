"""Light and dark."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import theme
from ui.kit.resources import resource_path
from ui.kit.theme import (
    SCHEME,
    Scheme,
    apply_theme,
    body_font,
    cjk_font_available,
    kept_scheme,
    palette_of,
    sheet_of,
    tokens_now,
)
from ui.kit.tokens import DARK, LIGHT, Tokens, mix


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> object:
    yield
    apply_theme(qapp, "light")


def test_a_colour_scheme_is_applied_to_palette_and_style_sheet(qapp: QApplication) -> None:
    for word, tokens in (("dark", DARK), ("light", LIGHT)):
        apply_theme(qapp, word)
        assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.ground
        assert qapp.styleSheet() == sheet_of(tokens)
        assert tokens_now() is tokens


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_tick_is_visible_in_a_read_only_box(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    apply_theme(qapp, scheme)
    box = QCheckBox("")
    qtbot.addWidget(box)
    box.setEnabled(False)
    box.setChecked(True)
    box.resize(14, 14)
    picture = box.grab(box.rect().adjusted(3, 3, -3, -3)).toImage()
    shades = [picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())]
    assert max(shades) - min(shades) > 80


def test_there_is_one_theme_and_it_signals_changes(qapp: QApplication) -> None:
    theme = apply_theme(qapp, "light")
    seen: list[Tokens] = []
    theme.changed.connect(seen.append)
    assert apply_theme(qapp, "dark") is theme
    apply_theme(qapp, "dark")
    assert seen == [DARK]
    theme.changed.disconnect(seen.append)


def test_an_unknown_scheme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        apply_theme(qapp, "sepia")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_no_unfilled_placeholder(tokens: Tokens) -> None:
    assert "$" not in sheet_of(tokens).split("*/", 1)[1]


def test_digits_have_equal_width(qapp: QApplication) -> None:
    metrics = QFontMetrics(body_font())
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_a_chinese_font_is_installed(qapp: QApplication) -> None:
    assert cjk_font_available()


def test_the_style_sheet_has_a_rule_for_every_mark_that_is_used() -> None:
    """A widget marked in a way that no rule names looks like any other, and nobody notices."""
    marked: set[tuple[str, str]] = set()
    names: set[str] = set()
    for path in (Path(__file__).parents[3] / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "mark" and len(node.args) == 3:
                name, value = node.args[1:]
                assert isinstance(name, ast.Constant), f"{path.name}:{node.lineno}"
                names.add(name.value)
                if isinstance(value, ast.Constant) and value.value is not False:  # that takes a mark away
                    marked.add((name.value, "true" if value.value is True else value.value))
    known = set(re.findall(r'\[(\w+)="(\w*)"\]', resource_path("qss/desk.qss").read_text(encoding="utf-8")))
    assert len(marked) >= 15
    assert marked - known == set()
    assert {name for name, _ in known} - names <= {"readOnly", "calendarPopup"}  # which are Qt's


@pytest.mark.parametrize(("of_system", "tokens"), [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)])
def test_the_scheme_of_the_system_is_followed(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, of_system: Qt.ColorScheme, tokens: Tokens
) -> None:
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda _hints: of_system)
    apply_theme(qapp, "dark" if tokens is LIGHT else "light")
    apply_theme(qapp, "system")
    assert tokens_now() is tokens
    apply_theme(qapp, "light")
    assert tokens_now() is LIGHT


def test_a_scheme_that_is_already_used_is_not_applied_again(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "dark")
    styled: list[QEvent.Type] = []

    class Watched(QWidget):
        def changeEvent(self, event: QEvent) -> None:  # noqa: N802
            styled.append(event.type())

    widget = Watched()
    qtbot.addWidget(widget)
    widget.show()
    styled.clear()
    apply_theme(qapp, "dark")
    assert QEvent.Type.StyleChange not in styled
    apply_theme(qapp, "light")
    assert QEvent.Type.StyleChange in styled


@pytest.mark.parametrize(
    ("kept", "scheme"),
    [(None, Scheme.SYSTEM), ("dark", Scheme.DARK), ("light", Scheme.LIGHT), ("sepia", Scheme.SYSTEM)],
)
def test_the_stored_scheme_is_used_if_there_is_one_of_that_name(
    tmp_path: Path, kept: str | None, scheme: Scheme
) -> None:
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    if kept is not None:
        settings.setValue(SCHEME, kept)
    assert kept_scheme(settings) is scheme


def test_what_cannot_be_used_is_paler_in_both_schemes(qapp: QApplication) -> None:
    for tokens in (LIGHT, DARK):
        palette = palette_of(tokens)
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            assert palette.color(QPalette.ColorGroup.Active, role).name().upper() == tokens.text
            faded = palette.color(QPalette.ColorGroup.Disabled, role).name().upper()
            assert faded == mix(tokens.text, tokens.ground, 0.45)


def test_a_font_is_bold_only_if_it_is_to_be_and_a_copy_each_time(qapp: QApplication) -> None:
    weights = [body_font().weight(), body_font(bold=False).weight(), body_font(18, bold=True).weight()]
    assert weights == [QFont.Weight.Normal, QFont.Weight.Normal, QFont.Weight.DemiBold]
    body_font().setPixelSize(99)
    assert (body_font().pixelSize(), body_font(18).pixelSize()) == (14, 18)


def test_a_chinese_font_of_any_name_will_do(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda _name: False)
    for families in ([], ["Some CJK"]):
        monkeypatch.setattr(QFontDatabase, "families", lambda _system, families=families: families)
        assert cjk_font_available() is bool(families)
    assert theme._font.__wrapped__(14, False).pixelSize() == 14, "without one of the known fonts, it is the system's"
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda name: name in ("SimSun", "WenQuanYi Micro Hei"))
    assert theme._font.__wrapped__(14, True).family() == "WenQuanYi Micro Hei", "the first that is installed"
