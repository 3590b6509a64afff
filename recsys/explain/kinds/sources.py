"""Where the score comes from: the person's history, popularity, what was asked, the occasion."""

from __future__ import annotations

from itertools import permutations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds import places
from recsys.explain.kinds.asked import like, quoted
from recsys.explain.kinds.phrases import any_of, once, phrase, words
from recsys.explain.kinds.receipts import picked
from recsys.explain.kinds.shares import (
    ALL,
    HALF,
    MOST,
    NEARLY,
    NOTHING,
    PART,
    SMALL,
    adverb,
    largest,
    loud,
    popularity,
    portion,
    shares,
    speaking,
)
from recsys.explain.patterns import Node, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech

MEANS = tuple(
    f"I {can}{verb} {by}"
    for can in ("", "can only ", "could only ", "only ", "have to ", "can ", "can so far only ", "must ")
    for verb in ("go", "rank", "sort", "judge", "order", "work", "choose", "rely")
    for by in ("by", "on", "with")
)
DONE = ("have gone by", "went by", "only went by", "am going by", "have ranked by", "ranked by")
"""What I do with popularity."""


@once
def by_popularity(s: PickSpeech) -> Node | None:
    """What is left to do for someone whose taste is not known: "popularity alone decides"."""
    e = s.evidence
    share = popularity(e)
    if share < NEARLY or not picked(e):
        return None
    alone = (
        ("alone", "only", "for now", "for the time being", "instead", "so far", "for the moment")
        if share >= ALL
        else ()
    )
    values = {
        "it": s.target,
        "alone": words(s, (), alone[:1], alone),
        "popularity": words(
            s,
            ("popularity",),
            (),
            (
                "its popularity",
                "general popularity",
                "how popular films are",
                "how popular a film is",
                "how popular it is",
            ),
        ),
        "go": words(s, ("I go by",), ("I can only go by", "I rank by"), (*MEANS, *(f"I {d}" for d in DONE))),
        "offer": words(
            s, (), (), ("I can only offer", "I can only suggest", "I offer", "I suggest", "I can offer you")
        ),
        "decides": words(
            s,
            ("decides",),
            (),
            (
                "decided",
                "has to decide",
                "speaks",
                "counts",
                "is what counts",
                "rules",
                "sets the order",
                "has decided",
            ),
        ),
        "order": words(s, ("the order",), (), ("the list", "the ranking", "my order", "this order", "my ranking")),
        "many": words(
            s,
            ("what many people like",),
            (),
            (
                "what is popular",
                "what many others like",
                "what most people like",
                "what others like",
                "what people like",
            ),
        ),
        "because": words(s, (), (), BECAUSE),
        "here": here(s),
    }
    general = phrase(
        s,
        values,
        ("{go} popularity[ {alone}]", "popularity [{alone}] decides"),
        ("{order} follows popularity[ {alone}]",),
        (
            "[for now] {go} {popularity}[ {alone}]",
            "[for now] {go} {many}[ {alone}]",
            "{offer} {many}",
            "{popularity} [{alone}] {decides}",
            "{order} (follows|rests on|goes by|is by|is based on) {popularity}[ {alone}]",
            "(that|which) leaves [only] {popularity} to (decide|go by|go on)",
            "[for now] {it} is {here} [(simply|just|only|mainly|mostly)] {because}",
            "{it} is (a suggestion|a pick|a choice) [based] on {popularity}[ {alone}]",
            "[for now] {it} is {here} (on|for|by|because of|thanks to) [its] {popularity}[ {alone}]",
            "(this|that) is popularity speaking",
            "(here is|here's) (a film many people like|a popular film|a popular one)[: {it}]",
            "(this|it|{it}) is (a popular (choice|pick|suggestion|one|film)|one many people like)[ above all]",
            "I (recommend|suggest) {it} {because}",
        ),
    )
    return any_of(general, _nothing_else(s, values) if alone and s.reading else None)


BECAUSE = tuple(
    f"because {clause}"
    for clause in (
        *(
            "it is popular",
            "it is widely liked",
            "so many people like it",
            "many people like it",
            "many people liked it",
        ),
        *("it is popular in general", "it is so popular", "it is well liked"),
    )
)


def _nothing_else(s: PickSpeech, values: dict[str, Node | None]) -> Node | None:
    """That there is nothing beside popularity."""
    return phrase(
        s,
        values,
        (),
        (),
        (
            "nothing else (counts|comes into it|speaks for {it}|matters|decides)[ yet]",
            "I can go by nothing else[ so far]",
            "there is nothing (else|of yours|else of yours) to go (on|by)",
            "there is no (better|other) evidence[ yet]",
            "no (better|other) evidence[ yet]",
            "nothing [else] to go (on|by) from your side[ yet]",
            "{popularity} is all [that] (I have|I can go by|I can go on|I have to go by)",
            "all I (have|can go by|can go on) is {popularity}",
            "all [that] speaks for {it} is {popularity}",
        ),
    )


@once
def here(s: PickSpeech) -> Node | None:
    """Where the pick is, behind "is": "here", "in 8th place"."""
    e = s.evidence
    shown = e.rank is not None and e.rank <= SHOWN
    fixed = (
        words(s, ("here",), ("on your list",), ("on the list", "among your picks", "there", "up here"))
        if shown
        else None
    )
    return any_of(fixed, places.at(s, e.rank) if s.reading and e.rank is not None else None)


def sources(s: PickSpeech) -> dict[str, Node | None]:
    """How each kind of part may be named."""
    e = s.evidence
    own = ["your own ratings", "your ratings", "your history"]
    heard = ["your own films", "your own history", "your taste", "your own taste", "your opinions", "your own opinions"]
    heard += [f"the {s.plural} you have rated", f"your own {s.plural}", f"your {s.plural}", "what you have rated"]
    heard += ["anything you have rated", "some of your films", "your own likes and dislikes"]
    if e.opinions == 1:
        heard += ["your one rating", "your only rating", "your one opinion", "your single rating", "that one rating"]
        heard += [f"the {w} {n} you have rated" for w in ("one", "only") for n in s.nouns]
    elif e.opinions:
        heard += [f"your {n} {w}" for n in spell.small(e.opinions) for w in ("ratings", "opinions")]
    heard += ["your likes"] if e.likes else []
    wish = ("your request", "what you asked for")
    named = like(s)
    return {
        "history": words(s, own[:2], own, (*own, *heard)) if e.opinions else None,
        "popularity": words(
            s,
            ("popularity",),
            ("its popularity",),
            (
                *("its general popularity", "general popularity", "how popular it is", "how widely it is liked"),
                *("its being popular", "that it is popular", "what other people like", "the popularity of the film"),
            ),
        ),
        "request": any_of(
            words(
                s,
                wish,
                wish,
                ("your wish", "that wish", "what you described", "that request", "your words", "your wishes"),
            ),
            quoted(s),
            phrase(
                s,
                {"like": named},
                ("your request for something like {like}",),
                (),
                ("[a match with] your (wish|request) for (something|a film|one) (like|similar to) {like}",),
            )
            if named is not None and s.reading
            else None,
        ),
        "context": words(
            s,
            ("the occasion",),
            ("that it suits the occasion",),
            (
                *(
                    "your occasion",
                    "that occasion",
                    "the occasion you named",
                    "the occasion you mentioned",
                    "your wish",
                ),
                *(
                    "that wish",
                    "that it suits this",
                    "that it suits that",
                    "how well it suits the occasion",
                    "your mood",
                ),
            ),
        ),
    }


@once
def leading(s: PickSpeech) -> Node | None:
    """When read, what speaks most for the pick beside the history: "the occasion is most of what speaks for it"."""
    if not s.reading:
        return None
    told, named = shares(s.evidence), sources(s)
    found = [
        phrase(s, _values(s, name, share, named[name]), (), (), MAIN)
        for name, share in told.items()
        if name != "history" and share > MOST and named.get(name) is not None
    ]
    return any_of(*found)


MAIN = (
    "{source} (is|makes|make) [up] {speaking}",
    "{speaking} (is|comes from|comes [{adverb}] from|rests on|goes back to) {source}",
)


def _values(s: PickSpeech, name: str, share: float, named: Node | None) -> dict[str, Node | None]:
    return {
        "it": s.target,
        "source": named,
        "speaking": speaking(s, share),
        "adverb": adverb(s, share),
        "loud": loud(s, share),
    }


@kind(
    "sources",
    "parts",
    "it source speaking adverb loud little none rest other nothing portion main at",
    said=("{speaking} is {source}", "{source} speaks {loud} for {it}"),
    free=("{it} rests {adverb} on {source}", "{source} makes up {speaking}"),
    heard=(
        "{source} (is|makes up|make up|accounts for|account for|supplies|supply|gives|give) [{adverb}] {speaking}",
        "[above all] {speaking} (is|comes from|comes [{adverb}] from|rests on|goes back to|is down to) {source}",
        "what speaks for {it} (is|comes [{adverb}] from|rests [{adverb}] on|is [{adverb}]) {source}",
        "{portion} (is|comes from|goes back to|is down to) {source}",
        "{source} is what (speaks|counts) {loud} (for|in favour of) {it}",
        "{source} (speaks|counts|speak|count|matters|matter) {loud}[ here][ for {it}]",
        "{source} (is|are) {main} (for|in favour of|behind) {it}",
        "{source} (is|are) {main} in its favour",
        "{source} (is|are) {adverb} why {it} (is here|comes up|is {at}|is on (your|the) list|turns up)",
        "{it} (rests|leans|relies|draws) {adverb} on {source}",
        "{it} (is here|is {at}|comes up) {adverb} (because of|thanks to|on the strength of) {source}",
        "(it is|it's|that is|that's|this is) {adverb} {source}",
        "{adverb} (it is|it's|that is|that's) {source}",
        "{source} {little}",
        "{source} {none}",
        "(the rest|the remainder)[ of it| of that] (is|comes [nearly all] from) {rest}",
        "{source} (supplies|supply|gives|give|adds|add|makes up) the rest",
        "{source} (speaks|counts|matters|speak|count|matter|weighs|says) (more|louder) [for it] than {other}",
        "(it is|it's) {source}, not {other}, that (puts|put) (it|{it}) (there|here|{at})",
        "{it} is {at} because of {source}, not (because of|for) {other}",
        "{nothing}",
    ),
)
def sources_kind(s: PickSpeech) -> Facts:
    """How much of what speaks for the pick comes from where."""
    e = s.evidence
    told = shares(e)
    named = sources(s)
    known = {k: v for k, v in told.items() if named.get(k) is not None}
    place = places.at(s, e.rank) if e.rank is not None and s.reading else None
    for name, share in known.items():
        if not s.reading and not largest(e, share):
            continue
        values = _values(s, name, share, named[name])
        if s.reading:
            main = (
                "the main thing",
                "the main point",
                "the main reason",
                "the chief thing",
                "the biggest thing",
                "the strongest point",
            )
            values |= {
                "portion": portion(s, share),
                "main": lits(*main) if largest(e, share) else None,
                "little": _little(s, share),
                "none": _none(s, share),
                "at": place,
            }
        yield (name,), values
    if not s.reading:
        return
    top = max(told.values())
    for name, share in known.items():
        if NOTHING <= share < MOST and share + top >= 1 - HALF:
            yield ("rest", name), {"rest": named[name], "source": named[name]}
    for one, other in permutations(known, 2):
        if known[one] > known[other]:
            clear = known[other] < NOTHING and largest(e, known[one])
            # Only what adds nothing may be denied.
            values = {"source": named[one], "other": named[other], "it": s.target, "at": place if clear else None}
            yield ("more", one, other), values if clear else {k: v for k, v in values.items() if k != "it"}
    if not top:
        nothing = "nothing [(in your ratings|you rated|you have rated|of yours|at all)] speaks for {it}"
        yield ("none",), {"nothing": phrase(s, {"it": s.target}, (), (), (nothing,))}
    elif top >= ALL:
        yield ("only",), {"nothing": phrase(s, {"it": s.target}, (), (), ("nothing else speaks for {it}",))}


def _little(s: PickSpeech, share: float) -> Node | None:
    """What a small part does: "adds a little"."""
    if not NOTHING <= share <= SMALL:
        return None
    adds = (
        "adds",
        "add",
        "contributes",
        "contribute",
        "helps",
        "help",
        "brings",
        "counts for",
        "count for",
        "add to that",
    )
    bits = (
        "a little",
        "little",
        "only a little",
        "something",
        "a bit",
        "its share",
        "their share",
        "some",
        "a small part",
    )
    values = {
        "add": words(s, (), (), adds),
        "bit": words(s, (), (), (*bits, "little so far", "some support", "a bit of support")),
    }
    return phrase(
        s,
        values,
        (),
        (),
        (
            "[also] {add} {bit}[ to that| to it| too| as well]",
            "(is|are|plays|play|makes up|make up) [only] a (small|smaller) part[( of it| of that| in it)]",
            "(speaks|speak|counts|count) for it [only] (a little|slightly|as well|too)",
        ),
    )


def _none(s: PickSpeech, share: float) -> Node | None:
    """What is no part of it does: "adds nothing"."""
    slight = (
        "hardly matters",
        "hardly matter",
        "hardly counts",
        "hardly count",
        "matters little",
        "adds next to nothing",
    )
    nothing = (
        *("adds nothing", "add nothing", "plays no part", "play no part", "plays no part yet", "play no part yet"),
        *(
            "has no part in it",
            "counts for nothing",
            "count for nothing",
            "does not come into it",
            "do not come into it",
        ),
        *("contributes nothing", "contribute nothing", "does not matter", "does not count", "do not count yet"),
    )
    return words(s, (), (), (*slight, *(nothing if share < NOTHING else ()))) if share < PART else None
