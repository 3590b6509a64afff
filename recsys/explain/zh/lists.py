"""A new list as a whole in Chinese: how many, for which wishes, which were given up, and what it starts with."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import spell
from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.lists import FEW, MANY
from recsys.explain.patterns import Lit, Node, Opt, Seq, lits
from recsys.explain.plurals import names_genre
from recsys.explain.records import Introduction
from recsys.explain.speech import Speech
from recsys.explain.zh import nouns, phrases, words

LIST = Speech[Introduction]
SO = (
    *("所以这份榜单只是个开始", "所以这份榜单先供你参考"),
    *(
        "所以依据不多",
        "所以依据还不多",
        "所以这份榜单仅供参考",
        "所以仅供参考",
        "所以先供参考",
        "所以先当作一个开始吧",
        "所以这只是个开始",
    ),
    *("所以请多告诉我一些", "所以还谈不上多合你的口味", "所以还不够了解你的口味", "因此仅供参考"),
)
"""What little knowledge means for the list; the first two are written."""
PLENTY = ("所以依据很充分", "所以依据充足", "所以我心里有数", "依据很充分")
"""The same where much is known; only read."""


# ---- how many, and for which wishes ----------------------------------------------------------------------------


@abroad(
    "zh",
    "here",
    said=("为你挑了{many}", "这是为你挑的{many}", "按你的要求，为你挑了{wished}", "按你的要求挑了{wished}"),
    warm=("我为你挑了{many}", "给你找了{many}", "照你说的，给你找了{wished}"),
    terse=("{many}", "{wished}，按你的要求"),
    heard=(
        "(好的，|好，|)(按|按照|根据|照)你(的|说的|提的|)(要求|愿望|)(，|)(我|)(为你|给你|替你|)(挑|选|挑选|找|推荐|准备|整理|精选|挑出|选出|找到)(了|)({wished}|{many})",
        "(好的，|好，|)(我|)(为你|给你|替你|向你|)(挑|选|挑选|找|推荐|准备|整理|精选|挑出|选出|找到|挑好)(了|)({wished}|{many})(，(都|全都|)符合你的要求{met}|)",
        "(这是|这里是|以下是|下面是|这里有|下面有|这份榜单有|榜单上有|你的榜单上有|新榜单有|共有|一共有)(我|)(为你|给你|替你|)(挑|选|挑选|推荐|准备|挑出|选出|)(了|出|出来|好|)(的|)({wished}|{many})(，(都|全都|)符合你的要求{met}|)",
        "(这|)(一份|)(新|)榜单(好了|来了|出来了|)(，|：)(共|一共|)({wished}|{many})",
        "{wished}(，(都|)(按你的要求|如你所愿)|)",
    ),
)
def here(s: LIST, key: Key) -> Values:
    things = _wished(s)
    many = phrases.counted(s, len(s.record.items))
    if s.reading:
        return {"many": many, "wished": things, "met": Lit("") if things is not None else None}
    return {"many": many if things is None else None, "wished": things}


def _wished(s: LIST) -> Node | None:
    """So many things that meet the wishes: 三部 1980 年代的喜剧片; with wishes that stand in no name, 三部电影：不要恐怖片."""
    i = s.record
    if not i.items or not (every := _all_meet(i)):
        return None
    labels = [w for w in dict.fromkeys(map(spell.plain, i.wishes)) if w]
    genres = [g for g in every for w in labels if names_genre(w, g)]
    genres = list(dict.fromkeys(genres))
    times = [w for w in labels if words.when(w)]
    left = [w for w in labels if w not in times and not any(names_genre(w, g) for g in genres)]
    if not labels:
        return None
    kind = _kind(s, genres, times)
    number = words.measured(len(i.items), phrases.thing(s).measure)
    if s.reading:
        head: Node = Seq((lits(*(f"{gap}{n}" for gap in ("", " ") for n in number)), kind))
    else:
        head = Seq((Lit(phrases.spaced(number[0])), kind))
    odd = phrases.wishes(s, left, some=False)
    if odd is None:
        return head
    meet = lits("，都符合：", "：", "，", "，符合：") if s.reading else Lit("：")
    return Seq((head, meet, odd))


def _all_meet(i: Introduction) -> Sequence[str]:
    """Genres that all of the items have, and "" besides, where every item meets every wish that was kept."""
    if i.fit is not None and i.fit < len(i.items) and not i.relaxed:
        return ()
    return ("", *(g for g in i.items[0].genres if all(g in x.genres for x in i.items)))


def _kind(s: LIST, genres: Sequence[str], times: Sequence[str]) -> Node:
    """1980 年代的喜剧片."""
    what = phrases.thing(s)
    kind = phrases.kind_of(s, genres) if genres else lits(what.noun, *what.others) if s.reading else Lit(what.noun)
    parts: list[Node] = []
    for time in times:
        said = words.when(time)
        if s.reading:
            parts += [lits(*(f"{gap}{t}" for gap in ("", " ") for t in said)), Opt(lits("的", "、", "，"))]
        else:
            parts.append(Lit(f" {said[0]}的"))
    return Seq((*parts, kind))


@abroad(
    "zh",
    "met",
    said=("这{all}都是{things}，符合你的要求",),
    heard=(
        "(这|)( |){all}(全|)都(是{things}(，(正如你所要求|符合你的要求|正是你要的)(的|)|)|符合你的要求(：{things}|))",
    ),
)
def met(s: LIST, key: Key) -> Values:
    things = _wished(s)
    i = s.record
    labels = [w for w in map(spell.plain, i.wishes) if w]
    genres = [g for g in _all_meet(i) for w in labels if names_genre(w, g)]
    if things is None or not genres:
        return {}
    times = [w for w in labels if words.when(w)]
    every = phrases.counted(s, len(i.items), "", phrases.thing(s).noun)
    return {
        "all": every,
        "things": _kind(s, list(dict.fromkeys(genres)), times),
    }


@abroad(
    "zh",
    "given_up",
    said=("再要求{wishes}，剩下的就太少了，所以我放弃了{it}",),
    terse=("放弃了{wishes}：符合的太少",),
    heard=(
        "(我|)(放弃了|没有考虑|去掉了|放宽了|只好放弃|不得不放弃|没有坚持)({wishes}|{wishes}(这一|这|这个|这些)(条|项|)(要求|愿望))，(因为|否则)(符合的|剩下的|这样|那样|)(就|会|实在|)(太少|太少了|不够|所剩无几)",
        "(如果|要是|)(再|也|同时|)(要求|加上|考虑){wishes}(的话|)，(剩下的|符合的|结果|)(就|会|实在|)(太少|太少了|不够|所剩无几)(，(所以|因此|于是)(我|)(就|只好|)(放弃|去掉|放宽|没有坚持)(了|){it}|)",
    ),
)
def given_up(s: LIST, key: Key) -> Values:
    labels = _relaxed(s)
    it = "这项要求" if len(labels) == 1 else "这些要求"
    more = ("这一条", "这条要求", "这一项", "这个要求", "它") if len(labels) == 1 else ("这几条", "这几项要求", "它们")
    return {"wishes": phrases.wishes(s, labels, some=False), "it": lits(it, *(more if s.reading else ()))}


def _relaxed(s: LIST) -> list[str]:
    return [w for w in dict.fromkeys(map(spell.plain, s.record.relaxed)) if w]


@abroad(
    "zh",
    "fit",
    said=("其中只有{only}完全符合要求，其余的没有顾及{wishes}",),
    terse=("只有{only}完全符合要求",),
    heard=(
        "(其中|)(只有|仅有|仅){only}(完全|全部|)(符合|满足)(你的|)(全部|所有|)要求(，(其余的|其他的|剩下的)(没有|没|未)(顾及|考虑|满足){wishes}|)",
    ),
)
def fit(s: LIST, key: Key) -> Values:
    assert s.record.fit is not None
    what = phrases.thing(s)
    tails = ("", what.noun) if s.reading else ("",)
    return {"only": phrases.counted(s, s.record.fit, *tails), "wishes": phrases.wishes(s, _relaxed(s), some=False)}


# ---- what it is like, and what it starts with --------------------------------------------------------------------


@abroad(
    "zh",
    "alike",
    said=("挑的都是和{film}相近的", "这份榜单以{film}为参照"),
    warm=("挑的都是和{film}相近、又合你口味的", "都是照着{film}的路子挑的"),
    terse=("与{film}相近",),
    heard=(
        "(它们|这些|这些{noun}|)(都|全都|)(和|跟|与|同){film}(很|比较|相当|)(相近|相似|接近|类似|像)",
        "(挑|选|推荐)的(都|)是(和|跟|与|同|类似|像){film}(相近|相似|接近|类似|)(的|的{noun})",
    ),
)
def alike(s: LIST, key: Key) -> Values:
    like = s.record.like
    return {} if like is None else {"film": nouns.title(s, like), "noun": Lit(phrases.thing(s).noun)}


@abroad(
    "zh",
    "first",
    said=("排在最前面的是{film}", "{film}排在最前面", "排在最前面的是{films}", "排在最前面的{few}是{films}"),
    warm=("不妨从{film}{do}起", "打头的是{film}", "打头的{few}是{films}", "排在最前面的是{films}"),
    terse=("{film}居首", "居首的是{films}"),
    heard=(
        "(其中|)(排在|排)(榜单|)(最前面|首位|第一|第一位|最前|榜首)(的|)(是|就是|为){film}",
        "(其中|)(首选|第一部|第一|榜首|打头的|首推|居首的|头一{measure})(是|就是|为|：|){film}",
        "{film}(排在|位居|高居|位列|排|居|是)(榜单|)(最前面|首位|第一|第一位|榜首|首选)",
        "(以|由|从){film}(开头|打头|领衔|开始|居首)",
        "(不妨|可以|建议|)(先|)从{film}({do}起|开始)",
        "(其中|)(排在|排)(榜单|)(最前面|前面|前列|最前)(的|)({few}|)(是|分别是|有|就是|为){films}",
        "(其中|)(前{few}|打头的|打头的{few}|居首的|居前的)(是|分别是|有|：){films}",
        "{films}(排在|位居|排|位列)(榜单|)(最前面|前列|前{few}|最前)",
    ),
)
def first(s: LIST, key: Key) -> Values:
    items = s.record.items
    what = phrases.thing(s)
    if len(key) == 1:
        return {"film": nouns.title(s, items[0]), "do": Lit(what.do), "measure": Lit(what.measure)}
    return {"films": nouns.named(s, items[: len(key)]), "few": phrases.count(s, len(key))}


# ---- what it rests on ----------------------------------------------------------------------------------------------


@abroad(
    "zh",
    "rests",
    said=(
        "目前我只知道你喜欢{few}，{so}",
        "这份榜单依据的是你喜欢的{likes}",
        "我还不知道你喜欢{none}，{so}",
    ),
    warm=(
        "我对你还不算了解，只知道你喜欢{few}，{so}",
        "我还不知道你喜欢{none}，{so}",
        "这份榜单依据的是你喜欢的{likes}",
    ),
    terse=("依据：你喜欢的{likes}", "依据：你喜欢的{few}", "还不知道你喜欢{none}"),
    heard=(
        "(目前|现在|到目前为止|)(，|)(我|)(对你(还不算了解|了解还不多)，|)(还|)(只|仅|)知道(你(只|)(喜欢|喜欢过)({few}|{likes})|({few}|{likes})你喜欢的{noun})(，{so}|)",
        "(目前|现在|暂时|)(我|)还不(知道|了解|清楚)你喜欢{none}(，{so}|)",
        "(这份|)(榜单|推荐|依据)(依据的|根据的|参考的|)(是|：|依据|根据|基于|参考)(你|)喜欢的({few}|{likes})(，{so}|)",
        "(我|)(依据|根据|参考)(的是|了|)你喜欢的({few}|{likes})(，{so}|)",
    ),
)
def rests(s: LIST, key: Key) -> Values:
    n = s.record.likes
    words_ = (*SO,) if n < FEW else PLENTY if n >= MANY else ()
    so = lits(*(words_ if s.reading else SO[:2])) if words_ else None
    many = phrases.counted(s, n) if n else None
    what = phrases.thing(s)
    none = (f"哪些{what.noun}", f"什么{what.noun}", "什么") if s.reading else (f"哪些{what.noun}",)
    return {
        "few": many if n < FEW else None,
        "likes": many if n >= FEW else None,
        "none": None if n else lits(*none),
        "so": so,
        "noun": Lit(what.noun),
    }


@abroad("zh", "likes", said=("依据的是你喜欢过的{many}",), heard=("(一共|共|)(有|)( |){number} (个|次)喜欢(可依据|)",))
def likes(s: LIST, key: Key) -> Values:
    number = phrases.people(s, s.record.likes) if s.reading else None
    return {"many": phrases.counted(s, s.record.likes), "number": number}


@abroad(
    "zh",
    "empty",
    said=(
        "在你没有{done}、也没有回绝的{noun}里，没找到符合要求的：{wishes}",
        "没有你还没{done}、也没回绝过的{noun}了{bare}",
    ),
    heard=("(没有|没)(找到|)符合(你的|)要求的{noun}((：|，){wishes}|)", "没有可推荐的{noun}了{bare}"),
)
def empty(s: LIST, key: Key) -> Values:
    labels = [w for w in dict.fromkeys(map(spell.plain, s.record.wishes)) if w]
    return {
        "done": Lit(words.done(s.lexicon)),
        "noun": Lit(phrases.thing(s).noun),
        "wishes": phrases.wishes(s, labels, some=False) if labels else None,
        "bare": None if labels else Lit(""),
    }
