"""The whole drill: a correct program gives zeros, an incorrect one does not."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests import screens
from tests.staffed import ADMINISTRATOR, StaffedDesk
from tickets.actions import fields as action_fields
from tickets.actions.fields import cleaned
from tickets.alerts import ledger
from tickets.checking.invariants import check
from tickets.cli.drill import BUSY, rehearse
from tickets.connection.target import Target
from tickets.drill.scenario import START
from tickets.errors import Refused
from tickets.rules.instants import local_day, utc_now
from tickets.service import Done, TicketService
from tickets.store.queries.board import open_tickets
from tickets.store.queries.callers import recent_calls
from tickets.store.queries.lookups import list_crews, list_staff
from tickets.store.schema import open_store
from tickets.watch.watch import Watch

ZEROS = ("lost", "missed_alerts", "duplicates_raised", "refused")


def names_at(desk: TicketService) -> set[str]:
    """Return the names of the staff and the crews."""
    return {one.name for one in (*desk.read(list_staff, True), *desk.read(list_crews, True))}


def short_drill(folder: Path) -> dict[str, Any]:
    """Run a drill of an hour."""
    return rehearse(1, 15, 1, out=folder)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of a drill of two hours, and its result. Copy what is to be changed."""
    folder = tmp_path_factory.mktemp("rehearsed")
    return folder, rehearse(2, 30, 1, out=folder)


def test_a_drill_of_two_hours_ends_with_zero_faults_and_a_sound_database(
    rehearsed: tuple[Path, dict[str, Any]],
) -> None:
    folder, found = rehearsed
    assert {name: found[name] for name in ZEROS} == dict.fromkeys(ZEROS, 0)
    assert found["calls"] == 30
    assert found["repeats"] > 0
    assert all(found["alerts"][kind] > 0 for kind in ("warning", "overdue", "escalation"))
    desk = TicketService(open_store(f"sqlite:///{folder / 'drill.db'}"))
    assert desk.read(check, utc_now()) == []
    assert {crew.name[:2] for crew in desk.read(list_crews)} == {"演练"}
    assert {member.name[:2] for member in desk.read(list_staff)} == {"演练", "值班"}
    desk.close()


def test_the_pictures_of_a_rehearsal_show_its_own_day_with_tickets_still_open(
    rehearsed: tuple[Path, dict[str, Any]], tmp_path: Path, qtbot: QtBot
) -> None:
    busy = Path(shutil.copy(rehearsed[0] / BUSY, tmp_path))
    (tmp_path / "scratch").mkdir()
    window = screens._open(busy, tmp_path / "scratch")
    qtbot.addWidget(window.main)
    session = window.session
    assert local_day(session.now()) == local_day(START)
    assert len(session.service.read(open_tickets)) >= 3
    assert any(call.at > session.now() - timedelta(hours=1) for call in session.service.read(recent_calls))
    window.close()


def test_the_folder_gets_figures_and_report_and_can_be_used_for_another_drill(
    rehearsed: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, first = Path(shutil.copytree(rehearsed[0], tmp_path / "folder")), rehearsed[1]
    assert json.loads((folder / "drill.json").read_text("utf-8")) == first
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert report["stages"]["accept"]["n"] == first["stages"]["accept"]["n"]
    assert report["stages"]["accept"]["p90_s"] == first["stages"]["accept"]["p90_s"]
    assert (folder / "report.csv").read_text("utf-8-sig").startswith("班组")
    second = rehearse(0.5, 8, 2, out=folder)
    assert second != first
    assert json.loads((folder / "drill.json").read_text("utf-8")) == second


def test_a_drill_without_a_folder_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert rehearse(0.2, 3, 1)["calls"] == 3
    assert list(tmp_path.iterdir()) == []


def test_a_drill_may_follow_another_on_the_same_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'again.db'}"
    first, second = (rehearse(0.5, 8, 5, Target(url)) for _ in range(2))
    assert first == second
    assert {name: second[name] for name in ZEROS} == dict.fromkeys(ZEROS, 0)


def test_a_database_in_real_use_is_left_alone(desk: TicketService, desk_url: str, hand: Any) -> None:
    hand.log()
    before = hand.dump()
    with pytest.raises(Refused, match="真实工单"):
        rehearse(1, 5, 1, Target(desk_url))
    assert hand.dump() == before


@pytest.mark.parametrize(("hours", "calls"), [(0, 5), (-1, 5), (1, 0), (1, -3), (10**9, 5), (1, 10**9)])
def test_invalid_numbers_for_a_drill_are_refused(hours: float, calls: int) -> None:
    with pytest.raises(Refused, match="演练时长"):
        rehearse(hours, calls, 1)


def test_a_call_whose_words_were_changed_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_fields, "cleaned", lambda label, text, at_most=500: cleaned(label, text, at_most)[:12])
    assert short_drill(tmp_path)["lost"] > 0


def test_a_drill_counts_the_alerts_missed_by_a_watch_that_does_not_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Watch, "sweep", lambda self: None)
    monkeypatch.setattr(ledger, "_write", lambda connection, entries, now: 0)
    assert short_drill(tmp_path)["missed_alerts"] > 0


def test_a_drill_detects_a_desk_that_carries_out_a_request_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out = TicketService._carry_out

    def forgetful(desk: TicketService, command: Any, who: Any) -> Done[Any]:
        again = type(command)(command.name, command.label, command.roles, command.run)
        return carry_out(desk, again, who)

    monkeypatch.setattr(TicketService, "_carry_out", forgetful)
    found = rehearse(1, 45, 1, out=tmp_path)  # one request in ten is sent twice, of these some log a call
    assert found["lost"] > 0
    assert found["refused"] > 0


def test_a_drill_detects_alerts_raised_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def next_term(entries: Callable[..., list[dict[str, Any]]]) -> Callable[..., list[dict[str, Any]]]:
        def doubled(*arguments: Any) -> list[dict[str, Any]]:
            found = entries(*arguments)
            return found + [{**entry, "term": entry["term"] + 1} for entry in found]

        return doubled

    monkeypatch.setattr(ledger, "_entries", next_term(ledger._entries))
    assert short_drill(tmp_path)["duplicates_raised"] > 0


@pytest.mark.slow
def test_a_drill_under_an_ordinary_server_login_is_refused_and_creates_no_staff(
    shared_desk: StaffedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = shared_desk[ADMINISTRATOR]
    monkeypatch.setenv("PGPASSWORD", member.password)
    with pytest.raises(Refused) as caught:
        rehearse(1, 15, 1, Target(shared_desk.server.url(shared_desk.database), member.login))
    assert "替好几个人" in caught.value.sentence
    assert "刚被改过" not in caught.value.sentence
    assert not {"演练接线员", "演练一班"} & names_at(shared_desk.desk(ADMINISTRATOR))


@pytest.mark.slow
def test_a_day_of_four_hundred_calls_ends_with_zero_faults_and_a_sound_database(tmp_path: Path) -> None:
    found = rehearse(24, 400, 2, out=tmp_path)
    assert {name: found[name] for name in ZEROS} == dict.fromkeys(ZEROS, 0)
    assert found["calls"] == 400
    assert found["stages"]["accept"]["n"] > 100
    desk = TicketService(open_store(f"sqlite:///{tmp_path / 'drill.db'}"))
    assert desk.read(check, utc_now()) == []
    desk.close()
