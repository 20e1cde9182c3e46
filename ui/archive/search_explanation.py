"""Explains in one sentence how a search text was understood."""

from tickets.rules.days import Days
from tickets.rules.phones import PhoneKind, normalise
from tickets.rules.search_query import Every, Numbers, PhoneEnd, PhoneStart, Single, Sought, Spoken
from tickets.store.queries.streams import Named
from ui.kit.wording import translate

_NAMES_AT_MOST = 3


def understood(sought: Sought | None, *named: Named) -> str:
    """Return the explanation of `sought`; `named` is what each of its parts may name, empty while unknown."""
    if isinstance(sought, Every):
        names = named if len(named) == len(sought.parts) else (Named(),) * len(sought.parts)
        parts = [_part(part, name) for part, name in zip(sought.parts, names, strict=True)]
        return translate("understanding", "同时符合：{parts}。").format(parts=" ＋ ".join(parts))
    return _alone(sought, named[0] if named else Named())


def _alone(sought: Single | None, named: Named) -> str:
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
            return translate("understanding", "按编号末尾、电话尾号 {digits} 找，来电内容里的也算。").format(
                digits=digits
            )
        case Days():
            return translate("understanding", "找{days}来电的工单。").format(days=_days(sought))
        case Spoken(words):
            return _explain_words(words, named) if sought.indexed else _in_addresses(words)


def _part(part: Single, named: Named) -> str:
    """Return one of several parts in a few words."""
    match part:
        case Numbers(first, last):
            return first if first == last else translate("understanding", "编号 {number}…").format(number=first)
        case PhoneStart(digits, _):
            return translate("understanding", "电话或户号 {digits}").format(digits=normalise(digits).display)
        case PhoneEnd(digits):
            return translate("understanding", "编号末尾或电话尾号 {digits}").format(digits=digits)
        case Days():
            return translate("understanding", "{days}来电").format(days=_days(part).lstrip())
        case Spoken(words):
            meant = _meant(named)
            if not part.indexed:
                return translate("understanding", "地址里有“{words}”").format(words=words)
            explanation = translate("understanding", "话里有“{words}”").format(words=words)
            return translate("understanding", "或").join([*meant, explanation])


def _days(days: Days) -> str:
    first, last = f"{days.first:%Y-%m-%d}", f"{days.last:%Y-%m-%d}"
    if first == last:
        return f" {first} "
    return translate("understanding", " {first} 到 {last} ").format(first=first, last=last)


def _numbers(first: str, last: str) -> str:
    if first == last:
        return translate("understanding", "按工单编号 {number} 找。").format(number=first)
    day, _, count = first.partition("-")
    if count:
        return translate("understanding", "找编号以 {number} 开头的工单。").format(number=first)
    shown = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return translate("understanding", "找 {day} 这一天的工单。").format(day=shown)


def _explain_words(words: str, named: Named) -> str:
    said = translate("understanding", "来电内容、地址、来电人里的“{words}”").format(words=words)
    return translate("understanding", "找{things}。").format(
        things=translate("understanding", "，和").join([*_meant(named), said])
    )


def _meant(named: Named) -> list[str]:
    kinds = (
        (translate("understanding", "地点{names}"), named.places),
        (translate("understanding", "故障{names}"), named.faults),
        (translate("understanding", "班组{names}（以前派过的也算）"), named.crews),
        (translate("understanding", "接电话的{names}"), named.staff),
    )
    return [words.format(names=_listed([name for _, name in found])) for words, found in kinds if found]


def _in_addresses(words: str) -> str:
    return translate("understanding", "只在地址里找“{words}”；两个字以上才找来电内容。").format(words=words)


def _listed(names: list[str]) -> str:
    shown = "".join(f"“{name}”" for name in names[:_NAMES_AT_MOST])
    if len(names) <= _NAMES_AT_MOST:
        return shown
    return translate("understanding", "{names}等 {n} 处").format(names=shown, n=len(names))
