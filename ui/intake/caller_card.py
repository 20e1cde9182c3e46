"""The card about the caller: the household on file, and earlier calls of this number with what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tickets.rules.subscribers import in_yuan
from tickets.rules.words import OPEN_STATES, State
from tickets.store.queries.callers import EARLIER_AT_MOST, CallerFile, EarlierCall
from tickets.store.queries.subscribers import Household
from ui.intake.choice import Chosen
from ui.kit.buttons import KeyButton
from ui.kit.cards import Card
from ui.kit.labels import Elided, Subheading, Tone, Words
from ui.kit.lines import LineList, ListedLine
from ui.kit.theme import body_font
from ui.kit.tokens import SMALL
from ui.kit.wording import moment, translate

_SHOWN_AT_MOST = 3  # households; a landlord's number may stand at every flat
_WEEK = timedelta(days=7)
_NOTHING = CallerFile()
_LIST_AT_LEAST, _LIST_AT_MOST = 56, 140  # pixels


@dataclass(frozen=True, slots=True)
class Usual:
    """The caller's data from earlier calls of a number and from the subscriber file."""

    caller: str = ""
    household_no: str = ""
    place_id: int | None = None
    place: str = ""
    address: str = ""
    meter_no: str = ""
    sensitive: bool = False


def usual(calls: Sequence[EarlierCall], households: Sequence[Household] = (), typed: str = "") -> Usual:
    """Return the caller's data: of each the latest that isn't empty in earlier calls, the newest first.

    What these lack is that of the only household on file. A `typed` 户号 or 表号 says which household calls: then its
    data come first.
    """
    spoken = _spoken(calls)
    household = _meant(households, typed)
    if household is None or (not typed and spoken.household_no not in ("", household.household_no)):
        return spoken
    on_file = _on_file(household)
    first, second = (on_file, spoken) if typed else (spoken, on_file)
    where = first if first.place_id is not None or first.address else second
    return replace(
        on_file, caller=first.caller or second.caller, place_id=where.place_id, place=where.place, address=where.address
    )


def _meant(households: Sequence[Household], typed: str) -> Household | None:
    """Return the household that calls; None when several may."""
    if typed:
        return next((one for one in households if typed in (one.household_no, one.meter_no)), None)
    return households[0] if len(households) == 1 else None


def _on_file(household: Household) -> Usual:
    address = household.address if household.place_id is not None else household.whole_address
    return Usual(
        household.name, household.household_no, household.place_id, household.located or "", address,
        household.meter_no, bool(household.sensitive),
    )  # fmt: skip


def _spoken(calls: Sequence[EarlierCall]) -> Usual:
    placed = next((call for call in calls if call.place_id is not None), None)
    return Usual(
        next((call.caller for call in calls if call.caller), ""),
        next((call.household_no for call in calls if call.household_no), ""),
        placed.place_id if placed else None,
        (placed.place or "") if placed else "",
        next((call.address for call in calls if call.address), ""),
    )


def open_ticket(call: EarlierCall) -> Chosen | None:
    """Return the ticket of a call if it is still open."""
    if call.ticket_id is None or call.number is None or call.state not in OPEN_STATES:
        return None
    about = " · ".join(part for part in (call.fault_name, call.place or call.address) if part)
    return Chosen(call.ticket_id, call.number, about)


def only_open_ticket(calls: Sequence[EarlierCall]) -> Chosen | None:
    """Return the open ticket of these calls if there is exactly one."""
    tickets = {chosen.id: chosen for call in calls if (chosen := open_ticket(call)) is not None}
    return next(iter(tickets.values())) if len(tickets) == 1 else None


def call_line(call: EarlierCall, now: datetime, *, numbered: bool = True) -> ListedLine:
    """Return a call as a line of a list, with its ticket's number if `numbered`."""
    number = call.number if numbered else ""
    ticket = " · ".join(part for part in (number, call.fault_name, call.place or call.address) if part)
    below = tuple(part for part in (ticket, call.words, _outcome(call)) if part)
    title = f"{moment(call.at, now)} {call.kind.label}"
    note = call.state.label if call.state else translate("intake", "未开单")
    return ListedLine(call.id, title, note, below, thing=call, strong=numbered and call.state in OPEN_STATES)


def _outcome(call: EarlierCall) -> str:
    """Return what was told or done, and what the caller said when asked; "" while nothing is known."""
    if call.outage is not None:
        return translate("intake", "停水：{area}").format(area=call.outage)
    label = translate("intake", "告知") if call.state is State.SETTLED else translate("intake", "处置")
    done = f"{label}：{call.resolution}" if call.resolution else ""
    answer = translate("intake", "回访{answer}").format(answer=call.callback.label) if call.callback else ""
    return " · ".join(part for part in (done, answer) if part)


def household_lines(household: Household) -> tuple[str, str]:
    """Return a household for the card: who and where, and what it owes."""
    who = translate("intake", "{name} · 户号 {number}").format(name=household.name, number=household.household_no)
    owes = translate("intake", "欠费 {amount}").format(amount=in_yuan(household.arrears or 0)) if household.owes else ""
    return " · ".join(part for part in (who.removeprefix(" · "), household.whole_address) if part), owes


def sensitive_words(households: Sequence[Household]) -> str:
    """Return why water must not fail at one of these households; "" for ordinary ones."""
    found = next((one for one in households if one.sensitive), None)
    if found is None:
        return ""
    since = translate("intake", "（{day} 起）").format(day=found.sensitive_since) if found.sensitive_since else ""
    return translate("intake", "▲ 敏感用户：{kind}{since}").format(kind=found.sensitive, since=since)


class CallerCard(Card):
    """`chosen` carries the open ticket of the selected call or None, `opened` the id of a ticket to show."""

    chosen = Signal(object)
    opened = Signal(int)
    reuse_wanted = Signal(object)  # Usual

    def __init__(self, scope: QWidget, now: datetime) -> None:
        super().__init__(self.tr("来电人"))
        self._file, self._typed = _NOTHING, ""
        self._sensitive = Subheading(tone=Tone.WARNING, wrap=True)
        self._household = Words(wrap=True, selectable=True)
        self._owes = Words(wrap=True)
        self._summary = Elided(tone=Tone.QUIET)
        self._summary.setFont(body_font(SMALL))
        self.head.insertWidget(1, self._summary, 100)
        self.reuse = KeyButton(self.tr("沿用资料"), "Alt+U", scope=scope)
        self.reuse.clicked.connect(lambda: self.reuse_wanted.emit(self._usual()))
        self.head.addWidget(self.reuse)
        self.list = LineList()
        self.list.setAccessibleName(self.tr("这个号码的来电"))
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.add(self._sensitive, self._household, self._owes, self.list)
        self.show_file(False, _NOTHING, now)

    def show_file(self, known: bool, file: CallerFile, now: datetime, typed: str = "") -> None:
        """Show the households and the earlier calls of a caller, those about open tickets first.

        `known` is false without a number; `typed` is a typed 户号 or 表号.
        """
        self._file, self._typed = file, typed
        calls = file.calls
        self._show_households(file.households)
        ordered = sorted(calls, key=lambda call: open_ticket(call) is None)
        self.list.apply([call_line(call, now) for call in ordered])
        self.list.say_when_empty(
            self.tr("这个号码第一次来电。") if known else self.tr("填了号码，这里显示以前的来电和没办完的工单。")
        )
        height = self.list.wanted_height() if calls else _LIST_AT_LEAST
        self.list.setFixedHeight(min(max(height, _LIST_AT_LEAST), _LIST_AT_MOST))
        self._summary.setText(self._count(calls, now) if known else "")
        self.reuse.setVisible(self._usual() != Usual())

    def show_reading(self, known: bool, now: datetime) -> None:
        """Clear the list while the calls of another number are read; `known` says whether there is one."""
        if not known:
            self.show_file(False, _NOTHING, now)
            return
        self._file = _NOTHING
        self._show_households(())
        self.list.apply([])
        self.list.say_when_empty(self.tr("正在读取这个号码的来电…"))
        self._summary.setText("")
        self.reuse.hide()

    @property
    def known_address(self) -> str:
        """Where the caller is known to be, if their data can be taken over; "" otherwise."""
        known = self._usual()
        return "" if self.reuse.isHidden() else " · ".join(part for part in (known.place, known.address) if part)

    def choose_ticket(self, ticket_id: int | None) -> None:
        """Mark the call of a ticket, or none."""
        current = self.list.current()
        if current is None or current.thing.ticket_id != ticket_id or ticket_id is None:
            of_it = (call for call in self._file.calls if ticket_id is not None and call.ticket_id == ticket_id)
            call = next(of_it, None)
            self.list.choose(call.id if call else None)

    def _usual(self) -> Usual:
        return usual(self._file.calls, self._file.households, self._typed)

    def _show_households(self, households: Sequence[Household]) -> None:
        """Show the household that calls, or all that may; a sensitive one is told by word and shape."""
        meant = _meant(households, self._typed)
        shown = [household_lines(one) for one in ([meant] if meant else households)]
        self._sensitive.show_text(sensitive_words([meant] if meant else households))
        lines = [who for who, _ in shown[:_SHOWN_AT_MOST]]
        if len(shown) > _SHOWN_AT_MOST:
            lines.append(self.tr("还有别的户：填户号或表号选一户"))
        self._household.show_text("\n".join(lines))
        self._owes.show_text("；".join(owes for _, owes in shown if owes))

    def _count(self, calls: Sequence[EarlierCall], now: datetime) -> str:
        if not calls:
            return ""
        week = sum(call.at >= now - _WEEK for call in calls)
        tickets = {call.ticket_id for call in calls if open_ticket(call) is not None}
        number = f"{EARLIER_AT_MOST}+" if len(calls) >= EARLIER_AT_MOST else str(len(calls))
        words = self.tr("{calls} 次 · 7 天内 {week} · 未完 {open}") if week > 1 else self.tr("{calls} 次 · 未完 {open}")
        return words.format(calls=number, week=week, open=len(tickets))

    def _on_chosen(self, line: ListedLine | None) -> None:
        self.chosen.emit(open_ticket(line.thing) if line is not None else None)

    def _on_opened(self, line: ListedLine) -> None:
        if line.thing.ticket_id is not None:
            self.opened.emit(line.thing.ticket_id)
