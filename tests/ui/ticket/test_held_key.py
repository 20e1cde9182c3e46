"""The key stored for a ticket that is being read."""

from PySide6.QtWidgets import QApplication

from tests.desk_fixtures import HandClock
from tickets.rules.words import Role
from tickets.store.rows import Who
from ui.ticket.held_key import HeldKey

FIRST = Who(1, "值班员", frozenset({Role.DISPATCHER}), "1 号席")
SECOND = Who(2, "李调度", frozenset({Role.DISPATCHER}), "1 号席")


def test_a_held_key_is_not_carried_out_for_a_new_user(qapp: QApplication, clock: HandClock) -> None:
    current_user, done = [FIRST], list[str]()
    held = HeldKey(clock, lambda: current_user[0])
    held.hold("接单", lambda: done.append("first"))
    assert held.release()
    held.hold("接单", lambda: done.append("second"))
    current_user[0] = SECOND
    assert not held.release(), "it is said that it was not done"
    assert done == ["first"]
