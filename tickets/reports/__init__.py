"""Figures of a period, worked out by the database, and the tickets behind each."""
