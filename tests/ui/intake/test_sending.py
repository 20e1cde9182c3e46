"""Sending a call: the same attempt is repeated unchanged, and what an earlier one carried out is told apart."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtTest import QSignalSpy

from tests.desk_fixtures import START, HandClock
from tickets.actions.command import Command
from tickets.errors import Conflict, DeskError, Refused, Unavailable
from tickets.service import Done
from ui.intake.call_form_data import CallFormData
from ui.intake.commands import Purpose, SubmitIntent
from ui.intake.drafts import Draft
from ui.intake.sending import Sending, SubmitResult

GONE, NOT_NOW = Unavailable("连不上数据库，稍后再试。"), Refused("现在不行。")
FIRST, OTHER = CallFormData(words="冒水"), CallFormData(words="冒水，很大")
OPEN = SubmitIntent(Purpose.OPEN)


class Server:
    """What a session sends to; the test answers."""

    def __init__(self) -> None:
        self.now = HandClock()
        self.sent: list[Command[int]] = []
        self._answers: list[tuple[Callable[[Done[int]], None], Callable[[DeskError], None]]] = []

    def execute(self, command: Command[int], done: Any, failed: Any, *, owner: object) -> None:
        self.sent.append(command)
        self._answers.append((done, failed))

    def succeed(self, *, repeated: bool = False) -> None:
        done = Mock(spec=Done, repeated=repeated)
        self._answers[-1][0](done)

    def fail(self, error: DeskError = GONE) -> None:
        self._answers[-1][1](error)


class Sender:
    """Sends calls and keeps what became of them."""

    def __init__(self) -> None:
        self.server = Server()
        self.sending = Sending(self.server)  # type: ignore[arg-type]
        self.made: list[Any] = []
        self.results = QSignalSpy(self.sending.succeeded)
        self.failures = QSignalSpy(self.sending.failed)
        self.busy = QSignalSpy(self.sending.busy)

    def send(
        self, filled: CallFormData = FIRST, key: str = "a", intent: SubmitIntent = OPEN, **more: Any
    ) -> Command[int]:
        draft = Draft(key, START, filled, more.pop("pressed", None))
        self.sending.send(intent, draft, filled, self._make, **more)
        return self.server.sent[-1]

    def _make(self, pressed: Any) -> Command[int]:
        self.made.append(pressed)
        return Command("test", "试", frozenset(), lambda _unit: 0)

    def result(self) -> SubmitResult:
        result: SubmitResult = self.results.at(self.results.count() - 1)[0]
        return result


@pytest.fixture
def sender() -> Sender:
    return Sender()


def test_a_call_is_sent_once_while_its_answer_is_to_come(sender: Sender) -> None:
    assert not sender.sending.under_way
    sender.send()
    assert sender.sending.under_way
    sender.send(OTHER)
    assert len(sender.server.sent) == 1
    sender.server.succeed()
    assert not sender.sending.under_way
    assert [sender.busy.at(n)[0] for n in range(sender.busy.count())] == [True, False]
    assert sender.server.sent[0].request == "a"
    assert (sender.result().sent.filled, sender.result().altered) == (FIRST, False)


def test_only_the_same_call_for_the_same_purpose_is_sent_again_unchanged(sender: Sender) -> None:
    first = sender.send()
    sender.server.fail()
    assert sender.sending.repeats("a", FIRST)
    assert not sender.sending.repeats("b", FIRST)
    assert not sender.sending.repeats("a", OTHER)
    sender.server.now.advance(minutes=1)
    assert sender.send() is first
    sender.server.fail()
    for change in ({"filled": OTHER}, {"key": "b"}, {"intent": SubmitIntent(Purpose.CHASE, 7)}):
        again = sender.send(**change)  # type: ignore[arg-type]
        assert again is not first
        sender.server.fail(NOT_NOW)
        first = again
    sender.send()
    sender.server.succeed()
    assert not sender.sending.repeats("a", FIRST)
    assert sender.send() is not first


def test_the_time_of_the_first_try_is_the_drafts_or_else_now(sender: Sender) -> None:
    earlier = sender.server.now.ago(minutes=3)
    sender.send(pressed=earlier)
    sender.server.fail()
    assert sender.failures.at(0)[0].pressed == earlier
    sender.send(key="b")
    assert sender.made == [earlier, START]


@pytest.mark.parametrize(
    ("failure", "repeated", "altered"),
    [(GONE, True, True), (GONE, False, False), (NOT_NOW, True, False), (Conflict("冲突。"), True, False)],
)
def test_a_call_that_was_changed_after_an_unknown_outcome_may_not_be_what_was_logged(
    sender: Sender, failure: DeskError, repeated: bool, altered: bool
) -> None:
    sender.send()
    sender.server.fail(failure)
    assert sender.sending.repeats("a", FIRST) is not isinstance(failure, Conflict)
    sender.send(OTHER)
    sender.server.succeed(repeated=repeated)
    assert sender.result().altered is altered


def test_the_first_attempt_counts_however_often_a_call_is_changed(sender: Sender) -> None:
    sender.send()
    sender.server.fail()
    sender.send(OTHER)
    sender.server.fail()
    sender.send(OTHER)
    sender.server.succeed(repeated=True)
    assert sender.result().altered
    sender.send()
    sender.server.fail()
    sender.send(OTHER)
    sender.server.fail()
    sender.send(FIRST)
    sender.server.succeed(repeated=True)
    assert not sender.result().altered, "what was logged is what is shown"


def test_an_attempt_of_another_call_is_forgotten(sender: Sender) -> None:
    sender.send()
    sender.server.fail()
    sender.send(OTHER, key="b")
    sender.server.succeed(repeated=True)
    assert not sender.result().altered


def test_what_an_earlier_run_may_have_sent_counts_as_the_first_attempt(sender: Sender) -> None:
    sender.send(OTHER, known=FIRST)
    sender.server.fail()
    sender.send(OTHER, known=OTHER)
    sender.server.succeed(repeated=True)
    assert sender.result().altered
    sender.send(replace(FIRST), key="b", known=FIRST)
    sender.server.succeed(repeated=True)
    assert not sender.result().altered
