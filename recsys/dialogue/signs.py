"""The signs around a span of words that speak for or against its being a title: capitals, neighbours, longer names."""

from __future__ import annotations

import re

from recsys.dialogue.text import ARTICLES, Token, surprise, word_set

STOP = word_set("the a an of and in to for on at with or")
_BEFORE = word_set(
    """see saw seen watch watched watching rewatched like liked loved love loving likes loves hate hated hates
    enjoy enjoyed enjoys adore adored dislike disliked rate rated gave give recommend recommended suggest
    called titled named film movie films movies about why not compare than vs versus without remove delete
    unlike unliked favorite favourite favorites favourites remember heard tried finished about include
    including by was is are were thought explain drop similar between hadnt"""
)
_ADVERB = word_set("really also just absolutely totally recently already finally even never only always ever did")
_AFTER = word_set(
    """and but or is was are were because so too also when as if with by has had for the a i its it that which
    though although than vs versus not instead yet please a in on from again last yesterday first recently
    to 1 2 3 4 5 6 7 8 9 10 11 movie film movies films series trilogy star stars out of then my one you we
    they would can did do does isnt wasnt looks sounds seems both all every more"""
)
_DETERMINERS = word_set("my your his her our their this that these those some any no every more a an")
CHATTER = word_set(
    """kids funny help comedy drama horror romance thriller western musical animation action war fantasy mystery
    crime adventure family friday mother boys something anything nothing yes no why how what who thanks
    hello hi great good nice me you we i it that this them these seen safe heavy fresh more best bad scary
    classic classics animated romantic children friends date night weekend tonight today surprise trust ed
    north"""
)
_PLURAL = word_set("movies films series franchise trilogy saga sequels sequel remake soundtrack")
_STARS = word_set("star stars out of from on")
_TELLING = word_set("what how think thought tell know heard more talk crazy forget")
_NOUNS = word_set("film films movie movies")
_JOINTS = word_set("of in on to at for with")
_FREE = _BEFORE | _ADVERB | word_set("yes no ok okay oh have has hi hello well hey how what try maybe where")
GREETINGS = frozenset({"good morning", "good night", "good evening", "good bye", "thank you", "no way"})
YEAR_AFTER = re.compile(r"\s*(?:\(|\[|,\s|from |of )?\s*((?:18|19|20)\d\d)(?:\)|\]|\b(?!s))(?!-)")
_RATING = re.compile(r"\s*[:=,]?\s*(?:\d(?:\.\d)?\s*(?:/\s*\d|stars?\b|out of\b)|\w+ stars?\b|\d\d?\W*$|[★⭐])", re.I)
YEAR_BEFORE = re.compile(r"((?:18|19|20)\d\d)(?:'s)?\s+(?:version of\s+|film\s+|movie\s+)?$")


def casing(words: list[Token], text: str) -> float:
    """How much capitals say here: 0 in all-lower or all-upper messages, 1 in usual prose."""
    letters = [w.text for w in words if w.text[:1].isalpha() and w.text not in ("I", "I'm", "I'd", "I've", "I'll")]
    upper = sum(w[:1].isupper() for w in letters)
    return 0.0 if not upper or upper > 0.8 * len(letters) else 1.0


def capitals(text: str, span: list[Token], cased: float) -> float:
    words = [w for w in span if w.key not in STOP and w.text[:1].isalpha()]
    if not words or not cased:
        return 0.0
    if not all(w.text[0].isupper() for w in words):
        return -0.6
    before = text[: span[0].start].rstrip("\"'( ")
    opening = not before or before[-1] in ".!?:"
    if len(words) == 1 and not opening and _rare(words[0]) < 3.2:
        return 3.0  # "have you seen It": nobody capitalises such a word by chance
    return 1.5 if not opening or len(words) > 1 else (0.9 if len(span) > 1 else 0.4)


def context(text: str, words: list[Token], i: int, n: int, short: bool) -> float:
    """What the neighbours say: a verb that takes titles before, an end of phrase after."""
    score = _longer_name(text, words, i, n, short)
    j = i - 1
    while j >= 0 and words[j].key in _ADVERB:
        j -= 1
    adjacent = j >= 0 and not re.search(r"[.!?;]", text[words[j].end : words[i].start])
    if adjacent and words[j].key in ARTICLES and words[i].key not in ARTICLES and j > 0:
        score += 0.8 if words[j - 1].key in _BEFORE else -1.0
    elif adjacent and n == 1 and words[i].text.islower() and _themed(words, j):
        score -= 1.5  # "a film about aliens" names no film
    elif adjacent and words[j].key in _DETERMINERS:
        score -= 2.0
    elif adjacent and words[j].key in _BEFORE:
        score += 0.8 if words[j].key in _NOUNS else 1.5
    k = i + n
    if _RATING.match(text[words[k - 1].end :]):
        score += 1.8
    elif k >= len(words) or re.search(r"[.,!?;:)\"]", text[words[k - 1].end : words[k].start]):
        score += 0.8
    elif words[k].key in ("is", "was", "are", "were"):
        score += 1.6
    elif words[k].key in _PLURAL:
        score -= 1.0
    elif words[k].key in _AFTER:
        score += 0.6
    elif not words[k].text[:1].isupper():
        score -= 0.8
    else:
        score -= 0.4
    return score


def _themed(words: list[Token], j: int) -> bool:
    """Does word j open a theme: "with", or "about" other than in "what about X"?"""
    asking = j > 0 and words[j - 1].key in _TELLING
    return words[j].key in ("with", "featuring", "involving") or (words[j].key == "about" and j > 0 and not asking)


def _longer_name(text: str, words: list[Token], i: int, n: int, short: bool) -> float:
    """A penalty when the span looks like a piece of a longer name: Black [Panther], [Safe] Haven, [Toy Story] 3.
    `short`: the span is a shortened title already, so "[Indiana Jones] and the Temple of Doom" is another film."""
    score = 0.0
    plain = sum(_rare(w) for w in words[i : i + n] if w.key not in STOP) < 5.0  # ordinary words
    whole = sum(w.key not in STOP for w in words[i : i + n]) > 1
    if i + n < len(words):
        after, gap = words[i + n], text[words[i + n - 1].end : words[i + n].start]
        name = after.text[:1].isupper() and _rare(after) > 3.4 and after.key not in _BEFORE
        if (
            gap.strip() in ("", "-", "–")
            and (_sequel(text, words, i + n) or after.key in ("part", "episode", "volume"))
        ) or (gap.strip() in (":", "-", "–") and after.text[:1].isupper() and not after.key.isdigit()):
            score -= 9.0
        elif gap.strip() in ("", "+") and name:
            score -= 1.5 if whole and not short else 5.0
        elif gap.isspace() and plain and after.key in _JOINTS and _capital_at(words, i + n + 1, text):
            score -= 2.5
        elif gap.isspace() and after.key in ("and", "of", "the", "in"):
            another = after.key == "and" and not (i + n + 1 < len(words) and words[i + n + 1].key == "the")
            score -= (2.0 if another else 9.0) if short else 0.0 if whole or another else 1.5
    if i > 0:
        before, gap = words[i - 1], text[words[i - 1].end : words[i].start]
        upper = before.text[:1].isupper() and before.text not in ("I", "I'm", "I've")
        inside = i > 1 and text[words[i - 2].end : before.start].strip() in ("", ",")
        if (
            gap.strip() in ("", "-")
            and upper
            and before.key not in ARTICLES
            and ((inside and before.text != before.text.upper()) or (_rare(before) > 3.0 and before.key not in _FREE))
        ):
            score -= 1.5 if whole and not short else 5.0
        elif gap.isspace() and plain and before.key in _JOINTS and i > 1 and words[i].text[:1].isupper():
            lead = words[i - 2]
            if lead.text[:1].isupper() and lead.key not in _FREE and _rare(lead) > 3.2:
                score -= 2.5 if text[lead.end : before.start].isspace() else 0.0
        elif gap.isspace() and not whole and _rare(before) > 3.3 and before.key not in _FREE | _DETERMINERS:
            score -= 1.0
    return score


def _rare(word: Token) -> float:
    return surprise(word.text.lower())


def _sequel(text: str, words: list[Token], k: int) -> bool:
    """Does word k number a sequel, rather than give a rating ("Jaws 2 stars")?"""
    if words[k].key not in ("2", "3", "4", "5", "6", "7", "8", "9"):
        return False
    if re.match(r"\s*/|\.\d", text[words[k].end :]):
        return False
    following = words[k + 1].key if k + 1 < len(words) else ""
    return following not in _STARS and not any(w.key in ("rate", "rated", "gave", "give", "rating") for w in words[:k])


def _capital_at(words: list[Token], k: int, text: str) -> bool:
    if k < len(words) and words[k].key in ARTICLES and text[words[k].end : words[k].end + 1] == " ":
        k += 1
    return k < len(words) and words[k].text[:1].isupper() and _rare(words[k]) > 3.4
