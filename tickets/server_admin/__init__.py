"""Making, upgrading and looking at a desk on a server, and moving one there from a file."""
