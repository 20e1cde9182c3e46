"""A read-only or missing folder or file gives a sentence, nothing is lost, and it works again afterwards."""

import os
from pathlib import Path

import pytest

from tests.desk_fixtures import Hand, proper_sentence
from tests.faults.conftest import Open, without_privileges
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.store.schema import open_store
from tickets.store.tables import calls

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions are set the POSIX way")
CALL = log_call(CallDetails("13800000000", words="路上冒水"), ReportedFault("visible_leak"))


def unavailable(hand: Hand) -> str:
    with pytest.raises(Unavailable) as caught:
        hand.execute(CALL)
    return proper_sentence(caught.value.sentence)


def cannot_open(path: Path) -> str:
    with pytest.raises(Unavailable) as caught:
        open_store(f"sqlite:///{path}")
    return proper_sentence(caught.value.sentence.replace("--db", "").replace(str(path.parent), ""))


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o444, 0o555), (0o666, 0o555)])
def test_a_file_that_turns_read_only_is_reported_and_the_same_call_is_logged_once_fixed(
    folder: Path, file: Path, sit_down: Open, file_mode: int, folder_mode: int
) -> None:
    with without_privileges():
        hand = sit_down(file)
        hand.log()
        hand.desk.store.close()
        for leftover in folder.glob("desk.db-*"):
            leftover.unlink()
    before = file.read_bytes()
    file.chmod(file_mode)
    folder.chmod(folder_mode)
    with without_privileges():
        sentence = unavailable(hand)
    assert "只读" in sentence or "权限" in sentence
    hand.desk.store.close()
    assert file.read_bytes() == before
    folder.chmod(0o777)
    file.chmod(0o666)
    for leftover in folder.glob("desk.db-*"):
        leftover.chmod(0o666)
    with without_privileges():
        assert not hand.execute(CALL).repeated
        assert hand.execute(CALL).repeated
        assert len(hand.rows(calls)) == 2


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o444, 0o555), (0o000, 0o777), (0o666, 0o000)])
def test_a_file_without_read_or_write_permission_is_reported_at_the_start(
    folder: Path, file: Path, sit_down: Open, file_mode: int, folder_mode: int
) -> None:
    file.chmod(file_mode)
    folder.chmod(folder_mode)
    with without_privileges():
        try:
            hand = sit_down(file)
        except Unavailable as error:
            sentence = error.sentence
        else:
            sentence = unavailable(hand)
    assert "只读" in sentence or "权限" in sentence


def test_a_new_database_in_a_read_only_folder_is_reported(folder: Path) -> None:
    folder.chmod(0o555)
    with without_privileges():
        assert "权限" in cannot_open(folder / "new.db")
        assert "数据文件夹" in cannot_open(folder / "deeper" / "new.db")
    folder.chmod(0o777)
    open_store(f"sqlite:///{folder / 'new.db'}").close()


def test_a_missing_folder_is_made(folder: Path) -> None:
    path = folder / "a" / "b" / "desk.db"
    open_store(f"sqlite:///{path}").close()
    assert path.exists()


def test_a_folder_in_place_of_the_file_is_reported(folder: Path) -> None:
    (folder / "desk.db").mkdir()
    assert "打不开" in cannot_open(folder / "desk.db")


def test_a_file_in_place_of_the_folder_is_reported(folder: Path) -> None:
    (folder / "data").touch()
    assert "数据文件夹" in cannot_open(folder / "data" / "desk.db")


def test_writing_through_a_read_only_address_is_reported(file: Path) -> None:
    from tickets.service import TicketService

    address = f"sqlite:///file:{file}?mode=ro&uri=true"
    open_store(f"sqlite:///{file}").close()
    desk = TicketService(open_store(address))
    try:
        with pytest.raises(Unavailable) as caught:
            Hand(desk).execute(CALL)
        assert "只读" in caught.value.sentence
    finally:
        desk.close()
    assert not Path("file:").exists()
