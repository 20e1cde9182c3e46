"""Many workstations at one server: `python -m tests.bench.seats [--seats 50] [--rate 20] [--minutes 2]`.

Prints a table of each action and ends with one line of JSON. Exit code 1 when anything was lost or doubled.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.bench.machine import describe
from tests.bench.seats.gauge import Gauge, noise
from tests.bench.seats.mix import Slices, plan, sliced
from tests.bench.seats.records import Outcome, Told
from tests.bench.seats.report import action_table, feed_times, latencies, outcomes, shares
from tests.bench.seats.room import Room, furnish, place_for
from tests.bench.seats.seat import sit
from tests.bench.seats.tally import Verdict, judge, stand
from tests.bench.timing import percentile
from tests.desk_fixtures import open_on
from tests.servers import SUPERUSER, SUPERUSER_PASSWORD, running_server
from tests.staffed import staffing
from tickets.checking.invariants import check
from tickets.connection.target import Target
from tickets.rules.words import Role
from tickets.server_admin.create import keep_watcher
from tickets.service import TicketService
from tickets.store.postgres.engine import Password

ROOT = Path(__file__).resolve().parents[3]
BREATH = 1.0  # seconds between the last workstation being ready and the start
CONNECTIONS_EACH = 4
WATCHWORD = "值守的密码"


def main() -> int:
    """Run the workstations and return 1 when anything was lost, doubled or done without being requested."""
    options = _parser().parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server and the workstations are ended, too
    roles = [Role.DISPATCHER if number % 2 else Role.OPERATOR for number in range(options.seats)]
    slices = sliced(options.minutes)
    print(describe(Path(tempfile.gettempdir())), flush=True)
    settings = {
        "fsync": "on", "synchronous_commit": "on", "max_connections": str(40 + CONNECTIONS_EACH * options.seats),
        "shared_buffers": "256MB",
    }  # fmt: skip
    with running_server(**settings) as server, staffing(server) as staffed:
        _say(f"{options.seats} seats: making the desk")
        room = furnish(staffed, roles)
        with server.connect(room.database) as connection:
            before = stand(connection)
        told, gauge = _run(room, roles, options.rate, slices, options.watches)
        with server.connect(room.database) as connection:
            verdict = judge(connection, before, [record for seat in told for record in seat.records])
        for seat in told:
            seat.records = [record for record in seat.records if not record.warm]
        records = [record for seat in told for record in seat.records]
        with closing(TicketService(open_on(server, room.database))) as desk:
            violations = desk.read(check, desk.now())
        for violation in violations[:20]:
            print(violation.line)
        deadlocks = gauge.deadlocks()
    print(action_table(records))
    answer = _answer(told, gauge, verdict) | {"deadlocks": deadlocks, "violations": len(violations)}
    for sentence in sorted({record.sentence for record in records if record.outcome is Outcome.REFUSED}):
        print(f"refused: {sentence}")
    asked = {"seats": options.seats, "rate": options.rate, "minutes": options.minutes}
    print(json.dumps(answer | asked, ensure_ascii=False), flush=True)
    return int(any((verdict.lost, verdict.doubled, verdict.unasked)))


def _run(room: Room, roles: Sequence[Role], rate: float, slices: Slices, watches: int) -> tuple[list[Told], Gauge]:
    """Start all workstations at one instant, and return their records."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.bench.seats.seat"])
    plans = plan(roles, rate, slices, seed=1)
    lines = []
    processes = []
    with _watching(room, watches) as watching:
        for number in range(len(roles)):
            line, far = context.Pipe()
            place = place_for(room, roles, number, plans[number], slices)
            process = context.Process(target=sit, args=(place, far), name=f"seat {number + 1}", daemon=True)
            process.start()
            far.close()
            lines.append(line)
            processes.append(process)
        for line in lines:
            assert line.recv() == "ready"
        _say(f"all seated; {slices.length:.0f} seconds")
        gauge = Gauge(room.server, room.database, watching)
        gauge.start()
        started = time.monotonic() + BREATH
        for line in lines:
            line.send(started)
        for line in lines:
            assert line.recv() == "worked"
        gauge.stop()
        for line in lines:
            line.send("settle")
        told = [line.recv() for line in lines]
        for line in lines:
            line.send("counted")
    for process in processes:
        process.join()
    return told, gauge


@contextlib.contextmanager
def _watching(room: Room, count: int) -> Iterator[list[int]]:
    """Run watches, as services with an account of their own."""
    url, login = room.server.url(room.database), f"{room.database}.watcher"
    keep_watcher(Target(url, SUPERUSER), login, Password(WATCHWORD), lambda _: SUPERUSER_PASSWORD)
    command = [sys.executable, "main.py", "watch", "--db", url, "--login", login]
    environment = os.environ | {"PGPASSWORD": WATCHWORD}
    running = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) for _ in range(count)]
    try:
        yield [process.pid for process in running]
        for process in running:
            assert process.poll() is None, "a watch has ended"
    finally:
        for process in running:
            process.terminate()
            process.wait()


def _answer(told: Sequence[Told], gauge: Gauge, verdict: Verdict) -> dict[str, Any]:
    records = [record for seat in told for record in seat.records]
    count = outcomes(records)
    floor = latencies(records, Outcome.FLOOR)
    news, rows, unheard = feed_times(told)
    load, seats = gauge.load, sum(seat.cpu for seat in told)
    repeats = [known for record in records if record.outcome is Outcome.DONE for known in record.repeats]
    return {
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "unasked": verdict.unasked,
        "refused": count[Outcome.REFUSED],
        "conflicts": count[Outcome.CONFLICT],
        "unanswered": count[Outcome.UNANSWERED],
        "idle": count[Outcome.IDLE],
        "commands": count[Outcome.DONE],
        "repeats": len(repeats),
        "repeats_failed": repeats.count(False),
        **shares(latencies(records, Outcome.DONE)),
        "floor_p95_ms": round(percentile(floor, 95), 2) if floor else None,
        "news_p95_ms": round(percentile(news, 95), 1) if news else None,
        "feed_p50_ms": round(percentile(rows, 50), 1) if rows else None,
        "feed_p95_ms": round(percentile(rows, 95), 1) if rows else None,
        "unheard": unheard,
        "wrong_rows": sum(seat.wrong_rows for seat in told),
        "connections": load.connections,
        "server_mb": round(load.server_mb),
        "seat_mb": round(max(seat.pss for seat in told)),
        "server_cpu": round(load.server / load.seconds, 2),
        "seats_cpu": round(seats / load.seconds, 2),
        "watches_cpu": round(load.watches / load.seconds, 3),
        "others_share": round(noise(load, seats), 2),
    }


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.seats", description=__doc__)
    parser.add_argument("--seats", type=int, default=50, metavar="N", help="how many seats, half of them dispatchers'")
    parser.add_argument("--rate", type=float, default=20, metavar="R", help="commands a second, of all seats together")
    parser.add_argument("--minutes", type=float, default=2, metavar="M", help="how long the desk's commands go on")
    parser.add_argument("--watches", type=int, default=2, metavar="W", help="how many watches run beside the seats")
    return parser


if __name__ == "__main__":
    sys.exit(main())
