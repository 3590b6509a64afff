"""What a sentence looks like in a language: how it ends, how clauses join, what may come before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recsys.schema import WhyRecError

Voice = Literal["plain", "warm", "terse"]
"""Plain says it clearly, warm as a friend would, terse in as few words as will do."""
VOICES: tuple[Voice, ...] = ("plain", "warm", "terse")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the schema."""

    name: str
    stop: str
    """Ends a sentence when it is written."""
    stops: tuple[str, ...]
    """Ends it when it is read."""
    gap: str
    """Between two sentences."""
    joins: tuple[str, ...]
    """Between two clauses when they are written."""
    links: tuple[str, ...]
    """The same when they are read."""
    openers: tuple[str, ...] = ()
    """What may begin a sentence without stating anything, when read."""


EN = Language(
    "en",
    stop=".",
    stops=(".", "!"),
    gap=" ",
    joins=(", and ", "; "),
    links=(
        *(
            ", and ",
            "; ",
            ", but ",
            ": ",
            " and ",
            " but ",
            ", while ",
            " while ",
            ", plus ",
            ", yet ",
            ", ",
            ", and yet ",
        ),
        *(
            ", whereas ",
            " \u2013 ",
            " \u2014 ",
            " - ",
        ),
    ),
    openers=(
        *("Also, ", "And ", "But ", "Plus, ", "Besides, ", "Still, ", "That said, ", "In short, ", "In short: "),
        *(
            "What is more, ",
            "What's more, ",
            "On top of that, ",
            "Of course, ",
            "Then again, ",
            "In fact, ",
            "Overall, ",
        ),
        *("While ", "On the other hand, ", "Against that, ", "However, "),
        *("For what it is worth, ", "For what it's worth, ", "All in all, ", "By the way, ", "Note that ", "Yes, "),
    ),
)
ZH = Language(
    "zh",
    stop="。",
    stops=("。", "！"),
    gap="",
    joins=("，", "；"),
    links=(
        *(
            "，",
            "；",
            "，而且",
            "，并且",
            "，同时",
            "，另外",
            "，此外",
            "，还有",
            "，但",
            "，但是",
            "，不过",
            "，然而",
            "，而",
        ),
        *(",", ", ", ";", "; ", "——", "，不过，", "，另外，", "，此外，"),
    ),
    openers=(
        *(
            "另外，",
            "此外，",
            "而且",
            "而且，",
            "并且",
            "同时，",
            "还有，",
            "不过，",
            "不过",
            "但",
            "但是，",
            "当然，",
            "当然",
        ),
        *("总之，", "总的来说，", "顺便一提，", "除此之外，", "与此同时，", "其实，", "事实上，", "另一方面，"),
    ),
)

LANGUAGES: dict[str, Language] = {language.name: language for language in (EN, ZH)}


def spoken(name: str) -> Language:
    """The language of that name; WhyRecError if WhyRec does not speak it."""
    if name not in LANGUAGES:
        raise WhyRecError(f"Reasons are given in {' or '.join(LANGUAGES)}, not in {name!r}.")
    return LANGUAGES[name]


def voice_named(name: str) -> Voice:
    """The voice of that name; WhyRecError if there is none."""
    found = next((voice for voice in VOICES if voice == name), None)
    if found is None:
        raise WhyRecError(f'There is no voice "{name}": choose {", ".join(VOICES[:-1])} or {VOICES[-1]}.')
    return found
