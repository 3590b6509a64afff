"""Where an item stands, what it is, and how much is known about the person, in Chinese."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.knowledge import FEW
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, phrases, words
from recsys.schema import Verdict

LIST = "((你的|)(榜单|列表|名单|清单|推荐榜单|推荐列表)(上|里|中|)(的|))"
TOP = (
    *("在你的榜单上排第一", "是你榜单上的第一名", "高居你的榜单榜首"),
    *(
        "排在榜单首位",
        "排在你榜单的首位",
        "是你的首选",
        "是榜单第一",
        "位居榜首",
        "名列榜首",
        "在榜单上排第一",
        "是为你选出的第一名",
    ),
)
"""The first place as a predicate; the first three are written."""
GUESS = (
    *("所以这条推荐只能算猜测", "所以请姑且听之", "所以仅供参考"),
    *(
        "所以这只是猜测",
        "所以这只是个猜测",
        "所以这更像是猜测",
        "这条推荐只能算猜测",
        "仅供参考",
        "请姑且听之",
        "权当参考",
    ),
    *("所以这条推荐仅供参考", "这条推荐仅供参考", "这只是猜测", "这只是个猜测", "所以只能算猜测", "因此只能算猜测"),
)
"""The first three are written."""


@abroad(
    "zh",
    "rank",
    said=(
        "{it}在你的榜单上排{rank}",
        "在我为你考虑的 {candidates} {measure}{noun}中，{it}排{rank}",
        "{it}{top}",
    ),
    terse=("{it}排{rank}", "{it}：{candidates} {measure}中排{rank}"),
    noted=("榜单上排{rank}",),
    heard=(
        f"{{it}}(目前|现在|)(只|仅|只能|)(在|)({LIST}|)(排|排在|位列|位居|名列|排名|排到|是|处于|位于)(了|)({LIST}|){{rank}}",
        "{it}(在|)(我(为你|)考虑的|候选的|全部|所有|这|) {candidates} ({measure}|个)(候选|)({noun}|)(中|里|当中|之中)(，|)(排|排在|位列|位居|名列|排名|是){rank}",
        "(在|)(我(为你|)考虑(的|过的)|候选的|全部|所有|这|) {candidates} ({measure}|个)(候选|)({noun}|)(中|里|当中|之中)(，|){it}(排|排在|位列|位居|名列|排名|是){rank}",
        "{it}的(排名|名次|位置)(是|为|：){rank}",
    ),
)
def rank(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    if e.rank is None or key != ("rank",):
        return {}
    what = phrases.thing(s)
    few = e.candidates > 1 and e.candidates >= e.rank
    return {
        "it": nouns.target(s),
        "rank": phrases.rank(s, e.rank),
        "candidates": phrases.people(s, e.candidates) if few else None,
        "measure": Lit(what.measure),
        "noun": _noun(s),
        "top": lits(*(TOP if s.reading else TOP[:3])) if e.rank == 1 else None,
    }


def _noun(s: PickSpeech) -> Node:
    what = phrases.thing(s)
    return lits(what.noun, *what.others) if s.reading else Lit(what.noun)


@abroad(
    "zh",
    "outside",
    said=(
        "{it}没有进入我为你考虑的 {candidates} {measure}{noun}",
        "我为你考虑的 {candidates} {measure}{noun}里没有{it}",
    ),
    terse=("{it}不在我考虑的 {candidates} {measure}{noun}之列",),
    heard=(
        "{it}(没有|没能|没|未能|并未)(进入|进|入选)(我(为你|)考虑的|候选的|)(这|) {candidates} {measure}(候选|)({noun}|)(之列|)",
        "{it}(不在|并不在)(我(为你|)考虑的|候选的|)(这|) {candidates} {measure}(候选|)({noun}|)(之列|之中|里|当中|中)",
        "{it}(没有|没能|没|未能|并未)(上榜|入选|进入榜单|进入你的榜单|进入候选)",
        "{it}(不在|并不在)(榜单上|你的榜单上|候选之列|你的候选之列)",
    ),
)
def outside(s: PickSpeech, key: Key) -> Values:
    return {
        "it": nouns.target(s),
        "candidates": phrases.people(s, s.evidence.candidates),
        "measure": Lit(phrases.thing(s).measure),
        "noun": _noun(s),
    }


@abroad(
    "zh",
    "excluded",
    said=("{before}{it}{after}，所以榜单里没有再列", "{before}{it}{after}，所以我没有再推荐"),
    terse=("{before}{it}{after}，不再推荐",),
    heard=(
        "{before}{it}{after}(了|)",
        "{before}{it}{after}(了|)，(所以|因此|)(我|)(就|便|)(没有|没|不|不会)(再|)(推荐|列出|列入|把它放进榜单|把它列入榜单|把它放进你的榜单)(它|)(了|)",
        "{before}{it}{after}(了|)，(所以|因此|)(它|)(就|便|)(没有|没|不|不会|不再)(上榜|出现在榜单上|出现在你的榜单上|在榜单上|列入榜单)(了|)",
        "{it}(不在|没有出现在|没上|没有上)(你的|)榜单(上|)，(是|)因为{before}{it}{after}(了|)",
        "(没有推荐|不推荐|没推荐){it}，(是|)因为{before}{it}{after}(了|)",
    ),
)
def excluded(s: PickSpeech, key: Key) -> Values:
    verdict = s.evidence.excluded
    if verdict is None:
        return {}
    before, after = _said_of_it(s, verdict)
    return {"it": nouns.target(s), "before": before, "after": after}


def _said_of_it(s: PickSpeech, verdict: Verdict) -> tuple[Node, Node]:
    """What the person said of the pick itself, before and behind its name."""
    done = words.done(s.lexicon)
    if verdict == "rejected":
        return Lit("你说过"), Lit("不适合你")
    forms = {
        "liked": ("你说过喜欢", "你已经说过喜欢", "你说过你喜欢", "你喜欢过", "你喜欢"),
        "disliked": ("你说过不喜欢", "你已经说过不喜欢", "你说过你不喜欢", "你不喜欢"),
    }.get(verdict, (f"你已经{done}", f"你{done}"))
    return phrases.spelt(s, forms), Lit("")


@abroad(
    "zh",
    "about",
    said=("{it}是[{year}的]{kind}", "{it}是一{measure}[{year}的]{kind}"),
    terse=("{it}：[{year}的]{kind}",),
    noted=("{year}的{kind}", "{kind}"),
    heard=(
        "{it}(是|属于|是一|是一{measure})({year}(的|)|{decade}(的|)|){kind}",
        "{it}(于|是|在|)({year}|{decade})(上映|推出|问世|出品|发行|的作品|的片子|的{noun})(的|)",
        "{it}(出自|来自){decade}",
    ),
)
def about(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    genres = tuple(map(str, key)) if key != ("year",) else ()
    if not set(genres) <= set(e.item.genres):
        return {}
    return {
        "it": nouns.target(s),
        "kind": phrases.kind_of(s, genres) if genres else None,
        "year": None if e.item.year is None else phrases.spelt(s, words.years(e.item.year)),
        "decade": phrases.spelt(s, words.decades(e.item.year)) if e.item.year is not None and s.reading else None,
        "measure": Lit(phrases.thing(s).measure),
        "noun": _noun(s),
    }


@abroad(
    "zh",
    "thin",
    said=(
        "推荐{it}，更多是看{asked}，而不是你喜欢过的{noun}",
        "推荐{it}的依据里，你自己的{little}占不到一半，{guess}",
        "目前我只知道你喜欢{count}{noun}，{guess}",
        "目前我只知道你喜欢一{measure}{one}，{guess}",
        "我还不知道你喜欢{which}，{guess}",
    ),
    warm=(
        "我对你还不算了解，只知道你喜欢{count}{noun}，{guess}",
        "我对你还不算了解，只知道你喜欢一{measure}{one}，{guess}",
    ),
    terse=("只知道你喜欢{count}{noun}，{guess}", "只知道你喜欢一{measure}{one}，{guess}"),
    heard=(
        "(到目前为止，|目前|到现在为止，|眼下|现在|)(我|)(对你(了解还不多|还不了解|还不算了解)，|)(还|)(只|仅|才|)(知道|了解)(你|到你)(只|)喜欢(的|)(有|) {count}{noun}((，|){guess}|)",
        "(到目前为止，|目前|到现在为止，|眼下|现在|)(我|)(对你(了解还不多|还不了解|还不算了解)，|)(还|)(只|仅|才|)(知道|了解) {count}你喜欢的{noun}((，|){guess}|)",
        "(到目前为止，|目前|到现在为止，|眼下|现在|)(我|)(对你(了解还不多|还不了解|还不算了解)，|)(还|)(只|仅|才|)(知道|了解)(你|到你)(只|)喜欢一{measure}{one}((，|){guess}|)",
        "(我|)(目前|暂时|现在|)(还|)不(知道|了解|清楚)你(的口味{none}|喜欢{which})((，|){guess}|)",
        "(在这条推荐里，|这里，|)你的(要求|需求)比你的(历史|口味|喜好|记录)(更重要|更有分量|{more})",
        "{guess}",
    ),
)
def thin(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    if key != ("likes",):
        return {}
    what, few = phrases.thing(s), e.likes < FEW
    speaking = [p for p in e.parts if p.value > 0]
    weighs = led(e)
    less = 2 * sum(p.value for p in speaking if p.kind == "history") < sum(p.value for p in speaking)
    which = f"哪些{what.noun}"
    return {
        "it": nouns.target(s),
        "noun": _noun(s),
        "measure": Lit(what.measure),
        "guess": lits(*(GUESS if s.reading else GUESS[:3])),
        "asked": Lit("你这次的要求") if weighs else None,
        "more": Lit("更重要") if weighs and s.reading else None,
        "little": Lit(what.noun) if not few and less and (s.reading or not weighs) else None,
        "count": phrases.count(s, e.likes) if e.likes > 1 and few else None,
        "one": _noun(s) if e.likes == 1 else None,
        "which": Lit(which) if e.likes == 0 else None,
        "none": Lit("") if e.likes == 0 else None,
    }


@abroad(
    "zh",
    "known",
    said=(
        "我知道你喜欢 {likes} {measure}{noun}",
        "我知道你喜欢一{measure}{one}",
        "我还不知道你喜欢{which}",
    ),
    heard=("(目前|)(我|)(已经|)(知道|了解到) {likes} {measure}你喜欢的{noun}",),
)
def known(s: PickSpeech, key: Key) -> Values:
    likes, what = s.evidence.likes, phrases.thing(s)
    if key != ("likes",):
        return {}
    return {
        "likes": phrases.people(s, likes) if likes > 1 else None,
        "one": _noun(s) if likes == 1 else None,
        "which": Lit(f"哪些{what.noun}") if likes < 1 else None,
        "measure": Lit(what.measure),
        "noun": _noun(s),
    }
