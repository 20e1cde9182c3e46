"""A server at its limits gives a sentence; once there is room again the same call is logged, once."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import randrange

import pytest

from tests.desk_fixtures import proper_sentence
from tests.faults.filling import fill
from tests.faults.serving import DATABASE, PATIENCE, call, follow, seat, wait_for
from tests.servers import Server, give_away
from tickets.errors import Unavailable
from tickets.rules.words import Role
from tickets.store.postgres.engine import Credentials
from tickets.store.postgres.security.role_names import group
from tickets.store.queries.board import open_tickets
from tickets.store.tables import calls

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(up: Server) -> Iterator[Path]:
    """A disk of a few megabytes that the server may write."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    folder = Path(tempfile.mkdtemp(prefix="hotline-small-disk-"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(folder)], check=False).returncode != 0:
        folder.rmdir()
        pytest.skip("this system lets nobody mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def test_a_full_server_disk_is_reported_and_the_same_call_is_logged_once_there_is_room(
    up: Server, small_disk: Path
) -> None:
    space = small_disk / "space"
    space.mkdir()
    give_away(space)
    up.execute(f"CREATE TABLESPACE small LOCATION '{space}'")
    try:
        up.execute("ALTER TABLE calls SET TABLESPACE small", DATABASE)
        ballast = small_disk / "ballast"
        with seat(up) as hand:
            news, lines = follow(hand.desk)
            fill(ballast)
            before = hand.dump()
            command = call("".join(chr(randrange(0x4E00, 0x9FA0)) for _ in range(20_000)))  # nearly incompressible
            with pytest.raises(Unavailable) as caught:
                hand.execute(command)
            assert "磁盘已满" in proper_sentence(caught.value.sentence)
            assert hand.dump() == before
            ballast.unlink()
            assert not hand.execute(command).repeated
            assert hand.execute(command).repeated
            assert len(hand.rows(calls)) == len(before["calls"]) + 1
            assert wait_for(news, lambda changes: bool(changes.tickets))
            assert lines.get(timeout=PATIENCE).connected
    finally:
        up.execute("ALTER TABLE calls SET TABLESPACE pg_default", DATABASE)
        up.execute("DROP TABLESPACE small")


@pytest.fixture
def guest(up: Server) -> Iterator[Credentials]:
    """Somebody who may have only one connection."""
    up.execute(f"CREATE ROLE guest LOGIN CONNECTION LIMIT 1 PASSWORD 'guest' IN ROLE {group(DATABASE, Role.OPERATOR)}")
    yield Credentials("guest", "guest")
    up.execute("DROP ROLE guest")


def test_a_seat_over_the_connection_limit_is_refused_until_another_leaves(up: Server, guest: Credentials) -> None:
    with seat(up, credentials=guest), pytest.raises(Unavailable) as caught, seat(up, credentials=guest):
        pass
    assert "这个账号的连接用满了" in proper_sentence(caught.value.sentence)
    with seat(up, credentials=guest) as hand:
        assert hand.desk.read(open_tickets) is not None


def test_a_feed_refused_at_the_connection_limit_says_so_and_starts_once_one_is_free(
    up: Server, guest: Credentials
) -> None:
    with seat(up, credentials=guest) as hand, seat(up) as other:
        news, lines = follow(hand.desk)
        full = wait_for(lines, lambda line: not line.connected)
        assert "这个账号的连接用满了" in full.sentence
        up.execute("ALTER ROLE guest CONNECTION LIMIT 3")
        wait_for(lines, lambda line: line.connected)
        wait_for(news, lambda changes: changes.lost)
        key = other.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}
