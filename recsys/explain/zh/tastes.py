"""What a person's opinions show, in Chinese: what they lean to, what they avoid, how they rate."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.attributes import Attribute
from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.tastes import ABOUT, RARE, TWICE
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.records import Leaning, Taste
from recsys.explain.speech import Speech
from recsys.explain.zh import nouns, phrases, words
from recsys.explain.zh.attributes import filled, form

TASTE = Speech[Taste]


# ---- how much is known -------------------------------------------------------------------------------------------


@abroad(
    "zh",
    "tally",
    said=("你评价过{rated}，{liked}", "到目前为止，你评价过{rated}，{liked}", "{nothing}"),
    warm=("你跟我说过{rated}，{liked}", "{nothing}"),
    terse=("评价过{rated}，{liked}", "{nothing}"),
    heard=(
        "(目前|到目前为止|迄今|现在|)(，|)(你|)(一共|总共|共|只|)(评价过|评价了|打过分的有|给|评过|说过|谈过){rated}(打过分|打了分|)((，|；|，其中|，其中有){liked}|)",
        "(我|)知道你对{rated}的(看法|评价)((，|；){liked}|)",
        "(你|)(评价过|评价了|看过)的{rated}(中|里|当中)(，|)(你|){liked}",
        "你{liked}",
        "{nothing}",
    ),
)
def tally(s: TASTE, key: Key) -> Values:
    t, noun = s.record, phrases.thing(s).noun
    if key == ("none",):
        said = ("我还不知道你喜欢什么", f"你还没有评价过任何{noun}")
        more = (
            f"你还没评价过{noun}",
            f"你还没有评价过{noun}",
            "你还没有打过分",
            "你还没有评价过什么",
            "还没有任何评价",
        )
        return {"nothing": lits(*said, *more) if s.reading else Lit(said[0]) if s.voice == "terse" else lits(*said)}
    return {"rated": phrases.counted(s, t.opinions), "liked": _liked(s)}


def _liked(s: TASTE) -> Node:
    """Of what was rated: 喜欢其中三部, 都喜欢, 一部都没喜欢上."""
    t, what = s.record, phrases.thing(s)
    one = f"一{what.measure}"
    if t.likes == 0 and t.opinions == 1:
        said = ["但并不喜欢", "并不喜欢", "但不喜欢", "不算喜欢"]
    elif t.likes == 0:
        said = [
            f"但没有{one}是喜欢的",
            f"没有{one}喜欢的",
            f"{one}都不喜欢",
            f"但{one}都不喜欢",
            f"没有喜欢的{what.noun}",
        ]
    elif t.likes == t.opinions:
        every = f"两{what.measure}都喜欢" if t.likes == 2 else "都喜欢" if t.likes > 2 else "也喜欢它"
        said = [every, "都喜欢", "全都喜欢", "全部喜欢"] if t.likes > 1 else [every, "喜欢", "也喜欢", "喜欢它"]
    else:
        counts = words.measured(t.likes, what.measure)
        said = [f"喜欢其中{phrases.spaced(counts[0])}"]
        leads = ("喜欢其中", "喜欢其中的", "其中喜欢", "喜欢", "其中有", "其中", "有")
        tails = ("", "你喜欢", "是喜欢的", "是你喜欢的", "喜欢")
        said += [f"{x}{gap}{n}" for x in leads[:4] for n in counts for gap in ("", " ")]
        said += [f"{x}{gap}{n}{y}" for x in leads[4:] for n in counts for gap in ("", " ") for y in tails[1:]]
    return lits(*dict.fromkeys(said)) if s.reading else Lit(said[0])


# ---- leanings ------------------------------------------------------------------------------------------------------


def found(s: TASTE, key: Key) -> Leaning | None:
    return next((o for o in (*s.record.leanings, *s.record.avoided) if key == (o.kind, o.value)), None)


def such(s: TASTE, one: Leaning, lead: str = "") -> Node:
    """Things of a genre, decade or theme: 喜剧片, 1980 年代的电影, 关于抢劫的电影."""
    what = phrases.thing(s)
    if one.kind == "genre":
        return phrases.kind_of(s, (one.value,))
    if one.kind == "theme":
        theme = Attribute("theme", one.value)
        told = filled(theme, form(theme).of)
        things = (what.noun, *what.others) if s.reading else (what.noun,)
        return lits(*(f"{t}{n}" for t in (told if s.reading else told[:1]) for n in things))
    decades = words.decades(int(one.value)) if one.value.isdigit() else (f"{one.value} 年代",)
    if s.reading:
        return lits(*(f"{gap}{d}的{n}" for gap in ("", " ") for d in decades for n in (what.noun, *what.others)))
    return Lit(f"{phrases.spaced(decades[0]) if lead else decades[0]}的{what.noun}")


def _percent(s: TASTE, share: float) -> Node:
    said = words.percent(share)
    return lits(*said, *(f"{about}{p}" for about in ("约", "大约") for p in said)) if s.reading else Lit(said[0])


def _figures(s: TASTE, one: Leaning) -> dict[str, Node | None]:
    t, what = s.record, phrases.thing(s)
    counts, all_ = words.measured(one.liked, what.measure), words.measured(t.likes, what.measure)
    every = one.liked == t.likes
    ratio = one.share / one.usual if one.usual > 0 else 0.0
    twice = ("两倍以上", "两倍多") if ratio > TWICE else ()
    twice = (*twice, "大约两倍", "约两倍") if abs(ratio - TWICE) <= ABOUT * TWICE else twice
    return {
        "such": such(s, one),
        "behind": such(s, one, "behind"),
        "noun": lits(what.noun, *what.others) if s.reading else Lit(what.noun),
        "measure": Lit(what.measure),
        "share": _percent(s, one.share) if s.reading or (one.liked and not every) else None,
        "usual": _percent(s, one.usual),
        "count": lits(*(f"{g}{n}" for g in ("", " ") for n in counts))
        if s.reading
        else Lit(phrases.spaced(counts[0]))
        if one.liked and not every
        else None,
        "likes": lits(*(f"{g}{n}" for g in ("", " ") for n in all_)) if s.reading else Lit(phrases.spaced(all_[0])),
        "all": phrases.spelt(s, all_),
        "every": Lit("") if every else None,
        "none": Lit("") if one.liked == 0 else None,
        "more": lits(*twice) if twice and s.reading else None,
        "most": Lit("") if s.reading and 2 * one.liked > t.likes else None,
        "rare": Lit("") if s.reading and one.share <= RARE * one.usual else None,
    }


MINE = "(在|)你喜欢的({likes}|)(的|)({noun}|)(里|中|当中|之中|)"
ALL = "(在|)(所有人|大家|一般人|人们|其他人|别人|平均)(喜欢的|)({noun}|)(里|中|当中|那里|)"
USUAL = f"(，|；|（)(而|但|)({ALL}|)(通常|一般|平均|合计|)(占|是|为|只占|只有|却占|则占|则是|则为|却只占|却有|：)( |){{usual}}(）|)"
"""What is usual, behind the person's own share."""


@abroad(
    "zh",
    "leans",
    said=(
        "你偏爱{behind}：在你喜欢的{noun}里占 {share}，在所有人喜欢的{noun}里占 {usual}",
        "{such}在你喜欢的{noun}里占 {share}，高于所有人的 {usual}",
        "你喜欢的{noun}里有 {share} 是{behind}，在所有人喜欢的{noun}里是 {usual}",
        "你喜欢的{likes}{noun}{every}全都是{behind}，而在所有人喜欢的{noun}里占 {usual}",
    ),
    warm=(
        "看得出你偏爱{behind}：你喜欢的{likes}{noun}里，有{count}是{behind}，比例高于一般人",
        "你很喜欢{behind}：在你喜欢的{noun}里占 {share}，在所有人喜欢的{noun}里占 {usual}",
        "你喜欢的{likes}{noun}{every}全都是{behind}，而在所有人喜欢的{noun}里占 {usual}",
    ),
    terse=("偏爱{behind}：占你喜欢的 {share}，所有人是 {usual}", "你喜欢的{every}全都是{behind}，所有人是 {usual}"),
    heard=(
        f"(看得出|显然|)(，|)你(很|更|明显|比较|也|尤其|特别|)(偏爱|偏好|喜欢|喜爱|钟爱|倾向于){{such}}((：|，)({{such}}|){MINE}(占|占了|有|占到)( |){{share}}({USUAL}|)|)",
        f"(看得出|显然|)(，|)你(很|更|明显|比较|也|尤其|特别|)(偏爱|偏好|喜欢|喜爱|钟爱|倾向于){{such}}((：|，){MINE}(，|)(有|){{count}}是{{such}}|)((，|)(比例|)(高于|多于|超过)(一般人|大家|所有人|别人|常人|平均水平)|{USUAL}|)",
        f"{{such}}{MINE}(占|占了|占到|的比例是|的占比是|占比)( |){{share}}((，|)(高于|多于|超过)(所有人|一般人|大家|平均|别人)(的|)( |){{usual}}|{USUAL}|)",
        f"{{such}}占(了|)你(喜欢的|所喜欢的)({{noun}}|)(的|)( |){{share}}((，|)(高于|多于|超过)(所有人|一般人|大家|平均|别人)(的|)( |){{usual}}|{USUAL}|)",
        f"{MINE}(，|)(有|)( |)({{share}}|{{count}})( |)是{{such}}((，|)(比例|)(高于|多于|超过)(所有人|一般人|大家|平均|别人|平均水平)(的|)( |)({{usual}}|)|{USUAL}|)",
        f"{MINE}(，|)(大多|大多数|大部分|一半以上|过半){{most}}(都|)是{{such}}",
        "你(喜欢|偏爱){such}(的程度|的比例|)(超过|高于|多于)(一般人|大多数人|大家|别人)",
        f"{{such}}{MINE}(的|)(比例|占比)是(一般人|所有人|大家|通常)(的|){{more}}",
        f"{MINE}(，|)(全|全都|都){{every}}是{{such}}({USUAL}|)",
    ),
)
def leans(s: TASTE, key: Key) -> Values:
    one = found(s, key)
    return {} if one is None else _figures(s, one)


@abroad(
    "zh",
    "leanings",
    said=("你偏爱{things}", "你喜欢的{noun}里，{things}最突出"),
    terse=("偏爱{things}",),
    heard=("你(更|比较|明显|)(偏爱|偏好|倾向于|钟爱){things}", "(在|)你喜欢的{noun}(里|中)，(最突出|突出)的是{things}"),
)
def leanings(s: TASTE, key: Key) -> Values:
    some = [o for o in s.record.leanings if o.value in key]
    return {"things": phrases.listed([such(s, o) for o in some]), "noun": Lit(phrases.thing(s).noun)} if some else {}


@abroad(
    "zh",
    "avoids",
    said=(
        "{such}你喜欢得少：在你喜欢的{noun}里只占 {share}，在所有人喜欢的{noun}里占 {usual}",
        "{such}在你喜欢的{noun}里只占 {share}，低于所有人的 {usual}",
        "你喜欢的{noun}里{none}没有一{measure}{such}，而在所有人喜欢的{noun}里占 {usual}",
    ),
    warm=(
        "{such}不太合你的口味：在你喜欢的{noun}里只占 {share}，在所有人喜欢的{noun}里占 {usual}",
        "{such}你喜欢得不多：{all}里只有{count}，比例低于一般人",
        "你喜欢的{noun}里{none}没有一{measure}{such}，而在所有人喜欢的{noun}里占 {usual}",
    ),
    terse=("{such}：只占你喜欢的 {share}，所有人是 {usual}", "{none}没有喜欢的{such}，所有人是 {usual}"),
    heard=(
        f"{{such}}(，|)(你|)(喜欢得|)(少|不多|较少|比较少|不太合你的口味)((：|，)({MINE}|{{all}}里)(，|)(只|仅|)(占|有)( |)({{share}}|{{count}})|)({USUAL}|(，|)(比例|)低于(一般人|所有人|大家|平均水平)|)",
        f"{{such}}{MINE}(只|仅|才|)(占|占了)( |){{share}}((，|)(低于|少于|不及)(所有人|一般人|大家|平均|别人)(的|)( |){{usual}}|{USUAL}|)",
        f"{MINE}(，|)(只有|仅有|只|仅)(有|)( |)({{share}}|{{count}})( |)是{{such}}((，|)(比例|)(低于|少于|不及)(所有人|一般人|大家|平均|别人)(的|)( |)({{usual}}|)|{USUAL}|)",
        f"{MINE}(，|){{none}}没有(一{{measure}}|){{such}}({USUAL}|)",
        "你(不太|不大|不常|较少|很少{rare})(喜欢|偏爱|看){such}",
        f"{MINE}{{rare}}(，|){{such}}(很少|极少|寥寥无几)",
    ),
)
def avoids(s: TASTE, key: Key) -> Values:
    one = found(s, key)
    return {} if one is None else _figures(s, one)


# ---- favourites and the average ----------------------------------------------------------------------------------


@abroad(
    "zh",
    "favourites",
    said=("你给{films}{gave}", "你喜欢的有{you}"),
    terse=("{marks}：{films}", "喜欢：{you}"),
    heard=(
        "(其中|)(，|)你(给|给了|对){films}{gave}",
        "你打(了|过|出) {marks}的(有|包括|是|{noun}有){films}",
        "{films}(都|)(得到|获得|拿到|得|是)(了|)(你(打|给)的|你的|) {marks}",
        "(其中|)你喜欢(的有|的包括|的是|)(：|){you}",
    ),
)
def favourites(s: TASTE, key: Key) -> Values:
    stars = None if key[0] == "liked" else float(key[0])
    known = {item.id: item for item, given in s.record.favourites if given == stars}
    items = list(known.values()) if "some" in key else [known[str(i)] for i in key[1:] if i in known]
    films = nouns.named(s, items, some="some" in key) if items else None
    if stars is None:
        return {"you": films}
    marks = words.stars(stars, s.lexicon, s.record.scale)
    both = "都" if len(items) > 1 else ""
    top = [f"{both}打了满分"] if stars == s.record.scale.maximum else []
    verbs = ("打了", "打过", "打出了", "的是", "的评分是", "打的是", "打")
    read = [f"{b}{v}{gap}{m}" for b in {both, ""} for v in verbs for gap in ("", " ") for m in marks]
    read += [f"的都是{gap}{m}" for gap in ("", " ") for m in marks] if both else []
    return {
        "films": films,
        "gave": lits(*read) if s.reading else lits(f"{both}打了 {marks[0]}", *top),
        "marks": phrases.spelt(s, marks),
        "noun": Lit(phrases.thing(s).noun),
    }


@abroad(
    "zh",
    "average",
    said=("你打分的平均值是 {mean}", "你打分偏高，平均 {much}", "你打分偏严，平均 {little}"),
    warm=("你平均打 {mean}", "你打分很大方，平均 {much}"),
    terse=("平均打分 {mean}",),
    heard=(
        "(你|你的|你自己的|)(平均打分|平均评分|打分平均|平均分|评分平均|打分的平均值|平均打|打分的平均分|评分的平均值|均分)(是|为|约为|约|：|在|)( |){mean}",
        "你打(的|)分(比较|很|相当|偏|较|)(高|大方|慷慨|宽松|松)(，|：)(平均|平均分|均分)(是|为|有|)( |){much}",
        "你打(的|)分(比较|很|相当|偏|较|)(严|低|严格|苛刻|吝啬)(，|：)(平均|平均分|均分)(是|为|只有|)( |){little}",
    ),
)
def average(s: TASTE, key: Key) -> Values:
    t = s.record
    if t.mean is None:
        return {}
    said = words.means(t.mean, s.lexicon, t.scale)
    mean = lits(*said, spell.mean(t.mean)) if s.reading else Lit(said[0])
    high, low = t.mean >= t.scale.like, t.mean < (t.scale.minimum + t.scale.maximum) / 2
    return {"mean": mean, "much": mean if high else None, "little": mean if low else None}


FEW = {
    "plain": ("仅凭这些，还说不准你的偏好", "这些还不足以看出你的口味"),
    "warm": ("凭这些还看不清你的口味，不妨再多告诉我一些", "这些还不足以看出你的口味，再评价几{measure}会更清楚"),
    "terse": ("还看不出偏好", "还说不准口味"),
}
FEW_READ = (
    *("还看不出你的偏好", "还看不出你的口味", "还说不准你的偏好", "还说不准你的口味", "目前还看不出你的口味"),
    *("目前还看不出你的偏好", "这还不足以看出你的口味", "这些还不足以看出你的偏好", "还不足以判断你的口味"),
    *("仅凭这些，还看不出你的偏好", "信息太少，还看不出你的口味", "数量太少，还看不出你的口味"),
)
EVEN = "你喜欢的{noun}里，没有哪个类型或年代特别突出"


@abroad(
    "zh",
    "unclear",
    said=("{said}",),
    heard=(
        "(你喜欢的{noun}(里|中)，|)(没有|看不出)(哪个|什么|明显突出的|特别突出的)(类型|年代|类型或年代)(特别|明显|)(突出|偏多){even}",
    ),
)
def unclear(s: TASTE, key: Key) -> Values:
    what = phrases.thing(s)
    noun = Lit(what.noun)
    if key == ("even",):
        return {"said": Lit(EVEN.format(noun=what.noun)), "noun": noun, "even": Lit("")}
    every = (*(w for ws in FEW.values() for w in ws), *FEW_READ)
    said = [w.format(measure=what.measure) for w in (every if s.reading else FEW[s.voice])]
    return {"said": lits(*said)}
