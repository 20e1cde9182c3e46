"""Every ticket is found by what is known of it, once, newest first, page by page."""

import random
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tests.archive_pages import count, page
from tests.bench.seed import seed
from tests.desk_fixtures import START, Hand, HandClock
from tickets.actions.dispatch import cancel, dispatch, merge, reassign, rerate, return_
from tickets.actions.followup import reopen
from tickets.actions.intake import CallDetails, ReportedFault, chase, log_call, log_other_call
from tickets.actions.rulemaking import save_place
from tickets.checking.invariants import check
from tickets.rules.bigrams import query_tokens, tokens
from tickets.rules.days import Days
from tickets.rules.instants import local_day
from tickets.rules.search_query import Every, PhoneEnd, Single, Spoken, understand
from tickets.rules.words import OPEN_STATES, CallKind, Priority, Source, Stage, State, Zone
from tickets.service import TicketService
from tickets.store import search
from tickets.store.queries import archive, streams
from tickets.store.queries import archive_filter as sifting
from tickets.store.queries.archive import ArchiveFilter, ArchiveRow, StageTime, look, tally
from tickets.store.queries.board import open_tickets
from tickets.store.queries.lookups import list_crews, list_places
from tickets.store.schema import open_store
from tickets.store.tables import calls, crews, faults, places, staff, tickets

TODAY = local_day(START)
CREW = 3  # the first of the generated crews: two existed before


def asking(typed: str, **more: Any) -> ArchiveFilter:
    return ArchiveFilter(understand(typed, local_day(START)), **more)


def numbers(desk: TicketService, wanted: ArchiveFilter) -> list[str]:
    return [row.number for row in desk.read(page, wanted)]


def all_pages(desk: TicketService, wanted: ArchiveFilter, size: int) -> list[ArchiveRow]:
    """Return all matches, read as the screen does: slice by slice."""
    rows: list[ArchiveRow] = []
    found = desk.read(look, wanted, None, size)
    rows += found.rows
    while found.reached is not None:
        found = desk.read(look, wanted, found.reached, size)
        rows += found.rows
    return rows


def seeded_desk(blank: Path, folder: Path, archived: int) -> TicketService:
    path = folder / f"{archived}.db"
    shutil.copy(blank, path)
    seed(f"sqlite:///{path}", archived=archived, open_=30, seed=3, until=START, years=1)
    return TicketService(open_store(f"sqlite:///{path}"), HandClock())


@pytest.fixture(scope="module")
def full(blank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TicketService]:
    """A database with some hundred tickets; read only."""
    desk = seeded_desk(blank_file, tmp_path_factory.mktemp("archive"), 300)
    yield desk
    desk.close()


class Known:
    """All tickets, to be searched in plain Python."""

    def __init__(self, desk: TicketService) -> None:
        with desk.store.reading() as connection:
            self.tickets = connection.execute(
                select(tickets).order_by(tickets.c.opened.desc(), tickets.c.id.desc())
            ).all()
            self.calls = connection.execute(select(calls)).all()
            self.places = {row.id: row for row in connection.execute(select(places))}
            self.faults = {row.code: row.name for row in connection.execute(select(faults))}
            self.crews = {row.id: row.name for row in connection.execute(select(crews))}
            self.names = {row.id: row.name for row in connection.execute(select(staff))}
        self.took: dict[int, set[int | None]] = {ticket.id: set() for ticket in self.tickets}
        for call in self.calls:
            self.took[call.ticket_id].add(call.staff_id)
        self._said: dict[int, list[set[str]]] = {ticket.id: [] for ticket in self.tickets}
        where = {ticket.id: self._names(ticket) for ticket in self.tickets}
        for call in self.calls:
            texts = call.words, call.address, call.caller, call.phone_digits, *where[call.ticket_id]
            self._said[call.ticket_id].append(set(tokens("\n".join(texts))))

    def find(self, wanted: ArchiveFilter) -> list[int]:
        return [ticket.id for ticket in self.tickets if self._fits(ticket, wanted)]

    def _fits(self, ticket: Any, wanted: ArchiveFilter) -> bool:
        return (
            (not wanted.states or ticket.state in wanted.states)
            and (not wanted.faults or ticket.fault in wanted.faults)
            and (not wanted.priorities or ticket.priority in wanted.priorities)
            and wanted.zone in (None, ticket.zone)
            and wanted.source in (None, ticket.source)
            and wanted.crew_id in (None, ticket.crew_id)
            and wanted.place_id in (None, ticket.place_id)
            and (wanted.since is None or wanted.since <= ticket.opened)
            and (wanted.until is None or ticket.opened < wanted.until)
            and (wanted.sought is None or self._spoken(ticket, wanted.sought))
        )

    def _spoken(self, ticket: Any, sought: Any) -> bool:
        if isinstance(sought, Every):
            return all(self._spoken(ticket, part) for part in sought.parts)
        if isinstance(sought, Days):
            return sought.first <= local_day(ticket.opened) <= sought.last
        if isinstance(sought, PhoneEnd):
            said = any(sought.digits in said for said in self._said[ticket.id])
            return said or str(ticket.number).endswith(f"-{sought.digits}")
        assert isinstance(sought, Spoken)
        if not sought.indexed:
            return sought.words in ticket.address
        if self.faults[ticket.fault] == sought.words:
            return True
        _town, *names = self._names(ticket)
        if any(name.startswith(sought.words) for name in names):
            return True
        if ticket.crew_id is not None and sought.words in self.crews[ticket.crew_id]:
            return True
        if sought.words in {self.names[by] for by in self.took[ticket.id] if by}:
            return True
        needed = set(query_tokens(sought.words))
        return any(needed <= said for said in self._said[ticket.id])

    def _names(self, ticket: Any) -> tuple[str, ...]:
        place = self.places[ticket.place_id]
        return place.town, place.name, *place.aliases.split()


@pytest.fixture(scope="module")
def known(full: TicketService) -> Known:
    return Known(full)


WORDS = ("水很大", "门口积水", "还没有人来", "水很大 门口", "爆管", "铜城", "水", "从来没人说过")
# separate words must have been said in one call
NAMED = ("爆管", "明漏", "铜城", "一班", "演示", "值班员", "水", "水很大")
PARTS: st.SearchStrategy[Single] = (
    st.sampled_from(NAMED).map(Spoken)
    | st.sampled_from(("0001", "0007", "0000")).map(PhoneEnd)
    | st.integers(0, 400).map(lambda ago: Days(TODAY - timedelta(days=ago), TODAY - timedelta(days=ago // 2)))
)
EVERY = st.lists(PARTS, min_size=2, max_size=4, unique=True).map(lambda parts: Every(tuple(parts)))
FILTERS = st.builds(
    ArchiveFilter,
    st.none() | st.sampled_from(WORDS).map(Spoken) | EVERY,
    st.frozensets(st.sampled_from((State.CLOSED, State.CANCELLED, State.MERGED, State.NEW, State.ARRIVED)), max_size=2),
    st.frozensets(st.sampled_from(("burst_main", "visible_leak", "no_water")), max_size=2),
    st.frozensets(st.sampled_from(Priority), max_size=2),
    st.none() | st.sampled_from(Zone),
    st.none() | st.sampled_from((CREW, CREW + 1)),
    st.none() | st.sampled_from((1, 2)),
    st.none() | st.integers(0, 400).map(lambda days: START - timedelta(days=days)),
    st.none() | st.integers(0, 400).map(lambda days: START - timedelta(days=days)),
    st.none() | st.sampled_from((Source.DESK, Source.DRILL)),
)


@given(wanted=FILTERS, size=st.integers(20, 99), slice_=st.integers(30, 200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_filter_finds_what_a_search_by_hand_finds(
    full: TicketService, known: Known, monkeypatch: pytest.MonkeyPatch, wanted: ArchiveFilter, size: int, slice_: int
) -> None:
    expected = known.find(wanted)
    monkeypatch.setattr(archive, "SLICE", slice_)
    assert [row.id for row in all_pages(full, wanted, size)] == expected
    assert [row.id for row in full.read(page, wanted, None, size)] == expected[:size]
    assert full.read(count, wanted) == len(expected)
    assert full.read(count, wanted, 5) == min(5, len(expected))


def test_a_phone_number_finds_all_its_tickets_however_it_is_written(full: TicketService, known: Known) -> None:
    digits = random.Random(5).choice([call.phone_digits for call in known.calls if call.phone_digits.startswith("13")])
    expected = {call.ticket_id for call in known.calls if call.phone_digits == digits}
    for typed in (digits, f"+86 {digits[:3]}-{digits[3:7]} {digits[7:]}", digits[:9]):
        assert {row.id for row in full.read(page, asking(typed))} >= expected
    assert {row.id for row in full.read(page, asking(digits))} == expected
    assert expected <= {row.id for row in full.read(page, asking(digits[-4:]))}


def test_a_number_finds_its_ticket_and_a_day_finds_that_day(hand: Hand, clock: HandClock) -> None:
    hand.log()
    clock.advance(days=1)
    hand.log()
    hand.log()
    assert numbers(hand.desk, asking("20260121-0002")) == ["20260121-0002"]
    assert numbers(hand.desk, asking("20260121-2")) == ["20260121-0002"]
    assert numbers(hand.desk, asking("20260121")) == ["20260121-0002", "20260121-0001"]
    assert numbers(hand.desk, asking("#1")) == ["20260120-0001"]


def test_a_household_number_is_found_though_it_looks_like_a_phone(hand: Hand) -> None:
    key = hand.do(log_call(CallDetails(words="没水", household_no="3715240012"), ReportedFault("visible_leak")))
    assert [row.id for row in hand.desk.read(page, asking("3715240012"))] == [key]


def test_a_place_finds_its_tickets_by_name_alias_and_pinyin(hand: Hand) -> None:
    place = hand.desk.read(list_places)[20]
    key = hand.do(log_call(CallDetails(words="漏水"), ReportedFault("visible_leak", place_id=place.id)))
    hand.log()
    for typed in (place.name, place.name[:2], place.pinyin):
        assert [row.id for row in hand.desk.read(page, asking(typed))] == [key], typed


def test_a_place_finds_tickets_logged_before_it_had_that_alias(hand: Hand) -> None:
    place = hand.desk.read(list_places)[20]
    key = hand.do(log_call(CallDetails(words="漏水"), ReportedFault("visible_leak", place_id=place.id)))
    assert numbers(hand.desk, asking("老油坊")) == []
    hand.do(save_place(place.id, place.name, place.town, place.zone, place.kind, f"{place.aliases} 老油坊".strip()))
    assert [row.id for row in hand.desk.read(page, asking("老油坊"))] == [key]


def test_a_late_entry_is_sorted_by_its_true_time(hand: Hand, clock: HandClock) -> None:
    first = hand.log(words="地上冒水")
    clock.advance(hours=2)
    late = hand.do(log_call(CallDetails(words="地上冒水", at=clock.ago(hours=3)), ReportedFault("visible_leak")))
    last = hand.log(words="地上冒水")
    for wanted in (asking("地上冒水"), ArchiveFilter()):
        assert [row.id for row in all_pages(hand.desk, wanted, 1)] == [last, first, late]


def test_a_ticket_matched_by_several_calls_is_found_once(hand: Hand, clock: HandClock) -> None:
    older = hand.log(words="院里成了河")
    clock.advance(hours=1)
    newer = hand.log(words="院里成了河")
    for _ in range(3):
        clock.advance(hours=1)
        hand.do(chase(older, None, CallDetails(words="院里成了河，还没来人")))
    assert [row.id for row in hand.desk.read(page, asking("院里成了河"))] == [newer, older]
    assert [row.id for row in all_pages(hand.desk, asking("院里成了河"), 1)] == [newer, older]
    assert [row.id for row in hand.desk.read(page, asking("还没来人"))] == [older]
    assert hand.desk.read(count, asking("院里成了河")) == 2


def test_the_words_of_a_merged_ticket_find_its_main_ticket(hand: Hand, clock: HandClock) -> None:
    doubled = hand.log(words="小学门口喷泉一样")
    clock.advance(hours=1)
    between = hand.log(words="小学门口喷泉一样")
    clock.advance(hours=1)
    main = hand.log(words="路上有水")
    hand.do(merge(doubled, None, main))
    assert [row.id for row in all_pages(hand.desk, asking("小学门口喷泉一样"), 1)] == [main, between]
    hand.do(merge(main, None, between))
    assert [row.id for row in all_pages(hand.desk, asking("小学门口喷泉一样"), 1)] == [between]


def test_merging_later_tickets_into_an_old_one_does_not_change_its_place(hand: Hand, clock: HandClock) -> None:
    old, *later = [hand.log(words=f"第 {n} 通：整条街没水") for n in range(5) if clock.advance(hours=1)]
    for doubled in later[2:]:
        hand.do(merge(doubled, None, old))
    assert [row.id for row in all_pages(hand.desk, asking("整条街没水"), 1)] == [later[1], later[0], old]


@pytest.mark.on_both
def test_a_ticket_that_is_given_a_place_later_is_found_by_it_and_by_its_town(hand: Hand) -> None:
    place = next(each for each in hand.rows(places) if each.town and each.town != each.name)
    key, _other = hand.log(words="小学门口喷泉一样"), hand.log(words="小学门口喷泉一样")
    hand.do(rerate(key, None, "问清了", place_id=place.id))
    for typed in (place.name, place.town, f"{place.town} 小学门口"):
        assert [row.id for row in hand.desk.read(page, asking(typed))] == [key], typed
    assert hand.desk.read(check, START) == []


def test_a_call_that_moves_to_a_ticket_of_the_same_second_is_still_found(hand: Hand) -> None:
    doubled, main = hand.log(words="小学门口喷泉一样"), hand.log(words="路上有水")
    hand.do(merge(doubled, None, main))
    assert [row.id for row in hand.desk.read(page, asking("小学门口喷泉一样"))] == [main]
    with hand.desk.store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO call_words (call_words) VALUES ('integrity-check')")


def test_a_ticket_without_a_place_shows_the_words_of_its_first_call(hand: Hand, clock: HandClock) -> None:
    key = hand.do(log_call(CallDetails("13800000000", words="村头大槐树下冒水"), ReportedFault("visible_leak")))
    placed = hand.do(
        log_call(CallDetails("13800000001", words="冒水", address="文化街"), ReportedFault("visible_leak"))
    )
    clock.advance(minutes=1)
    hand.do(chase(key, None, CallDetails(words="怎么还没来")))
    first_words = {row.id: row.said for row in hand.desk.read(page, ArchiveFilter())}
    assert first_words == {key: "村头大槐树下冒水", placed: ""}
    assert {row.id: row.said for row in hand.desk.read(open_tickets)} == first_words


def found(hand: Hand, typed: str) -> list[int]:
    return [row.id for row in hand.desk.read(page, ArchiveFilter(understand(typed, local_day(hand.desk.now()))))]


@pytest.mark.on_both
def test_each_search_word_narrows_the_result(hand: Hand, clock: HandClock) -> None:
    first, second = hand.desk.read(list_places)[20:22]
    key = hand.do(log_call(CallDetails("13806351234", "张大爷", "门口冒水"), ReportedFault("visible_leak", first.id)))
    hand.do(dispatch(key, None, 2))
    clock.advance(days=1)
    burst = hand.do(log_call(CallDetails("13906351234", "李四", "路上喷水"), ReportedFault("burst_main", first.id)))
    other = hand.do(
        log_call(CallDetails("13706351234", "张大爷", "门口冒水"), ReportedFault("visible_leak", second.id))
    )
    for typed, wanted in {
        f"{first.name} 明漏": [key],
        f"{first.name[:2]} 爆管": [burst],
        f"{first.name}": [burst, key],
        f"张大爷 {second.name}": [other],
        "明漏 门口": [other, key],
        "一班": [],
        "二班": [key],
        "二班 爆管": [],
        "0001": [burst, key],
        "0001 昨天": [key],
        "0002": [other],
        "昨天": [key],
        "今天": [other, burst],
        "今天 爆管": [burst],
        "今天 二班": [],
        "13806351234 明漏": [key],
        "1234 爆管": [burst],
        "明漏 138 0635 1234": [key],
        "值班员": [other, burst, key],
        f"值班员 {second.name}": [other],
        "水 明漏": [],
        "喷水 门口": [],
        "明漏，昨天": [key],
    }.items():
        assert found(hand, typed) == wanted, typed


@pytest.mark.on_both
def test_a_crew_filter_also_finds_tickets_the_crew_had_before(hand: Hand, crews: tuple[int, int]) -> None:
    first, second = crews
    mine, reopened = hand.bring_to(State.RESOLVED), hand.bring_to(State.RESOLVED)
    returned, passed_on = hand.bring_to(State.DISPATCHED), hand.bring_to(State.DISPATCHED)
    hand.log()
    hand.do(reopen(reopened, None, "又漏了"))
    hand.do(return_(returned, None, "没有材料"))
    hand.do(reassign(passed_on, None, second, "二班近"))
    here, there = (next(row.name for row in hand.desk.read(list_crews) if row.id == crew) for crew in crews)
    assert hand.ticket(mine).crew_id == first
    assert found(hand, here) == [passed_on, returned, reopened, mine]
    assert found(hand, there) == [passed_on]
    hand.do(dispatch(reopened, None, second))
    assert found(hand, here) == [passed_on, returned, reopened, mine]
    assert found(hand, f"{here} 明漏") == [passed_on, returned, reopened, mine]
    assert found(hand, f"{there} 明漏") == [passed_on, reopened]


def test_an_enquiry_is_not_listed_as_a_ticket(hand: Hand) -> None:
    hand.do(log_other_call(CallDetails(words="问一下水费"), CallKind.ENQUIRY))
    assert numbers(hand.desk, asking("水费")) == []


def test_tickets_of_one_second_are_all_listed(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [hand.log(words="同时来电") for _ in range(9)]
    monkeypatch.setattr(archive, "SLICE", 2)
    for wanted in (ArchiveFilter(), asking("同时来电"), asking("同时来电", zone=Zone.URBAN)):
        assert [row.id for row in all_pages(hand.desk, wanted, 4)] == keys[::-1]
        assert hand.desk.read(count, wanted) == 9


def test_only_conditions_checked_ticket_by_ticket_shorten_the_slices(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(9):
        hand.do(log_call(CallDetails(words="水表井冒水", address="文化街北头"), ReportedFault("visible_leak")))
    monkeypatch.setattr(archive, "SLICE", 20)
    monkeypatch.setattr(archive, "TESTED", 4)
    assert len(hand.desk.read(look, asking("街")).rows) == 9  # a single character is found in the address itself
    assert len(hand.desk.read(look, asking("街 头")).rows) == 9
    assert len(hand.desk.read(look, asking("街 冒水")).rows) == 9
    assert hand.desk.read(look, asking("水表井 今天")).reached is None
    assert hand.desk.read(look, asking("明漏 冒水")).reached is not None
    assert hand.desk.read(tally, asking("街")).count == 9
    assert hand.desk.read(tally, asking("明漏 冒水")).reached is not None  # so that the next search waits for less
    assert hand.desk.read(count, asking("明漏 冒水")) == 9


def test_a_row_shows_the_state_of_its_stages(hand: Hand) -> None:
    key = hand.bring_to(State.ARRIVED)
    (row,) = hand.desk.read(page, ArchiveFilter())
    arrived, resolving = hand.clock(key, Stage.ARRIVE).clock, hand.clock(key, Stage.RESOLVE).clock
    assert row.stages == {
        Stage.ARRIVE: StageTime(arrived.deadline, arrived.stopped, None, arrived.stopped),
        Stage.RESOLVE: StageTime(resolving.deadline, None),
    }


def test_the_stages_of_a_cancelled_ticket_have_no_time(hand: Hand) -> None:
    hand.do(cancel(hand.bring_to(State.ACCEPTED), None, "误报"))
    (row,) = hand.desk.read(page, ArchiveFilter())
    assert (row.state, row.stages) == (State.CANCELLED, {})


HOSTILE = ['"', "'; DROP TABLE tickets; --", "* OR 1", "NEAR(a b)", "%_%", "\\", "a" * 100, "😀", "漏" * 100, "-", "^"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_search_texts_find_nothing_and_break_nothing(full: TicketService, typed: str) -> None:
    assert full.read(page, asking(typed)) == []
    assert full.read(count, asking(typed)) == 0


def test_a_percent_sign_is_searched_literally(hand: Hand) -> None:
    key = hand.do(log_call(CallDetails(words="漏", address="阀门开了100％"), ReportedFault("visible_leak")))
    hand.log()
    wanted = ArchiveFilter(Spoken("％"))
    assert [row.id for row in hand.desk.read(page, wanted)] == [key]


KINDS = {
    "everything": ArchiveFilter(),
    "number": asking("20251101-0001"),
    "phone": asking("13800000000"),
    "digits": asking("13000"),
    "tail": asking("0000"),
    "place": asking("前屯"),
    "words": asking("水很大"),
    "fault named": asking("爆管"),
    "state": ArchiveFilter(states=frozenset({State.CLOSED})),
    "states": ArchiveFilter(states=frozenset(OPEN_STATES)),
    "fault": ArchiveFilter(faults=frozenset({"burst_main"})),
    "crew": ArchiveFilter(crew_id=CREW),
    "place chosen": ArchiveFilter(place_id=1),
    "period": ArchiveFilter(since=START - timedelta(days=30), until=START),
    "priority": ArchiveFilter(priorities=frozenset({Priority.P1})),
    "zone": ArchiveFilter(zone=Zone.RURAL),
    "source": ArchiveFilter(source=Source.DESK),
    "crew and fault": ArchiveFilter(crew_id=CREW, faults=frozenset({"burst_main"})),
    "crew and rare fault": ArchiveFilter(crew_id=CREW, faults=frozenset({"other"})),
    "rare place and fault": ArchiveFilter(place_id=150, faults=frozenset({"burst_main"})),
    "count": asking("0001"),
    "day": asking("昨天"),
    "crew named": asking("一班"),
    "place and fault named": asking("铜城 爆管"),
    "words and fault named": asking("水很大 爆管"),
    "crew named and words": asking("演示一班 水很大"),
    "staff": asking("值班员"),
    "staff and fault named": asking("值班员 爆管"),
    "words and state": asking("水很大", states=frozenset({State.CLOSED})),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_filter_reads_a_whole_table(full: TicketService, kind: str) -> None:
    plans: list[str] = []

    def explain(_connection: Any, cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if sql.startswith("SELECT"):
            found = cursor.connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
            plans.extend(row[3] for row in found)

    event.listen(full.store.engine, "before_cursor_execute", explain)
    full.read(page, KINDS[kind], None, 20)
    full.read(tally, KINDS[kind])
    event.remove(full.store.engine, "before_cursor_execute", explain)
    assert any("SEARCH tickets" in line for line in plans)
    assert not [line for line in plans if re.match(r"SCAN (tickets|calls|clocks)\b", line)]


@pytest.fixture(scope="module")
def small_and_large(
    blank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TicketService, TicketService]]:
    folder = tmp_path_factory.mktemp("sizes")
    desks = seeded_desk(blank_file, folder, 1_000), seeded_desk(blank_file, folder, 8_000)
    yield desks
    for desk in desks:
        desk.close()


def test_both_search_strategies_find_the_same_tickets(full: TicketService, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = full.read(page, ArchiveFilter(crew_id=CREW), None, 1)[0]
    for typed in (f"演示1班 {newest.place}", "演示1班 请快点来人", f"{newest.place} {newest.fault_name}"):
        at_once, one_by_one = (counted_with(full, typed, hits, monkeypatch) for hits in (10_000, 0))
        assert at_once == one_by_one, typed
        assert at_once[0] > 0, typed


def counted_with(
    desk: TicketService, typed: str, together: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, list[ArchiveRow]]:
    """Return the result when so many hits of a word are read at once."""
    monkeypatch.setattr(search, "TOGETHER", together)
    wanted = asking(typed)
    return desk.read(count, wanted), desk.read(page, wanted)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_cost_of_a_page_does_not_grow_with_the_archive(
    small_and_large: tuple[TicketService, TicketService], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(archive, "SLICE", 100)
    monkeypatch.setattr(sifting, "_WEIGHED", 100)
    monkeypatch.setattr(sifting, "_COMPARED", 100)
    monkeypatch.setattr(streams, "_PASSED_OVER", 500)
    small, large = (effort(desk, KINDS[kind]) for desk in small_and_large)
    assert large <= 2 * small + 5 or kind.startswith("crew and")  # both together fill no page in the small one
    assert large <= 400  # of 80 slices, each with its plan, as when the screen reads them; 5 for each


def effort(desk: TicketService, wanted: ArchiveFilter) -> int:
    """Return the work of the database for a page of ten, in hundreds of its virtual machine's instructions."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with desk.store.reading() as connection:
        page(connection, wanted, None, 10)  # statements are prepared
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_progress_handler(step, 100)
        page(connection, wanted, None, 10)
        driver.set_progress_handler(None, 0)
    return steps
