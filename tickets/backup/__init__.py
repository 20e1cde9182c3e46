"""Backups of a desk: made while it works, proved by restoring them, kept, and restored."""
