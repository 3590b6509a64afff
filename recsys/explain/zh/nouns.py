"""The Chinese noun phrases of a record: how items, ratings, places and genres may be named at one point of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from recsys.explain import spell
from recsys.explain.discourse import ALL, SUBJECT, When
from recsys.explain.patterns import Alt, Claimed, Joints, Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import LARGELY, MOSTLY, PickSpeech
from recsys.explain.speech import Speech
from recsys.explain.zh import words
from recsys.explain.zh.words import Thing
from recsys.schema import Cited, Item

ENDS = ("和", "与", "跟", "及", "以及", "还有", "、和", "，以及", "，还有", " 和 ", "、以及")
BOTH = tuple((joint, closing) for joint in ("、", "") for closing in (False, True))
AND = Joints("、", "和", (*BOTH, *((joint, True) for joint in ENDS)))
"""Between names: 《A》、《B》和《C》, read also 《A》《B》."""
ITEMS = Joints("、", "、", AND.read)
"""Between wishes, which may be phrases: 不要恐怖片、不早于 1980 年."""
THEN = Joints("，", "，", (("，", True), ("，", False), ("、", True), ("、", False), ("，也", True), ("，又", True)))
"""Between clauses with one subject: 你给 A 打了 5 星，给 B 打了 4 星."""


def thing(s: Speech[Any]) -> Thing:
    return words.thing(s.lexicon)


def spelt(s: Speech[Any], spellings: Sequence[str]) -> Node:
    """When writing, the preferred spelling; when reading, any."""
    return s.spelt(spellings)


def listed(nodes: Sequence[Node], some: bool = False, joints: Joints = AND) -> Node:
    """A list of these; with `some` any selection of them will do."""
    return nodes[0] if len(nodes) == 1 else Listing(tuple(nodes), some=some, joints=joints)


# ---- items ---------------------------------------------------------------------------------------------------------


def names(s: Speech[Any], item: Item) -> tuple[str, ...]:
    """How the item is written: with its year, and by the bare title where that can mean only it."""
    left, right = thing(s).quotes
    title = f"{left}{spell.plain(item.title)}{right}"
    known = s.names[item.id]
    full = f"{title}（{item.year}）" if item.year else title
    return tuple(full if name == known[0] else title for name in known)


def title(s: Speech[Any], item: Item) -> Node | None:
    """An item by its name: with its year at first, the bare title later; None if it cannot be told apart."""
    written = names(s, item)
    if not written:
        return None
    if s.reading:
        return Alt(called(s, item))
    return Lit(written[-1] if s.brief or item.id in s.said else written[0], name=True)


def called(s: Speech[Any], item: Item) -> tuple[Node, ...]:
    """When reading, every name of the item: 《A》（1979）, 《A (1979)》, 1979 年的《A》, A (1979)."""
    left, right = thing(s).quotes
    marks = {(left, right), ("《", "》"), ("“", "”"), ('"', '"')} if left == "“" else {(left, right)}
    year = f" ({item.year})"
    said: list[str] = []
    for name in (n.text for n in s.called(item.id) if isinstance(n, Lit)):
        bare, dated = (name.removesuffix(year), True) if item.year and name.endswith(year) else (name, False)
        quoted = [f"{a}{bare}{b}" for a, b in sorted(marks)]
        if dated:
            said += [f"{q}{tail}" for q in quoted for tail in (f"（{item.year}）", f"({item.year})", year, f"{year} ")]
            said += [f"{a}{bare}{tail}{b}" for a, b in sorted(marks) for tail in (f"（{item.year}）", year)]
            said += [f"{item.year}{gap}年的{q}" for q in quoted for gap in ("", " ")]
            said += [f"{item.year}{gap}年{what}{q}" for q in quoted for gap in ("", " ") for what in _which(s)]
        else:
            said += quoted
        # Without quotes only a name that stands out from the Chinese around it.
        if re.search("[A-Za-z]", bare) and not re.search("[\u3000-\u9fff\uff00-\uffef]", bare):
            said += [f"{a}{name}{b}" for a in ("", " ") for b in ("", " ")]
            said += [f"{bare}（{item.year}）"] if dated else []
    return tuple(Lit(text, name=True) for text in dict.fromkeys(said))


def _which(s: Speech[Any]) -> tuple[str, ...]:
    return tuple(f"的{noun}" for noun in (thing(s).noun, *thing(s).others))


def target(s: PickSpeech) -> Node:
    """The pick wherever 它 could mean nothing else."""
    if s.beside:
        return title(s, s.evidence.item) or Alt(())
    what, written = thing(s), names(s, s.evidence.item)
    if s.reading:
        nouns = (what.noun, *what.others)
        it = When(lits("它", *(f"该{n}" for n in nouns), f"本{what.measure}"), lambda state: state.it)
        return Alt((*called(s, s.evidence.item), *this_one(s), *((it,) if s.it else ())))
    if s.first and written and not s.brief:
        return Lit(written[0], name=True)
    return lits("它", f"这{what.measure}{what.noun}") if s.it else Lit(f"这{what.measure}{what.noun}")


def this(s: PickSpeech) -> Node:
    """The pick where 它 could mean another item."""
    if s.beside:
        return target(s)
    what, written = thing(s), names(s, s.evidence.item)
    if s.reading:
        return Alt((*called(s, s.evidence.item), *this_one(s)))
    return Lit(written[0], name=True) if s.first and written else Lit(f"这{what.measure}{what.noun}")


def this_one(s: PickSpeech) -> tuple[Node, ...]:
    what = thing(s)
    nouns = ("", what.noun, *what.others)
    return tuple(Lit(f"这{one}{what.measure}{noun}") for one in ("", "一") for noun in nouns)


def film(s: PickSpeech, cited: Cited) -> Node | None:
    """One of the person's items; read also with what they think of it: 你喜欢的《A》, 《A》（5 星）."""
    found = title(s, cited.item)
    return found if found is None or not s.reading else Seq((*_liked(s, (cited,)), found, *_rated(s, cited)))


def _rated(s: PickSpeech, cited: Cited) -> tuple[Node, ...]:
    """What may stand in brackets behind a name."""
    if cited.stars is None:
        return ()
    marks = words.stars(cited.stars, s.lexicon, s.record.scale)
    gave = [
        f"{a}{lead}{mark}{b}"
        for a, b in ("（）", "()")
        for lead in ("", "你打了", "你打了 ", "你给了")
        for mark in marks
    ]
    return (Opt(Claimed("rating", lits(*gave))),)


def _liked(s: PickSpeech, cited: Sequence[Cited]) -> tuple[Node, ...]:
    """What may stand before names when it is true of all of them: 你喜欢的, 你打了 5 星的."""
    forms: list[Node] = []
    if all(c.verdict == "liked" for c in cited):
        forms.append(Claimed("opinion", lits("你喜欢的", "你喜欢过的", "你喜爱的", "你所喜欢的")))
    given = {c.stars for c in cited}
    if len(given) == 1 and (value := next(iter(given))) is not None:
        marks = lits(*words.stars(value, s.lexicon, s.record.scale))
        gave = (
            Seq((lits("你打了", "你打了 ", "你给了", "你给了 ", "你打过", "你打过 "), marks, Lit("的"))),
            Seq((lits("你打", "你打 ", "你给"), marks, Lit("的"))),
        )
        forms.append(Claimed("rating", Alt(gave)))
    return (Opt(Alt(tuple(forms))),) if forms else ()


def films(s: PickSpeech, cited: Sequence[Cited], some: bool = False) -> Node | None:
    """Their names in a list, marked when it is the whole cited set."""
    plain = [title(s, c.item) for c in cited]
    if not any(plain) or (not all(plain) and not some):
        return None
    kept = [c for c, name in zip(cited, plain, strict=True) if name is not None]
    if len(kept) == 1:
        one = film(s, kept[0])
        return Claimed(ALL, one) if one is not None and whole(s, cited) and len(cited) == 1 else one
    items = [Seq((name, *_rated(s, c))) if s.reading else name for c, name in zip(cited, plain, strict=True) if name]
    complete = whole(s, cited) and len(kept) == len(cited)
    listing: Node = Listing(tuple(items), some=some, rest=_rest(s, cited), most=s.most, joints=AND)
    if some:
        listing = Listing(tuple(items), some=True, joints=AND)
    if s.reading:
        listing = Seq((*_liked(s, kept), listing, *_number(s, cited, some)))
    return Claimed(ALL, listing) if complete and not some else listing


def _number(s: PickSpeech, cited: Sequence[Cited], some: bool) -> tuple[Node, ...]:
    """What may close a complete list: 《A》、《B》和《C》这三部电影."""
    if some:
        return ()
    what = thing(s)
    counted = words.measured(len(cited), what.measure)
    return (
        Opt(
            lits(
                *(f"{lead}{c}{noun}" for lead in ("这", "") for c in counted for noun in ("", what.noun, *what.others))
            )
        ),
    )


def _rest(s: PickSpeech, cited: Sequence[Cited]) -> tuple[Node, ...]:
    """How a list of the whole cited set may close early, by how many are left: 另外三部, 等五部."""
    total = len(cited)
    if not whole(s, cited) or not (s.reading or total > s.most):
        return ()
    what = thing(s)
    nouns = ("", what.noun) if s.reading else (what.noun,)
    closes: list[Node] = [Lit("")]
    for left in range(1, total):
        counts = words.measured(left, what.measure)
        said = [f"{w}{c}{n}" for w in ("另外", "其他", "其余", "另") for c in counts for n in nouns]
        if s.reading:
            said += [f"等{w}{c}{n}" for w in ("", "共") for c in words.measured(total, what.measure) for n in nouns]
        closes.append(lits(*said) if s.reading else Lit(said[0]))
    return tuple(closes)


def whole(s: PickSpeech, cited: Sequence[Cited]) -> bool:
    return {c.item.id for c in cited} == {c.item.id for c in s.evidence.cited}


def those(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """The same, or 这三部 where the set was just named."""
    found = films(s, cited)
    if not (s.them and whole(s, cited)) or (len(cited) == 1 and not s.reading):
        return found  # one alone is named again: 那部 and 这部 are too easily mixed up
    pronoun = Claimed(ALL, them(s))
    return pronoun if not s.reading or found is None else Alt((pronoun, found))


def them(s: PickSpeech) -> Node:
    """The cited set, just named. One alone is 那部: 这部 is the pick."""
    what, count = thing(s), len(s.evidence.cited)
    nouns = (what.noun, "", *what.others)
    if count == 1:
        said = [f"那{one}{what.measure}{n}" for one in ("", "一") for n in nouns]
        return When(lits(*said), lambda state: state.them) if s.reading else Lit(said[0])
    counts = words.measured(count, what.measure)
    if not s.reading:
        return lits(f"这{counts[0]}", f"这{counts[0]}{what.noun}")
    said = [f"{w}{c}{n}" for w in ("这", "那", "全部这", "上述") for c in counts for n in nouns]
    said += [f"{w}几{what.measure}{n}" for w in ("这", "那") for n in nouns]
    return When(lits(*said, "它们", f"这些{what.noun}", f"那些{what.noun}"), lambda state: state.them)


def after_them(s: PickSpeech, node: Node) -> Node:
    """Words that speak of the cited set, which must just have been named: 其中任何一部."""
    return Claimed(ALL, When(node, lambda state: state.them) if s.reading else node)


def but(s: Speech[Any], word: str) -> Node | None:
    """A word of contrast; nothing was said yet that it could stand against where a text begins."""
    return None if s.first else lits(*dict.fromkeys((word, "不过", "但是", "但", "只是"))) if s.reading else Lit(word)


# ---- opinions ------------------------------------------------------------------------------------------------------


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


# ---- degrees, places, genres -----------------------------------------------------------------------------------------


def degree(s: PickSpeech, share: float) -> Node | None:
    """An adverb that the share of all that speaks for the pick supports; None for too small a share."""
    said: list[str] = []
    if share > MOSTLY:
        said += ["主要"] + (["多半", "大半", "大部分", "主要还是"] if s.reading else [])
    if share > LARGELY and (s.reading or share <= MOSTLY):
        said += ["很大程度上"] + (["在很大程度上", "相当程度上"] if s.reading else [])
    if share > 0 and s.reading:
        said += ["部分", "一部分", "部分地", "在一定程度上", "一定程度上", "有一部分"]
    return Claimed("share", lits(*said)) if said else None


def cause(s: PickSpeech, share: float) -> Node:
    """The same before 原因: 主要原因."""
    said = ["原因"]
    if share > MOSTLY:
        said = ["主要原因", *((*said, "最主要的原因") if s.reading else ())][: 2 if s.reading else 1]
    elif share > LARGELY and s.reading:
        said += ["很重要的原因", "重要原因"]
    if share > 0 and s.reading:
        said += ["部分原因", "原因之一", "一部分原因"]
    node = lits(*said)
    return Claimed("share", node) if said[0] != "原因" else node


def rank(s: Speech[Any], place: int) -> Node:
    """A place on a list: 第 3 位."""
    return spelt(s, words.ordinals(place))


def count(s: Speech[Any], number: int) -> Node:
    """So many of the catalogue's things: 三部, 12 部."""
    return spelt(s, words.measured(number, thing(s).measure))


def people(s: Speech[Any], number: int) -> Node:
    return spelt(s, words.people(number))


def kind_of(s: Speech[Any], genres: Sequence[str]) -> Node:
    """What sort of thing: 科幻惊悚片; read in any order, also 科幻片和惊悚片."""
    order = words.ranked(tuple(genres))
    if s.reading:
        items = tuple(lits(*dict.fromkeys((*words.kinds(g, s.lexicon), *words.stems(g)))) for g in order)
        tails = (
            "片",
            thing(s).noun,
            f"类{thing(s).noun}",
            "类的作品",
            "题材的作品",
            f"题材的{thing(s).noun}",
            *thing(s).others,
        )
        joints = Joints(
            "、", "和", (*BOTH, *((j, True) for j in ("和", "与", "兼", "加", "，也是", "又是", "，又是", "也是")))
        )
        listing = Listing(items, joints=joints) if len(items) > 1 else items[0]
        return Seq((listing, Opt(lits(*dict.fromkeys(tails)))))
    heads, last = [words.stems(g)[0] for g in order[:-1]], words.kinds(order[-1], s.lexicon)[0]
    close = len(order) == 2 and all(map(words.known, order))
    return Lit((heads[0] if close else "、".join(heads) + "、" if heads else "") + last)


def elements(s: Speech[Any], genres: Sequence[str]) -> Node:
    """The genres as things that can be had or shared: 动作和科幻."""
    order = words.ranked(tuple(genres))
    return listed([lits(*words.stems(g)) if s.reading else Lit(words.stems(g)[0]) for g in order])


def wishes(s: Speech[Any], labels: Iterable[str]) -> Node | None:
    """Wishes in the person's own order: 喜剧片、1980 年代."""
    kept = [w for w in dict.fromkeys(map(spell.plain, labels)) if w]
    nodes = [lits(*said) if s.reading else Lit(said[0]) for said in (words.wish(w, s.lexicon) for w in kept)]
    return listed(nodes, some=s.reading, joints=ITEMS) if nodes else None
