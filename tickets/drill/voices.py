"""What simulated callers say, and their numbers: plain, repeated, garbled and hostile. No real person is meant."""

from random import Random

LONGEST = 10_000
_AFTER = (
    "",
    "，从早上就这样",
    "，水很大",
    "，已经淹到路上了",
    "，家里有老人",
    "，请快点来",
    "，刚发现的",
    "，结冰了很滑",
)
_AGAIN = ("怎么还没来人", "我上午报过修，现在什么情况", "催一下", "都等了好久了", "师傅到哪了", "还要多久")
ASKING = ("水费在哪里交", "几点来水", "怎么过户", "今天停水吗", "水表多久换一次", "营业厅几点下班")
COMPLAINING = ("水费突然多了", "上次修完路面没恢复", "师傅态度不好", "总停水", "打电话一直占线")
_ODD = (
    "😭😭水管爆了🚿💦❄️",
    "'; DROP TABLE tickets; --",
    "喂\x00喂\x07听得到吗\x1b[31m",
    "\u202e了水漏\u202c",
    "a" * 300,
    "%s %d {0} \\n <b>漏水</b>",
    "　　　全角　空格　　　",
    "水\n管\r\n爆\t了",
)


def report_words(rng: Random, place: str, sayings: str) -> str:
    """Return the words of a caller who reports a fault; `sayings` are the fault's usual words."""
    usual = sayings.split() or ["有问题"]
    plain = f"{place}{rng.choice(usual)}{rng.choice(_AFTER)}"
    return _sometimes_odd(rng, plain)


def chase_words(rng: Random) -> str:
    """Return the words of a caller who asks again."""
    return _sometimes_odd(rng, rng.choice(_AGAIN))


def phone_number(rng: Random) -> str:
    """Return a number in one of the forms in which people give them; 138 0000 belongs to nobody."""
    last = f"{rng.randrange(10_000):04d}"
    forms = (
        f"1380000{last}",
        f"1380000{last}",
        f"138 0000 {last}",
        f"+86-1380000{last}",
        f"328{last}",
        f"0635-328{last}",
        f"０６３５－３２８{last.translate(str.maketrans('0123456789', '０１２３４５６７８９'))}",
        f"328{last} 转 8",
        "没有显示",
    )
    return rng.choice(forms)


def _sometimes_odd(rng: Random, plain: str) -> str:
    roll = rng.random()
    if roll < 0.05:
        return rng.choice(_ODD)
    if roll < 0.06:
        return (plain * LONGEST)[:LONGEST]
    return plain
