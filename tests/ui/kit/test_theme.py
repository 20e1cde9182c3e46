"""Light and dark."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ui.kit.resources import resource_path
from ui.kit.theme import apply_theme, body_font, cjk_font_available, sheet_of, tokens_now
from ui.kit.tokens import DARK, LIGHT, Tokens


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
