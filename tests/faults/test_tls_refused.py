"""A server that can't prove its identity: nothing is sent to it, and a sentence names the settings to check."""

import signal
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.alerts.running import Running
from tests.desk_fixtures import proper_sentence, superuser
from tests.faults.serving import address, call, follow, seat_at, wait_for
from tests.faults.tls_relay import TlsRelay
from tests.servers import Server
from tickets.connection.target import Target
from tickets.connection.try_connection import try_connection
from tickets.errors import Refused, ShutOut
from tickets.store.feed import postgres as listening
from tickets.store.queries.board import open_tickets
from tickets.store.schema import open_store

if TYPE_CHECKING:
    from tests.faults.certificates import Authority

pytestmark = pytest.mark.slow

HOST = "127.0.0.1"


class Ways:
    """Servers with something wrong with their encryption."""

    def __init__(self, up: Server, tls: TlsRelay, ours: "Authority", theirs: "Authority") -> None:
        self._up, self._tls, self._ours, self._theirs = up, tls, ours, theirs

    def unknown_authority(self) -> str:
        """Return a server whose certificate is another authority's."""
        self._tls.certificate = self._theirs.issue([HOST])
        return self._address()

    def another_name(self) -> str:
        """Return a server whose certificate is for another host."""
        self._tls.certificate = self._ours.issue(["db.example"])
        return self._address()

    def expired(self) -> str:
        """Return a server whose certificate has expired an hour ago."""
        self._tls.certificate = self._ours.issue([HOST], timedelta(hours=-1))
        return self._address()

    def in_clear_but_verified(self) -> str:
        """Return a server without TLS."""
        return self._address(self._up.port)

    def in_clear_but_required(self) -> str:
        """Return a server without TLS that need not be verified."""
        return address(self._up.port, sslmode="require")

    def no_root(self) -> str:
        """Return an address with a missing root certificate."""
        return self._address(sslrootcert="/nowhere/database/root.crt")

    def slip_in_mode(self) -> str:
        """Return an address with an error in it."""
        return self._address(sslmode="verify_full")

    def no_common_version(self) -> str:
        """Return an address that allows no TLS version of the server."""
        return self._address(ssl_min_protocol_version="TLSv1", ssl_max_protocol_version="TLSv1.1")

    def _address(self, port: int | None = None, **query: str) -> str:
        query = {"sslmode": "verify-full", "sslrootcert": str(self._ours.root), **query}
        return address(port or self._tls.port, **query)


WAYS = [name for name in vars(Ways) if not name.startswith("_")]


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory, ours: "Authority") -> "Authority":
    """An authority that no workstation knows."""
    return type(ours)(tmp_path_factory.mktemp("stranger"), "theirs")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, up: Server, tls: TlsRelay, ours: "Authority", theirs: "Authority") -> str:
    """Each address with something wrong with its encryption."""
    return str(getattr(Ways(up, tls, ours, theirs), request.param)())


def assert_names_settings(sentence: str) -> None:
    assert "sslmode" in proper_sentence(sentence)
    assert "sslrootcert" in sentence


def test_a_seat_is_refused_with_a_sentence_that_names_the_settings(way: str, tls: TlsRelay) -> None:
    with pytest.raises(Refused) as caught, closing(open_store(way, credentials=superuser())):
        pass
    assert not isinstance(caught.value, ShutOut)
    assert_names_settings(caught.value.sentence)
    with pytest.raises(Refused) as tried:
        try_connection(Target(way), superuser().login, superuser().password)
    assert tried.value.sentence == caught.value.sentence
    assert f"user\0{superuser().login}".encode() not in tls.wire


@pytest.mark.parametrize("way", WAYS[:5], indirect=True)
def test_a_watch_refused_by_tls_says_so_and_ends(way: str) -> None:
    process = Running("main.py", "watch", "--db", way)
    try:
        code, _, errors = process.ends()
    finally:
        process.end()
    assert code == 1
    assert process.lines == []
    assert_names_settings(errors.strip())


def test_a_running_watch_reports_a_bad_certificate_and_goes_on_with_a_good_one(
    tls: TlsRelay, ours: "Authority"
) -> None:
    good = tls.certificate
    process = Running("main.py", "watch", "--db", address(tls.port, sslmode="verify-full", sslrootcert=str(ours.root)))
    try:
        assert process.says("开始值守")
        tls.certificate = ours.issue([HOST], timedelta(hours=-1))
        tls.hang_up()
        assert process.says("失去值守", "sslrootcert")
        tls.certificate = good
        assert process.says("恢复值守")
        process.signal(signal.SIGTERM)
        assert process.ends()[::2] == (0, "")
    finally:
        process.end()


def test_a_certificate_that_becomes_invalid_is_reported_and_a_good_one_is_accepted_later(
    tls: TlsRelay, ours: "Authority", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "ASK_AGAIN_AFTER", 0.2)
    good = tls.certificate
    command = call("证书换坏了")
    with seat_at(address(tls.port, sslmode="verify-full", sslrootcert=str(ours.root))) as hand:
        news, lines = follow(hand.desk)
        assert lines.get().connected
        tls.certificate = ours.issue([HOST], timedelta(hours=-1))
        tls.hang_up()
        refused = wait_for(lines, lambda line: line.refused)
        assert_names_settings(refused.sentence)
        with pytest.raises(Refused) as caught:
            hand.execute(command)
        assert_names_settings(caught.value.sentence)
        with pytest.raises(Refused):
            hand.desk.read(open_tickets)
        tls.certificate = good
        wait_for(lines, lambda line: line.connected)
        wait_for(news, lambda changes: changes.lost)
        assert not hand.execute(command).repeated
