"""Blank paper slips as they are printed: A4, three on a page, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template

from PySide6.QtGui import QFont, QTextDocument

from tickets.rules.slips import slip_number
from tickets.rules.triage import YES_OR_NO
from ui.kit.printed_pages import page_document, pdf_of
from ui.kit.resources import COMPANY, HOTLINE
from ui.kit.wording import translate
from ui.ticket.sheet import Cell, pairs, ruled

PER_PAGE = 3  # leaves lines of seven millimetres to write on

_WIDTHS = (14, 36, 14, 36)  # percent: caption, room, caption, room
_TWO_LINES = "\u00a0\n\u00a0"
_PAGES = Template("""
<style>
  table.ruled { border-collapse: collapse; border-color: #888888; border-style: solid; }
  th { font-weight: normal; color: #444444; background-color: #f1f1f1; text-align: left; }
  .title { font-size: 12pt; font-weight: bold; }
  .number { font-size: 15pt; font-weight: bold; }
  .as-written { white-space: pre-wrap; margin: 0; line-height: 135%; }
  .quiet { color: #555555; font-size: 8.5pt; }
</style>
$slips
""")
_SLIP = Template("""
<table width="100%" cellpadding="1"$breaks><tr>
  <td><span class="title">$title</span>　<span class="quiet">$company　$hotline　$advice</span></td>
  <td align="right"><span class="number">$number</span></td>
</tr></table>
$fields
<p style="font-size: 6pt; margin: 0">&nbsp;</p>
""")


@dataclass(frozen=True, slots=True)
class SlipPages:
    """The pages of blank slips with these numbers; `font` is the body font, of any size."""

    numbers: Sequence[int]
    font: QFont

    @property
    def title(self) -> str:
        """The name of the file and of the print: the first and the last number."""
        first, last = slip_number(self.numbers[0]), slip_number(self.numbers[-1])
        return translate("slips", "纸单 {first}-{last}").format(first=first, last=last)

    def document(self) -> QTextDocument:
        """Return the printable document. It belongs to the calling thread."""
        slips = "".join(_slip(number, place) for place, number in enumerate(self.numbers))
        return page_document(_PAGES.substitute(slips=slips), self.title, self.font)

    def pdf(self) -> bytes:
        """Return the slips as a PDF file of A4 pages."""
        return pdf_of(self.document())


def _slip(number: int, place: int) -> str:
    starts_page = place > 0 and place % PER_PAGE == 0
    return _SLIP.substitute(
        breaks=' style="page-break-before: always"' if starts_page else "",
        title=escape(translate("slips", "来电纸单")),
        company=COMPANY,
        hotline=translate("slips", "24 小时热线 {hotline}").format(hotline=HOTLINE),
        number=f"№ {slip_number(number)}",
        fields=_fields(),
        advice=escape(translate("slips", "时间写到分，一张只录一次")),
    )


def _fields() -> str:
    day = translate("slips", "　　月　　日　　　时　　　分")
    minute = translate("slips", "　　　时　　　分")
    boxes = "　".join(f"□ {label}" for label in YES_OR_NO.values()) + translate("slips", "　影响　　　　户")

    def named(*captions: str) -> tuple[str, ...]:
        return tuple(translate("slips", each) for each in captions)

    at, phone, caller, fault, place, address, words, answers = named(
        "来电时间", "号码", "来电人", "故障", "地点", "地址", "原话", "情况"
    )
    crew, accepted, arrived, isolated, resolved, signed = named("派给", "接单", "到场", "止水", "处置完成", "签名")
    return ruled(
        [
            pairs((at, day), (phone, "")),
            pairs((caller, ""), (fault, "")),
            pairs((place, ""), (address, "")),
            [Cell(words, head=True), Cell(_TWO_LINES, span=3)],
            [Cell(answers, head=True), Cell(boxes, span=3)],
            pairs((crew, ""), (accepted, minute)),
            pairs((arrived, minute), (isolated, minute)),
            pairs((resolved, minute), (signed, "")),
        ],
        _WIDTHS,
    )
