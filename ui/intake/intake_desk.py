"""The intake desk 受理台: records calls, entirely by keyboard, and ensures that no typed text is lost."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tickets.actions.command import Command
from tickets.actions.intake import LATE_AFTER
from tickets.actions.rulemaking import save_place
from tickets.errors import Conflict, DeskError, FieldError, Refused, Unavailable
from tickets.rules.phones import normalise, shown_phone
from tickets.service import Done
from tickets.store.queries.archive import ArchiveRow, archive_rows
from tickets.store.queries.board import BoardRow, board_rows
from tickets.store.queries.callers import EarlierCall, recent_calls
from tickets.store.queries.incoming import WaitingCall
from tickets.store.queries.last_step import UndoneCall
from ui.intake.call_form_data import NOTHING, CallFormData
from ui.intake.caller_card import Usual
from ui.intake.calls_column import CallsColumn
from ui.intake.commands import (
    Purpose,
    SubmitIntent,
    command_for,
    has_location,
    same_fault,
    same_fault_question,
    sentence_for,
    sentence_for_rest,
    where_question,
)
from ui.intake.draft_controller import DraftController
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.drafts import Draft, new_key
from ui.intake.form import FormCard
from ui.intake.likely_list import chosen_of
from ui.intake.lists import IntakeLists
from ui.intake.right_column import RightColumn
from ui.intake.sending import JoinedCalls, Sending, Submission, SubmitResult
from ui.kit.dialling import dial
from ui.kit.layouts import in_row
from ui.kit.place_picker import NewPlace
from ui.kit.wording import time_of_day
from ui.runtime.live_query import LiveQuery
from ui.runtime.session import SessionContext

_MARGIN, _GAP = 12, 12


class IntakeDesk(QWidget):
    """Three columns: drafts and recent calls; the form; what is known about the call.

    `folder` holds the drafts; by default it is beside the preferences, one folder for each database.
    """

    ticket_wanted = Signal(int)
    rings = Signal(object)  # the WaitingCalls that ring

    def __init__(self, session: SessionContext, *, folder: Path | None = None) -> None:
        super().__init__()
        self._session = session
        self._wrong = False  # whether the message shown is about a field
        self._asked: CallFormData | None = None  # the call that the question shown is about
        self._first_keys: dict[int, datetime] = {}  # when typing began, by claimed incoming call
        self._settling = False  # whether a ticket is about to be opened
        # what could not be saved because the database was unreachable, and whether that happened during the commit
        self._unsaved: tuple[Submission, bool] | None = None
        self._lists = IntakeLists(session, self)
        shared = session.folder / "drafts"
        own = folder or shared / session.service.store.desk_id
        self._keeper = DraftKeeper(session, own, self, former=None if folder else shared)
        self._sending = Sending(session, self)
        self._joined = JoinedCalls()
        self._left = CallsColumn(self, session)
        self._middle = FormCard(session, self)
        self._right = RightColumn(session, self._lists, self)
        self._form, self._bar = self._middle.form, self._middle.bar
        self._shelf = DraftController(self._keeper, self._form, self._bar, self._left, session.now)
        in_row(self._left, (self._middle, 3), (self._right, 1), holder=self, margins=_MARGIN, spacing=_GAP)
        self.setFocusProxy(self._form.phone)
        self._wire_form()
        self._wire_rest()
        recent = session.reader(recent_calls)
        LiveQuery(
            session, "intake.recent", recent, self._show_recent, self, tables=frozenset({"calls", "tickets"}), view=self
        ).refresher.want()  # fmt: skip
        self._keeper.load()

    def new_call(self, phone: str = "") -> None:
        """Focus the phone field and fill in a given number; a call in progress is put aside."""
        number = normalise(phone)
        if number.digits and number.digits != self._form.phone.number.digits:
            self._shelf.move_aside()
            self._form.fill(replace(NOTHING, phone=phone))
        self._form.go_to_phone()

    def take_call(self) -> bool:
        """Take the call that has rung the longest, or ring a missed one back; return whether there was any."""
        ringing = self._left.ringing
        any_free = bool(ringing.free)
        ringing.take_first()
        return any_free

    def bring_back(self, call: UndoneCall) -> None:
        """Put a call that is no longer attached into the form if it is empty, else aside.

        It is as it was typed if that was in this window, else as far as the database keeps it. It came when it came.
        """
        typed = self._joined.take(call.request) or replace(
            NOTHING, phone=call.phone, caller=call.caller, words=call.words, address=call.address,
            household_no=call.household_no,
        )  # fmt: skip
        if typed.blank:
            return
        if self._form.filled().blank:
            self._form.fill(typed, exactly=True)
            self._keeper.press(self._keeper.current.key, call.at)
            self._bar.say(self.tr("撤销的来电已放回表格。"))
        else:
            self._keeper.put_back(Draft(new_key(), call.at, typed, call.at))
            self._bar.say(self.tr("撤销的来电已放进左边的暂存，Alt+D 找回。"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store the call being typed."""
        self._keeper.keep_now()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in a list returns to the form; in the form it closes a message, and pressed twice it clears the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Close what is open, and ask whether to clear the form, or clear it: two presses are always enough."""
        focused = QApplication.focusWidget()
        in_form = focused is not None and self._middle.isAncestorOf(focused)
        self._bar.error.clear()
        if self._asked is not None:
            self._stop_asking()
            self._form.words.setFocus()
        if in_form:
            self._shelf.clear()
        else:
            self._bar.notice.give_way()
            self._form.go_to_phone()

    def _wire_form(self) -> None:
        form, bar = self._form, self._bar
        form.changed.connect(self._on_typed)
        form.phone.dial_wanted.connect(self._dial)
        form.phone.field.textEdited.connect(lambda _text: form.fault.prepare())
        form.place.add_wanted.connect(self._add_place)
        form.fault.spelling_wanted.connect(self._lists.spell)
        bar.wanted.connect(self._send)
        for picker in (form.place, form.fault):
            picker.escaped.connect(self._escape)

    def _wire_rest(self) -> None:
        lists, keeper, form = self._lists, self._keeper, self._form
        lists.places.changed.connect(lambda: form.set_places(lists.places.rows))
        lists.faults.changed.connect(lambda: form.set_faults(lists.faults.rows))
        lists.spelled.connect(form.fault.set_spelling)
        keeper.changed.connect(lambda: self._left.show_drafts(keeper.aside, self._session.now()))
        self._left.ticket_wanted.connect(self.ticket_wanted)
        self._left.ringing.claimed.connect(self._answer)
        self._left.ringing.failed.connect(self._bar.refuse)
        self._left.ringing.rings.connect(self.rings)
        self._right.ticket_wanted.connect(self.ticket_wanted)
        self._right.chosen.connect(self._bar.show_chosen)
        self._right.reported.connect(form.set_earlier)
        self._right.reported.connect(lambda *_of: form.set_known(self._right.caller.known_address))
        self._right.caller.reuse_wanted.connect(self._reuse)
        self._right.advice.answer_wanted.connect(lambda: self._send(Purpose.OUTAGE))
        self._sending.succeeded.connect(self._on_succeeded)
        self._sending.failed.connect(self._on_failed)
        self._sending.busy.connect(self._bar.show_busy)
        self._session.feed.restored.connect(self._on_restored)

    def _show_recent(self, calls: Sequence[EarlierCall]) -> None:
        self._left.show_recent(calls, self._session.now())

    def _on_typed(self) -> None:
        form = self._form
        filled = form.filled()
        if filled.incoming is not None:
            self._first_keys.setdefault(filled.incoming, self._session.now())
        self._shelf.typed_on()
        if self._wrong:
            self._wrong = False
            self._form.point_out("")
            self._bar.error.clear()
        if not filled.blank:
            self._bar.begin_call()
        if self._asked is not None and filled != self._asked:
            self._stop_asking()
        self._keeper.type(filled)
        self._right.look(form.context())

    def _send(self, purpose: Purpose) -> None:
        if self._sending.under_way or self._settling:
            return
        self._form.decide()
        if self._bar.tells_number and self._form.filled().blank:  # often the same key, pressed twice
            self._bar.remind(self.tr("表格是空的：上一通已经登记。填好下一通再按。"))
            return
        call, chosen = self._form.context(), self._right.choice
        first_key = self._first_keys.get(call.filled.incoming or 0)
        call = replace(call, first_key=first_key, outage=self._right.outage)
        filled = call.filled
        self._form.point_out("")
        self._bar.error.clear()
        self._unsaved = None
        self._keeper.keep_now()
        joined = chosen.id if chosen and purpose.joins else None
        draft, taken_up = self._keeper.current, self._keeper.taken_up

        def make(pressed: datetime) -> Command[int]:
            return command_for(purpose, call, chosen, self._session.now(), pressed)

        def send() -> None:
            self._bar.notice.hide()
            self._sending.send(SubmitIntent(purpose, joined), draft, filled, make, taken_up)

        try:
            make(self._session.now())  # errors come before questions
        except Refused as error:
            self._refuse(error)
            return
        if purpose is Purpose.SETTLE and not filled.advice.strip():
            self._form.point_out("advice")
            self._bar.say(self.tr("写下告诉来电人的办法，再按一次 Ctrl+J；Alt+J 用这种故障的说法。"))
            return
        again = self._sending.repeats(draft.key, filled) or self._keeper.may_be_logged
        if purpose is Purpose.OPEN and filled != self._asked and not again:
            self._settling = True
            self._right.settle(lambda: self._ask_or_send(filled, send))
        else:
            send()

    def _ask_or_send(self, filled: CallFormData, send: Callable[[], None]) -> None:
        """Ask before a second ticket for the same fault, or one without a place, is opened."""
        self._settling = False
        same = same_fault(self._right.likely_tickets)
        if filled != self._form.filled():  # changed meanwhile: what was shown when the key was pressed is sent
            send()
        elif same is not None:
            self._asked = filled
            self._right.choose(chosen_of(same))
            self._bar.ask(same_fault_question(same))
            self._bar.attach.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not has_location(filled):
            self._asked = filled
            self._bar.ask(where_question(self._form.place.suggested, self._right.caller.known_address))
            self._form.place.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            send()

    def _stop_asking(self) -> None:
        self._asked = None
        self._bar.notice.hide()

    def _refuse(self, error: DeskError) -> None:
        self._bar.refuse(error)
        if isinstance(error, FieldError):
            self._form.point_out(error.field)
            self._wrong = True

    def _on_failed(self, sent: Submission, error: DeskError) -> None:
        if isinstance(error, Conflict):
            self._keeper.renew(same_call=True)
        elif isinstance(error, Unavailable):
            self._keeper.press(sent.key, sent.pressed)
            self._unsaved = sent, error.in_doubt
        if sent.key == self._keeper.current.key:
            self._refuse(error)
        else:  # another call is in the form now
            self._bar.refuse(error)

    def _on_restored(self) -> None:
        """Show that what could not be saved can be saved now."""
        unsaved, self._unsaved = self._unsaved, None
        if unsaved is None or self._sending.under_way:
            return
        sent, in_doubt = unsaved
        if sent.key != self._keeper.current.key:
            return
        words = (
            self.tr("服务器已恢复。刚才的可能已保存，请再按 {key} 确认，不会重复。")
            if in_doubt
            else self.tr("没有保存。服务器已恢复，请再按 {key}。")
        )
        sentence = words.format(key=self._bar.key_of(sent.intent.purpose))
        if not sent.filled.at and self._session.now() - sent.pressed >= LATE_AFTER:
            words = self.tr("来电时间按第一次按下的时刻 {time} 算。")
            sentence += words.format(time=time_of_day(sent.pressed))
        self._bar.refuse(sentence)

    def _on_succeeded(self, succeeded: SubmitResult) -> None:
        sent = succeeded.sent
        self._joined.keep(succeeded)
        typing_it = sent.key == self._keeper.current.key
        rest = typing_it and (succeeded.altered or self._form.filled() != sent.filled)
        if rest:
            self._keeper.renew()
        else:
            self._keeper.forget(sent.key)
        if typing_it and not rest:
            self._form.fill(NOTHING)
            self._form.go_to_phone()
        self._report(succeeded, rest)

    def _report(self, succeeded: SubmitResult, rest: bool) -> None:
        """Read the ticket's number, then show the result."""
        intent, done = succeeded.sent.intent, succeeded.done
        tickets = frozenset({done.result} if intent.purpose.has_ticket else ())
        read = self._session.service.read

        def rows_read() -> Sequence[BoardRow | ArchiveRow]:
            settled = intent.purpose is Purpose.SETTLE  # it has left the board
            return read(archive_rows, list(tickets)) if settled else read(board_rows, tickets)

        def say(rows: Sequence[BoardRow | ArchiveRow]) -> None:
            row = rows[0] if rows else None
            sentence = sentence_for(intent.purpose, row, done.repeated)
            said, begun = sentence_for_rest(sentence) if rest else sentence, not self._form.filled().blank
            self._bar.say_done(said, row.number if row else "", rest=rest, begun=begun)

        self._session.background.run(rows_read, say, lambda _error: say(()), owner=self)

    def _answer(self, call: WaitingCall, missed: bool) -> None:
        """Put the number of a claimed call into the form; what is in it goes to the drafts. Ring a missed one back."""
        if not self._form.filled().blank:
            self._shelf.move_aside()
        self._form.fill(replace(NOTHING, phone=shown_phone(call.number), incoming=call.id))
        self._first_keys.pop(call.id, None)  # filling the form is no key
        if call.number:
            self._form.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._form.go_to_phone()
        if missed:
            self._dial()

    def _dial(self) -> None:
        """Dial the number in the form."""
        try:
            self._bar.say(dial(self._session.preferences, self._form.phone.text()))
        except Refused as refused:
            self._bar.refuse(refused)

    def _reuse(self, usual: Usual) -> None:
        """Fill empty fields with the caller's data from earlier calls and the subscriber file.

        A typed 表号 is replaced by the household's 户号. The address stays out where the call is about another place.
        """
        filled = self._form.filled()
        household_no = filled.household_no.strip()
        placed = filled.place.strip() or filled.place_id is not None
        elsewhere = None not in (filled.place_id, usual.place_id) and filled.place_id != usual.place_id
        self._form.fill(
            replace(
                filled,
                caller=filled.caller or usual.caller,
                household_no=usual.household_no if household_no in ("", usual.meter_no) else filled.household_no,
                place_id=filled.place_id if placed else usual.place_id,
                place=filled.place if placed else usual.place,
                address=filled.address or ("" if elsewhere else usual.address),
                sensitive_user=filled.sensitive_user or usual.sensitive,
            )
        )

    def _add_place(self, place: NewPlace) -> None:
        typed = self._form.place.text()

        def added(done: Done[int]) -> None:
            if self._form.place.text() == typed and self._form.place.thing is None:
                self._form.place.hold(done.result, place.name)
            self._bar.say(self.tr("已把“{name}”加入地址库。").format(name=place.name))

        command = save_place(None, place.name, place.town, place.zone)
        self._session.execute(command, added, self._refuse, owner=self)
