"""Words for how much is known of the person: "only two ratings from you", "you have not liked anything yet"."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.kinds.phrases import any_of, once, phrase, words
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited, Evidence

FEW = 6
"""With fewer likes than this, thin evidence is put down to knowing little of the person."""
HARDLY = 3
"""With fewer likes than this a taste is hardly known."""

SO_FAR = ("so far", "yet", "to go on", "to go by", "to go on so far", "to go by so far", "at the moment", "as yet")
ONLY = ("only", "just", "no more than", "all of", "barely", "a mere", "a total of")


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
        "film": lits(*s.nouns, "one", "title") if s.reading else Lit(s.noun),
        "only": lits("only", "one", "single", "sole", "one and only"),
        "like": lits("like") if liked else None,
        "know": lits("the one thing I know about you", "all I know of your taste", "all I have from you")
        if single
        else None,
        "yet": words(s, ("so far",), (), ("yet", "as yet", "up to now", "until now")),
    }
    return phrase(
        s,
        values,
        ("the only {film} you have {done}[ {yet}]",),
        (),
        (
            "the {only} {film} [that] you have {done}[ {yet}]",
            "the {only} {film} [that] you {done}[ {yet}]",
            "the {only} {film} [that] (I know|I know of) [that] you {like}[ {yet}]",
            "(your|the) {only} {noun}[ of yours| from you][ {yet}]",
            "{know}[ {yet}]",
        ),
    )


@once
def opinions_of(s: PickSpeech) -> Node | None:
    """ "two ratings from you so far" by the number of all opinions; "no ratings" for none."""
    e = s.evidence
    nouns = ("rating", "opinion") if ratings_only(e) else ("opinion",)
    return _number_of(s, e.opinions, nouns)


@once
def likes_of(s: PickSpeech) -> Node | None:
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
        (
            "[{only}] {n} {things}[ {yours}][ {yet}]",
            "{n} of your {things}[ {yet}]",
            "[{only}] {n} {things}[ {yet}][ {yours}]",
        ),
    )


@once
def bare(s: PickSpeech) -> Node | None:
    """What is known as a noun phrase: "no ratings from you", "two ratings from you, no likes"."""
    e = s.evidence
    opinions, likes = opinions_of(s), likes_of(s)
    nothing = ("nothing liked by you", "nothing liked by you so far", "nothing you like", "nothing you liked")
    joined = "{o}(,| and| but| and so far|, but| yet) {l}" if e.likes or e.opinions != 1 else "{o}, not a like"
    return any_of(
        opinions if e.opinions < FEW or s.reading else None,
        likes if e.likes < FEW or s.reading else None,
        words(s, (), (), nothing) if e.likes == 0 else None,
        phrase(s, {"o": opinions, "l": likes}, (), (), (joined, "{o}(,| and| but) {l}")),
        phrase(s, {"o": opinions}, (), (), ("{o} to (lift|help|change|support) (it|that)[ higher]",)),
    )


@once
def clause(s: PickSpeech) -> Node | None:
    """The same as a clause: "you have not rated anything yet", "I have only two ratings from you"."""
    e = s.evidence
    return any_of(_having(s), _nothing(s), _neither(s), _done(s) if e.opinions < FEW or s.reading else None)


def _having(s: PickSpeech) -> Node | None:
    """ "I have only two ratings from you"."""
    e = s.evidence
    have = (
        "I only have",
        "I have got",
        "I know",
        "I only know",
        "I have only had",
        "I have had",
        "there are",
        "there is",
        "I have so far",
    )
    verbs = ("there is", "there's", "there are") if s.reading else ()
    values = {
        "o": opinions_of(s),
        "l": likes_of(s),
        "have": words(s, ("I have",), (), (*have, *verbs)),
        "only": words(s, ("only",), (), ("just",)),
        "yet": words(s, (), (), SO_FAR),
    }
    return phrase(
        s,
        values,
        # Written freely, `o` may bring its own "only".
        () if e.opinions >= FEW else ("{have} {only} {o}",) if e.opinions and not s.free else ("{have} {o}",),
        (),
        (
            "[so far] {have} [{only}] ({o}|{l})",
            "[so far] {have} {o}(,| and| but|, but) {l}",
            "({o}|{l}) (is|are) all [that] I (have|know)[ {yet}]",
            "there (is|are) [{only}] {o} (to build on|behind this|behind that|behind it)",
        ),
    )


def _done(s: PickSpeech) -> Node | None:
    """ "you have only rated two films so far"."""
    e = s.evidence
    counts = {
        "n": e.opinions if ratings_only(e) else 0,
        "m": e.likes,
    }
    values: dict[str, Node | None] = {
        "only": words(s, ("only",), ("just",), ("so far only", "no more than", "so far", "so far just")),
        "yet": words(s, ("so far",), (), (*SO_FAR, "until now", "up to now", "with me")),
    }
    for slot, count in counts.items():
        films = (*s.plurals, "titles") if count != 1 else (*s.nouns, "title")
        values[slot] = s.spelt(spell.small(count)) if count else None
        values[slot + "films"] = lits(*films) if s.reading else Lit(films[0])
    return phrase(
        s,
        values,
        (),
        ("you have {only} rated {n} {nfilms}",),
        (
            "[so far] you have [{only}] rated [{only}] {n} {nfilms}[ {yet}]",
            "[so far] you have [{only}] liked [{only}] {m} {mfilms}[ {yet}]",
            "you [{only}] (like|liked) [{only}] {m} {mfilms}[ {yet}]",
        ),
    )


def _nothing(s: PickSpeech) -> Node | None:
    """ "you have not rated anything yet", "I do not know your taste yet"."""
    e = s.evidence
    none, unliked = e.opinions == 0, e.likes == 0
    anything = (
        "anything",
        *(f"{w} {n}" for n in s.nouns for w in ("any", "a", "a single", "one")),
        *(f"any {p}" for p in s.plurals),
    )
    taste = ("your opinions", "any of your opinions", "what you like", "your likes", "you")
    values = {
        "rated": words(s, ("rated",), (), ("rated", "given me any ratings for", "told me about")) if none else None,
        "liked": words(s, ("liked",), (), ("liked", "told me you like")) if unliked else None,
        "any": words(s, ("anything", f"any {s.plural}"), (), anything),
        "nothing": words(s, ("nothing",), ()) if none else None,
        "given": words(s, (), (), ("any", "me any", "any ratings", "me any ratings", "any opinions", "me any opinions"))
        if none
        else None,
        "yet": words(s, ("yet",), ("so far",), SO_FAR),
        "you": words(s, ("your taste",), (), ("you", "your tastes", "what you like", "your likes")),
        "unknown": words(s, ("your taste",), (), taste if none else taste[2:4]) if unliked else None,
        "hardly": words(s, (), (), ("hardly", "barely", "scarcely")) if e.likes < HARDLY else None,
        "like": words(s, (), (), ("like", "liked", "have liked", "would like")) if unliked else None,
    }
    return phrase(
        s,
        values,
        (),
        ("you have not {rated} {any} {yet}", "you have not {liked} {any} {yet}", "I do not know {unknown} yet"),
        (
            "[so far] you have not [yet] ({rated}|{liked}) {any}[ {yet}]",
            "[so far] you have (rated|told me|given me|shown me) {nothing}[ {yet}]",
            "you have not given {given}[ {yet}]",
            "I [still] know {nothing} (of|about) {you}[ {yet}]",
            "I [still] do not [yet] know {unknown}[ {yet}]",
            "I {hardly} know {you}[ {yet}]",
            "I have not heard of {any} you {like}[ {yet}]",
            "I do not know [of] {any} you {like}[ {yet}]",
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
            *(
                f"{w} {n}{t} is not a like"
                for n in nouns
                for w in ("the one", "your one", "the only", "your only", "your")
                for t in ("", " I have from you", " I have", " so far")
            ),
        )
    who = ("neither",) if e.opinions == 2 else ("none",)
    counts = ("", *(f"{n} " for n in spell.small(e.opinions)))
    return lits(*(f"{w} of your {c}{n}s is a like" for w in who for c in counts for n in nouns))
