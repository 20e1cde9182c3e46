"""Attempts to sign in: one at a time, repeated ever less often while the server is unreachable."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings

from tests.desk_fixtures import HandClock
from tests.ui.kit.manual_worker import ManualWorker, manual_background
from tests.ui.seats import HandTick
from tickets.accounts.authenticator import Person
from tickets.errors import DeskError, Refused, Unavailable
from tickets.rules.words import Role
from ui.sign_in.sign_in_attempts import SignInAttempts

LI = Person(7, "李红", frozenset({Role.OPERATOR}), "li")
AWAY = Unavailable("连不上。")


@dataclass
class Attempts:
    """Attempts whose answers are prepared, and everything they emit."""

    worker: ManualWorker
    tick: HandTick
    place: str = "db1"
    answers: list[Person | DeskError] = field(default_factory=list)
    tries: list[tuple[str, str]] = field(default_factory=list)
    said: list[object] = field(default_factory=list)
    attempts: SignInAttempts | None = None

    def sign_in(self, login: str, password: str) -> Person:
        """Answer as an authenticator."""
        self.tries.append((login, password))
        answer = self.answers.pop(0)
        if isinstance(answer, DeskError):
            raise answer
        return answer

    def heard(self) -> list[object]:
        """Run the work and return what was emitted since the last time."""
        self.worker.drain()
        said, self.said[:] = list(self.said), []
        return said

    def seconds(self, count: int) -> None:
        for _ in range(count):
            self.tick.second.emit(None)


@pytest.fixture
def server(qapp: QObject, tmp_path: Path) -> Iterator[Attempts]:
    parent = QObject()
    background, worker = manual_background()
    background.setParent(parent)
    tick = HandTick(HandClock(), parent)
    server = Attempts(worker, tick)
    preferences = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    attempts = SignInAttempts(server, background, tick, preferences, parent)  # type: ignore[arg-type]
    server.attempts = attempts
    attempts.came_in.connect(server.said.append)
    attempts.refused.connect(server.said.append)
    attempts.waiting.connect(server.said.append)
    attempts.resting.connect(server.said.append)
    yield server
    parent.deleteLater()


CONNECTING = [False, "正在连接 db1 ……"]


def resting(seconds: int) -> list[object]:
    return [f"连不上。\n{seconds} 秒后自动重试。", True]


def test_a_person_signs_in_and_their_login_is_kept(server: Attempts) -> None:
    attempts = server.attempts
    assert attempts is not None and attempts.last_login == ""
    for _ in range(2):
        server.answers = [LI]
        attempts.begin("li", "pass")
        attempts.begin("wang", "pass")  # one at a time
        assert server.heard() == [*CONNECTING, "", LI]
    assert server.tries == [("li", "pass")] * 2
    assert attempts.last_login == "li"
    server.seconds(100)
    assert server.heard() == []


def test_a_refusal_ends_the_attempt(server: Attempts) -> None:
    attempts, refused = server.attempts, Refused("不对。")
    assert attempts is not None
    for _ in range(2):
        server.answers = [refused]
        attempts.begin("li", "wrong")
        assert server.heard() == [*CONNECTING, "", refused]
    server.seconds(100)
    attempts.retry()
    assert server.heard() == []


def test_an_unreachable_server_is_tried_again_after_5_10_20_and_then_every_30_seconds(server: Attempts) -> None:
    attempts = server.attempts
    assert attempts is not None
    server.answers = [AWAY] * 6 + [LI]
    attempts.begin("li", "pass")
    assert server.heard() == [*CONNECTING, *resting(5)]
    for pause, following in ((5, 10), (10, 20), (20, 30), (30, 30), (30, 30)):
        server.seconds(pause - 1)
        counted = [said for left in range(pause - 1, 0, -1) for said in resting(left)]
        assert server.heard() == counted
        server.seconds(1)
        assert server.heard() == [*CONNECTING, *resting(following)]
    attempts.retry()
    assert server.heard() == [*CONNECTING, "", LI]
    attempts.retry()
    assert server.heard() == []
    server.answers = [AWAY]
    attempts.begin("li", "pass")
    assert server.heard()[2:] == resting(5), "a new attempt begins with short pauses"


@pytest.mark.parametrize("answer", [AWAY, Refused("不对。")])
def test_a_cancelled_attempt_is_not_repeated_and_its_failure_not_told(server: Attempts, answer: DeskError) -> None:
    attempts = server.attempts
    assert attempts is not None
    server.answers = [answer, AWAY, LI]
    attempts.begin("li", "pass")
    attempts.cancel()
    assert server.heard() == [*CONNECTING, "正在取消……", ""]
    server.seconds(100)
    assert server.heard() == []
    attempts.begin("li", "pass")
    server.heard()
    attempts.cancel()  # while resting
    server.seconds(100)
    assert server.heard() == [""]
    attempts.begin("li", "pass")
    attempts.cancel()
    assert server.heard()[-1] == LI, "who got in is in"
