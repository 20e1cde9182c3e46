"""Requests for consent in words: what granting one changes, and what counts until then. Pure: `now` is passed in."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from tickets.rules.clocks import Clock, ClockError, as_of, counted_stop, on_time, stands_still, stop
from tickets.rules.hold_requests import earlier_holds
from tickets.rules.instants import seconds_between
from tickets.rules.late_entries import needs_stated_time
from tickets.rules.rerating import AT_INTAKE, AT_MERGER
from tickets.rules.rounds import GIVEN_UP, late_by
from tickets.rules.stages import described, ended_by
from tickets.rules.words import ConsentKind, Move, Outcome
from tickets.store.queries.consents import ClockChange, ConsentRequest
from tickets.store.queries.ticket_file import TicketFile
from ui.kit.wording import duration, moment, translate
from ui.ticket.facts import standing_appointment

_LEAVING_OUT = (Move.CANCEL, Move.MERGE, Move.SETTLE)
_GIVING_UP = {Move.RETURN: Outcome.RETURNED, Move.REASSIGN: Outcome.REASSIGNED}


def granting_changes(request: ConsentRequest, now: datetime) -> str:
    """Return what granting a request changes, or has changed: "挂起 2 小时：处置到期由 14:00 改为 16:00"."""
    if request.unreadable:
        return translate("consents", "核准的结果读不出：请告诉管理员用 check 核对")
    said = _joined(_change(request, change, now) for change in request.changes if not change.number)
    of_kept = [change for change in request.changes if change.number]
    kept = _joined(_beside_number(change, _change(request, change, now)) for change in of_kept)
    match request.kind:
        case ConsentKind.RERATE:
            if request.rerating is not None and request.step == AT_MERGER:
                return _joined((_of_merger(request, said), kept))
            later = translate("consents", "以后的阶段按新的时限") if request.is_open else ""
            return _joined((_beside(rating_change(request, now), said or later), kept))
        case ConsentKind.CANCEL | ConsentKind.MERGE | ConsentKind.SETTLE if said:
            then = translate("consents", "核准后不计") if request.is_open else translate("consents", "不计")
            words = translate("consents", "{kind}：{late}，{then}")
            return _joined((words.format(kind=request.kind.label, late=said, then=then), kept))
    return _joined((said, kept)) or translate("consents", "不改变判定")


def once_granted(request: ConsentRequest, now: datetime) -> str:
    """Return what granting a request changes, as a sentence that says "once granted"."""
    changes, then = granting_changes(request, now), translate("consents", "核准后")
    said = changes if then in changes else translate("consents", "{then}：{changes}").format(then=then, changes=changes)
    return translate("consents", "{said}。").format(said=said)


def counts_until_then(request: ConsentRequest, now: datetime) -> str:
    """Return what counts while a request waits: "挂起已生效，25 分内要值班长核准，否则照计。"."""
    match request.kind:
        case ConsentKind.HOLD if any(_lasts(each) and stands_still(each.before, now) for each in request.changes):
            left = 0 if request.grace is None else seconds_between(now, request.grace)
            words = translate("consents", "挂起已生效，{left}内要值班长核准，否则照计。")
            return words.format(left=duration(left))
        case ConsentKind.HOLD if any(map(_lasts, request.changes)):
            return translate("consents", "挂起待核准，计时照走。")
        case ConsentKind.HOLD:
            return translate("consents", "挂起（{reason}）待核准，照计。").format(reason=request.reason)
        case ConsentKind.RERATE if _is_below_triage(request):
            return translate("consents", "登记的紧急程度低于自动判定，值班长核准之前按较严的时限计。")
        case ConsentKind.RERATE:
            return strict_until_then(request.step)
        case ConsentKind.CANCEL | ConsentKind.MERGE | ConsentKind.SETTLE:
            late = _joined(_late_by(change.before) for change in request.changes if change.left_out)
            words = translate("consents", "{kind}前{late}，值班长核准之前照计。")
            return words.format(kind=request.kind.label, late=late)
    return translate("consents", "值班长核准之前按登记的时间算。")


def waiting_words(request: ConsentRequest, now: datetime) -> str:
    """Return what waits and what counts until then: "到场 10:28，10:41 才登记，值班长核准之前按登记的时间算。"."""
    late = request.reason if request.kind is ConsentKind.LATE_ENTRY else ""
    return translate("consents", "，").join(part for part in (late, counts_until_then(request, now)) if part)


def strict_until_then(step: str | None) -> str:
    """Return what counts while the rating of a ticket waits for consent that this step asked for."""
    if step in AT_INTAKE:
        return translate("consents", "登记时比判定的放宽，值班长核准之前按较严的时限计。")
    if step == AT_MERGER:
        return translate("consents", "并单的两张要求不同，值班长核准之前按较严的计。")
    return translate("consents", "改判要值班长核准，核准之前按较严的计。")


def _of_merger(request: ConsentRequest, said: str) -> str:
    """Return what granting the rating of a ticket changes that a stricter one was merged into; `said` of its clocks."""
    change = request.rerating
    assert change is not None
    words = translate("consents", "{stage} {old} → {new}")
    longer = [words.format(stage=each.label, old=duration(old), new=duration(new)) for each, old, new in change.longer]
    later = translate("consents", "以后的阶段按新的时限")
    no_more = translate("consents", "不用关阀止水了") if change.isolates_no_more else ""
    return _beside(translate("consents", "并单"), _joined((no_more, *longer, said)) or later)


def _is_below_triage(request: ConsentRequest) -> bool:
    """Whether a call was logged as less urgent than its fault and answers demand."""
    change = request.rerating
    return request.step in AT_INTAKE and change is not None and change.before.priority < change.after.priority


def refusing_means(request: ConsentRequest) -> str:
    """Return what counts once a request is refused."""
    match request.kind:
        case ConsentKind.RERATE if request.step in AT_INTAKE:
            return translate("consents", "按较严的时限计")
        case ConsentKind.LATE_ENTRY:
            return translate("consents", "按登记的时间算")
        case ConsentKind.RERATE if request.step == AT_MERGER:
            return translate("consents", "按较严的一张计")
        case ConsentKind.RERATE:
            return translate("consents", "按较严的计")
        case ConsentKind.HOLD:
            return translate("consents", "挂起的时间照计")
    return translate("consents", "超时照计")


def step_warning(file: TicketFile, move: Move, at: datetime | None, now: datetime, grace: int) -> str:
    """Return what a step at `at` (None: now) will count as until a supervisor consents; "" if it needs no consent.

    Of one that ends the ticket also that a caller waits for a crew at an agreed time. `grace` is the number of minutes
    for which a hold is in effect without consent.
    """
    running = [as_of(clock, now) for clock in file.running]
    if move in _LEAVING_OUT:
        stands = "" if move is Move.MERGE else standing_appointment(file, now)
        words = translate("consents", "这张单约了 {when}：请先告诉来电人不去了。").format(when=stands) if stands else ""
        return words + _leaving_out_warning(file, move, now)
    if move is Move.HOLD:
        earlier = earlier_holds([each.state for each in reversed(file.consents) if each.kind is ConsentKind.HOLD])
        if earlier.refused:
            return translate("consents", "有一次挂起未核准：只有值班长能再挂起。")
        if earlier.waits:
            return translate("consents", "上一次挂起还在等核准：这一次不停计时，值班长核准后才算。")
        late = [clock for clock in running if clock.deadline < now]
        if late:
            words = translate("consents", "{stages}已超时：挂起要值班长核准，核准之前照计。")
            return words.format(stages=_stages(late))
        words = translate("consents", "立即生效；{n} 分内要值班长核准，否则照计。")
        return words.format(n=grace)
    stopped = None if at is None else _asking(file, move, at, now)
    if at is None or stopped is None:
        return ""
    if at > stopped.deadline:
        words = translate("consents", "{at} 晚于时限 {due}。挂起或改判在等核准，所以这次补录也要核准。")
    elif on_time(stopped):
        words = translate("consents", "前一轮的补录在等核准，所以 {at} 也要核准。")
    else:
        words = translate("consents", "{at} 在时限 {due} 之内，但现在才登记：值班长核准之前按超时算。")
    return words.format(at=moment(at, now), due=moment(stopped.deadline, now))


def _asking(file: TicketFile, move: Move, at: datetime, now: datetime) -> Clock | None:
    """Return the clock that a step at `at` would stop, if it then asks for consent to that time; None for none."""
    ended = ended_by(move)
    asked = file.waiting | {(each.kind, each.clock_id) for each in file.asked}
    for clock in file.running:
        if move in _GIVING_UP or (ended is not None and clock.stage is ended.stage):
            own = {line.id for line in file.clocks if line.clock.stage is clock.stage}
            of_stage = own | {each.id for each in file.merged if each.clock.stage is clock.stage}
            with suppress(ClockError):  # of a time that the step itself refuses
                stopped = stop(clock, at, _GIVING_UP.get(move, Outcome.DONE), now)
                if needs_stated_time(stopped, asked, of_stage):
                    return stopped
    return None


def _leaving_out_warning(file: TicketFile, move: Move, now: datetime) -> str:
    late = late_by([line.clock for line in file.clocks], now)
    if not late:
        return ""
    words = translate("consents", "{stages}已超时：{step}要值班长核准，核准之前照计。")
    return words.format(stages=_stages(late), step=move.label)


def rating_warning(*, longer: bool, isolates_no_more: bool, below_triage: bool, only_appointment: bool) -> str:
    """Return what a re-rating counts as until a supervisor consents; "" if it needs no consent.

    `only_appointment` is whether it is longer only because it goes by no appointment any more.
    """
    if below_triage:
        return translate("consents", "紧急程度低于自动判定的，要值班长核准；核准之前按自动判定的时限计。")
    if only_appointment:
        return translate("consents", "改判后不按约定时间了，要值班长核准；核准之前，约定和时限哪个先到按哪个。")
    if longer:
        return translate("consents", "改判放宽了时限，要值班长核准；核准之前按较严的时限计。")
    if isolates_no_more:
        return translate("consents", "改判后不用关阀止水，要值班长核准；核准之前关阀照计。")
    return ""


def _stages(clocks: Iterable[Clock]) -> str:
    return translate("consents", "、").join(dict.fromkeys(clock.stage.label for clock in clocks))


def rating_change(request: ConsentRequest, now: datetime) -> str:
    """Return a re-rating as "爆管 特急 → 明漏 一般", only what differs; "" for none."""
    if request.rerating is None:
        return ""
    before, after = request.rerating.before, request.rerating.after
    pairs: Iterable[tuple[str, str]] = (
        (before.fault_name, after.fault_name),
        (before.priority.label, after.priority.label),
        (before.zone.label, after.zone.label),
        (_pipe(before.dn), _pipe(after.dn)),
        (_appointed(before.appointment, now), _appointed(after.appointment, now)),
    )
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    old, new = (" ".join(pair[side] for pair in differing) for side in (0, 1))
    return f"{old} → {new}" if differing else ""


def asker(request: ConsentRequest) -> str:
    """Return who asked."""
    return request.asker or translate("consents", "未留名")


def asked_by(request: ConsentRequest, now: datetime) -> str:
    """Return who asked, when and why: "张三 今天 10:05 提出：等材料"."""
    words = translate("consents", "{who} {when} 提出")
    said = words.format(who=asker(request), when=moment(request.asked_at, now))
    return translate("consents", "：").join(part for part in (said, request.reason) if part)


def decided_by(request: ConsentRequest, now: datetime) -> str:
    """Return what became of a request, when, by whom and why; "" while it waits."""
    if request.is_open:
        return ""
    parts = request.state.label, request.decider or "", moment(request.decided_at, now)
    words = " ".join(part for part in parts if part)
    return f"{words}：{request.note}" if request.note else words


def told(n: int, number: str, *, granted: bool) -> str:
    """Return what was decided just now: "已核准 · 20261129-0012" for one request, otherwise "已不核准 3 项"."""
    words = translate("consents", "已核准") if granted else translate("consents", "已不核准")
    several = translate("consents", "{words} {n} 项").format(words=words, n=n)
    return f"{words} · {number}" if n == 1 else several


def why_not_own(request: ConsentRequest, staff_id: int | None) -> str:
    """Return why this person can't decide it; "" when they can."""
    own = staff_id is not None and request.asked_by == staff_id
    return translate("consents", "自己提出的，要另一位值班长核准。") if own else ""


def _change(request: ConsentRequest, change: ClockChange, now: datetime) -> str:
    before, after = change.before, change.after
    stage = before.stage.label
    if change.left_out:
        return _needless(before) if request.kind is ConsentKind.RERATE else _late_by(before)
    if request.kind is ConsentKind.HOLD and before.held_since is not None and _lasts(change):
        words = translate("consents", "挂起已 {time}：{then}{stage}停表，直到恢复，最晚 {until}")
        then = translate("consents", "核准后") if request.is_open else ""
        until = "" if after.held_until is None else moment(after.held_until, now)
        lasted = duration(seconds_between(before.held_since, now))
        return words.format(time=lasted, then=then, stage=stage, until=until)
    if before.deadline == after.deadline:
        return _at_the_same_deadline(change, now)
    words = translate("consents", "{stage}到期由 {old} 改为 {new}{verdict}")
    moved = words.format(
        stage=stage,
        old=moment(before.deadline, now),
        new=moment(after.deadline, now),
        verdict=_verdict(change),
    )
    if after.held == before.held:
        return moved
    return translate("consents", "挂起 {time}：{moved}").format(time=duration(after.held - before.held), moved=moved)


def _lasts(change: ClockChange) -> bool:
    """Return whether a request for a hold is about the one that lasts; of an earlier one the held time is added."""
    return change.before.held_since is not None and change.before.held == change.after.held


def _at_the_same_deadline(change: ClockChange, now: datetime) -> str:
    """Return what changes of a clock whose deadline stays."""
    before, after = change.before, change.after
    if before.consent is not after.consent:
        return _late_entry(change, now)
    if before.repeats and not after.repeats:
        return translate("consents", "{stage}改为计入").format(stage=before.stage.label)
    if before.limit == after.limit:
        return ""
    words = translate("consents", "{stage}到期仍为 {due}（先前的承诺）")
    return words.format(stage=before.stage.label, due=moment(before.deadline, now))


def _needless(clock: Clock) -> str:
    return translate("consents", "{stage}不再需要，不计").format(stage=clock.stage.label)


def _late_entry(change: ClockChange, now: datetime) -> str:
    before = change.before
    if before.stopped is None or before.entered is None:
        return ""
    words = translate("consents", "{step}按 {at} 算，时限 {due}，{verdict}")
    given_up = (move for move, outcome in _GIVING_UP.items() if outcome is before.outcome)
    step = next(given_up, described(before.stage).end.move)
    return words.format(
        step=step.label, at=moment(before.stopped, now), due=moment(before.deadline, now), verdict=_then(change)
    )


def _verdict(change: ClockChange) -> str:
    return translate("consents", "，{verdict}").format(verdict=_then(change)) if on_time(change.before) is False else ""


def _then(change: ClockChange) -> str:
    """Return whether a clock that was late is on time once a request is granted, and what else that takes."""
    if on_time(change.after):
        return translate("consents", "改为按时")
    if not change.also:
        return translate("consents", "仍然超时")
    kinds = translate("consents", "、").join(kind.label for kind in change.also)
    return translate("consents", "{kinds}也核准才按时").format(kinds=kinds)


def _late_by(clock: Clock) -> str:
    stop = counted_stop(clock)
    late = 0 if stop is None else max(0, seconds_between(clock.deadline, stop))
    if clock.outcome in GIVEN_UP and not late:
        return translate("consents", "{stage}到期时没有人接着办").format(stage=clock.stage.label)
    return translate("consents", "{stage}超时 {time}").format(stage=clock.stage.label, time=duration(late))


def _joined(parts: Iterable[str]) -> str:
    return translate("consents", "；").join(part for part in parts if part)


def _beside_number(change: ClockChange, words: str) -> str:
    """Return what changes of the ticket that this one was merged into."""
    return translate("consents", "并入的 {number} {words}").format(number=change.number, words=words) if words else ""


def _beside(first: str, second: str) -> str:
    return translate("consents", "：").join(part for part in (first, second) if part)


def _appointed(appointment: datetime | None, now: datetime) -> str:
    if appointment is None:
        return translate("consents", "未约时间")
    return translate("consents", "约 {when}").format(when=moment(appointment, now))


def _pipe(dn: int | None) -> str:
    return "" if dn is None else f"DN{dn}"
