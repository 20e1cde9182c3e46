"""Names as people say and type them; a caller's words in clauses, and which of these report what is so now."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import zip_longest

from tickets.rules.ordinary_words import says_little, without_places

_PARTING = re.compile(r"[|\s、，,；;]+")
_CLAUSES = re.compile(r"[,。;!?、:\s]+|(?<=以后)|(?<=之后)")
_ASKED = re.compile("是不是|有没有")
# What such a clause names is asked about, hearsay, feared, a comparison, or over.
_NOT_NOW = re.compile(
    "(?P<verb>.)[不没](?P=verb)|吗[啊呀]?$|明天|后天|[会要]停|是不是|有没有|会不会|是否|[了裂坏停]没有?[啊呀吗呢]?$|[以之]后$|是.+还是|还是.+(?:说不清|不清楚|不知道)|了吗|听.*说"
    "|(?:邻居|人家|别人|他们|你们|网上|群里|物业|通知|亲戚).*[说讲]|说是|通知上"
    "|看着像|担心|(?<![恐可哪])怕(?!是)|万一|要是|如果|的话|一样|似的|上次|上回|以前|之前|修好|修过|修了|修得|修到|怎么样了"
)
# "不是爆管", "没停水", "阀门没坏", "没有塌陷" deny a fault; "没有水", "井盖没有了" and "一滴水也没有" report one.
_DENIED = re.compile("不是|并非|没有?(?:坏|丢|爆|漏|断|冻|塌|裂|堵|停|事|问题|跑水|冒)|没有(?!水|了|啦|$)|不(?:漏|冒)")
_TAKEN_BACK = re.compile("[哦噢啊]?不对")  # said of the clause before
_NO_REPORT = re.compile(
    "不是报修|打错|表扬|感谢|谢谢|辛苦|多少钱|怎么[交改防办]|过户|开户|发票|缴费|收我|[想先]问问|几点到|到几点|咨询|查一?下?欠|"
    "停不停|行不行|打听|请问.*(?:几点|哪|多少|怎么)|想[装安]|水是好的|自己(?:修|弄|找人)|不用(?:来|派|修)|现在(?:来|好|有水)了|没事了"
)
# Whoever tells a story, complains or was told something may name what is not the fault now.
_NOT_PLAIN = re.compile(
    "昨[天晚儿]|前[天几些]|头[两几]天|去年|前年|上个?[月周]|上?礼拜|那[年回次]|原[来先]|当[时初]|本来|以为|投诉|反映|收到|短信|公告|贴的?|(?<!厉)害"
    "|赔|态度|改造|换过|修过|才[换修]|刚[换修]|物业|听|不[像知]|可能|大概|估计|好像|不知道是|说不[清准]|还是说"
)
_AGAIN = re.compile(
    "又(?:开始)?[漏爆冒裂坏滋喷渗跑塌]|还(?:是|在)?(?:漏|冒|滋|淌|喷|往外)|没(?:修|弄|整|处理)好|修好没|报过|我报的|催(?!缴|费|款)"
    "|还没(?:有?人)?(?:给)?[来弄换修]|没人来|没见人|跟(?:上|昨)[次回天]一样|老(?:问题|毛病|样子)|还是那[样个]|等于没修|又不行"
)


@dataclass(frozen=True, slots=True)
class CallerWords:
    """A caller's words in clauses, normalised. `affirmed` leaves denials out; `present` also what isn't so now.

    `reports` is false where the words thank, ask or praise; `plain` where they tell of the past, of others or of doubt,
    too.
    """

    clauses: tuple[str, ...]
    affirmed: tuple[str, ...]
    present: tuple[str, ...]
    reports: bool
    plain: bool


def fold(text: str) -> str:
    """Return `text` normalised for comparison: without width variants, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def other_names(aliases: str) -> list[str]:
    """Return the names in a place's aliases or a fault's phrases, separated by bars, spaces or commas."""
    return [name for name in _PARTING.split(aliases) if name]


def says_again(words: str) -> bool:
    """Return whether words such as "又漏了" mean what was reported before, and say hardly anything else."""
    text = "|".join(split_words(words).clauses)
    return bool(_AGAIN.search(text)) and says_little(_AGAIN.sub("|", without_places(text)))


def split_words(words: str) -> CallerWords:
    """Return a caller's words in clauses."""
    clauses = tuple(filter(None, _CLAUSES.split(unicodedata.normalize("NFKC", words).lower())))
    affirmed = tuple(
        clause
        for clause, following in zip_longest(clauses, clauses[1:], fillvalue="")
        if not _DENIED.search(_ASKED.sub("", clause)) and not _TAKEN_BACK.fullmatch(following)
    )
    present = tuple(clause for clause in affirmed if not _NOT_NOW.search(clause))
    whole = "".join(clauses)
    return CallerWords(
        clauses,
        affirmed,
        present,
        reports=not _NO_REPORT.search(whole),
        plain=not _NOT_PLAIN.search(whole),
    )
