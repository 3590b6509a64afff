"""What the other people of the data set think of two picks side by side, in Chinese."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.pairs import crowd
from recsys.explain.patterns import Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import PairSpeech
from recsys.explain.zh import nouns, phrases, words
from recsys.explain.zh.pairs import both, picks
from recsys.schema import Crowd

MEAN = "(的|)(平均分|平均评分|均分|平均|评分平均)(是|为|有|约为|约|达|：|)"


@abroad(
    "zh",
    "averages",
    said=("{one}的平均分是 {x}（{from}），{other}是 {y}（{against}）", "{best}的平均分更高：{x}对 {y}"),
    warm=("大家给{one}的平均分是 {x}，给{other}的是 {y}", "{best}的平均分更高：{x}对 {y}"),
    terse=("平均分：{one}{x}，{other}{y}",),
    heard=(
        f"{{one}}{MEAN} {{x}}((（|，来自 |，)({{from}})(的评分|打分|）|)|)(，|；)(而|){{other}}({MEAN}|则是|是|) {{y}}((（|，来自 |，)({{against}})(的评分|打分|）|)|)",
        "{best}(的|)(平均分|平均评分|均分|评分)(更高|高一些|略高|较高|高于{other}|比{other}高|比{other}更高)((：|，|（) {x}( |)(对|比|，|和|与) {y}(）|)|)",
        "{worse}(的|)(平均分|平均评分|均分|评分)(更低|低一些|略低|较低|低于{best}|比{best}低)((：|，|（) {y}( |)(对|比|，|和|与) {x}(）|)|)",
        "(大家|观众|人们)(给|对){one}(打出的|打的|的)(平均分|评分)(是|为) {x}，(而|)(给|对|){other}(打出的|打的|的|)(平均分|评分|)(则是|是|为) {y}",
        "(平均分|平均评分|均分)(：|，|上，|是){one}(是|为|) {x}，{other}(是|为|) {y}",
    ),
)
def averages(s: PairSpeech, key: Key) -> Values:
    two = picks(s, key)
    known = None if two is None else [crowd(e) for e in two]
    if two is None or known is None:
        return {}
    c, d = known
    if c is None or d is None or c.mean is None or d.mean is None:
        return {}
    x, y = _mean(s, c), _mean(s, d)
    best = float(spell.mean(c.mean)) > float(spell.mean(d.mean))
    return {
        "one": nouns.title(s, two[0].item),
        "other": nouns.title(s, two[1].item),
        "x": x,
        "y": y,
        "from": _people(s, c),
        "against": _people(s, d),
        "best": nouns.title(s, two[0].item) if best else None,
        "worse": nouns.title(s, two[1].item) if best and s.reading else None,
    }


def _mean(s: PairSpeech, c: Crowd) -> Node:
    assert c.mean is not None
    said = words.means(c.mean, s.lexicon, s.record.scale)
    return lits(*said, spell.mean(c.mean)) if s.reading else Lit(said[0])


def _people(s: PairSpeech, c: Crowd) -> Node:
    said = phrases.people(s, c.ratings)
    return Seq((said, lits(" 人", " 个人", "人", "个人", " 位观众"))) if s.reading else Seq((said, Lit(" 人")))


@abroad(
    "zh",
    "same_average",
    said=("{both}的平均分都是 {mean}",),
    terse=("平均分都是 {mean}",),
    heard=(
        "({both}(的|)|)(平均分|平均评分|均分|平均)(都|)(是|为|一样，都是|相同，都是|一样，是) {mean}",
        "{both}的(平均分|平均评分|均分)(相同|一样|一样高)",
    ),
)
def same_average(s: PairSpeech, key: Key) -> Values:
    known = crowd(s.record.a)
    return {} if known is None or known.mean is None else {"both": both(s), "mean": _mean(s, known)}


@abroad(
    "zh",
    "liked_more",
    said=("喜欢{best}的比例更高：{x}，{other}是 {y}", "{best}更讨人喜欢：{x}，{other}是 {y}"),
    terse=("喜欢{best}的比例更高：{x}对 {y}",),
    heard=(
        "(大家|观众|人们|)(更|)喜欢{best}(的比例|的人的比例|)(更高|更多|高于{other}|)((：|，) {x}，(而|){other}(则|)(是|为|有|) {y}|)",
        "{best}(比{other}|)(更|)(讨人喜欢|受欢迎|受喜爱|得人心)((：|，) {x}(，|对|比)(而|)({other}|)(则|)(是|为|有|) {y}|)",
        "喜欢{best}的比例更高(：|，) {x}(对|比) {y}",
    ),
)
def liked_more(s: PairSpeech, key: Key) -> Values:
    two = picks(s, key)
    if two is None or two[0].crowd is None or two[1].crowd is None:
        return {}
    return {
        "best": nouns.title(s, two[0].item),
        "other": nouns.title(s, two[1].item),
        "x": _part(s, two[0].crowd),
        "y": _part(s, two[1].crowd),
    }


def _part(s: PairSpeech, c: Crowd) -> Node:
    """284 人中有 200 人."""
    some, every = phrases.people(s, c.likes), phrases.people(s, c.ratings)
    if not s.reading:
        return Seq((every, Lit(" 人中有 "), some, Lit(" 人")))
    people = lits(" 人", "人", " 个人", "个人")
    return Seq((every, people, lits("中有 ", "里有 ", "中", "里", "中有", "里有", "中 "), some, Opt(people)))


@abroad(
    "zh",
    "rated_more",
    said=("给{best}打分的人更多：{x} 人对 {y} 人",),
    heard=(
        "给{best}(打过分|打分)的人(更多|比{other}多|比给{other}打分的多)((：|，) {x}( 人|)(对|比|，) {y}( 人|)|)",
        "{best}的(评分|打分)(人数|数|)(更多|比{other}多|多于{other})((：|，) {x}( 人|)(对|比|，) {y}( 人|)|)",
    ),
)
def rated_more(s: PairSpeech, key: Key) -> Values:
    two = picks(s, key)
    if two is None or two[0].crowd is None or two[1].crowd is None:
        return {}
    return {
        "best": nouns.title(s, two[0].item),
        "other": nouns.title(s, two[1].item),
        "x": phrases.people(s, two[0].crowd.ratings),
        "y": phrases.people(s, two[1].crowd.ratings),
    }
