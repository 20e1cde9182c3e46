"""The layout of the stages in a chart: one band per stage, with labels of the columns below."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF

from tickets.rules.stages import MAIN_STAGES

FOOT = 20  # pixels below the bands
_GAP = 8


def bands(area: QRect, left: int) -> list[QRectF]:
    """Return the area of each main stage; `left` pixels are kept free for captions."""
    count = len(MAIN_STAGES)
    height = (area.height() - FOOT - (count - 1) * _GAP) / count
    return [QRectF(left, number * (height + _GAP), area.width() - left, height) for number in range(count)]


def band_at(places: Sequence[QRectF], y: float) -> int | None:
    """Return the number of the band at this height; None between and below them."""
    return next((number for number, place in enumerate(places) if place.top() <= y <= place.bottom()), None)
