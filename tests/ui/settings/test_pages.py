"""The tables of the settings pages."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from tickets.rules.ladder import Rung
from tickets.rules.words import Role, RungKind
from ui.editing.page_spec import EditRow
from ui.kit.columns import RIGHT, Column
from ui.settings import pages
from ui.settings.backup_list import BackupList
from ui.settings.pages import rung_page
from ui.settings.people_page import staff_page

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("share", "after", "words"),
    [(70, None, "用掉时限的 70%"), (0, None, "用掉时限的 0%"), (None, 300, "超时后 5 分"), (None, None, "超时后 0 秒")],
)
def test_the_table_of_rungs_says_when_each_is_reached(share: int | None, after: int | None, words: str) -> None:
    rung = Rung(1, RungKind.ESCALATION, None, None, share, after, frozenset(Role), NOW)
    texts = [column.text(EditRow(1, rung), NOW) for column in rung_page().columns]
    assert words in texts


# The width of each column in pixels; at 1366 × 768 the stretching ones have the rest.
WIDTHS = {
    "crews": "name=stretch, phone=150, zone=72, duty=64, active=64",
    "members": "crew=140, name=stretch, phone=150, leader=64, active=64",
    "places": "name=140, town=110, zone=72, aliases=stretch, pinyin=150, active=64",
    "faults": "name=stretch, group=80, priority=96, isolate=72, active=64",
    "limits": "stage=52, fault=stretch, priority=76, zone=50, dn=124, hours=100, seconds=100 right, version=48 right, "
    "source=stretch from 840",
    "rungs": "priority=96, stage=72, kind=72, point=160, roles=stretch",
    "staff": "name=112, login=96, roles=stretch, password=52, expires=92, duty=48, active=48",
    "backups": "at=128, kind=80, size=88 right, result=280, where=stretch",
}


def width(column: Column[Any]) -> str:
    words = f"{column.key}={'stretch' if column.stretch else column.width}"
    return words + (" right" if column.align == RIGHT else "") + (f" from {column.room}" if column.room else "")


def test_the_columns_of_the_settings_share_the_width_of_a_small_screen(hands: SeatHand, qtbot: QtBot) -> None:
    specs = (
        pages.crew_page(), pages.member_page([]), pages.place_page(), pages.fault_page(), pages.limit_page([]),
        pages.rung_page(), staff_page(),
    )  # fmt: skip
    backups = BackupList(hands.session)
    qtbot.addWidget(backups)
    tables = {spec.name: spec.columns for spec in specs} | {"backups": backups._columns()}
    assert {name: ", ".join(width(column) for column in columns) for name, columns in tables.items()} == WIDTHS
    assert all(not column.stretch or column.width == 120 for spec in specs for column in spec.columns)


def test_a_cell_of_the_settings_sorts_by_its_text_and_has_it_as_tool_tip() -> None:
    member = Mock(crew_id=2, leader=True, active=False, phone="13800000000")
    columns = {column.key: column for column in pages.member_page([(2, "二班")]).columns}
    for key, text in (("crew", "二班"), ("leader", "是"), ("active", ""), ("phone", "138 0000 0000")):
        column, entry = columns[key], EditRow(1, member)
        assert column.text(entry, NOW) == text
        assert column.sort is not None and column.sort(entry) == text
        assert column.tooltip is not None and column.tooltip(entry, NOW) == text
    member.crew_id = 7
    assert columns["crew"].text(EditRow(1, member), NOW) == "", "a crew that is not known"
