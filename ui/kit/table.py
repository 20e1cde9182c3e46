"""The table widget of all screens."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QMetaMethod,
    QModelIndex,
    QRect,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from tickets.store.unreadable import BrokenRow, reminder, sentence
from ui.kit.columns import Roles
from ui.kit.labels import Tone, Words
from ui.kit.paged_model import PagedModel
from ui.kit.painted_cell import Index
from ui.kit.plain_text import set_tip, show_tip
from ui.kit.table_columns import TableColumns
from ui.kit.theme import tokens_now
from ui.kit.tokens import ROW

_NOTICE_MS = 1500


class DeskTable(QTableView):
    """A table over a RowsModel or a PagedModel; its layout is remembered under `name`.

    `chosen` carries the current row, or None when it has disappeared; `opened` the row of a double click or Enter. When
    the current row disappears no other is selected, so that a key meant for one ticket never acts on the next.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, settings: QSettings) -> None:
        super().__init__()
        self.columns = TableColumns(self, name, settings)
        self._empty = ("", "")
        self._unread = (self.tr("还没有读到。"), self.tr("读到以后会自己显示。"))
        self._pressed = QModelIndex()
        self._chosen: Any = None  # the id of the current row
        self.following: Any = None  # the id of the row that ↓ selects while none is current; None for the first
        self._broken: Words | None = None  # the text about unreadable rows
        self._arriving = False  # whether the focus is just arriving
        self._place_in_sight: int | None = None  # of the current row before another order; None while out of sight
        self._set_up_rows()
        self.activated.connect(self._open)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def _set_up_rows(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model with `columns`, with the remembered layout."""
        super().setModel(model)
        rows = cast("Any", model)
        self.selectionModel().currentRowChanged.connect(self._emit_chosen)
        rows.learned.connect(self._describe)
        self._describe()
        rows.broken.connect(self._show_broken)
        rows.modelReset.connect(self._choose_again)  # after the view and the selection have handled the reset
        rows.layoutAboutToBeChanged.connect(self._note_place)
        rows.layoutChanged.connect(self._follow)
        self.columns.arrange()
        if isinstance(model, PagedModel):
            model.restarted.connect(self.scrollToTop)

    def say_when_empty(self, sentence: str, hint: str = "") -> None:
        """Set the texts shown when there are no rows: what belongs here and what to do.

        They are shown only once the model knows that there are none.
        """
        self._empty = (sentence, hint)
        self._describe()

    def say_when_unread(self, sentence: str, hint: str = "") -> None:
        """Set the texts shown while the rows have not been read."""
        self._unread = (sentence, hint)
        self._describe()

    @property
    def empty_words(self) -> tuple[str, str]:
        """The two texts shown instead of rows; empty while there are rows."""
        model = cast("Any", self.model())
        return ("", "") if model is None or model.rowCount() else self._words_when_empty

    @property
    def _words_when_empty(self) -> tuple[str, str]:
        model = cast("Any", self.model())
        if self.broken_words:  # a list with an unreadable row is not called empty
            return (self.tr("这里没有读得出的条目。"), self._empty[1])
        return self._empty if model is None or model.known or not self._empty[0] else self._unread

    def _show_broken(self, broken: tuple[BrokenRow, ...]) -> None:
        """Show below the rows which others belong here and can't be read."""
        if broken and self._broken is None:
            self._broken = Words(wrap=True, selectable=True, tone=Tone.WARNING)
            put_below(self, self._broken)
        if self._broken is not None:
            self._broken.setText(reminder(broken))
            set_tip(self._broken, sentence(broken))
            self._broken.setVisible(bool(broken))
            self._describe()

    @property
    def broken_words(self) -> str:
        """The text about unreadable rows; "" for none."""
        return "" if self._broken is None else self._broken.text()

    def _describe(self) -> None:
        self.setAccessibleDescription(" ".join(self._words_when_empty).strip())
        self.viewport().update()

    def current(self) -> Any:
        """Return the current row, or None."""
        return self.currentIndex().data(Roles.ROW)

    def choose(self, id_: Any) -> bool:
        """Select the row with this id and scroll to it; return whether it is there."""
        index = cast("Any", self.model()).index_for(id_)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag  # Qt's own choice depends on the modifiers held down
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        return bool(index.isValid())

    def choose_first(self) -> None:
        """Select the first row, if no row is selected."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def top_row(self) -> int:
        """Return the number of the topmost visible row; 0 when there is none."""
        return max(0, self.rowAt(0))

    def _emit_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(Roles.ROW)
        self._chosen = None if row is None else row.id
        if row is not None:
            self.following = None
        self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(Roles.ROW)
        if row is not None:
            self.opened.emit(row)

    def _choose_again(self) -> None:
        if self._chosen is None:
            return
        index = cast("Any", self.model()).index_for(self._chosen)
        flags = QItemSelectionModel.SelectionFlag
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        else:
            self._emit_chosen(QModelIndex(), QModelIndex())

    def _note_place(self) -> None:
        current = self.currentIndex()
        in_sight = self.visualRect(current).intersects(self.viewport().rect())
        self._place_in_sight = current.row() if in_sight else None

    def _follow(self) -> None:
        """Keep the current row in sight in another order; one that the user has scrolled away from stays there."""
        current = self.currentIndex()
        if self._place_in_sight not in (None, current.row()):
            self.scrollTo(current)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Emit `chosen` when the current row has been read, if it was selected before; otherwise keep it selected.

        After a page was read again another row may be at the place of the current one.
        """
        super().dataChanged(first, last, roles)
        current = self.currentIndex()
        if not first.row() <= current.row() <= last.row():
            return
        row = current.data(Roles.ROW)
        if self._chosen is None:
            self._emit_chosen(current, current)
        elif row is not None and row.id != self._chosen:
            scrolled = self.verticalScrollBar().value()
            if not self.choose(self._chosen):
                self.selectionModel().clear()
            self.verticalScrollBar().setValue(scrolled)  # the user did not ask to scroll

    def rowsAboutToBeRemoved(self, parent: Index, first: int, last: int) -> None:
        """Select nothing, instead of the neighbour, when the current row is removed."""
        if first <= self.currentIndex().row() <= last:
            self.selectionModel().clear()
        super().rowsAboutToBeRemoved(parent, first, last)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without selecting a row: Qt's view would select the first one."""
        self._arriving = True
        super().focusInEvent(event)
        self._arriving = False

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the index that a key moves to: Home and End to the first and the last row, not to a column.

        With no current row, ↓ moves to the row that is `following`.
        """
        if self._arriving:
            return QModelIndex()
        if action is self.CursorAction.MoveDown and self.following is not None:
            following: QModelIndex = cast("Any", self.model()).index_for(self.following)
            if following.isValid():
                return following
        if action in (self.CursorAction.MoveHome, self.CursorAction.MoveEnd):
            index = super().moveCursor(action, modifiers | Qt.KeyboardModifier.ControlModifier)
            return index.siblingAtColumn(max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the current row on Ctrl+C, open it on Enter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy_row(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Store where a click began."""
        super().mousePressEvent(event)
        self._pressed = self.indexAt(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Copy the text of a clicked cell in a copying column."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index == self._pressed and index.isValid() and self.columns.all[index.column()].copies:
            self._copy(index.data(), self.visualRect(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand cursor over cells that copy on a click."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        copies = index.isValid() and self.columns.all[index.column()].copies
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if copies else Qt.CursorShape.ArrowCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu for the row under the pointer or, from the keyboard, for the current one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.data(Roles.ROW) is not None:
            place = self.visualRect(index).center() if by_key else event.pos()
            self._row_menu(index).popup(self.viewport().mapToGlobal(place))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole text of a cell that is cut and has no tool tip of its own."""
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            place = self.visualRect(index)
            is_cut = self.sizeHintForIndex(index).width() > place.width()
            if is_cut and not index.data(Qt.ItemDataRole.ToolTipRole):
                show_tip(event.globalPos(), str(index.data() or ""), self.viewport(), place)
                return True
        return super().viewportEvent(event)

    def _row_menu(self, index: QModelIndex) -> QMenu:
        """Return the menu of the present row; the row may change its place before an entry is selected."""
        row, line, cell, place = index.data(Roles.ROW), self._line(index), index.data(), self.visualRect(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.isSignalConnected(QMetaMethod.fromSignal(self.opened)):
            menu.addAction(self.tr("打开\tEnter")).triggered.connect(lambda: self.opened.emit(row))
        copy_row = menu.addAction(self.tr("复制这一行\tCtrl+C"))
        copy_row.triggered.connect(lambda: self._put_on_clipboard(line, place, self.tr("已复制这一行")))
        if cell:
            copy_cell = menu.addAction(self.tr("只复制这一格"))
            copy_cell.triggered.connect(lambda: self._copy(cell, place))
        return menu

    def _line(self, index: QModelIndex) -> str:
        """Return the visible cells of a row from left to right, separated by tabs."""
        header = self.horizontalHeader()
        sections = [header.logicalIndex(place) for place in range(header.count())]
        cells = [index.siblingAtColumn(each).data() for each in sections if not header.isSectionHidden(each)]
        return "\t".join(" ".join(str(cell or "").split()) for cell in cells)

    def _copy_row(self, index: QModelIndex) -> None:
        if index.data(Roles.ROW) is not None:
            self._put_on_clipboard(self._line(index), self.visualRect(index), self.tr("已复制这一行"))

    def _copy(self, text: str, place: QRect) -> None:
        if text:
            self._put_on_clipboard(text, place, self.tr("已复制 {text}").format(text=text))

    def _put_on_clipboard(self, text: str, place: QRect, notice: str) -> None:
        QGuiApplication.clipboard().setText(text)
        show_tip(QCursor.pos(), notice, self, place, _NOTICE_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns that fit; keep a current row visible that a bar above or below would push out."""
        current = self.currentIndex()
        was_visible = self.visualRect(current).bottom() < event.oldSize().height()
        super().resizeEvent(event)
        if was_visible and self.visualRect(current).bottom() >= self.viewport().height():
            self.scrollTo(current)
        self.columns.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the texts for none."""
        super().paintEvent(event)
        if self.empty_words[0]:
            self._paint_empty()

    def _paint_empty(self) -> None:
        sentence, hint = self.empty_words
        tokens = tokens_now()
        painter = QPainter(self.viewport())
        area = self.viewport().rect().adjusted(16, 0, -16, -self.viewport().height() // 5)
        line = self.fontMetrics().lineSpacing() + 4
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.setPen(QColor(tokens.text))
        painter.drawText(area.adjusted(0, 0, 0, -line if hint else 0), flags, sentence)
        if hint:
            painter.setPen(QColor(tokens.quiet))
            painter.drawText(area.adjusted(0, line, 0, 0), flags, hint)
        painter.end()


def put_below(widget: QWidget, other: QWidget) -> None:
    """Insert a widget below another one, which is in a vertical layout."""
    for column in widget.window().findChildren(QVBoxLayout):
        if column.indexOf(widget) >= 0:
            column.insertWidget(column.indexOf(widget) + 1, other)
