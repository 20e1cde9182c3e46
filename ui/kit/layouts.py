"""Rows and columns of widgets, laid out in one call."""

from typing import NamedTuple, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.tokens import INSIDE


class Gap(NamedTuple):
    """A fixed distance in pixels, in addition to the spacing."""

    pixels: int


class Stretch(NamedTuple):
    """Room that grows by this factor."""

    factor: int = 1


Box = TypeVar("Box", bound=QBoxLayout)
Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | Gap | Stretch
Margins = int | tuple[int, int] | tuple[int, int, int, int] | None


def in_column(
    *parts: Part, holder: QWidget | None = None, margins: Margins = 0, spacing: int | None = None
) -> QVBoxLayout:
    """Return the parts from the top down, as the layout of `holder` if given.

    A part may have a stretch factor beside it. `margins` in pixels are one for all sides, two (left and right, top and
    bottom), or four (left, top, right, bottom). With None, margins or spacing are the style's.
    """
    return _filled(QVBoxLayout(), parts, holder, margins, spacing)


def in_row(
    *parts: Part, holder: QWidget | None = None, margins: Margins = 0, spacing: int | None = None
) -> QHBoxLayout:
    """Return the parts from left to right; everything else is as with `in_column`."""
    return _filled(QHBoxLayout(), parts, holder, margins, spacing)


def button_row(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of widgets, from the left."""
    return in_row(*widgets, Stretch(), spacing=INSIDE)


def _filled(layout: Box, parts: tuple[Part, ...], holder: QWidget | None, margins: Margins, spacing: int | None) -> Box:
    if holder is not None:
        holder.setLayout(layout)
    if margins is not None:
        sides = (margins, margins) if isinstance(margins, int) else margins
        layout.setContentsMargins(*(sides * 2 if len(sides) == 2 else sides))
    if spacing is not None:
        layout.setSpacing(spacing)
    for part in parts:
        add_part(layout, part)
    return layout


def add_part(layout: QBoxLayout, part: Part) -> None:
    """Add a part at the end."""
    match part:
        case Gap(pixels):
            layout.addSpacing(pixels)
        case Stretch(factor):
            layout.addStretch(factor)
        case QWidget():
            layout.addWidget(part)
        case QLayout():
            layout.addLayout(part)
        case QWidget() as widget, factor:
            layout.addWidget(widget, factor)
        case QLayout() as inner, factor:
            layout.addLayout(inner, factor)
