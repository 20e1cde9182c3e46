"""Typed text survives refusals, an unreachable database, the operator's own Esc, and kill -9."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tests.ui.intake.conftest import ALT, CTRL, Operator
from tickets.actions.dispatch import cancel
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Refused, Unavailable
from tickets.service import TicketService
from tickets.store.postgres.errors import not_saved
from tickets.store.queries.board import board_rows
from tickets.store.schema import open_store
from ui.intake import draft_keeper
from ui.intake.intake_desk import IntakeDesk
from ui.kit.wording import time_of_day
from ui.runtime.background import Worker

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
ROOT = Path(__file__).resolve().parents[3]


def report_a_leak(operator: Operator) -> None:
    operator.type("13806350001")
    operator.type_in(operator.form.fault, "明漏", RETURN)
    operator.type_in(operator.form.address, "文化街北头")


def fail(operator: Operator, monkeypatch: pytest.MonkeyPatch, *, after_commit: bool = False) -> list[Any]:
    """Let the next command end in Unavailable, before or after it was executed; return the sent commands."""
    sent: list[Any] = []
    execute = operator.session.service.execute

    def flaky(command: Any, who: Any) -> Any:
        sent.append(command)
        if len(sent) == 1:
            failure = Unavailable("连不上数据库，填写的内容还在，稍后再试。")
            if after_commit:
                execute(command, who)
                failure = not_saved(failure, in_doubt=True)
            raise failure
        return execute(command, who)

    monkeypatch.setattr(operator.session.service, "execute", flaky)
    return sent


def test_a_failure_leaves_everything_and_a_retry_sends_the_very_same_command(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    before = operator.form.filled()
    sent = fail(operator, monkeypatch)
    operator.save()
    assert operator.form.filled() == before
    assert operator.bar.error.sentence == "连不上数据库，填写的内容还在，稍后再试。"
    assert operator.tickets() == []
    operator.save()
    assert sent[0] is sent[1]
    assert len(operator.tickets()) == 1
    assert not operator.bar.error.isVisible()


def test_a_retry_after_choosing_another_ticket_uses_that_ticket(
    operator: Operator, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = CallDetails(phone="13806350001", words="路上冒水", address="文化街北头")
    leaks = [hand.do(log_call(call, ReportedFault("visible_leak"))) for _ in range(2)]
    operator.spread()
    report_a_leak(operator)
    operator.settle()
    sent, chosen = fail(operator, monkeypatch), []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        operator.press(key, with_=CTRL)
        operator.settle()
        chosen.append(operator.desk._right.choice)
        operator.press_and_wait(Qt.Key.Key_B, CTRL)
    assert len(sent) == 2
    assert {each.id for each in chosen if each} == set(leaks)
    assert [hand.ticket(each.id).chases for each in chosen if each] == [0, 1]


def test_a_call_delayed_by_the_server_counts_from_the_first_try(
    operator: Operator, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    fail(operator, monkeypatch)
    pressed = clock()
    operator.save()
    clock.advance(seconds=80)
    operator.session.feed.restored.emit()
    sentence = proper_sentence(operator.bar.error.sentence)
    assert "没有保存" in sentence
    assert "请再按 Ctrl+Enter" in sentence
    assert time_of_day(pressed) in sentence
    operator.save()
    (row,) = operator.tickets()
    file = operator.ticket(row.id)
    assert file.ticket.opened == pressed
    assert [line.clock.started for line in file.clocks] == [pressed]
    assert file.journal[-1].true_time == pressed  # it is marked as entered late


def test_the_time_of_the_first_try_is_kept_with_its_own_draft(
    operator: Operator, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    fail(operator, monkeypatch)
    pressed = clock()
    operator.save()
    operator.settle()
    clock.advance(minutes=5)
    operator.sit_down()  # as after a restart of the program
    operator.press(Qt.Key.Key_Z, with_=ALT)
    operator.save()
    assert operator.ticket().ticket.opened == pressed
    report_a_leak(operator)
    operator.save()
    assert operator.tickets()[0].opened == clock()


def test_a_call_saved_within_seconds_is_not_a_late_entry(
    operator: Operator, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    fail(operator, monkeypatch)
    operator.save()
    clock.advance(seconds=9)
    operator.save()
    assert operator.ticket().ticket.opened == clock()


def test_a_call_is_reported_as_logged_even_if_its_number_cannot_be_read(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    operator.press(RETURN, with_=CTRL)
    read = operator.session.service.read

    def gone(query: Any, *rest: Any) -> Any:
        if query is board_rows:
            raise Unavailable("连不上数据库，稍后再试。")
        return read(query, *rest)

    monkeypatch.setattr(operator.session.service, "read", gone)
    operator.settle()
    assert operator.bar.notice.sentence == "已登记。"
    assert operator.form.filled().blank


def test_a_lost_answer_does_not_duplicate_the_ticket(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    report_a_leak(operator)
    fail(operator, monkeypatch, after_commit=True)
    operator.save()
    assert "不知道是否已保存" in proper_sentence(operator.bar.error.sentence)
    operator.session.feed.restored.emit()
    assert "可能已保存，请再按 Ctrl+Enter 确认，不会重复" in proper_sentence(operator.bar.error.sentence)
    operator.save()
    assert len(operator.tickets()) == 1
    assert "没有重复登记" in operator.bar.notice.sentence
    assert operator.form.filled().blank


def test_words_changed_after_a_lost_answer_are_neither_doubled_nor_lost(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_a_leak(operator)
    fail(operator, monkeypatch, after_commit=True)
    operator.save()
    operator.type("，小学旁边")
    operator.save()
    assert operator.ticket().ticket.address == "文化街北头"
    assert "小学旁边" in operator.form.address.text()
    assert "还留在表里" in operator.bar.notice.sentence
    operator.save()
    assert [row.address for row in operator.tickets()] == ["文化街北头，小学旁边", "文化街北头"]


def test_a_refused_text_is_not_mistaken_for_the_logged_one(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    report_a_leak(operator)
    with monkeypatch.context() as patched:
        patched.setattr(operator.session.service, "execute", refuse)
        operator.save()
    assert operator.bar.error.sentence == "现在不行。"
    operator.form.address.setText("文化街南头")
    fail(operator, monkeypatch, after_commit=True)
    operator.save()
    operator.save()
    assert len(operator.tickets()) == 1
    assert operator.form.filled().blank
    assert not operator.bar.error.isVisible()


def refuse(*_: object) -> None:
    raise Refused("现在不行。")


def test_pressing_escape_twice_clears_the_form_and_can_be_undone(operator: Operator) -> None:
    report_a_leak(operator)
    before = operator.form.filled()
    operator.press(ESCAPE)
    assert operator.form.filled() == before
    assert "再按一次 Esc" in operator.bar.notice.sentence
    operator.press(ESCAPE)
    assert operator.form.filled().blank
    operator.press(Qt.Key.Key_Z, with_=ALT)
    assert operator.form.filled() == before
    assert operator.desk._keeper.aside == []


def test_typing_after_escape_cancels_it(operator: Operator) -> None:
    report_a_leak(operator)
    operator.press(ESCAPE)
    operator.type("x")
    operator.press(ESCAPE)
    assert not operator.form.filled().blank


def test_escape_first_closes_suggestions_and_messages(operator: Operator) -> None:
    operator.type_in(operator.form.place, "nh")
    assert operator.form.place.offered()
    operator.press(ESCAPE)
    assert not operator.form.place.offered()
    operator.save()
    assert operator.bar.error.isVisible()
    operator.press(ESCAPE)
    assert not operator.bar.error.isVisible()
    assert operator.form.place.text() == "nh"


@pytest.mark.parametrize("state", ["suggestions", "an error", "a question"])
def test_two_escapes_leave_a_call_whatever_is_open_and_nothing_is_lost(operator: Operator, state: str) -> None:
    operator.type("13806350001")
    if state == "a question":
        operator.type_in(operator.form.fault, "明漏", RETURN)
    else:
        operator.type_in(operator.form.place, "nh")
    if state != "suggestions":
        operator.press_save()
        assert operator.bar.error.isVisible() or operator.desk._asked is not None
    before = operator.form.filled()
    operator.press(ESCAPE, ESCAPE)
    assert operator.form.filled().blank
    assert not operator.bar.error.isVisible()
    assert operator.form.phone.field.hasFocus()
    assert [draft.filled for draft in operator.desk._keeper.aside] == [before]


def test_a_call_is_put_aside_and_taken_up_again(operator: Operator) -> None:
    report_a_leak(operator)
    first = operator.form.filled()
    operator.press(Qt.Key.Key_D, with_=CTRL)
    assert operator.form.filled().blank
    operator.type("13806350002")
    operator.press(Qt.Key.Key_D, with_=ALT)
    operator.press(RETURN)
    assert operator.form.filled() == first
    assert [draft.filled.phone for draft in operator.desk._keeper.aside] == ["138 0635 0002"]
    operator.save()
    operator.settle()
    assert len(operator.files()) == 1


def test_deleting_a_draft_can_be_undone(operator: Operator) -> None:
    report_a_leak(operator)
    operator.press(Qt.Key.Key_D, with_=CTRL)
    operator.press(Qt.Key.Key_D, with_=ALT)
    operator.press(Qt.Key.Key_Delete)
    operator.settle()
    assert operator.files() == []
    operator.press(ESCAPE)  # back to the form
    operator.press_and_wait(Qt.Key.Key_Z, ALT)
    assert len(operator.files()) == len(operator.desk._left.drafts.lines) == 1


def test_typed_text_is_soon_saved_as_a_draft_and_deleted_once_logged(operator: Operator) -> None:
    operator.desk._keeper._timer.setInterval(0)
    report_a_leak(operator)
    operator.until(lambda: len(operator.files()) == 1)
    operator.save()
    operator.until(lambda: operator.files() == [])


def test_clearing_the_form_deletes_its_draft(operator: Operator) -> None:
    operator.desk._keeper._timer.setInterval(0)
    operator.type("1")
    operator.until(lambda: len(operator.files()) == 1)
    operator.press(Qt.Key.Key_Backspace)
    operator.until(lambda: operator.files() == [])


def test_closing_the_program_keeps_the_draft(operator: Operator) -> None:
    report_a_leak(operator)
    before = operator.form.filled()
    operator.desk.close()
    operator.settle()
    operator.sit_down()
    assert "没登记完" in operator.bar.notice.sentence
    operator.press(Qt.Key.Key_Z, with_=ALT)
    assert operator.form.filled() == before


def test_a_call_logged_just_before_a_crash_is_not_logged_again(operator: Operator) -> None:
    report_a_leak(operator)
    operator.desk._keeper.keep_now()
    operator.settle()
    (kept,) = operator.files()
    saved = kept.read_bytes()
    operator.save()
    kept.write_bytes(saved)  # as if the program had died between the commit and the deletion
    operator.sit_down()
    operator.press(Qt.Key.Key_Z, with_=ALT)
    operator.save()
    assert len(operator.tickets()) == 1
    assert "没有重复登记" in operator.bar.notice.sentence
    assert operator.files() == []


def test_an_unwritable_draft_folder_is_reported_and_the_words_stay(operator: Operator) -> None:
    operator.folder.write_text("a file where the folder should be")
    operator.type("13806350001")
    operator.desk._keeper.keep_now()
    operator.settle()
    assert "存不到磁盘" in proper_sentence(operator.bar.error.sentence.replace(str(operator.folder), "文件夹"))
    assert operator.form.phone.text() == "13806350001"
    operator.press(ESCAPE)
    operator.type("2")
    operator.desk._keeper.keep_now()
    operator.settle()
    assert not operator.bar.error.isVisible()  # reported once
    operator.folder.unlink()
    operator.type("3")
    operator.desk._keeper.keep_now()
    operator.settle()
    assert len(operator.files()) == 1


def test_a_damaged_draft_is_moved_aside_and_reported_once(operator: Operator) -> None:
    operator.folder.mkdir(exist_ok=True)
    damaged = operator.folder / f"{'a' * 32}.json"
    damaged.write_bytes(b'{"begun": 1, "fil')
    operator.sit_down()
    assert "读不出来" in proper_sentence(operator.bar.error.sentence.replace("broken", ""))
    assert (operator.folder / "broken" / damaged.name).read_bytes() == b'{"begun": 1, "fil'
    operator.sit_down()
    assert not operator.bar.error.isVisible()


def test_drafts_are_saved_on_the_worker_for_files(operator: Operator) -> None:
    workers: list[Worker] = []
    run = operator.session.background.run

    def watch(work: Any, *rest: Any, worker: Worker = Worker.DATABASE, **more: Any) -> None:
        workers.append(worker)
        run(work, *rest, worker=worker, **more)

    operator.session.background.run = watch  # type: ignore[method-assign]
    operator.type("1")
    operator.desk._keeper.keep_now()
    assert workers == [Worker.FILES]


TYPIST = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tickets.service import TicketService
from tickets.rules.words import Role
from tickets.store.rows import Who
from tickets.store.schema import open_store
from ui.intake.intake_desk import IntakeDesk
from ui.runtime.background import Background
from ui.runtime.feed_signals import FeedSignals
from ui.runtime.session import SessionContext
from ui.runtime.tick import Tick

url, folder = sys.argv[1], Path(sys.argv[2])
app = QApplication([])
desk = TicketService(open_store(url))
preferences = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
who = Who(1, "值班员", frozenset(Role), "1 号席")
seat = SessionContext(desk, Background(), FeedSignals(), Tick(desk.now), preferences, lambda: who)
intake = IntakeDesk(seat, folder=folder)
intake.show()
intake.activateWindow()
intake.new_call()

def type_on():
    QTest.keyClicks(intake._form.phone.field, "13806350001")
    QTest.keyClicks(intake._form.words, "water everywhere")
    print("TYPED", flush=True)

QTimer.singleShot(0, type_on)
app.exec()
"""


@pytest.mark.slow
def test_typed_text_survives_kill_9(operator: Operator, desk_url: str, qtbot: QtBot) -> None:
    folder = operator.folder
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, desk_url, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
    ) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline().strip() == "TYPED"
        qtbot.waitUntil(lambda: bool(operator.files()), timeout=10 * draft_keeper.SAVE_WITHIN_MS)
        os.kill(typist.pid, signal.SIGKILL)
    assert typist.returncode == -signal.SIGKILL
    operator.sit_down()
    operator.press(Qt.Key.Key_Z, with_=ALT)
    filled = operator.form.filled()
    assert (filled.phone, filled.words) == ("138 0635 0001", "water everywhere")


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_M])
def test_a_call_for_a_ticket_that_was_just_ended_stays_in_the_form(operator: Operator, hand: Hand, key: Qt.Key) -> None:
    ticket = hand.do(log_call(CallDetails(phone="13806350001", words="路上冒水"), ReportedFault("visible_leak")))
    operator.spread()
    report_a_leak(operator)
    operator.settle()
    before = operator.form.filled()
    hand.do(cancel(ticket, None, "误报"))
    operator.press_and_wait(key, CTRL)
    assert "工单已作废" in proper_sentence(operator.bar.error.sentence)
    assert operator.form.filled() == before
    operator.save()
    assert [row.address for row in operator.tickets()] == ["文化街北头"]


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_M])
def test_a_call_with_a_conflict_stays_in_the_form_and_is_logged_on_retry(
    operator: Operator, hand: Hand, key: Qt.Key
) -> None:
    ticket = hand.do(log_call(CallDetails(phone="13806350001", words="路上冒水"), ReportedFault("visible_leak")))
    operator.spread()
    report_a_leak(operator)
    operator.settle()
    before = operator.form.filled()
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER second BEFORE INSERT ON calls BEGIN SELECT RAISE(ABORT, 'somebody was first'); END"
        )
    operator.press_and_wait(key, CTRL)
    assert "已填写的内容还在" in proper_sentence(operator.bar.error.sentence)
    assert operator.form.filled() == before
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER second")
    operator.press_and_wait(key, CTRL)
    assert hand.ticket(ticket).calls == 2
    assert operator.form.filled().blank


@pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody move a file that is open")
def test_a_call_taken_while_the_data_file_is_away_is_kept_and_logged_when_it_is_back(
    operator: Operator, desk_url: str
) -> None:
    file = Path(desk_url.removeprefix("sqlite:///"))
    operator.tickets()  # the file is open
    report_a_leak(operator)
    before = operator.form.filled()
    file.rename(file.with_name("elsewhere.db"))
    operator.save()
    assert "数据文件" in proper_sentence(operator.bar.error.sentence.replace(str(file), ""))
    assert operator.form.filled() == before
    operator.desk._keeper.keep_now()
    operator.settle()
    assert len(operator.files()) == 1, "the draft is on disk"
    file.with_name("elsewhere.db").rename(file)
    operator.save()
    assert len(operator.tickets()) == 1
    assert operator.ticket().calls[0].phone == "138 0635 0001"
    assert not operator.bar.error.isVisible()


def test_drafts_belong_to_their_database_and_go_with_it_when_it_is_moved(
    operator: Operator, tmp_path: Path, qtbot: QtBot
) -> None:
    def sit_at(database: Path) -> IntakeDesk:
        desk = TicketService(open_store(f"sqlite:///{database}"), operator.session.service.now)
        intake = IntakeDesk(replace(operator.session, service=desk))
        qtbot.addWidget(intake)
        intake.show()
        operator.settle()
        return intake

    here = sit_at(tmp_path / "here.db")
    here._form.words.setPlainText("文化街冒水")
    here._keeper.move_aside()
    operator.settle()
    here._session.service.close()
    assert sit_at(tmp_path / "there.db")._keeper.aside == []
    (tmp_path / "here.db").rename(tmp_path / "moved.db")
    assert [draft.filled.words for draft in sit_at(tmp_path / "moved.db")._keeper.aside] == ["文化街冒水"]
