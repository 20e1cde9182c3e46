"""The check: proves, from the bare tables, what must be true of every desk's database."""
