"""The Chinese names of things: how the pick and the person's items may be named at one point of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from recsys.explain.discourse import ALL, When
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.speech import Speech
from recsys.explain.zh import words
from recsys.explain.zh.phrases import AND, kept, listed, thing
from recsys.schema import Cited, Item


def names(s: Speech[Any], item: Item) -> tuple[str, ...]:
    """How the item is written: with its year, and by the bare title where that can mean only it."""
    left, right = thing(s).quotes
    year = f" ({item.year})"
    return tuple(
        f"{left}{name.removesuffix(year)}{right}" + (f"（{item.year}）" if item.year and name.endswith(year) else "")
        for name in s.names[item.id]
    )


def title(s: Speech[Any], item: Item) -> Node | None:
    """An item by its name: with its year at first, the bare title later; None if it cannot be told apart."""
    written = names(s, item)
    if not written:
        return None
    if s.reading:
        return kept(s, f"title {item.id}", lambda: Alt(called(s, item)))
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


def named(s: Speech[Any], items: Sequence[Item], some: bool = False) -> Node | None:
    """The titles in a list; None if one cannot be told apart, or with `some` if none can."""
    every = [title(s, i) for i in items]
    known = [name for name in every if name is not None]
    if not known or (len(known) < len(every) and not some):
        return None
    names_ = listed(known, some=some)
    return Seq((names_, *_number(s, len(known)))) if s.reading and not some and len(known) > 1 else names_


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
        listing = Seq((*_liked(s, kept), listing, *(() if some else _number(s, len(cited)))))
    return Claimed(ALL, listing) if complete and not some else listing


def _number(s: Speech[Any], count: int) -> tuple[Node, ...]:
    """What may close a complete list: 《A》、《B》和《C》这三部电影."""
    what = thing(s)
    counted = words.measured(count, what.measure)
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
