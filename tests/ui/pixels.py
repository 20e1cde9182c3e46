"""Examines what a widget has painted, pixel by pixel: where a colour is, and where a text is."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

_FORMAT = QImage.Format.Format_RGB32


class Picture:
    """An image whose colours are given as "#RRGGBB"."""

    def __init__(self, image: QImage) -> None:
        self.image = image.convertToFormat(_FORMAT)
        self.rect = self.image.rect()
        bytes_of_line = self.image.bytesPerLine()
        pixels = memoryview(self.image.constBits()).cast("I")
        self._rows = [
            pixels[row * bytes_of_line // 4 : row * bytes_of_line // 4 + self.image.width()]
            for row in range(self.image.height())
        ]

    def at(self, x: int, y: int) -> str:
        """Return the colour of a pixel."""
        return f"#{self._rows[y][x] & 0xFFFFFF:06X}"

    def columns(self, colour: str, area: QRect | None = None) -> list[int]:
        """Return each x at which a pixel of the area has the colour, from left to right."""
        return sorted({x for x, _ in self._having(colour, area)})

    def rows(self, colour: str, area: QRect | None = None) -> list[int]:
        """Return each y at which a pixel of the area has the colour, from top to bottom."""
        return sorted({y for _, y in self._having(colour, area)})

    def count(self, colour: str, area: QRect | None = None) -> int:
        """Return how many pixels of the area have the colour."""
        return sum(1 for _ in self._having(colour, area))

    def colours(self, area: QRect) -> set[str]:
        """Return every colour of an area."""
        inside = area & self.rect
        return {self.at(x, y) for y in _range(inside.top(), inside) for x in range(inside.left(), inside.right() + 1)}

    def painted(self, ground: str, area: QRect | None = None) -> QRect:
        """Return the smallest part of an area outside which everything has the background colour."""
        inside = (area or self.rect) & self.rect
        wanted = _value(ground)
        left, top, right, bottom = inside.right() + 1, inside.bottom() + 1, inside.left() - 1, inside.top() - 1
        for y in _range(inside.top(), inside):
            row = self._rows[y]
            inked = [x for x in range(inside.left(), inside.right() + 1) if row[x] & 0xFFFFFF != wanted]
            if inked:
                left, right = min(left, inked[0]), max(right, inked[-1])
                top, bottom = min(top, y), y
        return QRect(QPoint(left, top), QPoint(right, bottom))

    def part(self, area: QRect) -> "Picture":
        """Return an area as a picture of its own."""
        return Picture(self.image.copy(area))

    def difference(self, other: "Picture") -> QRect:
        """Return the smallest area in which a picture of the same size is different."""
        left, top, right, bottom = self.rect.width(), self.rect.height(), -1, -1
        for y, (mine, theirs) in enumerate(zip(self._rows, other._rows, strict=True)):
            unlike = [x for x, (a, b) in enumerate(zip(mine, theirs, strict=True)) if (a ^ b) & 0xFFFFFF]
            if unlike:
                left, right = min(left, unlike[0]), max(right, unlike[-1])
                top, bottom = min(top, y), y
        return QRect(QPoint(left, top), QPoint(right, bottom))

    def writings(self, text: str, font: QFont, ink: str, ground: str) -> list[QRect]:
        """Return every place where a text is painted, from top to bottom and left to right."""
        found = {
            (place.top(), place.left()): place
            for shift in range(16)  # letters may begin at a fraction of a pixel
            for place in self._places_of(written(text, font, ink, ground, shift / 16))
        }
        return [found[place] for place in sorted(found)]

    def _places_of(self, wanted: "Picture") -> Iterator[QRect]:
        across, down = wanted.rect.width(), wanted.rect.height()
        lines = [bytes(row) for row in wanted._rows]
        for y in range(self.rect.height() - down + 1):
            row = bytes(self._rows[y])
            start = row.find(lines[0])
            while start >= 0:
                x = start // 4
                if start % 4 == 0 and all(
                    bytes(self._rows[y + n][x : x + across]) == line for n, line in enumerate(lines)
                ):
                    yield QRect(x, y, across, down)
                start = row.find(lines[0], start + 1)

    def _having(self, colour: str, area: QRect | None) -> Iterator[tuple[int, int]]:
        inside = (area or self.rect) & self.rect
        wanted = _value(colour)
        for y in _range(inside.top(), inside):
            row = self._rows[y]
            yield from ((x, y) for x in range(inside.left(), inside.right() + 1) if row[x] & 0xFFFFFF == wanted)


def painted(widget: QWidget, size: QSize, ground: str) -> Picture:
    """Return what a widget of this size paints on a background."""
    widget.resize(size)
    image = QImage(size, _FORMAT)
    image.fill(QColor(ground))
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return Picture(image)


def sketched(size: QSize, ground: str, draw: Callable[[QPainter], object]) -> Picture:
    """Return what `draw` paints on a background."""
    image = QImage(size, _FORMAT)
    image.fill(QColor(ground))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return Picture(image)


def lettered(painter: QPainter, place: QRect, text: str, font: QFont, ink: str, *, centred: bool = False) -> None:
    """Paint a text into a place: at its left, or centred in it; always half way up."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    beside = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    painter.drawText(place, int(beside | Qt.AlignmentFlag.AlignVCenter), text)


def written(text: str, font: QFont, ink: str, ground: str, shift: float = 0) -> Picture:
    """Return a text alone, `shift` sixteenths of a pixel to the right, cropped to its letters."""
    margin = font.pixelSize()
    image = QImage(QFontMetrics(font).horizontalAdvance(text) + 2 * margin, 3 * margin, _FORMAT)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(QPointF(margin + shift, 2 * margin), text)
    painter.end()
    return Picture(image.copy(Picture(image).painted(ground)))


def _value(colour: str) -> int:
    return int(colour.removeprefix("#"), 16)


def _range(first: int, inside: QRect) -> range:
    return range(first, inside.bottom() + 1)


class Paints(QObject):
    """Keeps where a widget is painted, each time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.places: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a painting and let it through."""
        if isinstance(event, QPaintEvent):
            self.places.append(event.rect())
        return False

    @property
    def count(self) -> int:
        """How often it was painted."""
        return len(self.places)
