"""The claim kinds themselves: what is true of an evidence, and how it is said. See `claims` for what they become.

Thresholds of quantifiers are constants here or in `speech`, so that "most" and "mostly" mean one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Key, kind
from recsys.explain.patterns import Claimed, Listing, Lit, Node, Seq, either, lits
from recsys.explain.speech import ALL, SHOWN, SUBJECT, Speech
from recsys.schema import Cited, Evidence, Receipt

Facts = Iterator[tuple[Key, Mapping[str, Node | None]]]

ENOUGH = 10
"""A quantifier such as "most" needs at least this many people."""
GENRES = 6
"""More genres than this of one item are not combined."""
REACH = 5
"""Receipts look for sets of at most this many items."""


# ---- what the receipts say ---------------------------------------------------------------------------------


def together(e: Evidence) -> Receipt | None:
    """The receipt of the whole cited set, if striking it makes the pick fall."""
    if not e.receipts or not e.cited or e.rank is None:
        return None
    first = e.receipts[0]
    same = {c.item.id for c in e.cited} == set(first.without)
    return first if same and first.fell and first.rank_before == e.rank else None


def alone(e: Evidence, cited: Cited) -> Receipt | None:
    """The receipt of one cited item alone."""
    return next((r for r in e.receipts if r.without == (cited.item.id,) and r.rank_before == e.rank), None)


def leaves(receipt: Receipt) -> bool:
    """Whether the pick was among the first and is not any more without the struck items."""
    return receipt.rank_before <= SHOWN and (receipt.rank_after is None or receipt.rank_after > SHOWN)


def picked(e: Evidence) -> bool:
    """Whether it makes sense to speak of the item as a recommendation."""
    return e.rank is not None and e.excluded is None


@kind(
    "reason",
    "cited receipts rank",
    "it this here few degree you ratings few_noted",
    said=(
        "{it} is {here} [{degree}] because {you}",
        "{it} owes its place [{degree}] to {ratings}",
        "{you}, and that is [{degree}] why {it} is {here}",
    ),
    noted=("[{degree}] because {you}",),
    heard=(
        "{it} (was|is) (picked|recommended) [{degree}] because {you}",
        "{it} (comes|came) [up] [{degree}] because {you}",
        "because {you}, {it} is {here}",
        "it is [{degree}] because {you} that {it} is {here}",
        "the (main )reason is that {you}",
        "{you}, which is [{degree}] why {it} is {here}",
        "{you}; that is [{degree}] why {it} is {here}",
        "{ratings} put {it} where it is",
        "I (picked|suggest|recommend) {it} [{degree}] because {you}",
    ),
)
def reason(s: Speech) -> Facts:
    """Striking exactly these items moves the pick down: the whole cited set, or one item whose own receipt fell."""
    e = s.evidence
    whole = together(e)
    sets: list[tuple[Key, tuple[Cited, ...], Receipt]] = []
    if whole is not None:
        sets.append((("all",), e.cited, whole))
    if s.reading and len(e.cited) > 1:
        for c in e.cited:
            receipt = alone(e, c)
            if receipt is not None and receipt.fell:
                sets.append(((c.item.id,), (c,), receipt))
    if not picked(e):
        return
    for key, cited, receipt in sets:
        out = leaves(receipt)
        here = ("here", "on your list") if out else ("this high on your list", "ranked this high")
        yield (
            key,
            {
                "it": s.target,
                "this": s.this,
                "here": lits(*here, *(("on the list", "among your picks") if out and s.reading else ())),
                "degree": s.degree(sum(c.share for c in cited if c.value > 0)),
                "you": s.opinion(cited),
                "ratings": s.ratings(cited),
            },
        )


@kind(
    "together",
    "cited receipts rank",
    "it those before after gone lifted",
    said=(
        "without {those}, {it} would (fall|drop|slip) from {before} to {after}",
        "without {those}, {it} would be {after}, not {before}",
        "take {those} away and {it} (falls|drops) from {before} to {after}",
        "without {those}, {it} would {gone}",
        "take {those} away and {it} would {gone}",
        "together they {lifted} {it} from {after} to {before}",
    ),
    heard=(
        "{it} would (fall|drop|slip|go|sink|move) [down] from {before} to {after} without {those}",
        "without {those}, {it} would (rank|stand|be|come) {after} (instead of|rather than) {before}",
        "without {those}, {it} (falls|drops|slips|goes) [down] from {before} to {after}",
        "(remove|strike|leave out) {those} and {it} (falls|drops|would fall|would drop) from {before} to {after}",
        "if you had not (rated|liked) {those}, {it} would (rank|be) {after}, not {before}",
        "{it} would {gone} without {those}",
        "(remove|strike|leave out) {those} and {it} would {gone}",
    ),
)
def together_kind(s: Speech) -> Facts:
    """The measured fall of the pick when the whole cited set is struck."""
    e = s.evidence
    receipt = together(e)
    if receipt is not None:
        yield ("all",), _fall(s, receipt, s.those(e.cited))


def _fall(s: Speech, receipt: Receipt, those: Node | None) -> Mapping[str, Node | None]:
    after = receipt.rank_after
    plural = len(s.evidence.cited) > 1 and len(receipt.without) > 1
    return {
        "it": s.target,
        "those": those,
        "before": s.rank(receipt.rank_before),
        "after": None if after is None else s.rank(after),
        "gone": None if after is not None else lits("drop off your list", "not be on your list at all"),
        "lifted": lits("lift", "bring") if plural and s.them and after is not None else None,
    }


@kind(
    "alone",
    "cited receipts rank",
    "it film after before gone stays rises none those",
    said=(
        "without {film} alone, {it} would (fall|drop|slip) to {after}",
        "without {film} alone, {it} would {gone}",
        "without {film} alone, {it} would {stays}",
        "without {film} alone, {it} would rise to {rises}",
        "{none} would bring {it} down alone",
        "{none} decides it alone",
    ),
    heard=(
        "without [just] {film}, {it} would [still] (be|fall to|drop to|rank) {after}",
        "without [just] {film}, {it} would still {stays}",
        "{film} alone (lifts|brings) {it} from {after} to {before}",
    ),
)
def alone_kind(s: Speech) -> Facts:
    """What striking a single cited item does; or that no single one of several makes the pick fall."""
    e = s.evidence
    if len(e.cited) < 2 or e.rank is None:
        return
    receipts = [(c, alone(e, c)) for c in e.cited]
    for c, receipt in receipts:
        film = s.film(c)
        if receipt is None or film is None:
            continue
        after, before = receipt.rank_after, receipt.rank_before
        values: dict[str, Node | None] = {"it": s.target, "film": film, "before": s.rank(before)}
        if after is None:
            values["gone"] = lits("drop off your list", "not be on your list at all")
        elif after > before:
            values["after"] = s.rank(after)
        elif after == before:
            values["stays"] = Seq((lits("stay ", "remain "), s.rank(before)))
        else:
            values["rises"] = s.rank(after)
        yield (c.item.id,), values
    if s.them and all(r is not None and not r.fell for _, r in receipts):
        none = ("neither of them",) if len(e.cited) == 2 else ("none of them", "no single one of them")
        yield ("none",), {"it": s.target, "none": Claimed(ALL, lits(*none))}


# ---- the person's items ------------------------------------------------------------------------------------


@kind("opinion", "cited against", "you", said=("{you}",))
def opinion(s: Speech) -> Facts:
    """What the person thinks of some of the named items, and how they rated them."""
    known = (*s.evidence.cited, *(c for c in s.evidence.against if c not in s.evidence.cited))
    if known and s.reading:
        yield ("some",), {"you": s.opinion(known, some=True)}
        if s.evidence.cited:
            yield ("all",), {"you": s.opinion(s.evidence.cited)}


@kind(
    "order",
    "cited parts",
    "film other of",
    said=("{film} counts [the] most of them", "{film} counts for more than {other}"),
    heard=(
        "{film} (counts|weighs|speaks) [the] (most|strongest) [for it]",
        "(most|above all) of all {film}",
        "{film} (counts|weighs) more than {other}",
        "{film} is the (main|strongest) (one|reason)",
    ),
)
def order(s: Speech) -> Facts:
    """Which cited item contributes most (of all the history, where nothing limits it), or more than another."""
    e = s.evidence
    history = [p.value for p in e.parts if p.kind == "history"]
    for a, b in ((a, b) for a in e.cited for b in e.cited if a.value > b.value):
        if s.reading:
            yield (a.item.id, b.item.id), {"film": _subject(s.film(a)), "other": s.film(b)}
    top = max(e.cited, key=lambda c: c.value, default=None)
    if top is None or len(e.cited) < 2 or not all(top.value > c.value for c in e.cited if c is not top):
        return
    if (s.them or s.reading) and all(top.value >= v for v in history):
        yield (top.item.id,), {"film": _subject(s.film(top))}


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
def share(s: Speech) -> Facts:
    """The cited set's part of everything that speaks for the pick."""
    e = s.evidence
    if e.cited and all(c.value > 0 for c in e.cited):
        yield ("all",), {"it": s.target, "those": s.those(e.cited), "percent": _percent(s, e.cited)}
        for c in e.cited:
            yield (c.item.id,), {"it": s.target, "those": s.film(c), "percent": _percent(s, (c,))}


def _percent(s: Speech, cited: tuple[Cited, ...]) -> Node:
    return s.spelt(spell.percent(sum(c.share for c in cited)))


@kind(
    "shared",
    "cited.shared item.genres",
    "it films kind genres mix attribute values",
    said=(
        "like {films}, {it} is {kind}",
        "{it} is {kind}, like {films}",
        "{it} has the same mix of {mix} as {films}",
        "{it} shares the {attribute} {values} with {films}",
    ),
    heard=(
        "{it} shares {genres} with {films}",
        "{it} is [also] {kind}, (just like|as is|as are) {films}",
        "{it} has {genres} in common with {films}",
        "{it} has the {attribute} {values} in common with {films}",
    ),
)
def shared(s: Speech) -> Facts:
    """Genres and other attributes that the pick has in common with cited items."""
    e = s.evidence
    if not e.cited:
        return
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    for size in range(1, len(genres) + 1):
        for chosen in combinations(genres, size):
            having = [c for c in e.cited if set(chosen) <= set(c.shared.get("genre", ()))]
            if not having:
                continue
            films = s.films(having, some=True) if s.reading else s.those(having)
            if s.reading and len(having) == len(e.cited) and s.them:
                films = either([n for n in (films, s.those(having)) if n is not None])
            genre_list = s.genre_list(chosen)
            values = {"it": s.target, "films": films, "kind": s.kind_of(chosen), "genres": genre_list}
            values["mix"] = genre_list if size > 1 else None
            yield (*chosen, "|", *(c.item.id for c in having)), values
    names = dict.fromkeys((k, v) for c in e.cited for k, vs in c.shared.items() if k != "genre" for v in vs)
    for attribute, value in names:
        if not spell.plain(value) or value not in e.item.attributes.get(attribute, ()):
            continue
        having = [c for c in e.cited if value in c.shared.get(attribute, ())]
        films = s.films(having, some=s.reading)
        said = {"attribute": Lit(attribute), "values": Lit(spell.plain(value), name=True)}
        yield (attribute, value, "|", *(c.item.id for c in having)), {"it": s.target, "films": films, **said}


@kind(
    "against",
    "against",
    "it you ratings",
    said=(
        "what (speaks|counts) against {it} is that {you}",
        "that {you} counts against {it}",
    ),
    heard=("{you}, and that (speaks|counts) against {it}", "{you}, which (speaks|counts) against {it}"),
)
def against(s: Speech) -> Facts:
    """Items whose contribution is negative."""
    negative = [c for c in s.evidence.against if c.value < 0]
    for c in negative:
        yield (c.item.id,), {"it": s.target, "you": s.opinion((c,))}
    if len(negative) > 1:
        yield ("all",), {"it": s.target, "you": s.opinion(negative)}


# ---- the crowd ---------------------------------------------------------------------------------------------


@kind(
    "co_liked",
    "cited.crowd",
    "film this both liked most",
    said=(
        "of the {liked} people who liked {film}, {both} also liked {this}",
        "{most} people who liked {film} also liked {this}",
        "{most} people who liked {film} also liked {this}: {both} of {liked}",
    ),
    heard=(
        "{both} of the {liked} people who liked {film} [also] liked {this} [too]",
        "{both} (of|out of) {liked} people who liked {film} [also] liked {this}",
        "{most} of (those|the people) who liked {film} [also] liked {this} [too]",
        "{most} people who liked {film} liked {this} too",
    ),
)
def co_liked(s: Speech) -> Facts:
    """How many of the people who liked a cited item also liked the pick."""
    for c in s.evidence.cited:
        if c.crowd is None or not 0 < c.crowd.both <= c.crowd.liked:
            continue
        most = c.crowd.liked >= ENOUGH and 2 * c.crowd.both > c.crowd.liked
        yield (
            (c.item.id,),
            {
                "film": s.film(c),
                "this": s.this,
                "both": s.spelt(spell.counted(c.crowd.both)),
                "liked": s.spelt(spell.counted(c.crowd.liked)),
                "most": lits("most", "more than half") if most and s.reading else Lit("most") if most else None,
            },
        )


@kind(
    "crowd",
    "crowd",
    "it ratings likes mean most",
    said=(
        "{likes} of the {ratings} people who rated {it} liked it",
        "of the {ratings} people who rated {it}, {likes} liked it",
        "{it} averages {mean} from {ratings} people",
    ),
    noted=("liked by {likes} of {ratings} people",),
    heard=(
        "{ratings} people [have] rated {it}, {mean} on average",
        "{most} of the {ratings} people who rated {it} liked it",
        "{most} people who rated {it} liked it",
        "{likes} people [have] liked {it}",
        "{ratings} people [have] rated {it}",
    ),
)
def crowd(s: Speech) -> Facts:
    """How the people of the data set rate the pick, always with how many they are."""
    c = s.evidence.crowd
    if c is None or not 0 <= c.likes <= c.ratings or not c.ratings:
        return
    most = c.ratings >= ENOUGH and 2 * c.likes > c.ratings
    values: dict[str, Node | None] = {
        "it": s.target,
        "likes": s.spelt(spell.counted(c.likes)) if c.likes else None,
        "ratings": s.spelt(spell.counted(c.ratings)) if c.ratings > 1 else None,
        "mean": None if c.mean is None else Lit(f"{spell.mean(c.mean)} {s.evidence.lexicon.unit}s"),
        "most": lits("most", "more than half") if most else None,
    }
    yield ("pick",), values


@kind(
    "popular",
    "parts",
    "it degree",
    said=(
        "{it} is on your list [{degree}] because of how widely it is liked",
        "{it} leans [{degree}] on how widely it is liked",
    ),
    noted=("widely liked",),
)
def popular(s: Speech) -> Facts:
    """The popularity base is the largest single part of the score."""
    e = s.evidence
    positive = [p.value for p in e.parts if p.value > 0]
    value = sum(p.value for p in e.parts if p.kind == "popularity")
    if value > 0 and value >= max(positive) and picked(e):
        yield ("base",), {"it": s.target, "degree": s.degree(value / sum(positive))}


PREPOSITIONS = frozenset(["not", "no", "from", "before", "after", "until", "since", "between", "with", "without", "for", "to", "on", "under", "over"])
"""A wish that begins with one of these does not follow "you asked for" well."""


# ---- the request -------------------------------------------------------------------------------------------


@kind(
    "request",
    "asked",
    "it wishes nouns",
    said=(
        "{it} (fits|matches) what you asked for: {wishes}",
        "you asked for {nouns}, and {it} fits",
    ),
    noted=("fits what you asked for: {wishes}",),
    heard=("{it} (meets|fits|matches) your (wish|request|wishes): {wishes}", "you asked for {wishes}"),
)
def request(s: Speech) -> Facts:
    """Wishes that the pick truly meets."""
    wishes = _wishes(s, s.evidence.asked)
    if wishes is not None:
        awkward = any(w.split()[0].casefold() in PREPOSITIONS for w in s.evidence.asked if w.split())
        yield ("asked",), {"it": s.target, "wishes": wishes, "nouns": wishes if s.reading or not awkward else None}


@kind(
    "unmet",
    "unmet",
    "it wishes wish",
    said=(
        "{it} does not fit one of your wishes: {wish}",
        "{it} does not fit everything you asked for: {wishes}",
        "you asked for {wishes}, but {it} does not fit that",
    ),
    noted=("does not fit: {wishes}",),
    heard=("{it} does not (meet|match) (your wish|your wishes|what you asked for): {wishes}",),
)
def unmet(s: Speech) -> Facts:
    """Wishes that the pick does not meet."""
    wishes = _wishes(s, s.evidence.unmet)
    if wishes is not None:
        single = len(s.evidence.unmet) == 1
        yield ("unmet",), {"it": s.target, "wishes": None if single and not s.reading else wishes, "wish": wishes}


def _wishes(s: Speech, labels: tuple[str, ...]) -> Node | None:
    words = tuple(Lit(w, name=True) for w in dict.fromkeys(map(spell.plain, labels)) if w)
    return Listing(words, some=s.reading) if len(words) > 1 else words[0] if words else None


@kind(
    "context",
    "context",
    "it label",
    said=("{it} suits the occasion: {label}",),
    noted=("suits the occasion: {label}",),
    heard=("{it} (fits|suits) {label}",),
)
def context(s: Speech) -> Facts:
    """Company, mood or occasion said in the chat that raises the pick's score."""
    labels = _wishes(s, s.evidence.context)
    if labels is not None:
        yield ("context",), {"it": s.target, "label": labels}


# ---- where it stands ---------------------------------------------------------------------------------------


@kind(
    "rank",
    "rank candidates excluded",
    "it rank candidates plural top",
    said=(
        "{it} is {rank} on your list",
        "{it} ranks {rank} of the {candidates} {plural} I considered",
        "{it} is {top}",
    ),
    noted=("{rank} on your list",),
    heard=("{it} (ranks|comes|is) {rank} (on|in) your list", "{it} (comes|ranks) {rank} for you"),
)
def rank(s: Speech) -> Facts:
    """The pick's place among the candidates."""
    e = s.evidence
    if not picked(e) or e.rank is None:
        return
    few = e.candidates > 1 and e.candidates >= e.rank
    yield (
        ("rank",),
        {
            "it": s.target,
            "rank": s.rank(e.rank),
            "candidates": s.spelt(spell.counted(e.candidates)) if few else None,
            "plural": Lit(s.plural),
            "top": lits("your top pick", "at the top of your list") if e.rank == 1 else None,
        },
    )


@kind(
    "outside",
    "rank candidates excluded",
    "it candidates plural",
    said=(
        "{it} did not make it among the {candidates} {plural} I considered for you",
        "{it} is not among the {candidates} {plural} I considered for you",
    ),
)
def outside(s: Speech) -> Facts:
    """The item is not a candidate, though nothing the person said excludes it."""
    e = s.evidence
    if e.rank is None and e.excluded is None and e.candidates > 1:
        yield (
            ("outside",),
            {"it": s.target, "candidates": s.spelt(spell.counted(e.candidates)), "plural": Lit(s.plural)},
        )


@kind(
    "excluded",
    "excluded",
    "it told",
    said=("{told}, so I leave it off your list",),
    heard=("{told}",),
)
def excluded(s: Speech) -> Facts:
    """The person's own verdict keeps the item out."""
    verdict = s.evidence.excluded
    if verdict is None or s.evidence.rank is not None:
        return
    done = s.evidence.lexicon.done
    said = {
        "liked": (("you have already told me that you liked ", ""),),
        "disliked": (("you have already told me that you disliked ", ""),),
        "neutral": ((f"you have already {done} ", ""),),
        "seen": ((f"you have already {done} ", ""),),
        "rejected": (("you told me that ", " is not for you"),),
    }[verdict]
    yield (
        ("verdict",),
        {"told": either([Seq((Lit(a), s.target, Lit(b))) for a, b in said])},
    )


@kind(
    "about",
    "item.genres item.year",
    "it kind year decade",
    said=("{it} is {kind} [from {year}]",),
    noted=("{kind} from {year}",),
    heard=(
        "{it} (is from|came out in|dates from) {year}",
        "{it} is {kind} from the {decade}",
        "{it} is from the {decade}",
    ),
)
def about(s: Speech) -> Facts:
    """Genres and year of the pick."""
    e = s.evidence
    year = None if e.item.year is None else Lit(str(e.item.year))
    decade = None if e.item.year is None else Lit(spell.decade(e.item.year))
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    sizes = range(1, len(genres) + 1) if s.reading else [min(len(genres), 3)] if genres else []
    if not genres and s.reading and year:
        yield ("year",), {"it": s.target, "year": year, "decade": decade}
    for size in sizes:
        for chosen in combinations(genres, size) if s.reading else [genres[:size]]:
            yield chosen, {"it": s.target, "kind": s.kind_of(chosen), "year": year, "decade": decade}


# ---- how much is known -------------------------------------------------------------------------------------


@kind(
    "absence",
    "receipts cited likes rank",
    "plural five none",
    said=(
        "no {five} of your {plural} decide its place",
        "no small group of your {plural} decides its place",
        "{none} decides its place",
    ),
)
def absence(s: Speech) -> Facts:
    """The search for a receipt found no set of up to five items whose loss moves the pick."""
    e = s.evidence
    if not picked(e) or e.receipts or e.cited or e.likes < 1 or not (s.it or s.reading):
        return
    many = e.likes > REACH
    yield (
        ("none",),
        {
            "plural": Lit(s.plural) if many else None,
            "five": Lit(spell.SMALL[REACH]) if many else None,
            "none": None if many else Lit(f"none of your {s.plural}" if e.likes > 1 else f"no {s.noun} of yours"),
        },
    )


@kind(
    "whole",
    "parts cited receipts",
    "it degree plural",
    said=(
        "{it} comes from your taste as a whole",
        "{it} comes from all your {plural} together, not from a few",
    ),
    noted=("fits your taste as a whole",),
)
def whole(s: Speech) -> Facts:
    """Most of the score is history, yet no small set of it decides."""
    e = s.evidence
    if not picked(e) or e.receipts or e.cited:
        return
    positive = sum(p.value for p in e.parts if p.value > 0)
    history = sum(p.value for p in e.parts if p.value > 0 and p.kind == "history")
    if history > MOST_OF * positive and len([p for p in e.parts if p.kind == "history"]) > REACH:
        yield ("history",), {"it": s.target, "plural": Lit(s.plural)}


MOST_OF = 0.5
"""Share of all that speaks for a pick from which it comes "from your taste as a whole"."""


@kind(
    "thin",
    "thin likes",
    "plural count one none little",
    said=(
        "your own {little} say little about it, so take this as a guess",
        "so far I know [only] {count} {plural} you like, so take this as a guess",
        "so far I know [only] one {one} you like, so take this as a guess",
        "I do not know yet {none} you like, so take this as a guess",
    ),
    heard=(
        "I [only] know {count} {plural} [that] you like [so far]",
        "I [only] know one {one} [that] you like [so far]",
        "take this as a guess",
    ),
)
def thin(s: Speech) -> Facts:
    """History speaks little: few likes, or most of the score comes from elsewhere."""
    e = s.evidence
    if not e.thin:
        return
    few = e.likes < 6
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "little": Lit(s.plural) if not few and s.it else None,
            "count": s.spelt(spell.small(e.likes)) if e.likes > 1 and few else None,
            "one": Lit(s.noun) if e.likes == 1 else None,
            "none": Lit(f"which {s.plural}") if e.likes == 0 else None,
        },
    )


@kind(
    "known",
    "likes",
    "likes plural one none",
    said=(
        "I know {likes} {plural} you like",
        "I know one {one} you like",
        "I do not know yet {none} you like",
    ),
)
def known(s: Speech) -> Facts:
    """How many of the person's likes there are to go by: always true, so there is always something to say."""
    likes = s.evidence.likes
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "likes": s.spelt(spell.counted(likes)) if likes > 1 else None,
            "one": Lit(s.noun) if likes == 1 else None,
            "none": Lit(f"which {s.plural}") if likes < 1 else None,
        },
    )
