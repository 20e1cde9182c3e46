"""The journal's actions have the labels of their buttons."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

import pytest

from tickets import actions
from tickets.actions.command import Action
from tickets.rules.action_labels import action_label


def on_tickets() -> list[Action[..., object]]:
    modules = [import_module(f"tickets.actions.{module.name}") for module in iter_modules(actions.__path__)]
    found = {id(each): each for module in modules for each in vars(module).values() if isinstance(each, Action)}
    return [each for each in found.values() if {"ticket_id", "call"} & set(inspect.signature(each).parameters)]


@pytest.mark.parametrize("action", on_tickets(), ids=lambda action: action.name)
def test_an_action_on_a_ticket_is_journaled_under_the_word_on_its_button(action: Action[..., object]) -> None:
    assert action_label(action.name) == action.label


def test_the_test_covers_every_action_on_a_ticket() -> None:
    assert {"accept", "return", "note", "correct_time", "log_call"} <= {action.name for action in on_tickets()}


def test_an_unknown_action_is_shown_by_its_name() -> None:
    assert action_label("something_new") == "something_new"
