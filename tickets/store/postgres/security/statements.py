"""All functions, constraints and triggers on a server, except the triggers of privileges.py, in order.

Each upgrade creates all of them again.
"""

from tickets.store.feed.notify_triggers import TELLING
from tickets.store.postgres.begin_command import BEGIN_COMMAND, LOCK_JOURNAL
from tickets.store.postgres.security.account_functions import ACCOUNT_FUNCTIONS
from tickets.store.postgres.security.append_only import APPEND_ONLY
from tickets.store.postgres.security.clock_guard import PROMISES
from tickets.store.postgres.security.constraints import CONSTRAINTS
from tickets.store.postgres.security.journal_guard import JOURNAL_GUARD
from tickets.store.postgres.security.leases import LEASES
from tickets.store.postgres.security.reserved_changes import REFUSE_RESERVED

STATEMENTS = (
    *ACCOUNT_FUNCTIONS, REFUSE_RESERVED, BEGIN_COMMAND, LOCK_JOURNAL, *LEASES, *TELLING, *APPEND_ONLY, *JOURNAL_GUARD,
    *PROMISES, *CONSTRAINTS,
)  # fmt: skip
