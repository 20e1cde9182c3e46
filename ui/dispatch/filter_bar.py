"""The chips above the queue, each with its key and its count, and the search field."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.dispatch.filters import EVERYTHING, Filter
from ui.kit.keys import on_key
from ui.kit.layouts import Stretch, in_column, in_row
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import RADIUS, SMALL
from ui.kit.wording import NO_COUNT

_PADDING = 8
_GAP = 5
_FIRST_LINE = 6


class FilterChip(QPushButton):
    """Key, word and count: "1 全部 12"."""

    def __init__(self, key: str, word: str) -> None:
        super().__init__(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._key = key
        self._count: int | None = None
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """Show another count; None for an unknown one."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {self._figure}")
        self.setAccessibleDescription(self._key)
        self.updateGeometry()
        self.update()

    @property
    def _figure(self) -> str:
        return NO_COUNT if self._count is None else str(self._count)

    def sizeHint(self) -> QSize:
        """Return the size of key, word and count."""
        small, plain = QFontMetrics(body_font(SMALL)), QFontMetrics(body_font())
        figures = max(small.horizontalAdvance(self._figure), small.horizontalAdvance("00"))
        words = small.horizontalAdvance(self._key) + plain.horizontalAdvance(self.text()) + figures
        return QSize(words + 2 * _GAP + 2 * _PADDING, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        tokens = tokens_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.accent if self.isChecked() else tokens.line))
        painter.setBrush(QColor(tokens.chosen if self.isChecked() else tokens.surface))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        place = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        for text, pixels, ink in (
            (self._key, SMALL, tokens.quiet),
            (self.text(), 14, tokens.text),
            (self._figure, SMALL, tokens.text if self._count else tokens.quiet),
        ):
            place = _write(painter, place, text, pixels, ink)
        painter.end()


class QueueFilterBar(QWidget):
    """`changed` is emitted for other chips or another search text.

    While `ignores_keys` returns true, keys are meant for something else: no chip is pressed, and `key_ignored` carries
    the key.
    """

    changed = Signal()
    key_ignored = Signal(str)

    def __init__(self, scope: QWidget) -> None:
        super().__init__()
        self.chosen = EVERYTHING
        self.ignores_keys: Callable[[], bool] = lambda: False
        self._chips = {each: FilterChip(each.key, each.label) for each in Filter}
        hint = self.tr("筛选：编号、地点、故障、电话  Ctrl+F")
        self.field = QLineEdit(clearButtonEnabled=True, placeholderText=hint)
        self.field.setAccessibleName(self.tr("筛选"))
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self._lay_out()
        for each, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, each=each: self.choose(frozenset({each})))
            press = partial(self._press, each.key, chip)
            on_key(scope, each.key, press, repeats=False)  # a key held down to close a form is not meant for the queue
        self._mark()

    @property
    def words(self) -> str:
        """The search text."""
        return self.field.text()

    def choose(self, chosen: frozenset[Filter]) -> None:
        """Press exactly these chips."""
        self.chosen = chosen
        self._mark()
        self.changed.emit()

    def clear(self) -> bool:
        """Remove all filters; return whether there were any."""
        narrowed = bool(self.words) or self.chosen != EVERYTHING
        if self.words:
            self.chosen = EVERYTHING
            self._mark()
            self.field.clear()
        elif narrowed:
            self.choose(EVERYTHING)
        return narrowed

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        """Show the number of tickets of each chip."""
        for each, chip in self._chips.items():
            chip.show_count(counts[each])

    def _press(self, key: str, chip: FilterChip) -> None:
        if self.ignores_keys():
            self.key_ignored.emit(key)
        else:
            chip.click()

    def _mark(self) -> None:
        for each, chip in self._chips.items():
            chip.setChecked(each in self.chosen)

    def _lay_out(self) -> None:
        chips = list(self._chips.values())
        above = in_row(*chips[:_FIRST_LINE], Stretch(), spacing=4)
        below = in_row(*chips[_FIRST_LINE:], (self.field, 1), spacing=4)
        in_column(above, below, holder=self, spacing=4)


def _write(painter: QPainter, place: QRect, text: str, pixels: int, ink: str) -> QRect:
    painter.setFont(body_font(pixels))
    painter.setPen(QColor(ink))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
    return place.adjusted(painter.fontMetrics().horizontalAdvance(text) + _GAP, 0, 0, 0)
