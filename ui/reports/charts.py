"""Charts with a band for each stage: the on-time rates over the days, and the durations."""

from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from tickets.reports.figures import SPREAD_EDGES, Bar, kinds_in_words
from tickets.rules.stages import MAIN_STAGES
from tickets.rules.words import Stage
from ui.kit.plain_text import show_tip
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL
from ui.kit.wording import duration
from ui.reports.words import counted, percent

FOOT = 20  # pixels below the bands
_GAP = 8
_LEAST = 84  # pixels: three bands of 16, the gaps and the foot
_CAPTION = 48  # pixels for the stage's name
_COLUMNS = len(SPREAD_EDGES) + 1
_EDGE_LABELS = ("1分", "5", "10", "15", "30", "1时", "2", "4", "8", "12", "24", "48")


def bands(area: QRect, left: int) -> list[QRectF]:
    """Return the area of each main stage; `left` pixels are kept free for captions."""
    count = len(MAIN_STAGES)
    height = (area.height() - FOOT - (count - 1) * _GAP) / count
    return [QRectF(left, number * (height + _GAP), area.width() - left, height) for number in range(count)]


def band_at(places: Sequence[QRectF], y: float) -> int | None:
    """Return the number of the band at this height; None between and below them."""
    return next((number for number, place in enumerate(places) if place.top() <= y <= place.bottom()), None)


class TrendChart(QWidget):
    """A column for each bar of the trend: its height is the number due, the filled part the number on time."""

    wanted = Signal(object, object)  # the clicked Stage and Bar

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._step = 1
        self.setMinimumHeight(_LEAST)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("各阶段按时件数的走势；同样的数在下面的表里，按日期分组"))

    def show_trend(self, bars: tuple[Bar, ...], step: int) -> None:
        """Show another report's trend; `step` is the number of days in one bar."""
        self._bars, self._step = bars, step
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(640, 148)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three stages and the days."""
        painter = QPainter(self)
        painter.setFont(body_font(SMALL))
        for stage, band in zip(MAIN_STAGES, self._bands(), strict=True):
            self._draw_stage(painter, stage, band)
        self._draw_days(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the figures of the column under the mouse."""
        bar = self._bar_at(event.position())
        if bar is None:
            QToolTip.hideText()
            return
        lines = [self._title(bar)]
        for stage in MAIN_STAGES:
            punctual = bar.stages.get(stage)
            if punctual is not None:
                counts = counted(punctual.on_time, punctual.due)
                changed = f" · 改判定：{kinds_in_words(bar.changed[stage])}" if stage in bar.changed else ""
                lines.append(f"{stage.label} {percent(punctual.rate)}（{counts}）{changed}")
        show_tip(event.globalPosition().toPoint(), "\n".join(lines), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the tickets of the clicked column."""
        bar, place = self._bar_at(event.position()), band_at(self._bands(), event.position().y())
        if bar is not None and place is not None and event.button() == Qt.MouseButton.LeftButton:
            stage = MAIN_STAGES[place]
            if stage in bar.stages and bar.stages[stage].due:
                self.wanted.emit(stage, bar)

    def _bands(self) -> list[QRectF]:
        return bands(self.rect(), _CAPTION)

    def _draw_stage(self, painter: QPainter, stage: Stage, band: QRectF) -> None:
        tokens = tokens_now()
        painter.setPen(QColor(tokens.quiet))
        caption = QRectF(0, band.top(), _CAPTION - 8, band.height())
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, stage.label)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        most = max((bar.stages[stage].due for bar in self._bars if stage in bar.stages), default=0)
        if not most:
            return
        width = band.width() / len(self._bars)
        for place, bar in enumerate(self._bars):
            punctual = bar.stages.get(stage)
            if punctual is None or not punctual.due:
                continue
            column = min(width * 0.7, 24)
            left = band.left() + place * width + (width - column) / 2
            whole = band.height() * punctual.due / most
            good = band.height() * punctual.on_time / most
            painter.fillRect(QRectF(left, band.bottom() - good, column, good), QColor(tokens.accent))
            if whole > good:
                self._draw_missed(painter, QRectF(left, band.bottom() - whole, column, whole - good))

    def _draw_missed(self, painter: QPainter, missed: QRectF) -> None:
        """Outline and hatch what was not on time, so that it is shown by shape and not by colour alone."""
        tokens = tokens_now()
        painter.fillRect(missed, QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.overdue), 1))
        painter.drawRect(missed.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.save()
        painter.setClipRect(missed)
        step = 4.0
        offset = missed.left() - missed.height()
        while offset < missed.right():
            start, end = QPointF(offset, missed.bottom()), QPointF(offset + missed.height(), missed.top())
            painter.drawPolyline(QPolygonF([start, end]))
            offset += step
        painter.restore()

    def _draw_days(self, painter: QPainter) -> None:
        if not self._bars:
            return
        painter.setPen(QColor(tokens_now().quiet))
        width = (self.width() - _CAPTION) / len(self._bars)
        room, form = (56, "%m-%d") if self._step == 1 else (88, "%Y-%m-%d")
        every = max(1, ceil(room / width))
        for place in range(0, len(self._bars), every):
            left = _CAPTION + place * width
            if left + room <= self.width():
                box = QRectF(left, self.height() - FOOT, room, FOOT)
                words = format(self._bars[place].first, form)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _bar_at(self, point: QPointF) -> Bar | None:
        if not self._bars or point.x() < _CAPTION:
            return None
        place = int((point.x() - _CAPTION) / ((self.width() - _CAPTION) / len(self._bars)))
        return self._bars[min(place, len(self._bars) - 1)]

    def _title(self, bar: Bar) -> str:
        day = f"{bar.first:%Y-%m-%d}"
        return day if self._step == 1 else self.tr("{day} 起 {n} 天").format(day=day, n=self._step)


class SpreadChart(QWidget):
    """A column for each range of durations, as high as its count; the layout is that of the trend chart."""

    def __init__(self) -> None:
        super().__init__()
        self._spread: Mapping[Stage, tuple[int, ...]] = {}
        self.setMinimumHeight(_LEAST)
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
