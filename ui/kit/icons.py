"""Line icons in the colours of the scheme."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.kit.resources import resource_path
from ui.kit.tokens import Tokens, mix


def icon(name: str, tokens: Tokens, colour: str | None = None) -> QIcon:
    """Return the icon in `colour` (default: the text colour), paler when disabled, as high as a line of text.

    Its colour is fixed: get it again when the scheme changes. Raises FileNotFoundError for an unknown name.
    """
    ink = colour or tokens.text
    drawn = QIcon()
    for density in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        drawn.addPixmap(_pixmap(name, ink, density), QIcon.Mode.Normal)
        drawn.addPixmap(_pixmap(name, mix(ink, tokens.ground, 0.45), density), QIcon.Mode.Disabled)
    return drawn


def icon_size() -> int:
    """Return the side of an icon beside text, in pixels."""
    return QFontMetrics(QGuiApplication.font()).height()


def _pixmap(name: str, ink: str, density: float) -> QPixmap:
    side = round(icon_size() * density)
    pixmap, kept_as = QPixmap(), f"icon {name} {ink} {side} {density}"
    if not QPixmapCache.find(kept_as, pixmap):
        pixmap = _drawn(name, ink, side)
        pixmap.setDevicePixelRatio(density)
        QPixmapCache.insert(kept_as, pixmap)
    return pixmap


def _drawn(name: str, ink: str, side: int) -> QPixmap:
    drawing = resource_path(f"icons/{name}.svg").read_text(encoding="utf-8")
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.replace("currentColor", ink).encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
