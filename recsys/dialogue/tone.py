"""Good, bad and so-so words: what a clause after a title, or a sentence about the title before it, says of it."""

from __future__ import annotations

import re

from recsys.dialogue.cues import (
    ABOUT_IT,
    ASKED,
    NEGATIVE_VERB,
    NEGATIVE_WORD,
    NEUTRAL,
    OF_IT,
    POSITIVE_VERB,
    POSITIVE_WORD,
    SEEN,
    SLOT,
    UNSEEN,
    WANTED,
    is_denied,
    similar,
)
from recsys.dialogue.text import word_set
from recsys.schema import Verdict

_OF_A_FILM = word_set("movie film one book ending plot story music cast acting rest first second third last whole")


def predicate(after: str, last: bool, chained: bool) -> Verdict | None:
    """What follows a title and speaks of it: "was great", "is my favourite", "bored me", ", loved it"."""
    clause = re.split(r"\bbut (?=i\b|we\b|" + SLOT + r")|[;]", after)[0]
    m = re.match(
        r"\s*\)?\s*(?:\([^)]*\))?\s*(?:,|:|-)?\s*(?:(?:the |that )?(?:movie|film|one)s?\b)?\s*(?:(?:and|but|which"
        r"|that|because|since|cause|,)\s+)?"
        r"(?:(?:i|we)\s+(?:\w+\s+)?(?:thought|think|found|find|guess)\s+)?(?:they|it|that|both|all)?\s*(?:'s|s)?\s*"
        r"(is|are|was|were|wasn'?t|isn'?t|weren'?t|aren'?t|looks?|looked|seems?|seemed|sounds?|has to be"
        r"|will always be|might be|what an?|one of (?:my|the)|bl[eo]ws?"
        r"|bored|made|left|did|didn'?t|does(?:n'?t| not)|fell|sucks?|sucked|rocks?"
        r"|rules|too|such|so|really"
        r"|pretty|not|loved|love|hated|hate|liked|enjoyed|meh|awful|terrible|great|amazing|awesome|boring|horrible"
        r"|classic|fantastic|excellent|brilliant|disappointing|overrated|never)\b",
        clause,
        re.I,
    )
    if not m:
        return None
    said = clause[m.start(1) :]
    if not last:
        said = re.split(r",\s*(?=(?:and |or |i |we )?\s*\w*\s*$)|\band\b\s*$|\bi\b", said, flags=re.I)[0] or said
    if re.match(r"(?:looks?|sounds?|seems?)\b", said, re.I):
        return None
    if re.match(r"(?:loved|love|hated|hate|liked|enjoyed|never|didn'?t|not|really)\b", said, re.I):
        verb = re.match(
            r"(?:really |never |didn'?t |not )*(?:loved?|hated?|liked?|enjoy(?:ed)?|care for)\b(?:\s+\w+)?\s*(.*)",
            said,
            re.I,
        )
        if (
            verb
            and not re.search(r"\b(?:it|that|them|both|one)\b", said, re.I)
            and re.match(r"(?:loved?|hated?|liked?|enjoyed)\b", said, re.I)
        ):
            return None
    return tone(said)


def tone(said: str) -> Verdict | None:
    """Good, bad or so-so words of a clause, negations heeded; the first that counts decides, after "but" the later."""
    pieces = re.split(r"\bbut\b|\balthough\b|\bthough\b|\bhowever\b", said, flags=re.I)
    votes: list[Verdict] = []
    for piece in pieces:
        verdict = _piece(piece)
        if verdict:
            votes.append(verdict)
    if not votes:
        return None
    if "liked" in votes and "disliked" in votes:
        return votes[-1] if len(votes) > 1 else votes[0]
    return next((v for v in votes if v != "neutral"), "neutral")


def _piece(piece: str) -> Verdict | None:
    hits: list[tuple[int, Verdict]] = []
    for m in NEGATIVE_WORD.finditer(piece):
        denied = is_denied(piece, m.start()) and not m[0].lower().startswith(
            ("not", "didn", "isn", "wasn", "aren", "doesn")
        )
        hits.append((m.start(), "neutral" if denied else "disliked"))
    hits.extend(
        (m.start(), "neutral" if is_denied(piece, m.start()) else "disliked") for m in NEGATIVE_VERB.finditer(piece)
    )
    for pattern in (POSITIVE_WORD, POSITIVE_VERB):
        for m in pattern.finditer(piece):
            denied = is_denied(piece, m.start())
            soft = denied and m[0].lower() in ("great", "perfect", "best", "amazing", "a must", "classic")
            hits.append((m.start(), ("neutral" if soft else "disliked") if denied else "liked"))
    if not hits:
        return "neutral" if NEUTRAL.search(piece) else None
    return min(hits)[1]


def afterthought(text: str, pointed: bool = False) -> Verdict | None:
    """A sentence without a title, about the one before: "I loved it", "It was boring", "not for me", "seen it"."""
    if UNSEEN.search(text) or WANTED.search(text) or ASKED.search(text):
        return None
    if re.search(r"\b(?:look|sound|seem)(?:s|ed|ing)?\b", text, re.I):  # a first impression
        return None
    if next(similar(text), None) is not None and not OF_IT.search(text):
        return None
    about = pointed or ABOUT_IT.search(text) or OF_IT.search(text) or len(text.split()) <= 4
    if not about:
        return None
    other = re.match(r"\W*(?:the|my|your|his|her|our|their) (\w+) (?:is|was|are|were)\b", text, re.I)
    if other and other[1].lower() not in _OF_A_FILM:
        return None  # "the weather is lovely"
    if not ABOUT_IT.search(text) and re.search(
        r"\b(?:love|like|enjoy|prefer|hate|adore)s? (?!it\b|that\b|them\b)\w", text, re.I
    ):
        return None  # "I love comedy" speaks of something else
    felt = tone(text)
    if felt is not None:
        return felt
    return "seen" if SEEN.search(text) else None
