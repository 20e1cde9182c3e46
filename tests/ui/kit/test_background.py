"""Work between threads: every result arrives once, on the GUI thread, and only where it is wanted."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tickets.errors import DeskError, Refused, Unavailable, Unexpected
from ui.runtime.background import Background, Worker

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def manual() -> tuple[Background, ManualWorker]:
    return manual_background()


@pytest.fixture
def unhandled(manual: tuple[Background, ManualWorker]) -> list[DeskError]:
    """The failures that nobody heard of but the window."""
    found: list[DeskError] = []
    manual[0].unhandled.connect(found.append)
    return found


@pytest.fixture
def threaded() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def refuse() -> None:
    raise Refused("请先接单。")


def test_work_runs_elsewhere_and_is_answered_on_the_gui_thread(qtbot: QtBot, threaded: Background) -> None:
    threads: list[threading.Thread] = []
    threaded.run(threading.current_thread, lambda worker: threads.extend([worker, threading.current_thread()]))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_the_database_worker_keeps_the_order(qtbot: QtBot, threaded: Background) -> None:
    seen: list[int] = []
    for n in range(50):
        threaded.run(lambda n=n: n, seen.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_slow_work_does_not_hold_up_the_database(qtbot: QtBot, threaded: Background) -> None:
    release = threading.Event()
    seen: list[str] = []
    threaded.run(lambda: release.wait(10), lambda _: seen.append("report"), worker=Worker.SLOW)
    threaded.run(lambda: "call", seen.append)
    qtbot.waitUntil(lambda: seen == ["call"])
    release.set()
    qtbot.waitUntil(lambda: seen == ["call", "report"])


def test_a_refusal_goes_to_the_callback_or_without_one_to_the_unhandled_signal(
    manual: tuple[Background, ManualWorker], unhandled: list[DeskError]
) -> None:
    background, worker = manual
    errors: list[DeskError] = []
    background.run(refuse, failed=errors.append)
    worker.drain()
    assert ([error.sentence for error in errors], unhandled) == (["请先接单。"], [])
    background.run(refuse)
    worker.drain()
    assert [error.sentence for error in unhandled] == ["请先接单。"]


@pytest.mark.parametrize("error", [KeyError("漏水"), MemoryError(), SystemExit(3), GeneratorExit()])
def test_any_other_error_goes_to_the_callback_as_unexpected(
    manual: tuple[Background, ManualWorker], surprises: list[str], error: BaseException
) -> None:
    background, worker = manual
    errors: list[DeskError] = []

    def break_down() -> None:
        raise error

    background.run(break_down, failed=errors.append)
    worker.drain()
    [unexpected] = errors
    assert isinstance(unexpected, Unexpected)
    assert unexpected.__cause__ is error
    assert "break_down" in unexpected.details
    assert "漏水" not in unexpected.details
    assert surprises == [unexpected.details]
    surprises.clear()


def test_an_error_while_showing_an_answer_goes_to_the_failure_callback(
    manual: tuple[Background, ManualWorker], unhandled: list[DeskError], surprises: list[str]
) -> None:
    background, worker = manual
    errors: list[DeskError] = []
    background.run(lambda: 1, lambda n: n / 0, errors.append)
    background.run(lambda: 1, lambda n: n / 0)
    background.latest("page", lambda: 1, lambda _: sys.exit(3))
    background.run(refuse, failed=lambda _error: 1 / 0)
    worker.drain()
    assert [type(error) for error in errors] == [Unexpected]
    assert [type(error) for error in unhandled] == [Unexpected] * 3
    assert len(surprises) == 4
    assert background.is_unread("page")
    surprises.clear()


@pytest.mark.parametrize("how", ["run", "latest"])
def test_a_worker_that_cannot_start_a_thread_is_reported(
    manual: tuple[Background, ManualWorker], surprises: list[str], how: str
) -> None:
    class Broken(ManualWorker):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
            raise RuntimeError("can't start new thread")

    background = Background({Worker.DATABASE: Broken()})
    errors: list[DeskError] = []
    background.unhandled.connect(errors.append)
    name = () if how == "run" else ("page",)
    getattr(background, how)(*name, lambda: 1, lambda _: pytest.fail("it never ran"))
    QCoreApplication.processEvents()
    assert [type(error) for error in errors] == [Unexpected]
    surprises.clear()


def test_a_read_with_an_unexpected_error_is_retried_ever_less_often_and_reported_once(
    manual: tuple[Background, ManualWorker], unhandled: list[DeskError], surprises: list[str]
) -> None:
    background, worker = manual
    asked: list[int] = []

    def read() -> int:
        asked.append(second)
        raise KeyError(second)

    for second in range(40):
        if second == 0:
            background.latest("page", read, lambda _: None)
        else:
            background.ask_again()
        worker.drain()
    assert asked == [0, 1, 3, 7, 15, 31]
    assert len(unhandled) == 1
    surprises.clear()


class Panel(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[int] = []

    def show(self, value: int) -> None:
        self.shown.append(value)


def destroy(panel: QObject) -> None:
    import shiboken6

    shiboken6.delete(panel)


def test_a_destroyed_owner_is_not_called(manual: tuple[Background, ManualWorker]) -> None:
    background, worker = manual
    panel, owner, shown = Panel(), QObject(), list[int]()
    background.run(lambda: 1, panel.show)
    background.run(lambda: 2, shown.append, owner=owner)
    background.latest("of the panel", lambda: 3, panel.show)
    background.latest("of the owner", lambda: 4, shown.append, owner=owner)
    destroy(panel)
    destroy(owner)
    worker.drain()
    assert panel.shown == shown == []


def test_a_failed_write_of_a_destroyed_owner_is_still_reported(
    manual: tuple[Background, ManualWorker], unhandled: list[DeskError]
) -> None:
    background, worker = manual
    owner = QObject()
    background.run(refuse, failed=lambda _: pytest.fail("its owner is gone"), owner=owner)
    destroy(owner)
    worker.drain()
    assert len(unhandled) == 1


def test_a_newer_query_skips_the_older_and_drops_its_answer(manual: tuple[Background, ManualWorker]) -> None:
    background, worker = manual
    asked: list[str] = []
    answers: list[str] = []

    def ask(words: str) -> str:
        asked.append(words)
        return words

    background.latest("search", lambda: ask("d"), answers.append)
    worker.work()  # "d" has been asked, its answer is on the way
    background.latest("search", lambda: ask("do"), answers.append)
    background.latest("search", lambda: ask("don"), answers.append)
    background.latest("other", lambda: ask("else"), answers.append)
    worker.drain()
    assert asked == ["d", "don", "else"]
    assert answers == ["don", "else"]
    assert background.pending == 0


def test_of_many_refreshes_the_running_and_the_last_are_shown_and_the_others_skipped(
    manual: tuple[Background, ManualWorker],
) -> None:
    background, worker = manual
    shown: list[int] = []
    background.latest("board", lambda: 1, shown.append, drop_running=False)
    worker.work()
    for n in (2, 3, 4):
        background.latest("board", lambda n=n: n, shown.append, drop_running=False)  # type: ignore[misc]
    worker.drain()
    assert shown == [1, 4]


def test_closing_finishes_pending_writes(qtbot: QtBot) -> None:
    background = Background()
    written: list[int] = []
    started, release = threading.Event(), threading.Event()
    background.run(lambda: started.set() or release.wait(10))
    for n in range(20):
        background.run(lambda n=n: written.append(n))  # type: ignore[misc]
    started.wait(10)
    release.set()
    background.close()
    assert written == list(range(20))


def test_closing_drops_reports_that_have_not_begun(manual: tuple[Background, ManualWorker]) -> None:
    slow, quick = ManualWorker(), ManualWorker()
    background = Background({Worker.SLOW: slow, Worker.DATABASE: quick})
    background.run(lambda: pytest.fail("too late"), worker=Worker.SLOW)
    background.close()
    slow.drain()


def test_after_closing_work_fails_with_a_sentence(qtbot: QtBot) -> None:
    background, worker = manual_background()
    background.close()
    errors: list[DeskError] = []
    background.run(lambda: pytest.fail("closed"), failed=errors.append)
    QCoreApplication.processEvents()
    assert [type(error) for error in errors] == [Unavailable]
    assert not worker.waiting


@pytest.mark.parametrize("drop_running", [True, False])
def test_a_failed_query_is_reported_once_and_retried_until_it_is_answered(
    manual: tuple[Background, ManualWorker], unhandled: list[DeskError], drop_running: bool
) -> None:
    background, worker = manual
    seen: list[str] = []
    answers = iter([Unavailable("稍后再试。"), Unavailable("稍后再试。"), "three"])

    def read() -> str:
        answer = next(answers)
        if isinstance(answer, DeskError):
            raise answer
        return answer

    background.latest("alerts", read, seen.append, drop_running=drop_running)
    worker.drain()
    assert background.is_unread("alerts")
    for _ in range(2):
        background.ask_again()
        background.ask_again()
        assert len(worker.waiting) == 1, "one under way is enough"
        worker.drain()
    assert seen == ["three"]
    assert len(unhandled) == 1
    assert not background.is_unread("alerts")
    background.ask_again()
    assert not worker.waiting


def test_a_refused_query_is_retried_only_after_changes(manual: tuple[Background, ManualWorker]) -> None:
    background, worker = manual
    background.latest("alerts", refuse, lambda _nothing: None)
    worker.drain()
    background.ask_again()
    assert not worker.waiting
    background.ask_again(everything=True)
    assert worker.waiting
    worker.drain()


def test_a_new_query_replaces_the_failed_one(
    manual: tuple[Background, ManualWorker],
) -> None:
    background, worker = manual
    seen: list[str] = []
    background.latest("phone", refuse, seen.append)
    worker.drain()
    background.latest("phone", lambda: "another number", seen.append)
    background.ask_again(everything=True)
    worker.drain()
    background.ask_again(everything=True)
    worker.drain()
    assert seen == ["another number"]


def test_a_failed_query_with_its_own_callback_is_not_retried(manual: tuple[Background, ManualWorker]) -> None:
    background, worker = manual
    errors: list[DeskError] = []
    background.latest("page", refuse, lambda _nothing: None, errors.append)
    worker.drain()
    background.ask_again(everything=True)
    assert len(errors) == 1
    assert not worker.waiting
