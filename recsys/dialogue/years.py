"""Year wishes: "the 80s or 90s", "before 1980", "an old classic", "something newer"."""

from __future__ import annotations

import re

from recsys.dialogue.text import word_list
from recsys.schema import Constraint

_DECADES = {
    **{
        w: 1900 + 10 * (i + 2)
        for i, w in enumerate(word_list("twenties thirties forties fifties sixties seventies eighties nineties"))
    }
}
_DECADE = re.compile(
    r"\b((?:19|20)\d0|\d0)'?s\b|\b(" + "|".join(_DECADES) + r")\b|\b(early |late |mid-? ?)(?=(?:19|20)?\d0'?s)", re.I
)
_YEAR = re.compile(r"\b((?:18|19|20)\d\d)\b")


def read_years(text: str, newest: int) -> tuple[list[Constraint], int]:
    """Year wishes, and -1/+1 for "older/newer (than that)"."""
    spans: list[tuple[int, int]] = []
    labels: list[str] = []
    for m in _DECADE.finditer(text):
        if m[3]:
            continue
        first = _DECADES[m[2].lower()] if m[2] else int(m[1]) if len(m[1]) == 4 else 1900 + int(m[1])
        if not m[2] and len(m[1]) == 2 and first < 1920:
            first += 100
        if _not_from(text, m.start()):
            continue
        part = re.search(r"(early|late|mid)-? ?$", text[: m.start()], re.I)
        low, high = (0, 9) if not part else {"early": (0, 4), "mid": (3, 6), "late": (5, 9)}[part[1].lower()]
        spans.append((first + low, first + high))
        labels.append(f"{part[1].lower()} {first}s" if part else f"{first}s")
    decades = list(spans)
    for m in _YEAR.finditer(text):
        if re.match(r"'?s\b", text[m.end() :]) or any(c.isdigit() for c in text[m.end() : m.end() + 1]):
            continue
        year = int(m[1])
        lead = text[max(0, m.start() - 24) : m.start()].lower()
        if re.search(r"(before|older than|earlier than|pre|prior to)[- ](?:the )?$", lead):
            return [Constraint("year_to", year - 1, f"before {year}", 3)], 0
        if re.search(r"(until|up to|no later than|by)\s$", lead):
            return [Constraint("year_to", year, f"up to {year}", 3)], 0
        if re.search(r"(after|newer than|later than|post)[- ]$", lead):
            return [Constraint("year_from", year + 1, f"after {year}", 3)], 0
        if re.search(r"(since|from)\s$", lead) and re.match(
            r"\s*(on\b|onwards?\b|and (?:later|up|newer)|or (?:later|newer)|\+)", text[m.end() :]
        ):
            return [Constraint("year_from", year, f"from {year}", 3)], 0
        if re.search(r"since\s$", lead):
            return [Constraint("year_from", year, f"since {year}", 3)], 0
        if re.search(r"(around|about|circa)\s$", lead):
            return _range(year - 2, year + 2, f"around {year}"), 0
        if re.search(r"\b(in|from|of|between|and|to|the year|-)\s?$", lead) or not decades:
            spans.append((year, year))
            labels.append(str(year))
    if spans:
        return _bounds(text, spans, labels, decades), 0
    if dated := re.search(
        r"\b(older|earlier|newer|later|more recent|more modern)\b(?! (?:brother|sister|kids|son|people|audience))",
        text,
        re.I,
    ):
        return [], -1 if dated[1].lower() in ("older", "earlier") else 1
    if re.search(
        r"\b(an? old(?:ie)?|old(?:ie)?s?|old school|classics?|vintage|golden age|black and white)\b(?! (?:enough"
        r"|man|friend|are|is|daughter|son|boy|girl))",
        text,
        re.I,
    ) and not re.search(
        r"\byears?[- ]olds?\b|\b(?:modern|instant|cult|not|no|too) (?:an? )?(?:classics?|old)", text, re.I
    ):
        return [Constraint("year_to", newest - 20, f"up to {newest - 20}", 2)], 0
    if re.search(
        r"\b(recent(?:ly released)?|new(?:est)? (?:movies?|films?|releases?|ones?)|latest|something new|modern"
        r"|current)\b",
        text,
        re.I,
    ) and not re.search(r"\bnew to me\b|\bseen recently|recently (?:saw|watched|seen)", text, re.I):
        return [Constraint("year_from", newest - 4, f"from {newest - 4}", 2)], 0
    return [], 0


def _bounds(
    text: str, spans: list[tuple[int, int]], labels: list[str], decades: list[tuple[int, int]]
) -> list[Constraint]:
    low, high = min(s[0] for s in spans), max(s[1] for s in spans)
    lead = text.lower()
    if decades and re.search(r"\b(before|older than|pre)[- ](?:the )?(?:late |early )?'?(?:19|20)?\d0", lead):
        return [Constraint("year_to", low - 1, f"before the {labels[0]}", 3)]
    if decades and re.search(r"\b(after|newer than|post)[- ](?:the )?'?(?:19|20)?\d0", lead):
        return [Constraint("year_from", high + 1, f"after the {labels[0]}", 3)]
    if decades and re.search(r"\b(since|from) the .{2,12}(?:on|onwards?)\b", lead):
        return [Constraint("year_from", low, f"from the {labels[0]} on", 3)]
    order = [lab for _, lab in sorted(zip(spans, labels, strict=True))]
    joint = " or " if len(order) == 2 and decades else "–"
    return _range(low, high, order[0] if len(order) == 1 else f"{order[0]}{joint}{order[-1]}")


def _range(low: int, high: int, label: str) -> list[Constraint]:
    return [Constraint("year_from", low, label, 3), Constraint("year_to", high, label, 3)]


def _not_from(text: str, at: int) -> bool:
    """Is a number before "s" no decade: "in my 30s"?"""
    return bool(re.search(r"\b(my|our|his|her|their) (?:early |late |mid-? ?)?$", text[:at], re.I))
