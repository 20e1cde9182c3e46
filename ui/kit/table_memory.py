"""Stores a table's layout between sessions: widths, order and visibility of columns, and the sort."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QHeaderView

from ui.kit.columns import Column


def save(
    settings: QSettings,
    name: str,
    header: QHeaderView,
    columns: Sequence[Column[Any]],
    left_out: Mapping[str, bool],
) -> None:
    """Store the layout of the table called `name`. Columns are identified by their key.

    `left_out` are hidden for the present rows only, and whether each is hidden otherwise.
    """
    by_place = sorted(range(len(columns)), key=header.visualIndex)
    sorted_by = header.sortIndicatorSection()
    state = {
        "widths": {
            column.key: header.sectionSize(section)
            for section, column in enumerate(columns)
            if not column.stretch and not header.isSectionHidden(section)
        },
        "order": [columns[section].key for section in by_place],
        "hidden": [
            column.key
            for section, column in enumerate(columns)
            if left_out.get(column.key, header.isSectionHidden(section))
        ],
        "sort": columns[sorted_by].key if 0 <= sorted_by < len(columns) else None,
        "descending": header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder,
    }
    settings.setValue(f"tables/{name}", json.dumps(state))


def restore(settings: QSettings, name: str, header: QHeaderView, columns: Sequence[Column[Any]]) -> None:
    """Restore the layout of the table called `name`; invalid values are ignored."""
    try:
        state = json.loads(str(settings.value(f"tables/{name}", "{}")))
        sections = {column.key: section for section, column in enumerate(columns)}
        for key, width in state.get("widths", {}).items():
            if key in sections:
                header.resizeSection(sections[key], max(24, int(width)))
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
