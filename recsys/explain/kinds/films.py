"""The person's own items: what they think of them, how much each counts, what each has in common with the pick."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import ALL, SUBJECT
from recsys.explain.patterns import Claimed, Lit, Node, Seq, lits
from recsys.explain.pick_speech import PickSpeech

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


def _subject(film: Node | None) -> Node | None:
    return None if film is None else Claimed(SUBJECT, film)


@kind(
    "shared",
    "cited.shared item.genres",
    "it films kind mix shared note",
    said=(
        "like {films}, {it} is {kind}",
        "{it} is {kind}, like {films}",
        "{it} has the same mix of {mix} as {films}",
    ),
    free=(
        "{it} is {kind}, just like {films}",
        "{it} is {kind} like {films}",
        "just like {films}, {it} is {kind}",
        "{it} is also {kind}, like {films}",
    ),
    warm=("{it} is {kind}, just like {films}", "like {films}, {it} is {kind}"),
    terse=("{kind}, like {films}",),
    heard=(
        "{shared}",
        "{note}",
    ),
)
def shared(s: PickSpeech) -> Facts:
    """Genres that the pick has in common with cited items."""
    e = s.evidence
    pool = s.named
    if s.reading and pool:
        yield (), s.kinship()
    genres = () if s.reading else tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    for size in range(1, len(genres) + 1):
        for chosen in combinations(genres, size):
            having = [c for c in pool if set(chosen) <= set(c.shared.get("genre", ()))]
            if not having:
                continue
            pronoun = s.them and len(having) > 2 and len(having) == len(e.cited)
            films = Claimed(ALL, s.pronoun) if pronoun else s.films(having)
            mix = size > 1 and not pronoun and not any(g.endswith("'s") for g in chosen)
            values = {"it": s.target, "films": films, "kind": s.kind_of(chosen)}
            values["mix"] = s.genre_list(chosen) if mix else None
            yield (*chosen, "|", *(c.item.id for c in having)), values


@kind(
    "against",
    "against",
    "it you ratings films liking little pulls",
    said=(
        "what (speaks|counts) against {it} is that {you}",
        "that {you} counts against {it}",
    ),
    free=("{you}, which counts against {it}", "{you}, and that speaks against {it}"),
    warm=("not everything speaks for {it}: {you}", "{you}, though, and that speaks against {it}"),
    terse=("against {it}: {you}",),
    heard=(
        "{you}, (and that|but that|which) {pulls}[ {little}]",
        "({ratings}|{films}|{liking}) {pulls}[ {little}][ (too|as well|instead)]",
        "{films}[,] against it",
        "against it (stand|stands|speak|speaks|count|counts|weigh|weighs|is|are) ({ratings}|{films}|{liking})",
        "what (speaks|counts) against it (is|are) ({ratings}|{films}|{liking})",
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
                "pulls": s.pulls,
                "little": lits("a little", "slightly", "somewhat") if little else None,
            }
        yield (("all",) if len(chosen) > 1 else (chosen[0].item.id,)), values
