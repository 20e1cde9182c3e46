"""Creates, upgrades and inspects a database on a server, and moves one there from a file."""
