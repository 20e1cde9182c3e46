"""What is kept of the calls being typed, and of those put aside."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.ui.kit.manual_worker import ManualWorker
from tickets.errors import Unavailable
from ui.intake import draft_keeper
from ui.intake.call_form_data import NOTHING, CallFormData
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.drafts import Draft, Found, new_key, read_drafts, write_draft
from ui.runtime.session import SessionContext

FIRST, OTHER = CallFormData(words="冒水"), CallFormData(words="停水")


class Kept:
    """A keeper and its folder; what it asks for is done at once."""

    def __init__(self, session: SessionContext, folder: Path) -> None:
        self.folder = folder
        self.now = session.now()
        self.keeper = DraftKeeper(session, folder)
        self.keeper._timer.setInterval(100_000)  # nothing is written before a test says so
        self.changed = QSignalSpy(self.keeper.changed)
        self.failed = QSignalSpy(self.keeper.failed)
        worker = next(iter(session.background._workers.values()))
        assert isinstance(worker, ManualWorker)
        self.worker = worker

    def put_aside(self, filled: CallFormData) -> Draft:
        """Type a call and put it aside."""
        self.keeper.type(filled)
        draft = self.keeper.move_aside()
        self.worker.drain()
        return draft

    def words(self) -> list[str]:
        """What the calls put aside are about."""
        return [draft.filled.words for draft in self.keeper.aside]

    def on_disk(self) -> set[str]:
        """The words of the drafts on disk."""
        self.worker.drain()
        return {draft.filled.words for draft in read_drafts(self.folder).drafts}


@pytest.fixture
def kept(session: SessionContext, tmp_path: Path) -> Kept:
    return Kept(session, tmp_path / "drafts")


def test_a_call_is_written_only_when_it_has_changed(kept: Kept) -> None:
    keeper = kept.keeper
    keeper.keep_now()
    assert not kept.worker.waiting
    keeper.type(FIRST)
    assert keeper._timer.isActive()
    keeper.keep_now()
    assert not keeper._timer.isActive()
    assert kept.on_disk() == {"冒水"}
    keeper.type(FIRST)
    keeper.keep_now()
    assert not kept.worker.waiting
    keeper.type(NOTHING)
    keeper.keep_now()
    assert kept.on_disk() == set()


def test_the_latest_call_put_aside_is_the_first_and_an_empty_one_is_none(kept: Kept) -> None:
    assert kept.keeper.move_aside().filled.blank
    first = kept.put_aside(FIRST)
    kept.put_aside(OTHER)
    assert kept.words() == ["停水", "冒水"]
    assert kept.keeper.take_up("no such key") is None
    assert kept.keeper.drop("no such key") is None
    assert (kept.words(), kept.on_disk()) == (["停水", "冒水"], {"停水", "冒水"})
    assert kept.keeper.take_up(first.key) == first
    assert (kept.words(), kept.keeper.current) == (["停水"], first)


def test_a_draft_that_is_logged_or_deleted_leaves_the_others_alone(kept: Kept) -> None:
    first, other = kept.put_aside(FIRST), kept.put_aside(OTHER)
    kept.keeper.type(CallFormData(words="问水费"))
    present = kept.keeper.current
    assert kept.keeper.drop(first.key) == first
    assert (kept.keeper.current, kept.words(), kept.on_disk()) == (present, ["停水"], {"停水"})
    kept.keeper.put_back(first)
    assert (kept.words(), kept.on_disk()) == (["冒水", "停水"], {"冒水", "停水"})
    kept.keeper.keep_now()
    kept.keeper.forget(present.key)
    assert kept.keeper.current.key not in {present.key, first.key, other.key}
    assert (kept.keeper.current.filled.blank, kept.on_disk()) == (True, {"冒水", "停水"})


def test_the_first_try_to_save_is_kept_with_its_own_call(kept: Kept) -> None:
    keeper, later = kept.keeper, kept.now + timedelta(minutes=5)
    first, other = kept.put_aside(FIRST), kept.put_aside(OTHER)
    keeper.type(CallFormData(words="问水费"))
    keeper.press(first.key, kept.now)
    assert [draft.pressed for draft in keeper.aside] == [None, kept.now]
    assert (keeper.current.pressed, other.pressed) == (None, None)
    keeper.press(first.key, later)
    assert keeper.aside[1].pressed == kept.now
    keeper.press(keeper.current.key, later)
    keeper.press(keeper.current.key, later + timedelta(minutes=1))
    assert keeper.current.pressed == later
    kept.worker.drain()
    assert {draft.pressed for draft in read_drafts(kept.folder).drafts} == {None, later}


def test_another_call_gets_another_key_and_file(kept: Kept) -> None:
    keeper = kept.keeper
    keeper.type(FIRST)
    keeper.keep_now()
    keeper.press(keeper.current.key, kept.now)
    before = keeper.current
    keeper.renew(same_call=True)
    assert replace(keeper.current, key=before.key) == before
    assert keeper.current.key != before.key
    keeper.renew()
    assert (keeper.current.filled, keeper.current.pressed) == (FIRST, None)
    kept.worker.drain()
    assert [path.stem for path in kept.folder.glob("*.json")] == [keeper.current.key]


def test_only_an_unchanged_draft_of_an_earlier_run_may_have_been_logged_already(kept: Kept) -> None:
    keeper = kept.keeper
    old = Draft(new_key(), kept.now, FIRST)
    write_draft(kept.folder, old)
    keeper.load()
    kept.worker.drain()
    assert not keeper.may_be_logged
    keeper.take_up(old.key)
    assert keeper.may_be_logged
    keeper.type(OTHER)
    assert not keeper.may_be_logged
    mine = kept.put_aside(FIRST)
    keeper.take_up(mine.key)
    assert mine.key == old.key
    assert keeper.may_be_logged, "typed again as it was"
    kept.put_aside(OTHER)
    fresh = kept.put_aside(FIRST)
    keeper.take_up(fresh.key)
    assert not keeper.may_be_logged, "it is of this run"


def test_a_draft_that_is_here_already_is_not_found_twice(kept: Kept) -> None:
    keeper = kept.keeper
    kept.put_aside(FIRST)
    keeper.type(OTHER)
    keeper.keep_now()
    kept.worker.drain()
    found = QSignalSpy(keeper.found)
    keeper._on_found(Found((*keeper.aside, keeper.current, replace(keeper.current, key=new_key()))))
    assert kept.words() == ["冒水", "停水"]
    assert found.count() == 1


def test_drafts_that_cannot_be_read_are_reported_once_and_read_when_they_can_be(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(draft_keeper, "LOAD_AGAIN_MS", 0)
    write_draft(kept.folder, Draft(new_key(), kept.now, FIRST))
    tries = []

    def take() -> Found:
        tries.append(1)
        if len(tries) < 3:
            raise Unavailable("读不了暂存文件夹，请检查权限。")
        return read_drafts(kept.folder)

    monkeypatch.setattr(kept.keeper._claim, "take", take)
    kept.keeper.load()

    def read() -> bool:
        kept.worker.drain()
        return bool(kept.keeper.aside)

    qtbot.waitUntil(read)
    assert (len(tries), kept.failed.count()) == (3, 1)


def test_a_draft_that_cannot_be_written_is_reported_again_only_after_one_could_be(kept: Kept) -> None:
    keeper = kept.keeper
    reported = []
    for number, blocked in enumerate((True, True, False, True)):
        if blocked and not kept.folder.exists():
            kept.folder.write_text("a file where the folder should be")
        elif not blocked:
            kept.folder.unlink()
        keeper.type(CallFormData(words=f"冒水 {number}"))
        keeper.keep_now()
        kept.worker.drain()
        reported.append(kept.failed.count())
        if not blocked:
            (path,) = kept.folder.glob("*.json")
            for each in kept.folder.iterdir():
                each.unlink()
            kept.folder.rmdir()
            assert path.stem == keeper.current.key
    assert reported == [1, 1, 1, 2]
    kept.folder.unlink()
    keeper.keep_now()
    assert kept.on_disk() == {"冒水 3"}, "what could not be written is tried again"
