"""The rules of the hotline: pure functions over frozen dataclasses, standard library only."""
