"""A filter chip that opens a list: states, faults, crew."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton

from ui.kit.icons import icon, icon_size
from ui.kit.labels import mark
from ui.kit.plain_text import caption, one_line, set_tip
from ui.kit.theme import tokens_now

_LONGEST = 8  # characters of a value on the chip


@dataclass(frozen=True, slots=True)
class FacetOption:
    """A value of the list; values of one `group` are listed under its name."""

    value: Any
    label: str
    group: str = ""


class Facet(QPushButton):
    """A filter by values: with `many` any number of them, else one. None selected means no restriction."""

    changed = Signal()

    def __init__(self, title: str, *, many: bool = True) -> None:
        super().__init__(title)
        self.setCheckable(True)
        self._title = title
        self._many = many
        self.chosen: frozenset[Any] = frozenset()  # the selected values
        self._choices: tuple[FacetOption, ...] = ()
        self._menu = _StayingMenu(self) if many else QMenu(self)
        self.clicked.connect(self._open)
        mark(self, "kind", "chip")
        self._show()

    def offer(self, choices: Iterable[FacetOption]) -> None:
        """Set the values offered; a selected one stays selected even if it is no longer offered."""
        self._choices = tuple(choices)
        self._menu.clear()
        group = QActionGroup(self._menu)
        group.setExclusionPolicy(
            QActionGroup.ExclusionPolicy.None_ if self._many else QActionGroup.ExclusionPolicy.ExclusiveOptional
        )
        heading = ""
        for choice in self._choices:
            if choice.group != heading:
                heading = choice.group
                self._menu.addSection(heading)
            action = QAction(caption(choice.label), group, checkable=True, checked=choice.value in self.chosen)
            action.setData(choice.value)
            action.toggled.connect(self._on_toggled)
            self._menu.addAction(action)
        self._show()

    @property
    def one(self) -> Any | None:
        """The selected value, None for any."""
        return next(iter(self.chosen), None)

    def choose(self, values: Iterable[Any]) -> None:
        """Select exactly these values, without emitting `changed`."""
        self.chosen = frozenset(values)
        for action in self._menu.actions():
            action.blockSignals(True)
            action.setChecked(action.data() in self.chosen)
            action.blockSignals(False)
        self._show()

    def sizeHint(self) -> QSize:
        """Return the size of the text and the icon."""
        return QSize(
            self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width() + icon_size() + 4 + 2 * 12, 28
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colour scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def _open(self) -> None:
        self._show()  # undo the toggling by the click
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _on_toggled(self, on: bool) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        value = frozenset({action.data()})
        self.chosen = self.chosen | value if on else self.chosen - value
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        labels = [choice.label for choice in self._choices if choice.value in self.chosen]
        on = bool(self.chosen)
        if len(labels) == 1:
            self.setText(caption(one_line(labels[0], _LONGEST)))
        else:
            words = self.tr("{title} {n} 项").format(title=self._title, n=len(self.chosen))
            self.setText(words if on else self._title)
        self.setChecked(on)
        set_tip(self, self.tr("、").join(labels))
        self.setAccessibleName(
            self.tr("{title}：{labels}").format(title=self._title, labels="、".join(labels) or "不限")
        )
        tokens = tokens_now()
        self.setIcon(icon("check" if on else "down", tokens, tokens.accent if on else tokens.quiet))
        self.updateGeometry()


class _StayingMenu(QMenu):
    """A menu that stays open while its boxes are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box under the pointer."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the current box on Space; on Enter tick it and close."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)
