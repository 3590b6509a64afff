"""Everyday words as people mistype them, mended before a message is read; titles have a mender of their own."""

from __future__ import annotations

import re
from collections.abc import Container

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recsys.dialogue.text import key, surprise, word_list

_SLANG = dict(
    pair.split(":")
    for pair in word_list(
        """teh:the frm:from plz:please pls:please plese:please wut:what wat:what luv:love luvd:loved luved:loved
        lik:like liek:like lyk:like sumthing:something smth:something sth:something cuz:because tho:though u:you
        ur:your r:are ppl:people abt:about thx:thanks dat:that hav:have moive:movie moives:movies moveis:movies
        flim:film funy:funny"""
    )
)
_WORDS = word_list(
    """something anything nothing everything recommend recommendation recommendations suggest suggestion suggestions
    movie movies films please comedy comedies thriller thrillers horror romantic romance musical western westerns
    documentary animated animation adventure fantasy mystery science fiction drama dramas funny scary second third
    fourth first similar favorite favourite loved liked hated watched watching family children girlfriend boyfriend
    friends tonight weekend classic older newer better boring really about without explain compare because different
    another instead forget never remember surprise"""
)
_NEVER = 6.0
"""How surprising a word must be to count as mistyped: about once in a million words or less."""


def mended(text: str, titles: Container[str]) -> str:
    """The text with slang and mistyped everyday words put right; words of `titles` (normalised) are left alone."""
    return re.sub(r"(?<![\w'])[a-z]+(?![\w'])", lambda m: _mend(m[0], titles), text)


def _mend(word: str, titles: Container[str]) -> str:
    if word in _SLANG:
        return _SLANG[word]
    if len(word) < 4 or key(word) in titles or surprise(word) < _NEVER:
        return word
    near = process.extractOne(word, _WORDS, scorer=OSA.distance, score_cutoff=1 if len(word) < 7 else 2)
    return near[0] if near is not None and near[0][0] == word[0] else word
