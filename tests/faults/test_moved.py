"""A database file moved, deleted or replaced while it is open: reported at once, and no command is confirmed."""

import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.desk_fixtures import Hand, proper_sentence
from tests.faults.conftest import Open
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.store.open_file import OpenFile
from tickets.store.tables import calls

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody move a file that is open")
CALL = log_call(CallDetails("13800000000", words="路上冒水"), ReportedFault("visible_leak"))


def move(file: Path) -> None:
    file.rename(file.with_name("elsewhere.db"))


def replace(file: Path) -> None:
    move(file)
    shutil.copy(file.with_name("elsewhere.db"), file)


def put_back(file: Path) -> None:
    file.with_name("elsewhere.db").replace(file)


def move_folder(file: Path) -> None:
    file.parent.rename(file.parent.with_name("away"))


def put_folder_back(file: Path) -> None:
    file.parent.with_name("away").rename(file.parent)


def refusal(hand: Hand, file: Path) -> str:
    with pytest.raises(Unavailable) as caught:
        hand.execute(CALL)
    return proper_sentence(caught.value.sentence.replace(str(file), ""))


@pytest.mark.parametrize(
    ("harm", "mend"), [(move, put_back), (replace, put_back), (move_folder, put_folder_back)], ids=lambda f: f.__name__
)
def test_a_call_is_refused_until_the_file_is_back(
    folder: Path, blank_file: Path, sit_down: Open, harm: Callable[[Path], None], mend: Callable[[Path], None]
) -> None:
    file = folder / "data" / "desk.db"
    file.parent.mkdir()
    shutil.copy(blank_file, file)
    hand = sit_down(file)
    hand.log()
    harm(file)
    assert "已被移走、删除或换成了别的文件" in refusal(hand, file)
    assert harm is replace or not file.exists(), "no empty file in its place"
    mend(file)
    assert not hand.execute(CALL).repeated
    assert hand.execute(CALL).repeated
    assert len(hand.rows(calls)) == 2


def test_after_the_file_was_deleted_calls_are_refused_and_no_empty_file_is_created(file: Path, sit_down: Open) -> None:
    hand = sit_down(file)
    hand.log()
    hand.desk.store.engine.dispose()  # the next connection would create a new file
    file.unlink()
    refusal(hand, file)
    refusal(hand, file)
    assert not file.exists()
    with pytest.raises(Unavailable):
        hand.desk.sweep()
    with pytest.raises(Unavailable):
        hand.desk.feed.poll()


def test_a_file_moved_away_during_a_command_keeps_none_of_it(file: Path, sit_down: Open) -> None:
    hand = sit_down(file)
    hand.log()
    with pytest.raises(Unavailable), hand.desk.store.writing() as connection:
        connection.execute(calls.update().values(words="改过"))
        move(file)
    put_back(file)
    assert hand.rows(calls)[0].words == "路上冒水"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells what is open")
def test_changing_inode_numbers_do_not_refuse_commands(
    file: Path, sit_down: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()
    monkeypatch.setattr(OpenFile, "_look", lambda _file: (1, next(numbers)))
    hand = sit_down(file)
    hand.log()
    hand.log()
    move(file)
    assert "已被移走" in refusal(hand, file)
    put_back(file)
    hand.log()
