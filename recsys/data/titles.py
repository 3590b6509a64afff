"""MovieLens titles as people write them: "Godfather, The (1972)" is The Godfather, of 1972."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ENGLISH = ("The", "An", "A")
FOREIGN = (
    *("La", "Le", "Les", "L'", "Une", "Un"),  # French
    *("El", "Los", "Las", "Una", "Lo"),  # Spanish, Italian
    *("Il", "Gli", "Gl'", "I", "Uno"),  # Italian
    *("Der", "Die", "Das", "Ein", "Eine"),  # German
    *("Den", "Det", "De", "En", "Ett", "Et", "Het", "Een", "Da"),  # Scandinavian, Dutch, slang
    *("O", "Os", "As", "Um", "Uma"),  # Portuguese
    *("Ha-", "Az", "Al-", "Els"),  # Hebrew, Hungarian, Arabic, Catalan
)
_ARTICLE = {article.casefold(): article for article in (*ENGLISH, *FOREIGN)}
_MOVED = re.compile(r"^(?P<rest>.+),\s*(?P<article>[^\W\d_]{1,4}['’-]?)$")
_YEAR = re.compile(r"^(?P<year>1[89]\d\d|20\d\d)\s*(?:[-–—/].*)?$")
_MEDIUM = re.compile(r"^(?:V|TV|TV Movie|TV Series|TV Mini-?Series|mini|I|II|III|IV)$", re.IGNORECASE)
_AKA = re.compile(r"^(?:a\.?k\.?a\.?|also known as)\s*:?\s*", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:\b(?:and|or|of|the)|[:&,-])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: the natural form, the year if it was in it, and other titles in brackets."""

    title: str
    year: int | None = None
    aka: tuple[str, ...] = ()


def natural(text: str) -> str:
    """Move a trailing article to the front: "Cité des enfants perdus, La" → "La Cité des enfants perdus"."""
    text = " ".join(text.split()).strip()
    moved = _MOVED.match(text)
    if moved is None:
        return text
    article = _ARTICLE.get(moved["article"].replace("’", "'").casefold())
    if article is None or (article == "I" and moved["article"] != "I"):
        return text
    rest = moved["rest"].strip()
    return f"{article}{rest}" if article.endswith(("'", "-")) else f"{article} {rest}"


def parse(raw: str, year: int | None = None) -> Title:
    """Take a MovieLens title apart. `year` is what another column says and wins over a year in the title."""
    text = " ".join(unicodedata.normalize("NFC", raw).split())
    groups: list[str] = []
    found: int | None = None
    while (split := _last_group(text)) is not None:
        rest, group = split
        if (match := _YEAR.match(group)) is not None:
            found = found or int(match["year"])
        elif _MEDIUM.match(group):
            pass
        elif _OPEN_END.search(rest) and not _MOVED.match(rest):
            break  # "Birdman: Or (The Unexpected Virtue of Ignorance)" is one title.
        else:
            groups.append(group)
        text = rest
    title = natural(text)
    aka = [natural(part) for group in reversed(groups) for part in _parts(group)]
    return Title(title, year or found, distinct(aka, title))


def distinct(titles: Iterable[str], but: str) -> tuple[str, ...]:
    """The titles in order, each spelling once, without the one given."""
    by_spelling = {title.casefold(): title for title in reversed([t for t in titles if t])}
    by_spelling.pop(but.casefold(), None)
    return tuple(reversed(by_spelling.values()))


def _last_group(text: str) -> tuple[str, str] | None:
    """Split off the last bracket of the text, minding brackets inside it; None when the text ends otherwise."""
    if not text.endswith(")"):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            rest = text[:at].rstrip()
            # "Fear(s)" is a word, not a bracket; "(500)" alone is a whole title.
            return (rest, text[at + 1 : -1].strip()) if rest and text[at - 1] == " " else None
    return None


def _parts(group: str) -> list[str]:
    """The titles of one bracket: "a.k.a. One, Two" stays one, "One; Two" and "One / Two" are two."""
    return [part for part in re.split(r"\s*;\s*|\s+/\s+", _AKA.sub("", group)) if part]
