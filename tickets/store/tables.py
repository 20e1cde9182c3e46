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
from sqlalchemy.schema import SchemaItem

from tickets.rules import words
from tickets.store.types import Flag, RoleSet, UtcTime, WordType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The full-text indexes; SQLite keeps each in tables of its own, and a copied database builds them again.
TEXT_INDEXES = ("call_words", "subscriber_words")
BOOKKEEPING = frozenset({"next_rung"})  # columns outside of the journal: they follow from the others

# Compared by code points everywhere, so that an index finds the numbers that begin alike.
OrderedText = Text().with_variant(Text(collation="C"), "postgresql")
BigId = BigInteger().with_variant(Integer, "sqlite")  # SQLite assigns ids only to an INTEGER key


def _numbered(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, Column("id", BigId, primary_key=True), *parts)


def _ref(name: str, target: str, nullable: bool = True, **more: Any) -> Column[int]:
    return Column(name, BigId, ForeignKey(target), nullable=nullable, **more)


def _word(name: str, word: type[words.Word], nullable: bool = False) -> Column[Any]:
    return Column(name, WordType(word), nullable=nullable)


def _times(*names: str, nullable: bool = True) -> list[Column[Any]]:
    return [Column(name, UtcTime, nullable=nullable) for name in names]


def _counts(*names: str, kind: type[Integer] = Integer) -> list[Column[int]]:
    return [Column(name, kind, nullable=False, default=0, server_default="0") for name in names]


def _flag(name: str, default: bool = False) -> Column[bool]:
    return Column(name, Flag, nullable=False, default=default, server_default=true() if default else false())


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False, default="") for name in names]


def _partial(name: str, columns: str, where: str) -> Index:
    return Index(name, *columns.split(), sqlite_where=text(where))  # for PostgreSQL see prepare_for_postgresql


staff = _numbered(
    "staff",
    Column("name", Text, nullable=False, unique=True),
    Column("roles", RoleSet, nullable=False),
    *_texts("phone"),
    _flag("active", True),
    _flag("on_duty"),
    Column("login", Text),
    *_times("expires"),
    Index("uq_staff_login", "login", unique=True),
)

passwords = Table(
    "passwords",
    metadata,
    Column("staff_id", BigId, ForeignKey("staff.id"), primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    *_times("changed", nullable=False),
    *_counts("failures"),
    *_times("locked_until"),
)

crews = _numbered(
    "crews",
    Column("name", Text, nullable=False, unique=True),
    *_texts("phone", "skills"),
    _ref("base_place_id", "places.id"),
    _word("zone", words.Zone, nullable=True),
    _flag("active", True),
    _flag("on_duty", True),
)

members = _numbered(
    "members",
    _ref("crew_id", "crews.id", nullable=False, index=True),
    Column("name", Text, nullable=False),
    *_texts("phone"),
    _flag("leader"),
    _flag("active", True),
)

places = _numbered(
    "places",
    Column("name", Text, nullable=False),
    *_texts("town"),
    _word("zone", words.Zone),
    *_texts("kind", "aliases", "pinyin", "initials"),
    _flag("active", True),
    UniqueConstraint("town", "name"),
)

faults = Table(
    "faults",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    _word("fault_group", words.FaultGroup),
    _word("priority", words.Priority),
    _flag("isolate"),
    _flag("customer_side"),
    *_texts("words", "advice"),
    *_counts("position"),
    _flag("active", True),
)

limits = _numbered(
    "limits",
    Column("rule", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    _word("stage", words.Stage),
    Column("fault", Text, ForeignKey("faults.code")),
    _word("priority", words.Priority, nullable=True),
    _word("zone", words.Zone, nullable=True),
    Column("dn_from", Integer),
    Column("dn_to", Integer),
    Column("hour_from", Integer),
    Column("hour_to", Integer),
    Column("seconds", Integer, nullable=False),
    *_texts("source"),
    *_times("since", nullable=False),
    *_times("until"),
    UniqueConstraint("rule", "version"),
)

rungs = _numbered(
    "rungs",
    _word("kind", words.RungKind),
    _word("stage", words.Stage, nullable=True),
    _word("priority", words.Priority, nullable=True),
    Column("share", Integer),
    Column("after", Integer),
    Column("roles", RoleSet, nullable=False),
    *_times("since", nullable=False),
    *_times("until"),
)

OPEN = "state IN ({})".format(", ".join(f"'{state}'" for state in words.OPEN_STATES))

tickets = _numbered(
    "tickets",
    Column("number", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    _word("state", words.State),
    _flag("held"),
    Column("fault", Text, ForeignKey("faults.code"), nullable=False),
    _word("priority", words.Priority),
    _word("zone", words.Zone),
    _ref("place_id", "places.id"),
    *_texts("address", "phone", "caller", "household_no"),
    Column("dn", Integer),
    *_texts("material"),
    Column("households", Integer),
    *_texts("triage"),
    _flag("water_over_road"),
    _flag("traffic_blocked"),
    _flag("sensitive_user"),
    _flag("danger_to_people"),
    _ref("crew_id", "crews.id"),
    _flag("supervised"),
    *_times("opened", nullable=False),
    *_times("first_call"),
    *_times("appointment", "dispatched_at", "departed_at", "located_at", "isolated_at", "resolved_at", "ended_at"),
    _ref("merged_into", "tickets.id"),
    *_counts("calls", "chases", "returns", "extensions", "reopenings", "reratings"),
    _word("callback", words.CallbackResult, nullable=True),
    _word("first_answer", words.CallbackResult, nullable=True),
    *_counts("callback_tries"),
    *_times("callback_again"),
    *_texts("resolution"),
    _word("source", words.Source),
    Column("source_key", Text, unique=True),
    _partial("ix_tickets_open", "id", OPEN),
    Index("ix_tickets_newest", "opened", "id"),
    Index("ix_tickets_by_fault", "fault", "opened", "id"),
    Index("ix_tickets_by_crew", "crew_id", "opened", "id"),
    Index("ix_tickets_by_place", "place_id", "opened", "id"),
    Index("ix_tickets_by_state", "state", "opened", "id"),
    Index("ix_tickets_by_merged_into", "merged_into"),
    Index("ix_tickets_by_resolved_at", "resolved_at"),
)

calls = _numbered(
    "calls",
    _ref("ticket_id", "tickets.id", index=True),
    _word("kind", words.CallKind),
    *_texts("phone", "phone_digits", "caller", "words", "address", "household_no"),
    *_times("at", nullable=False),
    _ref("staff_id", "staff.id"),
    Column("recording", Text, nullable=False, default="", server_default=""),
    _ref("outage_id", "outages.id"),  # the outage that answered it
    Index("ix_calls_by_phone", "phone_digits", "at"),
    Index("ix_calls_newest", "at", "id"),
    _partial("ix_calls_by_outage", "outage_id", "outage_id IS NOT NULL"),
)

# The further numbers of a call, beside `phone_digits`. An index, outside of the journal.
call_phones = Table(
    "call_phones",
    metadata,
    Column("call_id", BigId, ForeignKey("calls.id"), primary_key=True, autoincrement=False),
    Column("digits", Text, primary_key=True),
    Index("ix_call_phones_digits", "digits"),
)

UNCLAIMED = "claimed_at IS NULL AND logged_at IS NULL"

# Calls that a telephone program reported when it rang: see tickets/actions/incoming.py. `reference` is the telephone
# system's id. `missed_at`: when somebody said that the caller has hung up. `first_key_at`: when typing began.
incoming_calls = _numbered(
    "incoming_calls",
    *_texts("number", "digits", "reference", "recording"),
    *_times("rang_at", nullable=False),
    *_times("missed_at", "claimed_at"),
    _ref("claimed_by", "staff.id"),
    *_times("first_key_at", "logged_at"),
    _ref("call_id", "calls.id"),
    Index("ix_incoming_calls_rang_at", "rang_at"),
    _partial("ix_incoming_calls_unclaimed", "digits", UNCLAIMED),
)

SLIP_IS_OUT = "spoilt_at IS NULL AND ticket_id IS NULL"

# Paper slips that were printed blank: `id` is the number on the slip, `spoilt_at` when it was said to be thrown away,
# `ticket_id` the ticket that it was entered as.
slips = _numbered(
    "slips",
    *_times("printed_at", nullable=False),
    _ref("printed_by", "staff.id"),
    *_times("spoilt_at"),
    _ref("ticket_id", "tickets.id"),
    _partial("ix_slips_out", "id", SLIP_IS_OUT),
)

# The id comes before the kind in each index: few rows have one id, and nearly all have one kind.
clocks = _numbered(
    "clocks",
    _word("subject_kind", words.SubjectKind),
    Column("subject_id", BigId, nullable=False),  # a row of its kind's table; `check` finds missing ones
    _word("stage", words.Stage),
    Column("round", Integer, nullable=False),
    *_times("started", nullable=False),
    Column("limit", Integer, nullable=False),
    _ref("limit_id", "limits.id"),
    *_counts("extended", "term", "held"),
    *_times("held_since", "held_until"),
    _flag("granted"),
    _flag("repeats"),
    *_times("split", "stopped", "entered"),
    _word("outcome", words.Outcome, nullable=True),
    _word("consent", words.ConsentKind, nullable=True),
    *_times("first_due", "first_started", "promised"),
    *_times("deadline", nullable=False),
    *_times("next_rung"),
    _word("priority", words.Priority),
    _ref("crew_id", "crews.id"),
    UniqueConstraint("subject_id", "subject_kind", "stage", "round"),
    _partial("ix_clocks_next_rung", "next_rung", "next_rung IS NOT NULL"),
    _partial("ix_clocks_running", "subject_id subject_kind", "stopped IS NULL"),
    Index("ix_clocks_deadline", "deadline"),
    Index("ix_clocks_stopped", "stopped", "stage"),
)

holds = _numbered(
    "holds",
    _ref("clock_id", "clocks.id", nullable=False, index=True),
    *_times("since", nullable=False),
    *_times("until"),
    Column("reason", Text, nullable=False),
    _ref("granted_by", "staff.id"),
    _ref("consent_id", "consents.id", index=True),
    Column("counted", Integer),
)

# Requests for a supervisor's consent. `grace`: until when a hold is in effect without it. `before`: the rating, by
# column, that counts until a re-rating is consented to, and the ids of the clocks that had `ended` by then.
consents = _numbered(
    "consents",
    _ref("ticket_id", "tickets.id", nullable=False, index=True),
    _ref("clock_id", "clocks.id"),
    _word("kind", words.ConsentKind),
    _word("state", words.ConsentState),
    *_times("asked_at", nullable=False),
    _ref("asked_by", "staff.id"),
    *_texts("reason"),
    Column("step", Text),  # the action that asked; NULL before schema 0010
    *_times("grace"),
    Column("before", JSON),
    *_times("decided_at"),
    _ref("decided_by", "staff.id"),
    *_texts("note"),
    _partial("ix_consents_asked", "asked_at", "state = 'asked'"),
)

# The crews that help the responsible one.
assists = _numbered(
    "assists",
    _ref("ticket_id", "tickets.id", nullable=False, index=True),
    _ref("crew_id", "crews.id", nullable=False),
    *_times("dispatched_at", nullable=False),
    *_times("arrived_at", "left_at"),
    _flag("undone"),
)

digests = _numbered(
    "digests",
    *_times("made", "since", "until", nullable=False),
    *_counts("alerts"),
    _ref("seen_by", "staff.id"),
    *_times("seen_at"),
)

UNSEEN = "alerts.seen_at IS NULL AND alerts.outcome = 'sent'"  # exactly the condition of ix_alerts_unseen

alerts = _numbered(
    "alerts",
    _ref("clock_id", "clocks.id", nullable=False),
    Column("term", Integer, nullable=False),
    _ref("rung_id", "rungs.id", nullable=False),
    _word("recipient", words.Role),
    *_times("due", "raised", nullable=False),
    _word("outcome", words.AlertOutcome),
    *_texts("reason"),
    _ref("digest_id", "digests.id"),
    _ref("seen_by", "staff.id"),
    *_times("seen_at"),
    UniqueConstraint("clock_id", "term", "rung_id", "recipient"),
    _partial("ix_alerts_unseen", "id", "seen_at IS NULL AND outcome = 'sent'"),
)

WAITING = "state IN ('pending', 'claimed')"

deliveries = _numbered(
    "deliveries",
    _ref("alert_id", "alerts.id", nullable=False),
    _word("channel", words.Channel),
    _word("state", words.DeliveryState),
    *_counts("tries"),
    *_times("at", nullable=False),
    Column("claimed_by", Text),
    *_times("claimed_until"),
    UniqueConstraint("alert_id", "channel"),
    _partial("ix_deliveries_waiting", "channel", WAITING),
)

watches = Table(
    "watches",
    metadata,
    Column("name", Text, primary_key=True),
    *_texts("host"),
    *_times("started", nullable=False),
    *_times("swept"),
    *_texts("trouble"),
)

editing = _numbered(
    "editing",
    _ref("ticket_id", "tickets.id", nullable=False),
    _ref("staff_id", "staff.id", nullable=False),
    *_texts("seat", "doing"),
    *_times("since", "until", nullable=False),
    UniqueConstraint("ticket_id", "staff_id", "seat"),
)

backups = _numbered(
    "backups",
    Column("night", Text, unique=True),
    *_texts("kind", "host"),
    *_times("started", nullable=False),
    *_times("claimed_until", "ended"),
    *_texts("path"),
    *_counts("bytes", kind=BigInteger),
    *_texts("trouble", "second", "second_trouble"),
    Index("ix_backups_ended", "ended"),
)

# The households of the billing system, as the last import left them; outside of the journal. `digits` are the numbers
# of `phone`, separated by spaces; `arrears` are in fen, None when unknown. A household that was not in the last file is
# `gone`: rows are never deleted.
subscribers = _numbered(
    "subscribers",
    Column("household_no", OrderedText, nullable=False, unique=True),
    *_texts("name", "phone", "digits", "address"),
    Column("meter_no", OrderedText, nullable=False, default=""),
    Column("dn", Integer),
    *_texts("town", "place"),
    _ref("place_id", "places.id"),
    _word("zone", words.Zone, nullable=True),
    *_texts("sensitive", "sensitive_since"),
    Column("arrears", Integer),
    _flag("gone"),
    Index("ix_subscribers_meter_no", "meter_no"),
)

# Each import of the subscriber file. Of two at once, `number` lets only one be written.
subscriber_imports = _numbered(
    "subscriber_imports",
    Column("number", Integer, nullable=False, unique=True),
    *_times("at", nullable=False),
    _ref("staff_id", "staff.id"),
    *_texts("file"),
    *_counts("added", "moved", "changed", "gone", "unchanged", "rejected"),
)

# `first_expected`: the earliest of the expected ends that were told to callers. `withdrawn`: it was entered by mistake,
# undone, or called off before it began; it is left out everywhere.
outages = _numbered(
    "outages",
    *_texts("area"),
    _ref("place_id", "places.id"),
    _ref("ticket_id", "tickets.id"),
    Column("households", Integer),
    *_texts("cause"),
    _flag("planned"),
    *_times("since", nullable=False),
    *_times("expected", "first_expected", "until"),
    _flag("withdrawn"),
    Index("ix_outages_until", "until"),
)

journal = _numbered(
    "journal",
    *_times("at", nullable=False),
    *_times("true_time"),
    _ref("staff_id", "staff.id"),
    *_texts("seat"),
    Column("action", Text, nullable=False),
    _ref("ticket_id", "tickets.id"),
    Column("ticket_version", Integer),
    *_texts("text", "touched"),
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
    *_times("at", nullable=False),
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
