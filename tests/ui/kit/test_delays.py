"""How long things take that a person waits for or reads: a change here is felt at every desk."""

import pytest

from tickets.cli import run_command
from ui import app, desks
from ui.kit import application, file_dialog, keys, messages, paged_model, sound, table, table_columns, time_field


@pytest.mark.parametrize(
    ("delay", "agreed"),
    [
        (messages._NOTICE_MS, 6000),  # a sentence of twenty characters is read twice
        (table._NOTICE_MS, 1500),  # two words beside the pointer
        (time_field._PAUSE_MS, 500),  # between two keys of a slow typist
        (keys.READ_SECONDS, 0.4),
        (table_columns._SAVE_AFTER_MS, 500),
        (sound._REPEAT_MS, 2500),  # the chime and a pause in which one can speak
        (file_dialog._ANSWERS_WITHIN, 0.3),
        (application.EVERY, 1000),
        (app.LOAD_AFTER, 300),
        (app.SETTLED_AFTER, 3000),
        (desks.PAUSE, 500),
    ],
)
def test_a_delay_is_as_long_as_agreed(delay: float, agreed: float) -> None:
    assert delay == agreed


def test_a_program_that_was_ended_says_so_to_the_shell() -> None:
    assert (app.TERMINATED, run_command.INTERRUPTED) == (128 + 15, 128 + 2)


def test_a_page_fills_a_screen_several_times_and_memory_holds_few() -> None:
    assert (paged_model.PAGE, paged_model.KEPT) == (200, 24)
