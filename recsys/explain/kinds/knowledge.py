"""How much is known of the person, and how far that carries."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.kinds.sources import popularity, by_popularity
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Claimed, Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited, Evidence

FEW = 6
"""With fewer likes than this, thin evidence is put down to knowing little of the person."""
HARDLY = 3
"""With fewer likes than this a taste is hardly known."""

SO_FAR = ("so far", "yet", "to go on", "to go by", "to go on so far", "to go by so far", "at the moment", "as yet")
ONLY = ("only", "just", "no more than", "all of", "barely", "a mere", "a total of")


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
    free=("{known}, so {guess}", "as {known}, {guess}"),
    warm=("{known}, so {guess}",),
    terse=("{known}, so {guess}",),
    noted=("{few}",),
    heard=(
        "[so far ]I [only] know (of |)(only |just |){count} {plural} [that] you like[ so far][, so {guess}]",
        "[so far ]I [only] know (of |)(only |just |)one {one} [that] you like[ so far][, so {guess}]",
        "I do not know ({none} you like|{taste}) yet[, so {guess}]",
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
            "known": _clause(s) if few else None,
            "few": words(s, (), (), ("thin evidence", "thin ground", "early days")) if s.reading else None,
        },
    )


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
        "salt": words(s, ("a pinch of salt",), (), ("a grain of salt", "some caution", "caution", "care", "a little caution")),
        "take": words(s, ("take",), (), ("please take", "see", "please see", "treat", "please treat", "read", "consider")),
        "only": words(s, ("only",), (), ("just", "no more than", "little more than", "still", "rather", "still only")),
        "thin": words(s, ("thin",), (), ("still thin", "rather thin", "very thin", "a bit thin", "scarce", "weak", "slim")),
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
        "known": any_of(_opinions(s), _likes(s)),
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


@kind(
    "known",
    "likes opinions cited against",
    "likes plural one none known bare then more only film",
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
        "(with|given|from|on) {bare}[,] {then}",
        "(as|since|because|seeing that|while) {known}, {then}",
        "{then}[,] (as|since|because|given that|seeing that) {known}",
        "{then}[,] (with|given|from) {bare}",
        "{known}, (so|and so|hence|which means|which means that|so that|so for now|so for now,|so as yet) {then}",
        "(so|hence) {then}",
        "{film} is {only}",
        "{only} is {film}",
        "(keep in mind|please keep in mind|note|bear in mind|mind) that ({known}|{film} is {only})",
    ),
)
def known(s: PickSpeech) -> Facts:
    """How many of the person's likes there are to go by: always true, so there is always something to say."""
    e = s.evidence
    clause = _clause(s)
    bare = _bare(s)
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "likes": s.spelt(spell.counted(e.likes)) if e.likes > 1 else None,
            "one": Lit(s.noun) if e.likes == 1 else None,
            "none": Lit(f"which {s.plural}") if e.likes < 1 else None,
            "known": clause,
            "bare": bare,
            "then": _then(s),
            "more": phrase(s, {"bare": bare}, (), (), ("[(and|but|still)] {bare}", "{bare}, so thin evidence"))
            if s.reading
            else None,
        },
    )
    for cited in (*e.cited, *e.against) if s.reading else ():
        if (only := only_one(s, cited)) is not None:
            yield ("only", cited.item.id), {"film": s.film(cited), "only": only, "then": _then(s)}


def _then(s: PickSpeech) -> Node | None:
    """What follows from how little is known."""
    e = s.evidence
    guess = _guess(s) if e.thin and e.likes < FEW else None
    order = by_popularity(s) if e.likes == 0 or popularity(e) > 0.5 else None
    return any_of(
        None if guess is None else Claimed("thin", guess), None if order is None else Claimed("popularity", order)
    )


def ratings_only(e: Evidence) -> bool:
    """Whether the person's opinions may be called ratings: nothing that is seen of them is anything else."""
    return e.excluded not in ("seen", "rejected") and all(c.stars is not None for c in (*e.cited, *e.against))


def only_one(s: PickSpeech, cited: Cited) -> Node | None:
    """What the item is if it is the only one the person liked or gave an opinion on: "the only film you have rated"."""
    e = s.evidence
    liked, single = e.likes == 1 and cited.verdict == "liked", e.opinions == 1
    rated = single and ratings_only(e)
    verbs = ["liked"] * liked + ["rated"] * rated + ["rated and liked", "liked and rated"] * (liked and rated)
    nouns = ["like"] * liked + ["rating"] * rated + ["opinion"] * single
    if not verbs and not nouns:
        return None
    values = {
        "done": lits(*verbs) if verbs else None,
        "noun": lits(*nouns) if nouns else None,
        "film": lits(*s.nouns, "one", "title"),
        "only": lits("only", "one", "single", "sole", "one and only"),
        "like": lits("like") if liked else None,
        "know": lits("the one thing I know about you", "all I know of your taste", "all I have from you") if single else None,
        "yet": lits("so far", "yet", "as yet", "up to now", "until now"),
    }
    return phrase(
        s,
        values,
        (),
        (),
        (
            "the {only} {film} [that] you have {done}[ {yet}]",
            "the {only} {film} [that] you {done}[ {yet}]",
            "the {only} {film} [that] (I know|I know of) [that] you {like}[ {yet}]",
            "(your|the) {only} {noun}[ of yours| from you][ {yet}]",
            "{know}[ {yet}]",
        ),
    )


def _opinions(s: PickSpeech) -> Node | None:
    """ "two ratings from you so far" by the number of all opinions; "no ratings" for none."""
    e = s.evidence
    nouns = ("rating", "opinion") if ratings_only(e) else ("opinion",)
    return _number_of(s, e.opinions, nouns)


def _likes(s: PickSpeech) -> Node | None:
    """The same of the likes: "three likes", "one film you liked"."""
    likes = s.evidence.likes
    extra = tuple(f"{n} {tail}" for n in s.nouns for tail in ("you like", "you liked", "you have liked"))
    return _number_of(s, likes, ("like",), extra if s.reading else extra[:1])


def _number_of(s: PickSpeech, count: int, nouns: tuple[str, ...], films: tuple[str, ...] = ()) -> Node | None:
    plural = count != 1
    named = [f"{n}s" if plural else n for n in nouns]
    named += [f.replace(s.noun, s.plural, 1).replace("movie you", "movies you") if plural else f for f in films]
    number = {
        "n": any_of(
            s.spelt(spell.small(count)) if count else None,
            words(s, ("no",), (), ("not a single", "none of your", "zero")) if not count else None,
            words(s, (), ("a single",), ("a single", "your one", "your only", "your single")) if count == 1 else None,
            words(s, (), (), tuple(f"{w} {n}" for w in ("your", "those", "these", "the") for n in spell.small(count)))
            if count > 1 and s.reading
            else None,
        ),
        "only": words(s, (), ("only", "just"), ONLY) if count else None,
        "things": lits(*dict.fromkeys(named)),
        "yours": words(s, ("from you",), (), ("of yours", "by you")),
        "yet": words(s, (), ("so far",) if count else ("yet",), SO_FAR),
        "any": words(s, ("any",), ()) if not count else None,
    }
    return phrase(
        s,
        number,
        ("{n} {things} {yours}",) if not films else ("{n} {things}",),
        ("[{only}] {n} {things} {yours}[ {yet}]",) if not films else ("[{only}] {n} {things}[ {yet}]",),
        ("[{only}] {n} {things}[ {yours}][ {yet}]", "{n} of your {things}[ {yet}]", "[{only}] {n} {things}[ {yet}][ {yours}]"),
    )


def _bare(s: PickSpeech) -> Node | None:
    """What is known as a noun phrase: "no ratings from you", "two ratings from you, no likes"."""
    e = s.evidence
    opinions, likes = _opinions(s), _likes(s)
    nothing = words(s, (), (), ("nothing liked by you", "nothing liked by you so far", "nothing you like", "nothing you liked"))
    return any_of(
        opinions if e.opinions < FEW or s.reading else None,
        likes if e.likes < FEW or s.reading else None,
        nothing if e.likes == 0 else None,
        phrase(s, {"o": opinions, "l": likes}, (), (), ("{o}(,| and| but| and so far|, but| yet) {l}",)) if s.reading else None,
    )


def _clause(s: PickSpeech) -> Node | None:
    """The same as a clause: "you have not rated anything yet", "I have only two ratings from you"."""
    e = s.evidence
    rated = ratings_only(e)
    plural = e.opinions != 1
    films = lits(*(s.plurals if plural else s.nouns)) if s.reading else Lit(s.plural if plural else s.noun)
    liked = lits(*(s.plurals if e.likes != 1 else s.nouns)) if s.reading else Lit(s.plural if e.likes != 1 else s.noun)
    some = e.opinions > 0
    values = {
        "opinions": _opinions(s),
        "likes": _likes(s),
        "have": words(
            s,
            ("I have",),
            (),
            ("I only have", "I have got", "I know", "I only know", "I have only had", "I have had", "there are", "there is"),
        ),
        "n": s.spelt(spell.small(e.opinions)) if some and rated else None,
        "m": s.spelt(spell.small(e.likes)) if e.likes else None,
        "films": films,
        "liked": liked,
        "only": words(s, ("only",), ("just",), ("so far only", "no more than", "so far", "so far just")),
        "yet": words(s, ("so far",), (), (*SO_FAR, "until now", "up to now", "with me")),
        "still": words(s, ("yet",), ("so far",), SO_FAR),
        "rated": words(s, ("rated",), (), ("rated", "given me any ratings for", "told me about")) if not some else None,
        "loved": words(s, ("liked",), (), ("liked", "told me of", "told me about")) if not e.likes else None,
        "any": words(
            s,
            (f"any {s.plural}", "anything"),
            (),
            ("anything", *(f"{w} {n}" for n in s.nouns for w in ("any", "a", "a single", "one")), *(f"any {p}" for p in s.plurals)),
        ),
        "nothing": words(s, ("nothing",), ()) if not some else None,
        "you": words(s, ("your taste",), (), ("you", "your tastes", "what you like", "your likes")),
        "unknown": words(s, ("your taste",), (), ("your opinions", "any of your opinions", "what you like", "your likes"))
        if not e.likes and not some
        else words(s, ("your taste",), (), ("your likes", "what you like"))
        if not e.likes
        else None,
        "hardly": words(s, (), (), ("hardly", "barely", "scarcely")) if e.likes < HARDLY else None,
        "neither": _neither(s),
    }
    return phrase(
        s,
        values,
        ("{have} {opinions}",) if e.opinions < FEW else (),
        ("you have {only} rated {n} {films}[ {yet}]", "you have not {rated} {any} {still}", "I do not know {unknown} yet"),
        (
            "[so far] {have} [{only}] ({opinions}|{likes})",
            "[so far] {have} {opinions}(,| and| but|, but) {likes}",
            "[so far] you have [{only}] rated [{only}] {n} {films}[ {yet}]",
            "[so far] you have [{only}] liked [{only}] {m} {liked}[ {yet}]",
            "[so far] you have not [yet] {rated} {any}[ {still}]",
            "[so far] you have not [yet] {loved} {any}[ {still}]",
            "you have (rated|told me|given me) {nothing}[ {still}]",
            "I [still] know {nothing} (of|about) {you}[ {still}]",
            "I [still] do not [yet] know {unknown}[ {still}]",
            "I {hardly} know {you}[ {still}]",
            "I have not heard of {any} you {loved}[ {still}]",
            "I do not know {any} you {loved}[ {still}]",
            "{neither}",
            "({opinions}|{likes}) (is|are) all [(that|)] I (have|know)[ {yet}]",
        ),
    )


def _neither(s: PickSpeech) -> Node | None:
    """That none of the opinions is a like."""
    e = s.evidence
    if e.likes or not e.opinions or not s.reading:
        return None
    nouns = ("rating", "opinion") if ratings_only(e) else ("opinion",)
    if e.opinions == 1:
        return lits(
            *(f"{w} {n}{t} is not a like" for n in nouns for w in ("the one", "your one", "the only", "your only", "your")
              for t in ("", " I have from you", " I have", " so far")),
        )
    who = ("neither",) if e.opinions == 2 else ("none",)
    counts = ("", *(f"{n} " for n in spell.small(e.opinions)))
    return lits(*(f"{w} of your {c}{n}s is a like" for w in who for c in counts for n in nouns))
