from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand, unavailable
from tests.ui.showing import show_active
from tickets.actions.people import save_crew
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.errors import Conflict
from tickets.rules.words import FaultGroup, Priority, Role, RungKind, Stage, Zone
from tickets.store.queries.lookups import list_crews, list_faults, list_limits
from tickets.store.rows import Who
from tickets.store.tables import crews, faults, places
from ui.editing.edit_page import EditPage
from ui.editing.page_spec import PageSpec
from ui.settings import pages
from ui.settings.people_page import staff_page
from ui.settings.settings_desk import SettingsDesk

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(spec: PageSpec, hands: SeatHand, qtbot: QtBot) -> EditPage:
    page = EditPage(hands.session, spec)
    hands.show(page, qtbot)
    return page


def test_a_crew_added_by_keyboard_appears_in_the_table(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    name = page._editors["name"].widget
    qtbot.keyClicks(name, "3 ban")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "3 ban" in [crew.name for crew in hands.session.service.read(list_crews)]
    assert "3 ban" in [entry.row.name for entry in page._model.rows]


def test_a_limit_of_zero_is_refused_beside_the_form_and_what_was_typed_stays(hands: SeatHand, qtbot: QtBot) -> None:
    named = [(fault.code, fault.name) for fault in hands.session.service.read(list_faults)]
    page = opened(pages.limit_page(named), hands, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    seconds = page._editors["seconds"].widget
    assert isinstance(seconds, QLineEdit)
    qtbot.keyClicks(seconds, "0")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "不能为零" in page._error.sentence
    assert seconds.text() == "0"


def test_a_place_is_searched_by_sound_and_changed_while_the_form_stays(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    page = opened(pages.place_page(), hands, qtbot)
    everything = len(page._model.rows)
    hands.press(page, Qt.Key.Key_F, CTRL)
    search = page._search
    assert search is not None
    assert search.hasFocus()
    search.setText("铜城街道 nanhu")
    hands.press(search, Qt.Key.Key_Return)
    assert [entry.row.name for entry in page._model.rows] == ["南湖社区"]
    assert page._table.hasFocus()
    page._table.choose(page._model.rows[0].id)
    aliases = page._editors["aliases"].widget
    assert isinstance(aliases, QLineEdit)
    qtbot.keyClicks(aliases, " lake")
    qtbot.keyClicks(search, "x")
    qtbot.waitUntil(lambda: not page._model.rows, timeout=60_000)
    assert " lake" in aliases.text(), "what is not listed stays in the form"
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "lake" in hand.rows(places, name="南湖社区")[0].aliases
    hands.press(search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(page._model.rows) == everything, timeout=60_000)


def test_an_edited_limit_becomes_a_new_version(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.limit_page([]), hands, qtbot)
    first = page._model.rows[0].row
    page._table.choose(first.rule)
    seconds = page._editors["seconds"].widget
    assert isinstance(seconds, QLineEdit)
    seconds.selectAll()
    qtbot.keyClicks(seconds, "25")
    hands.press(page, Qt.Key.Key_S, CTRL)
    changed = next(line for line in hands.session.service.read(list_limits) if line.rule == first.rule)
    assert (changed.seconds, changed.version) == (1500, first.version + 1)


@pytest.mark.parametrize("named", [True, False])
def test_a_limit_for_a_fault_that_is_out_of_use_keeps_it_when_it_is_saved(
    hands: SeatHand, hand: Hand, qtbot: QtBot, named: bool
) -> None:
    hand.do(save_limit(None, LimitDraft(Stage.ACCEPT, 60, fault="burst_main")))
    rule = max(line.rule for line in hands.session.service.read(list_limits))
    choices = [("burst_main", "爆管（停用）"), ("other", "其他")] if named else [("other", "其他")]
    page = opened(pages.limit_page(choices), hands, qtbot)
    page._table.choose(rule)
    fault, seconds = page._editors["fault"].widget, page._editors["seconds"].widget
    assert isinstance(fault, QComboBox)
    assert isinstance(seconds, QLineEdit)
    assert fault.currentText() == ("爆管（停用）" if named else "burst_main")
    seconds.selectAll()
    qtbot.keyClicks(seconds, "25")
    hands.press(page, Qt.Key.Key_S, CTRL)
    changed = next(line for line in hands.session.service.read(list_limits) if line.rule == rule)
    assert (changed.seconds, changed.fault) == (1500, "burst_main")


def test_retired_entries_are_offered_last_and_marked(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    with hand.desk.store.writing() as connection:
        connection.execute(faults.update().where(faults.c.code == "burst_main").values(active=False))
    window = QMainWindow()
    qtbot.addWidget(window)
    desk = SettingsDesk(hands.session, window)
    window.setCentralWidget(desk)
    hands.settle()
    page = desk._pages.currentWidget()
    assert isinstance(page, EditPage)
    box = page._editors["fault"].widget
    assert isinstance(box, QComboBox)
    assert box.itemText(box.count() - 1).endswith("（停用）")
    assert sum("停用" in box.itemText(row) for row in range(box.count())) == 1


def test_saving_a_limit_that_was_not_changed_makes_no_new_version(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.limit_page([]), hands, qtbot)
    first = page._model.rows[0].row
    page._table.choose(first.rule)
    hands.press(page, Qt.Key.Key_S, CTRL)
    page.refresh()
    hands.settle()
    assert next(entry.row for entry in page._model.rows if entry.id == first.rule).version == first.version
    assert "没有改动" in page._notice.sentence


@pytest.mark.parametrize("make", [staff_page, pages.crew_page, pages.place_page, pages.fault_page, pages.rung_page])
def test_every_entry_of_a_page_can_be_opened_and_kept_unchanged(make, hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(make(), hands, qtbot)
    entries = list(page._model.rows)
    assert entries
    for entry in entries[:5]:
        page._table.choose(entry.id)
        values = {key: editor.value() for key, editor in page._editors.items()}
        for key, value in values.items():
            assert type(value) is type(page._spec.value_of(entry.row, key)) or value in (None, "")
            assert value == page._spec.value_of(entry.row, key) or not (value or page._spec.value_of(entry.row, key))
    assert page.findChildren(QComboBox) or page.findChildren(QLineEdit)


def test_every_kind_of_place_in_a_new_database_is_shown_in_chinese(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.place_page(), hands, qtbot)
    kinds = {entry.row.kind for entry in page._model.rows}
    assert {"town", "road"} <= kinds
    assert not [kind for kind in kinds if page._editors["kind"].words(kind).isascii()]


def test_from_the_list_of_pages_only_the_keys_of_the_open_page_work(hands: SeatHand, qtbot: QtBot) -> None:
    desk = SettingsDesk(hands.session)
    holder = QMainWindow()
    holder.setCentralWidget(desk)
    qtbot.addWidget(holder)
    show_active(holder, qtbot)
    for number in (2, 4):
        desk.open_page(number)
        hands.settle()
    desk._list.setFocus()
    qtbot.keyClick(desk._list, Qt.Key.Key_N, CTRL)
    page = desk._built[4]
    assert isinstance(page, EditPage)
    assert page._editors["name"].widget.hasFocus()
    qtbot.keyClicks(page._editors["name"].widget, "desk 2")
    desk._list.setFocus()
    hands.press(desk._list, Qt.Key.Key_S, CTRL)
    assert "desk 2" in [entry.row.name for entry in page._model.rows]


def test_the_selected_entry_is_saved_even_when_answers_arrive_late(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    first, second = (entry.id for entry in page._model.rows[:2])
    phone = page._editors["phone"].widget
    for key, number in ((first, "13800000001"), (second, "13800000002")):
        page._table.choose(key)
        assert isinstance(phone, QLineEdit)
        phone.clear()
        qtbot.keyClicks(phone, number)
        qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    qtbot.keyClicks(phone, "3")
    hands.settle()
    phones = {crew.id: crew.phone for crew in hands.session.service.read(list_crews)}
    assert (phones[first], phones[second]) == ("13800000001", "13800000002")
    assert (page._key, phone.text()) == (second, "138000000023"), "what is typed meanwhile stays"


def test_typed_text_is_discarded_only_by_a_second_arrow_key(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.limit_page([]), hands, qtbot)
    first, second = (page._model.rows[place].row for place in (0, 1))
    page._table.choose(first.rule)
    seconds = page._editors["seconds"].widget
    assert isinstance(seconds, QLineEdit)
    seconds.selectAll()
    qtbot.keyClicks(seconds, "25")
    for way in (lambda: qtbot.keyClick(page, Qt.Key.Key_N, CTRL), lambda: qtbot.keyClick(page._table, Qt.Key.Key_Down)):
        way()
        assert (seconds.text(), page._table.current().id) == ("25", first.rule)
        assert "还没有保存" in page._error.sentence
        assert not page._error.property("alarm"), "nothing is wrong"
    qtbot.keyClicks(seconds, "0")
    qtbot.keyClick(page._table, Qt.Key.Key_Down)
    assert (seconds.text(), page._table.current().id) == ("250", first.rule)  # typed after the save was sent
    qtbot.keyClick(page._table, Qt.Key.Key_Down)
    assert (page._table.current().id, page._key) == (second.rule, second.rule)
    assert (seconds.text() != "250", page._error.sentence) == (True, "")


def test_a_second_new_entry_is_not_lost_when_the_first_one_has_been_saved(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    name = page._editors["name"].widget
    assert isinstance(name, QLineEdit)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    qtbot.keyClicks(name, "3 ban")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    qtbot.keyClicks(name, "4 ban")
    hands.settle()
    assert name.text() == "4 ban"
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert {"3 ban", "4 ban"} <= {crew.name for crew in hands.session.service.read(list_crews)}


def line(page: EditPage, key: str) -> QLineEdit:
    widget = page._editors[key].widget
    assert isinstance(widget, QLineEdit)
    return widget


def can(page: EditPage) -> tuple[bool, bool, bool]:
    """Return whether one can save, add and retire."""
    buttons = page._save_button, page._new_button, page._retire_button
    return buttons[0].isEnabled(), buttons[1].isEnabled(), buttons[2].isEnabled()


def test_only_an_entry_in_the_form_can_be_retired_and_only_by_those_who_may_edit(
    hands: SeatHand, who: Who, qtbot: QtBot
) -> None:
    page = opened(pages.limit_page([]), hands, qtbot)
    assert can(page) == (True, True, False), "a new entry"
    page._table.choose(page._model.rows[0].id)
    assert can(page) == (True, True, True)
    page.refresh()
    hands.settle()
    assert can(page) == (True, True, True)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    assert can(page) == (True, True, False)
    onlooker = Who(who.staff_id, who.name, frozenset({Role.OPERATOR}), who.seat)
    page = opened(pages.limit_page([]), hands.of(onlooker), qtbot)
    page._table.choose(page._model.rows[0].id)
    assert can(page) == (False, False, False)
    assert page._retire_button.isVisible()
    page = opened(pages.crew_page(), hands, qtbot)
    assert not page._retire_button.isVisible(), "a crew is retired by a field"


NEW: dict[str, dict[str, Any]] = {
    "crews": {"on_duty": True, "active": True},
    "members": {"crew_id": 1, "active": True},
    "places": {"active": True},
    "faults": {"fault_group": FaultGroup.OTHER, "priority": Priority.P3, "active": True},
    "limits": {"stage": Stage.ACCEPT},
    "rungs": {"kind": RungKind.OVERDUE, "roles": frozenset({Role.DISPATCHER})},
    "staff": {"roles": frozenset({Role.OPERATOR}), "active": True},
}


def test_a_new_entry_begins_with_what_is_usual(hands: SeatHand, qtbot: QtBot) -> None:
    for spec in (
        pages.crew_page(), pages.member_page([(1, "一班"), (2, "二班")]), pages.place_page(), pages.fault_page(),
        pages.limit_page([]), pages.rung_page(), staff_page(),
    ):  # fmt: skip
        page = EditPage(hands.session, spec)
        qtbot.addWidget(page)
        assert {key: value for key, value in page._form.values().items() if value} == NEW[spec.name]


def test_what_is_out_of_use_stays_in_the_table(hands: SeatHand, hand: Hand) -> None:
    for spec, table in ((pages.crew_page(), crews), (pages.place_page(), places), (pages.fault_page(), faults)):
        key = next(iter(table.primary_key))
        last = hand.rows(table)[-1][0]
        with hand.desk.store.writing() as connection:
            connection.execute(table.update().where(key == last).values(active=False))
        rows = {spec.key(row): row for row in hands.session.service.read(spec.read)}
        assert rows[last].active is False


def test_a_fault_is_added_and_then_changed_on_its_page(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    page = opened(pages.fault_page(), hands, qtbot)
    for key, text in (("code", "cold"), ("name", "no heating")):
        qtbot.keyClicks(line(page, key), text)
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._error.sentence == ""
    page._table.choose("cold")
    qtbot.keyClicks(line(page, "name"), "still ")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._error.sentence == ""
    (row,) = hand.rows(faults, code="cold")
    assert (row.name, row.active) == ("still no heating", True)


def test_the_table_of_limits_says_what_each_is_for(hands: SeatHand, hand: Hand, qtbot: QtBot) -> None:
    night = LimitDraft(
        Stage.RESOLVE, 5400, "burst_main", Priority.P1, Zone.URBAN, 100, 300, 22, 6, source="the council"
    )
    hand.do(save_limit(None, night))
    page = opened(pages.limit_page([]), hands, qtbot)
    texts = [[page._model.index(row, column).data() for column in range(9)] for row in range(page._model.rowCount())]
    name = next(fault.name for fault in hand.desk.read(list_faults) if fault.code == "burst_main")
    assert [
        Stage.RESOLVE.label, name, Priority.P1.label, Zone.URBAN.label, "100 ≤ DN < 300", "22–次日 6 时",
        "1 小时 30 分", "1", "the council",
    ] in texts  # fmt: skip
    assert any(row[1:6] == ["全部", "全部", "全部", "全部", "全天"] for row in texts)


def test_what_counts_as_typed_is_not_left_without_a_question(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(pages.limit_page([]), hands, qtbot)
    first, second = (entry.id for entry in page._model.rows[:2])
    qtbot.keyClicks(line(page, "dn_from"), "80")
    page._table.choose(first)
    assert "还没有保存" in page._error.sentence
    assert (page._key, page._table.current(), line(page, "dn_from").text()) == (None, None, "80")
    page._table.choose(first)
    assert page._key == first
    qtbot.keyClicks(line(page, "dn_from"), "x")  # which can't be saved
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "不是整数" in page._error.sentence
    page._table.choose(second)
    assert (page._key, line(page, "dn_from").text()) == (first, "x"), "after a failed attempt, too"
    page._table.choose(second)
    assert (page._key, line(page, "dn_from").text(), page._error.sentence) == (second, "", "")


def test_after_a_save_or_a_refusal_further_input_is_kept_when_another_entry_is_selected(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    first, second = (entry.id for entry in page._model.rows[:2])
    page._table.choose(first)
    qtbot.keyClicks(line(page, "phone"), "13800000001")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._notice.sentence == "已保存。"
    line(page, "phone").clear()  # an empty field is an edited one, too
    page._table.choose(second)
    assert (page._key, line(page, "phone").text()) == (first, "")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert hand.rows(crews)[0].phone == ""
    line(page, "name").clear()
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._error.sentence and not page._notice.isVisible()
    page._table.choose(second)
    assert (page._key, line(page, "name").text()) == (first, "")


def test_a_save_repeated_because_its_answer_was_lost_is_executed_once(
    hands: SeatHand, hand: Hand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    execute = hands.session.service.execute

    def lose(*given: Any) -> None:
        execute(*given)
        unavailable()

    qtbot.keyClicks(line(page, "name"), "3 ban")
    with monkeypatch.context() as away:
        away.setattr(hands.session.service, "execute", lose)
        hands.press(page, Qt.Key.Key_S, CTRL)
    assert "用不了" in page._error.sentence
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert [row.name for row in hand.rows(crews)].count("3 ban") == 1
    assert page._notice.sentence == "已保存。"
    qtbot.keyClicks(line(page, "phone"), "1")
    with monkeypatch.context() as away:
        away.setattr(hands.session.service, "execute", unavailable)
        hands.press(page, Qt.Key.Key_S, CTRL)
    qtbot.keyClicks(line(page, "phone"), "2")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert [row.phone for row in hand.rows(crews) if row.name == "3 ban"] == ["12"], "what was typed since is sent"


def test_an_entry_selected_again_while_it_is_being_saved_shows_what_was_saved(
    hands: SeatHand, hand: Hand, qtbot: QtBot
) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    first, second = (entry.id for entry in page._model.rows[:2])
    page._table.choose(first)
    qtbot.keyClicks(line(page, "phone"), "13800000001")
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    for key in (second, first):
        page._table.choose(key)
    assert line(page, "phone").text() == ""
    hands.settle()
    assert line(page, "phone").text() == "13800000001"
    assert not page._form.typed(), "another save would undo the first"


@pytest.mark.parametrize("new", [True, False])
def test_a_conflict_without_a_visible_difference_is_told_in_the_error_line(
    hands: SeatHand, hand: Hand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, new: bool
) -> None:
    page = opened(pages.crew_page(), hands, qtbot)
    key = page._model.rows[0].id
    if not new:
        page._table.choose(key)

    def clash(*_given: Any) -> None:
        raise Conflict("刚被改过，请再看一眼。")

    with monkeypatch.context() as other:
        other.setattr(hands.session.service, "execute", clash)
        qtbot.keyClicks(line(page, "name"), "3 ban")
        hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._error.sentence == "刚被改过，请再看一眼。"
    assert not page._clash_view.isVisible()
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert "3 ban" in " ".join(row.name for row in hand.rows(crews))
    hand.do(save_crew(None, "4 ban"))
    hands.settle()
    assert page._error.sentence == "", "the conflict is over"
