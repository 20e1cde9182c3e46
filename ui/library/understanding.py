"""How a question was understood, in one quiet sentence."""

from PySide6.QtCore import QCoreApplication

from tickets.rules.asking import Numbers, PhoneEnd, PhoneStart, Sought, Spoken
from tickets.rules.phones import PhoneKind, normalise
from tickets.store.queries.streams import Named

translate = QCoreApplication.translate

_NAMES_AT_MOST = 3


def understood(sought: Sought | None, named: Named) -> str:
    """Return how `sought` is understood; `named` are the places and faults that spoken words may mean."""
    match sought:
        case None:
            return translate("understanding", "最近的工单在上面。")
        case Numbers(first, last):
            return _numbers(first, last)
        case PhoneStart(digits, _):
            phone = normalise(digits)
            if phone.kind is PhoneKind.UNKNOWN:
                return translate("understanding", "按电话开头 {digits} 找，也找这个户号。").format(digits=digits)
            return translate("understanding", "按电话 {phone} 找，也找这个户号。").format(phone=phone.display)
        case PhoneEnd(digits):
            return translate("understanding", "按电话尾号 {digits} 找，来电内容里的也算。").format(digits=digits)
        case Spoken(words):
            return _spoken(words, named) if sought.indexed else _in_addresses(words)


def _numbers(first: str, last: str) -> str:
    if first == last:
        return translate("understanding", "按工单编号 {number} 找。").format(number=first)
    day, _, count = first.partition("-")
    if count:
        return translate("understanding", "找编号以 {number} 开头的工单。").format(number=first)
    shown = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return translate("understanding", "找 {day} 这一天的工单。").format(day=shown)


def _spoken(words: str, named: Named) -> str:
    told = [
        translate("understanding", "地点{places}").format(places=_listed([name for _, name in named.places])),
        translate("understanding", "故障{faults}").format(faults=_listed([name for _, name in named.faults])),
    ]
    meant = [sentence for sentence, names in zip(told, (named.places, named.faults), strict=True) if names]
    said = translate("understanding", "来电内容、地址、来电人里的“{words}”").format(words=words)
    return translate("understanding", "找{things}。").format(
        things=translate("understanding", "，和").join([*meant, said])
    )


def _in_addresses(words: str) -> str:
    return translate("understanding", "只在地址里找“{words}”；两个字以上才找来电内容。").format(words=words)


def _listed(names: list[str]) -> str:
    shown = "".join(f"“{name}”" for name in names[:_NAMES_AT_MOST])
    if len(names) <= _NAMES_AT_MOST:
        return shown
    return translate("understanding", "{names}等 {n} 处").format(names=shown, n=len(names))
