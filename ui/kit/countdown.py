"""The countdown bar of a clock: its state is shown by text first, then by shape, then by colour."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from tickets.rules.instants import seconds_between, utc_now
from tickets.rules.present_hold import PresentHold
from ui.kit import wording
from ui.kit.columns import Column, R, Roles
from ui.kit.painted_cell import Index, PaintedCell, draw_column
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import BODY, Tokens, mix
from ui.kit.wording import translate
from ui.runtime.tick import Tick

_SOON = 0.75  # the share of the allowance after which a clock without `warn_at` is due soon


@dataclass(frozen=True, slots=True)
class Timing:
    """The data of a countdown bar.

    `due` is the deadline, `held` the reason of the present hold ("" when unknown, None when not held), `hold` says how
    long it is in effect (None: until somebody ends it), `stopped` is when the clock counts as stopped, `warn_at` the
    instant from which the clock is due soon.
    """

    due: datetime | None = None
    started: datetime | None = None
    held: str | None = None
    stopped: datetime | None = None
    warn_at: datetime | None = None
    hold: PresentHold | None = None

    def at(self, now: datetime) -> "Timing":
        """Return the data as they are at `now`: of a running clock once the hold is in effect no longer."""
        if self.held is None or self.hold is None or self.hold.in_effect(now):
            return self
        return replace(self, held=None, due=self.due and self.hold.deadline(self.due, now))

    @property
    def late_before(self) -> int:
        """The seconds by which the clock was overdue when the present hold began; 0 if it wasn't."""
        if self.held is None or self.hold is None or self.due is None:
            return 0
        return max(0, seconds_between(self.due, self.hold.since))


class Condition(Enum):
    """The state of a clock, each drawn in a shape of its own."""

    NONE = auto()  # nothing is timed: nothing is drawn
    RUNNING = auto()  # an outline that fills
    SOON = auto()  # a thick outline that fills
    OVERDUE = auto()  # filled
    HELD = auto()  # hatched, in a broken outline
    ENDED = auto()  # text only


def condition(timing: Timing, now: datetime) -> Condition:
    """Return the clock's state at `now`."""
    timing = timing.at(now)
    if timing.held is not None:
        return Condition.HELD
    if timing.due is None:
        return Condition.NONE
    if timing.stopped is not None:
        return Condition.ENDED
    if now > timing.due:
        return Condition.OVERDUE
    soon = now >= timing.warn_at if timing.warn_at else used(timing, now) >= _SOON
    return Condition.SOON if soon else Condition.RUNNING


def used(timing: Timing, now: datetime) -> float:
    """Return the share of the time between start and deadline that has passed, 0 to 1."""
    if timing.due is None or timing.started is None or timing.due <= timing.started:
        return 0.0
    return min(1.0, max(0.0, (now - timing.started) / (timing.due - timing.started)))


def words(timing: Timing, now: datetime) -> str:
    """Return the bar's text."""
    return _lengths(timing, now)[0]


def _lengths(timing: Timing, now: datetime) -> tuple[str, ...]:
    """Return the bar's text, and shorter ones for a narrow bar."""
    over = timing.held is not None and timing.hold is not None and not timing.hold.in_effect(now)
    timing = timing.at(now)
    said = wording.countdown(timing.due, now, held=timing.held, stopped=timing.stopped)
    if timing.late_before:
        late = translate("countdown", "超时 {time}，已挂起").format(time=wording.duration(timing.late_before))
        said = " · ".join(part for part in (late, timing.held) if part)
    if timing.hold is None or over or not timing.hold.needs_consent or timing.hold.until is None:
        return (said,)
    left = wording.duration(seconds_between(now, timing.hold.until))
    whole = translate("countdown", "{held} · 待核准（剩 {left}）").format(held=said, left=left)
    shorter = translate("countdown", "挂起 · 待核准（剩 {left}）"), translate("countdown", "待核准 剩 {left}")
    return whole, *(words.format(left=left) for words in shorter), translate("countdown", "挂起待核准")


def longest_fitting(timing: Timing, now: datetime, metrics: QFontMetrics, width: int) -> str:
    """Return the longest of the bar's texts that fits into `width` pixels; the shortest if none does."""
    lengths = _lengths(timing, now)
    return next((each for each in lengths if metrics.horizontalAdvance(each) <= width), lengths[-1])


def after_hold(timing: Timing, now: datetime) -> str:
    """Return why the present hold doesn't count: refused, not granted yet, or long enough; "" while it is in effect."""
    hold = None if timing.held is None else timing.hold
    words = translate("countdown", "{hold}，照计")
    return "" if hold is None or hold.in_effect(now) else words.format(hold=hold_words(hold, now))


def hold_words(hold: PresentHold | None, now: datetime) -> str:
    """Return in a few words how a hold stands at `now`; "" for none."""
    if hold is None:
        return ""
    if hold.refused:
        return translate("countdown", "挂起未核准")
    if hold.needs_consent:
        return translate("countdown", "挂起待核准")
    return translate("countdown", "已挂起") if hold.in_effect(now) else translate("countdown", "挂起已到期")


def countdown_column(
    key: str, title: str, timing: Callable[[R], Timing], *, width: int = 132, clock: Callable[[], datetime] = utc_now
) -> Column[R]:
    """Return a countdown column, sorted by deadline as it is at the time of sorting, with held and untimed rows last.

    `clock` returns the present instant.
    """

    def sort(row: R) -> datetime | None:
        present = timing(row).at(clock())
        return present.due if present.held is None and present.stopped is None else None

    return Column(
        key,
        title,
        text=lambda row, now: words(timing(row), now),
        tooltip=lambda row, now: in_full(timing(row), now),
        width=width,
        sort=sort,
        roles={Roles.TIMING: timing},
    )


def in_full(timing: Timing, now: datetime) -> str:
    """Return the tool tip: the whole text, what became of a hold, and the deadline unless the clock is on hold."""
    lines, present = [words(timing, now), after_hold(timing, now)], timing.at(now)
    if present.due is not None and present.held is None:
        lines.append(translate("countdown", "到期时间 {at}").format(at=wording.full_moment(present.due)))
    return "\n".join(line for line in lines if line)


class CountdownDelegate(PaintedCell):
    """Draws the Timing that a cell returns for Roles.TIMING."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, _text: str) -> None:
        """Draw the bar and its text."""
        timing = index.data(Roles.TIMING)
        if isinstance(timing, Timing):
            draw_countdown(painter, option.rect.adjusted(8, 5, -8, -6), timing, self._clock())


def draw_countdown(painter: QPainter, place: QRect, timing: Timing, now: datetime) -> None:
    """Draw one bar with its text into `place`."""
    tokens, state = tokens_now(), condition(timing, now)
    if state is Condition.NONE:
        return
    present = timing.at(now)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(place).adjusted(1, 1, -1, -1)
    if state is not Condition.ENDED:
        _draw_bar(painter, frame, state, used(present, now), tokens)
    late = present.stopped is not None and present.due is not None and present.stopped > present.due
    ink = tokens.on_overdue if state is Condition.OVERDUE else tokens.overdue if late else tokens.text
    painter.setPen(QColor(ink))
    painter.setFont(body_font(BODY - 1, bold=state in (Condition.OVERDUE, Condition.SOON)))
    inside = place.adjusted(0 if state is Condition.ENDED else 8, 0, -6, 0)
    metrics = painter.fontMetrics()
    fitting = longest_fitting(timing, now, metrics, inside.width())
    text = metrics.elidedText(fitting, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def _draw_bar(painter: QPainter, frame: QRectF, state: Condition, share: float, tokens: Tokens) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(frame, 4, 4)
    colour = {Condition.SOON: tokens.warning, Condition.HELD: tokens.quiet}.get(state, tokens.accent)
    if state is Condition.OVERDUE:
        painter.fillPath(shape, QColor(tokens.overdue))
        return
    painter.fillPath(shape, QColor(tokens.surface))
    if state is Condition.HELD:
        hatch = QBrush(QColor(mix(colour, tokens.surface, 0.24)), Qt.BrushStyle.BDiagPattern)
        painter.fillPath(shape, hatch)
    else:
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(
            QRectF(frame.left(), frame.top(), frame.width() * share, frame.height()),
            QColor(mix(colour, tokens.surface, 0.24)),
        )
        painter.restore()
    outline = QPen(QColor(colour if state is Condition.SOON else tokens.edge), 2 if state is Condition.SOON else 1)
    if state is Condition.HELD:
        outline.setColor(QColor(colour))
        outline.setStyle(Qt.PenStyle.DashLine)
    painter.strokePath(shape, outline)


class _Counter(QObject):
    def __init__(self, table: QTableView, section: int, tick: Tick) -> None:
        super().__init__(table)
        self._table = table
        self._section = section
        tick.second.connect(self._repaint)

    def _repaint(self, _now: object) -> None:
        table, section = self._table, self._section
        left, width = table.columnViewportPosition(section), table.columnWidth(section)
        table.viewport().update(left, 0, width, table.viewport().height())


def keep_counting(table: QTableView, key: str, tick: Tick) -> None:
    """Draw the table's column `key` as countdowns and repaint only that column each second.

    Time passing is no change of data, so the model emits nothing. Call this after `setModel`.
    """
    _Counter(table, draw_column(table, key, CountdownDelegate(tick.now, table)), tick)
