"""Which revision of the database this program works on, and with which SQLite."""

import sqlite3

HEAD = "0003"
SQLITE = sqlite3.sqlite_version
