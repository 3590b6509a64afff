"""What the person thinks of their items, in Chinese: verdicts and ratings, as clauses and as noun phrases."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain.discourse import ALL, SUBJECT
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.zh import words
from recsys.explain.zh.nouns import film, films, whole
from recsys.explain.zh.phrases import THEN, listed, spelt, thing
from recsys.schema import Cited


def opinion(s: PickSpeech, cited: Sequence[Cited], some: bool = False) -> Node | None:
    """What the person thinks of each: 你喜欢《A》和《B》, 你给《A》打了 5 星，给《B》打了 4 星."""
    clauses: list[Node] = []
    groups = {v: [c for c in cited if c.verdict == v] for v in dict.fromkeys(c.verdict for c in cited)}
    parts = [_verdict(s, v, group, some) for v, group in groups.items()]
    told = [p for p in parts if p is not None]
    if some or len(parts) == 1:
        clauses += [Seq((Lit("你"), p)) for p in told]
        if some:
            pairs = ((p, q) for p in told for q in told if p is not q)
            clauses += [Seq((Lit("你"), p, lits("，", "，但", "，也", "，而", "，却"), q)) for p, q in pairs]
    elif len(told) == len(parts):
        clauses.append(Seq((Lit("你"), listed(told, joints=THEN))))
    few = not s.reading and (s.brief or len(cited) > s.most)
    if not few and (gave := _gave(s, cited, some)) is not None:
        clauses.append(gave)
    found = either(clauses)
    if found is not None and len(parts) > 1 and whole(s, cited) and not some:
        found = Claimed(ALL, found)
    return None if found is None else Claimed("opinion", found)


def _verdict(s: PickSpeech, verdict: str, group: Sequence[Cited], some: bool) -> Node | None:
    named = _singly(s, group) if some else films(s, group)
    if named is None:
        return None
    done = words.done(s.lexicon)
    if verdict == "rejected":
        mine = [Seq((Lit("说过"), named, Lit("不适合你")))]
        return Alt((*mine, Seq((lits("回绝了", "拒绝了", "拒绝过"), named)))) if s.reading else mine[0]
    watch = thing(s).do
    said = {
        "liked": ("喜欢", "喜爱", "喜欢过", "都喜欢", f"喜欢{watch}", f"爱{watch}"),
        "disliked": ("不喜欢", f"不喜欢{watch}", "没喜欢上", "没有喜欢上"),
        "seen": (done,),
        "neutral": (done,),
    }[verdict]
    forms: list[Node] = [Seq((lits(*said) if s.reading else Lit(said[0]), named))]
    if s.reading and verdict == "neutral":
        forms.append(Seq((lits("觉得", "认为"), named, lits("一般", "还可以", "还行"))))
    if s.reading and verdict in ("liked", "disliked"):
        rated = ("的评价不错", "有好感") if verdict == "liked" else ("没有好感", "没好感", "评价不高")
        forms.append(Seq((Lit("对"), named, lits(*rated))))
    return Alt(tuple(forms)) if len(forms) > 1 else forms[0]


def _singly(s: PickSpeech, group: Sequence[Cited]) -> Node | None:
    """Any selection of them. After one alone 它 might mean that one."""
    several = films(s, group, some=True)
    ones = [Claimed(SUBJECT, node) for c in group if (node := film(s, c)) is not None]
    return None if several is None else Alt((*ones, several))


def _gave(s: PickSpeech, cited: Sequence[Cited], some: bool) -> Node | None:
    """你给《A》和《B》都打了 5 星，给《C》打了 4 星: only when every one of them has a rating."""
    rated = [c for c in cited if c.stars is not None]
    if not rated or (len(rated) < len(cited) and not some):
        return None
    groups = {v: [c for c in rated if c.stars == v] for v in dict.fromkeys(c.stars for c in rated)}
    each: list[Node] = []
    short: list[Node] = []
    for value, group in groups.items():
        named = _singly(s, group) if some else films(s, group)
        if named is None:
            continue
        spellings = words.stars(value or 0.0, s.lexicon, s.record.scale)
        full = ("满分",) if value == s.record.scale.maximum else ()
        marks = lits(*spellings) if s.reading else lits(spellings[0], *full)
        both = "都" if len(group) > 1 else ""
        verbs = [f"{both}打了 ", *((f"{both}打了",) if full and not s.reading else ())]
        if s.reading:
            verbs = [
                f"{b}{v}{gap}"
                for b in {both, ""}
                for v in ("打了", "打过", "打", "的评分是", "评了")
                for gap in (" ", "")
            ]
            verbs += ["的是", "的都是"] if both else ["的是"]
            each.append(Seq((lits("给", "给了", "对"), named, lits(*verbs), marks)))
            short.append(Seq((named, Opt(Lit(" ")), marks)))
        else:
            plain = [Seq((Lit("给"), named, Lit(f"{both}打了 "), Lit(spellings[0])))]
            top = [Seq((Lit("给"), named, Lit(f"{both}打了"), Lit(m))) for m in full]
            each.append(Alt((*plain, *top)) if top else plain[0])
    if not each or (len(each) < len(groups) and not some):
        return None
    listing = listed(each, some, THEN)
    if some and len(each) > 1:
        listing = Alt((*each, listing))
    forms: list[Node] = [listing]
    if s.reading and short and (some or len(short) == len(groups)):
        forms.append(Seq((lits("给", "给了"), listed(short, some, THEN))))
    found: Node = Seq((Lit("你"), Alt(tuple(forms)) if len(forms) > 1 else forms[0]))
    return Claimed("rating", Claimed(ALL, found) if whole(s, cited) and not some else found)


def ratings(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """A noun phrase: 你给《A》和《B》的 5 星, 你对《A》的喜爱."""
    named = films(s, cited)
    if named is None:
        return None
    forms: list[Node] = []
    if all(c.stars is not None for c in cited):
        score = lits("的评分", "打的分", "的打分") if s.reading else Lit("打的分")
        forms.append(Seq((lits("你给", "你对") if s.reading else Lit("你给"), named, score)))
        given = {c.stars for c in cited}
        if len(given) == 1:
            spellings = words.stars(given.pop() or 0.0, s.lexicon, s.record.scale)
            gave = lits("打的 ", "的 ", "打出的 ", "打的", "的", "打出的") if s.reading else Lit("打的 ")
            forms.append(Claimed("rating", Seq((Lit("你给"), named, gave, spelt(s, spellings)))))
    if all(c.verdict == "liked" for c in cited):
        fond = lits("的喜爱", "的喜欢", "的好感", "的偏爱") if s.reading else Lit("的喜爱")
        forms.append(Claimed("opinion", Seq((Lit("你对"), named, fond))))
    return either(forms)
