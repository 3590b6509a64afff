"""What the other people of the data set think, always with how many they are."""

from __future__ import annotations

from itertools import permutations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.receipts import picked
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited

FEW = 30
"""Up to this many people are "only" so many."""
ENOUGH = 10
"""A quantifier such as "most" needs at least this many people."""


@kind(
    "co_liked",
    "cited.crowd",
    "film this both liked most part tend some",
    said=(
        "of the {some} people who liked {film}, {both} also liked {this}",
        "{most} people who liked {film} also liked {this}",
        "{most} people who liked {film} also liked {this}: {both} of {liked}",
    ),
    heard=(
        "{both} of the {liked} people who liked {film} [also] liked {this} [too]",
        "{both} (of|out of) {liked} people who liked {film} [also] liked {this}",
        "{most} of (those|the people) who liked {film} [also] liked {this} [too]",
        "{most} people who liked {film} liked {this} too",
        "{part} (of those|of the people|people) who liked {film} [also] (liked|enjoyed) {this}[ (too|as well)]"
        "[: {both} of {liked}]",
        "{tend} of {film} tend to like {this}[ (too|as well)][: {both} of {liked} did]",
    ),
)
def co_liked(s: PickSpeech) -> Facts:
    """How many of the people who liked a cited item also liked the pick."""
    for c in s.evidence.cited:
        if (figures := _figures(s, c)) is not None:
            yield (c.item.id,), figures


def _figures(s: PickSpeech, c: Cited) -> dict[str, Node | None] | None:
    if c.crowd is None or not 0 < c.crowd.both <= c.crowd.liked:
        return None
    most = c.crowd.liked >= ENOUGH and 2 * c.crowd.both > c.crowd.liked
    return {
        "film": s.film(c),
        "this": s.this,
        "both": s.spelt(spell.counted(c.crowd.both)),
        "liked": s.spelt(spell.counted(c.crowd.liked)),
        "some": s.spelt(spell.counted(c.crowd.liked)) if s.reading or not most else None,
        "most": lits("most", "more than half") if most and s.reading else Lit("most") if most else None,
        "part": lits(*parts) if s.reading and (parts := spell.portions(c.crowd.both, c.crowd.liked)) else None,
        "tend": lits("fans", "admirers") if s.reading and most else None,
    }


@kind(
    "co_liked_both",
    "cited.crowd",
    "film this both liked most film2 both2 liked2",
    said=(
        "{most} people who liked {film} also liked {this}, and so did {both2} of the {liked2} who liked {film2}",
        "of the {liked} people who liked {film}, {both} also liked {this}, "
        "as did {both2} of the {liked2} who liked {film2}",
    ),
)
def co_liked_both(s: PickSpeech) -> Facts:
    """The same of two cited items."""
    for a, b in permutations(s.evidence.cited, 2):
        one, other = _figures(s, a), _figures(s, b)
        if one is not None and other is not None:
            yield (a.item.id, b.item.id), {**one, **{k + "2": other[k] for k in ("film", "both", "liked")}}


@kind(
    "crowd",
    "crowd",
    "it ratings likes mean most few",
    said=(
        "of the {ratings} people who rated {it}, {likes} liked it",
        "{it} averages {mean} from {ratings} people",
    ),
    noted=("liked by {likes} of {ratings} people",),
    heard=(
        "{likes} of the {ratings} people who rated {it} liked it",
        "{ratings} people [have] rated {it}, {mean} on average",
        "{most} of the {ratings} people who rated {it} liked it",
        "{most} people who rated {it} liked it",
        "{likes} people [have] liked {it}",
        "{ratings} people [have] rated {it}",
        "(only|just) {few} people [have] rated {it}",
        "(people|viewers|others) rate {it} {mean} on average",
        "{it} averages [(about|around)] {mean}",
        "(the|its) average rating is [(about|around)] {mean}",
    ),
)
def crowd(s: PickSpeech) -> Facts:
    """How the people of the data set rate the pick, always with how many they are."""
    c = s.evidence.crowd
    if c is None or not 0 <= c.likes <= c.ratings or not c.ratings:
        return
    most = c.ratings >= ENOUGH and 2 * c.likes > c.ratings
    values: dict[str, Node | None] = {
        "it": s.target,
        "likes": s.spelt(spell.counted(c.likes)) if c.likes else None,
        "ratings": s.spelt(spell.counted(c.ratings)) if c.ratings > 1 else None,
        "mean": None if c.mean is None else s.spelt(spell.means(c.mean, s.evidence.lexicon, s.evidence.scale)),
        "few": s.spelt(spell.counted(c.ratings)) if s.reading and 1 < c.ratings <= FEW else None,
        "most": lits("most", "more than half") if most else None,
    }
    yield ("pick",), values


@kind(
    "popular",
    "parts",
    "it degree",
    said=("{it} leans [{degree}] on how widely it is liked",),
    noted=("widely liked",),
    heard=("how widely {it} is liked (counts|speaks) [the] most",),
)
def popular(s: PickSpeech) -> Facts:
    """The popularity base is the largest single part of the score."""
    e = s.evidence
    positive = [p.value for p in e.parts if p.value > 0]
    value = sum(p.value for p in e.parts if p.kind == "popularity")
    if value > 0 and value >= max(positive) and picked(e):
        yield ("base",), {"it": s.target, "degree": s.degree(value / sum(positive))}
