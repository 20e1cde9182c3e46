"""A kind of subject unknown to the program, for one test."""

import pytest

from tickets.rules.words import SubjectKind
from tickets.store.tables import clocks


def make_up_kind(monkeypatch: pytest.MonkeyPatch, value: str, label: str) -> SubjectKind:
    """Return a further kind of subject that the program accepts until the test ends."""
    kind = str.__new__(SubjectKind, value)
    kind._name_, kind._value_, kind.label = value.upper(), value, label
    monkeypatch.setitem(SubjectKind._value2member_map_, value, kind)
    monkeypatch.setitem(SubjectKind._member_map_, kind._name_, kind)
    monkeypatch.setattr(SubjectKind, "_member_names_", [*SubjectKind._member_names_, kind._name_])
    monkeypatch.setitem(clocks.c.subject_kind.type._members, value, kind)
    return kind
