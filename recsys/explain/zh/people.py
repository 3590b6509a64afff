"""What the other people of the data set think, in Chinese, always with how many they are."""

from __future__ import annotations

from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.people import ENOUGH, FEW
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, phrases, words
from recsys.explain.zh.films import cited_by
from recsys.schema import Cited

MANY = "(大多|大多数|多半|大部分|多数|一半以上|过半|超过一半|有一半以上)"
"""What is true of more than half."""
ALSO = "(也喜欢|也同样喜欢|同样喜欢|也都喜欢|还喜欢|同时也喜欢|也喜爱)"


@abroad(
    "zh",
    "co_liked",
    said=(
        "喜欢{film}的 {some} 人中，有 {both} 人也喜欢{this}",
        "喜欢{film}的人{most}也喜欢{this}",
        "喜欢{film}的人{most}也喜欢{this}：{liked} 人中有 {both} 人",
    ),
    warm=("喜欢{film}的人{most}也喜欢{this}：{liked} 人里有 {both} 人",),
    terse=("喜欢{film}的 {liked} 人中，{both} 人也喜欢{this}",),
    heard=(
        f"(在|)(所有|)喜欢{{film}}的 {{liked}} (个人|位观众|名观众|位用户|人)(中|里|当中|之中)(，|)(有|) {{both}} (个人|位|名|人|个){ALSO}{{this}}",
        f"{{liked}} (个|名|位|)(喜欢{{film}}的)(人|观众|用户)(中|里|当中)(，|)(有|) {{both}} (个人|位|名|人|个){ALSO}{{this}}",
        f"喜欢{{film}}的(人|观众|用户|影迷)(中|里|当中|)(，|)(有|)(大约|)({{many}}|{{part}})(的人|人|)(都|){ALSO}{{this}}((：|，|（|，即|，也就是){{liked}} 人(中|里)(有|) {{both}} 人(）|)|)",
        f"(大多数|多数|大部分|多半){{tend}}喜欢{{film}}的(人|观众|用户)(都|){ALSO}{{this}}((：|，|（){{liked}} 人(中|里)(有|) {{both}} 人(）|)|)",
    ),
)
def co_liked(s: PickSpeech, key: Key) -> Values:
    cited = cited_by(s, key[0]) if len(key) == 1 else None
    return {} if cited is None else figures(s, cited)


def figures(s: PickSpeech, c: Cited) -> dict[str, Node | None]:
    if c.crowd is None or not 0 < c.crowd.both <= c.crowd.liked:
        return {}
    most = c.crowd.liked >= ENOUGH and 2 * c.crowd.both > c.crowd.liked
    parts = words.portions(c.crowd.both, c.crowd.liked) if s.reading else ()
    return {
        "film": nouns.film(s, c),
        "this": nouns.this(s),
        "both": phrases.people(s, c.crowd.both),
        "liked": phrases.people(s, c.crowd.liked),
        "some": phrases.people(s, c.crowd.liked) if s.reading or not most else None,
        "most": lits("大多", "多半") if most else None,
        "many": lits(*_many()) if most and s.reading else None,
        "tend": Lit("") if most and s.reading else None,
        "part": lits(*parts) if parts else None,
    }


def _many() -> tuple[str, ...]:
    return tuple(MANY.strip("()").split("|"))


@abroad(
    "zh",
    "co_liked_both",
    said=(
        "喜欢{film}的 {liked} 人中有 {both} 人、喜欢{film2}的 {liked2} 人中有 {both2} 人也喜欢{this}",
        "喜欢{film}的人{most}也喜欢{this}，喜欢{film2}的 {liked2} 人中也有 {both2} 人喜欢",
    ),
    heard=(
        "(在|)喜欢{film}的 {liked} 人(中|里|当中)(，|)有 {both} 人(，|、|；|)(在|)喜欢{film2}的 {liked2} 人(中|里|当中)(，|)有 {both2} 人(，|)(都|)也喜欢{this}",
        "(在|)喜欢{film}的 {liked} 人(中|里|当中)(，|)有 {both} 人也喜欢{this}，(而|)(在|)喜欢{film2}的 {liked2} 人(中|里|当中)(，|)(也|则|)有 {both2} 人(也|)(喜欢|如此|是这样)",
    ),
)
def co_liked_both(s: PickSpeech, key: Key) -> Values:
    one, other = (cited_by(s, key[0]), cited_by(s, key[1])) if len(key) == 2 else (None, None)
    if one is None or other is None:
        return {}
    second = figures(s, other)
    return {**figures(s, one), **{f"{k}2": second.get(k) for k in ("film", "both", "liked")}}


@abroad(
    "zh",
    "crowd",
    said=(
        "给{it}打过分的 {ratings} 人中，有 {likes} 人喜欢它",
        "{ratings} 人给{it}打过分，平均 {mean}",
    ),
    warm=("给{it}打过分的 {ratings} 人里，有 {likes} 人喜欢它",),
    terse=("{ratings} 人打分，{likes} 人喜欢", "{ratings} 人打分，平均 {mean}"),
    noted=("{ratings} 人中有 {likes} 人喜欢",),
    heard=(
        "(在|)(所有|)(给{it}打(过|了|)分|为{it}打(过|了|)分|评价过{it}|看过并评价{it}|给{it}评过分)的 {ratings} (个人|位观众|名观众|位用户|人)(中|里|当中|之中)(，|)(有|) {likes} (个人|位|名|人)(都|)(喜欢它|喜欢{this}|喜欢|表示喜欢)",
        "(有|共有|总共有|) {ratings} (个人|位观众|名观众|位用户|人)(给|为){it}打(过|了)分(，其中|，)(有|) {likes} (个人|位|名|人)(喜欢它|喜欢|表示喜欢)",
        "(在|)(给{it}打(过|了|)分|评价过{it})的(人|观众|用户)(中|里|当中|)(，|){most}(的人|人|)(都|)喜欢(它|)",
        "(在|)(给{it}打(过|了|)分|评价过{it})的 {ratings} (个人|人)(中|里|当中|)(，|){most}(的人|人|)(都|)喜欢(它|)",
        "(有|共有|) {ratings} (个人|位观众|名观众|位用户|人)(给|为){it}打(过|了)分(，|，给出的|，打出的|，他们的)(平均(分|评分|分是|分为|评分为|)|均分|均分为) {mean}",
        "(有|共有|一共有|总共有) {ratings} (个人|位观众|名观众|位用户|人)(给|为){it}打(过|了)分",
        "(有|共有|) {likes} (个人|位观众|名观众|位用户|人)喜欢{it}",
        "(只|仅|才|只有|仅有|才有)(有|) {few} (个人|位观众|人)(给|为){it}打(过|了)分",
        "(大家|观众|其他人|人们|大众|别人)(给|对|为){it}(打出的|打的|的|给出的|)(平均分|平均评分|均分|评分)(是|为|约为|大约是|约|) {mean}",
        "{it}(的|)(平均分|平均评分|均分|评分平均)(是|为|约为|大约是|有|达|) {mean}((，|（)(来自|共|基于|由|)( |){ratings} (个|)(人|位观众|次)(的|)(评分|打分|打出|)(）|)|)",
        "{it}(在|) {ratings} (个|)(人|位观众|名观众)(中|的评分中|当中)(平均分|均分|平均)(为|是|有|拿到|得到|) {mean}",
    ),
)
def crowd(s: PickSpeech, key: Key) -> Values:
    c = s.evidence.crowd
    if c is None or key != ("pick",):
        return {}
    most = c.ratings >= ENOUGH and 2 * c.likes > c.ratings
    means = () if c.mean is None else words.means(c.mean, s.lexicon, s.record.scale)
    return {
        "it": nouns.target(s),
        "this": nouns.this(s),
        "ratings": phrases.people(s, c.ratings) if c.ratings else None,
        "likes": phrases.people(s, c.likes) if c.likes else None,
        "mean": phrases.spelt(s, means) if means else None,
        "few": phrases.people(s, c.ratings) if s.reading and 0 < c.ratings <= FEW else None,
        "most": lits(*_many()) if most else None,
    }


@abroad(
    "zh",
    "popular",
    said=("推荐{it}，[{degree}]靠的是它广受欢迎", "{it}[{degree}]胜在广受欢迎"),
    warm=("推荐{it}，[{degree}]是看它人缘好",),
    noted=("广受欢迎",),
    heard=(
        "(推荐|)({it}|)(上榜|入选|)(，|)[{degree}](靠的是|靠|胜在|凭的是|凭|得益于|在于|依靠|看的是)(它|)(的|)(广受欢迎|人气高|人气|普遍受欢迎|大家都喜欢|很多人喜欢|受欢迎|热门程度|热度|受欢迎程度)",
        "{it}的推荐(，|)[{degree}](靠的是|来自|源于)(它的|)(人气|热度|热门程度|受欢迎程度)",
    ),
)
def popular(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    positive = [p.value for p in e.parts if p.value > 0]
    value = sum(p.value for p in e.parts if p.kind == "popularity")
    return {"it": nouns.target(s), "degree": phrases.degree(s, value / sum(positive))} if positive else {}
