"""Which of the shown ones a message points at: "the second one", "#3", "the first two", "the last"."""

from __future__ import annotations

import re

from recsys.dialogue.text import word_list

ORDINALS = {
    w: i + 1 for i, w in enumerate(word_list("first second third fourth fifth sixth seventh eighth ninth tenth"))
} | {"top": 1, "1st": 1, "2nd": 2, "3rd": 3, **{f"{i}th": i for i in range(4, 21)}}
_ORDINAL = re.compile(
    r"\b(?:the )?("
    + "|".join(ORDINALS)
    + r"|last|bottom)(?: (one|pick|film|movie|suggestion|recommendation|choice|item|title))?s?\b"
    r"|(?:\bnumber |\bno\.? ?|#)(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
_FIRST_N = re.compile(r"\b(first|top|last) (two|three|four|five|2|3|4|5)\b", re.I)
_NUMBER = {w: i for i, w in enumerate(word_list("zero one two three four five six seven eight nine ten"))}


def ordinals(text: str, shown: int) -> list[int]:
    """Positions (0-based) in the shown list that a message names: "the second one", "#3", "the first two"."""
    if m := _FIRST_N.search(text):
        n = _NUMBER.get(m[2].lower()) or int(m[2])
        return list(range(max(0, shown - n), shown)) if m[1].lower() == "last" else list(range(min(n, shown)))
    found: list[int] = []
    for m in _ORDINAL.finditer(text):
        if m[3]:
            place = _NUMBER.get(m[3].lower()) or int(m[3])
        elif m[1].lower() in ("last", "bottom"):
            if not m[2]:
                continue
            place = shown
        elif (
            m[2]
            or m[0].lower().startswith("the ")
            or re.fullmatch(r"\W*\w+\W*", text)
            or re.search(r"\band\b", text[m.end() : m.end() + 6])
            or re.search(r"\b(?:and|or|vs|versus|with) $", text[: m.start()])
        ):
            if m[1].lower() == "first" and re.match(r" (?:time|place|thing|of all)", text[m.end() :]):
                continue
            place = ORDINALS[m[1].lower()]
        else:
            continue
        if 1 <= place <= shown and place - 1 not in found:
            found.append(place - 1)
    return found


def out_of_range(text: str, shown: int) -> int | None:
    """The first place named that the list does not have ("why the 15th?" of ten)."""
    wanted = ordinals(re.sub(r"\b(?:last|bottom)\b", "", text, flags=re.I), 99)
    return next((p + 1 for p in wanted if p >= shown), None)


def counted(text: str) -> int | None:
    """How many are asked for: "recommend me 3 movies"; None if it is not said."""
    m = re.search(
        r"\b(one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ )?(?:more )?" + _THINGS, text, re.I
    )
    if not m:
        return None
    return _NUMBER.get(m[1].lower()) or int(m[1]) if m[1].lower() in _NUMBER or m[1].isdigit() else None


_THINGS = r"(?:movies?|films?|suggestions?|recommendations?|picks?|ideas?|books?|songs?|titles?)\b"
