"""What somebody may not change looks read-only, with a sentence about who may."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.seats import SeatHand
from tickets.rules.words import Role, Zone
from tickets.service import TicketService
from tickets.settings import HOLD_REASONS
from tickets.store.queries.lookups import list_crews, list_faults
from tickets.store.rows import Who
from ui.editing.edit_page import EditPage
from ui.editing.page_spec import PageSpec
from ui.settings import pages
from ui.settings.appearance_page import AppearancePage
from ui.settings.people_page import staff_page


def open_fields(page: QWidget) -> list[QWidget]:
    """Return every field of a page that looks editable."""
    texts = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    others = [*page.findChildren(QComboBox), *page.findChildren(QCheckBox)]
    return [field for field in texts if not field.isReadOnly()] + [each for each in others if each.isEnabled()]


def specs(desk: TicketService) -> list[PageSpec]:
    faults = [(fault.code, fault.name) for fault in desk.read(list_faults)]
    crews = [(crew.id, crew.name) for crew in desk.read(list_crews)]
    return [
        pages.limit_page(faults), pages.rung_page(), pages.crew_page(), pages.member_page(crews), staff_page(),
        pages.place_page(), pages.fault_page(),
    ]  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_a_page_enables_exactly_the_fields_that_the_user_may_change(
    role: Role, hands: SeatHand, who: Who, qtbot: QtBot
) -> None:
    somebody = replace(who, roles=frozenset({role}))
    session = replace(hands.session, who=lambda: somebody)
    for spec in specs(session.service):
        page = EditPage(session, spec)
        qtbot.addWidget(page)
        hands.settle()
        fields = [field for field in open_fields(page._card) if page._annex is None or not _within(page, field)]
        if role in spec.editors and spec.name != "staff":
            assert page._save_button.isEnabled() and fields and not page._why_not.text()
        elif spec.name == "staff" and role in spec.editors:
            assert len(fields) == (2 if role is Role.SUPERVISOR else 9)
        else:
            assert fields == [], spec.name
            assert not (page._save_button.isEnabled() or page._new_button.isEnabled())
            assert "只能看" in page._why_not.text() and "值班长" in page._why_not.text()


def test_an_operator_adds_a_place_without_choosing_its_zone(hands: SeatHand, who: Who, qtbot: QtBot) -> None:
    somebody = replace(who, roles=frozenset({Role.OPERATOR}))
    page = EditPage(replace(hands.session, who=lambda: somebody), pages.place_page())
    hands.show(page, qtbot)
    assert any("值班长、管理员才能改" in label.text() for label in page.findChildren(QLabel))
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    for key, words in (("name", "新村"), ("town", "刘集镇")):
        page._editors[key].show_value(words)
    assert not page._editors["zone"].widget.isEnabled()
    hands.press(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page._editors["zone"].value() is Zone.RURAL
    assert not page._editors["zone"].widget.isEnabled()


def test_the_enabled_fields_follow_a_change_of_user(hands: SeatHand, who: Who, qtbot: QtBot) -> None:
    current_user = [replace(who, roles=frozenset({Role.OPERATOR}))]
    session = replace(hands.session, who=lambda: current_user[0])
    edited, looks = EditPage(session, pages.rung_page()), AppearancePage(session)
    for page in (edited, looks):
        qtbot.addWidget(page)
    hands.settle()
    reasons = looks.cards[HOLD_REASONS.key]
    assert not open_fields(edited._card) and reasons.editor.widget.isReadOnly()
    assert "只能看" in reasons.why_not.text()
    assert reasons.why_not.isVisibleTo(looks)
    assert not reasons.save_button.isEnabled()
    current_user[0] = who
    for page in (edited, looks):
        page.show()
    assert open_fields(edited._card) and not reasons.editor.widget.isReadOnly()
    assert not reasons.why_not.isVisibleTo(looks)
    assert reasons.save_button.isEnabled()


def _within(page: EditPage, field: QWidget) -> bool:
    return page._annex is not None and page._annex.isAncestorOf(field)
