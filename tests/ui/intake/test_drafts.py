"""Drafts as files."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QLockFile

from tickets.errors import Unavailable
from ui.intake import drafts
from ui.intake.call_form_data import NOTHING
from ui.intake.draft_claim import Claim, _is_another_program
from ui.intake.drafts import Draft, Found, holders_in, new_key, read_drafts, remove_draft, write_draft

BEGUN = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)


def draft(words: str = "水", minutes: int = 0) -> Draft:
    return Draft(new_key(), BEGUN + timedelta(minutes=minutes), replace(NOTHING, words=words))


def test_saved_drafts_are_read_the_latest_first(tmp_path: Path) -> None:
    written = [draft(minutes=n) for n in range(3)]
    for each in written:
        write_draft(tmp_path / "deep" / "folder", each)
    assert read_drafts(tmp_path / "deep" / "folder").drafts == tuple(reversed(written))


def test_a_key_has_one_file_that_is_replaced_and_removed(tmp_path: Path) -> None:
    first = draft("水")
    write_draft(tmp_path, first)
    write_draft(tmp_path, replace(first, filled=replace(NOTHING, words="水大")))
    assert [each.filled.words for each in read_drafts(tmp_path).drafts] == ["水大"]
    remove_draft(tmp_path, first.key)
    remove_draft(tmp_path, first.key)
    assert list(tmp_path.iterdir()) == []


def test_no_folder_means_no_drafts(tmp_path: Path) -> None:
    assert read_drafts(tmp_path / "none").drafts == ()


@given(some.binary(max_size=60))
def test_an_unreadable_draft_is_named_and_left_unchanged(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    path = folder / f"{new_key()}.json"
    path.write_bytes(data)
    found = read_drafts(folder)
    assert found.drafts == ()
    assert found.unreadable == (path.name,)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "plain", [{}, [], {"begun": "x", "filled": {}}, {"begun": 1e30, "filled": {}}, {"begun": 1, "filled": []}]
)
def test_json_of_another_kind_is_unreadable(tmp_path: Path, plain: object) -> None:
    (tmp_path / f"{new_key()}.json").write_text(json.dumps(plain))
    found = read_drafts(tmp_path)
    assert (found.drafts, len(found.unreadable)) == ((), 1)


def test_a_draft_of_brackets_without_end_hides_no_other(tmp_path: Path) -> None:
    each = draft()
    write_draft(tmp_path, each, "a" * 32)
    (tmp_path / f"{new_key()}.json").write_text("[" * 100_000)
    found = read_drafts(tmp_path)
    assert (found.drafts, len(found.unreadable)) == ((each,), 1)
    assert holders_in(tmp_path) == {each.key: "a" * 32}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_among_the_drafts_is_not_read_for_the_holder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{new_key()}.json")
    assert holders_in(tmp_path) == {}


def test_other_peoples_files_are_not_drafts(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    each = draft()
    write_draft(tmp_path, each)
    assert read_drafts(tmp_path).drafts == (each,)


def test_a_file_in_place_of_the_draft_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("x")
    with pytest.raises(Unavailable, match="存不到磁盘"):
        write_draft(tmp_path / "drafts", draft())


@pytest.mark.parametrize("length", [100, 90_000], ids=["buffered", "written in parts"])
def test_a_full_disk_is_reported_and_keeps_the_previous_draft(tmp_path: Path, length: int) -> None:
    resource = pytest.importorskip("resource")
    first = draft("水")
    write_draft(tmp_path, first)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, limits[1]))
    try:
        with pytest.raises(Unavailable, match="存不到磁盘"):
            write_draft(tmp_path, replace(first, filled=replace(NOTHING, words="水" * length)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert read_drafts(tmp_path).drafts == (first,)


HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ui.intake.draft_claim import Claim, _is_another_program
from ui.intake.drafts import Draft, new_key
from ui.intake.call_form_data import CallFormData

claim = Claim(Path(sys.argv[1]), new_key())
claim.take()
claim.write(Draft(new_key(), datetime(2026, 1, 20, tzinfo=UTC), CallFormData(words="another seat")))
print("held", flush=True)
sys.stdin.read()
"""


def words_of(found: Found) -> list[str]:
    return [each.filled.words for each in found.drafts]


def test_a_draft_of_a_program_that_runs_is_left_to_it_until_it_has_died(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        here = Claim(tmp_path, new_key())
        assert words_of(here.take()) == []
        here.write(draft("mine"))
        assert words_of(Claim(tmp_path, new_key()).take()) == ["mine"]
        other.kill()
        other.wait()
    assert sorted(words_of(Claim(tmp_path, new_key()).take())) == ["another seat", "mine"]
    assert sorted(words_of(read_drafts(tmp_path))) == ["another seat", "mine"]


def test_drafts_of_an_older_program_go_to_the_first_database_that_is_opened(tmp_path: Path) -> None:
    old = draft("old")
    write_draft(tmp_path, old)
    assert words_of(Claim(tmp_path / "first", new_key(), tmp_path).take()) == ["old"]
    assert words_of(Claim(tmp_path / "second", new_key(), tmp_path).take()) == []
    assert words_of(Claim(tmp_path / "first", new_key(), tmp_path).take()) == ["old"]


def test_an_unreadable_draft_is_moved_aside_and_named_once(tmp_path: Path) -> None:
    path = tmp_path / f"{new_key()}.json"
    path.write_bytes(b"{")
    assert Claim(tmp_path, new_key()).take().unreadable == (path.name,)
    assert (tmp_path / "broken" / path.name).read_bytes() == b"{"
    assert Claim(tmp_path, new_key()).take().unreadable == ()


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names in folders there")
def test_a_pipe_or_an_endless_file_among_the_drafts_is_named_and_not_read(tmp_path: Path) -> None:
    kept = draft()
    write_draft(tmp_path, kept)
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "device.json").symlink_to("/dev/zero")
    (tmp_path / "large.json").touch()
    os.truncate(tmp_path / "large.json", 1 << 40)
    found = read_drafts(tmp_path)
    assert found.drafts == (kept,)
    assert set(found.unreadable) == {"pipe.json", "device.json", "large.json"}


def test_a_draft_of_the_largest_size_is_read_and_a_larger_file_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = draft()
    write_draft(tmp_path, each)
    size = (tmp_path / f"{each.key}.json").stat().st_size
    monkeypatch.setattr(drafts, "_BYTES_AT_MOST", size)
    assert read_drafts(tmp_path).drafts == (each,)
    monkeypatch.setattr(drafts, "_BYTES_AT_MOST", size - 1)
    assert read_drafts(tmp_path) == Found((), (f"{each.key}.json",))
    assert holders_in(tmp_path) == {}


def test_a_file_under_another_name_is_no_draft_and_an_empty_draft_is_not_shown(tmp_path: Path) -> None:
    each, empty = draft(), Draft(new_key(), BEGUN, NOTHING)
    write_draft(tmp_path, each)
    write_draft(tmp_path, empty)
    (tmp_path / "copy.json").write_bytes((tmp_path / f"{each.key}.json").read_bytes())
    assert read_drafts(tmp_path) == Found((each,), ("copy.json",))


def test_when_saving_was_first_tried_is_stored_with_the_draft(tmp_path: Path) -> None:
    tried = replace(draft(), pressed=BEGUN + timedelta(minutes=3))
    write_draft(tmp_path, tried)
    write_draft(tmp_path, other := draft(minutes=-1))
    assert read_drafts(tmp_path).drafts == (tried, other)


@pytest.mark.parametrize(
    ("stored", "holder"),
    [({"holder": "a" * 32}, "a" * 32), ({"holder": "a"}, ""), ({"holder": 5}, ""), ({"holder": None}, ""), ({}, "")],
)
def test_only_a_proper_name_is_the_holder_of_a_draft(tmp_path: Path, stored: dict[str, object], holder: str) -> None:
    key = new_key()
    (tmp_path / f"{key}.json").write_text(json.dumps(stored))
    assert holders_in(tmp_path) == {key: holder}


def test_a_draft_that_cannot_be_replaced_or_deleted_is_reported(tmp_path: Path) -> None:
    each = draft()
    (tmp_path / f"{each.key}.json").mkdir()
    with pytest.raises(Unavailable, match="存不到磁盘"):
        write_draft(tmp_path, each)
    with pytest.raises(Unavailable, match="删不掉"):
        remove_draft(tmp_path, each.key)


def test_a_claim_takes_its_own_drafts_and_those_of_ended_programs(tmp_path: Path) -> None:
    assert Claim(tmp_path / "none", new_key(), tmp_path / "none before").take() == Found(())
    ended, mine, nobodys = draft("ended"), draft("mine"), draft("nobody's")
    write_draft(tmp_path, ended, new_key())
    write_draft(tmp_path, nobodys)
    here = Claim(tmp_path, new_key())
    here.write(mine)
    here.write(mine)
    assert sorted(words_of(here.take())) == ["ended", "mine", "nobody's"]
    assert set(holders_in(tmp_path).values()) == {here.holder}
    assert [path.stem for path in tmp_path.glob("*.lock")] == [here.holder]


def test_a_lock_that_cannot_be_made_is_nobodys_and_one_of_this_process_is_no_other_programs(tmp_path: Path) -> None:
    nowhere = QLockFile(str(tmp_path / "none" / "a.lock"))
    assert not nowhere.tryLock(0)
    assert not _is_another_program(nowhere)
    here, again = QLockFile(str(tmp_path / "a.lock")), QLockFile(str(tmp_path / "a.lock"))
    assert here.tryLock(0)
    assert not again.tryLock(0)
    assert not _is_another_program(again)
