"""The person's own items: what they think of them, how much each counts, what each has in common with the pick."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.receipts import alone
from recsys.explain.patterns import Claimed, Lit, Node, Seq, either, lits
from recsys.explain.pick_speech import ALL, SUBJECT, PickSpeech
from recsys.schema import Cited

LITTLE = 0.1
"""Items count against a pick "a little" up to this part of all that speaks for it."""
GENRES = 6
"""More genres than this of one item are not combined."""


@kind("opinion", "cited against", "you", said=("{you}",))
def opinion(s: PickSpeech) -> Facts:
    """What the person thinks of some of the named items, and how they rated them."""
    known = (*s.evidence.cited, *(c for c in s.evidence.against if c not in s.evidence.cited))
    if known and s.reading:
        # The whole set first: read as such it may be called "them" afterwards.
        if s.evidence.cited:
            yield ("all",), {"you": s.opinion(s.evidence.cited)}
        yield ("some",), {"you": s.opinion(known, some=True)}


@kind(
    "order",
    "cited parts",
    "film other top main it place",
    said=("{film} counts [the] most of them", "{film} counts for more than {other}"),
    heard=(
        "{film} (counts|weighs) [the] most of them",
        "(of|out of) everything you (liked|have liked|like), {top} (counts|speaks) for {it} [the] most",
        "(of|out of) everything you (liked|have liked|like), {top} (counts|speaks) [the] most[ for {it}]",
        "{film} (counts|weighs) more than {other}",
        "{main} is the (main|strongest) reason[ why {it} (is|comes) {place}[ on your list]]",
        "{main} (counts|weighs|speaks) [the] (most|strongest) for {it}",
    ),
)
def order(s: PickSpeech) -> Facts:
    """Which cited item contributes most (of all the history, where nothing limits it), or more than another."""
    e = s.evidence
    history = [p.value for p in e.parts if p.kind == "history"]
    for a, b in ((a, b) for a in e.cited for b in e.cited if a.value > b.value):
        if s.reading:
            yield (a.item.id, b.item.id), {"film": _subject(s.film(a)), "other": s.film(b)}
    top = max(e.cited, key=lambda c: c.value, default=None)
    if top is None or not all(top.value > c.value for c in e.cited if c is not top):
        return
    if (s.them or s.reading) and all(top.value >= v for v in history):
        film = _subject(s.film(top))
        values = {"film": film if len(e.cited) > 1 else None, "it": s.target}
        if s.reading:
            # The main reason is one: nothing else speaks louder, and the pick would not stand there without it.
            receipt = alone(e, top)
            main = receipt is not None and receipt.fell and all(top.value >= p.value for p in e.parts)
            values |= {"top": film if top.verdict == "liked" else None, "main": film if main else None}
            values["place"] = None if e.rank is None else s.rank(e.rank)
        yield (top.item.id,), values


def _subject(film: Node | None) -> Node | None:
    return None if film is None else Claimed(SUBJECT, film)


@kind(
    "share",
    "cited.share",
    "it those percent",
    said=(),
    heard=(
        "{those} (make|makes) up [about] {percent} of what speaks for {it}",
        "[about] {percent} of what speaks for {it} comes from {those}",
    ),
)
def share(s: PickSpeech) -> Facts:
    """The cited set's part of everything that speaks for the pick."""
    e = s.evidence
    if e.cited and all(c.value > 0 for c in e.cited):
        yield ("all",), {"it": s.target, "those": s.those(e.cited), "percent": _percent(s, e.cited)}
        for c in e.cited:
            yield (c.item.id,), {"it": s.target, "those": s.film(c), "percent": _percent(s, (c,))}


def _percent(s: PickSpeech, cited: tuple[Cited, ...]) -> Node:
    return s.spelt(spell.percent(sum(c.share for c in cited)))


@kind(
    "shared",
    "cited.shared item.genres",
    "it films kind genres mix attribute values other this",
    said=(
        "like {films}, {it} is {kind}",
        "{it} is {kind}, like {films}",
        "{it} has the same mix of {mix} as {films}",
        "{it} shares the {attribute} {values} with {films}",
    ),
    heard=(
        "{it} shares {genres} with {films}",
        "{it} is [also] {kind}, (just like|as is|as are) {films}",
        "{it} is {kind}, as {films} (is|are)",
        "{it} is {kind}, and so (is|are) {films}",
        "{other} is {kind}(, too| too| as well|, and so is {this})",
        "{it} has {genres} in common with {films}",
        "{it} has the {attribute} {values} in common with {films}",
    ),
)
def shared(s: PickSpeech) -> Facts:
    """Genres and other attributes that the pick has in common with cited items."""
    e = s.evidence
    pool = s.named
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    for size in range(1, len(genres) + 1):
        for chosen in combinations(genres, size):
            having = [c for c in pool if set(chosen) <= set(c.shared.get("genre", ()))]
            if not having:
                continue
            films = s.films(having, some=s.reading)
            pronoun = s.them and len(having) > (1 if s.reading else 2) and len(having) == len(e.cited)
            if pronoun:
                films = either([n for n in (films if s.reading else None, Claimed(ALL, s.pronoun)) if n is not None])
            genre_list = s.genre_list(chosen)
            values = {"it": s.target, "films": films, "kind": s.kind_of(chosen), "genres": genre_list}
            nouns = size > 1 and (s.reading or not pronoun) and not any(g.endswith("'s") for g in chosen)
            values["mix"] = genre_list if nouns else None
            if s.reading:
                one = either([n for c in having if (n := s.film(c)) is not None])
                values |= {"other": _subject(one), "this": s.this}
            yield (*chosen, "|", *(c.item.id for c in having)), values
    names = dict.fromkeys((k, v) for c in pool for k, vs in c.shared.items() if k != "genre" for v in vs)
    for attribute, value in names:
        if not spell.plain(value) or value not in e.item.attributes.get(attribute, ()):
            continue
        having = [c for c in pool if value in c.shared.get(attribute, ())]
        films = s.films(having, some=s.reading)
        said = {"attribute": Lit(attribute), "values": Lit(spell.plain(value), name=True)}
        yield (attribute, value, "|", *(c.item.id for c in having)), {"it": s.target, "films": films, **said}


@kind(
    "against",
    "against",
    "it you ratings films liking little",
    said=(
        "what (speaks|counts) against {it} is that {you}",
        "that {you} counts against {it}",
    ),
    heard=(
        "{you}, (and that|but that|which) (speaks|counts) against {it}[ {little}]",
        "({ratings}|{films}) (speaks|speak|counts|count) against {it}[ {little}]",
        "{liking} (speaks|counts) against {it}[ {little}]",
        "{films} (pull|pulls|weigh|weighs) {it} down[ {little}]",
    ),
)
def against(s: PickSpeech) -> Facts:
    """Items whose contribution is negative."""
    negative = [c for c in s.evidence.against if c.value < 0]
    speaking = sum(p.value for p in s.evidence.parts if p.value > 0)
    for chosen in ([negative] if len(negative) > 1 else []) + [[c] for c in negative]:
        values: dict[str, Node | None] = {"it": s.target, "you": s.opinion(chosen)}
        if s.reading:
            films = s.films(chosen)
            verb = {"liked": "liking ", "disliked": "disliking "}.get(chosen[0].verdict)
            same = verb is not None and all(c.verdict == chosen[0].verdict for c in chosen)
            little = -sum(c.value for c in chosen) <= LITTLE * speaking
            values |= {
                "films": _subject(films),
                "ratings": s.ratings(chosen),
                "liking": Seq((Lit(verb or ""), films)) if same and films is not None else None,
                "little": lits("a little", "slightly", "somewhat") if little else None,
            }
        yield (("all",) if len(chosen) > 1 else (chosen[0].item.id,)), values
