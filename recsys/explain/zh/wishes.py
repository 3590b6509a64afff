"""What the person asked for in this conversation, and whether the pick fits, in Chinese."""

from __future__ import annotations

import re

from recsys.explain import spell
from recsys.explain.attributes import against_theme, asked_of, lacking
from recsys.explain.claims import Key, Values, abroad
from recsys.explain.kinds.wishes import kin, met
from recsys.explain.patterns import Joints, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import nouns, phrases, words
from recsys.explain.zh.attributes import form
from recsys.explain.zh.lore import said
from recsys.schema import Item

CLAUSES = Joints("，", "，", (("，", True), ("、", True), ("，也", True)))
ASKED = "(要求|愿望|要求的|想要的|要找的|期待)"


@abroad(
    "zh",
    "request",
    said=(
        "{it}符合你的要求：{wishes}",
        "你想{do}{kinds}，{it}{exact}",
        "你提的要求，{it}都符合：{every}",
        "{it}{does}，符合你的要求",
    ),
    warm=("你想{do}{kinds}，{it}{exact}", "你提的要求，{it}都对上了：{every}"),
    terse=("符合要求：{wishes}", "正是你要的{kinds}"),
    noted=("符合你的要求：{wishes}", "正是你要的{kinds}"),
    heard=(
        "{it}{does}，(正如你所愿|正是你要的|正合你的要求|和你要求的一样|这正是你要的)",
        "你(想要|要|想{do}|要求|想找|要找)(的|的是|)({wishes}|{kinds})，(而|)({it}|)(就|正好|)(也|){does}",
        "{it}(完全|)(符合|满足|契合|对得上|正合|贴合)(了|)(你的|你提的|你提出的|你这次的|)(要求|愿望|需求|期待)(：|，即|，|——){wishes}",
        '{it}(完全|)(符合|满足|契合)(了|)(你的|你提的|你提出的|)(“|"|){wishes}(”|"|)(的|这一|这个|这些|)(要求|愿望|需求)',
        "你(想要|要|想{do}|要求|想找|要找)(的|的是|)({wishes}|{kinds})，(而|)(这正是|这就是){it}",
        "你(想要|要|想{do}|要求|想找|要找|说要|说想{do})(的|的是|)({wishes}|{kinds})，(而|)({it}|)(就|)({exact}|正合适|正符合|符合|正好符合|都符合|全都符合)",
        "{it}(正是|就是)你(想要|要|想{do}|要找|想找|要求)的{kinds}",
        "(按|按照|根据|如)你(的要求|要求的|说的)，{it}是{kinds}",
        "{it}是{kinds}，(正如你所愿|正是你要的|符合你的要求|和你要求的一样|正合你的要求)",
    ),
)
def request(s: PickSpeech, key: Key) -> Values:
    e = s.evidence
    labels = [w for w in met(e) if s.reading or not against_theme(w)]
    told = phrases.wishes(s, labels)
    known = [a for w in labels if (a := asked_of(w, e.item)) is not None]
    does = [said(s, a, form(a).does) for a in known]
    kinds, complete = _kinds(s)
    # One or two wishes for what the catalogue knows are told by themselves.
    alone = not s.reading and 0 < len(does) == len(labels) <= 2
    exact = ("正是", "正合适") if not e.unmet else ("算一部",)
    if s.reading:
        exact = (*exact, "就是", "正好是", "刚好是", "恰好是") if not e.unmet else (*exact, "是一部", "就是")
    return {
        "it": nouns.target(s),
        "wishes": told if s.reading or not (complete or alone) else None,
        "every": told if not e.unmet and not complete and not alone else None,
        "does": _joined(does, s.reading) if s.reading or alone else None,
        "kinds": kinds if s.reading or complete else None,
        "exact": lits(*exact),
        "do": Lit(phrases.thing(s).do),
    }


def _joined(told: list[Node], reading: bool) -> Node | None:
    """One after the other; any of them when read."""
    if len(told) < 2:
        return either(told)
    return phrases.listed(told, some=True, joints=CLAUSES) if reading else Seq((told[0], Lit("，"), told[1]))


def _kinds(s: PickSpeech) -> tuple[Node | None, bool]:
    """The wished genres that are the item's own, and its decade if that was asked too: 1980 年代的恐怖片.

    And whether that is all of the wishes it meets."""
    item = s.evidence.item
    asked = {spell.plain(w).casefold() for w in met(s.evidence)}
    genres = [g for g in item.genres if g.casefold() in asked]
    if not genres:
        return None, False
    decades = spell.decades(item.year) if item.year else ()
    timed = bool(asked & set(decades))
    left = asked - {g.casefold() for g in genres} - set(decades)
    kind = phrases.kind_of(s, genres)
    if timed and item.year:
        when = Seq((phrases.spelt(s, words.decades(item.year)), Lit("的")))
        gap: Node = Opt(Lit(" ")) if s.reading else Lit(" ")
        return Seq((gap, Opt(when) if s.reading else when, kind)), not left
    return kind, not left


@abroad(
    "zh",
    "unmet",
    said=(
        "{it}有一点不符合你的要求：{wish}",
        "{it}没能满足你的全部要求：{wishes}",
        "据我所知，{it}{lacks}",
        "你还要求{wishes}，这一点{it}没做到",
    ),
    warm=("{but}{it}有一点没对上你的要求：{wish}", "{but}有些要求{it}没对上：{wishes}"),
    terse=("不符合要求：{all}",),
    noted=("不符合：{all}",),
    heard=(
        "(不过|但|但是|只是|)(，|){it}(有一点|有些地方|有几点|)(并不|不|没能|没有|未能)(完全|)(符合|满足|达到)(了|)(你的|你提的|你这次的|)(一个|一项|某些|全部|)(要求|愿望|需求)(：|，即|，|——){all}",
        "(不过|但|但是|只是|)(，|)你(还|)(想要|要|要求|要的是|想找|想{do})(的是|){all}，(而|但|可|可是|但是|)(这一点|)({it}|)(没做到|做不到|不符合|不是|并不是|不算|没能满足)(这一点|)",
        "(不过|但|但是|)(，|){it}(不是|并不是|不算){lacking}",
        "(不过|但|但是|)(，|)(据我所知，|){it}{lacks}",
    ),
)
def unmet(s: PickSpeech, key: Key) -> Values:
    labels = s.evidence.unmet
    told = phrases.wishes(s, labels)
    if told is None:
        return {}
    single = len(labels) == 1
    lacks = [said(s, a, form(a).lacks) for w in labels if (a := lacking(w, s.evidence.item)) is not None]
    clear = single and bool(lacks) and not s.reading
    return {
        "it": nouns.target(s),
        "all": told,
        "but": phrases.but(s, "只是"),
        "wish": told if (single and not clear) or s.reading else None,
        "lacks": either(lacks) if s.reading or single else None,
        "wishes": told if not single or s.reading else None,
        "lacking": _lacking(s) if s.reading else None,
        "do": Lit(phrases.thing(s).do),
    }


def _lacking(s: PickSpeech) -> Node | None:
    """A wished genre that the item truly lacks: 喜剧片."""
    own = {words.stems(g)[0] for g in s.evidence.item.genres}
    lacking = [w for w in s.evidence.unmet if words.known(w) and words.stems(w)[0] not in own]
    return either([phrases.kind_of(s, [w]) for w in lacking])


@abroad(
    "zh",
    "context",
    said=("{it}适合{occasion}", "{it}很适合{occasion}"),
    noted=("适合{occasion}",),
    heard=(
        "{it}(很|正|正好|也|挺|非常|)(适合|合适|适宜)(在|你|)(，|){occasion}(的时候|)(看|欣赏|)",
        "{occasion}(的话|)，{it}(很|正|正好|也|挺|)(适合|合适|是(个|一个)(好|不错的)选择)",
        "{it}(是|算是){occasion}的(好选择|不错的选择|合适选择)",
    ),
)
def context(s: PickSpeech, key: Key) -> Values:
    labels = [w for w in map(spell.plain, s.evidence.context) if w]
    named = [phrases.spelt(s, words.occasion(w, s.lexicon)) for w in labels]
    return {"it": nouns.target(s), "occasion": phrases.listed(named, some=s.reading) if named else None}


@abroad(
    "zh",
    "likeness",
    said=(
        "{it}和你描述的很接近{described}",
        "推荐{it}，{most}是因为它和你描述的很接近",
        "你想找类似{like}的，{it}就很接近",
    ),
    noted=("和你描述的很接近{described}", "和{like}很接近"),
    heard=(
        "{it}(和|跟|与)你(描述的|所描述的|说的|所说的|想要的)(内容|样子|)(很|比较|相当|)(接近|相近|相似|像|吻合){described}",
        "{it}(很|比较|)(接近|贴近|吻合)你(描述的|所描述的|说的|所说的)(内容|样子|){described}",
        "你(想要|要|想找|要找|想{do})(类似|像|和){like}(那样的|一样的|的|类似的|相似的)({noun}|)((，|)({it}|)(就|正好|)(很|比较|)(接近|相近|像|相似)|)",
        "{it}(和|跟|与){like}(很|比较|相当|)(接近|相近|相似|像)",
    ),
)
def likeness(s: PickSpeech, key: Key) -> Values:
    share = kin(s.evidence)
    like = _like(s)
    what = phrases.thing(s)
    return {
        "it": nouns.target(s),
        "like": like,
        "described": Lit("") if like is None else None,
        "most": Lit("最主要") if share > 0.5 and like is None else None,
        "do": Lit(what.do),
        "noun": lits(what.noun, *what.others),
    }


def _like(s: PickSpeech) -> Node | None:
    """The item of "something like X"."""
    e = s.evidence
    asked = (*e.asked, *e.unmet)
    for part in (p for p in e.parts if p.kind == "request" and p.value > 0 and p.label not in asked):
        found = re.match(r"like (.+) \((\d{4})\)(?:, |$)", spell.plain(part.label))
        if found:
            known = (e.item, *(c.item for c in (*e.cited, *e.against)))
            same = (k for k in known if (k.title, k.year) == (found[1], int(found[2])))
            item = next(same, Item("@like", found[1], int(found[2])))
            names = spell.film_names((item, *known))[item.id]
            left, right = phrases.thing(s).quotes
            forms = [
                f"{left}{item.title}{right}" + (f"（{item.year}）" if name.endswith(f"({item.year})") else "")
                for name in names
            ]
            return lits(*forms) if s.reading and forms else Lit(forms[0]) if forms else None
    return None
