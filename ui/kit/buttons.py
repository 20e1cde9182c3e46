"""Buttons, which show the key that does the same."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, SignalInstance
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.kit.icons import icon, icon_size
from ui.kit.labels import mark
from ui.kit.plain_text import caption, set_tip
from ui.kit.theme import body_font, tokens_now
from ui.kit.tokens import SMALL, mix

_GAP = 8  # between the text and the key
_CAP = 5  # around the letters of a key


class KeyButton(QPushButton):
    """A button that shows its key: "出发  D". The key works while the button is visible and enabled.

    A press calls `on_click`. The key works in the whole window, or within `scope` and its children when two panels of
    one window use the same key. A letter typed into a field is not taken. With `handles_key` false the key is only
    shown, and handled elsewhere.
    """

    is_step = False

    def __init__(
        self,
        text: str = "",
        key: str = "",
        *,
        on_click: Callable[..., object] | SignalInstance | None = None,
        scope: QWidget | None = None,
        handles_key: bool = True,
    ) -> None:
        super().__init__()
        if on_click is not None:
            self.clicked.connect(on_click)
        self.key = key  # the key as shown; "" for none
        self._handles_key = handles_key
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        self._shortcut = QShortcut(scope or self)
        self._shortcut.setContext(within if scope else Qt.ShortcutContext.WindowShortcut)
        self._shortcut.setAutoRepeat(False)
        self._shortcut.activated.connect(self._press)
        self.set_step(text, key)
        if self.is_step:
            mark(self, "kind", "step")
            self.setFont(body_font(bold=True))

    def set_step(self, text: str, key: str = "") -> None:
        """Set another text and key."""
        self.key = key
        self._shortcut.setKey(QKeySequence(key if self._handles_key else ""))
        self.setText(caption(text))
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def share_key(self) -> None:
        """Take the key although other buttons of the window have it too: each press goes to the next one."""
        self._shortcut.activatedAmbiguously.connect(self._press)

    def _press(self) -> None:
        if self.isVisible():
            self.click()

    def _cap(self) -> QSize:
        metrics = QFontMetrics(body_font(SMALL))
        return QSize(max(18, metrics.horizontalAdvance(self.key) + 2 * _CAP), 18)

    def sizeHint(self) -> QSize:
        """Return the size of the text and the key."""
        hint = super().sizeHint()
        return hint + QSize(self._cap().width() + _GAP, 0) if self.key else hint

    def minimumSizeHint(self) -> QSize:
        """Return the same: the text of a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button, its text and, right of it, its key."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        if self.key:
            cap = self._cap()
            words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
            spare = max(0, inside.width() - words - _GAP - cap.width()) // 2
            inside.adjust(spare, 0, -spare, 0)
            option.rect = inside.adjusted(0, 0, -cap.width() - _GAP, 0)
            place = QRect(inside.right() - cap.width() + 1, inside.center().y() - 8, cap.width(), cap.height())
            self._draw_key(painter, place)
        else:
            option.rect = inside
        cut, room = Qt.TextElideMode.ElideRight, option.rect.width()  # a strip may give less room than the hint
        option.text = self.fontMetrics().elidedText(option.text, cut, room, Qt.TextFlag.TextShowMnemonic)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)

    def _draw_key(self, painter: QPainter, place: QRect) -> None:
        tokens = tokens_now()
        ink, under = (tokens.on_accent, tokens.accent) if self.is_step else (tokens.quiet, tokens.raised)
        if not self.isEnabled():
            ink, under = mix(tokens.text, tokens.ground, 0.45), tokens.raised
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(mix(ink, under, 0.6)))
        painter.drawRoundedRect(place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QColor(ink))
        painter.setFont(body_font(SMALL))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.key)
        painter.restore()


class StepButton(KeyButton):
    """The button for the next step of a panel."""

    is_step = True


class Chip(QPushButton):
    """A filter that is on or off (`toggled`). A tick marks it when on."""

    def __init__(self, text: str) -> None:
        super().__init__(caption(text))
        mark(self, "kind", "chip")
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.toggled.connect(self._show_tick)

    def sizeHint(self) -> QSize:
        """Return one size for both states, so that neighbours don't move."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + icon_size() + 4 + 2 * 14
        return QSize(width, 28)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colour scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_tick()

    def _show_tick(self) -> None:
        tokens = tokens_now()
        self.setIcon(icon("check", tokens, tokens.accent) if self.isChecked() else QIcon())


class IconButton(QPushButton):
    """A button with an icon only; `name` is its tool tip and accessible name."""

    def __init__(self, picture: str, name: str) -> None:
        super().__init__()
        self.set_picture(picture, name)
        mark(self, "kind", "icon")

    def set_picture(self, picture: str, name: str) -> None:
        """Show another icon with another meaning."""
        self._picture = picture
        self.setIcon(icon(picture, tokens_now()))
        self.setAccessibleName(name)
        set_tip(self, name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colour scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon(self._picture, tokens_now()))
