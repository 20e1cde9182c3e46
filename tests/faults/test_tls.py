"""An encrypted connection works like any other, can't be read by others, and a cut loses nothing."""

import socket
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.desk_fixtures import Hand
from tests.faults.serving import COMMIT, address, call, follow, seat, seat_at, wait_for
from tests.faults.tls_relay import TlsRelay
from tests.servers import Server
from tests.staffed import OPERATOR, OPERATOR_2, Member, StaffedDesk, staffing
from tickets.accounts.server_authenticator import ServerAuthenticator
from tickets.connection.target import Target
from tickets.service import TicketService
from tickets.store.feed import listen_connection as link
from tickets.store.feed import postgres as listening
from tickets.store.schema import open_store
from tickets.store.tables import calls

if TYPE_CHECKING:
    from tests.faults.certificates import Authority

pytestmark = pytest.mark.slow

WORDS = "东阿镇水管爆了"


@pytest.fixture
def encrypted(tls: TlsRelay, ours: "Authority") -> Iterator[Hand]:
    """A service with the encrypted connection."""
    with seat_at(address(tls.port, sslmode="verify-full", sslrootcert=str(ours.root))) as hand:
        yield hand


@pytest.fixture(scope="module")
def staffed(own_server: Server) -> Iterator[StaffedDesk]:
    """A database on the module's server where people have logins of their own."""
    with staffing(own_server) as staffed:
        yield staffed


@pytest.fixture
def overheard(staffed: StaffedDesk, up: Server) -> Member:
    """Somebody whose password the server gets in plain text, as with a directory service."""
    member = staffed[OPERATOR_2]
    up.stop()
    up.let_in(f'host all "{member.login}" all password')
    up.start()
    return member


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_operator_works_and_gets_changes_of_others_over_an_encrypted_connection(
    tls: TlsRelay, ours: "Authority", staffed: StaffedDesk, host: str
) -> None:
    member = staffed[OPERATOR]
    url = address(tls.port, host, staffed.database, sslmode="verify-full", sslrootcert=str(ours.root))
    authenticator = ServerAuthenticator(Target(url))
    assert authenticator.sign_in(member.login, member.password).id == member.id
    with closing(authenticator.service) as desk, closing(staffed.another_desk(OPERATOR)) as elsewhere:
        news, lines = follow(desk)
        assert lines.get().connected
        mine, theirs = (Hand(desk, member.who) for desk in (desk, elsewhere))
        key = mine.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}
        assert theirs.ticket(key) == mine.ticket(key)
        key = theirs.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}


@pytest.mark.parametrize("mode", ["verify-full", "disable"])
def test_nothing_can_be_read_on_the_wire_unless_tls_is_off(
    tls: TlsRelay, ours: "Authority", staffed: StaffedDesk, overheard: Member, mode: str
) -> None:
    url = address(tls.port, database=staffed.database, sslmode=mode, sslrootcert=str(ours.root))
    with closing(TicketService(open_store(url, credentials=overheard.credentials))) as desk:
        follow(desk)
        Hand(desk, overheard.who).log(words=WORDS)
    secrets = [WORDS, overheard.password, overheard.login, "13800000000", "INSERT INTO calls", "LISTEN desk"]
    assert [secret for secret in secrets if secret.encode() in tls.wire] == (secrets if mode == "disable" else [])
    assert len(tls.wire) > 1_000


def test_a_commit_whose_answer_is_lost_over_tls_is_not_repeated(encrypted: Hand, tls: TlsRelay) -> None:
    encrypted.log()
    tls.cut_after(COMMIT)
    assert encrypted.execute(call("回音丢了")).repeated
    assert len(encrypted.rows(calls, words="回音丢了")) == 1


@pytest.mark.parametrize("how", [socket.SHUT_RDWR, socket.SHUT_WR])
def test_a_tls_connection_closed_by_one_side_is_noticed_at_once_and_the_feed_reconnects(
    encrypted: Hand, tls: TlsRelay, up: Server, monkeypatch: pytest.MonkeyPatch, how: int
) -> None:
    """Not by the next regular poll, which comes too late here."""
    monkeypatch.setattr(listening, "BEAT_SECONDS", 600)
    monkeypatch.setattr(link, "ANSWER_SECONDS", 600)
    with seat(up) as other:
        news, lines = follow(encrypted.desk)
        assert lines.get().connected
        tls.hang_up(how)
        assert not wait_for(lines, lambda line: not line.connected).refused
        wait_for(lines, lambda line: line.connected)
        assert wait_for(news, lambda changes: changes.lost)
        key = other.log()
        assert wait_for(news, lambda changes: bool(changes.tickets)).tickets == {key}
        assert not encrypted.execute(call(f"断线之后 {how}")).repeated
        assert len(encrypted.rows(calls, words=f"断线之后 {how}")) == 1
