"""The columns of a table as the user arranges them: widths, order, visibility and sort, stored between sessions."""

import json
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from ui.kit.columns import Column
from ui.kit.plain_text import caption
from ui.runtime.tick import single_shot

READABLE = 120  # pixels that a stretching column keeps: seven Chinese characters
_SAVE_AFTER_MS = 500


class TableColumns(QObject):
    """Arranges the columns of `table` and stores that under `name`. The header's menu shows and hides columns."""

    def __init__(self, table: QTableView, name: str, settings: QSettings) -> None:
        super().__init__(table)
        self._table, self._name, self._settings = table, name, settings
        self._asked_for: set[str] = set()  # columns that the user has shown or hidden
        self._left_out: dict[str, bool] = {}  # columns that say nothing now: whether the user hid them
        self._widths: dict[str, int] = {}  # the stored ones, also of columns that are hidden
        self._saving = single_shot(self, self.remember, _SAVE_AFTER_MS)
        header = self._header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(32)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer)
        for changed in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            changed.connect(self._remember_soon)
        header.sectionResized.connect(self._on_resized)

    @property
    def all(self) -> tuple[Column[Any], ...]:
        """The columns of the table's model; none without a model."""
        return getattr(self._table.model(), "columns", ())

    def arrange(self) -> None:
        """Arrange the columns of another model as they are stored."""
        for section, column in enumerate(self.all):
            self._header.resizeSection(section, column.width)
            stretch = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            self._header.setSectionResizeMode(section, stretch)
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._restore()
        self._asked_for = set(str(self._settings.value(f"tables/{self._name}/asked", "")).split(","))
        self.fit()
        self._header.setSortIndicatorClearable(True)
        self._table.setSortingEnabled(any(column.sort for column in self.all))
        self._saving.stop()

    def remember(self) -> None:
        """Store the arrangement; also done automatically shortly after a change."""
        self._saving.stop()
        header, columns = self._header, self.all
        if not columns:
            return
        by_place = sorted(range(len(columns)), key=header.visualIndex)
        sorted_by = header.sortIndicatorSection()
        self._widths |= {
            column.key: header.sectionSize(section)
            for section, column in enumerate(columns)
            if not column.stretch and not header.isSectionHidden(section)
        }
        state = {
            "widths": self._widths,
            "order": [columns[section].key for section in by_place],
            "hidden": [
                column.key
                for section, column in enumerate(columns)
                if self._left_out.get(column.key, header.isSectionHidden(section))
            ],
            "sort": columns[sorted_by].key if 0 <= sorted_by < len(columns) else None,
            "descending": header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
        }
        self._settings.setValue(f"tables/{self._name}", json.dumps(state))

    def leave_out(self, *keys: str) -> None:
        """Hide the columns that say nothing about the present rows, and no others; none of it is stored."""
        for section, column in enumerate(self.all):
            if column.key in keys and column.key not in self._left_out:
                self._left_out[column.key] = self._header.isSectionHidden(section)
                self._header.setSectionHidden(section, True)
            elif column.key not in keys and column.key in self._left_out:
                self._header.setSectionHidden(section, self._left_out.pop(column.key))
        self._keep_readable()

    def show(self, section: int, shown: bool) -> None:
        """Show or hide a column at the user's request."""
        self._header.setSectionHidden(section, not shown)
        self._asked_for.add(self.all[section].key)
        self._settings.setValue(f"tables/{self._name}/asked", ",".join(sorted(self._asked_for)))
        self._keep_readable()
        if shown:
            self._scroll_to(section)
        self._remember_soon()

    def fit(self) -> None:
        """Show the columns that need `room` where there is enough."""
        for section, column in enumerate(self.all):
            if column.room and column.key not in (*self._asked_for, *self._left_out):
                self._header.setSectionHidden(section, self._table.width() < column.room)
        self._keep_readable()

    def _restore(self) -> None:
        """Restore the stored arrangement; invalid values are ignored."""
        header = self._header
        try:
            state = json.loads(str(self._settings.value(f"tables/{self._name}", "{}")))
            sections = {column.key: section for section, column in enumerate(self.all)}
            for key, width in state.get("widths", {}).items():
                if key in sections:
                    self._widths[key] = max(header.minimumSectionSize(), int(width))
                    header.resizeSection(sections[key], self._widths[key])
            for place, key in enumerate(key for key in state.get("order", []) if key in sections):
                header.moveSection(header.visualIndex(sections[key]), place)
            for key in state.get("hidden", []):
                if key in sections:
                    header.setSectionHidden(sections[key], True)
            sort = sections.get(state.get("sort"), -1)
            descending = bool(state.get("descending"))
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return
        header.setSortIndicator(sort, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self._table)
        shown = [section for section in range(len(self.all)) if not self._header.isSectionHidden(section)]
        offered = [(section, column) for section, column in enumerate(self.all) if column.key not in self._left_out]
        for section, column in offered:
            action = QAction(caption(column.full_title or column.title), menu, checkable=True, checked=section in shown)
            action.setEnabled(section not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, section=section: self.show(section, on))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._header.mapToGlobal(place))

    def _scroll_to(self, section: int) -> None:
        """Scroll sideways until a column is visible."""
        header, bar = self._header, self._table.horizontalScrollBar()
        self._table.doItemsLayout()  # the range of the scroll bar, which Qt would update later
        left = header.sectionPosition(section)
        right = left + header.sectionSize(section) - self._table.viewport().width()
        bar.setValue(min(max(bar.value(), right), left))

    def _on_resized(self, section: int, before: int, after: int) -> None:
        """Give the stretching column what a dragged one leaves; one that Qt hides for a moment (0) takes nothing."""
        if before and after and self.all and not self.all[section].stretch:
            self._keep_readable()

    def _keep_readable(self) -> None:
        """Let the stretching column take what the others leave; where that can't be read, the table scrolls."""
        header = self._header
        for section, column in enumerate(self.all):
            if column.stretch and not header.isSectionHidden(section):
                left = self._table.viewport().width() - (header.length() - header.sectionSize(section))
                mode = QHeaderView.ResizeMode.Stretch if left >= READABLE else QHeaderView.ResizeMode.Fixed
                header.setSectionResizeMode(section, mode)
                if mode is QHeaderView.ResizeMode.Fixed:
                    header.resizeSection(section, READABLE)

    def _remember_soon(self, *_: object) -> None:
        self._saving.start()
