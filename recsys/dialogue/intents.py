"""What a sentence wants, by rules in order of how sure they are, with sentence embeddings for what no rule knows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from recsys.dialogue.cues import SLOT
from recsys.dialogue.phrases import (
    ACCEPT,
    COMPILED,
    DESCRIBES,
    EXPLICIT,
    MORE,
    OPINION_GENRE,
    REQUEST,
    SIMILAR,
    SMALL,
    SMALL_TALK_QUESTION,
    VERB_BEFORE,
    VOICES,
)
from recsys.schema import Intent


def rule(sentence: str) -> Intent | None:
    """The first sure rule that a sentence (titles masked) meets: questions and commands, not wishes or opinions."""
    if SMALL_TALK_QUESTION.search(sentence):
        return "smalltalk"
    return next((intent for intent, pattern in COMPILED if pattern.search(sentence)), None)


def voice(sentence: str) -> str | None:
    """The voice asked for: "be brief" is terse, "be friendlier" warm, "talk normally" plain."""
    return next((voice for voice, asked in VOICES if asked.search(sentence)), None)


def asks_more(sentence: str) -> bool:
    return bool(MORE.search(sentence))


def asks(sentence: str) -> bool:
    """Does it ask for something to watch?"""
    return bool(REQUEST.search(sentence))


def asks_similar(sentence: str) -> bool:
    """ "Films like X", "more of that"; not "I like X"."""
    return any(not VERB_BEFORE.search(sentence[: m.start()]) for m in SIMILAR.finditer(sentence))


def describes(sentence: str) -> bool:
    """Does it speak of a film already named ("it was scary") rather than of what is wanted?"""
    return bool(DESCRIBES.search(sentence)) and not EXPLICIT.search(sentence)


def accepts(sentence: str) -> bool:
    """ "I'll check it out", "sounds good": a suggestion is taken."""
    return bool(ACCEPT.search(sentence))


def is_small_talk(message: str) -> bool:
    """Greetings, thanks and noises only."""
    return bool(SMALL.match(message)) or not re.search(r"\w", message)


def speaks_of_taste(sentence: str) -> bool:
    """ "I like horror": an opinion of a kind of thing, so a wish."""
    return bool(OPINION_GENRE.search(sentence))


def split(text: str) -> Sequence[tuple[int, int]]:
    """Sentence spans of a message; "and why …", "but what if …" start a sentence of their own."""
    cuts = [
        m.end()
        for m in re.finditer(r"[.!?]+(?=[\s\"')]|$)|[;\n]", text)
        if not re.search(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|Vol|No|Jr|[A-Z])\.$", text[: m.end()])
    ]
    cuts += [
        m.start()
        for m in re.finditer(
            r",?\s+(?:and|but|then|also|so)\s+(?=(?:why|what if|compare|undo|show me|recommend|suggest|give me"
            r"|find me|forget)\b)",
            text,
            re.I,
        )
    ]
    edges = sorted({0, *cuts, len(text)})
    return [(a, b) for a, b in itertools.pairwise(edges) if re.search(r"\w|" + SLOT, text[a:b])]


def taste_or_ask(sentence: str) -> bool:
    """Does it say what is wanted, not tell of something: a request, a taste, a ban, or a fragment with no verb?"""
    if asks(sentence) or EXPLICIT.search(sentence) or speaks_of_taste(sentence):
        return True
    return not re.search(
        r"\b(?:i|he|she|it|they|we|you|is|was|are|were|does|did|has|had|that'?s|it'?s|i'?m|i'?ve|he'?s|made|my"
        r"|been)\b(?! (?:kids?|children|son|daughter|wife|husband|girlfriend|boyfriend|family|friends?|mood|date"
        r"|parents|grand\w+|\w+ year))",
        sentence,
        re.I,
    ) or bool(
        re.search(
            r"\b(?:no|not|nothing|without|less|more|too)\b|\b(?:don'?t|do not) (?:want|need|feel like|fancy)\b"
            r"|(?:^\W*|\b(?:it|they|this|that|one|films?|movies?) )(?:should|must|has to|have to|needs? to|ought to)"
            r"(?: \w+)? be\b|\bfeeling\b|\bi(?:'m| am)(?: \w+)? (?:sad|tired|bored"
            r"|alone|down|blue|lonely|heartbroken|stressed)\b|\bwith (?:my|the|some)\b|\bcheer\b",
            sentence,
            re.I,
        )
    )
