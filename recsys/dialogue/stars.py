"""Ratings as said: "4 stars", "3/5", "8 out of 10", "rate it 4", "★★★"."""

from __future__ import annotations

import re

from recsys.dialogue.cues import SLOT
from recsys.dialogue.text import word_list

_NUM = r"(\d{1,3}(?:[.,]\d)?|one|two|three|four|five|six|seven|eight|nine|ten|zero|eleven|half)"
_STARS = re.compile(
    rf"\b{_NUM}(?: and a half)?(?:\s*[-/]\s*|\s+out of\s+)(5|10|100|five|ten)\b"
    rf"|\b{_NUM}( and a half)?[- ]?(?:stars?|\*+)|([★⭐]{{1,10}})",
    re.I,
)
_RATE = re.compile(
    rf"\b(?:rate[ds]?|rating|give|gave|giving|score[ds]?)\b[^.!?;]*?{SLOT}(?:\s+(?:a|an|at|as|with|to|:|about|only"
    rf"|just|is|was|=|of))*\W*\b{_NUM}(?!\s*(?:out|/|stars?|\*|[-](?!\d)))(?:\s+and a half)?\b"
    rf"|\b(?:rate[ds]?|give|gave|giving)\s+(?:an?\s+)?{_NUM}\s+(?:to|for)\s+(?:\w+\s+){{0,2}}{SLOT}"
    rf"|{SLOT}\s*[:=]\s*{_NUM}(?!\s*(?:out|/))\b",
    re.I,
)
_WORDS = {
    w: float(i) for i, w in enumerate(word_list("zero one two three four five six seven eight nine ten eleven"))
} | {"half": 0.5}


def spoken_stars(text: str) -> tuple[float, float | None] | None:
    """Stars said without a title: "4 stars", "I'd give it a 3", "5/5"."""
    if m := _STARS.search(text):
        return _value(m)
    m = re.search(
        rf"\b(?:rate|give|gave|giving|it'?s)\b(?:\s+\w+){{0,3}}?\s+(?:an?\s+)?{_NUM}\s*[.!]?$|^\W*{_NUM}\W*$",
        text,
        re.I,
    )
    return (_number(m[1] or m[2]), None) if m else None


def stars_said(plain: str, count: int) -> dict[int, tuple[float, float | None]]:
    """Stars by mention index; the title nearest before the number owns it, else the one right after."""
    found: dict[int, tuple[float, float | None]] = {}
    for m in _STARS.finditer(plain):
        owner = plain[: m.start()].count(SLOT) - 1
        if owner < 0 or re.search(r"[.!?;]", plain[plain[: m.start()].rfind(SLOT) : m.start()]) or owner in found:
            follow = re.match(r"[^.!?;]{0,12}?" + SLOT, plain[m.end() :])
            owner = owner + 1 if follow else owner
        if 0 <= owner < count:
            found.setdefault(owner, _value(m))
    for m in _RATE.finditer(plain):
        number = m[1] or m[2] or m[3]
        owner = plain[: m.end()].count(SLOT) - 1
        if 0 <= owner < count:
            found.setdefault(owner, (_number(number), None))
    return found


def _value(m: re.Match[str]) -> tuple[float, float | None]:
    if m[5]:
        return float(len(m[5])), None
    if m[2]:
        return _number(m[1]) + (0.5 if "half" in m[0].lower() and m[1].lower() != "half" else 0), _number(m[2])
    return _number(m[3]) + (0.5 if m[4] else 0.0), None


def _number(word: str) -> float:
    lowered = word.lower()
    return _WORDS[lowered] if lowered in _WORDS else float(lowered.replace(",", "."))
