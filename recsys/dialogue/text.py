"""Text as the dialogue sees it: cleaned once, cut into tokens that remember where they stood, and normalised keys."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARS = 2000
"""Longer messages are read up to here; nobody describes an evening in more, and reading stays in milliseconds."""

_TOKEN = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_STRAIGHT = str.maketrans("’‘`“”", "'''\"\"", "")
_TAG = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|</?[a-zA-Z!][^<>]{0,300}>", re.S | re.I)


def word_list(listed: str) -> list[str]:
    """The words of a spaced list: tables of words read better so."""
    return listed.split()


def word_set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NUMBERS = {
    **{
        w: str(i)
        for i, w in enumerate(word_list("zero one two three four five six seven eight nine ten eleven twelve"))
    },
    **{"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"},
}
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` as written, `key` normalised, `start`/`end` offsets in the cleaned message."""

    text: str
    key: str
    start: int
    end: int


def clean(message: str) -> str:
    """The message without markup, control characters or stray spacing; curly quotes straightened."""
    text = unicodedata.normalize("NFKC", html.unescape(message[: MAX_CHARS * 2]))
    text = _TAG.sub(" ", text)
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c for c in text)
    text = text.translate(_STRAIGHT).replace("…", "...")
    return re.sub(r"\s+", " ", text).strip()[:MAX_CHARS]


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """A word as it is compared: lower case, no accents or apostrophes, numbers as digits ("II" and "two" are "2")."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    bare = re.sub(r"['’`]", "", bare)
    return _NUMBERS.get(bare, bare)


def tokens(text: str) -> list[Token]:
    """The words of a cleaned text in order; "&" counts as "and"."""
    spaced = text.replace("&", "+")  # keeps offsets: one character each
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(spaced)]
    found += [("and", i, i + 1) for i, c in enumerate(text) if c == "&"]
    found.sort(key=lambda t: t[1])
    return [Token(text[s:e] if w != "and" else w, key(w), s, e) for w, s, e in found]


def keys(text: str) -> tuple[str, ...]:
    """The normalised words of a title or phrase."""
    return tuple(t.key for t in tokens(text))


@lru_cache(maxsize=65536)
def surprise(word: str) -> float:
    """-log10 of a word's share of English: 1.3 for "the", 4.1 for "heat", about 9 for a word never seen."""
    from wordfreq import zipf_frequency  # loads its table on first use

    return 9.0 - zipf_frequency(word, "en")


def escape(text: str) -> str:
    """Text from a catalogue or a user, safe and literal inside Markdown that may be rendered as HTML."""
    flat = re.sub(r"\s+", " ", text).strip()
    flat = re.sub(r"&(?=#?\w+;)", "&amp;", flat).replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]{}|~#$])", r"\\\1", flat)


def courtesy(sentence: str) -> tuple[str, bool]:
    """The sentence without thanks, greetings and farewells, and whether there were any."""
    rest = _COURTESY.sub(" ", sentence)
    return (rest, rest != sentence)


_COURTESY = re.compile(
    r"\b(?:many |lots of |no,? )?(?:thank (?:you|u|ya)|thanks?|thx|cheers|(?:i |really "
    r"|truly )*appreciate)(?: (?:so|very) much| a (?:lot|bunch|million|ton)| again| u| all)*(?:,? (?:for|of"
    r"|to) [^.,!?;]*|(?: all| your| the| these| those)+ (?:help|suggestions?|recommendations?|ideas?|time"
    r"|advice)[^.,!?;]*)?"
    r"|\b(?:you )?(?:have|had|enjoy) (?:a|an|your|the|yourself)(?: \w+){0,2}? (?:day|night|evening|weekend|time"
    r"|one|afternoon|chat|rest|movie night|viewing)\b[^.,!?;]*|\b(?:good ?bye|bye+|good night|see (?:you"
    r"|ya)(?: later| soon)?|take care|ciao|ttyl|later)\b"
    r"|^\W*(?:hi+|hello+|hey+|hiya|heya|yo|howdy|greetings|good (?:morning|evening|afternoon"
    r"|day))(?:,? to you(?:,? too)?| there| again| friend| buddy| all)?\b|\bnice (?:talking|chatting"
    r"|meeting) (?:to|with)? ?you\b|\byou(?:'ve| have) been (?:very |so |really )?(?:helpful|great|kind)[^.,!?;]*"
    r"|\bfor your help\b|\b(?:you|u)(?:'re| are| r)(?: \w+){0,2}? (?:great|awesome|amazing|brilliant|wonderful"
    r"|the best"
    r"|helpful|kind|nice|funny|good|a (?:star|gem|genius|legend))\b|\byou (?:rock|rule)\b|\b(?:great|good|nice) job\b"
    r"|\bwell done\b",
    re.I,
)
