"""A chart of the durations of the stages: how many finished within a minute, five, ten … two days."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tickets.reports.figures import SPREAD_EDGES
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import Stage
from ui.kit.plain_text import show_tip
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL
from ui.kit.wording import duration
from ui.reports.bands import FOOT, bands

_COLUMNS = len(SPREAD_EDGES) + 1
_EDGE_LABELS = ("1分", "5", "10", "15", "30", "1时", "2", "4", "8", "12", "24", "48")


class SpreadChart(QWidget):
    """A column for each range of durations, as high as its count; the layout is that of the trend chart."""

    def __init__(self) -> None:
        super().__init__()
        self._spread: Mapping[Stage, tuple[int, ...]] = {}
        self.setMinimumHeight(120)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("各阶段用时的分布；中位、P90 和最长在上面的卡片里"))

    def show_spread(self, spread: Mapping[Stage, tuple[int, ...]]) -> None:
        """Show another report's durations."""
        self._spread = spread
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size at which every edge has its label."""
        return QSize(_COLUMNS * 28, 148)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three stages and the edges."""
        painter = QPainter(self)
        painter.setFont(body_font(SMALL))
        for stage, band in zip(MAIN_STAGES, bands(self.rect(), 0), strict=True):
            self._draw_stage(painter, band, self._spread.get(stage, ()))
        self._draw_edges(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the numbers of the column under the mouse."""
        place = min(_COLUMNS - 1, max(0, int(event.position().x() / self._width())))
        lines = [self._title(place)]
        for stage in MAIN_STAGES:
            counts = self._spread.get(stage, ())
            if sum(counts):
                lines.append(
                    self.tr("{stage} {n}，共 {all}").format(stage=stage.label, n=counts[place], all=sum(counts))
                )
        show_tip(event.globalPosition().toPoint(), "\n".join(lines), self)

    def _width(self) -> float:
        return self.width() / _COLUMNS

    def _draw_stage(self, painter: QPainter, band: QRectF, counts: tuple[int, ...]) -> None:
        tokens = tokens_now()
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        most = max(counts, default=0)
        for place, count in enumerate(counts if most else ()):
            height = band.height() * count / most
            column = QRectF(place * self._width() + 2, band.bottom() - height, self._width() - 4, height)
            painter.fillRect(column, QColor(tokens.accent))

    def _draw_edges(self, painter: QPainter) -> None:
        tokens = tokens_now()
        top = self.height() - FOOT
        for number, label in enumerate(_EDGE_LABELS, start=1):
            x = number * self._width()
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, top + 3))
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(QRectF(x - 24, top, 48, FOOT), Qt.AlignmentFlag.AlignCenter, label)

    def _title(self, place: int) -> str:
        if place == len(SPREAD_EDGES):
            return self.tr("超过 {time}").format(time=duration(SPREAD_EDGES[-1]))
        upto = duration(SPREAD_EDGES[place])
        if place == 0:
            return self.tr("{time} 以内").format(time=upto)
        return self.tr("{less} 到 {time}").format(less=duration(SPREAD_EDGES[place - 1]), time=upto)
