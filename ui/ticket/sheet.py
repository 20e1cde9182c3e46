"""The printed ticket: A4, with room for signatures of the crew and the customer. Pure, from a TicketFile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from string import Template

from PySide6.QtGui import QFont

from tickets.rules.clocks import counted_stop, on_time
from tickets.rules.instants import LOCAL
from tickets.rules.phones import shown_phone
from tickets.rules.texts import visible
from tickets.rules.words import Outcome
from tickets.store.queries.ticket_file import ClockLine, TicketFile
from ui.kit.countdown import Timing, after_hold, words
from ui.kit.plain_text import ClosedDocument, one_line
from ui.kit.printed_pages import page_document, pdf_of
from ui.kit.resources import COMPANY, HOTLINE
from ui.kit.wording import duration, translate
from ui.ticket.facts import (
    appointment_words,
    assists_words,
    crew_reach,
    pipe,
    resolution_caption,
    situation,
    state_words,
    text_facts,
    where,
)
from ui.ticket.stage_view import changed_verdict, inherited, own_limit, repeated, timing_of
from ui.ticket.timeline import Kind, timeline

_FACTS = (14, 36, 14, 36)  # percent: caption, fact, caption, fact
_ROOM = "\u00a0\n\u00a0\n\u00a0"  # to write into by hand
_SHEET = Template("""
<style>
  .heading { font-size: 10pt; font-weight: bold; margin-top: 7pt; margin-bottom: 2pt; }
  table.ruled { border-collapse: collapse; border-color: #888888; border-style: solid; }
  th { font-weight: normal; color: #444444; background-color: #f1f1f1; text-align: left; }
  .title { font-size: 16pt; font-weight: bold; }
  .number { font-size: 13pt; }
  .as-written { white-space: pre-wrap; margin: 0; }
  .quiet { color: #555555; font-size: 8.5pt; }
</style>
<table width="100%" cellpadding="3"><tr>
  <td><span class="title">$title</span>　<span class="number">$number</span></td>
  <td align="right">$company<br><span class="quiet">$hotline</span></td>
</tr></table>
$parts
""")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a table, over `span` columns; a `head` is the heading of its row or column."""

    text: str
    head: bool = False
    span: int = 1


Row = Sequence[Cell]


def pairs(*facts: tuple[str, str]) -> Row:
    """Return a row of captions, each with its fact beside it."""
    return [cell for caption, fact in facts for cell in (Cell(caption, head=True), Cell(fact))]


def listing(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]], widths: Sequence[int]) -> str:
    """Return a titled table with a head row; "" when there are no rows."""
    body = [[Cell(text) for text in row] for row in rows]
    if not body:
        return ""
    return heading(title) + ruled([[Cell(head, head=True) for head in heads], *body], widths)


def heading(title: str) -> str:
    """Return the title of a section."""
    return f'<p class="heading">{escape(visible(title))}</p>'


def ruled(rows: Iterable[Row], widths: Sequence[int]) -> str:
    """Return a table whose columns are `widths` percent wide. Texts are escaped here."""
    lines = "".join(f"<tr>{_cells(row, widths)}</tr>" for row in rows)
    return f'<table class="ruled" width="100%" border="1" cellspacing="0" cellpadding="2">{lines}</table>'


def _cells(row: Row, widths: Sequence[int]) -> str:
    column, written = 0, []
    for cell in row:
        size = f'width="{widths[column]}%"' if cell.span == 1 else f'colspan="{cell.span}"'
        column += cell.span
        tag = "th" if cell.head else "td"
        written.append(f'<{tag} {size}><p class="as-written">{escape(visible(cell.text))}</p></{tag}>')
    return "".join(written)


@dataclass(frozen=True)
class Sheet:
    """The content of the sheet. `fault_names` by code; `font` is the body font, of any size."""

    file: TicketFile
    fault_names: Mapping[str, str]
    now: datetime
    font: QFont

    @property
    def number(self) -> str:
        """The ticket's number."""
        return self.file.ticket.number

    def document(self) -> ClosedDocument:
        """Return the printable document. It belongs to the calling thread."""
        return page_document(sheet_html(self.file, self.fault_names, self.now), self.number, self.font)

    def pdf(self) -> bytes:
        """Return the sheet as a PDF file of A4 pages."""
        return pdf_of(self.document())


def sheet_html(file: TicketFile, fault_names: Mapping[str, str], now: datetime) -> str:
    """Return the sheet in the HTML subset of QTextDocument. All texts are escaped."""
    parts = _facts(file), _calls(file), _stages(file, now), _story(file, fault_names), _signatures(file, now)
    return _SHEET.substitute(
        title=translate("sheet", "抢修工单"),
        number=escape(one_line(file.ticket.number)),
        company=COMPANY,
        hotline=translate("sheet", "24 小时热线 {hotline}").format(hotline=HOTLINE),
        parts="".join(parts),
    )


def _facts(file: TicketFile) -> str:
    ticket = file.ticket
    households = translate("sheet", "{n} 户").format(n=ticket.households) if ticket.households else ""
    by_hand = [(translate("sheet", "抢修班组"), crew_reach(file)), (translate("sheet", "管道"), pipe(file))]
    known = [
        (translate("sheet", "来电时间"), _minute(ticket.opened)),
        (translate("sheet", "状态"), state_words(ticket)),
        (translate("sheet", "故障类型"), file.fault.name),
        (translate("sheet", "紧急程度"), ticket.priority.label),
        (translate("sheet", "电话"), shown_phone(ticket.phone)),
        (translate("sheet", "来电人"), ticket.caller),
        (translate("sheet", "户号"), ticket.household_no),
        (translate("sheet", "影响"), households),
        (translate("sheet", "片区"), ticket.zone.label),
        (translate("sheet", "约定时间"), appointment_words(file, _minute)),
    ]
    facts = [*(fact for fact in known if fact[1]), *by_hand]
    if len(facts) % 2:
        facts.append(("", ""))
    rows = [pairs(first, second) for first, second in zip(facts[::2], facts[1::2], strict=True)]
    alone = (
        (translate("sheet", "地址"), where(file)),
        *text_facts(ticket),
        (translate("sheet", "协助班组"), assists_words(file, _short)),
        (translate("sheet", "情况"), situation(ticket)),
        (translate("sheet", "研判"), ticket.triage),
    )
    for caption, fact in alone:
        rows += [[Cell(caption, head=True), Cell(fact, span=3)]] if fact else []
    return ruled(rows, _FACTS)


def _calls(file: TicketFile) -> str:
    rows = (
        (
            _short(call.at),
            call.kind.label,
            " ".join(part for part in (call.caller, shown_phone(call.phone)) if part),
            "\n".join(part for part in (call.words, call.address) if part),
            call.operator or "",
        )
        for call in file.calls
    )
    heads = tuple(translate("sheet", "时间 类别 来电人 来电内容 接线员").split())
    return listing(translate("sheet", "来电"), heads, rows, widths=(14, 8, 18, 48, 12))


def _stages(file: TicketFile, now: datetime) -> str:
    heads = tuple(translate("sheet", "阶段 开始 时限 到期 完成 结果").split())
    rows = (_stage(line, file, now) for line in file.clocks)
    return listing(translate("sheet", "时限"), heads, rows, widths=(16, 14, 16, 14, 14, 26))


def _stage(line: ClockLine, file: TicketFile, now: datetime) -> tuple[str, ...]:
    clock = line.clock
    again = translate("sheet", "{stage} 第 {n} 轮").format(stage=clock.stage.label, n=clock.round)
    name = again if clock.round > 1 else clock.stage.label
    stopped = clock.stopped if clock.outcome is not Outcome.UNFINISHED else None
    counts = None if stopped is None else counted_stop(clock)
    held = None if clock.held_since is None else ""
    timing = Timing(due=clock.deadline, held=held, stopped=counts, hold=timing_of(clock, file.holds).hold)
    ended = clock.outcome.label if clock.outcome else ""
    given_up = clock.outcome not in (None, Outcome.DONE, Outcome.UNFINISHED) and on_time(clock)  # it was not done
    verdict = ended if given_up else " ".join(part for part in (ended, words(timing, now)) if part)
    why = after_hold(timing, now), changed_verdict(clock), inherited(clock, file.clocks, now), repeated(clock)
    result = "，".join(part for part in (verdict, *why) if part)
    limit = duration(own_limit(clock) + clock.extended)
    return name, _short(clock.started), limit, _short(clock.deadline), _short(stopped), result


def _story(file: TicketFile, fault_names: Mapping[str, str]) -> str:
    entries = [entry for entry in reversed(timeline(file, fault_names).entries) if entry.kind is Kind.DEED]
    late = translate("sheet", "（{time} 补录）")
    rows = (
        (
            _short(entry.at),
            entry.title,
            entry.text + (late.format(time=_short(entry.written)) if entry.written else ""),
            entry.by,
        )
        for entry in entries
    )
    heads = tuple(translate("sheet", "时间 经过 说明 经办").split())
    return listing(translate("sheet", "办理经过"), heads, rows, widths=(14, 14, 50, 22))


def _signatures(file: TicketFile, now: datetime) -> str:
    ticket = file.ticket
    opinion = ticket.callback.label if ticket.callback else translate("sheet", "□ 满意　□ 不满意")
    rows = [
        [Cell(resolution_caption(ticket), head=True), Cell(ticket.resolution or _ROOM, span=3)],
        pairs((translate("sheet", "抢修人员签字"), _ROOM), (translate("sheet", "日期"), "")),
        pairs((translate("sheet", "客户签字"), _ROOM), (translate("sheet", "客户评价"), opinion)),
    ]
    printed = translate("sheet", "打印于 {time}").format(time=_minute(now))
    return f'<br>{ruled(rows, _FACTS)}<p class="quiet" align="right">{escape(printed)}</p>'


def _short(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(LOCAL):%m-%d %H:%M}"


def _minute(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}"
