"""What is left of a request once titles, genres, years and turns of phrase are taken out: the words to search by; and
titles that were named but that the catalogue does not have."""

from __future__ import annotations

import re

from recsys.dialogue.cues import SLOT
from recsys.dialogue.lexicon import CONTEXTS, FAMOUS, RARE
from recsys.dialogue.slots import WishReader, negated
from recsys.dialogue.text import surprise, tokens
from recsys.schema import Intent

_PHRASES = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|i'?m bored"
    r"|(?:for |not )?(?:adults|grown-?ups)|violen(?:t|ce)|can you|could you|would you|will you"
    r"|please|pls|recommend\w*|suggest\w*|show (?:me|us)|give (?:me|us)|find (?:me|us)|help (?:me|us)|(?:i'?m "
    r"|i am |we'?re |we are |am |are )?(?:just )?(?:looking|searching|hoping|asking) for|in the mood (?:for|to)"
    r"|(?:i|we)'?(?:d| would)? ?(?:really |also |just )?(?:want|need|like|love|prefer|feel like|enjoy|hate"
    r"|wanna)(?: to)?(?: (?:see|watch|find|have|get))?|want to|something|anything|some|any|good|great|nice|best"
    r"|really|very|quite|maybe|perhaps|tonight|today|this (?:weekend|evening|night)|now|movies?|films?|flicks?"
    r"|shows?|pictures?|to (?:watch|see)|what should (?:i|we)|do you (?:know|have)(?: of)?|got any|hi|hello|hey"
    r"|there|thanks?|thank you|similar|like that|more|less|else|another|other|instead|but|also|too|either|or|and"
    r"|one|ones|kind|type|sort|stuff|lot|not|no|nothing|without|never|don'?t|want|made|came|out|years?|old|olds"
    r"|older|newer|recent|new|classics?|watch|see|would be|is|are|was|be|it|its|that|this|those|favou?rites?"
    r"|genres?|suggestions?|recommendations?|ideas?|pick|choose|list|top|perfect|yes|yeah|ok|okay|sure|surprise me"
    r"|how about|what about|any|little|bit|kinda|pretty|lately|seen|saw|watching|fan|into|loved?|liked?|hated?"
    r"|enjoyed|fine|open|mostly|usually|always|going|go|get|think|know|tell|right|looking|search|for|actually"
    r"|hmm+|mind|neither|both|english|only"
    r"|com(?:es|ing) over|moods?|bored|boring|please)\b",
    re.I,
)
_DISLIKED = re.compile(
    r"\b(?:hates?|dislikes?|can'?t stand|not a fan of|(?:don'?t|doesn'?t|not) (?:really )?(?:like"
    r"|into))\s[^,.;]*",
    re.I,
)
_LITTLE = frozenset(
    [
        "i",
        "we",
        "me",
        "us",
        "my",
        "our",
        "you",
        "your",
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "with",
        "for",
        "from",
        "by",
        "as",
        "so",
        "if",
        "up",
        "do",
        "did",
        "have",
        "had",
        "has",
        "been",
        "im",
        "ive",
        "id",
        "lol",
        "etc",
        "they",
        "them",
        "he",
        "she",
        "his",
        "her",
        "who",
        "what",
        "which",
        "when",
        "where",
        "can",
        "could",
        "will",
        "lets",
        "about",
        "involving",
    ]
)
_NAME = r"[A-Z0-9][\w'’:.-]*(?:\s+(?:[A-Z0-9][\w'’:.-]*|of|the|and|in|a|on|for|to|with)){0,8}"
_FRAMES: dict[str, str] = {
    "about": r"\b(?:(?:[Ww]hat|[Hh]ow|[Tt]ell me) about|[Hh]ave you (?:got|heard of|seen)|[Dd]o you (?:know|have))"
    rf"\s+[\"']?({_NAME})[\"']?\s*[?.!]*$",
    "why_not": r"\b[Ww]hy (?:not|no|isn'?t|aren'?t|don'?t you (?:recommend|suggest|show)(?: me)?"
    r"|didn'?t you (?:recommend"
    r"|suggest|pick))\s+(.+?)(?:\s+(?:on|in) (?:the|my) list)?\s*[?.!]*$",
    "why": rf"\b[Ww]hy (?:did you (?:recommend|suggest|pick|choose)\s+)?({_NAME})\s*[?.!]*$",
    "what_if": r"\bif i (?:had(?:n'?t| not)?|did(?:n'?t| not)?|never)?\s*(?:lov\w+|lik\w+|hat\w+|seen|watch\w*|rat\w+"
    r"|give|gave|enjoy\w*)\s+(.+?)(?:\s+\d.*)?\s*[?.!]*$|\b(?:without|ignore|ignoring)\s+(.+?)\s*[?.!]*$",
    "compare": r"\bcompare\s+(.+?)\s+(?:and|with|to|vs\.?|versus|against)\s+(.+?)\s*[?.!]*$|^(.+?)\s+(?:vs\.?"
    r"|versus)\s+(.+?)\s*[?.!]*$",
    "similar": r"\b(?:(?:something|anything"
    r"|movies?|films?|one|ones|stuff|more|comed(?:y|ies)|dramas?|thrillers?|kind of"
    rf"|just)\s+like|similar to|such as)\s+[\"']?(?:the |a )?({_NAME})",
    "rate": r"\b(?:[Rr]ate|[Gg]ave|[Gg]ive)\s+(?!it\b|that\b|this\b|me\b)[\"']?(.+?)[\"']?\s+(?:an? |at )?(?:\d+|one"
    r"|two|three|four|five)\b|\b(?:loved?|hated?|liked|(?:[Ii]|[Ww]e|really|also|don't|didn't) like|enjoyed?|seen"
    r"|watched|saw|adored?"
    rf"|disliked?)\s+[\"']?(?:the movie |the film |watching )?({_NAME})",
}


def residue(sentence: str, wishes: WishReader) -> str:
    """The words of a request that no constraint or phrase took up, empty when none of them says much, and with them
    the themes it names, which are searched by as well."""
    named = [f.label for f in wishes.lore.themes(sentence) if not negated(sentence, f.start)]
    words = _words(sentence, wishes)
    return " ".join((words, *dict.fromkeys(label for label in named if label not in words))).strip()


def _words(sentence: str, wishes: WishReader) -> str:
    text = _DISLIKED.sub(" ", sentence.replace(SLOT, " "))
    text = wishes.names.sub(" ", text)
    for context in CONTEXTS.values():
        text = re.sub(context, " ", text, flags=re.I)
    text = re.sub(
        r"\b(?:(?:19|20)?\d0'?s|(?:18|19|20)\d\d|seventies|eighties|nineties|sixties|fifties|forties|thirties)\b",
        " ",
        text,
    )
    text = re.sub(r"\b(?:between|before|after|since|from the|early|late|mid)\b", " ", text, flags=re.I)
    for pattern in (RARE, FAMOUS, _PHRASES):
        text = pattern.sub(" ", text)
    kept = [t.text for t in tokens(text)]
    while kept and kept[0].lower() in _LITTLE:
        kept.pop(0)
    while kept and kept[-1].lower() in _LITTLE:
        kept.pop()
    telling = [w for w in kept if w.lower() not in _LITTLE and surprise(w.lower()) > 3.2 and len(w) > 2]
    return " ".join(kept) if telling and len(kept) <= 25 else " ".join(telling[:12])


def named_unknown(text: str, frame: Intent | str) -> tuple[str, ...]:
    """Titles in a frame that calls for one ("why not X?", "rate X 4", "I loved X"), as the user wrote them."""
    pattern = _FRAMES.get(frame)
    if pattern is None:
        return ()
    m = re.search(pattern, text)
    if not m:
        return ()
    found = [re.sub(r"\s+(?:and|in|of|the|a|to|with|for|on)$", "", g.strip(" \"'.,!?")) for g in m.groups() if g]
    return tuple(f[:80] for f in found if f and f.lower() not in _LITTLE and 0 < len(f.split()) <= 9)
