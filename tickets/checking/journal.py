"""Invariants of the journal: it is complete, its chain is unbroken, and it can't be rewritten.

The journal is read once, ticket by ticket, together with the rows it must account for.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection, select, text

from tickets.checking.balance import CallBalance
from tickets.checking.starts import Starts, carried_values_change_with_reason, first_answers_stay
from tickets.checking.stories import COLUMNS, Story, stories
from tickets.checking.violations import Violation, found
from tickets.store.digests import CHAINED, CHAINED_AFTER, digest
from tickets.store.postgres.security.change_guard import ADDED, CHANGED, GUARDED, TRUE
from tickets.store.postgres.security.undo_guard import REAL
from tickets.store.tables import settings

_CHAINED_AFTER = select(settings.c.value).where(settings.c.key == CHAINED_AFTER)


def journal_accounts_for_tickets(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every ticket's versions, counts and rows follow from its journal; so do all calls."""
    balance, starts = CallBalance(), Starts(connection)
    for story in stories(connection):
        for invariant in (*STORY_INVARIANTS, starts.promises_follow_from_rounds):
            yield from invariant(story)
        balance.add(story)
    balance.add_loose(connection)
    yield from balance.violations()


def versions_have_no_gap(story: Story) -> Iterator[Violation]:
    """A ticket's journal has the versions 1 to the present one, each once."""
    versions = [entry.version for entry in story.entries if entry.version is not None]
    if len(versions) != story.ticket.version or versions != list(range(1, len(versions) + 1)):
        yield Violation("versions_have_no_gap", story.number, "日志中的版本不是从 1 到现在各有一条")


def changes_can_be_read(story: Story) -> Iterator[Violation]:
    """The changes of each entry can be read."""
    for key in story.unread:
        yield Violation("changes_can_be_read", story.number, f"日志第 {key} 条所记的改动看不懂")


def journal_counts_agree(story: Story) -> Iterator[Violation]:
    """The numbers of returns, extensions and reopenings are those of the journal's entries, re-ratings not more."""
    entry_counts = Counter(entry.action for entry in story.standing)
    ticket = story.ticket
    for label, counted, action in (
        ("退单数", ticket.returns, "return"),
        ("延期数", ticket.extensions, "extend"),
        ("返工数", ticket.reopenings, "reopen"),
    ):
        if counted != entry_counts[action]:
            yield Violation("journal_counts_agree", story.number, f"{label}与日志不符")
    if ticket.reratings > entry_counts["rerate"]:  # an entry may also be about what is no rating, as the material
        yield Violation("journal_counts_agree", story.number, "改判数与日志不符")


def journal_folds_to_rows(story: Story) -> Iterator[Violation]:
    """Applying the journal's changes in order gives exactly the ticket, its clocks and its holds."""
    folded = story.folded
    for (table, key), row in story.rows:
        recorded = folded.pop((table, key), None)
        if recorded is None:
            yield Violation("journal_folds_to_rows", story.number, f"日志里没有 {table} 第 {key} 行的由来")
        elif not COLUMNS[table].agree(row, recorded):
            differing = "、".join(COLUMNS[table].differing(row, recorded))
            yield Violation("journal_folds_to_rows", story.number, f"{table} 第 {key} 行与日志不符（{differing}）")
    for table, key in folded:
        yield Violation("journal_folds_to_rows", story.number, f"日志里的 {table} 第 {key} 行已经不在")


STORY_INVARIANTS: tuple[Callable[[Story], Iterator[Violation]], ...] = (
    versions_have_no_gap,
    changes_can_be_read,
    carried_values_change_with_reason,
    first_answers_stay,
    journal_counts_agree,
    journal_folds_to_rows,
)


def requests_and_journal_agree(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every journal entry belongs to a stored command, and every stored command has its entry."""
    unknown = """
        SELECT j.id, j.request FROM journal j LEFT JOIN requests r ON r.request = j.request AND r.action = j.action
        WHERE r.request IS NULL
        """
    for row in found(connection, unknown):
        yield Violation("requests_and_journal_agree", f"日志第 {row.id} 条", f"没有请求 {row.request} 的记录")
    for row in found(connection, "SELECT request FROM requests EXCEPT SELECT request FROM journal"):
        yield Violation("requests_and_journal_agree", f"请求 {row.request}", "日志里没有这一条")


def journal_is_chained(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """Every entry has the digest that follows from its content and from the previous entry of its ticket.

    After a broken link the stored digest is used, so that each break is reported once.
    """
    since = connection.execute(_CHAINED_AFTER).scalar() or 0
    values = ", ".join(f"j.{name}" for name in CHAINED)
    chained = f"""
        SELECT j.id, j.ticket_id, t.number, j.digest, CAST(j.changes AS TEXT) AS written, {values}
        FROM journal j LEFT JOIN tickets t ON t.id = j.ticket_id ORDER BY j.ticket_id, j.id
        """
    ticket_id: int | None = -1
    last = ""
    for row in found(connection, chained):
        if row.ticket_id != ticket_id:
            ticket_id, last = row.ticket_id, ""
        expected = "" if row.id <= since else digest(last, row[-len(CHAINED) :], row.written)
        if row.digest != expected:
            yield Violation(
                "journal_is_chained", row.number or "不属于工单的日志", f"日志第 {row.id} 条或它之前的被改动过"
            )
        last = row.digest


def journal_is_append_only(connection: Connection, _now: datetime) -> Iterator[Violation]:
    """The triggers that protect the journal exist; on a server also those that demand it of every change."""
    if connection.dialect.name == "sqlite":
        wanted = {("journal", "journal_refuses_update"), ("journal", "journal_refuses_delete")}
        sql = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    else:
        wanted = {
            ("journal", "journal_is_append_only"),
            ("journal", "journal_is_chained"),
            ("journal", TRUE),
            ("journal", REAL),
        }
        wanted |= {(table.name, name) for table in GUARDED for name in (ADDED, CHANGED)}
        sql = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
    for table, name in sorted(wanted - {tuple(row) for row in connection.execute(text(sql))}):
        yield Violation("journal_is_append_only", table, f"防止改写的触发器 {name} 不见了")
