"""When calls from one town at once suggest one ticket."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.clusters import CAUSE_WITHIN, FAMILY, find_clusters
from tickets.rules.likeness import OpenTicket
from tickets.rules.words import FaultGroup

NOW = datetime(2026, 1, 20, 2, tzinfo=UTC)
WITHIN = timedelta(minutes=20)
TOWNS = ("铜城街道", "刘集镇", "")


def ticket(key: int, minutes: float = 1, **more: object) -> OpenTicket:
    values = {"fault": "no_water", "group": FaultGroup.SUPPLY, "place_id": key, "town": "铜城街道", **more}
    return OpenTicket(key, NOW - timedelta(minutes=minutes), phones=frozenset({f"1380000{key:04}"}), **values)  # type: ignore[arg-type]


FIVE = [ticket(key, minutes=10 - key) for key in range(1, 6)]
TICKETS = st.lists(
    st.builds(
        lambda key, minutes, town, group, phone, isolates: OpenTicket(
            key, NOW - timedelta(minutes=minutes), "x", group, isolates, None if not town else 1, town,
            phones=frozenset({phone} if phone else ()),
        ),
        st.integers(1, 10_000),
        st.one_of(st.integers(-1, 21), st.integers(-5, 3000)),
        st.sampled_from(TOWNS),
        st.sampled_from([*sorted(FAMILY), FaultGroup.FROST, FaultGroup.METER]),
        st.sampled_from(("", "1", "2", "3", "4", "5", "6")),
        st.booleans(),
    ),
    max_size=30,
    unique_by=lambda one: one.id,
)  # fmt: skip


def found(tickets: list[OpenTicket], at_least: int = 5) -> list[tuple[int, tuple[int, ...], int]]:
    return [(one.main, one.others, one.callers) for one in find_clusters(tickets, NOW, at_least, WITHIN)]


def test_five_callers_of_a_town_suggest_the_oldest_ticket() -> None:
    assert found(FIVE) == [(1, (2, 3, 4, 5), 5)]
    assert find_clusters(FIVE, NOW, 5, WITHIN)[0].tickets == {1, 2, 3, 4, 5}


def test_what_shuts_the_water_off_is_the_main_ticket_though_it_came_earlier() -> None:
    burst = ticket(9, minutes=90, fault="burst_main", group=FaultGroup.MAIN, isolates=True)
    assert found([*FIVE, burst]) == [(9, (1, 2, 3, 4, 5), 5)]
    old = replace(burst, opened=NOW - CAUSE_WITHIN - timedelta(seconds=1))
    assert found([*FIVE, old]) == [(1, (2, 3, 4, 5), 5)]


@pytest.mark.parametrize(
    "other",
    [
        {"town": "刘集镇"},
        {"town": "", "place_id": None},
        {"minutes": 21},
        {"group": FaultGroup.FROST},
        {"group": FaultGroup.METER},
    ],
    ids=["another town", "no place", "too long ago", "frozen pipes", "meters"],
)
def test_four_and_something_else_suggest_nothing(other: dict[str, object]) -> None:
    minutes = other.pop("minutes", 1)
    assert isinstance(minutes, int)
    assert found([*FIVE[:4], ticket(5, minutes, **other)]) == []


def test_a_caller_counts_once_and_one_without_a_number_is_somebody() -> None:
    same = [replace(one, phones=frozenset({"13800000001"})) for one in FIVE]
    assert found(same) == []
    assert found([replace(one, phones=frozenset()) for one in FIVE]) == [(1, (2, 3, 4, 5), 5)]
    chained = [replace(one, phones=frozenset({f"{one.id}", f"{one.id + 1}"})) for one in (FIVE[0], FIVE[2], FIVE[1])]
    assert found([*chained, *FIVE[3:]], at_least=3) == [(1, (2, 3, 4, 5), 3)], "with several numbers it is one person"


@given(TICKETS, st.integers(2, 6), st.randoms())
def test_a_cluster_has_what_was_asked_for_in_whatever_order_the_tickets_come(
    tickets: list[OpenTicket], at_least: int, chance: object
) -> None:
    known = {one.id: one for one in tickets}
    clusters = find_clusters(tickets, NOW, at_least, WITHIN)
    shuffled = sorted(tickets, key=lambda _one: chance.random())  # type: ignore[attr-defined]
    assert find_clusters(shuffled, NOW, at_least, WITHIN) == clusters
    assert len({one.town for one in clusters}) == len(clusters)
    for one in clusters:
        assert one.callers >= at_least
        assert one.main not in one.others
        assert {known[key].town for key in one.tickets} == {one.town}
        assert all(known[key].group in FAMILY for key in one.tickets)
        assert all(NOW - WITHIN <= known[key].opened <= NOW for key in one.others)
        assert known[one.main].isolates or not any(known[key].isolates for key in one.others)
