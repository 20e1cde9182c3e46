"""A sample of finished tickets: after the period the same seed draws the same ones; nobody knows them before."""

import csv
import io
import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import main
from tests.desk_fixtures import START, Hand, HandClock, proper_sentence
from tickets.actions.dispatch import return_
from tickets.actions.followup import note, reopen
from tickets.cli.report import print_sample
from tickets.reports.sample import drawn, sample
from tickets.reports.scope import Scope, scope_of_days
from tickets.rules.instants import day_start, local_day
from tickets.rules.stages import STEPS
from tickets.rules.words import Move, Stage, State
from tickets.store.tables import journal

TODAY = local_day(START)
DIGEST = "5eed"
NUMBERS = [f"20260120-{number:04}" for number in range(1, 201)]


@given(st.lists(st.text(max_size=12), unique=True, max_size=40), st.integers(), st.integers(0, 50), st.randoms())
def test_the_sample_depends_on_seed_digest_and_numbers_only_and_a_larger_one_contains_a_smaller(
    numbers: list[str], seed: int, size: int, chance: Any
) -> None:
    found = drawn(numbers, seed, DIGEST, size)
    assert len(found) == min(size, len(numbers)) and found == sorted(found)
    assert set(found) <= set(numbers) & set(drawn(numbers, seed, DIGEST, size + 1))
    shuffled = numbers.copy()
    chance.shuffle(shuffled)
    assert drawn(iter(shuffled), seed, DIGEST, size) == found
    without_first = [number for number in numbers if number not in found[:1]]
    assert set(found[1:]) <= set(drawn(without_first, seed, DIGEST, size)), "a ticket that leaves moves no other out"


def test_another_seed_draws_others_and_every_ticket_has_the_same_chance() -> None:
    assert drawn(NUMBERS, 1, DIGEST, 4) == ["20260120-0039", "20260120-0047", "20260120-0048", "20260120-0179"], (
        "by sha256sum"
    )
    times = [sum(number in drawn(NUMBERS, seed, DIGEST, 20) for seed in range(300)) for number in NUMBERS[::20]]
    assert min(times) > 10 and max(times) < 60, "30 are expected"


def worked(hand: Hand, clock: HandClock) -> None:
    """Finish six tickets today, the second late and the third after a return; leave one unfinished, and reopen one."""
    for number in range(6):
        key = hand.bring_to(State.DISPATCHED, "burst_main" if number == 0 else "visible_leak")
        clock.advance(minutes=45 if number == 1 else 5)
        if number == 2:
            clock.advance(minutes=20)
            hand.do(return_(key, None, "不归本班"))
            hand.take(key, Move.DISPATCH)
        for step in STEPS[1:]:
            if number == 0 or step.move is not Move.ISOLATE:
                clock.advance(60)
                hand.take(key, step.move)
    hand.bring_to(State.ARRIVED)
    hand.do(reopen(hand.bring_to(State.RESOLVED), None, "又漏了"))


def printed(hand: Hand, kind: str, size: int = 4, seed: int = 16) -> str:
    out = io.StringIO()
    assert print_sample(hand.desk, scope_of_days(TODAY, TODAY), seed, size, kind, out) == 0
    return out.getvalue()


@pytest.mark.on_both
def test_a_sample_of_a_day_is_the_same_in_csv_and_json_and_on_either_database(hand: Hand, clock: HandClock) -> None:
    worked(hand, clock)
    clock.set(day_start(TODAY + timedelta(days=1)))
    whole = json.loads(printed(hand, "json", 5))
    digest = hand.rows(journal)[-1].digest
    assert (whole["seed"], whole["digest"], whole["finished"], whole["caution"]) == (16, digest, 7, "")
    numbers = [ticket["number"] for ticket in whole["tickets"]]
    hashed = {
        f"20260120-{n:04}": sha256(f"16:{digest}:20260120-{n:04}".encode()).hexdigest() for n in (*range(1, 7), 8)
    }
    assert numbers == sorted(sorted(hashed, key=hashed.__getitem__)[:5])
    whole = json.loads(printed(hand, "json", 7))
    burst, late, returned, *_ = whole["tickets"]
    assert burst["on_time"] == dict.fromkeys(("accept", "arrive", "isolate", "resolve"), True)
    assert list(burst["steps"]) == [str(step.move) for step in STEPS]
    assert burst["steps"]["accept"] == "2026-01-20T10:06:00+08:00"
    assert late["on_time"] == {"accept": False, "arrive": True, "resolve": True}
    assert returned["on_time"]["accept"] is False, "its first round was late"
    text = printed(hand, "csv", 7).removeprefix("\ufeff")
    head, *rows = list(csv.reader(io.StringIO(text)))
    shown = [dict(zip(head, row, strict=True)) for row in rows[:7]]
    assert [row["编号"] for row in shown] == list(hashed)
    assert (shown[0]["接单时间"], shown[0]["止水判定"], shown[0]["核对结果"]) == ("2026-01-20 10:06:00", "按时", "")
    assert (shown[1]["受理判定"], shown[1]["止水判定"], shown[1]["班组"]) == ("超时", "", "一班")
    assert ["种子", "16"] in rows and ["期末校验码", digest] in rows and ["抽取", "7 张，共 7 张处置完成"] in rows
    assert "注意" not in {row[0] for row in rows if row}


def test_the_draw_is_provisional_until_the_period_is_over_and_then_stays(hand: Hand, clock: HandClock) -> None:
    worked(hand, clock)
    scope, end = scope_of_days(TODAY, TODAY), day_start(TODAY + timedelta(days=1))
    early = hand.desk.read(sample, scope, 1, 6, clock())
    clock.set(end - timedelta(seconds=1))
    hand.do(note(1, None, "最后一条"))
    late = hand.desk.read(sample, scope, 1, 6, clock())
    assert early.digest != late.digest and early.provisional and late.provisional
    assert ["注意", late.caution] in csv.reader(io.StringIO(printed(hand, "csv")))
    clock.set(end)
    hand.do(note(1, None, "下一期的"))
    final = hand.desk.read(sample, scope, 1, 6, clock())
    assert (final.digest, final.caution) == (late.digest, "")
    clock.advance(days=2)
    hand.log()
    assert hand.desk.read(sample, scope, 1, 6, clock()) == replace(final, at=clock())
    drawn_ones = [ticket.number for ticket in final.tickets]
    hand.do(reopen(1, None, "又漏了"))
    again = hand.desk.read(sample, scope, 1, 6, clock())
    assert [ticket.number for ticket in again.tickets] == drawn_ones, "no reopening takes a ticket out of the draw"


def test_a_draw_that_only_the_seed_decides_says_so(hand: Hand, clock: HandClock) -> None:
    past = scope_of_days(TODAY - timedelta(days=9), TODAY - timedelta(days=8))
    found = hand.desk.read(sample, past, 1, 6, clock())
    assert (found.digest, found.provisional) == ("", False)
    assert "事先就能算出来" in proper_sentence(found.caution)


def test_only_what_was_finished_in_the_period_is_drawn(hand: Hand, clock: HandClock) -> None:
    worked(hand, clock)
    ends = sorted(hand.ticket(key).resolved_at for key in range(1, 7))  # type: ignore[type-var]
    for since, until, expected in ((ends[0], ends[2], 2), (ends[2], ends[2] + timedelta(seconds=1), 1)):
        found = hand.desk.read(sample, Scope(since, until), 1, 100, clock())
        assert (found.finished, len(found.tickets)) == (expected, expected)
        assert all(since <= ticket.steps[Move.RESOLVE] < until for ticket in found.tickets)


def test_the_command_prints_the_seed_it_was_given_or_the_first_day(
    hand: Hand, clock: HandClock, desk_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    worked(hand, clock)
    days = ["--db", desk_url, "--from", f"{TODAY}", "--to", f"{TODAY}", "--sample"]
    for more, seed in ((["3"], 20260120), (["3", "--seed", "-5"], -5), (["3", "--seed", "20260120"], 20260120)):
        with closing(hand.desk):
            assert main.main(["report", *days, *more, "--format", "json"]) == 0
        whole = json.loads(capsys.readouterr().out)
        assert (whole["seed"], len(whole["tickets"])) == (seed, 3)
    for alone in (["--seed", "5"], ["--format", "table"]):
        assert main.main(["report", *days[:-1], *alone]) == 1
        assert "--sample" in proper_sentence(capsys.readouterr().err.strip())


def test_a_person_gets_a_table_whose_columns_stand_under_each_other(
    hand: Hand, clock: HandClock, desk_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    worked(hand, clock)
    with closing(hand.desk):
        days = ["--from", f"{TODAY}", "--to", f"{TODAY}"]
        assert main.main(["report", "--db", desk_url, *days, "--sample", "7"]) == 0
    head, burst, about, *_rest = lines = capsys.readouterr().out.splitlines()
    assert about == "  爆管 · 一班"
    assert burst.split()[:4] == ["20260120-0001", "01-20", "10:00", "10:00"]
    wide = "".join(character * (2 if character > "\u2e80" else 1) for character in head)
    assert (wide.index("接接单单"), burst.index("10:06")) == (burst.index("10:06"),) * 2
    assert burst.endswith("按时") and head.endswith("止水判定")
    assert any(line.startswith("种子 20260120，期末校验码") for line in lines)


@pytest.mark.parametrize("size", ["0", "-1", "1001", "三", "9" * 5000])
def test_an_impossible_size_of_a_sample_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main.main(["report", f"--sample={size}"])
    assert left.value.code == 2
    assert "1 到 1000" in capsys.readouterr().err


def test_an_empty_period_gives_an_empty_sample(hand: Hand) -> None:
    assert json.loads(printed(hand, "json"))["tickets"] == []
    assert Stage.ACCEPT.label in printed(hand, "csv")
