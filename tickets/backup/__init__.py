"""Backups of a database: made while it is in use, verified by restoring them, kept for a time, and restored."""
