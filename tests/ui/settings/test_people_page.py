from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.seats import AWAY, SeatHand, unavailable
from tickets.accounts.authenticator import Person
from tickets.accounts.file_authenticator import FileAuthenticator
from tickets.actions.accounts import NOBODY
from tickets.actions.people import save_staff, set_duty
from tickets.connection.target import Target
from tickets.errors import Refused
from tickets.rules.words import Role
from tickets.settings import LOCK_MINUTES
from tickets.store.queries.lookups import list_staff, setting
from tickets.store.rows import Who
from ui.editing.edit_page import EditPage
from ui.editing.page_spec import EditRow
from ui.runtime.session import Connection
from ui.settings.people_page import ExpiryEditor, last_day, staff_page
from ui.settings.setting_card import SETTING_ENTRIES, SettingCard

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def administrator(authenticator: FileAuthenticator) -> Person:
    return authenticator.make_first_administrator("管理员甲", "guan", "administrator-pass")


@pytest.fixture
def hands(hands: SeatHand, authenticator: FileAuthenticator, administrator: Person) -> SeatHand:
    """The session of the administrator."""
    who = Who(administrator.id, administrator.name, administrator.roles, "1 号席")
    return hands.of(who, authenticator=authenticator)


def opened(hands: SeatHand, qtbot: QtBot) -> EditPage:
    page = EditPage(hands.session, staff_page())
    hands.show(page, qtbot)
    return page


def field(page: EditPage, key: str) -> QLineEdit:
    widget = page._editors[key].widget
    assert isinstance(widget, QLineEdit)
    return widget


def test_a_weak_password_is_refused_at_its_field(hands: SeatHand, administrator: Person, qtbot: QtBot) -> None:
    page = opened(hands, qtbot)
    page._table.choose(administrator.id)
    qtbot.keyClicks(page._annex._field, "short")
    hands.press(page._annex._field, Qt.Key.Key_Return)
    assert "至少" in page._annex._error.sentence
    assert page._annex._field.text() == "short"


def test_a_typed_password_is_kept_for_who_typed_it_and_cleared_for_others(
    hands: SeatHand, administrator: Person, qtbot: QtBot
) -> None:
    here = [hands.session.who()]
    page = opened(replace(hands, session=replace(hands.session, who=lambda: here[0])), qtbot)
    page._table.choose(administrator.id)
    qtbot.keyClicks(page._annex._field, "for somebody")
    page.hide()  # as the lock does
    page.show()
    assert page._annex._field.text() == "for somebody"
    page.hide()
    here[0] = replace(here[0], staff_id=administrator.id + 1)
    page.show()
    assert page._annex._field.text() == ""


def test_leading_roles_can_set_others_off_duty(hands: SeatHand, administrator: Person, qtbot: QtBot) -> None:
    colleague = hands.session.service.execute(
        save_staff(None, "李红", frozenset({Role.OPERATOR})), hands.session.who()
    ).result
    hands.session.service.execute(set_duty(colleague, True), hands.session.who())
    page = opened(hands, qtbot)
    page._table.choose(administrator.id)
    assert not page._annex._duty.isVisible()
    page._table.choose(colleague)
    assert page._annex._duty.isVisible()
    hands.press(page, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    hands.session.service.feed.poll()
    hands.settle()
    assert not next(one for one in hands.session.service.read(list_staff) if one.id == colleague).on_duty
    assert not page._annex._duty.isVisible()
    assert "李红" in page._annex._notice.sentence


def test_others_see_why_they_cannot_edit_staff(hands: SeatHand, administrator: Person, qtbot: QtBot) -> None:
    operator = Who(administrator.id, "接线员乙", frozenset({Role.OPERATOR}), "1 号席")
    page = opened(hands.of(operator), qtbot)
    page._table.choose(administrator.id)
    assert "管理员" in page._why_not.text()
    assert not page._annex._button.isVisible()
    assert "只有管理员" in page._annex._why_not.text()


def test_an_invalid_expiry_day_is_refused_and_an_untouched_expiry_stays(qapp: QObject) -> None:
    editor = ExpiryEditor()
    instant = datetime(2026, 12, 31, 3, 4, 5, tzinfo=UTC)
    editor.show_value(instant)
    assert (editor.widget.text(), editor.value()) == ("2026-12-31", instant)
    editor.widget.setText("31.12.")
    with pytest.raises(Refused):
        editor.value()
    editor.widget.setText("")
    assert editor.value() is None
    assert last_day(datetime(2026, 12, 31, 16, tzinfo=UTC)) == "2026-12-31"
    assert last_day(datetime(2026, 12, 31, 16, 0, 1, tzinfo=UTC)) == "2027-01-01"
    assert (editor.words(instant), editor.words(None)) == ("2026-12-31", "")
    editor.widget.setText("9" * 30)
    with pytest.raises(Refused, match=f"^“{'9' * 20}”不是日期"):
        editor.value()


def test_the_lock_minutes_are_saved_and_an_invalid_number_is_refused(hands: SeatHand, qtbot: QtBot) -> None:
    card = SettingCard(hands.session, next(each for each in SETTING_ENTRIES if each.setting is LOCK_MINUTES))
    qtbot.addWidget(card)
    card.show()
    hands.settle()
    assert card.editor.value() == 10
    card.editor.widget.clear()
    qtbot.keyClicks(card.editor.widget, "9999")
    qtbot.keyClick(card.editor.widget, Qt.Key.Key_Return)
    assert "之间" in card.error.sentence
    card.editor.widget.clear()
    qtbot.keyClicks(card.editor.widget, "0")
    hands.press(card.editor.widget, Qt.Key.Key_Return)
    assert hands.session.service.read(setting, LOCK_MINUTES) == 0


def test_four_roles_can_be_read_on_a_low_screen(hands: SeatHand, administrator: Person, qtbot: QtBot) -> None:
    page = opened(hands, qtbot)
    page.resize(1102, 638)  # what a window of 1366 × 768 leaves it
    index = page._model.index_for(administrator.id, 2)
    assert index.data() == index.data(Qt.ItemDataRole.ToolTipRole) == "接线员、调度员、值班长、管理员"
    assert page._table.sizeHintForIndex(index).width() <= page._table.columnWidth(2)


def test_the_default_account_of_a_new_database_is_explained(
    hands: SeatHand, administrator: Person, qtbot: QtBot
) -> None:
    page = opened(hands, qtbot)
    texts = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert f"“{NOBODY}”是新库自带的" in texts


def test_a_new_member_of_staff_gets_a_login_expiry_and_password_and_can_sign_in(
    hands: SeatHand, authenticator: FileAuthenticator, qtbot: QtBot
) -> None:
    page = opened(hands, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_N, CTRL)
    qtbot.keyClicks(field(page, "name"), "Operator")
    qtbot.keyClicks(field(page, "login"), "jie")
    qtbot.keyClicks(field(page, "expires"), "2026-12-31")
    hands.press(page, Qt.Key.Key_S, CTRL)
    (made,) = [one for one in hands.session.service.read(list_staff) if one.login == "jie"]
    assert made.expires == datetime(2026, 12, 31, 16, tzinfo=UTC)  # midnight in Dong'e, at the end of the day
    assert field(page, "name").text() == "Operator"
    assert page._card.title.text() == "编辑" and not page._form.typed()
    assert page._annex._field.hasFocus()
    assert shown(page, "jie", "password") == "没有"
    qtbot.keyClicks(page._annex._field, "operator-pass")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._notice.isVisible() and page._notice.sentence == "已保存。"
    assert authenticator.sign_in("jie", "operator-pass").name == "Operator"
    assert shown(page, "jie", "password") == "有"
    assert len(hands.session.service.read(list_staff)) == 2


def test_a_typed_password_is_saved_with_the_form_and_a_failure_is_not_called_saved(
    hands: SeatHand, administrator: Person, authenticator: FileAuthenticator, qtbot: QtBot
) -> None:
    page = opened(hands, qtbot)
    page._table.choose(administrator.id)
    qtbot.keyClicks(field(page, "phone"), "123")
    qtbot.keyClicks(page._annex._field, "short")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert not page._notice.isVisible()
    assert "密码没有" in page._error.sentence and "至少" in page._error.sentence
    assert page._annex._field.text() == "short"
    page._annex._field.clear()
    qtbot.keyClicks(field(page, "phone"), "4")
    qtbot.keyClicks(page._annex._field, "another-password")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._notice.isVisible() and not page._error.isVisible()
    assert authenticator.sign_in("guan", "another-password").id == administrator.id
    assert (
        next(one.phone for one in hands.session.service.read(list_staff) if one.id == administrator.id) == "4123"
    )  # the cursor is before a shown text


def shown(page: EditPage, login: str, key: str) -> str:
    """Return the table's text about somebody."""
    column = [column.key for column in page._spec.columns].index(key)
    (row,) = [place for place, entry in enumerate(page._model.rows) if entry.row.login == login]
    return str(page._model.index(row, column).data())


def test_the_column_of_passwords_tells_only_about_those_who_can_sign_in(hands: SeatHand, qtbot: QtBot) -> None:
    page = opened(hands, qtbot)
    column = next(column for column in page._spec.columns if column.key == "password")
    row = next(entry.row for entry in page._model.rows if entry.row.login == "guan")
    words = {
        has: column.text(EditRow(1, replace(row, has_password=has)), hands.clock.now) for has in (True, False, None)
    }
    assert words == {True: "有", False: "没有", None: "不详"}
    for gone in (replace(row, login=None), replace(row, active=False)):
        assert column.text(EditRow(1, gone), hands.clock.now) == ""


def test_each_role_reads_what_it_cannot_change_about_the_staff() -> None:
    why_not = staff_page().why_not
    assert why_not(frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})) == ""
    assert "姓名和电话您可以改" in why_not(frozenset({Role.SUPERVISOR, Role.OPERATOR}))
    assert why_not(frozenset({Role.OPERATOR})).startswith("只能看")


def colleague(hands: SeatHand, login: str | None = "li") -> int:
    """Return the id of a new operator."""
    command = save_staff(None, "李红", frozenset({Role.OPERATOR}), login=login)
    made = hands.session.service.execute(command, hands.session.who()).result
    hands.settle()
    return made


def test_a_person_without_a_login_gets_no_password(hands: SeatHand, administrator: Person, qtbot: QtBot) -> None:
    page = opened(hands, qtbot)
    annex = page._annex
    assert annex is not None
    for key, why in ((colleague(hands, None), "先填好登录名并保存，再设密码。"), (administrator.id, "")):
        page._table.choose(key)
        assert annex._why_not.text() == why
        assert annex._field.isVisible() is annex._button.isVisible() is not why
    nobody_needs_one = opened(replace(hands, session=replace(hands.session, authenticator=None)), qtbot)
    nobody_needs_one._table.choose(administrator.id)
    assert nobody_needs_one._annex is not None and "不用密码" in nobody_needs_one._annex._why_not.text()


def test_a_password_that_is_typed_is_not_left_without_a_question_and_not_set_for_another(
    hands: SeatHand, administrator: Person, authenticator: FileAuthenticator, qtbot: QtBot
) -> None:
    other = colleague(hands)
    page = opened(hands, qtbot)
    annex = page._annex
    assert annex is not None
    page._table.choose(other)
    qtbot.keyClicks(annex._field, "first-password")
    page._table.choose(administrator.id)
    assert (page._key, annex._field.text()) == (other, "first-password")
    assert "还没有保存" in page._error.sentence
    qtbot.keyClick(annex._field, Qt.Key.Key_Return)
    qtbot.keyClicks(annex._field, "-of-tomorrow")
    hands.settle()
    assert authenticator.sign_in("li", "first-password").id == other
    assert annex._field.text() == "first-password-of-tomorrow", "it is not the one that was set"
    annex._field.clear()
    qtbot.keyClicks(annex._field, "second-password")
    qtbot.keyClick(annex._field, Qt.Key.Key_Return)
    for _ in range(2):
        page._table.choose(administrator.id)
    assert annex._field.text() == ""
    qtbot.keyClicks(annex._field, "second-password")
    hands.settle()
    assert annex._field.text() == "second-password", "typed for somebody else"
    hands.press(annex._field, Qt.Key.Key_Return)
    assert annex._field.text() == "" and "管理员甲 的密码已设好" in annex._notice.sentence
    page._table.choose(other)
    assert not (annex._notice.isVisible() or annex._error.isVisible())


def test_a_password_that_was_not_set_is_told_with_what_became_of_the_form(
    hands: SeatHand, administrator: Person, qtbot: QtBot
) -> None:
    page = opened(hands, qtbot)
    page._table.choose(administrator.id)
    assert page._annex is not None
    qtbot.keyClicks(page._annex._field, "short")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._error.sentence.startswith("密码没有保存：")
    qtbot.keyClicks(field(page, "phone"), "1")
    hands.press(page._annex._field, Qt.Key.Key_Return)
    assert page._error.sentence.startswith("密码没有保存：")
    hands.press(page, Qt.Key.Key_S, CTRL)
    assert page._error.sentence.startswith("其他内容已保存，密码没有：")


def test_going_off_duty_is_sent_once_and_can_be_repeated_after_a_failure(
    hands: SeatHand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    other = colleague(hands)
    hands.session.service.execute(set_duty(other, True), hands.session.who())
    page = opened(hands, qtbot)
    annex = page._annex
    assert annex is not None
    page._table.choose(other)
    with monkeypatch.context() as away:
        away.setattr(hands.session.service, "execute", unavailable)
        qtbot.keyClick(page, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
        assert not annex._duty.isEnabled()
        hands.settle()
    assert annex._error.sentence == AWAY
    assert annex._duty.isEnabled()


def test_a_changed_password_is_also_renewed_in_the_keyring_of_this_machine(
    hands: SeatHand, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    renewed: list[tuple[str, str]] = []
    monkeypatch.setattr(Connection, "renew_kept", lambda _connection, *given: renewed.append(given))
    other = colleague(hands)
    connection = Connection(Target("postgresql+psycopg://db/hotline"), Path("connection.toml"))
    page = opened(replace(hands, session=replace(hands.session, connection=connection)), qtbot)
    page._table.choose(other)
    assert page._annex is not None
    qtbot.keyClicks(page._annex._field, "first-password")
    hands.press(page._annex._field, Qt.Key.Key_Return)
    assert renewed == [("li", "first-password")]
