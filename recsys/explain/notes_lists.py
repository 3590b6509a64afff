"""Notes on what-ifs, pairs, lists and tastes: the planned facts, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recsys.explain import spell
from recsys.explain.attributes import Attribute
from recsys.explain.kinds import changes
from recsys.explain.plan import Plan
from recsys.explain.records import Change, Comparison, Introduction, Leaning, Taste
from recsys.schema import Evidence, Item, Lexicon, Opinion


def lines(made: Plan) -> list[str]:
    """The lines for all planned facts that are not of a pick."""
    record = made.record
    refs = [(name, tuple(map(str, key))) for step in made.steps for name, key in step.states]
    found: list[str] = []
    if isinstance(record, Change):
        found += _condition(record)
    for name, key in refs:
        match record:
            case Change():
                found += _change(record, name, key)
            case Comparison():
                found += _pair(record, name, key)
            case Introduction():
                found += _list(record, name, key)
            case Taste():
                found += _taste(record, name, key)
    return list(dict.fromkeys(found))


def _named(items: Iterable[Item]) -> str:
    return " | ".join(spell.plain(i.name) for i in items)


def _rank(rank: int | None, none: str = "off the list") -> str:
    return none if rank is None else spell.ordinal(rank)[0]


# ---- a what-if -------------------------------------------------------------------------------------------------


def _condition(c: Change) -> list[str]:
    found = [f"Without: {_named(c.struck)}"] if c.struck else []
    return found + [f"With: {spell.plain(i.name)}, {_opinion(o, c.lexicon)}" for i, o in c.added]


def _opinion(opinion: Opinion, lexicon: Lexicon) -> str:
    return opinion.verdict if opinion.stars is None else spell.stars(opinion.stars, lexicon)[0]


def _change(c: Change, name: str, key: tuple[str, ...]) -> list[str]:
    total, gone = len(c.before), changes.lost(c)
    match name:
        case "turnover":
            order = ", order changes" if gone == 0 and c.before != c.after else ""
            return [f"Leave: {gone} of {total}; stay: {total - gone}{order}"]
        case "unchanged":
            return [{"same": "No change", "little": "Little changes", "much": "Much changes"}[key[0]]]
        case "reordered":
            return ["Only the order changes"]
        case "itself":
            return [f"Leaves for being known: {_named(i for i, _ in c.added if i.id in key)}"]
        case "leaves" | "falls" | "enters" | "rises" | "swaps" | "leads" | "furthest":
            moves = [m for m in c.moves if m.item.id in key]
            what = {"leaves": ", off the list", "enters": ", onto the list"}.get(name, "")
            none = "not a candidate"
            return [
                f"{spell.plain(m.item.name)}: {_rank(m.before, none)} to {_rank(m.after, none)}{what}" for m in moves
            ]
        case _:
            return []


# ---- two picks ---------------------------------------------------------------------------------------------------


def _pair(c: Comparison, name: str, key: tuple[str, ...]) -> list[str]:
    a, b = c.a, c.b
    both = (a, b)
    match name:
        case "ranked" | "listed" | "misses":
            return [f"{spell.plain(e.item.name)}: {_rank(e.rank)}" for e in both]
        case "rest":
            return [f"{spell.plain(e.item.name)} rests on: {_named(x.item for x in e.cited)}" for e in both]
        case "akin" if key[0] != "apart":
            return [f"Both: {', '.join(spell.genre_word(g) for g in key[: key.index('|')])}"]
        case "akin":
            return [f"{spell.plain(e.item.name)} is: {', '.join(map(spell.genre_word, e.item.genres))}" for e in both]
        case "both_fit":
            return [f"Asked for and met by both: {', '.join(w for w in a.asked if w in b.asked)}"]
        case "averages" | "same_average":
            return [_average(e) for e in both]
        case "liked_more" | "rated_more":
            return [
                f"{spell.plain(e.item.name)}: {e.crowd.likes} of {e.crowd.ratings} liked it" for e in both if e.crowd
            ]
        case "against_both":
            return [f"Against both: {_named(x.item for x in a.against if x.item.id in key)}"]
        case "unmoved":
            return ["No few decide either place"]
        case "little_known":
            return [f"Known likes: {a.likes}"]
        case _ if key[:1] in (("a",), ("b",)):
            return _side(a if key[0] == "a" else b, name, key[1:])
        case _:
            return []


def _average(e: Evidence) -> str:
    assert e.crowd is not None
    assert e.crowd.mean is not None
    return f"{spell.plain(e.item.name)}: average {spell.mean(e.crowd.mean)} from {e.crowd.ratings}"


def _side(e: Evidence, name: str, key: Sequence[str]) -> list[str]:
    """A fact of one of the two, under its name."""
    from recsys.explain.notes import pick_fact

    return [f"{spell.plain(e.item.name)}: {line}" for line in pick_fact(e, name, tuple(key), whole=True)]


# ---- a list ------------------------------------------------------------------------------------------------------


def _list(i: Introduction, name: str, key: tuple[str, ...]) -> list[str]:
    match name:
        case "here" | "met":
            wishes = f" for: {', '.join(i.wishes)}" if i.wishes else ""
            return [f"{len(i.items)} {i.lexicon.plural}{wishes}"]
        case "first":
            return [f"First: {_named(x for x in i.items if x.id in key)}"]
        case "given_up":
            return [f"Given up, too little left: {', '.join(i.relaxed)}"]
        case "fit":
            return [f"Meet everything: {i.fit}; the rest without: {', '.join(i.relaxed)}"]
        case "alike" if i.like is not None:
            return [f"Like: {_named([i.like])}"]
        case "rests" | "likes":
            return [f"Known likes: {i.likes}"]
        case "empty":
            return ["Nothing left" + (f" for: {', '.join(i.wishes)}" if i.wishes else "")]
        case _:
            return []


# ---- a taste -----------------------------------------------------------------------------------------------------


def _taste(t: Taste, name: str, key: tuple[str, ...]) -> list[str]:
    match name:
        case "tally":
            return [f"{t.opinions} {t.lexicon.plural} rated, {t.likes} liked"]
        case "leans" | "avoids" | "leanings":
            known = [
                o
                for o in (*t.leanings, *t.avoided)
                if (o.kind, o.value) == key or (name == "leanings" and o.value in key)
            ]
            return [_leaning(t, o, "Less than usual" if name == "avoids" else "More than usual") for o in known]
        case "favourites":
            stars = "liked" if key[0] == "liked" else spell.stars(float(key[0]), t.lexicon)[0]
            return [f"{stars}: {_named(i for i, _ in t.favourites if i.id in key)}"]
        case "average" if t.mean is not None:
            return [f"Own average: {spell.mean(t.mean)}"]
        case "unclear":
            return ["Too little known" if key == ("few",) else "Nothing stands out"]
        case _:
            return []


def _leaning(t: Taste, one: Leaning, how: str) -> str:
    known = {"genre": spell.genre_word(one.value), "theme": Attribute("theme", one.value).told}
    what = known.get(one.kind, f"{one.value}s")
    shares = f"{spell.percent(one.share)[0]}, everybody {spell.percent(one.usual)[0]}"
    return f"{how}: {what}, {one.liked} of {t.likes} likes, {shares}"
