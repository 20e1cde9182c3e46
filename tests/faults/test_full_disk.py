"""A full disk gives a sentence, nothing is half written, and the same call is logged once there is room."""

import sqlite3
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.desk_fixtures import proper_sentence
from tests.faults.conftest import Open
from tests.small_disk import run_on_small_disk
from tickets.actions.intake import CallDetails, ReportedFault, log_call
from tickets.errors import Unavailable
from tickets.store import schema
from tickets.store.schema import open_store
from tickets.store.tables import calls

CALL = log_call(CallDetails("13800000000", words="水" * 20_000), ReportedFault("visible_leak"))


def test_a_file_that_can_t_grow_is_reported_and_the_same_call_is_logged_once_it_can(file: Path, sit_down: Open) -> None:
    hand = sit_down(file)
    hand.log()
    engine = hand.desk.store.engine
    limit = file.stat().st_size // 4096

    def no_more_room(raw: object, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count={limit}").close()  # type: ignore[attr-defined]

    hand.desk.store.close()
    event.listen(engine, "connect", no_more_room)
    before = hand.dump()
    with pytest.raises(Unavailable) as caught:
        for _ in range(50):
            hand.log("no_water", words="水" * 20_000)
            before = hand.dump()
    assert "磁盘已满" in proper_sentence(caught.value.sentence)
    assert hand.dump() == before
    with pytest.raises(Unavailable):
        hand.execute(CALL)
    event.remove(engine, "connect", no_more_room)
    hand.desk.store.close()
    assert not hand.execute(CALL).repeated
    assert hand.execute(CALL).repeated
    assert len(hand.rows(calls)) == len(before["calls"]) + 1


def test_opening_a_file_on_a_full_disk_does_not_mention_typed_input(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        schema,
        "_bring_up_to_date",
        Mock(side_effect=OperationalError("PRAGMA", None, sqlite3.OperationalError("database or disk is full"))),
    )
    with pytest.raises(Unavailable) as caught:
        open_store(f"sqlite:///{file}")
    assert proper_sentence(caught.value.sentence) == schema.NO_ROOM_TO_OPEN


@pytest.mark.slow
def test_a_real_full_disk_is_reported_and_the_same_call_is_logged_once_there_is_room(
    folder: Path, blank_file: Path
) -> None:
    script = 'cp "$2" "$1/desk.db" && exec "$3" -m tests.faults.filling "$1"'
    done = run_on_small_disk(folder, "1m", script, str(blank_file), sys.executable)
    assert done.returncode == 0, done.stderr
    full, new, again = done.stdout.splitlines()
    assert "磁盘" in proper_sentence(full)
    assert "磁盘" in proper_sentence(new)
    assert again == "entered once"
