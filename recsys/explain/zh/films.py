"""The person's own items in Chinese: opinions, weights, what each has in common with the pick, what speaks against it."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.discourse import SUBJECT
from recsys.explain.kinds.films import LITTLE
from recsys.explain.kinds.receipts import alone
from recsys.explain.patterns import Alt, Claimed, Lit, Node, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, opinions, phrases, words
from recsys.schema import Cited

WEIGHT = "(分量|权重|影响|作用|贡献|比重)"
GROUNDS = "(推荐依据|推荐理由|推力|支持|推荐{it}的依据|推荐{it}的理由|{it}推荐依据|{it}的推荐依据|{it}得分|{it}的得分|支持{it}的因素)"


def cited_by(s: PickSpeech, item_id: object) -> Cited | None:
    e = s.evidence
    return next((c for c in (*e.cited, *e.against) if c.item.id == item_id), None)


def subject(node: Node | None) -> Node | None:
    """Another item as the subject: afterwards 它 would be ambiguous."""
    return None if node is None else Claimed(SUBJECT, node)


@abroad("zh", "opinion", heard=("{you}", "(我知道|据我所知，|从记录看，|){you}", "{you}，这是我知道的"))
def opinion(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    known = (*e.cited, *(c for c in e.against if c not in e.cited))
    if key == ("all",):
        told = opinions.opinion(s, e.cited)
        return {"you": subject(told) if len(e.cited) == 1 else told}
    return {"you": opinions.opinion(s, known, some=True)} if key == ("some",) else {}


@abroad(
    "zh",
    "order",
    said=("其中{film}分量最重",),
    warm=("其中最有分量的是{film}",),
    heard=(
        f"(其中|这里面|里面|当中)(，|)(以|){{film}}(的|){WEIGHT}(最|为最)(重|大|高|多)",
        "(其中|这里面|里面|当中)(，|)(最有分量|最重要|分量最重|影响最大|贡献最大|起作用最大)的(是|就是){film}",
        f"{{ahead}}(的|){WEIGHT}(比{{other}}(更|还|要|)(重|大|高|多)|(大于|重于|高于|超过){{other}})",
        f"{{ahead}}比{{other}}(更有分量|更重要|{WEIGHT}更(重|大|高)|贡献更大|影响更大)",
        "(在|)你喜欢的(所有|全部|)({films})(里|中|当中|之中)，{top}(对{it}的|的)(影响|贡献|作用|分量)最(大|重)",
        "{main}是(主要|首要|最主要|最重要|第一)(的|)(原因|理由)",
        "(主要|首要|最主要|最重要)(的|)(原因|理由)(是|就是){main}",
    ),
)
def order(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    if len(key) > 1:
        ahead, other = cited_by(s, key[0]), cited_by(s, key[1])
        if ahead is None or other is None:
            return {}
        return {"ahead": subject(nouns.film(s, ahead)), "other": nouns.film(s, other)}
    top = cited_by(s, key[0])
    if top is None:
        return {}
    film = subject(nouns.film(s, top))
    receipt = alone(e, top)
    main = receipt is not None and receipt.fell and all(top.value >= p.value for p in e.parts)
    liked = top.verdict == "liked" and s.reading
    return {
        "it": nouns.target(s),
        "film": film if len(e.cited) > 1 and s.them else None,
        "top": film if liked else None,
        "films": lits(phrases.thing(s).noun, *phrases.thing(s).others) if liked else None,
        "main": film if main and s.reading else None,
    }


@abroad(
    "zh",
    "share",
    heard=(
        f"{{those}}(占|占了|占到)(了|){GROUNDS}的(约|大约|){{percent}}",
        f"{GROUNDS}(中|里|当中|)(有|)(约|大约|){{percent}}(来自|出自|来自于){{those}}",
    ),
)
def share(s: PickSpeech, key: Key) -> Values:
    cited = s.evidence.cited if key == ("all",) else tuple(c for c in s.evidence.cited if c.item.id in key)
    if not cited or (len(key) > 1 and len(cited) != len(key)):
        return {}
    those = nouns.those(s, cited) if key == ("all",) else nouns.films(s, cited)
    return {
        "it": nouns.target(s),
        "those": those,
        "percent": phrases.spelt(s, words.percent(sum(c.share for c in cited))),
    }


@abroad(
    "zh",
    "shared",
    said=(
        "跟{films}一样，{it}也是{kind}",
        "{it}跟{films}一样，都是{kind}",
        "{it}跟{films}都有{mix}元素",
    ),
    warm=("{it}也是{kind}，跟{films}是一路的", "{it}跟{films}都有{mix}元素"),
    heard=(
        "(和|跟|与|像|就像|正如|如同|同){films}(一样|那样|相同|)，{it}(也|同样|同样也|还|)(是|属于|算是)(一{measure}|){kind}",
        "{it}(也|同样|同样也|)(是|属于)(一{measure}|){kind}，(和|跟|与|像|就像|正如|如同|同){films}(一样|那样|一路)",
        "{it}(和|跟|与|同){films}(一样|)(，|)(都|同|同样|也|同样都|都同样)(是|属于|算是){kind}",
        "{it}(和|跟|与|同){films}(一样|)(，|)(都|同样|也)(有|带有|包含|具有|属于|是){mix}(的|)(元素|成分|题材|类型|因素|类)",
        "{it}(和|跟|与|同){films}(同属|同为|都属于|共享|共有|有着共同的|有共同的|有着相同的|有相同的)({kind}|{mix}(的|)(元素|题材|类型|类|因素|))",
        "{films}(和|跟|与|同){it}(一样|)(，|)(都|同样|也)(是|属于){kind}",
        "{films}(和|跟|与|同){it}(同属|同为|都属于)({kind}|{mix}(的|)(题材|类型|类|))",
        "{it}(也|同样)(有|带有|包含|具有){mix}(的|)(元素|成分)，(和|跟|与|像|就像|同){films}(一样|那样)",
        "{other}(也|同样|也同样)(是|属于)(一{measure}|){kind}",
    ),
)
def shared(s: PickSpeech, key: Key) -> Values:
    if "|" not in key:
        return {}
    cut = key.index("|")
    traits, ids = tuple(map(str, key[:cut])), key[cut + 1 :]
    having = [c for c in s.named if c.item.id in ids]
    if not having or not traits:
        return {}
    films = nouns.films(s, having, some=s.reading and len(having) > 1)
    if s.them and len(having) > (1 if s.reading else 2) and len(having) == len(s.evidence.cited):
        them = nouns.after_them(s, nouns.them(s))
        films = them if not s.reading or films is None else Alt((films, them))
    values: dict[str, Node | None] = {"it": nouns.target(s), "films": films, "measure": Lit(phrases.thing(s).measure)}
    if set(traits) <= set(s.evidence.item.genres):
        values["kind"] = phrases.kind_of(s, traits)
        values["mix"] = phrases.elements(s, traits)
        one = either([n for c in having if (n := nouns.film(s, c)) is not None]) if s.reading else None
        values["other"] = subject(one)
    return values


@abroad(
    "zh",
    "against",
    said=("对{it}不利的是，{you}", "{you}，这给{it}减了分", "{but}，{you}，这对{it}不利"),
    warm=("{but}，{you}，这给{it}{bit}", "{but}，{you}，这对{it}不太有利"),
    terse=("减分项：{you}",),
    heard=(
        "(不过|但|但是|只是|然而|)(，|){you}，(这|这一点|这点)(给|对|为){it}(减了分|扣了分|减分|扣分|减了|{bit})",
        "(不过|但|但是|只是|然而|)(，|){you}，(这|这一点|这点)(对{it}(不利|不太有利|是减分项|是个减分项|是扣分项|起了反作用)|拖了{it}的后腿|拉低了{it}(的得分|的分数|的排名|)|不利于{it})",
        "(不过|但|但是|)(，|)(对{it}不利的|拉低{it}的|给{it}减分的|拖{it}后腿的|不利于{it}的)(是|因素是|地方是)(，|：|){you}",
        "(不过|但|但是|)(，|)({films}|{ratings})(对{it}不利|对{it}是减分项|拖了{it}的后腿|拉低了{it}(的得分|的分数|)|给{it}(减|扣)了分)",
        "(减分项|不利因素|扣分项)：{you}",
    ),
)
def against(s: PickSpeech, key: Key) -> Values:
    negative = [c for c in s.evidence.against if c.value < 0]
    chosen = negative if key == ("all",) else [c for c in negative if (c.item.id,) == key]
    if not chosen:
        return {}
    speaking = sum(p.value for p in s.evidence.parts if p.value > 0)
    little = -sum(c.value for c in chosen) <= LITTLE * speaking
    return {
        "it": nouns.target(s),
        "but": phrases.but(s, "不过"),
        "you": opinions.opinion(s, chosen),
        "films": subject(nouns.films(s, chosen)) if s.reading else None,
        "ratings": opinions.ratings(s, chosen) if s.reading else None,
        "bit": lits("减了点分", *(("减了一点分", "扣了点分", "减了些分", "稍稍减了分") if s.reading else ()))
        if little
        else None,
    }
