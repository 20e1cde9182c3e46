"""Messages of the interpreter, SQLite, libpq and Qt. They come from C, so no traceback holds their source.

Each is a line of fixed words; # stands for a small number. No values are included.
"""

import re

_PHRASES = """
invalid literal for int() with base #
could not convert string to float
object has no attribute
not enough values to unpack (expected #, got #)
not enough values to unpack (expected at least #, got #)
too many values to unpack (expected #)
list index out of range
tuple index out of range
string index out of range
list assignment index out of range
pop from empty list
pop from an empty deque
dictionary changed size during iteration
Set changed size during iteration
deque mutated during iteration
maximum recursion depth exceeded
division by zero
year # is out of range
is out of range
month must be in 1..12
Invalid isoformat string
does not match format
can't compare offset-naive and offset-aware datetimes
can't subtract offset-naive and offset-aware datetimes
date value out of range
embedded null byte
embedded null character
unhashable type
object is not subscriptable
object is not callable
object is not iterable
object does not support item assignment
unsupported operand type(s) for
can only concatenate
missing # required positional argument
missing # required positional arguments
missing # required keyword-only argument
missing # required keyword-only arguments
got an unexpected keyword argument
takes # positional argument but # were given
takes # positional arguments but # were given
takes # positional arguments but # was given
not supported between instances of
expected str instance
must be str, not
must be real number, not
cannot import name
No module named
is not defined
cannot access local variable
cannot access free variable
where it is not associated with a value
can't start new thread
I/O operation on closed file
bad argument type for built-in operation
: line # column # (char #)
(at line #, column #)
line contains NUL
field larger than field limit (#)
new-line character seen in unquoted field
unexpected end of data
invalid start byte
invalid continuation byte
ordinal not in range(128)
surrogates not allowed
illegal multibyte sequence
incomplete multibyte sequence
character maps to <undefined>
truncated data
for integer string conversion
no such table
no such column
no such index
no such view
no such function
no such module
no such savepoint
no such collation sequence
database is locked
database table is locked
database schema is locked
database disk image is malformed
file is not a database
disk I/O error
database or disk is full
unable to open database file
attempt to write a readonly database
UNIQUE constraint failed
NOT NULL constraint failed
FOREIGN KEY constraint failed
CHECK constraint failed
PRIMARY KEY constraint failed
database schema has changed
string or blob too big
datatype mismatch
fts5: syntax error
: syntax error
incomplete input
already exists
has no column named
ambiguous column name
too many SQL variables
cannot start a transaction within a transaction
no transaction is active
Cannot operate on a closed database
SQLite objects created in a thread can only be used in that same thread
bad parameter or other API misuse
Error binding parameter
Python int too large to convert to SQLite INTEGER
Could not decode to UTF-8 column
locking protocol
connection failed
connection timeout expired
the connection is closed
the connection is lost
connection to server at
connection to server on socket
Connection refused
Connection timed out
Connection reset by peer
No route to host
Network is unreachable
could not translate host name
Name or service not known
timeout expired
Temporary failure in name resolution
Is the server running on that host and accepting TCP/IP connections?
password authentication failed for user
no password supplied
no pg_hba.conf entry for host
server closed the connection unexpectedly
This probably means the server terminated abnormally before or while processing the request
terminating connection due to administrator command
terminating connection due to idle-in-transaction timeout
the database system is starting up
the database system is shutting down
the database system is in recovery mode
too many clients already
too many connections for
remaining connection slots are reserved
SSL SYSCALL error
SSL error
SSL connection has been closed unexpectedly
EOF detected
certificate verify failed
server does not support SSL, but SSL was required
consuming input failed
does not exist
permission denied for table
permission denied for function
permission denied for schema
permission denied for database
permission denied for sequence
permission denied for view
permission denied to
must be owner of
must be member of role
duplicate key value violates unique constraint
violates foreign key constraint
violates not-null constraint
violates check constraint
insert or update on table
update or delete on table
null value in column
of relation
new row for relation
deadlock detected
could not serialize access due to concurrent update
could not serialize access due to concurrent delete
could not serialize access due to read/write dependencies
canceling statement due to statement timeout
canceling statement due to lock timeout
canceling statement due to user request
in a read-only transaction
invalid byte sequence for encoding
invalid input syntax for type
value too long for type
integer out of range
current transaction is aborted, commands ignored until end of transaction block
No space left on device
Internal C++ object
already deleted
could not connect to display
Could not load the Qt platform plugin
Could not find the Qt platform plugin
even though it was found
From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin
This application failed to start because no Qt platform plugin could be initialized
Reinstalling the application may fix this problem
Failed to create wl_display
The Wayland connection broke
The X11 connection broke
Timers cannot be started from another thread
Timers cannot be stopped from another thread
Timers can only be used with threads started with QThread
Cannot create children for a parent that is in a different thread
Cannot send events to objects owned by a different thread
Destroyed while thread is still running
Paint device returned engine == 0
Painter not active
A paint device can only be painted by one painter at a time
Could not parse stylesheet
Could not parse application stylesheet
This plugin does not support
which already has a layout
invalid nullptr parameter
Unable to set geometry
"""
_NUMBER = r"-?\d{1,6}"
_OF_QT = r"Q[A-Z][A-Za-z]+::~?[A-Za-z]+"  # a method


def _pattern(phrase: str) -> str:
    """Return the pattern of a phrase that is not part of a longer word."""
    before, after = (r"\b" if phrase[at].isalnum() else "" for at in (0, -1))
    return before + re.escape(phrase).replace(r"\#", _NUMBER) + after


_LONGEST_FIRST = sorted(filter(None, _PHRASES.splitlines()), key=len, reverse=True)
PATTERN = "|".join([*map(_pattern, _LONGEST_FIRST), rf"\b{_OF_QT}\b"])
