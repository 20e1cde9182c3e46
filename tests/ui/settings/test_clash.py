"""Two users edit the same settings: nobody overwrites what they have not seen, and no input is lost."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions import people, rulemaking
from tickets.errors import Unavailable
from tickets.rules.words import Priority, Role, Stage
from tickets.settings import HOLD_REASONS, LOCK_MINUTES, Setting
from tickets.store.queries.lookups import list_crews, list_limits, list_rungs, list_staff, setting
from tickets.store.tables import staff
from ui.editing.edit_page import EditPage
from ui.editing.page_spec import PageSpec
from ui.kit.labels import Words
from ui.settings import pages, setting_card
from ui.settings.appearance_page import AppearancePage
from ui.settings.people_page import staff_page
from ui.settings.setting_card import SETTING_ENTRIES, SettingCard

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
OPERATOR, BOTH = frozenset({Role.OPERATOR}), frozenset({Role.OPERATOR, Role.DISPATCHER})


@pytest.fixture
def zhang(hand: Hand) -> int:
    return hand.do(people.save_staff(None, "Zhang San", OPERATOR, "111", login="zhang"))


def opened(spec: PageSpec, key: Any, hands: SeatHand, qtbot: QtBot) -> EditPage:
    page = EditPage(hands.session, spec)
    hands.show(page, qtbot)
    assert page._table.choose(key)
    return page


def line(page: EditPage, key: str) -> QLineEdit | QPlainTextEdit:
    widget = page._editors[key].widget
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    return widget


def type_into(page: EditPage, key: str, text: str, qtbot: QtBot) -> None:
    line(page, key).selectAll()
    qtbot.keyClicks(line(page, key), text)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier, hands: SeatHand, qtbot: QtBot) -> None:
    hands.press(widget, key, modifier)


def conflict_text(page: EditPage) -> str:
    """Return the whole text of the conflict message; "" while there is none."""
    view = page._clash_view
    return " ".join(words.text() for words in view.findChildren(Words)) if view.isVisible() else ""


def lock_card(hands: SeatHand) -> SettingCard:
    return SettingCard(hands.session, next(entry for entry in SETTING_ENTRIES if entry.setting is LOCK_MINUTES))


def stored(hand: Hand, key: int) -> tuple[str, bool, frozenset[Role]]:
    (row,) = hand.rows(staff, id=key)
    return row.phone, row.active, row.roles


@pytest.mark.on_both
@pytest.mark.parametrize("informed", [True, False], ids=["the feed was first", "the feed was slow"])
def test_correcting_a_phone_does_not_reactivate_an_account_retired_meanwhile(
    zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot, informed: bool
) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    type_into(page, "phone", "222", qtbot)
    hand.do(people.save_staff(zhang, "Zhang San", BOTH, "111", active=False, login="zhang"))
    if informed:
        hands.settle()
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert stored(hand, zhang) == ("111", False, BOTH), "nothing is written over what nobody has seen"
    conflict = conflict_text(page)
    assert "值班员（1 号席）编辑人员" in conflict
    assert "在用" in conflict
    assert "是 → 否" in conflict
    assert "接线员 → 接线员、调度员" in conflict
    assert line(page, "phone").text() == "222"
    active = page._editors["active"].widget
    assert isinstance(active, QCheckBox)
    assert not active.isChecked(), "what was not touched is shown as it is now"
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert stored(hand, zhang) == ("222", False, BOTH)
    assert conflict_text(page) == ""


def test_each_further_change_by_others_is_shown_as_another_conflict(
    zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    type_into(page, "phone", "222", qtbot)
    for phone in ("333", "444"):
        hand.do(people.save_staff(zhang, "Zhang San", OPERATOR, phone, login="zhang"))
        press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
        assert f"→ {phone}" in conflict_text(page)
        assert stored(hand, zhang)[0] == phone
        assert line(page, "phone").text() == "222"
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert stored(hand, zhang)[0] == "222", "what both have changed is kept only when asked for again"


def test_a_key_takes_over_the_values_of_the_other_person(zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    type_into(page, "phone", "222", qtbot)
    hand.do(people.save_staff(zhang, "Zhang San", OPERATOR, "333", login="zhang"))
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    press(page, Qt.Key.Key_U, ALT, hands, qtbot)
    assert line(page, "phone").text() == "333"
    assert conflict_text(page) == ""
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert stored(hand, zhang)[0] == "333"


def test_an_untouched_form_shows_changes_saved_by_others(zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    hand.do(people.save_staff(zhang, "Zhang San", BOTH, "333", login="zhang"))
    hands.settle()
    assert line(page, "phone").text() == "333"
    type_into(page, "phone", "444", qtbot)
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert stored(hand, zhang) == ("444", True, BOTH)


def test_own_earlier_saves_are_no_conflict(zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    for phone in ("  222 ", "333", "444"):
        type_into(page, "phone", phone, qtbot)
        press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
        assert conflict_text(page) == page._error.sentence == ""
        assert stored(hand, zhang)[0] == phone.strip() == line(page, "phone").text()


def test_text_typed_while_saving_stays_in_the_settings_form(
    zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    type_into(page, "phone", "222", qtbot)
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    hands.worker.step()
    qtbot.keyClicks(line(page, "phone"), "5")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    assert "读回" in page._error.sentence
    assert not page._error.property("alarm"), "nothing is wrong"
    hands.settle()
    assert line(page, "phone").text() == "2225"
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert stored(hand, zhang)[0] == "2225"
    assert conflict_text(page) == ""


def test_editing_a_crew_does_not_undo_a_change_of_its_duty(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    crew = hand.crew()
    page = opened(pages.crew_page(), crew, hands, qtbot)
    type_into(page, "phone", "222", qtbot)
    hand.do(people.set_crew_duty(crew, False))
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert "在班" in conflict_text(page)
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    found = next(each for each in hand.desk.read(list_crews) if each.id == crew)
    assert (found.phone, found.on_duty) == ("222", False)


def test_saving_over_a_newer_version_of_a_limit_shows_a_conflict_first(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    rule = hand.desk.read(list_limits)[0]
    page = opened(pages.limit_page([]), rule.rule, hands, qtbot)
    type_into(page, "source", "mine", qtbot)
    theirs = rulemaking.LimitDraft(rule.stage, 4321, rule.fault, rule.priority, rule.zone, source=rule.source)
    hand.do(rulemaking.save_limit(rule.rule, theirs))
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert "时限" in conflict_text(page)
    assert "→ 4321 秒" in conflict_text(page)
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    now = next(each for each in hand.desk.read(list_limits) if each.rule == rule.rule)
    assert (now.seconds, now.source, now.version) == (4321, "mine", rule.version + 2)


def test_retiring_a_limit_that_somebody_changed_shows_a_conflict_first(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    draft = rulemaking.LimitDraft(Stage.ACCEPT, 60, priority=Priority.P1, hour_from=1, hour_to=2)
    hand.do(rulemaking.save_limit(None, draft))
    rule = max(each.rule for each in hand.desk.read(list_limits))
    page = opened(pages.limit_page([]), rule, hands, qtbot)
    hand.do(
        rulemaking.save_limit(
            rule, rulemaking.LimitDraft(Stage.ACCEPT, 61, priority=Priority.P1, hour_from=1, hour_to=2)
        )
    )
    press(page, Qt.Key.Key_Delete, CTRL, hands, qtbot)
    assert rule in [each.rule for each in hand.desk.read(list_limits)]
    assert "61 秒" in conflict_text(page)
    press(page, Qt.Key.Key_Delete, CTRL, hands, qtbot)
    assert rule not in [each.rule for each in hand.desk.read(list_limits)]


def test_a_rung_can_be_changed_repeatedly_and_a_replaced_one_added_as_new(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    rung = next(each for each in hand.desk.read(list_rungs) if each.after is not None)
    page = opened(pages.rung_page(), rung.id, hands, qtbot)
    for seconds in ("91 s", "92 s"):
        type_into(page, "after", seconds, qtbot)
        press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
        assert page._error.sentence == conflict_text(page) == ""
    (mine,) = [each for each in hand.desk.read(list_rungs) if each.after == 92]
    assert page._table.current().id == mine.id
    type_into(page, "after", "93 s", qtbot)
    hand.do(rulemaking.save_rung(mine.id, rulemaking.RungDraft(mine.kind, None, 94, mine.roles)))
    hands.settle()
    assert "换成了新的一条" in conflict_text(page)
    assert line(page, "after").text() == "93 s"
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert {93, 94} <= {each.after for each in hand.desk.read(list_rungs)}


def test_an_untouched_form_of_a_removed_entry_becomes_a_new_entry(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    rung = hand.desk.read(list_rungs)[0]
    page = opened(pages.rung_page(), rung.id, hands, qtbot)
    hand.do(rulemaking.retire_rung(rung.id))
    hands.settle()
    assert page._card.title.text() == "新条目"
    assert conflict_text(page) == ""


def test_hold_reasons_added_by_somebody_else_are_not_lost(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    hand.do(rulemaking.save_setting(HOLD_REASONS.key, ["one"]))
    page = AppearancePage(hands.session)
    hands.show(page, qtbot)
    card = page.cards[HOLD_REASONS.key]
    field = card.editor.widget
    qtbot.keyClicks(field, "mine ")
    hand.do(rulemaking.save_setting(HOLD_REASONS.key, ["one", "two"]))
    hands.settle()
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert hand.desk.read(setting, HOLD_REASONS) == ["one", "two"]
    assert field.toPlainText() == "mine one"
    assert "刚被改过" in card.clash_view.sentence
    assert "挂起原因" in " ".join(words.text() for words in card.clash_view.findChildren(QLabel))
    press(page, Qt.Key.Key_U, ALT, hands, qtbot)
    assert field.toPlainText() == "one\ntwo"
    qtbot.keyClicks(field, "mine ")
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert hand.desk.read(setting, HOLD_REASONS) == ["mine one", "two"]


def test_a_setting_that_could_not_be_read_is_not_overwritten(
    hands: SeatHand, hand: Hand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    hand.do(rulemaking.save_setting(HOLD_REASONS.key, ["one"]))
    hand.do(rulemaking.save_setting(LOCK_MINUTES.key, 20))

    away = [True]

    def read(connection: Connection, wanted: Setting[Any]) -> Any:
        if away:
            raise Unavailable("连不上数据库。")
        return setting(connection, wanted)

    monkeypatch.setattr(setting_card, "setting", read)
    page, card = AppearancePage(hands.session), lock_card(hands)
    reasons = page.cards[HOLD_REASONS.key].editor.widget
    for each, field in ((page, reasons), (card, card.editor.widget)):
        assert "还没有读到" in field.placeholderText()
        hands.show(each, qtbot)
        qtbot.keyClicks(field, "7")
        for with_ in (CTRL, ALT):
            press(each, Qt.Key.Key_S, with_, hands, qtbot)
        press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, hands, qtbot)
    assert not reasons.toPlainText(), "nothing can be typed"
    assert not page.cards[HOLD_REASONS.key].save_button.isEnabled()
    assert (hand.desk.read(setting, HOLD_REASONS), hand.desk.read(setting, LOCK_MINUTES)) == (["one"], 20)
    away.clear()
    hands.session.tick.second.emit(hands.clock.now)  # a failed read is repeated each second
    hands.settle()
    assert reasons.placeholderText() == ""
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClicks(reasons, "my ")
    press(page, Qt.Key.Key_S, CTRL, hands, qtbot)
    assert hand.desk.read(setting, HOLD_REASONS) == ["my one"]


def test_after_sorting_the_form_still_shows_the_selected_person(
    zhang: int, hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    page = opened(staff_page(), zhang, hands, qtbot)
    type_into(page, "phone", "222", qtbot)
    page._table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    hand.do(people.save_staff(None, "Somebody else", OPERATOR))
    hands.settle()
    assert line(page, "phone").text() == "222"
    assert page._table.current().id == zhang
    assert zhang in [one.id for one in hand.desk.read(list_staff)]
