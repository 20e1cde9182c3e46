"""Every function and bound of the desk's on a server, and every trigger but what rights.py reserves, in order.

Each upgrade makes all of them anew; what isn't made here isn't the desk's.
"""

import re

from tickets.store.server.account_functions import ACCOUNT_FUNCTIONS
from tickets.store.server.append_only import APPEND_ONLY
from tickets.store.server.constraints import CONSTRAINTS
from tickets.store.server.journal_guard import JOURNAL_GUARD
from tickets.store.server.leases import LEASES
from tickets.store.server.opening import BEGIN_COMMAND, LOCK_JOURNAL
from tickets.store.server.promises import PROMISES
from tickets.store.server.reserving import REFUSE_RESERVED
from tickets.store.server.telling import TELLING

STATEMENTS = (
    *ACCOUNT_FUNCTIONS, REFUSE_RESERVED, BEGIN_COMMAND, LOCK_JOURNAL, *LEASES, *TELLING, *APPEND_ONLY, *JOURNAL_GUARD,
    *PROMISES, *CONSTRAINTS,
)  # fmt: skip
_MADE = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(")
FUNCTIONS = tuple(match[1] for statement in STATEMENTS if (match := _MADE.search(statement)))
