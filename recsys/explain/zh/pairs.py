"""Two picks side by side in Chinese: which ranks higher, what each rests on, what they are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.pairs import GENRES, leaning
from recsys.explain.patterns import Alt, Lit, Node, Seq, either, lits
from recsys.explain.pick_speech import PairSpeech
from recsys.explain.zh import nouns, phrases, words
from recsys.schema import Cited, Evidence, Item

GUESS = (
    *("这个先后只能算猜测", "这个先后仅供参考"),
    *("先后次序仅供参考", "这个次序仅供参考", "这个顺序仅供参考", "这个排序仅供参考", "这只是猜测", "仅供参考"),
    *("这个先后只是猜测", "排名先后仅供参考", "先后只能算猜测"),
)
"""The first two are written."""
LISTS = "(你的榜单|榜单|你的推荐列表|列表)"


def both(s: PairSpeech) -> Node:
    """The two as a subject: 两部."""
    what = phrases.thing(s)
    if not s.reading:
        return lits(f"两{what.measure}{what.noun}", f"这两{what.measure}")
    named = nouns.named(s, [s.record.a.item, s.record.b.item])
    counts = (
        f"{w}{n}{what.measure}{x}" for w in ("", "这") for n in ("两", "2 ", "2") for x in ("", what.noun, *what.others)
    )
    plain = lits(*counts, "两者", "二者", "它们", "它俩")
    return plain if named is None else Alt((plain, named))


def picks(s: PairSpeech, key: Key) -> tuple[Evidence, Evidence] | None:
    """The two in the order of a fact's key."""
    a, b = s.record.a, s.record.b
    found = {(a.item.id, b.item.id): (a, b), (b.item.id, a.item.id): (b, a)}
    return found.get((str(key[0]), str(key[1]))) if len(key) > 1 else None


# ---- places --------------------------------------------------------------------------------------------------------


@abroad(
    "zh",
    "ranked",
    said=("对你来说，{high}排在{low}前面：一个{x}，一个{y}", "{high}在你的榜单上排{x}，{low}排{y}"),
    warm=("对你来说，{high}排{x}，{low}排{y}", "{high}在你这里排{x}，{low}排{y}"),
    terse=("{high}{x}，{low}{y}",),
    heard=(
        f"(对你来说，|对你而言，|在你这里，|在{LISTS}(上|里|中)，|)({{high}}|其中{{high}})(在{LISTS}(上|里|中)|)(排|排在|位列|位居|排名|是|为|：|)( |){{x}}，(而|但|)({{low}})(则|却|只|)(排|排在|位列|位居|排名|是|为|：|)( |){{y}}",
        f"(对你来说，|对你而言，|在你这里，|在{LISTS}(上|里|中)，|){{low}}(在{LISTS}(上|里|中)|)(排|排在|位列|位居|排名|是|为|：|)( |){{y}}，(而|但|){{high}}(则|却|)(排|排在|位列|位居|排名|是|为|：|)( |){{x}}",
        "(对你来说，|对你而言，|在你的榜单上，|)({high}(排在|排|位于|在){low}(的|)(前面|之前|前头|前)|{high}(比{low}(排得|)(更|)(靠前|高)|的(排名|名次|位置)(比{low}(更|)(高|靠前)|高于{low})|(领先|高于){low}))((：|，)((一个|前者|分别|)(排|是|为|)(第|)|){x}(，|、|对|和)(一个|后者|)(排|是|为|){y}|)",
        "(对你来说，|对你而言，|在你的榜单上，|){low}(排在|位于|在){high}(的|)(后面|之后|后头|后)((：|，)(一个|前者|)(排|是|为|){y}，(一个|后者|)(排|是|为|){x}|)",
        "两(者|{measure})(之间|)(相差|相隔|差|隔了) {gap}",
    ),
)
def ranked(s: PairSpeech, key: Key) -> Values:
    two = picks(s, key)
    if two is None or two[0].rank is None or two[1].rank is None:
        return {}
    gap = lits(*(w for m in ("位", "名") for w in words.measured(two[1].rank - two[0].rank, m)))
    return {
        "high": nouns.title(s, two[0].item),
        "low": nouns.title(s, two[1].item),
        "x": phrases.rank(s, two[0].rank),
        "y": phrases.rank(s, two[1].rank),
        "gap": gap if s.reading else None,
        "measure": Lit(phrases.thing(s).measure),
    }


@abroad(
    "zh",
    "listed",
    said=("{both}都在你的榜单上", "{neither}都不在你的榜单上", "{on}在你的榜单上，{off}不在"),
    heard=(
        f"{{both}}(都|均|)(在|进了|进入了|登上了){LISTS}(上|里|)",
        f"{{neither}}(都|均|)(不在|没有进入|没进|没能进入|未进入){LISTS}(上|里|)",
        f"(只有|){{on}}(在|进了|进入了|登上了){LISTS}(上|里|)(，(而|但|){{off}}(却|则|)(不在|没有|没进)(榜单上|榜上|其中|)|)",
        f"{{off}}(不在|没有进入|没进|没能进入|未进入){LISTS}(上|里|)",
    ),
)
def listed(s: PairSpeech, key: Key) -> Values:
    two = picks(s, key)
    if two is not None:
        on, off = nouns.title(s, two[0].item), nouns.title(s, two[1].item)
        # Two of one name and year: no name would tell which is which.
        return {"on": on or Lit("其中一个"), "off": off or Lit("另一个")}
    return {str(key[0]): both(s)}


@abroad(
    "zh",
    "misses",
    said=("{film}排{place}，差一点进入榜单",),
    heard=(f"{{film}}(排|排在|位列|是|){{place}}，(差一点|差点|差一步|只差一点|险些)(没|就|)(进入|进|登上){LISTS}",),
)
def misses(s: PairSpeech, key: Key) -> Values:
    found = next((e for e in (s.record.a, s.record.b) if key == (e.item.id,)), None)
    if found is None or found.rank is None:
        return {}
    return {"film": nouns.title(s, found.item), "place": phrases.rank(s, found.rank)}


# ---- what each rests on ----------------------------------------------------------------------------------------------


@abroad(
    "zh",
    "rest",
    said=(
        "{one}靠的是{films}，{other}靠的是{rest}",
        "支撑{one}的是{films}，支撑{other}的是{rest}",
        "{both}靠的都是{them}",
    ),
    warm=("{one}是因为{films}才排在这里，{other}则是因为{rest}", "{both}靠的都是{them}"),
    terse=("{one}靠{films}，{other}靠{rest}", "{both}都靠{them}"),
    heard=(
        "(推荐|){one}(，|)(主要|)(靠的是|靠|依据的是|依据|源于|来自|基于|依赖|得益于|归功于|是因为|凭的是){films}(这几部|)，(而|)(推荐|){other}(，|)(则|则是|)(主要|)(靠的是|靠|依据的是|依据|源于|来自|基于|依赖|得益于|归功于|因为|是因为|凭的是){rest}",
        "(支撑|支持|撑起|带来){one}(的|)(是|){films}，(而|)(支撑|支持|撑起|带来){other}(的|)(则|)(是|){rest}",
        "{both}(的推荐|)(，|)(都|)(主要|)(靠的是|靠的都是|靠|都靠|依据的是|依据的都是|源于|来自|基于|得益于|归功于){them}",
        "(支撑|支持|撑起){both}的(都|)是{them}",
    ),
)
def rest(s: PairSpeech, key: Key) -> Values:
    if key[0] == "same":
        return {"both": both(s), "them": nouns.named(s, _items(leaning(s.record.a)))}
    two = picks(s, key)
    if two is None:
        return {}
    one, other = two
    return {
        "one": nouns.title(s, one.item),
        "other": nouns.title(s, other.item),
        "films": nouns.named(s, _items(leaning(one))),
        "rest": nouns.named(s, _items(leaning(other))),
    }


def _items(cited: Iterable[Cited]) -> list[Item]:
    return [c.item for c in cited]


@abroad(
    "zh",
    "unmoved",
    said=("{both}的位置都不取决于你的哪几{measure}{noun}",),
    terse=("{both}都不靠你的哪几{measure}{noun}",),
    heard=("(你的{noun}里，|)没有(哪|任何)几{measure}{noun}(能|可以|)(单独|)(决定|左右|改变){both}的(位置|排名)",),
)
def unmoved(s: PairSpeech, key: Key) -> Values:
    what = phrases.thing(s)
    return {"both": both(s), "measure": Lit(what.measure), "noun": Lit(what.noun)}


# ---- what they are -----------------------------------------------------------------------------------------------


@abroad(
    "zh",
    "akin",
    said=("{both}都是{kind}", "{one}是{mine}，{other}是{theirs}"),
    terse=("都是{kind}", "{one}是{mine}，{other}是{theirs}"),
    heard=(
        "({both}|)(都是|都属于|同为|同属|均为|都算){kind}(，(符合|正合)(你的|)(要求|心意){asked}|)",
        "{one}(是|属于)(一{measure}|){mine}，(而|){other}(则|)(是|属于)(一{measure}|){theirs}",
    ),
)
def akin(s: PairSpeech, key: Key) -> Values:
    measure = Lit(phrases.thing(s).measure)
    if key[0] != "apart":
        genres = tuple(map(str, key[: key.index("|")]))
        asked = {spell.plain(w).casefold() for w in (*s.record.a.asked,) if w in s.record.b.asked}
        met = any(spell.plain(g).casefold() in asked for g in genres)
        return {"both": both(s), "kind": phrases.kind_of(s, genres), "asked": Lit("") if met and s.reading else None}
    two = picks(s, key[1:])
    if two is None:
        return {}
    one, other = two
    return {
        "one": nouns.title(s, one.item),
        "other": nouns.title(s, other.item),
        "mine": _kind(s, one),
        "theirs": _kind(s, other),
        "measure": measure,
    }


def _kind(s: PairSpeech, e: Evidence) -> Node | None:
    genres = tuple(g for g in e.item.genres if spell.plain(g))[: GENRES if s.reading else 3]
    if not s.reading:
        return phrases.kind_of(s, genres)
    sets = (some for n in range(1, min(len(genres), 3) + 1) for some in combinations(genres, n))
    return either([phrases.kind_of(s, some) for some in sets])


@abroad(
    "zh",
    "both_fit",
    said=("{both}都符合你的要求：{wishes}",),
    heard=("{both}(都|全都|均)(符合|满足|合乎)(你的|你提的|)(要求|愿望)((：|，|——){wishes}|)",),
)
def both_fit(s: PairSpeech, key: Key) -> Values:
    common = [w for w in s.record.a.asked if spell.plain(w) in map(spell.plain, s.record.b.asked)]
    return {"both": both(s), "wishes": phrases.wishes(s, common)}


# ---- what speaks against both, and how little is known ---------------------------------------------------------------


@abroad(
    "zh",
    "against_both",
    said=("{film}对{both}都不利",),
    heard=("{film}(对{both}都(不利|是减分项)|拉低了{both}(的得分|的分数|))",),
)
def against_both(s: PairSpeech, key: Key) -> Values:
    item = next((c.item for c in s.record.a.against if key == ("|", c.item.id)), None)
    return {} if item is None else {"film": nouns.title(s, item), "both": both(s)}


@abroad(
    "zh",
    "little_known",
    said=("目前我只知道你喜欢{count}，所以{guess}", "我还不知道你喜欢{none}，所以{guess}"),
    warm=("我对你还不算了解，只知道你喜欢{count}，所以{guess}", "我还不知道你喜欢{none}，所以{guess}"),
    terse=("只知道你喜欢{count}，{guess}", "还不知道你喜欢{none}，{guess}"),
    heard=(
        "(目前|现在|到目前为止|)(，|)(我|)(对你(还不算了解|了解还不多)，|)(还|)(只|仅)知道(你喜欢{count}|{count}你喜欢的{noun})(，(所以|因此|){guess}|)",
        "(目前|现在|)(我|)还不知道你喜欢{none}(，(所以|因此|){guess}|)",
    ),
)
def little_known(s: PairSpeech, key: Key) -> Values:
    likes, noun = s.record.a.likes, phrases.thing(s).noun
    return {
        "count": Seq((phrases.count(s, likes), Lit(noun))) if likes else None,
        "none": None if likes else Lit(f"哪些{noun}"),
        "noun": Lit(noun),
        "guess": lits(*(GUESS if s.reading else GUESS[:2])),
    }
