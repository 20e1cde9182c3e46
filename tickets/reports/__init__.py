"""Figures of a period, computed in SQL, and the tickets behind each figure."""
