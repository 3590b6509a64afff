"""How numbers, genres, wishes and the catalogue's own words are spelt in Chinese.

Every function returns the accepted spellings, the preferred one first; nothing here knows about claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recsys.explain import spell
from recsys.explain.zh import attributes
from recsys.schema import Lexicon, Scale

DIGITS = "零一二三四五六七八九"
SHORT = 10
"""Counts up to this are written in words: 三部, but 12 部."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a catalogue's things are called."""

    noun: str
    measure: str
    """The measure word: 一部电影, 一本书."""
    others: tuple[str, ...] = ()
    """Further nouns, when read."""
    do: str = "用"
    """What one does with it: 看, 读."""
    kind: str = "类"
    """Ends the name of a genre: 科幻片, 科幻类."""
    quotes: tuple[str, str] = ("《", "》")


THINGS = {
    "film": Thing("电影", "部", ("片子", "影片", "片", "作品"), "看", "片"),
    "movie": Thing("电影", "部", ("片子", "影片", "片", "作品"), "看", "片"),
    "book": Thing("书", "本", ("作品", "书籍"), "读"),
    "song": Thing("歌", "首", ("歌曲", "作品"), "听"),
    "product": Thing("商品", "件", ("产品",), "买", quotes=("“", "”")),
}
DONE = {"seen": "看过", "watched": "看过", "read": "读过", "heard": "听过", "bought": "买过"}

GENRES = {
    "children's": ("儿童",),
    "children": ("儿童",),
    "animation": ("动画",),
    "action": ("动作",),
    "adventure": ("冒险",),
    "crime": ("犯罪",),
    "war": ("战争",),
    "western": ("西部",),
    "fantasy": ("奇幻",),
    "sci-fi": ("科幻",),
    "mystery": ("悬疑",),
    "horror": ("恐怖",),
    "musical": ("歌舞",),
    "romance": ("爱情",),
    "drama": ("剧情",),
    "thriller": ("惊悚",),
    "comedy": ("喜剧",),
    "documentary": ("纪录",),
    "film-noir": ("黑色", "黑色电影"),
    "imax": ("IMAX",),
}
"""The stem of each genre, in the order in which several stand before a noun: 动作爱情片, 爱情喜剧片."""
ORDER = {genre: n for n, genre in enumerate(GENRES)}
ALIASES = {"film noir": "film-noir", "noir": "film-noir", "science fiction": "sci-fi", "animated": "animation"}

ATTRIBUTES = {
    "director": "导演",
    "directors": "导演",
    "actor": "演员",
    "actors": "演员",
    "cast": "演员",
    "writer": "编剧",
    "author": "作者",
    "artist": "艺术家",
    "theme": "主题",
    "themes": "主题",
    "tag": "标签",
    "tags": "标签",
    "country": "国家",
    "language": "语言",
    "studio": "制片公司",
    "series": "系列",
    "brand": "品牌",
}

OCCASIONS = {
    "with the kids": "和孩子一起{do}",
    "with the family": "和家人一起{do}",
    "for a date": "约会时{do}",
    "with friends": "和朋友一起{do}",
    "on your own": "一个人{do}",
    "for a scary night": "想找点惊吓的夜晚",
    "to relax": "放松的时候{do}",
    "to cheer you up": "心情低落时{do}",
    "for a good cry": "想哭一场的时候{do}",
    "for excitement": "想找刺激的时候{do}",
    "to think about": "想静心思考的时候{do}",
}
"""What a pick is said to suit, by the label of the context."""


def thing(lexicon: Lexicon) -> Thing:
    return THINGS.get(lexicon.noun) or Thing(lexicon.noun, "个")


def done(lexicon: Lexicon) -> str:
    """看过, 读过."""
    return DONE.get(lexicon.done, "接触过")


def numeral(number: int) -> str:
    """A whole number below a hundred in words: 三, 十二, 三十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def measured(number: int, measure: str) -> tuple[str, ...]:
    """A count with its measure word: 两部, 12 部."""
    word = "两" if number == 2 else numeral(number) if number < 100 else ""
    digits = (f"{number} {measure}", f"{number}{measure}")
    return (f"{word}{measure}", *digits) if 0 < number <= SHORT else (*digits, *((f"{word}{measure}",) if word else ()))


def people(number: int) -> tuple[str, ...]:
    """A count of people in digits: 1534."""
    return tuple(dict.fromkeys((str(number), f"{number:,}")))


def ordinals(rank: int) -> tuple[str, ...]:
    """第 3 位, 第三位, 第 3 名."""
    said = [f"第 {rank} 位", f"第{rank}位"]
    if rank < 100:
        said.append(f"第{numeral(rank)}位")
    said += [s.replace("位", "名") for s in said]
    if rank == 1:
        said += ["首位", "榜首"]
    return tuple(said)


def stars(number: float, lexicon: Lexicon, scale: Scale) -> tuple[str, ...]:
    """A rating: 5 星, 五星; at the top of the scale also 满分."""
    digits = f"{number:g}"
    whole, rest = divmod(number, 1)
    said = [f"{digits} 星"] if lexicon.unit == "star" else []
    said += [f"{digits} 分"]
    if lexicon.unit == "star":
        said += [f"{digits} 颗星"]
        if rest == 0 and 0 < whole <= SHORT:
            said += [f"{numeral(int(whole))}星", f"{measured(int(whole), '颗')[0]}星"]
        if rest == 0.5 and 0 < whole <= SHORT:
            said += [f"{numeral(int(whole))}星半", f"{measured(int(whole), '颗')[0]}半星"]
    if rest == 0 and 0 < whole <= SHORT:
        said += [f"{measured(int(whole), '分')[0]}"]
    said += [s.replace(" ", "") for s in said if " " in s]
    if number == scale.maximum:
        said.append("满分")
    return tuple(dict.fromkeys(said))


def means(number: float, lexicon: Lexicon, scale: Scale) -> tuple[str, ...]:
    """An average with its unit: 3.9 星, 3.9 分."""
    digits, top = spell.mean(number), f"{scale.maximum:g}"
    units = ("星", "分") if lexicon.unit == "star" else ("分",)
    said = [f"{digits}{gap}{u}" for u in units for gap in (" ", "")]
    return (*said, *(f"{s}（满分 {top} {u}）" for u in units for s in said[:1]), f"{digits}/{top}")


def percent(share: float) -> tuple[str, ...]:
    """36%, 百分之三十六."""
    said = spell.percent(share)[0]
    number = int(said[:-1])
    return (said, f"百分之{numeral(number)}") if number < 100 else (said, "全部")


def years(year: int) -> tuple[str, ...]:
    return (f"{year} 年", f"{year}年")


def decades(year: int) -> tuple[str, ...]:
    """1980 年代, 八十年代."""
    first = year // 10 * 10
    said = [f"{first} 年代", f"{first}年代"]
    if 1920 <= first < 2000:
        said += [f"{lead}{numeral(first % 100)}年代" for lead in ("", "上世纪")]
        said += [f"{lead}{gap}{first % 100}{gap}年代" for lead in ("", "上世纪") for gap in ("", " ")]
    return tuple(said)


def _key(genre: str) -> str:
    key = spell.plain(genre).casefold()
    return ALIASES.get(key, key)


def known(genre: str) -> bool:
    """Whether the genre has a Chinese name."""
    return _key(genre) in GENRES


def stems(genre: str) -> tuple[str, ...]:
    """A genre as an element: 动作; one without a Chinese name as it is spelt."""
    return GENRES.get(_key(genre)) or (spell.plain(genre),)


def ranked(genres: tuple[str, ...]) -> list[str]:
    """The genres in the order in which they stand before a noun, those without a Chinese name first."""
    return sorted(genres, key=lambda g: ORDER.get(_key(g), -1))


def kinds(genre: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A genre as a sort of thing: 动作片, 黑色电影, 科幻类."""
    what = thing(lexicon)
    key, (stem, *_) = _key(genre), stems(genre)
    if key not in GENRES:
        return (f"{stem} 类{what.noun}", f"{stem}类{what.noun}", stem)
    if what.kind != "片":
        return (f"{stem}类{what.noun}", f"{stem}类的{what.noun}", f"{stem}类", f"{stem}{what.noun}", stem)
    first = {"film-noir": "黑色电影", "imax": "IMAX 影片"}.get(key, f"{stem}片")
    return tuple(
        dict.fromkeys((first, *(f"{stem}{tail}" for tail in ("片", "电影", "类电影", "题材电影", "影片", ""))))
    )


PERIODS = {"early": "初", "mid": "中期", "late": "后期"}
LABELS = {"for grown-ups": ("适合成年人的",), "not violent": ("不要暴力",)}
WHEN = (
    (r"before (\d{4})", ("{} 年以前", "{} 年之前")),
    (r"up to (\d{4})", ("{} 年及以前", "不晚于 {} 年")),
    (r"after (\d{4})", ("{} 年以后", "{} 年之后")),
    (r"(?:from|since) (\d{4})", ("{} 年及以后", "不早于 {} 年")),
    (r"around (\d{4})", ("{} 年前后", "{} 年左右")),
    (r"before the (\d{4})s", ("{} 年代以前", "{} 年代之前")),
    (r"after the (\d{4})s", ("{} 年代以后", "{} 年代之后")),
    (r"from the (\d{4})s on", ("{} 年代及以后", "不早于 {} 年代")),
    (r"(\d{4})", ("{} 年",)),
    (r"(\d{4})s", ("{} 年代",)),
    (r"(\d{4})–(\d{4})", ("{} 年到 {} 年", "{}–{} 年")),
    (r"(\d{4})s–(\d{4})s", ("{} 年代到 {} 年代",)),
    (r"(\d{4})s or (\d{4})s", ("{} 年代或 {} 年代",)),
)
"""Wishes about the time, as the dialogue labels them."""


def when(label: str) -> tuple[str, ...]:
    """A wish about the time: "before 1970" gives 1970 年以前; empty for any other."""
    text = spell.plain(label)
    for pattern, forms in WHEN:
        if found := re.fullmatch(pattern, text):
            said = [form.format(*found.groups()) for form in forms]
            return tuple(dict.fromkeys((*said, *(s.replace(" ", "") for s in said))))
    if found := re.fullmatch(r"(early|mid|late) (\d{4})s", text):
        said = [f"{found[2]} 年代{PERIODS[found[1]]}"]
        return (*said, *(s.replace(" ", "") for s in said))
    return ()


@lru_cache(maxsize=512)
def wish(label: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The label of a wish: "not horror" gives 不要恐怖片; one that is not understood stays as it is, in quotes."""
    text = spell.plain(label)
    if said := when(text):
        return said
    if text in LABELS:
        return LABELS[text]
    if known(text):
        return kinds(text, lexicon)
    if text.startswith("not ") and known(text[4:]):
        return tuple(f"{no}{k}" for k in kinds(text[4:], lexicon) for no in ("不要", "不看", "非"))
    if told := attributes.wish(text):
        return told
    either = re.split(r", | or ", text)
    if len(either) > 1 and all(map(known, either)):
        return ("或".join(kinds(g, lexicon)[0] for g in either),)
    return (f"“{text}”", f'"{text}"')


def occasion(label: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What a pick suits: 和孩子一起看."""
    said = OCCASIONS.get(spell.plain(label))
    if said is None:
        return (f"“{spell.plain(label)}”这样的场合", f'"{spell.plain(label)}"这样的场合')
    return (said.format(do=thing(lexicon).do),)


def portions(part: int, whole: int) -> tuple[str, ...]:
    """How many of them that is, without the number: 超过四分之三, 近三分之二. The reach of 近 is `spell.NEAR`."""
    share = part / whole
    said: list[str] = []
    for name, size in (
        ("四分之一", 1 / 4),
        ("三分之一", 1 / 3),
        ("一半", 1 / 2),
        ("三分之二", 2 / 3),
        ("四分之三", 3 / 4),
    ):
        if share > size:
            said += [f"超过{name}", f"{name}以上", f"{name}多"]
        if size - spell.NEAR <= share < size:
            said += [f"近{name}", f"将近{name}", f"接近{name}"]
        if abs(share - size) <= spell.NEAR:
            said += [f"约{name}", f"大约{name}"]
    return (*said, *(f"{how}{p}" for p in percent(share) for how in ("", "约", "大约")))
