import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand
from tests.ui.seats import SeatHand
from tickets.actions.rulemaking import LimitDraft, save_limit
from tickets.rules.words import Stage
from tickets.store.queries.lookups import list_crews, list_faults, list_limits
from tickets.store.tables import faults
from ui.settings import pages
from ui.settings.edit_page import EditPage
from ui.settings.page_spec import PageSpec
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
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
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
