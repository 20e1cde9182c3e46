"""The `database` commands: making, upgrading and looking at a desk on a server, and moving one there."""
