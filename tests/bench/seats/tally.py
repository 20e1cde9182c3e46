"""What was lost and what was done twice: the workstations' records compared with the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

from tests.bench.seats.mix import WITHOUT_TICKET
from tests.bench.seats.records import Outcome, Record

_JOURNAL = "SELECT request, ticket_id, count(*) FROM journal WHERE id > %s GROUP BY request, ticket_id"
_WORDS = "SELECT split_part(words, '，', 1) FROM calls WHERE id > %s"


@dataclass(frozen=True, slots=True)
class Before:
    """The database at the start: the versions of its tickets, the last journal entry and call."""

    versions: dict[int, int]
    journal: int
    call: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """`lost` were confirmed, or kept by the workstation, and are not in the database; `doubled` are in it twice.

    `unasked` were refused, or unknown to all, and are in it.
    """

    lost: int
    doubled: int
    unasked: int


def stand(connection: psycopg.Connection) -> Before:
    """Return the state of the database."""
    versions = dict(connection.execute("SELECT id, version FROM tickets").fetchall())
    journal = connection.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()
    call = connection.execute("SELECT coalesce(max(id), 0) FROM calls").fetchone()
    assert journal is not None and call is not None
    return Before(versions, journal[0], call[0])


def judge(connection: psycopg.Connection, before: Before, records: Iterable[Record]) -> Verdict:
    """Compare the records with journal, calls and the tickets' versions, separately."""
    entries = connection.execute(_JOURNAL, (before.journal,)).fetchall()
    journaled = {request for request, _, _ in entries}
    known = {record.request: record for record in records if record.request}
    done = [r for r in known.values() if r.outcome is Outcome.DONE or r.request in journaled]
    kept = [r for r in known.values() if r.outcome in (Outcome.DONE, Outcome.UNANSWERED)]
    missing = {r.request for r in kept} - journaled
    twice = {request for request, _, count in entries if count > 1}
    unasked = journaled - {r.request for r in kept}

    said = Counter(row[0] for row in connection.execute(_WORDS, (before.call,)))
    told = {r.tag: r.request for r in done if r.tag}
    missing |= {request for tag, request in told.items() if said[tag] == 0}
    twice |= {told.get(tag, tag) for tag, count in said.items() if count > 1}

    steps = Counter(r.ticket for r in done if r.kind not in WITHOUT_TICKET)
    versions = dict(connection.execute("SELECT id, version FROM tickets").fetchall())
    short = {key: before.versions.get(key, 0) + count - versions.get(key, 0) for key, count in steps.items()}
    lost = max(len(missing), sum(miss for miss in short.values() if miss > 0))
    doubled = max(len(twice), sum(-miss for miss in short.values() if miss < 0))
    return Verdict(lost, doubled, len(unasked))
