"""A ticket's history: the rounds of its stages and all events, as frozen rows. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from itertools import groupby
from typing import Any

from tickets.rules.action_labels import action_label
from tickets.rules.instants import LOCAL, seconds_between
from tickets.rules.stages import COLUMNS
from tickets.rules.triage import YES_OR_NO
from tickets.rules.words import AlertOutcome, ConsentKind, Priority, RungKind, Zone
from tickets.store.queries.ticket_file import CallLine, ClockLine, HoldLine, JournalLine, TicketAlert, TicketFile
from ui.kit.wording import duration, translate
from ui.ticket.facts import call_from

_SETTLED = "log_settled_call"
_INTAKE = ("log_call", "attach_call", "chase")  # these journal entries are covered by the calls themselves
_LOGGED = (*_INTAKE, _SETTLED, "enter_slip")
_TIMES = ("stopped", *COLUMNS, "since", "until", "started", "split")  # of a step: see recorded_times.py


class Kind(Enum):
    """The kind of an event."""

    CALL = auto()
    DEED = auto()
    WARNING = auto()
    OVERDUE = auto()
    UNSENT = auto()  # an alert that was not sent


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event. `at` is when it really happened; `written` when it was entered, if later (补录)."""

    at: datetime
    kind: Kind
    title: str
    text: str = ""
    by: str = ""
    written: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rounds in the order they started, and the events, the newest first."""

    rounds: tuple[ClockLine, ...]
    entries: tuple[TimelineEntry, ...]


def timeline(file: TicketFile, fault_names: Mapping[str, str]) -> Timeline:
    """Return the history of a ticket; `fault_names` by code, for its former ratings."""
    rounds = sorted(file.clocks, key=lambda line: (line.clock.started, line.id))
    entries = [*_calls(file), *_action_entries(file, fault_names), *_requests(file), *_alerts(file)]
    entries.sort(key=lambda entry: entry.at)
    return Timeline(tuple(rounds), tuple(reversed(entries)))


def _calls(file: TicketFile) -> Iterator[TimelineEntry]:
    written = {line.true_time: line.at for line in file.journal if line.action in _LOGGED and line.true_time}
    for call in file.calls:
        title = translate("timeline", "来电 · {kind}").format(kind=call.kind.label)
        yield TimelineEntry(call.at, Kind.CALL, title, _call_text(call), call.operator or "", written.get(call.at))


def _call_text(call: CallLine) -> str:
    said = "：".join(part for part in (call_from(call), call.words) if part)
    recording = translate("timeline", "录音 {at}").format(at=call.recording) if call.recording else ""
    return "\n".join(part for part in (said, recording) if part)


def _action_entries(file: TicketFile, fault_names: Mapping[str, str]) -> Iterator[TimelineEntry]:
    for line in file.journal:
        if line.action in _INTAKE:
            continue
        by = " · ".join(part for part in (line.staff or translate("timeline", "系统"), line.seat) if part)
        if line.action == "correct_time":
            yield TimelineEntry(line.at, Kind.DEED, _title(line), _corrected(line), by)
        else:
            at, written = (line.true_time, line.at) if line.true_time else (line.at, None)
            yield TimelineEntry(at, Kind.DEED, _title(line), _details(file, line, at, fault_names), by, written)


def _title(line: JournalLine) -> str:
    label = action_label(line.action)
    if line.action == "decide":
        label = line.text.partition("：")[0] or label
    elif line.action == "supervise" and _new_value(line, "supervised") is False:
        label = translate("timeline", "取消{action}").format(action=label)
    return translate("timeline", "{action}（已撤销）").format(action=label) if line.undone else label


def _details(file: TicketFile, line: JournalLine, at: datetime, fault_names: Mapping[str, str]) -> str:
    match line.action:
        case "decide":
            return line.text.partition("：")[2]
        case "hold":
            extra = _hold_span(file.holds, _held_since(file, line, at))
        case "extend":
            extra = _granted(line)
        case "rerate":
            extra = _rerated(line, fault_names)
        case _:
            extra = ""
    return " · ".join(part for part in (line.text, extra) if part)


def _held_since(file: TicketFile, line: JournalLine, at: datetime) -> datetime:
    """Return when the hold began that an entry recorded: it may have been corrected since."""
    held = {change.get("key") for change in line.changes if change["table"] == "holds" and "old" not in change}
    return next((hold.since for hold in file.recorded_holds if hold.id in held), at)


def _hold_span(holds: tuple[HoldLine, ...], since: datetime) -> str:
    hold = next((hold for hold in holds if hold.since == since), None)
    if hold is None:
        return ""
    if hold.until is None:
        lasted = translate("timeline", "至今")
    else:
        lasted = translate("timeline", "共 {time}").format(time=duration(seconds_between(hold.since, hold.until)))
    if hold.consent is None:
        return translate("timeline", "{lasted} · 升级前的挂起，未经核准").format(lasted=lasted)
    return f"{lasted} · {hold.consent.label}"


def _requests(file: TicketFile) -> Iterator[TimelineEntry]:
    for request in file.consents:
        title = translate("timeline", "申请核准 · {kind}").format(kind=request.kind.label)
        decided = " ".join(part for part in (request.decider, _minute(request.decided_at)) if part)
        late = request.reason if request.kind is ConsentKind.LATE_ENTRY else ""  # the others' is told by their step
        text = " · ".join(part for part in (late, f"{request.state.label} {decided}".strip()) if part)
        yield TimelineEntry(request.asked_at, Kind.DEED, title, text, request.asker or translate("timeline", "系统"))


def _granted(line: JournalLine) -> str:
    for change in line.changes:
        if "extended" in change["new"]:
            seconds = change["new"]["extended"] - change.get("old", {}).get("extended", 0)
            return translate("timeline", "延长 {time}").format(time=duration(seconds))
    return ""


def _rerated(line: JournalLine, fault_names: Mapping[str, str]) -> str:
    words: dict[str, Callable[[Any], str]] = {
        "fault": lambda code: fault_names.get(code, code),
        "priority": lambda value: Priority(value).label,
        "zone": lambda value: Zone(value).label,
        "dn": lambda size: "" if size is None else f"DN{size}",
        "material": str,
        "address": str,
        "households": lambda number: "" if number is None else translate("timeline", "{n} 户").format(n=number),
        **{name: partial(_yes, label) for name, label in YES_OR_NO.items()},
    }
    parts = [
        _from_to(say(change["old"][column]), say(change["new"][column]))
        for change in line.changes
        if change["table"] == "tickets" and "old" in change
        for column, say in words.items()
        if column in change["new"]
    ]
    return translate("timeline", "、").join(parts)


def _yes(label: str, value: Any) -> str:
    return label if value else ""


def _corrected(line: JournalLine) -> str:
    if line.true_time is None:
        return line.text
    new = int(line.true_time.timestamp())
    before = next(
        (
            datetime.fromtimestamp(change["old"][name], UTC)
            for change in line.changes
            for name in _TIMES
            if change.get("old", {}).get(name) is not None and change["new"][name] == new
        ),
        None,
    )
    return line.text if before is None else f"{line.text} · {_from_to(_minute(before), _minute(line.true_time))}"


def _alerts(file: TicketFile) -> Iterator[TimelineEntry]:
    def crossing(alert: TicketAlert) -> tuple[Any, ...]:
        return alert.stage, alert.kind, alert.due, alert.outcome, alert.reason, alert.undone

    for _, group in groupby(sorted(file.alerts, key=crossing), key=crossing):
        alerts = tuple(group)
        first = alerts[0]
        raised = Kind.WARNING if first.kind is RungKind.WARNING else Kind.OVERDUE
        kind = raised if first.outcome is AlertOutcome.SENT else Kind.UNSENT
        title = translate("timeline", "告警 · {stage}{kind}").format(stage=first.stage.label, kind=first.kind.label)
        if first.undone:
            title = translate("timeline", "{title}（步骤已撤销）").format(title=title)
        yield TimelineEntry(first.raised, kind, title, _alert_text(alerts))


def _alert_text(alerts: tuple[TicketAlert, ...]) -> str:
    first = alerts[0]
    if first.outcome is not AlertOutcome.SENT:
        return "：".join(part for part in (first.outcome.label, first.reason) if part)
    people = translate("timeline", "、").join(alert.recipient.label for alert in alerts)
    sent = translate("timeline", "发给{people}").format(people=people)
    seen = next((alert for alert in alerts if alert.seen_at), None)
    if seen is None or seen.seen_at is None:
        return translate("timeline", "{sent}，还没有人确认").format(sent=sent)
    words = translate("timeline", "{sent}，{who} {time} 确认")
    return words.format(sent=sent, who=seen.seen_by or translate("timeline", "有人"), time=_minute(seen.seen_at))


def _new_value(line: JournalLine, column: str) -> Any:
    return next((change["new"][column] for change in line.changes if column in change["new"]), None)


def _from_to(old: str, new: str) -> str:
    return f"{old or '—'} → {new or '—'}"


def _minute(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(LOCAL):%m-%d %H:%M}"
