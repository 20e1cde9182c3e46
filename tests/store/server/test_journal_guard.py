"""Nobody can insert an entry into a server's journal that breaks its chain, and the program's entries are accepted."""

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection

from tests.servers import Server
from tests.staffed import OPERATOR, StaffedDesk
from tests.store.server.entries import entry
from tickets.actions.followup import note
from tickets.checking.invariants import check
from tickets.store.digests import CHAINED, digest
from tickets.store.engine import Store
from tickets.store.inserting import to_json
from tickets.store.postgres.security.constraints import EARLIEST, LATEST
from tickets.store.tables import journal

pytestmark = pytest.mark.slow

INSERT = f"INSERT INTO journal ({', '.join(CHAINED)}, changes, digest) VALUES ({', '.join(['%s'] * 12)})".encode()
LAST = "SELECT digest FROM journal WHERE ticket_id IS NULL ORDER BY id DESC LIMIT 1"
INSTANTS = st.integers(EARLIEST, LATEST)
ODD = ("\x7f", '\x1f\b\f\n\r\t"\\/', "\u2028\u2029", "\ufeff", "\U0001f6b0", "e\u0301", "\x80\x9f", "\ufffe\uffff")
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.sampled_from(ODD)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.just("\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def bare(server: Server, server_store: Store) -> Iterator[Connection]:
    """A plain connection with a transaction that is rolled back."""
    with server.connect(server_store.engine.url.database or "") as connection:
        connection.autocommit = False
        yield connection
        connection.rollback()


def one(connection: Connection, statement: str) -> Any:
    """Return the one value that a statement gives."""
    row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=INSTANTS, true_time=st.none() | INSTANTS, seat=TEXTS, action=TEXTS,
    version=st.none() | st.integers(1, 2**30 - 1), text=TEXTS, touched=TEXTS.filter(lambda words: len(words) < 500),
    request=TEXTS, changes=st.lists(ANY_JSON),
)  # fmt: skip
def test_the_server_works_out_the_digest_that_the_program_does(
    bare: Connection, at: int, true_time: int | None, seat: str, action: str, version: int | None, text: str,
    touched: str, request: str, changes: list[object],
) -> None:  # fmt: skip
    values = (at, true_time, 1, seat, action, None, version, text, touched, request)
    written = to_json(changes)
    bare.execute(INSERT, (*values, written, digest(one(bare, LAST), values, written)))


def test_each_entry_gets_the_next_id_whatever_id_it_gives(bare: Connection) -> None:
    ids = [one(bare, entry()), one(bare, entry().replace("(at,", "(id, at,").replace("SELECT at,", "SELECT 1, at,", 1))]
    assert ids[1] == ids[0] + 1
    assert one(bare, "SELECT max(id) FROM journal") == ids[1]


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_entry_is_accepted_only_under_read_committed(bare: Connection, isolation: str) -> None:
    bare.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}".encode())
    with pytest.raises(psycopg.errors.CheckViolation, match="READ COMMITTED"):
        bare.execute(entry().encode())


def test_of_two_entries_that_follow_the_same_one_the_later_waits_and_is_refused(
    server: Server, server_store: Store
) -> None:
    database = server_store.engine.url.database or ""
    refused: list[str] = []

    def write_late(values: tuple[object, ...]) -> None:
        with server.connect(database) as late:
            try:
                late.execute(INSERT, values)
            except psycopg.errors.CheckViolation as error:
                refused.append(str(error))

    with server.connect(database) as early, server.connect(database) as looking:
        values = (0, None, None, "", "note", None, None, "", "", "x")
        follows = digest(one(early, LAST), values, "[]")
        early.autocommit = False
        early.execute(entry(text="'先到'").encode())
        thread = threading.Thread(target=write_late, args=[(*values, "[]", follows)])
        thread.start()
        while not one(looking, "SELECT count(*) FROM pg_locks WHERE NOT granted"):
            assert thread.is_alive()
        early.commit()
        thread.join()
    assert [told for told in refused if "does not follow" in told] == refused != []


def test_entries_of_all_users_form_one_chain_per_ticket(staffed_desk: StaffedDesk) -> None:
    key = staffed_desk.hand(OPERATOR).log()

    def write(name: str) -> None:
        for number in range(10):
            staffed_desk.hand(name).do(note(key, None, f"{name} {number}"))

    writers = [threading.Thread(target=write, args=[name]) for name in staffed_desk.members if name != "administrator"]
    for hand in map(staffed_desk.hand, staffed_desk.members):
        assert hand.desk
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    desk = staffed_desk.desk(OPERATOR)
    assert len(staffed_desk.hand(OPERATOR).rows(journal, ticket_id=key)) == 1 + 10 * len(writers)
    assert desk.read(check, desk.now()) == []
