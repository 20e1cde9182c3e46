"""Detects what changed in the database and notifies listeners."""
