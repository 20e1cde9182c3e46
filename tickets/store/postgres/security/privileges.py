"""Who may do what on a server, as data: the columns that the actions of each role really write, and no more.

Everybody may read everything but the passwords. Everybody may do what a sweep does, because every workstation sweeps.
Nobody deletes rows; leases are ended by a function. Conditions on rows are policies. A change of a column that only
some of its writers may make is a reserved change.
"""

from dataclasses import dataclass

from tickets.rules.backups import AHEAD
from tickets.rules.ladder import NOBODY, WENT_UP
from tickets.rules.stages import COLUMNS, MAIN_STAGES
from tickets.rules.words import ANSWERS, DROPPED_STATES, CallbackResult, CallKind, Role, Zone
from tickets.store.numbering import NUMBERED_AT_ONCE
from tickets.store.postgres.security.constraints import LATEST
from tickets.store.postgres.security.moments import JUST_NOW, MOMENT_OF_CLOCK, NOW
from tickets.store.postgres.security.role_names import GROUPS, WATCH, literal
from tickets.store.ratings import RATED
from tickets.store.rulebook import EDITION
from tickets.store.tables import SLIP_IS_OUT, UNSEEN, subscribers

Groups = tuple[str, ...]

OPERATOR, DISPATCHER, SUPERVISOR, ADMINISTRATOR = map(str, Role)
STAFF: Groups = (OPERATOR, DISPATCHER, SUPERVISOR, ADMINISTRATOR)
HOTLINE: Groups = (OPERATOR, DISPATCHER, SUPERVISOR)
DESK: Groups = (DISPATCHER, SUPERVISOR)
LEADERS: Groups = (DISPATCHER, SUPERVISOR, ADMINISTRATOR)
RULERS: Groups = (SUPERVISOR, ADMINISTRATOR)

OF_SUBSCRIBER = tuple(column.name for column in subscribers.c if column.name not in ("id", "household_no"))

UNREADABLE: dict[str, Groups] = {
    "passwords": GROUPS,
    "calls": (WATCH,),
    "call_words": (WATCH,),
    "call_phones": (WATCH,),
    "incoming_calls": (WATCH,),
    "subscribers": (WATCH,),
    "subscriber_words": (WATCH,),
    "requests": (WATCH,),
    "journal": (WATCH,),
}
# What a watch's feed needs of the journal; the other columns hold what callers said.
READ_IN_PART: dict[str, tuple[Groups, str]] = {"journal": ((WATCH,), "id, at, ticket_id, ticket_version, touched")}

INSERTED: dict[str, Groups] = {
    "tickets": STAFF,
    "calls": STAFF,
    "call_words": STAFF,
    "call_phones": STAFF,
    "incoming_calls": HOTLINE,
    "subscribers": RULERS,
    "subscriber_words": RULERS,
    "subscriber_imports": RULERS,
    "clocks": STAFF,
    "day_numbers": STAFF,
    "holds": HOTLINE,
    "consents": HOTLINE,
    "assists": HOTLINE,
    "outages": HOTLINE,
    "slips": HOTLINE,
    "alerts": GROUPS,
    "deliveries": GROUPS,
    "digests": GROUPS,
    "watches": GROUPS,
    "journal": STAFF,
    "requests": STAFF,
    "editing": STAFF,
    "backups": STAFF,
    "staff": (ADMINISTRATOR,),
    "crews": LEADERS,
    "members": LEADERS,
    "places": STAFF,
    "faults": RULERS,
    "limits": RULERS,
    "rungs": RULERS,
    "settings": RULERS,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """Columns of a table that these groups may change.

    Locking a row requires the right to change one of its columns.
    """

    table: str
    groups: Groups
    columns: tuple[str, ...]


def _changed(table: str, groups: Groups, columns: str) -> Changed:
    return Changed(table, groups, tuple(columns.split()))


CHANGED: tuple[Changed, ...] = (
    _changed("tickets", STAFF, "version"),
    _changed("tickets", HOTLINE, "calls chases fault priority zone dn material state held merged_into ended_at"),
    _changed("tickets", HOTLINE, "callback first_answer reopenings reratings crew_id first_call appointment"),
    _changed("tickets", HOTLINE, "callback_tries callback_again"),
    _changed("tickets", HOTLINE, "households water_over_road traffic_blocked sensitive_user danger_to_people"),
    Changed("tickets", HOTLINE, COLUMNS),
    _changed("tickets", HOTLINE, "resolution place_id address"),
    _changed("tickets", DESK, "returns"),
    _changed("tickets", (SUPERVISOR,), "extensions supervised"),
    _changed("calls", HOTLINE, "ticket_id kind outage_id"),
    _changed("incoming_calls", HOTLINE, "missed_at claimed_at claimed_by first_key_at logged_at call_id"),
    _changed("clocks", GROUPS, "next_rung"),
    _changed("clocks", HOTLINE, "limit limit_id term held held_since stopped outcome deadline priority"),
    _changed("clocks", HOTLINE, "held_until granted entered promised first_due repeats subject_kind round"),
    _changed("clocks", DESK, "crew_id split consent"),
    _changed("clocks", (SUPERVISOR,), "started first_started extended"),
    _changed("holds", HOTLINE, "until counted"),
    _changed("holds", (SUPERVISOR,), "granted_by since"),
    _changed("consents", HOTLINE, "state"),
    _changed("consents", (SUPERVISOR,), "decided_at decided_by note"),
    _changed("assists", HOTLINE, "left_at undone"),
    _changed("assists", DESK, "arrived_at"),
    _changed("outages", HOTLINE, "area cause since expected first_expected households place_id until withdrawn"),
    _changed("slips", HOTLINE, "spoilt_at ticket_id"),
    _changed("day_numbers", STAFF, "last"),
    _changed("alerts", STAFF, "seen_by seen_at"),
    _changed("alerts", HOTLINE, "term"),
    _changed("digests", STAFF, "seen_by seen_at"),
    _changed("deliveries", GROUPS, "state tries at claimed_by claimed_until"),
    _changed("watches", GROUPS, "host started swept trouble"),
    _changed("editing", STAFF, "doing since until"),
    _changed("backups", STAFF, "host started claimed_until ended path bytes trouble second second_trouble"),
    _changed("staff", STAFF, "on_duty"),
    _changed("staff", RULERS, "name phone"),
    _changed("staff", (ADMINISTRATOR,), "roles active login expires"),
    _changed("crews", LEADERS, "name phone skills zone base_place_id active on_duty"),
    _changed("members", LEADERS, "crew_id name phone leader active"),
    _changed("places", STAFF, "name town kind aliases pinyin initials active"),
    _changed("places", RULERS, "zone"),
    _changed("faults", RULERS, "name fault_group priority isolate customer_side words advice active"),
    _changed("limits", RULERS, "until"),
    _changed("rungs", RULERS, "until"),
    _changed("settings", RULERS, "value"),
    Changed("subscribers", RULERS, OF_SUBSCRIBER),
    _changed("subscriber_words", RULERS, "words"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rows of a table these groups may read or change (`using`) and write (`check`), for one kind of
    statement.
    """

    table: str
    statement: str
    groups: Groups
    using: str = ""
    check: str = ""


# a subquery, evaluated once per statement and not per row
ME = "(SELECT my_staff_id())"
STANDS = f"{ME} IS NOT NULL"  # neither retired nor expired; part of every policy of the staff
_NOW = "extract(epoch FROM clock_timestamp())"
# No alert is raised or suppressed before it falls due.
_RAISED = f"seen_by IS NULL AND seen_at IS NULL AND raised {JUST_NOW} AND (due <= raised OR due <= {MOMENT_OF_CLOCK})"
_SENT_BECAUSE = ", ".join(map(literal, ("", NOBODY, WENT_UP)))
_UNSEEN_OF_DIGEST = f"SELECT FROM alerts WHERE digest_id = digests.id AND {UNSEEN}"
# Days that have begun at UTC+8.
_CAME = "day <= to_char(timezone('UTC', now()) + interval '8 hours', 'YYYYMMDD')"
# A backup is recorded by its maker's login (ledger.maker), with the times at which it began and ended.
_MAKER = "starts_with(host, current_user || '@')"
_ABOUT_NOW = f"BETWEEN {_NOW} - 60 AND {_NOW} + 60"
_GOOD = f"{{row}}.ended <= {_NOW} + {AHEAD} AND {{row}}.trouble = ''"
_NIGHT_CAME = "night <= to_char(timezone('UTC', now()) + interval '8 hours', 'YYYY-MM-DD')"

# The zones that anybody may choose for a place: see tickets/actions/rulemaking.py.
_ZONE = f"{{0}}zone IN ('{Zone.URBAN}', zone_of_town({{0}}town))"
_ASKED = f"asked_by = {ME} AND asked_at {JUST_NOW}"
_DECIDED = f"decided_by = {ME} AND decided_at {JUST_NOW}"

POLICIES: tuple[Policy, ...] = (
    # No alert covers what ran before its ticket was imported, so no running clock starts there.
    Policy(
        "tickets",
        "INSERT",
        HOTLINE,
        check=f"state = 'new' AND version = 1 AND crew_id IS NULL AND source <> 'import' AND opened <= {NOW}",
    ),
    Policy(
        "tickets",
        "INSERT",
        RULERS,
        check="source = 'import' AND version = 1 AND state IN ('closed', 'cancelled', 'settled')",
    ),
    Policy("tickets", "UPDATE", STAFF, "true"),
    Policy("clocks", "INSERT", HOTLINE, check="stopped IS NULL AND held = 0 AND extended = 0"),
    Policy("clocks", "INSERT", RULERS, check="stopped IS NOT NULL"),
    Policy("clocks", "UPDATE", GROUPS, "true"),
    Policy("calls", "INSERT", HOTLINE, check=f"staff_id = {ME}"),
    Policy("calls", "INSERT", RULERS, check="staff_id IS NULL"),
    Policy("calls", "UPDATE", HOTLINE, "true"),
    Policy("holds", "INSERT", HOTLINE, check=f"until IS NULL AND since <= {MOMENT_OF_CLOCK}"),
    Policy("holds", "UPDATE", HOTLINE, "true", f"until IS NULL OR until <= {MOMENT_OF_CLOCK}"),
    Policy("consents", "INSERT", HOTLINE, check=f"{_ASKED} AND state = 'asked' AND decided_by IS NULL"),
    Policy("consents", "UPDATE", HOTLINE, "true", "state IN ('asked', 'withdrawn')"),
    Policy(
        "consents",
        "UPDATE",
        (SUPERVISOR,),
        "true",
        f"state IN ('granted', 'refused') AND {_DECIDED} AND asked_by IS DISTINCT FROM {ME}",
    ),
    Policy("alerts", "INSERT", GROUPS, check=f"{_RAISED} AND outcome = 'sent' AND reason IN ({_SENT_BECAUSE})"),
    Policy("alerts", "INSERT", HOTLINE, check=f"{_RAISED} AND outcome = 'suppressed'"),
    Policy("alerts", "INSERT", (SUPERVISOR,), check=f"{_RAISED} AND outcome = 'expired'"),
    # Each recipient acknowledges for itself.
    *(
        Policy("alerts", "UPDATE", (role,), f"seen_at IS NULL AND recipient = '{role}'", f"seen_by = {ME}")
        for role in STAFF
    ),
    # An alert whose step was undone leaves its clock's terms.
    Policy("alerts", "UPDATE", HOTLINE, "term >= 0", "term = -id"),
    Policy("digests", "INSERT", GROUPS, check="seen_by IS NULL AND seen_at IS NULL"),
    Policy("digests", "UPDATE", STAFF, "seen_at IS NULL", f"seen_by = {ME} AND NOT EXISTS ({_UNSEEN_OF_DIGEST})"),
    Policy("incoming_calls", "INSERT", HOTLINE, check=f"rang_at <= {NOW} AND claimed_at IS NULL AND logged_at IS NULL"),
    Policy("incoming_calls", "UPDATE", HOTLINE, "true"),
    Policy("slips", "INSERT", HOTLINE, check=f"printed_by = {ME} AND printed_at {JUST_NOW} AND {SLIP_IS_OUT}"),
    Policy("slips", "UPDATE", HOTLINE, "true"),
    Policy("staff", "INSERT", (ADMINISTRATOR,), check="true"),
    Policy("staff", "UPDATE", (OPERATOR,), f"id = {ME}"),
    Policy("staff", "UPDATE", LEADERS, "true"),
    Policy("places", "INSERT", STAFF, check=_ZONE.format("")),
    Policy("places", "INSERT", RULERS, check="true"),
    Policy("places", "UPDATE", STAFF, "true"),
    Policy("day_numbers", "INSERT", HOTLINE, check=f"last = 1 AND {_CAME}"),
    Policy("day_numbers", "INSERT", RULERS, check=f"last <= {NUMBERED_AT_ONCE} AND {_CAME}"),
    Policy("day_numbers", "UPDATE", STAFF, "true"),
    Policy("settings", "INSERT", RULERS, check=f"key <> 'chained_after' AND (key <> '{EDITION}' OR value::text = '1')"),
    Policy("settings", "UPDATE", RULERS, "key NOT IN ('chained_after', 'desk_id')"),
    Policy(
        "backups",
        "INSERT",
        STAFF,
        check=f"{_MAKER} AND ended IS NULL AND started {_ABOUT_NOW} AND (night IS NULL OR {_NIGHT_CAME})",
    ),
    # Backups of others may be changed only while unsuccessful: the next check retries a night's backup.
    Policy("backups", "UPDATE", STAFF, f"{_MAKER} OR ({_GOOD.format(row='backups')}) IS NOT TRUE", _MAKER),
    Policy("subscriber_imports", "INSERT", RULERS, check=f"staff_id = {ME} AND at {JUST_NOW}"),
    Policy("editing", "INSERT", STAFF, check=f"staff_id = {ME}"),
    Policy("editing", "UPDATE", STAFF, f"staff_id = {ME}"),
    Policy("journal", "INSERT", STAFF, check=f"staff_id = {ME} AND at {JUST_NOW}"),
)
# For personal data the reader's account must be in force. Such a condition keeps the planner from using an index with
# functions that aren't leakproof. So it is omitted where a subquery finds the row, as the board does for clocks, and
# for words, as searches do in call_words and subscriber_words. A session that could still read there is ended by the
# next sweep.
PERSONAL = ("calls", "crews", "incoming_calls", "journal", "members", "requests", "staff", "subscribers", "tickets")

# Tables without a condition on rows, beyond the right to change them and an account in force.
_ANY_ROW = (
    "assists", "outages", "deliveries", "watches", "requests", "crews", "members", "faults", "limits", "rungs",
    "subscribers",
)  # fmt: skip
PLAIN = tuple(
    policy
    for table in _ANY_ROW
    for policy in (Policy(table, "INSERT", GROUPS, check="true"), Policy(table, "UPDATE", GROUPS, "true"))
)
GUARDED_TABLES = tuple(sorted({policy.table for policy in (*POLICIES, *PLAIN)}))


@dataclass(frozen=True, slots=True)
class Reserved:
    """A change of a row, OLD to NEW, that only these groups may make; without groups, nobody of the staff.

    An `undoable` one may also be made by undoing a step. It is checked when the transaction ends.
    """

    table: str
    groups: Groups
    change: str
    undoable: bool = False


def _set(*columns: str) -> str:
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name} AND NEW.{name} IS NOT NULL" for name in columns)


def _moved(column: str) -> str:
    """Return the condition that a value becomes another one, not none."""
    return f"NEW.{column} <> OLD.{column}"


def any_changed(*columns: str) -> str:
    """Return the condition that one of these columns changes. It names none: a later schema may drop one."""
    return " OR ".join(f"to_jsonb(NEW) -> '{name}' <> to_jsonb(OLD) -> '{name}'" for name in columns)


_CHANGED_BACKUP = " OR ".join(
    f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in ("host", "started", "ended", "path", "bytes", "trouble")
)
_STAMPED = (
    ("claimed_at", f"NEW.claimed_at {JUST_NOW}"),
    ("claimed_by", "NEW.claimed_by = my_staff_id()"),
    ("missed_at", f"NEW.missed_at {JUST_NOW}"),
    ("logged_at", f"NEW.logged_at {JUST_NOW}"),
    ("first_key_at", f"NEW.first_key_at <= {NOW}"),
)
_BY_OPERATORS = "('merged', 'cancelled', 'settled')"  # how an operator's actions may stop a clock
_FIRST_CALL = "coalesce((to_jsonb({0}) ->> 'first_call')::bigint, {0}.opened)"
_PROMISED = f"coalesce((to_jsonb({{0}}) ->> 'promised')::bigint, {LATEST})"
_ANSWERED = "NEW.seen_at IS DISTINCT FROM OLD.seen_at OR NEW.seen_by IS DISTINCT FROM OLD.seen_by"
_IS_SET = "to_jsonb(NEW) ->> '{}' IS NOT NULL"
_FIRST_DUE = "(to_jsonb({}) ->> 'first_due')::bigint"
_LATER_FIRST_DUE = (
    f"({_FIRST_DUE.format('NEW')} <= {_FIRST_DUE.format('OLD')}) IS NOT TRUE AND {_FIRST_DUE.format('OLD')} IS NOT NULL"
)
_COUNTS_AGAIN = f"{any_changed('repeats')} AND (to_jsonb(OLD) -> 'repeats')::boolean"
_STATES_BY_OPERATORS = "('new', 'merged', 'settled', 'closed')"
_MAIN = "({})".format(", ".join(map(literal, MAIN_STAGES)))
_DROPPED = ", ".join(map(literal, DROPPED_STATES))
_COUNTED_LESS = " OR ".join(f"NEW.{name} < OLD.{name}" for name in ("calls", "chases", "returns", "reopenings"))
# The first answer to a callback stays; one from before schema 0007 is taken over from `callback`.
_ANSWER = f"CASE WHEN {{0}}.callback IN ({', '.join(map(literal, ANSWERS))}) THEN {{0}}.callback END"
_FIRST_ANSWER = "to_jsonb({0}) ->> 'first_answer'"
_OTHER_ANSWER = (
    f"{_FIRST_ANSWER.format('NEW')} IS DISTINCT FROM "
    f"coalesce({_FIRST_ANSWER.format('OLD')}, {_ANSWER.format('OLD')}, {_ANSWER.format('NEW')}) "
    f"AND ({any_changed('first_answer')} OR NEW.callback IS DISTINCT FROM OLD.callback)"
)
# A failed try counts one more; a reopening begins again. One from before schema 0012 was not counted.
_TRIES = "coalesce((to_jsonb({0}) ->> 'callback_tries')::bigint, 0)"
_FAILED = literal(CallbackResult.NO_ANSWER)
_TRIED_WRONG = (
    f"{_TRIES.format('NEW')} <> {_TRIES.format('OLD')} AND NOT coalesce("
    f"(NEW.callback = {_FAILED} AND {_TRIES.format('NEW')} = 1 + greatest({_TRIES.format('OLD')}, "
    f"CASE WHEN OLD.callback = {_FAILED} THEN 1 ELSE 0 END)) "
    f"OR ({_TRIES.format('NEW')} = 0 AND NEW.reopenings > OLD.reopenings), false)"
)
_RERATINGS = "(to_jsonb({0}) ->> 'reratings')::bigint"
_RERATED = tuple(name for name in RATED if name != "appointment")  # which is no re-rating
_MOVED = f"(OLD.place_id IS NOT NULL AND {any_changed('place_id')})"  # a place given later is no re-rating
_COUNTED_WRONG = (
    f"{_RERATINGS.format('NEW')} - {_RERATINGS.format('OLD')} "
    f"<> CASE WHEN {any_changed(*_RERATED)} OR {_MOVED} THEN 1 ELSE 0 END"
)
_UNANSWERED = (
    "to_jsonb(OLD) ->> 'outage_id' IS NOT NULL AND to_jsonb(NEW) ->> 'outage_id' IS NULL "
    f"AND OLD.ticket_id IS NULL AND NEW.ticket_id IS NULL AND NEW.kind = '{CallKind.UNDONE}'"
)
_NEXT_EDITION = "to_jsonb((OLD.value #>> '{}')::bigint + 1)"

RESERVED: tuple[Reserved, ...] = (
    # Reopening a ticket clears these; dispatching sets them.
    Reserved("tickets", DESK, _set("crew_id", *COLUMNS), undoable=True),
    Reserved("tickets", DESK, f"NEW.state <> OLD.state AND NEW.state NOT IN {_STATES_BY_OPERATORS}", undoable=True),
    Reserved("tickets", DESK, "NEW.resolution <> OLD.resolution AND NEW.state <> 'settled'", undoable=True),
    Reserved("tickets", DESK, "NEW.held AND NOT OLD.held", undoable=True),
    Reserved(
        "clocks",
        DESK,
        f"NEW.stopped IS NOT NULL AND coalesce(NEW.outcome, '') NOT IN {_BY_OPERATORS} "
        "AND (NEW.stopped, NEW.outcome) IS DISTINCT FROM (OLD.stopped, OLD.outcome)",
        undoable=True,
    ),
    # A fault that needs the water stopped starts its clock at once, even while the ticket is on hold.
    Reserved(
        "clocks", DESK, f"NEW.held_since IS NOT NULL AND OLD.held_since IS NULL AND NEW.stage IN {_MAIN}", undoable=True
    ),
    Reserved("clocks", (SUPERVISOR,), "OLD.stopped IS NOT NULL", undoable=True),
    Reserved("clocks", (SUPERVISOR,), f"{_PROMISED.format('NEW')} > {_PROMISED.format('OLD')}", undoable=True),
    Reserved("clocks", (SUPERVISOR,), _COUNTS_AGAIN, undoable=True),
    # A stop that is recorded late ends the consent to a corrected start.
    Reserved("clocks", (SUPERVISOR,), f"{any_changed('consent')} AND {_IS_SET.format('consent')}", undoable=True),
    Reserved("clocks", (), _LATER_FIRST_DUE, undoable=True),
    # A supervisor corrects when a hold ended, and decides how much of a finished one counts.
    Reserved("holds", (SUPERVISOR,), "OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until", undoable=True),
    Reserved("holds", (SUPERVISOR,), f"OLD.until IS NOT NULL AND {any_changed('counted')}", undoable=True),
    Reserved("consents", (), "OLD.state <> 'asked'", undoable=True),
    # What was undone is left out everywhere.
    Reserved("clocks", (), any_changed("subject_kind"), undoable=True),
    Reserved("assists", (), "NEW.undone <> OLD.undone", undoable=True),
    Reserved("calls", (), f"(NEW.kind <> OLD.kind OR NEW.ticket_id IS NULL) AND NOT ({_UNANSWERED})", undoable=True),
    # A call that an outage answered is taken back without a ticket, by who took it or by a supervisor.
    Reserved("calls", (SUPERVISOR,), f"{_UNANSWERED} AND OLD.staff_id IS DISTINCT FROM my_staff_id()"),
    Reserved("calls", (), f"{any_changed('outage_id')} AND {_IS_SET.format('outage_id')}"),
    # A call is claimed once, now, by who takes it, and its other times don't change either.
    *(
        Reserved(
            "incoming_calls", (), f"NEW.{name} IS DISTINCT FROM OLD.{name} AND (OLD.{name} IS NOT NULL OR NOT {fits})"
        )
        for name, fits in _STAMPED
    ),
    # The beginning of an outage is moved until it is reached, and not into the past.
    Reserved("outages", (), f"{_moved('since')} AND (NOT OLD.planned OR least(OLD.since, NEW.since) <= {NOW})"),
    # The first call of a fault is never later than it was.
    Reserved("tickets", (), f"{_FIRST_CALL.format('NEW')} > {_FIRST_CALL.format('OLD')}", undoable=True),
    Reserved("alerts", (), "NEW.term <> OLD.term", undoable=True),
    # Two policies let rows of alerts be changed, so each alert's answer is guarded by itself.
    Reserved("alerts", (), f"({_ANSWERED}) AND (NEW.term <> OLD.term OR OLD.seen_at IS NOT NULL)"),
    *(Reserved("alerts", (role,), f"({_ANSWERED}) AND OLD.recipient = '{role}'") for role in STAFF),
    Reserved("places", RULERS, f"NEW.town <> OLD.town AND NOT {_ZONE.format('NEW.')}"),
    # What was dropped stays so, and what has happened has happened.
    Reserved("tickets", (), f"OLD.state IN ({_DROPPED}) AND NEW.state <> OLD.state", undoable=True),
    Reserved("tickets", (), _moved("merged_into"), undoable=True),
    Reserved("tickets", (SUPERVISOR,), f"{_moved('ended_at')} OR {_moved('resolved_at')}", undoable=True),
    Reserved("tickets", (), _COUNTED_LESS, undoable=True),
    Reserved("tickets", (), _COUNTED_WRONG, undoable=True),
    Reserved("tickets", (), _OTHER_ANSWER, undoable=True),
    Reserved("tickets", (), _TRIED_WRONG, undoable=True),
    # Counters rise step by step; one jump to the maximum would leave nobody a number.
    Reserved("tickets", (), "NEW.version NOT BETWEEN OLD.version AND OLD.version + 1"),
    Reserved("day_numbers", (), f"NEW.last NOT BETWEEN OLD.last AND OLD.last + {NUMBERED_AT_ONCE}"),
    Reserved("day_numbers", RULERS, "NEW.last > OLD.last + 1"),
    # A record of a backup is final; only its second copy is recorded later.
    Reserved("backups", (), f"NEW.ended IS DISTINCT FROM OLD.ended AND NOT NEW.ended {_ABOUT_NOW}"),
    Reserved("backups", (), f"{_GOOD.format(row='OLD')} AND ({_CHANGED_BACKUP})"),
    Reserved("settings", (), f"OLD.key = '{EDITION}' AND NEW.value::jsonb NOT IN (OLD.value::jsonb, {_NEXT_EDITION})"),
)
