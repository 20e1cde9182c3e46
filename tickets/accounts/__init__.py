"""Signing in: accounts in a file and on a server, behind one interface."""
