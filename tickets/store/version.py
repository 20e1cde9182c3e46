"""The schema revision that this program works on, and the SQLite it needs."""

import sqlite3

HEAD = "0012"
SQLITE = sqlite3.sqlite_version
