"""Chinese words for any record: lists, degrees, places, counts, genres, wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from recsys.explain import spell
from recsys.explain.patterns import Claimed, Joints, Listing, Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import LARGELY, MOSTLY
from recsys.explain.speech import Speech
from recsys.explain.zh import words
from recsys.explain.zh.words import Thing

ENDS = ("和", "与", "跟", "及", "以及", "还有", "、和", "，以及", "，还有", " 和 ", "、以及")
BOTH = tuple((joint, closing) for joint in ("、", "") for closing in (False, True))
AND = Joints("、", "和", (*BOTH, *((joint, True) for joint in ENDS)))
"""Between names: 《A》、《B》和《C》, read also 《A》《B》."""
ITEMS = Joints("、", "、", AND.read)
"""Between wishes, which may be phrases: 不要恐怖片、不早于 1980 年."""
THEN = Joints("，", "，", (("，", True), ("，", False), ("、", True), ("、", False), ("，也", True), ("，又", True)))
"""Between clauses with one subject: 你给 A 打了 5 星，给 B 打了 4 星."""


JOINED = ("，", "；", "，而", "，同时", "，并且", "，而且", ",", ", ")
CLAUSES = Joints("，", "，", tuple((joint, closing) for joint in JOINED for closing in (True, False)))
"""Between clauses with a subject each."""


def thing(s: Speech[Any]) -> Thing:
    return words.thing(s.lexicon)


def kept(s: Speech[Any], name: str, make: Callable[[], Node]) -> Node:
    """What is read is the same at every point of a text, so it is made once; what is written is made anew."""
    return s._kept(f"zh {name}", make) if s.reading else make()


def spelt(s: Speech[Any], spellings: Sequence[str]) -> Node:
    """When writing, the preferred spelling; when reading, any."""
    return s.spelt(spellings)


def listed(nodes: Sequence[Node], some: bool = False, joints: Joints = AND) -> Node:
    """A list of these; with `some` any selection of them will do."""
    return nodes[0] if len(nodes) == 1 else Listing(tuple(nodes), some=some, joints=joints)


def but(s: Speech[Any], word: str) -> Node | None:
    """A word of contrast; nothing was said yet that it could stand against where a text begins."""
    return None if s.first else lits(*dict.fromkeys((word, "不过", "但是", "但", "只是"))) if s.reading else Lit(word)


def degree(s: Speech[Any], share: float) -> Node | None:
    """An adverb that the share of all that speaks for the pick supports; None for too small a share."""
    said: list[str] = []
    if share > MOSTLY:
        said += ["主要"] + (["多半", "大半", "大部分", "主要还是"] if s.reading else [])
    if share > LARGELY and (s.reading or share <= MOSTLY):
        said += ["很大程度上"] + (["在很大程度上", "相当程度上"] if s.reading else [])
    if share > 0 and s.reading:
        said += ["部分", "一部分", "部分地", "在一定程度上", "一定程度上", "有一部分"]
    return Claimed("share", lits(*said)) if said else None


def cause(s: Speech[Any], share: float) -> Node:
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


def counted(s: Speech[Any], number: int, *nouns: str) -> Node:
    """The same with the thing, as it stands behind a word: 三部电影, " 12 部电影"."""
    what = thing(s)
    said = words.measured(number, what.measure)
    tails = nouns or (what.noun, *what.others)
    if s.reading:
        return lits(*(f"{gap}{n}{tail}" for gap in ("", " ") for n in said for tail in tails))
    return Lit(f"{spaced(said[0])}{tails[0]}")


def spaced(text: str) -> str:
    """With the space that stands between a Chinese word and a figure."""
    return f" {text}" if text[:1].isdigit() else text


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


def wishes(s: Speech[Any], labels: Iterable[str], some: bool = True) -> Node | None:
    """Wishes in the person's own order: 喜剧片、1980 年代; read any of them, or without `some` all."""
    kept = [w for w in dict.fromkeys(map(spell.plain, labels)) if w]
    nodes = [lits(*said) if s.reading else Lit(said[0]) for said in (words.wish(w, s.lexicon) for w in kept)]
    return listed(nodes, some=some and s.reading, joints=ITEMS) if nodes else None
