"""Describes in lines of text how a screen is laid out: what each widget and layout sets apart from Qt's defaults.

Only what the program sets once is described: not what follows from it, which depends on the fonts of a machine, and not
what is hidden, disabled or shown at the moment, which depends on the data.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from enum import Enum
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTableView,
    QWidget,
)

_UNBOUNDED = 16777215  # Qt's largest size
# The properties that a program sets to shape a screen.
_PROPERTIES = (
    "minimumSize", "maximumSize", "focusPolicy", "contextMenuPolicy", "acceptDrops", "wordWrap", "textInteractionFlags",
    "alignment", "indent", "margin", "checkable", "autoDefault", "default", "flat", "autoRaise", "autoRepeat",
    "iconSize", "toolButtonStyle", "popupMode", "maxLength", "clearButtonEnabled", "readOnly", "tabChangesFocus",
    "frame", "frameShape", "lineWidth", "echoMode", "displayFormat", "calendarPopup", "buttonSymbols", "singleStep",
    "handleWidth", "childrenCollapsible", "opaqueResize", "textVisible", "resizeMode", "editTriggers", "selectionMode",
    "selectionBehavior", "alternatingRowColors", "horizontalScrollMode", "verticalScrollMode",
    "horizontalScrollBarPolicy", "verticalScrollBarPolicy", "textElideMode", "tabKeyNavigation", "sortingEnabled",
    "showGrid", "cornerButtonEnabled", "widgetResizable", "maxVisibleItems", "sizeAdjustPolicy", "editable",
    "duplicatesEnabled", "sectionsMovable", "sectionsClickable", "highlightSections", "stretchLastSection",
    "defaultSectionSize", "minimumSectionSize", "defaultAlignment", "sortIndicatorClearable", "lineWrapMode",
    "undoRedoEnabled", "openLinks", "openExternalLinks", "uniformItemSizes", "spacing", "gridSize", "viewMode", "flow",
    "isWrapping", "maximumBlockCount",
)  # fmt: skip
# Sizes that follow from the fonts or the screen of a machine.
_FOLLOW = {
    "BigFigure": {"minimumSize"},
    "ConnectionWindow": {"maximumSize"},
    "PickList": {"minimumSize", "maximumSize"},
    "Quiet": {"minimumSize"},
}
_FROM_DATA = {"BackupButton", "DueNext"}  # buttons whose text comes from the data
# Their children are Qt's own.
_CLOSED = (QAbstractButton, QAbstractItemView, QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit)


def described(widget: QWidget, elsewhere: Collection[QWidget] = ()) -> list[str]:
    """Return a line for each widget and layout; of a widget described `elsewhere` only the first."""
    first = " ".join([type(widget).__name__, *_name(widget), *_settings(widget)])
    if widget in elsewhere:
        return [first]
    layout, inside = widget.layout(), list[str]()
    if layout is not None:
        inside += _laid_out(layout, elsewhere)
    if isinstance(widget, QTableView):
        inside += _columns(widget)
    placed = _placed(layout) if layout is not None else []
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        own = type(child).__module__.startswith("ui.")
        if (
            child not in placed
            and (own or not isinstance(widget, _CLOSED))
            and not child.objectName().startswith("qt_")
        ):
            inside += described(child, elsewhere)
    if isinstance(widget, QScrollArea):
        inside += described(widget.widget(), elsewhere)
    return [first, *_indented(inside)]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _placed(layout: QLayout) -> list[QWidget]:
    """Return the widgets that a layout and the layouts in it place."""
    items = [item for number in range(layout.count()) if (item := layout.itemAt(number)) is not None]
    own = [widget for item in items if (widget := item.widget()) is not None]
    return own + [widget for item in items if (inner := item.layout()) is not None for widget in _placed(inner)]


def _laid_out(layout: QLayout, elsewhere: Collection[QWidget]) -> list[str]:
    """Return a line for the layout, then its items, each with its place in a grid and its alignment."""
    sides = layout.contentsMargins()
    margins = [sides.left(), sides.top(), sides.right(), sides.bottom()]
    lines = []
    for number in range(layout.count()):
        item = layout.itemAt(number)
        assert item is not None
        first, *others = _item(item, elsewhere)
        place = f"{layout.getItemPosition(number)} " if isinstance(layout, QGridLayout) else ""
        aligned = f" (aligned {item.alignment().name})" if item.alignment() else ""
        lines += [place + first + aligned, *others]
    facts = [f"margins={margins}", *_spacing(layout), *_stretches(layout)]
    return [" ".join([type(layout).__name__, *facts]), *_indented(lines)]


def _item(item: QLayoutItem, elsewhere: Collection[QWidget]) -> list[str]:
    inner, widget, spacer = item.layout(), item.widget(), item.spacerItem()
    if widget is not None:
        return described(widget, elsewhere)
    if inner is not None:
        return _laid_out(inner, elsewhere)
    return [f"space {_size(spacer.sizeHint())} {_policies(spacer.sizePolicy())}"]


def _spacing(layout: QLayout) -> list[str]:
    if isinstance(layout, QGridLayout):
        return [f"spacing={layout.horizontalSpacing()}×{layout.verticalSpacing()}"]
    return [f"spacing={layout.spacing()}"]


def _stretches(layout: QLayout) -> list[str]:
    if isinstance(layout, QBoxLayout):
        factors = [layout.stretch(number) for number in range(layout.count())]
        return [f"stretch={factors}"] if any(factors) else []
    if isinstance(layout, QGridLayout):
        columns = [(layout.columnStretch(n), layout.columnMinimumWidth(n)) for n in range(layout.columnCount())]
        rows = [layout.rowStretch(n) for n in range(layout.rowCount())]
        return [f"columns={columns}", *([f"rows={rows}"] if any(rows) else [])]
    return []


def _columns(table: QTableView) -> Iterator[str]:
    """Yield a line for each header, and one for each column whose width is not its content's."""
    for header in (table.horizontalHeader(), table.verticalHeader()):
        hidden = ["hidden"] if header.isHidden() else []
        yield " ".join([type(header).__name__, *hidden, *_settings(header)])
    header = table.horizontalHeader()
    for section in range(header.count()):
        mode = header.sectionResizeMode(section)
        title = str(table.model().headerData(section, Qt.Orientation.Horizontal))
        width = str(header.sectionSize(section)) if mode is QHeaderView.ResizeMode.Interactive else ""
        hidden = "hidden" if header.isSectionHidden(section) else ""
        yield " ".join(filter(None, ["column", title, mode.name, width, hidden]))


def _name(widget: QWidget) -> list[str]:
    """Return the text of a button or of a caption; others come from the data, like those with figures."""
    is_caption = isinstance(widget, QLabel) and widget.buddy() is not None
    name = (widget.accessibleName() or widget.text()) if is_caption or isinstance(widget, QAbstractButton) else ""
    is_fixed = type(widget).__name__ not in _FROM_DATA and not re.search(r"\d|：", name)
    return ["".join(name.split())] if name and is_fixed else []


def _settings(widget: QWidget) -> list[str]:
    plain = _defaults(_qt_class(type(widget)))
    set_here = [f"{name}={value}" for name, value in _values(widget).items() if plain[name] != value]
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and widget.font().pixelSize() > 0:
        set_here.append(f"font={widget.font().pixelSize()}px/{widget.font().weight()}")
    if isinstance(widget, QSplitter):
        set_here.append(f"sizes={widget.sizes()}")
    return set_here


def _values(widget: QWidget) -> dict[str, str]:
    """Return the properties that this class of Qt has, and its size policy, as texts."""
    has = _qt_class(type(widget)).staticMetaObject
    follow = _FOLLOW.get(type(widget).__name__, ())
    names = [name for name in _PROPERTIES if has.indexOfProperty(name) >= 0 and name not in follow]
    return {"policies": _policies(widget.sizePolicy()), **{name: _text(widget.property(name)) for name in names}}


@cache
def _defaults(qt_class: type[QWidget]) -> dict[str, str]:
    plain = qt_class(Qt.Orientation.Horizontal) if qt_class is QHeaderView else qt_class()
    return _values(plain)


def _qt_class(of: type) -> type[QWidget]:
    return next(each for each in of.__mro__ if each.__module__ == "PySide6.QtWidgets")


def _text(value: object) -> str:
    if isinstance(value, QSize):
        return _size(value)
    if isinstance(value, Enum):
        return str(value.name)
    return str(value)


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}".replace(str(_UNBOUNDED), "∞")


def _policies(policy: QSizePolicy) -> str:
    stretches = (policy.horizontalStretch(), policy.verticalStretch())
    kept = "/kept" if policy.retainSizeWhenHidden() else ""
    return f"{policy.horizontalPolicy().name}/{policy.verticalPolicy().name}{stretches if any(stretches) else ''}{kept}"
