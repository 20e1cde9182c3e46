"""Stores commands on disk before they are sent, and sends unanswered ones again with the same request id."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from tests.bench.seats.mix import Kind
from tests.bench.seats.records import Outcome, Record
from tests.e2e.acting import Step, made
from tickets.actions.command import Command


@dataclass(frozen=True, slots=True)
class Sent:
    """A step under its request id."""

    request: str
    step: Step

    @property
    def command(self) -> Command[int]:
        """Return the command, always the same one."""
        return replace(made(self.step), request=self.request)


class Outbox:
    """A file of lines, one for each stored step and one for each answer."""

    def __init__(self, path: Path) -> None:
        """Read what an earlier process left."""
        self._unanswered: dict[str, Sent] = {}
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            entry = json.loads(line)
            if "step" in entry:
                self._unanswered[entry["request"]] = Sent(entry["request"], entry["step"])
            else:
                del self._unanswered[entry["request"]]
        self._file = path.open("a", encoding="utf-8")

    @property
    def unanswered(self) -> list[Sent]:
        """Return the unanswered steps, the oldest first."""
        return list(self._unanswered.values())

    def keep(self, step: Step) -> Sent:
        """Store a step, synced to disk, before it is sent."""
        sent = Sent(uuid4().hex, step | ({"tag": uuid4().hex} if step["kind"] in (Kind.LOG, Kind.CHASE) else {}))
        self._unanswered[sent.request] = sent
        self._write({"request": sent.request, "step": sent.step})
        return sent

    def answer(self, sent: Sent, outcome: Outcome, result: int | None = None) -> None:
        """Store its result."""
        del self._unanswered[sent.request]
        self._write({"request": sent.request, "outcome": outcome, "result": result})

    def _write(self, entry: dict[str, object]) -> None:
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def records(path: Path) -> list[Record]:
    """Return the records of the commands, for the tally."""
    found: dict[str, Record] = {}
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "step" in entry:
            step = entry["step"]
            record = Record(Kind(step["kind"]), 0, 0, 0, Outcome.UNANSWERED, step.get("ticket"))
            record.request, record.tag = entry["request"], step.get("tag", "")
            found[record.request] = record
        else:
            record = found[entry["request"]]
            record.outcome = Outcome(entry["outcome"])
            record.ticket = entry["result"] if record.ticket is None else record.ticket
    return list(found.values())
