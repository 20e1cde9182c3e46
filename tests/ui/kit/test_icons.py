"""Every icon can be drawn."""

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from ui.kit.icons import icon, icon_size
from ui.kit.resources import resource_path
from ui.kit.tokens import DARK, LIGHT

NAMES = sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def test_every_used_icon_exists_and_every_icon_is_used() -> None:
    of_code = "intake dispatch archive callbacks outage reports settings bell check close consent info pencil warning"
    of_style_sheet = "up down left right tick-dark tick-light"
    assert sorted(f"{of_code} {of_style_sheet}".split()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_not_empty(qapp: QApplication, name: str) -> None:
    picture = icon(name, LIGHT).pixmap(icon_size()).toImage()
    drawn = sum(picture.pixelColor(x, y).alpha() > 128 for x in range(picture.width()) for y in range(picture.height()))
    assert drawn > 10


def test_an_icon_takes_the_colour_of_the_scheme(qapp: QApplication) -> None:
    def strongest(drawn: QIcon, mode: QIcon.Mode) -> QColor:
        picture = drawn.pixmap(icon_size(), mode).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        return max(pixels, key=QColor.alpha)

    light = strongest(icon("bell", LIGHT), QIcon.Mode.Normal)
    dark = strongest(icon("bell", DARK), QIcon.Mode.Normal)
    faint = strongest(icon("bell", LIGHT), QIcon.Mode.Disabled)
    assert dark.lightness() > 180 > faint.lightness() > light.lightness()


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)


@dataclass(frozen=True)
class FineScreen:
    ratio: float

    def devicePixelRatio(self) -> float:  # noqa: N802
        return self.ratio


def test_an_icon_has_a_sharp_picture_for_each_kind_of_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [FineScreen(1.0), FineScreen(1.5), FineScreen(1.5)])
    sizes = {size.width() for size in icon("bell", LIGHT).availableSizes(QIcon.Mode.Normal)}
    assert sizes == {icon_size(), round(icon_size() * 1.5)}


def test_an_icon_may_have_a_colour_of_its_own(qapp: QApplication) -> None:
    def inks(colour: str | None) -> set[str]:
        picture = icon("bell", LIGHT, colour).pixmap(icon_size()).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}

    assert inks(LIGHT.overdue) == {LIGHT.overdue}
    assert inks(None) == {LIGHT.text}


def test_an_icon_stands_in_the_middle_of_its_square(qapp: QApplication) -> None:
    picture = icon("close", LIGHT).pixmap(icon_size()).toImage()
    side = picture.width()
    inked = [(x, y) for x in range(side) for y in range(side) if picture.pixelColor(x, y).alpha() > 128]
    for along in (0, 1):
        places = [place[along] for place in inked]
        assert min(places) == side - 1 - max(places)
