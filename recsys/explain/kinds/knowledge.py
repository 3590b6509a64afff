"""How much is known of the person, and how far that carries."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import When
from recsys.explain.kinds import places
from recsys.explain.kinds.knowing import FEW, bare, clause, likes_of, only_one, opinions_of
from recsys.explain.kinds.phrases import any_of, once, phrase, words
from recsys.explain.kinds.receipts import picked
from recsys.explain.kinds.shares import ALL, popularity
from recsys.explain.kinds.sources import BECAUSE, DONE, MEANS, by_popularity, leading
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Claimed, Lit, Node, Seq, lits
from recsys.explain.pick_speech import PickSpeech

__all__ = ["FEW"]


@kind(
    "thin",
    "thin likes parts",
    "it guess plural count one none little taste asked more few known",
    said=(
        "{it} rests more on {asked} than on your own {plural}",
        "your own {little} are less than half of what speaks for {it}, so {guess}",
        "so far I know [only] {count} {plural} you like, so {guess}",
        "so far I know [only] one {one} you like, so {guess}",
        "I do not know yet {none} you like, so {guess}",
    ),
    free=("{known}, so {guess}",),
    warm=("{known}, so {guess}",),
    terse=("{known}, so {guess}",),
    noted=("{few}",),
    heard=(
        "[so far ]I [only] know (of |)(only |just |){count} {plural} [that] you like[ so far][, so {guess}]",
        "[so far ]I [only] know (of |)(only |just |)one {one} [that] you like[ so far][, so {guess}]",
        "I do not know ({none} you like|{taste}) yet[, so {guess}]",
        "as {known}, {guess}",
        "your (request matters|request counts for|wishes count for) {more} [here] than your history",
        "{guess}",
    ),
)
def thin(s: PickSpeech) -> Facts:
    """History speaks little: few likes, or most of the score comes from elsewhere."""
    e = s.evidence
    if not e.thin:
        return
    few = e.likes < FEW
    speaking = [p for p in e.parts if p.value > 0]
    weighs = led(e)
    less = 2 * sum(p.value for p in speaking if p.kind == "history") < sum(p.value for p in speaking)
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "guess": _guess(s),
            "taste": Lit("your taste") if e.likes == 0 else None,
            "asked": Lit("what you asked for") if weighs else None,
            "more": Lit("more") if weighs and s.reading else None,
            "it": s.target,
            "little": Lit(s.plural) if not few and less and (s.reading or not weighs) else None,
            "count": s.spelt(spell.small(e.likes)) if e.likes > 1 and few else None,
            "one": Lit(s.noun) if e.likes == 1 else None,
            "none": Lit(f"which {s.plural}") if e.likes == 0 else None,
            "known": clause(s) if few else None,
            "few": words(s, (), (), ("thin evidence", "thin ground", "early days")) if s.reading else None,
        },
    )


@kind(
    "known",
    "likes opinions parts",
    "it likes plural one none known bare then more at therefore",
    said=(
        "I know {likes} {plural} you like",
        "I know one {one} you like",
        "I do not know yet {none} you like",
    ),
    free=("{known}", "with {bare}, {then}", "{then}, as {known}", "{known}, so {then}"),
    warm=("{known}, so {then}", "with {bare}, {then}"),
    terse=("{known}", "{known}, so {then}"),
    noted=("{more}",),
    heard=(
        "(with|given|from|on|in the absence of|without) {bare}[,] {then}",
        "(as|since|because|seeing that|while) {known}, {then}",
        "{then}[,] (as|since|because|given that|seeing that) {known}",
        "{then}[,] (with|given|from|in the absence of) {bare}",
        "{known}[, though][,] (so|and so|hence|which means|which means that|so that|so for now|so as yet) {then}",
        "{therefore}",
        "(keep in mind|please keep in mind|note|bear in mind|mind) that {known}",
        "{it} (is|stands|comes|ranks) {at}[,] (because|as|since) ({known}|{known}[,] (so|and [so]) {then})",
        "{it} (is|stands|comes|ranks) {at}[,] (because|as|since)[,] (with|given|in the absence of) {bare}, {then}",
        "({known}|{bare}) (stands|stand|is|are) behind (that|it|this)[, so {then}]",
        "(rate|tell me about) (a few|some|more) {plural}[,] and I can say more",
        "(rate|tell me about) (a few|some|more) {plural}[,] and this may [well] (change|look different)",
        "with a few (more|) ratings from you[,] this may [well] (change|look different)",
    ),
)
def known(s: PickSpeech) -> Facts:
    """How many of the person's likes there are to go by: always true, so there is always something to say."""
    e = s.evidence
    told = {"bare": bare(s), "known": clause(s), "then": _then(s)}
    thin = "[(and|but|still|all on)] {bare}"
    yield (
        ("likes",),
        {
            **told,
            "therefore": _therefore(s, told["then"]),
            "it": s.target,
            "plural": Lit(s.plural),
            "likes": s.spelt(spell.counted(e.likes)) if e.likes > 1 else None,
            "one": Lit(s.noun) if e.likes == 1 else None,
            "none": Lit(f"which {s.plural}") if e.likes < 1 else None,
            "more": phrase(s, told, (), (), (thin, "{bare}, so {then}", "(thin evidence|early days)[,:] {bare}")),
            "at": places.at(s, e.rank) if s.reading and picked(e) and e.rank is not None else None,
        },
    )


@kind(
    "only",
    "likes opinions cited against",
    "film only then",
    said=("{film} is {only}",),
    heard=(
        "{only} is {film}",
        "{film} is {only}[,] so {then}",
        "(keep in mind|please keep in mind|note|bear in mind|mind) that {film} is {only}",
    ),
)
def only(s: PickSpeech) -> Facts:
    """That an item is the only one the person liked, or gave an opinion on."""
    for cited in (*s.evidence.cited, *s.evidence.against):
        if (told := only_one(s, cited)) is not None:
            yield (cited.item.id,), {"film": s.film(cited), "only": told, "then": _then(s)}


@once
def _then(s: PickSpeech) -> Node | None:
    """What follows from how little is known: a guess, or that something else decides."""
    e = s.evidence
    guess = _guess(s) if e.thin and e.likes < FEW else None
    order = by_popularity(s) if e.likes == 0 or popularity(e) > ALL else None
    lead = leading(s) if e.likes < FEW else None
    gone = _gone(s) if order is not None and s.reading else None
    return any_of(
        None if guess is None else Claimed("thin", guess),
        None if order is None else Claimed("popularity", order),
        None if lead is None else Claimed("sources", lead),
        gone,
    )


def _therefore(s: PickSpeech, then: Node | None) -> Node | None:
    """When read, what follows from how little is known where that was just said: "so the evidence is thin"."""
    if then is None or not s.reading:
        return None
    said = {"known", "only", "thin", "popularity", "neither"}
    return When(Seq((lits("so ", "hence "), then)), lambda state: bool(state.told & said))


def _gone(s: PickSpeech) -> Node | None:
    """When read, what I do with popularity, the subject left out: "have gone by popularity"."""
    verbs = [w.removeprefix("I ") for w in MEANS]
    node = phrase(
        s, {"go": words(s, (), (), (*verbs, *DONE))}, (), (), ("{go} popularity[ (alone|only|so far|for now)]",)
    )
    return None if node is None else Claimed("popularity", node)


@kind(
    "popularity",
    "parts rank candidates",
    "it order puts place stands by frag known tops that",
    said=("{order}",),
    free=("popularity {puts} {it} {place}", "{it} is {stands} {by}"),
    terse=("{order}",),
    noted=("{frag}",),
    heard=(
        "{it}: {stands} {by}",
        "{order}, (as|since|because) {known}",
        "{that} {puts} {it} {place}[, (as|since|because) {known}]",
        "{that} (gives|means|makes) {place}",
        "(its|the|that) popularity [alone] is [(all that|all|what|that)] {puts} {it} {place}[, since {known}]",
        "(popularity|its popularity) alone {puts} {it} {place}[, (as|since|because) {known}]",
        "(its|the|that) {place} (comes from|is down to|is due to|goes back to) [its] popularity[ alone]",
        "(its|the|that) {place} (comes from|is down to) [its] popularity[ alone], (as|since|because) {known}",
        "{that} is down to [its] popularity[ alone][, (as|since|because) {known}]",
        "{it} (comes|ranks|stands) {stands} {by}[, (as|since|because) {known}]",
        "{it} {tops} {by}[, (as|since|because) {known}]",
        "by popularity[,] {it} (comes|ranks|is) {stands}",
    ),
)
def popularity_kind(s: PickSpeech) -> Facts:
    """Popularity is nearly all that speaks for the pick, and so decides its place."""
    e = s.evidence
    order = by_popularity(s)
    if order is None or e.rank is None:
        return
    on = tuple(
        f"{w} popularity"
        for w in ("by", "on", "for its", "thanks to its", "because of its", "on its", "on the strength of its")
    )
    alone = popularity(e) >= ALL
    only = (
        *(f"{o} alone" for o in on),
        "on that alone",
        *(f"{w} {b}" for b in BECAUSE for w in ("simply", "only", "just")),
    )
    by = words(s, on[:1], only[:2] if alone else (), (*on, *BECAUSE, *(only if alone else ())))
    stands = places.at(s, e.rank)
    place = any_of(
        phrase(s, {"p": places.place(s, e.rank)}, ("in {p}",), (), ("(into|to|up to|at) {p}", "{p}")),
        phrase(s, {"at": stands, "o": s.ordinal(e.rank)}, (), (), ("{at}", "to {o}", "first", "to the top"))
        if e.rank == 1
        else phrase(s, {"at": stands, "o": s.ordinal(e.rank)}, (), (), ("{at}", "to {o}")),
    )
    puts = (
        "makes",
        "gives",
        "lifts",
        "takes",
        "gets",
        "carries",
        "leaves",
        "ranks",
        "earns",
        "keeps",
        "is what makes",
        "brings",
    )
    yield (
        ("order",),
        {
            "it": s.target,
            "order": order,
            "puts": words(s, ("puts",), ("brings",), (*puts, "is what puts", "alone puts", "only puts", "still puts")),
            "place": place,
            "stands": stands,
            "by": by,
            "known": clause(s) if e.likes == 0 else None,
            "tops": places.tops(s, e.rank),
            "that": _that(s),
            "frag": phrase(
                s, {"at": stands, "by": by, "it": s.target}, (), (), ("[(but|still|and)] {at} {by}[: {it}]", "{place}")
            ),
        },
    )


def _that(s: PickSpeech) -> Node | None:
    """When read, "that" of what was just said of popularity or of the crowd."""
    if not s.reading:
        return None
    told = {"popularity", "popular", "crowd", "known", "sources"}
    return When(lits("that", "this", "which"), lambda state: bool(state.told & told))


@once
def _guess(s: PickSpeech) -> Node | None:
    """How to take a pick that little speaks for: "take this as a guess", "the evidence is thin"."""
    few = s.evidence.likes < FEW
    values = {
        "it": any_of(lits("it", "this", "that"), s.target) if s.reading else Lit("this"),
        "guess": words(
            s,
            ("a guess",),
            ("a first guess", "a careful guess"),
            tuple(
                f"{article} {how}{noun}"
                for noun in ("guess", "suggestion", "pick", "try", "tip", "shot", "bet", "proposal")
                for article, how in (
                    *(("a", h) for h in ("", "first ", "cautious ", "careful ", "tentative ", "rough ", "mere ")),
                    *(("an", h) for h in ("early ", "uncertain ", "educated ")),
                )
            ),
        ),
        "salt": words(
            s, ("a pinch of salt",), (), ("a grain of salt", "some caution", "caution", "care", "a little caution")
        ),
        "take": words(
            s, ("take",), (), ("please take", "see", "please see", "treat", "please treat", "read", "consider")
        ),
        "only": words(s, ("only",), (), ("just", "no more than", "little more than", "still", "rather", "still only")),
        "thin": words(
            s, ("thin",), (), ("still thin", "rather thin", "very thin", "a bit thin", "scarce", "weak", "slim")
        ),
    }
    few_values = {
        **values,
        "else": words(s, (), (), ("else", "else of yours", "of yours")),
        "have": words(
            s,
            ("there is",),
            ("I have",),
            ("that leaves me", "that gives me", "that is", "this is", "which leaves me", "that leaves", "I've got"),
        ),
        "use": words(
            s,
            ("to go on",),
            ("to go by",),
            (
                *("to back it up", "to back it up yet", "to weigh", "to build on", "to lean on", "to work with"),
                *("for me to go on", "for me to go by", "to go on yet", "to go on so far", "to base this on"),
                *("to lift it", "to lift it higher", "to judge by", "to say more", "to rely on"),
            ),
        ),
        "taste": words(s, (), (), ("your taste", "what you like", "you", "your tastes")),
        "known": any_of(opinions_of(s), likes_of(s)),
    }
    general = phrase(
        s,
        values,
        ("take this as {guess}", "this is {only} {guess}", "take this with {salt}"),
        ("the evidence is {thin}",),
        (
            "{take} {it} (as|for) {guess}",
            "{take} {it} with {salt}",
            "{it} is [{only}] {guess}",
            "the (evidence|ground|basis) is {thin}",
            "(that|this|it) is thin (evidence|ground)",
            "the ground is [still] shaky",
            "I (may|might|could) [well] be (off|wrong|mistaken|far off)",
            "I (cannot|can't|am not|'m not) [be] (very|too|so|quite|all that) (sure|certain)[ (of|about) {it}]",
            "(that|this) is (all|as much as) I (know|have|can say)[ so far]",
        ),
    )
    if not few:
        return general
    return any_of(
        general,
        phrase(
            s,
            few_values,
            (),
            ("{have} little {use}",),
            (
                "{have} [so|very|only|too] little [{else}] {use}",
                "{known} (is|are|make|makes) [very] thin evidence",
                "{known} (is|are) [not|hardly] enough to (show|know|tell|judge|reveal|learn) {taste}",
                "I (cannot|can't) [really] (judge|tell|know|gauge) {taste}[ yet]",
                "I [still] know [so|very|only|too] little (of|about) {taste}[ yet]",
                "(it is|it's) [still] early days",
                "I can say little [about {taste}][ yet]",
            ),
        ),
    )
