"""Every table of the database. Column names are the words of the domain.

Rows are read into frozen dataclasses by tickets/store/queries and written only through tickets/service.py. `next_rung`
is used by the watch: when the clock crosses its next alert rung. `passwords` is used in a file only: a server has its
own. `editing` and `watches` are leases, `backups` records backups; these are outside of the journal.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from tickets.rules.words import (
    OPEN_STATES,
    AlertOutcome,
    CallbackResult,
    CallKind,
    Channel,
    DeliveryState,
    FaultGroup,
    Outcome,
    Priority,
    Role,
    RungKind,
    Source,
    Stage,
    State,
    SubjectKind,
    Word,
    Zone,
)
from tickets.store.types import Flag, RoleSet, UtcTime, WordType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

BigId = BigInteger().with_variant(Integer, "sqlite")  # SQLite assigns ids only to an INTEGER key


def _id() -> Column[int]:
    return Column("id", BigId, primary_key=True)


def _ref(name: str, target: str, nullable: bool = True, **more: Any) -> Column[int]:
    return Column(name, BigId, ForeignKey(target), nullable=nullable, **more)


def _word(name: str, word: type[Word], nullable: bool = False) -> Column[Any]:
    return Column(name, WordType(word), nullable=nullable)


def _time(name: str, nullable: bool = True) -> Column[Any]:
    return Column(name, UtcTime, nullable=nullable)


def _count(name: str, kind: type[Integer] = Integer) -> Column[int]:
    return Column(name, kind, nullable=False, default=0, server_default="0")


def _flag(name: str, default: bool = False) -> Column[bool]:
    return Column(name, Flag, nullable=False, default=default, server_default=true() if default else false())


def _text(name: str, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable, default=None if nullable else "")


def _partial(name: str, columns: str, where: str) -> Index:
    return Index(name, *columns.split(), sqlite_where=text(where))  # for PostgreSQL see prepare_for_postgresql


staff = Table(
    "staff",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("roles", RoleSet, nullable=False),
    _text("phone"),
    _flag("active", True),
    _flag("on_duty"),
    _text("login", nullable=True),
    _time("expires"),
    Index("uq_staff_login", "login", unique=True),
)

passwords = Table(
    "passwords",
    metadata,
    Column("staff_id", BigId, ForeignKey("staff.id"), primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    _time("changed", nullable=False),
    _count("failures"),
    _time("locked_until"),
)

crews = Table(
    "crews",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _text("phone"),
    _text("skills"),
    _ref("base_place_id", "places.id"),
    _word("zone", Zone, nullable=True),
    _flag("active", True),
    _flag("on_duty", True),
)

members = Table(
    "members",
    metadata,
    _id(),
    _ref("crew_id", "crews.id", nullable=False, index=True),
    Column("name", Text, nullable=False),
    _text("phone"),
    _flag("leader"),
    _flag("active", True),
)

places = Table(
    "places",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    _text("town"),
    _word("zone", Zone),
    _text("kind"),
    _text("aliases"),
    _text("pinyin"),
    _text("initials"),
    _flag("active", True),
    UniqueConstraint("town", "name"),
)

faults = Table(
    "faults",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    _word("fault_group", FaultGroup),
    _word("priority", Priority),
    _flag("isolate"),
    _flag("customer_side"),
    _text("words"),
    _text("advice"),
    _count("position"),
    _flag("active", True),
)

limits = Table(
    "limits",
    metadata,
    _id(),
    Column("rule", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    _word("stage", Stage),
    Column("fault", Text, ForeignKey("faults.code")),
    _word("priority", Priority, nullable=True),
    _word("zone", Zone, nullable=True),
    Column("dn_from", Integer),
    Column("dn_to", Integer),
    Column("hour_from", Integer),
    Column("hour_to", Integer),
    Column("seconds", Integer, nullable=False),
    _text("source"),
    _time("since", nullable=False),
    _time("until"),
    UniqueConstraint("rule", "version"),
)

rungs = Table(
    "rungs",
    metadata,
    _id(),
    _word("kind", RungKind),
    _word("stage", Stage, nullable=True),
    _word("priority", Priority, nullable=True),
    Column("share", Integer),
    Column("after", Integer),
    Column("roles", RoleSet, nullable=False),
    _time("since", nullable=False),
    _time("until"),
)

OPEN = "state IN ({})".format(", ".join(f"'{state}'" for state in OPEN_STATES))

tickets = Table(
    "tickets",
    metadata,
    _id(),
    Column("number", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    _word("state", State),
    _flag("held"),
    Column("fault", Text, ForeignKey("faults.code"), nullable=False),
    _word("priority", Priority),
    _word("zone", Zone),
    _ref("place_id", "places.id"),
    _text("address"),
    _text("phone"),
    _text("caller"),
    _text("household_no"),
    Column("dn", Integer),
    _text("material"),
    Column("households", Integer),
    _text("triage"),
    _ref("crew_id", "crews.id"),
    _flag("supervised"),
    _time("opened", nullable=False),
    _time("appointment"),
    _time("dispatched_at"),
    _time("departed_at"),
    _time("located_at"),
    _time("isolated_at"),
    _time("resolved_at"),
    _time("ended_at"),
    _ref("merged_into", "tickets.id"),
    _count("calls"),
    _count("chases"),
    _count("returns"),
    _count("extensions"),
    _count("reopenings"),
    _word("callback", CallbackResult, nullable=True),
    _text("resolution"),
    _word("source", Source),
    Column("source_key", Text, unique=True),
    _partial("ix_tickets_open", "id", OPEN),
    Index("ix_tickets_newest", "opened", "id"),
    Index("ix_tickets_by_fault", "fault", "opened", "id"),
    Index("ix_tickets_by_crew", "crew_id", "opened", "id"),
    Index("ix_tickets_by_place", "place_id", "opened", "id"),
    Index("ix_tickets_by_state", "state", "opened", "id"),
    Index("ix_tickets_by_merged_into", "merged_into"),
)

calls = Table(
    "calls",
    metadata,
    _id(),
    _ref("ticket_id", "tickets.id", index=True),
    _word("kind", CallKind),
    _text("phone"),
    _text("phone_digits"),
    _text("caller"),
    _text("words"),
    _text("address"),
    _text("household_no"),
    _time("at", nullable=False),
    _ref("staff_id", "staff.id"),
    Index("ix_calls_by_phone", "phone_digits", "at"),
    Index("ix_calls_newest", "at", "id"),
)

# The further numbers of a call, beside `phone_digits`. An index, outside of the journal.
call_phones = Table(
    "call_phones",
    metadata,
    Column("call_id", BigId, ForeignKey("calls.id"), primary_key=True, autoincrement=False),
    Column("digits", Text, primary_key=True),
    Index("ix_call_phones_digits", "digits"),
)

# The id comes before the kind in each index: few rows have one id, and nearly all have one kind.
clocks = Table(
    "clocks",
    metadata,
    _id(),
    _word("subject_kind", SubjectKind),
    Column("subject_id", BigId, nullable=False),  # a row of its kind's table; `check` finds missing ones
    _word("stage", Stage),
    Column("round", Integer, nullable=False),
    _time("started", nullable=False),
    Column("limit", Integer, nullable=False),
    _ref("limit_id", "limits.id"),
    _count("extended"),
    _count("term"),
    _count("held"),
    _time("held_since"),
    _time("stopped"),
    _word("outcome", Outcome, nullable=True),
    _time("deadline", nullable=False),
    _time("next_rung"),
    _word("priority", Priority),
    _ref("crew_id", "crews.id"),
    UniqueConstraint("subject_id", "subject_kind", "stage", "round"),
    _partial("ix_clocks_next_rung", "next_rung", "next_rung IS NOT NULL"),
    _partial("ix_clocks_running", "subject_id subject_kind", "stopped IS NULL"),
    Index("ix_clocks_deadline", "deadline"),
    Index("ix_clocks_stopped", "stopped"),
)

holds = Table(
    "holds",
    metadata,
    _id(),
    _ref("clock_id", "clocks.id", nullable=False, index=True),
    _time("since", nullable=False),
    _time("until"),
    Column("reason", Text, nullable=False),
    _ref("granted_by", "staff.id"),
)

digests = Table(
    "digests",
    metadata,
    _id(),
    _time("made", nullable=False),
    _time("since", nullable=False),
    _time("until", nullable=False),
    _count("alerts"),
    _ref("seen_by", "staff.id"),
    _time("seen_at"),
)

UNSEEN = "alerts.seen_at IS NULL AND alerts.outcome = 'sent'"  # exactly the condition of ix_alerts_unseen

alerts = Table(
    "alerts",
    metadata,
    _id(),
    _ref("clock_id", "clocks.id", nullable=False),
    Column("term", Integer, nullable=False),
    _ref("rung_id", "rungs.id", nullable=False),
    _word("recipient", Role),
    _time("due", nullable=False),
    _time("raised", nullable=False),
    _word("outcome", AlertOutcome),
    _text("reason"),
    _ref("digest_id", "digests.id"),
    _ref("seen_by", "staff.id"),
    _time("seen_at"),
    UniqueConstraint("clock_id", "term", "rung_id", "recipient"),
    _partial("ix_alerts_unseen", "id", "seen_at IS NULL AND outcome = 'sent'"),
)

WAITING = "state IN ('pending', 'claimed')"

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    _ref("alert_id", "alerts.id", nullable=False),
    _word("channel", Channel),
    _word("state", DeliveryState),
    _count("tries"),
    _time("at", nullable=False),
    _text("claimed_by", nullable=True),
    _time("claimed_until"),
    UniqueConstraint("alert_id", "channel"),
    _partial("ix_deliveries_waiting", "channel", WAITING),
)

watches = Table(
    "watches",
    metadata,
    Column("name", Text, primary_key=True),
    _text("host"),
    _time("started", nullable=False),
    _time("swept"),
    _text("trouble"),
)

editing = Table(
    "editing",
    metadata,
    _id(),
    _ref("ticket_id", "tickets.id", nullable=False),
    _ref("staff_id", "staff.id", nullable=False),
    _text("seat"),
    _text("doing"),
    _time("since", nullable=False),
    _time("until", nullable=False),
    UniqueConstraint("ticket_id", "staff_id", "seat"),
)

backups = Table(
    "backups",
    metadata,
    _id(),
    Column("night", Text, unique=True),
    _text("kind"),
    _text("host"),
    _time("started", nullable=False),
    _time("claimed_until"),
    _time("ended"),
    _text("path"),
    _count("bytes", BigInteger),
    _text("trouble"),
    _text("second"),
    _text("second_trouble"),
    Index("ix_backups_ended", "ended"),
)

outages = Table(
    "outages",
    metadata,
    _id(),
    _text("area"),
    _ref("place_id", "places.id"),
    _ref("ticket_id", "tickets.id"),
    Column("households", Integer),
    _text("cause"),
    _flag("planned"),
    _time("since", nullable=False),
    _time("expected"),
    _time("until"),
)

journal = Table(
    "journal",
    metadata,
    _id(),
    _time("at", nullable=False),
    _time("true_time"),
    _ref("staff_id", "staff.id"),
    _text("seat"),
    Column("action", Text, nullable=False),
    _ref("ticket_id", "tickets.id"),
    Column("ticket_version", Integer),
    _text("text"),
    _text("touched"),
    Column("changes", JSON, nullable=False),
    Column("request", Text, nullable=False),
    Column("digest", Text, nullable=False, default="", server_default=""),
    Index("ix_journal_ticket", "ticket_id", "id"),
)

requests = Table(
    "requests",
    metadata,
    Column("request", Text, primary_key=True),
    Column("action", Text, nullable=False),
    _time("at", nullable=False),
    Column("result", JSON),
)

day_numbers = Table(
    "day_numbers",
    metadata,
    Column("day", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)

settings = Table("settings", metadata, Column("key", Text, primary_key=True), Column("value", JSON, nullable=False))


def prepare_for_postgresql() -> None:
    """Make the partial indexes partial on PostgreSQL, too. Called only when needed, because it loads the dialect."""
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
