"""A damaged file gives a sentence and no raw error, and is left unchanged for repair."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desk_fixtures import Hand, HandClock, proper_sentence
from tests.faults.conftest import Open
from tickets.actions.dispatch import dispatch
from tickets.actions.followup import note
from tickets.actions.progress import accept
from tickets.errors import DeskError, Unavailable
from tickets.rules.words import State
from tickets.service import TicketService
from tickets.store.queries.alert_panel import alert_panel
from tickets.store.queries.board import open_tickets, strip
from tickets.store.queries.lookups import list_crews, list_faults, list_limits, list_places, list_rungs, list_staff
from tickets.store.queries.ticket_file import ticket_file
from tickets.store.schema import open_store

PAGE = 4096


@pytest.fixture(scope="module")
def busy_file(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a ticket in every state, some alerts and a hold, neatly closed."""
    path = tmp_path_factory.mktemp("busy") / "desk.db"
    shutil.copy(blank_file, path)
    clock = HandClock()
    desk = TicketService(open_store(f"sqlite:///{path}"), clock)
    hand = Hand(desk)
    for state in [*State] * 3:
        hand.bring_to(state, "burst_main")
    clock.advance(days=1)
    desk.sweep()
    desk.close()
    return path


def refuse_to_open(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(Unavailable) as caught:
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before
    return proper_sentence(caught.value.sentence)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 8192,
        b"PK\x03\x04 a spreadsheet, perhaps" * 400,
        b"SQLite format 3\x00" + bytes(range(256)) * 64,
        "电话,地址\n13800000000,文化街\n".encode() * 300,
    ],
)
def test_a_file_that_is_no_database_is_reported_and_left_unchanged(folder: Path, content: bytes) -> None:
    path = folder / "desk.db"
    path.write_bytes(content)
    assert "损坏" in refuse_to_open(path)


@pytest.mark.parametrize("left", [100, 1000, PAGE, PAGE + 1])
def test_a_truncated_file_is_reported_and_left_unchanged(folder: Path, busy_file: Path, left: int) -> None:
    path = folder / "desk.db"
    path.write_bytes(busy_file.read_bytes()[:left])
    assert "损坏" in refuse_to_open(path)


def cut_off(content: bytearray, dice: random.Random) -> None:
    del content[dice.randrange(1, len(content)) :]


def overwrite_pages(content: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randrange(1, 4)):
        start = dice.randrange(0, len(content) // PAGE) * PAGE
        content[start : start + PAGE] = dice.randbytes(PAGE)


def empty_pages(content: bytearray, dice: random.Random) -> None:
    start = dice.randrange(1, len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)


def flip_bits(content: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randrange(1, 200)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def swap_pages(content: bytearray, dice: random.Random) -> None:
    one, two = (dice.randrange(1, len(content) // PAGE) * PAGE for _ in range(2))
    content[one : one + PAGE], content[two : two + PAGE] = content[two : two + PAGE], content[one : one + PAGE]


def everything(hand: Hand) -> list[Callable[[], Any]]:
    read = hand.desk.read
    lists = (open_tickets, alert_panel, list_crews, list_faults, list_limits, list_places, list_rungs, list_staff)
    return [
        *(lambda query=query: read(query) for query in lists),
        *(lambda key=key: read(ticket_file, key, hand.desk.now()) for key in range(1, 30)),
        lambda: read(strip, hand.desk.now()),
        hand.log,
        lambda: hand.do(note(1, None, "看看")),
        lambda: hand.do(dispatch(1, None, 1)),
        lambda: hand.do(accept(2, None)),
        hand.desk.sweep,
        hand.desk.feed.poll,
    ]


def live_with(path: Path, sit_down: Open) -> list[str]:
    """Use a damaged file in every way; only sentences may result. Return them."""
    sentences = []
    try:
        hand = sit_down(path)
    except DeskError as error:
        return [error.sentence]
    for act in everything(hand):
        try:
            act()
        except DeskError as error:
            sentences.append(error.sentence)
    return sentences


DAMAGE = [cut_off, overwrite_pages, empty_pages, flip_bits, swap_pages]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("seeds", [range(8, 12), pytest.param(range(12, 50), marks=pytest.mark.slow)])
def test_any_damage_to_the_file_leads_only_to_error_sentences(
    folder: Path, busy_file: Path, sit_down: Open, damage: Callable[[bytearray, random.Random], None], seeds: range
) -> None:
    sentences: list[str] = []
    for seed in seeds:
        content = bytearray(busy_file.read_bytes())
        damage(content, random.Random(seed))
        path = folder / f"desk{seed}.db"
        path.write_bytes(content)
        sentences += live_with(path, sit_down)
    assert any("损坏" in sentence for sentence in sentences)


def test_an_undamaged_file_is_not_reported_as_damaged(folder: Path, busy_file: Path, sit_down: Open) -> None:
    path = folder / "desk.db"
    shutil.copy(busy_file, path)
    assert not any("损坏" in sentence for sentence in live_with(path, sit_down))
